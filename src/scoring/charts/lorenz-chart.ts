/** Lorenz curve of a concentration. */
import { at, expectFinite, expectOneOf, expectRecord } from "../../values/plain.js";
import type { Json } from "../../values/refusal.js";
import type { Concentration, NoConcentration } from "../concentration/concentration.js";
import { colours, percentText, readChartOptions, readPoints, shareAxis } from "./chart-base.js";
import type { ChartOptions, VegaLiteSpec } from "./chart-base.js";
import { thinnedCurve } from "./thin.js";

/** Words of a Lorenz curve. @since 0.1.0 */
export type LorenzLabel =
  | "accounts"
  | "value"
  | "curve"
  | "equality"
  | "series"
  | "gini"
  | "notEnoughData";

const LABELS: Readonly<Record<LorenzLabel, string>> = {
  accounts: "Share of accounts, smallest first",
  value: "Share of the total",
  curve: "Accounts",
  equality: "Equal shares",
  series: "Curve",
  gini: "Gini",
  notEnoughData: "Not enough data",
};

interface Curve {
  readonly points: readonly { readonly accounts: number; readonly value: number }[];
  readonly gini: number;
}

function readCurve(found: unknown): Curve | null {
  const record = expectRecord(found, "concentration");
  const states = ["known", "not-enough-data"] as const;
  const state = expectOneOf(record["state"], at("concentration", "state"), states);
  if (state === "not-enough-data") return null;
  const path = at("concentration", "lorenz");
  const points = readPoints(record["lorenz"], path, (point, spot) => ({
    accounts: expectFinite(point["accounts"], at(spot, "accounts")),
    value: expectFinite(point["value"], at(spot, "value")),
  }));
  return { points, gini: expectFinite(record["gini"], at("concentration", "gini")) };
}

/** Height of the curve at one half of the accounts, between two points if there is none. */
function smallerHalf(points: Curve["points"]): number | null {
  const place = points.findIndex(({ accounts }) => accounts >= 0.5);
  const [low, high] = [points[place - 1], points[place]];
  if (high === undefined) return null;
  if (low === undefined || high.accounts === low.accounts) return high.value;
  const part = (0.5 - low.accounts) / (high.accounts - low.accounts);
  return low.value + part * (high.value - low.value);
}

function describe(curve: Curve | null): string {
  if (curve === null) return "Lorenz curve without data.";
  const half = smallerHalf(curve.points);
  const share = half === null ? "" : `, the smaller half has ${percentText(half)}`;
  return `Lorenz curve: Gini ${curve.gini.toFixed(2)}${share} of the total.`;
}

/**
 * The Lorenz curve of {@link concentration} beside the line of equal shares, which is dashed. The
 * Gini coefficient stands below the title. Without data the plot is empty and says so.
 *
 * Of more than `pointsMax` points those are drawn that keep the shape.
 *
 * @throws ClienteleError `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { concentration, lorenzChart } from "clientele/scoring";
 *
 * const values = [{ id: "acme", value: "30" }, { id: "bolt", value: "10" }];
 * const spec = lorenzChart(concentration(values));
 * assert.equal(
 *   spec["description"],
 *   "Lorenz curve: Gini 0.25, the smaller half has 25 % of the total.",
 * );
 * ```
 * @since 0.1.0
 */
export function lorenzChart(
  found: Pick<Concentration, "state" | "lorenz" | "gini"> | NoConcentration,
  options: ChartOptions<LorenzLabel> = {},
): VegaLiteSpec {
  const { labels, pointsMax, spec } = readChartOptions(options, LABELS);
  const curve = readCurve(found);
  const points = curve?.points ?? [];
  const places = thinnedCurve(
    points.map(({ accounts, value }) => ({ x: accounts, y: value })),
    pointsMax,
  );
  const own = places.map((place) => ({ ...points[place], series: labels.curve }));
  const equal = [0, 1].map((share) => ({ accounts: share, value: share, series: labels.equality }));
  const domain = [labels.curve, labels.equality];
  const series: { readonly [name: string]: Json } = {
    field: "series",
    type: "nominal",
    title: labels.series,
  };
  return spec(
    {
      title: "Lorenz curve",
      subtitle: curve === null ? labels.notEnoughData : `${labels.gini} ${curve.gini.toFixed(3)}`,
      description: describe(curve),
    },
    {
      data: { values: [...own, ...equal] as Json[] },
      mark: { type: "line", interpolate: "linear" },
      encoding: {
        x: shareAxis("accounts", labels.accounts),
        y: shareAxis("value", labels.value),
        color: { ...series, scale: { domain, range: [colours.blue, colours.grey] } },
        strokeDash: {
          ...series,
          scale: {
            domain,
            range: [
              [1, 0],
              [6, 4],
            ],
          },
        },
      },
    },
  );
}

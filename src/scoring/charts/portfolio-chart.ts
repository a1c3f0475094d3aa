/** Key-account portfolio: attractiveness over relative strength, as bubbles in four quadrants. */
import { fail } from "../../values/errors.js";
import { itemAt } from "../../values/invariant.js";
import {
  at,
  compareText,
  expectArray,
  expectFinite,
  expectIdentifier,
} from "../../values/plain.js";
import type { Json } from "../../values/refusal.js";
import { colours, readChartOptions, readPoints } from "./chart-base.js";
import type { ChartOptions, VegaLiteSpec } from "./chart-base.js";

/** An account in a portfolio. @since 0.1.0 */
export interface PortfolioPoint {
  readonly id: string;
  readonly attractiveness: number;
  /** Strength relative to the competitors. */
  readonly strength: number;
  /** Area of the bubble, 0 or more: turnover or potential. All alike unless named. */
  readonly size?: number;
}

/** Words of a portfolio chart. The four quadrants have names of their own. @since 0.1.0 */
export type PortfolioLabel =
  | "account"
  | "attractiveness"
  | "strength"
  | "size"
  | "quadrant"
  | "highHigh"
  | "highLow"
  | "lowHigh"
  | "lowLow";

/** The scale of both axes, and where the quadrants meet. @since 0.1.0 */
export interface PortfolioChartOptions extends ChartOptions<PortfolioLabel> {
  /** Both axes; unless named, 0 to 1 where no value is above 1, else 0 to 100. */
  readonly scale?: readonly [number, number];
  /** Attractiveness from which it is high, itself included; the middle unless named. */
  readonly attractivenessCut?: number;
  /** Strength from which it is high, itself included; the middle unless named. */
  readonly strengthCut?: number;
}

const LABELS: Readonly<Record<PortfolioLabel, string>> = {
  account: "Account",
  attractiveness: "Attractiveness",
  strength: "Relative strength",
  size: "Size",
  quadrant: "Quadrant",
  highHigh: "Attractive, strong",
  highLow: "Attractive, weak",
  lowHigh: "Less attractive, strong",
  lowLow: "Less attractive, weak",
};
const QUADRANTS = ["highHigh", "highLow", "lowHigh", "lowLow"] as const;
/** Names are written beside so many of the largest bubbles; the others have a tooltip. */
const NAMED_MAX = 30;

interface Frame {
  readonly scale: readonly [number, number];
  readonly attractivenessCut: number;
  readonly strengthCut: number;
}

function readFrame(
  options: PortfolioChartOptions,
  points: readonly Required<PortfolioPoint>[],
): Frame {
  const isShare = points.every(
    ({ attractiveness, strength }) => attractiveness <= 1 && strength <= 1,
  );
  const path = at("options", "scale");
  const [low, high] = expectArray(options.scale ?? [0, isShare ? 1 : 100], path, 2).map((end) =>
    expectFinite(end, path),
  );
  if (low === undefined || high === undefined || !(high - low > 0 && high - low < Infinity)) {
    return fail("scoring.scale", path, "two numbers, the second above the first", options.scale);
  }
  const middle = low + (high - low) / 2;
  return {
    scale: [low, high],
    attractivenessCut: expectFinite(
      options.attractivenessCut ?? middle,
      at("options", "attractivenessCut"),
    ),
    strengthCut: expectFinite(options.strengthCut ?? middle, at("options", "strengthCut")),
  };
}

function quadrantOf(point: PortfolioPoint, frame: Frame): PortfolioLabel {
  const isAttractive = point.attractiveness >= frame.attractivenessCut;
  const isStrong = point.strength >= frame.strengthCut;
  if (isAttractive) return isStrong ? "highHigh" : "highLow";
  return isStrong ? "lowHigh" : "lowLow";
}

function readPortfolio(value: unknown): Required<PortfolioPoint>[] {
  const seen = new Set<string>();
  return readPoints(value, "points", (point, path) => {
    const id = expectIdentifier(point["id"], at(path, "id"));
    if (seen.has(id)) fail("scoring.duplicate_id", at(path, "id"), "an id of its own", id);
    seen.add(id);
    const size = expectFinite(point["size"] ?? 1, at(path, "size"));
    if (size < 0) fail("schema.range", at(path, "size"), "0 or more", size);
    return {
      id,
      attractiveness: expectFinite(point["attractiveness"], at(path, "attractiveness")),
      strength: expectFinite(point["strength"], at(path, "strength")),
      size,
    };
  });
}

/** Axes, shared by all layers. */
function axesOf(
  labels: Readonly<Record<PortfolioLabel, string>>,
  { scale }: Frame,
): Record<"x" | "y", { [name: string]: Json }> {
  const axis = (field: string, title: string): { [name: string]: Json } => ({
    field,
    type: "quantitative",
    title,
    scale: { domain: [...scale], clamp: true, nice: false },
  });
  return { x: axis("strength", labels.strength), y: axis("attractiveness", labels.attractiveness) };
}

/** Lines where the quadrants meet, and their names in the corners. */
function quadrantLayers(labels: Readonly<Record<PortfolioLabel, string>>, frame: Frame): Json[] {
  const { x, y } = axesOf(labels, frame);
  const [low, high] = frame.scale;
  const corners = [
    { name: "highHigh", strength: high, attractiveness: high, align: "right", baseline: "top" },
    { name: "highLow", strength: low, attractiveness: high, align: "left", baseline: "top" },
    { name: "lowHigh", strength: high, attractiveness: low, align: "right", baseline: "bottom" },
    { name: "lowLow", strength: low, attractiveness: low, align: "left", baseline: "bottom" },
  ] as const;
  const line = { type: "rule", color: colours.grey, strokeDash: [4, 4] };
  return [
    { data: { values: [{ strength: frame.strengthCut }] }, mark: line, encoding: { x } },
    {
      data: { values: [{ attractiveness: frame.attractivenessCut }] },
      mark: line,
      encoding: { y },
    },
    ...corners.map(({ name, strength, attractiveness, align, baseline }): Json => {
      const [dx, dy] = [align === "left" ? 4 : -4, baseline === "top" ? 4 : -4];
      return {
        data: { values: [{ strength, attractiveness, text: labels[name] }] },
        mark: { type: "text", align, baseline, dx, dy, color: colours.grey, fontStyle: "italic" },
        encoding: { x, y, text: { field: "text", type: "nominal" } },
      };
    }),
  ];
}

function describe(inQuadrant: readonly PortfolioLabel[]): string {
  const counts = QUADRANTS.map((name) => {
    const count = inQuadrant.filter((one) => one === name).length;
    return `${String(count)} ${LABELS[name].toLowerCase()}`;
  });
  return `Portfolio of ${String(inQuadrant.length)} accounts: ${counts.join("; ")}.`;
}

/**
 * A portfolio of key accounts: relative strength across, attractiveness upwards, bubbles by size,
 * lines where the quadrants meet. Quadrants are told by colour, by the shape of the mark and by
 * their names in the corners. Values beyond the scale are drawn at its edge.
 *
 * Of more than `pointsMax` accounts (1 000 unless named) the largest are drawn, ties by id; names
 * stand beside the thirty largest.
 *
 * @throws ClienteleError `scoring.duplicate_id`, `scoring.scale`, `id.format`, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { portfolioChart } from "clientele/scoring";
 *
 * const spec = portfolioChart([
 *   { id: "acme", attractiveness: 80, strength: 70, size: 500 },
 *   { id: "bolt", attractiveness: 30, strength: 90, size: 120 },
 * ]);
 * const description = spec["description"] as string;
 * assert.ok(description.startsWith("Portfolio of 2 accounts: 1 attractive, strong; 0 attr"));
 * ```
 * @since 0.1.0
 */
export function portfolioChart(
  points: readonly PortfolioPoint[],
  options: PortfolioChartOptions = {},
): VegaLiteSpec {
  const own = ["scale", "attractivenessCut", "strengthCut"];
  const { labels, pointsMax, spec } = readChartOptions(options, LABELS, own);
  const read = readPortfolio(points);
  const frame = readFrame(options, read);
  const inQuadrant = read.map((point) => quadrantOf(point, frame));
  const order = read.map((_, place) => place);
  order.sort((a, b) => {
    const [one, other] = [itemAt(read, a), itemAt(read, b)];
    return other.size - one.size || compareText(one.id, other.id);
  });
  const drawn = order.slice(0, pointsMax).map((place, rank) => ({
    ...itemAt(read, place),
    quadrant: labels[itemAt(inQuadrant, place)],
    name: rank < NAMED_MAX ? itemAt(read, place).id : "",
  }));
  const { x, y } = axesOf(labels, frame);
  const most = drawn[0]?.size ?? 1;
  const domain = QUADRANTS.map((name) => labels[name]);
  const quadrant = { field: "quadrant", type: "nominal", title: labels.quadrant };
  const range = [colours.blue, colours.green, colours.orange, colours.grey];
  return spec(
    {
      title: "Key-account portfolio",
      description: describe(inQuadrant),
    },
    {
      layer: [
        ...quadrantLayers(labels, frame),
        {
          data: { values: drawn },
          mark: { type: "point", filled: true, opacity: 0.7, stroke: "black", strokeWidth: 0.5 },
          encoding: {
            x,
            y,
            size: {
              field: "size",
              type: "quantitative",
              title: labels.size,
              scale: { domain: [0, most > 0 ? most : 1], range: [20, 1500] },
            },
            color: { ...quadrant, scale: { domain, range } },
            shape: {
              ...quadrant,
              scale: { domain, range: ["circle", "diamond", "square", "triangle-up"] },
            },
            tooltip: [
              { field: "id", type: "nominal", title: labels.account },
              { field: "attractiveness", type: "quantitative", title: labels.attractiveness },
              { field: "strength", type: "quantitative", title: labels.strength },
              { field: "size", type: "quantitative", title: labels.size },
              quadrant,
            ],
          },
        },
        {
          data: { values: drawn },
          mark: { type: "text", dy: -12, fontSize: 11 },
          encoding: { x, y, text: { field: "name", type: "nominal" } },
        },
      ],
    },
  );
}

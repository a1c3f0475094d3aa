/** Tracking plot: what happened beside what a model expected. */
import { fail } from "../../values/errors.js";
import { itemAt } from "../../values/invariant.js";
import { at, expectBoolean, expectFinite } from "../../values/plain.js";
import type { Json } from "../../values/refusal.js";
import { colours, readChartOptions, readPoints } from "./chart-base.js";
import type { ChartOptions, VegaLiteSpec } from "./chart-base.js";
import { thinnedCurve } from "./thin.js";

/** One period of a tracking table: a row of `trackingTable` is one. @since 0.1.0 */
export interface TrackingPoint {
  /** End of the period, or its number: 1, 2, 3 …; each once. */
  readonly until: number;
  /** What happened in the period; null where that is not known, as of the future. */
  readonly actual: number | null;
  /** What the model expected of the period. */
  readonly expected: number;
}

/** Words of a tracking plot. @since 0.1.0 */
export type TrackingLabel =
  | "period"
  | "quantity"
  | "series"
  | "actual"
  | "expected"
  | "calibrationEnd";

/** How periods are read. @since 0.1.0 */
export interface TrackingChartOptions extends ChartOptions<TrackingLabel> {
  /** Whether figures are added up from the first period on (the default), or drawn as they are. */
  readonly cumulative?: boolean;
  /** End of the last period that the model was fitted to: beyond the line it is on its own. */
  readonly calibrationEnd?: number;
}

const LABELS: Readonly<Record<TrackingLabel, string>> = {
  period: "Period",
  quantity: "Transactions",
  series: "Series",
  actual: "Actual",
  expected: "Expected",
  calibrationEnd: "End of calibration",
};

function readTable(value: unknown, isCumulative: boolean): TrackingPoint[] {
  const points = readPoints(value, "points", (point, path) => ({
    until: expectFinite(point["until"], at(path, "until")),
    actual: point["actual"] === null ? null : expectFinite(point["actual"], at(path, "actual")),
    expected: expectFinite(point["expected"], at(path, "expected")),
  }));
  points.sort((a, b) => a.until - b.until);
  points.forEach(({ until }, index) => {
    if (points[index - 1]?.until === until)
      fail("scoring.duplicate_period", "points", "each period once", until);
  });
  return isCumulative ? addedUp(points) : points;
}

/** Sums from the first period on; of what is not known there is no sum, then or later. */
function addedUp(points: readonly TrackingPoint[]): TrackingPoint[] {
  let actual: number | null = 0;
  let expected = 0;
  return points.map((point) => {
    actual = actual === null || point.actual === null ? null : actual + point.actual;
    expected += point.expected;
    if (!Number.isFinite(actual ?? 0) || !Number.isFinite(expected)) {
      fail("schema.not_finite", "points", "figures whose sum is a double", point.until);
    }
    return { until: point.until, actual, expected };
  });
}

function describe(points: readonly TrackingPoint[]): string {
  if (points.length === 0) return "Tracking plot without data.";
  const known = points.findLast(({ actual }) => actual !== null);
  const last = known ?? itemAt(points, points.length - 1);
  const actual = last.actual === null ? "" : `actual ${last.actual.toFixed(0)}, `;
  const place = known === undefined || known === points[points.length - 1] ? "" : " known";
  const figures = `${actual}expected ${last.expected.toFixed(0)}`;
  return `Tracking plot of ${String(points.length)} periods; in the last${place}, ${figures}.`;
}

function periodAxis(
  table: readonly TrackingPoint[],
  title: string,
): { readonly [name: string]: Json } {
  const first = table[0]?.until ?? 0;
  const last = table[table.length - 1]?.until ?? 1;
  return {
    field: "until",
    type: "quantitative",
    title,
    scale: { domain: [first, last === first ? first + 1 : last], nice: false },
  };
}

/** Both lines, told apart by dashes and by colour. */
function lineLayer(
  table: readonly TrackingPoint[],
  values: readonly Json[],
  labels: Readonly<Record<TrackingLabel, string>>,
): Json {
  const heights = table.flatMap(({ actual, expected }) => [actual ?? 0, expected]);
  const top = heights.reduce((most, one) => Math.max(most, one), 0);
  const bottom = heights.reduce((least, one) => Math.min(least, one), 0);
  const domain = [labels.actual, labels.expected];
  const series = { field: "series", type: "nominal", title: labels.series };
  return {
    data: { values },
    mark: { type: "line", interpolate: "linear", strokeWidth: 2 },
    encoding: {
      x: periodAxis(table, labels.period),
      y: {
        field: "quantity",
        type: "quantitative",
        title: labels.quantity,
        scale: { domain: [bottom, top === bottom ? bottom + 1 : top] },
      },
      color: { ...series, scale: { domain, range: [colours.blue, colours.vermilion] } },
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
      tooltip: [
        { field: "until", type: "quantitative", title: labels.period },
        series,
        { field: "quantity", type: "quantitative", title: labels.quantity, format: ",.1f" },
      ],
    },
  };
}

/**
 * A tracking plot of {@link trackingTable}: actual beside expected transactions, added up from
 * the first period unless `cumulative` is false. The expected line is dashed, so that it is told apart without colour; a
 * line marks where the calibration period ends.
 *
 * Of more than `pointsMax` periods (1 000 unless named) those are drawn, for both lines, that keep
 * the shape of the actual one, and of the expected one beyond it.
 *
 * @throws ClienteleError `scoring.duplicate_period`, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { trackingChart } from "clientele/scoring";
 *
 * const spec = trackingChart([
 *   { until: 1, actual: 10, expected: 9 },
 *   { until: 2, actual: 8, expected: 8.6 },
 * ], { calibrationEnd: 1 });
 * assert.equal(
 *   spec["description"],
 *   "Tracking plot of 2 periods; in the last, actual 18, expected 18.",
 * );
 * ```
 * @since 0.1.0
 */
export function trackingChart(
  points: readonly TrackingPoint[],
  options: TrackingChartOptions = {},
): VegaLiteSpec {
  const own = ["cumulative", "calibrationEnd"];
  const { labels, pointsMax, spec } = readChartOptions(options, LABELS, own);
  const isCumulative = expectBoolean(options.cumulative ?? true, at("options", "cumulative"));
  const table = readTable(points, isCumulative);
  const places = thinnedCurve(
    table.map(({ until, actual, expected }) => ({ x: until, y: actual ?? expected })),
    pointsMax,
  );
  const values: Json[] = [];
  for (const series of ["actual", "expected"] as const) {
    for (const place of places) {
      const { until, [series]: quantity } = itemAt(table, place);
      if (quantity !== null) values.push({ until, quantity, series: labels[series] });
    }
  }
  const x = periodAxis(table, labels.period);
  const layers: Json[] = [lineLayer(table, values, labels)];
  if (options.calibrationEnd !== undefined) {
    const until = expectFinite(options.calibrationEnd, at("options", "calibrationEnd"));
    const data = { values: [{ until, text: labels.calibrationEnd }] };
    const text = { type: "text", align: "left", baseline: "top", dx: 4, color: colours.grey };
    layers.push(
      { data, mark: { type: "rule", strokeDash: [2, 3], color: colours.grey }, encoding: { x } },
      {
        data,
        mark: text,
        encoding: { x, y: { value: 0 }, text: { field: "text", type: "nominal" } },
      },
    );
  }
  return spec({ title: "Actual and expected", description: describe(table) }, { layer: layers });
}

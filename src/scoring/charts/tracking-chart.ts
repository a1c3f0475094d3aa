/** Tracking plot: what happened beside what a model expected. */
import { fail } from "../../values/errors.js";
import { itemAt } from "../../values/invariant.js";
import { at, expectBoolean, expectFinite } from "../../values/plain.js";
import type { Json } from "../../values/refusal.js";
import { colours, readChartOptions, readPoints } from "./chart-base.js";
import type { ChartOptions, VegaLiteSpec } from "./chart-base.js";
import { thinnedCurve } from "./thin.js";

/** One period of a tracking table. @since 0.1.0 */
export interface TrackingPoint {
  /** Number of the period: week 1, 2, 3 …; each once. */
  readonly period: number;
  /** What happened in the period. */
  readonly actual: number;
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
  /** Last period that the model was fitted to: a line after which it is on its own. */
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
    period: expectFinite(point["period"], at(path, "period")),
    actual: expectFinite(point["actual"], at(path, "actual")),
    expected: expectFinite(point["expected"], at(path, "expected")),
  }));
  points.sort((a, b) => a.period - b.period || a.actual - b.actual || a.expected - b.expected);
  if (!isCumulative) return points;
  let [actual, expected] = [0, 0];
  return points.map((point) => {
    actual += point.actual;
    expected += point.expected;
    if (!Number.isFinite(actual) || !Number.isFinite(expected)) {
      fail("schema.not_finite", "points", "figures whose sum is a double", point.period);
    }
    return { period: point.period, actual, expected };
  });
}

function describe(points: readonly TrackingPoint[]): string {
  const last = points[points.length - 1];
  if (last === undefined) return "Tracking plot without data.";
  const figures = `actual ${last.actual.toFixed(0)}, expected ${last.expected.toFixed(0)}`;
  return `Tracking plot of ${String(points.length)} periods; in the last, ${figures}.`;
}

function periodAxis(
  table: readonly TrackingPoint[],
  title: string,
): { readonly [name: string]: Json } {
  const first = table[0]?.period ?? 0;
  const last = table[table.length - 1]?.period ?? 1;
  return {
    field: "period",
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
  const heights = table.flatMap(({ actual, expected }) => [actual, expected]);
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
        { field: "period", type: "quantitative", title: labels.period },
        series,
        { field: "quantity", type: "quantitative", title: labels.quantity, format: ",.1f" },
      ],
    },
  };
}

/**
 * A tracking plot: actual beside expected transactions, added up from the first period unless
 * `cumulative` is false. The expected line is dashed, so that it is told apart without colour; a
 * line marks where the calibration period ends.
 *
 * Of more than `pointsMax` periods (1 000 unless named) those are drawn, for both lines, that keep
 * the shape of the actual one.
 *
 * @throws ClienteleError `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { trackingChart } from "clientele/scoring";
 *
 * const spec = trackingChart([
 *   { period: 1, actual: 10, expected: 9 },
 *   { period: 2, actual: 8, expected: 8.6 },
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
    table.map(({ period, actual }) => ({ x: period, y: actual })),
    pointsMax,
  );
  const values: Json[] = [];
  for (const series of ["actual", "expected"] as const) {
    for (const place of places) {
      const point = itemAt(table, place);
      values.push({ period: point.period, quantity: point[series], series: labels[series] });
    }
  }
  const x = periodAxis(table, labels.period);
  const layers: Json[] = [lineLayer(table, values, labels)];
  if (options.calibrationEnd !== undefined) {
    const period = expectFinite(options.calibrationEnd, at("options", "calibrationEnd"));
    const data = { values: [{ period, text: labels.calibrationEnd }] };
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

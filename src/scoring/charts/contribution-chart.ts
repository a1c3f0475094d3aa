/** Bars of what each criterion gave to a score, of what it could give. */
import { fail } from "../../values/errors.js";
import { at, expectFinite, expectRecord, expectString } from "../../values/plain.js";
import type { Json } from "../../values/refusal.js";
import { colours, readChartOptions, readPoints } from "./chart-base.js";
import type { ChartOptions, VegaLiteSpec } from "./chart-base.js";

/** What one criterion gave. @since 0.1.0 */
export interface ContributionPoint {
  readonly criterion: string;
  readonly points: number;
  /** Points it could give. */
  readonly pointsMax: number;
}

/** What a chart needs of a score: that of `score` has it. @since 0.1.0 */
export interface ScoreContributions {
  readonly id: string;
  readonly score: number;
  readonly contributions: readonly ContributionPoint[];
}

/** Words of a chart of contributions. @since 0.1.0 */
export type ContributionLabel = "criterion" | "points" | "pointsMax" | "score" | "kind";

const LABELS: Readonly<Record<ContributionLabel, string>> = {
  criterion: "Criterion",
  points: "Points given",
  pointsMax: "Points possible",
  score: "Score",
  kind: "Points",
};

function readContributions(value: unknown): ContributionPoint[] {
  const seen = new Set<string>();
  const record = expectRecord(value, "score");
  // A criterion may say more about itself than a chart needs.
  const list = record["contributions"];
  return readPoints(list, at("score", "contributions"), (one, path) => {
    const criterion = expectString(one["criterion"], at(path, "criterion"), 256);
    if (seen.has(criterion)) {
      fail("scoring.duplicate_id", at(path, "criterion"), "each criterion once", criterion);
    }
    seen.add(criterion);
    return {
      criterion,
      points: expectFinite(one["points"], at(path, "points")),
      pointsMax: expectFinite(one["pointsMax"], at(path, "pointsMax")),
    };
  });
}

function layersOf(
  points: readonly ContributionPoint[],
  labels: Readonly<Record<ContributionLabel, string>>,
): Json[] {
  const y: Json = {
    field: "criterion",
    type: "nominal",
    title: labels.criterion,
    sort: null,
    axis: { labelLimit: 300 },
  };
  const most = points.reduce((top, one) => Math.max(top, one.points, one.pointsMax), 0);
  const least = points.reduce((low, one) => Math.min(low, one.points, one.pointsMax), 0);
  const x = (field: string): Json => ({
    field,
    type: "quantitative",
    title: labels.points,
    scale: { domain: [least, most === least ? least + 1 : most] },
  });
  const values = points.map((one) => ({ ...one, text: one.points.toFixed(1) }));
  const tooltip: Json = [
    { field: "criterion", type: "nominal", title: labels.criterion },
    { field: "points", type: "quantitative", title: labels.points, format: ".2f" },
    { field: "pointsMax", type: "quantitative", title: labels.pointsMax, format: ".2f" },
  ];
  const outline = { type: "bar", fill: null, stroke: colours.grey, strokeDash: [3, 2] };
  const bar = { type: "bar", color: colours.blue, height: { band: 0.6 } };
  const text = { type: "text", align: "left", dx: 4 };
  const data = { values };
  return [
    { data, mark: outline, encoding: { y, x: x("pointsMax"), tooltip } },
    { data, mark: bar, encoding: { y, x: x("points"), tooltip } },
    { data, mark: text, encoding: { y, x: x("points"), text: { field: "text", type: "nominal" } } },
  ];
}

/**
 * Bars of the contributions of a score: the points that each criterion gave, written beside its
 * bar, within the dashed outline of those that it could give; in the order of the card.
 *
 * Of more than `pointsMax` criteria (1 000 unless named) the first are drawn.
 *
 * @throws ClienteleError `scoring.duplicate_id`, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { contributionChart } from "clientele/scoring";
 *
 * const spec = contributionChart({
 *   id: "acme",
 *   score: 55,
 *   contributions: [
 *     { criterion: "turnover", points: 40, pointsMax: 60 },
 *     { criterion: "growth", points: 15, pointsMax: 40 },
 *   ],
 * });
 * assert.equal(
 *   spec["description"],
 *   "Score 55.0 of acme: turnover 40.0 of 60.0, growth 15.0 of 40.0.",
 * );
 * ```
 * @since 0.1.0
 */
export function contributionChart(
  score: ScoreContributions,
  options: ChartOptions<ContributionLabel> = {},
): VegaLiteSpec {
  const { labels, pointsMax, spec } = readChartOptions(options, LABELS);
  const points = readContributions(score);
  const id = expectString(score.id, at("score", "id"), 256);
  const total = expectFinite(score.score, at("score", "score")).toFixed(1);
  const said = points
    .slice(0, 20)
    .map((one) => `${one.criterion} ${one.points.toFixed(1)} of ${one.pointsMax.toFixed(1)}`);
  const rest =
    points.length > said.length ? ` and ${String(points.length - said.length)} more` : "";
  return spec(
    {
      title: `${labels.score} ${total}: ${id}`,
      description: `Score ${total} of ${id}: ${said.join(", ")}${rest}.`,
    },
    { layer: layersOf(points.slice(0, pointsMax), labels) },
  );
}

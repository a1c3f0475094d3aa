/**
 * Key-account portfolio: attractiveness over relative strength, as bubbles in four quadrants. Not
 * here: the cells of a policy (`portfolio-matrix-chart.ts`).
 */
import { fail } from "../../values/errors.js";
import { itemAt } from "../../values/invariant.js";
import { at, expectFinite, expectIdentifier, expectArray } from "../../values/plain.js";
import type { Json } from "../../values/refusal.js";
import { readChartOptions, readPoints } from "./chart-base.js";
import type { ChartOptions, VegaLiteSpec } from "./chart-base.js";
import {
  bubbleLayers,
  cornerLayer,
  cutLayers,
  largestBubbles,
  portfolioAxes,
} from "./portfolio-layers.js";
import type { PortfolioAxes } from "./portfolio-layers.js";

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

/** Lines where the quadrants meet, and their names in the corners. */
function quadrantLayers(
  axes: PortfolioAxes,
  labels: Readonly<Record<PortfolioLabel, string>>,
  frame: Frame,
): Json[] {
  const [low, high] = frame.scale;
  const corners = [
    { name: "highHigh", strength: high, attractiveness: high, align: "right", baseline: "top" },
    { name: "highLow", strength: low, attractiveness: high, align: "left", baseline: "top" },
    { name: "lowHigh", strength: high, attractiveness: low, align: "right", baseline: "bottom" },
    { name: "lowLow", strength: low, attractiveness: low, align: "left", baseline: "bottom" },
  ] as const;
  const cuts = { attractiveness: [frame.attractivenessCut], strength: [frame.strengthCut] };
  const words = corners.map(({ name, ...corner }) => ({ ...corner, text: labels[name] }));
  return [...cutLayers(axes, cuts), ...words.map((word) => cornerLayer(axes, word))];
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
 * their names in the corners. Values beyond the scale are drawn at its edge. For any two numbers
 * of each account; `portfolioMatrixChart` draws the cells of a policy.
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
  const bubbles = read.map((point, place) => ({
    ...point,
    quadrant: labels[itemAt(inQuadrant, place)],
  }));
  const axes = portfolioAxes(labels, frame.scale);
  const tooltip = [
    { field: "id", type: "nominal", title: labels.account },
    { field: "attractiveness", type: "quantitative", title: labels.attractiveness },
    { field: "strength", type: "quantitative", title: labels.strength },
    { field: "size", type: "quantitative", title: labels.size },
  ];
  return spec(
    { title: "Key-account portfolio", description: describe(inQuadrant) },
    {
      layer: [
        ...quadrantLayers(axes, labels, frame),
        ...bubbleLayers(axes, largestBubbles(bubbles, pointsMax), {
          group: { field: "quadrant", title: labels.quadrant },
          domain: QUADRANTS.map((name) => labels[name]),
          size: { title: labels.size },
          tooltip,
        }),
      ],
    },
  );
}

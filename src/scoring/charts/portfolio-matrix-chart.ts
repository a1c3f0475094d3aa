/** The portfolio matrix of a policy: its cells, and the accounts as bubbles. */
import { fail } from "../../values/errors.js";
import { itemAt } from "../../values/invariant.js";
import { at, expectFinite, expectIdentifier, expectRecord, expectString } from "../../values/plain.js";
import { compilePolicy } from "../portfolio/matrix.js";
import type { PortfolioPlan } from "../portfolio/matrix.js";
import type { PortfolioMatrix, PortfolioPolicy } from "../portfolio/model.js";
import { readChartOptions, readPoints } from "./chart-base.js";
import type { ChartOptions, VegaLiteSpec } from "./chart-base.js";
import {
  bubbleLayers,
  cornerLayer,
  cutLayers,
  largestBubbles,
  portfolioAxes,
} from "./portfolio-layers.js";
import type { Bubble, CornerWord } from "./portfolio-layers.js";

/** Words of the picture of a portfolio matrix. @since 0.1.0 */
export type PortfolioMatrixLabel =
  | "account"
  | "attractiveness"
  | "strength"
  | "revenue"
  | "cell"
  | "strategy";

/** What a caller may say about the picture. @since 0.1.0 */
export interface PortfolioMatrixChartOptions extends ChartOptions<PortfolioMatrixLabel> {
  /** Names of cells by their ids; the id where none is given. */
  readonly cellNames?: { readonly [cell: string]: string };
}

const LABELS: Readonly<Record<PortfolioMatrixLabel, string>> = {
  account: "Account",
  attractiveness: "Attractiveness",
  strength: "Relative strength",
  revenue: "Revenue",
  cell: "Cell",
  strategy: "Strategy",
};
const SCALE = [0, 100] as const;

interface CellBubble extends Bubble {
  /** Name of the cell. */
  readonly cell: string;
}

type Names = ReadonlyMap<string, string>;

function readNames(value: unknown, { cells }: PortfolioPlan): Names {
  const path = at("options", "cellNames");
  const ids = cells.map((cell) => cell.id);
  const given = expectRecord(value ?? {}, path, ids);
  const name = (id: string): string =>
    Object.hasOwn(given, id) ? expectString(given[id], at(path, id), 500) : id;
  return new Map(ids.map((id) => [id, name(id)]));
}

function readBubbles(matrix: unknown, plan: PortfolioPlan, names: Names): CellBubble[] {
  const record = expectRecord(matrix, "matrix");
  const cells = new Map(plan.cells.map((cell) => [cell.id, cell]));
  const seen = new Set<string>();
  return readPoints(record["positions"], at("matrix", "positions"), (position, path): CellBubble => {
    const id = expectIdentifier(position["id"], at(path, "id"));
    if (seen.has(id)) fail("scoring.duplicate_id", at(path, "id"), "an id of its own", id);
    seen.add(id);
    const cell = cells.get(expectIdentifier(position["cell"], at(path, "cell")));
    if (cell === undefined)
      return fail("scoring.cells", at(path, "cell"), "a cell of the policy", position["cell"]);
    const scoreOf = (axis: string): number => {
      const spot = at(path, axis);
      return expectFinite(expectRecord(position[axis], spot)["score"], at(spot, "score"));
    };
    const size = expectFinite(position["bubble"], at(path, "bubble"));
    if (size < 0) fail("schema.range", at(path, "bubble"), "0 or more", size);
    const revenue = position["revenue"];
    return {
      id,
      attractiveness: scoreOf("attractiveness"),
      strength: scoreOf("strength"),
      size,
      revenue: revenue === null ? null : expectString(revenue, at(path, "revenue")),
      cell: names.get(cell.id) ?? cell.id,
      strategy: cell.strategy,
    };
  });
}

/** The name of each cell, at the upper left of its part of the plot. */
function wordsOf({ attractiveness, strength, cells }: PortfolioPlan, names: Names): CornerWord[] {
  return cells.map((cell): CornerWord => {
    const across = strength.classes.findIndex((one) => one.id === cell.strength);
    const up = attractiveness.classes.findIndex((one) => one.id === cell.attractiveness);
    return {
      text: names.get(cell.id) ?? cell.id,
      strength: itemAt(strength.classes, across).from,
      attractiveness: attractiveness.classes[up + 1]?.from ?? SCALE[1],
      align: "left",
      baseline: "top",
    };
  });
}

function describe(bubbles: readonly CellBubble[], domain: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const { cell } of bubbles) counts.set(cell, (counts.get(cell) ?? 0) + 1);
  const parts = domain.map((name) => `${String(counts.get(name) ?? 0)} ${name}`);
  return `Portfolio of ${String(bubbles.length)} accounts: ${parts.join("; ")}.`;
}

/**
 * The picture of a {@link portfolioMatrix}: the cells of the policy with their names, lines where
 * the classes of an axis begin, and each account as a bubble at its two scores, with the area of
 * its revenue. Cells are told by colour and by the shape of the mark; the strategy is in the
 * tooltip. An account that a veto moved stands where its scores are, in the colour of its cell.
 *
 * Of more than `pointsMax` accounts (1 000 unless named) the largest are drawn, ties by id; names
 * stand beside the thirty largest. Where no revenue is known, all bubbles are alike.
 *
 * @throws ClienteleError `scoring.cells` for a position in a cell that the policy does not have,
 * `scoring.duplicate_id`, `schema.*`, and as {@link portfolioMatrix} for the policy
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { keyAccountQuadrants, portfolioMatrix, portfolioMatrixChart } from "clientele/scoring";
 *
 * const axis = (id: string, fact: string) => ({
 *   id,
 *   classes: [{ id: "low", from: 0 }, { id: "high", from: 50 }],
 *   criteria: [
 *     {
 *       id: fact, fact, weight: 1, missing: "exclude",
 *       normaliser: { kind: "range", worst: 0, best: 10 },
 *     } as const,
 *   ],
 * });
 * const policy = {
 *   id: "2026",
 *   attractiveness: axis("attractiveness", "growth"),
 *   strength: axis("strength", "share"),
 *   cells: keyAccountQuadrants,
 * };
 * const matrix = portfolioMatrix(policy, [{ id: "acme", facts: { growth: 8, share: 7 } }]);
 * const spec = portfolioMatrixChart(policy, matrix, { cellNames: { key: "Key account" } });
 * assert.equal(
 *   spec["description"],
 *   "Portfolio of 1 accounts: 1 Key account; 0 key-development; 0 maintenance; 0 opportunistic.",
 * );
 * ```
 * @since 0.1.0
 */
export function portfolioMatrixChart(
  policy: PortfolioPolicy,
  matrix: PortfolioMatrix,
  options: PortfolioMatrixChartOptions = {},
): VegaLiteSpec {
  const plan = compilePolicy(policy);
  const { labels, pointsMax, spec } = readChartOptions(options, LABELS, ["cellNames"]);
  const names = readNames(options.cellNames, plan);
  const bubbles = readBubbles(matrix, plan, names);
  const isSized = bubbles.some(({ size }) => size > 0);
  const sized = isSized ? bubbles : bubbles.map((one) => ({ ...one, size: 1 }));
  const axes = portfolioAxes(labels, SCALE);
  const cutsOf = (axis: "attractiveness" | "strength"): readonly number[] =>
    plan[axis].classes.slice(1).map((one) => one.from);
  const cuts = { attractiveness: cutsOf("attractiveness"), strength: cutsOf("strength") };
  const domain = [...names.values()];
  const tooltip = [
    { field: "id", type: "nominal", title: labels.account },
    { field: "attractiveness", type: "quantitative", title: labels.attractiveness, format: ".1f" },
    { field: "strength", type: "quantitative", title: labels.strength, format: ".1f" },
    { field: "revenue", type: "nominal", title: labels.revenue },
    { field: "strategy", type: "nominal", title: labels.strategy },
  ];
  return spec(
    { title: "Key-account portfolio", description: describe(bubbles, domain) },
    {
      layer: [
        ...cutLayers(axes, cuts),
        ...wordsOf(plan, names).map((word) => cornerLayer(axes, word)),
        ...bubbleLayers(axes, largestBubbles(sized, pointsMax), {
          group: { field: "cell", title: labels.cell },
          domain,
          size: { legend: null },
          tooltip,
        }),
      ],
    },
  );
}

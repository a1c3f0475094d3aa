/**
 * CRITIC: a criterion weighs by its contrast and by how little the others say the same.
 *
 * D. Diakoulaki, G. Mavrotas and L. Papayannakis, "Determining objective weights in multiple
 * criteria problems: the CRITIC method", Computers & Operations Research 22:7 (1995).
 */
import { itemAt } from "../../values/invariant.js";
import { expectOneOf, expectRecord } from "../../values/plain.js";
import { rangeOf, scaledBy, scaleFor, sumOf } from "../ranking/columns.js";
import { readUnweighted, sharesOfInformation } from "./objective-model.js";
import type { NoObjectiveWeights, ObjectiveWeights, UnweightedProblem } from "./objective-model.js";

/** Correlations nearer to 1 are 1: what is left of 1 − r is rounding. */
const SAME = 1e-12;

/** How criteria are correlated. @since 0.1.0 */
export interface CriticOptions {
  /** `pearson` (unless named, as in the paper), or `spearman`: of ranks, ties by their mean. */
  readonly correlation?: "pearson" | "spearman";
}

interface Contrast {
  /** Values after min–max, the best 1, less their mean. */
  readonly centred: Float64Array;
  readonly squares: number;
}

function contrastOf(column: Float64Array, isBenefit: boolean, path: string): Contrast | null {
  const range = rangeOf(column, path);
  if (range.min === range.max) return null;
  const scale = scaleFor(range.size);
  const [min, span] = [range.min * scale, range.max * scale - range.min * scale];
  return centredOf(scaledBy(column, scale).map((x) => (x - min) / span), isBenefit);
}

function centredOf(marks: Float64Array, isBenefit: boolean): Contrast {
  const mean = sumOf(marks, (x) => x) / marks.length;
  const centred = marks.map((x) => (isBenefit ? x - mean : mean - x));
  return { centred, squares: sumOf(centred, (x) => x * x) };
}

/** Ranks from 1, those of equal values their mean. */
function ranksOf(column: Float64Array): Float64Array {
  const order = Uint32Array.from(column, (_, index) => index);
  order.sort((a, b) => {
    const [one, other] = [column[a] as number, column[b] as number];
    return one < other ? -1 : one > other ? 1 : 0;
  });
  const ranks = new Float64Array(column.length);
  for (let from = 0; from < order.length; ) {
    let until = from + 1;
    const value = column[order[from] as number];
    while (until < order.length && column[order[until] as number] === value) until += 1;
    for (let k = from; k < until; k += 1) ranks[order[k] as number] = (from + until + 1) / 2;
    from = until;
  }
  return ranks;
}

function conflict(one: Contrast, other: Contrast): number {
  let product = 0;
  for (let row = 0; row < one.centred.length; row += 1) {
    product += (one.centred[row] as number) * (other.centred[row] as number);
  }
  const correlation = product / Math.sqrt(one.squares) / Math.sqrt(other.squares);
  const left = 1 - correlation;
  return left <= SAME ? 0 : Math.min(2, left);
}

/**
 * Weights by CRITIC: standard deviation after min–max × Σ (1 − Pearson correlation with each
 * other criterion). The direction counts, as in the paper: values are first turned so that more
 * is better; name all criteria `benefit` for the convention of libraries that ignore it.
 *
 * A constant column weighs 0 and takes part in no correlation. Where no two criteria conflict (all
 * correlate fully, or a single one varies) there are no weights: `no-conflict`. O(n × criteria²),
 * and n log n for ranks.
 *
 * @throws ClienteleError `schema.value` for other correlations, `scoring.duplicate_id`,
 * `scoring.values`, `scoring.no_criteria`, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { criticWeights } from "clientele/scoring";
 *
 * const found = criticWeights({
 *   criteria: [
 *     { id: "turnover", direction: "benefit" },
 *     { id: "orders", direction: "benefit" },
 *     { id: "margin", direction: "benefit" },
 *   ],
 *   alternatives: [
 *     { id: "acme", values: { turnover: 900, orders: 90, margin: 0.1 } },
 *     { id: "bolt", values: { turnover: 500, orders: 50, margin: 0.3 } },
 *     { id: "cask", values: { turnover: 100, orders: 10, margin: 0.2 } },
 *   ],
 * });
 * // Turnover and orders say the same: together they weigh as much as what differs from them.
 * assert.deepEqual(found.weights.map((one) => one.weight.toFixed(2)), ["0.25", "0.25", "0.50"]);
 * ```
 * @since 0.1.0
 */
export function criticWeights(
  problem: UnweightedProblem,
  options: CriticOptions = {},
): ObjectiveWeights | NoObjectiveWeights {
  const record = expectRecord(options, "options", ["correlation"]);
  const kinds = ["pearson", "spearman"] as const;
  const kind = expectOneOf(record["correlation"] ?? "pearson", "options.correlation", kinds);
  const read = readUnweighted(problem);
  const contrasts = read.columns.map((column, index) => {
    const { isBenefit, path } = itemAt(read.criteria, index);
    return column.length < 2 ? null : contrastOf(column, isBenefit, path);
  });
  const correlated =
    kind === "pearson"
      ? contrasts
      : contrasts.map((one, index) => {
          if (one === null) return null;
          return centredOf(ranksOf(itemAt(read.columns, index)), itemAt(read.criteria, index).isBenefit);
        });
  const isFlat = contrasts.every((one) => one === null);
  const information = contrasts.map((own, index) => {
    if (own === null) return 0;
    const mine = itemAt(correlated, index);
    let total = 0;
    correlated.forEach((other, place) => {
      if (mine !== null && other !== null && place !== index) total += conflict(mine, other);
    });
    return Math.sqrt(own.squares / (own.centred.length - 1)) * total;
  });
  return sharesOfInformation(read, information, isFlat ? "no-variation" : "no-conflict");
}

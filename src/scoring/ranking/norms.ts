/** Norms: columns of different units made comparable, by the table of {@link NormName}. */
import { fail } from "../../values/errors.js";
import { itemAt } from "../../values/invariant.js";
import { logarithm } from "../../values/numeric/exponential.js";
import { at, atIndex, expectFinite, expectArray, expectOneOf, expectRecord } from "../../values/plain.js";
import { rangeOf, scaledBy, scaleFor, sumOf } from "./columns.js";
import type { ColumnRange } from "./columns.js";
import type { DecisionNormOptions, DecisionProblem, NormName } from "./model.js";
import { readProblem, readWeightsChoice } from "./problem.js";
import type { ReadCriterion } from "./problem.js";

const names = [
  "minmax",
  "max",
  "sum",
  "vector",
  "linear",
  "logarithmic",
  "nonlinear",
  "enhanced-accuracy",
  "zavadskas-turskis",
  "none",
] as const;

/** @internal */
export interface ReadNorm {
  readonly kind: NormName | "reference";
  readonly worst: readonly number[];
  readonly best: readonly number[];
  readonly isNegated: boolean;
  readonly weights: "as-given" | "to-one";
}

/** A column whose values can be told apart, or null: it contributes nothing. @internal */
export type NormedColumn = Float64Array | null;

function readReference(
  value: unknown,
  path: string,
  criteria: readonly ReadCriterion[],
): Pick<ReadNorm, "worst" | "best"> {
  const record = expectRecord(value, path, ["kind", "worst", "best"]);
  expectOneOf(record["kind"], at(path, "kind"), ["reference"]);
  const listOf = (key: "worst" | "best"): readonly number[] => {
    const own = at(path, key);
    const list = Array.from(expectArray(record[key], own), (one, i) => expectFinite(one, atIndex(own, i)));
    if (list.length === criteria.length) return list;
    return fail("scoring.reference", own, `${String(criteria.length)} values`, String(list.length));
  };
  const [worst, best] = [listOf("worst"), listOf("best")];
  criteria.forEach(({ isBenefit }, index) => {
    const [low, high] = isBenefit ? [worst, best] : [best, worst];
    // Halves: two denormals next to each other leave no room between.
    if (itemAt(low, index) / 2 < itemAt(high, index) / 2) return;
    const expected = isBenefit ? "above worst" : "below worst";
    fail("scoring.reference", atIndex(at(path, "best"), index), expected, itemAt(best, index));
  });
  return { worst, best };
}

/** A norm and what goes with it (`schema.value`, `scoring.reference`). @internal */
export function readNorm(options: unknown, criteria: readonly ReadCriterion[]): ReadNorm {
  const record = expectRecord(options, "options", ["norm", "costs", "weights"]);
  const costs = expectOneOf(record["costs"] ?? "by-norm", "options.costs", ["by-norm", "negated"]);
  const weights = readWeightsChoice(record["weights"], "options.weights");
  const norm = record["norm"];
  const isNegated = costs === "negated";
  if (typeof norm === "object" && norm !== null) {
    const reference = readReference(norm, "options.norm", criteria);
    return { kind: "reference", ...reference, isNegated: false, weights };
  }
  const kind = expectOneOf(norm, "options.norm", names);
  return { kind, worst: [], best: [], isNegated, weights };
}

interface Column {
  readonly values: Float64Array;
  readonly range: ColumnRange;
  readonly isBenefit: boolean;
}

const affine = (values: Float64Array, origin: number, divisor: number): NormedColumn =>
  divisor === 0 ? null : values.map((x) => (x - origin) / divisor);

/** (origin − x) ÷ divisor. */
const falling = (values: Float64Array, origin: number, divisor: number): NormedColumn =>
  divisor === 0 ? null : values.map((x) => (origin - x) / divisor);

/** 1 − (distance of x from the best) ÷ divisor. */
const lessDistance = (values: Float64Array, best: number, divisor: number): NormedColumn =>
  divisor === 0
    ? null
    : values.map((x) => 1 - Math.min(Number.MAX_VALUE, Math.abs(x - best) / divisor));

function logarithmic({ values, isBenefit }: Column): NormedColumn {
  const total = sumOf(values, logarithm);
  if (total === 0 || (!isBenefit && values.length === 1)) return null;
  return isBenefit
    ? values.map((x) => logarithm(x) / total)
    : values.map((x) => (1 - logarithm(x) / total) / (values.length - 1));
}

/** The table of norms, each null where it would divide by zero. */
const formulas: { readonly [kind in NormName]: (column: Column) => NormedColumn } = {
  none: ({ values, isBenefit }) => (isBenefit ? values : values.map((x) => 0 - x)),
  minmax: ({ values, range: { min, max }, isBenefit }) =>
    isBenefit ? affine(values, min, max - min) : falling(values, max, max - min),
  max: ({ values, range: { size }, isBenefit }) =>
    isBenefit ? affine(values, 0, size) : falling(values, size, size),
  vector: ({ values, isBenefit }) => {
    const length = Math.sqrt(sumOf(values, (x) => x * x));
    return isBenefit ? affine(values, 0, length) : falling(values, length, length);
  },
  sum: ({ values, range: { min }, isBenefit }) => {
    if (isBenefit) return affine(values, 0, sumOf(values, (x) => x));
    // min ÷ x for 1 ÷ x: the proportions are the same, and it cannot overflow.
    const total = sumOf(values, (x) => min / x);
    return values.map((x) => min / x / total);
  },
  linear: ({ values, range: { min, max }, isBenefit }) =>
    isBenefit ? affine(values, 0, max) : values.map((x) => min / x),
  logarithmic,
  nonlinear: ({ values, range: { min, max }, isBenefit }) => {
    if (isBenefit) return max === 0 ? null : values.map((x) => (x / max) ** 2);
    return values.map((x) => (min / x) ** 3);
  },
  "enhanced-accuracy": ({ values, range: { min, max }, isBenefit }) => {
    const best = isBenefit ? max : min;
    return lessDistance(
      values,
      best,
      sumOf(values, (x) => Math.abs(x - best)),
    );
  },
  "zavadskas-turskis": ({ values, range: { min, max }, isBenefit }) => {
    const best = isBenefit ? max : min;
    return lessDistance(values, best, best);
  },
};

/** What a norm demands of the values: its smallest, and whether that itself is allowed. */
function expectDomain(column: Column, kind: NormName, isPlainCost: boolean, path: string): void {
  if (kind === "logarithmic") {
    if (column.range.min < 1) fail("scoring.norm_domain", path, "values of 1 or more", column.range.min);
    return;
  }
  const isRatio =
    kind === "sum" || kind === "linear" || kind === "nonlinear" || kind === "zavadskas-turskis";
  if (!isRatio) return;
  if (column.range.min < 0) {
    fail("scoring.norm_domain", path, "values of 0 or more", column.range.min);
  }
  if (isPlainCost && column.range.min === 0) fail("scoring.norm_domain", path, "costs above 0", 0);
}

/** x between worst (0) and best (1), flat beyond. */
function betweenReferences(values: Float64Array, worst: number, best: number): Float64Array {
  // Halves, so that the difference of two values at the ends of the doubles stays one.
  const origin = worst / 2;
  const span = best / 2 - origin;
  const result = new Float64Array(values.length);
  for (let row = 0; row < values.length; row += 1) {
    const mark = ((values[row] as number) / 2 - origin) / span;
    result[row] = mark >= 1 ? 1 : mark > 0 ? mark : 0;
  }
  return result;
}

/**
 * A column after the norm: higher is better. Null where it contributes nothing. Values far from 1
 * are first scaled by a power of two, but for `none` and `logarithmic`, which are not ratios.
 *
 * @internal
 */
export function normed(
  column: Float64Array,
  criterion: ReadCriterion,
  norm: ReadNorm,
  index: number,
  path: string,
  range: ColumnRange = rangeOf(column, path),
): NormedColumn {
  const { isBenefit } = criterion;
  if (column.length === 0) return null;
  if (norm.kind === "reference") {
    return betweenReferences(column, itemAt(norm.worst, index), itemAt(norm.best, index));
  }
  const isTurned = !isBenefit && norm.isNegated;
  const { kind } = norm;
  const asIs: Column = { values: column, range, isBenefit: isBenefit || isTurned };
  expectDomain(asIs, kind, !isBenefit && !isTurned, path);
  const scale = kind === "none" || kind === "logarithmic" ? 1 : scaleFor(range.size);
  const scaled: Column =
    scale === 1
      ? asIs
      : {
          values: scaledBy(column, scale),
          range: { min: range.min * scale, max: range.max * scale, size: range.size * scale },
          isBenefit: asIs.isBenefit,
        };
  const result = formulas[kind](scaled);
  return isTurned ? (result?.map((one) => 0 - one) ?? null) : result;
}

/** An alternative after the norm; null in place of a value that contributes nothing. @since 0.1.0 */
export interface NormedAlternative {
  readonly id: string;
  /** In the order of the criteria; higher is better. */
  readonly values: readonly (number | null)[];
}

/**
 * The values of a decision problem after a norm, by id: what {@link weightedSum} weighs.
 *
 * @throws ClienteleError `scoring.norm_domain` for values that the norm is not made for,
 * `scoring.reference`, `scoring.duplicate_id`, `scoring.values`, `scoring.weight`,
 * `scoring.weights_zero`, `scoring.no_criteria`, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { normaliseDecision } from "clientele/scoring";
 *
 * const found = normaliseDecision(
 *   {
 *     criteria: [{ id: "overdue days", weight: 1, direction: "cost" }],
 *     alternatives: [
 *       { id: "acme", values: [10] },
 *       { id: "bolt", values: [30] },
 *       { id: "cask", values: [60] },
 *     ],
 *   },
 *   { norm: "minmax" },
 * );
 * assert.deepEqual(found.map((one) => one.values), [[1], [0.6], [0]]);
 * ```
 * @since 0.1.0
 */
export function normaliseDecision(
  problem: DecisionProblem,
  options: DecisionNormOptions,
): readonly NormedAlternative[] {
  const { ids, criteria, columns } = readProblem(problem);
  const norm = readNorm(options, criteria);
  const after = columns.map((column, index) => {
    const criterion = itemAt(criteria, index);
    return normed(column, criterion, norm, index, criterion.path);
  });
  return ids.map((id, row) => ({
    id,
    values: after.map((column) => (column === null ? null : (column[row] as number))),
  }));
}

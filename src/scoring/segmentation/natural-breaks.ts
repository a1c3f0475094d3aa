/**
 * Natural breaks of one measure: the classes with the least sum of squares within them, found
 * exactly. The criterion is that of Fisher (1958), "On Grouping for Maximum Homogeneity", JASA
 * 53, and of Jenks (1977); the programme over sorted values that of Wang & Song (2011),
 * "Ckmeans.1d.dp", The R Journal 3(2), whose best last class begins later as its end does, so
 * that halves can be searched apart: O(k n log n) for n different values.
 */
import { fail } from "../../values/errors.js";
import { expectInteger, expectRecord } from "../../values/plain.js";
import { solveBreaks } from "./break-programme.js";
import { readNumbers } from "./read-numbers.js";

const CLASSES_MAX = 100;
/** Places of the table that remembers where classes begin: 4 bytes each. */
const TABLE_MAX = 2 ** 28;

/** One class of values. @since 0.1.0 */
export interface NaturalClass {
  /** Smallest value of the class: the limit at which a band may begin. */
  readonly from: number;
  /** Largest value of the class. */
  readonly to: number;
  readonly count: number;
  readonly mean: number;
}

/** Classes from the lowest to the highest. @since 0.1.0 */
export interface NaturalBreaks {
  readonly state: "known";
  /** As many as asked for, or as there are different values where these are fewer. */
  readonly classes: readonly NaturalClass[];
  /** Where the second class and those after it begin. */
  readonly breaks: readonly number[];
  /**
   * Goodness of variance fit, 0 to 1: 1 − squares within classes ÷ squares around the mean; 1
   * where every class is of one value.
   */
  readonly goodness: number;
  /** The same of the best one class, two classes and so on: where it bends, more add little. */
  readonly goodnessByClasses: readonly number[];
}

/** There is no value. @since 0.1.0 */
export interface NoNaturalBreaks {
  readonly state: "not-enough-data";
}

/** Different values, and how many of the sorted ones come before each. */
function collapse(sorted: Float64Array): {
  readonly values: Float64Array;
  readonly starts: Float64Array;
} {
  const values = new Float64Array(sorted.length);
  const starts = new Float64Array(sorted.length + 1);
  let count = 0;
  for (let index = 0; index < sorted.length; index += 1) {
    const value = sorted[index] ?? 0;
    if (count > 0 && values[count - 1] === value) continue;
    values[count] = value;
    starts[count] = index;
    count += 1;
  }
  starts[count] = sorted.length;
  return { values: values.subarray(0, count), starts: starts.subarray(0, count + 1) };
}

function meanOf(sorted: Float64Array, start: number, end: number): number {
  const from = sorted[start] ?? 0;
  const to = sorted[end - 1] ?? 0;
  // Each part first: neither the sum nor the distance of the ends can leave the range of doubles.
  const half = to / 2 - from / 2;
  if (half === 0) return from;
  let sum = 0;
  for (let index = start; index < end; index += 1) {
    sum += ((sorted[index] ?? 0) / 2 - from / 2) / half;
  }
  const share = sum / (end - start);
  return Math.min(to, Math.max(from, from + half * share + half * share));
}

/**
 * Suggests where bands of one measure begin: the classes whose values lie closest to their means.
 * Equal values are never parted. Of two ways that are equally good, the later classes are the
 * larger ones.
 *
 * Sums are carried in two doubles and values centred; a class is told from another as long as its
 * squares are above some 10⁻¹⁵ of those around the common mean. O(k n log n) in time, 4 k n bytes
 * for n different values.
 *
 * @throws ClienteleError `limits.too_many` where classes × values pass 2²⁸, `schema.not_finite`,
 * `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { naturalBreaks } from "clientele/scoring";
 *
 * const found = naturalBreaks([1, 2, 4, 5, 9, 9, 10], { classes: 3 });
 * assert.ok(found.state === "known");
 * assert.deepEqual(found.breaks, [4, 9]);
 * assert.deepEqual(found.classes.map(({ count }) => count), [2, 2, 3]);
 * ```
 * @since 0.1.0
 */
export function naturalBreaks(
  values: readonly number[] | Float64Array,
  options: { readonly classes: number },
): NaturalBreaks | NoNaturalBreaks {
  const record = expectRecord(options, "options", ["classes"]);
  const asked = expectInteger(record["classes"], "options.classes", 1, CLASSES_MAX);
  const sorted = readNumbers(values, "values").sort();
  if (sorted.length === 0) return { state: "not-enough-data" };
  const distinct = collapse(sorted);
  const classes = Math.min(asked, distinct.values.length);
  if (classes * distinct.values.length > TABLE_MAX) {
    fail("limits.too_many", "values", "classes × different values up to 2^28", values.length);
  }
  const { begins, goodnessByClasses } = solveBreaks(distinct.values, distinct.starts, classes);
  const found = begins.map((begin, index): NaturalClass => {
    const start = distinct.starts[begin] ?? 0;
    const end = distinct.starts[begins[index + 1] ?? distinct.values.length] ?? 0;
    return {
      from: sorted[start] ?? 0,
      to: sorted[end - 1] ?? 0,
      count: end - start,
      mean: meanOf(sorted, start, end),
    };
  });
  return {
    state: "known",
    classes: found,
    breaks: found.slice(1).map(({ from }) => from),
    goodness: goodnessByClasses[classes - 1] ?? 1,
    goodnessByClasses,
  };
}

/**
 * Random indices: the mean consistency index of matrices filled at random, by which a
 * consistency index becomes a ratio. Published tables differ by the number of matrices drawn.
 */
import { fail } from "../../values/errors.js";
import { at, atIndex, expectFinite, expectArray, expectOneOf } from "../../values/plain.js";

const SIZE_MAX = 100;
const name = "randomIndex";

/**
 * Mean consistency index of random matrices by size, from 1 upwards (Saaty, "Theory and
 * Applications of the Analytic Network Process", 2005, p. 31). Published tables differ; more of
 * them are in {@link ahpRandomIndices}.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { saatyRandomIndex } from "clientele/scoring";
 *
 * assert.equal(saatyRandomIndex[3 - 1], 0.52);
 * ```
 * @since 0.1.0
 */
export const saatyRandomIndex: readonly number[] = /* @__PURE__ */ (() => [
  0, 0, 0.52, 0.89, 1.11, 1.25, 1.35, 1.4, 1.45, 1.49, 1.52, 1.54, 1.56, 1.58, 1.59,
])();

/** Name of a published table of random indices. @since 0.1.0 */
export type AhpRandomIndexName =
  | "saaty-2005"
  | "saaty-1980"
  | "donegan-dodd-1991"
  | "tummala-ling-1998"
  | "alonso-lamata-2006"
  | "alonso-lamata-2006-larger"
  | "alonso-lamata-2006-line";

const names = [
  "saaty-2005",
  "saaty-1980",
  "donegan-dodd-1991",
  "tummala-ling-1998",
  "alonso-lamata-2006",
  "alonso-lamata-2006-larger",
  "alonso-lamata-2006-line",
] as const;

/** The mean λmax of a random matrix is near to 2.7699 n − 4.3513. */
const onLine = (size: number): number => (2.7699 * size - 4.3513 - size) / (size - 1);

/** Straight lines between the sizes that were drawn. */
function betweenSizes(known: readonly (readonly [number, number])[]): readonly number[] {
  const table: number[] = [0, 0];
  let [size, index] = [2, 0];
  for (const [nextSize, nextIndex] of known) {
    const step = (nextIndex - index) / (nextSize - size);
    for (let one = size + 1; one < nextSize; one += 1) table.push(index + step * (one - size));
    table.push(nextIndex);
    [size, index] = [nextSize, nextIndex];
  }
  return table;
}

/**
 * Published tables of random indices by size, from 1 upwards:
 *
 * - `saaty-2005`: sizes to 15; Saaty, "Theory and Applications of the Analytic Network Process"
 * - `saaty-1980`: sizes to 15; Saaty, "The Analytic Hierarchy Process" (0.58 for three)
 * - `donegan-dodd-1991`: sizes to 100, straight lines between those drawn (25, 30, 40 …);
 *   Donegan and Dodd, "A note on Saaty's random indexes", Math. Comput. Modelling 15:10
 * - `tummala-ling-1998`: sizes to 15; Rao Tummala and Ling, "A note on the computation of the mean
 *   random consistency index of the analytic hierarchy process", Theory and Decision 44:3; used by
 *   pymcdm
 * - `alonso-lamata-2006`: sizes to 15, of 100 000 matrices each; Alonso and Lamata, "Consistency in
 *   the analytic hierarchy process: a new approach", Int. J. Uncertainty, Fuzziness and
 *   Knowledge-Based Systems 14:4
 * - `alonso-lamata-2006-larger`: the same of 500 000 matrices each
 * - `alonso-lamata-2006-line`: the line that they fitted throughout, so that the ratio is (λmax − n) ÷
 *   (2.7699 n − 4.3513 − n), as in AHP-OS; sizes to 100
 *
 * The digits were compared with those of other programs, not with the papers themselves.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { ahpRandomIndices } from "clientele/scoring";
 *
 * assert.deepEqual(
 *   Object.values(ahpRandomIndices).map((table) => Number(table[3 - 1]?.toFixed(4))),
 *   [0.52, 0.58, 0.4914, 0.5799, 0.5245, 0.5247, 0.4792],
 * );
 * ```
 * @since 0.1.0
 */
export const ahpRandomIndices: { readonly [name in AhpRandomIndexName]: readonly number[] } =
  /* @__PURE__ */ (() => ({
    "saaty-2005": saatyRandomIndex,
    "saaty-1980": [
      0, 0, 0.58, 0.9, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59,
    ],
    "donegan-dodd-1991": betweenSizes([
      [3, 0.4914],
      [4, 0.8286],
      [5, 1.0591],
      [6, 1.1797],
      [7, 1.2519],
      [8, 1.3171],
      [9, 1.3733],
      [10, 1.4055],
      [11, 1.4213],
      [12, 1.4497],
      [13, 1.4643],
      [14, 1.4822],
      [15, 1.4969],
      [16, 1.5078],
      [17, 1.5153],
      [18, 1.5262],
      [19, 1.5313],
      [20, 1.5371],
      [25, 1.5619],
      [30, 1.5772],
      [40, 1.5976],
      [50, 1.6102],
      [60, 1.6178],
      [70, 1.6237],
      [80, 1.6277],
      [90, 1.6213],
      [100, 1.6339],
    ]),
    "tummala-ling-1998": [
      0, 0, 0.5799, 0.8921, 1.1159, 1.2358, 1.3322, 1.3952, 1.4537, 1.4882, 1.5117, 1.5356, 1.5571,
      1.5714, 1.5831,
    ],
    "alonso-lamata-2006": [
      0, 0, 0.5245, 0.8815, 1.1086, 1.2479, 1.3417, 1.4056, 1.4499, 1.4854, 1.5141, 1.5365, 1.5551,
      1.5713, 1.5838,
    ],
    "alonso-lamata-2006-larger": [
      0, 0, 0.5247, 0.8816, 1.1086, 1.2479, 1.3417, 1.4057, 1.4499, 1.4854, 1.514, 1.5365, 1.5551,
      1.5713, 1.5838,
    ],
    "alonso-lamata-2006-line": Array.from({ length: SIZE_MAX }, (_, index) =>
      index < 2 ? 0 : onLine(index + 1),
    ),
  }))();

/** A table by name or as given; that of Saaty (2005) unless named. @internal */
export function readRandomIndex(value: unknown, path: string): readonly number[] {
  const own = at(path, name);
  if (value === undefined) return saatyRandomIndex;
  if (typeof value === "string") {
    return ahpRandomIndices[expectOneOf(value, own, names)];
  }
  return Array.from(expectArray(value, own, SIZE_MAX), (one, index) => {
    const random = expectFinite(one, atIndex(own, index));
    if (random < 0) fail("scoring.random_index", atIndex(own, index), "0 or more", one);
    return random;
  });
}

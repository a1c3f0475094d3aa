/** Quantiles beside NumPy 2.4 (`numpy.quantile` with each method) and the definition in fractions. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { quantiles } from "../../../src/scoring/index.js";
import type { QuantileMethod } from "../../../src/scoring/index.js";
import { floorOf, fraction, minus, plus, times } from "../../support/fraction.js";
import type { Fraction } from "../../support/fraction.js";
import { runs } from "../../support/runs.js";

const values = [3.5, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5];
const shares = ["0", "0.1", "0.25", "0.3", "0.5", "0.75", "0.95", "1"];
const numpy: readonly (readonly [QuantileMethod, readonly number[]])[] = [
  ["inverse-cdf", [1, 1, 2, 3, 4, 5, 9, 9]],
  ["averaged-inverse-cdf", [1, 1, 2, 3, 4, 5, 9, 9]],
  ["closest", [1, 1, 2, 2, 4, 5, 6, 9]],
  ["interpolated-cdf", [1, 1, 1.75, 2.3, 3.75, 5, 7.35, 9]],
  ["hazen", [1, 1, 2.25, 2.8, 4, 5, 8.85, 9]],
  ["weibull", [1, 1, 2, 2.6, 4, 5, 9, 9]],
  ["linear", [1, 1, 2.5, 3, 4, 5, 7.5, 9]],
  ["median-unbiased", [1, 1, 2 + 1 / 6, 2.7333333333333334, 4, 5, 9, 9]],
  ["normal-unbiased", [1, 1, 2.1875, 2.75, 4, 5, 9, 9]],
];

describe("quantiles", () => {
  test.each(numpy)("%s gives the numbers of NumPy", (method, expected) => {
    const found = quantiles(values, shares, method);
    expect(found.map(({ share }) => share)).toEqual(shares);
    found.forEach(({ value }, index) => expect(value).toBeCloseTo(expected[index] ?? NaN, 12));
  });

  /** m of the paper's table: the position is np + m. */
  const offsetOf: Readonly<Record<string, (p: Fraction) => Fraction>> = {
    "interpolated-cdf": () => [0n, 1n],
    hazen: () => [1n, 2n],
    weibull: (p) => p,
    linear: (p) => minus([1n, 1n], p),
    "median-unbiased": (p) => times(plus(p, [1n, 1n]), [1n, 3n]),
    "normal-unbiased": (p) => plus(times(p, [1n, 4n]), [3n, 8n]),
  };

  test("SC-Q1 interpolation is (1 − g) x(j) + g x(j + 1) with j + g = np + m, as in the paper", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 0, max: 100 }),
        fc.constantFrom(...Object.keys(offsetOf)),
        (list, percent, method) => {
          const p = fraction((percent / 100).toFixed(2));
          const position = plus(times([BigInt(list.length), 1n], p), offsetOf[method]?.(p) ?? [0n, 1n]);
          const j = floorOf(position);
          const rest = minus(position, [j, 1n]);
          const weight = Number(rest[0]) / Number(rest[1]);
          const sorted = [...list].sort((a, b) => a - b);
          const at = (place: bigint): number => sorted[Math.min(list.length, Math.max(1, Number(place))) - 1] ?? NaN;
          const expected = (1 - weight) * at(j) + weight * at(j + 1n);
          const [found] = quantiles(list, [(percent / 100).toFixed(2)], method as QuantileMethod);
          expect(found?.value).toBeCloseTo(expected, 10);
        },
      ),
      runs(300),
    );
  });

  test("SC-Q2 quantiles rise with the share and stay among the values, at both ends of the range", () => {
    const finite = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constantFrom(5e-324, 1e308, -1e308, 0));
    fc.assert(
      fc.property(fc.array(finite, { minLength: 1 }), fc.constantFrom(...numpy.map(([method]) => method)), (list, method) => {
        const found = quantiles(list, ["0", "0.1", "0.5", "0.77", "1"], method).map(({ value }) => value ?? NaN);
        expect(found.every(Number.isFinite)).toBe(true);
        expect(found).toEqual([...found].sort((a, b) => a - b));
        expect(found.every((one) => list.some((low) => low <= one) && list.some((high) => high >= one))).toBe(true);
      }),
      runs(200),
    );
  });
});

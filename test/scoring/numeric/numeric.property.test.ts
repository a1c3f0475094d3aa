import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { digamma, digammaRise, logBeta, logGamma, logRising, trigamma } from "../../../src/scoring/numeric/gamma.js";
import { gaussLegendre } from "../../../src/scoring/numeric/gauss-legendre.js";
import { hessianAt } from "../../../src/scoring/numeric/hessian.js";
import { regularisedBeta } from "../../../src/scoring/numeric/incomplete-beta.js";
import { evenPanels, integrate } from "../../../src/scoring/numeric/integrate.js";
import { decayIntegral, exponentialMinusOne, logAddExp, logOnePlus, logSubtractExp, logSumExp } from "../../../src/scoring/numeric/logs.js";
import { minimise } from "../../../src/scoring/numeric/minimise.js";
import { betaVariate, exponentialVariate, gammaVariate, randomSource, uniform } from "../../../src/scoring/numeric/random.js";
import { SquareMatrix } from "../../../src/scoring/numeric/square-matrix.js";
import { runs } from "../../support/runs.js";
import { digammaPrecise, logGammaPrecise, one, precise } from "./reference.js";
import type { Precise } from "./reference.js";

/** Positive numbers over many sizes. */
const size = (low: number, high: number): fc.Arbitrary<number> =>
  fc.double({ min: low, max: high, noNaN: true }).map((exponent) => 10 ** exponent);

function errorOf(actual: number, exact: Precise): number {
  const scale = exact.abs().gt(1) ? exact.abs() : one;
  return precise(actual).minus(exact).abs().div(scale).toNumber();
}

describe("gamma functions", () => {
  test("SC-N1 ln Γ and ψ are those of 60 digits", () => {
    fc.assert(
      fc.property(size(-8, 8), (x) => {
        expect(errorOf(logGamma(x), logGammaPrecise(precise(x)))).toBeLessThan(5e-15);
        expect(errorOf(digamma(x), digammaPrecise(precise(x)))).toBeLessThan(5e-15);
      }),
      runs(150),
    );
  });

  test("SC-N2 rises and ln B keep their digits where the logarithms nearly cancel", () => {
    fc.assert(
      fc.property(size(-6, 10), fc.oneof(fc.integer({ min: 0, max: 400 }), size(-3, 6)), (x, n) => {
        const [low, high] = [precise(x), precise(x).plus(precise(n))];
        expect(errorOf(logRising(x, n), logGammaPrecise(high).minus(logGammaPrecise(low)))).toBeLessThan(5e-15);
        expect(errorOf(digammaRise(x, n), digammaPrecise(high).minus(digammaPrecise(low)))).toBeLessThan(5e-15);
        if (n === 0) return;
        const beta = logGammaPrecise(low).plus(logGammaPrecise(precise(n))).minus(logGammaPrecise(high));
        expect(errorOf(logBeta(x, n), beta)).toBeLessThan(2e-14);
      }),
      runs(150),
    );
  });

  test("SC-N3 ψ′ is the slope of ψ, and falls by 1/x² at each step", () => {
    fc.assert(
      fc.property(size(-2, 4), (x) => {
        expect(trigamma(x) - trigamma(x + 1)).toBeCloseTo(1 / (x * x), Math.max(0, 9 + 2 * Math.log10(x)));
        const h = 1e-4 * x;
        expect((digamma(x + h) - digamma(x - h)) / (2 * h) / trigamma(x)).toBeCloseTo(1, 6);
      }),
      runs(150),
    );
  });

  test("known values", () => {
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 14);
    expect(Math.abs(logGamma(1))).toBeLessThan(3e-15);
    expect(logGamma(0)).toBe(Infinity);
    expect(digamma(1)).toBeCloseTo(-0.5772156649015329, 14);
    expect(trigamma(1)).toBeCloseTo(Math.PI ** 2 / 6, 14);
    expect(logRising(5e-324, 3)).toBeCloseTo(Math.log(2) + Math.log(5e-324), 9);
  });
});

describe("logarithms", () => {
  test("SC-N4 they keep their digits near zero and in sums", () => {
    fc.assert(
      fc.property(size(-18, 2), fc.constantFrom(1, -1), (at, sign) => {
        const x = sign * at;
        if (x > -1) expect(errorOf(logOnePlus(x) / x, precise(x).plus(1).ln().div(precise(x)))).toBeLessThan(1e-15);
        expect(errorOf(exponentialMinusOne(x) / x, precise(x).exp().minus(1).div(precise(x)))).toBeLessThan(1e-14);
      }),
      runs(200),
    );
    fc.assert(
      fc.property(fc.double({ min: -800, max: 800, noNaN: true }), size(-9, 1.7), (a, gap) => {
        const b = a - gap;
        const [first, second] = [precise(a).exp(), precise(b).exp()];
        expect(errorOf(logAddExp(a, b), first.plus(second).ln())).toBeLessThan(1e-15);
        expect(logAddExp(b, a)).toBe(logAddExp(a, b));
        expect(logSumExp([a, b])).toBeCloseTo(logAddExp(a, b), 10);
        if (b < a) expect(errorOf(logSubtractExp(a, b), first.minus(second).ln())).toBeLessThan(1e-15);
      }),
      runs(200),
    );
    expect(logSumExp([])).toBe(-Infinity);
    expect(logAddExp(-Infinity, -Infinity)).toBe(-Infinity);
    expect(logSubtractExp(3, 3)).toBe(-Infinity);
    expect(logSubtractExp(3, -Infinity)).toBe(3);
  });

  test("SC-N5 a decay's integral is smooth through zero", () => {
    fc.assert(
      fc.property(size(-12, 0), fc.constantFrom(1, -1), size(-3, 1), (at, sign, y) => {
        const epsilon = sign * at;
        const exact = one.minus(precise(-epsilon).times(precise(y)).exp()).div(precise(epsilon));
        expect(errorOf(decayIntegral(epsilon, y) / y, exact.div(precise(y)))).toBeLessThan(1e-14);
      }),
      runs(200),
    );
    expect(decayIntegral(1e-300, 2)).toBe(2);
  });
});

describe("integrals", () => {
  test("SC-N6 a rule of order n is exact for degree 2n − 1, and its weights sum to 1", () => {
    for (let order = 2; order <= 64; order += 1) {
      const { nodes, weights } = gaussLegendre(order);
      for (const degree of [0, 1, order, 2 * order - 1]) {
        const sum = nodes.reduce((total, node, index) => total + (weights[index] ?? NaN) * node ** degree, 0);
        expect(Math.abs(sum * (degree + 1) - 1)).toBeLessThan(1e-13);
      }
    }
  });

  test("SC-N7 the incomplete beta function is the binomial sum for whole shapes, and complements itself", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 30 }), fc.double({ min: 0.001, max: 0.999, noNaN: true }), (a, b, x) => {
        const n = a + b - 1;
        let exact = precise(0);
        let choose = one;
        for (let k = 0; k <= n; k += 1) {
          const term = choose.times(precise(x).pow(k)).times(one.minus(x).pow(n - k));
          if (k >= a) exact = exact.plus(term);
          choose = choose.times(n - k).div(k + 1);
        }
        const value = regularisedBeta(a, b, x, 1 - x);
        expect(precise(value).div(exact).minus(1).abs().toNumber()).toBeLessThan(1e-11);
        expect(value + regularisedBeta(b, a, 1 - x, x)).toBeCloseTo(1, 12);
      }),
      runs(200),
    );
  });

  test("SC-N8 an integral of a peak is found, also between the panels' ends", () => {
    fc.assert(
      fc.property(size(-1.3, 0), fc.double({ min: 1, max: 9, noNaN: true }), (width, at) => {
        const panels = evenPanels(-30, 40, 2);
        expect(panels[0]).toBe(-30);
        expect(panels.at(-1)).toBe(40);
        const value = integrate((u) => Math.exp(-(((u - at) / width) ** 2) / 2), panels);
        expect(value / (width * Math.sqrt(2 * Math.PI))).toBeCloseTo(1, 11);
      }),
      runs(50),
    );
  });
});

describe("minimum", () => {
  const quadratic = fc.record({
    centre: fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 3, maxLength: 3 }),
    scales: fc.array(size(-2, 2), { minLength: 3, maxLength: 3 }),
  });

  test("SC-N9 a convex function's minimum is found from anywhere, in the box", () => {
    fc.assert(
      fc.property(quadratic, fc.double({ min: -2, max: 2, noNaN: true }), ({ centre, scales }, upper) => {
        // Σ c (eᵈ − d), convex, with its minimum at the centre.
        const found = minimise(
          (point, gradient) => {
            let value = 0;
            point.forEach((entry, index) => {
              const scale = scales[index] ?? 1;
              const away = entry - (centre[index] ?? 0);
              value += scale * (Math.exp(away) - away);
              gradient[index] = scale * (Math.exp(away) - 1);
            });
            return value;
          },
          [0, 0, 0],
          { upper },
        );
        expect(found.status).toBe("converged");
        found.point.forEach((entry, index) => {
          expect(entry).toBeCloseTo(Math.min(upper, centre[index] ?? 0), 6);
          if ((centre[index] ?? 0) > upper + 1e-6) expect(found.atBound[index]).toBe(true);
        });
      }),
      runs(100),
    );
  });

  test("SC-N10 a function without values is said, and one that falls for ever stops at the bound", () => {
    expect(minimise(() => NaN, [1, 2]).status).toBe("non-finite");
    const falls = minimise((point, gradient) => {
      gradient[0] = 1;
      return point[0] ?? 0;
    }, [0]);
    expect(falls.status).toBe("converged");
    expect(falls.atBound).toEqual([true]);
    expect(falls.point[0]).toBe(-30);
    const few = minimise(
      (point, gradient) => {
        const [x, y] = [point[0] ?? 0, point[1] ?? 0];
        gradient.set([-400 * x * (y - x * x) - 2 * (1 - x), 200 * (y - x * x)]);
        return 100 * (y - x * x) ** 2 + (1 - x) ** 2;
      },
      [-1.2, 1],
      { iterationsMax: 3 },
    );
    expect(few.status).toBe("max-iterations");
  });

  test("SC-N11 a symmetric matrix is its eigenvalues and vectors; a Hessian is that of the function", () => {
    const entries = fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 16, maxLength: 16 });
    fc.assert(
      fc.property(entries, (list) => {
        const matrix = SquareMatrix.of(4, (row, column) => (list[4 * row + column] ?? 0) + (list[4 * column + row] ?? 0));
        const { values, vectors } = matrix.eigen();
        expect([...values].sort((a, b) => a - b)).toEqual(values);
        vectors.forEach((vector, index) => {
          matrix.times(vector).forEach((entry, row) => expect(entry).toBeCloseTo((values[index] ?? 0) * (vector[row] ?? 0), 9));
        });
        const found = hessianAt((point, gradient) => {
          gradient.set(matrix.times(point));
          return 0;
        }, new Float64Array(4));
        for (let row = 0; row < 4; row += 1) {
          for (let column = 0; column < 4; column += 1) expect(found?.at(row, column)).toBeCloseTo(matrix.at(row, column), 7);
        }
        const inverse = matrix.inverse();
        if ((values[0] ?? 0) <= 0) expect(inverse).toBeNull();
      }),
      runs(100),
    );
    expect(hessianAt((_, gradient) => (gradient[0] = NaN), new Float64Array(1))).toBeNull();
  });
});

describe("random numbers", () => {
  test("SC-N12 the same seed gives the same numbers, another others; none leaves its range", () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (seed) => {
        const [a, b, other] = [randomSource(seed), randomSource(seed), randomSource(seed + 1)];
        const first = Array.from({ length: 20 }, () => uniform(a));
        expect(Array.from({ length: 20 }, () => uniform(b))).toEqual(first);
        expect(Array.from({ length: 20 }, () => uniform(other))).not.toEqual(first);
        for (const value of first) expect(value > 0 && value < 1).toBe(true);
      }),
      runs(100),
    );
  });

  test("SC-N13 variates have the moments of their distributions", () => {
    const source = randomSource(11);
    const count = 40_000;
    const moments = (draw: () => number): [number, number] => {
      const values = Array.from({ length: count }, draw);
      const mean = values.reduce((sum, value) => sum + value, 0) / count;
      return [mean, values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count];
    };
    const near = ([mean, variance]: [number, number], expected: [number, number]): void => {
      expect(Math.abs(mean - expected[0])).toBeLessThan(5 * Math.sqrt(expected[1] / count));
      expect(variance / expected[1]).toBeGreaterThan(0.9);
      expect(variance / expected[1]).toBeLessThan(1.1);
    };
    near(moments(() => uniform(source)), [0.5, 1 / 12]);
    near(moments(() => exponentialVariate(source)), [1, 1]);
    for (const shape of [0.3, 1, 4]) near(moments(() => gammaVariate(source, shape, 2)), [shape / 2, shape / 4]);
    near(moments(() => betaVariate(source, 0.8, 2.5)), [0.8 / 3.3, (0.8 * 2.5) / (3.3 ** 2 * 4.3)]);
    // Tiny shapes underflow as numbers, and still are none but 0 to 1.
    const tiny = Array.from({ length: 100 }, () => betaVariate(source, 1e-4, 1e-4));
    expect(tiny.every((value) => value >= 0 && value <= 1)).toBe(true);
  });
});

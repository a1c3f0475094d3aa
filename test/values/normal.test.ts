/**
 * The stated accuracy of exp, ln, erf, Φ and Φ⁻¹, against series in 120 decimal digits and
 * against printed tables.
 */
import { Decimal as Base } from "decimal.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { exponential, logarithm, logistic } from "../../src/values/numeric/exponential.js";
import {
  erf,
  erfc,
  normalCdf,
  normalDensity,
  normalQuantile,
} from "../../src/values/numeric/normal.js";
import { runs } from "../support/runs.js";

const Exact = Base.clone({ defaults: true, precision: 160, toExpNeg: -9e15, minE: -9e15 });
const pi = Exact.acos(-1);

/** A double as the exact number it is: decimal.js reads a number by its shortest text. */
function exact(value: number): Base {
  let mantissa = value;
  let exponent = 0;
  while (!Number.isInteger(mantissa)) {
    mantissa *= 2;
    exponent -= 1;
  }
  return new Exact(BigInt(mantissa).toString()).mul(Exact.pow(2, exponent));
}

function erfExact(value: Base): Base {
  let power = value;
  let sum = value;
  for (let n = 1; n < 3000; n += 1) {
    power = power.mul(value).mul(value).neg().div(n);
    const term = power.div(2 * n + 1);
    sum = sum.add(term);
    if (term.abs().lt("1e-140")) break;
  }
  return sum.mul(2).div(pi.sqrt());
}

function cdfExact(value: number): Base {
  return erfExact(exact(value).div(Exact.sqrt(2))).add(1).div(2);
}

function relative(actual: number, expected: Base): number {
  return exact(actual).sub(expected).div(expected).abs().toNumber();
}

const exponents = [-700.5, -300.3, -50.1, -1.1, -0.5, -1e-3, 1e-10, 0.2, 0.34657, 0.34658, 1, 88.1];
const positives = [1e-300, 1e-20, 0.3, 0.7071, 0.999, 1 - 1e-10, 1 + 1e-7, 1.4143, 10, 1e100];
const points = [1e-8, 0.1, 0.46, 0.47, 1, 1.5, 3, 3.99, 4.01, 5, 5.9, 6.5];
const deviations = [-16, -12.3, -8, -5, -3.3, -2, -1.3, -0.61, -0.59, -0.01, 0.1, 0.7, 2, 4, 8];
const shares = [1e-50, 1e-16, 1e-9, 0.001, 0.0249, 0.2499, 0.2501, 0.4, 0.4999, 0.49999999];

describe("accuracy against 160 digits", () => {
  test.each(exponents)("exp(%d) to 1e-15", (x) => {
    expect(relative(exponential(x), Exact.exp(exact(x)))).toBeLessThan(1e-15);
  });
  test.each(positives)("ln(%d) to 1e-15", (x) => {
    expect(relative(logarithm(x), Exact.ln(exact(x)))).toBeLessThan(1e-15);
  });
  test.each(points)("erf and erfc(%d) to 1e-12", (x) => {
    const expected = erfExact(exact(x));
    expect(relative(erf(x), expected)).toBeLessThan(1e-12);
    expect(relative(erfc(x), new Exact(1).sub(expected))).toBeLessThan(1e-12);
    expect(erf(-x)).toBe(-erf(x));
  });
  test.each(deviations)("the normal distribution at %d to 1e-12", (x) => {
    expect(relative(normalCdf(x), cdfExact(x))).toBeLessThan(1e-12);
  });
  test.each([...shares, 0.500001, 0.6, 0.7499, 0.7501, 0.9, 0.99999])("its quantile of %d to 1e-12", (p) => {
    const x = normalQuantile(p);
    const density = Exact.exp(exact(x).pow(2).div(-2)).div(pi.mul(2).sqrt());
    const error = cdfExact(x).sub(exact(p)).div(density).div(exact(x)).abs().toNumber();
    expect(error).toBeLessThan(1e-12);
  });
});

describe("printed tables", () => {
  test.each([
    [1.2815515655446004, 0.9], [1.6448536269514722, 0.95], [1.959963984540054, 0.975],
    [2.3263478740408408, 0.99], [2.5758293035489004, 0.995], [3.090232306167813, 0.999],
  ])("z = %d has %d below it", (z, p) => {
    expect(normalQuantile(p)).toBeCloseTo(z, 12);
    expect(normalCdf(z)).toBeCloseTo(p, 13);
  });
  test("Abramowitz and Stegun, table 7.1", () => {
    expect(erf(0.5)).toBeCloseTo(0.5204998778, 10);
    expect(erf(1)).toBeCloseTo(0.8427007929, 10);
    expect(erf(2)).toBeCloseTo(0.9953222650, 10);
    expect(normalDensity(0)).toBeCloseTo(0.3989422804014327, 15);
  });
});

describe("the ends", () => {
  test("nothing is NaN where an answer exists", () => {
    expect(exponential(-746)).toBe(0);
    expect(exponential(710)).toBe(Infinity);
    expect(logarithm(0)).toBe(-Infinity);
    expect(logarithm(-1)).toBeNaN();
    expect(logarithm(Infinity)).toBe(Infinity);
    expect(logarithm(5e-324)).toBeCloseTo(-744.4400719213812, 10);
    expect(normalCdf(-40)).toBe(0);
    expect(normalCdf(40)).toBe(1);
    expect(erfc(30)).toBe(0);
    expect(erfc(-30)).toBe(2);
    expect(normalQuantile(0)).toBe(-Infinity);
    expect(normalQuantile(1)).toBe(Infinity);
    expect(normalQuantile(-0.1)).toBeNaN();
    expect(normalQuantile(1.1)).toBeNaN();
    expect(normalQuantile(0.5)).toBe(0);
    expect(normalQuantile(5e-324)).toBeCloseTo(-38.467405617144344, 10);
    expect(logistic(-800)).toBe(0);
    expect(logistic(800)).toBe(1);
  });
});

test("N-01 the quantile undoes the distribution", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 999_999 }), (millionths) => {
      const p = millionths / 1e6;
      expect(Math.abs(normalCdf(normalQuantile(p)) / p - 1)).toBeLessThan(1e-12);
    }),
    runs(300),
  );
});

test("N-02 ln undoes exp, and both agree with the host to its own accuracy", () => {
  fc.assert(
    fc.property(fc.double({ min: -600, max: 600, noNaN: true }), (x) => {
      expect(Math.abs(logarithm(exponential(x)) - x)).toBeLessThan(1e-12);
      expect(Math.abs(exponential(x) / Math.exp(x) - 1)).toBeLessThan(1e-14);
    }),
    runs(300),
  );
});

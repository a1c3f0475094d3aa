/** The scaled-integer engine against decimal.js, for all nine rounding modes. */
import { Decimal as Library } from "decimal.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { roundingModes, roundQuotient } from "../../src/values/rounding.js";
import type { RoundingMode } from "../../src/values/rounding.js";
import {
  addScaled,
  compareScaled,
  divideScaled,
  formatScaled,
  multiplyScaled,
  parseScaled,
  roundScaled,
  roundToIncrement,
  subtractScaled,
} from "../../src/values/scaled.js";
import type { Scaled } from "../../src/values/scaled.js";
import { runs } from "../support/runs.js";

const Decimal = Library.clone({ defaults: true, precision: 120, toExpNeg: -200, toExpPos: 200 });
const MODES: Readonly<Record<RoundingMode, Library.Rounding>> = {
  up: 0,
  down: 1,
  ceil: 2,
  floor: 3,
  halfUp: 4,
  halfDown: 5,
  halfEven: 6,
  halfCeil: 7,
  halfFloor: 8,
};

/** Units of every size: small, around the limit of safe integers, and up to 34 digits. */
const units = fc.oneof(
  fc.bigInt({ min: -1000n, max: 1000n }),
  fc.bigInt({ min: -(2n ** 31n), max: 2n ** 31n }),
  fc.bigInt({ min: 2n ** 53n - 1000n, max: 2n ** 53n + 1000n }),
  fc.bigInt({ min: -(2n ** 53n) - 1000n, max: -(2n ** 53n) + 1000n }),
  fc.bigInt({ min: -(10n ** 34n) + 1n, max: 10n ** 34n - 1n }),
);
const scale = fc.integer({ min: 0, max: 12 });

function textOf(value: bigint, places: number): string {
  const digits = (value < 0n ? -value : value).toString().padStart(places + 1, "0");
  const whole = digits.slice(0, digits.length - places);
  const sign = value < 0n ? "-" : "";
  return places === 0 ? `${sign}${whole}` : `${sign}${whole}.${digits.slice(-places)}`;
}

const text = fc.tuple(units, scale).map(([value, places]) => textOf(value, places)).filter((one) => one.replace(/^-?(0\.)?/, "").length <= 35);
const decimal = text.filter((one) => one.replace(/[-.]/g, "").replace(/^0+/, "").length <= 34);
/** Texts with a tie at one of their places, as halves are rare by chance. */
const tie = fc
  .tuple(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), fc.integer({ min: 0, max: 6 }))
  .map(([value, places]) => textOf(value * 10n + 5n * (value < 0n ? -1n : 1n), places + 1));
const anyDecimal = fc.oneof({ weight: 3, arbitrary: decimal }, { weight: 1, arbitrary: tie });

const factor = fc.oneof({ weight: 4, arbitrary: anyDecimal }, { weight: 1, arbitrary: fc.constantFrom("1", "-1", "10") });

const read = (value: string): Scaled => parseScaled(value, "test", "value");
const same = (value: Library): string => value.isZero() ? "0" : value.toFixed();

interface Seen {
  ties: number;
  big: number;
  negative: number;
  exact: number;
  total: number;
}

/** Counts the kinds of input, so that a generator that no longer meets one is noticed. */
function note(seen: Seen, a: Scaled, b: Library, places: number): void {
  seen.total += 1;
  if (typeof a.units === "bigint") seen.big += 1;
  if (b.isNegative()) seen.negative += 1;
  const shifted = b.mul(new Decimal(10).pow(places));
  if (shifted.isInteger()) seen.exact += 1;
  else if (shifted.mul(2).isInteger()) seen.ties += 1;
}

function expectAll(seen: Seen): void {
  for (const [kind, least] of [["ties", 0.02], ["big", 0.1], ["negative", 0.2], ["exact", 0.02]] as const) {
    expect(seen[kind] / seen.total, `share of ${kind}`).toBeGreaterThan(least);
  }
}

describe("the fast engine is decimal.js", () => {
  test.each(roundingModes)("V-E-01 product of two decimals, rounded once, %s", (mode) => {
    const seen: Seen = { ties: 0, big: 0, negative: 0, exact: 0, total: 0 };
    fc.assert(
      fc.property(anyDecimal, factor, fc.integer({ min: 0, max: 6 }), (a, b, places) => {
        const product = multiplyScaled(read(a), read(b));
        const exact = new Decimal(a).mul(b);
        note(seen, product, exact, places);
        const expected = same(exact.toDecimalPlaces(places, MODES[mode]));
        expect(formatScaled(roundScaled(product, places, mode))).toBe(expected);
      }),
      runs(1500),
    );
    expectAll(seen);
  });

  test.each(roundingModes)("V-E-02 quotient of two decimals, rounded once, %s", (mode) => {
    fc.assert(
      fc.property(anyDecimal, anyDecimal, fc.integer({ min: 0, max: 12 }), (a, b, places) => {
        if (new Decimal(b).isZero()) return;
        const wide = Library.clone({ defaults: true, precision: 300, toExpNeg: -400, toExpPos: 400 });
        const expected = same(new wide(a).div(b).toDecimalPlaces(places, MODES[mode]));
        expect(formatScaled(divideScaled(read(a), read(b), places, mode))).toBe(expected);
      }),
      runs(600),
    );
  });

  test("V-E-03 sum, difference and order are exact", () => {
    fc.assert(
      fc.property(anyDecimal, anyDecimal, (a, b) => {
        expect(formatScaled(addScaled(read(a), read(b)))).toBe(same(new Decimal(a).add(b)));
        expect(formatScaled(subtractScaled(read(a), read(b)))).toBe(same(new Decimal(a).sub(b)));
        expect(Math.sign(compareScaled(read(a), read(b)))).toBe(new Decimal(a).comparedTo(b));
      }),
      runs(2000),
    );
  });

  test("V-E-04 parse after format is the identity", () => {
    fc.assert(
      fc.property(anyDecimal, (a) => {
        const once = formatScaled(read(a));
        expect(formatScaled(read(once))).toBe(once);
        expect(once).toBe(same(new Decimal(a)));
      }),
      runs(2000),
    );
  });

  test.each(roundingModes)("V-E-05 rounding to an increment is rounding the quotient, %s", (mode) => {
    fc.assert(
      fc.property(anyDecimal, fc.constantFrom("0.05", "0.25", "1", "5", "0.01", "2.5"), (a, increment) => {
        const expected = new Decimal(a).toNearest(increment, MODES[mode]);
        expect(formatScaled(roundToIncrement(read(a), read(increment), mode))).toBe(same(expected));
      }),
      runs(200),
    );
  });

  test("V-E-07 quotients at the end of the safe range are exact", () => {
    const last = 2 ** 53 - 1;
    expect(roundQuotient(-last, 3, "halfEven")).toBe(-3_002_399_751_580_330);
    expect(roundQuotient(last, 3, "floor")).toBe(3_002_399_751_580_330);
    expect(roundQuotient(last, 2, "up")).toBe(2 ** 52);
    expect(roundQuotient(last, last, "ceil")).toBe(1);
    expect(roundQuotient(last, -last, "ceil")).toBe(-1);
  });

  test.each(roundingModes)("V-E-06 safe and big integers round alike, %s", (mode) => {
    const last = 2 ** 53 - 1;
    const small = fc.oneof(
      fc.integer({ min: -last, max: last }),
      fc.integer({ min: last - 1000, max: last }),
      fc.integer({ min: -last, max: -last + 1000 }),
    );
    const divisor = fc.oneof(fc.integer({ min: 1, max: 2 ** 40 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: last - 12, max: last }));
    fc.assert(
      fc.property(small, divisor, (numerator, denominator) => {
        const fast = roundQuotient(numerator, denominator, mode);
        expect(BigInt(fast)).toBe(BigInt(roundQuotient(BigInt(numerator), BigInt(denominator), mode)));
      }),
      runs(500),
    );
  });
});

/**
 * Rounding by name, on exact integers: the quotient n ÷ d rounded to an integer.
 *
 * The remainder decides, never a binary fraction. Safe integers where they suffice, BigInt
 * where they do not; both give the same answer.
 */
import { fail } from "./errors.js";

/**
 * How to round, named as in decimal.js and the JDK: `up`, `down` and the half modes of that
 * name are relative to zero; `ceil`, `floor`, `halfCeil` and `halfFloor` to the number line.
 * (Other libraries use `halfUp` for what is here `halfCeil`.)
 *
 * | mode | 2.5 | 1.5 | −1.5 | −2.5 | 1.1 | −1.1 |
 * |---|---|---|---|---|---|---|
 * | up | 3 | 2 | −2 | −3 | 2 | −2 |
 * | down | 2 | 1 | −1 | −2 | 1 | −1 |
 * | ceil | 3 | 2 | −1 | −2 | 2 | −1 |
 * | floor | 2 | 1 | −2 | −3 | 1 | −2 |
 * | halfUp | 3 | 2 | −2 | −3 | 1 | −1 |
 * | halfDown | 2 | 1 | −1 | −2 | 1 | −1 |
 * | halfEven | 2 | 2 | −2 | −2 | 1 | −1 |
 * | halfCeil | 3 | 2 | −1 | −2 | 1 | −1 |
 * | halfFloor | 2 | 1 | −2 | −3 | 1 | −1 |
 *
 * @since 0.1.0
 */
export type RoundingMode =
  "up" | "down" | "ceil" | "floor" | "halfUp" | "halfDown" | "halfEven" | "halfCeil" | "halfFloor";

/**
 * The nine rounding modes, in the order of decimal.js.
 *
 * @since 0.1.0
 */
export const roundingModes: readonly RoundingMode[] = [
  "up",
  "down",
  "ceil",
  "floor",
  "halfUp",
  "halfDown",
  "halfEven",
  "halfCeil",
  "halfFloor",
];

/** Demands the name of a rounding mode (`config.rounding`). @internal */
export function expectRoundingMode(value: unknown, path: string): RoundingMode {
  const mode = roundingModes.find((known) => known === value);
  if (mode === undefined)
    fail("config.rounding", path, `one of ${roundingModes.join(", ")}`, value);
  return mode;
}

/** An exact integer of any size: a safe integer, or a BigInt beyond. @internal */
export type Integer = number | bigint;

const SAFE_MAX = Number.MAX_SAFE_INTEGER;

/** An integer in its one form: a number when it is safe, a BigInt otherwise. @internal */
export function toInteger(value: bigint): Integer {
  return value >= -9007199254740991n && value <= 9007199254740991n ? Number(value) : value;
}

/** Exact sum. @internal */
export function addIntegers(a: Integer, b: Integer): Integer {
  if (typeof a === "number" && typeof b === "number") {
    const total = a + b;
    if (total >= -SAFE_MAX && total <= SAFE_MAX) return total;
  }
  return toInteger(BigInt(a) + BigInt(b));
}

/** Exact product. A product of safe integers is exact as long as it is itself safe. @internal */
export function multiplyIntegers(a: Integer, b: Integer): Integer {
  if (typeof a === "number" && typeof b === "number") {
    const product = a * b;
    // The sum with zero turns −0 into 0.
    if (product >= -SAFE_MAX && product <= SAFE_MAX) return product + 0;
  }
  return toInteger(BigInt(a) * BigInt(b));
}

/** The opposite, never −0. @internal */
export function negateInteger(value: Integer): Integer {
  return typeof value === "number" ? 0 - value : -value;
}

/** −1, 0 or 1. @internal */
export function compareIntegers(a: Integer, b: Integer): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Whether the quotient goes up from its floor, given where the remainder stands. */
function goesUp(
  half: number,
  isNegative: boolean,
  isOddFloor: boolean,
  mode: RoundingMode,
): boolean {
  switch (mode) {
    case "floor":
      return false;
    case "ceil":
      return true;
    case "up":
      return !isNegative;
    case "down":
      return isNegative;
    case "halfUp":
      return half > 0 || (half === 0 && !isNegative);
    case "halfDown":
      return half > 0 || (half === 0 && isNegative);
    case "halfEven":
      return half > 0 || (half === 0 && isOddFloor);
    case "halfCeil":
      return half >= 0;
    case "halfFloor":
      return half > 0;
  }
}

function roundBigQuotient(numerator: bigint, denominator: bigint, mode: RoundingMode): bigint {
  const isFlipped = denominator < 0n;
  const n = isFlipped ? -numerator : numerator;
  const d = isFlipped ? -denominator : denominator;
  let floor = n / d;
  let remainder = n % d;
  if (remainder === 0n) return floor;
  if (remainder < 0n) {
    floor -= 1n;
    remainder += d;
  }
  const twice = remainder * 2n;
  const half = twice > d ? 1 : twice < d ? -1 : 0;
  return goesUp(half, n < 0n, (floor & 1n) === 1n, mode) ? floor + 1n : floor;
}

/**
 * n ÷ d rounded to an integer. The divisor is not zero: callers refuse that with a path.
 *
 * @internal
 */
export function roundQuotient(
  numerator: Integer,
  denominator: Integer,
  mode: RoundingMode,
): Integer {
  if (typeof numerator !== "number" || typeof denominator !== "number") {
    return toInteger(roundBigQuotient(BigInt(numerator), BigInt(denominator), mode));
  }
  const n = denominator < 0 ? -numerator : numerator;
  const d = denominator < 0 ? -denominator : denominator;
  // With |n| + d below 2^53 the rounded quotient never reaches an integer that the exact one
  // does not: it would have to be within k × 2^-53 of k, but is at least 1/d away, and k × d is
  // below 2^53. So its floor is the exact floor, and the product below is exact; beyond, BigInt.
  if (Math.abs(n) + d > SAFE_MAX) return toInteger(roundBigQuotient(BigInt(n), BigInt(d), mode));
  const floor = Math.floor(n / d);
  const remainder = n - floor * d;
  if (remainder === 0) return floor + 0;
  const twice = remainder * 2 - d;
  const half = twice > 0 ? 1 : twice < 0 ? -1 : 0;
  return (goesUp(half, n < 0, floor % 2 !== 0, mode) ? floor + 1 : floor) + 0;
}

/**
 * a × b ÷ d rounded once, the product exact: the step of every price line.
 *
 * @internal
 */
export function multiplyDivideRounded(
  a: Integer,
  b: Integer,
  divisor: Integer,
  mode: RoundingMode,
): Integer {
  return roundQuotient(multiplyIntegers(a, b), divisor, mode);
}

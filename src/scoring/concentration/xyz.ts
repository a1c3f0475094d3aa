/**
 * XYZ classes: how steady what an account buys is from period to period, by the coefficient of
 * variation. Not here: seasons and trends, which vary and can be foreseen.
 */
import type { DecimalInput } from "../../values/decimal.js";
import { fail } from "../../values/errors.js";
import {
  at,
  atIndex,
  compareText,
  expectIdentifier,
  expectArray,
  expectOneOf,
  expectRecord,
} from "../../values/plain.js";
import {
  addScaled,
  compareScaled,
  multiplyScaled,
  scaledFrom,
  scaledZero,
  signOf,
  subtractScaled,
} from "../../values/scaled.js";
import type { Scaled } from "../../values/scaled.js";
import { readEach } from "../cohorts/read-each.js";
import { IDS_MAX } from "../read-values.js";

/** X is steady, Y varies, Z is irregular. @since 0.1.0 */
export type XyzClass = "X" | "Y" | "Z";

/** Values of one account over periods of one length, all periods of all accounts. @since 0.1.0 */
export interface PeriodValues {
  readonly id: string;
  /** One value a period; a period without turnover is a zero that is written. */
  readonly values: readonly DecimalInput[];
}

/** Where the classes end. @since 0.1.0 */
export interface XyzOptions {
  /**
   * Coefficients of variation, not below 0 and rising, up to which an account is X and Y, the
   * limit included; `["0.5", "1"]` unless named.
   */
  readonly cuts?: readonly [DecimalInput, DecimalInput];
  /** Divides squares by n (`population`, unless named) or by n − 1 (`sample`). */
  readonly deviation?: "population" | "sample";
}

/** The class of one account, or why it has none. @since 0.1.0 */
export interface XyzRow {
  readonly id: string;
  /** Null where there is no coefficient of variation. */
  readonly class: XyzClass | null;
  /** Standard deviation ÷ size of the mean; null where there is none. */
  readonly variation: number | null;
  /** Why there is no class; `zero-mean` as well where gains and losses cancel out. */
  readonly reason: "zero-mean" | "too-few-periods" | null;
}

/** Rows by id. @since 0.1.0 */
export interface XyzTable {
  readonly periods: number;
  readonly rows: readonly XyzRow[];
}

/** Options, read once: cuts squared, as squares are compared. @internal */
export interface XyzPlan {
  readonly squares: readonly [Scaled, Scaled];
  readonly isSample: boolean;
}

/** Values of periods, checked. @internal */
export interface ReadPeriods {
  readonly id: string;
  readonly values: readonly Scaled[];
}

/** Reads the options under a path (`scoring.cuts`). @internal */
export function readXyzOptions(options: unknown, path: string): XyzPlan {
  const record = expectRecord(options, path, ["cuts", "deviation"]);
  const spot = at(path, "cuts");
  const cuts = expectArray(record["cuts"] ?? ["0.5", "1"], spot, 2);
  const [x, y] = [0, 1].map((index) => scaledFrom(cuts[index], "scoring", atIndex(spot, index)));
  const choices = ["population", "sample"] as const;
  const deviation = record["deviation"] ?? "population";
  const isSample = expectOneOf(deviation, at(path, "deviation"), choices) === "sample";
  if (x === undefined || y === undefined || signOf(x) < 0 || compareScaled(x, y) >= 0) {
    return fail("scoring.cuts", spot, "two limits, not below 0 and rising", record["cuts"]);
  }
  return { squares: [multiplyScaled(x, x), multiplyScaled(y, y)], isSample };
}

/** Demands lists of one length, ids of their own (`scoring.periods`). @internal */
export function readPeriodValues(items: unknown, path: string): readonly ReadPeriods[] {
  const seen = new Set<string>();
  let periods = -1;
  const readOne = (item: unknown, spot: string): ReadPeriods => {
    const record = expectRecord(item, spot, ["id", "values"]);
    const id = expectIdentifier(record["id"], at(spot, "id"));
    if (seen.has(id)) fail("scoring.duplicate_id", at(spot, "id"), "an id of its own", id);
    seen.add(id);
    const list = expectArray(record["values"], at(spot, "values"));
    if (periods < 0) periods = list.length;
    if (list.length !== periods) {
      fail("scoring.periods", at(spot, "values"), `${String(periods)} periods`, list.length);
    }
    const values = readEach(list, at(spot, "values"), (value, place) =>
      scaledFrom(value, "scoring", place),
    );
    return { id, values };
  };
  return readEach(items, path, readOne, IDS_MAX).sort((a, b) => compareText(a.id, b.id));
}

/** a ÷ b of large exact numbers as a double, without leaving its range; b is above zero. */
function ratioOf(a: Scaled, b: Scaled): number {
  const shift = Math.max(a.scale, b.scale);
  const [x, y] = [
    BigInt(a.units) * 10n ** BigInt(shift - a.scale),
    BigInt(b.units) * 10n ** BigInt(shift - b.scale),
  ];
  // Twenty digits after the point of the quotient, counted from its first one.
  const digits = Math.max(0, 20 + String(y).length - String(x).length);
  return Number((x * 10n ** BigInt(digits)) / y) / 10 ** digits;
}

/**
 * With S the sum and Q the sum of squares of n values, the square of the coefficient is
 * (nQ − S²) ÷ S², or n(nQ − S²) ÷ ((n − 1)S²) of a sample: compared with the cut without a root
 * or a division.
 *
 * @internal
 */
export function variationOf({ id, values }: ReadPeriods, plan: XyzPlan): XyzRow {
  const n = values.length;
  const none = { id, class: null, variation: null };
  if (n < 2) return { ...none, reason: "too-few-periods" };
  let sum = scaledZero;
  let squares = scaledZero;
  for (const value of values) {
    sum = addScaled(sum, value);
    squares = addScaled(squares, multiplyScaled(value, value));
  }
  if (signOf(sum) === 0) return { ...none, reason: "zero-mean" };
  const count = (units: number): Scaled => ({ units, scale: 0 });
  const mean = multiplyScaled(sum, sum);
  const spread = subtractScaled(multiplyScaled(count(n), squares), mean);
  const numerator = plan.isSample ? multiplyScaled(count(n), spread) : spread;
  const denominator = plan.isSample ? multiplyScaled(count(n - 1), mean) : mean;
  const [x, y] = plan.squares;
  const isUpTo = (square: Scaled): boolean =>
    compareScaled(numerator, multiplyScaled(square, denominator)) <= 0;
  return {
    id,
    class: isUpTo(x) ? "X" : isUpTo(y) ? "Y" : "Z",
    variation: Math.sqrt(ratioOf(numerator, denominator)),
    reason: null,
  };
}

/**
 * Classifies by the coefficient of variation over periods: X up to the first cut, Y up to the
 * second, Z beyond; compared exactly. The order of the periods has no part in it. A mean of zero
 * and fewer than two periods are answers of their own. Each account names every period: one that
 * is missing is refused rather than taken for a zero.
 *
 * O(accounts × periods).
 *
 * @throws ClienteleError `scoring.periods` for lists of different lengths, `scoring.cuts`,
 * `scoring.duplicate_id`, `scoring.*` for a value that is no decimal, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { xyz } from "clientele/scoring";
 *
 * const { rows } = xyz([
 *   { id: "acme", values: [100, 110, 90, 100] },
 *   { id: "bolt", values: [0, 0, 0, 400] },
 *   { id: "cask", values: [0, 0, 0, 0] },
 * ]);
 * assert.deepEqual(rows.map((row) => row.class), ["X", "Z", null]);
 * assert.equal(rows[2]?.reason, "zero-mean");
 * ```
 * @since 0.1.0
 */
export function xyz(items: readonly PeriodValues[], options: XyzOptions = {}): XyzTable {
  const plan = readXyzOptions(options, "options");
  const read = readPeriodValues(items, "items");
  return {
    periods: read[0]?.values.length ?? 0,
    rows: read.map((one) => variationOf(one, plan)),
  };
}

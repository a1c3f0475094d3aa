/**
 * Points in the books: a material right by IFRS 15 (paragraphs B39 to B47, example 52), and
 * breakage of prepaid amounts in proportion to what is used (ASC 606-10-55-48).
 *
 * Not here: how many points are outstanding (`liability.ts`).
 */
import { allocateUnits } from "../values/allocate-units.js";
import {
  addDecimals,
  compareDecimals,
  divideDecimals,
  multiplyDecimals,
  roundDecimal,
  subtractDecimals,
} from "../values/decimal.js";
import { fail } from "../values/errors.js";
import type { DecimalInput, DecimalText, RoundingMode } from "../values/index.js";
import { scaledFrom, unitsAt, formatScaled } from "../values/scaled.js";
import { expectRecord } from "../values/plain.js";

/** Decimals of a result, and the mode: 2 and half-even unless named. @since 0.1.0 */
export interface BookRounding {
  readonly scale?: number;
  readonly mode?: RoundingMode;
}

function expectNotNegative(value: DecimalInput, path: string): DecimalInput {
  scaledFrom(value, "money", path);
  if (compareDecimals(value, "0") < 0) {
    fail("loyalty.amount", path, "an amount of zero or more", value);
  }
  return value;
}

function expectAboveZero(value: DecimalInput, path: string): DecimalInput {
  if (compareDecimals(expectNotNegative(value, path), "0") === 0) {
    fail("loyalty.not_positive", path, "a number above zero", value);
  }
  return value;
}

/** What {@link allocateMaterialRight} is told. @since 0.1.0 */
export interface MaterialRight extends BookRounding {
  /** Paid for goods and points together. */
  readonly consideration: DecimalInput;
  /** Stand-alone price of the goods. */
  readonly goodsValue: DecimalInput;
  /** Points given with them. */
  readonly points: number;
  /** Stand-alone value of a point, its likelihood to be redeemed included. */
  readonly valuePerPoint: DecimalInput;
}

/**
 * Splits what was paid between goods and points by their stand-alone prices (IFRS 15.74), no
 * unit lost: the points' part is deferred.
 *
 * @throws ClienteleError `loyalty.amount`, `loyalty.not_positive`, `money.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { allocateMaterialRight } from "clientele/loyalty";
 *
 * // IFRS 15, example 52: 100 000 for goods, 10 000 points worth 0.95 each.
 * assert.deepEqual(
 *   allocateMaterialRight({
 *     consideration: "100000",
 *     goodsValue: "100000",
 *     points: 10_000,
 *     valuePerPoint: "0.95",
 *     scale: 0,
 *   }),
 *   { goods: "91324", points: "8676" },
 * );
 * ```
 * @since 0.1.0
 */
export function allocateMaterialRight(right: MaterialRight): {
  readonly goods: DecimalText;
  readonly points: DecimalText;
} {
  expectRecord(right, "right");
  const scale = right.scale ?? 2;
  const goods = scaledFrom(expectAboveZero(right.goodsValue, "goodsValue"), "money", "goodsValue");
  const value = multiplyDecimals(
    expectNotNegative(right.valuePerPoint, "valuePerPoint"),
    right.points,
  );
  const points = scaledFrom(value, "money", "valuePerPoint");
  const paid = roundDecimal(expectNotNegative(right.consideration, "consideration"), {
    scale,
    rounding: right.mode ?? "halfEven",
  });
  const common = Math.max(goods.scale, points.scale);
  const total = unitsAt(scaledFrom(paid, "money", "consideration"), scale);
  const parts = allocateUnits(total, [unitsAt(goods, common), unitsAt(points, common)]);
  const text = (units: number | bigint | undefined): DecimalText =>
    formatScaled({ units: units ?? 0, scale });
  return { goods: text(parts[0]), points: text(parts[1]) };
}

/** What {@link recogniseRevenue} is told. @since 0.1.0 */
export interface PointRevenue extends BookRounding {
  /** Allocated to the points; never revised. */
  readonly allocated: DecimalInput;
  /** Points redeemed since the beginning. */
  readonly redeemed: DecimalInput;
  /** Points expected to be redeemed in all, by today's estimate. */
  readonly expected: DecimalInput;
  /** Recognised before. */
  readonly recognised?: DecimalInput;
}

/**
 * Revenue of a period by cumulative catch-up: what is due by today's estimate, less what was
 * recognised before; the rest stays a liability (IFRS 15, example 52). Where more is redeemed
 * than was expected, all is recognised.
 *
 * @throws ClienteleError `loyalty.amount`, `loyalty.not_positive`, `money.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { recogniseRevenue } from "clientele/loyalty";
 *
 * const first = recogniseRevenue({ allocated: "8676", redeemed: 4500, expected: 9500, scale: 0 });
 * assert.deepEqual(first, { cumulative: "4110", revenue: "4110", liability: "4566" });
 * const second = recogniseRevenue({
 *   allocated: "8676",
 *   redeemed: 8500,
 *   expected: 9700,
 *   recognised: first.cumulative,
 *   scale: 0,
 * });
 * assert.equal(second.revenue, "3493");
 * ```
 * @since 0.1.0
 */
export function recogniseRevenue(revenue: PointRevenue): {
  readonly cumulative: DecimalText;
  readonly revenue: DecimalText;
  readonly liability: DecimalText;
} {
  expectRecord(revenue, "revenue");
  const rounding = { scale: revenue.scale ?? 2, rounding: revenue.mode ?? "halfEven" };
  const allocated = expectNotNegative(revenue.allocated, "allocated");
  const redeemed = expectNotNegative(revenue.redeemed, "redeemed");
  const expected = expectAboveZero(revenue.expected, "expected");
  const isAll = compareDecimals(redeemed, expected) >= 0;
  const cumulative = isAll
    ? roundDecimal(allocated, rounding)
    : divideDecimals(multiplyDecimals(allocated, redeemed), expected, rounding);
  const before = expectNotNegative(revenue.recognised ?? "0", "recognised");
  return {
    cumulative,
    revenue: subtractDecimals(cumulative, before),
    liability: subtractDecimals(allocated, cumulative),
  };
}

/** What {@link proportionalBreakage} is told. @since 0.1.0 */
export interface Breakage extends BookRounding {
  readonly prepaid: DecimalInput;
  /** Part of it that is expected never to be used; less than all. */
  readonly expectedBreakage: DecimalInput;
  /** Used so far. */
  readonly redeemed: DecimalInput;
}

/**
 * Breakage that may be recognised so far: the expected breakage in proportion to what has been
 * used of what is expected to be used.
 *
 * @throws ClienteleError `loyalty.amount`, `loyalty.not_positive`, `money.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { proportionalBreakage } from "clientele/loyalty";
 *
 * assert.equal(
 *   proportionalBreakage({ prepaid: 1000, expectedBreakage: 100, redeemed: 450 }),
 *   "50",
 * );
 * ```
 * @since 0.1.0
 */
export function proportionalBreakage(breakage: Breakage): DecimalText {
  expectRecord(breakage, "breakage");
  const rounding = { scale: breakage.scale ?? 2, rounding: breakage.mode ?? "halfEven" };
  const prepaid = expectNotNegative(breakage.prepaid, "prepaid");
  const expected = expectNotNegative(breakage.expectedBreakage, "expectedBreakage");
  const used = expectNotNegative(breakage.redeemed, "redeemed");
  const usable = expectAboveZero(subtractDecimals(prepaid, expected), "expectedBreakage");
  if (compareDecimals(used, usable) >= 0) return addDecimals(expected, "0");
  return divideDecimals(multiplyDecimals(expected, used), usable, rounding);
}

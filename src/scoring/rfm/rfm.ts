/**
 * Recency, frequency, monetary value: three scores per account and the segment they make.
 *
 * Not here: models that forecast from the same facts.
 */
import type { Condition } from "../../conditions/index.js";
import type { CalendarDate } from "../../values/calendar-date.js";
import { calendarDate } from "../../values/calendar-date.js";
import { dayNumberOf } from "../../values/civil-date.js";
import { toDecimalText } from "../../values/decimal.js";
import type { DecimalInput, DecimalText } from "../../values/decimal.js";
import { fail } from "../../values/errors.js";
import { expectDate } from "../../values/expect-date.js";
import { itemAt } from "../../values/invariant.js";
import {
  at,
  atIndex,
  compareText,
  expectArray,
  expectIdentifier,
  expectRecord,
} from "../../values/plain.js";
import { addScaled, compareScaled, scaledFrom, scaledZero, signOf } from "../../values/scaled.js";
import type { Scaled } from "../../values/scaled.js";
import { readRfmOptions } from "./options.js";

/** One purchase, or return, of an account. All amounts are of one currency. @since 0.1.0 */
export interface RfmOrder {
  readonly account: string;
  readonly date: CalendarDate;
  /** Below zero for a return: it lowers the monetary value and is no purchase. */
  readonly amount: DecimalInput;
}

/**
 * A segment by the three scores; the first whose condition holds is taken.
 *
 * @since 0.1.0
 */
export interface RfmSegment {
  readonly id: string;
  /** Over the facts `recency`, `frequency` and `monetary`: the scores, 1 to the number of bins. */
  readonly when: Condition;
}

/**
 * Limits between scores that are fixed beforehand: `bins` − 1 numbers for each measure, rising.
 * A value at a limit has the better of the two scores.
 *
 * @since 0.1.0
 */
export interface RfmBands {
  /** Days: an account scores 5 up to the first limit, 4 up to the second, and so on. */
  readonly recencyDays: readonly DecimalInput[];
  readonly frequency: readonly DecimalInput[];
  readonly monetary: readonly DecimalInput[];
}

/** How accounts are scored. @since 0.1.0 */
export interface RfmOptions {
  /** Number of scores of each measure, 2 to 10; 5 unless named. */
  readonly bins?: number;
  /** Fixed limits; quantiles of the accounts given, unless named. */
  readonly bands?: RfmBands;
  /** Segments; those of {@link rfmSegments} unless named, which are for five bins. */
  readonly segments?: readonly RfmSegment[];
}

/** An account's three measures and their scores; the largest score is the best. @since 0.1.0 */
export interface RfmRow {
  readonly account: string;
  /** Days from the last day with a purchase to `asOf`. */
  readonly recencyDays: number;
  /** Days with at least one purchase. */
  readonly frequency: number;
  /** Purchases less returns. */
  readonly monetary: DecimalText;
  readonly recencyScore: number;
  readonly frequencyScore: number;
  readonly monetaryScore: number;
  /** Id of the segment; null where no segment's condition holds. */
  readonly segment: string | null;
}

/** Scores of all accounts with a purchase, by id. @since 0.1.0 */
export interface RfmTable {
  readonly asOf: CalendarDate;
  readonly bins: number;
  readonly rows: readonly RfmRow[];
  /** Accounts with returns only. */
  readonly withoutPurchase: readonly string[];
}

interface Measures {
  readonly account: string;
  last: number;
  readonly days: Set<number>;
  monetary: Scaled;
}

function measure(orders: unknown, today: number): Map<string, Measures> {
  const byAccount = new Map<string, Measures>();
  const list = expectArray(orders, "orders", Number.MAX_SAFE_INTEGER);
  for (let index = 0; index < list.length; index += 1) {
    const path = atIndex("orders", index);
    const record = expectRecord(list[index], path, ["account", "date", "amount"]);
    const account = expectIdentifier(record["account"], at(path, "account"));
    const day = dayNumberOf(expectDate(record["date"], at(path, "date")));
    if (day > today)
      fail("scoring.future_date", at(path, "date"), "a day up to asOf", record["date"]);
    const amount = scaledFrom(record["amount"], "scoring", at(path, "amount"));
    let one = byAccount.get(account);
    if (one === undefined) {
      one = { account, last: -Infinity, days: new Set(), monetary: scaledZero };
      byAccount.set(account, one);
    }
    one.monetary = addScaled(one.monetary, amount);
    if (signOf(amount) < 0) continue;
    one.days.add(day);
    if (day > one.last) one.last = day;
  }
  return byAccount;
}

/**
 * Scores by the share of accounts that are strictly worse: 1 + ⌊bins × worse ÷ n⌋. Accounts of
 * one value always have one score, whatever their order, and a better value never scores less.
 */
function quantileScores(values: readonly Scaled[], bins: number): readonly number[] {
  const order = values.map((_, index) => index);
  order.sort((a, b) => compareScaled(itemAt(values, a), itemAt(values, b)));
  const scores = values.map(() => 0);
  let worse = 0;
  order.forEach((place, index) => {
    const value = itemAt(values, place);
    const before = index === 0 ? undefined : values[itemAt(order, index - 1)];
    if (before !== undefined && compareScaled(before, value) !== 0) worse = index;
    scores[place] = 1 + Math.floor((bins * worse) / values.length);
  });
  return scores;
}

/** Scores by fixed limits: one more for each limit reached. */
function bandScores(values: readonly Scaled[], limits: readonly Scaled[]): readonly number[] {
  return values.map((value) => {
    let score = 1;
    for (const limit of limits) if (compareScaled(value, limit) >= 0) score += 1;
    return score;
  });
}

/**
 * Recency, frequency and monetary value of each account, scored from 1 (worst) to the number of
 * bins (best). Frequency counts days with a purchase, so that an order split over two invoices
 * of one day counts once.
 *
 * By quantiles, a score is 1 + ⌊bins × share of accounts that are strictly worse⌋: accounts of
 * one value share one score. The order of the orders changes nothing. O(n log n).
 *
 * @throws ClienteleError `scoring.future_date`, `scoring.bands`, `scoring.duplicate_id` and
 * `rule.*` for segments, `date.*`, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { rfm } from "clientele/scoring";
 *
 * const { rows } = rfm(
 *   [
 *     { account: "acme", date: "2026-11-02", amount: "900.00" },
 *     { account: "acme", date: "2026-09-14", amount: "700.00" },
 *     { account: "bolt", date: "2026-01-20", amount: "80.00" },
 *     { account: "bolt", date: "2026-01-25", amount: "-10.00" },
 *   ],
 *   { asOf: "2026-11-23", bins: 2, segments: [] },
 * );
 * assert.equal(rows[0]?.recencyDays, 21);
 * assert.deepEqual(rows.map((row) => row.recencyScore), [2, 1]);
 * assert.deepEqual(rows.map((row) => row.monetary), ["1600", "70"]);
 * ```
 * @since 0.1.0
 */
export function rfm(
  orders: readonly RfmOrder[],
  options: RfmOptions & { readonly asOf: CalendarDate },
): RfmTable {
  expectRecord(options, "options");
  const { asOf, ...scoring } = options;
  const today = dayNumberOf(expectDate(asOf, "asOf"));
  const { bins, bands, segmentOf } = readRfmOptions(scoring);
  const all = [...measure(orders, today).values()].sort((a, b) =>
    compareText(a.account, b.account),
  );
  const buyers = all.filter((one) => one.days.size > 0);
  const whole = (value: number): Scaled => ({ units: value, scale: 0 });
  // The fewer days the better: scored on their negation.
  const columns = {
    recency: buyers.map((one) => whole(one.last - today)),
    frequency: buyers.map((one) => whole(one.days.size)),
    monetary: buyers.map((one) => one.monetary),
  };
  const scoresOf = (name: "recency" | "frequency" | "monetary"): readonly number[] =>
    bands === null ? quantileScores(columns[name], bins) : bandScores(columns[name], bands[name]);
  const scores = {
    recency: scoresOf("recency"),
    frequency: scoresOf("frequency"),
    monetary: scoresOf("monetary"),
  };
  const rows = buyers.map((one, index): RfmRow => {
    const three = {
      recency: itemAt(scores.recency, index),
      frequency: itemAt(scores.frequency, index),
      monetary: itemAt(scores.monetary, index),
    };
    return {
      account: one.account,
      recencyDays: today - one.last,
      frequency: one.days.size,
      monetary: toDecimalText(one.monetary),
      recencyScore: three.recency,
      frequencyScore: three.frequency,
      monetaryScore: three.monetary,
      segment: segmentOf(three),
    };
  });
  const withoutPurchase = all.filter((one) => one.days.size === 0).map((one) => one.account);
  return { asOf: calendarDate(asOf, "asOf"), bins, rows, withoutPurchase };
}

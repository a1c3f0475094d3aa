/** Loss rates by bucket of age: from the payments of one cohort, or from roll rates. */
import { fail } from "../../values/errors.js";
import { atIndex, expectArray, expectFinite, expectRecord } from "../../values/plain.js";
import { absent, known, quotient } from "../measure.js";
import type { Measure } from "../measure.js";

function amounts(value: unknown, path: string): readonly number[] {
  return expectArray(value, path, 1000).map((item, index) => {
    const amount = expectFinite(item, atIndex(path, index));
    if (amount < 0) fail("risk.negative", atIndex(path, index), "not negative", amount);
    return amount;
  });
}

/**
 * Loss rates of a cohort of sales: what was never paid, over what was still unpaid when it
 * reached each bucket. The last rate is that of what was never paid, 1.
 *
 * Throws `risk.length` when payments and loss don't add up to the sales (to one millionth).
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { lossRatesOfCohort } from "clientele/risk";
 *
 * const rates = lossRatesOfCohort({
 *   sales: 100_000, paidByBucket: [50_000, 27_000, 15_000, 6000], neverPaid: 2000,
 * });
 * assert.deepEqual(rates[1], { value: 0.04 });
 * ```
 * @since 0.1.0
 */
export function lossRatesOfCohort(cohort: {
  readonly sales: number;
  /** Paid while current, while in the first bucket overdue, and so on. */
  readonly paidByBucket: readonly number[];
  readonly neverPaid: number;
}): readonly Measure[] {
  expectRecord(cohort, "cohort");
  const [sales = 0, neverPaid = 0] = amounts([cohort.sales, cohort.neverPaid], "cohort");
  const paid = amounts(cohort.paidByBucket, "paidByBucket");
  let reached = sales;
  const rates: Measure[] = [];
  const names = { numerator: "neverPaid", denominator: "reached" };
  for (const amount of paid) {
    rates.push(quotient(neverPaid, reached, names));
    reached -= amount;
  }
  if (Math.abs(reached - neverPaid) > 1e-6 * Math.max(1, sales)) {
    fail("risk.length", "paidByBucket", "payments and loss that add up to the sales", reached);
  }
  rates.push(quotient(neverPaid, neverPaid, names));
  return rates;
}

/**
 * Roll rates and the loss rates that follow from them.
 *
 * @since 0.1.0
 */
export interface RollRates {
  /** Share of bucket k that is in bucket k + 1 a period later; one fewer than buckets. */
  readonly rolls: readonly Measure[];
  /** Product of the rolls from each bucket to the last, times the loss rate of the last. */
  readonly lossRates: readonly Measure[];
}

/**
 * Roll rates from balances by bucket over consecutive periods, weighted by amount over all
 * periods: Σ balance of bucket k + 1 next period ÷ Σ balance of bucket k. A roll above 1 says
 * that the periods or buckets don't fit together and is an error (`risk.roll_rate`).
 *
 * @param history - one list of balances a period, oldest first, current bucket first
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { rollRates } from "clientele/risk";
 *
 * const { rolls, lossRates } = rollRates([[1000, 100, 20], [1200, 150, 30], [1100, 120, 45]], {
 *   lastBucketLossRate: 0.5,
 * });
 * assert.deepEqual(rolls[0], { value: (150 + 120) / (1000 + 1200) });
 * assert.deepEqual(lossRates[2], { value: 0.5 });
 * ```
 * @since 0.1.0
 */
export function rollRates(
  history: readonly (readonly number[])[],
  options: { readonly lastBucketLossRate: number },
): RollRates {
  expectArray(history, "history");
  expectRecord(options, "options");
  const last = expectFinite(options.lastBucketLossRate, "lastBucketLossRate");
  if (last < 0 || last > 1) fail("risk.rate", "lastBucketLossRate", "0 to 1", last);
  const periods = expectArray(history, "history", 10_000).map((row, index) =>
    amounts(row, atIndex("history", index)),
  );
  const buckets = periods[0]?.length ?? 0;
  if (buckets < 1) fail("risk.length", "history", "periods of at least one bucket", buckets);
  periods.forEach((row, index) => {
    if (row.length !== buckets) {
      fail("risk.length", atIndex("history", index), `${String(buckets)} buckets`, row.length);
    }
  });
  const rolls: Measure[] = [];
  for (let bucket = 0; bucket + 1 < buckets; bucket += 1) {
    rolls.push(rollOf(periods, bucket));
  }
  const lossRates: Measure[] = [known(last)];
  for (let bucket = rolls.length - 1; bucket >= 0; bucket -= 1) {
    const [roll, next] = [rolls[bucket] ?? absent("missing", "roll"), lossRates[0] ?? known(last)];
    const rate =
      roll.value === null ? roll : next.value === null ? next : known(roll.value * next.value);
    lossRates.unshift(rate);
  }
  return { rolls, lossRates };
}

function rollOf(periods: readonly (readonly number[])[], bucket: number): Measure {
  let [from, into] = [0, 0];
  for (let period = 0; period + 1 < periods.length; period += 1) {
    from += periods[period]?.[bucket] ?? 0;
    into += periods[period + 1]?.[bucket + 1] ?? 0;
  }
  if (periods.length < 2) return absent("not-enough-data", "periods");
  const roll = quotient(into, from, {
    numerator: "rolled",
    denominator: `bucket ${String(bucket)}`,
  });
  if (roll.value !== null && roll.value > 1) {
    fail(
      "risk.roll_rate",
      "history",
      `bucket ${String(bucket + 1)} within bucket ${String(bucket)}`,
      roll.value,
    );
  }
  return roll;
}

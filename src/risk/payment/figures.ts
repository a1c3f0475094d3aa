/**
 * The figures of a collector, from totals: DSO, best possible DSO, average days delinquent,
 * collection effectiveness. From invoices and payments: `behaviour.ts`.
 */
import { fail } from "../../values/errors.js";
import { expectFinite, expectRecord } from "../../values/plain.js";
import { absent, known, quotient } from "../measure.js";
import type { Measure } from "../measure.js";

/**
 * Receivables and credit sales of one period, in one currency.
 *
 * @since 0.1.0
 */
export interface CollectionTotals {
  /** Receivables open at the end of the period. */
  readonly receivables: number;
  /** Of these, not yet due. */
  readonly currentReceivables: number;
  /** Credit sales of the period. */
  readonly creditSales: number;
  /** Length of the period in days. */
  readonly days: number;
}

function check(value: number, name: string): number {
  const number = expectFinite(value, name);
  if (number < 0) fail("risk.negative", name, "not negative", number);
  return number;
}

/**
 * Days sales outstanding: receivables ÷ credit sales × days. Absent without sales.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { daysSalesOutstanding } from "clientele/risk";
 *
 * const dso = daysSalesOutstanding({ receivables: 50_000, creditSales: 100_000, days: 30 });
 * assert.deepEqual(dso, { value: 15 });
 * ```
 * @since 0.1.0
 */
export function daysSalesOutstanding(
  totals: Omit<CollectionTotals, "currentReceivables">,
): Measure {
  expectRecord(totals, "totals");
  const receivables = check(totals.receivables, "receivables");
  const sales = check(totals.creditSales, "creditSales");
  const days = check(totals.days, "days");
  return quotient(receivables * days, sales, {
    numerator: "receivables",
    denominator: "creditSales",
  });
}

/**
 * DSO, the best possible DSO (what is not yet due ÷ credit sales × days) and their difference,
 * the average days delinquent.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { collectionDays } from "clientele/risk";
 *
 * const figures = collectionDays({
 *   receivables: 25_000, currentReceivables: 6000, creditSales: 15_000, days: 30,
 * });
 * assert.deepEqual(figures.averageDaysDelinquent, { value: 38 });
 * ```
 * @since 0.1.0
 */
export function collectionDays(totals: CollectionTotals): {
  readonly daysSalesOutstanding: Measure;
  readonly bestPossibleDays: Measure;
  readonly averageDaysDelinquent: Measure;
} {
  expectRecord(totals, "totals");
  const receivables = check(totals.receivables, "receivables");
  const current = check(totals.currentReceivables, "currentReceivables");
  if (current > receivables) {
    fail("schema.range", "currentReceivables", "at most the receivables", current);
  }
  const outstanding = daysSalesOutstanding(totals);
  const best = daysSalesOutstanding({ ...totals, receivables: current });
  if (outstanding.value === null || best.value === null) {
    const nothing = outstanding.value === null ? outstanding : best;
    return {
      daysSalesOutstanding: outstanding,
      bestPossibleDays: best,
      averageDaysDelinquent: nothing,
    };
  }
  return {
    daysSalesOutstanding: outstanding,
    bestPossibleDays: best,
    averageDaysDelinquent: known(outstanding.value - best.value),
  };
}

/**
 * Collection effectiveness index, 0 to 100: of what could have been collected in the period
 * (beginning receivables + credit sales − what is not yet due at the end), the share that was.
 *
 * Absent with `nothing-collectable` when nothing could have been.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { collectionEffectiveness } from "clientele/risk";
 *
 * const index = collectionEffectiveness({
 *   beginningReceivables: 100, creditSales: 200, endingReceivables: 120, endingCurrent: 100,
 * });
 * assert.deepEqual(index, { value: 90 });
 * ```
 * @since 0.1.0
 */
export function collectionEffectiveness(totals: {
  readonly beginningReceivables: number;
  readonly creditSales: number;
  readonly endingReceivables: number;
  readonly endingCurrent: number;
}): Measure {
  expectRecord(totals, "totals");
  const beginning = check(totals.beginningReceivables, "beginningReceivables");
  const sales = check(totals.creditSales, "creditSales");
  const ending = check(totals.endingReceivables, "endingReceivables");
  const current = check(totals.endingCurrent, "endingCurrent");
  if (current > ending) fail("schema.range", "endingCurrent", "at most the receivables", current);
  const collectable = beginning + sales - current;
  if (!(collectable > 0)) return absent("nothing-collectable", "receivables");
  return known((100 * (beginning + sales - ending)) / collectable);
}

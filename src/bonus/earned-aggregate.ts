/** What is earned as a fold that can be split over machines. Not here: the rules of earning. */
import type { Aggregate } from "../values/aggregate.js";
import { calendarDate } from "../values/calendar-date.js";
import type { CalendarDate } from "../values/calendar-date.js";
import { periodContaining } from "../values/period.js";
import { compareText } from "../values/plain.js";
import { addIntegers } from "../values/rounding.js";
import { formatScaled, parseScaled } from "../values/scaled.js";
import type { BonusPlan } from "./compile.js";
import { earnedOn } from "./earned.js";
import type { Earned, TurnoverDocument } from "./model.js";
import { periodsUntil, readDocument } from "./turnover.js";

/**
 * The sum of one period in a {@link BonusState}.
 *
 * @since 0.1.0
 */
export interface BonusStatePeriod {
  /** First day of the period. */
  readonly from: CalendarDate;
  readonly documents: number;
  /** Turnover in minor units, as text. */
  readonly units: string;
}

/**
 * The turnover folded so far, as plain JSON.
 *
 * @since 0.1.0
 */
export interface BonusState {
  /** Periods with documents, oldest first. */
  readonly periods: readonly BonusStatePeriod[];
  readonly ineligible: number;
}

/**
 * `earned` as an {@link Aggregate}: fold shards of the documents anywhere, merge the states in any
 * order, and get the same bytes. A document must be in one shard only: a state keeps sums, not
 * ids, so that a second document of one id is not seen.
 *
 * O(periods) per document and per merge.
 *
 * @throws ClienteleError on adding, `bonus.currency_mismatch`, `money.*`, `date.*`, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compileAgreement, earnedAggregate } from "clientele/bonus";
 * import { foldAggregate } from "clientele/values";
 *
 * const plan = compileAgreement({
 *   id: "acme",
 *   currency: "EUR",
 *   valid: { from: "2026-01-01" },
 *   scale: { kind: "allUnits", bands: [{ from: 1000, value: "0.05" }] },
 * });
 * const eur = (amount: string) => ({ amount, currency: "EUR" });
 * const bonus = earnedAggregate(plan, "2026-12-31");
 * const spring = foldAggregate(bonus, [{ id: "R-1", date: "2026-03-01", amount: eur("700.00") }]);
 * const autumn = foldAggregate(bonus, [{ id: "R-2", date: "2026-10-01", amount: eur("500.00") }]);
 * assert.equal(bonus.result(bonus.merge(autumn, spring)).earned.amount, "60.00");
 * ```
 * @since 0.1.0
 */
export function earnedAggregate(
  plan: BonusPlan,
  asOf: CalendarDate,
): Aggregate<TurnoverDocument, BonusState, Earned> {
  const day = calendarDate(asOf, "asOf");
  return {
    empty: () => ({ periods: [], ineligible: 0 }),
    add: (state, fact) => merge(state, stateOf(plan, fact, day)),
    merge,
    result: (state) => {
      const byStart = new Map(state.periods.map((one) => [one.from, one]));
      const periods = periodsUntil(plan, day).map((period) => {
        const sum = byStart.get(period.from);
        return { period, documents: sum?.documents ?? 0, units: unitsOf(sum?.units ?? "0") };
      });
      return earnedOn(plan, { periods, ineligible: state.ineligible }, day).answer;
    },
  };
}

function unitsOf(text: string): ReturnType<typeof addIntegers> {
  return parseScaled(text, "bonus", "units").units;
}

function stateOf(plan: BonusPlan, fact: TurnoverDocument, asOf: CalendarDate): BonusState {
  const { document, amount } = readDocument(plan, fact, "document");
  const { date } = document;
  if (date > asOf) return { periods: [], ineligible: 0 };
  const { from, until } = plan.valid;
  const isInTime = date >= from && (until === undefined || date < until);
  if (!isInTime || plan.eligible?.holds(document) === false) return { periods: [], ineligible: 1 };
  const start = periodContaining(date, plan.length, from).from;
  const units = formatScaled({ units: amount, scale: 0 });
  return { periods: [{ from: start, documents: 1, units }], ineligible: 0 };
}

function merge(left: BonusState, right: BonusState): BonusState {
  const byStart = new Map(left.periods.map((one) => [one.from, one]));
  for (const one of right.periods) {
    const known = byStart.get(one.from);
    byStart.set(one.from, known === undefined ? one : together(known, one));
  }
  const periods = [...byStart.values()].sort((a, b) => compareText(a.from, b.from));
  return { periods, ineligible: left.ineligible + right.ineligible };
}

function together(left: BonusStatePeriod, right: BonusStatePeriod): BonusStatePeriod {
  const units = formatScaled({
    units: addIntegers(unitsOf(left.units), unitsOf(right.units)),
    scale: 0,
  });
  return { from: left.from, documents: left.documents + right.documents, units };
}

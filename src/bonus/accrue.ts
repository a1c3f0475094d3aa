/** What a stretch of time adds to what is earned. */
import { expectPlan } from "./expect-plan.js";
import { addDays, calendarDate } from "../values/calendar-date.js";
import type { CalendarDate } from "../values/calendar-date.js";
import { fail } from "../values/errors.js";
import { addIntegers, negateInteger } from "../values/rounding.js";
import { readTurnover } from "./collect.js";
import { standingOn } from "./earned.js";
import { moneyOf } from "./money-units.js";
import type { BonusPlan } from "./plan.js";
import type { Accrual } from "./result-model.js";
import type { TurnoverInput } from "./turnover-model.js";

/**
 * The change of what is earned over the days from `from` up to, not including, `until`. A band
 * that is crossed catches up for the whole period; a return that takes it away gives it back; a
 * late document changes the period it belongs to. The accruals of adjoining stretches add up to
 * what is earned.
 *
 * @throws ClienteleError `date.range_reversed` when `until` is not after `from`, and as `earned`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { accrue, compileAgreement } from "clientele/bonus";
 *
 * const plan = compileAgreement({
 *   id: "acme",
 *   currency: "EUR",
 *   valid: { from: "2026-01-01" },
 *   schedules: [
 *     {
 *       id: "turnover",
 *       scale: { kind: "allUnits", bands: [{ from: 0, value: "0.01" }, { from: 1000, value: "0.05" }] },
 *     },
 *   ],
 * });
 * const eur = (amount: string) => ({ amount, currency: "EUR" });
 * const turnover = [
 *   { id: "R-1", date: "2026-01-20", amount: eur("900.00") },
 *   { id: "R-2", date: "2026-02-03", amount: eur("200.00") },
 * ];
 * assert.equal(accrue(plan, turnover, "2026-01-01", "2026-02-01").change.amount, "9.00");
 * // 5 % of all 1 100, less the 9 of January.
 * assert.equal(accrue(plan, turnover, "2026-02-01", "2026-03-01").change.amount, "46.00");
 * ```
 * @since 0.1.0
 */
export function accrue(
  plan: BonusPlan,
  turnover: TurnoverInput,
  from: CalendarDate,
  until: CalendarDate,
): Accrual {
  expectPlan(plan);
  const first = calendarDate(from, "from");
  const end = calendarDate(until, "until");
  if (end <= first) fail("date.range_reversed", "until", "a day after the first", until);
  const read = readTurnover(plan, turnover);
  const before = standingOn(plan, read, addDays(first, -1));
  const after = standingOn(plan, read, addDays(end, -1));
  const periods = after.periods.flatMap(({ period, units }, index) => {
    const change = addIntegers(units, negateInteger(before.periods[index]?.units ?? 0));
    return change === 0 ? [] : [{ period, change: moneyOf(plan, change) }];
  });
  return {
    agreement: plan.id,
    from: first,
    until: end,
    before: moneyOf(plan, before.units),
    after: moneyOf(plan, after.units),
    change: moneyOf(plan, addIntegers(after.units, negateInteger(before.units))),
    periods,
  };
}

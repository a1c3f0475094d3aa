/** Where an agreement stands: earned, accrued since some days, and the next band, at one reading. */
import { addDays, calendarDate } from "../values/calendar-date.js";
import type { CalendarDate } from "../values/calendar-date.js";
import { fail } from "../values/errors.js";
import type { Money } from "../values/money.js";
import { atIndex, expectArray, expectRecord } from "../values/plain.js";
import { addIntegers, negateInteger } from "../values/rounding.js";
import { readTurnover } from "./collect.js";
import { sayEarned, standingOn } from "./earned.js";
import { expectPlan } from "./expect-plan.js";
import { moneyOf } from "./money-units.js";
import { bandsFrom } from "./next-band.js";
import type { BonusPlan } from "./plan.js";
import type { BonusNextBand, Earned } from "./result-model.js";
import type { TurnoverInput } from "./turnover-model.js";

/** Where an agreement stands on a day. @since 0.1.0 */
export interface BonusPosition {
  /** As `earned` says. */
  readonly earned: Earned;
  /** What was added from each of the days asked for up to the day, that day included. */
  readonly accrued: readonly Money[];
  /** As `nextBand` says; null where no schedule has one. */
  readonly next: BonusNextBand | null;
}

const DAYS_MAX = 100;

/**
 * What `earned`, `accrue` for several stretches that end with the day, and `nextBand` say
 * together: the documents are read once for the day and once for each further day, not once for
 * each question.
 *
 * @throws ClienteleError `date.range_reversed` for a day after `asOf`, and as `earned`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { bonusPosition, compileAgreement } from "clientele/bonus";
 *
 * const plan = compileAgreement({
 *   id: "acme",
 *   currency: "EUR",
 *   valid: { from: "2026-01-01" },
 *   schedules: [{ id: "turnover", scale: { kind: "allUnits", bands: [{ from: 1000, value: "0.05" }] } }],
 * });
 * const eur = (amount: string) => ({ amount, currency: "EUR" });
 * const turnover = [
 *   { id: "R-1", date: "2026-01-20", amount: eur("900.00") },
 *   { id: "R-2", date: "2026-02-03", amount: eur("200.00") },
 * ];
 * const { earned, accrued } = bonusPosition(plan, turnover, "2026-02-28", { since: ["2026-02-01"] });
 * assert.equal(earned.earned.amount, "55.00");
 * // Nothing was earned by the end of January.
 * assert.deepEqual(accrued, [eur("55.00")]);
 * ```
 * @since 0.1.0
 */
export function bonusPosition(
  plan: BonusPlan,
  turnover: TurnoverInput,
  asOf: CalendarDate,
  options: { readonly since?: readonly CalendarDate[] } = {},
): BonusPosition {
  expectPlan(plan);
  const day = calendarDate(asOf, "asOf");
  const record = expectRecord(options, "options", ["since"]);
  const path = "options.since";
  const since = expectArray(record["since"] ?? [], path, DAYS_MAX).map((one, index) => {
    const first = calendarDate(one as string, atIndex(path, index));
    if (first > day)
      fail("date.range_reversed", atIndex(path, index), `a day up to ${day}`, first);
    return first;
  });
  const read = readTurnover(plan, turnover);
  const standing = standingOn(plan, read, day);
  return {
    earned: sayEarned(plan, standing),
    accrued: since.map((first) => {
      const before = standingOn(plan, read, addDays(first, -1));
      return moneyOf(plan, addIntegers(standing.units, negateInteger(before.units)));
    }),
    next: bandsFrom(plan, standing)[0] ?? null,
  };
}

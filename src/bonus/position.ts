/** Where an agreement stands: earned, accrued since some days, and the next band, at one reading. */
import { addDays, calendarDate } from "../values/calendar-date.js";
import type { CalendarDate } from "../values/calendar-date.js";
import { fail } from "../values/errors.js";
import type { Money } from "../values/money.js";
import { atIndex, expectArray, expectRecord } from "../values/plain.js";
import { addIntegers, negateInteger } from "../values/rounding.js";
import { readTurnover } from "./collect.js";
import type { ReadTurnover } from "./collect.js";
import { sayEarned, standingIn } from "./earned.js";
import { expectPlan } from "./expect-plan.js";
import { layoutOf } from "./layout.js";
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
 * together: the documents are read once, and added up once for the day and for each further day.
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
  return positionsOn(plan, day, since)(readTurnover(plan, turnover));
}

/** Says where turnover stands: the days are laid out once for any number of turnovers. @internal */
export function positionsOn(
  plan: BonusPlan,
  asOf: CalendarDate,
  since: readonly CalendarDate[],
): (turnover: ReadTurnover) => BonusPosition {
  const layout = layoutOf(plan, asOf);
  const earlier = since.map((first) => layoutOf(plan, addDays(first, -1)));
  return (turnover) => {
    const standing = standingIn(plan, turnover, layout);
    return {
      earned: sayEarned(plan, standing),
      accrued: earlier.map((one) => {
        const before = standingIn(plan, turnover, one);
        return moneyOf(plan, addIntegers(standing.units, negateInteger(before.units)));
      }),
      next: bandsFrom(plan, standing)[0] ?? null,
    };
  };
}

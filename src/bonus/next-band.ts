/** How far the next band is, and what it is worth. */
import { distanceToNextBand } from "../scales/index.js";
import { addDays, calendarDate, differenceInDays } from "../values/calendar-date.js";
import type { CalendarDate } from "../values/calendar-date.js";
import { addIntegers, negateInteger } from "../values/rounding.js";
import { formatScaled, parseScaled, roundScaled } from "../values/scaled.js";
import type { BonusPlan } from "./compile.js";
import { bonusOn, moneyOf } from "./earned.js";
import type { BonusNextBand, TurnoverDocument } from "./model.js";
import { sumTurnover } from "./turnover.js";
import { expectCompiled } from "../values/plain.js";

/**
 * The way to the next band of the period that a day is in: turnover that is missing, the last
 * day on which it counts, and what reaching it adds to the bonus. Null in the highest band, and
 * on a day outside the agreement.
 *
 * @throws ClienteleError as `earned`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compileAgreement, nextBand } from "clientele/bonus";
 *
 * const plan = compileAgreement({
 *   id: "acme",
 *   currency: "EUR",
 *   valid: { from: "2026-01-01" },
 *   scale: { kind: "allUnits", bands: [{ from: 0, value: "0.01" }, { from: 1000, value: "0.05" }] },
 * });
 * const turnover = [{ id: "R-1", date: "2026-01-20", amount: { amount: "900.00", currency: "EUR" } }];
 * const next = nextBand(plan, turnover, "2026-12-01");
 * assert.equal(next?.missing.amount, "100.00");
 * assert.equal(next.gain.amount, "41.00");
 * assert.equal(next.by, "2026-12-31");
 * ```
 * @since 0.1.0
 */
export function nextBand(
  plan: BonusPlan,
  turnover: readonly TurnoverDocument[],
  asOf: CalendarDate,
): BonusNextBand | null {
  expectCompiled(plan, "plan", "valid");

  const day = calendarDate(asOf, "asOf");
  const current = sumTurnover(plan, turnover, day).periods.at(-1);
  if (current === undefined || day >= current.period.until) return null;
  const units = current.units < 0 ? 0 : current.units;
  const next = distanceToNextBand(plan.scale, formatScaled({ units, scale: plan.minorUnits }));
  if (next === null) return null;
  // A bound finer than the minor unit is reached by the next whole one.
  const bound = roundScaled(parseScaled(next.from, "scale", "from"), plan.minorUnits, "ceil").units;
  const gain = addIntegers(bonusOn(plan, bound).units, negateInteger(bonusOn(plan, units).units));
  const by = addDays(current.period.until, -1);
  return {
    period: current.period,
    from: next.from,
    missing: moneyOf(plan, addIntegers(bound, negateInteger(current.units))),
    by,
    daysLeft: differenceInDays(day, by) + 1,
    gain: moneyOf(plan, gain),
    value: next.value,
  };
}

/** What has been earned as of a day: the one function that everything else asks. */
import { bandAt, evaluateScale } from "../scales/index.js";
import { calendarDate } from "../values/calendar-date.js";
import type { CalendarDate } from "../values/calendar-date.js";
import { settledText } from "../values/money.js";
import type { Money } from "../values/money.js";
import { addIntegers } from "../values/rounding.js";
import type { Integer } from "../values/rounding.js";
import { formatScaled, parseScaled, roundScaled } from "../values/scaled.js";
import type { BonusPlan } from "./compile.js";
import type { Earned, PeriodEarned, TurnoverDocument } from "./model.js";
import { sumTurnover } from "./turnover.js";
import type { PeriodSum, Sums } from "./turnover.js";
import { expectCompiled } from "../values/plain.js";

/** Minor units as money of the agreement. @internal */
export function moneyOf(plan: BonusPlan, units: Integer): Money {
  return { amount: settledText({ units, scale: plan.minorUnits }), currency: plan.currency };
}

/** What a turnover in minor units earns, with its parts; rounded once. @internal */
export function bonusOn(
  plan: BonusPlan,
  turnover: Integer,
): { readonly units: Integer; readonly parts: PeriodEarned["parts"] } {
  const base = formatScaled({ units: turnover < 0 ? 0 : turnover, scale: plan.minorUnits });
  const { amount, parts } = evaluateScale(plan.scale, { base });
  if (amount === null) return { units: 0, parts };
  const exact = parseScaled(amount, "scale", "amount");
  return { units: roundScaled(exact, plan.minorUnits, plan.rounding).units, parts };
}

function earnedIn(
  plan: BonusPlan,
  { period, documents, units }: PeriodSum,
): PeriodEarned & { readonly units: Integer } {
  const bonus = bonusOn(plan, units);
  const base = formatScaled({ units: units < 0 ? 0 : units, scale: plan.minorUnits });
  return {
    period,
    documents,
    turnover: moneyOf(plan, units),
    earned: moneyOf(plan, bonus.units),
    parts: bonus.parts,
    band: bandAt(plan.scale, base)?.from ?? null,
    units: bonus.units,
  };
}

/** The same, with the sum in minor units. @internal */
export function earnedUnits(
  plan: BonusPlan,
  turnover: readonly TurnoverDocument[],
  asOf: CalendarDate,
): { readonly answer: Earned; readonly units: Integer } {
  const day = calendarDate(asOf, "asOf");
  return earnedOn(plan, sumTurnover(plan, turnover, day), day);
}

/** What sums by period have earned. @internal */
export function earnedOn(
  plan: BonusPlan,
  sums: Sums,
  day: CalendarDate,
): { readonly answer: Earned; readonly units: Integer } {
  let units: Integer = 0;
  const periods = sums.periods.map((sum): PeriodEarned => {
    const { units: own, ...period } = earnedIn(plan, sum);
    units = addIntegers(units, own);
    return period;
  });
  const answer = {
    agreement: plan.id,
    asOf: day,
    earned: moneyOf(plan, units),
    periods,
    ineligible: sums.ineligible,
  };
  return { answer, units };
}

/**
 * What an agreement has earned up to a day, that day included, period by period, with the bands
 * behind it. Documents after the day are not looked at; the order of documents changes nothing.
 * A period whose turnover is below zero, because more came back than was bought, earns nothing.
 *
 * O(documents + periods).
 *
 * @throws ClienteleError `bonus.duplicate_id`, `bonus.currency_mismatch`, `money.*`, `date.*`,
 * `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compileAgreement, earned } from "clientele/bonus";
 *
 * const plan = compileAgreement({
 *   id: "acme",
 *   currency: "EUR",
 *   valid: { from: "2026-01-01" },
 *   scale: { kind: "allUnits", bands: [{ from: 1000, value: "0.05" }] },
 * });
 * const eur = (amount: string) => ({ amount, currency: "EUR" });
 * const turnover = [
 *   { id: "R-1", date: "2026-02-01", amount: eur("1500.00") },
 *   { id: "C-1", date: "2026-03-01", amount: eur("-600.00") },
 * ];
 * assert.equal(earned(plan, turnover, "2026-02-28").earned.amount, "75.00");
 * assert.equal(earned(plan, turnover, "2026-03-31").earned.amount, "0.00");
 * ```
 * @since 0.1.0
 */
export function earned(
  plan: BonusPlan,
  turnover: readonly TurnoverDocument[],
  asOf: CalendarDate,
): Earned {
  expectCompiled(plan, "plan", "valid");

  return earnedUnits(plan, turnover, asOf).answer;
}

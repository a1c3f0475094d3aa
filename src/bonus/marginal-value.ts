/** What an order would add to what is earned. */
import { expectPlan } from "./expect-plan.js";
import { calendarDate } from "../values/calendar-date.js";
import type { CalendarDate } from "../values/calendar-date.js";
import { fail } from "../values/errors.js";
import { at, atIndex, expectArray, expectRecord } from "../values/plain.js";
import { addIntegers, negateInteger } from "../values/rounding.js";
import type { Integer } from "../values/rounding.js";
import { divideScaled, formatScaled } from "../values/scaled.js";
import { readTurnover, withMore } from "./collect.js";
import { standingOn } from "./earned.js";
import type { Standing } from "./earned.js";
import { moneyOf } from "./money-units.js";
import type { BonusPlan } from "./plan.js";
import type { MarginalValue } from "./result-model.js";
import type { TurnoverDocument, TurnoverInput } from "./turnover-model.js";

const RATE_SCALE = 6;

function netOf(standing: Standing): Integer {
  return standing.periods.reduce<Integer>((sum, { net }) => addIntegers(sum, net), 0);
}

function reachesOf(before: Standing, after: Standing): MarginalValue["reaches"] {
  const bands = new Map(
    before.periods.flatMap(({ answer }) =>
      answer().schedules.map((one) => [`${one.schedule} ${one.period.from}`, one.band] as const),
    ),
  );
  return after.periods.flatMap(({ answer }) =>
    answer().schedules.flatMap(({ schedule, period, band }) => {
      const was = bands.get(`${schedule} ${period.from}`) ?? null;
      return was === band ? [] : [{ schedule, period, before: was, after: band }];
    }),
  );
}

/**
 * What an order would add to what is earned as of a day: its documents, beside those that are
 * there, with the bands that it reaches. "This order of 4 000 is worth 2 910."
 *
 * @throws ClienteleError as `earned`, `bonus.future_date` for a document of the order after
 * `asOf`, `bonus.duplicate_id` for one whose id is known
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compileAgreement, marginalValue } from "clientele/bonus";
 *
 * const plan = compileAgreement({
 *   id: "acme",
 *   currency: "EUR",
 *   valid: { from: "2026-01-01" },
 *   schedules: [
 *     {
 *       id: "turnover",
 *       scale: { kind: "allUnits", bands: [{ from: 0, value: "0.01" }, { from: 100000, value: "0.0384" }] },
 *     },
 *   ],
 * });
 * const eur = (amount: string) => ({ amount, currency: "EUR" });
 * const turnover = [{ id: "R-1", date: "2026-01-20", amount: eur("97000.00") }];
 * const order = [{ id: "R-2", date: "2026-02-01", amount: eur("4000.00") }];
 * const value = marginalValue(plan, turnover, order, "2026-02-01");
 * assert.equal(value.gain.amount, "2908.40");
 * assert.deepEqual(value.reaches.map(({ before, after }) => [before, after]), [["0", "100000"]]);
 * ```
 * @since 0.1.0
 */
export function marginalValue(
  plan: BonusPlan,
  turnover: TurnoverInput,
  order: readonly TurnoverDocument[],
  asOf: CalendarDate,
): MarginalValue {
  expectPlan(plan);
  const day = calendarDate(asOf, "asOf");
  const read = readTurnover(plan, turnover);
  const more = expectArray(order, "order");
  more.forEach((item, index) => {
    const path = atIndex("order", index);
    const record = expectRecord(item, path);
    const known = calendarDate((record["known"] ?? record["date"]) as string, at(path, "date"));
    if (known > day) fail("bonus.future_date", at(path, "date"), `a day up to ${day}`, known);
  });
  const before = standingOn(plan, read, day);
  const after = standingOn(plan, withMore(read, more, "order"), day);
  const units = addIntegers(netOf(after), negateInteger(netOf(before)));
  const gain = addIntegers(after.units, negateInteger(before.units));
  const scale = plan.minorUnits;
  const rate =
    units === 0
      ? null
      : formatScaled(
          divideScaled({ units: gain, scale }, { units, scale }, RATE_SCALE, plan.rounding),
        );
  return {
    turnover: moneyOf(plan, units),
    before: moneyOf(plan, before.units),
    after: moneyOf(plan, after.units),
    gain: moneyOf(plan, gain),
    rate,
    reaches: reachesOf(before, after),
  };
}

/** What is to be paid now: earned less already settled. */
import type { CalendarDate } from "../values/calendar-date.js";
import { calendarDate } from "../values/calendar-date.js";
import { fail } from "../values/errors.js";
import {
  at,
  atIndex,
  expectArray,
  expectIdentifier,
  expectRecord,
  expectCompiled,
} from "../values/plain.js";
import { addIntegers, negateInteger } from "../values/rounding.js";
import type { Integer } from "../values/rounding.js";
import type { BonusPlan } from "./compile.js";
import { earnedUnits, moneyOf } from "./earned.js";
import type { Settled, Settlement, TurnoverDocument } from "./model.js";
import { minorUnitsIn } from "./turnover.js";

/**
 * What is to be paid as of a day: what has been earned, less what was settled before, claw-backs
 * counted below zero. Settling again right after pays nothing; where returns or corrections have
 * lowered what was earned, the difference is a claw-back.
 *
 * @throws ClienteleError `bonus.duplicate_id` for two settlements of one id,
 * `bonus.future_date` for one after `asOf`, and as `earned`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compileAgreement, settle } from "clientele/bonus";
 *
 * const plan = compileAgreement({
 *   id: "acme",
 *   currency: "EUR",
 *   valid: { from: "2026-01-01" },
 *   scale: { kind: "allUnits", bands: [{ from: 0, value: "0.05" }] },
 * });
 * const eur = (amount: string) => ({ amount, currency: "EUR" });
 * const turnover = [{ id: "R-1", date: "2026-01-20", amount: eur("900.00") }];
 * const first = settle(plan, turnover, [], "2026-06-30");
 * assert.deepEqual([first.kind, first.amount.amount], ["payout", "45.00"]);
 * const paid = [{ id: "S-1", date: "2026-06-30", amount: first.amount }];
 * assert.equal(settle(plan, turnover, paid, "2026-06-30").kind, "nothing");
 * ```
 * @since 0.1.0
 */
export function settle(
  plan: BonusPlan,
  turnover: readonly TurnoverDocument[],
  settled: readonly Settled[],
  asOf: CalendarDate,
): Settlement {
  expectCompiled(plan, "plan", "valid");

  const day = calendarDate(asOf, "asOf");
  const { units: earned } = earnedUnits(plan, turnover, day);
  const before = sumSettled(plan, settled, day);
  const amount = addIntegers(earned, negateInteger(before));
  return {
    agreement: plan.id,
    asOf: day,
    earned: moneyOf(plan, earned),
    settledBefore: moneyOf(plan, before),
    amount: moneyOf(plan, amount),
    kind: amount > 0 ? "payout" : amount < 0 ? "claw-back" : "nothing",
  };
}

function sumSettled(plan: BonusPlan, settled: readonly Settled[], asOf: CalendarDate): Integer {
  const seen = new Set<string>();
  let sum: Integer = 0;
  expectArray(settled, "settled").forEach((item, index) => {
    const path = atIndex("settled", index);
    const record = expectRecord(item, path, ["id", "date", "amount"]);
    const id = expectIdentifier(record["id"], at(path, "id"));
    if (seen.has(id)) fail("bonus.duplicate_id", at(path, "id"), "an id of its own", id);
    seen.add(id);
    const date = calendarDate(record["date"] as string, at(path, "date"));
    if (date > asOf) fail("bonus.future_date", at(path, "date"), `a day up to ${asOf}`, date);
    sum = addIntegers(sum, minorUnitsIn(plan, record["amount"], at(path, "amount")));
  });
  return sum;
}

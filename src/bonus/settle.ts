/** What is to be paid now: earned less already settled. */
import { expectPlan } from "./expect-plan.js";
import type { CalendarDate } from "../values/calendar-date.js";
import { addDays, calendarDate } from "../values/calendar-date.js";
import { fail } from "../values/errors.js";
import { itemAt } from "../values/invariant.js";
import { money } from "../values/money.js";
import type { Money } from "../values/money.js";
import { subtract, sum } from "../values/money-arithmetic.js";
import { compare, isZero } from "../values/money-order.js";
import { at, atIndex, expectArray, expectIdentifier, expectRecord } from "../values/plain.js";
import { addIntegers, negateInteger } from "../values/rounding.js";
import type { Integer } from "../values/rounding.js";
import { multiplyScaled, roundScaled } from "../values/scaled.js";
import { readTurnover } from "./collect.js";
import { standingOn } from "./earned.js";
import type { Standing } from "./earned.js";
import { moneyOf, unitsOfMoney } from "./money-units.js";
import type { BonusPlan } from "./plan.js";
import type { BonusPayout, Settled, Settlement, SettlementPeriod } from "./result-model.js";
import type { TurnoverInput } from "./turnover-model.js";

/** What was settled before: in all, by the first day of a period, and for no period by name. */
interface Before {
  readonly total: Integer;
  readonly byPeriod: ReadonlyMap<string, Integer>;
  readonly unnamed: Integer;
  readonly lastDate: string;
}

function minus(a: Integer, b: Integer): Integer {
  return addIntegers(a, negateInteger(b));
}

function readParts(plan: BonusPlan, value: unknown, path: string): ReadonlyMap<string, Integer> {
  const parts = new Map<string, Integer>();
  expectArray(value, path).forEach((item, index) => {
    const spot = atIndex(path, index);
    const record = expectRecord(item, spot, ["from", "amount"]);
    const from = calendarDate(record["from"] as string, at(spot, "from"));
    if (parts.has(from)) fail("bonus.duplicate_id", at(spot, "from"), "one part a period", from);
    parts.set(from, unitsOfMoney(record["amount"], plan, at(spot, "amount")));
  });
  return parts;
}

function readSettled(plan: BonusPlan, settled: readonly Settled[], asOf: CalendarDate): Before {
  const seen = new Set<string>();
  const byPeriod = new Map<string, Integer>();
  let [total, unnamed]: [Integer, Integer] = [0, 0];
  let lastDate = "";
  expectArray(settled, "settled").forEach((item, index) => {
    const path = atIndex("settled", index);
    const record = expectRecord(item, path, ["id", "date", "amount", "forgiven", "periods"]);
    const id = expectIdentifier(record["id"], at(path, "id"));
    if (seen.has(id)) fail("bonus.duplicate_id", at(path, "id"), "an id of its own", id);
    seen.add(id);
    const date = calendarDate(record["date"] as string, at(path, "date"));
    if (date > asOf) fail("bonus.future_date", at(path, "date"), `a day up to ${asOf}`, date);
    if (date > lastDate) lastDate = date;
    const amount = unitsOfMoney(record["amount"], plan, at(path, "amount"));
    const { forgiven, periods } = record;
    const letGo = forgiven === undefined ? 0 : unitsOfMoney(forgiven, plan, at(path, "forgiven"));
    if (letGo < 0) fail("bonus.forgiven", at(path, "forgiven"), "zero or more", forgiven);
    total = minus(addIntegers(total, amount), letGo);
    let named: Integer = 0;
    if (periods !== undefined) {
      for (const [from, units] of readParts(plan, periods, at(path, "periods"))) {
        byPeriod.set(from, addIntegers(byPeriod.get(from) ?? 0, units));
        named = addIntegers(named, units);
      }
      if (named !== minus(amount, letGo)) {
        const expected = "parts that add up to the amount less what is forgiven";
        fail("bonus.settled_parts", at(path, "periods"), expected, periods);
      }
    } else unnamed = addIntegers(unnamed, minus(amount, letGo));
  });
  return { total, byPeriod, unnamed, lastDate };
}

function payableOf(plan: BonusPlan, standing: Standing, index: number): Integer {
  const { units } = itemAt(standing.periods, index);
  if (standing.layout.asOfDay >= itemAt(standing.layout.periods.ends, index) - 1) return units;
  const share = multiplyScaled({ units, scale: plan.minorUnits }, plan.interimShare);
  return roundScaled(share, plan.minorUnits, plan.rounding).units;
}

/** What was settled of each period: as named, and the rest oldest first, up to what is payable. */
function settledByPeriod(
  standing: Standing,
  payable: readonly Integer[],
  before: Before,
): readonly Integer[] {
  let rest = before.unnamed;
  return standing.periods.map(({ period }, index) => {
    const named = before.byPeriod.get(period.from) ?? 0;
    const isLast = index === standing.periods.length - 1;
    const open = minus(itemAt(payable, index), named);
    const part = isLast || rest < open ? rest : open > 0 ? open : 0;
    rest = minus(rest, part);
    return addIntegers(named, part);
  });
}

function periodsOf(
  plan: BonusPlan,
  standing: Standing,
  before: Before,
): readonly (SettlementPeriod & { readonly units: Integer })[] {
  const payable = standing.periods.map((_, index) => payableOf(plan, standing, index));
  const known = new Set(standing.periods.map(({ period }) => period.from));
  for (const [from] of before.byPeriod) {
    if (known.has(from)) continue;
    fail("bonus.settled_period", "settled", "a period of the agreement that has begun", from);
  }
  const settled = settledByPeriod(standing, payable, before);
  return standing.periods.map(({ period, units }, index) => {
    const hasEnded = standing.layout.asOfDay >= itemAt(standing.layout.periods.ends, index) - 1;
    const amount = minus(itemAt(payable, index), itemAt(settled, index));
    return {
      period,
      stage: !hasEnded
        ? "interim"
        : before.lastDate >= addDays(period.until, -1)
          ? "correction"
          : "final",
      earned: moneyOf(plan, units),
      payable: moneyOf(plan, itemAt(payable, index)),
      settledBefore: moneyOf(plan, itemAt(settled, index)),
      amount: moneyOf(plan, amount),
      units: amount,
    };
  });
}

/**
 * What is to be paid as of a day: what can be settled, less what was settled before, claw-backs
 * counted below zero. While a period lasts, its interim share can be settled; when it has ended,
 * all of it. Settling again right after pays nothing. Where returns or corrections have lowered
 * what was earned, the difference is recovered, carried forward until more is earned, or
 * forgiven, as the agreement says; settlements less claw-backs and less what was forgiven are
 * what was earned at the end.
 *
 * @throws ClienteleError `bonus.duplicate_id` for two settlements of one id,
 * `bonus.future_date` for one after `asOf`, `bonus.settled_parts`, `bonus.settled_period`,
 * `bonus.forgiven`, and as
 * `earned`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compileAgreement, recordSettlement, settle } from "clientele/bonus";
 *
 * const plan = compileAgreement({
 *   id: "acme",
 *   currency: "EUR",
 *   valid: { from: "2026-01-01" },
 *   schedules: [{ id: "turnover", scale: { kind: "allUnits", bands: [{ from: 0, value: "0.05" }] } }],
 * });
 * const eur = (amount: string) => ({ amount, currency: "EUR" });
 * const turnover = [{ id: "R-1", date: "2026-01-20", amount: eur("900.00") }];
 * const first = settle(plan, turnover, [], "2026-06-30");
 * assert.deepEqual([first.kind, first.amount.amount], ["payout", "45.00"]);
 * const settled = [recordSettlement(first, "S-1")];
 * assert.equal(settle(plan, turnover, settled, "2026-06-30").kind, "nothing");
 * ```
 * @since 0.1.0
 */
export function settle(
  plan: BonusPlan,
  turnover: TurnoverInput,
  settled: readonly Settled[],
  asOf: CalendarDate,
): Settlement {
  expectPlan(plan);
  const day = calendarDate(asOf, "asOf");
  const standing = standingOn(plan, readTurnover(plan, turnover), day);
  const before = readSettled(plan, settled, day);
  const periods = periodsOf(plan, standing, before);
  const payable = standing.periods.reduce<Integer>(
    (sum, _, index) => addIntegers(sum, payableOf(plan, standing, index)),
    0,
  );
  const due = minus(payable, before.total);
  const isTooMuch = due < 0;
  const amount = isTooMuch && plan.clawBack !== "recover" ? 0 : due;
  return {
    agreement: plan.id,
    asOf: day,
    earned: moneyOf(plan, standing.units),
    settledBefore: moneyOf(plan, before.total),
    amount: moneyOf(plan, amount),
    kind: amount > 0 ? "payout" : amount < 0 ? "claw-back" : "nothing",
    carried: moneyOf(plan, isTooMuch && plan.clawBack === "carryForward" ? due : 0),
    forgiven: moneyOf(plan, isTooMuch && plan.clawBack === "forgive" ? negateInteger(due) : 0),
    periods: periods.map(({ units: _, ...period }) => period),
  };
}

/**
 * A settlement as it is to be kept and passed in again, under an id of the host's own, dated
 * `asOf` of the settlement, with its part in each period. With the `payout` that was made of it,
 * what whole goods or points have left counts as not paid, and is payable next time.
 *
 * @throws ClienteleError `id.format`, `schema.*`, `money.*`, `date.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compileAgreement, payOut, recordSettlement, settle } from "clientele/bonus";
 *
 * const eur = (amount: string) => ({ amount, currency: "EUR" });
 * const plan = compileAgreement({
 *   id: "acme",
 *   currency: "EUR",
 *   valid: { from: "2026-01-01" },
 *   schedules: [{ id: "turnover", scale: { kind: "allUnits", bands: [{ from: 0, value: "0.1" }] } }],
 *   payout: { kind: "freeGoods", article: "chair", value: eur("50.00") },
 * });
 * const turnover = [{ id: "R-1", date: "2026-02-01", amount: eur("1234.00") }];
 * const settlement = settle(plan, turnover, [], "2026-12-31");
 * const record = recordSettlement(settlement, "S-1", payOut(plan, turnover, settlement));
 * assert.deepEqual(record.amount, eur("100.00"));
 * assert.deepEqual(settle(plan, turnover, [record], "2026-12-31").amount, eur("23.40"));
 * ```
 * @since 0.1.0
 */
export function recordSettlement(
  settlement: Settlement,
  id: string,
  payout?: BonusPayout,
): Settled {
  expectIdentifier(id, "id");
  const record = expectRecord(settlement, "settlement");
  const date = calendarDate(record["asOf"] as string, "settlement.asOf");
  const amount = expectMoney(record["amount"], "settlement.amount");
  const forgiven = expectMoney(record["forgiven"], "settlement.forgiven");
  const letGo = isZero(forgiven) ? {} : { forgiven };
  if (payout !== undefined) return { id, date, amount: paidOf(amount, payout), ...letGo };
  const parts = expectArray(record["periods"], "settlement.periods").map((item, index) => {
    const path = atIndex("settlement.periods", index);
    const part = expectRecord(item, path);
    const { from } = expectRecord(part["period"], at(path, "period"), ["from", "until"]);
    const own = expectMoney(part["amount"], at(path, "amount"));
    return { from: calendarDate(from as string, at(path, "period.from")), amount: own };
  });
  const { currency } = amount;
  const named = sum(
    parts.map((part) => part.amount),
    currency,
  );
  const isWhole = compare(named, subtract(amount, forgiven)) === 0;
  const periods = parts.filter((part) => !isZero(part.amount));
  return { id, date, amount, ...letGo, ...(isWhole && periods.length > 0 ? { periods } : {}) };
}

/** What was paid of an amount: all but what whole units have left. */
function paidOf(amount: Money, payout: BonusPayout): Money {
  const parts = expectArray(expectRecord(payout, "payout")["parts"], "payout.parts");
  return parts.reduce<Money>((left, item, index) => {
    const path = atIndex("payout.parts", index);
    return subtract(
      left,
      expectMoney(expectRecord(item, path)["remainder"], at(path, "remainder")),
    );
  }, amount);
}

function expectMoney(value: unknown, path: string): Money {
  const record = expectRecord(value, path, ["amount", "currency"]);
  return money(record["amount"] as string, record["currency"] as string);
}

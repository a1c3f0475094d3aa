/** A settlement split over who gets it and over the documents it came from. */
import { expectPlan } from "./expect-plan.js";
import type { CalendarDate } from "../values/calendar-date.js";
import { calendarDate } from "../values/calendar-date.js";
import { allocateUnits } from "../values/allocate-units.js";
import { fail } from "../values/errors.js";
import { itemAt } from "../values/invariant.js";
import { at, atIndex, expectArray, expectRecord } from "../values/plain.js";
import { addIntegers, multiplyIntegers, negateInteger, roundQuotient } from "../values/rounding.js";
import type { Integer } from "../values/rounding.js";
import { unitsAt } from "../values/scaled.js";
import { collect, readTurnover } from "./collect.js";
import { standingOn } from "./earned.js";
import type { Standing } from "./earned.js";
import type { Layout } from "./layout.js";
import { moneyOf, unitsOfMoney } from "./money-units.js";
import type { BonusPlan } from "./plan.js";
import type { BonusPayout, BonusPayoutPart, Settlement } from "./result-model.js";
import type { TurnoverInput } from "./turnover-model.js";

interface Line {
  readonly document: string;
  readonly party: string | null;
  readonly net: Integer;
  readonly period: string;
  readonly schedules: readonly string[];
}

function linesOf(plan: BonusPlan, turnover: TurnoverInput, layout: Layout): readonly Line[] {
  const lines: Line[] = [];
  collect(plan, layout, readTurnover(plan, turnover), ({ document, net }, counted) => {
    if (typeof counted === "string" || counted.schedules.length === 0 || net <= 0) return;
    const party = plan.parties === null ? null : (document.party ?? null);
    const period = itemAt(layout.periods.periods, counted.period).from;
    const schedules = counted.schedules.map((index) => itemAt(plan.schedules, index).id);
    lines.push({ document: document.id, party, net, period, schedules });
  });
  return lines;
}

/** Lines by what they counted for: the period and the schedule. */
function cellsOf(lines: readonly Line[]): ReadonlyMap<string, readonly number[]> {
  const cells = new Map<string, number[]>();
  lines.forEach(({ period, schedules }, index) => {
    for (const schedule of schedules) {
      const key = `${period} ${schedule}`;
      const cell = cells.get(key);
      if (cell === undefined) cells.set(key, [index]);
      else cell.push(index);
    }
  });
  return cells;
}

/**
 * What each line has brought of an amount: the amount of each period goes to its schedules by
 * what they have earned, and from there to the lines that counted for them, by their turnover.
 */
function broughtBy(
  lines: readonly Line[],
  standing: Standing,
  amounts: ReadonlyMap<string, Integer>,
  plan: BonusPlan,
): readonly Integer[] {
  const brought = lines.map((): Integer => 0);
  const cells = cellsOf(lines);
  for (const { period, stretches } of standing.periods) {
    const { from } = period;
    const amount = amounts.get(from) ?? 0;
    const earned = new Map<string, Integer>();
    for (const { schedule, units } of stretches) {
      earned.set(schedule, addIntegers(earned.get(schedule) ?? 0, units));
    }
    const ids = plan.schedules.map(({ id }) => id).filter((id) => cells.has(`${from} ${id}`));
    const parts = sharesOf(
      amount,
      ids.map((id) => notNegative(earned.get(id) ?? 0)),
    );
    ids.forEach((id, place) => {
      const cell = cells.get(`${from} ${id}`) ?? [];
      const shares = sharesOf(
        itemAt(parts, place),
        cell.map((index) => itemAt(lines, index).net),
      );
      cell.forEach((index, spot) => {
        brought[index] = addIntegers(itemAt(brought, index), itemAt(shares, spot));
      });
    });
  }
  return brought;
}

function notNegative(units: Integer): Integer {
  return units < 0 ? 0 : units;
}

/** Shares by weight; evenly where all weights are zero. */
function sharesOf(amount: Integer, weights: readonly Integer[]): readonly Integer[] {
  if (weights.length === 0) return [];
  const isZero = weights.every((weight) => weight === 0);
  return allocateUnits(amount, isZero ? weights.map(() => 1) : weights);
}

const SHARE_SCALE = 34;

/** What each party gets: as agreed, or what its lines have brought; evenly where none has any. */
function partiesOf(
  plan: BonusPlan,
  amount: Integer,
  brought: ReadonlyMap<string | null, Integer>,
): readonly { readonly party: string | null; readonly units: Integer }[] {
  if (plan.parties === null) return [{ party: null, units: amount }];
  const parties = [...plan.parties];
  const weights = parties.map(([party, share]) =>
    share === null ? absolute(brought.get(party) ?? 0) : unitsAt(share, SHARE_SCALE),
  );
  const shares = sharesOf(amount, weights);
  return parties.map(([party], index) => ({ party, units: itemAt(shares, index) }));
}

function absolute(units: Integer): Integer {
  return units < 0 ? negateInteger(units) : units;
}

/** What is settled of each period, by its first day. */
function settledPeriods(plan: BonusPlan, periods: unknown): ReadonlyMap<string, Integer> {
  const amounts = new Map<string, Integer>();
  expectArray(periods, "settlement.periods").forEach((item, index) => {
    const path = atIndex("settlement.periods", index);
    const one = expectRecord(item, path);
    const { from: first } = expectRecord(one["period"], at(path, "period"), ["from", "until"]);
    const start = calendarDate(first as CalendarDate, at(path, "period.from"));
    amounts.set(start, unitsOfMoney(one["amount"], plan, at(path, "amount")));
  });
  return amounts;
}

/** Whole goods or points of an amount, and what they leave. */
function inKind(plan: BonusPlan, amount: Integer): Pick<BonusPayoutPart, "units" | "remainder"> {
  const { payout } = plan;
  if (payout.kind === "creditNote" || payout.kind === "payment") {
    return { remainder: moneyOf(plan, 0) };
  }
  const value = unitsOfMoney(payout.value, plan, "payout.value");
  const count = roundQuotient(amount, value, "down");
  const left = addIntegers(amount, negateInteger(multiplyIntegers(count, value)));
  const of = payout.kind === "points" ? "points" : payout.article;
  return { units: { of, count: Number(count) }, remainder: moneyOf(plan, left) };
}

/**
 * Splits what a settlement pays, or takes back: over the parties of the agreement by their
 * shares, or by what their documents have brought, and for each party over its documents. What is
 * settled of a period goes to the schedules by what they have earned, and from there to the
 * documents that counted for them, by their turnover; returns have no weight of their own. No
 * minor unit is lost: the parts add up to the amount, and the lines to their part; a party without
 * documents has no lines. Free goods and points are whole units; {@link recordSettlement} keeps the
 * remainder payable.
 *
 * O(documents × schedules + parties).
 *
 * @throws ClienteleError `bonus.settlement` for one of another agreement, and as `earned`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compileAgreement, payOut, settle } from "clientele/bonus";
 *
 * const plan = compileAgreement({
 *   id: "group",
 *   currency: "EUR",
 *   valid: { from: "2026-01-01" },
 *   parties: [{ id: "north", share: "0.5" }, { id: "south", share: "0.5" }],
 *   schedules: [{ id: "turnover", scale: { kind: "allUnits", bands: [{ from: 0, value: "0.05" }] } }],
 * });
 * const eur = (amount: string) => ({ amount, currency: "EUR" });
 * const turnover = [{ id: "R-1", date: "2026-01-20", amount: eur("900.20"), party: "north" }];
 * const payout = payOut(plan, turnover, settle(plan, turnover, [], "2026-06-30"));
 * assert.deepEqual(payout.parts.map((part) => part.amount.amount), ["22.51", "22.50"]);
 * ```
 * @since 0.1.0
 */
export function payOut(
  plan: BonusPlan,
  turnover: TurnoverInput,
  settlement: Settlement,
): BonusPayout {
  expectPlan(plan);
  const given = expectRecord(settlement, "settlement") as unknown as Settlement;
  const day = calendarDate(given.asOf, "settlement.asOf");
  if (given.agreement !== plan.id) {
    fail("bonus.settlement", "settlement.agreement", `a settlement of ${plan.id}`, given.agreement);
  }
  const amount = unitsOfMoney(given.amount, plan, "settlement.amount");
  const standing = standingOn(plan, readTurnover(plan, turnover), day);
  const lines = linesOf(plan, turnover, standing.layout);
  const brought = broughtBy(lines, standing, settledPeriods(plan, given.periods), plan);
  const byParty = new Map<string | null, number[]>();
  const sums = new Map<string | null, Integer>();
  lines.forEach(({ party }, index) => {
    const own = byParty.get(party);
    if (own === undefined) byParty.set(party, [index]);
    else own.push(index);
    sums.set(party, addIntegers(sums.get(party) ?? 0, itemAt(brought, index)));
  });
  const parts = partiesOf(plan, amount, sums).map(({ party, units }): BonusPayoutPart => {
    const own = byParty.get(party) ?? [];
    const amounts =
      units === 0
        ? []
        : sharesOf(
            units,
            own.map((index) => absolute(itemAt(brought, index))),
          );
    return {
      party,
      amount: moneyOf(plan, units),
      lines: amounts.flatMap((part, place) =>
        part === 0
          ? []
          : [{ document: itemAt(lines, itemAt(own, place)).document, amount: moneyOf(plan, part) }],
      ),
      ...inKind(plan, units),
    };
  });
  return { agreement: plan.id, kind: plan.payout.kind, amount: moneyOf(plan, amount), parts };
}

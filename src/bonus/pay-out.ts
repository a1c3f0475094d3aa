/** A settlement split over who gets it and over the documents it came from. */
import type { CalendarDate } from "../values/calendar-date.js";
import { calendarDate } from "../values/calendar-date.js";
import { allocateUnits } from "../values/allocate-units.js";
import { itemAt } from "../values/invariant.js";
import { at, atIndex, expectArray, expectCompiled, expectRecord } from "../values/plain.js";
import { addIntegers, multiplyIntegers, negateInteger, roundQuotient } from "../values/rounding.js";
import type { Integer } from "../values/rounding.js";
import { unitsAt } from "../values/scaled.js";
import { collect, readTurnover } from "./collect.js";
import { layoutOf } from "./layout.js";
import { moneyOf, unitsOfMoney } from "./money-units.js";
import type { BonusPlan } from "./plan.js";
import type { BonusPayout, BonusPayoutPart, Settlement } from "./result-model.js";
import type { TurnoverInput } from "./turnover-model.js";

interface Line {
  readonly document: string;
  readonly party: string | null;
  readonly net: Integer;
}

function linesOf(
  plan: BonusPlan,
  turnover: TurnoverInput,
  day: CalendarDate,
  from: ReadonlySet<string>,
): readonly Line[] {
  const layout = layoutOf(plan, day);
  const lines: Line[] = [];
  collect(plan, layout, readTurnover(plan, turnover), ({ document, net }, counted) => {
    if (typeof counted === "string") return;
    if (!from.has(itemAt(layout.periods.periods, counted.period).from)) return;
    lines.push({
      document: document.id,
      party: plan.parties === null ? null : (document.party ?? null),
      net,
    });
  });
  return lines;
}

function sumNet(lines: readonly Line[]): Integer {
  return lines.reduce<Integer>((sum, { net }) => addIntegers(sum, net), 0);
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

function partiesOf(
  plan: BonusPlan,
  lines: readonly Line[],
): readonly { readonly party: string | null; readonly weight: Integer }[] {
  if (plan.parties === null) return [{ party: null, weight: 1 }];
  return [...plan.parties].map(([party, share]) => {
    const own = lines.filter((line) => line.party === party);
    return {
      party,
      weight: share === null ? notNegative(sumNet(own)) : unitsAt(share, SHARE_SCALE),
    };
  });
}

/** First days of the periods of which something is settled. */
function settledPeriods(plan: BonusPlan, periods: unknown): ReadonlySet<string> {
  const from = new Set<string>();
  expectArray(periods, "settlement.periods").forEach((item, index) => {
    const path = atIndex("settlement.periods", index);
    const one = expectRecord(item, path);
    const { from: first } = expectRecord(one["period"], at(path, "period"), ["from", "until"]);
    const start = calendarDate(first as CalendarDate, at(path, "period.from"));
    if (unitsOfMoney(one["amount"], plan, at(path, "amount")) !== 0) from.add(start);
  });
  return from;
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
 * shares, or by their turnover in the periods that are settled, and for each party over the
 * documents that it came from, by their turnover. No minor unit is lost: the parts add up to the
 * amount, and the lines to their part. Free goods and points are whole units; the remainder of
 * each part stays payable.
 *
 * Turnover below zero has no weight; where nothing has any, parts are even, and there are no
 * lines. O(documents + parties × documents).
 *
 * @throws ClienteleError as `earned`
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
  expectCompiled(plan, "plan", "valid");
  const given = expectRecord(settlement, "settlement") as unknown as Settlement;
  const day = calendarDate(given.asOf, "settlement.asOf");
  const amount = unitsOfMoney(given.amount, plan, "settlement.amount");
  const from = settledPeriods(plan, given.periods);
  const lines = linesOf(plan, turnover, day, from);
  const parties = partiesOf(plan, lines);
  const shares = sharesOf(
    amount,
    parties.map(({ weight }) => weight),
  );
  const parts = parties.map(({ party }, index): BonusPayoutPart => {
    const own = itemAt(shares, index);
    const ownLines = lines.filter((line) => line.party === party && line.net > 0);
    const amounts =
      own === 0
        ? []
        : sharesOf(
            own,
            ownLines.map(({ net }) => net),
          );
    return {
      party,
      amount: moneyOf(plan, own),
      lines: amounts.flatMap((units, place) =>
        units === 0
          ? []
          : [{ document: itemAt(ownLines, place).document, amount: moneyOf(plan, units) }],
      ),
      ...inKind(plan, own),
    };
  });
  return { agreement: plan.id, kind: plan.payout.kind, amount: moneyOf(plan, amount), parts };
}

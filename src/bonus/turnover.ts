/** Checks documents of turnover and adds them up by period. */
import type { CalendarDate } from "../values/calendar-date.js";
import { fail } from "../values/errors.js";
import { dayNumberOf } from "../values/civil-date.js";
import { expectDate } from "../values/expect-date.js";
import { periodContaining } from "../values/period.js";
import type { ClosedPeriod } from "../values/period.js";
import { at, atIndex, expectArray, expectIdentifier, expectRecord } from "../values/plain.js";
import { addIntegers } from "../values/rounding.js";
import type { Integer } from "../values/rounding.js";
import { fitsScale, parseScaled, roundScaled } from "../values/scaled.js";
import type { BonusPlan } from "./compile.js";
import type { TurnoverDocument } from "./model.js";

/** A period with the sum of its documents. @internal */
export interface PeriodSum {
  readonly period: ClosedPeriod;
  readonly documents: number;
  readonly units: Integer;
}

/** Sums by period, and what did not count. @internal */
export interface Sums {
  /** Every period that has begun by the day, oldest first. */
  readonly periods: readonly PeriodSum[];
  readonly ineligible: number;
}

const DOCUMENT_KEYS = ["id", "date", "amount", "article", "productGroup", "party"];

/** Minor units of an amount in the plan's currency. @internal */
export function minorUnitsIn(plan: BonusPlan, value: unknown, path: string): Integer {
  const record = expectRecord(value, path, ["amount", "currency"]);
  if (record["currency"] !== plan.currency) {
    fail(
      "bonus.currency_mismatch",
      at(path, "currency"),
      `an amount in ${plan.currency}`,
      record["currency"],
    );
  }
  const amountPath = at(path, "amount");
  const { amount } = record;
  if (typeof amount !== "string") fail("money.type", amountPath, "an amount as text", amount);
  const exact = parseScaled(amount, "money", amountPath);
  if (!fitsScale(exact, plan.minorUnits)) {
    fail("money.scale", amountPath, `at most ${String(plan.minorUnits)} decimals`, amount);
  }
  return roundScaled(exact, plan.minorUnits, "down").units;
}

/** The periods of the agreement that have begun by a day, oldest first. @internal */
export function periodsUntil(plan: BonusPlan, day: CalendarDate): readonly ClosedPeriod[] {
  const { from, until } = plan.valid;
  const periods: ClosedPeriod[] = [];
  for (let start = from; start <= day && (until === undefined || start < until);) {
    const whole = periodContaining(start, plan.length, from);
    const end = until !== undefined && until < whole.until ? until : whole.until;
    periods.push({ from: start, until: end });
    start = whole.until;
  }
  return periods;
}

/** Adds up the eligible documents up to a day, that day included. @internal */
export function sumTurnover(
  plan: BonusPlan,
  turnover: readonly TurnoverDocument[],
  asOf: CalendarDate,
): Sums {
  const periods = periodsUntil(plan, asOf);
  const units: Integer[] = periods.map(() => 0);
  const documents = periods.map(() => 0);
  const starts = periods.map((one) => dayNumberOf(expectDate(one.from, "valid.from")));
  const end = periods.at(-1)?.until ?? plan.valid.from;
  const seen = new Set<string>();
  let ineligible = 0;
  const list = expectArray(turnover, "turnover", Number.MAX_SAFE_INTEGER);
  for (let index = 0; index < list.length; index += 1) {
    const path = atIndex("turnover", index);
    const { document, amount, day } = readDocument(plan, list[index], path);
    if (seen.has(document.id))
      fail("bonus.duplicate_id", at(path, "id"), "an id of its own", document.id);
    seen.add(document.id);
    if (document.date > asOf) continue;
    const isInTime = document.date >= plan.valid.from && document.date < end;
    if (!isInTime || plan.eligible?.holds(document) === false) {
      ineligible += 1;
      continue;
    }
    const place = lastAtOrBefore(starts, day);
    units[place] = addIntegers(units[place] ?? 0, amount);
    documents[place] = (documents[place] ?? 0) + 1;
  }
  return {
    periods: periods.map((period, index) => ({
      period,
      documents: documents[index] ?? 0,
      units: units[index] ?? 0,
    })),
    ineligible,
  };
}

/** A document checked, with its amount in minor units and its day. @internal */
export function readDocument(
  plan: BonusPlan,
  value: unknown,
  path: string,
): { readonly document: TurnoverDocument; readonly amount: Integer; readonly day: number } {
  const record = expectRecord(value, path, DOCUMENT_KEYS);
  expectIdentifier(record["id"], at(path, "id"));
  const day = dayNumberOf(expectDate(record["date"], at(path, "date")));
  const amount = minorUnitsIn(plan, record["amount"], at(path, "amount"));
  return { document: value as TurnoverDocument, amount, day };
}

function lastAtOrBefore(starts: readonly number[], day: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] ?? Infinity) <= day) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

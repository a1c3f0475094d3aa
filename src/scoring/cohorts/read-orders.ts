/** The doors of cohort facts and options. */
import { calendarDate } from "../../values/calendar-date.js";
import type { CalendarDate } from "../../values/calendar-date.js";
import { fail } from "../../values/errors.js";
import { expectDate } from "../../values/expect-date.js";
import { at, expectIdentifier, expectRecord } from "../../values/plain.js";
import { addScaled, signOf } from "../../values/scaled.js";
import type { Scaled } from "../../values/scaled.js";
import { Purse } from "./amounts.js";
import type { AccountPeriod } from "./cohort-sums.js";
import type { CohortUnit } from "./model.js";
import { expectCohortUnit, periodIndexOf } from "./period-index.js";

/** Options, read. @internal */
export interface CohortFrame {
  readonly by: CohortUnit;
  readonly asOf: CalendarDate;
  /** `asOf`, packed. */
  readonly civil: number;
  readonly purse: Purse;
}

/** Demands options of a table. @internal */
export function readCohortOptions(options: unknown): CohortFrame {
  const record = expectRecord(options, "options", ["by", "currency", "asOf"]);
  const by = expectCohortUnit(record["by"], "by");
  const purse = new Purse(record["currency"]);
  const civil = expectDate(record["asOf"], "asOf");
  return { by, purse, civil, asOf: calendarDate(record["asOf"] as string, "asOf") };
}

/** A purchase or return, read. @internal */
export interface ReadCohortOrder {
  readonly account: string;
  /** Packed. */
  readonly date: number;
  readonly amount: Scaled;
  readonly isPurchase: boolean;
}

/** Demands an order up to a day (`scoring.future_date`). @internal */
export function readCohortOrder(
  value: unknown,
  path: string,
  { purse, civil }: Pick<CohortFrame, "purse" | "civil">,
): ReadCohortOrder {
  const record = expectRecord(value, path, ["account", "date", "amount"]);
  const account = expectIdentifier(record["account"], at(path, "account"));
  const date = expectDate(record["date"], at(path, "date"));
  if (date > civil) {
    fail("scoring.future_date", at(path, "date"), "a day up to asOf", record["date"]);
  }
  const amount = purse.read(record["amount"], at(path, "amount"));
  return { account, date, amount, isPurchase: signOf(amount) >= 0 };
}

/** Adds an order to the periods of its account. @internal */
export function addOrderToPeriods(
  periods: Map<number, AccountPeriod>,
  order: ReadCohortOrder,
  by: CohortUnit,
): void {
  const period = periodIndexOf(by, order.date);
  const known = periods.get(period);
  if (known === undefined) {
    periods.set(period, { period, isActive: order.isPurchase, revenue: order.amount });
    return;
  }
  known.isActive ||= order.isPurchase;
  known.revenue = addScaled(known.revenue, order.amount);
}

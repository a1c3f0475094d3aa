/** Documents of turnover, checked. */
import type { CalendarDate } from "../values/calendar-date.js";
import { fail } from "../values/errors.js";
import { expectDate } from "../values/expect-date.js";
import { at, expectIdentifier, expectRecord } from "../values/plain.js";
import type { UnknownRecord } from "../values/plain.js";
import type { Integer } from "../values/rounding.js";
import { convertedUnits } from "./exchange-book.js";
import type { ExchangeBook } from "./exchange-book.js";
import { quantityUnits } from "./gauge.js";
import type { BonusGauge } from "./model.js";
import { dayNumber } from "./periods.js";
import type { BonusPlan } from "./plan.js";
import type { TurnoverDocument } from "./turnover-model.js";

const KEYS: readonly string[] = [
  "id",
  "date",
  "amount",
  "list",
  "quantity",
  "weight",
  "order",
  "article",
  "productGroup",
  "party",
  "saleDate",
  "known",
  "due",
  "paid",
];

const DATES: readonly string[] = ["saleDate", "known", "due", "paid"];
const NAMES: readonly string[] = ["order", "article", "productGroup", "party"];
const MONEY_KEYS: readonly string[] = ["amount", "currency"];

/** A document with its figures. @internal */
export interface ReadDocument {
  readonly document: TurnoverDocument;
  readonly path: string;
  /** Net turnover in minor units of the agreement. */
  readonly net: Integer;
  /** The day from which it is known. */
  readonly known: CalendarDate;
  /** Number of the day that it belongs to: of a return, that of the sale where the plan says so. */
  readonly day: number;
}

/** A document that was checked, with its figures. @internal */
export function documentRead(
  plan: BonusPlan,
  document: TurnoverDocument,
  net: Integer,
  path = "",
): ReadDocument {
  const { date, saleDate = date, known = date } = document;
  const day = dayNumber(plan.returns === "ofSale" ? saleDate : date);
  return { document, path, net, known, day };
}

function optionalDate(record: UnknownRecord, key: string, path: string): void {
  if (record[key] !== undefined) expectDate(record[key], at(path, key));
}

/** Checks a document and reads its amount (`bonus.known_before`, `bonus.sale_after`, `money.*`, `date.*`). @internal */
export function readDocument(
  plan: BonusPlan,
  value: unknown,
  { book, path }: { readonly book: ExchangeBook; readonly path: string },
): ReadDocument {
  const record = expectRecord(value, path, KEYS);
  expectIdentifier(record["id"], at(path, "id"));
  expectDate(record["date"], at(path, "date"));
  const date = record["date"] as CalendarDate;
  for (const key of DATES) optionalDate(record, key, path);
  for (const key of NAMES) {
    if (record[key] !== undefined) expectIdentifier(record[key], at(path, key));
  }
  const known = (record["known"] ?? date) as CalendarDate;
  if (known < date) fail("bonus.known_before", at(path, "known"), `a day from ${date} on`, known);
  const saleDate = record["saleDate"];
  if (saleDate !== undefined && (saleDate as CalendarDate) > date) {
    fail("bonus.sale_after", at(path, "saleDate"), `a day up to ${date}`, saleDate);
  }
  const amountPath = at(path, "amount");
  const money = expectRecord(record["amount"], amountPath, MONEY_KEYS);
  const { amount, currency } = money;
  const net = convertedUnits(plan, { amount, currency }, { day: date, book, path: amountPath });
  return documentRead(plan, value as TurnoverDocument, net, path);
}

/** What a gauge says of a document, in its units; orders are counted elsewhere. @internal */
export function gaugeUnits(
  plan: BonusPlan,
  gauge: BonusGauge,
  read: ReadDocument,
  book: ExchangeBook,
): Integer {
  const { document, path } = read;
  switch (gauge.kind) {
    case "netTurnover":
      return read.net;
    case "listTurnover": {
      const { list, date } = document;
      if (list === undefined)
        return fail("bonus.list_missing", at(path, "list"), "turnover at list prices", list);
      const listPath = at(path, "list");
      const money = expectRecord(list, listPath, ["amount", "currency"]);
      const { amount, currency } = money;
      return convertedUnits(plan, { amount, currency }, { day: date, book, path: listPath });
    }
    case "quantity":
    case "weight": {
      const { article } = document;
      const wanted = { unit: gauge.unit, article };
      const context = { conversions: plan.conversions, path: at(path, gauge.kind) };
      return quantityUnits(document[gauge.kind], wanted, context);
    }
    case "orders":
      return 0;
  }
}

/**
 * Reads order lines from a CSV file, plain or gzip, as a stream.
 *
 * The file has a header. Columns are found by name, in any order and case:
 * invoice, date, client, article, quantity, unit price, country, and optionally description.
 * A row that cannot be read is refused with its line number and its reason; the rest goes on.
 */
import { createReadStream } from "node:fs";
import { open, stat } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";

import { CsvError, parse } from "csv-parse";
import type { Info } from "csv-parse";

import { calendarDate, decimal, isClienteleError } from "clientele/values";
import type { CalendarDate, DecimalText } from "clientele/values";
import { identifierSchema, parseWith } from "clientele/values/schema";

/** One line of an invoice, as it was delivered or returned. */
export interface OrderRow {
  readonly invoice: string;
  /** Day of the invoice, in UTC. */
  readonly date: CalendarDate;
  /** Null where the file names none: such rows count in the totals and in no account. */
  readonly client: string | null;
  readonly article: string;
  /** Units; negative for a return. */
  readonly quantity: number;
  /** Price of one unit, never negative. */
  readonly unitPrice: DecimalText;
  readonly country: string;
  readonly description?: string;
}

/** A row that was not taken, and why. */
export interface RefusedRow {
  readonly line: number;
  readonly column: string;
  readonly reason: string;
}

/** What reading a file gave. */
export interface OrderFile {
  readonly rows: readonly OrderRow[];
  readonly rowsRead: number;
  /** How many rows were refused, and the first of them. */
  readonly refusedCount: number;
  readonly refused: readonly RefusedRow[];
}

/** Told about once per hundred thousand rows, and at the end. */
export type Progress = (state: { readonly rows: number; readonly bytes: number; readonly bytesTotal: number }) => void;

const REFUSED_SHOWN_MAX = 10;
const COLUMNS: Readonly<Record<Exclude<keyof OrderRow, "description">, readonly string[]>> = {
  invoice: ["invoice", "invoiceno", "invoiceid", "order", "orderid"],
  date: ["date", "invoicedate", "orderdate"],
  client: ["client", "clientid", "customer", "customerid", "account", "accountid"],
  article: ["article", "articleid", "stockcode", "sku", "product", "productid", "item"],
  quantity: ["quantity", "qty"],
  unitPrice: ["unitprice", "price"],
  country: ["country"],
};
const DESCRIPTION = ["description", "name"];

/** The file as a whole is not one that can be read: no header, a column missing, not CSV. */
export class OrderFileError extends Error {
  override readonly name = "OrderFileError";
}

class RowError extends Error {
  readonly column: string;
  constructor(column: string, reason: string) {
    super(reason);
    this.column = column;
  }
}

type Positions = Readonly<Record<keyof typeof COLUMNS, number>> & { readonly description: number };

function findColumns(header: readonly string[]): Positions {
  const names = header.map((name) => name.toLowerCase().replace(/[^a-z]/g, ""));
  const find = (choices: readonly string[]): number =>
    names.findIndex((name) => choices.includes(name));
  const missing = Object.entries(COLUMNS).filter(([, choices]) => find(choices) < 0);
  if (missing.length > 0) {
    const wanted = missing.map(([column]) => column).join(", ");
    throw new OrderFileError(
      `line 1: no column for ${wanted}; the header, split at commas, has ${header.slice(0, 20).join(" | ")}`,
    );
  }
  return {
    invoice: find(COLUMNS.invoice),
    date: find(COLUMNS.date),
    client: find(COLUMNS.client),
    article: find(COLUMNS.article),
    quantity: find(COLUMNS.quantity),
    unitPrice: find(COLUMNS.unitPrice),
    country: find(COLUMNS.country),
    description: find(DESCRIPTION),
  };
}

const QUANTITY = /^-?[0-9]{1,9}$/;

/** What was read before: a file has far fewer days and names than rows. */
interface Known {
  readonly dates: Map<string, CalendarDate>;
  readonly names: Set<string>;
}

function readName(column: string, name: string, known: Known): string {
  if (!known.names.has(name)) {
    byDoor(column, () => parseWith(identifierSchema, name));
    known.names.add(name);
  }
  return name;
}

function readRow(cells: readonly string[], at: Positions, known: Known): OrderRow {
  const text = (column: keyof Positions): string => cells[at[column]]?.trim() ?? "";
  const named = (column: keyof Positions): string => {
    const value = text(column);
    if (value === "") throw new RowError(column, "is empty");
    return value;
  };
  const quantity = named("quantity");
  if (!QUANTITY.test(quantity)) throw new RowError("quantity", `"${quantity}" is not a whole number`);
  if (Number(quantity) === 0) throw new RowError("quantity", "is zero");
  const unitPrice = byDoor("unitPrice", () => decimal(named("unitPrice"), "unitPrice"));
  if (unitPrice.startsWith("-")) throw new RowError("unitPrice", `${unitPrice} is below zero`);
  const client = text("client");
  const description = at.description < 0 ? "" : text("description");
  return {
    invoice: readName("invoice", named("invoice"), known),
    date: readDate(named("date"), known.dates),
    client: client === "" ? null : readName("client", client, known),
    article: readName("article", named("article"), known),
    quantity: Number(quantity),
    unitPrice,
    country: text("country"),
    ...(description === "" ? {} : { description }),
  };
}

function readDate(text: string, dates: Map<string, CalendarDate>): CalendarDate {
  const day = text.slice(0, 10);
  const known = dates.get(day);
  if (known !== undefined) return known;
  const date = byDoor("date", () => calendarDate(day, "date"));
  dates.set(day, date);
  return date;
}

function byDoor<T>(column: string, door: () => T): T {
  try {
    return door();
  } catch (error) {
    if (!isClienteleError(error)) throw error;
    throw new RowError(column, `${error.received} is not ${error.expected}`);
  }
}

async function isGzip(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const head = Buffer.alloc(2);
    await file.read(head, 0, 2, 0);
    return head[0] === 0x1f && head[1] === 0x8b;
  } finally {
    await file.close();
  }
}

interface Parsed {
  readonly record: readonly string[];
  readonly info: Info;
}

/**
 * Reads a whole file of order lines.
 *
 * @throws OrderFileError when the file as a whole cannot be read
 */
export async function readOrders(path: string, progress?: Progress): Promise<OrderFile> {
  const bytesTotal = (await stat(path)).size;
  const source = createReadStream(path);
  const parser = parse({ info: true, bom: true, skip_empty_lines: true, relax_column_count: true });
  const rows: OrderRow[] = [];
  const refused: RefusedRow[] = [];
  const known: Known = { dates: new Map(), names: new Set() };
  let refusedCount = 0;
  let rowsRead = 0;
  let columns: Positions | undefined;
  let headerError: unknown;

  const take = async (records: AsyncIterable<Parsed>): Promise<void> => {
    for await (const { record, info } of records) {
      if (columns === undefined) {
        try {
          columns = findColumns(record);
        } catch (error) {
          // The pipeline tears its streams down on an error, and would report that instead.
          headerError = error;
          throw error;
        }
        continue;
      }
      rowsRead += 1;
      try {
        rows.push(readRow(record, columns, known));
      } catch (error) {
        if (!(error instanceof RowError)) throw error;
        refusedCount += 1;
        if (refused.length < REFUSED_SHOWN_MAX) {
          refused.push({ line: info.lines, column: error.column, reason: error.message });
        }
      }
      if (rowsRead % 100_000 === 0) progress?.({ rows: rowsRead, bytes: source.bytesRead, bytesTotal });
    }
  };

  try {
    if (await isGzip(path)) await pipeline(source, createGunzip(), parser, take);
    else await pipeline(source, parser, take);
  } catch (error) {
    if (headerError instanceof OrderFileError) throw headerError;
    if (error instanceof CsvError) throw new OrderFileError(`not CSV: ${error.message}`);
    throw error;
  }
  if (columns === undefined) throw new OrderFileError("the file is empty: a header is wanted");
  progress?.({ rows: rowsRead, bytes: bytesTotal, bytesTotal });
  return { rows, rowsRead, refusedCount, refused };
}

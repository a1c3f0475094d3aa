/** Columns of a batch, checked. */
import { fail } from "../values/errors.js";
import { atIndex, expectArray, expectRecord } from "../values/plain.js";

/** Integers in a typed array (zero-copy from Arrow or a worker) or a list. @since 0.1.0 */
export type Column = ArrayLike<number>;

interface Columns {
  readonly clients: readonly unknown[];
  readonly articles: readonly unknown[];
  readonly client: Column;
  readonly article: Column;
  readonly quantity: Column;
}

/** Checks lengths, positions and quantities; gives the number of rows. @internal */
export function checkedLength(columns: Columns): number {
  expectRecord(columns, "columns", ["clients", "articles", "client", "article", "quantity"]);
  expectArray(columns.clients, "clients");
  expectArray(columns.articles, "articles");
  for (const name of ["client", "article", "quantity"] as const) expectColumn(columns[name], name);
  columns.clients.forEach((one, index) => expectRecord(one, atIndex("clients", index)));
  columns.articles.forEach((one, index) => expectRecord(one, atIndex("articles", index)));
  const { length } = columns.quantity;
  for (const name of ["client", "article"] as const) {
    const column = columns[name];
    const bound = (name === "client" ? columns.clients : columns.articles).length;
    if (column.length !== length)
      fail("pricing.columns", name, `${String(length)} rows`, column.length);
    for (let row = 0; row < length; row += 1) {
      const place = column[row] ?? -1;
      if (!(Number.isInteger(place) && place >= 0 && place < bound)) {
        fail("pricing.columns", atIndex(name, row), `a position below ${String(bound)}`, place);
      }
    }
  }
  for (let row = 0; row < length; row += 1) {
    const quantity = columns.quantity[row] ?? 0;
    if (!(Number.isSafeInteger(quantity) && quantity > 0)) {
      fail("pricing.quantity", atIndex("quantity", row), "whole units above zero", quantity);
    }
  }
  return length;
}

function expectColumn(value: unknown, path: string): void {
  const isColumn =
    typeof value === "object" &&
    value !== null &&
    "length" in value &&
    !(value instanceof DataView);
  if (!isColumn) fail("schema.type", path, "a column of integers", value);
}

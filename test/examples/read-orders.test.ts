import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";

import { afterAll, describe, expect, test } from "vitest";

import { OrderFileError, readOrders } from "../../examples/review/read-orders.js";

const folder = mkdtempSync(path.join(tmpdir(), "clientele-orders-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const HEADER = "InvoiceNo,StockCode,Quantity,InvoiceDate,UnitPrice,CustomerID,Country";

function file(name: string, content: string | Buffer): string {
  const target = path.join(folder, name);
  writeFileSync(target, content);
  return target;
}

describe("a good file", () => {
  const content = `${HEADER}\n536365,85123A,6,2010-12-01T08:26,2.55,17850,United Kingdom\nC536379,D,-1,2010-12-01T09:41,27.50,,United Kingdom\n`;
  const rows = [
    { invoice: "536365", date: "2010-12-01", client: "17850", article: "85123A", quantity: 6, unitPrice: "2.55", country: "United Kingdom" },
    { invoice: "C536379", date: "2010-12-01", client: null, article: "D", quantity: -1, unitPrice: "27.5", country: "United Kingdom" },
  ];

  test("is read as typed rows", async () => {
    expect(await readOrders(file("plain.csv", content))).toEqual({ rows, rowsRead: 2, refusedCount: 0, refused: [] });
  });

  test("may be gzip, whatever its name, and have a byte-order mark", async () => {
    const result = await readOrders(file("packed.csv", gzipSync(`\uFEFF${content}`)));
    expect(result.rows).toEqual(rows);
  });

  test("may have its columns in any order, other words for them, quotes and a description", async () => {
    const other = 'qty;'.replace(";", ",") + 'Unit price,Client,Article,Date,Invoice,Country,Description\n3,1.5,c1,"a, b",2026-01-02,i1,FR,"A ""big"" box"\n';
    const result = await readOrders(file("other.csv", other));
    expect(result.rows).toEqual([
      { invoice: "i1", date: "2026-01-02", client: "c1", article: "a, b", quantity: 3, unitPrice: "1.5", country: "FR", description: 'A "big" box' },
    ]);
  });

  test("tells how far it is", async () => {
    const seen: number[] = [];
    await readOrders(file("progress.csv", content), (state) => seen.push(state.rows));
    expect(seen).toEqual([2]);
  });
});

describe("a bad row", () => {
  test("is refused with its line, its column and its reason, and the rest is read", async () => {
    const content = [
      HEADER,
      "1,a,1,2026-01-01,1.00,c,FR",
      "2,a,one,2026-01-01,1.00,c,FR",
      "3,a,0,2026-01-01,1.00,c,FR",
      "4,a,1,2026-02-30,1.00,c,FR",
      "5,a,1,2026-01-01,1e3,c,FR",
      "6,a,1,2026-01-01,-1.00,c,FR",
      "7,,1,2026-01-01,1.00,c,FR",
      "8",
      "9,a,1,01/02/2026,1.00,c,FR",
    ].join("\n");
    const result = await readOrders(file("bad.csv", content));
    expect(result.rows).toHaveLength(1);
    expect(result.rowsRead).toBe(9);
    expect(result.refusedCount).toBe(8);
    expect(result.refused.map(({ line, column }) => [line, column])).toEqual([
      [3, "quantity"],
      [4, "quantity"],
      [5, "date"],
      [6, "unitPrice"],
      [7, "unitPrice"],
      [8, "article"],
      [9, "quantity"],
      [10, "date"],
    ]);
    expect(result.refused[4]?.reason).toBe("-1 is below zero");
  });

  test("names ten at most and counts them all", async () => {
    const content = [HEADER, ...Array.from({ length: 50 }, () => "1,a,x,2026-01-01,1,c,FR")].join("\n");
    const result = await readOrders(file("many.csv", content));
    expect(result.refused).toHaveLength(10);
    expect(result.refusedCount).toBe(50);
  });
});

describe("a file that cannot be read as a whole", () => {
  test.each([
    ["empty", "", "the file is empty"],
    ["a header that lacks columns", "a,b\n1,2\n", "line 1: no column for invoice, date, client"],
    ["broken quotes", `${HEADER}\n1,"a"b,1,2026-01-01,1,c,FR\n`, "not CSV"],
  ])("%s", async (name, content, message) => {
    const action = readOrders(file(`${name}.csv`, content));
    await expect(action).rejects.toThrow(OrderFileError);
    await expect(action).rejects.toThrow(message);
  });

  test("not there", async () => {
    await expect(readOrders(path.join(folder, "absent.csv"))).rejects.toThrow("ENOENT");
  });
});

/**
 * The review of real orders against figures that SQL computes on the same file, independently
 * of all code of the library. Skipped, and said so, where the data is not there; run in one time
 * zone only, as it takes its time.
 */
import { readFileSync } from "node:fs";

import { DuckDBInstance } from "@duckdb/node-api";
import { beforeAll, describe, expect, test } from "vitest";

import { portfolioOf } from "../../examples/review/accounts.js";
import { priceListOf } from "../../examples/review/price-list.js";
import { readOrders } from "../../examples/review/read-orders.js";
import type { OrderFile } from "../../examples/review/read-orders.js";
import { reviewPortfolio } from "../../src/review/index.js";
import type { PortfolioReview } from "../../src/review/index.js";
import { parseReviewPolicy } from "../../src/review/schema.js";
import { hasShared, sharedPath } from "../support/shared.js";

const DATA = "data/online-retail.csv.gz";
const isHere = hasShared(DATA) && (process.env["TZ"] ?? "UTC") === "UTC";

/** What SQL says of the file; amounts rounded by line, half to even, as on an invoice. */
async function figuresOf(path: string): Promise<Record<string, string>> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  const reader = await connection.runAndReadAll(`
    WITH lines AS (
      SELECT "InvoiceNo" AS invoice, "CustomerID" AS client,
        CAST("Quantity" AS BIGINT) AS quantity,
        CAST("UnitPrice" AS DECIMAL(18, 3)) AS price,
        CAST(substr("InvoiceDate", 1, 10) AS DATE) AS day,
        CAST(round_even(CAST("Quantity" AS DECIMAL(18, 0)) * CAST("UnitPrice" AS DECIMAL(18, 3)), 2) AS DECIMAL(18, 2)) AS amount
      FROM read_csv('${path.replaceAll("'", "''")}', all_varchar = true, header = true)
    ), taken AS (SELECT * FROM lines WHERE price >= 0)
    SELECT
      (SELECT count(*) FROM lines) AS rows_read,
      (SELECT count(*) FROM lines) - count(*) AS refused,
      count(*) FILTER (client IS NULL OR client = '') AS unattributed,
      count(DISTINCT client) FILTER (client <> '') AS clients,
      count(DISTINCT invoice) FILTER (quantity > 0) AS orders,
      sum(amount) FILTER (quantity > 0) AS sales,
      sum(amount) FILTER (quantity < 0) AS returns,
      sum(amount) AS net,
      sum(amount) FILTER (client <> '') AS attributed_net,
      sum(amount) FILTER (client <> '' AND day > DATE '2010-12-09') AS attributed_window,
      sum(amount) FILTER (client = '12415') AS one_client
    FROM taken`);
  const [row = {}] = reader.getRowObjects();
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, String(value)]));
}

describe.skipIf(!isHere)("541 909 real order lines", () => {
  let file: OrderFile;
  let review: PortfolioReview;
  let figures: Record<string, string>;

  beforeAll(async () => {
    const path = sharedPath(DATA);
    figures = await figuresOf(path);
    file = await readOrders(path);
    const document = readFileSync(new URL("../../examples/review/policy.json", import.meta.url), "utf8");
    const policy = parseReviewPolicy(JSON.parse(document));
    const { pricing } = policy;
    if (pricing === undefined) throw new Error("the example's policy has prices");
    const records = [...priceListOf(file.rows, "list"), ...pricing.records];
    const { accounts, unattributed, firstDay, lastDay } = portfolioOf(file.rows);
    review = reviewPortfolio(
      { ...policy, pricing: { ...pricing, records } },
      accounts,
      { asOf: lastDay, booksFrom: firstDay, unattributed },
    );
  }, 300_000);

  test("every row is taken or refused with its line, as SQL counts them", () => {
    expect(String(file.rowsRead)).toBe(figures["rows_read"]);
    expect(String(file.refusedCount)).toBe(figures["refused"]);
    expect(file.refused.map(({ line }) => line)).toEqual([299_985, 299_986]);
    expect(String(file.rows.filter((row) => row.client === null).length)).toBe(figures["unattributed"]);
  });

  test("clients, orders and money are SQL's, to the penny", () => {
    const { all } = review.turnover.total;
    expect(String(review.accounts.length)).toBe(figures["clients"]);
    expect(String(all.orders)).toBe(figures["orders"]);
    expect(all.sales.amount).toBe(figures["sales"]);
    expect(all.returns.amount).toBe(figures["returns"]);
    expect(all.net.amount).toBe(figures["net"]);
    expect(review.turnover.accounts.all.net.amount).toBe(figures["attributed_net"]);
    expect(review.turnover.accounts.current.net.amount).toBe(figures["attributed_window"]);
    const one = review.accounts.find(({ account }) => account.id === "12415");
    expect(one?.turnover.all.net.amount).toBe(figures["one_client"]);
  });

  test("the figures are the ones that were published for this file", () => {
    expect(figures).toMatchObject({ rows_read: "541909", refused: "2", unattributed: "135078", clients: "4372" });
  });

  test("models of purchases and spend fit, and offers are found", () => {
    const { value, crossSell, lifetimeValue } = review;
    if (value.state === "unknown" || crossSell.state === "unknown") throw new Error("value and offers are known");
    expect([value.value.purchases.kind, value.value.purchasesStatus, value.value.spendStatus]).toEqual(["bg-nbd", "converged", "converged"]);
    expect(crossSell.value.rules.length).toBeGreaterThan(50);
    expect(lifetimeValue.state).toBe("known");
    for (const { value: one } of review.accounts) {
      if (one.state === "unknown") continue;
      expect(one.value.probabilityAlive).toBeGreaterThanOrEqual(0);
      expect(one.value.probabilityAlive).toBeLessThanOrEqual(1);
    }
  });

  test("classes, states and scores account for everybody", () => {
    const count = review.abc.classes.reduce((sum, one) => sum + one.count, 0);
    const inStates = review.lifecycle.reduce((sum, one) => sum + one.accounts, 0);
    expect([count, inStates]).toEqual([4372, 4372]);
    expect(review.actions).toHaveLength(100);
    for (const { action } of review.actions) expect(action.because.length).toBeGreaterThan(0);
  });
});

test.runIf(!isHere)("the real orders are not here, or this is not the time zone in which they are reviewed", () => {
  expect(isHere).toBe(false);
});

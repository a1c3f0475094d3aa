/** Retention against published numbers, and cohorts of real orders. */
import { existsSync, readFileSync } from "node:fs";

import { describe, expect, test } from "vitest";

import { cohortTable, repeatPurchaseRate, revenueRetention, revenueRetentionOfTotals } from "../../../src/scoring/index.js";
import { sharedPath, vectors } from "../../support/shared.js";

const rows = vectors("scoring");
const of = (feature: string): typeof rows => rows.filter((row) => row.feature === feature);
const usd = (value: unknown): { amount: string; currency: string } => ({ amount: Number(value).toFixed(2), currency: "USD" });

describe("net and gross retention", () => {
  test.each(of("retention.nrrGrr"))("$id", (row) => {
    const { startMRR, expansion, contraction, churn } = row.given;
    const found = revenueRetentionOfTotals({ start: usd(startMRR), expansion: usd(expansion), contraction: usd(contraction), churn: usd(churn) });
    expect(found.state).toBe("known");
    if (found.state !== "known") return;
    const [nrr, grr] = row.expect as number[];
    expect(Math.abs(found.nrr - (nrr ?? NaN))).toBeLessThanOrEqual(row.tolerance ?? 0);
    expect(Math.abs(found.grr - (grr ?? NaN))).toBeLessThanOrEqual(row.tolerance ?? 0);
  });

  test.each(of("retention.byAccount"))("$id", (row) => {
    const { start, end } = row.given as { start: Record<string, number>; end: Record<string, number> };
    const names = [...new Set([...Object.keys(start), ...Object.keys(end)])];
    const found = revenueRetention(
      names.map((account) => ({ account, start: usd(start[account] ?? 0), end: usd(end[account] ?? 0) })),
      { currency: "USD" },
    );
    expect(found.state).toBe("known");
    if (found.state !== "known") return;
    const figures = [found.nrr, found.grr, found.logoRetention];
    (row.expect as number[]).forEach((expected, index) => {
      expect(Math.abs((figures[index] ?? NaN) - expected)).toBeLessThanOrEqual(row.tolerance ?? 0);
    });
    expect(found.newcomers).toBe(1);
  });
});

const cdnow = sharedPath("data/cdnow-sample.txt");
describe.skipIf(!existsSync(cdnow))("CDNOW, 1/10 sample", () => {
  const orders = (existsSync(cdnow) ? readFileSync(cdnow, "utf8") : "")
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter((parts) => parts.length >= 5)
    .map(([, id = "", day = "", , dollars = ""]) => ({
      account: id,
      date: `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6, 8)}`,
      amount: usd(dollars),
    }));

  test.each(of("retention.repeatRate"))("$id", (row) => {
    const found = repeatPurchaseRate(orders, { period: { from: "1997-01-01", until: "1997-10-01" } });
    expect(found.state).toBe("known");
    if (found.state !== "known") return;
    const [repeaters, rate] = row.expect as number[];
    expect(found.buyers).toBe(2357);
    expect(found.repeatBuyers).toBe(repeaters);
    expect(Math.abs(found.rate - (rate ?? NaN))).toBeLessThanOrEqual(row.tolerance ?? 0);
  });

  test("three monthly cohorts hold all customers, and eighteen months all the money", () => {
    const table = cohortTable(orders, { by: "month", currency: "USD", asOf: "1998-06-30" });
    expect(table.rows.map((row) => row.cohort)).toEqual(["1997-01", "1997-02", "1997-03"]);
    expect(table.rows.reduce((count, row) => count + row.accounts, 0)).toBe(2357);
    expect(table.averages).toHaveLength(18);
    expect(table.rows.at(-1)?.cells.slice(-2)).toEqual([null, null]);
    const cents = orders.reduce((all, one) => all + Math.round(Number(one.amount.amount) * 100), 0);
    expect(table.revenue.amount).toBe((cents / 100).toFixed(2));
  });
});

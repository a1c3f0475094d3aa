/** The main job on the synthetic order book: what it prints, and the page that it writes. */
import { readFileSync } from "node:fs";

import { beforeAll, describe, expect, test } from "vitest";

import { portfolioOf } from "../../examples/review/accounts.js";
import { pageOf } from "../../examples/review/page.js";
import { priceListOf } from "../../examples/review/price-list.js";
import { grouped, printAccount, printFile, printPortfolio } from "../../examples/review/print.js";
import { SYNTHETIC_AS_OF, syntheticInvoices, syntheticRows } from "../../examples/review/synthetic.js";
import { reviewPortfolio } from "../../src/review/index.js";
import type { Account, PortfolioReview } from "../../src/review/index.js";
import { parseReviewPolicy } from "../../src/review/schema.js";

const document = readFileSync(new URL("../../examples/review/policy.json", import.meta.url), "utf8");
const rows = syntheticRows();
let review: PortfolioReview;

function reviewOf(accounts: readonly Account[]): PortfolioReview {
  const policy = parseReviewPolicy(JSON.parse(document));
  const records = [...priceListOf(rows, "list"), ...(policy.pricing?.records ?? [])];
  const pricing = policy.pricing === undefined ? {} : { pricing: { ...policy.pricing, records } };
  return reviewPortfolio({ ...policy, ...pricing }, accounts, { asOf: SYNTHETIC_AS_OF });
}

beforeAll(() => {
  review = reviewOf(portfolioOf(rows, syntheticInvoices(rows)).accounts);
});

describe("the synthetic order book", () => {
  test("is the same on every machine", () => {
    expect(rows).toHaveLength(3658);
    expect(rows[0]).toEqual(syntheticRows()[0]);
    expect(review.turnover.total.all.net).toEqual({ amount: "2877006.02", currency: "GBP" });
  });

  test("has clients in several states, paying and not, known and not", () => {
    expect(review.lifecycle.map((one) => one.state)).toEqual(["active", "atRisk", "dormant"]);
    const known = review.accounts.filter((one) => one.payment.state === "known").length;
    expect([known, review.accounts.length]).toEqual([24, 48]);
    expect(review.overdue.state).toBe("known");
  });
});

describe("what is printed", () => {
  test("the portfolio: totals, states, classes, segments, sums and what to do first, each with its reason", () => {
    const text = printPortfolio(review);
    for (const part of ["Turnover", "Where the accounts stand", "ABC by net", "Segments", "Sums", "What to do first", "1,338,137.93"]) {
      expect(text).toContain(part);
    }
    expect(text).toMatch(/1\. .+: .+\.\n {5}.+ By 20\d\d-\d\d-\d\d/);
    for (const line of text.split("\n")) expect(line.length).toBeLessThanOrEqual(96);
    expect(text).not.toMatch(/undefined|NaN|\[object/);
  });

  test("each account in full, with three actions at most", () => {
    for (const one of review.accounts) {
      const text = printAccount(one);
      expect(text).toContain("Next best actions");
      expect(text).not.toMatch(/undefined|NaN|\[object/);
      expect(one.actions.length).toBeLessThanOrEqual(3);
    }
  });

  test("rows refused, with their lines", () => {
    const text = printFile({ rows: [], rowsRead: 1200, refusedCount: 12, refused: [{ line: 3, column: "quantity", reason: "is zero" }] });
    expect(text).toContain("1,200 rows read, 0 taken, 12 refused.");
    expect(text).toContain("  line 3: quantity is zero\n  … and 11 more");
    expect(grouped("-1234567.50")).toBe("-1,234,567.50");
  });
});

describe("the page", () => {
  test("needs nothing else: no script, no network, one file with its charts", () => {
    const page = pageOf(review, review.accounts[0], "Synthetic order book");
    expect(page).not.toMatch(/<script|https?:\/\/|src=|@import|url\(/);
    expect(page.match(/<svg /g)).toHaveLength(5);
    for (const chart of ["Accounts by state", "Lorenz curve", "Cumulative turnover", "From list prices", "Accounts by recency"]) {
      expect(page).toContain(`aria-label="${chart}`);
    }
    expect(page).not.toMatch(/undefined|NaN/);
  });

  test("is not broken by a client's name", () => {
    const name = `<img src=x onerror=alert(1)>"'&`;
    const hostile = reviewOf([{ id: name, orders: [{ id: "1", date: "2026-10-01", lines: [{ article: "HOOK-10", quantity: 5, unitPrice: "4.75" }] }] }]);
    const page = pageOf(hostile, hostile.accounts[0], name);
    expect(page).not.toContain("<img");
    expect(page).toContain("&lt;img");
  });

  test("of nothing is a page as well", () => {
    const page = pageOf(reviewOf([]), undefined, "empty");
    expect(page).toContain("Nothing to do.");
    expect(page).not.toMatch(/undefined|NaN|Infinity/);
  });
});

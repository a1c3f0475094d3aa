/** The main job on a small order file: what it prints, and the pages that it writes. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { ordersOf } from "../../examples/review/company/orders.js";
import { CLIENTS } from "../../examples/review/company/clients.js";
import { contactsText, duplicatesText } from "../../examples/review/lists.js";
import { accountPage, reportPage } from "../../examples/review/page.js";
import { fileText, ordersSource, UsageError } from "../../examples/review/sources.js";
import type { Asked, Source } from "../../examples/review/sources.js";
import { catalogueOf } from "../../examples/review/words.js";
import { monthlyReport, renderText, untranslated } from "../../src/review/index.js";
import type { MonthlyReport } from "../../src/review/index.js";

const folder = mkdtempSync(path.join(tmpdir(), "clientele-review-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const HEADER = "invoice,date,client,article,quantity,unit price,country";

/** Forty clients' orders as a file that some till would write. */
function orderFile(name: string): string {
  const rows = CLIENTS.slice(0, 40).flatMap((client) =>
    ordersOf(client).flatMap(({ id, invoicedOn, lines }) =>
      lines.map(({ article, quantity, cents }) => [id, invoicedOn, client.id, article, quantity, (cents / 100).toFixed(2), client.country].join(",")),
    ),
  );
  const target = path.join(folder, name);
  writeFileSync(target, [HEADER, ...rows, "X,2026-01-05,,HOOK-10,4,4.75,FR", "Y,2026-01-05,C-001,HOOK-10,none,4.75,FR"].join("\n"));
  return target;
}

function read(asked: Asked = {}, changes = false): Promise<Source> {
  return ordersSource(orderFile("orders.csv"), { ...asked, changes, progress: () => undefined });
}

let source: Source;
let report: MonthlyReport;

beforeAll(async () => {
  source = await read({ month: "2026-10" }, true);
  report = monthlyReport(source.policy, source.period, source.facts);
}, 60_000);

describe("what orders alone can give", () => {
  test("is there: value, offers, ranks, growth, prices, bonus, points, movements and actions", () => {
    const { review } = report;
    const finds = { growth: report.growth, bridge: report.bridge, value: review.value, offers: review.crossSell, bonus: review.bonusEarned, points: review.loyaltyPoints, classes: review.classes, movement: review.movement };
    for (const [name, finding] of Object.entries(finds)) expect([name, finding.state]).toEqual([name, "known"]);
    expect(review.concentration.state).toBe("known");
    expect(review.rfm.rows.length).toBeGreaterThan(20);
    expect(review.actions.length).toBeGreaterThan(5);
    expect(report.news.length).toBeGreaterThan(0);
  });

  test("and what they cannot is said to be unknown", () => {
    const { review } = report;
    for (const finding of [review.overdue, review.credit, review.pipeline, review.service, review.contacts, report.deals]) expect(finding.state).toBe("unknown");
  });

  test("a day in the month reviews the month up to it; later rows are left out", async () => {
    const { period, facts } = await read({ asOf: "2026-05-14" });
    expect(period).toEqual({ from: "2026-05-01", until: "2026-05-15" });
    expect(facts.accounts.flatMap(({ orders }) => orders).every(({ date }) => date <= "2026-05-14")).toBe(true);
    expect(facts.previous).toBeUndefined();
  });

  test("a day before all rows is refused", async () => {
    await expect(read({ asOf: "2001-01-01" })).rejects.toThrow(UsageError);
  });
});

describe("what is printed", () => {
  test.each(["en", "fr"] as const)("in %s: reports of whole sentences, in lines that a terminal holds", (language) => {
    const catalogue = catalogueOf(language);
    for (const one of [report, ...report.review.accounts.slice(0, 5)]) {
      const text = renderText(one, catalogue);
      for (const line of text.split("\n")) expect(line.length).toBeLessThanOrEqual(100);
      expect(text).not.toMatch(/undefined|NaN|\[object|\{[a-z]+\}/);
    }
  });

  test("rows refused, with their lines", () => {
    const text = fileText({ rows: [], rowsRead: 1200, refusedCount: 12, refused: [{ line: 3, column: "quantity", reason: "is zero" }] });
    expect(text).toBe("1,200 rows read, 0 taken, 12 refused.\n  line 3: quantity is zero\n  … and 11 more");
  });

  test("records that look alike, with a merge; and nothing where the contacts are not known", () => {
    const record = { name: "Librairie Dumas", siren: "732829320", postcode: "69002" };
    const accounts = [
      { id: "a", name: "Librairie Dumas SARL", orders: [], record },
      { id: "b", name: "LIBRAIRIE DUMAS", orders: [], record: { ...record, name: "LIBRAIRIE DUMAS", phone: "+33 4 72 00 00 01" } },
    ];
    const text = duplicatesText(accounts, catalogueOf("en"));
    expect(text).toContain("a Librairie Dumas SARL = b LIBRAIRIE DUMAS");
    expect(text).toContain("siren:732829320");
    expect(text).toContain("phone: +33 4 72 00 00 01");
    expect(duplicatesText([], catalogueOf("fr"))).toContain("Aucune fiche");
    expect(contactsText(report.review, catalogueOf("en"))).toBe("");
  });

  test("both languages have the names of the company's policy", () => {
    expect(untranslated(catalogueOf("fr"), catalogueOf("en"))).toEqual([]);
  });
});

describe("the pages", () => {
  test("need nothing else: no script, no network, one file with its charts", async () => {
    const { accounts } = source.facts;
    const [largest] = report.review.abc.rows;
    const account = report.review.accounts.find((one) => one.account.id === largest?.id);
    if (account === undefined) throw new Error("there is no account");
    const pages = [await reportPage(report, accounts, catalogueOf("en")), await accountPage(account, report, accounts, catalogueOf("fr"))];
    expect(pages.map((page) => page.match(/<svg /g)?.length)).toEqual([6, 3]);
    for (const page of pages) {
      expect(page).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org)|src=|@import|url\((?!#)/);
      expect(page).not.toMatch(/undefined|NaN|Infinity/);
      const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
      expect(new Set(ids).size).toBe(ids.length);
      for (const [, id] of page.matchAll(/url\(#([^)]+)\)/g)) expect(ids).toContain(id);
    }
  });

  test("are drawn to the same characters each time", async () => {
    const { accounts } = source.facts;
    expect(await reportPage(report, accounts, catalogueOf("en"))).toBe(await reportPage(report, accounts, catalogueOf("en")));
  });

  test("are not broken by a client's name", async () => {
    const name = `<img src=x onerror=alert(1)>"'&`;
    const hostile = monthlyReport(source.policy, source.period, { accounts: [{ id: "x", name, orders: [{ id: "1", date: "2026-10-01", lines: [{ article: "HOOK-10", quantity: 5, unitPrice: "4.75" }] }] }] });
    const page = await reportPage(hostile, [], catalogueOf("en"));
    expect(page).not.toContain("<img");
    expect(page).toContain("&lt;img");
  });

  test("of nothing are pages as well", async () => {
    const empty = monthlyReport(source.policy, source.period, { accounts: [] });
    const page = await reportPage(empty, [], catalogueOf("en"));
    expect(page).toContain("Nothing to do.");
    expect(page).not.toMatch(/undefined|NaN|Infinity/);
  });
});

test("the terms for order files name what orders can give", () => {
  const policy = JSON.parse(readFileSync(new URL("../../examples/review/policy.json", import.meta.url), "utf8")) as Record<string, unknown>;
  for (const key of ["pricing", "bonus", "loyalty", "loyaltyLiability", "value", "crossSell", "scorecard", "abc"]) expect(policy[key]).toBeDefined();
});

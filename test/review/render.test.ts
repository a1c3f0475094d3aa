/** Reviews in words: catalogues, text for a terminal, and a page. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { changeInWords, english, french, message, monthlyReport, renderHtml, renderText, reportDocument, reviewAccount, reviewFigures, reviewPortfolio, starterActions, untranslated } from "../../src/review/index.js";
import type { Catalogue, ReportBlock, Reportable, ReviewChange } from "../../src/review/index.js";
import { runs } from "../support/runs.js";
import { fullPolicy, known2026, market2026 } from "./full-policy.js";

const asOf = "2026-11-23";
const account = reviewAccount(fullPolicy, known2026, { asOf, market: market2026, previous: reviewAccount(fullPolicy, { ...known2026, orders: known2026.orders.slice(0, 2), complaints: [] }, { asOf: "2026-10-31", market: market2026 }) });
const previous = reviewPortfolio(fullPolicy, [{ ...known2026, complaints: [], orders: known2026.orders.slice(0, 2) }], { asOf: "2026-10-31", market: market2026 });
const portfolio = reviewPortfolio(fullPolicy, [known2026, { id: "bolt", orders: [] }], { asOf, market: market2026, previous });
const month = monthlyReport(fullPolicy, { from: "2026-11-01", until: "2026-12-01" }, {
  accounts: [known2026],
  market: market2026,
  previous,
  channels: { costs: [{ channel: "fairs", cost: { amount: "500.00", currency: "EUR" } }], leads: [{ lead: "l1", channel: "fairs", stage: "client" }, { lead: "l2", channel: "fairs", stage: "lead" }] },
});
const all: readonly (readonly [string, Reportable])[] = [["an account", account], ["a portfolio", portfolio], ["a month", month]];
const catalogues: readonly (readonly [string, Catalogue])[] = [["English", english], ["French", french]];

describe("catalogues", () => {
  test("each has a message for every code of the other, beside the words of the rules", () => {
    expect(untranslated(french, english)).toEqual([]);
    expect(untranslated(english, french).filter((code) => !code.startsWith("action."))).toEqual([]);
  });

  test("a message has the same parameters in both", () => {
    const parameters = (text: string): string[] => [...new Set([...text.matchAll(/\{([A-Za-z.]+)[#}]/g)].map(([, name = ""]) => name))].sort();
    for (const [code, text] of Object.entries(english.messages)) expect([code, parameters(french.messages[code] ?? "")]).toEqual([code, parameters(text)]);
  });

  test("French has the words of every rule to begin with, of the same figures", () => {
    for (const { id, reason } of starterActions) {
      expect(french.messages[`action.${id}.title`]).toBeDefined();
      const named = (text: string): string[] => [...text.matchAll(/\{([^}#]+)(?:#[^}]*)?\}/g)].map(([, name = ""]) => name);
      for (const name of named(french.messages[`action.${id}.reason`] ?? "{none}")) {
        expect(named(reason).concat(["lifecycle.state"])).toContain(name);
      }
    }
  });

  test("every figure has a name", () => {
    for (const name of Object.keys(reviewFigures)) for (const [, catalogue] of catalogues) expect(message(catalogue, `figure.${name}`)).not.toBe("");
  });

  test("French keeps its marks with the word before, and joins its apostrophes", () => {
    for (const [code, text] of Object.entries(french.messages)) {
      expect([code, text]).toEqual([code, expect.not.stringMatching(/[^\u00a0\u202f][:;!?»%]|«[^\u00a0\u202f]|'/)]);
    }
    // The rules' own words of the portfolio matrix are the host's, in its language.
    const words = [account, month].map((one) => renderText(one, french, { width: 400 })).join("\n").split("\n").filter((line) => !line.includes("business") && !line.includes("promises")).join("\n");
    expect(words).not.toMatch(/[^\u00a0\u202f\n] ?[;!?]/);
  });

  test("what is not known is said in the language, and no name of a program is left in it", () => {
    const bare = reviewPortfolio({ ...fullPolicy, value: { purchases: "bg-nbd" } }, [{ id: "acme", orders: [] }], { asOf });
    const alone = reviewAccount({ id: "m", currency: "EUR" }, { id: "acme", orders: [] }, { asOf });
    for (const review of [bare.accounts[0]!, alone]) {
      for (const part of review.missing) {
        const finding = review[part];
        for (const name of finding.state === "unknown" ? finding.missing : []) {
          for (const [, catalogue] of catalogues) expect([part, name, name in reviewFigures || Object.hasOwn(catalogue.messages, `missing.${name}`) || name in (fullPolicy.assessment?.subScores ?? {})]).toEqual([part, name, true]);
        }
      }
    }
  });

  test("a rule of the host's own under a name of ours keeps its own words where the figures are others", () => {
    const rule = { ...starterActions.find(({ id }) => id === "collect-overdue")!, when: { fact: "turnover.orders", operator: "equal", value: 0 }, reason: "Nothing bought: {turnover.orders} {turnover.orders#order|orders}." } as const;
    const { value: _, ...plain } = rule;
    const review = reviewAccount({ id: "m", currency: "EUR", actions: [plain] }, { id: "acme", orders: [] }, { asOf });
    expect(review.actions[0]?.reason).toBe("Nothing bought: 0 orders.");
    expect(renderText(review, french)).toContain("Nothing bought: 0 order.");
  });

  test("amounts below zero go from one to the other, and neither rise nor fall", () => {
    const text = renderText(account, english, { width: 200 });
    expect(text).toContain("Returns went from EUR\u00a00.00 to EUR\u00a0−88.00.");
    expect(text).toContain("blocked by: Clear the hold before anything more is delivered");
  });

  test("a change is told with the decimals that it takes to see it", () => {
    const words = (change: Pick<ReviewChange, "figure" | "from" | "to">, catalogue = english): string =>
      changeInWords({ part: "review", kind: "rose", direction: "worse", importance: 1, ...change }, catalogue, "EUR");
    expect(words({ figure: "abc.share", from: 0.0081, to: 0.0084 })).toBe("Share of the turnover rose from 0.81\u00a0% to 0.84\u00a0%.");
    expect(words({ figure: "payment.daysBeyondTerms", from: 12.2, to: 12.4 })).toBe("Beyond terms rose from 12.2 days to 12.4 days.");
    expect(words({ figure: "market.relativeStrength", from: 1.001, to: 1.004 })).toBe("Relative strength rose from 1.001 to 1.004.");
    expect(words({ figure: "abc.share", from: 0.25, to: 0.5 })).toBe("Share of the turnover rose from 25\u00a0% to 50\u00a0%.");
  });

  test("of a list, what came and what left is told", () => {
    const words = (from: readonly string[], to: readonly string[], catalogue: Catalogue): string =>
      changeInWords({ figure: "missing", part: "review", kind: "changed", direction: "worse", importance: 1, from, to }, catalogue, "EUR");
    expect(words(["score"], ["score", "contacts"], english)).toBe("Parts not known: now also Contacts.");
    expect(words(["score", "contacts"], ["score"], english)).toBe("Parts not known: no longer Contacts.");
    expect(words(["score"], ["contacts"], french)).toBe("Parties inconnues\u00a0: désormais aussi Contacts, mais sans Score.");
    expect(words([], ["contacts"], english)).toBe("Parts not known went from none to Contacts.");
    expect(words(["score", "contacts"], ["contacts", "score"], english)).toBe("Parts not known went from Score, Contacts to Contacts, Score.");
  });

  test("a table that is too wide for the terminal is told row by row, with every amount whole", () => {
    const text = renderText(portfolio, english, { width: 40 });
    for (const { expectedLoss, exposure } of portfolio.grades.state === "known" ? portfolio.grades.value : []) {
      for (const { amount } of [expectedLoss, exposure]) expect(text).toContain(`EUR\u00a0${amount.replace(/^(\d)(\d{3}\.)/, "$1,$2")}`);
    }
    expect(portfolio.risks.map((one) => one.kind)).toContain("overdue-backlog");
  });

  test("numbers choose their word as the language does", () => {
    expect([0, 1, 2].map((days) => message(english, "text.days", { days }))).toEqual(["0 days", "1 day", "2 days"]);
    expect([0, 1, 2].map((days) => message(french, "text.days", { days }))).toEqual(["0 jour", "1 jour", "2 jours"]);
  });

  test.each([
    [() => message(english, "no.such"), "review.no_message", "code"],
    [() => message(english, "text.days"), "review.message_parameter", "parameters"],
    [() => message({ ...english, plural: "never" } as never, "text.none"), "schema.value", "catalogue.plural"],
    [() => message({ ...english, language: "en\u0000" }, "text.none"), "schema.value", "catalogue.language"],
    [() => renderHtml(account, english, { charts: null as never }), "schema.type", "options.charts"],
    [() => message({ ...english, months: [] }, "text.none"), "schema.value", "catalogue.months"],
    [() => renderText(account, {} as never), "schema.type", "catalogue.language"],
    [() => renderText({} as never, english), "schema.value", "review.kind"],
    [() => renderText({ kind: "account-review" } as never, english), "schema.damaged", "review"],
    [() => renderText(account, english, { width: 10 }), "schema.range", "options.width"],
    [() => renderHtml(account, english, { charts: { abc: 1 } as never }), "schema.type", "options.charts.abc"],
  ])("bad input %#", (call, code, path) => {
    expect(call).toThrow(expect.objectContaining({ code, path }));
  });
});

describe.each(all)("%s", (_, review) => {
  test.each(catalogues)("as text in %s: whole sentences in bounded lines", (__, catalogue) => {
    for (const width of [60, 96, 160]) {
      const text = renderText(review, catalogue, { width });
      for (const line of text.split("\n")) expect(line.length).toBeLessThanOrEqual(width);
      expect(text).not.toMatch(/undefined|NaN|\[object|\{[a-z]/);
    }
  });

  test.each(catalogues)("as a page in %s: it needs nothing else", (__, catalogue) => {
    const page = renderHtml(review, catalogue);
    expect(page).toMatch(new RegExp(`^<!doctype html>\n<html lang="${catalogue.language}">`));
    expect(page).not.toMatch(/<script|https?:\/\/|src=|@import|url\(|undefined|NaN|\[object/);
    expect(page.match(/<section /g)?.length).toBe(page.match(/<\/section>/g)?.length);
    expect(page.match(/ id="/g)?.length).toBe(new Set(page.match(/ id="[^"]+"/g)).size);
  });

  test("text and page say the same figures", () => {
    const { tiles, sections } = reportDocument(review, english);
    const text = renderText(review, english, { width: 300 });
    const page = renderHtml(review, english);
    for (const { label, value } of tiles) {
      for (const drawn of [text, page]) {
        expect(drawn).toContain(label);
        expect(drawn).toContain(value);
      }
    }
    const titles = sections.filter(({ blocks }) => blocks.some((block: ReportBlock) => block.kind !== "chart")).map((one) => one.title);
    for (const title of titles) expect(text).toContain(`\n${title}\n`);
  });
});

describe("amounts", () => {
  test("have the minor units of their currency, however the figure was stored", () => {
    const { matrix } = portfolio;
    if (matrix.state === "unknown") throw new Error("the policy has a matrix");
    const cells = matrix.value.cells.map((cell) => ({ ...cell, revenue: "973045.9" }));
    const stored = { ...portfolio, matrix: { ...matrix, value: { ...matrix.value, cells } } };
    expect(renderText(stored, english, { width: 300 })).toContain("973,045.90");
  });
});

describe("names of any kind", () => {
  const hostile = fc.string({ unit: fc.oneof(fc.constantFrom("\u0000", "\n", "\r", "\t", "\u001b[31m", "\u0085", "\u2028", "\u202e", "\u200f", "\u2066", "\ufeff", "\ud83d", "\u0301", "👩‍🌾", "🇫🇷", "名", "한", "ש", "x".repeat(60), " ", "{name}", "$&"), fc.string({ unit: "binary", minLength: 1, maxLength: 1 })), maxLength: 40 }).filter((text) => text.length <= 500);
  const columns = (line: string): number => Array.from(line.replace(/[\p{M}\u200b-\u200d]/gu, "")).reduce((sum, one) => sum + (/[\p{Script=Han}\p{Script=Hangul}]/u.test(one) ? 2 : 1), 0);

  test("W-21 neither break a line, nor command a terminal, nor turn what follows", () => {
    fc.assert(
      fc.property(hostile, fc.constantFrom(40, 80), (name, width) => {
        const market = { ...market2026, swot: [{ ...market2026.swot![0]!, text: name === "" ? "x" : name }] };
        const review = reviewPortfolio(fullPolicy, [{ ...known2026, name }], { asOf, market });
        const lines = renderText(review, english, { width }).split("\n");
        const plain = renderText(reviewPortfolio(fullPolicy, [{ ...known2026, name: "Acme" }], { asOf, market }), english, { width }).split("\n");
        for (const line of lines) expect(columns(line)).toBeLessThanOrEqual(width);
        const shown = [...lines, renderHtml(review, french), renderText(review.accounts[0]!, french, { width })].join("");
        expect(shown).not.toMatch(new RegExp("[\\u0000-\\u0009\\u000b-\\u001f\\u007f-\\u009f\\u2028\\u2029\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069\\ufeff]"));
        expect(shown).toSatisfy((text: string) => !/[\ud800-\udfff]/u.test(text));
        expect(lines.filter((line) => /^[A-Z]/.test(line)).length).toBe(plain.filter((line) => /^[A-Z]/.test(line)).length);
      }),
      runs(40),
    );
  });

  test("a name of nothing but spaces is none", () => {
    const review = reviewAccount({ id: "m", currency: "EUR" }, { id: "acme", name: "  ", orders: [] }, { asOf });
    expect(renderText(review, english)).toMatch(/^Account review: acme\n/);
  });
});

describe("the page", () => {
  test("draws the charts that are given in their places, and no others", () => {
    const page = renderHtml(portfolio, english, { charts: { abc: "<svg data-a></svg>", unknown: "<svg data-b></svg>" } });
    expect(page).toContain('aria-label="ABC by net turnover"><svg data-a></svg>');
    expect(page).not.toContain("data-b");
  });

  test("W-20 nothing that an account is called can leave its place", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("<", ">", '"', "'", "&", "a", "</title>", "<script>"), minLength: 1, maxLength: 12 }), (name) => {
        const hostile = reviewAccount({ id: "m", currency: "EUR" }, { id: "x", name, orders: [] }, { asOf });
        const page = renderHtml(hostile, english);
        expect(page).not.toContain("<script");
        expect(page.match(/<h1>[^<>]*<\/h1>/g)).toHaveLength(1);
      }),
      runs(60),
    );
  });
});

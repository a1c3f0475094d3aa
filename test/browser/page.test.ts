/**
 * The pages of the example, opened in Chromium and read as a person would: seen, reached by
 * keyboard, printed. Runs as the step `browser` of the checks; elsewhere it is skipped.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";

import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { startChromium } from "./chromium.js";

const isAsked = process.env["BROWSER_TEST"] === "1";
const READING = readFileSync(new URL("in-page.js", import.meta.url), "utf8");
const CONTRAST_MIN = 4.5;
const WORD_SIZE_MIN = 9;
const ACCOUNT = "C-040";

interface Seen {
  readonly text: string;
  readonly ratio: number;
  readonly size: number;
}

interface SeenChart {
  readonly title: string;
  readonly caption: string;
  readonly marks: number;
  readonly width: number;
}

const PAGES = [
  { name: "month", language: "en", charts: 7 },
  { name: "account", language: "fr", charts: 3 },
] as const;
const VIEWS = [
  { width: 390, colorScheme: "light" },
  { width: 390, colorScheme: "dark" },
  { width: 1440, colorScheme: "light" },
  { width: 1440, colorScheme: "dark" },
] as const;

/** Loaded only where it is asked for: drawing takes a while to be imported. */
async function writePages(folder: string): Promise<void> {
  const { monthlyReport } = await import("../../src/review/index.js");
  const { accountPage, reportPage } = await import("../../examples/review/page.js");
  const { companySource } = await import("../../examples/review/sources.js");
  const { catalogueOf } = await import("../../examples/review/words.js");
  const { policy, period, facts } = await companySource({});
  const report = monthlyReport(policy, period, facts);
  const account = report.review.accounts.find((one) => one.account.id === ACCOUNT);
  if (account === undefined) throw new Error(`there is no account ${ACCOUNT}`);
  const write = (name: string, page: string): void => writeFileSync(path.join(folder, `${name}.html`), page);
  write("month", await reportPage(report, facts.accounts, catalogueOf("en")));
  write("account", await accountPage(account, report, facts.accounts, catalogueOf("fr")));
}

describe.runIf(isAsked)("the pages in Chromium", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "clientele-pages-"));
  let browser: Browser | undefined;

  beforeAll(async () => {
    await writePages(folder);
    browser = await startChromium();
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  interface Opened {
    readonly page: Page;
    /** What a test asks of the page, by `in-page.js`. */
    readonly ask: (question: string) => Promise<unknown>;
    readonly errors: readonly string[];
    readonly requests: readonly string[];
  }

  async function open(name: string, view: { readonly width: number; readonly colorScheme?: "light" | "dark" }): Promise<Opened> {
    if (browser === undefined) throw new Error("the browser did not start");
    const { width, colorScheme = "light" } = view;
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
    const errors: string[] = [];
    const requests: string[] = [];
    page.on("console", (message) => errors.push(message.text()));
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("request", (request) => requests.push(request.url()));
    await page.goto(pathToFileURL(path.join(folder, `${name}.html`)).href);
    const scripts = await page.evaluate("document.querySelectorAll('script').length");
    expect(scripts).toBe(0);
    await page.evaluate(READING);
    return { page, ask: (question) => page.evaluate(`window.reading.${question}`), errors, requests };
  }

  describe.each(PAGES)("$name", ({ name, language, charts }) => {
    test("asks for nothing else and reports no error", async () => {
      const { page, ask, errors, requests } = await open(name, { width: 1440 });
      await page.waitForLoadState("networkidle");
      expect(errors).toEqual([]);
      expect(requests.filter((url) => !url.startsWith("data:"))).toEqual([pathToFileURL(path.join(folder, `${name}.html`)).href]);
      expect(await ask("scripts()")).toBe(0);
      expect(await ask("language()")).toBe(language);
      await page.close();
    });

    test("has its charts, each with marks, a title and a caption", async () => {
      const { page, ask } = await open(name, { width: 1440 });
      const seen = (await ask("charts()")) as readonly SeenChart[];
      expect(seen).toHaveLength(charts);
      for (const { title, caption, marks, width } of seen) {
        expect([title, marks > 0, width > 200]).toEqual([title, true, true]);
        expect(title).not.toBe("");
        expect(caption).not.toBe("");
      }
      await page.close();
    });

    test("has headings in order, and every id once", async () => {
      const { page, ask } = await open(name, { width: 1440 });
      const levels = (await ask("headings()")) as readonly number[];
      expect(levels[0]).toBe(1);
      expect(levels.filter((level) => level === 1)).toHaveLength(1);
      levels.forEach((level, place) => expect(level - (levels[place - 1] ?? 0)).toBeLessThanOrEqual(1));
      const ids = (await ask("ids()")) as readonly string[];
      expect(new Set(ids).size).toBe(ids.length);
      await page.close();
    });

    test("can be walked through by keyboard: every table is reached, in order, and shows it", async () => {
      const { page, ask } = await open(name, { width: 390 });
      const stops = Number(await ask("stops()"));
      expect(stops).toBeGreaterThan(1);
      expect(await ask("unnamedRegions()")).toBe(0);
      for (let place = 0; place < stops; place += 1) {
        await page.keyboard.press("Tab");
        const focus = (await ask("focus()")) as { place: number; outline: string };
        expect(focus.place).toBe(place);
        expect(focus.outline).not.toBe("none");
      }
      await page.close();
    });

    test.each(VIEWS)("fits and is readable at $width pixels, $colorScheme", async (view) => {
      const { page, ask } = await open(name, view);
      const { content, window } = (await ask("size()")) as { content: number; window: number };
      expect(content).toBeLessThanOrEqual(window);
      expect(await ask("overflowing(false)")).toEqual([]);
      const texts = (await ask("texts()")) as readonly Seen[];
      const words = (await ask("words()")) as readonly Seen[];
      expect(texts.length).toBeGreaterThan(100);
      expect(words.length).toBeGreaterThan(20);
      expect([...texts, ...words].filter(({ ratio }) => ratio < CONTRAST_MIN)).toEqual([]);
      expect(words.filter(({ size }) => size < WORD_SIZE_MIN)).toEqual([]);
      expect(texts.filter(({ size }) => size < 12)).toEqual([]);
      await page.close();
    });

    test("prints on whole pages, with nothing beyond their edge", async () => {
      const { page, ask } = await open(name, { width: 718, colorScheme: "dark" });
      await page.emulateMedia({ media: "print", colorScheme: "dark" });
      expect(await ask("overflowing(true)")).toEqual([]);
      const texts = (await ask("texts()")) as readonly Seen[];
      expect(texts.filter(({ ratio }) => ratio < CONTRAST_MIN)).toEqual([]);
      const printed = await page.pdf({ format: "A4", margin: { top: "10mm", bottom: "10mm", left: "10mm", right: "10mm" } });
      const sheets = printed.toString("latin1").match(/\/Type\s*\/Page\b/g) ?? [];
      expect(sheets.length).toBeGreaterThan(1);
      expect(sheets.length).toBeLessThan(40);
      await page.close();
    });
  });
});

test.runIf(!isAsked)("the pages are read in a browser by the step of that name", () => {
  expect(process.env["BROWSER_TEST"]).not.toBe("1");
});

/** Reviews that were stored and came back damaged: read, or refused by an error of ours. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { compileReview, english, factsBehind, french, monthlyReport, nextBestActions, renderHtml, renderText, reviewAccount, reviewPortfolio } from "../../src/review/index.js";
import type { AccountReview, MonthlyReport, PortfolioReview } from "../../src/review/index.js";
import { isClienteleError } from "../../src/values/index.js";
import { runs } from "../support/runs.js";
import { fullPolicy, known2026, market2026 } from "./full-policy.js";

const asOf = "2026-11-23";
const market = market2026;
const plan = compileReview(fullPolicy);
const others = [known2026, { ...known2026, id: "bolt", complaints: [] }, { id: "empty", orders: [] }];
const portfolio = reviewPortfolio(plan, others, { asOf, market });
const account = reviewAccount(plan, known2026, { asOf, market, previous: reviewAccount(plan, { ...known2026, complaints: [] }, { asOf: "2026-11-20", market }) });
const month = monthlyReport(plan, { from: "2026-11-01", until: "2026-12-01" }, { accounts: others, market, channels: { costs: [], leads: [] } });

type Place = readonly (string | number)[];

/** Every member of a value, the value itself left out. */
function placesOf(value: unknown, place: Place = []): Place[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    const here = [...place, Array.isArray(value) ? Number(key) : key];
    return [here, ...placesOf(member, here)];
  });
}

const gone = Symbol("gone");

function damaged<T>(value: T, place: Place, junk: unknown): T {
  const copy: unknown = structuredClone(value);
  let holder = copy as Record<string | number, unknown>;
  for (const key of place.slice(0, -1)) holder = holder[key] as Record<string | number, unknown>;
  const last = place.at(-1) ?? "";
  if (junk === gone) delete holder[last];
  else holder[last] = junk;
  return copy as T;
}

const junk: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(gone, null, undefined, Number.NaN, Number.POSITIVE_INFINITY, -1, 0, 1e308, "", "x", "-", "1e5", "9999-99-99", true, [], {}, [null], { state: "known" }, { state: "known", value: null }, { state: "unknown" }, "__proto__"),
  fc.jsonValue(),
);

function isRefusedOrRead(work: () => unknown): void {
  try {
    const result = work();
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
  } catch (error) {
    if (!isClienteleError(error)) throw error;
  }
}

function isSafe(places: readonly Place[], use: (place: Place, rubbish: unknown) => readonly (() => unknown)[]): void {
  fc.assert(
    fc.property(fc.constantFrom(...places), junk, (place, rubbish) => {
      for (const work of use(place, rubbish)) isRefusedOrRead(work);
    }),
    runs(200),
  );
}

describe("a stored review that was damaged in one place", () => {
  test("W-50 of an account is read or refused as the previous one, by the actions and by the drawings", () => {
    isSafe(placesOf(account), (place, rubbish) => {
      const bad: AccountReview = damaged(account, place, rubbish);
      return [
        () => reviewAccount(plan, known2026, { asOf, market, previous: bad }).changes,
        () => nextBestActions(plan, bad),
        () => renderText(bad, english),
        () => renderHtml(bad, french),
        () => factsBehind(known2026, (bad.basis as AccountReview["basis"] | null | undefined)?.turnover),
      ];
    });
  }, 120_000);

  test("W-51 of a portfolio is read or refused as the previous one, and by the drawings", () => {
    const places = placesOf(portfolio).filter((place) => place[0] !== "accounts" || place[1] === 0);
    isSafe(places, (place, rubbish) => {
      const bad: PortfolioReview = damaged(portfolio, place, rubbish);
      const again = [{ id: "acme", orders: [] }];
      return [() => ({ ...reviewPortfolio(plan, again, { asOf, previous: bad }) }), () => renderText(bad, french), () => renderHtml(bad, english)];
    });
  }, 120_000);

  test("W-52 a damaged report of a month is drawn or refused", () => {
    const places = placesOf(month).filter((place) => place[0] !== "review");
    isSafe(places, (place, rubbish) => {
      const bad: MonthlyReport = damaged(month, place, rubbish);
      return [() => renderText(bad, english), () => renderHtml(bad, french)];
    });
  }, 120_000);

  test("the places that are damaged are many", () => {
    expect(placesOf(account).length).toBeGreaterThan(500);
  });
});

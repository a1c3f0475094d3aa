/** Published rebates, as literals: ids as in the collection of pricing vectors. */
import { describe, expect, test } from "vitest";

import { compileAgreement, earned, settle } from "../../src/bonus/index.js";
import type { BonusAgreement } from "../../src/bonus/index.js";

const eur = (amount: string): { amount: string; currency: string } => ({ amount, currency: "EUR" });
const flatRate = (value: string, article?: string): BonusAgreement => ({
  id: "acme",
  currency: "EUR",
  valid: { from: "2026-01-01" },
  schedules: [{ id: "turnover", scale: { kind: "allUnits", bands: [{ from: 0, value }] } }],
  ...(article === undefined ? {} : { eligible: { fact: "article", operator: "equal", value: article } }),
});
const lines = (first: string, rest: string): { id: string; date: string; amount: { amount: string; currency: string }; article: string }[] => [
  { id: "R-1", date: "2026-02-01", amount: eur(first), article: "p1" },
  { id: "R-2", date: "2026-02-01", amount: eur(rest), article: "p2" },
];

describe("published rebates", () => {
  test("reb-01 a flat percentage of turnover", () => {
    expect(earned(compileAgreement(flatRate("0.10")), lines("1000", "2800"), "2026-12-31").earned).toEqual(eur("380.00"));
  });

  test("reb-04 incremental bands: 10, 20 and 30 % of the parts of 1 000 up to 100, up to 300 and beyond are 260", () => {
    // The collection notes that the peer's own test expects 280 and is wrong.
    const bands = [{ from: 0, value: "0.10" }, { from: 100, value: "0.20" }, { from: 300, value: "0.30" }];
    const plan = compileAgreement({ ...flatRate("0"), schedules: [{ id: "turnover", scale: { kind: "graduated", bands } }] });
    expect(earned(plan, lines("1000", "0"), "2026-12-31").earned).toEqual(eur("260.00"));
  });

  test("reb-05 only the eligible product", () => {
    const plan = compileAgreement(flatRate("0.20", "p1"));
    expect(earned(plan, lines("1000", "2800"), "2026-12-31").earned).toEqual(eur("200.00"));
  });

  test("reb-06 the eligible lines are the base of the settlement too", () => {
    const plan = compileAgreement(flatRate("0.02", "p1"));
    expect(earned(plan, lines("600", "400"), "2026-12-31").earned).toEqual(eur("12.00"));
    expect(settle(plan, lines("600", "400"), [], "2026-12-31").amount).toEqual(eur("12.00"));
  });

  test("reb-08 a partial settlement leaves the rest payable", () => {
    const plan = compileAgreement(flatRate("0.10"));
    const paid = [{ id: "S-1", date: "2026-06-30", amount: eur("80.00") }];
    expect(settle(plan, lines("1000", "200"), paid, "2026-12-31").amount).toEqual(eur("40.00"));
  });
});

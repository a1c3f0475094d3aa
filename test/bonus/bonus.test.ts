import { describe, expect, test } from "vitest";

import { accrue, compileAgreement, earned, nextBand, settle } from "../../src/bonus/index.js";
import type { BonusAgreement } from "../../src/bonus/index.js";
import { bonusAgreementSchema, parseAgreement, safeParseAgreement } from "../../src/bonus/schema.js";
import { deepFreeze } from "../support/freeze.js";

const eur = (amount: string): { amount: string; currency: string } => ({ amount, currency: "EUR" });
const acme: BonusAgreement = deepFreeze({
  id: "acme-2026",
  currency: "EUR",
  valid: { from: "2026-01-01", until: "2028-01-01" },
  scale: {
    kind: "graduated",
    bands: [
      { from: 0, value: "0" },
      { from: 50_000, value: "0.02" },
      { from: 100_000, value: "0.04" },
    ],
  },
});
const turnover = deepFreeze([
  { id: "R-1", date: "2026-03-02", amount: eur("70000.00"), article: "chair" },
  { id: "R-2", date: "2026-09-14", amount: eur("50000.00"), article: "desk" },
  { id: "C-2", date: "2026-11-02", amount: eur("-10000.00"), article: "desk" },
  { id: "R-3", date: "2027-02-01", amount: eur("60000.00"), article: "chair" },
]);

describe("an annual graduated bonus", () => {
  const plan = compileAgreement(acme);

  test("is explained by period and band", () => {
    const answer = earned(plan, turnover, "2026-12-31");
    expect(answer.earned).toEqual(eur("1400.00"));
    expect(answer.periods).toEqual([
      {
        period: { from: "2026-01-01", until: "2027-01-01" },
        documents: 3,
        turnover: eur("110000.00"),
        earned: eur("1400.00"),
        parts: [
          { from: "0", until: "50000", base: "50000", value: "0", amount: "0" },
          { from: "50000", until: "100000", base: "50000", value: "0.02", amount: "1000" },
          { from: "100000", base: "10000", value: "0.04", amount: "400" },
        ],
        band: "100000",
      },
    ]);
  });

  test("begins anew each year; the years add up", () => {
    const answer = earned(plan, turnover, "2027-06-30");
    expect(answer.periods.map((one) => one.earned.amount)).toEqual(["1400.00", "200.00"]);
    expect(answer.earned).toEqual(eur("1600.00"));
  });

  test("accrues month by month, and a return takes back", () => {
    const months = ["2026-01-01", "2026-04-01", "2026-10-01", "2026-12-01", "2027-01-01"];
    const changes = months.slice(1).map((until, index) => accrue(plan, turnover, months[index] ?? "", until).change.amount);
    expect(changes).toEqual(["400.00", "1400.00", "-400.00", "0.00"]);
  });

  test("is clawed back when a return comes after the settlement", () => {
    const paid = [{ id: "S-1", date: "2026-09-30", amount: eur("1800.00") }];
    expect(settle(plan, turnover, paid, "2026-12-31")).toEqual({
      agreement: "acme-2026",
      asOf: "2026-12-31",
      earned: eur("1400.00"),
      settledBefore: eur("1800.00"),
      amount: eur("-400.00"),
      kind: "claw-back",
    });
  });

  test("tells the way to the next band, and that there is none", () => {
    expect(nextBand(plan, turnover, "2027-02-01")).toEqual({
      period: { from: "2027-01-01", until: "2028-01-01" },
      from: "100000",
      missing: eur("40000.00"),
      by: "2027-12-31",
      daysLeft: 334,
      gain: eur("800.00"),
      value: "0.04",
    });
    expect(nextBand(plan, turnover, "2026-12-31")).toBeNull();
    expect(nextBand(plan, turnover, "2025-12-31")).toBeNull();
    expect(nextBand(plan, turnover, "2028-01-01")).toBeNull();
  });

  test("counts what is eligible only, in accrual and settlement alike", () => {
    const chairs = compileAgreement({
      ...acme,
      scale: { kind: "allUnits", bands: [{ from: 0, value: "0.02" }] },
      eligible: { fact: "article", operator: "equal", value: "chair" },
    });
    expect(earned(chairs, turnover, "2026-12-31")).toMatchObject({ earned: eur("1400.00"), ineligible: 2 });
    expect(settle(chairs, turnover, [], "2026-12-31").amount).toEqual(eur("1400.00"));
  });

  test("a last period ends with the agreement", () => {
    const short = compileAgreement({ ...acme, valid: { from: "2026-01-01", until: "2026-08-01" }, period: "P6M" });
    expect(earned(short, turnover, "2026-12-31").periods.map((one) => one.period)).toEqual([
      { from: "2026-01-01", until: "2026-07-01" },
      { from: "2026-07-01", until: "2026-08-01" },
    ]);
  });
});

describe("published numbers", () => {
  const flatRate = (rate: string): BonusAgreement => ({ ...acme, scale: { kind: "allUnits", bands: [{ from: 0, value: rate }] } });

  test("10 % of 3 800 is 380 (OCA agreement_rebate)", () => {
    const plan = compileAgreement(flatRate("0.1"));
    const invoices = [{ id: "1", date: "2026-02-02", amount: eur("3800.00") }];
    expect(earned(plan, invoices, "2026-12-31").earned).toEqual(eur("380.00"));
  });

  test("20 % of the eligible 1 000 of 3 800 is 200 (OCA agreement_rebate)", () => {
    const plan = compileAgreement({ ...flatRate("0.2"), eligible: { fact: "article", operator: "equal", value: "p1" } });
    const invoices = [
      { id: "1", date: "2026-02-02", amount: eur("1000.00"), article: "p1" },
      { id: "2", date: "2026-02-02", amount: eur("2800.00"), article: "rest" },
    ];
    expect(earned(plan, invoices, "2026-12-31")).toMatchObject({ earned: eur("200.00"), ineligible: 1 });
  });

  test("2 % of the eligible 600 is 12, in accrual and in settlement (SAP)", () => {
    const plan = compileAgreement({ ...flatRate("0.02"), eligible: { fact: "article", operator: "equal", value: "5001" } });
    const invoices = [
      { id: "1", date: "2026-02-02", amount: eur("600.00"), article: "5001" },
      { id: "2", date: "2026-02-02", amount: eur("400.00"), article: "5002" },
    ];
    expect(accrue(plan, invoices, "2026-01-01", "2027-01-01").change).toEqual(eur("12.00"));
    expect(settle(plan, invoices, [], "2026-12-31").amount).toEqual(eur("12.00"));
  });
});

describe("bad input", () => {
  const plan = compileAgreement(acme);
  const invoice = { id: "1", date: "2026-02-02", amount: eur("1.00") };
  test.each([
    [() => earned(plan, [invoice, invoice], "2026-12-31"), "bonus.duplicate_id", "turnover[1].id"],
    [() => earned(plan, [{ ...invoice, amount: { amount: "1.00", currency: "USD" } }], "2026-12-31"), "bonus.currency_mismatch", "turnover[0].amount.currency"],
    [() => earned(plan, [{ ...invoice, amount: eur("1.001") }], "2026-12-31"), "money.scale", "turnover[0].amount.amount"],
    [() => earned(plan, [{ ...invoice, date: "2026-02-30" }], "2026-12-31"), "date.invalid", "turnover[0].date"],
    [() => earned(plan, [invoice], "soon"), "date.format", "asOf"],
    [() => accrue(plan, [], "2026-02-01", "2026-02-01"), "date.range_reversed", "until"],
    [() => settle(plan, [], [{ id: "S", date: "2027-01-01", amount: eur("1.00") }], "2026-12-31"), "bonus.future_date", "settled[0].date"],
    [
      () => settle(plan, [], [{ id: "S", date: "2026-01-01", amount: eur("1.00") }, { id: "S", date: "2026-01-01", amount: eur("1.00") }], "2026-12-31"),
      "bonus.duplicate_id",
      "settled[1].id",
    ],
  ])("case %#", (attempt, code, path) => {
    let seen: unknown;
    try {
      attempt();
    } catch (error) {
      seen = error;
    }
    expect(seen).toMatchObject({ code, path });
  });

  test("an agreement lists all its issues", () => {
    const broken: unknown = {
      id: "",
      currency: "XXX",
      valid: { from: "2026-01-01", until: "2025-01-01" },
      period: "PT1H",
      scale: { kind: "allUnits", bands: [] },
      eligible: { fact: "colour", operator: "equal", value: "red" },
      rounding: "sideways",
    };
    let seen: unknown;
    try {
      compileAgreement(broken as BonusAgreement);
    } catch (error) {
      seen = error;
    }
    const { issues } = seen as { issues: { code: string; path: string }[] };
    expect(issues.map((issue) => issue.path)).toEqual([
      "id",
      "currency",
      "valid.until",
      "period",
      "scale.bands",
      "eligible.fact",
      "rounding",
    ]);
  });

  test("the schema takes the agreement and refuses what it does not know", () => {
    expect(parseAgreement(structuredClone(acme))).toEqual(acme);
    expect(bonusAgreementSchema.safeParse(acme).success).toBe(true);
    expect(safeParseAgreement({ ...acme, bonus: 1 })).toMatchObject({ ok: false, issues: [{ code: "schema.unknown_key" }] });
  });
});

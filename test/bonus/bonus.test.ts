import { describe, expect, test } from "vitest";

import { accrue, compileAgreement, earned, earnedAggregate, nextBand, settle } from "../../src/bonus/index.js";
import type { BonusAgreement } from "../../src/bonus/index.js";
import { bonusAgreementSchema, parseAgreement, safeParseAgreement } from "../../src/bonus/schema.js";
import { deepFreeze } from "../support/freeze.js";

const eur = (amount: string): { amount: string; currency: string } => ({ amount, currency: "EUR" });
const acme: BonusAgreement = deepFreeze({
  id: "acme-2026",
  currency: "EUR",
  valid: { from: "2026-01-01", until: "2028-01-01" },
  schedules: [
    {
      id: "turnover",
      scale: {
        kind: "graduated",
        bands: [
          { from: 0, value: "0" },
          { from: 50_000, value: "0.02" },
          { from: 100_000, value: "0.04" },
        ],
      },
    },
  ],
});
const flat = (rate: string): BonusAgreement["schedules"] => [
  { id: "flat", scale: { kind: "allUnits", bands: [{ from: 0, value: rate }] } },
];
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
        schedules: [
          {
            schedule: "turnover",
            period: { from: "2026-01-01", until: "2027-01-01" },
            documents: 3,
            measure: { value: "110000", unit: "EUR" },
            on: { value: "110000", unit: "EUR" },
            band: "100000",
            parts: [
              { from: "0", until: "50000", base: "50000", value: "0", amount: "0" },
              { from: "50000", until: "100000", base: "50000", value: "0.02", amount: "1000" },
              { from: "100000", base: "10000", value: "0.04", amount: "400" },
            ],
            earned: eur("1400.00"),
          },
        ],
        preconditions: [],
        steps: [{ kind: "schedule", id: "turnover", change: eur("1400.00") }],
        earned: eur("1400.00"),
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
      carried: eur("0.00"),
      forgiven: eur("0.00"),
      periods: [
        {
          period: { from: "2026-01-01", until: "2027-01-01" },
          stage: "final",
          earned: eur("1400.00"),
          payable: eur("1400.00"),
          settledBefore: eur("1800.00"),
          amount: eur("-400.00"),
        },
      ],
    });
  });

  test("tells the way to the next band, and that there is none", () => {
    expect(nextBand(plan, turnover, "2027-02-01")).toEqual({
      schedule: "turnover",
      period: { from: "2027-01-01", until: "2028-01-01" },
      from: "100000",
      value: "0.04",
      missing: { amount: "40000.00", unit: "EUR" },
      by: "2027-12-31",
      daysLeft: 334,
      gain: eur("800.00"),
      gainPerUnit: "0.02",
    });
    expect(nextBand(plan, turnover, "2026-12-31")).toBeNull();
    expect(nextBand(plan, turnover, "2025-12-31")).toBeNull();
    expect(nextBand(plan, turnover, "2028-01-01")).toBeNull();
  });

  test("counts what is eligible only, in accrual and settlement alike", () => {
    const chairs = compileAgreement({
      ...acme,
      schedules: flat("0.02"),
      eligible: { fact: "article", operator: "equal", value: "chair" },
    });
    expect(earned(chairs, turnover, "2026-12-31")).toMatchObject({ earned: eur("1400.00"), uncounted: { notEligible: 2 } });
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
  const flatRate = (rate: string): BonusAgreement => ({ ...acme, schedules: flat(rate) });

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
    expect(earned(plan, invoices, "2026-12-31")).toMatchObject({ earned: eur("200.00"), uncounted: { notEligible: 1 } });
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
  const on = (kind: "quantity" | "listTurnover"): BonusAgreement["schedules"] =>
    flat("1").map((one) => ({ ...one, measure: kind === "quantity" ? { kind, unit: "piece" } : { kind } }));
  const pieces = compileAgreement({ ...acme, schedules: on("quantity") });
  const lists = compileAgreement({ ...acme, schedules: on("listTurnover") });
  test.each([
    [() => earned(plan, [invoice, invoice], "2026-12-31"), "bonus.duplicate_id", "turnover[1].id"],
    [() => earned(plan, [{ ...invoice, amount: { amount: "1.00", currency: "USD" } }], "2026-12-31"), "money.rate_missing", "turnover[0].amount.currency"],
    [() => earned(plan, [{ ...invoice, known: "2026-02-01" }], "2026-12-31"), "bonus.known_before", "turnover[0].known"],
    [() => earned(plan, [{ ...invoice, saleDate: "2026-02-03" }], "2026-12-31"), "bonus.sale_after", "turnover[0].saleDate"],
    [() => earned(pieces, [invoice], "2026-12-31"), "bonus.quantity_missing", "turnover[0].quantity"],
    [() => earned(pieces, [{ ...invoice, quantity: { amount: "1", unit: "box" } }], "2026-12-31"), "quantity.unit_mismatch", "turnover[0].quantity.unit"],
    [() => earned(pieces, [{ ...invoice, quantity: { amount: "0.1234567", unit: "piece" } }], "2026-12-31"), "bonus.quantity_scale", "turnover[0].quantity.amount"],
    [() => earned(lists, [invoice], "2026-12-31"), "bonus.list_missing", "turnover[0].list"],
    [() => settle(plan, [], [{ id: "S", date: "2026-01-01", amount: eur("1.00"), forgiven: eur("-1.00") }], "2026-12-31"), "bonus.forgiven", "settled[0].forgiven"],
    [
      () => settle(plan, [], [{ id: "S", date: "2026-01-01", amount: eur("1.00"), periods: [{ from: "2026-01-01", amount: eur("2.00") }] }], "2026-12-31"),
      "bonus.settled_parts",
      "settled[0].periods",
    ],
    [() => earnedAggregate(plan, "2026-12-31").merge(earnedAggregate(plan, "2026-12-31").empty(), earnedAggregate(plan, "2026-12-30").empty()), "bonus.state", "state"],
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
    const bands = [{ from: 0, value: "0.01" }];
    const broken: unknown = {
      id: "",
      currency: "XXX",
      valid: { from: "2026-01-01", until: "2025-01-01" },
      period: { kind: "listed", periods: [{ from: "2026-01-01", until: "2026-04-01" }, { from: "2026-03-01", until: "2026-06-01" }] },
      parties: [{ id: "a", share: "0.5" }, { id: "b", share: "0.4" }],
      eligible: { fact: "colour", operator: "equal", value: "red" },
      productHierarchy: [{ child: "a", parent: "b" }, { child: "b", parent: "a" }],
      schedules: [
        { id: "a", scale: { kind: "allUnits", bands: [] } },
        { id: "b", measure: { kind: "orders" }, on: { kind: "netTurnover" }, scale: { kind: "graduated", bands } },
        { id: "c", every: { kind: "rolling", every: "P2M", length: "P3M" }, scale: { kind: "allUnits", bands } },
        { id: "d", measure: { kind: "growth", as: "amount", reference: {} }, scale: { kind: "allUnits", bands } },
        { id: "e", limits: { cap: 1, guarantee: 2 }, scale: { kind: "allUnits", bands } },
        { id: "f", scale: { kind: "allUnits", bands: [{ from: 0, value: "-0.01" }] } },
        { id: "g", scale: { kind: "allUnits", bands } },
        { id: "g", scale: { kind: "allUnits", bands } },
      ],
      preconditions: [
        { id: "p", kind: "paidOnTime", share: "1.5" },
        { id: "q", kind: "assortment", of: "article", atLeast: 2, list: ["a"] },
        { id: "r", kind: "luck" },
      ],
      commitment: { turnover: "-1", otherwise: { kind: "forfeit" } },
      closing: { after: "soon", late: "exclude" },
      conversions: [{ from: "box", to: "piece", ratio: 0 }],
      payout: { kind: "points", value: { amount: "1.00", currency: "USD" } },
      rounding: "sideways",
    };
    let seen: unknown;
    try {
      compileAgreement(broken as BonusAgreement);
    } catch (error) {
      seen = error;
    }
    const { issues } = seen as { issues: { code: string; path: string }[] };
    expect(issues.map((issue) => [issue.code, issue.path])).toEqual([
      ["id.format", "id"],
      ["money.currency", "currency"],
      ["date.range_reversed", "valid.until"],
      ["scale.no_bands", "schedules[0].scale.bands"],
      ["bonus.graduated_base", "schedules[1].scale.kind"],
      ["bonus.rolling", "schedules[2].every.length"],
      ["bonus.reference", "schedules[3].measure.reference"],
      ["bonus.limits", "schedules[4].limits.guarantee"],
      ["bonus.negative_band", "schedules[5].scale.bands"],
      ["bonus.duplicate_id", "schedules[7].id"],
      ["bonus.share", "preconditions[0].share"],
      ["bonus.assortment", "preconditions[1].list"],
      ["schema.value", "preconditions[2].kind"],
      ["bonus.periods_overlap", "period.periods[1].from"],
      ["bonus.shares", "parties"],
      ["rule.unknown_fact", "eligible.fact"],
      ["bonus.hierarchy_cycle", "productHierarchy"],
      ["bonus.amount", "commitment.turnover"],
      ["duration.format", "closing.after"],
      ["bonus.currency_mismatch", "payout.value.currency"],
      ["bonus.ratio", "conversions[0].ratio"],
      ["config.rounding", "rounding"],
    ]);
  });

  test("the schema takes the agreement and refuses what it does not know", () => {
    expect(parseAgreement(structuredClone(acme))).toEqual(acme);
    expect(bonusAgreementSchema.safeParse(acme).success).toBe(true);
    expect(safeParseAgreement({ ...acme, bonus: 1 })).toMatchObject({ ok: false, issues: [{ code: "schema.unknown_key" }] });
  });
});

/** Clauses of agreements one by one, each with numbers that can be followed by hand. */
import { describe, expect, test } from "vitest";

import {
  accrue,
  compileAgreement,
  documentsBehind,
  earned,
  marginalValue,
  nextBands,
  payOut,
  project,
  recordSettlement,
  settle,
} from "../../src/bonus/index.js";
import type { BonusAgreement, BonusSchedule, TurnoverDocument, TurnoverInput } from "../../src/bonus/index.js";

const eur = (amount: string): { amount: string; currency: string } => ({ amount, currency: "EUR" });
const terms = (schedule: Omit<BonusSchedule, "id">, rest: Partial<BonusAgreement> = {}): BonusAgreement => ({
  id: "acme",
  currency: "EUR",
  valid: { from: "2026-01-01" },
  schedules: [{ id: "one", ...schedule }],
  ...rest,
});
const invoice = (id: string, date: string, amount: string, rest: Partial<TurnoverDocument> = {}): TurnoverDocument => ({
  id,
  date,
  amount: eur(amount),
  ...rest,
});
const rate = (value: string): BonusSchedule["scale"] => ({ kind: "allUnits", bands: [{ from: 0, value }] });
const bonus = (agreement: BonusAgreement, turnover: TurnoverInput, asOf = "2026-12-31"): string =>
  earned(compileAgreement(agreement), turnover, asOf).earned.amount;

describe("what is counted", () => {
  test("list turnover, quantity with units, weight and orders", () => {
    const turnover = [
      invoice("1", "2026-02-01", "90.00", { list: eur("100.00"), quantity: { amount: "2", unit: "box" }, weight: { amount: "1500", unit: "g" }, order: "A", article: "pen" }),
      invoice("2", "2026-03-01", "45.00", { list: eur("50.00"), quantity: { amount: "6", unit: "piece" }, weight: { amount: "0.5", unit: "kg" }, order: "A", article: "cup" }),
      invoice("3", "2026-04-01", "20.00", { list: eur("20.00"), quantity: { amount: "1", unit: "box" }, weight: { amount: "1", unit: "kg" }, order: "B", article: "cup" }),
    ];
    const conversions = [
      { from: "box", to: "piece", ratio: 12 },
      { from: "box", to: "piece", ratio: 6, article: "cup" },
      { from: "g", to: "kg", ratio: "0.001" },
    ];
    expect(bonus(terms({ measure: { kind: "listTurnover" }, scale: rate("0.1") }), turnover)).toBe("17.00");
    const pieces = terms({ measure: { kind: "quantity", unit: "piece" }, scale: rate("0.25") }, { conversions });
    // 24 pens in boxes of 12, 6 cups, and a box of 6 cups.
    expect(bonus(pieces, turnover)).toBe("9.00");
    expect(bonus(terms({ measure: { kind: "weight", unit: "kg" }, scale: rate("2") }, { conversions }), turnover)).toBe("6.00");
    const orders = terms({ measure: { kind: "orders" }, scale: { kind: "flat", bands: [{ from: 1, value: "10" }, { from: 2, value: "30" }] } });
    expect(bonus(orders, turnover)).toBe("30.00");
    expect(bonus(orders, [...turnover, invoice("4", "2026-05-01", "-20.00", { order: "B" })])).toBe("10.00");
  });

  test("growth over a reference, as an amount and as a percentage", () => {
    const turnover = [invoice("0", "2025-06-01", "1000.00"), invoice("1", "2026-06-01", "1300.00")];
    const scale = { kind: "allUnits" as const, bands: [{ from: "0.1", value: "0.01" }, { from: "0.3", value: "0.02" }] };
    const before = { before: "P1Y" };
    expect(bonus(terms({ measure: { kind: "growth", as: "percent", reference: before }, scale }), turnover)).toBe("26.00");
    expect(bonus(terms({ measure: { kind: "growth", as: "percent", reference: { value: 1200 } }, scale }), turnover)).toBe("0.00");
    expect(bonus(terms({ measure: { kind: "growth", as: "percent", reference: { value: 0 } }, scale }), turnover)).toBe("0.00");
    const growth = { kind: "growth" as const, as: "amount" as const, reference: before };
    expect(bonus(terms({ measure: growth, scale: { kind: "graduated", bands: [{ from: 0, value: "0.1" }, { from: 200, value: "0.2" }] } }), turnover)).toBe("40.00");
  });

  test("the share of a product group, found through the hierarchy", () => {
    const agreement = terms(
      {
        measure: { kind: "share", part: { fact: "productGroups", operator: "contains", value: "premium" } },
        scale: { kind: "allUnits", bands: [{ from: "0.25", value: "0.01" }, { from: "0.5", value: "0.02" }] },
      },
      { productHierarchy: [{ child: "leather", parent: "premium" }] },
    );
    const turnover = [
      invoice("1", "2026-02-01", "500.00", { productGroup: "leather" }),
      invoice("2", "2026-02-01", "500.00", { productGroup: "basic" }),
    ];
    expect(bonus(agreement, turnover)).toBe("20.00");
    const [next] = nextBands(compileAgreement(agreement), turnover.slice(1).concat(invoice("3", "2026-03-01", "125.00", { productGroup: "premium" })), "2026-03-01");
    // 125 of 625 is a fifth; x more of the group make (125 + x) ÷ (625 + x) = 25 %.
    expect([next?.missing.amount, next?.gain.amount]).toEqual(["41.67", "6.67"]);
  });

  test("documents in another currency, at the rate of their day", () => {
    const usd = (id: string, date: string): TurnoverDocument => ({ id, date, amount: { amount: "100.00", currency: "USD" } });
    const rates = [{ from: "USD", to: "EUR", rate: "0.9" }, { from: "USD", to: "EUR", rate: "0.8", validFrom: "2026-03-01" }];
    const turnover = { documents: [usd("1", "2026-02-28"), usd("2", "2026-03-01")], rates };
    expect(bonus(terms({ scale: rate("0.1") }), turnover)).toBe("17.00");
  });

  test("only affiliates of the group; who gets what is agreed or follows turnover", () => {
    const turnover = [
      invoice("1", "2026-02-01", "600.00", { party: "north" }),
      invoice("2", "2026-02-01", "300.00", { party: "south" }),
      invoice("3", "2026-02-01", "999.00", { party: "east" }),
      invoice("4", "2026-02-01", "999.00"),
    ];
    const byTurnover = compileAgreement(terms({ scale: rate("0.0111") }, { parties: [{ id: "north" }, { id: "south" }] }));
    const payout = payOut(byTurnover, turnover, settle(byTurnover, turnover, [], "2026-12-31"));
    expect(payout.amount).toEqual(eur("9.99"));
    expect(payout.parts.map(({ party, amount }) => [party, amount.amount])).toEqual([["north", "6.66"], ["south", "3.33"]]);
    expect(documentsBehind(byTurnover, turnover, "2026-12-31").uncounted).toEqual([
      { document: "3", reason: "otherParty" },
      { document: "4", reason: "otherParty" },
    ]);
  });
});

describe("when it counts", () => {
  const quarterly = terms({ scale: { kind: "flat", bands: [{ from: 100, value: "5" }] }, every: { kind: "calendar", unit: "quarter" } });
  test("each quarter by itself within the year", () => {
    const turnover = [invoice("1", "2026-02-01", "100.00"), invoice("2", "2026-05-01", "99.99"), invoice("3", "2026-08-01", "150.00")];
    expect(bonus(quarterly, turnover)).toBe("10.00");
  });

  test("a rolling year finds the band of each month", () => {
    const rolling = terms({
      every: { kind: "rolling", every: "P1M", length: "P3M" },
      scale: { kind: "allUnits", bands: [{ from: 0, value: "0.01" }, { from: 1000, value: "0.02" }] },
    });
    const turnover = ["2026-01-10", "2026-02-10", "2026-03-10", "2026-04-10"].map((date, index) => invoice(String(index), date, index === 3 ? "100.00" : "400.00"));
    // Months that have not begun are not named. 4, 4 (800 in the window), 8 (1 200), and 1 (900 in the window of April).
    const [period] = earned(compileAgreement(rolling), turnover, "2026-04-30").periods;
    expect(period?.schedules.map((one) => one.earned.amount)).toEqual(["4.00", "4.00", "8.00", "1.00"]);
  });

  test("a return counts on its own day, or on that of the sale", () => {
    const turnover = [invoice("1", "2026-12-01", "1000.00"), invoice("2", "2027-01-15", "-400.00", { saleDate: "2026-12-01" })];
    const of = (returns: "ofReturn" | "ofSale"): readonly string[] =>
      earned(compileAgreement(terms({ scale: rate("0.1") }, { returns })), turnover, "2027-01-31").periods.map((one) => one.earned.amount);
    expect(of("ofReturn")).toEqual(["100.00", "0.00"]);
    expect(of("ofSale")).toEqual(["60.00", "0.00"]);
  });

  test("what comes late changes its own period, or does not count after the closing", () => {
    const turnover = [invoice("1", "2026-12-01", "1000.00"), invoice("2", "2026-12-20", "500.00", { known: "2027-02-10" })];
    const open = compileAgreement(terms({ scale: rate("0.1") }));
    expect(accrue(open, turnover, "2027-02-01", "2027-03-01")).toMatchObject({
      change: eur("50.00"),
      periods: [{ period: { from: "2026-01-01", until: "2027-01-01" }, change: eur("50.00") }],
    });
    const closed = (late: "exclude" | "whenKnown"): readonly string[] =>
      earned(compileAgreement(terms({ scale: rate("0.1") }, { closing: { after: "P30D", late } })), turnover, "2027-03-01").periods.map((one) => one.earned.amount);
    expect(closed("exclude")).toEqual(["100.00", "0.00"]);
    expect(closed("whenKnown")).toEqual(["100.00", "50.00"]);
  });
});

describe("several schedules", () => {
  const turnover = [invoice("1", "2026-02-01", "1000.00")];
  const two = (combine: BonusAgreement["combine"]): BonusAgreement => ({
    ...terms({ scale: rate("0.1") }),
    schedules: [{ id: "one", scale: rate("0.1") }, { id: "two", scale: rate("0.2") }],
    ...(combine === undefined ? {} : { combine }),
  });
  test("are added, or the best of them pays, or each counts on what is left", () => {
    expect(["add", "best", "reduceBase"].map((combine) => bonus(two(combine as "add"), turnover))).toEqual(["300.00", "200.00", "280.00"]);
    const [period] = earned(compileAgreement(two("best")), turnover, "2026-12-31").periods;
    expect(period?.steps).toEqual([
      { kind: "schedule", id: "one", change: eur("100.00") },
      { kind: "schedule", id: "two", change: eur("200.00") },
      { kind: "not-best", id: "one", change: eur("-100.00") },
    ]);
  });

  test("reduce the base of each other only on the same turnover", () => {
    const mixed = { ...two("reduceBase"), schedules: [{ id: "one", scale: rate("0.1") }, { id: "two", measure: { kind: "orders" as const }, scale: rate("2") }] };
    expect(() => compileAgreement(mixed)).toThrow(expect.objectContaining({ code: "bonus.combine", path: "schedules[1]" }));
  });
});

describe("caps, guarantees, commitments, preconditions", () => {
  const turnover = [invoice("1", "2026-02-01", "1000.00", { due: "2026-03-03", paid: "2026-03-05", article: "pen" })];
  const states = (agreement: BonusAgreement, asOf: string): readonly unknown[] =>
    earned(compileAgreement(agreement), turnover, asOf).periods.flatMap(({ earned: whole, preconditions }) => [whole.amount, ...preconditions.map(({ state }) => state)]);

  test("a cap cuts, a guarantee is earned on the last day", () => {
    expect(bonus(terms({ scale: rate("0.1") }, { limits: { cap: 60 } }), turnover)).toBe("60.00");
    const guaranteed = terms({ scale: rate("0.1") }, { limits: { guarantee: 150 } });
    expect([bonus(guaranteed, turnover, "2026-12-30"), bonus(guaranteed, turnover, "2026-12-31")]).toEqual(["100.00", "150.00"]);
  });

  test("a commitment that was missed forfeits the bonus, or costs a rate of what is missing", () => {
    const promise = (otherwise: NonNullable<BonusAgreement["commitment"]>["otherwise"]): BonusAgreement =>
      terms({ scale: rate("0.1") }, { commitment: { turnover: 5000, otherwise } });
    expect(bonus(promise({ kind: "forfeit" }), turnover, "2026-12-30")).toBe("100.00");
    expect(bonus(promise({ kind: "forfeit" }), turnover)).toBe("0.00");
    expect(bonus(promise({ kind: "charge", rate: "0.05" }), turnover)).toBe("-100.00");
  });

  test("paid on time, within a tolerance, with the evidence", () => {
    const paid = (toleranceDays: number, keeps?: string): BonusAgreement =>
      terms({ scale: rate("0.1") }, { preconditions: [{ id: "paid", kind: "paidOnTime", share: "0.9", toleranceDays, ...(keeps === undefined ? {} : { keeps }) }] });
    expect(states(paid(2), "2026-12-31")).toEqual(["100.00", "met"]);
    expect(states(paid(1), "2026-12-31")).toEqual(["0.00", "failed"]);
    expect(states(paid(1, "0.25"), "2026-12-31")).toEqual(["25.00", "failed"]);
    expect(states(paid(1), "2026-03-04")).toEqual(["100.00", "pending"]);
    const [period] = earned(compileAgreement(paid(1)), turnover, "2026-12-31").periods;
    expect(period?.preconditions[0]?.evidence).toEqual({ share: "0", judged: 1, onTime: 0, open: 0, judgedTurnover: "1000", onTimeTurnover: "0" });
  });

  test("nothing overdue on a day, an assortment, a target in each quarter, a fact of the host", () => {
    const only = (precondition: NonNullable<BonusAgreement["preconditions"]>[number]): BonusAgreement => terms({ scale: rate("0.1") }, { preconditions: [precondition] });
    expect(states(only({ id: "p", kind: "noOverdue", on: "2026-03-04" }), "2026-12-31")).toEqual(["0.00", "failed"]);
    expect(states(only({ id: "p", kind: "noOverdue", on: "2027-03-04" }), "2026-12-31")).toEqual(["100.00", "met"]);
    expect(states(only({ id: "p", kind: "noOverdue", on: "2026-03-04", atMost: 1000 }), "2026-12-31")).toEqual(["100.00", "met"]);
    expect(states(only({ id: "p", kind: "noOverdue" }), "2026-12-30")).toEqual(["100.00", "pending"]);
    expect(states(only({ id: "p", kind: "assortment", of: "article", atLeast: 2 }), "2026-12-30")).toEqual(["100.00", "pending"]);
    expect(states(only({ id: "p", kind: "assortment", of: "article", atLeast: 2 }), "2026-12-31")).toEqual(["0.00", "failed"]);
    expect(states(only({ id: "p", kind: "targetEach", every: { kind: "calendar", unit: "quarter" }, target: 500 }), "2026-06-29")).toEqual(["100.00", "pending"]);
    expect(states(only({ id: "p", kind: "targetEach", every: { kind: "calendar", unit: "quarter" }, target: 500 }), "2026-06-30")).toEqual(["0.00", "failed"]);
    const trained = only({ id: "p", kind: "declared", when: { fact: "isTrained", operator: "equal", value: true } });
    expect(bonus(trained, { documents: turnover, facts: { isTrained: true } })).toBe("100.00");
    expect(bonus(trained, turnover)).toBe("0.00");
  });
});

describe("settling", () => {
  test("a share while the period lasts, the rest at its end, a correction after it", () => {
    const plan = compileAgreement(terms({ scale: rate("0.1") }, { interimShare: "0.8" }));
    const turnover = [invoice("1", "2026-02-01", "1000.00")];
    const interim = settle(plan, turnover, [], "2026-06-30");
    const first = recordSettlement(interim, "S-1");
    const final = settle(plan, turnover, [first], "2027-01-10");
    const late = [...turnover, invoice("2", "2026-12-01", "100.00", { known: "2027-02-01" })];
    const corrected = settle(plan, late, [first, recordSettlement(final, "S-2")], "2027-02-01");
    const said = [interim, final, corrected].map(({ amount, periods }) => [amount.amount, periods[0]?.stage]);
    expect(said).toEqual([["80.00", "interim"], ["20.00", "final"], ["10.00", "correction"]]);
  });

  test("too much is recovered, carried forward or forgiven", () => {
    const turnover = [invoice("1", "2026-02-01", "1000.00"), invoice("2", "2026-05-01", "-400.00"), invoice("3", "2026-09-01", "500.00")];
    const year = (clawBack: NonNullable<BonusAgreement["clawBack"]>): readonly (readonly string[])[] => {
      const plan = compileAgreement(terms({ scale: rate("0.1") }, { clawBack }));
      const settled: ReturnType<typeof recordSettlement>[] = [];
      return ["2026-03-31", "2026-06-30", "2026-12-31"].map((day) => {
        const settlement = settle(plan, turnover, settled, day);
        settled.push(recordSettlement(settlement, day));
        return [settlement.amount.amount, settlement.carried.amount, settlement.forgiven.amount];
      });
    };
    expect(year("recover")).toEqual([["100.00", "0.00", "0.00"], ["-40.00", "0.00", "0.00"], ["50.00", "0.00", "0.00"]]);
    expect(year("carryForward")).toEqual([["100.00", "0.00", "0.00"], ["0.00", "-40.00", "0.00"], ["10.00", "0.00", "0.00"]]);
    expect(year("forgive")).toEqual([["100.00", "0.00", "0.00"], ["0.00", "0.00", "40.00"], ["50.00", "0.00", "0.00"]]);
  });

  test("goods and points are whole, and say what they leave", () => {
    const turnover = [invoice("1", "2026-02-01", "1234.00")];
    const paid = (payout: BonusAgreement["payout"]): unknown => {
      const plan = compileAgreement(terms({ scale: rate("0.1") }, payout === undefined ? {} : { payout }));
      const [part] = payOut(plan, turnover, settle(plan, turnover, [], "2026-12-31")).parts;
      return [part?.amount.amount, part?.units, part?.remainder.amount, part?.lines];
    };
    const lines = [{ document: "1", amount: eur("123.40") }];
    expect(paid({ kind: "payment" })).toEqual(["123.40", undefined, "0.00", lines]);
    expect(paid({ kind: "freeGoods", article: "chair", value: eur("50.00") })).toEqual(["123.40", { of: "chair", count: 2 }, "23.40", lines]);
    expect(paid({ kind: "points", value: eur("0.50") })).toEqual(["123.40", { of: "points", count: 246 }, "0.40", lines]);
  });
});

describe("foresight", () => {
  const agreement = terms({ scale: { kind: "allUnits", bands: [{ from: 0, value: "0.01" }, { from: 1000, value: "0.03" }] } });
  const plan = compileAgreement(agreement);
  const turnover = [invoice("1", "2026-02-01", "600.00")];

  test("the next order is worth the band that it reaches", () => {
    const order = [invoice("2", "2026-07-01", "400.00")];
    expect(marginalValue(plan, turnover, order, "2026-07-01")).toEqual({
      turnover: eur("400.00"),
      before: eur("6.00"),
      after: eur("30.00"),
      gain: eur("24.00"),
      rate: "0.06",
      reaches: [{ schedule: "one", period: { from: "2026-01-01", until: "2027-01-01" }, before: "0", after: "1000" }],
    });
  });

  test("a liability at the expected final rate costs each month its part", () => {
    const documents = [invoice("2", "2026-11-01", "600.00")];
    const expected = project(plan, turnover, { kind: "documents", documents }, "2026-06-30");
    expect(expected).toMatchObject({ earned: eur("6.00"), expectedRate: "0.03", liability: eur("18.00"), expected: { earned: eur("36.00") } });
    expect(project(plan, turnover, { kind: "runRate" }, "2026-06-30")).toMatchObject({ expected: { turnover: eur("1209.94") }, liability: eur("18.00") });
    expect(project(plan, [], { kind: "runRate" }, "2026-06-30")).toMatchObject({ expectedRate: null, liability: eur("0.00") });
    expect(project(plan, turnover, { kind: "runRate" }, "2025-06-30")).toBeNull();
  });

  test("a run rate spreads what the period has brought over its quarters", () => {
    const quarterly = compileAgreement(terms({ scale: { kind: "flat", bands: [{ from: 250, value: "5" }] }, every: { kind: "calendar", unit: "quarter" } }));
    const projection = project(quarterly, turnover, { kind: "runRate" }, "2026-06-30");
    // 600 in 181 days: nothing in the second quarter, some 305 in each of the two to come.
    expect(projection?.expected.schedules.map((one) => one.earned.amount)).toEqual(["5.00", "0.00", "5.00", "5.00"]);
  });
});

/** What the analysis of a policy finds, and that its witnesses show it. */
import { describe, expect, test } from "vitest";

import { analysePolicy } from "../../src/pricing/index.js";
import type { ConditionRecord, PricingPolicy } from "../../src/pricing/index.js";
import { compareDecimals } from "../../src/values/index.js";
import { asOf, percent, policyOf, quoted } from "./build.js";

const base = policyOf({}, []);
const price = (id: string, more: Partial<ConditionRecord> = {}): ConditionRecord => ({ id, step: "list", key: { article: "a" }, value: { kind: "unitPrice", amount: 10 }, ...more });
const kinds = (policy: PricingPolicy): unknown[] => analysePolicy(policy, { asOf }).map(({ kind, outcome, records, subject }) => [kind, outcome, ...records, ...(subject === undefined ? [] : [subject])]);

describe("an analysis", () => {
  test("of a sound policy finds nothing", () => {
    expect(kinds(policyOf({ a: 10, b: 20 }, [{ deals: [{ value: percent(-10) }] }]))).toEqual([]);
  });

  test("finds records of equal rank, shadowed, unreachable and expired ones", () => {
    const never = { all: [{ fact: "client", operator: "equal", value: "x" }, { fact: "client", operator: "equal", value: "y" }] } as const;
    expect(kinds({ ...base, records: [price("p"), price("q")] })).toEqual([["overlap", "proven", "p", "q"], ["shadowed", "proven", "q", "p"]]);
    expect(kinds({ ...base, records: [price("p", { priority: 1 }), price("q")] })).toEqual([["shadowed", "proven", "q", "p"]]);
    expect(kinds({ ...base, records: [price("p", { valid: { from: "2026-01-01", until: "2026-07-01" } }), price("q", { valid: { from: "2026-07-01" } })] })).toEqual([["expired", "proven", "p", "2026-07-01"]]);
    expect(kinds({ ...base, records: [price("p", { priority: 1, when: never }), price("q")] })).toEqual([["unreachable", "proven", "p"]]);
  });

  test("shows a cliff by an order that costs less than a smaller one", () => {
    const policy = { ...base, records: [price("p", { scale: { kind: "allUnits", bands: [{ from: 1, value: 10 }, { from: 10, value: 8 }] } })] };
    const cliff = analysePolicy(policy, { asOf }).find(({ kind }) => kind === "cliff");
    const witness = cliff?.witness ?? { client: "a", lines: [] };
    const fewer = { ...witness, lines: witness.lines.map((line) => ({ ...line, quantity: 9 })) };
    expect(compareDecimals(quoted(policy, witness).net.amount, quoted(policy, fewer).net.amount)).toBe(-1);
  });

  test("finds floors that trim, articles without a price, units and currencies that do not fit", () => {
    const policy = policyOf({ a: 10 }, [{ deals: [{ key: { client: "brio" }, value: percent(-50) }] }, { kind: "floor", deals: [{ value: { kind: "floor", by: "maximumDiscount", rate: "0.3" } }] }], { articles: [{ id: "a" }, { id: "b", unit: "kg" }] });
    const records = [...policy.records, price("u", { key: { article: "b" }, value: { kind: "unitPrice", amount: 1, unit: "t" } }), { id: "f", step: "s1", key: {}, value: { kind: "amountPerLine" as const, amount: -1 }, currency: "USD" }];
    const findings = analysePolicy({ ...policy, records }, { asOf });
    expect(findings.map(({ kind, subject }) => [kind, subject])).toEqual([["unit-mismatch", "t"], ["floor-reached", "a"], ["no-price", "b"], ["currency-mismatch", "USD"]]);
    const witness = findings[1]?.witness ?? { client: "a", lines: [] };
    expect(quoted(policy, witness).lines[0]?.entries.at(-1)?.trims?.[0]).toEqual({ step: "s1", record: "s1-1", amount: "2.00" });
  });

  test("finds cliffs of discounts by trying whole quantities, and those of thresholds by their rates", () => {
    const scale = (over: object): object => ({ kind: "allUnits", bands: [{ from: 1, value: 0 }, { from: 10, value: "-0.2" }], ...over });
    const found = (deal: object, articles: readonly object[] = []): unknown[] => kinds({ ...policyOf({ a: 10 }, [{ deals: [deal as ConditionRecord] }]), articles: articles as never });
    // Nine cost 90, ten 80.
    expect(found({ value: percent(-1), scale: scale({}) })).toEqual([["cliff", "proven", "s1-1", "10"]]);
    // Nine cost 90, ten 95: by the piece there is nothing to gain.
    expect(found({ value: percent(-1), scale: { kind: "allUnits", bands: [{ from: 1, value: 0 }, { from: 10, value: "-0.05" }] } })).toEqual([]);
    expect(found({ value: percent(-1), scale: scale({ base: "value" }) })).toEqual([["cliff", "proven", "s1-1", "10"]]);
    expect(found({ value: { kind: "amountPerUnit", amount: -1 }, scale: { kind: "graduated", bands: [{ from: 0, value: 0 }, { from: 10, value: -3 }] } })).toEqual([]);
    expect(found({ value: { kind: "amountPerLine", amount: -1 }, scale: { kind: "flat", bands: [{ from: 0, value: 0 }, { from: 10, value: -30 }] }, code: "SPRING" })).toEqual([["cliff", "proven", "s1-1", "10"]]);
  });

  test("of prices by the piece finds a cliff only where a whole quantity stands on it", () => {
    const priced = (second: number, isIndivisible: boolean): unknown[] =>
      kinds({ ...base, records: [price("p", { scale: { kind: "allUnits", bands: [{ from: 0, value: 10 }, { from: 10, value: second }] } })], articles: [{ id: "a", isIndivisible }] });
    expect([priced(9.5, false).length, priced(9.5, true).length, priced(8, true).length]).toEqual([1, 0, 1]);
  });

  test("says that there is no price only where no record could give one", () => {
    const policy = { ...base, articles: [{ id: "a" }], steps: [{ id: "list", kind: "price" as const, access: [["article"], ["clientGroup"]] as const }] };
    expect(kinds(policy)).toEqual([["no-price", "proven", "a"]]);
    expect(kinds({ ...policy, records: [price("g", { key: { clientGroup: "vip" } })] })).toEqual([["no-price", "undecided", "a"]]);
    expect(kinds({ ...policy, records: [price("g", { key: { clientGroup: "vip" }, valid: { from: "2020-01-01", until: "2021-01-01" } })] })).toContainEqual(["no-price", "proven", "a"]);
    const when = { fact: "line.quantity", operator: "greaterThan" as const, value: 99 };
    expect(kinds({ ...policy, records: [price("w", { when })] })).toEqual([["no-price", "undecided", "a"]]);
    expect(kinds({ ...policy, records: [price("w", { key: { article: "z" } })], hierarchies: { article: [{ child: "a", parent: "z" }] } })).toEqual([]);
  });
});

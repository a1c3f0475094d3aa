import fc from "fast-check";
import { describe, expect, test } from "vitest";

import {
  compileWarningSigns,
  missing,
  notApplicable,
  orderBehaviourSigns,
  present,
  warningSigns,
} from "../../src/risk/index.js";
import type { EvidenceSet, WarningSignRegister } from "../../src/risk/index.js";
import { deepFreeze } from "../support/freeze.js";
import { runs } from "../support/runs.js";
import { codeOf } from "./code-of.js";

const asOf = "2026-11-23";
const origin = { asOf: "2026-11-23", source: "own orders" };
const quietClient: EvidenceSet = deepFreeze({
  orderVolumeChange: present(0.02, { ...origin, unit: "share" }),
  orderIntervalRatio: present(1.1, origin),
  returnShareChange: present(0, { ...origin, unit: "share" }),
});

describe("signs from order behaviour", () => {
  test("a quiet client raises none, with full coverage", () => {
    const report = warningSigns(orderBehaviourSigns, quietClient, asOf);
    expect(report.raised).toEqual([]);
    expect(report.coverage).toBe(1);
    expect(report.clear).toEqual(["falling-volume", "lengthening-order-interval", "rising-returns"]);
  });
  test("each of the three at its cut-off, with its evidence and its sentence", () => {
    const client = {
      orderVolumeChange: present(-0.3, { ...origin, unit: "share" }),
      orderIntervalRatio: present(2, origin),
      returnShareChange: present(0.05, origin),
    };
    const { raised } = warningSigns(orderBehaviourSigns, client, asOf);
    expect(raised.map((sign) => sign.id)).toEqual([
      "falling-volume",
      "lengthening-order-interval",
      "rising-returns",
    ]);
    expect(raised[0]).toMatchObject({
      severity: "moderate",
      ageDays: 0,
      strength: 1,
      evidence: [{ fact: "orderVolumeChange", value: -0.3, unit: "share", ...origin }],
    });
    expect(raised[0]?.because[0]).toContain("orderVolumeChange");
  });
  test("no facts decide nothing: neither a sign nor an all-clear", () => {
    for (const facts of [{}, { orderVolumeChange: missing() }, { orderVolumeChange: notApplicable("new") }]) {
      const report = warningSigns(orderBehaviourSigns, facts, asOf);
      expect([report.raised, report.clear, report.coverage]).toEqual([[], [], 0]);
      expect(report.unknown.map((sign) => sign.missing)).toEqual([
        ["orderVolumeChange"],
        ["orderIntervalRatio"],
        ["returnShareChange"],
      ]);
    }
  });
  test("old evidence counts half after its half-life", () => {
    const old = { asOf: "2026-05-27", source: "own orders" };
    const { raised } = warningSigns(orderBehaviourSigns, { orderVolumeChange: present(-0.5, old) }, asOf);
    expect(raised[0]?.ageDays).toBe(180);
    expect(raised[0]?.strength).toBeCloseTo(0.5, 15);
  });
  test("a fact of the wrong kind is neither, and named", () => {
    const report = warningSigns(orderBehaviourSigns, { orderVolumeChange: present("low", origin) }, asOf);
    expect(report.unknown[0]?.mistyped).toEqual(["orderVolumeChange"]);
  });
});

const register: WarningSignRegister = deepFreeze({
  id: "own",
  version: "3",
  signs: [
    {
      id: "sanctioned",
      title: "On a sanctions list",
      stages: ["before", "during"],
      severity: "critical",
      when: { fact: "sanctionsHit", operator: "equal", value: true },
      capsGradeAt: "E",
      source: "own policy",
    },
    {
      id: "young-and-large",
      title: "Young company, large first order",
      stages: ["before"],
      severity: "high",
      when: {
        any: [
          { fact: "companyAgeMonths", operator: "lessThan", value: 6 },
          {
            all: [
              { fact: "companyAgeMonths", operator: "lessThan", value: 12 },
              { fact: "firstOrderToTurnover", operator: "greaterThan", value: 0.2 },
            ],
          },
        ],
      },
      source: "own policy",
    },
  ],
});

describe("a register of one's own", () => {
  test("a decided part decides, although another fact is missing", () => {
    const report = warningSigns(register, { companyAgeMonths: present(3, origin) }, asOf);
    expect(report.raised.map((sign) => sign.id)).toEqual(["young-and-large"]);
    expect(report.unknown).toEqual([
      { id: "sanctioned", severity: "critical", missing: ["sanctionsHit"], mistyped: [] },
    ]);
  });
  test("a stage looks at its own signs only", () => {
    const facts = { sanctionsHit: present(true, origin) };
    const report = warningSigns(register, facts, asOf, { stage: "during" });
    expect(report.coverage).toBe(1);
    expect(report.raised[0]?.capsGradeAt).toBe("E");
  });
  test("compiled once or each time, the answer is the same", () => {
    const facts = { sanctionsHit: present(false, origin), companyAgeMonths: present(8, origin) };
    const plan = compileWarningSigns(register);
    expect(plan.factsUsed).toEqual(["companyAgeMonths", "firstOrderToTurnover", "sanctionsHit"]);
    expect(warningSigns(plan, facts, asOf)).toEqual(warningSigns(register, facts, asOf));
  });
  test("a report survives JSON", () => {
    const report = warningSigns(register, { sanctionsHit: present(true, origin) }, asOf);
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });
});

test("W-01 every sign is raised, clear or unknown, and the order of signs and facts changes nothing", () => {
  const value = fc.integer({ min: -60, max: 300 }).map((hundredths) => hundredths / 100);
  const one = fc.option(value.map((number) => present(number, origin)), { nil: missing() });
  const names = ["orderVolumeChange", "orderIntervalRatio", "returnShareChange"];
  fc.assert(
    fc.property(fc.tuple(one, one, one), (evidence) => {
      const entries = names.map((name, index) => [name, evidence[index] ?? missing()] as const);
      const report = warningSigns(orderBehaviourSigns, Object.fromEntries(entries), asOf);
      expect(report.raised.length + report.clear.length + report.unknown.length).toBe(3);
      const reversed = { ...orderBehaviourSigns, signs: [...orderBehaviourSigns.signs].reverse() };
      expect(warningSigns(reversed, Object.fromEntries([...entries].reverse()), asOf)).toEqual(report);
    }),
    runs(200),
  );
});

describe("malformed input", () => {
  const sign = register.signs[0];
  const withSign = (change: object): WarningSignRegister => ({
    ...register,
    signs: [{ ...sign, ...change } as never],
  });
  test.each([
    ["risk.as_of_required asOf", () => warningSigns(register, {}, undefined as never)],
    ["date.format asOf", () => warningSigns(register, {}, "today")],
    ["risk.future_date facts.sanctionsHit.asOf", () => warningSigns(register, { sanctionsHit: present(true, { ...origin, asOf: "2026-11-24" }) }, asOf)],
    ["risk.fact_name facts.a.b", () => warningSigns(register, { "a.b": missing() }, asOf)],
    ["schema.unknown_key facts.__proto__", () => warningSigns(register, JSON.parse('{"__proto__":{"state":"missing"}}') as EvidenceSet, asOf)],
    ["risk.amount facts.x.value", () => warningSigns(register, { x: present(1e19, origin) }, asOf)],
    ["schema.not_finite facts.x.value", () => warningSigns(register, { x: present(NaN, origin) }, asOf)],
    ["schema.type facts.x.value", () => warningSigns(register, { x: present(null as never, origin) }, asOf)],
    ["schema.value facts.x.state", () => warningSigns(register, { x: {} as never }, asOf)],
    ["schema.unknown_key facts.x.value", () => warningSigns(register, { x: { state: "missing", value: 0 } as never }, asOf)],
    ["risk.duplicate_id signs[1].id", () => compileWarningSigns({ ...register, signs: [register.signs[0], register.signs[0]] as never })],
    ["schema.value signs[0].severity", () => compileWarningSigns(withSign({ severity: "grave" }))],
    ["schema.value signs[0].stages[0]", () => compileWarningSigns(withSign({ stages: [] }))],
    ["schema.range signs[0].halfLifeDays", () => compileWarningSigns(withSign({ halfLifeDays: 0 }))],
    ["id.format signs[0].capsGradeAt", () => compileWarningSigns(withSign({ capsGradeAt: "" }))],
    ["rule.unknown_operator signs[0].when.operator", () => compileWarningSigns(withSign({ when: { fact: "a", operator: "like", value: 1 } }))],
    ["schema.unknown_key signs[0].weight", () => compileWarningSigns(withSign({ weight: 3 }))],
    ["schema.type signs", () => compileWarningSigns({ ...register, signs: {} as never })],
  ])("%s", (expected, run) => {
    expect(codeOf(run)).toBe(expected);
  });
  test("all issues of a register at once", () => {
    try {
      compileWarningSigns(withSign({ severity: "grave", source: 4, halfLifeDays: -1 }));
      expect.unreachable();
    } catch (error) {
      expect((error as { issues: unknown[] }).issues).toHaveLength(3);
    }
  });
});

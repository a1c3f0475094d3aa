import { describe, expect, test } from "vitest";

import { compileWarningSigns, present, starterWarningSigns, warningSigns } from "../../src/risk/index.js";
import type { EvidenceSet } from "../../src/risk/index.js";
import { safeParseWarningSignRegister } from "../../src/risk/schema.js";

const asOf = "2026-11-23";
const plan = compileWarningSigns(starterWarningSigns);

function all(value: boolean | number): EvidenceSet {
  const facts = plan.factsUsed.map((fact) => [fact, present(value, { asOf, source: "test" })] as const);
  return Object.fromEntries(facts);
}

describe("the starter register", () => {
  test("is a document like any other, with unique ids, titles and a source each", () => {
    expect(safeParseWarningSignRegister(JSON.parse(JSON.stringify(starterWarningSigns))).ok).toBe(true);
    const { signs } = starterWarningSigns;
    expect(signs.length).toBeGreaterThanOrEqual(40);
    expect(new Set(signs.map((sign) => sign.title)).size).toBe(signs.length);
    expect(signs.every((sign) => sign.source.length > 10)).toBe(true);
  });
  test("invents nothing: no half-life, no hard stop", () => {
    for (const sign of starterWarningSigns.signs) {
      expect(sign).not.toHaveProperty("halfLifeDays");
      expect(sign).not.toHaveProperty("capsGradeAt");
    }
  });
  test("looks at both stages", () => {
    const before = warningSigns(plan, {}, asOf, { stage: "before" }).unknown.length;
    const during = warningSigns(plan, {}, asOf, { stage: "during" }).unknown.length;
    expect(before).toBeGreaterThanOrEqual(25);
    expect(during).toBeGreaterThanOrEqual(25);
  });
  test("every sign can be raised, cleared and left open", () => {
    const raised = new Set<string>();
    const clear = new Set<string>();
    for (const value of [true, false, -1, 0.5, 3, 1e6]) {
      const report = warningSigns(plan, all(value), asOf);
      for (const sign of report.raised) raised.add(sign.id);
      for (const id of report.clear) clear.add(id);
    }
    const ids = starterWarningSigns.signs.map((sign) => sign.id).sort();
    expect([...raised].sort()).toEqual(ids);
    expect([...clear].sort()).toEqual(ids);
    expect(warningSigns(plan, {}, asOf).unknown.map((sign) => sign.id)).toEqual(ids);
  });
  test.each([
    ["overdue-30-days", "oldestOverdueDays", 31, 30],
    ["overdue-90-days", "oldestOverdueDays", 91, 90],
    ["terms-above-60-days", "termsDemandedDays", 61, 60],
    ["negative-equity", "equityToAssets", -0.01, 0],
    ["young-company", "companyAgeMonths", 11, 12],
  ])("%s is raised on one side of its cut-off only", (id, fact, bad, good) => {
    const raisedAt = (value: number): boolean =>
      warningSigns(plan, { [fact]: present(value, { asOf, source: "test" }) }, asOf).raised.some((sign) => sign.id === id);
    expect([raisedAt(bad), raisedAt(good)]).toEqual([true, false]);
  });
});

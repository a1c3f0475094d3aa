import fc from "fast-check";
import { describe, expect, test } from "vitest";

import {
  assess,
  compileAssessment,
  daysSalesOutstanding,
  effectiveGrade,
  evidenceOf,
  missing,
  notApplicable,
  overrideAssessment,
  present,
  reputation,
} from "../../src/risk/index.js";
import type {
  Assessment,
  AssessmentEvidence,
  AssessmentPolicy,
  EvidenceSet,
  OverrideRequest,
} from "../../src/risk/index.js";
import { deepFreeze } from "../support/freeze.js";
import { runs, seenMin } from "../support/runs.js";
import { codeOf } from "./code-of.js";

const asOf = "2026-11-23";
const origin = { asOf, source: "ledger" };
const days = { ...origin, unit: "days" };

const trade2026: AssessmentPolicy = deepFreeze({
  id: "trade",
  version: "2026-1",
  grades: ["A", "B", "C", "D", "E"],
  missing: "exclude",
  subScores: {
    payment: {
      weight: 40,
      characteristics: [
        {
          id: "late",
          fact: "daysBeyondTerms",
          unit: "days",
          weight: 3,
          bands: [
            { from: null, points: 100 },
            { from: 1, points: 80 },
            { from: 15, points: 40 },
            { from: 45, points: 0 },
          ],
          halfLifeDays: 180,
          averagePoints: 70,
        },
        {
          id: "promises",
          fact: "brokenPromises",
          weight: 1,
          bands: [{ from: null, points: 100 }, { from: 1, points: 20 }],
          halfLifeDays: 180,
          averagePoints: 90,
        },
      ],
    },
    financial: {
      weight: 30,
      characteristics: [
        {
          id: "debt",
          fact: "equityToDebt",
          weight: 1,
          bands: [{ from: null, points: 0 }, { from: 0.2, points: 60 }, { from: 0.5, points: 100 }],
          notApplicable: [
            { reason: "zero-denominator:totalLiabilities", points: 100 },
            { reason: "zero-denominator:creditSales", points: 0 },
          ],
          halfLifeDays: 365,
          averagePoints: 60,
        },
        {
          id: "audit",
          fact: "audited",
          weight: 1,
          values: [{ is: true, points: 100 }, { is: false, points: 30 }],
          halfLifeDays: 365,
          averagePoints: 60,
        },
      ],
    },
    reputation: {
      weight: 10,
      kinds: [
        { kind: "reference", weight: 1, halfLifeDays: 365 },
        { kind: "dispute", weight: 2, halfLifeDays: 730 },
      ],
      weightOfHalfConfidence: 3,
    },
    warningSigns: {
      weight: 20,
      register: {
        id: "own",
        version: "1",
        signs: [
          {
            id: "bank-details",
            title: "Changed bank details",
            stages: ["before", "during"],
            severity: "high",
            when: { fact: "bankDetailsChangedDays", operator: "lessThan", value: 30 },
            halfLifeDays: 90,
            source: "own policy",
          },
          {
            id: "sanctions",
            title: "On a sanctions list",
            stages: ["before", "during"],
            severity: "critical",
            when: { fact: "sanctionsHit", operator: "equal", value: true },
            capsGradeAt: "E",
            source: "own policy",
          },
        ],
      },
      pointsLost: { low: 5, moderate: 15, high: 40, critical: 100 },
    },
  },
  combine: {
    method: "weights",
    cuts: [
      { grade: "A", from: 85 },
      { grade: "B", from: 70 },
      { grade: "C", from: 50 },
      { grade: "D", from: null },
    ],
  },
  coverageMin: 0.5,
  divergenceFrom: 50,
  reasons: { method: "below-maximum", count: 4 },
  people: {
    allowed: [
      { fact: "daysBeyondTerms", retentionDays: 365 },
      { fact: "brokenPromises", retentionDays: 365 },
      { fact: "sanctionsHit", retentionDays: 30 },
      { fact: "bankDetailsChangedDays", retentionDays: 30 },
      { fact: "reputation", retentionDays: 100 },
    ],
    humanDecisionFrom: "C",
  },
});

const soundFacts: EvidenceSet = {
  daysBeyondTerms: present(4, days),
  brokenPromises: present(0, origin),
  equityToDebt: present(0.6, origin),
  audited: present(true, origin),
  bankDetailsChangedDays: present(400, origin),
  sanctionsHit: present(false, origin),
};
const reference = { id: "r1", kind: "reference", rating: 90, on: asOf, source: "a supplier" };
const soundClient: AssessmentEvidence = deepFreeze({
  subject: { id: "acme", kind: "company" },
  facts: soundFacts,
  reputation: [reference],
});
const withFacts = (facts: EvidenceSet): AssessmentEvidence => ({
  ...soundClient,
  facts: { ...soundFacts, ...facts },
});

describe("a sound client, worked by hand", () => {
  const answer = assess(trade2026, soundClient, { asOf });
  test("sub-scores, score and grade", () => {
    expect(answer.subScores.map((one) => [one.id, one.score.value])).toEqual([
      ["payment", 85],
      ["financial", 100],
      ["reputation", 90],
      ["warningSigns", 100],
    ]);
    expect(answer.score).toBeCloseTo((40 * 85 + 30 * 100 + 10 * 90 + 20 * 100) / 100, 12);
    expect([answer.status, answer.grade]).toEqual(["graded", "A"]);
  });
  test("reasons with their parameters", () => {
    expect(answer.principalReasons).toHaveLength(2);
    expect(answer.principalReasons[0]).toMatchObject({
      id: "late",
      kind: "characteristic",
      subScore: "payment",
      parameters: { fact: "daysBeyondTerms", value: 4, points: 80, reference: 100 },
    });
    expect(answer.principalReasons[0]?.shortfall).toBeCloseTo(6, 12);
    expect(answer.principalReasons[1]).toMatchObject({ id: "r1", kind: "opinion" });
  });
  test("coverage, freshness and confidence stand apart", () => {
    expect([answer.coverage, answer.freshness]).toEqual([1, 1]);
    // One reference: 1 / (1 + 3) of confidence in the reputation.
    expect(answer.confidence).toBeCloseTo((40 + 30 + 10 * 0.25 + 20) / 100, 12);
    expect(answer.person).toBeNull();
  });
  test("it is plain JSON, and compiled or not the same", () => {
    expect(JSON.parse(JSON.stringify(answer))).toEqual(answer);
    expect(assess(compileAssessment(trade2026), soundClient, { asOf })).toEqual(answer);
  });
});

describe("missing, not applicable, stale", () => {
  test("a zero denominator is mapped by the policy: debt-free is good, no sales is bad", () => {
    const debtFree = withFacts({ equityToDebt: notApplicable("zero-denominator:totalLiabilities") });
    expect(assess(trade2026, debtFree, { asOf }).subScores[1]?.score).toEqual({ value: 100 });
    const noSales = evidenceOf(daysSalesOutstanding({ receivables: 1, creditSales: 0, days: 30 }), origin);
    const answer = assess(trade2026, withFacts({ equityToDebt: noSales }), { asOf });
    expect(answer.subScores[1]).toMatchObject({ score: { value: 50 }, coverage: 1 });
    expect(answer.principalReasons[0]).toMatchObject({ id: "debt", parameters: { why: "zero-denominator:creditSales" } });
  });
  test("another reason takes the characteristic out, and covers it", () => {
    const answer = assess(trade2026, withFacts({ equityToDebt: notApplicable("public body") }), { asOf });
    expect(answer.subScores[1]).toMatchObject({ score: { value: 100 }, coverage: 1 });
  });
  test("missing is left out or worst, by the one rule; the coverage falls either way", () => {
    const client = withFacts({ audited: missing("not asked") });
    const excluded = assess(trade2026, client, { asOf });
    const worst = assess({ ...trade2026, missing: "worst" }, client, { asOf });
    expect(excluded.subScores[1]).toMatchObject({ score: { value: 100 }, coverage: 0.5 });
    expect(worst.subScores[1]).toMatchObject({ score: { value: 50 }, coverage: 0.5 });
    expect(worst.principalReasons[0]).toMatchObject({ id: "audit", kind: "missing", parameters: { why: "not asked" } });
    const nothing = { ...soundClient, facts: {}, reputation: [] };
    expect(assess({ ...trade2026, missing: "worst", coverageMin: 0 }, nothing, { asOf })).toMatchObject({
      score: 0,
      grade: "D",
      coverage: 0,
    });
  });
  test("too little is insufficient data, not a bad grade", () => {
    const answer = assess(trade2026, { ...soundClient, facts: {}, reputation: [] }, { asOf });
    expect(answer).toMatchObject({ status: "insufficient-data", grade: null, score: null, coverage: 0, confidence: 0 });
  });
  test("old evidence is as good, and less fresh", () => {
    const old = present(4, { ...days, asOf: "2026-05-27" });
    const answer = assess(trade2026, withFacts({ daysBeyondTerms: old }), { asOf });
    expect(answer.subScores[0]?.score).toEqual({ value: 85 });
    expect(answer.subScores[0]?.freshness).toBeCloseTo((3 * 0.5 + 1) / 4, 12);
  });
  test("a value that the policy does not name is missing", () => {
    const answer = assess(trade2026, withFacts({ audited: present("perhaps", origin) }), { asOf });
    expect(answer.subScores[1]).toMatchObject({ score: { value: 100 }, coverage: 0.5 });
  });
});

describe("warning signs and hard stops", () => {
  test("a hard stop caps the grade, comes first, and leaves the score", () => {
    const answer = assess(trade2026, withFacts({ sanctionsHit: present(true, origin) }), { asOf });
    expect([answer.gradeBeforeCaps, answer.grade]).toEqual(["B", "E"]);
    expect(answer.principalReasons[0]).toMatchObject({ id: "sanctions", kind: "hard-stop", parameters: { capsGradeAt: "E" } });
    expect(answer.score).toBeCloseTo((40 * 85 + 30 * 100 + 10 * 90) / 100, 12);
  });
  test("a sign loses points as it ages", () => {
    const fresh = assess(trade2026, withFacts({ bankDetailsChangedDays: present(3, origin) }), { asOf });
    const aged = assess(trade2026, withFacts({ bankDetailsChangedDays: present(3, { ...origin, asOf: "2026-08-25" }) }), { asOf });
    expect(fresh.subScores[3]?.score).toEqual({ value: 60 });
    expect(aged.subScores[3]?.score.value).toBeCloseTo(80, 12);
  });
  test("more than all points cannot be lost", () => {
    const facts = { sanctionsHit: present(true, origin), bankDetailsChangedDays: present(1, origin) };
    const answer = assess(trade2026, withFacts(facts), { asOf });
    expect(answer.subScores[3]?.score).toEqual({ value: 0 });
  });
  test("sub-scores far apart are a reason of their own", () => {
    const answer = assess(trade2026, withFacts({ sanctionsHit: present(true, origin) }), { asOf });
    expect(answer.reasons.find((reason) => reason.kind === "divergence")?.parameters).toEqual({
      lowest: "warningSigns",
      highest: "financial",
      points: 100,
    });
    expect(assess(trade2026, soundClient, { asOf }).reasons.some((reason) => reason.kind === "divergence")).toBe(false);
  });
});

describe("other ways to combine and to reason", () => {
  const table: AssessmentPolicy = {
    ...trade2026,
    combine: {
      method: "table",
      rows: [
        { grade: "A", atLeast: { payment: 80, financial: 80, warningSigns: 80 } },
        { grade: "C", atLeast: { payment: 60 } },
        { grade: "D", atLeast: {} },
      ],
    },
  };
  test("a table takes the first row whose every demand is met", () => {
    expect(assess(table, soundClient, { asOf })).toMatchObject({ grade: "A", score: null });
    expect(assess(table, withFacts({ audited: present(false, origin) }), { asOf }).grade).toBe("C");
    expect(assess(table, withFacts({ daysBeyondTerms: present(20, days) }), { asOf }).grade).toBe("D");
  });
  test("a sub-score that is not known meets no demand", () => {
    const facts = { ...soundFacts, equityToDebt: missing(), audited: missing() };
    expect(assess(table, { ...soundClient, facts }, { asOf }).grade).toBe("C");
  });
  test("below average", () => {
    const policy: AssessmentPolicy = { ...trade2026, reasons: { method: "below-average", count: 1 } };
    const answer = assess(policy, withFacts({ daysBeyondTerms: present(20, days) }), { asOf });
    expect(answer.principalReasons[0]).toMatchObject({ id: "late", parameters: { reference: 70, points: 40 } });
    expect(assess(policy, soundClient, { asOf }).reasons.some((reason) => reason.id === "late")).toBe(false);
  });
});

const share = fc.integer({ min: 0, max: 100 });
const anyFacts: fc.Arbitrary<EvidenceSet> = fc
  .record({
    daysBeyondTerms: fc.option(fc.integer({ min: -20, max: 90 }), { nil: null }),
    brokenPromises: fc.option(fc.integer({ min: 0, max: 3 }), { nil: null }),
    equityToDebt: fc.option(share.map((n) => n / 100), { nil: null }),
    bankDetailsChangedDays: fc.option(share, { nil: null }),
    sanctionsHit: fc.option(fc.boolean(), { nil: null }),
  })
  .map((values) =>
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => [
        name,
        value === null ? missing() : present(value, name === "daysBeyondTerms" ? days : origin),
      ]),
    ),
  );
const anyOpinions = fc
  .array(share, { maxLength: 5 })
  .map((ratings) => ratings.map((rating, index) => ({ ...reference, id: `r${String(index)}`, rating })));

describe("laws", () => {
  test("A-01 contributions add up to each sub-score and to the score", () => {
    let graded = 0;
    fc.assert(
      fc.property(anyFacts, anyOpinions, fc.constantFrom("exclude", "worst"), (facts, opinions, rule) => {
        const policy = { ...trade2026, missing: rule };
        const answer = assess(policy, { ...soundClient, facts, reputation: opinions }, { asOf });
        for (const { id, score } of answer.subScores) {
          if (score.value === null) continue;
          const own = answer.contributions.filter((one) => one.subScore === id);
          expect(own.reduce((sum, one) => sum + one.ofSubScore, 0)).toBeCloseTo(score.value, 9);
          expect(score.value).toBeGreaterThanOrEqual(0);
          expect(score.value).toBeLessThanOrEqual(100);
        }
        if (answer.score === null) return;
        graded += 1;
        expect(answer.contributions.reduce((sum, one) => sum + one.ofScore, 0)).toBe(answer.score);
      }),
      runs(200),
    );
    expect(graded).toBeGreaterThan(seenMin(50));
  });

  test("A-02 permuting the evidence changes nothing", () => {
    fc.assert(
      fc.property(anyFacts, anyOpinions, (facts, opinions) => {
        const reversed = Object.fromEntries(Object.entries(facts).reverse());
        expect(assess(trade2026, { ...soundClient, facts: reversed, reputation: [...opinions].reverse() }, { asOf })).toEqual(
          assess(trade2026, { ...soundClient, facts, reputation: opinions }, { asOf }),
        );
      }),
      runs(100),
    );
  });

  test("A-03 a worse characteristic never improves the grade", () => {
    fc.assert(
      fc.property(anyFacts, fc.integer({ min: -20, max: 90 }), share, (facts, late, more) => {
        const rank = (value: number): number => {
          const changed = { ...facts, daysBeyondTerms: present(value, days) };
          const { grade } = assess(trade2026, { ...soundClient, facts: changed }, { asOf });
          return trade2026.grades.indexOf(grade ?? "E");
        };
        expect(rank(late + more)).toBeGreaterThanOrEqual(rank(late));
      }),
      runs(150),
    );
  });

  test("A-04 a day later, undated facts being the same, the grade is the same and no fresher", () => {
    fc.assert(
      fc.property(anyFacts, fc.integer({ min: 0, max: 27 }), (facts, later) => {
        const soon = `2026-12-${String(later + 1).padStart(2, "0")}`;
        const now = assess(trade2026, { ...soundClient, facts, reputation: [] }, { asOf });
        const then = assess(trade2026, { ...soundClient, facts, reputation: [] }, { asOf: soon });
        expect(then.freshness).toBeLessThanOrEqual(now.freshness + 1e-12);
        expect(then.coverage).toBe(now.coverage);
      }),
      runs(100),
    );
  });

  test("RP-01 another opinion of the same kind raises confidence; the score stays among the ratings", () => {
    fc.assert(
      fc.property(fc.array(share, { minLength: 1, maxLength: 8 }), (ratings) => {
        const policy = { kinds: [{ kind: "reference", weight: 1, halfLifeDays: 300 }], weightOfHalfConfidence: 2 };
        const items = ratings.map((rating, index) => ({ ...reference, id: String(index), rating }));
        const all = reputation(policy, items, asOf);
        expect(all.score.value).toBeGreaterThanOrEqual(Math.min(...ratings) - 1e-9);
        expect(all.score.value).toBeLessThanOrEqual(Math.max(...ratings) + 1e-9);
        expect(reputation(policy, items.slice(1), asOf).confidence).toBeLessThan(all.confidence);
      }),
      runs(100),
    );
  });
});

describe("natural persons", () => {
  const baker: AssessmentEvidence = {
    subject: { id: "baker", kind: "naturalPerson" },
    facts: {
      daysBeyondTerms: present(50, days),
      brokenPromises: present(0, { ...origin, asOf: "2025-11-23" }),
      sanctionsHit: present(false, origin),
    },
    reputation: [reference, { ...reference, id: "r0", on: "2026-08-01" }],
  };
  test("retention ends on its day: evidence is not used, and to be erased", () => {
    const { person, contributions } = assess({ ...trade2026, coverageMin: 0 }, baker, { asOf });
    expect(person?.ended).toEqual(["brokenPromises", "reputation:r0"]);
    expect(person?.retention).toContainEqual({ fact: "daysBeyondTerms", eraseOn: "2027-11-23" });
    expect(contributions.find((one) => one.id === "promises")?.state).toBe("missing");
    expect(contributions.filter((one) => one.subScore === "reputation").map((one) => one.id)).toEqual(["r1"]);
  });
  test("a person must decide where the policy says so, and where little is known", () => {
    const known = assess({ ...trade2026, coverageMin: 0 }, baker, { asOf });
    expect([known.grade, known.person?.because]).toEqual(["D", ["grade"]]);
    const little = assess(trade2026, { ...baker, facts: {} , reputation: [] }, { asOf });
    expect(little.person).toMatchObject({ humanMustDecide: true, because: ["insufficient-data"] });
    const good = { ...baker, facts: { daysBeyondTerms: present(0, days), sanctionsHit: present(false, origin) } };
    expect(assess({ ...trade2026, coverageMin: 0 }, good, { asOf }).person?.humanMustDecide).toBe(false);
    const stopped = { ...baker, facts: { ...good.facts, sanctionsHit: present(true, origin) } };
    expect(assess({ ...trade2026, coverageMin: 0 }, stopped, { asOf }).person?.because).toEqual(["grade", "hard-stop"]);
  });
  test("what is not on the allow-list is refused, and so is a person without a policy", () => {
    const age = { ...baker, facts: { age: present(61, origin) } };
    expect(codeOf(() => assess(trade2026, age, { asOf }))).toBe("risk.characteristic_not_allowed evidence.facts.age");
    const { people, ...without } = trade2026;
    expect(people).toBeDefined();
    expect(codeOf(() => assess(without, baker, { asOf }))).toBe("risk.people_policy people");
    const silent = { ...trade2026, people: { allowed: [], humanDecisionFrom: "C" } };
    expect(codeOf(() => assess(silent, { ...baker, facts: {} }, { asOf }))).toBe("risk.characteristic_not_allowed evidence.reputation");
  });
});

describe("overrides", () => {
  const context = { grades: trade2026.grades, asOf };
  const weak = assess(trade2026, withFacts({ daysBeyondTerms: present(20, days), bankDetailsChangedDays: present(1, origin) }), { asOf });
  const request: OverrideRequest = {
    id: "ov-1",
    grade: "A",
    requestedBy: "anna",
    approvedBy: "boris",
    secondApprovedBy: "clara",
    reason: "Bank guarantee arrived",
    scope: "order O-7",
    at: asOf,
    expiresOn: "2026-12-31",
  };
  const record = (change: Partial<OverrideRequest> = {}, assessment: Assessment = weak): ReturnType<typeof overrideAssessment> =>
    overrideAssessment([], assessment, { ...request, ...change }, context);
  const refusals = (result: ReturnType<typeof overrideAssessment>): string[] =>
    result.ok ? [] : result.refusals.map((refusal) => refusal.code);

  test("O-01 an override never changes the score, and ends after its last day", () => {
    const before = JSON.stringify(weak);
    const result = record();
    if (!result.ok) throw new Error("refused");
    const effective = (day: string): unknown => {
      const { grade, modelGrade, score, override } = effectiveGrade(weak, result.records, { ...context, asOf: day });
      return [grade, modelGrade, score === weak.score, override?.id ?? null];
    };
    expect(effective("2026-12-31")).toEqual(["A", "B", true, "ov-1"]);
    expect(effective("2027-01-01")).toEqual(["B", "B", true, null]);
    expect(effective("2026-11-22")).toEqual(["B", "B", true, null]);
    expect(JSON.stringify(weak)).toBe(before);
  });
  test("the second approver is neither the first nor the requester", () => {
    expect(refusals(record({ secondApprovedBy: "boris" }))).toEqual(["second-approver-not-independent"]);
    expect(refusals(record({ secondApprovedBy: "anna" }))).toEqual(["second-approver-not-independent"]);
  });
  test("all reasons at once", () => {
    expect(refusals(record({ secondApprovedBy: "anna", expiresOn: "2026-11-22", grade: weak.grade ?? "" }))).toEqual([
      "second-approver-not-independent",
      "expires-before-it-begins",
      "nothing-to-override",
    ]);
  });
  test("a hard stop is above every override, also one that came later", () => {
    const stopped = assess(trade2026, withFacts({ sanctionsHit: present(true, origin) }), { asOf });
    expect(refusals(record({ grade: "B" }, stopped))).toEqual(["hard-stop"]);
    const earlier = record();
    if (!earlier.ok) throw new Error("refused");
    expect(effectiveGrade(stopped, earlier.records, context)).toMatchObject({ grade: "E", override: null });
  });
  test("records are appended: the latest holds, the others stay", () => {
    const first = record();
    if (!first.ok) throw new Error("refused");
    const second = overrideAssessment(first.records, weak, { ...request, id: "ov-2", grade: "D" }, context);
    if (!second.ok) throw new Error("refused");
    expect(second.records.map((one) => one.id)).toEqual(["ov-1", "ov-2"]);
    expect(effectiveGrade(weak, second.records, context).grade).toBe("D");
    const other = { ...weak, subject: { id: "other", kind: "company" } as const };
    expect(effectiveGrade(other, second.records, context).override).toBeNull();
    expect(codeOf(() => overrideAssessment(second.records, weak, request, context))).toBe("risk.duplicate_id records[0].id");
  });
  test.each([
    ["risk.unknown_grade request.grade", { grade: "Z" }],
    ["schema.value request.reason", { reason: "  " }],
    ["risk.future_date request.at", { at: "2026-11-24" }],
    ["id.format request.approvedBy", { approvedBy: "" }],
    ["date.invalid request.expiresOn", { expiresOn: "2026-02-30" }],
  ])("%s", (expected, change) => {
    expect(codeOf(() => record(change))).toBe(expected);
  });
});

describe("malformed input", () => {
  const policy = (change: object): (() => unknown) => () => compileAssessment({ ...trade2026, ...change });
  const payment = (change: object): (() => unknown) =>
    policy({ subScores: { payment: { weight: 1, characteristics: [{ ...trade2026.subScores.payment?.characteristics[0], ...change }] } } });
  test.each([
    ["risk.as_of_required asOf", () => assess(trade2026, soundClient, {} as never)],
    ["risk.future_date evidence.facts.x.asOf", () => assess(trade2026, withFacts({ x: present(1, { ...origin, asOf: "2027-01-01" }) }), { asOf })],
    ["risk.unit_mismatch evidence.facts.daysBeyondTerms.unit", () => assess(trade2026, withFacts({ daysBeyondTerms: present(1, origin) }), { asOf })],
    ["schema.type evidence.facts.brokenPromises.value", () => assess(trade2026, withFacts({ brokenPromises: present(true, origin) }), { asOf })],
    ["schema.value evidence.subject.kind", () => assess(trade2026, { ...soundClient, subject: { id: "a", kind: "dog" as never } }, { asOf })],
    ["risk.unknown_kind items[0].kind", () => assess(trade2026, { ...soundClient, reputation: [{ ...reference, kind: "rumour" }] }, { asOf })],
    ["risk.duplicate_id items[1].id", () => assess(trade2026, { ...soundClient, reputation: [reference, reference] }, { asOf })],
    ["schema.range items[0].rating", () => assess(trade2026, { ...soundClient, reputation: [{ ...reference, rating: 101 }] }, { asOf })],
    ["schema.range policy.weightOfHalfConfidence", () => reputation({ kinds: [], weightOfHalfConfidence: 0 }, [], asOf)],
    ["risk.duplicate_id grades[1]", policy({ grades: ["A", "A"] })],
    ["schema.value missing", policy({ missing: "zero" })],
    ["schema.range coverageMin", policy({ coverageMin: 2 })],
    ["risk.length subScores", policy({ subScores: {} })],
    ["schema.type subScores.reputation", policy({ subScores: { reputation: null } })],
    ["risk.unknown_grade combine.cuts[0].grade", policy({ combine: { method: "weights", cuts: [{ grade: "Z", from: null }] } })],
    ["risk.grade_order combine.cuts[1].grade", policy({ combine: { method: "weights", cuts: [{ grade: "C", from: 50 }, { grade: "B", from: null }] } })],
    ["risk.bin_overlap combine.cuts[1].from", policy({ combine: { method: "weights", cuts: [{ grade: "A", from: 50 }, { grade: "B", from: 50 }, { grade: "C", from: null }] } })],
    ["risk.bin_gap combine.cuts[0].from", policy({ combine: { method: "weights", cuts: [{ grade: "A", from: 50 }] } })],
    ["risk.bin_gap combine.rows", policy({ combine: { method: "table", rows: [{ grade: "A", atLeast: { payment: 1 } }] } })],
    ["schema.type combine.rows[0]", policy({ combine: { method: "table", rows: [null] } })],
    ["risk.unknown_grade people.humanDecisionFrom", policy({ people: { allowed: [], humanDecisionFrom: "Z" } })],
    ["risk.duplicate_id people.allowed[1].fact", policy({ people: { allowed: [{ fact: "a", retentionDays: 1 }, { fact: "a", retentionDays: 1 }], humanDecisionFrom: "C" } })],
    ["risk.bin_gap subScores.payment.characteristics[0].bands[0].from", payment({ bands: [{ from: 0, points: 1 }] })],
    ["risk.bin_overlap subScores.payment.characteristics[0].bands[2].from", payment({ bands: [{ from: null, points: 1 }, { from: 2, points: 1 }, { from: 2, points: 1 }] })],
    ["schema.value subScores.payment.characteristics[0]", payment({ bands: undefined })],
    ["schema.range subScores.payment.characteristics[0].bands[0].points", payment({ bands: [{ from: null, points: 101 }] })],
    ["schema.range subScores.payment.characteristics[0].weight", payment({ weight: 0 })],
    ["risk.bin_overlap subScores.payment.characteristics[0].notApplicable[1].reason", payment({ notApplicable: [{ reason: "a", points: 1 }, { reason: "a", points: 1 }] })],
    ["schema.type subScores.payment.characteristics[0].averagePoints", () => compileAssessment({ ...trade2026, reasons: { method: "below-average", count: 1 }, subScores: { payment: { weight: 1, characteristics: [{ id: "a", fact: "a", weight: 1, halfLifeDays: 1, bands: [{ from: null, points: 1 }] }] } } })],
    ["risk.unknown_grade subScores.warningSigns.register.signs[1].capsGradeAt", policy({ grades: ["A", "B", "C", "D"] })],
  ])("%s", (expected, run) => {
    expect(codeOf(run)).toBe(expected);
  });
});

/** What the schemas take is what the compilers read, and nothing else. */
import { describe, expect, test } from "vitest";

import { compileAssessment, compileCreditPolicy, compileScorecard } from "../../src/risk/index.js";
import type { AssessmentPolicy, CreditPolicy, Scorecard } from "../../src/risk/index.js";
import {
  parseAssessmentPolicy,
  parseCreditPolicy,
  parseScorecard,
  safeParseAssessmentPolicy,
  safeParseCreditPolicy,
  safeParseScorecard,
} from "../../src/risk/schema.js";

const scorecard: Scorecard = {
  id: "trade",
  version: "1",
  basePoints: 500,
  characteristics: [
    {
      id: "age",
      kind: "numeric",
      fact: "ageYears",
      bins: [{ from: null, until: 3, points: 0 }, { from: 3, until: null, points: 40 }],
      special: [{ values: [-1], points: 5 }],
      missing: { points: 10 },
    },
    {
      id: "branch",
      kind: "category",
      fact: "branch",
      bins: [{ categories: ["retail"], points: 20 }],
      other: { points: 10 },
      missing: { points: 0 },
    },
  ],
  reasons: { method: "below-maximum", count: 4 },
};

const creditPolicy: CreditPolicy = {
  id: "eu",
  version: "1",
  currency: "EUR",
  horizonDays: 30,
  limitRules: [
    { id: "equity", kind: "share-of-equity", factor: "0.1", whenMissing: "ignore" },
    { id: "insurer", kind: "insured", whenMissing: "zero" },
    {
      id: "grades",
      kind: "grade-table",
      limits: [{ grade: "A", amount: { amount: "50000.00", currency: "EUR" } }],
      whenMissing: "zero",
    },
    { id: "cap", kind: "fixed", amount: { amount: "100000.00", currency: "EUR" } },
  ],
  checks: {
    overLimit: "HOLD",
    noLimit: "REFUSE",
    utilisationWarnFrom: "0.8",
    oldestOverdue: { daysMax: 30, consequence: "HOLD" },
    overdueShare: { shareMax: "0.2", consequence: "WARN" },
    reviewOverdue: "WARN",
    dunning: { levelMax: 2, consequence: "HOLD" },
    grades: { refused: ["E"], consequence: "REFUSE" },
  },
};

const assessmentPolicy: AssessmentPolicy = {
  id: "trade",
  version: "1",
  grades: ["A", "B"],
  missing: "worst",
  subScores: {
    payment: {
      weight: 2,
      characteristics: [
        {
          id: "late",
          fact: "daysBeyondTerms",
          unit: "days",
          weight: 1,
          bands: [{ from: null, points: 100 }, { from: 15, points: 0 }],
          notApplicable: [{ reason: "no invoices", points: 50 }],
          halfLifeDays: 180,
        },
      ],
    },
    reputation: {
      weight: 1,
      kinds: [{ kind: "reference", weight: 1, halfLifeDays: 365 }],
      weightOfHalfConfidence: 3,
    },
    warningSigns: {
      weight: 1,
      register: { id: "own", version: "1", signs: [] },
      stage: "before",
      pointsLost: { low: 5, moderate: 15, high: 40, critical: 100 },
    },
  },
  combine: { method: "table", rows: [{ grade: "A", atLeast: { payment: 60 } }, { grade: "B", atLeast: {} }] },
  coverageMin: 0.5,
  divergenceFrom: 40,
  reasons: { method: "below-maximum", count: 4 },
  people: { allowed: [{ fact: "daysBeyondTerms", retentionDays: 365 }], humanDecisionFrom: "B" },
};

describe("documents survive the schema and compile", () => {
  test("scorecard", () => {
    expect(parseScorecard(JSON.parse(JSON.stringify(scorecard)))).toEqual(scorecard);
    expect(() => compileScorecard(scorecard)).not.toThrow();
  });
  test("credit policy", () => {
    expect(parseCreditPolicy(JSON.parse(JSON.stringify(creditPolicy)))).toEqual(creditPolicy);
    expect(() => compileCreditPolicy(creditPolicy)).not.toThrow();
  });
  test("assessment policy", () => {
    expect(parseAssessmentPolicy(JSON.parse(JSON.stringify(assessmentPolicy)))).toEqual(assessmentPolicy);
    expect(() => compileAssessment(assessmentPolicy)).not.toThrow();
  });
});

describe("what neither takes", () => {
  const bad: readonly object[] = [
    { id: "" },
    { version: 1 },
    { surprise: true },
    { reasons: { method: "worst", count: 4 } },
  ];
  test.each(bad)("scorecard %j", (change) => {
    const document = { ...scorecard, ...change };
    expect(safeParseScorecard(document).ok).toBe(false);
    expect(() => compileScorecard(document)).toThrow();
  });
  test.each([{ currency: 5 }, { horizonDays: -1 }, { checks: {} }, { limitRules: [{ id: "a", kind: "guess" }] }])(
    "credit policy %j",
    (change) => {
      const document = { ...creditPolicy, ...change };
      expect(safeParseCreditPolicy(document).ok).toBe(false);
      expect(() => compileCreditPolicy(document as never)).toThrow();
    },
  );
  test.each([{ coverageMin: 2 }, { missing: "zero" }, { subScores: { mood: 1 } }, { combine: { method: "vote" } }, { divergenceFrom: -1 }])(
    "assessment policy %j",
    (change) => {
      const document = { ...assessmentPolicy, ...change };
      expect(safeParseAssessmentPolicy(document).ok).toBe(false);
      expect(() => compileAssessment(document as never)).toThrow();
    },
  );
});

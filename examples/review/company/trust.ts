/** How risk is graded, what limit follows from it, and what may be lost. */
import type { LossPolicy } from "clientele/review";
import type { AssessmentPolicy, CreditPolicy } from "clientele/risk";

import { wholesale2026 } from "../../assessment/policy.js";
import { euros } from "./euros.js";

/** The wholesaler's policy; a third of the evidence is enough for a grade that is reviewed monthly. */
export const assessment: AssessmentPolicy = { ...wholesale2026, coverageMin: 0.33 };

const LIMITS = [60_000, 40_000, 25_000, 8_000, 0];

export const credit: CreditPolicy = {
  id: "credit",
  version: "2026-1",
  currency: "EUR",
  horizonDays: 60,
  limitRules: [
    { id: "share-of-equity", kind: "share-of-equity", factor: "0.2", whenMissing: "ignore" },
    { id: "insurer", kind: "insured", whenMissing: "ignore" },
    {
      id: "by-grade",
      kind: "grade-table",
      limits: assessment.grades.map((grade, place) => ({ grade, amount: euros((LIMITS[place] ?? 0) * 100) })),
      whenMissing: "ignore",
    },
  ],
  checks: {
    overLimit: "HOLD",
    noLimit: "WARN",
    utilisationWarnFrom: "0.9",
    oldestOverdue: { daysMax: 60, consequence: "HOLD" },
    dunning: { levelMax: 2, consequence: "HOLD" },
  },
};

const PROBABILITIES = ["0.004", "0.012", "0.03", "0.08", "0.22"];

export const loss: LossPolicy = {
  probabilities: assessment.grades.map((grade, place) => ({ grade, probability: PROBABILITIES[place] ?? "1" })),
  lossGivenDefault: "0.45",
};

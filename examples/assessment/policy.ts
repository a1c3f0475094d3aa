/** The policy of a wholesaler: four sub-scores, five grades, two hard stops. */
import { starterWarningSigns } from "clientele/risk";
import type { AssessmentPolicy, WarningSignRegister } from "clientele/risk";

const hardStops = new Set(["sanctions-hit", "insolvency-proceedings"]);

const register: WarningSignRegister = {
  id: "wholesale-signs",
  version: "2026-1",
  signs: starterWarningSigns.signs.map((sign) =>
    hardStops.has(sign.id) ? { ...sign, capsGradeAt: "E" } : sign,
  ),
};

export const wholesale2026: AssessmentPolicy = {
  id: "wholesale",
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
        },
        {
          id: "promises",
          fact: "brokenPromises",
          weight: 1,
          bands: [{ from: null, points: 100 }, { from: 1, points: 20 }],
          halfLifeDays: 180,
        },
      ],
    },
    financial: {
      weight: 30,
      characteristics: [
        {
          id: "distress",
          fact: "altmanZDoublePrime",
          weight: 1,
          bands: [{ from: null, points: 0 }, { from: 1.1, points: 50 }, { from: 2.6, points: 100 }],
          notApplicable: [{ reason: "zero-denominator:totalLiabilities", points: 100 }],
          halfLifeDays: 365,
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
      register,
      stage: "before",
      pointsLost: { low: 5, moderate: 15, high: 40, critical: 100 },
    },
  },
  combine: {
    method: "weights",
    cuts: [
      { grade: "A", from: 85 },
      { grade: "B", from: 70 },
      { grade: "C", from: 55 },
      { grade: "D", from: 40 },
      { grade: "E", from: null },
    ],
  },
  coverageMin: 0.4,
  divergenceFrom: 50,
  reasons: { method: "below-maximum", count: 4 },
};

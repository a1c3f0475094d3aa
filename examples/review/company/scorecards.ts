/** Who is a key account: one card for the class, two for the portfolio matrix. */
import type { Criterion, PortfolioPolicy, Scorecard } from "clientele/scoring";
import { keyAccountQuadrants } from "clientele/scoring";

function criterion(id: string, fact: string, weight: number, from: number, to: number): Criterion {
  return { id, fact, weight, normaliser: { kind: "range", worst: from, best: to }, missing: "exclude" };
}

export const keyAccounts: Scorecard = {
  id: "key-accounts-2026",
  criteria: [
    { ...criterion("turnover", "turnover.net", 30, 0, 60_000), missing: "worst" },
    { ...criterion("frequency", "turnover.orders", 15, 0, 18), missing: "worst" },
    criterion("growth", "turnover.growth", 10, -0.5, 0.5),
    criterion("pays", "payment.daysBeyondTerms", 15, 40, 0),
    criterion("pocket", "prices.pocketShare", 10, 0.7, 0.98),
    criterion("risk", "risk.score", 10, 30, 95),
    criterion("fit", "attributes.strategicFit", 10, 0, 10),
  ],
  classes: [
    { id: "standard", from: 0 },
    { id: "major", from: 55 },
    { id: "key", from: 72 },
  ],
  vetoes: [
    { id: "pays-much-too-late", when: { fact: "payment.daysBeyondTerms", operator: "greaterThan", value: 45 }, class: "standard" },
  ],
};

const HIGH_OR_LOW = [
  { id: "low", from: 0 },
  { id: "high", from: 50 },
];

export const matrix: PortfolioPolicy = {
  id: "matrix-2026",
  attractiveness: {
    id: "attractiveness",
    criteria: [
      criterion("need", "attributes.yearlyNeed", 5, 0, 120_000),
      criterion("sites", "attributes.sites", 2, 1, 8),
      criterion("growth", "turnover.growth", 3, -0.4, 0.6),
    ],
    classes: HIGH_OR_LOW,
  },
  strength: {
    id: "strength",
    criteria: [
      criterion("beside-the-strongest", "market.relativeStrength", 4, 0.8, 1.2),
      criterion("orders", "turnover.orders", 3, 0, 16),
      criterion("fit", "attributes.strategicFit", 3, 0, 10),
    ],
    classes: HIGH_OR_LOW,
  },
  cells: keyAccountQuadrants,
};

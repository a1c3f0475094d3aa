/** What was agreed beside prices: the bonus, the club, and what comes off every invoice. */
import type { BonusAgreement } from "clientele/bonus";
import type { LiabilityAssumptions, Programme } from "clientele/loyalty";
import type { AfterInvoiceRate } from "clientele/review";

export const bonus: BonusAgreement = {
  id: "annual-bonus",
  currency: "EUR",
  valid: { from: "2024-01-01" },
  period: "P1Y",
  schedules: [
    {
      id: "turnover",
      scale: {
        kind: "allUnits",
        bands: [
          { from: 0, value: "0" },
          { from: 5_000, value: "0.01" },
          { from: 15_000, value: "0.02" },
          { from: 40_000, value: "0.03" },
          { from: 100_000, value: "0.04" },
        ],
      },
    },
  ],
};

export const club: Programme = {
  id: "fitters-club",
  version: "2024-1",
  currency: "EUR",
  wallets: [{ id: "points", expiry: { kind: "rolling", after: "P18M", end: "month" }, negativeBalance: "clamp" }],
  earning: [
    { id: "per-ten-euros", wallet: "points", award: { kind: "perAmount", points: "1", per: "10", rounding: "floor" } },
  ],
  tiers: {
    metric: { kind: "spend" },
    window: { kind: "rolling", length: "P12M" },
    validity: { lasting: "P12M" },
    levels: [
      { id: "bronze", from: 0 },
      { id: "silver", from: 10_000, multiplier: "1.1" },
      { id: "gold", from: 40_000, multiplier: "1.25", benefits: ["free delivery"] },
    ],
  },
};

/** Seven points in ten are spent; a point is worth five cents. */
export const clubLiability: LiabilityAssumptions = {
  wallets: [{ wallet: "points", valuePerPoint: "0.05", redemptionRate: "0.7" }],
};

export const afterInvoice: readonly AfterInvoiceRate[] = [
  { id: "cashDiscount", rate: "0.008" },
  { id: "freight", rate: "0.035" },
];

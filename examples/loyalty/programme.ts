/** The programme of the example: a club of a dealer in tools and machines. */
import type { Programme } from "clientele/loyalty";

export const programme: Programme = {
  id: "workshop-club",
  version: "2026-1",
  currency: "EUR",
  clock: { offsetMinutes: 60 },
  wallets: [
    { id: "points", expiry: { kind: "rolling", after: "P12M", end: "month" } },
    { id: "status", isSpendable: false },
  ],
  earning: [
    {
      id: "purchases",
      wallet: "points",
      award: { kind: "perAmount", points: 1, per: 5, rounding: "floor" },
      activation: { kind: "event", event: "payment" },
    },
    {
      id: "fair",
      wallet: "points",
      on: { activity: "fair" },
      award: { kind: "fixed", points: 50 },
      limit: { times: 1, per: "year" },
    },
    {
      id: "status",
      wallet: "status",
      award: { kind: "perAmount", points: 1, per: 1, rounding: "floor" },
      isMultiplied: false,
    },
  ],
  tiers: {
    metric: { kind: "credits", wallet: "status" },
    window: { kind: "calendar", unit: "year" },
    levels: [
      { id: "basic", from: 0 },
      { id: "silver", from: 1_000, multiplier: "1.25" },
      { id: "gold", from: 5_000, multiplier: "1.5", benefits: ["own contact"] },
    ],
    validity: { periods: 1 },
  },
  campaigns: [
    {
      id: "autumn",
      from: "2026-09-01T00:00:00Z",
      until: "2026-10-01T00:00:00Z",
      effect: { kind: "multiplier", factor: 2, rules: ["purchases"] },
    },
  ],
  rewards: [
    { id: "helmet", wallet: "points", points: 120 },
    { id: "training", wallet: "points", points: 5_000 },
  ],
  holdFor: "PT2H",
};

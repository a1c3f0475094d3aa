/** A review policy with everything in it, for tests. */
import type { ReviewPolicy } from "../../src/review/index.js";

const price = (article: string, amount: string): NonNullable<ReviewPolicy["pricing"]>["records"][number] => ({
  id: `list-${article}`,
  step: "list",
  key: { article },
  value: { kind: "unitPrice", amount },
});

export const reviewPolicy: ReviewPolicy = {
  id: "monthly",
  currency: "EUR",
  pricing: {
    id: "prices",
    currency: "EUR",
    steps: [
      { id: "list", kind: "price", access: [["article"]] },
      { id: "quantity", kind: "discount", access: [[]], base: "list" },
      { id: "partner", kind: "discount", access: [["client"]] },
    ],
    records: [
      price("chair", "49.90"),
      price("desk", "189"),
      price("lamp", "0.0435"),
      {
        id: "quantity",
        step: "quantity",
        key: {},
        value: { kind: "percent", rate: "0" },
        scale: { kind: "allUnits", bands: [{ from: 10, value: "-0.03" }, { from: 100, value: "-0.1" }] },
      },
      { id: "partner", step: "partner", key: { client: "acme" }, value: { kind: "percent", rate: "-0.02" } },
    ],
  },
  bonus: {
    id: "annual",
    currency: "EUR",
    valid: { from: "2024-01-01" },
    schedules: [
      { id: "turnover", scale: { kind: "graduated", bands: [{ from: 0, value: "0" }, { from: 500, value: "0.01" }, { from: 5000, value: "0.03" }] } },
    ],
  },
  loyalty: {
    id: "club",
    version: "1",
    currency: "EUR",
    wallets: [{ id: "points", expiry: { kind: "rolling", after: "P24M" }, negativeBalance: "clamp" }],
    earning: [{ id: "per-euro", wallet: "points", award: { kind: "perAmount", points: "1", per: "1", rounding: "floor" } }],
    tiers: {
      metric: { kind: "spend" },
      window: { kind: "rolling", length: "P12M" },
      validity: { lasting: "P12M" },
      levels: [{ id: "bronze", from: 0 }, { id: "silver", from: 100_000 }],
    },
  },
};

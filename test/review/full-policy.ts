/** A review policy that asks for everything, and an account of which everything is known. */
import { wholesale2026 } from "../../examples/assessment/policy.js";
import { estimate } from "../../src/lifecycle/index.js";
import type { LifecycleHistory } from "../../src/lifecycle/index.js";
import type { Account, Market, ReviewPolicy } from "../../src/review/index.js";
import { keyAccountQuadrants } from "../../src/scoring/index.js";
import { reviewPolicy } from "./policy.js";

const eur = (amount: string): { amount: string; currency: string } => ({ amount, currency: "EUR" });
const range = (worst: number, best: number): { kind: "range"; worst: number; best: number } => ({ kind: "range", worst, best });

function history(id: string, end: string): LifecycleHistory {
  return {
    id,
    initial: "open",
    begunAt: "2026-01-01T00:00:00.000Z",
    moves: [
      { to: "offered", at: "2026-02-01T00:00:00.000Z" },
      { to: end, at: "2026-03-01T00:00:00.000Z" },
    ],
    until: "2026-06-30T00:00:00.000Z",
  };
}

export const fullPolicy: ReviewPolicy = {
  ...reviewPolicy,
  id: "full",
  afterInvoice: [{ id: "cashDiscount", rate: "0.01" }],
  loyaltyLiability: { wallets: [{ wallet: "points", valuePerPoint: "0.01", redemptionRate: "0.7" }] },
  value: { purchases: { kind: "bg-nbd", parameters: { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 } }, spend: { kind: "fixed-spend", average: 200 }, months: 12, marginRate: 0.3 },
  crossSell: {
    rules: [
      { antecedent: ["chair"], consequent: ["stool"], counts: { baskets: 100, antecedent: 40, consequent: 30, both: 24 } },
    ],
  },
  scorecard: {
    id: "key",
    criteria: [
      { id: "turnover", fact: "turnover.net", weight: 3, normaliser: range(0, 10_000), missing: "worst" },
      { id: "pays", fact: "payment.daysBeyondTerms", weight: 2, normaliser: range(60, 0), missing: "exclude" },
      { id: "fit", fact: "attributes.fit", weight: 1, normaliser: range(0, 10), missing: "exclude" },
    ],
    classes: [{ id: "standard", from: 0 }, { id: "major", from: 40 }, { id: "key", from: 70 }],
    vetoes: [{ id: "few-orders", when: { fact: "turnover.net", operator: "lessThan", value: 1 }, class: "standard" }],
  },
  assessment: { ...wholesale2026, coverageMin: 0.1 },
  credit: {
    id: "credit",
    version: "1",
    currency: "EUR",
    horizonDays: 30,
    limitRules: [{ id: "by-grade", kind: "grade-table", limits: ["A", "B", "C", "D", "E"].map((grade, index) => ({ grade, amount: eur(`${String(5000 - 1000 * index)}.00`) })), whenMissing: "ignore" }],
    checks: { overLimit: "HOLD", noLimit: "WARN", oldestOverdue: { daysMax: 60, consequence: "HOLD" } },
  },
  loss: {
    probabilities: ["A", "B", "C", "D", "E"].map((grade, index) => ({ grade, probability: String(0.01 * 2 ** index) })),
    lossGivenDefault: "0.45",
  },
  pipeline: { estimate: estimate([history("a", "won"), history("b", "won"), history("c", "lost")]), won: "won" },
  service: { toleranceDays: 1 },
  contacts: {
    id: "contacts",
    channels: ["phone", "email"],
    consentNotNeeded: ["phone"],
    classes: ["key", "major", "standard"],
    cadences: [
      { id: "key", when: { fact: "class", operator: "equal", value: "key" }, every: "P1M" },
      { id: "others", every: "P3M" },
    ],
  },
  record: { id: "record", fields: [{ field: "name" }, { field: "siren", form: "siren" }, { field: "phone", need: "recommended", maximumAge: "P12M" }] },
  matrix: {
    id: "matrix",
    attractiveness: {
      id: "attractiveness",
      criteria: [{ id: "size", fact: "turnover.net", weight: 1, normaliser: range(0, 10_000), missing: "worst" }],
      classes: [{ id: "low", from: 0 }, { id: "high", from: 50 }],
    },
    strength: {
      id: "strength",
      criteria: [{ id: "fit", fact: "attributes.fit", weight: 1, normaliser: range(0, 10), missing: "neutral" }],
      classes: [{ id: "low", from: 0 }, { id: "high", from: 50 }],
    },
    cells: keyAccountQuadrants,
  },
  attributes: { fit: "number", region: "string" },
};

const order = (id: string, date: string, quantity: number): Account["orders"][number] => ({
  id,
  date,
  lines: [{ article: "chair", productGroup: "seats", quantity, unitPrice: "44.00" }],
});

/** Everything that may be known of an account. */
export const known2026: Account = {
  id: "acme",
  name: "Acme SA",
  segment: "retail",
  manager: "ada",
  channel: "fairs",
  attributes: { fit: 8, region: "north" },
  orders: [order("R-1", "2025-10-01", 20), order("R-2", "2026-05-04", 100), order("R-3", "2026-07-06", 20), order("R-4", "2026-10-20", -2)],
  invoices: [
    { id: "R-2", amount: eur("4400.00"), issuedOn: "2026-05-04", dueOn: "2026-06-03", payments: [{ on: "2026-06-20", amount: eur("4400.00") }] },
    { id: "R-3", amount: eur("880.00"), issuedOn: "2026-07-06", dueOn: "2026-08-05", payments: [] },
  ],
  evidence: { altmanZDoublePrime: { state: "present", value: 2.9, asOf: "2026-05-01", source: "accounts 2025" } },
  reputation: [{ id: "ref-1", kind: "reference", rating: 90, on: "2026-04-01", source: "Bolt Ltd" }],
  credit: { openOrders: [{ id: "O-1", amount: eur("500.00"), deliverOn: "2026-12-01" }] },
  deals: [
    { id: "D-1", state: "offered", amount: eur("3000.00"), openedOn: "2026-09-01", enteredOn: "2026-10-01" },
    { id: "D-0", state: "won", amount: eur("1000.00"), openedOn: "2026-03-01", closedOn: "2026-05-01", outcome: "won" },
  ],
  deliveries: [
    { id: "R-3", orderedOn: "2026-07-01", promisedOn: "2026-07-10", currency: "EUR", lines: [{ id: "1", quantity: 20, unitPrice: "44.00", deliveries: [{ on: "2026-07-09", quantity: 15 }] }] },
  ],
  complaints: [{ id: "K-1", openedOn: "2026-11-01", dueOn: "2026-11-15" }],
  contacts: { made: [{ on: "2026-09-01", channel: "phone" }], preferredChannels: ["phone"] },
  record: { name: "Acme SA", siren: "732829320", phone: "+33 1 23 45 67 89", verifiedOn: { phone: "2024-01-01" } },
  actionsTaken: [{ rule: "deliver-backlog", on: "2026-11-20" }],
};

export const market2026: Market = {
  id: "market",
  competitors: [{ id: "bolt", name: "Bolt" }],
  facts: [{ id: "f1", competitor: "bolt", kind: "supplies", account: "acme", source: "visit", asOf: "2026-09-01" }],
  swot: [{ id: "t1", kind: "threat", text: "Bolt bids for the frame contract", account: "acme", source: "visit", asOf: "2026-09-01", weight: 5 }],
  ratings: [
    {
      id: "r1",
      source: "survey",
      asOf: "2026-06-01",
      factors: [{ id: "price", weight: 2 }, { id: "service", weight: 1 }],
      own: { id: "us", ratings: { price: 6, service: 9 } },
      competitors: [{ id: "bolt", ratings: { price: 8, service: 6 } }],
    },
  ],
};

/** The health of an account as a scorecard to begin with. Fitting it to outcomes is not here. */
import type { Scorecard } from "./model.js";

/**
 * A health score of a trading account: buying, payment, service and relationship, as customer
 * success systems group it (Totango, "Multidimensional health"; Gainsight, "Scorecards
 * overview"), with the measures of a supplier in the place of product usage. The limits and
 * weights are a starting point that belongs to the host's policy: hold them against the accounts
 * that left, and change them by `withWeights` or in the document.
 *
 * | fact | unit |
 * |---|---|
 * | `orderGapRatio` | days since the last order ÷ usual days between orders |
 * | `turnoverGrowthRate` | turnover of twelve months ÷ that of the twelve before, − 1 |
 * | `assortmentShare` | product groups bought ÷ product groups the account has use for |
 * | `overdueDays` | days by which the oldest open item is overdue, 0 for none |
 * | `daysBeyondTerms` | mean days from due to paid, weighed by amount; early is below 0 |
 * | `onTimeInFullRate` | share of deliveries on time and in full |
 * | `complaintsPerHundredOrders` | complaints accepted, per hundred orders |
 * | `contactGapRatio` | days since the last talk ÷ agreed days between talks |
 * | `recommendation` | answer to "would you recommend us", 0 to 10 |
 *
 * What is not known is left out and lowers the coverage.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compileScorecard, healthScorecard, score } from "clientele/scoring";
 *
 * const found = score(compileScorecard(healthScorecard), {
 *   id: "acme",
 *   facts: { orderGapRatio: 2.5, turnoverGrowthRate: "-0.2", overdueDays: 0, recommendation: 9 },
 * });
 * assert.ok(found.ok && found.class === "watch");
 * assert.equal(found.levers[0]?.criterion, "order-rhythm");
 * ```
 * @since 0.1.0
 */
export const healthScorecard: Scorecard = /* @__PURE__ */ (() => ({
  id: "account-health",
  groups: [
    { id: "buying", weight: 45, rationale: "Orders are what the account does, not what it says." },
    { id: "payment", weight: 20, rationale: "Late payment is trouble there, or a dispute here." },
    { id: "service", weight: 20, rationale: "What we owe: failed deliveries drive clients off." },
    { id: "relationship", weight: 15, rationale: "Silence and discontent come before leaving." },
  ],
  criteria: [
    {
      id: "order-rhythm",
      fact: "orderGapRatio",
      group: "buying",
      weight: 3,
      missing: "exclude",
      direction: "lower-is-better",
      normaliser: {
        kind: "curve",
        points: [
          { at: 1, mark: 1 },
          { at: 1.5, mark: 0.6 },
          { at: 2, mark: 0.3 },
          { at: 3, mark: 0 },
        ],
      },
      rationale: "An account late by its own rhythm is nearer to leaving than one that is slow.",
      source: "A. M. Hughes, Strategic Database Marketing (1994): recency, by own interval",
    },
    {
      id: "turnover-growth",
      fact: "turnoverGrowthRate",
      group: "buying",
      weight: 2,
      missing: "exclude",
      direction: "higher-is-better",
      normaliser: {
        kind: "curve",
        points: [
          { at: -0.3, mark: 0 },
          { at: 0, mark: 0.6 },
          { at: 0.15, mark: 1 },
        ],
      },
      rationale: "Business clients seldom leave at once: they shift orders to others first.",
      source: "W. Buckinx and D. Van den Poel, European Journal of Operational Research 164 (2005)",
    },
    {
      id: "assortment",
      fact: "assortmentShare",
      group: "buying",
      weight: 1,
      missing: "exclude",
      direction: "higher-is-better",
      normaliser: { kind: "range", worst: 0, best: 0.6 },
      rationale: "Clients who buy in several product groups stay longer.",
      source: "W. J. Reinartz and V. Kumar, Journal of Marketing 67 (2003): cross-buying",
    },
    {
      id: "overdue",
      fact: "overdueDays",
      group: "payment",
      weight: 1,
      missing: "exclude",
      direction: "lower-is-better",
      normaliser: {
        kind: "curve",
        points: [
          { at: 0, mark: 1 },
          { at: 15, mark: 0.7 },
          { at: 30, mark: 0.3 },
          { at: 60, mark: 0 },
        ],
      },
      rationale: "The oldest open item shows disputes and distress alike.",
      source: "Totango, Multidimensional health: dimension billing",
    },
    {
      id: "payment-habit",
      fact: "daysBeyondTerms",
      group: "payment",
      weight: 1,
      missing: "exclude",
      direction: "lower-is-better",
      normaliser: { kind: "range", worst: 30, best: 0 },
      rationale: "Days beyond terms are the usual measure of how a client pays.",
      source: "Credit Research Foundation, Average days delinquent",
    },
    {
      id: "on-time-in-full",
      fact: "onTimeInFullRate",
      group: "service",
      weight: 1,
      missing: "exclude",
      direction: "higher-is-better",
      normaliser: {
        kind: "curve",
        points: [
          { at: 0.8, mark: 0 },
          { at: 0.95, mark: 0.7 },
          { at: 0.99, mark: 1 },
        ],
      },
      rationale: "The delivery as the client ordered it.",
      source: "SCOR model: reliability, perfect order fulfilment",
    },
    {
      id: "complaints",
      fact: "complaintsPerHundredOrders",
      group: "service",
      weight: 1,
      missing: "exclude",
      direction: "lower-is-better",
      normaliser: {
        kind: "curve",
        points: [
          { at: 0, mark: 1 },
          { at: 1, mark: 0.8 },
          { at: 3, mark: 0.4 },
          { at: 5, mark: 0 },
        ],
      },
      rationale: "Complaints that were right.",
      source: "Totango, Multidimensional health: dimension support",
    },
    {
      id: "contact",
      fact: "contactGapRatio",
      group: "relationship",
      weight: 1,
      missing: "exclude",
      direction: "lower-is-better",
      normaliser: { kind: "range", worst: 3, best: 1 },
      rationale: "An account nobody talks to is judged by its price alone.",
      source: "Totango, Multidimensional health: dimension engagement, last touchpoint",
    },
    {
      id: "recommendation",
      fact: "recommendation",
      group: "relationship",
      weight: 1,
      missing: "exclude",
      direction: "higher-is-better",
      normaliser: {
        kind: "bands",
        below: 0,
        bands: [
          { from: 7, mark: 0.6 },
          { from: 9, mark: 1 },
        ],
      },
      rationale: "Promoters 9 and 10, passives 7 and 8, detractors below.",
      source: "F. F. Reichheld, The One Number You Need to Grow, Harvard Business Review 12/2003",
    },
  ],
  classes: [
    { id: "at-risk", from: 0 },
    { id: "watch", from: 50 },
    { id: "healthy", from: 75 },
  ],
  vetoes: [
    {
      id: "long-overdue",
      when: { fact: "overdueDays", operator: "greaterThan", value: 90 },
      class: "at-risk",
    },
  ],
}))();

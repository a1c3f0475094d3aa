/** The facts of a review that rules of action may speak of: names and types. */
import type { FactType } from "../../conditions/index.js";

/** Name of a fact of a review. @since 0.1.0 */
export type ReviewFact =
  | "account.id"
  | "account.clientGroup"
  | "lifecycle.state"
  | "lifecycle.daysSinceOrder"
  | "lifecycle.nextState"
  | "lifecycle.daysToNextState"
  | "turnover.net"
  | "turnover.sales"
  | "turnover.returns"
  | "turnover.previousNet"
  | "turnover.orders"
  | "abc.class"
  | "abc.rank"
  | "abc.share"
  | "rfm.segment"
  | "rfm.recency"
  | "rfm.frequency"
  | "rfm.monetary"
  | "prices.realisation"
  | "prices.leakage"
  | "prices.unpricedLines"
  | "bonus.earned"
  | "bonus.toNextBand"
  | "bonus.nextBandGain"
  | "bonus.daysLeft"
  | "payment.overdue"
  | "payment.oldestOverdueDays"
  | "payment.daysBeyondTerms"
  | "signs.raised"
  | "signs.count"
  | "loyalty.points"
  | "loyalty.tier"
  | "loyalty.nextTier"
  | "loyalty.toNextTier"
  | "missing";

/**
 * Facts of a review by dotted name, with their types, for the conditions of
 * {@link ActionRule}. Facts of a part that is not known are missing, and a rule that needs one
 * of them does not apply.
 *
 * Amounts are decimals in the currency of the review. `turnover.…` is of the current window,
 * `turnover.previous…` of the one before.
 *
 * @since 0.1.0
 */
export const reviewFacts: Readonly<Record<ReviewFact, FactType>> = {
  "account.id": "string",
  "account.clientGroup": "string",
  "lifecycle.state": "string",
  "lifecycle.daysSinceOrder": "number",
  "lifecycle.nextState": "string",
  "lifecycle.daysToNextState": "number",
  "turnover.net": "decimal",
  "turnover.sales": "decimal",
  "turnover.returns": "decimal",
  "turnover.previousNet": "decimal",
  "turnover.orders": "number",
  "abc.class": "string",
  "abc.rank": "number",
  "abc.share": "number",
  "rfm.segment": "string",
  "rfm.recency": "number",
  "rfm.frequency": "number",
  "rfm.monetary": "number",
  "prices.realisation": "number",
  "prices.leakage": "decimal",
  "prices.unpricedLines": "number",
  "bonus.earned": "decimal",
  "bonus.toNextBand": "decimal",
  "bonus.nextBandGain": "decimal",
  "bonus.daysLeft": "number",
  "payment.overdue": "decimal",
  "payment.oldestOverdueDays": "number",
  "payment.daysBeyondTerms": "number",
  "signs.raised": "string[]",
  "signs.count": "number",
  "loyalty.points": "decimal",
  "loyalty.tier": "string",
  "loyalty.nextTier": "string",
  "loyalty.toNextTier": "decimal",
  missing: "string[]",
};

/** Values of the facts that are known. @since 0.1.0 */
export type ReviewFactValues = {
  readonly [Name in ReviewFact]?: string | number | readonly string[];
};

/** Facts as nested records, the form in which conditions read them. @internal */
export function nestFacts(values: ReviewFactValues): object {
  const nested: Record<string, unknown> = {};
  for (const name of Object.keys(reviewFacts) as ReviewFact[]) {
    const value = values[name];
    if (value === undefined) continue;
    const [group = name, field] = name.split(".");
    if (field === undefined) nested[group] = value;
    else {
      const record = (nested[group] ?? {}) as Record<string, unknown>;
      record[field] = value;
      nested[group] = record;
    }
  }
  return nested;
}

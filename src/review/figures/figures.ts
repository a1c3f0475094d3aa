/**
 * The figures of a review by dotted name: what each is, whether more of it is better, and how
 * much a change of it matters. Rules of action, scorecards and the comparison with an earlier
 * review all read this one table.
 *
 * Not here: how a figure is taken from a review (`figures-of.ts`).
 */
import type { FactType } from "../../conditions/index.js";
import type { ReviewPart } from "../account/account-review.js";

/**
 * What a figure is, for whoever shows it.
 *
 * `amount`: decimal in the currency of the review · `points`: of loyalty, decimal · `share`: 1 is the whole · `score`, `count`,
 * `days`, `number`: a number · `text`, `texts`, `date`.
 *
 * @since 0.1.0
 */
export type FigureKind =
  "amount" | "points" | "share" | "score" | "count" | "days" | "number" | "text" | "texts" | "date";

/**
 * A figure of a review.
 *
 * @since 0.1.0
 */
export interface Figure {
  readonly kind: FigureKind;
  /** The part of the review that it belongs to. */
  readonly part: ReviewPart | "account" | "turnover" | "warningSigns" | "review";
  /** Which way is good for the supplier; `neither` where it depends. */
  readonly better: "higher" | "lower" | "neither";
  /**
   * How much a change of the figure matters, 0 to 100; 0 for what moves with the calendar
   * alone, which is never reported as a change.
   */
  readonly importance: number;
  /**
   * Smallest change that is one, as a share of the larger of both values: what a model or a
   * weight by age says moves a little every day. Any difference, unless named.
   */
  readonly leastChange?: number;
}

const figure = (
  kind: FigureKind,
  part: Figure["part"],
  better: Figure["better"] = "neither",
  importance = 0,
): Figure => ({ kind, part, better, importance });

/** An estimate that drifts from day to day. */
const drifting = (least: number, one: Figure): Figure => ({ ...one, leastChange: least });

/** Name of a figure of a review. @since 0.1.0 */
export type ReviewFact =
  | "account.id"
  | "account.clientGroup"
  | "account.segment"
  | "account.manager"
  | "account.channel"
  | "lifecycle.state"
  | "lifecycle.daysSinceOrder"
  | "lifecycle.nextState"
  | "lifecycle.daysToNextState"
  | "turnover.net"
  | "turnover.sales"
  | "turnover.returns"
  | "turnover.previousNet"
  | "turnover.orders"
  | "turnover.ordersEver"
  | "turnover.growth"
  | "turnover.returnShare"
  | "score.points"
  | "score.class"
  | "score.nextClass"
  | "score.toNext"
  | "score.lever"
  | "abc.class"
  | "abc.rank"
  | "abc.share"
  | "rfm.segment"
  | "rfm.recency"
  | "rfm.frequency"
  | "rfm.monetary"
  | "value.alive"
  | "value.expectedPurchases"
  | "value.lifetime"
  | "prices.realisation"
  | "prices.leakage"
  | "prices.unpricedLines"
  | "prices.pocket"
  | "prices.pocketShare"
  | "bonus.earned"
  | "bonus.toNextBand"
  | "bonus.nextBandGain"
  | "bonus.daysLeft"
  | "payment.overdue"
  | "payment.oldestOverdueDays"
  | "payment.daysBeyondTerms"
  | "payment.index"
  | "payment.trend"
  | "signs.raised"
  | "signs.count"
  | "risk.grade"
  | "risk.score"
  | "risk.coverage"
  | "risk.reasons"
  | "credit.answer"
  | "credit.limit"
  | "credit.exposure"
  | "credit.available"
  | "credit.utilisation"
  | "credit.failed"
  | "loss.expected"
  | "loyalty.points"
  | "loyalty.tier"
  | "loyalty.nextTier"
  | "loyalty.toNextTier"
  | "loyalty.expiringPoints"
  | "loyalty.daysToExpiry"
  | "service.onTimeInFull"
  | "service.backlog"
  | "service.overdueBacklog"
  | "service.daysLate"
  | "complaints.open"
  | "complaints.overdue"
  | "contacts.state"
  | "contacts.overdueDays"
  | "contacts.daysSinceContact"
  | "contacts.nextChannel"
  | "contacts.nextOn"
  | "crossSell.article"
  | "crossSell.confidence"
  | "crossSell.lift"
  | "pipeline.deals"
  | "pipeline.open"
  | "pipeline.weighted"
  | "record.completeness"
  | "record.score"
  | "record.repair"
  | "market.relativeStrength"
  | "market.threat"
  | "market.threats"
  | "missing";

const TABLE: Readonly<Record<ReviewFact, Figure>> = /* @__PURE__ */ (() => ({
  "account.id": figure("text", "account"),
  "account.clientGroup": figure("text", "account", "neither", 20),
  "account.segment": figure("text", "account", "neither", 20),
  "account.manager": figure("text", "account", "neither", 30),
  "account.channel": figure("text", "account", "neither", 5),
  "lifecycle.state": figure("text", "lifecycle", "neither", 90),
  "lifecycle.daysSinceOrder": figure("days", "lifecycle", "lower"),
  "lifecycle.nextState": figure("text", "lifecycle"),
  "lifecycle.daysToNextState": figure("days", "lifecycle"),
  "turnover.net": figure("amount", "turnover", "higher", 70),
  "turnover.sales": figure("amount", "turnover", "higher", 40),
  "turnover.returns": figure("amount", "turnover", "higher", 40),
  "turnover.previousNet": figure("amount", "turnover"),
  "turnover.orders": figure("count", "turnover", "higher", 30),
  "turnover.ordersEver": figure("count", "turnover"),
  "turnover.growth": figure("share", "turnover", "higher", 50),
  "turnover.returnShare": figure("share", "turnover", "lower", 40),
  "score.points": drifting(0.01, figure("score", "score", "higher", 60)),
  "score.class": figure("text", "score", "neither", 80),
  "score.nextClass": figure("text", "score"),
  "score.toNext": figure("score", "score", "lower", 10),
  "score.lever": figure("text", "score"),
  "abc.class": figure("text", "abc", "neither", 70),
  "abc.rank": figure("count", "abc", "lower", 20),
  "abc.share": figure("share", "abc", "higher", 20),
  "rfm.segment": figure("text", "rfm", "neither", 50),
  "rfm.recency": figure("score", "rfm", "higher", 10),
  "rfm.frequency": figure("score", "rfm", "higher", 10),
  "rfm.monetary": figure("score", "rfm", "higher", 10),
  "value.alive": drifting(0.05, figure("share", "value", "higher", 60)),
  "value.expectedPurchases": drifting(0.05, figure("number", "value", "higher", 30)),
  "value.lifetime": drifting(0.05, figure("amount", "value", "higher", 60)),
  "prices.realisation": figure("share", "prices", "higher", 50),
  "prices.leakage": figure("amount", "prices", "lower", 50),
  "prices.unpricedLines": figure("count", "prices", "lower", 20),
  "prices.pocket": figure("amount", "prices", "higher", 40),
  "prices.pocketShare": figure("share", "prices", "higher", 50),
  "bonus.earned": figure("amount", "bonus", "neither", 40),
  "bonus.toNextBand": figure("amount", "bonus", "lower", 30),
  "bonus.nextBandGain": figure("amount", "bonus", "neither", 10),
  "bonus.daysLeft": figure("days", "bonus"),
  "payment.overdue": figure("amount", "payment", "lower", 80),
  "payment.oldestOverdueDays": figure("days", "payment", "lower"),
  "payment.daysBeyondTerms": figure("days", "payment", "lower", 50),
  "payment.index": figure("score", "payment", "higher", 50),
  "payment.trend": figure("text", "payment", "neither", 40),
  "signs.raised": figure("texts", "warningSigns", "lower", 75),
  "signs.count": figure("count", "warningSigns", "lower", 40),
  "risk.grade": figure("text", "risk", "neither", 90),
  "risk.score": drifting(0.01, figure("score", "risk", "higher", 60)),
  "risk.coverage": figure("share", "risk", "higher", 20),
  "risk.reasons": figure("texts", "risk", "lower", 30),
  "credit.answer": figure("text", "credit", "neither", 95),
  "credit.limit": figure("amount", "credit", "neither", 50),
  "credit.exposure": figure("amount", "credit", "lower", 40),
  "credit.available": figure("amount", "credit", "higher", 50),
  "credit.utilisation": figure("share", "credit", "lower", 40),
  "credit.failed": figure("texts", "credit", "lower", 60),
  "loss.expected": figure("amount", "loss", "lower", 50),
  "loyalty.points": figure("points", "loyalty", "neither", 20),
  "loyalty.tier": figure("text", "loyalty", "neither", 60),
  "loyalty.nextTier": figure("text", "loyalty"),
  "loyalty.toNextTier": figure("points", "loyalty", "lower", 10),
  "loyalty.expiringPoints": figure("points", "loyalty", "neither", 5),
  "loyalty.daysToExpiry": figure("days", "loyalty"),
  "service.onTimeInFull": figure("share", "service", "higher", 60),
  "service.backlog": figure("amount", "service", "lower", 40),
  "service.overdueBacklog": figure("amount", "service", "lower", 70),
  "service.daysLate": figure("days", "service", "lower"),
  "complaints.open": figure("count", "complaints", "lower", 60),
  "complaints.overdue": figure("count", "complaints", "lower", 80),
  "contacts.state": figure("text", "contacts", "neither", 20),
  "contacts.overdueDays": figure("days", "contacts", "lower"),
  "contacts.daysSinceContact": figure("days", "contacts", "lower"),
  "contacts.nextChannel": figure("text", "contacts"),
  "contacts.nextOn": figure("date", "contacts"),
  "crossSell.article": figure("text", "crossSell", "neither", 5),
  "crossSell.confidence": figure("share", "crossSell"),
  "crossSell.lift": figure("number", "crossSell"),
  "pipeline.deals": figure("count", "pipeline", "higher", 20),
  "pipeline.open": figure("amount", "pipeline", "higher", 40),
  "pipeline.weighted": figure("amount", "pipeline", "higher", 60),
  "record.completeness": figure("share", "record", "higher", 20),
  "record.score": figure("score", "record", "higher", 20),
  "record.repair": figure("text", "record"),
  "market.relativeStrength": figure("number", "market", "higher", 50),
  "market.threat": figure("text", "market", "neither", 30),
  "market.threats": figure("count", "market", "lower", 30),
  missing: figure("texts", "review", "lower", 10),
}))();

/**
 * The figures of a review by dotted name.
 *
 * Figures of a part that is not known are missing. Amounts are decimals in the currency of the
 * review; `turnover.…` is of the current window, `turnover.previous…` of the one before.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { reviewFigures } from "clientele/review";
 *
 * assert.deepEqual(reviewFigures["payment.overdue"], {
 *   kind: "amount",
 *   part: "payment",
 *   better: "lower",
 *   importance: 80,
 * });
 * ```
 * @since 0.1.0
 */
export const reviewFigures: Readonly<Record<ReviewFact, Figure>> = TABLE;

const TYPE_OF: Readonly<Record<FigureKind, FactType>> = {
  amount: "decimal",
  points: "decimal",
  share: "number",
  score: "number",
  count: "number",
  days: "number",
  number: "number",
  text: "string",
  texts: "string[]",
  date: "date",
};

/**
 * The types of the figures, for the conditions of rules of action. A rule that needs a figure
 * which is not known does not apply.
 *
 * @since 0.1.0
 */
export const reviewFacts: Readonly<Record<ReviewFact, FactType>> = /* @__PURE__ */ (() =>
  Object.fromEntries(
    Object.entries(TABLE).map(([name, { kind }]) => [name, TYPE_OF[kind]]),
  ) as Record<ReviewFact, FactType>)();

/** Values of the figures that are known. @since 0.1.0 */
export type ReviewFactValues = {
  readonly [Name in ReviewFact]?: string | number | readonly string[];
};

/** The names of all figures, in the order of the table. @internal */
export const figureNames: readonly ReviewFact[] = /* @__PURE__ */ (() =>
  Object.keys(TABLE) as ReviewFact[])();

/** Whether a text names a figure. @internal */
export function isFigure(name: string): name is ReviewFact {
  return Object.hasOwn(TABLE, name);
}

/** Figures as nested records, the form in which conditions read them. @internal */
export function nestFacts(values: ReviewFactValues): object {
  const nested: Record<string, unknown> = {};
  for (const name of figureNames) {
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

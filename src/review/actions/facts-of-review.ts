/** The facts for rules of action, taken from a review. */
import type { ReviewFactValues } from "./action-facts.js";
import type { AccountReview } from "../account/account-review.js";
import type { Finding } from "../account/finding.js";

type Open = { -readonly [Name in keyof ReviewFactValues]: ReviewFactValues[Name] };

function valueOf<T>(finding: Finding<T>): T | null {
  return finding.state === "known" ? finding.value : null;
}

/** Leaves out what is not known: a rule that needs it does not apply. */
function put<Name extends keyof ReviewFactValues>(
  facts: Open,
  name: Name,
  value: ReviewFactValues[Name] | null | undefined,
): void {
  if (value !== null && value !== undefined) facts[name] = value;
}

function putStanding(facts: Open, review: AccountReview): void {
  const lifecycle = valueOf(review.lifecycle);
  put(facts, "lifecycle.state", lifecycle?.state);
  put(facts, "lifecycle.daysSinceOrder", lifecycle?.daysSinceOrder);
  put(facts, "lifecycle.nextState", lifecycle?.next?.state);
  put(facts, "lifecycle.daysToNextState", lifecycle?.next?.inDays);
  const abc = valueOf(review.abc);
  put(facts, "abc.class", abc?.class);
  put(facts, "abc.rank", abc?.rank);
  put(facts, "abc.share", abc?.share);
  const rfm = valueOf(review.rfm);
  put(facts, "rfm.segment", rfm?.segment);
  put(facts, "rfm.recency", rfm?.recencyScore);
  put(facts, "rfm.frequency", rfm?.frequencyScore);
  put(facts, "rfm.monetary", rfm?.monetaryScore);
  const loyalty = valueOf(review.loyalty);
  put(facts, "loyalty.points", loyalty === null ? null : String(loyalty.points));
  put(facts, "loyalty.tier", loyalty?.tier?.id);
  put(facts, "loyalty.nextTier", loyalty?.tier?.next?.id);
  const missing = loyalty?.tier?.next?.missing;
  put(facts, "loyalty.toNextTier", missing === undefined ? null : String(missing));
}

function putMoney(facts: Open, review: AccountReview): void {
  const { current, previous } = review.turnover;
  put(facts, "turnover.net", current.net.amount);
  put(facts, "turnover.sales", current.sales.amount);
  put(facts, "turnover.returns", current.returns.amount);
  put(facts, "turnover.previousNet", previous.net.amount);
  put(facts, "turnover.orders", current.orders);
  const prices = valueOf(review.prices);
  put(facts, "prices.realisation", prices?.realisation);
  put(facts, "prices.leakage", prices?.leakage.amount);
  put(facts, "prices.unpricedLines", prices?.unpriced.lines);
  const bonus = valueOf(review.bonus);
  put(facts, "bonus.earned", bonus?.earned.amount);
  put(facts, "bonus.toNextBand", bonus?.next?.missing.amount);
  put(facts, "bonus.nextBandGain", bonus?.next?.gain.amount);
  put(facts, "bonus.daysLeft", bonus?.next?.daysLeft);
  const payment = valueOf(review.payment);
  put(facts, "payment.overdue", payment?.open?.overdue.amount);
  put(facts, "payment.oldestOverdueDays", payment?.open?.oldestOverdueDays);
  put(facts, "payment.daysBeyondTerms", payment?.daysBeyondTerms.value);
}

/** The facts that a review holds, by name. @internal */
export function factsOfReview(review: AccountReview): ReviewFactValues {
  const facts: Open = {};
  put(facts, "account.id", review.account.id);
  put(facts, "account.clientGroup", review.account.clientGroup);
  putStanding(facts, review);
  putMoney(facts, review);
  const raised = review.warningSigns.raised.map((sign) => sign.id);
  put(facts, "signs.raised", raised);
  put(facts, "signs.count", raised.length);
  put(facts, "missing", review.missing);
  return facts;
}

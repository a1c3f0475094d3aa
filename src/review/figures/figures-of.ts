/** The figures of a review, taken from it by name. */
import type { Money } from "../../values/money.js";
import type { ServiceRate } from "../service/model.js";
import type { ReviewFactValues } from "./figures.js";
import { differenceInDays } from "../../values/calendar-date.js";
import { dateOf } from "../../values/instant.js";
import type { AccountReview } from "../account/account-review.js";
import { toNextBand } from "../account/bonus-standing.js";
import type { Finding } from "../account/finding.js";

type Open = { -readonly [Name in keyof ReviewFactValues]: ReviewFactValues[Name] };

function valueOf<T>(finding: Finding<T>): T | null {
  return finding.state === "known" ? finding.value : null;
}

/** Leaves out what is not known: a rule that needs it does not apply. */
function put<Name extends keyof ReviewFactValues>(
  figures: Open,
  name: Name,
  value: ReviewFactValues[Name] | null | undefined,
): void {
  if (value !== null && value !== undefined) figures[name] = value;
}

function putStanding(figures: Open, review: AccountReview): void {
  const lifecycle = valueOf(review.lifecycle);
  put(figures, "lifecycle.state", lifecycle?.state);
  put(figures, "lifecycle.daysSinceOrder", lifecycle?.daysSinceOrder);
  put(figures, "lifecycle.nextState", lifecycle?.next?.state);
  put(figures, "lifecycle.daysToNextState", lifecycle?.next?.inDays);
  const score = valueOf(review.score);
  put(figures, "score.points", score?.score);
  put(figures, "score.class", score?.class);
  put(figures, "score.nextClass", score?.next?.class);
  put(figures, "score.toNext", score?.next?.points);
  put(figures, "score.lever", score?.levers[0]?.criterion);
  const abc = valueOf(review.abc);
  put(figures, "abc.class", abc?.class);
  put(figures, "abc.rank", abc?.rank);
  put(figures, "abc.share", abc?.share);
  const rfm = valueOf(review.rfm);
  put(figures, "rfm.segment", rfm?.segment);
  put(figures, "rfm.recency", rfm?.recencyScore);
  put(figures, "rfm.frequency", rfm?.frequencyScore);
  put(figures, "rfm.monetary", rfm?.monetaryScore);
}

function putTurnover(figures: Open, review: AccountReview): void {
  const { current, previous } = review.turnover;
  const [now, before] = [Number(current.net.amount), Number(previous.net.amount)];
  const sales = Number(current.sales.amount);
  put(figures, "turnover.net", current.net.amount);
  put(figures, "turnover.sales", current.sales.amount);
  put(figures, "turnover.returns", current.returns.amount);
  put(figures, "turnover.previousNet", previous.net.amount);
  put(figures, "turnover.orders", current.orders);
  put(figures, "turnover.ordersEver", review.turnover.all.orders);
  put(figures, "turnover.growth", before > 0 ? now / before - 1 : null);
  put(figures, "turnover.returnShare", sales > 0 ? 0 - Number(current.returns.amount) / sales : null);
}

function putTerms(figures: Open, review: AccountReview): void {
  const prices = valueOf(review.prices);
  put(figures, "prices.realisation", prices?.realisation);
  put(figures, "prices.leakage", prices?.leakage.amount);
  put(figures, "prices.unpricedLines", prices?.unpriced.lines);
  put(figures, "prices.pocket", prices?.pocket.amount);
  put(figures, "prices.pocketShare", prices?.pocketShare);
  const bonus = valueOf(review.bonus);
  put(figures, "bonus.earned", bonus?.earned.amount);
  const missing = bonus === null ? null : toNextBand(bonus, review.currency);
  put(figures, "bonus.toNextBand", missing?.amount);
  put(figures, "bonus.nextBandGain", bonus?.next?.gain.amount);
  put(figures, "bonus.daysLeft", bonus?.next?.daysLeft);
  const loyalty = valueOf(review.loyalty);
  put(figures, "loyalty.points", textOf(loyalty?.points));
  put(figures, "loyalty.tier", loyalty?.tier?.id);
  put(figures, "loyalty.nextTier", loyalty?.tier?.next?.id);
  put(figures, "loyalty.toNextTier", loyalty?.toNextTier?.amount);
  const expiry = loyalty?.nextExpiry ?? null;
  put(figures, "loyalty.expiringPoints", textOf(expiry?.points));
  put(
    figures,
    "loyalty.daysToExpiry",
    expiry === null ? null : differenceInDays(review.asOf, dateOf(expiry.at)),
  );
  const pipeline = valueOf(review.pipeline);
  put(figures, "pipeline.deals", pipeline?.deals.length);
  put(figures, "pipeline.open", pipeline?.open.amount);
  put(figures, "pipeline.weighted", pipeline?.weighted.amount);
}

function putRisk(figures: Open, review: AccountReview): void {
  const payment = valueOf(review.payment);
  put(figures, "payment.overdue", payment?.open?.overdue.amount);
  put(figures, "payment.oldestOverdueDays", payment?.open?.oldestOverdueDays);
  put(figures, "payment.daysBeyondTerms", payment?.daysBeyondTerms.value);
  put(figures, "payment.index", payment?.paymentIndex.value);
  const trend = payment?.trend.direction;
  put(figures, "payment.trend", trend === "unknown" ? null : trend);
  const raised = review.warningSigns.raised.map((sign) => sign.id);
  put(figures, "signs.raised", raised);
  put(figures, "signs.count", raised.length);
  const risk = valueOf(review.risk);
  put(figures, "risk.grade", risk?.grade);
  put(figures, "risk.score", risk?.score);
  put(figures, "risk.coverage", risk?.coverage);
  put(
    figures,
    "risk.reasons",
    risk?.principalReasons.map((reason) => reason.id),
  );
  const decision = valueOf(review.credit)?.decision;
  put(figures, "credit.answer", decision?.answer);
  put(figures, "credit.limit", decision?.limit?.amount);
  put(figures, "credit.exposure", decision?.exposure.total.amount);
  put(figures, "credit.available", decision?.available?.amount);
  put(figures, "credit.utilisation", decision?.utilisation.value);
  put(
    figures,
    "credit.failed",
    decision?.failed.map((check) => check.code),
  );
  put(figures, "loss.expected", valueOf(review.loss)?.expected.amount);
}

function putCare(figures: Open, review: AccountReview): void {
  const service = valueOf(review.service);
  put(figures, "service.onTimeInFull", rateOf(service?.orderRates.onTimeInFull));
  put(figures, "service.backlog", amountIn(review.currency, service?.backlog.values));
  put(figures, "service.overdueBacklog", amountIn(review.currency, service?.overdueBacklog.values));
  put(figures, "service.daysLate", service?.lateness.meanDays);
  const complaints = valueOf(review.complaints);
  put(figures, "complaints.open", complaints?.open.length);
  put(figures, "complaints.overdue", complaints?.overdue);
  const contacts = valueOf(review.contacts);
  const next = contacts?.next;
  put(figures, "contacts.state", next?.state);
  put(figures, "contacts.daysSinceContact", contacts?.daysSinceContact);
  if (next !== undefined && next.state !== "none") {
    put(figures, "contacts.overdueDays", next.overdueDays);
    put(figures, "contacts.nextChannel", next.channel);
    put(figures, "contacts.nextOn", next.nextOn);
  }
  const record = valueOf(review.record);
  put(figures, "record.completeness", record?.completeness);
  put(figures, "record.score", record === null ? null : record.score * 100);
  put(figures, "record.repair", record?.repairs[0]?.field);
}

function putOutlook(figures: Open, review: AccountReview): void {
  const value = valueOf(review.value);
  put(figures, "value.alive", value?.probabilityAlive);
  put(figures, "value.expectedPurchases", value?.expectedPurchases);
  put(figures, "value.lifetime", value?.lifetime.amount);
  const offer = valueOf(review.crossSell)?.offers[0];
  const rule = offer?.reasons.find((reason) => reason.kind === "rule");
  put(figures, "crossSell.article", offer?.article);
  put(figures, "crossSell.confidence", rule?.confidence);
  put(figures, "crossSell.lift", rule?.lift);
  const market = valueOf(review.market);
  const strength = market?.relativeStrength;
  put(figures, "market.relativeStrength", strength?.state === "known" ? strength.ratio : null);
  put(figures, "market.threat", market?.threats[0]?.text);
  put(figures, "market.threats", market?.threats.length);
}

function rateOf(rate: ServiceRate | undefined): number | null {
  return rate?.state === "known" ? rate.value : null;
}

/** The amount of a backlog in the currency of the review, 0 where nothing of it is open. */
function amountIn(currency: string, values: readonly Money[] | undefined): string | null {
  if (values === undefined) return null;
  return values.find((one) => one.currency === currency)?.amount ?? "0";
}

function textOf(value: number | string | undefined): string | null {
  return value === undefined ? null : String(value);
}

/** The figures that a review holds, by name. @internal */
export function figuresOf(review: AccountReview): ReviewFactValues {
  const figures: Open = {};
  const { account } = review;
  put(figures, "account.id", account.id);
  put(figures, "account.clientGroup", account.clientGroup);
  put(figures, "account.segment", account.segment);
  put(figures, "account.manager", account.manager);
  put(figures, "account.channel", account.channel);
  putStanding(figures, review);
  putTurnover(figures, review);
  putTerms(figures, review);
  putRisk(figures, review);
  putCare(figures, review);
  putOutlook(figures, review);
  put(figures, "missing", review.missing);
  return figures;
}

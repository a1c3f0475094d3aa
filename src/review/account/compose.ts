/** Puts the review of one account together from what the capabilities say of it. */
import { paymentBehaviour, warningSigns } from "../../risk/index.js";
import type { EvidenceSet, PaymentBehaviour } from "../../risk/index.js";
import type { AbcRow, RfmRow } from "../../scoring/index.js";
import { compareDates } from "../../values/calendar-date.js";
import { fail } from "../../values/errors.js";
import { compareText } from "../../values/plain.js";
import { readingStored } from "../../values/stored.js";
import { proposeActions } from "../actions/propose.js";
import type { Proposals } from "../actions/propose.js";
import type { ReviewPlan } from "../plan.js";
import { renaming } from "../within.js";
import { changesBetween } from "../figures/changes.js";
import { figuresOf } from "../figures/figures-of.js";
import type { AccountReview, ReviewedAccount, ReviewPart } from "./account-review.js";
import { agreementOf } from "./agreement-of.js";
import { basisOfReview } from "./basis-of-review.js";
import { creditStanding } from "./credit-standing.js";
import { paymentEvidence } from "./evidence.js";
import type { CrossSellStanding } from "./cross-sell-standing.js";
import type { Account, ActionTaken } from "./facts.js";
import type { Finding } from "./finding.js";
import { known, unknown } from "./finding.js";
import { lifecyclePosition } from "./lifecycle-position.js";
import { lossStanding } from "./loss-standing.js";
import { loyaltyStanding } from "./loyalty-standing.js";
import { orderEvidence } from "./order-behaviour.js";
import { marketStanding } from "./market-standing.js";
import { pipelineStanding } from "./pipeline-standing.js";
import { pricesRealised } from "./prices-realised.js";
import type { ReadAccount } from "./read-account.js";
import { recordStanding } from "./record-standing.js";
import { riskStanding } from "./risk-standing.js";
import { complaintStanding, serviceStanding } from "./service-standing.js";
import type { Setting } from "./setting.js";
import type { ValueStanding } from "./value-standing.js";
import { addOrder, noSums, orderDays, sumsOver, turnoverOf } from "./turnover.js";
import type { AccountTurnover } from "./turnover.js";

/** What only the other accounts can say of one. @internal */
export interface FromPortfolio {
  readonly abc: Finding<AbcRow>;
  readonly rfm: Finding<RfmRow>;
  readonly value: Finding<ValueStanding>;
  readonly crossSell: Finding<CrossSellStanding>;
}

function accountTurnover({ orders }: ReadAccount, setting: Setting): AccountTurnover {
  const { purse, current, previous } = setting;
  const all = noSums();
  for (const order of orders) addOrder(all, order);
  const { first, last } = orderDays(orders);
  return {
    all: turnoverOf(all, purse),
    current: turnoverOf(sumsOver(orders, current), purse),
    previous: turnoverOf(sumsOver(orders, previous), purse),
    firstOrderOn: first,
    lastOrderOn: last,
  };
}

function paymentOf({ account }: ReadAccount, setting: Setting): Finding<PaymentBehaviour> {
  const { invoices } = account;
  if (invoices === undefined) return unknown("no-facts", "invoices");
  const behaviour = paymentBehaviour(invoices, setting.asOf, setting.plan.payment);
  const { currency } = setting;
  // They are all in one currency.
  const own = invoices[0]?.amount.currency ?? currency;
  if (own !== currency) {
    const expected = `an amount in ${currency}`;
    fail("review.currency_mismatch", "invoices[0].amount.currency", expected, own);
  }
  return known(behaviour);
}

/** The parts, in the order in which they are shown. @internal */
export const reviewParts: readonly ReviewPart[] = [
  "lifecycle",
  "score",
  "abc",
  "rfm",
  "value",
  "prices",
  "bonus",
  "payment",
  "risk",
  "credit",
  "loss",
  "loyalty",
  "service",
  "complaints",
  "contacts",
  "crossSell",
  "pipeline",
  "record",
  "market",
];

function termsOf(
  { account, orders }: ReadAccount,
  setting: Setting,
): Pick<AccountReview, "bonus" | "prices" | "loyalty"> {
  const { plan, asOf, purse, scale } = setting;
  const agreement = agreementOf(plan.bonus, account.bonus, "bonus");
  const programme = agreementOf(plan.loyalty, account.loyalty, "loyalty");
  const bonus = "reason" in agreement ? agreement : setting.bonusOf(agreement)(orders);
  return {
    bonus,
    prices: pricesRealised(plan.pricing, account, orders, {
      window: setting.current,
      purse,
      scale,
      afterInvoice: plan.afterInvoice,
      bonus: bonus.state === "known" ? bonus.value.accruedInWindow : null,
    }),
    loyalty: loyaltyStanding(setting.programmeOf(programme), account.id, orders, {
      asOf,
      purse,
      scale,
      assumptions: plan.loyaltyLiability,
      startOf: setting.startOf,
    }),
  };
}

/** What the orders and the payments say, and what the host adds to it or knows better. */
function evidenceOf(
  { account, orders }: ReadAccount,
  payment: Finding<PaymentBehaviour>,
  setting: Setting,
): EvidenceSet {
  const { asOf, asOfDay, signCurrent, signPrevious, booksFromDay } = setting;
  const own = orderEvidence(orders, {
    asOf,
    asOfDay,
    current: signCurrent,
    previous: signPrevious,
    booksFromDay,
  });
  return { ...own, ...paymentEvidence(payment, asOf), ...account.evidence };
}

function riskOf(
  read: ReadAccount,
  setting: Setting,
): Pick<AccountReview, "payment" | "risk" | "credit" | "loss" | "warningSigns"> {
  const { plan, asOf } = setting;
  const { account } = read;
  const payment = paymentOf(read, setting);
  const evidence = evidenceOf(read, payment, setting);
  const risk = riskStanding(plan.assessment, account, evidence, asOf);
  const credit = creditStanding(plan.credit, account, risk, asOf);
  return {
    payment,
    risk,
    credit,
    loss: lossStanding(plan.loss, risk, credit),
    warningSigns: renaming([["facts", "evidence"]], () =>
      warningSigns(plan.signs, evidence, asOf, { stage: "during" }),
    ),
  };
}

function reviewedAccount(account: Account): ReviewedAccount {
  const { id, name, clientGroup, segment, manager, channel, attributes } = account;
  return {
    id,
    ...(name === undefined ? {} : { name }),
    ...(clientGroup === undefined ? {} : { clientGroup }),
    ...(segment === undefined ? {} : { segment }),
    ...(manager === undefined ? {} : { manager }),
    ...(channel === undefined ? {} : { channel }),
    ...(attributes === undefined ? {} : { attributes }),
  };
}

/** The last time up to the day that each rule was acted on, by rule. */
function takenUntil(asOf: string, taken: readonly ActionTaken[] = []): readonly ActionTaken[] {
  const last = new Map<string, ActionTaken>();
  for (const one of taken) {
    const before = last.get(one.rule);
    if (compareDates(one.on, asOf) > 0) continue;
    if (before === undefined || compareDates(one.on, before.on) > 0)
      last.set(one.rule, { rule: one.rule, on: one.on });
  }
  return [...last.values()].sort((a, b) => compareText(a.rule, b.rule));
}

/** Every action that the policy's rules propose, and those withheld. @internal */
export function proposalsOf(plan: ReviewPlan, review: AccountReview): Proposals {
  return proposeActions(plan.actions, {
    asOf: review.asOf,
    currency: review.currency,
    scale: plan.scale,
    figures: figuresOf(review),
    attributes: review.account.attributes ?? {},
    taken: review.actionsTaken,
    ranking: plan.ranking,
  });
}

function changesOf(
  plan: ReviewPlan,
  review: AccountReview,
  previous: AccountReview | null,
): AccountReview["changes"] {
  if (previous === null) return unknown("no-facts", "previous review");
  return readingStored(previous, "options.previous", () =>
    previous.policy === plan.id
      ? known(changesBetween(previous, review, plan.orders))
      : unknown("no-facts", `previous review by the policy ${plan.id}`),
  );
}

/** A review with all that its own facts say, before it is scored. @internal */
export function composeFacts(
  read: ReadAccount,
  setting: Setting,
  portfolio: FromPortfolio,
): AccountReview {
  const { plan, asOf } = setting;
  const { account, orders } = read;
  return {
    kind: "account-review",
    policy: plan.id,
    account: reviewedAccount(account),
    asOf,
    currency: plan.currency,
    windows: setting.windows,
    turnover: accountTurnover(read, setting),
    lifecycle: lifecyclePosition(plan.lifecycle, account.standing, orders, setting),
    score: unknown("not-in-policy", "scorecard"),
    ...portfolio,
    ...termsOf(read, setting),
    ...riskOf(read, setting),
    service: serviceStanding(account, plan.service, asOf),
    complaints: complaintStanding(account, plan.complaints, asOf),
    contacts: unknown("not-in-policy", "contacts"),
    pipeline: pipelineStanding(plan.pipeline, [account], { asOf, currency: plan.currency }),
    record: recordStanding(plan.record, account, asOf),
    market: marketStanding(setting.market, account, asOf),
    basis: {},
    coverage: 0,
    missing: [],
    changes: unknown("no-facts", "previous review"),
    actions: [],
    withheld: [],
    actionsTaken: takenUntil(asOf, account.actionsTaken),
  };
}

/** The review whole: what is missing, what changed, and what to do. @internal */
export function finish(
  read: ReadAccount,
  setting: Setting,
  bare: AccountReview,
  previous: AccountReview | null,
): AccountReview {
  const { plan } = setting;
  const missing = reviewParts.filter((part) => {
    const finding = bare[part];
    return finding.state === "unknown" && finding.reason !== "not-applicable";
  });
  const parts = reviewParts.length;
  const whole: AccountReview = {
    ...bare,
    basis: basisOfReview(bare, read, setting),
    missing,
    coverage: (parts - missing.length + bare.warningSigns.coverage) / (parts + 1),
  };
  const { actions, withheld } = proposalsOf(plan, whole);
  return {
    ...whole,
    changes: changesOf(plan, whole, previous),
    actions: actions.slice(0, plan.actionsMax),
    withheld,
  };
}

/** The review of one account: what the capabilities say of it, put together. */
import { paymentBehaviour, warningSigns } from "../../risk/index.js";
import type { PaymentBehaviour } from "../../risk/index.js";
import type { AbcRow, RfmRow } from "../../scoring/index.js";
import type { CalendarDate } from "../../values/calendar-date.js";
import { calendarDate } from "../../values/calendar-date.js";
import { dayNumberOf } from "../../values/civil-date.js";
import { expectDate } from "../../values/expect-date.js";
import { expectRecord } from "../../values/plain.js";
import type { AccountReview, ReviewPart } from "./account-review.js";
import { proposeActions } from "../actions/propose.js";
import type { NextAction } from "../actions/propose.js";
import { bonusStanding } from "./bonus-standing.js";
import type { ReviewPlan } from "../compile.js";
import { planOf } from "../compile.js";
import type { Account } from "./facts.js";
import { factsOfReview } from "../actions/facts-of-review.js";
import type { Finding } from "./finding.js";
import { known, unknown } from "./finding.js";
import { lifecyclePosition } from "./lifecycle-position.js";
import { loyaltyStanding } from "./loyalty-standing.js";
import { orderEvidence } from "./order-behaviour.js";
import type { ReviewPolicy } from "../policy.js";
import { pricesRealised } from "./prices-realised.js";
import { purseOf } from "./purse.js";
import type { Purse } from "./purse.js";
import { readAccount } from "./read-account.js";
import type { ReadAccount, ReadContext } from "./read-account.js";
import {
  daysOf,
  noSums,
  addOrder,
  orderDays,
  sumsOver,
  turnoverOf,
  windowsAt,
} from "./turnover.js";
import type { AccountTurnover, Days, ReviewWindows } from "./turnover.js";
import { readingStored } from "../../values/stored.js";

/** When a review is made, and how far back the facts reach. @since 0.1.0 */
export interface ReviewOptions {
  /** The day of the review, its facts included. */
  readonly asOf: CalendarDate;
  /**
   * First day from which the order book is complete. Changes against a time before it are not
   * computed; without it, the book is taken to be complete.
   */
  readonly booksFrom?: CalendarDate;
}

/** Everything that is the same for all accounts of a review. @internal */
export interface Setting extends ReadContext {
  readonly plan: ReviewPlan;
  readonly purse: Purse;
  readonly windows: ReviewWindows;
  readonly current: Days;
  readonly previous: Days;
  readonly signCurrent: Days;
  readonly signPrevious: Days;
  readonly booksFromDay: number | null;
}

/** @internal */
export function settingOf(policy: ReviewPolicy | ReviewPlan, options: ReviewOptions): Setting {
  const plan = planOf(policy);
  expectRecord(options, "options", ["asOf", "booksFrom", "unattributed"]);
  const asOf = calendarDate(options.asOf, "asOf");
  const { booksFrom } = options;
  const windows = windowsAt(asOf, plan.window);
  const signs = windowsAt(asOf, plan.signWindow);
  return {
    plan,
    asOf,
    asOfDay: dayNumberOf(expectDate(asOf, "asOf")),
    ...purseOf(plan.currency),
    windows,
    current: daysOf(windows.current),
    previous: daysOf(windows.previous),
    signCurrent: daysOf(signs.current),
    signPrevious: daysOf(signs.previous),
    booksFromDay: booksFrom === undefined ? null : dayNumberOf(expectDate(booksFrom, "booksFrom")),
  };
}

/** How an account ranks among others. @internal */
export interface Ranks {
  readonly abc: Finding<AbcRow>;
  readonly rfm: Finding<RfmRow>;
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
  return known(paymentBehaviour(invoices, setting.asOf, setting.plan.payment));
}

const PARTS: readonly ReviewPart[] = [
  "lifecycle",
  "abc",
  "rfm",
  "prices",
  "bonus",
  "payment",
  "loyalty",
];

/** Puts a review together from facts that were checked. @internal */
export function compose(read: ReadAccount, setting: Setting, ranks: Ranks): AccountReview {
  const { plan, asOf, purse, scale } = setting;
  const { account, orders } = read;
  const { id, name, clientGroup } = account;
  const parts = {
    lifecycle: lifecyclePosition(plan.lifecycle, orders, asOf),
    ...ranks,
    prices: pricesRealised(plan.pricing, account, orders, {
      window: setting.current,
      purse,
      scale,
    }),
    bonus: bonusStanding(plan.bonus, orders, { asOf, purse }),
    payment: paymentOf(read, setting),
    loyalty: loyaltyStanding(plan.loyalty, id, orders, { asOf, purse, scale }),
  };
  const evidence = orderEvidence(orders, {
    asOf,
    asOfDay: setting.asOfDay,
    current: setting.signCurrent,
    previous: setting.signPrevious,
    booksFromDay: setting.booksFromDay,
  });
  const signs = warningSigns(plan.signs, evidence, asOf, { stage: "during" });
  const missing = PARTS.filter((part) => parts[part].state === "unknown");
  const review: AccountReview = {
    policy: plan.id,
    account: {
      id,
      ...(name === undefined ? {} : { name }),
      ...(clientGroup === undefined ? {} : { clientGroup }),
    },
    asOf,
    currency: plan.currency,
    windows: setting.windows,
    turnover: accountTurnover(read, setting),
    ...parts,
    warningSigns: signs,
    coverage: (PARTS.length - missing.length + signs.coverage) / (PARTS.length + 1),
    missing,
    actions: [],
  };
  return { ...review, actions: actionsOf(plan, review).slice(0, plan.actionsMax) };
}

function actionsOf(plan: ReviewPlan, review: AccountReview): readonly NextAction[] {
  return proposeActions(plan.actions, factsOfReview(review), {
    asOf: review.asOf,
    currency: review.currency,
  });
}

const ALONE: Ranks = {
  abc: unknown("no-portfolio", "the other accounts"),
  rfm: unknown("no-portfolio", "the other accounts"),
};

/**
 * Reviews one account on its own. Ranks compare accounts and are `unknown` here; use
 * `reviewPortfolio` for all accounts at once.
 *
 * Every figure comes from the capability that owns it; what could not be computed is there with
 * its reason. O(n log n) in the account's orders and lines.
 *
 * @throws ClienteleError `review.duplicate_id`, `review.future_date`, `review.quantity`,
 * `review.unit_price`, `date.*`, `schema.*`, and as `compileReview` for a policy as a document
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { reviewAccount } from "clientele/review";
 *
 * const order = (id: string, date: string, quantity: number) => ({
 *   id,
 *   date,
 *   lines: [{ article: "chair", quantity, unitPrice: "49.90" }],
 * });
 * const review = reviewAccount(
 *   { id: "monthly", currency: "EUR" },
 *   { id: "acme", orders: [order("R-1", "2026-03-02", 40), order("R-2", "2026-05-11", 60)] },
 *   { asOf: "2026-11-23" },
 * );
 * assert.ok(review.lifecycle.state === "known" && review.lifecycle.value.state === "dormant");
 * ```
 * @since 0.1.0
 */
export function reviewAccount(
  policy: ReviewPolicy | ReviewPlan,
  account: Account,
  options: ReviewOptions,
): AccountReview {
  const setting = settingOf(policy, options);
  return compose(readAccount(account, "account", setting), setting, ALONE);
}

/**
 * All actions that the policy's rules propose for a reviewed account: sooner first, then what
 * has more at stake, then by the rule's id.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { nextBestActions, reviewAccount } from "clientele/review";
 *
 * const policy = {
 *   id: "monthly",
 *   currency: "EUR",
 *   actions: [
 *     {
 *       id: "call",
 *       title: "Call the client",
 *       when: { fact: "lifecycle.daysSinceOrder", operator: "greaterThan", value: 60 },
 *       reason: "Silent for {lifecycle.daysSinceOrder} days.",
 *       urgency: "soon",
 *       role: "account-manager",
 *       dueInDays: 7,
 *     },
 *   ],
 * } as const;
 * const lines = [{ article: "chair", quantity: 4, unitPrice: "49.90" }];
 * const account = { id: "acme", orders: [{ id: "R-1", date: "2026-08-25", lines }] };
 * const review = reviewAccount(policy, account, { asOf: "2026-11-23" });
 * assert.deepEqual(nextBestActions(policy, review).map((action) => action.reason), [
 *   "Silent for 90 days.",
 * ]);
 * ```
 * @since 0.1.0
 */
export function nextBestActions(
  policy: ReviewPolicy | ReviewPlan,
  review: AccountReview,
): readonly NextAction[] {
  return readingStored(review, "review", () => nextBestActionsStored(policy, review));
}

function nextBestActionsStored(
  policy: ReviewPolicy | ReviewPlan,
  review: AccountReview,
): readonly NextAction[] {
  return actionsOf(planOf(policy), review);
}

/** The review of one account, and what to do next with it. */
import { fail, quote } from "../../values/errors.js";
import { expectIdentifier, expectRecord } from "../../values/plain.js";
import { readingStored } from "../../values/stored.js";
import type { NextAction } from "../actions/model.js";
import type { ReviewPlan } from "../plan.js";
import { planOf } from "../compile.js";
import type { ReviewPolicy } from "../policy.js";
import { offersOfAll } from "../portfolio/cross-sell.js";
import { valuesOfAll } from "../portfolio/value-models.js";
import { expectFigures } from "../figures/expect-figures.js";
import { figuresOf } from "../figures/figures-of.js";
import { within } from "../within.js";
import type { AccountReview } from "./account-review.js";
import { composeFacts, finish, proposalsOf } from "./compose.js";
import type { FromPortfolio } from "./compose.js";
import { contactsOfAll } from "./contact-standing.js";
import type { Account } from "./facts.js";
import { unknown } from "./finding.js";
import { readAccount } from "./read-account.js";
import type { ReadAccount } from "./read-account.js";
import { scoreAlone } from "./score-standing.js";
import { expectEarlier, settingOf } from "./setting.js";
import type { ReviewOptions, Setting } from "./setting.js";
import type { ValuePlan } from "./value-standing.js";

/** What the review of one account takes beside its facts. @since 0.1.0 */
export interface AccountReviewOptions extends ReviewOptions {
  /** An earlier review of the account: changes against it are computed. */
  readonly previous?: AccountReview;
}

/** What the policy's own models and rules say of one account, without the others. */
function alone(read: ReadAccount, setting: Setting): FromPortfolio {
  const { value, crossSell } = setting.plan;
  const others = unknown("no-portfolio", "the other accounts");
  const isValued = value === null || isGiven(value);
  const isOffered = crossSell === null || crossSell.rules !== undefined;
  return {
    abc: others,
    rfm: others,
    value: isValued ? valuesOfAll([read], setting).valueOf(read.account.id) : others,
    crossSell: isOffered ? offersOfAll([read], setting).offersTo(read.account.id) : others,
  };
}

/** Whether both models are given, so that nothing has to be fitted. */
function isGiven({ purchases, spend }: ValuePlan): boolean {
  return typeof purchases !== "string" && typeof spend !== "string";
}

/**
 * Reviews one account on its own. Ranks compare accounts and are `unknown` here; use
 * `reviewPortfolio` for all accounts at once.
 *
 * Every figure comes from the capability that owns it; what could not be computed is there with
 * its reason. O(n log n) in the account's orders and lines.
 *
 * @throws ClienteleError `review.duplicate_id`, `review.future_date`, `review.date_order`,
 * `review.deal`, `review.quantity`, `review.unit_price`, `review.currency_mismatch` for an amount
 * in another currency than the policy's, `review.attribute`, `review.agreement`, `date.*`,
 * `schema.*`; for a previous review `review.other_account`, `review.currency_mismatch`,
 * `review.future_date` where it is of a later day, `schema.damaged`; what the capabilities say of
 * the facts that they take; and as `compileReview` for a policy as a document
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
  options: AccountReviewOptions,
): AccountReview {
  const setting = settingOf(policy, options, ["previous"]);
  const read = readAccount(account, "account", setting);
  const path = "account";
  const { previous } = options;
  if (previous !== undefined) expectPrevious(previous, account.id, setting);
  const bare = within(path, () => composeFacts(read, setting, alone(read, setting)));
  const scored = { ...bare, score: scoreAlone(setting.plan, bare) };
  const contacts = contactsOfAll([{ account, review: scored, path }], setting);
  const whole = { ...scored, contacts: contacts.standingOf(account) };
  return finish(read, setting, whole, previous ?? null);
}

/** What was stored as the previous review is one of the same account. */
function expectPrevious(previous: unknown, id: string, setting: Setting): void {
  const path = "options.previous";
  expectEarlier(previous, "account-review", setting);
  const { account } = expectRecord(previous, path) as { readonly account?: { id?: unknown } };
  if (account?.id !== id) fail("review.other_account", path, `a review of ${quote(id)}`, account);
}

/**
 * All actions that the policy's rules propose for a reviewed account, by the priority that the
 * policy's formula gives, then by what is at stake, then by the rule's id. What was done lately
 * or is blocked by another rule is not among them; `review.withheld` names it.
 *
 * @throws ClienteleError `schema.damaged` for a review that was changed, and as `compileReview`
 * for a policy as a document
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
  expectFigures(figuresOf(review), "review");
  expectIdentifier(review.currency, "review.currency");
  return proposalsOf(planOf(policy), review).actions;
}

/** The review of all accounts at once: ranks, totals that reconcile, what to do first. */
import type { ChannelFacts, ManagerPolicy } from "../../scoring/index.js";
import { fail } from "../../values/errors.js";
import {
  at,
  atIndex,
  compareText,
  expectIdentifier,
  expectArray,
  orUsual,
} from "../../values/plain.js";
import { itemAt } from "../../values/invariant.js";
import { readingStored } from "../../values/stored.js";
import type { AccountReview } from "../account/account-review.js";
import { composeFacts, finish } from "../account/compose.js";
import { contactsOfAll } from "../account/contact-standing.js";
import type { Account, AccountOrder } from "../account/facts.js";
import { pipelineStanding } from "../account/pipeline-standing.js";
import { readAccount, readOrders } from "../account/read-account.js";
import type { ReadAccount, ReadOrder } from "../account/read-account.js";
import { scoreAll } from "../account/score-standing.js";
import { expectEarlier, settingOf } from "../account/setting.js";
import type { ReviewOptions, Setting } from "../account/setting.js";
import { compareActions } from "../actions/propose.js";
import type { ReviewPlan } from "../plan.js";
import type { ReviewPolicy } from "../policy.js";
import { within } from "../within.js";
import { channelsOf, expectStages } from "./channels.js";
import { expectManagers, managersOf } from "./managers.js";
import type { ManagerToReview } from "./managers.js";
import { matrixOf } from "./matrix.js";
import { portfolioComplaints, portfolioService, recordsOf } from "./service.js";
import { byClass, byGrade, byState, movementSince } from "./groups.js";
import type { PortfolioAction, PortfolioReview } from "./model.js";
import { rank } from "./rank.js";
import { portfolioStakes } from "./stakes.js";
import { portfolioSums } from "./sums.js";
import { offersOfAll } from "./cross-sell.js";
import { valuesOfAll } from "./value-models.js";
import { portfolioTurnover } from "./turnover.js";

/** What a review of a portfolio takes beside the accounts. @since 0.1.0 */
export interface PortfolioOptions extends ReviewOptions {
  /** Orders that name no account: they count in the totals and in no account. */
  readonly unattributed?: readonly AccountOrder[];
  /** An earlier review of the portfolio: changes and movements against it are computed. */
  readonly previous?: PortfolioReview;
  /** Managers with what they are to reach in the window; those that accounts name, unless given. */
  readonly managers?: readonly ManagerToReview[];
  readonly managerPolicy?: ManagerPolicy;
  /** Costs and leads of the channels of acquisition. */
  readonly channels?: ChannelFacts;
  /** Stages of the channels' leads; `lead` and `client` unless named. */
  readonly channelStages?: readonly string[];
}

const ACTIONS_MAX = 100;
const OPTIONS = [
  "unattributed",
  "previous",
  "managers",
  "managerPolicy",
  "channels",
  "channelStages",
];

function firstActions(reviews: readonly AccountReview[]): readonly PortfolioAction[] {
  const actions = reviews.flatMap(({ account, actions: [action] }) =>
    action === undefined ? [] : [{ account: account.id, action }],
  );
  actions.sort((a, b) => compareActions(a.action, b.action) || compareText(a.account, b.account));
  return actions.slice(0, ACTIONS_MAX);
}

interface PlacedAccount {
  readonly read: ReadAccount;
  readonly path: string;
}

function readAll(accounts: unknown, setting: Setting): readonly PlacedAccount[] {
  const seen = new Set<string>();
  const reads = expectArray(accounts, "accounts").map((item, index) => {
    const path = atIndex("accounts", index);
    const read = readAccount(item, path, setting);
    const { id } = read.account;
    if (seen.has(id)) fail("review.duplicate_id", at(path, "id"), "an id of its own", id);
    seen.add(id);
    return { read, path };
  });
  return reads.sort((a, b) => compareText(a.read.account.id, b.read.account.id));
}


/** The accounts of an earlier review by id. */
function earlierReviews(
  previous: PortfolioReview | undefined,
  setting: Setting,
): ReadonlyMap<string, AccountReview> {
  if (previous === undefined) return new Map();
  expectEarlier(previous, "portfolio-review", setting);
  return readingStored(
    previous,
    "options.previous",
    () =>
      new Map(
        previous.accounts.map((one, index) => {
          const path = atIndex("options.previous.accounts", index);
          return [expectIdentifier(one.account.id, at(path, "account.id")), one];
        }),
      ),
  );
}

/**
 * Reviews all accounts at once: each as `reviewAccount` does, with its class and rank among the
 * others, and the portfolio as a whole. The order of accounts and of orders changes nothing.
 *
 * O(n log n) in accounts, orders and lines.
 *
 * @throws ClienteleError `review.duplicate_id` for two accounts of one id, and as
 * `reviewAccount`, with the account in the path: `accounts[3].orders[0].date`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { reviewPortfolio } from "clientele/review";
 *
 * const account = (id: string, quantity: number) => ({
 *   id,
 *   orders: [
 *     { id: "R-1", date: "2026-11-02", lines: [{ article: "chair", quantity, unitPrice: "49.90" }] },
 *   ],
 * });
 * const review = reviewPortfolio(
 *   { id: "monthly", currency: "EUR" },
 *   [account("acme", 400), account("bolt", 90), account("cask", 10)],
 *   { asOf: "2026-11-23" },
 * );
 * assert.equal(review.turnover.total.current.net.amount, "24950.00");
 * assert.deepEqual(review.abc.rows.map((row) => row.class), ["A", "B", "C"]);
 * ```
 * @since 0.1.0
 */
export function reviewPortfolio(
  policy: ReviewPolicy | ReviewPlan,
  accounts: readonly Account[],
  options: PortfolioOptions,
): PortfolioReview {
  return reviewBook(policy, accounts, options).review;
}

/** A review with the facts that it was made from, read. @internal */
export interface ReviewedBook {
  readonly review: PortfolioReview;
  readonly reads: readonly ReadAccount[];
  readonly unattributed: readonly ReadOrder[];
  readonly setting: Setting;
}

/** The review and what it was made from. @internal */
export function reviewBook(
  policy: ReviewPolicy | ReviewPlan,
  accounts: readonly Account[],
  options: PortfolioOptions,
): ReviewedBook {
  const setting = settingOf(policy, options, OPTIONS);
  const { plan, asOf, windows } = setting;
  const { previous } = options;
  expectManagers(options, "options", plan.currency);
  expectStages(options.channelStages, "options.channelStages");
  const placed = readAll(accounts, setting);
  const reads = placed.map((one) => one.read);
  const unattributed = readOrders(orUsual(options.unattributed, []), "unattributed", setting);
  const earlier = earlierReviews(previous, setting);
  const ranking = rank(reads, setting);
  const values = valuesOfAll(reads, setting);
  const offers = offersOfAll(reads, setting);
  const bare = placed.map(({ read, path }) =>
    within(path, () => {
      const { id } = read.account;
      return composeFacts(read, setting, {
        ...ranking.ranksOf(id),
        value: values.valueOf(id),
        crossSell: offers.offersTo(id),
      });
    }),
  );
  const scores = scoreAll(plan, bare);
  const scored = bare.map((one, index) => ({ ...one, score: itemAt(scores, index) }));
  const contacts = contactsOfAll(
    scored.map((review, index) => {
      const { read, path } = itemAt(placed, index);
      return { account: read.account, review, path };
    }),
    setting,
  );
  const reviews = scored.map((one, index) => {
    const read = itemAt(reads, index);
    const whole = { ...one, contacts: contacts.standingOf(read.account) };
    return finish(read, setting, whole, earlier.get(read.account.id) ?? null);
  });
  let coverage = 0;
  for (const review of reviews) coverage += review.coverage;
  const review: PortfolioReview = {
    kind: "portfolio-review",
    policy: plan.id,
    asOf,
    currency: plan.currency,
    windows,
    turnover: portfolioTurnover(reviews, unattributed, setting),
    lifecycle: byState(reviews, setting),
    classes: byClass(reviews, setting),
    abc: ranking.abc,
    concentration: ranking.concentration,
    rfm: ranking.rfm,
    movement: movementSince(previous ?? null, reviews, setting),
    ...portfolioSums(reviews, setting),
    grades: byGrade(reviews, setting),
    pipeline: pipelineStanding(
      plan.pipeline,
      reads.map((one) => one.account),
      { asOf, currency: plan.currency },
    ),
    value: values.models,
    crossSell: offers.rules,
    matrix: matrixOf(reviews, setting),
    contacts: contacts.plan,
    service: portfolioService(reads, setting),
    complaints: portfolioComplaints(reads, setting),
    recordQuality: recordsOf(reviews, setting),
    managers: managersOf(reads, options, { period: windows.current, base: windows.previous }, setting),
    channels: channelsOf(options, plan.currency),
    ...portfolioStakes(reviews, setting),
    coverage: reviews.length === 0 ? 0 : coverage / reviews.length,
    actions: firstActions(reviews),
    accounts: reviews,
  };
  return { review, reads, unattributed, setting };
}

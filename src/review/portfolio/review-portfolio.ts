/** The review of all accounts at once: ranks, totals that reconcile, what to do first. */
import { abc, concentration, rfm } from "../../scoring/index.js";
import type {
  AbcTable,
  Concentration,
  NoConcentration,
  RfmOrder,
  RfmTable,
} from "../../scoring/index.js";
import type { CalendarDate } from "../../values/calendar-date.js";
import { fail } from "../../values/errors.js";
import type { Money } from "../../values/money.js";
import { at, atIndex, compareText, expectArray } from "../../values/plain.js";
import { addIntegers } from "../../values/rounding.js";
import type { Integer } from "../../values/rounding.js";
import type { AccountReview, ReviewedState } from "../account/account-review.js";
import { compareActions } from "../actions/propose.js";
import type { NextAction } from "../actions/propose.js";
import type { ReviewPlan } from "../compile.js";
import type { Account, AccountOrder } from "../account/facts.js";
import { known, unknown } from "../account/finding.js";
import type { Finding } from "../account/finding.js";
import type { ReviewPolicy } from "../policy.js";
import { decimalOf, unitsOf } from "../account/purse.js";
import { readAccount, readOrders } from "../account/read-account.js";
import type { ReadAccount, ReadOrder } from "../account/read-account.js";
import { compose, settingOf } from "../account/review-account.js";
import type { Ranks, ReviewOptions, Setting } from "../account/review-account.js";
import { addOrder, addSums, noSums, sumsOver, turnoverOf } from "../account/turnover.js";
import type { Sums, Turnover, ReviewWindows } from "../account/turnover.js";

/** Turnover over all time and over the two windows. @since 0.1.0 */
export interface PortfolioTurnover {
  readonly all: Turnover;
  readonly current: Turnover;
  readonly previous: Turnover;
}

/** The accounts in one state of the client's lifecycle. @since 0.1.0 */
export interface StateSummary {
  readonly state: ReviewedState;
  readonly accounts: number;
  /** Net turnover of the current window. */
  readonly net: Money;
}

/** An action with the account that it is for. @since 0.1.0 */
export interface PortfolioAction {
  readonly account: string;
  readonly action: NextAction;
}

/**
 * All accounts as they stand. Every figure in money is the sum of the accounts', to the cent.
 *
 * @since 0.1.0
 */
export interface PortfolioReview {
  readonly policy: string;
  readonly asOf: CalendarDate;
  readonly currency: string;
  readonly windows: ReviewWindows;
  readonly turnover: {
    /** Of the accounts. */
    readonly accounts: PortfolioTurnover;
    /** Of orders that name no account. */
    readonly unattributed: PortfolioTurnover;
    readonly total: PortfolioTurnover;
  };
  /** From the lead to the lost; states without an account are left out. */
  readonly lifecycle: readonly StateSummary[];
  /** By net turnover of the current window. */
  readonly abc: AbcTable;
  readonly concentration: Concentration | NoConcentration;
  readonly rfm: RfmTable;
  /** Bonus earned by all accounts together; unknown where the policy has no agreement. */
  readonly bonusEarned: Finding<Money>;
  /** Points outstanding; unknown where the policy has no programme. */
  readonly loyaltyPoints: Finding<number>;
  /** Overdue amount of the accounts whose payments are known, and how many these are. */
  readonly overdue: Finding<{ readonly accounts: number; readonly amount: Money }>;
  /** Mean coverage of the accounts, 0 to 1; 0 without any. */
  readonly coverage: number;
  /** The first action of each account, ranked; at most a hundred. */
  readonly actions: readonly PortfolioAction[];
  /** By id. */
  readonly accounts: readonly AccountReview[];
}

/** What a review of a portfolio takes beside the accounts. @since 0.1.0 */
export interface PortfolioOptions extends ReviewOptions {
  /** Orders that name no account: they count in the totals and in no account. */
  readonly unattributed?: readonly AccountOrder[];
}

const STATES: readonly ReviewedState[] = [
  "lead",
  "prospect",
  "qualified",
  "negotiating",
  "active",
  "keyAccount",
  "atRisk",
  "dormant",
  "lost",
  "wonBack",
  "blocked",
  "unknown",
];
const ACTIONS_MAX = 100;

interface ThreeSums {
  readonly all: Sums;
  readonly current: Sums;
  readonly previous: Sums;
}

function threeSums(orders: readonly ReadOrder[], setting: Setting): ThreeSums {
  const all = noSums();
  for (const order of orders) addOrder(all, order);
  return {
    all,
    current: sumsOver(orders, setting.current),
    previous: sumsOver(orders, setting.previous),
  };
}

function plus(a: ThreeSums, b: ThreeSums): ThreeSums {
  const sums = { all: noSums(), current: noSums(), previous: noSums() };
  for (const name of ["all", "current", "previous"] as const) {
    addSums(sums[name], a[name]);
    addSums(sums[name], b[name]);
  }
  return sums;
}

function threeTurnovers(sums: ThreeSums, setting: Setting): PortfolioTurnover {
  const { purse } = setting;
  return {
    all: turnoverOf(sums.all, purse),
    current: turnoverOf(sums.current, purse),
    previous: turnoverOf(sums.previous, purse),
  };
}

/** Purchases of the current window for RFM: an order is a purchase, its returns lower the value. */
function rfmOrders(reads: readonly ReadAccount[], setting: Setting): RfmOrder[] {
  const { current, scale } = setting;
  const orders: RfmOrder[] = [];
  for (const { account, orders: own } of reads) {
    for (const { order, day, sales, returns, saleLines } of own) {
      if (day < current.from || day >= current.until) continue;
      const line = { account: account.id, date: order.date };
      if (saleLines > 0) orders.push({ ...line, amount: decimalOf(sales, scale) });
      if (returns !== 0) orders.push({ ...line, amount: decimalOf(returns, scale) });
    }
  }
  return orders;
}

interface Ranking {
  readonly abc: AbcTable;
  readonly rfm: RfmTable;
  readonly concentration: Concentration | NoConcentration;
  readonly ranksOf: (id: string) => Ranks;
}

function rank(reads: readonly ReadAccount[], setting: Setting): Ranking {
  const { plan, scale } = setting;
  const values = reads.map(({ account, orders }) => {
    const { sales, returns } = sumsOver(orders, setting.current);
    return { id: account.id, value: decimalOf(addIntegers(sales, returns), scale) };
  });
  const classes = abc(values, plan.abc);
  const scores = rfm(rfmOrders(reads, setting), { ...plan.rfm, asOf: setting.asOf });
  const classOf = new Map(classes.rows.map((row) => [row.id, row]));
  const scoreOf = new Map(scores.rows.map((row) => [row.account, row]));
  return {
    abc: classes,
    rfm: scores,
    concentration: concentration(values),
    ranksOf: (id) => {
      const [row, score] = [classOf.get(id), scoreOf.get(id)];
      return {
        abc: row === undefined ? unknown("no-portfolio", "accounts") : known(row),
        rfm:
          score === undefined ? unknown("not-enough-facts", "orders of the window") : known(score),
      };
    },
  };
}

function byState(reviews: readonly AccountReview[], setting: Setting): readonly StateSummary[] {
  const { purse, plan, scale } = setting;
  const sums = new Map<ReviewedState, { accounts: number; units: Integer }>();
  for (const { lifecycle, turnover } of reviews) {
    const state = lifecycle.state === "known" ? lifecycle.value.state : "unknown";
    const sum = sums.get(state) ?? { accounts: 0, units: 0 };
    sum.accounts += 1;
    sum.units = addIntegers(sum.units, unitsOf(turnover.current.net, plan.currency, scale, "net"));
    sums.set(state, sum);
  }
  return STATES.flatMap((state) => {
    const sum = sums.get(state);
    return sum === undefined ? [] : [{ state, accounts: sum.accounts, net: purse(sum.units) }];
  });
}

/** Sums what is known of the accounts; null where it is known of none. */
function sumKnown(
  reviews: readonly AccountReview[],
  setting: Setting,
  amountOf: (review: AccountReview) => Money | null,
): { readonly accounts: number; readonly amount: Money } | null {
  const { plan, purse, scale } = setting;
  let accounts = 0;
  let units: Integer = 0;
  for (const review of reviews) {
    const amount = amountOf(review);
    if (amount === null) continue;
    accounts += 1;
    units = addIntegers(units, unitsOf(amount, plan.currency, scale, "amount"));
  }
  return accounts === 0 ? null : { accounts, amount: purse(units) };
}

function firstActions(reviews: readonly AccountReview[]): readonly PortfolioAction[] {
  const actions = reviews.flatMap(({ account, actions: [action] }) =>
    action === undefined ? [] : [{ account: account.id, action }],
  );
  actions.sort((a, b) => compareActions(a.action, b.action) || compareText(a.account, b.account));
  return actions.slice(0, ACTIONS_MAX);
}

function sums(
  reviews: readonly AccountReview[],
  setting: Setting,
): Pick<PortfolioReview, "bonusEarned" | "loyaltyPoints" | "overdue"> {
  const { plan, purse } = setting;
  const bonus = sumKnown(reviews, setting, ({ bonus: one }) =>
    one.state === "known" ? one.value.earned : null,
  );
  const overdue = sumKnown(reviews, setting, ({ payment }) =>
    payment.state === "known" ? (payment.value.open?.overdue ?? null) : null,
  );
  let points = 0;
  for (const { loyalty } of reviews) if (loyalty.state === "known") points += loyalty.value.points;
  return {
    bonusEarned:
      plan.bonus === null ? unknown("not-in-policy", "bonus") : known(bonus?.amount ?? purse(0)),
    loyaltyPoints: plan.loyalty === null ? unknown("not-in-policy", "loyalty") : known(points),
    overdue: overdue === null ? unknown("no-facts", "invoices") : known(overdue),
  };
}

function readAll(accounts: unknown, setting: Setting): readonly ReadAccount[] {
  const seen = new Set<string>();
  const reads = expectArray(accounts, "accounts").map((item, index) => {
    const path = atIndex("accounts", index);
    const read = readAccount(item, path, setting);
    const { id } = read.account;
    if (seen.has(id)) fail("review.duplicate_id", at(path, "id"), "an id of its own", id);
    seen.add(id);
    return read;
  });
  return reads.sort((a, b) => compareText(a.account.id, b.account.id));
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
  const setting = settingOf(policy, options);
  const reads = readAll(accounts, setting);
  const nobody = threeSums(
    readOrders(options.unattributed ?? [], "unattributed", setting),
    setting,
  );
  const ranking = rank(reads, setting);
  const reviews = reads.map((read) => compose(read, setting, ranking.ranksOf(read.account.id)));
  let own: ThreeSums = { all: noSums(), current: noSums(), previous: noSums() };
  for (const read of reads) own = plus(own, threeSums(read.orders, setting));
  let coverage = 0;
  for (const review of reviews) coverage += review.coverage;
  return {
    policy: setting.plan.id,
    asOf: setting.asOf,
    currency: setting.plan.currency,
    windows: setting.windows,
    turnover: {
      accounts: threeTurnovers(own, setting),
      unattributed: threeTurnovers(nobody, setting),
      total: threeTurnovers(plus(own, nobody), setting),
    },
    lifecycle: byState(reviews, setting),
    abc: ranking.abc,
    concentration: ranking.concentration,
    rfm: ranking.rfm,
    ...sums(reviews, setting),
    coverage: reviews.length === 0 ? 0 : coverage / reviews.length,
    actions: firstActions(reviews),
    accounts: reviews,
  };
}

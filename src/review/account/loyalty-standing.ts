/** Where an account stands in the loyalty programme: its orders as purchases and returns. */
import type {
  LiabilityAssumptions,
  ProgrammePlan,
  Standing,
  TierStanding,
} from "../../loyalty/index.js";
import { newMember } from "../../loyalty/index.js";
import { MemberRun } from "../../loyalty/member-run.js";
import type { CalendarDate } from "../../values/calendar-date.js";
import type { DecimalText } from "../../values/decimal.js";
import type { Instant } from "../../values/instant.js";
import { startOfDate } from "../../values/instant.js";
import { itemAt } from "../../values/invariant.js";
import type { Money } from "../../values/money.js";
import { formatFixed, parseScaled, roundScaled } from "../../values/scaled.js";
import type { StartOf } from "./day-instants.js";
import type { Finding, Unknown } from "./finding.js";
import { known, unknown } from "./finding.js";
import { OpenPurchases } from "./open-purchases.js";
import type { Purse } from "./purse.js";
import type { ReadOrder } from "./read-account.js";
import { purchaseOf, soldLines } from "./sold-lines.js";

/**
 * An account's standing in the loyalty programme, in points of its first wallet.
 *
 * @since 0.1.0
 */
export interface LoyaltyStanding {
  readonly programme: string;
  readonly wallet: string;
  /** What may be spent now. */
  readonly points: number;
  readonly earned: number;
  readonly expired: number;
  /** Taken back because of returns. */
  readonly reversed: number;
  readonly nextExpiry: { readonly at: Instant; readonly points: number } | null;
  /** In the whole numbers of the ledger, which counts spend in minor units. */
  readonly tier: TierStanding | null;
  /**
   * What is missing to the next tier in the unit of its metric: an amount, points, orders or a
   * score; null in the highest, and without tiers.
   */
  readonly toNextTier: { readonly amount: DecimalText; readonly unit: string } | null;
  /**
   * What is owed for the points outstanding, by the policy's assumptions; null without them.
   */
  readonly liability: Money | null;
  /**
   * Returns that took no points back, above zero: no earlier purchase of the article is left to
   * return, or the programme refuses.
   */
  readonly unmatchedReturns: Money;
}

interface Context {
  readonly asOf: CalendarDate;
  readonly purse: Purse;
  /** What is assumed of the liability; null where the policy does not say. */
  readonly assumptions: LiabilityAssumptions | null;
  /** Minor units of the currency. */
  readonly scale: number;
  readonly startOf: StartOf;
}

function buy(run: MemberRun, purchase: ReturnType<typeof purchaseOf>, at: Instant): void {
  if ("command" in purchase) run.purchase(purchase, at);
  else run.take(purchase, at);
}

function replay(
  plan: ProgrammePlan,
  id: string,
  orders: readonly ReadOrder[],
  { scale, startOf }: Pick<Context, "scale" | "startOf">,
): { readonly run: MemberRun; readonly open: OpenPurchases } {
  const run = new MemberRun(plan, newMember(id));
  const open = new OpenPurchases(scale);
  for (const [place, read] of orders.entries()) {
    const at = startOf(read.day);
    // Commands are named by the place of the order: no id is too long, or that of another.
    const purchase = String(place);
    if (read.saleLines > 0) {
      const sold = soldLines(read, scale);
      buy(run, purchaseOf(read, purchase, sold), at);
      open.add(sold, purchase);
    }
    for (const command of open.returnsOf(read, purchase)) {
      if (!run.take(command, at).ok) open.refuse(command);
    }
  }
  return { run, open };
}

/** Spend in the currency, whatever else as it is counted. */
function toNextTier(
  { programme }: ProgrammePlan,
  tier: TierStanding | null,
  purse: Purse,
): LoyaltyStanding["toNextTier"] {
  const next = tier?.next ?? null;
  const metric = programme.tiers?.metric;
  if (next === null || metric === undefined) return null;
  if (metric.kind === "spend") {
    const { amount, currency } = purse(next.missing);
    return { amount, unit: currency };
  }
  const unit = metric.kind === "credits" ? "points" : metric.kind;
  return { amount: String(next.missing), unit };
}

function describe(
  plan: ProgrammePlan,
  { wallets, tier }: Standing,
  known: Pick<LoyaltyStanding, "toNextTier" | "liability" | "unmatchedReturns">,
): LoyaltyStanding {
  const first = itemAt(wallets, 0);
  return {
    programme: plan.programme.id,
    wallet: first.wallet,
    points: first.active,
    earned: first.earned,
    expired: first.expired,
    reversed: first.reversed,
    nextExpiry: first.nextExpiry,
    tier,
    ...known,
  };
}

/** What is owed to one member, in minor units of the currency. */
function owedTo(
  plan: ProgrammePlan,
  run: MemberRun,
  assumptions: LiabilityAssumptions,
  at: Instant,
  scale: number,
): Money {
  // The policy's assumptions name the wallets of all its programmes.
  const wallets = assumptions.wallets.filter(({ wallet }) => plan.wallets.has(wallet));
  const { amount, currency } = run.liability({ ...assumptions, wallets }, at);
  const rounded = roundScaled(parseScaled(amount, "review", "amount"), scale, "halfEven");
  return { amount: formatFixed(rounded), currency };
}

/** Replays sales as purchases and returns as returns of the latest purchases. @internal */
export function loyaltyStanding(
  plan: ProgrammePlan | Unknown,
  id: string,
  orders: readonly ReadOrder[],
  { asOf, purse, scale, assumptions, startOf }: Context,
): Finding<LoyaltyStanding> {
  if ("reason" in plan) return plan;
  if (orders.length === 0) return unknown("no-facts", "orders");
  const { run, open } = replay(plan, id, orders, { scale, startOf });
  const at = startOfDate(asOf);
  const found = run.standing(at);
  return known(
    describe(plan, found, {
      toNextTier: toNextTier(plan, found.tier, purse),
      liability: assumptions === null ? null : owedTo(plan, run, assumptions, at, scale),
      unmatchedReturns: purse(open.unmatched),
    }),
  );
}

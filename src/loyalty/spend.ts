/** Points spent by their number, as payment or for a reward; and a correction by hand. */
import { fail } from "../values/errors.js";
import { expectIdentifier, expectInteger, expectString } from "../values/plain.js";
import { multiplyIntegers, roundQuotient } from "../values/rounding.js";
import { eachOpenLot } from "./advance.js";
import type { AdjustCommand, PayCommand, RedeemCommand, SpendCommand } from "./command-model.js";
import type { WalletPlan } from "./compile.js";
import type { WalletDraft } from "./draft.js";
import { expiryOf } from "./earn.js";
import type { LotKey, LotPart, Posting, TakenAs } from "./event-model.js";
import { corrections } from "./late.js";
import { timesLeft } from "./limits.js";
import type { Blackout } from "./extras-model.js";
import { expectAmount, expectPointCount } from "./read-earning.js";
import type { PaymentPlan } from "./read-extras.js";
import { readFacts } from "./read-purchase.js";
import { budgetLeft, memberFacts, refuse, slideOf, walletOf } from "./session.js";
import type { Outcome, Session } from "./session.js";
import type { Lot } from "./state-model.js";

type Refusing = Extract<Outcome, { readonly ok: false }>;

/** What identifies a lot. @internal */
export function keyOf(lot: Lot): LotKey {
  return { id: lot.id, earnedAt: lot.earnedAt, activeAt: lot.activeAt, expiresAt: lot.expiresAt };
}

/** Parts of lots, nearest expiry first, up to a number of points. @internal */
export function partsOf(wallet: WalletDraft, points: number): readonly LotPart[] {
  const parts: LotPart[] = [];
  let left = points;
  if (left === 0) return parts;
  eachOpenLot(wallet, (lot) => {
    const taken = Math.min(left, lot.remaining);
    parts.push({ lot: keyOf(lot), points: taken });
    left -= taken;
    return left > 0;
  });
  return parts;
}

/** Postings that take points from the lots nearest to their expiry. @internal */
export function takeNearest(
  wallet: WalletDraft,
  id: string,
  points: number,
  as: TakenAs,
): readonly Posting[] {
  return partsOf(wallet, points).map((part) => ({ kind: "take", wallet: id, ...part, as }));
}

/** Why points cannot be spent: not spendable, or too few; null where they can. @internal */
export function refusalToSpend(
  rule: WalletPlan,
  wallet: WalletDraft,
  points: number,
): Refusing | null {
  if (!rule.isSpendable) {
    const facts = { wallet: rule.id };
    return refuse("not-spendable", "Points of this wallet are not for spending.", "wallet", facts);
  }
  const balance = wallet.totals.active;
  if (balance >= points) return null;
  return refuse("insufficient", "There are fewer active points than asked for.", "points", {
    balance,
    requested: points,
  });
}

/** Points spent by their number. @internal */
export function spend(session: Session, command: SpendCommand): Outcome {
  const points = expectPointCount(command.points, "points", 1);
  const { rule, wallet } = walletOf(session, command.wallet, "wallet");
  const refused = refusalToSpend(rule, wallet, points);
  if (refused !== null) return refused;
  const postings = [...takeNearest(wallet, rule.id, points, "spent"), ...slideOf(session, rule)];
  return { ok: true, event: { type: "spent", points, postings } };
}

function blackoutAt(blackouts: readonly Blackout[], instant: string): Blackout | undefined {
  return blackouts.find(({ from, until }) => from <= instant && instant < until);
}

function refuseBlackout(blackout: Blackout, path: string): Refusing {
  return refuse("blackout", "Points cannot be spent at this time.", path, {
    from: blackout.from,
    until: blackout.until,
  });
}

/**
 * Most points that a payment rule takes: whole units within balance, share and request.
 *
 * @internal
 */
export function payablePoints(
  rule: PaymentPlan,
  limits: { readonly balance: number; readonly orderAmount: number; readonly requested: number },
): number {
  const { numerator, denominator } = rule.maximumShare;
  const share = roundQuotient(
    multiplyIntegers(limits.orderAmount, numerator),
    denominator,
    "floor",
  );
  // What one unit is worth is paid whole or not at all, so that no point buys nothing.
  const unitsByShare = Math.floor(Number(share) / rule.worth);
  const unitsByPoints = Math.floor(Math.min(limits.balance, limits.requested) / rule.points);
  return Math.max(0, Math.min(unitsByShare, unitsByPoints)) * rule.points;
}

/** Points pay a part of an order. @internal */
export function pay(session: Session, command: PayCommand): Outcome {
  const { rule, wallet } = walletOf(session, command.wallet, "wallet");
  const payment = session.plan.extras.payments.get(rule.id);
  if (payment === undefined || !rule.isSpendable) {
    const facts = { wallet: rule.id };
    return refuse("not-spendable", "Points of this wallet are no payment.", "wallet", facts);
  }
  const blackout = blackoutAt(payment.blackouts, session.now);
  if (blackout !== undefined) return refuseBlackout(blackout, "wallet");
  const orderAmount = expectAmount(command.orderAmount, "orderAmount", session.plan.amountScale);
  const balance = wallet.totals.active;
  const requested = expectPointCount(command.points ?? balance, "points", 0);
  const points = payablePoints(payment, { balance, orderAmount, requested });
  const minimum = Math.max(payment.minimumPoints, payment.points);
  if (points < minimum) {
    return refuse(
      "below-minimum",
      "Fewer points can be used than the least of a payment.",
      "points",
      {
        payable: points,
        minimum,
        balance,
        requested,
      },
    );
  }
  const worth = (points / payment.points) * payment.worth;
  const postings = [...takeNearest(wallet, rule.id, points, "spent"), ...slideOf(session, rule)];
  return { ok: true, event: { type: "spent", points, worth, postings } };
}

/** A reward of the catalogue is taken. @internal */
export function redeem(session: Session, command: RedeemCommand): Outcome {
  const id = expectIdentifier(command.reward, "reward");
  const quantity = expectInteger(command.quantity ?? 1, "quantity", 1, 1_000_000);
  const reward = session.plan.extras.rewards.get(id);
  if (reward === undefined) {
    return fail("loyalty.unknown_reward", "reward", "a reward of the programme", id);
  }
  const blackout = blackoutAt(reward.blackouts, session.now);
  if (blackout !== undefined) return refuseBlackout(blackout, "reward");
  const facts = { member: memberFacts(session, readFacts(command.memberFacts, "memberFacts")) };
  if (reward.when !== null && !reward.when.holds(facts)) {
    return refuse("not-eligible", "The reward is not for this member.", "reward", { reward: id });
  }
  const use =
    reward.limit === null ? null : { name: `reward/${id}`, limit: reward.limit, at: session.now };
  const times = use === null ? null : timesLeft(session.plan.clock, session.draft, use);
  if (times !== null && times.left < quantity) {
    const told = { reward: id, left: times.left, requested: quantity };
    return refuse("limit-reached", "The reward has been taken as often as it may.", "reward", told);
  }
  const stock = reward.isStocked ? budgetLeft(session, "reward", id) : quantity;
  if (stock < quantity) {
    const told = { reward: id, left: stock, requested: quantity };
    return refuse("out-of-stock", "There are fewer pieces left than asked for.", "quantity", told);
  }
  const points = reward.points * quantity;
  const { rule, wallet } = walletOf(session, reward.wallet, "wallet");
  const refused = refusalToSpend(rule, wallet, points);
  if (refused !== null) return refused;
  return {
    ok: true,
    event: {
      type: "spent",
      points,
      reward: { id, quantity },
      postings: [...takeNearest(wallet, rule.id, points, "spent"), ...slideOf(session, rule)],
      ...(times === null ? {} : { counters: [{ key: times.key, add: quantity }] }),
      ...(reward.isStocked ? { reservations: [{ kind: "reward", id, amount: quantity }] } : {}),
    },
  };
}

/** A correction by hand. @internal */
export function adjust(session: Session, command: AdjustCommand): Outcome {
  const reason = expectString(command.reason, "reason");
  const { rule, wallet } = walletOf(session, command.wallet, "wallet");
  const { points } = command;
  if (typeof points !== "number" || !Number.isSafeInteger(points) || points === 0) {
    return fail("loyalty.points", "points", "an integer other than zero, within 2^53", points);
  }
  const event = { type: "adjusted", reason, points } as const;
  if (points > 0) {
    const { effective } = session;
    const lot = {
      id: `${session.id}:0`,
      earnedAt: effective,
      activeAt: effective,
      expiresAt: expiryOf(session, rule, effective),
    };
    const issue = { kind: "issue", wallet: rule.id, lot, points, as: "earned" } as const;
    const late = corrections(session, [issue]);
    const postings = [issue, ...slideOf(session, rule), ...late.postings];
    const retakes = late.retakes.length === 0 ? {} : { retakes: late.retakes };
    return { ok: true, event: { ...event, postings, ...retakes } };
  }
  const wanted = 0 - points;
  const balance = wallet.totals.active;
  if (balance < wanted) {
    const told = { balance, requested: wanted };
    return refuse("insufficient", "There are fewer active points than asked for.", "points", told);
  }
  const postings = takeNearest(wallet, rule.id, wanted, "writtenOff");
  return { ok: true, event: { ...event, postings } };
}

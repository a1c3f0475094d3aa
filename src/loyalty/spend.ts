/** Points spent, given back, and corrected by hand. */
import { expectString } from "../values/plain.js";
import { fail } from "../values/errors.js";
import { eachOpenLot } from "./advance.js";
import type { AdjustCommand, RefundCommand, SpendCommand } from "./command-model.js";
import type { WalletDraft } from "./draft.js";
import type { LotKey, Posting, TakenAs } from "./event-model.js";
import { expiresAt } from "./expiry.js";
import { draftGet } from "./keyed.js";
import { expectPointCount } from "./read-earning.js";
import { eventOf, refuse, walletOf } from "./session.js";
import type { Outcome, Session } from "./session.js";
import type { Lot } from "./state-model.js";

/** What identifies a lot. @internal */
export function keyOf(lot: Lot): LotKey {
  return { id: lot.id, earnedAt: lot.earnedAt, activeAt: lot.activeAt, expiresAt: lot.expiresAt };
}

/** Parts of lots, nearest expiry first, up to a number of points. @internal */
export function partsOf(wallet: WalletDraft, points: number): readonly { readonly lot: LotKey; readonly points: number }[] {
  const parts: { readonly lot: LotKey; readonly points: number }[] = [];
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
export function takeNearest(wallet: WalletDraft, id: string, points: number, as: TakenAs): readonly Posting[] {
  return partsOf(wallet, points).map((part) => ({ kind: "take", wallet: id, ...part, as }));
}

/** Points spent by their number. @internal */
export function spend(session: Session, command: SpendCommand): Outcome {
  const points = expectPointCount(command.points, "points", 1);
  const { rule, wallet } = walletOf(session, command.wallet, "wallet");
  if (!rule.isSpendable) {
    return refuse("not-spendable", "Points of this wallet are not for spending.", "wallet", { wallet: rule.id });
  }
  const balance = wallet.totals.active;
  if (balance < points) {
    return refuse("insufficient", "There are fewer active points than asked for.", "points", {
      balance,
      requested: points,
    });
  }
  return { ok: true, event: { type: "spent", points, postings: takeNearest(wallet, rule.id, points, "spent") } };
}

/** Spent points given back to the lots they came from, the last taken first. @internal */
export function refund(session: Session, command: RefundCommand): Outcome {
  const spent = eventOf(session, command.spendId, "spendId", ["spent"]);
  const before = spent === undefined ? 0 : (draftGet(session.draft.progress, spent.id)?.restored ?? 0);
  const left = (spent?.points ?? 0) - before;
  const points = expectPointCount(command.points ?? Math.max(left, 1), "points", 1);
  if (spent === undefined || points > left) {
    return refuse("refund", "There is no spending with so many points left to give back.", "spendId", {
      spendId: command.spendId,
      left,
      requested: points,
    });
  }
  const postings: Posting[] = [];
  let skip = before;
  let wanted = points;
  for (const posting of [...spent.postings].reverse()) {
    if (posting.kind !== "take") continue;
    const skipped = Math.min(skip, posting.points);
    const given = Math.min(wanted, posting.points - skipped);
    skip -= skipped;
    wanted -= given;
    if (given > 0) postings.push({ kind: "restore", wallet: posting.wallet, lot: posting.lot, points: given });
  }
  return { ok: true, event: { type: "refunded", about: spent.id, points, postings } };
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
      expiresAt: rule.expiry.kind === "sliding" ? null : expiresAt(session.plan.clock, rule.expiry, effective),
    };
    return { ok: true, event: { ...event, postings: [{ kind: "issue", wallet: rule.id, lot, points, as: "earned" }] } };
  }
  const wanted = 0 - points;
  const balance = wallet.totals.active;
  if (balance < wanted) {
    return refuse("insufficient", "There are fewer active points than asked for.", "points", {
      balance,
      requested: wanted,
    });
  }
  return { ok: true, event: { ...event, postings: takeNearest(wallet, rule.id, wanted, "writtenOff") } };
}

/** Spent points given back to the lots they came from; expired ones within their window. */
import { addToInstant } from "./clock.js";
import type { RefundCommand } from "./command-model.js";
import type { WalletPlan } from "./compile.js";
import type { LotPart, LoyaltyEvent, Posting } from "./event-model.js";
import { draftGet } from "./keyed.js";
import { partsOfSpending } from "./late.js";
import { expectPointCount } from "./read-earning.js";
import { eventOf, refuse, slideOf, walletOf } from "./session.js";
import type { Outcome, Session } from "./session.js";

/** Points of the last lots first: what would have lived longest comes back first. */
function partsBack(
  session: Session,
  spent: LoyaltyEvent,
  before: number,
  points: number,
): readonly LotPart[] {
  const parts: LotPart[] = [];
  let skip = before;
  let wanted = points;
  for (const part of [...partsOfSpending(session, spent)].reverse()) {
    const skipped = Math.min(skip, part.points);
    const given = Math.min(wanted, part.points - skipped);
    skip -= skipped;
    wanted -= given;
    if (given > 0) parts.push({ lot: part.lot, points: given });
  }
  return parts;
}

/** A posting that gives a part back, to its lot or as a new one. */
function postingBack(
  session: Session,
  rule: WalletPlan,
  part: LotPart,
  place: { readonly spentAt: string; readonly index: number },
): Posting {
  const { reinstatement } = rule;
  const { clock } = session.plan;
  const isExpired = part.lot.expiresAt !== null && part.lot.expiresAt <= session.now;
  const isLate =
    reinstatement === null ||
    addToInstant(clock, place.spentAt, reinstatement.within) < session.now;
  if (!isExpired || isLate) return { kind: "restore", wallet: rule.id, ...part };
  return {
    kind: "issue",
    wallet: rule.id,
    lot: {
      id: `${session.id}:${String(place.index)}`,
      earnedAt: part.lot.earnedAt,
      activeAt: session.now,
      expiresAt: addToInstant(clock, session.now, reinstatement.validFor),
    },
    points: part.points,
    as: "restored",
  };
}

/** Spent or captured points given back. @internal */
export function refund(session: Session, command: RefundCommand): Outcome {
  const spent = eventOf(session, command.spendId, "spendId", ["spent", "captured"]);
  const before =
    spent === undefined ? 0 : (draftGet(session.draft.progress, spent.id)?.restored ?? 0);
  const left = (spent?.points ?? 0) - before;
  const points = expectPointCount(command.points ?? Math.max(left, 1), "points", 1);
  const wallet = spent?.postings[0]?.wallet;
  if (spent === undefined || wallet === undefined || points > left) {
    const told = { spendId: command.spendId, left, requested: points };
    const text = "There is no spending with so many points left to give back.";
    return refuse("refund", text, "spendId", told);
  }
  const { rule } = walletOf(session, wallet, "wallet");
  const back = partsBack(session, spent, before, points).map((part, index) =>
    postingBack(session, rule, part, { spentAt: spent.at, index }),
  );
  const postings = [...back, ...slideOf(session, rule)];
  return { ok: true, event: { type: "refunded", about: spent.id, points, postings } };
}

/** Points sent to and received from another member, and a tier given by hand. */
import { fail } from "../values/errors.js";
import {
  atIndex,
  at,
  expectArray,
  expectIdentifier,
  expectRecord,
  expectString,
} from "../values/plain.js";
import type { PinCommand, ReceiveCommand, SendCommand } from "./command-model.js";
import { addPoints } from "./draft.js";
import { expiryOf } from "./earn.js";
import type { LotPart, Posting } from "./event-model.js";
import { counterKey, countOf } from "./limits.js";
import { corrections } from "./late.js";
import { readInstant } from "./read-campaigns.js";
import { expectPointCount } from "./read-earning.js";
import { refuse, slideOf, walletOf } from "./session.js";
import type { Outcome, Session } from "./session.js";
import { refusalToSpend, takeNearest } from "./spend.js";
import { levelHeld } from "./tier.js";
import { itemAt } from "../values/invariant.js";

const PARTS_MAX = 100_000;

/** Points leave, nearest expiry first. @internal */
export function send(session: Session, command: SendCommand): Outcome {
  const points = expectPointCount(command.points, "points", 1);
  const to = expectIdentifier(command.to, "to");
  const { rule, wallet } = walletOf(session, command.wallet, "wallet");
  const transfer = session.plan.extras.transfers.get(rule.id);
  if (transfer === undefined || to === session.draft.base.memberId) {
    const told = { wallet: rule.id, to };
    return refuse("no-transfer", "Points of this wallet are not given to this member.", "to", told);
  }
  if (points < transfer.minimumPoints) {
    const told = { minimum: transfer.minimumPoints, requested: points };
    return refuse("below-minimum", "Fewer points than may be given at once.", "points", told);
  }
  const { limit } = transfer;
  const { clock } = session.plan;
  const key = limit === null ? null : counterKey(clock, `send/${rule.id}`, limit.per, session.now);
  const sent = key === null ? 0 : countOf(session.draft, key);
  if (limit !== null && sent + points > limit.points) {
    const told = { left: limit.points - sent, requested: points, per: limit.per };
    return refuse("limit-reached", "More points than may be given in this time.", "points", told);
  }
  const refused = refusalToSpend({ ...rule, isSpendable: true }, wallet, points);
  if (refused !== null) return refused;
  const postings = takeNearest(wallet, rule.id, points, "sent");
  const counters = key === null ? {} : { counters: [{ key, add: points }] };
  return { ok: true, event: { type: "sent", other: to, points, postings, ...counters } };
}

function readPart(value: unknown, path: string): LotPart {
  const record = expectRecord(value, path, ["lot", "points"]);
  const place = at(path, "lot");
  const lot = expectRecord(record["lot"], place, ["id", "earnedAt", "activeAt", "expiresAt"]);
  const orNull = (key: string): string | null =>
    lot[key] === null ? null : readInstant(lot[key], at(place, key));
  return {
    lot: {
      id: expectString(lot["id"], at(place, "id"), 1_000),
      earnedAt: readInstant(lot["earnedAt"], at(place, "earnedAt")),
      activeAt: orNull("activeAt"),
      expiresAt: orNull("expiresAt"),
    },
    points: expectPointCount(record["points"], at(path, "points"), 1),
  };
}

/**
 * Points arrive, with the expiry of the lots that they come from unless the rule renews it.
 *
 * @internal
 */
export function receive(session: Session, command: ReceiveCommand): Outcome {
  const from = expectIdentifier(command.from, "from");
  const { rule } = walletOf(session, command.wallet, "wallet");
  const keepsExpiry = session.plan.extras.transfers.get(rule.id)?.keepsExpiry ?? true;
  const parts = expectArray(command.parts, "parts", PARTS_MAX).map((part, index) =>
    readPart(part, atIndex("parts", index)),
  );
  const postings = parts.map((part, index): Posting => ({
    kind: "issue",
    wallet: rule.id,
    as: "received",
    points: part.points,
    lot: {
      id: `${session.id}:${String(index)}`,
      earnedAt: keepsExpiry ? part.lot.earnedAt : session.effective,
      activeAt: session.effective,
      expiresAt: keepsExpiry ? part.lot.expiresAt : expiryOf(session, rule, session.effective),
    },
  }));
  const points = parts.reduce((sum, part) => addPoints(sum, part.points), 0);
  const late = corrections(session, postings);
  const retakes = late.retakes.length === 0 ? {} : { retakes: late.retakes };
  const all = [...postings, ...slideOf(session, rule), ...late.postings];
  return { ok: true, event: { type: "received", other: from, points, postings: all, ...retakes } };
}

/** A tier is given by hand. @internal */
export function pin(session: Session, command: PinCommand): Outcome {
  const { tiers } = session.plan;
  const id = expectIdentifier(command.tier, "tier");
  const reason = expectString(command.reason, "reason");
  const to = tiers?.levels.find((level) => level.id === id);
  if (tiers === null || to === undefined) {
    return fail("loyalty.unknown_tier", "tier", "a tier of the programme", id);
  }
  const until = command.until === undefined ? null : readInstant(command.until, "until");
  if (until !== null && until <= session.now) {
    fail("loyalty.pin_end", "until", `an instant after ${session.now}`, until);
  }
  const from = itemAt(tiers.levels, levelHeld(tiers, session.draft.tier)).id;
  const change = {
    from,
    to: to.id,
    at: session.now,
    reason: "pinned",
    endsAt: until,
    until,
    isPinned: true,
  } as const;
  return { ok: true, event: { type: "pinned", reason, postings: [] }, pin: change };
}

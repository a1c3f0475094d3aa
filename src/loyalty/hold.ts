/** Points held for a checkout: captured at most once, wholly or in part, or released. */
import { fail } from "../values/errors.js";
import { addToInstant } from "./clock.js";
import type { CaptureCommand, HoldCommand, ReleaseCommand } from "./command-model.js";
import type { Posting } from "./event-model.js";
import { readInstant } from "./read-campaigns.js";
import { expectPointCount } from "./read-earning.js";
import { eventOf, refuse, walletOf } from "./session.js";
import type { Outcome, Session } from "./session.js";
import { partsOf, refusalToSpend } from "./spend.js";
import type { HoldState } from "./state-model.js";
import { expectBoolean } from "../values/plain.js";

function endOf(session: Session, given: unknown): string {
  if (given !== undefined) {
    const until = readInstant(given, "until");
    if (until > session.now) return until;
    return fail("loyalty.hold_end", "until", `an instant after ${session.now}`, until);
  }
  const { holdFor } = session.plan.extras;
  if (holdFor === null) return fail("loyalty.hold_end", "until", "an end of the hold", given);
  return addToInstant(session.plan.clock, session.now, holdFor);
}

/** Holds points. @internal */
export function hold(session: Session, command: HoldCommand): Outcome {
  const points = expectPointCount(command.points, "points", 1);
  const { rule, wallet } = walletOf(session, command.wallet, "wallet");
  const until = endOf(session, command.until);
  const refused = refusalToSpend(rule, wallet, points);
  if (refused !== null) return refused;
  const postings = partsOf(wallet, points).map((part): Posting => ({
    kind: "hold",
    wallet: rule.id,
    ...part,
    hold: session.id,
    until,
  }));
  return { ok: true, event: { type: "held", points, postings } };
}

interface Open {
  readonly wallet: string;
  readonly hold: HoldState;
}

/** A hold with points left in it; null where it was captured, released or ended by time. */
function openHold(session: Session, id: unknown): Open | null {
  const event = eventOf(session, id, "holdId", ["held"]);
  const name = event?.postings[0]?.wallet;
  if (event === undefined || name === undefined) return null;
  const { rule, wallet } = walletOf(session, name, "wallet");
  const found = wallet.holds.find((one) => one.id === event.id);
  return found === undefined ? null : { wallet: rule.id, hold: found };
}

function ended(id: string): Outcome {
  return refuse("hold-ended", "Nothing is held under this id any more.", "holdId", { holdId: id });
}

/** Spends held points. @internal */
export function capture(session: Session, command: CaptureCommand): Outcome {
  const open = openHold(session, command.holdId);
  if (open === null) return ended(command.holdId);
  const { wallet, hold: held } = open;
  const total = held.parts.reduce((sum, part) => sum + part.points, 0);
  const points = expectPointCount(command.points ?? total, "points", 1);
  const isFinal = expectBoolean(command.isFinal ?? true, "isFinal");
  if (points > total) {
    const told = { balance: total, requested: points };
    return refuse("insufficient", "Fewer points are held than asked for.", "points", told);
  }
  const postings: Posting[] = [];
  let left = points;
  for (const part of held.parts) {
    const taken = Math.min(left, part.points);
    left -= taken;
    const common = { wallet, lot: part.lot, hold: held.id };
    if (taken > 0) postings.push({ kind: "capture", ...common, points: taken });
    const rest = part.points - taken;
    if (isFinal && rest > 0) postings.push({ kind: "release", ...common, points: rest });
  }
  return { ok: true, event: { type: "captured", about: held.id, points, postings } };
}

/** Frees held points. @internal */
export function release(session: Session, command: ReleaseCommand): Outcome {
  const open = openHold(session, command.holdId);
  if (open === null) return ended(command.holdId);
  const { wallet, hold: held } = open;
  const postings = held.parts.map((part): Posting => ({
    kind: "release",
    wallet,
    ...part,
    hold: held.id,
  }));
  return { ok: true, event: { type: "released", about: held.id, postings } };
}

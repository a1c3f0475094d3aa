/**
 * Returns: points earned before minus points earned after, by the formulas pinned in the
 * purchase, on what is left of it; so that any split of a return adds up to the whole.
 *
 * Not here: spent points that are given back (`spend.ts`).
 */
import { at, atIndex, expectArray, expectIdentifier, expectRecord } from "../values/plain.js";
import { eachOpenLot, lotPlace } from "./advance.js";
import { basisOf, pointsOf } from "./award.js";
import type { ActivateCommand, ReturnCommand } from "./command-model.js";
import { comparePending } from "./draft.js";
import type { CounterChange, Grant, LoyaltyEvent, PinnedLine, Posting } from "./event-model.js";
import { draftGet } from "./keyed.js";
import { findIn, itemIn } from "./ordered.js";
import { expectAmount } from "./read-earning.js";
import { expectQuantity } from "./read-purchase.js";
import { eventOf, refuse, walletOf } from "./session.js";
import type { Outcome, Session } from "./session.js";
import { dayAt } from "./clock.js";
import { keyOf } from "./spend.js";
import type { Lot } from "./state-model.js";

const LINES_MAX = 100_000;

/** What is left of each line of a purchase. @internal */
export function leftOf(session: Session, purchase: LoyaltyEvent): Map<string, PinnedLine> {
  const left = new Map((purchase.lines ?? []).map((line) => [line.id, line]));
  for (const back of draftGet(session.draft.progress, purchase.id)?.returned ?? []) {
    const line = left.get(back.id);
    if (line !== undefined) left.set(back.id, lessLine(line, back));
  }
  return left;
}

function lessLine(line: PinnedLine, back: PinnedLine): PinnedLine {
  return {
    id: line.id,
    amount: line.amount - back.amount,
    quantity: line.quantity - back.quantity,
  };
}

/** A line whose whole amount comes back comes back with its whole quantity. */
function wholeLine(before: ReadonlyMap<string, PinnedLine>, line: PinnedLine): PinnedLine {
  const left = before.get(line.id);
  return left !== undefined && left.amount === line.amount ? left : line;
}

function readReturned(session: Session, value: unknown): readonly PinnedLine[] {
  return expectArray(value, "lines", LINES_MAX).map((item, index) => {
    const path = atIndex("lines", index);
    const line = expectRecord(item, path, ["id", "amount", "quantity"]);
    return {
      id: expectIdentifier(line["id"], at(path, "id")),
      amount: expectAmount(line["amount"], at(path, "amount"), session.plan.amountScale),
      quantity: expectQuantity(line["quantity"] ?? 0, at(path, "quantity")),
    };
  });
}

/** Points of a grant on what is left; never more than were granted. @internal */
export function grantedOn(grant: Grant, left: ReadonlyMap<string, PinnedLine>): number {
  const lines = grant.lines.map((id) => left.get(id)).filter((line) => line !== undefined);
  return Math.min(grant.points, pointsOf(grant.formula, basisOf(lines)));
}

/** The lot of a grant as it is now, active, once active, or pending. */
function lotNow(
  session: Session,
  grant: Grant,
): { readonly lot: Lot; readonly isPending: boolean } | null {
  const { wallet } = walletOf(session, grant.wallet, "wallet");
  const place = lotPlace(wallet, grant.lot);
  const lot = place === null ? undefined : itemIn(wallet.lots.chunks, place);
  if (lot !== undefined) return { lot, isPending: false };
  const waiting = findIn(wallet.pending.chunks, grant.lot, comparePending);
  const pending = waiting === null ? undefined : itemIn(wallet.pending.chunks, waiting);
  return pending === undefined ? null : { lot: pending, isPending: true };
}

interface Taking {
  readonly postings: Posting[];
  /** Points that are not there. */
  short: number;
}

/**
 * Takes back points of one grant: what its lot still has, then what has not expired of it from
 * the lots nearest to expiry; expired points are gone already.
 */
function takeBack(
  session: Session,
  grant: Grant,
  points: number,
  used: Map<string, number>,
): Taking {
  const taking: Taking = { postings: [], short: 0 };
  const { wallet } = walletOf(session, grant.wallet, "wallet");
  const found = lotNow(session, grant);
  let left = points;
  const take = (lot: Lot, most: number): void => {
    const free = lot.remaining - (used.get(lot.id) ?? 0);
    const taken = Math.min(free, most);
    if (taken <= 0) return;
    used.set(lot.id, (used.get(lot.id) ?? 0) + taken);
    taking.postings.push({
      kind: "take",
      wallet: grant.wallet,
      lot: keyOf(lot),
      points: taken,
      as: "reversed",
    });
    left -= taken;
  };
  if (found !== null) take(found.lot, left);
  left -= Math.min(left, found?.lot.expired ?? 0);
  if (left > 0) {
    eachOpenLot(wallet, (lot) => {
      take(lot, left);
      return left > 0;
    });
  }
  taking.short = left;
  return taking;
}

function isTooMuch(left: ReadonlyMap<string, PinnedLine>, lines: readonly PinnedLine[]): boolean {
  return lines.some((line) => {
    const has = left.get(line.id);
    return has === undefined || has.amount < line.amount || has.quantity < line.quantity;
  });
}

function mergeLines(lines: readonly PinnedLine[]): readonly PinnedLine[] {
  const sums = new Map<string, PinnedLine>();
  for (const line of lines) {
    const sum = sums.get(line.id);
    sums.set(
      line.id,
      sum === undefined
        ? line
        : { id: line.id, amount: sum.amount + line.amount, quantity: sum.quantity + line.quantity },
    );
  }
  return [...sums.values()];
}

interface Reversal {
  readonly postings: readonly Posting[];
  readonly counters: readonly CounterChange[];
  readonly credits: number;
  readonly rejected: { readonly wallet: string; readonly short: number } | null;
}

function reverse(
  session: Session,
  grants: readonly Grant[],
  before: ReadonlyMap<string, PinnedLine>,
  after: ReadonlyMap<string, PinnedLine>,
): Reversal {
  const postings: Posting[] = [];
  const used = new Map<string, number>();
  const counters: CounterChange[] = [];
  let credits = 0;
  for (const grant of grants) {
    const points = grantedOn(grant, before) - grantedOn(grant, after);
    if (points <= 0) continue;
    if (grant.wallet === session.plan.tiers?.wallet) credits += points;
    for (const key of grant.counters ?? []) counters.push({ key, add: 0 - points });
    const { rule } = walletOf(session, grant.wallet, "wallet");
    const { postings: taken, short } = takeBack(session, grant, points, used);
    postings.push(...taken);
    if (short === 0) continue;
    if (rule.negativeBalance === "reject") {
      return { postings, counters, credits, rejected: { wallet: rule.id, short } };
    }
    postings.push(
      rule.negativeBalance === "debt"
        ? { kind: "owe", wallet: rule.id, points: short, as: "reversed" }
        : { kind: "uncollected", wallet: rule.id, points: short },
    );
  }
  return { postings, counters, credits, rejected: null };
}

/** A purchase, or a part of one, comes back. @internal */
export function giveBack(session: Session, command: ReturnCommand): Outcome {
  const purchase = eventOf(session, command.purchaseId, "purchaseId", [
    "purchased",
    "active",
    "referred",
  ]);
  const facts = { purchaseId: command.purchaseId };
  if (purchase === undefined) {
    return refuse("refund", "There is no such purchase.", "purchaseId", facts);
  }
  const before = leftOf(session, purchase);
  const everything = [...before.values()].filter((line) => line.amount > 0 || line.quantity > 0);
  const lines =
    command.lines === undefined ? everything : mergeLines(readReturned(session, command.lines));
  if (lines.length === 0 || isTooMuch(before, lines)) {
    return refuse(
      "refund",
      "More would come back than is left of the purchase.",
      "purchaseId",
      facts,
    );
  }
  const after = new Map(before);
  for (const line of lines) {
    const whole = wholeLine(before, line);
    after.set(line.id, lessLine(after.get(line.id) ?? whole, whole));
  }
  const { postings, counters, credits, rejected } = reverse(
    session,
    purchase.grants ?? [],
    before,
    after,
  );
  if (rejected !== null) {
    return refuse("negative-balance", "Points of this purchase have been spent.", "purchaseId", {
      ...facts,
      ...rejected,
    });
  }
  const isOrder = purchase.type === "purchased";
  const amount = basisOf(lines).amount;
  const isAll = basisOf([...after.values()]).amount === 0;
  const wasOpen = basisOf([...before.values()]).amount > 0;
  return {
    ok: true,
    event: {
      type: "returned",
      about: purchase.id,
      lines: lines.map((line) => wholeLine(before, line)),
      postings,
      ...(counters.length === 0 ? {} : { counters }),
      ...(purchase.partner === undefined ? {} : { partner: purchase.partner }),
      qualification: {
        day: purchase.qualification?.day ?? dayAt(session.plan.clock, purchase.at),
        credits: 0 - credits,
        spend: isOrder ? 0 - amount : 0,
        orders: isOrder && isAll && wasOpen ? -1 : 0,
      },
    },
  };
}

/** An event of a purchase makes its points active. @internal */
export function activate(session: Session, command: ActivateCommand): Outcome {
  const name = expectIdentifier(command.event, "event");
  const purchase = eventOf(session, command.purchaseId, "purchaseId", ["purchased", "active"]);
  const grants = (purchase?.grants ?? []).filter((grant) => grant.activatedBy === name);
  const postings: Posting[] = [];
  for (const grant of grants) {
    if (lotNow(session, grant)?.isPending !== true) continue;
    postings.push({
      kind: "activate",
      wallet: grant.wallet,
      lot: grant.lot,
      at: session.effective,
    });
  }
  if (purchase === undefined || postings.length === 0) {
    return refuse("nothing-to-activate", "No points wait for this event.", "purchaseId", {
      purchaseId: command.purchaseId,
      event: name,
    });
  }
  return { ok: true, event: { type: "activated", about: purchase.id, postings } };
}

/**
 * Points that are reported late, under the policy `effectiveTime`: the spendings since they
 * were earned are taken again as if the points had been there, nearest expiry first; what
 * differs is posted.
 *
 * Not here: `recordTime`, which needs no correction.
 */
import { compareLots, journalEach } from "./draft.js";
import type { LotKey, LotPart, LoyaltyEvent, Posting, Retake } from "./event-model.js";
import { draftGet } from "./keyed.js";
import type { Session } from "./session.js";

/** What a late event changes of earlier spendings. @internal */
export interface Corrections {
  readonly postings: readonly Posting[];
  readonly retakes: readonly Retake[];
}

const NOTHING: Corrections = { postings: [], retakes: [] };

/** The parts that a spending is taken from now, less what was given back of it. @internal */
export function partsOfSpending(session: Session, spent: LoyaltyEvent): readonly LotPart[] {
  const progress = draftGet(session.draft.progress, spent.id);
  if (progress?.parts !== undefined) return progress.parts;
  const parts: LotPart[] = [];
  for (const posting of spent.postings) {
    const isSpent =
      posting.kind === "capture" || (posting.kind === "take" && posting.as === "spent");
    if (isSpent) {
      parts.push({ lot: posting.lot, points: posting.points });
    }
  }
  return parts;
}

interface Spending {
  readonly event: LoyaltyEvent;
  readonly parts: readonly LotPart[];
}

/** Spendings of a wallet from an instant on, none of which was given back in part. */
function spendingsSince(
  session: Session,
  { wallet, since, moved }: {
    readonly wallet: string;
    readonly since: string;
    /** What earlier lots of this command have changed. */
    readonly moved: ReadonlyMap<string, Retake>;
  },
): readonly Spending[] {
  const found: Spending[] = [];
  journalEach(session.draft.journal, (event) => {
    if (event.type !== "spent" || event.at < since) return;
    const first = event.postings[0];
    if (first === undefined || first.wallet !== wallet) return;
    if ((draftGet(session.draft.progress, event.id)?.restored ?? 0) > 0) return;
    found.push({ event, parts: moved.get(event.id)?.parts ?? partsOfSpending(session, event) });
  });
  return found.sort((a, b) =>
    a.event.at < b.event.at
      ? -1
      : a.event.at > b.event.at
        ? 1
        : a.event.sequence - b.event.sequence,
  );
}

interface Supply {
  readonly lot: LotKey;
  free: number;
}

/** Points that are free to be taken anew: the late lot, and those spendings gave up. */
function retake(spending: Spending, supplies: Supply[]): LotPart[] {
  const { event } = spending;
  const parts = new Map<string, { lot: LotKey; points: number }>();
  const put = (lot: LotKey, points: number): void => {
    const known = parts.get(lot.id);
    if (known === undefined) parts.set(lot.id, { lot, points });
    else known.points += points;
  };
  for (const part of spending.parts) {
    let left = part.points;
    supplies.sort((a, b) => compareLots(a.lot, b.lot));
    for (const supply of supplies) {
      const { lot } = supply;
      const isUsable = lot.expiresAt === null || lot.expiresAt > event.at;
      if (left === 0 || !isUsable || compareLots(lot, part.lot) >= 0) continue;
      const taken = Math.min(left, supply.free);
      if (taken === 0) continue;
      supply.free -= taken;
      left -= taken;
      put(lot, taken);
      release(supplies, part.lot, taken);
    }
    if (left > 0) put(part.lot, left);
  }
  return [...parts.values()].sort((a, b) => compareLots(a.lot, b.lot));
}

function release(supplies: Supply[], lot: LotKey, points: number): void {
  const known = supplies.find((supply) => supply.lot.id === lot.id);
  if (known === undefined) supplies.push({ lot, free: points });
  else known.free += points;
}

function differences(
  wallet: string,
  before: readonly LotPart[],
  after: readonly LotPart[],
  sums: Map<string, { readonly lot: LotKey; points: number }>,
): boolean {
  let isChanged = before.length !== after.length;
  const add = (part: LotPart, sign: number): void => {
    const key = `${wallet}/${part.lot.id}`;
    const known = sums.get(key);
    if (known === undefined) sums.set(key, { lot: part.lot, points: sign * part.points });
    else known.points += sign * part.points;
  };
  after.forEach((part, index) => {
    const old = before[index];
    isChanged ||= old?.lot.id !== part.lot.id || old.points !== part.points;
    add(part, 1);
  });
  before.forEach((part) => add(part, -1));
  return isChanged;
}

/** What lots issued late change of earlier spendings; nothing under `recordTime`. @internal */
export function corrections(session: Session, issued: readonly Posting[]): Corrections {
  const { plan, effective, now } = session;
  if (plan.extras.late.policy === "recordTime" || effective === now) return NOTHING;
  const postings: Posting[] = [];
  const moved = new Map<string, Retake>();
  for (const posting of issued) {
    if (posting.kind !== "issue" || posting.lot.activeAt === null) continue;
    const { wallet, lot, points } = posting;
    const supplies: Supply[] = [{ lot, free: points }];
    const sums = new Map<string, { readonly lot: LotKey; points: number }>();
    const since = lot.activeAt ?? effective;
    for (const spending of spendingsSince(session, { wallet, since, moved })) {
      const spendId = spending.event.id;
      const parts = retake(spending, supplies);
      if (!differences(wallet, spending.parts, parts, sums)) continue;
      moved.set(spendId, { spendId, wallet, parts });
    }
    for (const { lot: moved, points: change } of sums.values()) {
      if (change < 0) postings.push({ kind: "restore", wallet, lot: moved, points: 0 - change });
      else if (change > 0) postings.push({ kind: "retake", wallet, lot: moved, points: change });
    }
  }
  return { postings, retakes: [...moved.values()] };
}

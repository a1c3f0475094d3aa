/** Ceilings on what is earned, one after the other, each cutting off or rejecting. */
import { counterKey, countOf } from "./limits.js";
import type { Candidate } from "./candidates.js";
import type { BudgetKind, Limited, Reservation } from "./event-model.js";
import type { Cap } from "./programme-model.js";
import { budgetKey, budgetLeft, walletOf } from "./session.js";
import type { Session } from "./session.js";

/** A candidate within all ceilings. @internal */
export interface Capped {
  readonly candidate: Candidate;
  readonly points: number;
  /** Counters of caps that the points count towards. */
  readonly counters: readonly string[];
}

/** What ceilings left. @internal */
export interface CappedAll {
  readonly capped: readonly Capped[];
  readonly limited: readonly Limited[];
  readonly reservations: readonly Reservation[];
}

/** What was given in this command so far, by ceiling or budget. */
type Given = Map<string, number>;

function capKey(session: Session, cap: Cap): string {
  return counterKey(session.plan.clock, `cap/${cap.id}`, cap.per ?? "ever", session.effective);
}

function roomOf(session: Session, cap: Cap, given: Given): number {
  const here = given.get(`cap/${cap.id}`) ?? 0;
  switch (cap.scope) {
    case "transaction":
      return cap.points - here;
    case "period":
    case "member":
      return cap.points - countOf(session.draft, capKey(session, cap)) - here;
    case "balance": {
      const { totals } = walletOf(session, cap.wallet, "wallet").wallet;
      return cap.points - (totals.active + totals.pending + totals.held - totals.debt) - here;
    }
    case "programme":
      return Math.min(cap.points, budgetLeft(session, "cap", cap.id)) - here;
  }
}

function capped(session: Session, candidate: Candidate, given: Given, limited: Limited[]): Capped {
  const caps = session.plan.caps.filter(
    (cap) =>
      cap.wallet === candidate.wallet && (cap.rule === undefined || cap.rule === candidate.rule),
  );
  let { points } = candidate;
  for (const cap of caps) {
    const room = Math.max(0, roomOf(session, cap, given));
    if (points <= room) continue;
    const granted = cap.onExcess === "reject" ? 0 : room;
    limited.push({
      by: { kind: "cap", id: cap.id },
      rule: candidate.rule,
      wanted: points,
      granted,
    });
    points = granted;
  }
  for (const cap of caps) {
    given.set(`cap/${cap.id}`, (given.get(`cap/${cap.id}`) ?? 0) + points);
  }
  const counters = caps
    .filter((cap) => cap.scope === "period" || cap.scope === "member")
    .map((cap) => capKey(session, cap));
  return { candidate, points, counters };
}

/** A partner's prepaid points bound what its sales may earn. */
function funded(
  session: Session,
  partner: string | null,
  one: Capped,
  given: Given,
  limited: Limited[],
): Capped {
  if (partner === null) return one;
  if (session.plan.extras.partners.get(partner)?.settlement !== "prepaid") return one;
  const key = budgetKey("partner", partner);
  const room = budgetLeft(session, "partner", partner) - (given.get(key) ?? 0);
  const points = Math.min(one.points, room);
  if (points < one.points) {
    const { rule } = one.candidate;
    limited.push({
      by: { kind: "partner", id: partner },
      rule,
      wanted: one.points,
      granted: points,
    });
  }
  given.set(key, (given.get(key) ?? 0) + points);
  return { ...one, points };
}

/** A campaign's budget is shared by all that it gives in one command. */
function budgeted(session: Session, one: Capped, given: Given, limited: Limited[]): Capped {
  let { points } = one;
  for (const { id, amount } of one.candidate.reservations) {
    const key = budgetKey("campaign", id);
    const room = budgetLeft(session, "campaign", id) - (given.get(key) ?? 0);
    const used = Math.min(amount, room, points);
    if (used < amount) {
      const granted = points - (amount - used);
      const { rule } = one.candidate;
      limited.push({ by: { kind: "campaign", id }, rule, wanted: points, granted });
      points = Math.max(0, granted);
    }
    given.set(key, (given.get(key) ?? 0) + used);
  }
  return { ...one, points };
}

function reservationsOf(session: Session, given: Given): readonly Reservation[] {
  const found: Reservation[] = [];
  const add = (kind: BudgetKind, id: string, amount: number): void => {
    if (amount > 0) found.push({ kind, id, amount });
  };
  for (const { id } of session.plan.campaigns) {
    add("campaign", id, given.get(budgetKey("campaign", id)) ?? 0);
  }
  for (const { id, scope } of session.plan.caps) {
    if (scope === "programme") add("cap", id, given.get(`cap/${id}`) ?? 0);
  }
  for (const id of session.plan.extras.partners.keys()) {
    add("partner", id, given.get(budgetKey("partner", id)) ?? 0);
  }
  return found;
}

const NONE: readonly never[] = [];

/** Candidates give more than nothing. */
function uncapped(candidate: Candidate): Capped {
  return { candidate, points: candidate.points, counters: NONE };
}

/** Applies budgets, ceilings and partners' funds, in this order. @internal */
export function applyCaps(
  session: Session,
  candidates: readonly Candidate[],
  partner: string | null,
): CappedAll {
  const { plan } = session;
  if (plan.caps.length === 0 && plan.campaigns.length === 0 && partner === null) {
    return { capped: candidates.map(uncapped), limited: NONE, reservations: NONE };
  }
  const given: Given = new Map();
  const limited: Limited[] = [];
  const all = candidates.map((candidate) => {
    const start: Capped = { candidate, points: candidate.points, counters: [] };
    const inBudget = budgeted(session, start, given, limited);
    const under = capped(session, { ...candidate, points: inBudget.points }, given, limited);
    return funded(session, partner, under, given, limited);
  });
  return {
    capped: all.filter((one) => one.points > 0),
    limited,
    reservations: reservationsOf(session, given),
  };
}

/** Where a member stands: balances, tier, the way to the next one, what expires next. */
import { instant } from "../values/instant.js";
import { itemAt } from "../values/invariant.js";
import { fail } from "../values/errors.js";
import type { Instant } from "../values/index.js";
import { advanceWallet, eachOpenLot } from "./advance.js";
import { dayAt } from "./clock.js";
import type { ProgrammePlan } from "./compile.js";
import { openMember, openWallet } from "./draft.js";
import type { MemberDraft, WalletDraft } from "./draft.js";
import { levelFor, levelHeld, measureOn, passTiers } from "./tier.js";
import type { MemberState, WalletTotals } from "./state-model.js";
import { readingStored } from "../values/stored.js";
import { expectCompiled, expectRecord } from "../values/plain.js";

/** One wallet as it stands. Points are whole numbers. @since 0.1.0 */
export interface WalletStanding extends WalletTotals {
  readonly wallet: string;
  /** active + pending + held − debt. */
  readonly balance: number;
  /** The next points to expire, and when; null where none do. */
  readonly nextExpiry: { readonly at: Instant; readonly points: number } | null;
}

/** The tier as it stands. @since 0.1.0 */
export interface TierStanding {
  readonly id: string;
  readonly since: Instant | null;
  /** End of its validity; null where it has none. */
  readonly endsAt: Instant | null;
  /** The metric over the window that `asOf` is in. */
  readonly measure: number;
  readonly benefits: readonly string[];
  /** The next tier and what is missing to it; null in the highest. */
  readonly next: { readonly id: string; readonly from: number; readonly missing: number } | null;
  /** What is missing to keep this tier beyond its validity; 0 when it is kept already. */
  readonly missingToKeep: number;
}

/** A member as it stands at an instant. @since 0.1.0 */
export interface Standing {
  readonly memberId: string;
  readonly asOf: Instant;
  /** In the order of the programme. */
  readonly wallets: readonly WalletStanding[];
  readonly tier: TierStanding | null;
}

function nextExpiry(wallet: WalletDraft): WalletStanding["nextExpiry"] {
  if (wallet.slidesAt !== null) {
    return wallet.totals.active === 0
      ? null
      : { at: wallet.slidesAt, points: wallet.totals.active };
  }
  let at: string | null = null;
  let points = 0;
  eachOpenLot(wallet, (lot) => {
    at ??= lot.expiresAt;
    if (lot.expiresAt === null || lot.expiresAt !== at) return false;
    points += lot.remaining;
    return true;
  });
  return at === null ? null : { at, points };
}

function walletStanding(draft: MemberDraft, id: string, now: string): WalletStanding {
  const wallet = openWallet(draft, id);
  advanceWallet(wallet, now);
  const { totals } = wallet;
  return {
    wallet: id,
    balance: totals.active + totals.pending + totals.held - totals.debt,
    ...totals,
    nextExpiry: nextExpiry(wallet),
  };
}

function tierStanding(plan: ProgrammePlan, draft: MemberDraft, now: string): TierStanding | null {
  const { tiers } = plan;
  if (tiers === null) return null;
  passTiers(plan, draft, now);
  const held = levelHeld(tiers, draft.tier);
  const level = itemAt(tiers.levels, held);
  const measure = measureOn(plan, tiers, draft, dayAt(plan.clock, now), now);
  const next = tiers.levels[Math.max(held, levelFor(tiers.levels, measure)) + 1];
  return {
    id: level.id,
    since: draft.tier?.since ?? null,
    endsAt: draft.tier?.endsAt ?? null,
    measure,
    benefits: level.benefits,
    next:
      next === undefined ? null : { id: next.id, from: next.from, missing: next.from - measure },
    missingToKeep: Math.max(0, level.keepFrom - measure),
  };
}

/** An instant in canonical form, not before what the member's state has taken in. @internal */
export function expectNow(
  member: Pick<MemberState, "asOf">,
  value: unknown,
  path: string,
): string {
  const now = instant(value as string, path);
  if (member.asOf !== null && now < member.asOf) {
    fail("loyalty.past", path, `no earlier than ${member.asOf}, which the state has taken in`, now);
  }
  return now;
}

/**
 * Where a member stands at an instant. Time does its work without events: points expire and
 * become active, a tier ends. O(wallets + days in the tier's window).
 *
 * @throws ClienteleError `loyalty.past` for an instant before the state's last event, `date.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compileProgramme, decide, evolve, newMember, standing } from "clientele/loyalty";
 *
 * const plan = compileProgramme({
 *   id: "club",
 *   version: "1",
 *   currency: "EUR",
 *   wallets: [{ id: "points", expiry: { kind: "rolling", after: "P12M" } }],
 *   earning: [
 *     {
 *       id: "spend",
 *       wallet: "points",
 *       award: { kind: "perAmount", points: 1, per: 10, rounding: "floor" },
 *     },
 *   ],
 * });
 * const at = "2026-01-10T12:00:00Z";
 * const bought = decide(
 *   plan,
 *   newMember("acme"),
 *   { type: "purchase", id: "o1", lines: [{ id: "1", amount: "129.90" }] },
 *   { at },
 * );
 * assert.ok(bought.ok);
 * const member = evolve(plan, newMember("acme"), bought.events[0]!);
 * const now = standing(plan, member, "2026-06-01T00:00:00Z");
 * assert.equal(now.wallets[0]?.balance, 12);
 * assert.deepEqual(now.wallets[0]?.nextExpiry, { at: "2027-01-11T00:00:00.000Z", points: 12 });
 * assert.equal(standing(plan, member, "2027-01-11T00:00:00Z").wallets[0]?.balance, 0);
 * ```
 * @since 0.1.0
 */
export function standing(plan: ProgrammePlan, member: MemberState, asOf: Instant): Standing {
  return readingStored(member, "member", () => standingStored(plan, member, asOf));
}

function standingStored(plan: ProgrammePlan, member: MemberState, asOf: Instant): Standing {
  expectCompiled(plan, "plan", "programme");
  expectRecord(member, "member");

  return standingOf(plan, openMember(member), asOf);
}

/** The same of a member that is open already; it is brought up to the instant. @internal */
export function standingOf(plan: ProgrammePlan, draft: MemberDraft, asOf: Instant): Standing {
  const now = expectNow(draft, asOf, "asOf");
  return {
    memberId: draft.base.memberId,
    asOf: now,
    wallets: [...plan.wallets.keys()].map((id) => walletStanding(draft, id, now)),
    tier: tierStanding(plan, draft, now),
  };
}

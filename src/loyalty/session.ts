/**
 * What every decision works on: a member opened at an instant, and the event being built. The
 * member itself is never changed: events are, by `evolve`.
 */
import { expectInstant, formatInstant } from "../values/instant-text.js";
import type { Refusal } from "../values/index.js";
import { fail } from "../values/errors.js";
import { expectIdentifier } from "../values/plain.js";
import { advanceWallet } from "./advance.js";
import { applyEvent } from "./apply.js";
import type { Decision, LoyaltyRefusalCode } from "./command-model.js";
import type { ProgrammePlan, WalletPlan } from "./compile.js";
import { openMember, openWallet } from "./draft.js";
import type { MemberDraft, WalletDraft } from "./draft.js";
import type { LoyaltyEvent, LoyaltyEventType, TierChange } from "./event-model.js";
import { draftGet } from "./keyed.js";
import { expectNow } from "./standing.js";
import type { MemberState } from "./state-model.js";
import { passTiers, reviewTier } from "./tier.js";

/** A decision in the making. @internal */
export interface Session {
  readonly plan: ProgrammePlan;
  readonly member: MemberState;
  readonly draft: MemberDraft;
  readonly id: string;
  /** When it is recorded. */
  readonly now: string;
  /** When it happened. */
  readonly effective: string;
  /** What time had done to the tier before. */
  readonly passed: readonly TierChange[];
}

type EventFrame =
  | "id"
  | "memberId"
  | "sequence"
  | "at"
  | "recordedAt"
  | "programme"
  | "digest"
  | "tiers";

/** What a handler says of an event; the rest is the same for all. @internal */
export type EventSubstance = Omit<LoyaltyEvent, EventFrame>;

/** What a handler found: the substance of an event, or refusals. @internal */
export type Outcome =
  | { readonly ok: true; readonly event: EventSubstance }
  | Extract<Decision, { readonly ok: false }>;

/** Opens a member for a decision. @internal */
export function openSession(
  plan: ProgrammePlan,
  member: MemberState,
  command: { readonly id: unknown; readonly effectiveAt?: unknown },
  when: unknown,
): Session {
  const id = expectIdentifier(command.id, "id");
  const now = expectNow(member, when, "at");
  let effective = now;
  if (command.effectiveAt !== undefined) {
    effective = formatInstant(expectInstant(command.effectiveAt, "effectiveAt"));
    if (effective > now) fail("loyalty.future", "effectiveAt", `no later than ${now}`, effective);
  }
  const draft = openMember(member);
  return { plan, member, draft, id, now, effective, passed: passTiers(plan, draft, now) };
}

/** The wallet of a name, brought up to now (`loyalty.unknown_wallet`). @internal */
export function walletOf(
  session: Session,
  name: unknown,
  path: string,
): { readonly rule: WalletPlan; readonly wallet: WalletDraft } {
  const id = expectIdentifier(name, path);
  const rule = session.plan.wallets.get(id);
  if (rule === undefined) return fail("loyalty.unknown_wallet", path, "a wallet of the programme", id);
  const wallet = openWallet(session.draft, id);
  advanceWallet(wallet, session.now);
  return { rule, wallet };
}

/** An answer against the command. @internal */
export function refuse(
  code: LoyaltyRefusalCode,
  message: string,
  path: string,
  facts: Refusal["facts"],
): Extract<Decision, { readonly ok: false }> {
  return { ok: false, refusals: [{ code, message, path, facts }] };
}

/** An event of the member's journal, of one of some types. @internal */
export function eventOf(
  session: Session,
  id: unknown,
  path: string,
  types: readonly LoyaltyEventType[],
): LoyaltyEvent | undefined {
  const event = draftGet(session.draft.journal, expectIdentifier(id, path));
  return event !== undefined && types.includes(event.type) ? event : undefined;
}

/** Completes an event: its place in the ledger and what it does to the tier. @internal */
export function complete(session: Session, digest: string, outcome: Extract<Outcome, { readonly ok: true }>): LoyaltyEvent {
  const { plan, draft, passed } = session;
  const { id: programme, version } = plan.programme;
  const event: LoyaltyEvent = {
    id: session.id,
    memberId: session.member.memberId,
    sequence: session.member.eventCount + 1,
    at: session.effective,
    recordedAt: session.now,
    programme: { id: programme, version },
    digest,
    ...outcome.event,
  };
  applyEvent(plan, draft, event);
  const tiers = [...passed, ...reviewTier(plan, draft, session.now)];
  return tiers.length === 0 ? event : { ...event, tiers };
}


/**
 * What every decision works on: a member opened at an instant, budgets, and the event being
 * built. The member itself is never changed: events are, by `evolve`.
 */
import type { Facts } from "../conditions/index.js";
import { fail } from "../values/errors.js";
import { instant } from "../values/instant.js";
import type { Refusal } from "../values/index.js";
import {
  at,
  atIndex,
  expectArray,
  expectIdentifier,
  expectInteger,
  expectOneOf,
  expectRecord,
} from "../values/plain.js";
import { advanceWallet } from "./advance.js";
import { applyEvent } from "./apply.js";
import { dayAt } from "./clock.js";
import type { Budget, Decision, LoyaltyRefusalCode } from "./command-model.js";
import type { ProgrammePlan, WalletPlan } from "./compile.js";
import { journalGet, openMember, openWallet } from "./draft.js";
import type { MemberDraft, WalletDraft } from "./draft.js";
import type {
  BudgetKind,
  LoyaltyEvent,
  LoyaltyEventType,
  Posting,
  TierChange,
} from "./event-model.js";
import { expiresAt } from "./expiry.js";
import { expectNow } from "./standing.js";
import type { MemberState } from "./state-model.js";
import { levelHeld, passTiers, reviewTier } from "./tier.js";

/** A decision in the making. @internal */
export interface Session {
  readonly plan: ProgrammePlan;
  /** The member as it was, opened; what a handler looks at it brings up to now. */
  readonly draft: MemberDraft;
  readonly id: string;
  /** When it is recorded. */
  readonly now: string;
  /** When it happened. */
  readonly effective: string;
  /** The programme's day on which it happened. */
  readonly day: number;
  /** What is left of shared budgets, by kind and id. */
  readonly budgets: ReadonlyMap<string, number>;
  /** What time had done to the tier before. */
  readonly passed: readonly TierChange[];
}

type EventFrame =
  "id" | "memberId" | "sequence" | "at" | "recordedAt" | "programme" | "command" | "tiers";

/** What a handler says of an event; the rest is the same for all. @internal */
export type EventSubstance = Omit<LoyaltyEvent, EventFrame>;

/** The substance of an event, and a tier that it gives by hand. @internal */
export interface Found {
  readonly ok: true;
  readonly event: EventSubstance;
  readonly pin?: TierChange;
}

/** What a handler found, or refusals. @internal */
export type Outcome = Found | Extract<Decision, { readonly ok: false }>;

/** Name of a budget. @internal */
export function budgetKey(kind: BudgetKind, id: string): string {
  return `${kind}/${id}`;
}

const BUDGET_KINDS = ["campaign", "cap", "partner", "reward"] as const;
const BUDGETS_MAX = 10_000;
const NO_BUDGETS: ReadonlyMap<string, number> = /* @__PURE__ */ new Map();

/** Reads what is left of budgets. @internal */
export function readBudgets(value: unknown, path: string): Map<string, number> {
  const budgets = new Map<string, number>();
  expectArray(value ?? [], path, BUDGETS_MAX).forEach((item, index) => {
    const place = atIndex(path, index);
    const record = expectRecord(item, place, ["kind", "id", "left"]);
    const kind = expectOneOf(record["kind"], at(place, "kind"), BUDGET_KINDS);
    const key = budgetKey(kind, expectIdentifier(record["id"], at(place, "id")));
    if (budgets.has(key)) fail("loyalty.duplicate_id", place, "one for each name", key);
    budgets.set(key, expectInteger(record["left"], at(place, "left"), 0));
  });
  return budgets;
}

/** What is left of a budget that the programme needs (`loyalty.budget`). @internal */
export function budgetLeft(session: Session, kind: BudgetKind, id: string): number {
  const left = session.budgets.get(budgetKey(kind, id));
  return left ?? fail("loyalty.budget", "budgets", `what is left of the ${kind} ${id}`, undefined);
}

/** Opens a member for a decision. @internal */
export function openSession(
  plan: ProgrammePlan,
  member: MemberState,
  command: { readonly id: unknown; readonly effectiveAt?: unknown },
  options: { readonly at: unknown; readonly budgets?: readonly Budget[] },
): Session {
  return sessionOn(plan, openMember(member), command, options);
}

/** The same on a member that is open already. @internal */
export function sessionOn(
  plan: ProgrammePlan,
  draft: MemberDraft,
  command: { readonly id: unknown; readonly effectiveAt?: unknown },
  options: { readonly at: unknown; readonly budgets?: readonly Budget[] },
): Session {
  const id = expectIdentifier(command.id, "id");
  const now = expectNow(draft, options.at, "at");
  let effective = now;
  if (command.effectiveAt !== undefined) {
    effective = instant(command.effectiveAt as string, "effectiveAt");
    if (effective > now) fail("loyalty.future", "effectiveAt", `no later than ${now}`, effective);
  }
  const budgets =
    options.budgets === undefined ? NO_BUDGETS : readBudgets(options.budgets, "budgets");
  const passed = passTiers(plan, draft, now);
  return { plan, draft, id, now, effective, day: dayAt(plan.clock, effective), budgets, passed };
}

/** The wallet of a name, brought up to now (`loyalty.unknown_wallet`). @internal */
export function walletOf(
  session: Session,
  name: unknown,
  path: string,
): { readonly rule: WalletPlan; readonly wallet: WalletDraft } {
  const id = expectIdentifier(name, path);
  const rule = session.plan.wallets.get(id);
  if (rule === undefined) {
    return fail("loyalty.unknown_wallet", path, "a wallet of the programme", id);
  }
  const wallet = openWallet(session.draft, id);
  advanceWallet(wallet, session.now);
  return { rule, wallet };
}

/** What conditions may know of the member. @internal */
export function memberFacts(session: Session, facts: Facts): Facts {
  const { plan, draft } = session;
  const level = plan.tiers?.levels[levelHeld(plan.tiers, draft.tier)];
  return { id: draft.base.memberId, tier: level?.id ?? null, orders: draft.orders, facts };
}

/** An activity moves the expiry of a sliding wallet. @internal */
export function slideOf(session: Session, wallet: WalletPlan): readonly Posting[] {
  if (wallet.expiry.kind !== "sliding") return [];
  const until = expiresAt(session.plan.clock, wallet.expiry, session.effective);
  return until === null ? [] : [{ kind: "slide", wallet: wallet.id, expiresAt: until }];
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
  const event = journalGet(session.draft.journal, expectIdentifier(id, path));
  return event !== undefined && types.includes(event.type) ? event : undefined;
}

const NO_CHANGES: readonly TierChange[] = [];

function lastChanges(
  session: Session,
  pin: TierChange | undefined,
  isTierDeferred: boolean,
): readonly TierChange[] {
  if (pin !== undefined) return [pin];
  if (isTierDeferred || session.plan.tiers === null) return NO_CHANGES;
  return reviewTier(session.plan, session.draft, session.now);
}

type Open<T> = { -readonly [Name in keyof T]: T[Name] };

/** Completes an event: its place in the ledger and what it does to the tier. @internal */
export function complete(
  session: Session,
  command: LoyaltyEvent["command"],
  { event: substance, pin }: Found,
  isTierDeferred: boolean,
): LoyaltyEvent {
  const { plan, draft, passed } = session;
  const { id: programme, version } = plan.programme;
  const event: Open<LoyaltyEvent> = {
    id: session.id,
    memberId: draft.base.memberId,
    sequence: draft.eventCount + 1,
    at: session.effective,
    recordedAt: session.now,
    programme: { id: programme, version },
    command,
    ...substance,
  };
  applyEvent(plan, draft, event);
  const last = lastChanges(session, pin, isTierDeferred);
  const tiers = passed.length === 0 ? last : [...passed, ...last];
  // Noted on the event itself: a copy with one member more costs more than all of the above.
  if (tiers.length > 0) event.tiers = tiers;
  return event;
}

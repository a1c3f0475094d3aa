/**
 * One member over many commands, opened once: what `decide` and `evolve` come to one by one,
 * without closing the state between commands. For replays whose end alone is wanted.
 *
 * Not here: checks of commands as documents; whoever replays has made them.
 */
import type { Instant } from "../values/index.js";
import { instant } from "../values/instant.js";
import { tierAfter } from "./apply.js";
import type { Decision, LoyaltyCommand } from "./command-model.js";
import type { ProgrammePlan } from "./compile.js";
import { rememberingClock } from "./clock.js";
import { decide, outcomeOf, outcomeOfPurchase, sameCommand } from "./decide.js";
import { closeMember, journalGet, openMember } from "./draft.js";
import type { MemberDraft } from "./draft.js";
import { evolve } from "./evolve.js";
import { liabilityOf } from "./liability.js";
import type { Liability, LiabilityAssumptions } from "./liability.js";
import { factsOfOrder } from "./read-purchase.js";
import type { ReadLine, ReadPurchase } from "./read-purchase.js";
import { complete, sessionOn } from "./session.js";
import type { Outcome, Session } from "./session.js";
import { standingOf } from "./standing.js";
import type { Standing } from "./standing.js";
import type { MemberState } from "./state-model.js";

/** A purchase that was read, and the command that says it where one is needed. @internal */
export interface PurchaseToRun {
  readonly id: string;
  readonly lines: readonly ReadLine[];
  /** Of the lines together, in minor units. */
  readonly amount: number;
  readonly command: () => LoyaltyCommand;
}

const NO_LINES: readonly never[] = [];
const NO_FACTS = {};

/** The plan for a run over many members, whose clock remembers what it answered. @internal */
export function planForRuns(plan: ProgrammePlan): ProgrammePlan {
  return { ...plan, clock: rememberingClock(plan.clock) };
}

/** A member that is open over many commands. @internal */
export class MemberRun {
  readonly #plan: ProgrammePlan;
  #draft: MemberDraft;

  constructor(plan: ProgrammePlan, member: MemberState) {
    this.#plan = plan;
    this.#draft = opened(member);
  }

  /** Decides and, unless it is refused, applies. After an error the run is not used further. */
  take(command: LoyaltyCommand, at: Instant): Decision {
    const now = instant(at, "at");
    const draft = this.#draft;
    const known = journalGet(draft.journal, command.id);
    if (known !== undefined) return sameCommand(known, command);
    if (this.#looksBack(now)) return this.#takeClosed(command, now);
    return this.#takeBy(command, now, (session) => outcomeOf(session, command));
  }

  /**
   * The same of a purchase that its owner has read, without going by way of texts: its id is new,
   * and the event keeps a command that names no lines, as nobody gets to see it.
   */
  purchase(purchase: PurchaseToRun, at: Instant): Decision {
    if (this.#looksBack(at)) return this.#takeClosed(purchase.command(), at);
    const { id, lines, amount } = purchase;
    const facts = () => ({ order: factsOfOrder(this.#plan, amount, lines.length) });
    const read: ReadPurchase = { lines, amount, partner: null, facts, memberFacts: NO_FACTS };
    const command = { type: "purchase" as const, id, lines: NO_LINES };
    return this.#takeBy(command, at, (session) => outcomeOfPurchase(session, read));
  }

  #takeBy(command: LoyaltyCommand, now: Instant, outcomeOn: (session: Session) => Outcome): Decision {
    const draft = this.#draft;
    const { tier } = draft;
    const session = sessionOn(this.#plan, draft, command, { at: now });
    const outcome = outcomeOn(session);
    if (!outcome.ok) {
      // Wallets stay brought up to `at`, as no later command may look at them before it.
      draft.tier = tier;
      return outcome;
    }
    const event = complete(session, command, outcome, false);
    draft.tier = tierAfter(tier, event);
    draft.journal.byId?.set(event.id, event);
    return { ok: true, events: [event] };
  }

  /**
   * Whether a tier ended before `at` by the balance of that time: a refusal would leave the
   * wallets later than the next command has to look at.
   */
  #looksBack(at: Instant): boolean {
    const until = this.#draft.tier?.until ?? null;
    return this.#plan.tiers?.metric === "balance" && until !== null && until <= at;
  }

  #takeClosed(command: LoyaltyCommand, at: Instant): Decision {
    let member = closeMember(this.#draft);
    const decision = decide(this.#plan, member, command, { at });
    if (decision.ok) for (const event of decision.events) member = evolve(this.#plan, member, event);
    this.#draft = opened(member);
    return decision;
  }

  /** As `standing`; no command may follow. */
  standing(asOf: Instant): Standing {
    return standingOf(this.#plan, this.#draft, asOf);
  }

  /** As `liability` of this member alone; no command may follow. */
  liability(assumptions: LiabilityAssumptions, asOf: Instant): Liability {
    const members = { members: [this.#draft], open: (draft: MemberDraft) => draft };
    return liabilityOf(this.#plan, members, assumptions, asOf);
  }
}

function opened(member: MemberState): MemberDraft {
  const draft = openMember(member);
  draft.journal.byId = new Map();
  return draft;
}

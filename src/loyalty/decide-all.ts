/**
 * Commands of one instant: decided in phases, so that their order does not matter.
 *
 * Points come first (what is earned, activated, received, given back), then what takes points,
 * then the tier is looked at once; within a phase the id decides.
 */
import type { Instant, Refusal } from "../values/index.js";
import {
  atIndex,
  compareText,
  expectArray,
  expectRecord,
  expectCompiled,
} from "../values/plain.js";
import { reserveBudgets } from "./budgets.js";
import type { Budget, LoyaltyCommand, LoyaltyRefusalCode } from "./command-model.js";
import type { ProgrammePlan } from "./compile.js";
import { decide } from "./decide.js";
import { evolve } from "./evolve.js";
import type { LoyaltyEvent } from "./event-model.js";
import type { MemberState } from "./state-model.js";
import { readingStored } from "../values/stored.js";

/** What commands of one instant came to. @since 0.1.0 */
export interface DecisionOfAll {
  /** In the order decided. */
  readonly events: readonly LoyaltyEvent[];
  readonly refused: readonly {
    readonly id: string;
    readonly refusals: readonly Refusal<LoyaltyRefusalCode>[];
  }[];
  /** The member after all events. */
  readonly member: MemberState;
  /** What is left of the budgets. */
  readonly budgets: readonly Budget[];
}

const COMMANDS_MAX = 100_000;

/** 0 for what gives points or frees them, 1 for what takes them. */
function phaseOf(command: LoyaltyCommand): number {
  switch (command.type) {
    case "spend":
    case "pay":
    case "redeem":
    case "hold":
    case "capture":
    case "send":
    case "return":
      return 1;
    case "adjust":
      return command.points < 0 ? 1 : 0;
    default:
      return 0;
  }
}

/**
 * Decides and applies commands that were recorded at one instant. Whatever order they are
 * given in, the events and the member are the same.
 *
 * @throws ClienteleError as `decide`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compileProgramme, decideAll, newMember } from "clientele/loyalty";
 * import type { LoyaltyCommand } from "clientele/loyalty";
 *
 * const plan = compileProgramme({
 *   id: "club",
 *   version: "1",
 *   currency: "EUR",
 *   wallets: [{ id: "points" }],
 *   earning: [],
 * });
 * const commands: LoyaltyCommand[] = [
 *   { type: "spend", id: "s", wallet: "points", points: 80 },
 *   { type: "adjust", id: "a", wallet: "points", points: 100, reason: "welcome" },
 * ];
 * const { events, refused } = decideAll(plan, newMember("acme"), commands, {
 *   at: "2026-01-10T12:00:00Z",
 * });
 * assert.deepEqual(
 *   events.map((event) => event.id),
 *   ["a", "s"],
 * );
 * assert.deepEqual(refused, []);
 * ```
 * @since 0.1.0
 */
export function decideAll(
  plan: ProgrammePlan,
  member: MemberState,
  commands: readonly LoyaltyCommand[],
  options: { readonly at: Instant; readonly budgets?: readonly Budget[] },
): DecisionOfAll {
  return readingStored(member, "member", () => decideAllStored(plan, member, commands, options));
}

function decideAllStored(
  plan: ProgrammePlan,
  member: MemberState,
  commands: readonly LoyaltyCommand[],
  options: { readonly at: Instant; readonly budgets?: readonly Budget[] },
): DecisionOfAll {
  expectCompiled(plan, "plan", "programme");
  expectRecord(member, "member");

  expectArray(commands, "commands", COMMANDS_MAX).forEach((command, index) => {
    expectRecord(command, atIndex("commands", index));
  });
  const ordered = [...commands].sort((a, b) => phaseOf(a) - phaseOf(b) || compareText(a.id, b.id));
  const all = inOrder(plan, member, ordered, { ...options, reviewAt: ordered.length - 1 });
  if (all.lastTaken === ordered.length - 1) return all.decision;
  // The last command was refused: the tier is looked at after the last one that was not.
  return inOrder(plan, member, ordered, { ...options, reviewAt: all.lastTaken }).decision;
}

interface Review {
  readonly at: Instant;
  readonly budgets?: readonly Budget[];
  /** Position of the command after which the tier is looked at. */
  readonly reviewAt: number;
}

function inOrder(
  plan: ProgrammePlan,
  member: MemberState,
  ordered: readonly LoyaltyCommand[],
  { at, budgets: given = [], reviewAt }: Review,
): { readonly decision: DecisionOfAll; readonly lastTaken: number } {
  const events: LoyaltyEvent[] = [];
  const refused: { id: string; refusals: readonly Refusal<LoyaltyRefusalCode>[] }[] = [];
  let state = member;
  let budgets = given;
  let lastTaken = -1;
  ordered.forEach((command, index) => {
    const isTierDeferred = index < reviewAt;
    const decision = decide(plan, state, command, { at, budgets, isTierDeferred });
    if (!decision.ok) {
      refused.push({ id: command.id, refusals: decision.refusals });
      return;
    }
    for (const event of decision.events) {
      const isNew = event.sequence > state.eventCount;
      state = evolve(plan, state, event);
      if (!isNew) continue;
      lastTaken = index;
      events.push(event);
      const reserved = reserveBudgets(budgets, event);
      if (reserved.ok) budgets = reserved.budgets;
    }
  });
  return { decision: { events, refused, member: state, budgets }, lastTaken };
}

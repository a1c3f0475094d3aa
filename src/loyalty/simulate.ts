/**
 * What another programme would have cost: the same commands, taken from the same events,
 * decided by each programme from the beginning.
 */
import { itemAt } from "../values/invariant.js";
import type { Refusal } from "../values/index.js";
import { compareText, atIndex, expectArray, expectRecord } from "../values/plain.js";
import { reserveBudgets } from "./budgets.js";
import type { Budget } from "./command-model.js";
import { compileProgramme } from "./compile.js";
import type { ProgrammePlan } from "./compile.js";
import { decide } from "./decide.js";
import { addPoints, memberNothing } from "./draft.js";
import { evolve } from "./evolve.js";
import type { LoyaltyEvent } from "./event-model.js";
import type { Programme } from "./programme-model.js";
import { standing } from "./standing.js";
import type { MemberState, WalletTotals } from "./state-model.js";
import { readingStored } from "../values/stored.js";

/** What one programme comes to. @since 0.1.0 */
export interface SimulationSide {
  readonly programme: { readonly id: string; readonly version: string };
  /** Sums of all members, by wallet in the order of the programme. */
  readonly wallets: readonly (WalletTotals & { readonly wallet: string })[];
  /** Members by tier, in the order of the programme. */
  readonly tiers: readonly { readonly tier: string; readonly members: number }[];
  /** Commands that this programme refuses or does not understand, by code. */
  readonly refused: readonly { readonly code: string; readonly commands: number }[];
}

/** Two programmes over the same commands. @since 0.1.0 */
export interface Simulation {
  readonly members: number;
  readonly commands: number;
  readonly before: SimulationSide;
  readonly after: SimulationSide;
  /** Wallets of both: what `after` issues, redeems and leaves more than `before`. */
  readonly differences: readonly {
    readonly wallet: string;
    readonly earned: number;
    readonly spent: number;
    readonly outstanding: number;
  }[];
}

/** Stocks and funds that the programme does not state are as good as endless. */
const PLENTY = 1_000_000_000_000;

function budgetsOf(plan: ProgrammePlan): readonly Budget[] {
  const campaigns = plan.campaigns.map(({ id, budget }) => ({
    kind: "campaign" as const,
    id,
    left: budget?.points ?? PLENTY,
  }));
  const caps = plan.caps.map(({ id, points }) => ({ kind: "cap" as const, id, left: points }));
  const partners = [...plan.extras.partners.keys()].map((id) => ({
    kind: "partner" as const,
    id,
    left: PLENTY,
  }));
  const rewards = [...plan.extras.rewards.keys()].map((id) => ({
    kind: "reward" as const,
    id,
    left: PLENTY,
  }));
  return [...campaigns, ...caps, ...partners, ...rewards];
}

function inTime(events: readonly LoyaltyEvent[]): readonly LoyaltyEvent[] {
  const once = new Map<string, LoyaltyEvent>();
  for (const event of events) once.set(JSON.stringify([event.memberId, event.id]), event);
  return [...once.values()].sort(
    (a, b) =>
      compareText(a.recordedAt, b.recordedAt) ||
      compareText(a.memberId, b.memberId) ||
      a.sequence - b.sequence,
  );
}

interface Run {
  readonly members: Map<string, MemberState>;
  readonly refused: Map<string, number>;
  budgets: readonly Budget[];
}

function refuseOnce(run: Run, code: string): void {
  run.refused.set(code, (run.refused.get(code) ?? 0) + 1);
}

function step(plan: ProgrammePlan, run: Run, event: LoyaltyEvent): void {
  const { command } = event;
  // Rewards of a referral are decided over two ledgers; they are not part of a simulation.
  const name = command.type === "referral" ? "referral" : unknownName(plan, command);
  if (command.type === "referral" || name !== null) {
    refuseOnce(run, name ?? "referral");
    return;
  }
  const member = run.members.get(event.memberId) ?? memberNothing(event.memberId);
  const timed = { ...command, effectiveAt: event.at };
  const decision = decide(plan, member, timed, { at: event.recordedAt, budgets: run.budgets });
  if (!decision.ok) {
    const refusals: readonly Refusal[] = decision.refusals;
    for (const { code } of refusals) refuseOnce(run, code);
    return;
  }
  for (const made of decision.events) {
    run.members.set(event.memberId, evolve(plan, member, made));
    const reserved = reserveBudgets(run.budgets, made);
    if (reserved.ok) run.budgets = reserved.budgets;
  }
}

/** The code of what a command names and this programme lacks; null where it lacks nothing. */
function unknownName(plan: ProgrammePlan, command: LoyaltyEvent["command"]): string | null {
  if ("wallet" in command && !plan.wallets.has(command.wallet)) return "unknown-wallet";
  if (command.type === "redeem" && !plan.extras.rewards.has(command.reward))
    return "unknown-reward";
  const isTierUnknown =
    command.type === "pin" && !(plan.tiers?.levels ?? []).some(({ id }) => id === command.tier);
  if (isTierUnknown) return "unknown-tier";
  const partner = "partner" in command ? command.partner : undefined;
  return partner !== undefined && !plan.extras.partners.has(partner) ? "unknown-partner" : null;
}

const SUMS = [
  "earned",
  "restored",
  "received",
  "spent",
  "expired",
  "reversed",
  "writtenOff",
  "sent",
  "active",
  "pending",
  "held",
  "debt",
  "uncollected",
] as const;

function side(plan: ProgrammePlan, run: Run, asOf: string): SimulationSide {
  const standings = [...run.members.values()].map((member) => standing(plan, member, asOf));
  const wallets = [...plan.wallets.keys()].map((wallet, index) => {
    const sums = Object.fromEntries(
      SUMS.map((name) => [
        name,
        standings.reduce((sum, one) => addPoints(sum, itemAt(one.wallets, index)[name]), 0),
      ]),
    ) as { [Name in keyof WalletTotals]: number };
    return { wallet, ...sums };
  });
  const tiers = (plan.tiers?.levels ?? []).map(({ id }) => ({
    tier: id,
    members: standings.filter((one) => one.tier?.id === id).length,
  }));
  const refused = [...run.refused]
    .map(([code, commands]) => ({ code, commands }))
    .sort((a, b) => compareText(a.code, b.code));
  const { id, version } = plan.programme;
  return { programme: { id, version }, wallets, tiers, refused };
}

function play(programme: Programme, events: readonly LoyaltyEvent[]): SimulationSide {
  const plan = compileProgramme(programme);
  const run: Run = { members: new Map(), refused: new Map(), budgets: budgetsOf(plan) };
  for (const event of events) step(plan, run, event);
  return side(plan, run, events[events.length - 1]?.recordedAt ?? "1970-01-01T00:00:00.000Z");
}

/**
 * What one programme costs against another over the same events: each decides every command
 * anew, in the order of time, from empty ledgers. Budgets start as the programmes state them;
 * a refusal is counted and the story goes on. O(events).
 *
 * @throws ClienteleError as `compileProgramme` and `decide`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compileProgramme, decide, newMember, simulate } from "clientele/loyalty";
 * import type { Programme } from "clientele/loyalty";
 *
 * const today: Programme = {
 *   id: "club",
 *   version: "1",
 *   currency: "EUR",
 *   wallets: [{ id: "points" }],
 *   earning: [
 *     {
 *       id: "spend",
 *       wallet: "points",
 *       award: { kind: "perAmount", points: 1, per: 10, rounding: "floor" },
 *     },
 *   ],
 * };
 * const richer: Programme = {
 *   ...today,
 *   version: "2",
 *   earning: [
 *     {
 *       id: "spend",
 *       wallet: "points",
 *       award: { kind: "perAmount", points: 1, per: 5, rounding: "floor" },
 *     },
 *   ],
 * };
 * const decision = decide(
 *   compileProgramme(today),
 *   newMember("acme"),
 *   { type: "purchase", id: "o1", lines: [{ id: "1", amount: "100.00" }] },
 *   { at: "2026-01-10T12:00:00Z" },
 * );
 * assert.ok(decision.ok);
 * const { differences } = simulate(today, richer, decision.events);
 * assert.deepEqual(differences, [{ wallet: "points", earned: 10, spent: 0, outstanding: 10 }]);
 * ```
 * @since 0.1.0
 */
export function simulate(
  programmeA: Programme,
  programmeB: Programme,
  events: readonly LoyaltyEvent[],
): Simulation {
  return readingStored(events, "events", () => simulateStored(programmeA, programmeB, events));
}

function simulateStored(
  programmeA: Programme,
  programmeB: Programme,
  events: readonly LoyaltyEvent[],
): Simulation {
  expectArray(events, "events").forEach((event, index) =>
    expectRecord(event, atIndex("events", index)),
  );
  const ordered = inTime(events);
  const before = play(programmeA, ordered);
  const after = play(programmeB, ordered);
  const differences = before.wallets.flatMap((one) => {
    const other = after.wallets.find((found) => found.wallet === one.wallet);
    if (other === undefined) return [];
    const outstanding = (sums: WalletTotals): number => sums.active + sums.pending + sums.held;
    return [
      {
        wallet: one.wallet,
        earned: other.earned - one.earned,
        spent: other.spent - one.spent,
        outstanding: outstanding(other) - outstanding(one),
      },
    ];
  });
  const members = new Set(ordered.map((event) => event.memberId)).size;
  return { members, commands: ordered.length, before, after, differences };
}

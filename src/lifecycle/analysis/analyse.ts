/** What can be seen wrong in a lifecycle before anything runs on it. */
import type { FoundFacts } from "../../conditions/index.js";
import { atIndex, expectArray, expectIdentifier, expectRecord } from "../../values/plain.js";
import type { DeadlinePlan, LeafPlan, Lifecycle, MovePlan } from "../lifecycle.js";
import { leavesOf } from "./edges.js";
import { canBothHold, canHold, covers } from "./guards.js";

/**
 * Something that an analysis has found.
 *
 * | kind | means |
 * |---|---|
 * | `unreachable` | no way leads to the state but by guards that never hold |
 * | `dead-end` | nothing leaves the state, and it is not final |
 * | `no-way-to-end` | there are final states, and none can be reached from here |
 * | `impossible` | the guards of the transition never hold |
 * | `shadowed` | an earlier transition is taken whenever this one could be |
 * | `ambiguous` | two transitions with guards and different ends can be open at once; the first is taken |
 * | `deadline-tie` | two deadlines fall due at the same instant; the first is taken |
 * | `shadowed-deadline` | another deadline always falls due before |
 * | `unbounded-wait` | no deadline ever ends the stay in the state, which is not final |
 * | `idle-role` | the role can cause nothing |
 *
 * `undecided` is what cannot be told: a guard is a function, or its conditions are beyond the
 * analysis.
 *
 * @since 0.1.0
 */
export interface LifecycleFinding {
  readonly kind:
    | "unreachable"
    | "dead-end"
    | "no-way-to-end"
    | "impossible"
    | "shadowed"
    | "ambiguous"
    | "deadline-tie"
    | "shadowed-deadline"
    | "unbounded-wait"
    | "idle-role";
  readonly outcome: "proven" | "undecided";
  readonly state?: string;
  /** The transition or deadline that it is about, as the log names it. */
  readonly transition?: string;
  /** The other one, where there are two. */
  readonly other?: string;
  readonly role?: string;
  /** Facts of which both hold. */
  readonly witness?: FoundFacts;
}

/**
 * What to look at besides the definition.
 *
 * @since 0.1.0
 */
export interface LifecycleAnalysisOptions {
  /** Roles that people have; those that can cause nothing are findings. */
  readonly roles?: readonly string[];
}

type Leaves = ReadonlyMap<string, LeafPlan>;

/** Moves that can be taken as far as their guards tell, with what is found about the others. */
function openMoves(leaf: LeafPlan, findings: LifecycleFinding[]): readonly MovePlan[] {
  const open: MovePlan[] = [];
  for (const candidates of leaf.moves.values()) {
    candidates.forEach((move, index) => {
      const about = { state: leaf.path, transition: move.rule.id };
      if (canHold(move).outcome === "disproven") {
        findings.push({ kind: "impossible", outcome: "proven", ...about });
        return;
      }
      const isShadowed = compareWithEarlier(candidates.slice(0, index), move, about, findings);
      if (!isShadowed) open.push(move);
    });
  }
  return open;
}

function compareWithEarlier(
  earlier: readonly MovePlan[],
  move: MovePlan,
  about: { readonly state: string; readonly transition: string },
  findings: LifecycleFinding[],
): boolean {
  for (const before of earlier) {
    const other = before.rule.id;
    const covered = covers(before, move);
    if (covered.outcome === "proven") {
      findings.push({ kind: "shadowed", outcome: "proven", ...about, other });
      return true;
    }
    if (covered.outcome === "undecided") {
      findings.push({ kind: "shadowed", outcome: "undecided", ...about, other });
    }
    // A last transition without guards is what happens otherwise: no ambiguity.
    if (move.rule.guards.length === 0 || before.to === move.to) continue;
    const both = canBothHold(before, move);
    if (both.outcome === "disproven") continue;
    const witness =
      both.outcome === "proven" && both.witness !== undefined ? { witness: both.witness } : {};
    findings.push({ kind: "ambiguous", outcome: both.outcome, ...about, other, ...witness });
  }
  return false;
}

function compareDeadlines(leaf: LeafPlan, findings: LifecycleFinding[]): void {
  leaf.deadlines.forEach((second, index) => {
    for (const [place, first] of leaf.deadlines.entries()) {
      if (
        first === second ||
        first.from !== second.from ||
        first.businessDays !== second.businessDays
      )
        continue;
      if (first.from === null && first.level !== second.level) continue;
      const order = compareWaits(first, second);
      const about = {
        state: leaf.path,
        transition: second.move.rule.id,
        other: first.move.rule.id,
      };
      if (order === 0 && place < index && isTie(first, second))
        findings.push({ kind: "deadline-tie", outcome: "proven", ...about });
      const leaves = first.move.rule.guards.length === 0 && first.move.to !== leaf.path;
      if (order === -1 && leaves)
        findings.push({ kind: "shadowed-deadline", outcome: "proven", ...about });
    }
  });
}

/** A last deadline without guards is what happens otherwise: no tie with a guarded one. */
function isTie({ move: first }: DeadlinePlan, { move: second }: DeadlinePlan): boolean {
  return first.rule.guards.length === 0 || second.rule.guards.length > 0;
}

/** Which wait ends first: −1, 0 or 1; null where months and days cannot be told apart. */
function compareWaits(a: DeadlinePlan, b: DeadlinePlan): number | null {
  const months = a.after.months - b.after.months;
  const rest =
    (a.after.days - b.after.days) * 86_400_000 + (a.after.milliseconds - b.after.milliseconds);
  if (months === 0) return Math.sign(rest);
  if (rest === 0 || Math.sign(months) === Math.sign(rest)) return Math.sign(months);
  return null;
}

/** States reached over what is open. */
function reachedBy(
  start: string,
  exits: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlySet<string> {
  const seen = new Set([start]);
  for (const state of seen) for (const target of exits.get(state) ?? []) seen.add(target);
  return seen;
}

function exitsOf(leaf: LeafPlan, open: readonly MovePlan[]): ReadonlySet<string> {
  const moves = open.map(({ to }) => to);
  const deadlines = leaf.deadlines.filter(({ move }) => canHold(move).outcome !== "disproven");
  return new Set(
    [...moves, ...deadlines.map(({ move }) => move.to)].filter((to) => to !== leaf.path),
  );
}

function aboutEnds(
  leaves: Leaves,
  exits: ReadonlyMap<string, ReadonlySet<string>>,
  findings: LifecycleFinding[],
): void {
  const ends = [...leaves.values()].filter(({ isFinal }) => isFinal).map(({ path }) => path);
  for (const { path, isFinal } of leaves.values()) {
    if (isFinal) continue;
    if (exits.get(path)?.size === 0) {
      findings.push({ kind: "dead-end", outcome: "proven", state: path });
      continue;
    }
    if (ends.length === 0) continue;
    const reached = reachedBy(path, exits);
    if (!ends.some((end) => reached.has(end)))
      findings.push({ kind: "no-way-to-end", outcome: "proven", state: path });
  }
}

function aboutTime(leaf: LeafPlan, findings: LifecycleFinding[]): void {
  if (leaf.isFinal) return;
  const leaving = leaf.deadlines.filter(
    ({ move }) => move.to !== leaf.path && canHold(move).outcome !== "disproven",
  );
  if (leaving.length === 0)
    findings.push({ kind: "unbounded-wait", outcome: "proven", state: leaf.path });
}

function aboutRoles(
  roles: readonly string[],
  taken: readonly MovePlan[],
  findings: LifecycleFinding[],
): void {
  const able = new Set(taken.flatMap(({ rule }) => rule.roles ?? []));
  const isOpenToAll = taken.some(({ rule }) => rule.roles === null);
  for (const role of roles) {
    if (!able.has(role) && !isOpenToAll)
      findings.push({ kind: "idle-role", outcome: "proven", role });
    else if (!able.has(role)) findings.push({ kind: "idle-role", outcome: "undecided", role });
  }
}

/**
 * What can be seen wrong in a lifecycle: states and transitions that are never reached or taken,
 * dead ends, ambiguities that only order decides, waits without end, roles that can do nothing.
 * Guards in the condition language are compared for all facts whatsoever; guards that are
 * functions leave their findings undecided. A role that is named on no transition, while some are
 * open to everybody, is undecided. O(states × rules²).
 *
 * @throws ClienteleError `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { analyseLifecycle, defineLifecycle } from "clientele/lifecycle";
 *
 * const offer = defineLifecycle({
 *   id: "offer",
 *   version: 1,
 *   initial: "open",
 *   events: { ACCEPT: {}, ASK: {} },
 *   states: {
 *     open: { on: { ACCEPT: { target: "won" }, ASK: { target: "asked" } } },
 *     asked: {},
 *     won: { final: true },
 *   },
 * });
 * assert.deepEqual(analyseLifecycle(offer).map(({ kind, state }) => [kind, state]), [
 *   ["dead-end", "asked"],
 *   ["unbounded-wait", "open"],
 *   ["unbounded-wait", "asked"],
 * ]);
 * ```
 * @since 0.1.0
 */
export function analyseLifecycle(
  lifecycle: Lifecycle,
  options: LifecycleAnalysisOptions = {},
): readonly LifecycleFinding[] {
  const leaves = leavesOf(lifecycle);
  const record = expectRecord(options, "options", ["roles"]);
  const roles = expectArray(record["roles"] ?? [], "options.roles").map((role, index) =>
    expectIdentifier(role, atIndex("options.roles", index)),
  );
  const findings: LifecycleFinding[] = [];
  const open = new Map<string, readonly MovePlan[]>();
  for (const leaf of leaves.values()) open.set(leaf.path, openMoves(leaf, findings));
  const exits = new Map(
    [...leaves.values()].map((leaf) => [leaf.path, exitsOf(leaf, open.get(leaf.path) ?? [])]),
  );
  const reached = reachedBy(lifecycle.plan.initial, exits);
  for (const { path } of leaves.values()) {
    if (!reached.has(path)) findings.push({ kind: "unreachable", outcome: "proven", state: path });
  }
  aboutEnds(leaves, exits, findings);
  for (const leaf of leaves.values()) {
    compareDeadlines(leaf, findings);
    aboutTime(leaf, findings);
  }
  aboutRoles(
    roles,
    [...reached].flatMap((state) => open.get(state) ?? []),
    findings,
  );
  return findings;
}

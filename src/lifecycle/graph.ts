/**
 * What can be seen wrong in the shape of a lifecycle, without running it: states that nothing
 * reaches, waits that never end because time goes in a circle without passing.
 */
import type { DeadlinePlan, LeafPlan } from "./lifecycle.js";

/** Edges of every state: where its events and deadlines lead. @internal */
export function successors(leaf: LeafPlan): ReadonlySet<string> {
  const targets = new Set<string>();
  for (const moves of leaf.moves.values()) for (const move of moves) targets.add(move.to);
  for (const deadline of leaf.deadlines) targets.add(deadline.move.to);
  return targets;
}

/** States reached from a state by any path, itself included. @internal */
export function reachableFrom(
  start: string,
  leaves: ReadonlyMap<string, LeafPlan>,
): ReadonlySet<string> {
  const seen = new Set([start]);
  const pending = [start];
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    const leaf = leaves.get(path);
    if (leaf === undefined) continue;
    for (const target of successors(leaf)) {
      if (seen.has(target)) continue;
      seen.add(target);
      pending.push(target);
    }
  }
  return seen;
}

/**
 * Whether a deadline can fall due at the very instant its state is entered: when it waits for
 * nothing, or when it counts from a date in the context that the entry does not renew. One that
 * sets a date forward as it falls due is taken to make progress.
 */
function canBeInstant({ after, from, level, move }: DeadlinePlan): boolean {
  if (move.changes.some((change) => change.kind === "data" && change.renews)) return false;
  const waits = after.months > 0 || after.days > 0 || after.milliseconds > 0;
  // Counted from the entry into a state that stays entered while its children change, the
  // wait is over once and for all; the declaring state itself is entered anew only when left.
  const renewed = from === null && level >= move.kept;
  return !waits || !renewed;
}

/**
 * A circle of deadlines that could turn for ever at one instant, as the paths of its states;
 * null when every circle takes time.
 *
 * @internal
 */
export function instantCycle(leaves: ReadonlyMap<string, LeafPlan>): readonly string[] | null {
  const done = new Set<string>();
  for (const start of leaves.keys()) {
    const cycle = walk(start, leaves, done);
    if (cycle !== null) return cycle;
  }
  return null;
}

interface Frame {
  readonly path: string;
  readonly targets: readonly string[];
  next: number;
}

/** Depth-first search with a stack of its own: a definition may have thousands of states. */
function walk(
  start: string,
  leaves: ReadonlyMap<string, LeafPlan>,
  done: Set<string>,
): readonly string[] | null {
  if (done.has(start)) return null;
  const frames: Frame[] = [frameOf(start, leaves)];
  const open = new Set([start]);
  for (let frame = frames.at(-1); frame !== undefined; frame = frames.at(-1)) {
    const target = frame.targets[frame.next];
    frame.next += 1;
    if (target === undefined) {
      frames.pop();
      open.delete(frame.path);
      done.add(frame.path);
    } else if (open.has(target)) {
      const paths = frames.map((one) => one.path);
      return paths.slice(paths.indexOf(target));
    } else if (!done.has(target)) {
      frames.push(frameOf(target, leaves));
      open.add(target);
    }
  }
  return null;
}

function frameOf(path: string, leaves: ReadonlyMap<string, LeafPlan>): Frame {
  const deadlines = leaves.get(path)?.deadlines ?? [];
  return { path, targets: deadlines.filter(canBeInstant).map((one) => one.move.to), next: 0 };
}

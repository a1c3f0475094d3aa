/** Ties the rules of all states together into the plan that decisions run on. */
import type { IssueCollector } from "../values/errors.js";
import { at } from "../values/plain.js";
import type { DeadlineSource, StatePlan } from "./compile-states.js";
import type { ChangePlan, DeadlinePlan, LeafPlan, MovePlan, TransitionPlan } from "./lifecycle.js";

const NO_CHANGES: readonly ChangePlan[] = [];

/** The states that an instance can be in. @internal */
export interface Leaves {
  readonly leaves: ReadonlyMap<string, LeafPlan>;
  readonly entryLeaf: ReadonlyMap<string, string>;
}

/** Ties the states together; targets that do not exist are added to the issues. @internal */
export function compileLeaves(
  states: ReadonlyMap<string, StatePlan>,
  issues: IssueCollector,
): Leaves {
  const entryLeaf = new Map<string, string>();
  for (const state of states.values()) entryLeaf.set(state.path, entryOf(state, states));
  for (const state of states.values()) checkTargets(state, states, issues);
  const leaves = new Map<string, LeafPlan>();
  for (const state of states.values()) {
    if (state.children.length === 0) leaves.set(state.path, compileLeaf(state, states, entryLeaf));
  }
  return { leaves, entryLeaf };
}

function entryOf(state: StatePlan, states: ReadonlyMap<string, StatePlan>): string {
  let current = state;
  for (;;) {
    const inner =
      current.initial === null ? undefined : states.get(`${current.path}.${current.initial}`);
    if (inner === undefined) return current.path;
    current = inner;
  }
}

function checkTargets(
  state: StatePlan,
  states: ReadonlyMap<string, StatePlan>,
  issues: IssueCollector,
): void {
  const check = (rule: TransitionPlan, place: string): void => {
    if (rule.target !== null && !states.has(rule.target)) {
      issues.add(
        "lifecycle.unknown_state",
        at(place, "target"),
        "the path of a state",
        rule.target,
      );
    }
  };
  for (const [event, rules] of state.rules) {
    for (const rule of rules) check(rule, at(at(state.place, "on"), event));
  }
  state.deadlines.forEach((deadline, index) => {
    check(deadline.rule, `${at(state.place, "deadlines")}[${String(index)}]`);
  });
}

function ancestryOf(state: StatePlan): readonly StatePlan[] {
  const line: StatePlan[] = [];
  for (let one: StatePlan | null = state; one !== null; one = one.parent) line.unshift(one);
  return line;
}

function compileLeaf(
  state: StatePlan,
  states: ReadonlyMap<string, StatePlan>,
  entryLeaf: ReadonlyMap<string, string>,
): LeafPlan {
  const line = ancestryOf(state);
  const moves = new Map<string, MovePlan[]>();
  const movesById = new Map<string, MovePlan>();
  const deadlines: DeadlinePlan[] = [];
  const tie = (rule: TransitionPlan): MovePlan => {
    const move = moveOf(rule, line, states, entryLeaf);
    movesById.set(rule.id, move);
    return move;
  };
  for (const owner of [...line].reverse()) {
    for (const [event, rules] of owner.rules) {
      const list = moves.get(event) ?? [];
      list.push(...rules.map(tie));
      moves.set(event, list);
    }
    for (const source of owner.deadlines) deadlines.push(deadlineOf(source, owner.level, tie));
  }
  return {
    path: state.path,
    ancestry: line.map((one) => one.path),
    isFinal: state.isFinal,
    tags: [...new Set(line.flatMap((one) => one.tags))],
    moves,
    movesById,
    deadlines,
  };
}

function deadlineOf(
  { rule, after, from, businessDays }: DeadlineSource,
  level: number,
  tie: (rule: TransitionPlan) => MovePlan,
): DeadlinePlan {
  return { id: rule.trigger, move: tie(rule), after, from, businessDays, level };
}

/**
 * What a rule does from one state. States that both ends have in common stay entered, except
 * that the state aimed at is always entered anew, so that a deadline on it starts again.
 */
function moveOf(
  rule: TransitionPlan,
  line: readonly StatePlan[],
  states: ReadonlyMap<string, StatePlan>,
  entryLeaf: ReadonlyMap<string, string>,
): MovePlan {
  const from = line.at(-1)?.path ?? "";
  const aim = rule.target === null ? undefined : states.get(rule.target);
  const end = aim === undefined ? undefined : states.get(entryLeaf.get(aim.path) ?? "");
  if (aim === undefined || end === undefined) {
    return { rule, to: from, kept: line.length, depth: line.length, changes: rule.changes };
  }
  const goal = ancestryOf(end);
  let kept = 0;
  while (kept < aim.level && kept < line.length && goal[kept] === line[kept]) kept += 1;
  const left = line.slice(kept).reverse();
  const changes = [
    ...left.flatMap((one) => one.exit),
    ...rule.changes,
    ...goal.slice(kept).flatMap((one) => one.entry),
  ];
  return {
    rule,
    to: end.path,
    kept,
    depth: goal.length,
    changes: changes.length === 0 ? NO_CHANGES : changes,
  };
}

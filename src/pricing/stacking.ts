/** The stacking tree: which members of a group apply, and on what. */
import { itemAt } from "../values/invariant.js";
import { compareIntegers } from "../values/rounding.js";
import { runFloorStep } from "./floors.js";
import { runLineStep, runPriceStep } from "./line-step.js";
import { runOrderStep } from "./order-step.js";
import type { NodePlan, StepPlan } from "./plan.js";
import { adoptContext, copyContext, netOf } from "./state.js";
import type { Context, LineState } from "./state.js";

type GroupPlan = Extract<NodePlan, { readonly kind: "group" }>;

/** @internal */
export function runNode(context: Context, node: NodePlan): void {
  if (node.kind === "step") runStep(context, node.step);
  else if (node.mode === "sequential") runAll(context, node);
  else if (node.mode === "additive") runAdditive(context, node);
  else if (node.isByLine) runByLine(context, node);
  else runChoice(context, node);
}

function runStep(context: Context, step: StepPlan): void {
  if (context.plan.hasValueScales) for (const line of context.lines) line.before = line.running;
  if (context.totals.size > 0) context.totals.clear();
  if (step.kind === "price") runPriceStep(context, step);
  else if (step.kind === "floor") runFloorStep(context, step);
  else if (step.isOrder) runOrderStep(context, step);
  else runLineStep(context, step);
  if (context.plan.hasSnapshots) keep(context, step);
}

/** What stands after a step, for later steps that take it as their base. */
function keep(context: Context, step: StepPlan): void {
  for (const line of context.lines) {
    line.snapshots ??= context.plan.steps.map(() => 0);
    // Steps of a group that was not chosen stand where the line stood.
    for (let index = step.index; index < context.plan.steps.length; index += 1) {
      line.snapshots[index] = line.running;
    }
  }
}

function runAll(context: Context, group: GroupPlan): void {
  for (const member of group.members) runNode(context, member);
}

function runAdditive(context: Context, group: GroupPlan): void {
  const bases = context.lines.map((line) => line.groupBase);
  for (const line of context.lines) line.groupBase ??= line.running;
  runAll(context, group);
  context.lines.forEach((line, index) => {
    line.groupBase = bases[index] ?? null;
  });
}

/** Each member on a copy; the outcome for the whole order decides. */
function runChoice(context: Context, group: GroupPlan): void {
  let chosen: Context | null = null;
  const trials: Context[] = [];
  for (const member of group.members) {
    const trial = copyContext(context);
    runNode(trial, member);
    trials.push(trial);
    if (isChoiceByFirst(group)) {
      if (!hasEffect(context, trial)) continue;
      chosen = trial;
      break;
    }
    if (chosen === null || isBetter(group, netOf(trial), netOf(chosen))) chosen = trial;
  }
  if (chosen === null) return;
  for (const trial of trials) if (trial !== chosen) noteLosers(context, trial, chosen);
  if (group.mode === "exclusive") close(context, chosen.lines);
  adoptContext(context, chosen);
}

/** What the members that were not chosen would have applied, where that was asked for. */
function noteLosers(before: Context, trial: Context, chosen: Context): void {
  chosen.lines.forEach((line, index) => {
    const start = itemAt(before.lines, index).entries.length;
    for (const { step, record } of itemAt(trial.lines, index).entries.slice(start)) {
      line.rejected?.push({ step, record, reason: "not-best" });
    }
  });
}

function isChoiceByFirst(group: GroupPlan): boolean {
  return group.mode === "first" || group.mode === "exclusive";
}

function isBetter(group: GroupPlan, a: LineState["running"], b: LineState["running"]): boolean {
  return compareIntegers(a, b) * (group.mode === "best" ? 1 : -1) < 0;
}

function hasEffect(before: Context, after: Context): boolean {
  return after.lines.some(
    (line, index) => line.entries.length > itemAt(before.lines, index).entries.length,
  );
}

function close(before: Context, lines: readonly LineState[]): void {
  lines.forEach((line, index) => {
    if (line.entries.length > itemAt(before.lines, index).entries.length) line.isClosed = true;
  });
}

/** The member that each line would take by itself; then each runs for its lines only. */
function runByLine(context: Context, group: GroupPlan): void {
  const trials = group.members.map((member) => {
    const trial = copyContext(context);
    runNode(trial, member);
    return trial;
  });
  const choices = context.lines.map((line, index) => choiceOf(group, line, trials, index));
  const paused = context.lines.map((line) => line.isPaused);
  const counts = context.lines.map((line) => line.entries.length);
  group.members.forEach((member, position) => {
    context.lines.forEach((line, index) => {
      line.isPaused = itemAt(paused, index) || choices[index] !== position;
    });
    runNode(context, member);
  });
  context.lines.forEach((line, index) => {
    line.isPaused = itemAt(paused, index);
    if (group.mode === "exclusive" && line.entries.length > itemAt(counts, index))
      line.isClosed = true;
  });
}

function choiceOf(
  group: GroupPlan,
  line: LineState,
  trials: readonly Context[],
  index: number,
): number {
  let chosen = -1;
  trials.forEach((trial, position) => {
    const own = itemAt(trial.lines, index);
    if (isChoiceByFirst(group)) {
      if (chosen < 0 && own.entries.length > line.entries.length) chosen = position;
    } else if (
      chosen < 0 ||
      isBetter(group, own.running, itemAt(itemAt(trials, chosen).lines, index).running)
    ) {
      chosen = position;
    }
  });
  return chosen;
}

/** A step that looks at all lines as one, and allocates what it changes to them. */
import { toDecimalText } from "../values/decimal.js";
import { compareText } from "../values/plain.js";
import { addIntegers, compareIntegers, negateInteger } from "../values/rounding.js";
import type { Integer } from "../values/rounding.js";
import { addScaled, scaledZero } from "../values/scaled.js";
import type { Scaled } from "../values/scaled.js";
import { allocateWithin } from "./allocate-order.js";
import { floorOf } from "./floors.js";
import { basisOf, isOut } from "./line-step.js";
import { consume, grant } from "./limits.js";
import { rateOf, roundChange, share, sumUnits } from "./measure.js";
import { applyBundle, applyBuyGet } from "./offers.js";
import type { RecordPlan, StepPlan } from "./plan.js";
import { searchAll, searchFirst } from "./search.js";
import {
  adoptContext,
  amountText,
  copyContext,
  enter,
  netOf,
  reject,
  spreadOverRuns,
} from "./state.js";
import type { Context, LineState } from "./state.js";

/** A record and the lines that it was found for. @internal */
export interface OrderHit {
  readonly record: RecordPlan;
  readonly reason: string;
  readonly lines: readonly string[];
}

/** @internal */
export function runOrderStep(context: Context, step: StepPlan): void {
  const hits = gather(context, step);
  const bases = context.lines.map((line) => (line.list === null ? 0 : basisOf(step, line)));
  if (step.stacking === "best" || step.stacking === "worst") {
    chooseOne(context, step, hits, step.stacking === "best" ? 1 : -1);
    return;
  }
  const rivals = new Map<string, OrderHit[]>();
  for (const hit of hits) {
    if (hit.record.group === null) continue;
    rivals.set(hit.record.group, [...(rivals.get(hit.record.group) ?? []), hit]);
  }
  const done = new Set<string>();
  for (const hit of hits) {
    const { group } = hit.record;
    if (group === null) {
      applyToOrder(context, step, hit, step.stacking === "additive" ? bases : null);
    } else if (!done.has(group)) {
      done.add(group);
      chooseOne(context, step, rivals.get(group) ?? [], 1);
    }
  }
}

/** The records found, in their total order, each with its lines. */
function gather(context: Context, step: StepPlan): readonly OrderHit[] {
  const found = new Map<string, { record: RecordPlan; reason: string; lines: string[] }>();
  for (const line of context.lines) {
    if (isOut(step, line)) continue;
    const first = step.isCollecting ? null : searchFirst(context, step, line, () => null);
    const hits = step.isCollecting ? searchAll(context, step, line) : first === null ? [] : [first];
    for (const hit of hits) {
      const known = found.get(hit.record.id);
      if (known === undefined) found.set(hit.record.id, { ...hit, lines: [line.id] });
      else known.lines.push(line.id);
    }
  }
  return [...found.values()].sort(
    (a, b) => b.record.priority - a.record.priority || compareText(a.record.id, b.record.id),
  );
}

function chooseOne(
  context: Context,
  step: StepPlan,
  hits: readonly OrderHit[],
  sign: 1 | -1,
): void {
  let best: Context | null = null;
  let winner: OrderHit | null = null;
  for (const hit of hits) {
    const trial = copyContext(context);
    applyToOrder(trial, step, hit, null);
    if (best === null || compareIntegers(netOf(trial), netOf(best)) * sign < 0) {
      best = trial;
      winner = hit;
    }
  }
  if (best !== null) adoptContext(context, best);
  for (const hit of hits) if (hit !== winner) rejectAll(context, step, hit, "not-best");
}

function linesOf(context: Context, hit: OrderHit): readonly LineState[] {
  const ids = new Set(hit.lines);
  return context.lines.filter((line) => ids.has(line.id));
}

function rejectAll(
  context: Context,
  step: StepPlan,
  hit: OrderHit,
  reason: "not-best" | "limit-reached" | "no-effect",
): void {
  for (const line of linesOf(context, hit)) reject(line, step, hit.record, reason);
}

function applyToOrder(
  context: Context,
  step: StepPlan,
  hit: OrderHit,
  bases: readonly Integer[] | null,
): void {
  const { record } = hit;
  // Sorted by id, so that a cent more goes to the same line in any order of the lines.
  const lines = [...linesOf(context, hit)].sort((a, b) => compareText(a.id, b.id));
  if (record.kind === "bundlePrice" || record.kind === "buyGet") {
    const apply = record.kind === "bundlePrice" ? applyBundle : applyBuyGet;
    const outcome = apply(context, step, lines, hit);
    if (outcome !== "applied") rejectAll(context, step, hit, outcome);
    return;
  }
  const [first] = lines;
  if (first === undefined) return;
  const own = lines.map((line) =>
    bases === null ? basisOf(step, line) : (bases[context.lines.indexOf(line)] ?? 0),
  );
  const basis = sumUnits(own);
  const rate = rateOf(context, record, first);
  const exact =
    record.kind === "percent"
      ? share(basis, context.scale, rate)
      : { units: rate.units, scale: rate.scale, divisor: 1 };
  const wanted = roundChange(context, { ...step, isPerUnit: false }, first, exact);
  const units = lines.reduce<Scaled>((total, line) => addScaled(total, line.quantity), scaledZero);
  const granted = grant(context, record, wanted, units);
  if (granted === null) {
    rejectAll(context, step, hit, "limit-reached");
    return;
  }
  spread(context, step, hit, lines, {
    own,
    basis,
    rate,
    wanted,
    change: granted.change,
    units: granted.units,
  });
}

interface Spread {
  readonly own: readonly Integer[];
  readonly basis: Integer;
  readonly rate: Scaled;
  readonly wanted: Integer;
  readonly change: Integer;
  readonly units: Scaled;
}

function spread(
  context: Context,
  step: StepPlan,
  { record, reason }: OrderHit,
  lines: readonly LineState[],
  { own, basis, rate, wanted, change, units }: Spread,
): void {
  const rooms = lines.map((line) => {
    const floor = floorOf(context, line);
    return compareIntegers(line.running, floor) > 0
      ? addIntegers(line.running, negateInteger(floor))
      : 0;
  });
  const { parts, rest } = allocateWithin(change, own, rooms, step.allocation);
  let given: Integer = 0;
  lines.forEach((line, index) => {
    const part = parts[index] ?? 0;
    if (part === 0) return;
    given = addIntegers(given, part);
    spreadOverRuns(line, part);
    enter(context, line, step, record, part, {
      base: record.kind === "percent" ? amountText(basis, context.scale) : null,
      rate: toDecimalText(rate),
      units: line.quantityText,
      reason,
      desired: change === wanted ? null : wanted,
    });
  });
  consume(context, record, given, units);
  if (rest !== 0) {
    context.unallocated.push({
      step: step.id,
      record: record.id,
      amount: amountText(rest, context.scale),
    });
  }
}

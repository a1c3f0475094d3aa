/** A step that looks at all lines as one, and allocates what it changes to them. */
import { toDecimalText } from "../values/decimal.js";
import { itemAt } from "../values/invariant.js";
import { compareText } from "../values/plain.js";
import { addIntegers, compareIntegers, negateInteger } from "../values/rounding.js";
import type { Integer } from "../values/rounding.js";
import { addScaled, scaledZero } from "../values/scaled.js";
import type { Scaled } from "../values/scaled.js";
import { allocateWithin } from "./allocate-order.js";
import { floorOf } from "./floors.js";
import { basisOf, isOut } from "./line-step.js";
import { consume, grant } from "./limits.js";
import { bandOver, countOver, rateIn, roundChange, share, sumUnits } from "./measure.js";
import { applyBundle, applyBuyGet } from "./offers.js";
import type { RecordPlan, StepPlan } from "./plan.js";
import { spreadOverRuns } from "./runs.js";
import { searchAll, searchFirst } from "./search.js";
import type { Hit } from "./search.js";
import { adoptContext, amountText, copyContext, enter, netOf, reject } from "./state.js";
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
  const bases = new Map<string, Integer>();
  if (step.stacking === "additive")
    for (const line of context.lines) bases.set(line.id, basisOf(step, line));
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
      applyToOrder(context, step, hit, bases);
    } else if (!done.has(group)) {
      done.add(group);
      chooseOne(context, step, rivals.get(group) ?? [], 1);
    }
  }
}

const NO_BASES: ReadonlyMap<string, Integer> = new Map();

/**
 * The records found, in their total order, each with its lines. Where its lines do not reach the
 * lowest band together, a record does not hold and they look further, the most specific first.
 */
function gather(context: Context, step: StepPlan): readonly OrderHit[] {
  const below = new Set<RecordPlan>();
  const marks = context.lines.map((line) => line.rejected?.length ?? 0);
  for (;;) {
    const hits = gatherWithout(context, step, below);
    const lacking = hits.filter((hit) => isBelow(context, hit));
    if (lacking.length === 0)
      return hits.map((hit) => ({ ...hit, lines: hit.lines.map((line) => line.id) }));
    const rank = lacking.reduce((least, hit) => Math.min(least, hit.rank), Infinity);
    for (const hit of lacking) if (hit.rank === rank) below.add(hit.record);
    context.lines.forEach((line, index) => {
      line.rejected?.splice(itemAt(marks, index));
    });
  }
}

interface Gathered extends Hit {
  readonly lines: LineState[];
}

function isBelow(context: Context, { record, lines }: Gathered): boolean {
  return record.scale !== null && bandOver(context, record, record.scale, lines) < 0;
}

function gatherWithout(
  context: Context,
  step: StepPlan,
  below: ReadonlySet<RecordPlan>,
): readonly Gathered[] {
  const found = new Map<RecordPlan, Gathered>();
  const accept = (record: RecordPlan): "below-scale" | null =>
    below.has(record) ? "below-scale" : null;
  for (const line of context.lines) {
    if (isOut(step, line)) continue;
    const first = step.isCollecting ? null : searchFirst(context, step, line, accept);
    const hits = step.isCollecting
      ? searchAll(context, step, line, accept)
      : first === null
        ? []
        : [first];
    for (const hit of hits) {
      const known = found.get(hit.record);
      if (known === undefined) found.set(hit.record, { ...hit, lines: [line] });
      else known.lines.push(line);
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
    applyToOrder(trial, step, hit, NO_BASES);
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
  bases: ReadonlyMap<string, Integer>,
): void {
  const { record } = hit;
  // Sorted by id, so that a cent more goes to the same line in any order of the lines.
  const lines = [...linesOf(context, hit)].sort((a, b) => compareText(a.id, b.id));
  if (record.kind === "bundlePrice" || record.kind === "buyGet") {
    const apply = record.kind === "bundlePrice" ? applyBundle : applyBuyGet;
    const kept = lines.map((line) => line.runs?.map((run) => ({ ...run })) ?? null);
    const outcome = apply(context, step, lines, hit);
    if (outcome === "applied") return;
    // An offer that does not come off leaves no units cut.
    lines.forEach((line, index) => (line.runs = itemAt(kept, index)));
    rejectAll(context, step, hit, outcome);
    return;
  }
  const [first] = lines;
  if (first === undefined) return;
  const own = lines.map((line) => bases.get(line.id) ?? basisOf(step, line));
  const basis = sumUnits(own);
  const band = record.scale === null ? -1 : bandOver(context, record, record.scale, lines);
  const rate = rateIn(record, band);
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
  countOver(context, record, lines);
  if (rest !== 0) {
    context.unallocated.push({
      step: step.id,
      record: record.id,
      amount: amountText(rest, context.scale),
    });
  }
}

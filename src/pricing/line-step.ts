/** A step that looks at each line by itself. */
import { toDecimalText } from "../values/decimal.js";
import { itemAt } from "../values/invariant.js";
import {
  addIntegers,
  compareIntegers,
  multiplyIntegers,
  negateInteger,
  roundQuotient,
} from "../values/rounding.js";
import type { Integer } from "../values/rounding.js";
import { compareScaled, formatScaled, powerOfTen, unitsAt } from "../values/scaled.js";
import type { Scaled } from "../values/scaled.js";
import { exactOf } from "./exact.js";
import { applyFreeGoods } from "./free-goods.js";
import { consume, grant } from "./limits.js";
import { count, extend, rateOf, roundChange, share, sumUnits } from "./measure.js";
import { BASE_LIST, BASE_RUNNING } from "./plan.js";
import type { RecordPlan, StepPlan } from "./plan.js";
import { searchAll, searchFirst, triedKeys } from "./search.js";
import type { Hit } from "./search.js";
import { changeRuns, runsOf, spreadOverRuns, takeUnits } from "./runs.js";
import type { Run } from "./runs.js";
import { amountText, enter, reject } from "./state.js";
import type { Context, LineState } from "./state.js";

/** Whether a step has nothing to say to a line. @internal */
export function isOut(step: StepPlan, line: LineState): boolean {
  if (line.list === null || line.isPaused || line.isClosed) return true;
  if (line.line.isExcluded === true && !step.includesExcluded) return true;
  return step.isOrder && line.line.kind === "freight" && !step.includesFreight;
}

/** What a percentage is taken of. @internal */
export function basisOf(step: StepPlan, line: LineState): Integer {
  if (step.base === BASE_LIST) return line.list ?? 0;
  if (step.base === BASE_RUNNING) return line.groupBase ?? line.running;
  return itemAt(line.snapshots ?? [], step.base);
}

const ACCEPT = (): null => null;

/** @internal */
export function runPriceStep(context: Context, step: StepPlan): void {
  for (const line of context.lines) {
    const hit = searchFirst(context, step, line, ACCEPT);
    if (hit === null) {
      line.tried = triedKeys(context, step, line);
      continue;
    }
    const { record } = hit;
    const rate = rateOf(context, record, line);
    const change = roundChange(context, step, line, extend(context, record, line, rate));
    line.list = change;
    const rateText = rate === record.value ? record.valueText : toDecimalText(rate);
    const note = { base: null, rate: rateText, units: line.quantityText, reason: hit.reason };
    enter(context, line, step, record, change, note);
    count(context, record, line);
  }
}

/** @internal */
export function runLineStep(context: Context, step: StepPlan): void {
  // Undefined until it is searched; null where nothing was found.
  let shared: Hit | null | undefined;
  const isShared = context.plan.isByClient[step.index] === true && !context.withRejected;
  for (const line of context.lines) {
    if (isOut(step, line)) continue;
    if (step.isCollecting) {
      runCollected(context, step, line);
      continue;
    }
    const hit = shared === undefined ? searchFirst(context, step, line, ACCEPT) : shared;
    if (isShared) shared = hit;
    if (hit !== null) applyToLine(context, step, line, hit, basisOf(step, line));
  }
}

function runCollected(context: Context, step: StepPlan, line: LineState): void {
  const hits = withoutRivals(context, step, line, searchAll(context, step, line, ACCEPT));
  if (step.stacking === "best" || step.stacking === "worst") {
    const sign = step.stacking === "best" ? 1 : -1;
    const chosen = extreme(context, step, line, hits, sign);
    if (chosen !== null) applyToLine(context, step, line, chosen, basisOf(step, line));
    return;
  }
  const start = basisOf(step, line);
  for (const hit of hits) {
    const basis = step.stacking === "additive" ? start : basisOf(step, line);
    applyToLine(context, step, line, hit, basis);
  }
}

/** Of each group of records only the best for the client stays (SAP: condition exclusion). */
function withoutRivals(
  context: Context,
  step: StepPlan,
  line: LineState,
  hits: readonly Hit[],
): readonly Hit[] {
  const groups = new Map<string, Hit[]>();
  for (const hit of hits) {
    const { group } = hit.record;
    if (group === null) continue;
    const rivals = groups.get(group);
    if (rivals === undefined) groups.set(group, [hit]);
    else rivals.push(hit);
  }
  if (groups.size === 0) return hits;
  const winners = new Set<Hit | null>();
  for (const rivals of groups.values()) winners.add(extreme(context, step, line, rivals, 1));
  return hits.filter((hit) => hit.record.group === null || winners.has(hit));
}

/** The hit that changes a line most downwards (sign 1) or upwards (−1); the first of equals. */
function extreme(
  context: Context,
  step: StepPlan,
  line: LineState,
  hits: readonly Hit[],
  sign: 1 | -1,
): Hit | null {
  let best: { readonly hit: Hit; readonly change: Integer } | null = null;
  for (const hit of hits) {
    const change = planChange(context, step, line, hit.record, basisOf(step, line))?.change ?? 0;
    if (best === null || compareIntegers(change, best.change) * sign < 0) {
      if (best !== null) reject(line, step, best.hit.record, "not-best");
      best = { hit, change };
    } else reject(line, step, hit.record, "not-best");
  }
  return best === null ? null : best.hit;
}

interface Planned {
  readonly change: Integer;
  readonly desired: Integer;
  readonly units: Scaled;
  readonly rate: Scaled;
  readonly basis: Integer | null;
  /** Units that a limit per line leaves; null for all. */
  readonly unitsMax: Scaled | null;
}

/** What a record would change, bounded by what is left of the line and by its limits. */
function planChange(
  context: Context,
  step: StepPlan,
  line: LineState,
  record: RecordPlan,
  basis: Integer,
): Planned | null {
  if (record.kind === "freeGoods") return null;
  const max = record.limits?.unitsPerLineMax ?? null;
  const limit: Scaled | null = max === null ? null : { units: max, scale: 0 };
  if (limit !== null && compareScaled(limit, line.quantity) < 0) {
    return planPart(context, step, line, record, basis, limit);
  }
  const rate = rateOf(context, record, line);
  const exact = rawChange(context, step, line, record, rate, basis);
  const change = atMost(exact, line.running);
  const granted = grant(context, record, change, line.quantity);
  if (granted === null) return null;
  const shown = record.kind === "percent" ? basis : null;
  return {
    change: granted.change,
    desired: change,
    units: granted.units,
    rate,
    basis: shown,
    unitsMax: null,
  };
}

function rawChange(
  context: Context,
  step: StepPlan,
  line: LineState,
  record: RecordPlan,
  rate: Scaled,
  basis: Integer,
): Integer {
  if (record.kind === "percent")
    return roundChange(context, step, line, share(basis, context.scale, rate));
  if (record.kind === "amountPerLine") {
    return roundChange(context, step, line, { units: rate.units, scale: rate.scale, divisor: 1 });
  }
  const amount = roundChange(context, step, line, extend(context, record, line, rate));
  return record.kind === "override" ? addIntegers(amount, negateInteger(line.running)) : amount;
}

/** A discount ends at nothing: a line is never paid to the client. */
function atMost(change: Integer, running: Integer): Integer {
  return addIntegers(running, change) < 0 ? negateInteger(running) : change;
}

/** The runs that a limited discount takes: those not limited before go first, unless named. */
function choose(line: LineState, record: RecordPlan): readonly Run[] {
  const isFresh = record.limits?.isFresh ?? true;
  const runs = runsOf(line);
  return [
    ...runs.filter((run) => run.isFresh === isFresh),
    ...runs.filter((run) => run.isFresh !== isFresh),
  ];
}

/** Whether the base is what stands now, and not the list price or what stood at some time. */
function isOfRunning(step: StepPlan, line: LineState): boolean {
  const isAdditive = step.isCollecting && step.stacking === "additive";
  return step.base === BASE_RUNNING && line.groupBase === null && !isAdditive;
}

function partOf(basis: Integer, units: Scaled, quantity: Scaled): Integer {
  const scale = Math.max(units.scale, quantity.scale);
  const product = multiplyIntegers(basis, unitsAt(units, scale));
  return roundQuotient(product, unitsAt(quantity, scale), "halfEven");
}

/**
 * A discount on some units of a line only. What these stand at is its base; of a base that the
 * step names, their share.
 */
function planPart(
  context: Context,
  step: StepPlan,
  line: LineState,
  record: RecordPlan,
  basis: Integer,
  unitsMax: Scaled,
): Planned | null {
  // Cut on a copy: a record that is only weighed leaves the line as it was.
  const runs = runsOf(line).map((run) => ({ ...run }));
  const trial: LineState = { ...line, runs };
  const taken = takeUnits(trial, choose(trial, record), exactOf(unitsMax));
  const worth = sumUnits(taken.map((run) => run.amount));
  const rate = rateOf(context, record, line);
  const part: LineState = { ...line, quantity: unitsMax, running: worth };
  const own = isOfRunning(step, line) ? worth : partOf(basis, unitsMax, line.quantity);
  const change = atMost(rawChange(context, step, part, record, rate, own), worth);
  const granted = grant(context, record, change, unitsMax);
  if (granted === null) return null;
  const shown = record.kind === "percent" ? own : null;
  return {
    change: granted.change,
    desired: change,
    units: granted.units,
    rate,
    basis: shown,
    unitsMax,
  };
}

function applyToLine(
  context: Context,
  step: StepPlan,
  line: LineState,
  hit: Hit,
  basis: Integer,
): void {
  const { record, reason } = hit;
  if (record.kind === "freeGoods") {
    applyFreeGoods(context, step, line, hit);
    return;
  }
  if (record.kind === "percent" && record.limits === null) {
    applyRate(context, step, line, hit, basis);
    return;
  }
  const planned = planChange(context, step, line, record, basis);
  if (planned === null) {
    reject(line, step, record, "limit-reached");
    return;
  }
  const { change, desired, rate } = planned;
  if (planned.unitsMax === null) spreadOverRuns(line, change);
  else changeLimited(line, record, planned.unitsMax, change);
  consume(context, record, change, planned.units);
  count(context, record, line);
  enter(context, line, step, record, change, {
    base: planned.basis === null ? null : baseText(context, line, planned.basis),
    rate: rate === record.value ? record.valueText : toDecimalText(rate),
    units: planned.units === line.quantity ? line.quantityText : formatScaled(planned.units),
    reason,
    desired: desired === change ? null : desired,
  });
}

/** A percentage without limits: most of what is ever applied. */
function applyRate(
  context: Context,
  step: StepPlan,
  line: LineState,
  { record, reason }: Hit,
  basis: Integer,
): void {
  const rate = record.scale === null ? record.value : rateOf(context, record, line);
  const isPlain = step.decimals === null && !step.isPerUnit;
  const exact = isPlain
    ? roundQuotient(multiplyIntegers(basis, rate.units), powerOfTen(rate.scale), step.mode)
    : rawChange(context, step, line, record, rate, basis);
  const change = atMost(exact, line.running);
  if (line.runs !== null) spreadOverRuns(line, change);
  if (record.basis !== null) count(context, record, line);
  enter(context, line, step, record, change, {
    base: baseText(context, line, basis),
    rate: rate === record.value ? record.valueText : toDecimalText(rate),
    units: line.quantityText,
    reason,
  });
}

function baseText(context: Context, line: LineState, basis: Integer): string {
  return basis === line.running ? line.runningText : amountText(basis, context.scale);
}

/** Changes the units that a limited discount takes; another one goes to fresh units first. */
function changeLimited(line: LineState, record: RecordPlan, units: Scaled, change: Integer): void {
  const runs = takeUnits(line, choose(line, record), exactOf(units));
  changeRuns(runs, change);
  for (const run of runs) run.isFresh = false;
}

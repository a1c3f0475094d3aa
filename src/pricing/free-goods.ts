/** Free goods: of the units ordered (inclusive), or added to them as a gift line (exclusive). */
import { invariant } from "../values/invariant.js";
import { multiplyIntegers, negateInteger, roundQuotient } from "../values/rounding.js";
import type { Integer } from "../values/rounding.js";
import { formatScaled } from "../values/scaled.js";
import { addExact, exactOf, exactZero, wholeExact } from "./exact.js";
import { grant, consume } from "./limits.js";
import { convertedFrom, quantityOf, sumUnits } from "./measure.js";
import type { FreeGoodsValue } from "./model.js";
import type { RecordPlan, StepPlan } from "./plan.js";
import type { Hit } from "./search.js";
import { runsOf, takeUnits } from "./runs.js";
import type { Run } from "./runs.js";
import { enter, reject } from "./state.js";
import type { Context, LineState } from "./state.js";

/** Free units for whole units bought, by the counting rule. @internal */
export function countFree(value: FreeGoodsValue, bought: number): number {
  if (value.counting === "proportional") {
    return Number(
      roundQuotient(BigInt(bought) * BigInt(value.get), value.buy, value.rounding ?? "down"),
    );
  }
  if (value.counting === "wholeMultiple" && bought % value.buy !== 0) return 0;
  return Math.floor(bought / value.buy) * value.get;
}

/** @internal */
export function applyFreeGoods(context: Context, step: StepPlan, line: LineState, hit: Hit): void {
  const value = hit.record.document;
  invariant(value.kind === "freeGoods", "a record of free goods has their value");
  const unit = value.unit ?? null;
  const open = runsOf(line).filter((run) => !run.isClaimed);
  const quantity = open.reduce((total, run) => addExact(total, run.quantity), exactZero);
  const inUnit = convertedFrom(line, quantity, unit);
  const bought = inUnit === null ? 0 : wholeExact(inUnit);
  const free = countFree(value, bought);
  const desired = value.mode === "inclusive" ? Math.min(free, bought) : free;
  if (desired === 0) reject(line, step, hit.record, "no-effect");
  else if (value.mode === "inclusive") giveOfOrdered(context, step, line, hit, desired, unit);
  else giveBeside(context, step, line, hit, desired, value.article ?? line.line.article);
}

/** Units that a record still grants; null where none, or not all and it may not be cut. */
function grantUnits(
  context: Context,
  record: RecordPlan,
  change: Integer,
  desired: number,
): number | null {
  const granted = grant(context, record, change, { units: desired, scale: 0 });
  if (granted === null) return null;
  let units = wholeExact(exactOf(granted.units));
  // What is given away is whole units: as many as the amount left is worth.
  if (change !== 0 && granted.change !== change) {
    const wide = multiplyIntegers(granted.change, desired);
    units = Math.min(units, Number(roundQuotient(wide, change, "floor")));
  }
  const isRefused = units < desired && record.limits?.isCut === false;
  return units === 0 || isRefused ? null : units;
}

/** A gift line of units that are not of the order; those that earned it say so, at no change. */
function giveBeside(
  context: Context,
  step: StepPlan,
  line: LineState,
  { record, reason }: Hit,
  desired: number,
  article: string,
): void {
  const units = grantUnits(context, record, 0, desired);
  if (units === null) {
    reject(line, step, record, "limit-reached");
    return;
  }
  const scaled = { units, scale: 0 };
  context.gifts.push({ line: line.id, step: step.id, record: record.id, article, units, reason });
  consume(context, record, 0, scaled);
  enter(context, line, step, record, 0, {
    base: null,
    rate: "0",
    units: formatScaled(scaled),
    reason,
  });
}

/** Some of the units ordered cost nothing. */
function giveOfOrdered(
  context: Context,
  step: StepPlan,
  line: LineState,
  { record, reason }: Hit,
  desired: number,
  unit: string | null,
): void {
  const trial: LineState = { ...line, runs: runsOf(line).map((run) => ({ ...run })) };
  const worth = sumUnits(takeFree(trial, desired, unit).map((run) => run.amount));
  const units = grantUnits(context, record, negateInteger(worth), desired);
  if (units === null) {
    reject(line, step, record, "limit-reached");
    return;
  }
  const runs = takeFree(line, units, unit);
  const change = negateInteger(sumUnits(runs.map((run) => run.amount)));
  for (const run of runs) {
    run.amount = 0;
    run.isClaimed = true;
    run.isFresh = false;
  }
  const scaled = { units, scale: 0 };
  consume(context, record, change, scaled);
  enter(context, line, step, record, change, {
    base: null,
    rate: "-1",
    units: formatScaled(scaled),
    reason,
  });
}

/** Cuts units, counted in a unit, out of those of a line that no offer has used. */
function takeFree(line: LineState, units: number, unit: string | null): readonly Run[] {
  const open = runsOf(line).filter((run) => !run.isClaimed);
  return takeUnits(line, open, quantityOf(line, units, unit));
}

/** The least that a line may cost; what goes below is trimmed, the last discounts first. */
import { toDecimalText } from "../values/decimal.js";
import { itemAt } from "../values/invariant.js";
import {
  addIntegers,
  compareIntegers,
  multiplyIntegers,
  negateInteger,
} from "../values/rounding.js";
import type { Integer } from "../values/rounding.js";
import {
  addScaled,
  parseScaled,
  powerOfTen,
  scaledFrom,
  subtractScaled,
  unitsAt,
} from "../values/scaled.js";
import type { Scaled } from "../values/scaled.js";
import { giveBack } from "./limits.js";
import { roundExact } from "./exact.js";
import { quantityIn } from "./measure.js";
import type { TrimmedChange } from "./model.js";
import type { RecordPlan, StepPlan } from "./plan.js";
import { spreadOverRuns } from "./runs.js";
import { searchFirst } from "./search.js";
import { amountText, enter } from "./state.js";
import type { Context, LineState } from "./state.js";

/** Cost of one base unit: the line's own, or the policy's for its article. @internal */
export function unitCostOf(line: LineState): Scaled | null {
  const { cost } = line.line;
  return cost === undefined ? (line.article?.cost ?? null) : scaledFrom(cost, "pricing", "cost");
}

/** What a line costs at a price or cost of one base unit, in minor units; up, as it is a floor. */
function extended(
  context: Context,
  line: LineState,
  each: Scaled,
  divisor: Integer,
): Integer | null {
  const quantity = quantityIn(line, null);
  if (quantity === null) return null;
  return roundExact(
    {
      units: multiplyIntegers(each.units, quantity.units),
      scale: each.scale + quantity.scale,
      divisor: multiplyIntegers(quantity.divisor, divisor),
    },
    context.scale,
    "ceil",
  );
}

/** @internal */
export function costOfLine(context: Context, line: LineState): Integer | null {
  const cost = unitCostOf(line);
  const quantity = cost === null ? null : quantityIn(line, null);
  if (cost === null || quantity === null) return null;
  const { units, scale, divisor } = quantity;
  const exact = { units: multiplyIntegers(cost.units, units), scale: cost.scale + scale, divisor };
  return roundExact(exact, context.scale, context.plan.rounding);
}

function floorAmount(context: Context, line: LineState, record: RecordPlan): Integer | null {
  const { document, value } = record;
  if (document.kind !== "floor") return null;
  if (document.by === "price") return extended(context, line, value, 1);
  const left = subtractScaled({ units: 1, scale: 0 }, value);
  if (document.by === "maximumDiscount") {
    const units = multiplyIntegers(line.list ?? 0, left.units);
    return roundExact(
      { units, scale: context.scale + left.scale, divisor: 1 },
      context.scale,
      "ceil",
    );
  }
  const cost = unitCostOf(line);
  if (cost === null) return null;
  if (document.by === "costPlusAmount") return extended(context, line, addScaled(cost, value), 1);
  const wide = { units: multiplyIntegers(cost.units, powerOfTen(left.scale)), scale: cost.scale };
  return extended(context, line, wide, left.units);
}

function floorIn(
  context: Context,
  step: StepPlan,
  line: LineState,
): { record: RecordPlan; reason: string; floor: Integer } | null {
  const hit = searchFirst(context, step, { ...line, rejected: null }, () => null);
  const floor = hit === null ? null : floorAmount(context, line, hit.record);
  return hit === null || floor === null ? null : { ...hit, floor };
}

/** The highest floor of a line over all floor steps; 0 where there is none. @internal */
export function floorOf(context: Context, line: LineState): Integer {
  let highest: Integer = 0;
  for (const step of context.plan.steps) {
    const found = step.kind === "floor" ? floorIn(context, step, line) : null;
    if (found !== null && compareIntegers(found.floor, highest) > 0) highest = found.floor;
  }
  return highest;
}

/** @internal */
export function runFloorStep(context: Context, step: StepPlan): void {
  for (const line of context.lines) {
    const found = line.list === null ? null : floorIn(context, step, line);
    if (found === null || compareIntegers(line.running, found.floor) >= 0) continue;
    const missing = addIntegers(found.floor, negateInteger(line.running));
    const { trims, raised } = trim(context, line, missing);
    if (raised === 0) continue;
    spreadOverRuns(line, raised);
    enter(context, line, step, found.record, raised, {
      base: amountText(found.floor, context.scale),
      rate: toDecimalText(found.record.value),
      units: line.quantityText,
      reason: found.reason,
      trims,
    });
  }
}

/** Takes discounts back, last first, as far as is missing; a list price below the floor stays. */
function trim(
  context: Context,
  line: LineState,
  missing: Integer,
): { trims: readonly TrimmedChange[]; raised: Integer } {
  const trims: TrimmedChange[] = [];
  const before = trimmedBefore(context, line);
  let rest = missing;
  for (let index = line.entries.length - 1; index > 0 && rest > 0; index -= 1) {
    const entry = itemAt(line.entries, index);
    const change = unitsAt(parseScaled(entry.change, "pricing", "change"), context.scale);
    const back = before.get(placeOf(entry)) ?? 0;
    const given = negateInteger(addIntegers(change, back));
    if (given <= 0) continue;
    const amount = compareIntegers(given, rest) < 0 ? given : rest;
    trims.push({
      step: entry.step,
      record: entry.record,
      amount: amountText(amount, context.scale),
    });
    giveBack(context, entry.record, amount);
    rest = addIntegers(rest, negateInteger(amount));
  }
  return { trims, raised: addIntegers(missing, negateInteger(rest)) };
}

function placeOf({ step, record }: { readonly step: string; readonly record: string }): string {
  return `${String(step.length)}:${step}${record}`;
}

/** What earlier floors took back of each change: no discount is trimmed twice. */
function trimmedBefore(context: Context, line: LineState): ReadonlyMap<string, Integer> {
  const amounts = new Map<string, Integer>();
  for (const trimmed of line.entries.flatMap(({ trims }) => trims ?? [])) {
    const amount = unitsAt(parseScaled(trimmed.amount, "pricing", "amount"), context.scale);
    const place = placeOf(trimmed);
    amounts.set(place, addIntegers(amounts.get(place) ?? 0, amount));
  }
  return amounts;
}

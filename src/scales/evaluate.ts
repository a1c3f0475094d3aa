/** What a base is worth by a scale: exactly, with its parts. */
import { negateDecimal, toDecimalText } from "../values/decimal.js";
import type { DecimalInput, DecimalText } from "../values/decimal.js";
import { fail } from "../values/errors.js";
import { itemAt } from "../values/invariant.js";
import { addIntegers, compareIntegers, multiplyIntegers } from "../values/rounding.js";
import {
  addScaled,
  formatScaled,
  roundScaled,
  scaledFrom,
  scaledZero,
  signOf,
  subtractScaled,
  unitsAt,
} from "../values/scaled.js";
import type { Scaled } from "../values/scaled.js";
import type { ScalePlan } from "./compile.js";
import { bandIndex } from "./lookup.js";
import type { NextBand, ScalePart, ScaleResult } from "./model.js";
import { expectCompiled, expectRecord } from "../values/plain.js";

/**
 * What a scale is asked for.
 *
 * @since 0.1.0
 */
export interface ScaleBase {
  /** The quantity, value or turnover. Below zero only with `cumulative`, for a return. */
  readonly base: DecimalInput;
  /**
   * What had been counted before: the result is then what `base` adds to it,
   * F(cumulative + base) − F(cumulative), so that a sequence of documents adds up to the whole.
   */
  readonly cumulative?: DecimalInput;
}

const NOTHING: ScaleResult = { amount: null, parts: [] };

/** Position of the band that an exact base reaches, −1 below the lowest. @internal */
export function bandOf(plan: ScalePlan, base: Scaled): number {
  if (base.scale <= plan.baseScale) return bandIndex(plan.bounds, unitsAt(base, plan.baseScale));
  // A bound is at or below a finer base exactly when it is at or below its floor.
  return bandIndex(plan.bounds, roundScaled(base, plan.baseScale, "floor").units);
}

/** Exact total of a base, null below the lowest band. @internal */
export function totalOf(plan: ScalePlan, base: Scaled): Scaled | null {
  const index = bandOf(plan, base);
  if (index < 0) return null;
  const value = itemAt(plan.values, index);
  if (plan.kind === "flat") {
    return { units: addIntegers(value, itemAt(plan.fees, index)), scale: plan.valueScale };
  }
  if (plan.kind === "allUnits") {
    const product = {
      units: multiplyIntegers(base.units, value),
      scale: base.scale + plan.valueScale,
    };
    return addScaled(product, { units: itemAt(plan.fees, index), scale: plan.valueScale });
  }
  const inside = subtractScaled(base, { units: itemAt(plan.bounds, index), scale: plan.baseScale });
  const reached = {
    units: multiplyIntegers(inside.units, value),
    scale: inside.scale + plan.valueScale,
  };
  const below = { units: itemAt(plan.below, index), scale: plan.baseScale + plan.valueScale };
  const fees = { units: itemAt(plan.feesUpTo, index), scale: plan.valueScale };
  return addScaled(addScaled(reached, below), fees);
}

function valueText(plan: ScalePlan, index: number): DecimalText {
  return formatScaled({ units: itemAt(plan.values, index), scale: plan.valueScale });
}

function boundText(plan: ScalePlan, index: number): DecimalText {
  return formatScaled({ units: itemAt(plan.bounds, index), scale: plan.baseScale });
}

function partOf(plan: ScalePlan, index: number, base: Scaled, amount: Scaled): ScalePart {
  const common = {
    from: boundText(plan, index),
    base: toDecimalText(base),
    value: valueText(plan, index),
    amount: toDecimalText(amount),
  };
  return index + 1 < plan.bounds.length ? { ...common, until: boundText(plan, index + 1) } : common;
}

/** The part of a stretch, from `start` to `end`, that lies in one band of a graduated scale. */
function graduatedPart(
  plan: ScalePlan,
  index: number,
  start: Scaled,
  end: Scaled,
): ScalePart | null {
  const lower: Scaled = { units: itemAt(plan.bounds, index), scale: plan.baseScale };
  const next = plan.bounds[index + 1];
  const upper: Scaled | null = next === undefined ? null : { units: next, scale: plan.baseScale };
  const low = later(start, lower);
  const high = upper === null ? end : earlier(end, upper);
  const width = subtractScaled(high, low);
  const isReached = compare(end, lower) >= 0;
  const wasReached = compare(start, lower) >= 0;
  const fee = isReached && !wasReached ? itemAt(plan.fees, index) : 0;
  if (signOf(width) <= 0 && fee === 0) return null;
  const base = signOf(width) > 0 ? width : scaledZero;
  const value: Scaled = { units: itemAt(plan.values, index), scale: plan.valueScale };
  const product = {
    units: multiplyIntegers(base.units, value.units),
    scale: base.scale + value.scale,
  };
  return partOf(plan, index, base, addScaled(product, { units: fee, scale: plan.valueScale }));
}

function compare(a: Scaled, b: Scaled): number {
  const scale = Math.max(a.scale, b.scale);
  return compareIntegers(unitsAt(a, scale), unitsAt(b, scale));
}

function later(a: Scaled, b: Scaled): Scaled {
  return compare(a, b) >= 0 ? a : b;
}

function earlier(a: Scaled, b: Scaled): Scaled {
  return compare(a, b) <= 0 ? a : b;
}

/** A base below the first counter is no base at all. */
const BELOW_ALL: Scaled = { units: -1, scale: 0 };

function readBase(value: DecimalInput, path: string): Scaled {
  const base = scaledFrom(value, "scale", path);
  if (signOf(base) < 0) fail("scale.negative_base", path, "a base of zero or more", value);
  return base;
}

/**
 * What a base is worth by a scale, exactly, and by which bands. Rounding is the caller's.
 *
 * With a cumulative start, the amount is what the base adds to it: the parts of a sequence of
 * bases add up to what their sum is worth at once. O(log n), and O(bands crossed) for parts.
 *
 * @throws ClienteleError `scale.negative_base` for a base below zero (or a return of more than
 * was counted before), `scale.type` …, `decimal.overflow` beyond 34 digits
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compileScale, evaluateScale } from "clientele/scales";
 *
 * const plan = compileScale({
 *   kind: "graduated",
 *   bands: [{ from: 0, value: "0.01" }, { from: 1000, value: "0.02" }],
 * });
 * const first = evaluateScale(plan, { base: "600" });
 * const second = evaluateScale(plan, { base: "600", cumulative: "600" });
 * assert.equal(first.amount, "6");
 * assert.equal(second.amount, "8"); // 400 × 0.01 + 200 × 0.02
 * assert.deepEqual(second.parts.map((part) => part.base), ["400", "200"]);
 * ```
 * @since 0.1.0
 */
export function evaluateScale(plan: ScalePlan, value: ScaleBase): ScaleResult {
  expectCompiled(plan, "plan", "bounds");
  expectRecord(value, "value", ["base", "cumulative"]);
  const { base, cumulative } = value;
  if (cumulative === undefined) return whole(plan, readBase(base, "base"));
  const start = readBase(cumulative, "cumulative");
  const step = scaledFrom(base, "scale", "base");
  const end = addScaled(start, step);
  if (signOf(end) < 0) fail("scale.negative_base", "base", "no more than was counted before", base);
  return difference(plan, start, end);
}

function whole(plan: ScalePlan, base: Scaled): ScaleResult {
  const total = totalOf(plan, base);
  if (total === null) return NOTHING;
  if (plan.kind === "graduated") {
    const parts = graduatedParts(plan, BELOW_ALL, base);
    if (parts.length > 0) return { amount: toDecimalText(total), parts };
  }
  return { amount: toDecimalText(total), parts: [wholePart(plan, base, total)] };
}

function graduatedParts(plan: ScalePlan, start: Scaled, end: Scaled): readonly ScalePart[] {
  const parts: ScalePart[] = [];
  const first = Math.max(0, bandOf(plan, start));
  const last = bandOf(plan, end);
  for (let index = first; index <= last; index += 1) {
    const part = graduatedPart(plan, index, start, end);
    if (part !== null) parts.push(part);
  }
  return parts;
}

/** What a counter is worth: an empty one nothing, not even the fee of a band from zero. */
function counted(plan: ScalePlan, counter: Scaled): Scaled | null {
  return signOf(counter) === 0 ? null : totalOf(plan, counter);
}

/** What a counter adds exactly, going from one place to another; null below the lowest band. @internal */
export function addedOf(plan: ScalePlan, start: Scaled, end: Scaled): Scaled | null {
  const before = counted(plan, start);
  const after = counted(plan, end);
  if (before === null && after === null) return null;
  return subtractScaled(after ?? scaledZero, before ?? scaledZero);
}

function difference(plan: ScalePlan, start: Scaled, end: Scaled): ScaleResult {
  const added = addedOf(plan, start, end);
  if (added === null) return NOTHING;
  const amount = toDecimalText(added);
  const before = counted(plan, start);
  const after = counted(plan, end);
  if (plan.kind === "graduated") {
    // What is counted already has paid the fees of the bands that it reached.
    const [low, high] = compare(end, start) >= 0 ? [start, end] : [end, start];
    const parts = graduatedParts(plan, signOf(low) === 0 ? BELOW_ALL : low, high);
    return { amount, parts: high === end ? parts : parts.map(negatePart) };
  }
  const parts: ScalePart[] = [];
  if (before !== null) parts.push(negatePart(wholePart(plan, start, before)));
  if (after !== null) parts.push(wholePart(plan, end, after));
  return { amount, parts };
}

function wholePart(plan: ScalePlan, base: Scaled, total: Scaled): ScalePart {
  return partOf(plan, bandOf(plan, base), plan.kind === "flat" ? scaledZero : base, total);
}

function negatePart(part: ScalePart): ScalePart {
  return { ...part, base: negateDecimal(part.base), amount: negateDecimal(part.amount) };
}

/**
 * The band that a base reaches, as its bounds and value; null below the lowest.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { bandAt, compileScale } from "clientele/scales";
 *
 * const plan = compileScale({ kind: "allUnits", bands: [{ from: 0, value: "7" }, { from: 10, value: "6.5" }] });
 * assert.deepEqual(bandAt(plan, "10"), { from: "10", value: "6.5" });
 * ```
 * @since 0.1.0
 */
export function bandAt(
  plan: ScalePlan,
  base: DecimalInput,
): {
  readonly from: DecimalText;
  readonly until?: DecimalText;
  readonly value: DecimalText;
} | null {
  expectCompiled(plan, "plan", "bounds");

  const index = bandOf(plan, readBase(base, "base"));
  if (index < 0) return null;
  const band = { from: boundText(plan, index), value: valueText(plan, index) };
  return index + 1 < plan.bounds.length ? { ...band, until: boundText(plan, index + 1) } : band;
}

/**
 * How far a base is from the next band; null in the last.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compileScale, distanceToNextBand } from "clientele/scales";
 *
 * const plan = compileScale({ kind: "allUnits", bands: [{ from: 0, value: "0" }, { from: 5000, value: "0.02" }] });
 * assert.deepEqual(distanceToNextBand(plan, "4200"), { from: "5000", distance: "800", value: "0.02" });
 * assert.equal(distanceToNextBand(plan, "5000"), null);
 * ```
 * @since 0.1.0
 */
export function distanceToNextBand(plan: ScalePlan, base: DecimalInput): NextBand | null {
  expectCompiled(plan, "plan", "bounds");

  const exact = readBase(base, "base");
  const next = bandOf(plan, exact) + 1;
  const bound = plan.bounds[next];
  if (bound === undefined) return null;
  return {
    from: boundText(plan, next),
    distance: toDecimalText(subtractScaled({ units: bound, scale: plan.baseScale }, exact)),
    value: valueText(plan, next),
  };
}

/** What bands are counted over, and what a record comes to at a quantity. */
import { bandOf } from "../scales/evaluate.js";
import type { ScalePlan } from "../scales/index.js";
import { fail } from "../values/errors.js";
import { itemAt } from "../values/invariant.js";
import { addIntegers, multiplyIntegers } from "../values/rounding.js";
import type { Integer } from "../values/rounding.js";
import { addScaled, powerOfTen, scaledZero } from "../values/scaled.js";
import type { Scaled } from "../values/scaled.js";
import { addExact, exactOf, exactZero, floored, roundExact, subtractExact } from "./exact.js";
import type { Exact } from "./exact.js";
import type { RecordPlan, StepPlan } from "./plan.js";
import type { Context, LineState } from "./state.js";

const BASE = { numerator: 1, denominator: 1 };

interface Ratio {
  readonly numerator: Integer;
  readonly denominator: Integer;
}

/** Base units in a unit (null: base unit); undefined where the article has no such unit. */
function ratioOf(line: LineState, unit: string | null): LineState["ratio"] | undefined {
  if (unit === null) return BASE;
  return line.article?.units.get(unit) ?? (line.line.unit === unit ? line.ratio : undefined);
}

/** The quantity of a line in a unit (null: base unit); null where the article has no such unit. @internal */
export function quantityIn(line: LineState, unit: string | null): Exact | null {
  return convertedFrom(line, exactOf(line.quantity), unit);
}

/** Part of a line's quantity in a unit; null where the article has no such unit. @internal */
export function convertedFrom(line: LineState, quantity: Exact, unit: string | null): Exact | null {
  const { ratio } = line;
  const target = ratioOf(line, unit);
  if (target === undefined) return null;
  if (ratio.numerator === target.numerator && ratio.denominator === target.denominator)
    return quantity;
  const { units, scale, divisor } = quantity;
  return {
    units: multiplyIntegers(units, multiplyIntegers(ratio.numerator, target.denominator)),
    scale,
    divisor: multiplyIntegers(divisor, multiplyIntegers(ratio.denominator, target.numerator)),
  };
}

/** Units of a unit (null: base unit) as a quantity of the line. @internal */
export function quantityOf(line: LineState, units: number, unit: string | null): Exact {
  const { numerator, denominator } = unitRatio(line, unit, line.line.unit ?? null);
  return { units: multiplyIntegers(units, numerator), scale: 0, divisor: denominator };
}

/** Rounds a change of a line as its step says, to minor units. @internal */
export function roundChange(
  context: Context,
  step: StepPlan,
  line: LineState,
  exact: Exact,
): Integer {
  if (step.decimals === null && !step.isPerUnit) return roundExact(exact, context.scale, step.mode);
  const decimals = Math.min(step.decimals ?? context.scale, context.scale);
  if (step.isPerUnit) {
    const { units, scale } = line.quantity;
    const perUnit = roundExact(
      {
        units: multiplyIntegers(exact.units, powerOfTen(scale)),
        scale: exact.scale,
        divisor: multiplyIntegers(exact.divisor, units),
      },
      step.decimals ?? context.scale,
      step.mode,
    );
    const whole = {
      units: multiplyIntegers(perUnit, units),
      scale: scale + (step.decimals ?? context.scale),
      divisor: 1,
    };
    return roundExact(whole, context.scale, step.mode);
  }
  const rounded = roundExact(exact, decimals, step.mode);
  return decimals === context.scale
    ? rounded
    : multiplyIntegers(rounded, powerOfTen(context.scale - decimals));
}

/** What one line adds to the base of a scale; null where its unit does not convert. */
function measureLine(context: Context, record: RecordPlan, line: LineState): Exact | null {
  const basis = record.basis ?? {};
  if (basis.base === "value") {
    const units = basis.of === "list" ? (line.list ?? 0) : line.before;
    return { units, scale: context.scale, divisor: 1 };
  }
  if (basis.base === "weight") {
    const weight = line.article?.weight ?? null;
    const quantity = quantityIn(line, null);
    if (weight === null || quantity === null) return null;
    const { units, scale, divisor } = quantity;
    return { units: multiplyIntegers(units, weight.units), scale: scale + weight.scale, divisor };
  }
  return quantityIn(line, basis.unit ?? record.unit);
}

/** The base of a record's scale for a line; null where a unit does not convert. @internal */
export function measure(context: Context, record: RecordPlan, line: LineState): Exact | null {
  const over = record.basis?.over ?? "line";
  if (over === "line" || over === "eligible") return measureLine(context, record, line);
  const group = over === "order" ? "" : groupOf(over, line);
  if (group === null) return measureLine(context, record, line);
  let totals = context.totals.get(record);
  if (totals === undefined) {
    totals = totalsOf(context, record, over);
    context.totals.set(record, totals);
  }
  return totals.get(group) ?? null;
}

function groupOf(over: "article" | "productGroup", line: LineState): string | null {
  return line.line[over] ?? null;
}

/** The base over the lines of each group, once a step: nothing of it changes within one. */
function totalsOf(
  context: Context,
  record: RecordPlan,
  over: "article" | "productGroup" | "order",
): Map<string, Exact | null> {
  const totals = new Map<string, Exact | null>();
  for (const line of context.lines) {
    const group = over === "order" ? "" : groupOf(over, line);
    if (group === null || (record.basis?.base === "value" && line.list === null)) continue;
    const before = totals.get(group);
    const part = before === null ? null : measureLine(context, record, line);
    totals.set(group, part === null ? null : addExact(before ?? exactZero, part));
  }
  return totals;
}

function counterOf(context: Context, record: RecordPlan): Scaled {
  const counter = record.basis?.counter;
  return counter === undefined ? scaledZero : (context.counters.get(counter) ?? scaledZero);
}

/** Position of the band that a line reaches, −1 below the lowest, −2 where units do not convert. @internal */
export function bandFor(
  context: Context,
  record: RecordPlan,
  scale: ScalePlan,
  line: LineState,
): number {
  const base = measure(context, record, line);
  if (base === null) return -2;
  if (record.basis?.counter === undefined) return bandOf(scale, floored(base));
  return bandOf(scale, floored(addExact(base, exactOf(counterOf(context, record)))));
}

/** The value of a record for a line: its own, or that of the band. @internal */
export function rateOf(context: Context, record: RecordPlan, line: LineState): Scaled {
  if (record.scale === null) return record.value;
  return rateIn(record, bandFor(context, record, record.scale, line));
}

/**
 * The band that lines reach together, for a record over those that it was found for (`eligible`)
 * or over all; −1 below the lowest, −2 where units do not convert.
 *
 * @internal
 */
export function bandOver(
  context: Context,
  record: RecordPlan,
  scale: ScalePlan,
  lines: readonly LineState[],
): number {
  const base = measureTogether(context, record, poolOf(context, record, lines));
  if (base === null) return -2;
  return bandOf(scale, floored(addExact(base, exactOf(counterOf(context, record)))));
}

function poolOf(
  context: Context,
  record: RecordPlan,
  lines: readonly LineState[],
): readonly LineState[] {
  return record.basis?.over === "order" ? context.lines : lines;
}

function measureTogether(
  context: Context,
  record: RecordPlan,
  lines: readonly LineState[],
): Exact | null {
  let total = exactZero;
  for (const line of lines) {
    if (record.basis?.base === "value" && line.list === null) continue;
    const part = measureLine(context, record, line);
    if (part === null) return null;
    total = addExact(total, part);
  }
  return total;
}

/** The value of a record in a band. @internal */
export function rateIn(record: RecordPlan, band: number): Scaled {
  if (record.scale === null) return record.value;
  return { units: itemAt(record.scale.values, band), scale: record.scale.valueScale };
}

/** Rate × quantity in the record's unit, exactly; each unit in its band where graduated. @internal */
export function extend(context: Context, record: RecordPlan, line: LineState, rate: Scaled): Exact {
  if (record.scale?.kind === "graduated")
    return extendGraduated(context, record, record.scale, line);
  const quantity =
    quantityIn(line, record.unit) ??
    fail("pricing.unknown_unit", "unit", "a unit of the article", record.unit);
  return {
    units: multiplyIntegers(rate.units, quantity.units),
    scale: rate.scale + quantity.scale + record.shift,
    divisor: quantity.divisor,
  };
}

/**
 * Each unit in its band. The bands may be in another unit than the price: a band's part of the
 * line is then converted, exactly.
 */
function extendGraduated(
  context: Context,
  record: RecordPlan,
  scale: ScalePlan,
  line: LineState,
): Exact {
  const base = measure(context, record, line) ?? exactZero;
  const start = exactOf(counterOf(context, record));
  const whole = graduatedTotal(scale, addExact(start, base));
  const { units, scale: places, divisor } = subtractExact(whole, graduatedTotal(scale, start));
  const ratio = unitRatio(line, record.basis?.unit ?? record.unit, record.unit);
  return {
    units: multiplyIntegers(units, ratio.numerator),
    scale: places + record.shift,
    divisor: multiplyIntegers(divisor, ratio.denominator),
  };
}

/** What a base comes to by graduated bands without fees; nothing below the lowest. */
function graduatedTotal(scale: ScalePlan, base: Exact): Exact {
  const band = bandOf(scale, floored(base));
  if (band < 0) return exactZero;
  const bound = exactOf({ units: itemAt(scale.bounds, band), scale: scale.baseScale });
  const inside = subtractExact(base, bound);
  const reached = {
    units: multiplyIntegers(inside.units, itemAt(scale.values, band)),
    scale: inside.scale + scale.valueScale,
    divisor: inside.divisor,
  };
  const below = { units: itemAt(scale.below, band), scale: scale.baseScale + scale.valueScale };
  return addExact(exactOf(below), reached);
}

/** How many of the second unit are in one of the first. */
function unitRatio(line: LineState, from: string | null, to: string | null): Ratio {
  if (from === to) return BASE;
  const a = ratioOf(line, from) ?? BASE;
  const b = ratioOf(line, to) ?? BASE;
  return {
    numerator: multiplyIntegers(a.numerator, b.denominator),
    denominator: multiplyIntegers(a.denominator, b.numerator),
  };
}

/** Counts a line into the counter of a record that applied to it, once. @internal */
export function count(context: Context, record: RecordPlan, line: LineState): void {
  const counter = record.basis?.counter;
  if (counter === undefined || line.counted.includes(counter)) return;
  const base = floored(measure(context, record, line) ?? exactZero);
  context.counters.set(counter, addScaled(counterOf(context, record), base));
  line.counted = [...line.counted, counter];
}

/** Counts lines together into the counter of a record of the order. @internal */
export function countOver(context: Context, record: RecordPlan, lines: readonly LineState[]): void {
  const counter = record.basis?.counter;
  if (counter === undefined) return;
  const pool = poolOf(context, record, lines);
  const open = pool.filter((line) => !line.counted.includes(counter));
  const base = floored(measureTogether(context, record, open) ?? exactZero);
  context.counters.set(counter, addScaled(counterOf(context, record), base));
  for (const line of open) line.counted = [...line.counted, counter];
}

/** Base × rate. @internal */
export function share(basis: Integer, scale: number, rate: Scaled): Exact {
  return { units: multiplyIntegers(basis, rate.units), scale: scale + rate.scale, divisor: 1 };
}

/** The sum of minor units. @internal */
export function sumUnits(amounts: readonly Integer[]): Integer {
  let total: Integer = 0;
  for (const amount of amounts) total = addIntegers(total, amount);
  return total;
}

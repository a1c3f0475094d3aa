/** What bands are counted over, and what a record comes to at a quantity. */
import { bandOf, evaluateScale } from "../scales/evaluate.js";
import type { ScalePlan } from "../scales/index.js";
import { fail } from "../values/errors.js";
import { itemAt } from "../values/invariant.js";
import { addIntegers, multiplyIntegers, roundQuotient } from "../values/rounding.js";
import type { Integer, RoundingMode } from "../values/rounding.js";
import { addScaled, formatScaled, parseScaled, powerOfTen, scaledZero } from "../values/scaled.js";
import type { Scaled } from "../values/scaled.js";
import type { RecordPlan, StepPlan } from "./plan.js";
import type { Context, LineState } from "./state.js";

/** An exact amount: units ÷ (10^scale × divisor). @internal */
export interface Exact {
  readonly units: Integer;
  readonly scale: number;
  readonly divisor: Integer;
}

const BASE = { numerator: 1, denominator: 1 };
/** Decimals at which a converted quantity is floored to find its band; bounds are coarser. */
const CONVERTED_SCALE = 12;

/** The quantity of a line in a unit (null: base unit); null where the article has no such unit. @internal */
export function quantityIn(line: LineState, unit: string | null): Exact | null {
  const { quantity, ratio } = line;
  let target = BASE;
  if (unit !== null) {
    const known = line.article?.units.get(unit) ?? (line.line.unit === unit ? ratio : undefined);
    if (known === undefined) return null;
    target = known;
  }
  const numerator = ratio.numerator * target.denominator;
  const denominator = ratio.denominator * target.numerator;
  if (numerator === denominator)
    return { units: quantity.units, scale: quantity.scale, divisor: 1 };
  return {
    units: multiplyIntegers(quantity.units, multiplyIntegers(ratio.numerator, target.denominator)),
    scale: quantity.scale,
    divisor: multiplyIntegers(ratio.denominator, target.numerator),
  };
}

/** Rounds an exact amount to decimals, in units of 10^-scale. @internal */
export function roundExact(exact: Exact, decimals: number, mode: RoundingMode): Integer {
  const shift = exact.scale - decimals;
  if (shift <= 0) {
    const units = multiplyIntegers(exact.units, powerOfTen(-shift));
    return exact.divisor === 1 ? units : roundQuotient(units, exact.divisor, mode);
  }
  return roundQuotient(exact.units, multiplyIntegers(powerOfTen(shift), exact.divisor), mode);
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

/** An exact amount as a decimal, floored where it has no end; for finding a band. */
function floored({ units, scale, divisor }: Exact): Scaled {
  if (divisor === 1) return { units, scale };
  const shift = Math.max(0, CONVERTED_SCALE - scale);
  const wide = multiplyIntegers(units, powerOfTen(shift));
  return { units: roundQuotient(wide, divisor, "floor"), scale: scale + shift };
}

/** What one line adds to the base of a scale; null where its unit does not convert. */
function measureLine(context: Context, record: RecordPlan, line: LineState): Scaled | null {
  const basis = record.basis ?? {};
  if (basis.base === "value") {
    const units = basis.of === "list" ? (line.list ?? 0) : line.before;
    return { units, scale: context.scale };
  }
  if (basis.base === "weight") {
    const weight = line.article?.weight ?? null;
    const quantity = quantityIn(line, null);
    if (weight === null || quantity === null) return null;
    const { units, scale, divisor } = quantity;
    return floored({
      units: multiplyIntegers(units, weight.units),
      scale: scale + weight.scale,
      divisor,
    });
  }
  const quantity = quantityIn(line, basis.unit ?? record.unit);
  return quantity === null ? null : floored(quantity);
}

/** The base of a record's scale for a line; null where a unit does not convert. @internal */
export function measure(context: Context, record: RecordPlan, line: LineState): Scaled | null {
  const over = record.basis?.over ?? "line";
  if (over === "line") return measureLine(context, record, line);
  let total: Scaled = scaledZero;
  for (const other of context.lines) {
    const isIn =
      over === "order" ||
      (over === "article" ? other.line.article === line.line.article : isSameGroup(other, line));
    if (!isIn || (record.basis?.base === "value" && other.list === null)) continue;
    const part = measureLine(context, record, other);
    if (part === null) return null;
    total = addScaled(total, part);
  }
  return total;
}

function isSameGroup(a: LineState, b: LineState): boolean {
  return a.line.productGroup !== undefined && a.line.productGroup === b.line.productGroup;
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
  if (record.basis?.counter === undefined) return bandOf(scale, base);
  return bandOf(scale, addScaled(base, counterOf(context, record)));
}

/** The value of a record for a line: its own, or that of the band. @internal */
export function rateOf(context: Context, record: RecordPlan, line: LineState): Scaled {
  if (record.scale === null) return record.value;
  const band = bandFor(context, record, record.scale, line);
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

function extendGraduated(
  context: Context,
  record: RecordPlan,
  scale: ScalePlan,
  line: LineState,
): Exact {
  const base = formatScaled(measure(context, record, line) ?? scaledZero);
  const counter = record.basis?.counter;
  const cumulative = formatScaled(counterOf(context, record));
  const { amount } = evaluateScale(scale, counter === undefined ? { base } : { base, cumulative });
  const exact = parseScaled(amount ?? "0", "scale", "amount");
  return { units: exact.units, scale: exact.scale + record.shift, divisor: 1 };
}

/** Counts a line into the counter of a record that applied to it, once. @internal */
export function count(context: Context, record: RecordPlan, line: LineState): void {
  const counter = record.basis?.counter;
  if (counter === undefined || line.counted.includes(counter)) return;
  const base = measure(context, record, line) ?? scaledZero;
  context.counters.set(counter, addScaled(counterOf(context, record), base));
  line.counted = [...line.counted, counter];
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

/** A quantity as an integer of whole units, rounded down. @internal */
export function wholeUnits(quantity: Scaled): number {
  const whole = roundQuotient(quantity.units, powerOfTen(quantity.scale), "floor");
  return Math.min(Number(whole), Number.MAX_SAFE_INTEGER);
}

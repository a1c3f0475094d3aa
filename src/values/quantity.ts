/**
 * Quantities with their unit, and exact conversion by the ratios of an article.
 */
import { toDecimalText } from "./decimal.js";
import type { DecimalInput, DecimalText } from "./decimal.js";
import { fail } from "./errors.js";
import { at, atIndex, expectArray, expectIdentifier, expectRecord, isRecord } from "./plain.js";
import { expectRational, multiplyRational } from "./rational.js";
import type { Rational } from "./rational.js";
import { expectRoundingMode } from "./rounding.js";
import type { RoundingMode } from "./rounding.js";
import {
  addScaled,
  compareScaled,
  divideScaled,
  formatScaled,
  multiplyScaled,
  negateScaled,
  scaledFrom,
} from "./scaled.js";
import type { Scaled } from "./scaled.js";

/**
 * A number of units of something: `{ amount: "12.5", unit: "kg" }`.
 *
 * @since 0.1.0
 */
export interface Quantity<Unit extends string = string> {
  readonly amount: DecimalText;
  readonly unit: Unit;
}

/**
 * One unit in terms of another, for one article: a box of twelve is
 * `{ from: "box", to: "piece", ratio: "12" }`. The ratio is a decimal or a fraction, `"1/3"`;
 * it holds in both directions.
 *
 * @since 0.1.0
 */
export interface UnitConversion {
  readonly from: string;
  readonly to: string;
  readonly ratio: DecimalText;
}

/**
 * Makes a quantity.
 *
 * @throws ClienteleError `quantity.type`, `quantity.format` …, `id.format` for the unit
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { quantity } from "clientele/values";
 *
 * assert.deepEqual(quantity("2.50", "metre"), { amount: "2.5", unit: "metre" });
 * ```
 * @since 0.1.0
 */
export function quantity<const Unit extends string>(
  amount: DecimalInput,
  unit: Unit,
): Quantity<Unit> {
  expectIdentifier(unit, "unit");
  return { amount: formatScaled(scaledFrom(amount, "quantity", "amount")), unit };
}

/** The exact amount of a quantity that came from outside. @internal */
export function scaledQuantityOf(value: Quantity, path: string): Scaled {
  if (!isRecord(value)) return fail("quantity.type", path, "an amount with a unit", value);
  expectIdentifier(value.unit, at(path, "unit"));
  return scaledFrom(value.amount, "quantity", at(path, "amount"));
}

function expectSameUnit(a: Quantity, b: Quantity): void {
  if (a.unit !== b.unit)
    fail("quantity.unit_mismatch", "b.unit", `a quantity in ${a.unit}`, b.unit);
}

/**
 * Sum of two quantities of one unit, exact.
 *
 * @throws ClienteleError `quantity.unit_mismatch`: convert first
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { addQuantities, quantity } from "clientele/values";
 *
 * assert.equal(addQuantities(quantity(2, "box"), quantity(3, "box")).amount, "5");
 * ```
 * @since 0.1.0
 */
export function addQuantities<Unit extends string>(
  a: Quantity<Unit>,
  b: Quantity<NoInfer<Unit>>,
): Quantity<Unit> {
  const x = scaledQuantityOf(a, "a");
  const y = scaledQuantityOf(b, "b");
  expectSameUnit(a, b);
  return { amount: toDecimalText(addScaled(x, y)), unit: a.unit };
}

/**
 * Difference of two quantities of one unit, a − b, exact.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { quantity, subtractQuantities } from "clientele/values";
 *
 * assert.equal(subtractQuantities(quantity(2, "box"), quantity(3, "box")).amount, "-1");
 * ```
 * @since 0.1.0
 */
export function subtractQuantities<Unit extends string>(
  a: Quantity<Unit>,
  b: Quantity<NoInfer<Unit>>,
): Quantity<Unit> {
  const x = scaledQuantityOf(a, "a");
  const y = scaledQuantityOf(b, "b");
  expectSameUnit(a, b);
  return { amount: toDecimalText(addScaled(x, negateScaled(y))), unit: a.unit };
}

/**
 * A quantity times a factor, exact.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { multiplyQuantity, quantity } from "clientele/values";
 *
 * assert.equal(multiplyQuantity(quantity("2.5", "metre"), 3).amount, "7.5");
 * ```
 * @since 0.1.0
 */
export function multiplyQuantity<Unit extends string>(
  value: Quantity<Unit>,
  factor: DecimalInput,
): Quantity<Unit> {
  const product = multiplyScaled(
    scaledQuantityOf(value, "value"),
    scaledFrom(factor, "decimal", "factor"),
  );
  return { amount: toDecimalText(product), unit: value.unit };
}

/**
 * −1, 0 or 1 as a is below, equal to or above b.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compareQuantities, quantity } from "clientele/values";
 *
 * assert.equal(compareQuantities(quantity(2, "box"), quantity(3, "box")), -1);
 * ```
 * @since 0.1.0
 */
export function compareQuantities<Unit extends string>(
  a: Quantity<Unit>,
  b: Quantity<NoInfer<Unit>>,
): -1 | 0 | 1 {
  const order = compareScaled(scaledQuantityOf(a, "a"), scaledQuantityOf(b, "b"));
  expectSameUnit(a, b);
  return order < 0 ? -1 : order > 0 ? 1 : 0;
}

/** Rounding of a converted quantity. @since 0.1.0 */
export interface ConversionOptions {
  /** Most decimals of the result; 12 unless named. */
  readonly scale?: number;
  /** How to round where the result has more; refused (`quantity.rounding_needed`) unless named. */
  readonly rounding?: RoundingMode;
}

const CONVERSIONS_MAX = 1_000;
const SCALE = 12;

/**
 * The ratio from one unit to another: directly, backwards, or over one unit in between that is
 * the same for all ways there are. Ways of different value are refused, not chosen between.
 *
 * @throws ClienteleError `quantity.no_conversion`, `quantity.ambiguous_conversion`
 * @internal
 */
export function conversionRatio(
  from: string,
  to: string,
  conversions: readonly UnitConversion[],
): Rational {
  if (from === to) return { numerator: 1n, denominator: 1n };
  const edges = readConversions(conversions);
  const found = new Map<string, Rational>([[from, { numerator: 1n, denominator: 1n }]]);
  // A map is walked in the order of insertion, what is added on the way included.
  for (const [unit, reached] of found) {
    for (const edge of edges.get(unit) ?? []) {
      const ratio = multiplyRational(reached, edge.ratio);
      const known = found.get(edge.to);
      if (known === undefined) {
        found.set(edge.to, ratio);
      } else if (known.numerator !== ratio.numerator || known.denominator !== ratio.denominator) {
        fail(
          "quantity.ambiguous_conversion",
          "conversions",
          `one ratio from ${from} to ${edge.to}`,
          edge.to,
        );
      }
    }
  }
  const ratio = found.get(to);
  if (ratio === undefined) {
    fail("quantity.no_conversion", "to", `a unit that ${from} converts to`, to);
  }
  return ratio;
}

interface Edge {
  readonly to: string;
  readonly ratio: Rational;
}

function readConversions(
  conversions: readonly UnitConversion[],
): ReadonlyMap<string, readonly Edge[]> {
  const edges = new Map<string, Edge[]>();
  const link = (from: string, to: string, ratio: Rational): void => {
    const list = edges.get(from) ?? [];
    list.push({ to, ratio });
    edges.set(from, list);
  };
  expectArray(conversions, "conversions", CONVERSIONS_MAX).forEach((value, index) => {
    const path = atIndex("conversions", index);
    const record = expectRecord(value, path, ["from", "to", "ratio"]);
    const from = expectIdentifier(record["from"], at(path, "from"));
    const to = expectIdentifier(record["to"], at(path, "to"));
    const ratio = expectRational(record["ratio"], "quantity", at(path, "ratio"));
    if (ratio.numerator <= 0n)
      fail("quantity.ratio", at(path, "ratio"), "a ratio above zero", record["ratio"]);
    link(from, to, ratio);
    link(to, from, { numerator: ratio.denominator, denominator: ratio.numerator });
  });
  return edges;
}

/**
 * A quantity in another unit, by the exact ratios of its article.
 *
 * @throws ClienteleError `quantity.no_conversion`, `quantity.ambiguous_conversion` where two
 * ways give different ratios, `quantity.rounding_needed` where the result has more than `scale`
 * decimals and no rounding is named
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { convertQuantity, quantity } from "clientele/values";
 *
 * const screws = [
 *   { from: "pallet", to: "box", ratio: "48" },
 *   { from: "box", to: "piece", ratio: "200" },
 * ];
 * assert.equal(convertQuantity(quantity("2", "pallet"), "piece", screws).amount, "19200");
 * assert.equal(convertQuantity(quantity("50", "piece"), "box", screws).amount, "0.25");
 * ```
 * @since 0.1.0
 */
export function convertQuantity<const Unit extends string>(
  value: Quantity,
  to: Unit,
  conversions: readonly UnitConversion[],
  options: ConversionOptions = {},
): Quantity<Unit> {
  const exact = scaledQuantityOf(value, "value");
  const { numerator, denominator } = conversionRatio(value.unit, to, conversions);
  expectRecord(options, "options", ["scale", "rounding"]);
  const scale = options.scale ?? SCALE;
  const product = multiplyScaled(exact, { units: numerator, scale: 0 });
  const divisor: Scaled = { units: denominator, scale: 0 };
  const mode =
    options.rounding === undefined ? "down" : expectRoundingMode(options.rounding, "rounding");
  const result = divideScaled(product, divisor, scale, mode);
  if (
    options.rounding === undefined &&
    compareScaled(multiplyScaled(result, divisor), product) !== 0
  ) {
    fail(
      "quantity.rounding_needed",
      "rounding",
      `a result of at most ${String(scale)} decimals`,
      value.amount,
    );
  }
  return { amount: toDecimalText(result), unit: to };
}

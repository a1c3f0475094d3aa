/**
 * How many points a basis gives: the rule turned into a formula of exact integers, which is
 * pinned in the event and computed again for returns.
 *
 * Not here: which rules apply (`earn.ts`).
 */
import { compileScale, evaluateScale } from "../scales/index.js";
import type { Scale } from "../scales/index.js";
import { fail } from "../values/errors.js";
import {
  expectRoundingMode,
  multiplyIntegers,
  roundQuotient,
  toInteger,
} from "../values/rounding.js";
import type { Integer } from "../values/rounding.js";
import { powerOfTen, scaledFrom } from "../values/scaled.js";
import type { Scaled } from "../values/scaled.js";
import type { PinnedFormula, PinnedLine } from "./event-model.js";
import type { Award } from "./programme-model.js";

/** Quantities count in thousandths. @internal */
export const QUANTITY_SCALE = 3;

/** An exact factor. @internal */
export interface Ratio {
  readonly numerator: Integer;
  readonly denominator: Integer;
}

/** The factor that changes nothing. @internal */
export const ONE: Ratio = { numerator: 1, denominator: 1 };

/** A decimal as a factor. @internal */
export function ratioOf(value: Scaled): Ratio {
  return { numerator: value.units, denominator: powerOfTen(value.scale) };
}

/** The product of two factors. @internal */
export function multiplyRatios(a: Ratio, b: Ratio): Ratio {
  if (b === ONE) return a;
  return {
    numerator: multiplyIntegers(a.numerator, b.numerator),
    denominator: multiplyIntegers(a.denominator, b.denominator),
  };
}

/** An award as a formula over minor units or thousandths, before multipliers. @internal */
export interface AwardPlan {
  readonly kind: PinnedFormula["kind"];
  readonly base: PinnedFormula["base"];
  readonly ratio: Ratio;
  readonly rounding: string;
  readonly scale: string | null;
}

/** Turns a checked award into a formula. @internal */
export function planAward(award: Award, amountScale: number): AwardPlan {
  switch (award.kind) {
    case "fixed":
      return {
        kind: "fixed",
        base: "amount",
        ratio: { numerator: award.points, denominator: 1 },
        rounding: "floor",
        scale: null,
      };
    case "perAmount": {
      const points = ratioOf(scaledFrom(award.points, "loyalty", "points"));
      const per = ratioOf(scaledFrom(award.per, "loyalty", "per"));
      const ratio = multiplyRatios(points, {
        numerator: per.denominator,
        denominator: multiplyIntegers(per.numerator, powerOfTen(amountScale)),
      });
      return { kind: "ratio", base: "amount", ratio, rounding: award.rounding, scale: null };
    }
    case "perUnit": {
      const points = ratioOf(scaledFrom(award.points, "loyalty", "points"));
      const ratio = multiplyRatios(points, {
        numerator: 1,
        denominator: powerOfTen(QUANTITY_SCALE),
      });
      return { kind: "ratio", base: "quantity", ratio, rounding: award.rounding, scale: null };
    }
    case "scale":
      return {
        kind: "scale",
        base: award.base,
        ratio: {
          numerator: 1,
          denominator: powerOfTen(award.base === "amount" ? amountScale : QUANTITY_SCALE),
        },
        rounding: award.rounding,
        scale: JSON.stringify(award.scale),
      };
  }
}

/** The formula of a rule with its multipliers, as it is pinned. @internal */
export function pinFormula(
  award: AwardPlan,
  multiplier: Ratio,
  minimumAmount: number,
): PinnedFormula {
  const isScale = award.kind === "scale";
  const ratio = isScale ? multiplier : multiplyRatios(award.ratio, multiplier);
  const formula = {
    kind: award.kind,
    base: award.base,
    numerator: String(ratio.numerator),
    denominator: String(ratio.denominator),
    rounding: award.rounding,
    minimumAmount,
  };
  if (award.scale === null) return formula;
  return { ...formula, scale: award.scale, scaleUnit: String(award.ratio.denominator) };
}

/** What is left of a purchase, as the basis of points. @internal */
export interface Basis {
  /** Minor units. */
  readonly amount: number;
  /** Thousandths. */
  readonly quantity: number;
}

/** The basis of some lines. @internal */
export function basisOf(lines: readonly PinnedLine[]): Basis {
  let amount = 0;
  let quantity = 0;
  for (const line of lines) {
    amount += line.amount;
    quantity += line.quantity;
  }
  return { amount, quantity };
}

function exact(text: string): Integer {
  return toInteger(BigInt(text));
}

function scalePoints(formula: PinnedFormula, base: number, scale: string): Ratio {
  const unit = exact(formula.scaleUnit ?? "1");
  const digits = String(unit).length - 1;
  const text = formatBase(base, digits);
  const result = evaluateScale(compileScale(JSON.parse(scale) as Scale), { base: text });
  if (result.amount === null) return { numerator: 0, denominator: 1 };
  return ratioOf(scaledFrom(result.amount, "loyalty", "points"));
}

function formatBase(units: number, digits: number): string {
  if (digits === 0) return String(units);
  const text = String(units).padStart(digits + 1, "0");
  return `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/**
 * Points of a basis by a pinned formula, rounded once. Below 2⁵³, or `loyalty.overflow`.
 *
 * @internal
 */
export function pointsOf(formula: PinnedFormula, basis: Basis): number {
  const base = baseOf(formula, formula.minimumAmount, basis);
  if (base === null) return 0;
  const factor = { numerator: exact(formula.numerator), denominator: exact(formula.denominator) };
  return formula.scale === undefined
    ? rounded(formula, factor, base)
    : rounded(formula, multiplyRatios(factor, scalePoints(formula, base, formula.scale)), 1);
}

/**
 * The same of the formula that {@link pinFormula} would pin, without a way through its texts.
 *
 * @internal
 */
export function awardPoints(
  award: AwardPlan,
  multiplier: Ratio,
  minimumAmount: number,
  basis: Basis,
): number {
  if (award.kind === "scale") return pointsOf(pinFormula(award, multiplier, minimumAmount), basis);
  const base = baseOf(award, minimumAmount, basis);
  return base === null ? 0 : rounded(award, multiplyRatios(award.ratio, multiplier), base);
}

/** What points are counted on; null where there is nothing to count. */
function baseOf(
  { kind, base }: Pick<PinnedFormula, "kind" | "base">,
  minimumAmount: number,
  { amount, quantity }: Basis,
): number | null {
  if (amount < minimumAmount) return null;
  const found = base === "amount" ? amount : quantity;
  const isThere = kind === "fixed" ? amount > 0 || quantity > 0 : found > 0;
  return isThere ? found : null;
}

function rounded(
  { kind, rounding }: Pick<PinnedFormula, "kind" | "rounding">,
  { numerator, denominator }: Ratio,
  base: number,
): number {
  const mode = expectRoundingMode(rounding, "rounding");
  const whole = kind === "fixed" ? numerator : multiplyIntegers(numerator, base);
  const points = roundQuotient(whole, denominator, mode);
  if (typeof points !== "number") {
    return fail("loyalty.overflow", "points", "points within 2^53", String(points));
  }
  return points;
}

/**
 * The odds that a customer of the Pareto/NBD has left, as an integral of positive terms.
 *
 * With x purchases, the last at t, of a customer of age T:
 *
 *     Q = s ∫ₜᵀ ((α+T) ÷ (α+τ))^(r+x) ((β+T) ÷ (β+τ))^s dτ ÷ (β+τ)
 *
 * is P(left) ÷ P(alive). The usual form is a difference of two ₂F₁ of large arguments, which
 * overflows and cancels at high frequencies; this one does neither. By Gauss–Legendre in
 * u = ln((γ+τ) ÷ (γ+t)), γ the smaller of α and β, or in e^u − 1 where that is small: smooth
 * then, for all parameters. Relative error of Q about 1e-12 or less.
 *
 * Math.log, Math.log1p and Math.exp for the reason given in `beta-geometric-likelihood.ts`.
 */
import { gaussLegendre } from "../numeric/gauss-legendre.js";
import type { QuadratureRule } from "../numeric/gauss-legendre.js";
import type { ParetoNbdParameters } from "./model.js";

/** Orders of the rules, by how far the integrand falls and how wide it is. */
const ORDERS: readonly number[] = [8, 12, 16, 24, 32];
const RULES: readonly QuadratureRule[] = /* @__PURE__ */ (() => ORDERS.map(gaussLegendre))();
/** The integrand is cut where it has fallen by e^−40. */
const FALL_MAX = 40;
const STEPS_MAX = 200;
/** Widest panel in u: singularities are π away from the real axis. */
const PANEL_MAX = 4;
/** Below this e^u − 1 is the variable, so that no digit is lost in it. */
const LINEAR_BELOW = 0.5;

/** Where the moments are written, in this order. @internal */
export const MOMENTS = { logOdds: 0, byR: 1, byAlpha: 2, byS: 3, byBeta: 4 } as const;

/** How the integrand looks in its variable: fall(u) = first·u + second·ln(1 + ρ(e^u − 1)). */
interface Shape {
  readonly first: number;
  readonly second: number;
  readonly ratio: number;
}

function fallAt({ first, second, ratio }: Shape, rise: number): number {
  return first * Math.log1p(rise) + second * Math.log1p(ratio * rise);
}

/** e^u − 1 up to which the integrand counts. */
function reachOf(shape: Shape, whole: number): number {
  if (fallAt(shape, whole) <= FALL_MAX) return whole;
  const { first, second, ratio } = shape;
  // The fall is convex in u: it is above its tangent at 0, and Newton's method comes down to the
  // root from the right.
  const slope = first + second * ratio;
  let u = Math.min(Math.log1p(whole), slope > 0 ? FALL_MAX / slope : Infinity);
  for (let step = 0; step < STEPS_MAX; step += 1) {
    const rise = Math.expm1(u);
    const over = fallAt(shape, rise) - FALL_MAX;
    if (over <= 1) break;
    u -= over / (first + (second * ratio * (1 + rise)) / (1 + ratio * rise));
  }
  return Math.min(whole, Math.expm1(u));
}

function ruleOf(width: number, fall: number): QuadratureRule {
  const size = Math.max(width / 0.8, Math.abs(fall) / 3);
  const place = size <= 1 ? 0 : size <= 2.5 ? 1 : size <= 5 ? 2 : size <= 9 ? 3 : 4;
  return RULES[place] as QuadratureRule;
}

/** Sums over the nodes: mass, and with it the logarithms and reciprocals of both times. */
interface Sums {
  mass: number;
  smallLog: number;
  largeLog: number;
  smallPart: number;
  largePart: number;
}

/** The integral's own variables: which of α and β is the smaller, and how the integrand falls. */
interface Frame {
  readonly shape: Shape;
  readonly isAlphaSmall: boolean;
  /** Powers of the factors of the smaller and of the larger of α and β. */
  readonly powers: readonly [small: number, large: number];
  /** ln((γ+T) ÷ (γ+t)) of the smaller and of the larger. */
  readonly ends: readonly [small: number, large: number];
}

/** Integrates up to e^u − 1 = reach; the sums are of mass 1 per unit of the variable. */
function summed({ shape, isAlphaSmall, powers, ends }: Frame, reach: number): Sums {
  const { ratio } = shape;
  const isLinear = reach < LINEAR_BELOW;
  const width = isLinear ? reach : Math.log1p(reach);
  const panels = Math.ceil(width / PANEL_MAX);
  const rule = ruleOf(width / panels, fallAt(shape, reach) / panels);
  const sums: Sums = { mass: 0, smallLog: 0, largeLog: 0, smallPart: 0, largePart: 0 };
  for (let panel = 0; panel < panels; panel += 1) {
    for (let node = 0; node < rule.nodes.length; node += 1) {
      const v = (width * (panel + (rule.nodes[node] as number))) / panels;
      const u = isLinear ? Math.log1p(v) : v;
      const rise = isLinear ? v : Math.expm1(v);
      const logLarge = Math.log1p(ratio * rise);
      const inner = 1 + ratio * rise;
      const outer = 1 + rise;
      // dτ/(β+τ) in the variable: du where β is the smaller, ρ du·e^u/(1+ρ(e^u−1)) otherwise.
      const density = (isLinear ? 1 : outer) * (isAlphaSmall ? ratio / inner : 1 / outer);
      const fall = powers[0] * u + powers[1] * logLarge;
      const q = (rule.weights[node] as number) * Math.exp(-fall) * density;
      sums.mass += q;
      sums.smallLog += q * (ends[0] - u);
      sums.largeLog += q * (ends[1] - logLarge);
      sums.smallPart += q / outer;
      sums.largePart += q / inner;
    }
  }
  const { mass } = sums;
  return {
    mass: (mass * width) / panels,
    smallLog: sums.smallLog / mass,
    largeLog: sums.largeLog / mass,
    smallPart: sums.smallPart / mass,
    largePart: sums.largePart / mass,
  };
}

/**
 * ln Q and the derivatives of ln Q by ln r, ln α, ln s and ln β, written into `moments` (five
 * numbers, see {@link MOMENTS}); −Infinity and zeros where t = T.
 *
 * @internal
 */
export function dropoutMoments(
  moments: Float64Array,
  { r, alpha, s, beta }: ParetoNbdParameters,
  frequency: number,
  recency: number,
  age: number,
): void {
  moments.fill(0);
  if (recency >= age) {
    moments[MOMENTS.logOdds] = -Infinity;
    return;
  }
  const power = r + frequency;
  const isAlphaSmall = alpha < beta;
  const small = (isAlphaSmall ? alpha : beta) + recency;
  const large = (isAlphaSmall ? beta : alpha) + recency;
  const ratio = small / large;
  const whole = (age - recency) / small;
  const shape: Shape = isAlphaSmall
    ? { first: power - 1, second: s + 1, ratio }
    : { first: s, second: power, ratio };
  const ends = [Math.log1p(whole), Math.log1p(ratio * whole)] as const;
  const powers = isAlphaSmall ? ([power, s] as const) : ([s, power] as const);
  const sums = summed({ shape, isAlphaSmall, powers, ends }, reachOf(shape, whole));
  if (!(sums.mass > 0)) {
    // Below the range of doubles.
    moments[MOMENTS.logOdds] = -Infinity;
    return;
  }
  // 1/(γ+τ) is 1/((γ+t)·(1+rise)).
  const smallPart = sums.smallPart / small;
  const largePart = sums.largePart / large;
  moments[MOMENTS.logOdds] = Math.log(s * sums.mass) + powers[0] * ends[0] + powers[1] * ends[1];
  moments[MOMENTS.byR] = r * (isAlphaSmall ? sums.smallLog : sums.largeLog);
  moments[MOMENTS.byS] = 1 + s * (isAlphaSmall ? sums.largeLog : sums.smallLog);
  const partAlpha = isAlphaSmall ? smallPart : largePart;
  const partBeta = isAlphaSmall ? largePart : smallPart;
  moments[MOMENTS.byAlpha] = alpha * power * (1 / (alpha + age) - partAlpha);
  moments[MOMENTS.byBeta] = beta * (s / (beta + age) - (s + 1) * partBeta);
}

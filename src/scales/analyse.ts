/**
 * What is odd about a scale: totals that fall although more is bought. Decided from the bands
 * alone, exactly, with a witness.
 */
import { toDecimalText } from "../values/decimal.js";
import type { DecimalText } from "../values/decimal.js";
import { invariant, itemAt } from "../values/invariant.js";
import { compareIntegers } from "../values/rounding.js";
import {
  addScaled,
  compareScaled,
  divideScaled,
  formatScaled,
  signOf,
  subtractScaled,
} from "../values/scaled.js";
import type { Scaled } from "../values/scaled.js";
import type { ScalePlan } from "./compile.js";
import { totalOf } from "./evaluate.js";
import { expectCompiled } from "../values/plain.js";

/**
 * A finding about a scale.
 *
 * - `cliff`: just below a bound more is paid than at it, so that buying more costs less, for
 *   bases above `from` and below `until`; `before` and `after` are the totals just
 *   below the bound (as a limit) and at it.
 * - `falling`: within a band the total falls as the base grows, as its value is below zero.
 * - `gap`: bases from zero to the lowest bound have no value.
 *
 * @since 0.1.0
 */
export type ScaleFinding =
  | {
      readonly kind: "cliff";
      /** Lower bound of the band at which the total drops. */
      readonly at: DecimalText;
      readonly from: DecimalText;
      readonly until: DecimalText;
      readonly before: DecimalText;
      readonly after: DecimalText;
    }
  | { readonly kind: "falling"; readonly at: DecimalText; readonly value: DecimalText }
  | { readonly kind: "gap"; readonly from: "0"; readonly until: DecimalText };

/** Decimals of the start of a cliff's interval where it has no finite form; rounded up. */
const SCALE = 12;

/**
 * Looks for totals that fall as the base grows, and for bases without a value. An empty list
 * is a proof that the total never falls. O(bands).
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { analyseScale, compileScale } from "clientele/scales";
 *
 * // Five at 6.50 cost 32.50; four at 7 cost 28, but 4.9 of them 34.30.
 * const plan = compileScale({ kind: "allUnits", bands: [{ from: 0, value: "7" }, { from: 5, value: "6.5" }] });
 * const [cliff] = analyseScale(plan);
 * assert.equal(cliff?.kind, "cliff");
 * assert.ok(cliff.kind === "cliff" && cliff.before === "35" && cliff.after === "32.5");
 * ```
 * @since 0.1.0
 */
export function analyseScale(plan: ScalePlan): readonly ScaleFinding[] {
  expectCompiled(plan, "plan", "bounds");
  const findings: ScaleFinding[] = [];
  const lowest: Scaled = { units: itemAt(plan.bounds, 0), scale: plan.baseScale };
  if (signOf(lowest) > 0) findings.push({ kind: "gap", from: "0", until: formatScaled(lowest) });
  plan.bounds.forEach((bound, index) => {
    const at: Scaled = { units: bound, scale: plan.baseScale };
    const value = itemAt(plan.values, index);
    if (plan.kind !== "flat" && compareIntegers(value, 0) < 0) {
      const text = formatScaled({ units: value, scale: plan.valueScale });
      findings.push({ kind: "falling", at: formatScaled(at), value: text });
    }
    if (index > 0) {
      const cliff = cliffAt(plan, index, at);
      if (cliff !== null) findings.push(cliff);
    }
  });
  return findings;
}

/** Total of a base that reaches a band, as every bound does. */
function knownTotal(plan: ScalePlan, base: Scaled): Scaled {
  const total = totalOf(plan, base);
  invariant(total !== null, "a bound lies in its own band");
  return total;
}

/** Total just below a bound, as a limit: by the band before it. */
function limitBelow(plan: ScalePlan, index: number, at: Scaled): Scaled {
  const upTo: ScalePlan = {
    ...plan,
    bounds: plan.bounds.slice(0, index),
    values: plan.values.slice(0, index),
    fees: plan.fees.slice(0, index),
    below: plan.below.slice(0, index),
  };
  return knownTotal(upTo, at);
}

function cliffAt(plan: ScalePlan, index: number, at: Scaled): ScaleFinding | null {
  const before = limitBelow(plan, index, at);
  const after = knownTotal(plan, at);
  if (compareScaled(after, before) >= 0) return null;
  return {
    kind: "cliff",
    at: formatScaled(at),
    from: formatScaled(startOfCliff(plan, index, after)),
    until: formatScaled(at),
    before: toDecimalText(before),
    after: toDecimalText(after),
  };
}

/** The base of the band before the bound whose total equals the total at the bound. */
function startOfCliff(plan: ScalePlan, index: number, after: Scaled): Scaled {
  const lower: Scaled = { units: itemAt(plan.bounds, index - 1), scale: plan.baseScale };
  const value: Scaled = { units: itemAt(plan.values, index - 1), scale: plan.valueScale };
  const atLower = knownTotal(plan, lower);
  if (plan.kind === "flat" || signOf(value) <= 0 || compareScaled(atLower, after) >= 0)
    return lower;
  const missing = subtractScaled(after, atLower);
  return addScaled(lower, divideScaled(missing, value, SCALE, "ceil"));
}

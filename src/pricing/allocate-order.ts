/** An order's change on its lines: no minor unit lost, and no line below what it can take. */
import { allocateUnits } from "../values/allocate-units.js";
import { itemAt } from "../values/invariant.js";
import {
  addIntegers,
  compareIntegers,
  multiplyIntegers,
  negateInteger,
  roundQuotient,
} from "../values/rounding.js";
import type { Integer } from "../values/rounding.js";
import type { StepPlan } from "./plan.js";

/**
 * Parts by the weights, in minor units. What a line has no room for (a discount only) goes to the
 * others, again by weight, until nothing or no room is left. Ends after as many rounds as lines.
 *
 * @internal
 */
export function allocateWithin(
  change: Integer,
  weights: readonly Integer[],
  rooms: readonly Integer[],
  mode: StepPlan["allocation"],
): { readonly parts: readonly Integer[]; readonly rest: Integer } {
  const isDiscount = change < 0;
  const parts: Integer[] = weights.map(() => 0);
  let rest = isDiscount ? negateInteger(change) : change;
  for (let round = 0; round <= weights.length && rest > 0; round += 1) {
    const open = parts.map((part, index) =>
      isDiscount ? compareIntegers(part, itemAt(rooms, index)) < 0 : true,
    );
    const own = openWeights(weights, open, mode);
    if (own.every((weight) => weight === 0)) break;
    const shares = sharesOf(rest, own, mode);
    shares.forEach((wanted, index) => {
      const before = itemAt(parts, index);
      const after = addIntegers(before, wanted);
      const room = itemAt(rooms, index);
      const bounded = isDiscount && compareIntegers(after, room) > 0 ? room : after;
      rest = addIntegers(rest, negateInteger(addIntegers(bounded, negateInteger(before))));
      parts[index] = bounded;
    });
  }
  if (!isDiscount) return { parts, rest };
  return { parts: parts.map(negateInteger), rest: negateInteger(rest) };
}

/** Weights of the lines with room; a line worth nothing gets nothing. */
function openWeights(
  weights: readonly Integer[],
  open: readonly boolean[],
  mode: StepPlan["allocation"],
): readonly Integer[] {
  return weights.map((weight, index) => {
    if (open[index] !== true || weight <= 0) return 0;
    return mode === "even" ? 1 : weight;
  });
}

function sharesOf(
  total: Integer,
  weights: readonly Integer[],
  mode: StepPlan["allocation"],
): readonly Integer[] {
  if (mode === "proportionalRunning") return runningShares(total, weights);
  return allocateUnits(total, weights, mode === "floorToFirst" ? "first" : "remainder");
}

/** Each line its share of what is still to be given, over the weights still to come. */
function runningShares(total: Integer, weights: readonly Integer[]): readonly Integer[] {
  let rest = total;
  let whole: Integer = 0;
  for (const weight of weights) whole = addIntegers(whole, weight);
  return weights.map((weight) => {
    if (weight === 0) return 0;
    const part = roundQuotient(multiplyIntegers(rest, weight), whole, "halfUp");
    rest = addIntegers(rest, negateInteger(part));
    whole = addIntegers(whole, negateInteger(weight));
    return part;
  });
}

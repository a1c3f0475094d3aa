/** Units of a line that went different ways: limited discounts, free units, offers over lines. */
import { allocateUnits } from "../values/allocate-units.js";
import { itemAt } from "../values/invariant.js";
import { addIntegers, multiplyIntegers, negateInteger, roundQuotient } from "../values/rounding.js";
import type { Integer } from "../values/rounding.js";
import { compareExact, exactOf, inCommon, subtractExact } from "./exact.js";
import type { Exact } from "./exact.js";
import type { LineState } from "./state.js";

/** Units of a line that had the same discounts. @internal */
export interface Run {
  quantity: Exact;
  amount: Integer;
  /** No limited discount has had them. */
  isFresh: boolean;
  /** A bundle or a buy-and-get has used them. */
  isClaimed: boolean;
}

/** The runs of a line; a line that was always whole is one. @internal */
export function runsOf(line: LineState): Run[] {
  const { running: amount } = line;
  line.runs ??= [{ quantity: exactOf(line.quantity), amount, isFresh: true, isClaimed: false }];
  return line.runs;
}

/** Spreads a change of the whole line over its runs, if it has more than one. @internal */
export function spreadOverRuns(line: LineState, change: Integer): void {
  if (line.runs !== null) changeRuns(line.runs, change);
}

/** Changes runs in proportion to what they are worth; if nothing, to their units. @internal */
export function changeRuns(runs: readonly Run[], change: Integer): void {
  const amounts = runs.map((run) => run.amount);
  const isEmpty = amounts.every((amount) => amount === 0);
  const weights = isEmpty ? inCommon(runs.map((run) => run.quantity)) : amounts;
  const parts = allocateUnits(change, weights);
  runs.forEach((run, index) => {
    run.amount = addIntegers(run.amount, itemAt(parts, index));
  });
}

/**
 * Cuts runs so that `units` of those in the order given are apart, and returns these. What a cut
 * part is worth is rounded half to even; the other part keeps the rest.
 *
 * @internal
 */
export function takeUnits(line: LineState, from: readonly Run[], units: Exact): readonly Run[] {
  const taken: Run[] = [];
  let rest = units;
  for (const run of from) {
    if (rest.units <= 0) break;
    if (compareExact(run.quantity, rest) > 0) {
      const [part, whole] = inCommon([rest, run.quantity]);
      const product = multiplyIntegers(run.amount, part ?? 0);
      const amount = roundQuotient(product, whole ?? 1, "halfEven");
      const left: Run = {
        ...run,
        quantity: subtractExact(run.quantity, rest),
        amount: addIntegers(run.amount, negateInteger(amount)),
      };
      run.quantity = rest;
      run.amount = amount;
      runsOf(line).push(left);
    }
    taken.push(run);
    rest = subtractExact(rest, run.quantity);
  }
  return taken;
}

/** Free goods: of the units ordered (inclusive), or added to them as a gift line (exclusive). */
import { invariant } from "../values/invariant.js";
import { negateInteger, roundQuotient } from "../values/rounding.js";
import { formatScaled } from "../values/scaled.js";
import { grant, consume } from "./limits.js";
import { quantityIn, sumUnits, wholeUnits } from "./measure.js";
import type { FreeGoodsValue } from "./model.js";
import type { StepPlan } from "./plan.js";
import type { Hit } from "./search.js";
import { enter, reject, runsOf, takeUnits } from "./state.js";
import type { Context, LineState } from "./state.js";

/** Free units for whole units bought, by the counting rule. @internal */
export function countFree(value: FreeGoodsValue, bought: number): number {
  if (value.counting === "proportional") {
    return Number(
      roundQuotient(BigInt(bought) * BigInt(value.get), value.buy, value.rounding ?? "down"),
    );
  }
  if (value.counting === "wholeMultiple" && bought % value.buy !== 0) return 0;
  return Math.floor(bought / value.buy) * value.get;
}

/** @internal */
export function applyFreeGoods(
  context: Context,
  step: StepPlan,
  line: LineState,
  { record, reason }: Hit,
): void {
  const value = record.document;
  invariant(value.kind === "freeGoods", "a record of free goods has their value");
  const base = quantityIn(line, null);
  const isBase = base !== null && base.divisor === 1;
  const bought = isBase
    ? wholeUnits({ units: base.units, scale: base.scale })
    : wholeUnits(line.quantity);
  const inLine = wholeUnits(line.quantity);
  const desired = Math.min(
    countFree(value, bought),
    value.mode === "inclusive" ? inLine : Infinity,
  );
  const granted = desired === 0 ? null : grant(context, record, 0, { units: desired, scale: 0 });
  if (granted === null) {
    reject(line, step, record, desired === 0 ? "no-effect" : "limit-reached");
    return;
  }
  const units = wholeUnits(granted.units);
  if (units < desired && record.limits?.isCut === false) {
    reject(line, step, record, "limit-reached");
    return;
  }
  const unitsText = formatScaled({ units, scale: 0 });
  if (value.mode === "exclusive") {
    const article = value.article ?? line.line.article;
    context.gifts.push({ line: line.id, step: step.id, record: record.id, article, units, reason });
    // The units that earned the gift say so, at no change.
    enter(context, line, step, record, 0, { base: null, rate: "0", units: unitsText, reason });
    consume(context, record, 0, { units, scale: 0 });
    return;
  }
  const open = runsOf(line).filter((run) => !run.isClaimed);
  const runs = takeUnits(line, open, { units, scale: 0 });
  const change = negateInteger(sumUnits(runs.map((run) => run.amount)));
  for (const run of runs) {
    run.amount = 0;
    run.isClaimed = true;
    run.isFresh = false;
  }
  consume(context, record, change, { units, scale: 0 });
  enter(context, line, step, record, change, { base: null, rate: "-1", units: unitsText, reason });
}

/** Offers over the units of several lines: fixed-price bundles, and buy some, get some cheaper. */
import { allocateUnits } from "../values/allocate-units.js";
import { invariant, itemAt } from "../values/invariant.js";
import { compareText } from "../values/plain.js";
import {
  addIntegers,
  compareIntegers,
  multiplyIntegers,
  negateInteger,
} from "../values/rounding.js";
import type { Integer } from "../values/rounding.js";
import { formatScaled } from "../values/scaled.js";
import { exactOf, inCommon, wholeExact } from "./exact.js";
import { consume, grant } from "./limits.js";
import { roundChange, share, sumUnits } from "./measure.js";
import type { RecordPlan, StepPlan } from "./plan.js";
import { runsOf, takeUnits } from "./runs.js";
import type { Run } from "./runs.js";
import { amountText, enter } from "./state.js";
import type { Context, LineState } from "./state.js";

interface Offer {
  readonly record: RecordPlan;
  readonly reason: string;
}
type Outcome = "applied" | "no-effect" | "limit-reached";

/** Units taken from one line. */
interface Taken {
  readonly line: LineState;
  readonly runs: readonly Run[];
  readonly units: number;
}

function openRuns(line: LineState): readonly Run[] {
  return runsOf(line).filter((run) => !run.isClaimed);
}

function openUnits(line: LineState): number {
  return openRuns(line).reduce((total, run) => total + wholeExact(run.quantity), 0);
}

/** @internal */
export function applyBundle(
  context: Context,
  step: StepPlan,
  lines: readonly LineState[],
  { record, reason }: Offer,
): Outcome {
  const value = record.document;
  invariant(value.kind === "bundlePrice", "a record of a bundle has its value");
  let sets = Number.MAX_SAFE_INTEGER;
  for (const item of value.items) {
    const units = lines
      .filter((line) => line.line.article === item.article)
      .reduce((total, line) => total + openUnits(line), 0);
    sets = Math.min(sets, Math.floor(units / item.quantity));
  }
  if (sets === 0) return "no-effect";
  const taken = value.items.flatMap((item) =>
    take(
      lines.filter((line) => line.line.article === item.article),
      sets * item.quantity,
    ),
  );
  const worth = sumUnits(taken.flatMap(({ runs }) => runs.map((run) => run.amount)));
  const [first] = lines;
  if (first === undefined) return "no-effect";
  const price = roundChange(context, { ...step, isPerUnit: false }, first, {
    units: multiplyIntegers(record.value.units, sets),
    scale: record.value.scale,
    divisor: 1,
  });
  // A bundle that costs more than its parts is not taken.
  const change = addIntegers(price, negateInteger(worth));
  if (compareIntegers(change, 0) >= 0) return "no-effect";
  const base = amountText(worth, context.scale);
  return settle(context, step, { record, reason }, taken, change, base);
}

function take(lines: readonly LineState[], units: number): readonly Taken[] {
  const taken: Taken[] = [];
  let rest = units;
  for (const line of lines) {
    const here = Math.min(rest, openUnits(line));
    if (here === 0) continue;
    taken.push({
      line,
      runs: takeUnits(line, openRuns(line), exactOf({ units: here, scale: 0 })),
      units: here,
    });
    rest -= here;
  }
  return taken;
}

/** Grants a change over units of several lines, each in proportion to its worth. */
function settle(
  context: Context,
  step: StepPlan,
  { record, reason }: Offer,
  taken: readonly Taken[],
  change: Integer,
  base: string | null,
): Outcome {
  const units = { units: taken.reduce((total, one) => total + one.units, 0), scale: 0 };
  const granted = grant(context, record, change, units);
  if (granted === null) return "limit-reached";
  const worths = taken.map(({ runs }) => sumUnits(runs.map((run) => run.amount)));
  if (worths.every((worth) => worth === 0)) return "no-effect";
  const parts = allocateUnits(granted.change, worths);
  taken.forEach(({ line, runs, units: count }, index) => {
    const part = itemAt(parts, index);
    const amounts = runs.map((run) => run.amount);
    const shares = amounts.every((amount) => amount === 0) ? amounts : allocateUnits(part, amounts);
    runs.forEach((run, position) => {
      run.amount = addIntegers(run.amount, itemAt(shares, position));
      run.isClaimed = true;
      run.isFresh = false;
    });
    enter(context, line, step, record, part, {
      base,
      rate: record.valueText,
      units: formatScaled({ units: count, scale: 0 }),
      reason,
      desired: granted.isCut ? change : null,
    });
  });
  consume(context, record, granted.change, granted.units);
  return "applied";
}

/** Dearer first; equal unit prices by line id. */
function byPrice(a: { line: LineState; run: Run }, b: { line: LineState; run: Run }): number {
  const [first, second] = inCommon([a.run.quantity, b.run.quantity]);
  const left = multiplyIntegers(b.run.amount, first ?? 0);
  const right = multiplyIntegers(a.run.amount, second ?? 0);
  return compareIntegers(left, right) || compareText(a.line.id, b.line.id);
}

/** @internal */
export function applyBuyGet(
  context: Context,
  step: StepPlan,
  lines: readonly LineState[],
  { record, reason }: Offer,
): Outcome {
  const value = record.document;
  invariant(value.kind === "buyGet", "a record of buy and get has their value");
  const units = lines.reduce((total, line) => total + openUnits(line), 0);
  const sets = Math.floor(units / (value.buy + value.get));
  if (sets === 0) return "no-effect";
  const ordered = lines
    .flatMap((line) => openRuns(line).map((run) => ({ line, run })))
    .sort(byPrice);
  const isCheapest = value.pick === "cheapest";
  const picked = pick(isCheapest ? [...ordered].reverse() : ordered, sets * value.get);
  const changes = picked.map(({ line, runs }) => {
    const worth = sumUnits(runs.map((run) => run.amount));
    const change = roundChange(
      context,
      { ...step, isPerUnit: false },
      line,
      share(worth, context.scale, record.value),
    );
    return compareIntegers(change, negateInteger(worth)) < 0 ? negateInteger(worth) : change;
  });
  const outcome = settle(context, step, { record, reason }, picked, sumUnits(changes), null);
  if (outcome !== "applied") return outcome;
  // The units that were bought for it are used too: no second offer counts them again.
  const rest = lines.flatMap((line) => openRuns(line).map((run) => ({ line, run }))).sort(byPrice);
  for (const { runs } of pick(rest, sets * value.buy)) for (const run of runs) run.isClaimed = true;
  return "applied";
}

function pick(
  ordered: readonly { readonly line: LineState; readonly run: Run }[],
  units: number,
): readonly Taken[] {
  const byLine = new Map<string, Taken>();
  let rest = units;
  for (const { line, run } of ordered) {
    const here = Math.min(rest, wholeExact(run.quantity));
    if (here === 0) continue;
    const runs = takeUnits(line, [run], exactOf({ units: here, scale: 0 }));
    const known = byLine.get(line.id);
    byLine.set(line.id, {
      line,
      runs: [...(known?.runs ?? []), ...runs],
      units: here + (known?.units ?? 0),
    });
    rest -= here;
  }
  return [...byLine.values()];
}

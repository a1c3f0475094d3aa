/**
 * Numbers and decimals that stand for all others: the limits themselves, and values strictly
 * between, below and above them. What lies in the same gap, no clause tells apart.
 */
import type { Integer } from "../../values/rounding.js";
import { addIntegers } from "../../values/rounding.js";
import { compareScaled, formatScaled, roundScaled, trimScaled } from "../../values/scaled.js";
import type { Scaled } from "../../values/scaled.js";

/** Representatives; not exhaustive when a gap may hold more values than were found. @internal */
export interface Points<T> {
  readonly values: readonly T[];
  readonly isExhaustive: boolean;
}

const LARGEST = Number.MAX_VALUE;
const DIGITS_MAX = 34;

/** The midpoint of two doubles, strictly between if any double is; shortened where possible. */
function between(low: number, high: number): number | undefined {
  const sum = low + high;
  const middle = Number.isFinite(sum) ? sum / 2 : low / 2 + high / 2;
  if (!(middle > low && middle < high)) return undefined;
  for (let digits = 1; digits <= 15; digits += 1) {
    const short = Number(middle.toPrecision(digits));
    if (short > low && short < high) return short;
  }
  return middle;
}

/** Up to `count` doubles strictly between two, by halving the gap towards its beginning. */
function doublesBetween(low: number, high: number, count: number): readonly number[] {
  const found: number[] = [];
  let end = high;
  for (let index = 0; index < count; index += 1) {
    const next = between(low, end);
    if (next === undefined) break;
    found.push(next);
    end = next;
  }
  return found;
}

/** Doubles that stand for all doubles, given limits and how many are wanted in a gap. @internal */
export function doublePoints(limits: readonly number[], count: number): Points<number> {
  const sorted = [...new Set(limits.map((limit) => limit + 0))].sort((a, b) => a - b);
  const first = sorted[0] ?? 0;
  const last = sorted.at(-1) ?? 0;
  const values: number[] = sorted.length === 0 ? [0] : [...sorted];
  let isExhaustive = true;
  for (const [index, low] of sorted.entries()) {
    const high = sorted[index + 1];
    if (high === undefined) continue;
    const found = doublesBetween(low, high, count);
    if (found.length < count && count > 1) isExhaustive = false;
    values.push(...found);
  }
  for (let step = 1; step <= count; step += 1) {
    const below = Math.floor(first) - step;
    const above = Math.ceil(last) + step;
    // Beyond 2^53 a step of one is lost: the whole numbers no longer differ by it.
    if (Number.isSafeInteger(below)) values.push(below);
    else if (step === 1 && first > -LARGEST) values.push(-LARGEST);
    else isExhaustive = first <= -LARGEST && isExhaustive;
    if (Number.isSafeInteger(above)) values.push(above);
    else if (step === 1 && last < LARGEST) values.push(LARGEST);
    else isExhaustive = last >= LARGEST && isExhaustive;
  }
  return { values, isExhaustive };
}

function digitsOf(units: Integer): number {
  return String(units).replace("-", "").length;
}

/** The shortest decimal after `low`, before `high` if there is one; undefined if none fits. */
function decimalAfter(low: Scaled, high: Scaled | undefined): Scaled | undefined {
  for (let scale = 0; scale <= DIGITS_MAX; scale += 1) {
    const floor = roundScaled(low, scale, "floor");
    const next: Scaled = { units: addIntegers(floor.units, 1), scale };
    if (Math.max(digitsOf(next.units), scale) > DIGITS_MAX) return undefined;
    if (high === undefined || compareScaled(next, high) < 0) return trimScaled(next);
  }
  return undefined;
}

function decimalBefore(high: Scaled): Scaled | undefined {
  const ceiling = roundScaled(high, 0, "ceil");
  const units = addIntegers(ceiling.units, -1);
  return digitsOf(units) > DIGITS_MAX ? undefined : { units, scale: 0 };
}

/** Decimals that stand for all decimals of at most 34 digits. @internal */
export function decimalPoints(limits: readonly Scaled[], count: number): Points<Scaled> {
  const byText = new Map(limits.map((limit) => [formatScaled(limit), trimScaled(limit)]));
  if (byText.size === 0) byText.set("0", { units: 0, scale: 0 });
  const sorted = [...byText.values()].sort(compareScaled);
  const values: Scaled[] = [...sorted];
  let isExhaustive = true;
  for (const [index, low] of sorted.entries()) {
    const high = sorted[index + 1];
    let previous: Scaled | undefined = low;
    for (let found = 0; found < count; found += 1) {
      previous = decimalAfter(previous, high);
      if (previous === undefined) {
        // The steps may have been too long for several; one that does not fit, none does.
        isExhaustive &&= count === 1;
        break;
      }
      values.push(previous);
    }
  }
  let below: Scaled | undefined = sorted[0];
  for (let found = 0; found < count && below !== undefined; found += 1) {
    below = decimalBefore(below);
    if (below === undefined) isExhaustive &&= count === 1;
    else values.push(below);
  }
  return { values, isExhaustive };
}

/** Calendar dates and instants that stand for all others between the same limits. */
import { fromDayNumber, toDayNumber } from "../../values/calendar-date.js";
import { epochMilliseconds, instantFromEpochMilliseconds } from "../../values/instant.js";
import { known } from "../known.js";

const MILLISECONDS_PER_DAY = 86_400_000;
/** Steps by which an instant moves off a limit, the roundest first. */
const STEPS: readonly number[] = [MILLISECONDS_PER_DAY, 3_600_000, 60_000, 1_000, 1];
const FIRST_DAY = -719_162;
const LAST_DAY = 2_932_896;

interface Line {
  readonly first: number;
  readonly last: number;
  readonly smallestStep: number;
}

/** A place strictly between two: the roundest step from the lower one if one is enough. */
function after(low: number, high: number, count: number, line: Line): number | undefined {
  const steps = count === 1 ? STEPS : [];
  for (const step of steps) {
    if (step >= line.smallestStep && low + step < high) return low + step;
  }
  return low + line.smallestStep < high ? low + line.smallestStep : undefined;
}

function linePoints(limits: readonly number[], count: number, line: Line): readonly number[] {
  const sorted = [...new Set(limits)].sort((a, b) => a - b);
  if (sorted.length === 0) sorted.push(0);
  const values: number[] = [...sorted];
  for (const [index, low] of sorted.entries()) {
    const high = sorted[index + 1] ?? line.last + line.smallestStep;
    let previous: number | undefined = low;
    for (let found = 0; found < count; found += 1) {
      previous = after(previous, high, count, line);
      if (previous === undefined) break;
      values.push(previous);
    }
  }
  const earliest = known(sorted[0]);
  const room = earliest - count * MILLISECONDS_PER_DAY >= line.first;
  const step = room ? MILLISECONDS_PER_DAY : line.smallestStep;
  for (let back = 1; back <= count; back += 1) {
    if (earliest - back * step >= line.first) values.push(earliest - back * step);
  }
  return values;
}

/** Dates that stand for all dates from year 1 to 9999. @internal */
export function datePoints(limits: readonly string[], count: number): readonly string[] {
  const line: Line = {
    first: FIRST_DAY * MILLISECONDS_PER_DAY,
    last: LAST_DAY * MILLISECONDS_PER_DAY,
    smallestStep: MILLISECONDS_PER_DAY,
  };
  const midnights = limits.map((limit) => toDayNumber(limit) * MILLISECONDS_PER_DAY);
  return linePoints(midnights, count, line).map((midnight) =>
    fromDayNumber(midnight / MILLISECONDS_PER_DAY),
  );
}

/** Instants that stand for all instants of those years, to the millisecond. @internal */
export function instantPoints(limits: readonly string[], count: number): readonly string[] {
  const line: Line = {
    first: FIRST_DAY * MILLISECONDS_PER_DAY,
    last: (LAST_DAY + 1) * MILLISECONDS_PER_DAY - 1,
    smallestStep: 1,
  };
  const milliseconds = limits.map((limit) => epochMilliseconds(limit));
  return linePoints(milliseconds, count, line).map(instantFromEpochMilliseconds);
}

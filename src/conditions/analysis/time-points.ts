/** Calendar dates and instants that stand for all others between the same limits. */
import { instantNumber } from "../temporal-fact.js";
import type { Points } from "./number-points.js";

const MILLISECONDS_PER_DAY = 86_400_000;
/** Steps by which an instant moves off a limit, the roundest first. */
const STEPS: readonly number[] = [MILLISECONDS_PER_DAY, 3_600_000, 60_000, 1_000, 1];
const FIRST_MILLISECOND = instantNumber("0001-01-01T00:00:00.000Z");
const LAST_MILLISECOND = instantNumber("9999-12-31T23:59:59.999Z");

function padded(value: number, length: number): string {
  return String(value).padStart(length, "0");
}

/** The date of a count of days since 1970-01-01 (Hinnant, "civil from days"). */
function dateText(dayNumber: number): string {
  const shifted = dayNumber + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const leapDays =
    Math.floor(dayOfEra / 1_460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365);
  const daysBefore = 365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100);
  const dayOfYear = dayOfEra - daysBefore;
  const monthOfMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthOfMarch + 2) / 5) + 1;
  const month = monthOfMarch < 10 ? monthOfMarch + 3 : monthOfMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}`;
}

function instantText(milliseconds: number): string {
  const days = Math.floor(milliseconds / MILLISECONDS_PER_DAY);
  const rest = milliseconds - days * MILLISECONDS_PER_DAY;
  const hours = padded(Math.floor(rest / 3_600_000), 2);
  const minutes = padded(Math.floor(rest / 60_000) % 60, 2);
  const seconds = padded(Math.floor(rest / 1_000) % 60, 2);
  return `${dateText(days)}T${hours}:${minutes}:${seconds}.${padded(rest % 1_000, 3)}Z`;
}

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
  const [earliest = 0] = sorted;
  const room = earliest - count * MILLISECONDS_PER_DAY >= line.first;
  const step = room ? MILLISECONDS_PER_DAY : line.smallestStep;
  for (let back = 1; back <= count; back += 1) {
    if (earliest - back * step >= line.first) values.push(earliest - back * step);
  }
  return values;
}

/** Dates that stand for all dates from year 1 to 9999. @internal */
export function datePoints(limits: readonly string[], count: number): Points<string> {
  const milliseconds = limits.map((limit) => instantNumber(`${limit}T00:00:00.000Z`));
  const bounds = {
    first: FIRST_MILLISECOND,
    last: LAST_MILLISECOND - MILLISECONDS_PER_DAY + 1,
    smallestStep: MILLISECONDS_PER_DAY,
  };
  const values = linePoints(milliseconds, count, bounds).map((value) =>
    dateText(value / MILLISECONDS_PER_DAY),
  );
  return { values, isExhaustive: true };
}

/** Instants that stand for all instants of those years, to the millisecond. @internal */
export function instantPoints(limits: readonly string[], count: number): Points<string> {
  const bounds = { first: FIRST_MILLISECOND, last: LAST_MILLISECOND, smallestStep: 1 };
  const values = linePoints(limits.map(instantNumber), count, bounds).map(instantText);
  return { values, isExhaustive: true };
}

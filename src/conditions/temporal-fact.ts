/**
 * Calendar dates and instants as facts: read into numbers that keep their order, without
 * allocation and without throwing. The doors for them are in `values`; a property holds the
 * two equal.
 */

const ZERO_CODE = 48;
const MILLISECONDS_PER_DAY = 86_400_000;
const MILLISECONDS_PER_MINUTE = 60_000;
const DAYS_OF_MONTH: readonly number[] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** `count` digits from `start` as a number, NaN if one is no digit. */
function digitsAt(text: string, start: number, count: number): number {
  let value = 0;
  for (let index = start; index < start + count; index += 1) {
    const digit = text.charCodeAt(index) - ZERO_CODE;
    if (!(digit >= 0 && digit <= 9)) return NaN;
    value = value * 10 + digit;
  }
  return value;
}

function daysOfMonth(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && isLeap ? 29 : (DAYS_OF_MONTH[month - 1] ?? 0);
}

/** The first ten characters as year × 10 000 + month × 100 + day; NaN when that is no date. */
function packedDate(text: string): number {
  if (text[4] !== "-" || text[7] !== "-") return NaN;
  const year = digitsAt(text, 0, 4);
  const month = digitsAt(text, 5, 2);
  const day = digitsAt(text, 8, 2);
  const isReal = year >= 1 && day >= 1 && day <= daysOfMonth(year, month);
  return isReal ? year * 10_000 + month * 100 + day : NaN;
}

/** A calendar date as a number that keeps the order of dates, NaN when it is none. @internal */
export function dateNumber(value: unknown): number {
  return typeof value === "string" && value.length === 10 ? packedDate(value) : NaN;
}

/** Days since 1970-01-01 of a packed date (Hinnant, "days from civil"). */
function dayNumber(packed: number): number {
  const day = packed % 100;
  const month = Math.floor(packed / 100) % 100;
  const yearOfMarch = Math.floor(packed / 10_000) - (month <= 2 ? 1 : 0);
  const era = Math.floor(yearOfMarch / 400);
  const yearOfEra = yearOfMarch - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const leapDays = Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100);
  return era * 146_097 + yearOfEra * 365 + leapDays + dayOfYear - 719_468;
}

/** Minutes of `Z` or `±hh:mm` from `start` to the end of the text, NaN otherwise. */
function offsetMinutes(text: string, start: number): number {
  if (text.length === start + 1) return text[start] === "Z" ? 0 : NaN;
  if (text.length !== start + 6 || text[start + 3] !== ":") return NaN;
  const hours = digitsAt(text, start + 1, 2);
  const minutes = digitsAt(text, start + 4, 2);
  if (!(hours <= 23 && minutes <= 59)) return NaN;
  const total = hours * 60 + minutes;
  return text[start] === "+" ? total : text[start] === "-" ? -total : NaN;
}

/** Position after the digits of a fraction that begins at `start`. */
function endOfDigits(text: string, start: number): number {
  let end = start;
  while (digitsAt(text, end, 1) >= 0) end += 1;
  return end;
}

/** An instant as milliseconds since 1970, NaN when it is none. @internal */
export function instantNumber(value: unknown): number {
  if (typeof value !== "string" || value.length > 29 || value[10] !== "T") return NaN;
  const packed = packedDate(value);
  const hours = digitsAt(value, 11, 2);
  const minutes = digitsAt(value, 14, 2);
  const seconds = digitsAt(value, 17, 2);
  if (!(hours <= 23 && minutes <= 59 && seconds <= 59)) return NaN;
  if (value[13] !== ":" || value[16] !== ":") return NaN;
  const fractionEnd = value[19] === "." ? endOfDigits(value, 20) : 19;
  const digits = fractionEnd - 20;
  if (fractionEnd !== 19 && (digits < 1 || digits > 3)) return NaN;
  const milliseconds = fractionEnd === 19 ? 0 : digitsAt(value, 20, digits) * 10 ** (3 - digits);
  const minutesOfDay = hours * 60 + minutes - offsetMinutes(value, fractionEnd);
  return (
    dayNumber(packed) * MILLISECONDS_PER_DAY +
    minutesOfDay * MILLISECONDS_PER_MINUTE +
    seconds * 1_000 +
    milliseconds
  );
}

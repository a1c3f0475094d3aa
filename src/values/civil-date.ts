/**
 * The proleptic Gregorian calendar on integers: reading a date, counting its day, and back.
 *
 * A date in here is one integer, `year × 512 + month × 32 + day`: it is in the order of time and
 * costs no allocation. Nothing here throws; the doors are in `expect-date.ts`.
 */

/** Day of 0001-01-01, counted from 1970-01-01. @internal */
export const DAY_NUMBER_MIN = -719_162;
/** Day of 9999-12-31. @internal */
export const DAY_NUMBER_MAX = 2_932_896;
/** What {@link readCivil} answers for what is no date by its grammar. @internal */
export const NO_DATE = -1;
/** What {@link readCivil} answers for a date that no calendar has, such as 30 February. @internal */
export const NO_SUCH_DAY = -2;

const DASH = 45;
const ZERO = 48;
/** Days from 0001-01-01 to 1970-01-01. */
const DAYS_BEFORE_1970 = 719_162;

/** A date as one integer. @internal */
export function packCivil(year: number, month: number, day: number): number {
  return year * 512 + month * 32 + day;
}

/** Year of a packed date. @internal */
export function yearOf(civil: number): number {
  return civil >> 9;
}

/** Month of a packed date, 1 to 12. @internal */
export function monthOf(civil: number): number {
  return (civil >> 5) & 15;
}

/** Day of the month of a packed date, 1 to 31. @internal */
export function dayOf(civil: number): number {
  return civil & 31;
}

/** Whether a year has a 29 February. @internal */
export function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** The last day of a month, 1 to 12; 30 and 31 take turns, with July and August both 31. @internal */
export function lastDayOf(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28;
  return 30 + ((month + (month >> 3)) & 1);
}

/**
 * Reads `YYYY-MM-DD` at the head of a text of ten characters or more. The eight digits are
 * tested together: a sign bit appears where one is below 0 or above 9.
 *
 * @internal
 */
export function readCivil(text: string): number {
  const y1 = text.charCodeAt(0) - ZERO;
  const y2 = text.charCodeAt(1) - ZERO;
  const y3 = text.charCodeAt(2) - ZERO;
  const y4 = text.charCodeAt(3) - ZERO;
  const m1 = text.charCodeAt(5) - ZERO;
  const m2 = text.charCodeAt(6) - ZERO;
  const d1 = text.charCodeAt(8) - ZERO;
  const d2 = text.charCodeAt(9) - ZERO;
  const below = y1 | y2 | y3 | y4 | m1 | m2 | d1 | d2;
  const above =
    (9 - y1) | (9 - y2) | (9 - y3) | (9 - y4) | (9 - m1) | (9 - m2) | (9 - d1) | (9 - d2);
  if ((below | above) < 0) return NO_DATE;
  if (text.charCodeAt(4) !== DASH || text.charCodeAt(7) !== DASH) return NO_DATE;
  const year = y1 * 1000 + y2 * 100 + y3 * 10 + y4;
  const month = m1 * 10 + m2;
  const day = d1 * 10 + d2;
  if (year < 1 || month < 1 || month > 12 || day < 1) return NO_SUCH_DAY;
  if (day > 28 && day > lastDayOf(year, month)) return NO_SUCH_DAY;
  return packCivil(year, month, day);
}

/** Leap years from year 1 to the one before. @internal */
export function leapYearsBefore(year: number): number {
  const last = year - 1;
  return Math.floor(last / 4) - Math.floor(last / 100) + Math.floor(last / 400);
}

/** Days from the first of January to a packed date. @internal */
export function dayOfYear(civil: number): number {
  const month = monthOf(civil);
  if (month <= 2) return (month - 1) * 31 + dayOf(civil) - 1;
  // From March on, the lengths follow a line: five months are 153 days.
  const toMarch = isLeap(yearOf(civil)) ? 60 : 59;
  return toMarch + Math.floor((153 * month - 457) / 5) + dayOf(civil) - 1;
}

/** Days from 1970-01-01 to a packed date of the years 0001 to 9999. @internal */
export function dayNumberOf(civil: number): number {
  const year = yearOf(civil);
  return (year - 1) * 365 + leapYearsBefore(year) + dayOfYear(civil) - DAYS_BEFORE_1970;
}

/**
 * The packed date of a day of the years 0001 to 9999. The year begins in March, so that the leap
 * day is its last; then centuries, years and months fall out of three divisions with remainder
 * (C. Neri and L. Schneider, "Euclidean affine functions and their application to calendar
 * algorithms", Software: Practice and Experience 53 (2023) 937–970, section 6).
 *
 * @internal
 */
export function civilOf(dayNumber: number): number {
  const quarterDays = 4 * (dayNumber + 719_468) + 3;
  const century = Math.floor(quarterDays / 146_097);
  const inCentury = 4 * Math.floor((quarterDays % 146_097) / 4) + 3;
  const yearOfCentury = Math.floor(inCentury / 1461);
  const dayOfMarchYear = Math.floor((inCentury % 1461) / 4);
  const inMonths = 2141 * dayOfMarchYear + 197_913;
  const marchMonth = inMonths >> 16;
  const day = Math.floor((inMonths & 0xffff) / 2141) + 1;
  const marchYear = century * 100 + yearOfCentury;
  return marchMonth > 12
    ? packCivil(marchYear + 1, marchMonth - 12, day)
    : packCivil(marchYear, marchMonth, day);
}

/** Code of the digit of the tens of a number from 0 to 99. @internal */
export function tensCode(value: number): number {
  return ZERO + Math.floor(value / 10);
}

/** Code of the digit of the ones. @internal */
export function onesCode(value: number): number {
  return ZERO + (value % 10);
}

/** Text of a packed date: from codes, as that is several times faster than from parts. @internal */
export function formatCivil(civil: number): string {
  const year = yearOf(civil);
  const century = Math.floor(year / 100);
  const yearOfCentury = year - century * 100;
  const month = monthOf(civil);
  const day = dayOf(civil);
  return String.fromCharCode(
    tensCode(century),
    onesCode(century),
    tensCode(yearOfCentury),
    onesCode(yearOfCentury),
    DASH,
    tensCode(month),
    onesCode(month),
    DASH,
    tensCode(day),
    onesCode(day),
  );
}

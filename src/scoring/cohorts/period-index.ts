/** Calendar months, quarters and years as consecutive integers, and back. */
import { dayOf, monthOf, packCivil, yearOf, formatCivil } from "../../values/civil-date.js";
import { fail } from "../../values/errors.js";
import { lastDayNumberOf, startDayOf } from "../../values/month-arithmetic.js";
import { expectOneOf } from "../../values/plain.js";
import type { CohortUnit } from "./model.js";

const MONTHS: Readonly<Record<CohortUnit, number>> = { month: 1, quarter: 3, year: 12 };
const UNITS: readonly CohortUnit[] = ["month", "quarter", "year"];

/** Periods from the first cohort to the day of the table: a hundred years of months. @internal */
export const AGES_MAX = 1200;

/** Demands the name of a unit (`schema.value`). @internal */
export function expectCohortUnit(value: unknown, path: string): CohortUnit {
  return expectOneOf(value, path, UNITS);
}

/** The period that a packed date is in. @internal */
export function periodIndexOf(unit: CohortUnit, civil: number): number {
  return Math.floor((yearOf(civil) * 12 + monthOf(civil) - 1) / MONTHS[unit]);
}

/** The first day of a period, packed. @internal */
export function firstCivilOf(unit: CohortUnit, index: number): number {
  const month = index * MONTHS[unit];
  return packCivil(Math.floor(month / 12), (month % 12) + 1, 1);
}

/** `2026-11`, `2026-Q4` or `2026`. @internal */
export function periodLabel(unit: CohortUnit, index: number): string {
  const date = formatCivil(firstCivilOf(unit, index));
  if (unit === "year") return date.slice(0, 4);
  if (unit === "month") return date.slice(0, 7);
  return `${date.slice(0, 4)}-Q${String((index % 4) + 1)}`;
}

/** The last period that is whole on a day, that day included. @internal */
export function lastWholePeriod(unit: CohortUnit, civil: number): number {
  const index = periodIndexOf(unit, civil);
  const last = lastDayNumberOf(unit, civil);
  const today = startDayOf("month", civil) + dayOf(civil) - 1;
  return today === last ? index : index - 1;
}

/** Refuses a span of more periods than a table holds (`limits.too_many`). @internal */
export function checkSpan(first: number, last: number): void {
  if (last - first >= AGES_MAX) {
    const expected = `at most ${String(AGES_MAX)} periods from the first purchase to asOf`;
    fail("limits.too_many", "asOf", expected, last - first + 1);
  }
}

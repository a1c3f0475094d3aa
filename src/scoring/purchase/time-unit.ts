/** Units of time, in days. Not here: calendar months, which are no lengths. */
import { expectOneOf } from "../../values/plain.js";

/**
 * A unit of time: a day, 7 days, 365.25 ÷ 12 days or 365.25 days; lengths, not calendar months.
 *
 * @since 0.1.0
 */
export type PurchaseTimeUnit = "day" | "week" | "month" | "year";

const DAYS: Readonly<Record<PurchaseTimeUnit, number>> = {
  day: 1,
  week: 7,
  month: 30.4375,
  year: 365.25,
};

/** A unit of time, checked (`schema.value`). @internal */
export function readTimeUnit(timeUnit: unknown, path: string): PurchaseTimeUnit {
  return expectOneOf(timeUnit, path, ["day", "week", "month", "year"]);
}

/** Days of a unit of time, checked (`schema.value`). @internal */
export function daysPerUnit(timeUnit: unknown, path: string): number {
  return DAYS[readTimeUnit(timeUnit, path)];
}

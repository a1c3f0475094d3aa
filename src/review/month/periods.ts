/** The periods that a month is compared with. */
import { addDays, addMonths, addYears, differenceInDays } from "../../values/calendar-date.js";
import { differenceInMonths } from "../../values/calendar-date.js";
import type { ClosedPeriod } from "../../values/period.js";

/** The period of the same length right before: months where it is made of months. @internal */
export function periodBefore({ from, until }: ClosedPeriod): ClosedPeriod {
  const months = differenceInMonths(from, until);
  const isOfMonths = months > 0 && addMonths(from, months) === until;
  const start = isOfMonths
    ? addMonths(from, -months)
    : addDays(from, -differenceInDays(from, until));
  return { from: start, until: from };
}

/** The same period a year ago. @internal */
export function yearBefore({ from, until }: ClosedPeriod): ClosedPeriod {
  return { from: addYears(from, -1), until: addYears(until, -1) };
}

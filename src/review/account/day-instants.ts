/** First instants of days, each made once for a whole portfolio. */
import { expectInstantRange, formatInstant, MILLISECONDS_A_DAY } from "../../values/instant-text.js";
import type { Instant } from "../../values/instant.js";

/** The first instant of a day number, in UTC. @internal */
export type StartOf = (day: number) => Instant;

/** Makes the first instants of days, and remembers them. @internal */
export function dayInstants(): StartOf {
  const known = new Map<number, Instant>();
  return (day) => {
    let start = known.get(day);
    if (start === undefined) {
      start = formatInstant(expectInstantRange(day * MILLISECONDS_A_DAY, "date"));
      known.set(day, start);
    }
    return start;
  };
}

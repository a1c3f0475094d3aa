/** Quiet periods, read once: when they end, by day. */
import { dayNumberOf } from "../../values/civil-date.js";
import { expectDate } from "../../values/expect-date.js";
import { expectPeriod } from "../../values/expect-period.js";
import {
  at,
  atIndex,
  expectArray,
  expectRecord,
  expectString,
  orUsual,
} from "../../values/plain.js";

/** A quiet period by day numbers; without an end where `until` is null. @internal */
export interface QuietSpan {
  readonly from: number;
  readonly until: number | null;
  readonly name: string | null;
}

/** By their beginning. @internal */
export type QuietDays = readonly QuietSpan[];

const PERIODS_MAX = 10_000;

/** Reads quiet periods (`schema.*`, `date.*`). @internal */
export function readQuietPeriods(value: unknown, path: string): QuietDays {
  const spans = expectArray(orUsual(value, []), path, PERIODS_MAX).map((item, index): QuietSpan => {
    const place = atIndex(path, index);
    const record = expectRecord(item, place, ["from", "until", "name"]);
    expectPeriod(record, place);
    const name = record["name"];
    if (name !== undefined) expectString(name, at(place, "name"), 500);
    const until = record["until"];
    return {
      from: dayNumberOf(expectDate(record["from"], at(place, "from"))),
      until: until === undefined ? null : dayNumberOf(expectDate(until, at(place, "until"))),
      name: (name ?? null) as string | null,
    };
  });
  return spans.sort((a, b) => a.from - b.from);
}

/** The quiet period that a day falls in, the one that ends last. @internal */
export function quietOn(day: number, ...lists: readonly QuietDays[]): QuietSpan | null {
  let found: QuietSpan | null = null;
  for (const spans of lists) {
    for (const span of spans) {
      if (span.from > day) break;
      if (span.until !== null && span.until <= day) continue;
      if (span.until === null) return span;
      if (found === null || (found.until ?? 0) < span.until) found = span;
    }
  }
  return found;
}

/** How often and how much, by calendar unit: the keys of counters and what they say. */
import { dayAt, firstDayOfUnit } from "./clock.js";
import type { ClockPlan } from "./clock.js";
import type { MemberDraft } from "./draft.js";
import { draftGet } from "./keyed.js";
import type { LimitUnit, TimesLimit } from "./programme-model.js";

/** Name of a counter of the unit that an instant is in. @internal */
export function counterKey(
  clock: ClockPlan,
  name: string,
  per: LimitUnit,
  instant: string,
): string {
  if (per === "ever") return `${name}@ever`;
  const day = dayAt(clock, instant);
  return `${name}@${per}:${String(per === "day" ? day : firstDayOfUnit(per, day))}`;
}

/** What a counter stands at. @internal */
export function countOf(draft: MemberDraft, key: string): number {
  return draftGet(draft.counters, key) ?? 0;
}

/** The counter of a limit, and how many times are left. @internal */
export function timesLeft(
  clock: ClockPlan,
  draft: MemberDraft,
  use: { readonly name: string; readonly limit: TimesLimit; readonly at: string },
): { readonly key: string; readonly left: number } {
  const key = counterKey(clock, use.name, use.limit.per, use.at);
  return { key, left: use.limit.times - countOf(draft, key) };
}

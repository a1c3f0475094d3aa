/**
 * Which tier a member holds: the measure over a window, what time does to a tier, and what an
 * event does to it. Points may expire or be spent; only the `balance` metric looks at that.
 *
 * Not here: how days are measured (`apply.ts`).
 */
import { itemAt } from "../values/invariant.js";
import {
  addToDay,
  dayAt,
  firstDayOf,
  firstDayOfUnit,
  lastDayOfUnit,
  startOfDay,
  addToInstant,
} from "./clock.js";
import type { ProgrammePlan } from "./compile.js";
import { compareDays, openWallet } from "./draft.js";
import type { MemberDraft } from "./draft.js";
import { advanceWallet } from "./advance.js";
import type { TierChange } from "./event-model.js";
import { placeOf } from "./ordered.js";
import type { LevelPlan, TiersPlan } from "./read-tiers.js";
import type { TierState } from "./state-model.js";

/** Days from `from`, included, to `until`, excluded. */
interface Days {
  readonly from: number;
  readonly until: number;
}

const DAY_MIN = -719_162;
const DAY_MAX = 2_932_897;
/** Periods that one look at a tier may pass: months over all of the calendar. */
const STEPS_MAX = 120_000;

/** The days that count for a tier seen on a day. */
function windowOn(plan: ProgrammePlan, tiers: TiersPlan, draft: MemberDraft, day: number): Days {
  const { window } = tiers;
  switch (window.kind) {
    case "lifetime":
      return { from: DAY_MIN, until: DAY_MAX };
    case "calendar":
      return { from: firstDayOfUnit(window.unit, day), until: lastDayOfUnit(window.unit, day) + 1 };
    case "rolling":
      return { from: firstDayOf(plan.clock, window.length, day), until: day + 1 };
    case "anniversary": {
      const start = draft.enrolledAt === null ? day : dayAt(plan.clock, draft.enrolledAt);
      return anniversary(start, window.length, day);
    }
  }
}

/** Whole lengths are counted from the anchor, so that a 31st does not drift to a 28th. */
function anniversary(
  start: number,
  length: { readonly months: number; readonly days: number },
  day: number,
): Days {
  const nth = (count: number): number =>
    addToDay(start, { months: length.months * count, days: length.days * count, milliseconds: 0 });
  const daysAbout = length.months * 30.44 + length.days;
  let count = Math.max(0, Math.floor((day - start) / daysAbout) - 1);
  while (nth(count + 1) <= day) count += 1;
  return { from: nth(count), until: nth(count + 1) };
}

function sumOver(tiers: TiersPlan, draft: MemberDraft, days: Days): number {
  const { chunks } = draft.days;
  const { weights } = tiers;
  let total = 0;
  let { chunk: number, index } = placeOf(chunks, { day: days.from }, compareDays);
  for (let chunk = chunks[number]; chunk !== undefined; chunk = chunks[(number += 1)]) {
    for (let one = chunk[index]; one !== undefined; one = chunk[(index += 1)]) {
      if (one.day >= days.until) return total;
      total +=
        one.credits * weights.credits + one.spend * weights.spend + one.orders * weights.orders;
    }
    index = 0;
  }
  return total;
}

/** The measure of a member on a day. @internal */
export function measureOn(
  plan: ProgrammePlan,
  tiers: TiersPlan,
  draft: MemberDraft,
  day: number,
  now: string,
): number {
  if (tiers.metric === "balance") {
    const wallet = openWallet(draft, tiers.wallet ?? "");
    advanceWallet(wallet, now);
    return wallet.totals.active;
  }
  return sumOver(tiers, draft, windowOn(plan, tiers, draft, day));
}

/** Position of the level that a measure reaches. @internal */
export function levelFor(levels: readonly LevelPlan[], measure: number): number {
  let found = 0;
  for (let index = 0; index < levels.length; index += 1) {
    if (measure >= itemAt(levels, index).from) found = index;
  }
  return found;
}

/**
 * Position of the level held; 0 for none, or for one that the programme no longer has.
 *
 * @internal
 */
export function levelHeld(tiers: TiersPlan, tier: TierState | null): number {
  if (tier === null) return 0;
  const { levels } = tiers;
  for (let index = 0; index < levels.length; index += 1) {
    if (itemAt(levels, index).id === tier.id) return index;
  }
  return 0;
}

/**
 * When a tier ends, without and with grace. One that is reached holds to the end of the period
 * and its further ones; one that is kept at the end of a period was earned in the period
 * before, which is the first to be counted.
 */
function endOfTier(plan: ProgrammePlan, draft: MemberDraft, reached: Reached): Ends {
  const { tiers, index, at, isAtEnd } = reached;
  const { validity, grace } = tiers;
  if (tiers.upgrade === "atOnce" && (index === 0 || validity === null)) return NO_END;
  let endsAt: string;
  if (validity !== null && "lasting" in validity) {
    endsAt = addToInstant(plan.clock, at, validity.lasting);
  } else {
    const further = validity === null || index === 0 ? 0 : validity.periods;
    let { until } = windowOn(plan, tiers, draft, dayAt(plan.clock, at));
    for (let count = isAtEnd ? 1 : 0; count < further; count += 1) {
      until = windowOn(plan, tiers, draft, until).until;
    }
    endsAt = startOfDay(plan.clock, until);
  }
  return { endsAt, until: grace === null ? endsAt : addToInstant(plan.clock, endsAt, grace) };
}

interface Reached {
  readonly tiers: TiersPlan;
  readonly index: number;
  readonly at: string;
  /** Whether it is reached or kept because a period ends, not because of an event. */
  readonly isAtEnd: boolean;
}

interface Ends {
  readonly endsAt: string | null;
  readonly until: string | null;
}

const NO_END: Ends = { endsAt: null, until: null };

function change(
  tiers: TiersPlan,
  step: { readonly from: number; readonly to: number; readonly at: string; readonly ends: Ends },
): TierChange {
  const { from, to, at, ends } = step;
  return {
    from: itemAt(tiers.levels, from).id,
    to: itemAt(tiers.levels, to).id,
    at,
    reason: to > from ? "reached" : to === from ? "renewed" : "lost",
    endsAt: ends.endsAt,
    until: ends.until,
  };
}

function note(draft: MemberDraft, changes: TierChange[], made: TierChange): void {
  changes.push(made);
  const since = made.from === made.to ? (draft.tier?.since ?? made.at) : made.at;
  draft.tier = {
    id: made.to,
    since,
    endsAt: made.endsAt,
    until: made.until,
    isPinned: made.isPinned === true,
  };
}

/** Where a member goes who is measured at the end of a tier. */
function lowered(tiers: TiersPlan, held: number, measure: number): number {
  const reached = levelFor(tiers.levels, measure);
  if (reached >= held) return reached;
  if (measure >= itemAt(tiers.levels, held).keepFrom || tiers.downgrade === "never") return held;
  return tiers.downgrade === "oneStep" ? held - 1 : reached;
}

/**
 * What time has done to the tier until an instant: each end of a tier is looked at in turn, by
 * what was measured in the period that ended there, or since, within the grace.
 *
 * @internal
 */
export function passTiers(
  plan: ProgrammePlan,
  draft: MemberDraft,
  now: string,
): readonly TierChange[] {
  const { tiers } = plan;
  const changes: TierChange[] = [];
  if (tiers === null) return changes;
  for (let step = 0; step < STEPS_MAX; step += 1) {
    const tier = draft.tier;
    if (tier === null || tier.until === null || tier.until > now) return changes;
    const held = levelHeld(tiers, tier);
    const endDay = dayAt(plan.clock, tier.endsAt ?? tier.until) - 1;
    const lastDay = Math.max(endDay, dayAt(plan.clock, tier.until) - 1);
    const ended = measureOn(plan, tiers, draft, endDay, tier.until);
    const since = measureOn(plan, tiers, draft, lastDay, tier.until);
    const measure = Math.max(ended, since);
    // A tier given by hand was not earned: when it ends, only what was measured counts.
    const to = tier.isPinned ? levelFor(tiers.levels, measure) : lowered(tiers, held, measure);
    const ends = endOfTier(plan, draft, {
      tiers,
      index: to,
      at: tier.until,
      isAtEnd: !tier.isPinned && ended >= since,
    });
    const made = change(tiers, { from: held, to, at: tier.until, ends });
    note(draft, changes, tier.isPinned ? { ...made, reason: "pin-ended" } : made);
  }
  return changes;
}

/**
 * What the events up to an instant have done to the tier: a higher one is reached at once (or
 * waits for the end of the period), a tier without validity follows its measure.
 *
 * @internal
 */
export function reviewTier(
  plan: ProgrammePlan,
  draft: MemberDraft,
  now: string,
): readonly TierChange[] {
  const { tiers } = plan;
  const changes: TierChange[] = [];
  if (tiers === null) return changes;
  if (draft.tier === null) {
    const ends = endOfTier(plan, draft, { tiers, index: 0, at: now, isAtEnd: false });
    note(draft, changes, change(tiers, { from: 0, to: 0, at: now, ends }));
  }
  if (tiers.upgrade === "periodEnd" || draft.tier?.isPinned === true) return changes;
  const held = levelHeld(tiers, draft.tier);
  const measure = measureOn(plan, tiers, draft, dayAt(plan.clock, now), now);
  const reached = levelFor(tiers.levels, measure);
  const to = tiers.validity === null ? lowered(tiers, held, measure) : Math.max(held, reached);
  if (to === held && reached < held) return changes;
  const ends = endOfTier(plan, draft, { tiers, index: to, at: now, isAtEnd: false });
  const isLonger = (ends.until ?? "") > (draft.tier?.until ?? "");
  if (to !== held || (reached >= held && isLonger)) {
    note(draft, changes, change(tiers, { from: held, to, at: now, ends }));
  }
  return changes;
}

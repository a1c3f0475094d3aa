/**
 * Where each figure of an agreement stands as of a day: which periods and stretches have begun,
 * and a slot for each sum. Made once a call; documents then only look up days.
 */
import type { CalendarDate } from "../values/calendar-date.js";
import { addDuration } from "../values/duration.js";
import type { ClosedPeriod } from "../values/period.js";
import { dayNumber, cut, begunPeriods } from "./periods.js";
import type { BonusPeriods } from "./model.js";
import type { BonusPlan, PreconditionPlan, SchedulePlan } from "./plan.js";

/** Periods in order, for looking up days. @internal */
export interface Timeline {
  readonly periods: readonly ClosedPeriod[];
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** The stretches of a schedule or a target, each with its period and its first slot. @internal */
export interface Stretches extends Timeline {
  /** Index of the agreement's period of each stretch. */
  readonly parents: readonly number[];
  /** First slot of each stretch; those of one are side by side. */
  readonly slots: readonly number[];
}

/** Slots of a stretch of a schedule, from its first one on. @internal */
export const scheduleSlots = {
  documents: 0,
  measure: 1,
  on: 2,
  reference: 3,
  part: 4,
  width: 5,
} as const;

/** Slots of a period, from its first one on. @internal */
export const periodSlots = { documents: 0, net: 1, width: 2 } as const;

/** Slots of `paidOnTime` and of `noOverdue` in a period. @internal */
export const paymentSlots = {
  judged: 0,
  onTime: 1,
  judgedNet: 2,
  onTimeNet: 3,
  open: 4,
  overdue: 5,
  width: 6,
} as const;

/** @internal */
export interface ScheduleLayout {
  readonly schedule: SchedulePlan;
  readonly stretches: Stretches;
  /** The same stretches moved back to the time of reference; null without one. */
  readonly reference: Timeline | null;
}

/** @internal */
export interface PreconditionLayout {
  readonly precondition: PreconditionPlan;
  /** First slot in each period. */
  readonly slots: readonly number[];
  /** Of `targetEach`. */
  readonly stretches: Stretches | null;
  /** Day number of the judgement of `noOverdue` in each period. */
  readonly days: readonly number[];
}

/** @internal */
export interface Layout {
  readonly asOf: CalendarDate;
  readonly asOfDay: number;
  readonly periods: Timeline;
  /** First slot of each period. */
  readonly slots: readonly number[];
  /** Day from which a document of the period is late; infinite without a closing. */
  readonly closings: readonly number[];
  readonly schedules: readonly ScheduleLayout[];
  readonly preconditions: readonly PreconditionLayout[];
  /** Slots in all. */
  readonly size: number;
}

function timelineOf(periods: readonly ClosedPeriod[]): Timeline {
  return {
    periods,
    starts: periods.map(({ from }) => dayNumber(from)),
    ends: periods.map(({ until }) => dayNumber(until)),
  };
}

/** Index of the period that a day is in, −1 for none. O(log n). @internal */
export function indexIn({ starts, ends }: Timeline, day: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] ?? Infinity) <= day) low = middle + 1;
    else high = middle;
  }
  return low > 0 && day < (ends[low - 1] ?? -Infinity) ? low - 1 : -1;
}

/** Takes slots one after the other. */
class Slots {
  next: number = 0;

  take(width: number): number {
    const first = this.next;
    this.next += width;
    return first;
  }
}

function stretchesOf(
  periods: readonly ClosedPeriod[],
  every: BonusPeriods | null,
  take: () => number,
): Stretches {
  const parts = periods.map((whole) => (every === null ? [whole] : cut(whole, every)));
  const timeline = timelineOf(parts.flat());
  return {
    ...timeline,
    parents: parts.flatMap((list, index) => list.map(() => index)),
    slots: timeline.periods.map(take),
  };
}

function moved(stretches: Stretches, before: string | null): Timeline | null {
  if (before === null) return null;
  const back = (date: CalendarDate): CalendarDate => addDuration(date, `-${before}`);
  return timelineOf(
    stretches.periods.map(({ from, until }) => ({ from: back(from), until: back(until) })),
  );
}

function preconditionLayout(
  precondition: PreconditionPlan,
  periods: readonly ClosedPeriod[],
  slots: Slots,
): PreconditionLayout {
  const common = { precondition, stretches: null, days: [] };
  switch (precondition.kind) {
    case "targetEach": {
      const stretches = stretchesOf(periods, precondition.every, () => slots.take(1));
      return { ...common, slots: [], stretches };
    }
    case "noOverdue": {
      const { on } = precondition;
      // A day that is named judges the period that it is in: NaN for the others.
      const days = periods.map(({ from, until }) => {
        if (on === null) return dayNumber(until) - 1;
        return from <= on && on < until ? dayNumber(on) : NaN;
      });
      return { ...common, slots: periods.map(() => slots.take(1)), days };
    }
    case "paidOnTime":
      return { ...common, slots: periods.map(() => slots.take(paymentSlots.width)) };
    case "assortment":
      return { ...common, slots: periods.map(() => slots.take(1)) };
    case "declared":
      return { ...common, slots: [] };
  }
}

/** Lays out an agreement as of a day. O(periods × schedules). @internal */
export function layoutOf(plan: BonusPlan, asOf: CalendarDate): Layout {
  const slots = new Slots();
  const begun = begunPeriods(plan.valid, plan.periods, asOf);
  const { closing } = plan;
  return {
    asOf,
    asOfDay: dayNumber(asOf),
    periods: timelineOf(begun),
    slots: begun.map(() => slots.take(periodSlots.width)),
    closings: begun.map(({ until }) =>
      closing === null ? Infinity : dayNumber(addDuration(until, closing.after)),
    ),
    schedules: plan.schedules.map((schedule) => {
      const stretches = stretchesOf(begun, schedule.every, () => slots.take(scheduleSlots.width));
      const { measure } = schedule;
      const before = measure.kind === "growth" ? measure.before : null;
      return { schedule, stretches, reference: moved(stretches, before) };
    }),
    preconditions: plan.preconditions.map((one) => preconditionLayout(one, begun, slots)),
    size: slots.next,
  };
}

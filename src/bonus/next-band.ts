/** How far the next band is, and what it is worth. */
import { expectPlan } from "./expect-plan.js";
import { addDays, calendarDate, differenceInDays } from "../values/calendar-date.js";
import type { CalendarDate } from "../values/calendar-date.js";
import { itemAt } from "../values/invariant.js";
import { addIntegers, negateInteger } from "../values/rounding.js";
import type { Integer } from "../values/rounding.js";
import {
  addScaled,
  compareScaled,
  divideScaled,
  formatFixed,
  formatScaled,
  multiplyScaled,
  roundScaled,
  scaledZero,
  signOf,
  subtractScaled,
} from "../values/scaled.js";
import type { Scaled } from "../values/scaled.js";
import { readTurnover } from "./collect.js";
import { standingOf, standingOn } from "./earned.js";
import type { Standing } from "./earned.js";
import { isMoney, isSameGauge, scaleOfGauge, unitOfGauge } from "./gauge.js";
import { indexIn, periodSlots, scheduleSlots } from "./layout.js";
import type { ScheduleLayout } from "./layout.js";
import { moneyOf } from "./money-units.js";
import type { BonusPlan, SchedulePlan } from "./plan.js";
import type { BonusNextBand } from "./result-model.js";
import { stretchSums } from "./schedule-bonus.js";
import type { StretchSums } from "./schedule-bonus.js";
import type { TurnoverInput } from "./turnover-model.js";

/** Decimals of what a further unit is worth. */
const RATE_SCALE = 6;
const ROUNDS_MAX = 200;
const ONE: Scaled = { units: 1, scale: 0 };

/** What has to be added to the sum of the gauge so that the measure reaches a bound. */
function missingFor(schedule: SchedulePlan, sums: StretchSums, bound: Scaled): Scaled | null {
  const { measure } = schedule;
  const { measured, reference, part } = sums;
  switch (measure.kind) {
    case "gauge":
      return subtractScaled(bound, measured);
    case "growth": {
      const goal = measure.as === "amount" ? bound : multiplyScaled(bound, reference);
      return subtractScaled(addScaled(reference, goal), measured);
    }
    case "share": {
      // All that is added is of the part: (part + x) ÷ (measured + x) ≥ bound.
      const left = subtractScaled(ONE, bound);
      if (signOf(left) <= 0) return null;
      const wanted = subtractScaled(multiplyScaled(bound, measured), part);
      return divideScaled(wanted, left, scaleLimit(wanted.scale), "ceil");
    }
  }
}

function scaleLimit(scale: number): number {
  return Math.min(scale, 30);
}

/** The first band that the measure has not reached; what was bought counts as zero below it. */
function nextBound({ scale, measure: { kind } }: SchedulePlan, measure: Scaled): number {
  const reached = kind === "growth" || signOf(measure) > 0 ? measure : scaledZero;
  const index = scale.bounds.findIndex(
    (units) => compareScaled({ units, scale: scale.baseScale }, reached) > 0,
  );
  return index < 0 ? scale.bounds.length : index;
}

/** The standing with more on one stretch: of the measure, and of what is the same gauge. */
function raised(
  plan: BonusPlan,
  standing: Standing,
  one: ScheduleLayout,
  stretch: number,
  more: Integer,
): Standing {
  const sums = [...standing.tally.sums];
  const add = (slot: number): void => {
    sums[slot] = addIntegers(sums[slot] ?? 0, more);
  };
  const { of } = one.schedule.measure;
  const place = itemAt(one.stretches.starts, stretch);
  for (const other of standing.layout.schedules) {
    const index =
      other === one ? stretch : indexIn(other.stretches, Math.max(place, standing.layout.asOfDay));
    if (index < 0) continue;
    const slot = itemAt(other.stretches.slots, index);
    // What counts for a schedule counts for those with the same condition, and those without one.
    const { eligibleKey } = other.schedule;
    if (eligibleKey !== "" && eligibleKey !== one.schedule.eligibleKey) continue;
    if (isSameGauge(other.schedule.measure.of, of)) {
      add(slot + scheduleSlots.measure);
      if (other === one && other.schedule.measure.kind === "share") add(slot + scheduleSlots.part);
    }
    if (!other.schedule.isOnMeasure && isSameGauge(other.schedule.on, of))
      add(slot + scheduleSlots.on);
  }
  for (const { precondition, stretches } of standing.layout.preconditions) {
    if (
      precondition.kind !== "targetEach" ||
      stretches === null ||
      !isSameGauge(precondition.of, of)
    )
      continue;
    const index = indexIn(stretches, standing.layout.asOfDay);
    if (index >= 0) add(itemAt(stretches.slots, index));
  }
  if (of.kind === "netTurnover") {
    add(itemAt(standing.layout.slots, itemAt(one.stretches.parents, stretch)) + periodSlots.net);
  }
  return standingOf(plan, standing.layout, {
    tally: { ...standing.tally, sums },
    facts: standing.facts,
  });
}

/** The measure of a stretch as it was concluded: less what earlier schedules have taken of it. */
function concluded(standing: Standing, schedule: SchedulePlan, from: CalendarDate): Scaled | null {
  for (const { stretches } of standing.periods) {
    for (const one of stretches) {
      if (one.schedule === schedule.id && one.period.from === from) return one.measure;
    }
  }
  return null;
}

interface Way {
  /** In units of the gauge. */
  readonly missing: Scaled;
  readonly reached: Standing;
}

/**
 * From what is missing at first sight upwards: where earlier schedules take a part of what is
 * added, that part is missing too. Each round adds no more than is needed.
 */
function wayTo(plan: BonusPlan, standing: Standing, at: Place, bound: Scaled): Way | null {
  const { one, stretch, first } = at;
  const { from } = itemAt(one.stretches.periods, stretch);
  const { scale } = first;
  let more = first.units;
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const reached = raised(plan, standing, one, stretch, more);
    const measure = concluded(reached, one.schedule, from);
    if (measure === null) return null;
    if (compareScaled(measure, bound) >= 0) return { missing: { units: more, scale }, reached };
    if (plan.combine !== "reduceBase") return null;
    const short = roundScaled(subtractScaled(bound, measure), scale, "ceil").units;
    more = addIntegers(more, short);
  }
  return null;
}

interface Place {
  readonly one: ScheduleLayout;
  readonly stretch: number;
  /** What is missing at first sight. */
  readonly first: Scaled;
}

/** What was bought in the period of a stretch, in units of the gauge. */
function periodSum(
  plan: BonusPlan,
  standing: Standing,
  one: ScheduleLayout,
  stretch: number,
): Integer {
  const { parents } = one.stretches;
  return parents.reduce<Integer>((sum, parent, index) => {
    if (parent !== parents[stretch]) return sum;
    return addIntegers(sum, stretchSums(plan, one, standing.tally, index).measured.units);
  }, 0);
}

/** The next band with what is missing at first sight; null where there is none. */
function nextOf(
  plan: BonusPlan,
  standing: Standing,
  one: ScheduleLayout,
): { readonly at: Place; readonly bound: Scaled; readonly index: number } | null {
  const { schedule, stretches } = one;
  const stretch = indexIn(stretches, standing.layout.asOfDay);
  if (stretch < 0 || schedule.windowSteps > 1) return null;
  const sums = stretchSums(plan, one, standing.tally, stretch);
  const { from } = itemAt(stretches.periods, stretch);
  const measure = concluded(standing, schedule, from);
  if (measure === null) return null;
  const index = nextBound(schedule, measure);
  const { scale } = schedule;
  if (index >= scale.bounds.length) return null;
  const bound = { units: itemAt(scale.bounds, index), scale: scale.baseScale };
  const isPlain = schedule.measure.kind === "gauge";
  const exact = isPlain ? subtractScaled(bound, measure) : missingFor(schedule, sums, bound);
  if (exact === null) return null;
  // A bound finer than the unit is reached by the next whole one, once the period is above zero.
  const rounded = roundScaled(exact, scaleOfGauge(schedule.measure.of, plan.minorUnits), "ceil");
  const least = addIntegers(1, negateInteger(periodSum(plan, standing, one, stretch)));
  const first = rounded.units < least ? { units: least, scale: rounded.scale } : rounded;
  return { at: { one, stretch, first }, bound, index };
}

function bandOfSchedule(
  plan: BonusPlan,
  standing: Standing,
  one: ScheduleLayout,
): BonusNextBand | null {
  const next = nextOf(plan, standing, one);
  if (next === null) return null;
  const way = wayTo(plan, standing, next.at, next.bound);
  if (way === null) return null;
  const { schedule, stretches } = one;
  const { scale } = schedule;
  const { missing } = way;
  const gain = addIntegers(way.reached.units, negateInteger(standing.units));
  const period = itemAt(stretches.periods, next.at.stretch);
  const by = addDays(period.until, -1);
  const worth = { units: gain, scale: plan.minorUnits };
  const value = { units: itemAt(scale.values, next.index), scale: scale.valueScale };
  const isCash = isMoney(schedule.measure.of);
  return {
    schedule: schedule.id,
    period,
    from: formatScaled(next.bound),
    value: formatScaled(value),
    missing: {
      amount: isCash ? formatFixed(missing) : formatScaled(missing),
      unit: unitOfGauge(schedule.measure.of, plan.currency),
    },
    by,
    daysLeft: differenceInDays(standing.layout.asOf, by) + 1,
    gain: moneyOf(plan, gain),
    gainPerUnit: formatScaled(divideScaled(worth, missing, RATE_SCALE, plan.rounding)),
  };
}

/**
 * The way to the next band of each schedule in the stretch that a day is in: what is still to be
 * bought, the last day on which it counts, and what reaching it adds to what the agreement has
 * earned, in total and for each further unit. None for a schedule in its highest band, with a
 * rolling window, without a reference, or on a day outside.
 *
 * What is bought is taken to count for every schedule that has the same condition or none; where the
 * measure is a quantity, turnover stays as it is.
 *
 * @throws ClienteleError as `earned`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compileAgreement, nextBands } from "clientele/bonus";
 *
 * const plan = compileAgreement({
 *   id: "acme",
 *   currency: "EUR",
 *   valid: { from: "2026-01-01" },
 *   schedules: [
 *     { id: "turnover", scale: { kind: "allUnits", bands: [{ from: 1000, value: "0.05" }] } },
 *     { id: "orders", measure: { kind: "orders" }, scale: { kind: "flat", bands: [{ from: 2, value: "25" }] } },
 *   ],
 * });
 * const turnover = [{ id: "R-1", date: "2026-01-20", amount: { amount: "900.00", currency: "EUR" } }];
 * const ways = nextBands(plan, turnover, "2026-12-01").map(({ missing, gain }) => [missing, gain.amount]);
 * assert.deepEqual(ways, [
 *   [{ amount: "100.00", unit: "EUR" }, "50.00"],
 *   [{ amount: "1", unit: "orders" }, "25.00"],
 * ]);
 * ```
 * @since 0.1.0
 */
export function nextBands(
  plan: BonusPlan,
  turnover: TurnoverInput,
  asOf: CalendarDate,
): readonly BonusNextBand[] {
  expectPlan(plan);
  const day = calendarDate(asOf, "asOf");
  return bandsFrom(plan, standingOn(plan, readTurnover(plan, turnover), day));
}

/** The ways from a standing. @internal */
export function bandsFrom(plan: BonusPlan, standing: Standing): readonly BonusNextBand[] {
  return standing.layout.schedules.flatMap((one) => {
    const next = bandOfSchedule(plan, standing, one);
    return next === null ? [] : [next];
  });
}

/**
 * The way to the next band of the first schedule that has one, as {@link nextBands} says; null
 * where none has.
 *
 * @throws ClienteleError as `earned`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compileAgreement, nextBand } from "clientele/bonus";
 *
 * const plan = compileAgreement({
 *   id: "acme",
 *   currency: "EUR",
 *   valid: { from: "2026-01-01" },
 *   schedules: [
 *     {
 *       id: "turnover",
 *       scale: { kind: "allUnits", bands: [{ from: 0, value: "0.01" }, { from: 1000, value: "0.05" }] },
 *     },
 *   ],
 * });
 * const turnover = [{ id: "R-1", date: "2026-01-20", amount: { amount: "900.00", currency: "EUR" } }];
 * const next = nextBand(plan, turnover, "2026-12-01");
 * assert.deepEqual(next?.missing, { amount: "100.00", unit: "EUR" });
 * assert.deepEqual([next.gain.amount, next.gainPerUnit], ["41.00", "0.41"]);
 * assert.equal(next.by, "2026-12-31");
 * ```
 * @since 0.1.0
 */
export function nextBand(
  plan: BonusPlan,
  turnover: TurnoverInput,
  asOf: CalendarDate,
): BonusNextBand | null {
  return nextBands(plan, turnover, asOf)[0] ?? null;
}

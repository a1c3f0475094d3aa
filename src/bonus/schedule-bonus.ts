/** What one schedule earns in each of its stretches: the measure, the band, the amount. */
import { evaluateScale } from "../scales/index.js";
import type { ScalePart } from "../scales/index.js";
import { addedOf, bandOf, totalOf } from "../scales/evaluate.js";
import type { DecimalText } from "../values/decimal.js";
import { itemAt } from "../values/invariant.js";
import type { ClosedPeriod } from "../values/period.js";
import { addIntegers, negateInteger } from "../values/rounding.js";
import type { Integer } from "../values/rounding.js";
import {
  addScaled,
  divideScaled,
  formatScaled,
  multiplyScaled,
  roundScaled,
  scaledZero,
  signOf,
  subtractScaled,
} from "../values/scaled.js";
import type { Scaled } from "../values/scaled.js";
import { scaleOfGauge, unitOfGauge } from "./gauge.js";
import { scheduleSlots } from "./layout.js";
import type { Layout, ScheduleLayout } from "./layout.js";
import type { BonusGauge } from "./model.js";
import { moneyOf } from "./money-units.js";
import type { BonusPlan, LimitUnits, SchedulePlan } from "./plan.js";
import type { ScheduleEarned } from "./result-model.js";
import { once } from "./once.js";
import { namesAboveZero } from "./tally.js";
import type { Tally } from "./tally.js";

/** Decimals of shares and percentages, cut off: a bound of fewer is reached exactly or not at all. */
const RATIO_SCALE = 12;

/** What one stretch has earned, with the amount in minor units. @internal */
export interface StretchBonus {
  readonly schedule: string;
  readonly period: ClosedPeriod;
  readonly measure: Scaled | null;
  readonly units: Integer;
  readonly answer: () => ScheduleEarned;
}

/** The sums of a stretch, as numbers. @internal */
export interface StretchSums {
  readonly measured: Scaled;
  readonly on: Scaled;
  readonly reference: Scaled;
  readonly part: Scaled;
}

function gaugeSum(plan: BonusPlan, gauge: BonusGauge, tally: Tally, slot: number): Scaled {
  const sum = tally.sums[slot] ?? 0;
  const units =
    gauge.kind === "orders" ? addIntegers(sum, namesAboveZero(tally, slot).length) : sum;
  return { units, scale: scaleOfGauge(gauge, plan.minorUnits) };
}

/** What a stretch of a schedule has come to. @internal */
export function stretchSums(
  plan: BonusPlan,
  one: ScheduleLayout,
  tally: Tally,
  stretch: number,
): StretchSums {
  const { measure, on, isOnMeasure } = one.schedule;
  const slot = itemAt(one.stretches.slots, stretch);
  const measured = gaugeSum(plan, measure.of, tally, slot + scheduleSlots.measure);
  const fixed = measure.kind === "growth" ? measure.reference : null;
  return {
    measured,
    on: isOnMeasure ? measured : gaugeSum(plan, on, tally, slot + scheduleSlots.on),
    reference:
      fixed === null
        ? gaugeSum(plan, measure.of, tally, slot + scheduleSlots.reference)
        : { units: fixed, scale: measured.scale },
    part: gaugeSum(plan, measure.of, tally, slot + scheduleSlots.part),
  };
}

/** The measure itself; null where it has no value. @internal */
export function measureOf(schedule: SchedulePlan, sums: StretchSums): Scaled | null {
  const { measure } = schedule;
  const { measured, reference, part } = sums;
  switch (measure.kind) {
    case "gauge":
      return measured;
    case "share":
      return signOf(measured) <= 0 ? null : divideScaled(part, measured, RATIO_SCALE, "floor");
    case "growth": {
      const growth = subtractScaled(measured, reference);
      if (measure.as === "amount") return growth;
      return signOf(reference) <= 0 ? null : divideScaled(growth, reference, RATIO_SCALE, "floor");
    }
  }
}

interface Banded {
  readonly parts: readonly ScalePart[];
  readonly band: DecimalText | null;
}

interface Amount {
  readonly amount: Scaled;
  readonly banded: () => Banded;
}

const NOTHING: Amount = { amount: scaledZero, banded: () => ({ parts: [], band: null }) };

function notNegative(value: Scaled): Scaled {
  return signOf(value) < 0 ? { units: 0, scale: value.scale } : value;
}

function boundOf({ scale }: SchedulePlan, index: number): DecimalText {
  return formatScaled({ units: itemAt(scale.bounds, index), scale: scale.baseScale });
}

/** The value of a band times a base that is not the measure. */
function bandTimes(schedule: SchedulePlan, measure: Scaled, on: Scaled): Amount {
  const { scale } = schedule;
  const index = bandOf(scale, measure);
  if (index < 0) return NOTHING;
  const value = { units: itemAt(scale.values, index), scale: scale.valueScale };
  const fee = { units: itemAt(scale.fees, index), scale: scale.valueScale };
  const product = scale.kind === "flat" ? value : multiplyScaled(value, on);
  const amount = addScaled(product, fee);
  const banded = (): Banded => {
    const from = boundOf(schedule, index);
    const until = index + 1 < scale.bounds.length ? { until: boundOf(schedule, index + 1) } : {};
    const base = formatScaled(scale.kind === "flat" ? scaledZero : on);
    const part = { from, base, value: formatScaled(value), amount: formatScaled(amount), ...until };
    return { parts: [part], band: from };
  };
  return { amount, banded };
}

/** The scale divides the measure itself; `before` is what had been counted of it. */
function alongScale(schedule: SchedulePlan, measure: Scaled, before: Scaled): Amount {
  const { scale } = schedule;
  const isPart = signOf(before) > 0;
  const amount = isPart ? addedOf(scale, before, measure) : totalOf(scale, measure);
  if (amount === null) return NOTHING;
  const banded = (): Banded => {
    const index = bandOf(scale, measure);
    const base = formatScaled(subtractScaled(measure, before));
    const { parts } = evaluateScale(
      scale,
      isPart ? { base, cumulative: formatScaled(before) } : { base },
    );
    return { parts, band: index < 0 ? null : boundOf(schedule, index) };
  };
  return { amount, banded };
}

function rollingAmount(schedule: SchedulePlan, window: Scaled, step: Scaled): Amount {
  const whole = notNegative(window);
  if (schedule.scale.kind !== "graduated") return bandTimes(schedule, whole, notNegative(step));
  const before = notNegative(subtractScaled(window, step));
  return alongScale(schedule, whole, before);
}

/** What a schedule earns on some sums, exactly. */
function amountOf(schedule: SchedulePlan, sums: StretchSums, window: Scaled | null): Amount {
  const measure = measureOf(schedule, sums);
  // Where nothing was bought, or all of it came back, nothing is earned; nor on a decline.
  const isNothing = measure === null || signOf(sums.measured) <= 0 || signOf(measure) < 0;
  if (isNothing) return NOTHING;
  if (window !== null) return rollingAmount(schedule, window, measure);
  if (schedule.isOnMeasure) return alongScale(schedule, measure, scaledZero);
  return bandTimes(schedule, measure, notNegative(sums.on));
}

/** The least and the most of an amount; a guarantee is earned when its time has ended. @internal */
export function withinLimits(units: Integer, limits: LimitUnits, hasEnded: boolean): Integer {
  if (limits.cap !== null && units > limits.cap) return limits.cap;
  return hasEnded && limits.guarantee !== null && units < limits.guarantee
    ? limits.guarantee
    : units;
}

function unitOfMeasure({ measure }: SchedulePlan, currency: string): string {
  if (measure.kind === "share" || (measure.kind === "growth" && measure.as === "percent")) {
    return "share";
  }
  return unitOfGauge(measure.of, currency);
}

/** Sums less what earlier schedules have taken of their base. */
function reduced(sums: StretchSums, taken: Integer, minorUnits: number): StretchSums {
  if (taken === 0) return sums;
  const less = { units: negateInteger(taken), scale: minorUnits };
  return { ...sums, measured: addScaled(sums.measured, less), on: addScaled(sums.on, less) };
}

/** Periods in which more was bought than came back, over all stretches of a schedule. */
function periodsAboveZero(
  parents: readonly number[],
  all: readonly StretchSums[],
): ReadonlySet<number> {
  const sums = new Map<number, Scaled>();
  all.forEach(({ measured }, index) => {
    const parent = itemAt(parents, index);
    sums.set(parent, addScaled(sums.get(parent) ?? scaledZero, measured));
  });
  return new Set([...sums].flatMap(([parent, sum]) => (signOf(sum) > 0 ? [parent] : [])));
}

function windowOf(
  schedule: SchedulePlan,
  all: readonly StretchSums[],
  stretch: number,
): Scaled | null {
  if (schedule.windowSteps === 1) return null;
  const first = Math.max(0, stretch - schedule.windowSteps + 1);
  return all
    .slice(first, stretch + 1)
    .reduce((sum, one) => addScaled(sum, one.measured), scaledZero);
}

/**
 * What a schedule earns in each stretch. `taken` is what earlier schedules have taken of the
 * base, by stretch. O(stretches × bands). @internal
 */
export function scheduleBonuses(
  plan: BonusPlan,
  {
    layout,
    one,
    tally,
  }: { readonly layout: Layout; readonly one: ScheduleLayout; readonly tally: Tally },
  taken: readonly Integer[],
): readonly StretchBonus[] {
  const { schedule, stretches } = one;
  const all = stretches.periods.map((_, index) => stretchSums(plan, one, tally, index));
  const hasAny = periodsAboveZero(stretches.parents, all);
  return all.map((given, index) => {
    const sums = reduced(given, taken[index] ?? 0, plan.minorUnits);
    const window = windowOf(schedule, all, index);
    const isAny = hasAny.has(itemAt(stretches.parents, index));
    const { amount, banded } = isAny ? amountOf(schedule, sums, window) : NOTHING;
    const rounded = roundScaled(amount, plan.minorUnits, plan.rounding).units;
    const hasEnded = layout.asOfDay >= itemAt(stretches.ends, index) - 1;
    const units = withinLimits(rounded, schedule.limits, hasEnded);
    const measure = measureOf(schedule, sums);
    const period = itemAt(stretches.periods, index);
    const documents = tally.sums[itemAt(stretches.slots, index) + scheduleSlots.documents] ?? 0;
    const answer = once((): ScheduleEarned => {
      const unit = unitOfMeasure(schedule, plan.currency);
      const said = measure === null ? null : { value: formatScaled(measure), unit };
      const on = schedule.isOnMeasure && measure !== null ? measure : sums.on;
      const { parts, band } = banded();
      return {
        schedule: schedule.id,
        period,
        documents: Number(documents),
        measure: said,
        on: { value: formatScaled(on), unit: unitOfGauge(schedule.on, plan.currency) },
        ...(window === null ? {} : { window: formatScaled(window) }),
        ...(schedule.measure.kind === "growth" ? { reference: formatScaled(sums.reference) } : {}),
        band,
        parts,
        earned: moneyOf(plan, units),
      };
    });
    return { schedule: schedule.id, period, measure, units, answer };
  });
}

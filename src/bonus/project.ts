/** What the current period is expected to come to, and what to hold ready for it. */
import { expectPlan } from "./expect-plan.js";
import { addDays, calendarDate, differenceInDays } from "../values/calendar-date.js";
import type { CalendarDate } from "../values/calendar-date.js";
import { itemAt } from "../values/invariant.js";
import { expectArray, expectOneOf, expectRecord } from "../values/plain.js";
import { addIntegers, multiplyDivideRounded } from "../values/rounding.js";
import type { Integer } from "../values/rounding.js";
import { divideScaled, formatScaled } from "../values/scaled.js";
import { readTurnover, unreadPile, withMore } from "./collect.js";
import type { ReadTurnover } from "./collect.js";
import { standingOf, standingOn } from "./earned.js";
import type { Standing } from "./earned.js";
import { indexIn, layoutOf, periodSlots, scheduleSlots } from "./layout.js";
import type { Layout, Stretches } from "./layout.js";
import { moneyOf } from "./money-units.js";
import type { PeriodBonus } from "./conclude.js";
import type { BonusPlan } from "./plan.js";
import type { BonusProjection } from "./result-model.js";
import { emptyTally, namesAboveZero } from "./tally.js";
import type { Tally } from "./tally.js";
import type { TurnoverDocument, TurnoverInput } from "./turnover-model.js";

/**
 * What is expected for the rest of the period: documents, such as orders on hand and a plan by
 * month, or that it goes on as it has been since its beginning, by days.
 *
 * @since 0.1.0
 */
export type BonusForecast =
  | { readonly kind: "documents"; readonly documents: readonly TurnoverDocument[] }
  | { readonly kind: "runRate" };

const RATE_SCALE = 6;

/** Share of days of a stretch that lie between two days. */
function overlap(stretches: Stretches, index: number, from: number, until: number): number {
  const start = Math.max(itemAt(stretches.starts, index), from);
  return Math.max(0, Math.min(itemAt(stretches.ends, index), until) - start);
}

/** Slots of a stretch that grow with time: all of them but those of the reference. */
const growing = [
  scheduleSlots.documents,
  scheduleSlots.measure,
  scheduleSlots.on,
  scheduleSlots.part,
];

interface Elapsed {
  readonly period: number;
  readonly from: number;
  /** The first day that has not passed. */
  readonly next: number;
  readonly until: number;
}

/** So many units in the days so far are so many in the days to come. */
function ahead(units: Integer, daysAhead: number, { from, next }: Elapsed): Integer {
  return multiplyDivideRounded(units, daysAhead, next - from, "halfEven");
}

/** What each slot of a schedule has come to in the period so far, orders counted. */
function soFar(tally: Tally, stretches: Stretches, { period }: Elapsed, offset: number): Integer {
  let sum: Integer = 0;
  stretches.slots.forEach((slot, index) => {
    if (stretches.parents[index] !== period) return;
    sum = addIntegers(sum, tally.sums[slot + offset] ?? 0);
    sum = addIntegers(sum, namesAboveZero(tally, slot + offset).length);
  });
  return sum;
}

function extend(
  sums: Integer[],
  tally: Tally,
  stretches: Stretches,
  elapsed: Elapsed,
  offsets: readonly number[],
): void {
  for (const offset of offsets) {
    const total = soFar(tally, stretches, elapsed, offset);
    stretches.slots.forEach((slot, index) => {
      if (stretches.parents[index] !== elapsed.period) return;
      const days = overlap(stretches, index, elapsed.next, elapsed.until);
      sums[slot + offset] = addIntegers(sums[slot + offset] ?? 0, ahead(total, days, elapsed));
    });
  }
}

/** The sums at the end of the period, if it goes on as it has begun. */
function runOn(layout: Layout, tally: Tally, elapsed: Elapsed): Tally {
  const sums = [...tally.sums];
  const slot = itemAt(layout.slots, elapsed.period);
  for (const offset of [periodSlots.documents, periodSlots.net]) {
    const units = sums[slot + offset] ?? 0;
    sums[slot + offset] = addIntegers(units, ahead(units, elapsed.until - elapsed.next, elapsed));
  }
  for (const { stretches } of layout.schedules) extend(sums, tally, stretches, elapsed, growing);
  for (const { stretches } of layout.preconditions) {
    if (stretches !== null) extend(sums, tally, stretches, elapsed, [0]);
  }
  return { ...tally, sums };
}

/** What was counted as of the day, on the layout of the last day of the period. */
function atTheEnd(
  plan: BonusPlan,
  read: ReadTurnover,
  now: Standing,
  {
    forecast,
    lastDay,
    period,
  }: { readonly forecast: BonusForecast; readonly lastDay: CalendarDate; readonly period: number },
): Standing {
  const open = itemAt(now.periods, period).answer().preconditions.filter(
    ({ state }) => state === "pending",
  );
  const assumed = new Set(open.map(({ id }) => id));
  if (forecast.kind === "documents") {
    const kept = read.documents.given.flatMap((one, index) =>
      isKnownBy(one, now.layout.asOf) ? [{ one, path: read.pathOf(index) }] : [],
    );
    const known = {
      ...read,
      documents: unreadPile(kept.map(({ one }) => one)),
      pathOf: (index: number) => itemAt(kept, index).path,
    };
    return standingOn(
      plan,
      withMore(known, forecast.documents, "forecast.documents"),
      lastDay,
      assumed,
    );
  }
  const layout = layoutOf(plan, lastDay);
  const { periods } = now.layout;
  const elapsed = {
    period,
    from: itemAt(periods.starts, period),
    next: now.layout.asOfDay + 1,
    until: itemAt(periods.ends, period),
  };
  // Slots are numbered alike on both days: the same periods have begun.
  const tally = { ...emptyTally(layout.size), sums: now.tally.sums, named: now.tally.named };
  const sums = { tally: runOn(layout, tally, elapsed), facts: now.facts, assumed };
  return standingOf(plan, layout, sums);
}

function isKnownBy(document: unknown, asOf: CalendarDate): boolean {
  const record = expectRecord(document, "document");
  const known = record["known"] ?? record["date"];
  return typeof known === "string" && known <= asOf;
}

function readForecast(value: BonusForecast): BonusForecast {
  const record = expectRecord(value, "forecast", ["kind", "documents"]);
  const kind = expectOneOf(record["kind"], "forecast.kind", ["documents", "runRate"]);
  if (kind === "runRate") {
    expectRecord(value, "forecast", ["kind"]);
    return { kind };
  }
  const documents = expectArray(record["documents"], "forecast.documents");
  return { kind, documents: documents as readonly TurnoverDocument[] };
}

/**
 * The expected bonus by the share of the expected turnover that is there, or of the days that have
 * passed where none is expected; no less than what closed stretches have earned for good.
 */
function liabilityOf(
  plan: BonusPlan,
  now: PeriodBonus,
  end: PeriodBonus,
  asOf: CalendarDate,
): Integer {
  const { period, stretches } = now;
  const soFar = now.net < end.net ? now.net : end.net;
  const days = differenceInDays(period.from, asOf) + 1;
  const share =
    end.net > 0
      ? multiplyDivideRounded(end.units, soFar, end.net, plan.rounding)
      : multiplyDivideRounded(
          end.units,
          days,
          differenceInDays(period.from, period.until),
          plan.rounding,
        );
  const closed = stretches
    .filter((one) => addDays(one.period.until, -1) <= asOf)
    .reduce<Integer>((sum, one) => addIntegers(sum, one.units), 0);
  const least = closed < now.units ? closed : now.units;
  const held = share < least ? least : share;
  return held < 0 ? 0 : held;
}

/**
 * What the period that a day is in is expected to come to: its turnover and bonus at its end,
 * the rate they make, and the liability for the turnover so far at that rate, so that a band
 * which is only reached in autumn costs each month its part (cumulative catch-up of variable
 * consideration, IFRS 15.50–59, IFRS 15.IE124). Null on a day outside the agreement.
 *
 * The liability is never below zero, nor below what stretches that have ended have earned; where no
 * turnover is expected (a guarantee), days count in its place. Preconditions that are open are taken to be met. With a run rate, sums grow by days, rounded
 * to their smallest unit, and what is compared with (the reference of a growth) stays.
 *
 * @throws ClienteleError as `earned`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compileAgreement, project } from "clientele/bonus";
 *
 * const plan = compileAgreement({
 *   id: "acme",
 *   currency: "EUR",
 *   valid: { from: "2026-01-01" },
 *   schedules: [
 *     {
 *       id: "turnover",
 *       scale: { kind: "allUnits", bands: [{ from: 0, value: "0.01" }, { from: 100000, value: "0.03" }] },
 *     },
 *   ],
 * });
 * const turnover = [{ id: "R-1", date: "2026-01-20", amount: { amount: "60000.00", currency: "EUR" } }];
 * const half = project(plan, turnover, { kind: "runRate" }, "2026-07-01");
 * assert.equal(half?.expected.turnover.amount, "120329.67");
 * assert.equal(half.earned.amount, "600.00");
 * assert.equal(half.liability.amount, "1800.00");
 * ```
 * @since 0.1.0
 */
export function project(
  plan: BonusPlan,
  turnover: TurnoverInput,
  forecast: BonusForecast,
  asOf: CalendarDate,
): BonusProjection | null {
  expectPlan(plan);
  const day = calendarDate(asOf, "asOf");
  const expectation = readForecast(forecast);
  const read = readTurnover(plan, turnover);
  const now = standingOn(plan, read, day);
  const period = indexIn(now.layout.periods, now.layout.asOfDay);
  if (period < 0) return null;
  const current = itemAt(now.periods, period);
  const lastDay = addDays(current.period.until, -1);
  const then = atTheEnd(plan, read, now, { forecast: expectation, lastDay, period });
  const end = itemAt(then.periods, period);
  const scale = plan.minorUnits;
  const hasTurnover = end.net > 0;
  const liability = liabilityOf(plan, current, end, now.layout.asOf);
  return {
    agreement: plan.id,
    asOf: day,
    method: expectation.kind,
    earned: current.answer().earned,
    turnover: current.answer().turnover,
    expected: end.answer(),
    expectedRate: hasTurnover
      ? formatScaled(
          divideScaled(
            { units: end.units, scale },
            { units: end.net, scale },
            RATE_SCALE,
            plan.rounding,
          ),
        )
      : null,
    liability: moneyOf(plan, liability),
  };
}

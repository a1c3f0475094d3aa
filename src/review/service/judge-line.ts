/**
 * How one line was served. The definitions are those of `otif` in `clientele/lifecycle` (SCOR
 * model, RL.1.1), with exact quantities, cancellations and a bound on early deliveries.
 */
import { fromDayNumber } from "../../values/calendar-date.js";
import { minorUnitsOf } from "../../values/currency.js";
import { make } from "../../values/money.js";
import type { Money } from "../../values/money.js";
import {
  addScaled,
  compareScaled,
  formatScaled,
  multiplyScaled,
  negateScaled,
  roundScaled,
  scaledZero,
  signOf,
  subtractScaled,
} from "../../values/scaled.js";
import type { Scaled } from "../../values/scaled.js";
import type { LineService } from "./model.js";
import type { ReadDelivery, ReadServiceLine, ReadServiceOptions } from "./read-order.js";

/** A judged line with the exact figures that sums are made of. @internal */
export interface JudgedLine {
  readonly line: LineService;
  readonly open: Scaled;
  readonly openValue: Scaled | null;
}

function quantityBetween(deliveries: readonly ReadDelivery[], from: number, until: number): Scaled {
  let sum = scaledZero;
  for (const { day, quantity } of deliveries) {
    if (day >= from && day <= until) sum = addScaled(sum, quantity);
  }
  return sum;
}

/** The day on which what came reached the quantity for good, by whole days; null if never. */
function completionDay(deliveries: readonly ReadDelivery[], demanded: Scaled): number | null {
  let sum = scaledZero;
  let reached: number | null = null;
  deliveries.forEach(({ day, quantity }, index) => {
    sum = addScaled(sum, quantity);
    // What comes and goes on one day is taken together.
    if (deliveries[index + 1]?.day === day) return;
    if (compareScaled(sum, demanded) < 0) reached = null;
    else reached ??= day;
  });
  return reached;
}

interface Judgement {
  readonly state: LineService["state"];
  readonly onTime: boolean;
  readonly inFull: boolean;
  readonly onTimeInFull: boolean;
  readonly lateDays: number | null;
}

/** The window in which goods come in time, up to the day of judgement. */
function judge(
  line: ReadServiceLine,
  wanted: Scaled,
  demanded: Scaled,
  completed: number | null,
  options: ReadServiceOptions,
  today: number
): Judgement {
  const { deliveries, promised } = line;
  const inFull = completed !== null;
  const none = { onTime: false, inFull, onTimeInFull: false, lateDays: null };
  if (signOf(wanted) === 0) return { ...none, state: "cancelled" };
  if (promised === null) return { ...none, state: "unpromised" };
  const first = options.earlyDaysMax === null ? -Infinity : promised - options.earlyDaysMax;
  const last = promised + options.toleranceDays;
  const until = Math.min(last, today);
  const isComplete = compareScaled(quantityBetween(deliveries, first, until), demanded) >= 0;
  const onTime = deliveries.some(
    ({ day, quantity }) => day >= first && day <= until && signOf(quantity) > 0
  );
  const isDue = today > last || isComplete;
  const end = completed ?? today;
  return {
    state: isDue ? "judged" : "not-due",
    onTime,
    inFull,
    onTimeInFull: isComplete && inFull,
    lateDays: isDue ? (end > last ? end - promised : 0) : null,
  };
}

function valueOf(open: Scaled, unitPrice: Scaled | null, currency: string | null): Scaled | null {
  if (unitPrice === null || currency === null) return null;
  return roundScaled(multiplyScaled(open, unitPrice), minorUnitsOf(currency), "halfEven");
}

function moneyOf(value: Scaled | null, currency: string | null): Money | null {
  return value === null || currency === null ? null : make(value.units, value.scale, currency);
}

/** Judges a line as of a day. @internal */
export function judgeLine(
  line: ReadServiceLine,
  currency: string | null,
  options: ReadServiceOptions,
  today: number
): JudgedLine {
  const wanted = subtractScaled(line.quantity, line.cancelled);
  const demanded = multiplyScaled(wanted, options.demandedShare);
  const delivered = quantityBetween(line.deliveries, -Infinity, today);
  const balance = subtractScaled(wanted, delivered);
  const isOpen = signOf(balance) > 0;
  const open = isOpen ? balance : scaledZero;
  const completed = signOf(wanted) === 0 ? null : completionDay(line.deliveries, demanded);
  const openValue = valueOf(open, line.unitPrice, currency);
  const isOver = line.promised !== null && today > line.promised + options.toleranceDays;
  return {
    open,
    openValue,
    line: {
      id: line.id,
      article: line.article,
      unit: line.unit,
      promisedOn: line.promised === null ? null : fromDayNumber(line.promised),
      ordered: formatScaled(line.quantity),
      cancelled: formatScaled(line.cancelled),
      delivered: formatScaled(delivered),
      open: formatScaled(open),
      over: formatScaled(isOpen ? scaledZero : negateScaled(balance)),
      openValue: moneyOf(openValue, currency),
      overdue: isOpen && isOver,
      ...judge(line, wanted, demanded, completed, options, today),
      completedOn: completed === null ? null : fromDayNumber(completed),
    },
  };
}

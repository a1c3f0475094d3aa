/** What a quote is while it is made: lines with their running amounts, runs of units, tallies. */
import type { CalendarDate } from "../values/calendar-date.js";
import type { DecimalText } from "../values/decimal.js";
import { itemAt } from "../values/invariant.js";
import { addIntegers } from "../values/rounding.js";
import type { Integer } from "../values/rounding.js";
import { formatFixed } from "../values/scaled.js";
import type { Scaled } from "../values/scaled.js";
import type { Exact } from "./exact.js";
import type {
  OrderLine,
  PricingOrder,
  StepRejection,
  TriedKey,
  TrimmedChange,
  Unallocated,
  WaterfallEntry,
} from "./model.js";
import type { ArticlePlan, PricingPlan, RecordPlan, StepPlan } from "./plan.js";
import type { Run } from "./runs.js";

/** @internal */
export interface LineState {
  readonly line: OrderLine;
  readonly id: string;
  readonly quantity: Scaled;
  readonly quantityText: DecimalText;
  /** Base units in a unit of the quantity. */
  readonly ratio: { readonly numerator: number; readonly denominator: number };
  readonly article: ArticlePlan | null;
  list: Integer | null;
  running: Integer;
  runningText: string;
  /** What stood when the step began. */
  before: Integer;
  /** What stood when an additive group began. */
  groupBase: Integer | null;
  runs: Run[] | null;
  snapshots: Integer[] | null;
  isClosed: boolean;
  /** Another member of a group has this line. */
  isPaused: boolean;
  counted: readonly string[];
  entries: WaterfallEntry[];
  tried: readonly TriedKey[];
  rejected: StepRejection[] | null;
}

/** Granted so far in this order. @internal */
export interface Tally {
  readonly amount: Integer;
  readonly units: Scaled;
  readonly uses: number;
}

/** @internal */
export interface Gift {
  readonly line: string;
  readonly step: string;
  readonly record: string;
  readonly article: string;
  readonly units: number;
  readonly reason: string;
}

/** @internal */
export interface Context {
  readonly plan: PricingPlan;
  readonly order: PricingOrder;
  readonly asOf: CalendarDate;
  readonly currency: string;
  /** Minor units of the currency. */
  readonly scale: number;
  readonly withRejected: boolean;
  readonly usage: ReadonlyMap<string, Tally>;
  lines: LineState[];
  tallies: Map<string, Tally>;
  /** Bases of scales over several lines, by record and group, while a step runs. */
  readonly totals: Map<RecordPlan, Map<string, Exact | null>>;
  counters: Map<string, Scaled>;
  unallocated: Unallocated[];
  gifts: Gift[];
}

/** A copy to try an alternative on. @internal */
export function copyContext(context: Context): Context {
  return {
    ...context,
    lines: context.lines.map((line) => ({
      ...line,
      entries: [...line.entries],
      runs: line.runs === null ? null : line.runs.map((run) => ({ ...run })),
      snapshots: line.snapshots === null ? null : [...line.snapshots],
      rejected: line.rejected === null ? null : [...line.rejected],
    })),
    tallies: new Map(context.tallies),
    totals: new Map(),
    counters: new Map(context.counters),
    unallocated: [...context.unallocated],
    gifts: [...context.gifts],
  };
}

/** Takes the outcome of an alternative. @internal */
export function adoptContext(context: Context, chosen: Context): void {
  context.lines = chosen.lines;
  context.tallies = chosen.tallies;
  context.counters = chosen.counters;
  context.unallocated = chosen.unallocated;
  context.gifts = chosen.gifts;
}

/** Net of the lines so far. @internal */
export function netOf(context: Context): Integer {
  let net: Integer = 0;
  for (const line of context.lines) if (line.list !== null) net = addIntegers(net, line.running);
  return net;
}

/** What an entry says beyond its change. @internal */
export interface EntryNote {
  readonly base: DecimalText | null;
  readonly rate: DecimalText;
  readonly units: DecimalText;
  readonly reason: string;
  readonly desired?: Integer | null;
  readonly trims?: readonly TrimmedChange[];
}

const CENTS: readonly string[] = Array.from({ length: 100 }, (_, n) => String(n).padStart(2, "0"));

/** Minor units as text; two decimals, the common case, without padding. @internal */
export function amountText(units: Integer, scale: number): DecimalText {
  if (scale === 2 && typeof units === "number") {
    const size = units < 0 ? -units : units;
    const whole = Math.floor(size / 100);
    const text = `${String(whole)}.${itemAt(CENTS, size - whole * 100)}`;
    return units < 0 ? `-${text}` : text;
  }
  return formatFixed({ units, scale });
}

/** Changes a line, and writes it down. @internal */
export function enter(
  context: Context,
  line: LineState,
  step: StepPlan,
  record: RecordPlan,
  change: Integer,
  note: EntryNote,
): void {
  line.running = addIntegers(line.running, change);
  line.runningText = amountText(line.running, context.scale);
  const entry = {
    line: line.id,
    step: step.id,
    record: record.id,
    base: note.base,
    rate: note.rate,
    units: note.units,
    change: amountText(change, context.scale),
    after: line.runningText,
    reason: note.reason,
  };
  if (note.trims !== undefined) line.entries.push({ ...entry, trims: note.trims });
  else if (note.desired === undefined || note.desired === null) line.entries.push(entry);
  else line.entries.push({ ...entry, desired: amountText(note.desired, context.scale) });
}

/** Records why a record does not apply, where that was asked for. @internal */
export function reject(
  line: LineState,
  step: StepPlan,
  record: RecordPlan,
  reason: StepRejection["reason"],
): void {
  line.rejected?.push({ step: step.id, record: record.id, reason });
}

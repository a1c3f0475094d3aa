/** What is due next for very many instances at once, in columns. */
import { civilOf, dayNumberOf } from "../values/civil-date.js";
import { fail } from "../values/errors.js";
import { epochMilliseconds, instant, instantFromEpochMilliseconds } from "../values/instant.js";
import type { Instant } from "../values/instant.js";
import { shiftMonths } from "../values/month-arithmetic.js";
import { at, atIndex, expectArray, expectCompiled, expectRecord } from "../values/plain.js";
import { endOfWait } from "./deadline.js";
import type { DeadlineOptions } from "./deadline.js";
import type { DeadlinePlan, Lifecycle } from "./lifecycle.js";

/**
 * Instances in columns: one place in each for each of them. Times are milliseconds of the epoch,
 * NaN for none.
 *
 * @since 0.1.0
 */
export interface LifecycleColumns {
  /** Index of the state of each, in `lifecycle.states`. */
  readonly states: Uint16Array | Uint32Array;
  /** When the states of its path were entered, from the outermost in; one column where none is nested. */
  readonly entered: readonly Float64Array[];
  /** Fields of the context that deadlines count from. */
  readonly context?: Readonly<Record<string, Float64Array>>;
  /** Instant of the latest event: nothing is due before it. */
  readonly lastAt?: Float64Array;
}

/**
 * What is due next.
 *
 * @since 0.1.0
 */
export interface DueColumns {
  /** Deadlines that `next` points to; whether their guards hold is not asked. */
  readonly deadlines: readonly {
    readonly state: string;
    readonly deadline: string;
    readonly to: string;
    readonly isGuarded: boolean;
  }[];
  /** Index in `deadlines` of the first one to fall due, −1 where there is none. */
  readonly next: Int32Array;
  /** When it falls due, NaN where there is none. */
  readonly dueAt: Float64Array;
  /** How many have fallen due at or before `asOf`. */
  readonly fallen: number;
}

const MILLISECONDS_A_DAY = 86_400_000;

interface Source {
  readonly plan: DeadlinePlan;
  readonly index: number;
  readonly start: Float64Array;
}

/** When a wait from an instant is over, in milliseconds. */
function endOf(start: number, plan: DeadlinePlan, options: DeadlineOptions): number {
  const { months, days, milliseconds } = plan.after;
  if (plan.businessDays) {
    return epochMilliseconds(endOfWait(instantFromEpochMilliseconds(start), plan, options));
  }
  if (months === 0) return start + days * MILLISECONDS_A_DAY + milliseconds;
  const day = Math.floor(start / MILLISECONDS_A_DAY);
  const moved = dayNumberOf(shiftMonths(civilOf(day), months, false)) + days;
  return moved * MILLISECONDS_A_DAY + (start - day * MILLISECONDS_A_DAY) + milliseconds;
}

function columnOf(value: unknown, length: number, path: string): Float64Array {
  if (!(value instanceof Float64Array)) return fail("columns.type", path, "a Float64Array", value);
  if (value.length !== length)
    fail("columns.length", path, `${String(length)} places`, value.length);
  return value;
}

function startOf(plan: DeadlinePlan, columns: LifecycleColumns, length: number): Float64Array {
  if (plan.from === null) {
    const { entered } = columns;
    const level = Math.min(plan.level, entered.length - 1);
    return columnOf(entered[level], length, atIndex("columns.entered", level));
  }
  const context = expectRecord(columns.context ?? {}, "columns.context");
  return columnOf(context[plan.from], length, at("columns.context", plan.from));
}

/** Deadlines by the state that they belong to, and the list that the answer points to. */
function sourcesOf(
  lifecycle: Lifecycle,
  columns: LifecycleColumns,
  length: number,
): {
  readonly byState: readonly (readonly Source[])[];
  readonly deadlines: DueColumns["deadlines"];
} {
  const deadlines: DueColumns["deadlines"][number][] = [];
  const byState = lifecycle.states.map((state) => {
    const leaf = lifecycle.plan.leaves.get(state);
    return (leaf?.deadlines ?? []).map((plan): Source => {
      const { rule, to } = plan.move;
      deadlines.push({ state, deadline: plan.id, to, isGuarded: rule.guards.length > 0 });
      return { plan, index: deadlines.length - 1, start: startOf(plan, columns, length) };
    });
  });
  return { byState, deadlines };
}

/**
 * The first deadline of each instance in its present state, and when it falls due, for a million
 * instances in a fraction of a second: whom to look at today, and with `advance` then one by one.
 * Of two at one instant the first in the definition is named. O(instances × deadlines of a state).
 *
 * @throws ClienteleError `columns.type`, `columns.length`, `columns.range` for a state that is
 * none, `lifecycle.calendar`, `date.*`, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { clientLifecycle, dueColumns } from "clientele/lifecycle";
 *
 * const client = clientLifecycle();
 * const day = Date.parse("2026-01-05T00:00:00.000Z");
 * const told = dueColumns(
 *   client,
 *   {
 *     states: Uint16Array.of(client.states.indexOf("active"), client.states.indexOf("lost")),
 *     entered: [Float64Array.of(day, day)],
 *     context: { lastOrderAt: Float64Array.of(day, NaN), lastContactAt: Float64Array.of(NaN, NaN) },
 *   },
 *   "2026-04-05T00:00:00.000Z",
 * );
 * assert.equal(told.deadlines[told.next[0] ?? -1]?.deadline, "quiet");
 * assert.deepEqual([told.next[1], told.fallen], [-1, 1]);
 * ```
 * @since 0.1.0
 */
export function dueColumns(
  lifecycle: Lifecycle,
  columns: LifecycleColumns,
  asOf: Instant,
  options: DeadlineOptions = {},
): DueColumns {
  expectCompiled(lifecycle, "lifecycle", "plan");
  const end = epochMilliseconds(instant(asOf, "asOf"));
  const record = expectRecord(columns, "columns", ["states", "entered", "context", "lastAt"]);
  const { states } = columns;
  if (!(states instanceof Uint16Array || states instanceof Uint32Array)) {
    return fail("columns.type", "columns.states", "a Uint16Array or Uint32Array", states);
  }
  if (expectArray(record["entered"], "columns.entered").length === 0) {
    fail("columns.length", "columns.entered", "at least one column", 0);
  }
  const { length } = states;
  const last =
    columns.lastAt === undefined ? null : columnOf(columns.lastAt, length, "columns.lastAt");
  const { byState, deadlines } = sourcesOf(lifecycle, columns, length);
  const next = new Int32Array(length).fill(-1);
  const dueAt = new Float64Array(length).fill(NaN);
  let fallen = 0;
  for (let row = 0; row < length; row += 1) {
    const sources = byState[states[row] ?? -1];
    if (sources === undefined) {
      return fail(
        "columns.range",
        atIndex("columns.states", row),
        "an index of a state",
        states[row],
      );
    }
    let [first, time] = [-1, Infinity];
    const least = last === null ? -Infinity : (last[row] ?? -Infinity);
    for (const { plan, index, start } of sources) {
      const begun = start[row] ?? NaN;
      if (begun !== begun) continue;
      const over = endOf(begun, plan, options);
      const falls = over < least ? least : over;
      if (falls < time) [first, time] = [index, falls];
    }
    if (first < 0) continue;
    next[row] = first;
    dueAt[row] = time;
    if (time <= end) fallen += 1;
  }
  return { deadlines, next, dueAt, fallen };
}

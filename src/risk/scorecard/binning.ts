/**
 * Binning of a number against an outcome: by given cuts, by quantiles, or monotonic optimal.
 *
 * Missing values (NaN) and special codes are set apart before any cut is chosen, and reported
 * as bins of their own. Not here: weights of the bins (`weight-of-evidence.ts`).
 */
import { fail } from "../../values/errors.js";
import {
  atIndex,
  expectArray,
  expectFinite,
  expectInteger,
  expectOneOf,
  expectRecord,
  expectGiven,
} from "../../values/plain.js";
import { monotonicCuts } from "./monotonic.js";
import { positionOf, quantileCuts } from "./sorted-outcomes.js";
import type { SortedOutcomes } from "./sorted-outcomes.js";

/**
 * How a number is cut into bins.
 *
 * - `manual`: at the given cuts, ascending
 * - `quantile`: into at most `bins` of nearly equal size; equal values are never parted
 * - `monotonic`: the partition of at most `prebins` quantiles into at most `bins` bins, each of
 *   at least `shareMin` of the accounts and with both outcomes, that has strictly monotone
 *   event rates and, of all such, the highest information value; exactly, by dynamic
 *   programming over contiguous groups. Of equal partitions the one with fewer bins wins.
 *
 * @since 0.1.0
 */
export type BinningMethod =
  | { readonly method: "manual"; readonly cuts: readonly number[] }
  | { readonly method: "quantile"; readonly bins: number }
  | {
      readonly method: "monotonic";
      readonly bins: number;
      /** 20 unless given; at most 100. */
      readonly prebins?: number;
      /** 0.05 unless given. */
      readonly shareMin?: number;
    };

/**
 * Counts of accounts by outcome.
 *
 * @since 0.1.0
 */
export interface OutcomeCounts {
  readonly events: number;
  readonly nonEvents: number;
}

/**
 * A binned number.
 *
 * @since 0.1.0
 */
export interface Binning {
  readonly method: BinningMethod["method"];
  /** Ascending, half-open, unbounded at both ends. */
  readonly bins: readonly (OutcomeCounts & {
    readonly from: number | null;
    readonly until: number | null;
  })[];
  /** One for each special code, in the order given. */
  readonly special: readonly (OutcomeCounts & { readonly value: number })[];
  readonly missing: OutcomeCounts;
  /** For `monotonic`: whether the event rate rises or falls; `null` for a single bin. */
  readonly direction: "rising" | "falling" | null;
}

interface Parted {
  readonly sorted: SortedOutcomes;
  readonly special: readonly (OutcomeCounts & { readonly value: number })[];
  readonly missing: OutcomeCounts;
}

function checkEvent(event: unknown, index: number): number {
  if (event !== 0 && event !== 1) fail("risk.event", atIndex("events", index), "0 or 1", event);
  return event;
}

function part(values: Float64Array, events: ArrayLike<number>, codes: readonly number[]): Parted {
  const slots = new Map(codes.map((code, index) => [code, index]));
  const counts = [...codes.map(() => [0, 0] as [number, number]), [0, 0] as [number, number]];
  const regular: number[] = [];
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index] ?? NaN;
    if (value === Infinity || value === -Infinity) {
      fail("schema.not_finite", atIndex("values", index), "a number or NaN", value);
    }
    const event = checkEvent(events[index], index);
    const slot = Number.isNaN(value) ? codes.length : slots.get(value);
    if (slot === undefined) regular.push(index);
    else {
      const count = counts[slot];
      if (count !== undefined) count[event === 1 ? 0 : 1] += 1;
    }
  }
  regular.sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const eventsBefore = new Float64Array(regular.length + 1);
  regular.forEach((index, position) => {
    eventsBefore[position + 1] = (eventsBefore[position] ?? 0) + (events[index] ?? 0);
  });
  const outcome = (count: [number, number] | undefined): OutcomeCounts => ({
    events: count?.[0] ?? 0,
    nonEvents: count?.[1] ?? 0,
  });
  return {
    sorted: { values: Float64Array.from(regular, (index) => values[index] ?? 0), eventsBefore },
    special: codes.map((value, index) => ({ value, ...outcome(counts[index]) })),
    missing: outcome(counts[codes.length]),
  };
}

function checkCuts(value: unknown): readonly number[] {
  return expectArray(value, "method.cuts", 1000).map((item, index, list) => {
    const path = atIndex("method.cuts", index);
    const cut = expectFinite(item, path);
    const before = list[index - 1];
    if (typeof before === "number" && cut <= before) {
      fail("risk.bin_overlap", path, `above ${String(before)}`, cut);
    }
    return cut;
  });
}

function cutsBy(method: BinningMethod, sorted: SortedOutcomes): readonly number[] {
  const kinds = ["manual", "quantile", "monotonic"] as const;
  expectOneOf(expectRecord(method, "method")["method"], "method.method", kinds);
  switch (method.method) {
    case "manual":
      return checkCuts(method.cuts);
    case "quantile":
      return quantileCuts(sorted.values, expectInteger(method.bins, "method.bins", 1, 1000));
    case "monotonic": {
      const bins = expectInteger(method.bins, "method.bins", 1, 100);
      const prebins = expectInteger(method.prebins ?? 20, "method.prebins", 1, 100);
      const shareMin = expectFinite(method.shareMin ?? 0.05, "method.shareMin");
      if (shareMin < 0 || shareMin > 1) fail("schema.range", "method.shareMin", "0 to 1", shareMin);
      return monotonicCuts(sorted, quantileCuts(sorted.values, prebins), { bins, shareMin });
    }
  }
}

/**
 * Bins a number against an outcome.
 *
 * `values` holds NaN for missing; `special` names codes that are no quantities. Throws
 * `risk.length`, `risk.event`, `schema.not_finite`, `risk.bin_overlap`. O(n log n), and
 * O(bins × prebins³) for `monotonic`.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { binNumeric } from "clientele/risk";
 *
 * const values = Float64Array.of(1, 2, 3, 4, 5, 6, NaN, -1);
 * const events = [1, 1, 1, 0, 1, 0, 0, 1];
 * const binning = binNumeric({ values, events, special: [-1] }, { method: "manual", cuts: [4] });
 * assert.deepEqual(binning.bins, [
 *   { from: null, until: 4, events: 3, nonEvents: 0 },
 *   { from: 4, until: null, events: 1, nonEvents: 2 },
 * ]);
 * assert.deepEqual(binning.missing, { events: 0, nonEvents: 1 });
 * assert.deepEqual(binning.special, [{ value: -1, events: 1, nonEvents: 0 }]);
 * ```
 * @since 0.1.0
 */
export function binNumeric(
  data: {
    readonly values: Float64Array;
    readonly events: ArrayLike<number>;
    readonly special?: readonly number[];
  },
  method: BinningMethod,
): Binning {
  expectRecord(data, "data", ["values", "events", "special"]);
  expectRecord(method, "method");
  const { values, events, special = [] } = data;
  if (!(values instanceof Float64Array)) fail("schema.type", "values", "a Float64Array", values);
  expectGiven(events, "events");
  expectArray(special, "special");
  if (events.length !== values.length) {
    fail("risk.length", "events", `${String(values.length)} outcomes`, events.length);
  }
  special.forEach((code, index) => {
    expectFinite(code, atIndex("special", index));
    if (special.indexOf(code) < index) {
      fail("risk.bin_overlap", atIndex("special", index), "a code of its own", code);
    }
  });
  const parted = part(values, events, special);
  const cuts = cutsBy(method, parted.sorted);
  const positions = [
    0,
    ...cuts.map((cut) => positionOf(parted.sorted.values, cut)),
    parted.sorted.values.length,
  ];
  const { eventsBefore } = parted.sorted;
  const bins = positions.slice(1).map((end, index) => {
    const start = positions[index] ?? 0;
    const count = (eventsBefore[end] ?? 0) - (eventsBefore[start] ?? 0);
    return {
      from: cuts[index - 1] ?? null,
      until: cuts[index] ?? null,
      events: count,
      nonEvents: end - start - count,
    };
  });
  const [first, second] = bins;
  const direction =
    method.method !== "monotonic" || first === undefined || second === undefined
      ? null
      : first.events * second.nonEvents < second.events * first.nonEvents
        ? "rising"
        : "falling";
  const { missing } = parted;
  return { method: method.method, bins, special: parted.special, missing, direction };
}

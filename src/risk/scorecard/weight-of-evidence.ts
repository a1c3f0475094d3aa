/**
 * Weight of evidence and information value of a binned characteristic (I. J. Good, Probability
 * and the Weighing of Evidence, 1950; N. Siddiqi, Credit Risk Scorecards, 2006).
 *
 * Libraries disagree on the sign and on zero counts; here both are declared by the caller and
 * repeated in the answer.
 */
import { fail } from "../../values/errors.js";
import { expectOneOf, expectRecord } from "../../values/plain.js";
import { logarithm } from "../../values/numeric/exponential.js";
import type { BinCounts } from "../monitoring/ranking.js";
import { expectCounts, expectSameLength } from "../monitoring/outcomes.js";
import { checkZeroCounts, treatZeroCounts } from "../monitoring/zero-counts.js";
import type { ZeroCounts } from "../monitoring/zero-counts.js";

/**
 * The sign of the weight: of the share of non-events over that of events, or the reverse.
 *
 * @since 0.1.0
 */
export type WoeConvention = "ln(nonEvents/events)" | "ln(events/nonEvents)";

/**
 * How weights of evidence are computed; nothing is defaulted.
 *
 * @since 0.1.0
 */
export interface WoeOptions {
  readonly convention: WoeConvention;
  readonly zeroCounts: ZeroCounts;
}

/**
 * Weights of evidence by bin, with the information value.
 *
 * @since 0.1.0
 */
export interface WoeTable extends WoeOptions {
  readonly bins: readonly {
    readonly events: number;
    readonly nonEvents: number;
    /** Share of all events, after the treatment of zeros. */
    readonly eventShare: number;
    readonly nonEventShare: number;
    readonly woe: number;
    /** What the bin adds to the information value, at least 0. */
    readonly informationValue: number;
  }[];
  readonly informationValue: number;
  /** Positions of bins that had a zero, to which the treatment was applied. */
  readonly zeroBins: readonly number[];
}

function sum(values: readonly number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

/**
 * Weights of evidence and information value of a table of bins. Include the bins of missing
 * and special values as bins of their own, so that fit, table and score treat them alike.
 *
 * Throws `risk.zero_count` under `refuse`, `risk.no_observations` without events or without
 * non-events. O(bins).
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { weightOfEvidence } from "clientele/risk";
 *
 * const table = weightOfEvidence(
 *   { events: [2982, 5360, 15224, 1259], nonEvents: [52380, 66257, 143550, 20499] },
 *   { convention: "ln(nonEvents/events)", zeroCounts: { method: "refuse" } },
 * );
 * assert.ok(Math.abs(table.informationValue - 0.05745546) < 2e-6);
 * ```
 * @since 0.1.0
 */
export function weightOfEvidence(counts: BinCounts, options: WoeOptions): WoeTable {
  expectRecord(counts, "", ["events", "nonEvents"]);
  expectRecord(options, "options", ["convention", "zeroCounts"]);
  const conventions = ["ln(nonEvents/events)", "ln(events/nonEvents)"] as const;
  const convention = expectOneOf(options.convention, "options.convention", conventions);
  const zeroCounts = checkZeroCounts(options.zeroCounts, "options.zeroCounts");
  const events = expectCounts(counts.events, "events");
  const nonEvents = expectCounts(counts.nonEvents, "nonEvents");
  expectSameLength(events, nonEvents, "nonEvents");
  if (sum(events) <= 0) fail("risk.no_observations", "events", "at least one event", 0);
  if (sum(nonEvents) <= 0) fail("risk.no_observations", "nonEvents", "at least one", 0);
  const bad = treatZeroCounts(events, zeroCounts, "events");
  const good = treatZeroCounts(nonEvents, zeroCounts, "nonEvents");
  const [badTotal, goodTotal] = [sum(bad.counts), sum(good.counts)];
  const sign = convention === "ln(nonEvents/events)" ? 1 : -1;
  const bins = bad.counts.map((count, index) => {
    const eventShare = count / badTotal;
    const nonEventShare = (good.counts[index] ?? 0) / goodTotal;
    const log = logarithm(nonEventShare / eventShare);
    return {
      events: events[index] ?? 0,
      nonEvents: nonEvents[index] ?? 0,
      eventShare,
      nonEventShare,
      woe: log === 0 ? 0 : sign * log,
      informationValue: (nonEventShare - eventShare) * log,
    };
  });
  const zeroBins = [...new Set([...bad.treated, ...good.treated])].sort((a, b) => a - b);
  const informationValue = sum(bins.map((bin) => bin.informationValue));
  return { convention, zeroCounts, bins, informationValue, zeroBins };
}

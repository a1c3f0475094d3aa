/**
 * Does the score still rank: AUC, Gini and Kolmogorov–Smirnov, from accounts or from a table
 * of bins. Not here: whether its probabilities are right (`calibration.ts`).
 */
import { fail } from "../../values/errors.js";
import { expectRecord } from "../../values/plain.js";
import { absent, known } from "../measure.js";
import type { Measure } from "../measure.js";
import { checkScored, expectCounts, expectSameLength } from "./outcomes.js";
import type { ScoredOutcomes } from "./outcomes.js";

/**
 * Events and non-events counted by bin, listed from one end of the score to the other.
 *
 * @since 0.1.0
 */
export interface BinCounts {
  readonly events: readonly number[];
  readonly nonEvents: readonly number[];
}

interface Ranking {
  readonly auc: number;
  readonly ks: number;
}

function totals(events: ArrayLike<number>): { readonly events: number; readonly others: number } {
  let count = 0;
  for (let index = 0; index < events.length; index += 1) count += events[index] ?? 0;
  return { events: count, others: events.length - count };
}

/**
 * One walk up the risk, equal risks taken together: the Mann–Whitney statistic with ties at
 * one half, and the largest distance of the two distributions. O(n log n).
 */
function rank(outcomes: ScoredOutcomes): Ranking | undefined {
  const { risks, events } = checkScored(outcomes);
  const total = totals(events);
  if (total.events === 0 || total.others === 0) return undefined;
  const order = new Uint32Array(risks.length);
  for (let index = 0; index < order.length; index += 1) order[index] = index;
  order.sort((a, b) => (risks[a] ?? 0) - (risks[b] ?? 0));
  let [eventsBelow, othersBelow, pairs, ks] = [0, 0, 0, 0];
  for (let start = 0; start < order.length;) {
    const risk = risks[order[start] ?? 0] ?? 0;
    let [eventsHere, othersHere, end] = [0, 0, start];
    while (end < order.length && risks[order[end] ?? 0] === risk) {
      if (events[order[end] ?? 0] === 1) eventsHere += 1;
      else othersHere += 1;
      end += 1;
    }
    pairs += eventsHere * (othersBelow + othersHere / 2);
    eventsBelow += eventsHere;
    othersBelow += othersHere;
    ks = Math.max(ks, Math.abs(othersBelow / total.others - eventsBelow / total.events));
    start = end;
  }
  return { auc: pairs / (total.events * total.others), ks };
}

/**
 * The area under the ROC curve: the probability that an account with the event was scored
 * riskier than one without, ties counting one half (the Mann–Whitney statistic).
 *
 * Below one half the score ranks the wrong way round; the direction is never flipped. Absent
 * (`not-enough-data`) when all accounts had the event or none had. O(n log n).
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { auc } from "clientele/risk";
 *
 * const outcomes = {
 *   scores: [0.1, 0.4, 0.35, 0.8],
 *   events: [0, 0, 1, 1],
 *   direction: "high-is-risky",
 * } as const;
 * assert.deepEqual(auc(outcomes), { value: 0.75 });
 * assert.deepEqual(auc({ ...outcomes, direction: "high-is-safe" }), { value: 0.25 });
 * ```
 * @since 0.1.0
 */
export function auc(outcomes: ScoredOutcomes): Measure {
  const ranking = rank(outcomes);
  return ranking === undefined ? absent("not-enough-data", "events") : known(ranking.auc);
}

/**
 * The Gini coefficient of a score, 2·AUC − 1: 1 ranks perfectly, 0 like chance, negative the
 * wrong way round.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { gini } from "clientele/risk";
 *
 * const outcomes = { scores: [1, 2, 3, 4], events: [0, 0, 1, 1], direction: "high-is-risky" } as const;
 * assert.deepEqual(gini(outcomes), { value: 1 });
 * ```
 * @since 0.1.0
 */
export function gini(outcomes: ScoredOutcomes): Measure {
  const ranking = rank(outcomes);
  return ranking === undefined ? absent("not-enough-data", "events") : known(2 * ranking.auc - 1);
}

/**
 * The Kolmogorov–Smirnov statistic: the largest distance between the score distributions of
 * accounts with and without the event, 0 to 1.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { ks } from "clientele/risk";
 *
 * const outcomes = { scores: [1, 2, 3, 4], events: [0, 1, 0, 1], direction: "high-is-risky" } as const;
 * assert.deepEqual(ks(outcomes), { value: 0.5 });
 * ```
 * @since 0.1.0
 */
export function ks(outcomes: ScoredOutcomes): Measure {
  const ranking = rank(outcomes);
  return ranking === undefined ? absent("not-enough-data", "events") : known(ranking.ks);
}

interface Bin {
  readonly events: number;
  readonly nonEvents: number;
}

function checkBins(counts: BinCounts): readonly Bin[] {
  expectRecord(counts, "", ["events", "nonEvents"]);
  const events = expectCounts(counts.events, "events");
  const nonEvents = expectCounts(counts.nonEvents, "nonEvents");
  expectSameLength(events, nonEvents, "nonEvents");
  if (events.length === 0) fail("risk.length", "events", "at least one bin", 0);
  return events.map((count, index) => ({ events: count, nonEvents: nonEvents[index] ?? 0 }));
}

/** Least risky bin first, by share of events without dividing; empty bins have no share. */
function byEventRate(bins: readonly Bin[]): readonly Bin[] {
  const filled = bins.filter((bin) => bin.events + bin.nonEvents > 0);
  return filled.sort((a, b) => a.events * b.nonEvents - b.events * a.nonEvents);
}

/**
 * Gini coefficient and Kolmogorov–Smirnov statistic of a table of bins, sorted by event rate
 * first, as the statistics of a binned characteristic are defined. Sorting makes both
 * non-negative by construction: for the direction of a score use {@link auc}.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { rankingOfBins } from "clientele/risk";
 *
 * const { ks } = rankingOfBins({
 *   events: [2982, 5360, 15224, 1259],
 *   nonEvents: [52380, 66257, 143550, 20499],
 * });
 * assert.ok(ks.value !== null && Math.abs(ks.value - 0.10544552) < 1e-7);
 * ```
 * @since 0.1.0
 */
export function rankingOfBins(counts: BinCounts): { readonly gini: Measure; readonly ks: Measure } {
  const bins = byEventRate(checkBins(counts));
  let [eventsTotal, othersTotal] = [0, 0];
  for (const bin of bins) {
    eventsTotal += bin.events;
    othersTotal += bin.nonEvents;
  }
  if (eventsTotal === 0 || othersTotal === 0) {
    const nothing = absent("not-enough-data", "events");
    return { gini: nothing, ks: nothing };
  }
  let [eventsBelow, othersBelow, pairs, distance] = [0, 0, 0, 0];
  for (const bin of bins) {
    pairs += bin.events * (othersBelow + bin.nonEvents / 2);
    eventsBelow += bin.events;
    othersBelow += bin.nonEvents;
    distance = Math.max(distance, Math.abs(othersBelow / othersTotal - eventsBelow / eventsTotal));
  }
  return { gini: known((2 * pairs) / (eventsTotal * othersTotal) - 1), ks: known(distance) };
}

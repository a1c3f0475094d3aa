/**
 * Funnel-plot limits: which groups differ from the common rate by more than chance.
 *
 * D. J. Spiegelhalter, "Funnel plots for comparing institutional performance", Statistics in
 * Medicine 24 (2005): limits that two in forty and two in a thousand would pass by chance alone,
 * here by exact binomial tails. A league table ranks chance; a funnel says where to look.
 */
import { compareText } from "../../values/plain.js";
import { binomialLowerTail, binomialUpperTail } from "./beta.js";
import { pooled, readGroups } from "./shrunk-rates.js";
import type { GroupCounts, NoShrunkRates } from "./shrunk-rates.js";

/**
 * Where a group lies: within the limits, beyond those of 95 %, or beyond those of 99.8 %.
 *
 * @since 0.1.0
 */
export type FunnelState = "within" | "high" | "low" | "very-high" | "very-low";

/**
 * Rates at and beyond which a group is outside; null where no count of its trials is.
 *
 * @since 0.1.0
 */
export interface FunnelLimits {
  readonly low: number | null;
  readonly high: number | null;
}

/** A group in the funnel. @since 0.1.0 */
export interface FunnelGroup extends GroupCounts {
  readonly state: FunnelState;
  /** Of 95 %: each side is passed by one in forty at most. */
  readonly warning: FunnelLimits;
  /** Of 99.8 %: each side is passed by one in a thousand at most. */
  readonly alarm: FunnelLimits;
}

/** A funnel plot as data. @since 0.1.0 */
export interface Funnel {
  readonly state: "known";
  /** The common rate. */
  readonly mean: number;
  /** By trials, the most first, then by id; those without a trial are within. */
  readonly groups: readonly FunnelGroup[];
}

const WARNING = 0.025;
const ALARM = 0.001;

/** The first whole number from `low` on, up to `high`, for which a rising test holds. */
function firstWhere(low: number, high: number, test: (count: number) => boolean): number {
  let [from, until] = [low, high];
  while (from < until) {
    const middle = Math.floor((from + until) / 2);
    if (test(middle)) until = middle;
    else from = middle + 1;
  }
  return from;
}

function limitsOf(trials: number, mean: number, tail: number): FunnelLimits {
  if (trials === 0) return { low: null, high: null };
  const high = firstWhere(0, trials + 1, (count) => binomialUpperTail(count, trials, mean) <= tail);
  const low = firstWhere(0, trials + 1, (count) => binomialLowerTail(count, trials, mean) > tail);
  return {
    low: low === 0 ? null : (low - 1) / trials,
    high: high > trials ? null : high / trials,
  };
}

function placeOf(
  { successes, trials }: GroupCounts,
  warning: FunnelLimits,
  alarm: FunnelLimits,
): FunnelState {
  if (trials === 0) return "within";
  const rate = successes / trials;
  if (alarm.high !== null && rate >= alarm.high) return "very-high";
  if (alarm.low !== null && rate <= alarm.low) return "very-low";
  if (warning.high !== null && rate >= warning.high) return "high";
  return warning.low !== null && rate <= warning.low ? "low" : "within";
}

/**
 * Compares groups with their common rate by exact binomial limits. Who is outside has a reason
 * worth asking for, which may be the cases and not the skill; who is within is not to be ranked.
 * O(groups · log² trials).
 *
 * @throws ClienteleError `scoring.duplicate_id`, `scoring.counts`, `id.*`, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { funnelLimits } from "clientele/scoring";
 *
 * const found = funnelLimits([
 *   { id: "ada", successes: 60, trials: 80 },
 *   { id: "ben", successes: 2, trials: 2 },
 *   { id: "cem", successes: 20, trials: 80 },
 * ]);
 * assert.ok(found.state === "known");
 * assert.deepEqual(found.groups.map((one) => one.state), ["very-high", "very-low", "within"]);
 * ```
 * @since 0.1.0
 */
export function funnelLimits(groups: readonly GroupCounts[]): Funnel | NoShrunkRates {
  const list = readGroups(groups);
  const all = pooled(list);
  if (all.trials === 0) return { state: "not-enough-data", reason: "no-trials" };
  const mean = all.successes / all.trials;
  const found = list.map((group): FunnelGroup => {
    const warning = limitsOf(group.trials, mean, WARNING);
    const alarm = limitsOf(group.trials, mean, ALARM);
    return { ...group, state: placeOf(group, warning, alarm), warning, alarm };
  });
  found.sort((a, b) => b.trials - a.trials || compareText(a.id, b.id));
  return { state: "known", mean, groups: found };
}

/**
 * Rates of groups drawn towards their common mean, the more the fewer trials: the beta-binomial
 * empirical Bayes estimate. A manager who won 2 of 2 is not better than one who won 60 of 80.
 *
 * Mean and spread of the true rates by moments (J. C. Kleinman, "Proportions with extraneous
 * variance: single and independent samples", Journal of the American Statistical Association 68
 * (1973)), weights by trials. Not here: limits to tell chance from difference (`funnel.ts`).
 */
import { fail } from "../../values/errors.js";
import { itemAt } from "../../values/invariant.js";
import { at, compareText, expectIdentifier, expectRecord } from "../../values/plain.js";
import { betaQuantile } from "./beta.js";
import { expectConfidence, readCounts } from "./proportion-interval.js";
import type { ProportionCounts } from "./proportion-interval.js";
import { readEach } from "../cohorts/read-each.js";

/** A group, such as a manager, with its counts. @since 0.1.0 */
export interface GroupCounts extends ProportionCounts {
  readonly id: string;
}

/** A group's rate, raw and shrunk. @since 0.1.0 */
export interface ShrunkRate extends GroupCounts {
  /** Successes ÷ trials; null without a trial. */
  readonly rate: number | null;
  /** Between the rate and the mean of all; the mean without a trial. */
  readonly shrunk: number;
  /** Weight of the own trials in `shrunk`, 0 to 1. */
  readonly reliability: number;
  /** Credible interval of the true rate; null where all true rates are taken to be one. */
  readonly interval: { readonly lower: number; readonly upper: number } | null;
}

/** Rates that borrow strength from each other. @since 0.1.0 */
export interface ShrunkRates {
  readonly state: "known";
  /** Successes ÷ trials over all groups. */
  readonly mean: number;
  /**
   * Trials that the mean is worth: a group with as many is drawn half-way. Null where the rates
   * differ no more than by chance: every group is then taken for the mean.
   */
  readonly priorTrials: number | null;
  readonly confidence: number;
  /** By shrunk rate, the largest first, then by id. */
  readonly groups: readonly ShrunkRate[];
}

/** No group had a trial. @since 0.1.0 */
export interface NoShrunkRates {
  readonly state: "not-enough-data";
  readonly reason: "no-trials";
}

const GROUPS_MAX = 1_000_000;

/** Demands groups, by id (`scoring.duplicate_id`). @internal */
export function readGroups(groups: unknown): readonly GroupCounts[] {
  const seen = new Set<string>();
  const read = (item: unknown, path: string): GroupCounts => {
    const record = expectRecord(item, path, ["id", "successes", "trials"]);
    const id = expectIdentifier(record["id"], at(path, "id"));
    if (seen.has(id)) fail("scoring.duplicate_id", at(path, "id"), "an id of its own", id);
    seen.add(id);
    return { id, ...readCounts(record, path) };
  };
  return readEach(groups, "groups", read, GROUPS_MAX).sort((a, b) => compareText(a.id, b.id));
}

/** Sum of successes and of trials. @internal */
export function pooled(groups: readonly ProportionCounts[]): ProportionCounts {
  let [successes, trials] = [0, 0];
  for (const group of groups) {
    successes += group.successes;
    trials += group.trials;
  }
  return { successes, trials };
}

/**
 * The correlation ρ of trials within a group: E Σ nᵢ(pᵢ − p)² is
 * p(1 − p)·Σ (1 − nᵢ/N)(1 + (nᵢ − 1)ρ). 0 for no spread beyond chance, 1 for groups that always
 * succeed or always fail.
 */
function correlationOf(groups: readonly GroupCounts[], all: ProportionCounts): number {
  const mean = all.successes / all.trials;
  const variance = mean * (1 - mean);
  if (variance === 0) return 0;
  let [squares, chance, extra] = [0, 0, 0];
  for (const { successes, trials } of groups) {
    if (trials === 0) continue;
    const distance = successes / trials - mean;
    const rest = 1 - trials / all.trials;
    squares += trials * distance * distance;
    chance += rest;
    extra += rest * (trials - 1);
  }
  if (extra <= 0) return 0;
  return Math.min(1, Math.max(0, (squares / variance - chance) / extra));
}

function shrink(
  group: GroupCounts,
  { mean, priorTrials }: { readonly mean: number; readonly priorTrials: number | null },
  confidence: number,
): ShrunkRate {
  const { successes, trials } = group;
  const rate = trials === 0 ? null : successes / trials;
  if (priorTrials === null) {
    return { ...group, rate, shrunk: mean, reliability: 0, interval: null };
  }
  const reliability = trials + priorTrials === 0 ? 0 : trials / (trials + priorTrials);
  const shrunk = rate === null ? mean : mean + reliability * (rate - mean);
  // The quantiles are kept where they are computed well: half a success on either side at least.
  const a = Math.max(0.5, successes + priorTrials * mean);
  const b = Math.max(0.5, trials - successes + priorTrials * (1 - mean));
  const tail = (1 - confidence) / 2;
  const lower = Math.min(shrunk, betaQuantile(tail, a, b));
  const upper = Math.max(shrunk, 1 - betaQuantile(tail, b, a));
  return { ...group, rate, shrunk, reliability, interval: { lower, upper } };
}

/**
 * Shrinks the rates of groups towards their common mean by the beta-binomial model. It supposes
 * that the groups' trials are of one kind: where one group has the harder cases, the difference
 * that it shows is not one of skill.
 *
 * The order of groups changes nothing. O(groups log groups).
 *
 * @throws ClienteleError `scoring.duplicate_id`, `scoring.counts`, `id.*`, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { shrunkRates } from "clientele/scoring";
 *
 * const found = shrunkRates([
 *   { id: "ada", successes: 60, trials: 80 },
 *   { id: "ben", successes: 2, trials: 2 },
 *   { id: "cem", successes: 45, trials: 80 },
 *   { id: "dan", successes: 50, trials: 80 },
 *   { id: "eva", successes: 35, trials: 80 },
 * ]);
 * assert.ok(found.state === "known");
 * assert.deepEqual(found.groups.map((group) => group.id), ["ada", "ben", "dan", "cem", "eva"]);
 * assert.equal(found.groups[1]?.rate, 1);
 * assert.ok((found.groups[1]?.shrunk ?? 1) < 0.65);
 * ```
 * @since 0.1.0
 */
export function shrunkRates(
  groups: readonly GroupCounts[],
  options: { readonly confidence?: number } = {},
): ShrunkRates | NoShrunkRates {
  const record = expectRecord(options, "options", ["confidence"]);
  const confidence = expectConfidence(record["confidence"] ?? 0.95, "confidence");
  const list = readGroups(groups);
  const all = pooled(list);
  if (all.trials === 0) return { state: "not-enough-data", reason: "no-trials" };
  const mean = all.successes / all.trials;
  const correlation = correlationOf(list, all);
  const priorTrials = correlation === 0 ? null : (1 - correlation) / correlation;
  const shrunk = list.map((group) => shrink(group, { mean, priorTrials }, confidence));
  const order = shrunk.map((_, index) => index);
  order.sort((a, b) => itemAt(shrunk, b).shrunk - itemAt(shrunk, a).shrunk || a - b);
  const sorted = order.map((place) => itemAt(shrunk, place));
  return { state: "known", mean, priorTrials, confidence, groups: sorted };
}

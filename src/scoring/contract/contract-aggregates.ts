/** What sBG and BG/BB learn from, as counts that merge over machines. */
import type { Aggregate } from "../../values/aggregate.js";
import { expectArray, expectRecord } from "../../values/plain.js";
import { tallyOf } from "./fit-bg-bb.js";
import { poolCohorts, readCohorts } from "./fit-sbg.js";
import type { OccasionPattern, SbgCohort } from "./model.js";

/** Histories with counts, by occasions, recency and frequency. @since 0.1.0 */
export interface OccasionPatterns {
  readonly patterns: readonly Required<OccasionPattern>[];
}

/** Cohorts, one for each number of renewals before and each length. @since 0.1.0 */
export interface PooledCohorts {
  readonly cohorts: readonly Required<SbgCohort>[];
}

function listOf(state: unknown, name: string): readonly unknown[] {
  const record = expectRecord(state, "state", [name]);
  return expectArray(record[name], `state.${name}`, Number.MAX_SAFE_INTEGER);
}

/**
 * Collapses clients to distinct histories with counts: all that `fitBgBb` learns from. A million
 * donors over six years are 22 rows. A fit on the patterns is the fit on the clients. O(n).
 *
 * @throws ClienteleError `scoring.history`, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { occasionPatterns } from "clientele/scoring";
 *
 * const never = { frequency: 0, recency: 0, periods: 6 };
 * const patterns = occasionPatterns([never, { frequency: 1, recency: 4, periods: 6 }, never]);
 * assert.deepEqual(patterns.map(({ count }) => count), [2, 1]);
 * ```
 * @since 0.1.0
 */
export function occasionPatterns(
  rows: readonly OccasionPattern[],
): readonly Required<OccasionPattern>[] {
  return tallyOf(rows).patterns();
}

const mergedPatterns = (...lists: readonly (readonly unknown[])[]): OccasionPatterns => ({
  patterns: tallyOf(lists.flat(), "patterns").patterns(),
});

/**
 * {@link occasionPatterns} as an {@link Aggregate} over clients: counts are whole numbers, so
 * that any sharding by client gives the same bytes. O(state) per client and per merge.
 *
 * @throws ClienteleError as `occasionPatterns`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { occasionPatterns, occasionPatternsAggregate } from "clientele/scoring";
 *
 * const never = { frequency: 0, recency: 0, periods: 6 };
 * const north = { patterns: occasionPatterns([{ ...never, count: 20 }]) };
 * const south = { patterns: occasionPatterns([{ ...never, count: 7 }]) };
 * const all = occasionPatternsAggregate.merge(north, south);
 * assert.equal(occasionPatternsAggregate.result(all)[0]?.count, 27);
 * ```
 * @since 0.1.0
 */
export const occasionPatternsAggregate: Aggregate<
  OccasionPattern,
  OccasionPatterns,
  readonly Required<OccasionPattern>[]
> = {
  empty: () => ({ patterns: [] }),
  add: (state, client) => mergedPatterns(listOf(state, "patterns"), [client]),
  merge: (left, right) => mergedPatterns(listOf(left, "patterns"), listOf(right, "patterns")),
  result: (state) => mergedPatterns(listOf(state, "patterns")).patterns,
};

const pooled = (...lists: readonly (readonly unknown[])[]): PooledCohorts => ({
  cohorts: poolCohorts(readCohorts(lists.flat())),
});

/**
 * Cohorts of contracts as an {@link Aggregate}: cohorts that were followed from the same renewal
 * on and equally long are added. `fitSbg` on the result is the fit on all cohorts; counts are
 * whole numbers, so that any sharding gives the same bytes. O(state) per cohort and per merge.
 *
 * @throws ClienteleError as `fitSbg`, but for `scoring.empty`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { sbgCohortsAggregate } from "clientele/scoring";
 *
 * const north = sbgCohortsAggregate.add(sbgCohortsAggregate.empty(), { survivors: [100, 70, 55] });
 * const both = sbgCohortsAggregate.add(north, { survivors: [40, 31, 26] });
 * assert.deepEqual(sbgCohortsAggregate.result(both), [
 *   { renewalsBefore: 0, survivors: [140, 101, 81] },
 * ]);
 * ```
 * @since 0.1.0
 */
export const sbgCohortsAggregate: Aggregate<
  SbgCohort,
  PooledCohorts,
  readonly Required<SbgCohort>[]
> = {
  empty: () => ({ cohorts: [] }),
  add: (state, cohort) => pooled(listOf(state, "cohorts"), [cohort]),
  merge: (left, right) => pooled(listOf(left, "cohorts"), listOf(right, "cohorts")),
  result: (state) => pooled(listOf(state, "cohorts")).cohorts,
};

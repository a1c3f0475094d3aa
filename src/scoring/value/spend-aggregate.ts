/** What gamma–gamma learns from, as counts that merge over machines. */
import type { Aggregate } from "../../values/aggregate.js";
import { expectArray, expectRecord } from "../../values/plain.js";
import type { SpendData, SpendPattern } from "./gamma-gamma-model.js";
import { gatherSpends } from "./spend-data.js";

/** Spend histories with counts, by frequency and mean spend. @since 0.1.0 */
export interface SpendPatterns {
  readonly patterns: readonly Required<SpendPattern>[];
}

/**
 * Collapses customers to distinct frequencies and mean spends with counts: all that
 * `fitGammaGamma` learns from. Those without a repeat purchase come first, with a mean spend of
 * null, and those whose repeat purchases were free at 1 purchase, as the number of what was free
 * says nothing. A fit on the patterns is the fit on the customers. O(n log n).
 *
 * @throws ClienteleError `scoring.monetary_value`, `scoring.column_length`, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { spendPatterns } from "clientele/scoring";
 *
 * const twice = { frequency: 2, monetary: 22.35 };
 * const patterns = spendPatterns([twice, { frequency: 0, monetary: null }, twice]);
 * assert.deepEqual(patterns.map(({ count }) => count), [1, 2]);
 * ```
 * @since 0.1.0
 */
export function spendPatterns(data: SpendData): readonly Required<SpendPattern>[] {
  const { groups, withoutRepeat, withoutSpend } = gatherSpends(data);
  const patterns: Required<SpendPattern>[] = [];
  if (withoutRepeat > 0) patterns.push({ frequency: 0, monetary: null, count: withoutRepeat });
  if (withoutSpend > 0) patterns.push({ frequency: 1, monetary: 0, count: withoutSpend });
  for (const { frequency, spends, counts } of groups) {
    spends.forEach((monetary, index) => {
      patterns.push({ frequency, monetary, count: counts[index] as number });
    });
  }
  return patterns;
}

function rowsOf(state: unknown): readonly SpendPattern[] {
  const record = expectRecord(state, "state", ["patterns"]);
  const patterns = expectArray(record["patterns"], "state.patterns", Number.MAX_SAFE_INTEGER);
  return patterns as readonly SpendPattern[];
}

/**
 * {@link spendPatterns} as an {@link Aggregate} over customers: counts are whole numbers and mean
 * spends are compared, never added, so that any sharding gives the same bytes. A customer must be
 * in one shard only, as means of parts do not merge.
 *
 * O(state) per customer and per merge: make the state of a shard with `spendPatterns`, as
 * `{ patterns: spendPatterns(rows) }`, and merge.
 *
 * @throws ClienteleError as `spendPatterns`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { fitGammaGamma, spendPatterns, spendPatternsAggregate } from "clientele/scoring";
 *
 * const north = { patterns: spendPatterns([{ frequency: 2, monetary: 30, count: 20 }]) };
 * const south = { patterns: spendPatterns([{ frequency: 1, monetary: 12, count: 7 }]) };
 * const all = spendPatternsAggregate.merge(north, south);
 * assert.equal(fitGammaGamma(spendPatternsAggregate.result(all)).customers, 27);
 * ```
 * @since 0.1.0
 */
export const spendPatternsAggregate: Aggregate<
  SpendPattern,
  SpendPatterns,
  readonly Required<SpendPattern>[]
> = {
  empty: () => ({ patterns: [] }),
  add: (state, customer) => ({ patterns: spendPatterns([...rowsOf(state), customer]) }),
  merge: (left, right) => ({ patterns: spendPatterns([...rowsOf(left), ...rowsOf(right)]) }),
  result: (state) => spendPatterns(rowsOf(state)),
};

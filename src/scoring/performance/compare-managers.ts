/** Managers beside each other: shrunk win rates, the funnel, and wins against the case mix. */
import { compareText } from "../../values/plain.js";
import { funnelLimits } from "./funnel.js";
import type { CaseMix, ManagerComparison } from "./manager-model.js";
import { shrunkRates } from "./shrunk-rates.js";
import type { ReadDeal, Span } from "./read-manager-facts.js";
import { isIn } from "./read-manager-facts.js";
import type { Tallies } from "./tally-managers.js";

interface SegmentCounts {
  won: number;
  closed: number;
}

function bySegment(deals: readonly ReadDeal[], period: Span): Map<string | null, SegmentCounts> {
  const segments = new Map<string | null, SegmentCounts>();
  for (const { segment, isWon, closedOn } of deals) {
    if (!isIn(period, closedOn)) continue;
    const counts = segments.get(segment) ?? { won: 0, closed: 0 };
    counts.closed += 1;
    if (isWon) counts.won += 1;
    segments.set(segment, counts);
  }
  return segments;
}

/** Sorted, so that the sum of doubles does not hang on the order of the deals. */
function inOrder(counts: ReadonlyMap<string | null, number>): readonly [string | null, number][] {
  return [...counts].sort(
    ([a], [b]) => Number(a !== null) - Number(b !== null) || compareText(a ?? "", b ?? ""),
  );
}

/** Compares win rates. @internal */
export function compareManagers(
  { byManager }: Tallies,
  deals: readonly ReadDeal[],
  { period, confidence }: { readonly period: Span; readonly confidence: number },
): ManagerComparison {
  const groups = [...byManager].map(([id, { won, lost }]) => ({
    id,
    successes: won,
    trials: won + lost,
  }));
  const segments = bySegment(deals, period);
  const closed = groups.reduce((sum, group) => sum + group.trials, 0);
  const wins = groups.reduce((sum, group) => sum + group.successes, 0);
  const caseMix = [...byManager].map(([manager, { won, dealsOf }]): CaseMix => {
    let expected = 0;
    for (const [segment, count] of inOrder(dealsOf)) {
      const all = segments.get(segment);
      if (all !== undefined) expected += (count * all.won) / all.closed;
    }
    const ratio = expected === 0 ? null : won / expected;
    const adjustedWinRate = ratio === null ? null : (ratio * wins) / closed;
    return { manager, won, expected, ratio, adjustedWinRate };
  });
  return { shrunk: shrunkRates(groups, { confidence }), funnel: funnelLimits(groups), caseMix };
}

/**
 * How far a weight may move before the ranking changes: solved, not searched.
 *
 * E. Triantaphyllou and A. Sánchez, "A sensitivity analysis approach for some deterministic
 * multi-criteria decision-making methods", Decision Sciences 28 (1997), for the weighted sum;
 * here also for groups, and where facts are left out. Not here: changes of marks.
 */
import { itemAt } from "../../values/invariant.js";
import { compareText } from "../../values/plain.js";
import { explain, ShareTable } from "./explain.js";
import { readAccounts } from "./facts.js";
import { fitPlanOn } from "./fit.js";
import type { ScoredFacts } from "./model.js";
import { movingScore, nodeScores, nodesOf } from "./moving-scores.js";
import type { WeighedNode } from "./moving-scores.js";
import { expectScorecardPlan } from "./plan.js";
import type { ScorecardPlan } from "./plan.js";
import { moveUntilOvertaken } from "./rank-flip.js";
import type { MovingScore } from "./rank-flip.js";

/**
 * Where two accounts change places: at this share they tie, and beyond it the one rises.
 *
 * @since 0.1.0
 */
export interface RankFlip {
  /** Share of the weight among its siblings, 0 to 1. */
  readonly share: number;
  /** The weight that has this share while its siblings keep theirs. */
  readonly weight: number;
  /** Id of the account that is overtaken. */
  readonly falls: string;
  /** Id of the account that overtakes it. */
  readonly rises: string;
}

/**
 * The shares of a weight within which nothing changes. At its ends the accounts of the flip tie;
 * 0 and 1 where there is none.
 *
 * @since 0.1.0
 */
export interface WeightRange {
  readonly lowest: number;
  readonly highest: number;
  readonly below: RankFlip | null;
  readonly above: RankFlip | null;
}

/**
 * How far one weight may move while its siblings keep their proportions.
 *
 * @since 0.1.0
 */
export interface WeightTolerance {
  /** Id of the criterion or group. */
  readonly id: string;
  readonly kind: "criterion" | "group";
  readonly weight: number;
  /** Its share among its siblings now, 0 to 1. */
  readonly share: number;
  /** While the whole ranking stays. */
  readonly ranking: WeightRange;
  /** While the first stays first. */
  readonly winner: WeightRange;
}

/**
 * How firmly the weights hold a ranking.
 *
 * @since 0.1.0
 */
export interface WeightSensitivity {
  /** Ids from the first to the last, as `rank` orders them. */
  readonly ranked: readonly string[];
  /** Criteria, then groups, in the order of the card. */
  readonly weights: readonly WeightTolerance[];
  /** Id of the weight whose share has to move least to change the ranking; null if none does. */
  readonly mostCritical: string | null;
  /** The same for the first place. */
  readonly mostCriticalForWinner: string | null;
}

interface Ranked {
  readonly id: string;
  readonly score: number;
  readonly nodeScores: readonly (number | null)[];
}

/** A tie at the share 0 or 1 itself, but for rounding, is beyond every move. */
const EDGE = 1e-12;

type Pair = readonly [upper: number, lower: number];

interface Weight {
  readonly share: number;
  /** What its siblings weigh. */
  readonly rest: number;
  readonly moving: readonly MovingScore[];
}

/** The nearest flip of the pairs in one direction; of several at once the highest placed. */
function flipOf(
  ranked: readonly Ranked[],
  pairs: readonly Pair[],
  { share, rest, moving }: Weight,
  sign: 1 | -1,
): RankFlip | null {
  let limit = (sign === 1 ? 1 - share : share) - EDGE;
  let flipped: Pair | null = null;
  if (rest === 0) return null;
  for (const pair of pairs) {
    const [upper, lower] = [itemAt(ranked, pair[0]), itemAt(ranked, pair[1])];
    const move = moveUntilOvertaken(itemAt(moving, pair[0]), itemAt(moving, pair[1]), {
      sign,
      limit,
      isTied: upper.score === lower.score,
    });
    if (move === null) continue;
    limit = move;
    flipped = pair;
  }
  if (flipped === null) return null;
  const end = share + sign * limit;
  return {
    share: end,
    weight: (end * rest) / (1 - end),
    falls: itemAt(ranked, flipped[0]).id,
    rises: itemAt(ranked, flipped[1]).id,
  };
}

function rangeOf(ranked: readonly Ranked[], pairs: readonly Pair[], weight: Weight): WeightRange {
  const below = flipOf(ranked, pairs, weight, -1);
  const above = flipOf(ranked, pairs, weight, 1);
  return { lowest: below?.share ?? 0, highest: above?.share ?? 1, below, above };
}

function toleranceOf(
  ranked: readonly Ranked[],
  nodes: readonly WeighedNode[],
  place: number,
): WeightTolerance {
  const { id, kind, weight, parent } = itemAt(nodes, place);
  const rest = nodes.reduce(
    (sum, node, at) => sum + (node.parent === parent && at !== place ? node.weight : 0),
    0,
  );
  const share = weight === 0 ? 0 : weight / (weight + rest);
  const moving = ranked.map((one) => movingScore(nodes, one.nodeScores, place, share));
  const state: Weight = { share, rest, moving };
  // Whatever changes first changes between neighbours.
  const neighbours = ranked.slice(1).map((_, at): Pair => [at, at + 1]);
  const rivals = ranked.slice(1).map((_, at): Pair => [0, at + 1]);
  return {
    id,
    kind,
    weight,
    share,
    ranking: rangeOf(ranked, neighbours, state),
    winner: rangeOf(ranked, rivals, state),
  };
}

function rankedOf(
  plan: ScorecardPlan,
  nodes: readonly WeighedNode[],
  accounts: readonly ScoredFacts[],
): readonly Ranked[] {
  const read = readAccounts(plan, accounts, "accounts");
  const fitted = fitPlanOn(plan, read);
  const table = new ShareTable(fitted);
  return read
    .flatMap((account): readonly Ranked[] => {
      const found = explain(fitted, account, table);
      if (!found.ok) return [];
      const { id, score } = found;
      return [{ id, score, nodeScores: nodeScores(fitted, nodes, account) }];
    })
    .sort((a, b) => b.score - a.score || compareText(a.id, b.id));
}

function mostCritical(
  weights: readonly WeightTolerance[],
  of: (one: WeightTolerance) => WeightRange,
): string | null {
  const moveOf = (one: WeightTolerance): number => {
    const { below, above } = of(one);
    const down = below === null ? Infinity : one.share - below.share;
    const up = above === null ? Infinity : above.share - one.share;
    return Math.min(down, up);
  };
  let least = Infinity;
  let found: string | null = null;
  for (const one of weights) {
    const move = moveOf(one);
    if (move < least) [least, found] = [move, one.id];
  }
  return found;
}

/**
 * How far each weight of a card may move before the ranking of these accounts changes, and which
 * pair then changes places: the weight's siblings keep their proportions, and the weights in
 * other groups stay. Accounts without a score are left out; vetoes do not count, as `rank` goes
 * by score. Scores are compared as exact functions of the weight; accounts that tie to the seven
 * places of a score are a flip at once if the move puts the other one ahead.
 *
 * O(accounts × (criteria + groups)²) for a card whose groups are few levels deep.
 *
 * @throws ClienteleError as `scoreBatch`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compileScorecard, weightSensitivity } from "clientele/scoring";
 *
 * const range = { kind: "range", worst: 0, best: 8 } as const;
 * const plan = compileScorecard({
 *   id: "two",
 *   criteria: [
 *     { id: "size", fact: "size", weight: 3, normaliser: range, missing: "exclude" },
 *     { id: "growth", fact: "growth", weight: 1, normaliser: range, missing: "exclude" },
 *   ],
 *   classes: [{ id: "all", from: 0 }],
 * });
 * const found = weightSensitivity(plan, [
 *   { id: "acme", facts: { size: 8, growth: 2 } },
 *   { id: "bolt", facts: { size: 4, growth: 6 } },
 * ]);
 * // 8s + 2(1 − s) = 4s + 6(1 − s) at s = 0.5.
 * assert.deepEqual(found.weights[0]?.ranking.below, {
 *   share: 0.5, weight: 1, falls: "acme", rises: "bolt",
 * });
 * assert.equal(found.weights[0]?.ranking.above, null);
 * ```
 * @since 0.1.0
 */
export function weightSensitivity(
  plan: ScorecardPlan,
  accounts: readonly ScoredFacts[],
): WeightSensitivity {
  expectScorecardPlan(plan);
  const nodes = nodesOf(plan);
  const ranked = rankedOf(plan, nodes, accounts);
  const weights = nodes.map((_, place) => toleranceOf(ranked, nodes, place));
  return {
    ranked: ranked.map((one) => one.id),
    weights,
    mostCritical: mostCritical(weights, (one) => one.ranking),
    mostCriticalForWinner: mostCritical(weights, (one) => one.winner),
  };
}

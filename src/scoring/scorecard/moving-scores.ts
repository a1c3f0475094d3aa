/**
 * The score of an account as a function of one weight's share among its siblings, the other
 * siblings keeping their proportions. Exact also where facts are left out, group by group.
 */
import { itemAt } from "../../values/invariant.js";
import { markOfFact } from "./facts.js";
import type { ReadAccount } from "./facts.js";
import type { ScorecardPlan } from "./plan.js";
import type { MovingScore } from "./rank-flip.js";

/** Criteria first, then groups: one list of everything that has a weight. @internal */
export interface WeighedNode {
  readonly id: string;
  readonly kind: "criterion" | "group";
  readonly weight: number;
  /** Place of its parent in the list of nodes; −1 for the card itself. */
  readonly parent: number;
}

/** @internal */
export function nodesOf(plan: ScorecardPlan): readonly WeighedNode[] {
  const { criteria, groups } = plan;
  const parentOf = (group: number): number => (group < 0 ? -1 : criteria.length + group);
  return [
    ...criteria.map(
      ({ id, weight, group }): WeighedNode => ({
        id,
        kind: "criterion",
        weight,
        parent: parentOf(group),
      }),
    ),
    ...groups.map(
      ({ id, weight, parent }): WeighedNode => ({
        id,
        kind: "group",
        weight,
        parent: parentOf(parent),
      }),
    ),
  ];
}

/** Weighted sum and weight of some nodes, those of which nothing is known left out. */
function tally(
  nodes: readonly WeighedNode[],
  scores: readonly (number | null)[],
  isCounted: (node: WeighedNode, place: number) => boolean,
): { readonly weighted: number; readonly weight: number; readonly all: number } {
  let [weighted, weight, all] = [0, 0, 0];
  nodes.forEach((node, place) => {
    if (!isCounted(node, place)) return;
    all += node.weight;
    const score = itemAt(scores, place);
    if (score === null) return;
    weighted += node.weight * score;
    weight += node.weight;
  });
  return { weighted, weight, all };
}

/** Marks of criteria and scores of groups for themselves; null where nothing is known. @internal */
export function nodeScores(
  plan: ScorecardPlan,
  nodes: readonly WeighedNode[],
  account: ReadAccount,
): readonly (number | null)[] {
  const { criteria } = plan;
  const marks = criteria.map((one, place): number | null => {
    const value = account.values[place] ?? null;
    if (value !== null) return markOfFact(one, value);
    if (one.missing === "exclude") return null;
    return one.missing === "neutral" ? 0.5 : 0;
  });
  const scores = [...marks, ...plan.groups.map((): number | null => null)];
  for (const group of plan.outsideIn.toReversed()) {
    const place = criteria.length + group;
    const { weighted, weight } = tally(nodes, scores, (node) => node.parent === place);
    scores[place] = weight === 0 ? null : weighted / weight;
  }
  return scores;
}

/** The whole as it stands. */
function totalOf(nodes: readonly WeighedNode[], scores: readonly (number | null)[]): number {
  const { weighted, weight } = tally(nodes, scores, (node) => node.parent < 0);
  return weight === 0 ? 0 : weighted / weight;
}

/** The whole from the value of a node inside it: `fixed + share × value`, from the inside out. */
function outwards(
  nodes: readonly WeighedNode[],
  scores: readonly (number | null)[],
  start: number,
): { readonly fixed: number; readonly share: number } {
  let [fixed, share] = [0, 1];
  let place = start;
  while (place >= 0) {
    const inner = place;
    const { weight, parent } = itemAt(nodes, inner);
    const others = tally(nodes, scores, (node, at) => node.parent === parent && at !== inner);
    const whole = weight + others.weight;
    // A group without any weight around it counts for nothing, nor does what is inside.
    if (whole === 0) return { fixed: totalOf(nodes, scores), share: 0 };
    fixed = (weight * fixed + others.weighted) / whole;
    share = (weight * share) / whole;
    place = parent;
  }
  return { fixed, share };
}

/**
 * The score of an account, 0 to 1, as the share of the node at `place` moves from `share`.
 *
 * @internal
 */
export function movingScore(
  nodes: readonly WeighedNode[],
  scores: readonly (number | null)[],
  place: number,
  share: number,
): MovingScore {
  const { parent } = itemAt(nodes, place);
  const mark = itemAt(scores, place);
  const others = tally(nodes, scores, (node, at) => node.parent === parent && at !== place);
  const constant = (value: number): MovingScore => ({
    top: value,
    topSlope: 0,
    bottom: 1,
    bottomSlope: 0,
  });
  // Nothing is known of what is around it: that is left out, whatever the weights inside.
  if (mark === null && others.weight === 0) return constant(totalOf(nodes, scores));
  const { fixed, share: outer } = outwards(nodes, scores, parent);
  if (mark === null) return constant(fixed + (outer * others.weighted) / others.weight);
  if (others.weight === 0) return constant(fixed + outer * mark);
  const known = others.weight === others.all ? 1 : others.weight / others.all;
  const rest = others.weighted / others.all;
  const bottom = share + (1 - share) * known;
  const bottomSlope = 1 - known;
  return {
    top: fixed * bottom + outer * (share * mark + (1 - share) * rest),
    topSlope: fixed * bottomSlope + outer * (mark - rest),
    bottom,
    bottomSlope,
  };
}

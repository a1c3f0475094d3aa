/** The slow and obvious scorecard: recursion over the tree, in doubles, from known marks. */
import type { Scorecard, ScoreResult } from "../../../src/scoring/index.js";

export type Marks = Readonly<Record<string, number | null>>;

/** Marks that the library itself found, with null where a criterion was left out. */
export function marksOf(result: ScoreResult): Marks {
  if (!result.ok) return {};
  return Object.fromEntries(result.contributions.map((one) => [one.criterion, one.mark]));
}

/** Score of a node from 0 to 1, by its children; null where nothing of weight is known. */
export function slowScore(card: Scorecard, marks: Marks, node?: string): number | null {
  let [sum, weight] = [0, 0];
  const add = (own: number, score: number | null): void => {
    if (score === null) return;
    sum += own * score;
    weight += own;
  };
  for (const one of card.criteria) if (one.group === node) add(one.weight, marks[one.id] ?? null);
  for (const one of card.groups ?? []) if (one.group === node) add(one.weight, slowScore(card, marks, one.id));
  return weight === 0 ? null : sum / weight;
}

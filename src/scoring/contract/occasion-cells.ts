/**
 * Many clients of one number of occasions drawn at once: how many have each history. Few
 * histories are possible (1 + n (n + 1) ÷ 2), and how many clients have them is multinomial.
 */
import { exponential } from "../../values/numeric/exponential.js";
import type { RandomSource } from "../numeric/random.js";
import { logLikelihoodOf } from "./bg-bb-likelihood.js";
import { binomialVariate } from "./binomial.js";
import type { BgBbParameters, OccasionHistory, OccasionPattern } from "./model.js";

/** Occasions of which all histories are listed: 1831 of them. */
const LISTED_MAX = 60;

/** A history and its chance. */
interface Cell {
  readonly history: OccasionHistory;
  readonly chance: number;
}

/** Whether the histories are fewer than the clients, and few. @internal */
export function hasFewCells(periods: number, clients: number): boolean {
  return periods <= LISTED_MAX && 1 + (periods * (periods + 1)) / 2 <= clients;
}

/** All histories of so many occasions. @internal */
export function cellsOf(parameters: BgBbParameters, periods: number): readonly Cell[] {
  const cells: Cell[] = [];
  for (let recency = 0; recency <= periods; recency += 1) {
    // Ways to place the purchases before the last one.
    let ways = 1;
    for (let frequency = Math.min(1, recency); frequency <= recency; frequency += 1) {
      const history = { frequency, recency, periods };
      cells.push({ history, chance: ways * exponential(logLikelihoodOf(parameters, history)) });
      if (frequency > 0) ways *= (recency - frequency) / frequency;
    }
  }
  return cells;
}

/** How many of so many clients have each history. O(cells × log clients). @internal */
export function drawCells(
  cells: readonly Cell[],
  clients: number,
  source: RandomSource,
): readonly Required<OccasionPattern>[] {
  let left = clients;
  let rest = cells.reduce((sum, { chance }) => sum + chance, 0);
  return cells.map(({ history, chance }, index) => {
    const isLast = index === cells.length - 1;
    const share = isLast ? 1 : Math.max(0, Math.min(1, chance / rest));
    const count = binomialVariate(source, left, share);
    left -= count;
    rest -= chance;
    return { ...history, count };
  });
}

/** How a chain that never ends is spread in the long run. */
import { itemAt } from "../../values/invariant.js";
import type { Refusal } from "../../values/refusal.js";
import { knownRows, markovChain } from "./chain.js";
import type { MarkovChain } from "./chain.js";
import { solve } from "./linear.js";
import type { Matrix } from "./linear.js";

/**
 * The answer of {@link stationaryDistribution}: refused where the long run depends on where it
 * begins.
 *
 * @since 0.1.0
 */
export type StationaryResult =
  | { readonly ok: true; readonly distribution: Readonly<Record<string, number>> }
  | { readonly ok: false; readonly refusals: readonly Refusal<"several-closed-classes">[] };

function reachable(matrix: Matrix, start: number): ReadonlySet<number> {
  const seen = new Set([start]);
  const pending = [start];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    itemAt(matrix, next).forEach((probability, column) => {
      if (probability <= 0 || seen.has(column)) return;
      seen.add(column);
      pending.push(column);
    });
  }
  return seen;
}

/** Sets of states that are never left once entered, each by its first state. */
function closedClasses(matrix: Matrix): readonly ReadonlySet<number>[] {
  const all = matrix.map((_, index) => reachable(matrix, index));
  const classes: ReadonlySet<number>[] = [];
  all.forEach((reached, index) => {
    const isClosed = [...reached].every((other) => itemAt(all, other).has(index));
    if (isClosed && !classes.some((one) => one.has(index))) classes.push(reached);
  });
  return classes;
}

/**
 * The share of time that a chain spends in each state in the long run: π with π·P = π, adding up
 * to 1. States that are left for good have none. Where there are several ends, or circles that
 * are never left, there is no single answer and it is refused. O(states³).
 *
 * @see Grinstead and Snell, "Introduction to Probability", section 11.3
 * @throws ClienteleError as {@link markovChain}, `lifecycle.no_observations`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { stationaryDistribution } from "clientele/lifecycle";
 *
 * const answer = stationaryDistribution({ states: ["active", "dormant"], probabilities: [[0.9, 0.1], [0.3, 0.7]] });
 * assert.ok(answer.ok);
 * assert.ok(Math.abs((answer.distribution["active"] ?? 0) - 0.75) < 1e-12);
 * ```
 * @since 0.1.0
 */
export function stationaryDistribution(chain: MarkovChain): StationaryResult {
  const { states } = markovChain(chain);
  const matrix = knownRows(chain);
  const [only, another] = closedClasses(matrix);
  if (only === undefined || another !== undefined) {
    const message = "There are several sets of states that are never left.";
    return { ok: false, refusals: [{ code: "several-closed-classes", message, facts: {} }] };
  }
  const members = [...only].sort((a, b) => a - b);
  // πᵀ of the class: (Pᵀ − I)π = 0, with one equation replaced by Σπ = 1.
  const equations = members.map((column, place) =>
    place === 0
      ? members.map(() => 1)
      : members.map((row) => itemAt(itemAt(matrix, row), column) - (row === column ? 1 : 0)),
  );
  const solution = solve(
    equations,
    members.map((_, place) => [place === 0 ? 1 : 0]),
  );
  const share = (index: number): number => {
    const place = members.indexOf(index);
    return place < 0 || solution === null ? 0 : Math.max(0, itemAt(itemAt(solution, place), 0));
  };
  return {
    ok: true,
    distribution: Object.fromEntries(states.map((state, index) => [state, share(index)])),
  };
}

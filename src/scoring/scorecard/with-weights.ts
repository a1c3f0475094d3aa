/** A scorecard with weights from elsewhere: AHP, entropy, CRITIC, or a person. */
import { fail } from "../../values/errors.js";
import { at, atIndex, expectArray, expectRecord } from "../../values/plain.js";
import { compileScorecard } from "./compile.js";
import type { Criterion, CriteriaGroup, Scorecard } from "./model.js";
import { expectWeight } from "./read-parts.js";

/**
 * Weights by the id of a criterion or a group, or a list of them in the order of the criteria.
 *
 * @since 0.1.0
 */
export type CardWeights = Readonly<Record<string, number>> | readonly number[];

function readList(card: Scorecard, weights: readonly unknown[]): ReadonlyMap<string, number> {
  const { criteria } = card;
  if (weights.length !== criteria.length)
    fail("scoring.weights", "weights", `${String(criteria.length)} weights`, weights.length);
  return new Map(
    criteria.map(({ id }, index) => [id, expectWeight(weights[index], atIndex("weights", index))]),
  );
}

function readNamed(card: Scorecard, weights: unknown): ReadonlyMap<string, number> {
  const record = expectRecord(weights, "weights");
  const known = new Set([...card.criteria, ...(card.groups ?? [])].map((one) => one.id));
  const found = new Map<string, number>();
  for (const id of Object.keys(record)) {
    const path = at("weights", id);
    if (!known.has(id)) fail("scoring.weights", path, "a criterion or group of the card", id);
    found.set(id, expectWeight(record[id], path));
  }
  return found;
}

/**
 * The same card with other weights. Those that are not named stay; groups are named like
 * criteria, and a list speaks of all the criteria in their order, as `ahpWeights` gives them.
 * Only proportions among siblings count.
 *
 * @throws ClienteleError `scoring.weights` (not a criterion or group of the card, below 0, as
 * many as none, all zero), and as `compileScorecard`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { ahpWeights, withWeights } from "clientele/scoring";
 *
 * const range = { kind: "range", worst: 0, best: 100 } as const;
 * const card = {
 *   id: "key-accounts",
 *   criteria: [
 *     { id: "turnover", fact: "turnover", weight: 1, normaliser: range, missing: "exclude" },
 *     { id: "growth", fact: "growth", weight: 1, normaliser: range, missing: "exclude" },
 *   ],
 *   classes: [{ id: "all", from: 0 }],
 * } as const;
 * const judged = withWeights(card, ahpWeights([[1, 3], [1 / 3, 1]]).weights);
 * assert.ok(Math.abs((judged.criteria[0]?.weight ?? 0) - 0.75) < 1e-12);
 * assert.equal(withWeights(card, { growth: 4 }).criteria[1]?.weight, 4);
 * ```
 * @since 0.1.0
 */
export function withWeights(card: Scorecard, weights: CardWeights): Scorecard {
  compileScorecard(card);
  const found = Array.isArray(weights)
    ? readList(card, expectArray(weights, "weights"))
    : readNamed(card, weights);
  const weigh = <T extends Criterion | CriteriaGroup>(one: T): T => ({
    ...one,
    weight: found.get(one.id) ?? one.weight,
  });
  const groups = card.groups === undefined ? {} : { groups: card.groups.map(weigh) };
  const weighed: Scorecard = { ...card, criteria: card.criteria.map(weigh), ...groups };
  compileScorecard(weighed);
  return weighed;
}

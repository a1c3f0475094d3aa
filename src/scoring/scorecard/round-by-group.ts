/** Scores in whole points, rounded group by group before they are weighed. */
import { fail } from "../../values/errors.js";
import { itemAt } from "../../values/invariant.js";
import { at, expectFinite, expectIdentifier, expectRecord } from "../../values/plain.js";
import { readEach } from "../cohorts/read-each.js";
import type { Score } from "./model.js";

/**
 * A score in whole points, and those of its groups.
 *
 * @since 0.1.0
 */
export interface RoundedScore {
  /** 0 to 100. */
  readonly score: number;
  /** In the order of the groups; null where nothing of a group was weighed. */
  readonly groups: readonly { readonly group: string; readonly score: number | null }[];
}

/** Digits of a point that a score knows; beyond them stands only the rounding of units. */
const RESOLUTION = 1e6;

function wholePoints(points: number): number {
  return Math.floor(Math.round(points * RESOLUTION) / RESOLUTION + 0.5);
}

function expectWithin(value: unknown, path: string, most: number): void {
  const number = expectFinite(value, path);
  if (number < 0 || number > most) fail("schema.range", path, `0 to ${String(most)}`, number);
}

interface Tally {
  weight: number;
  weighted: number;
}

/**
 * A score as health scores of customer success systems show it: each group is rounded to whole
 * points, halves up, and the groups are weighed as rounded, from the inside out. What is shown
 * then adds up on paper; it may differ by a point from the score itself, which decides classes
 * and whose contributions sum exactly.
 *
 * The convention is that of Totango's multidimensional health: good 100, average 60 and poor 0
 * points, metrics weighed into dimensions, dimensions into the account, and what has no value
 * left out. As a card: a group for each dimension, and criteria with `categories` and the policy
 * `exclude`.
 *
 * @throws ClienteleError `scoring.not_scored` for an account without a score, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compileScorecard, roundByGroup, score } from "clientele/scoring";
 *
 * const normaliser = {
 *   kind: "categories",
 *   marks: [{ is: "good", mark: 1 }, { is: "average", mark: 0.6 }, { is: "poor", mark: 0 }],
 * } as const;
 * const metric = (fact: string, group: string, weight: number) =>
 *   ({ id: fact, fact, group, weight, normaliser, missing: "exclude" }) as const;
 * const plan = compileScorecard({
 *   id: "health",
 *   groups: [{ id: "usage", weight: 6 }, { id: "support", weight: 4 }],
 *   criteria: [
 *     metric("logins", "usage", 5), metric("breadth", "usage", 3), metric("depth", "usage", 2),
 *     metric("tickets", "support", 1),
 *   ],
 *   classes: [{ id: "all", from: 0 }],
 * });
 * const facts = { logins: "good", breadth: "average", depth: "poor", tickets: "good" };
 * const found = score(plan, { id: "acme", facts });
 * assert.ok(found.ok && found.score === 80.8);
 * assert.deepEqual(roundByGroup(found), {
 *   score: 81, groups: [{ group: "usage", score: 68 }, { group: "support", score: 100 }],
 * });
 * ```
 * @since 0.1.0
 */
export function roundByGroup(score: Score): RoundedScore {
  const record = expectRecord(score, "score");
  if (record["ok"] !== true) fail("scoring.not_scored", "score", "an account with a score", score);
  readEach(record["contributions"], "score.contributions", (item, path) => {
    const { group, mark, pointsMax } = expectRecord(item, path);
    if (group !== null) expectIdentifier(group, at(path, "group"));
    if (mark !== null) expectWithin(mark, at(path, "mark"), 1);
    expectWithin(pointsMax, at(path, "pointsMax"), 100);
  });
  readEach(record["groups"], "score.groups", (item, path) => {
    const { group, parent, pointsMax } = expectRecord(item, path);
    expectIdentifier(group, at(path, "group"));
    if (parent !== null) expectIdentifier(parent, at(path, "parent"));
    expectWithin(pointsMax, at(path, "pointsMax"), 100);
  });
  const { contributions, groups } = score;
  const root: Tally = { weight: 0, weighted: 0 };
  const places = new Map(groups.map((one, place) => [one.group, place]));
  const tallies = groups.map((): Tally => ({ weight: 0, weighted: 0 }));
  const tallyOf = (group: string | null): Tally =>
    group === null ? root : (tallies[places.get(group) ?? -1] ?? root);
  const add = (tally: Tally, weight: number, points: number): void => {
    tally.weight += weight;
    tally.weighted += weight * points;
  };
  for (const { group, pointsMax, mark } of contributions) {
    if (mark !== null) add(tallyOf(group), pointsMax, mark * 100);
  }
  const rounded = groups.map((): number | null => null);
  for (const place of insideOut(score)) {
    const tally = itemAt(tallies, place);
    const { parent, pointsMax } = itemAt(groups, place);
    if (tally.weight === 0) continue;
    const points = wholePoints(tally.weighted / tally.weight);
    rounded[place] = points;
    add(tallyOf(parent), pointsMax, points);
  }
  return {
    score: root.weight === 0 ? 0 : wholePoints(root.weighted / root.weight),
    groups: groups.map(({ group }, place) => ({ group, score: rounded[place] ?? null })),
  };
}

/** Places of the groups, each before the one around it. */
function insideOut({ groups }: Score): readonly number[] {
  const parents = new Map(groups.map((one) => [one.group, one.parent]));
  const levels = groups.map(({ group }) => {
    let level = 0;
    let next: string | null = group;
    while (next !== null && level <= groups.length) {
      level += 1;
      next = parents.get(next) ?? null;
    }
    return level;
  });
  return groups
    .map((_, place) => place)
    .sort((a, b) => itemAt(levels, b) - itemAt(levels, a) || a - b);
}

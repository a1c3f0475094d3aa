/**
 * Business reputation from rated references, disputes and public signals: each item weighs by
 * its kind and its age, and few opinions give little confidence, whatever they say.
 */
import { fail, IssueCollector } from "../../values/errors.js";
import {
  at,
  atIndex,
  compareText,
  expectArray,
  expectFinite,
  expectIdentifier,
  expectRecord,
  expectString,
} from "../../values/plain.js";
import { daysBetween, decay, expectAsOf, expectHalfLife, expectPast } from "../days.js";
import { absent, known } from "../measure.js";
import type { Measure } from "../measure.js";

/**
 * How opinions are weighed; all numbers are the host's.
 *
 * @since 0.1.0
 */
export interface ReputationPolicy {
  /** The kinds of item, such as `reference`, `dispute`, `press`. */
  readonly kinds: readonly {
    readonly kind: string;
    /** Weight of one fresh item, above 0. */
    readonly weight: number;
    readonly halfLifeDays: number;
  }[];
  /**
   * The weight at which confidence reaches one half: confidence is W / (W + this), where W is
   * the aged weight of all items. Above 0.
   */
  readonly weightOfHalfConfidence: number;
}

/**
 * One opinion or event.
 *
 * @since 0.1.0
 */
export interface ReputationItem {
  readonly id: string;
  readonly kind: string;
  /** 0 (worst) to 100 (best). */
  readonly rating: number;
  readonly on: string;
  readonly source: string;
}

/**
 * A reputation with the part of each item.
 *
 * @since 0.1.0
 */
export interface Reputation {
  /** Aged and weighted mean of ratings, 0 to 100; absent without items. */
  readonly score: Measure;
  /** 0 to below 1; apart from the score. */
  readonly confidence: number;
  /** Mean of what age has left of the items, 0 to 1; 0 without items. */
  readonly freshness: number;
  /** In the order of ids; shares add up to 1. */
  readonly items: readonly {
    readonly id: string;
    readonly kind: string;
    readonly rating: number;
    readonly source: string;
    readonly ageDays: number;
    readonly share: number;
  }[];
}

/** Checks a reputation policy. @internal */
export function checkReputationPolicy(value: unknown, path: string, issues: IssueCollector): void {
  const keys = ["kinds", "weightOfHalfConfidence"];
  const record = issues.attempt(() => expectRecord(value, path, keys));
  if (record === undefined) return;
  const seen = new Set<string>();
  const kindsPath = at(path, "kinds");
  issues.attempt(() => {
    expectArray(record["kinds"], kindsPath, 100).forEach((item, index) => {
      const kindPath = atIndex(kindsPath, index);
      const kind = expectRecord(item, kindPath, ["kind", "weight", "halfLifeDays"]);
      const name = expectIdentifier(kind["kind"], at(kindPath, "kind"));
      if (seen.has(name))
        fail("risk.duplicate_id", at(kindPath, "kind"), "a kind of its own", name);
      seen.add(name);
      expectWeight(kind["weight"], at(kindPath, "weight"));
      expectHalfLife(kind["halfLifeDays"], at(kindPath, "halfLifeDays"));
    });
  });
  const half = at(path, "weightOfHalfConfidence");
  issues.attempt(() => expectWeight(record["weightOfHalfConfidence"], half));
}

/** Demands a weight above zero. @internal */
export function expectWeight(value: unknown, path: string): number {
  const weight = expectFinite(value, path);
  if (weight <= 0 || weight > 1e6) fail("schema.range", path, "above 0, at most 1e6", weight);
  return weight;
}

interface Weighed {
  readonly id: string;
  readonly kind: string;
  readonly rating: number;
  readonly source: string;
  readonly ageDays: number;
  readonly left: number;
  readonly weight: number;
}

function weigh(policy: ReputationPolicy, items: unknown, asOf: string): readonly Weighed[] {
  const kinds = new Map(policy.kinds.map((kind) => [kind.kind, kind]));
  const seen = new Set<string>();
  const list = expectArray(items, "items", 100_000).map((item, index): Weighed => {
    const path = atIndex("items", index);
    const record = expectRecord(item, path, ["id", "kind", "rating", "on", "source"]);
    const id = expectIdentifier(record["id"], at(path, "id"));
    if (seen.has(id)) fail("risk.duplicate_id", at(path, "id"), "an id of its own", id);
    seen.add(id);
    const kind = kinds.get(expectString(record["kind"], at(path, "kind"), 256));
    if (kind === undefined) {
      fail("risk.unknown_kind", at(path, "kind"), "a kind of the policy", record["kind"]);
    }
    const rating = expectFinite(record["rating"], at(path, "rating"));
    if (rating < 0 || rating > 100) fail("schema.range", at(path, "rating"), "0 to 100", rating);
    const on = expectPast(record["on"], asOf, at(path, "on"));
    const source = expectString(record["source"], at(path, "source"), 500);
    const ageDays = daysBetween(on, asOf);
    const left = decay(ageDays, kind.halfLifeDays);
    return { id, kind: kind.kind, rating, source, ageDays, left, weight: kind.weight * left };
  });
  return [...list].sort((a, b) => compareText(a.id, b.id));
}

/**
 * The reputation of a client on a day, from rated items, aged and weighted by the policy.
 *
 * Throws `risk.unknown_kind`, `risk.duplicate_id`, `risk.future_date`, `risk.as_of_required`.
 * O(n log n).
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { reputation } from "clientele/risk";
 *
 * const policy = {
 *   kinds: [{ kind: "reference", weight: 1, halfLifeDays: 365 }],
 *   weightOfHalfConfidence: 3,
 * };
 * const item = { kind: "reference", on: "2026-11-23", source: "a supplier" };
 * const { score, confidence } = reputation(policy, [
 *   { id: "1", rating: 90, ...item },
 *   { id: "2", rating: 70, ...item },
 * ], "2026-11-23");
 * assert.deepEqual(score, { value: 80 });
 * assert.equal(confidence, 2 / (2 + 3));
 * ```
 * @since 0.1.0
 */
export function reputation(
  policy: ReputationPolicy,
  items: readonly ReputationItem[],
  asOf: string,
): Reputation {
  const issues = new IssueCollector();
  checkReputationPolicy(policy, "policy", issues);
  issues.throwIfAny();
  return reputationOf(policy, items, expectAsOf(asOf));
}

/** The reputation under a checked policy. @internal */
export function reputationOf(policy: ReputationPolicy, items: unknown, asOf: string): Reputation {
  const weighed = weigh(policy, items, asOf);
  let [weight, rated, left] = [0, 0, 0];
  for (const one of weighed) {
    weight += one.weight;
    rated += one.weight * one.rating;
    left += one.left;
  }
  // A thousand half-lives leave nothing: weight can underflow to zero although there are items.
  const isEmpty = weight === 0;
  return {
    score: isEmpty ? absent("not-enough-data", "items") : known(rated / weight),
    confidence: weight / (weight + policy.weightOfHalfConfidence),
    freshness: weighed.length === 0 ? 0 : left / weighed.length,
    items: weighed.map(({ id, kind, rating, source, ageDays, weight: own }) => {
      return { id, kind, rating, source, ageDays, share: isEmpty ? 0 : own / weight };
    }),
  };
}

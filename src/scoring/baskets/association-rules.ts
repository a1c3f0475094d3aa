/**
 * Association rules: who buys these articles buys those too.
 *
 * Not here: mining (`fp-growth.ts`), what to offer to whom (`next-best-products.ts`).
 */
import { itemAt } from "../../values/invariant.js";
import { lowerBound } from "../numeric/lower-bound.js";
import { measuresOf } from "./association-measures.js";
import { compareMembers } from "./itemset-table.js";
import { largestOf, mineBaskets, singleCounts } from "./mine-baskets.js";
import type { MinedItemsets } from "./mine-baskets.js";
import type {
  AssociationOptions,
  AssociationRule,
  AssociationRules,
  Baskets,
  FrequentItemsets,
  RuleOptions,
  RuleOrder,
} from "./model.js";
import { ITEMSET_KEYS, readItemsetOptions, readRuleOptions, RULE_KEYS } from "./options.js";
import type { RulePlan } from "./options.js";
import { readBaskets } from "./read-baskets.js";
import { readItemsets } from "./read-itemsets.js";
import { falseDiscoveries, ruleCandidates } from "./rule-candidates.js";
import type { Candidate } from "./rule-candidates.js";

const KEYS = [...ITEMSET_KEYS, ...RULE_KEYS];

function countsOf(mined: MinedItemsets, rule: Candidate): AssociationRule["counts"] {
  const { table, baskets } = mined;
  const count = (itemset: number): number => table.counts[itemset] as number;
  return {
    baskets,
    antecedent: count(rule.antecedent),
    consequent: count(rule.consequent),
    both: count(rule.both),
  };
}

/** What rules are ordered by; the larger, the better. */
function keyOf(mined: MinedItemsets, rule: Candidate, order: RuleOrder): number {
  if (order === "significance") return -rule.pValue;
  return measuresOf(countsOf(mined, rule))[order];
}

interface Keyed {
  readonly rule: Candidate;
  readonly key: number;
}

/** By key, then count, then size, then articles: no two rules are equal. */
function byKey({ table }: MinedItemsets): (a: Keyed, b: Keyed) => number {
  const count = ({ rule }: Keyed): number => table.counts[rule.both] as number;
  const size = ({ rule }: Keyed): number =>
    (table.offsets[rule.both + 1] as number) - (table.offsets[rule.both] as number);
  return (a, b) =>
    b.key - a.key ||
    count(b) - count(a) ||
    size(a) - size(b) ||
    compareMembers(table, a.rule.antecedent, b.rule.antecedent) ||
    compareMembers(table, a.rule.consequent, b.rule.consequent);
}

/** The best `most`, in order; only those not below the last one's key are sorted by the rest. */
function bestOf(mined: MinedItemsets, rules: readonly Candidate[], plan: RulePlan): Candidate[] {
  const keyed = rules.map((rule) => ({ rule, key: keyOf(mined, rule, plan.order) }));
  const keys = Float64Array.from(keyed, ({ key }) => key).sort();
  const least = keys[Math.max(0, keys.length - plan.rulesMax)] ?? 0;
  return keyed
    .filter(({ key }) => key >= least)
    .sort(byKey(mined))
    .slice(0, plan.rulesMax)
    .map(({ rule }) => rule);
}

/** Rules of mined itemsets. @internal */
export function rulesOfMined(mined: MinedItemsets, plan: RulePlan): AssociationRules {
  const { names, table, baskets, articles, countMin, isSupportRaised } = mined;
  const { tests, pValues, rules } = ruleCandidates(mined, plan);
  const adjusted = falseDiscoveries(pValues);
  const discoveryOf = (rule: Candidate): number =>
    adjusted[lowerBound(pValues, rule.pValue)] as number;
  const passing = rules.filter((rule) => discoveryOf(rule) <= plan.falseDiscoveryMax);
  const singles = singleCounts(table, names.length);
  const membersOf = (itemset: number): Int32Array =>
    table.members.subarray(table.offsets[itemset], table.offsets[itemset + 1]);
  const namesOf = (itemset: number): string[] =>
    Array.from(membersOf(itemset), (member) => itemAt(names, member));
  const say = (rule: Candidate): AssociationRule => {
    const counts = countsOf(mined, rule);
    return {
      antecedent: namesOf(rule.antecedent),
      consequent: namesOf(rule.consequent),
      counts,
      ...measuresOf(counts),
      allConfidence: counts.both / largestOf(singles, membersOf(rule.both)),
      pValue: rule.pValue,
      pBonferroni: Math.min(1, rule.pValue * tests),
      pFalseDiscovery: discoveryOf(rule),
    };
  };
  return {
    baskets,
    articles,
    countMin,
    isSupportRaised,
    itemsets: table.length,
    tests,
    found: passing.length,
    rules: bestOf(mined, passing, plan).map(say),
  };
}

/**
 * Rules "who has these articles has those too" of frequent itemsets, with the counts behind every
 * measure. Any parting of a frequent itemset in two is a candidate, several articles on either
 * side among them; the same rules for any order of baskets and articles.
 *
 * Many pairs are tried, and among many some stand out by chance: `pValue` is Fisher's exact test
 * of one rule, `pBonferroni` and `pFalseDiscovery` allow for all `tests`. The test takes baskets
 * as independent; where one client's baskets repeat themselves, make one basket of each client,
 * or read the values as too small. A high lift says nothing of who caused what.
 *
 * Time follows the itemsets (see {@link frequentItemsets}) and their partings, of which there are
 * 2ˢ − 2 for s articles: more than five million tests are refused before any work.
 *
 * @throws ClienteleError `scoring.share`, `scoring.too_many_itemsets`, `scoring.too_many_rules`,
 * `id.format`, `schema.*`, `limits.too_many`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { associationRules } from "clientele/scoring";
 *
 * const { rules, tests } = associationRules(
 *   [
 *     { basket: "A-1", article: "printer" },
 *     { basket: "A-1", article: "toner" },
 *     { basket: "A-2", article: "printer" },
 *     { basket: "A-2", article: "toner" },
 *     { basket: "A-3", article: "toner" },
 *     { basket: "A-4", article: "paper" },
 *   ],
 *   { countMin: 2, confidenceMin: 0.8 },
 * );
 * assert.equal(tests, 1);
 * assert.deepEqual([rules[0]?.antecedent, rules[0]?.consequent], [["printer"], ["toner"]]);
 * assert.equal(rules[0]?.confidence, 1);
 * assert.equal(rules[0]?.conviction, null); // infinite
 * assert.equal(rules[0]?.pValue, 0.5); // four baskets prove nothing
 * ```
 * @since 0.1.0
 */
export function associationRules(
  baskets: Baskets,
  options: AssociationOptions = {},
): AssociationRules {
  const itemsetPlan = readItemsetOptions(options, KEYS);
  const rulePlan = readRuleOptions(options, KEYS);
  return rulesOfMined(mineBaskets(readBaskets(baskets), itemsetPlan), rulePlan);
}

/**
 * Rules of itemsets that were counted before, by {@link frequentItemsets}, by the merged counts
 * of many machines, or by another program: with every itemset, each of its parts must be there.
 *
 * @throws ClienteleError `scoring.itemset_missing`, `scoring.itemset_count` for a count that is
 * above that of a part or of all baskets, `scoring.duplicate_id`, and as {@link associationRules}
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { frequentItemsets, rulesOfItemsets } from "clientele/scoring";
 *
 * const found = frequentItemsets([["a", "b"], ["a", "b"], ["b"], ["c"]], { countMin: 2 });
 * const kept = JSON.parse(JSON.stringify(found)) as typeof found;
 * assert.deepEqual(
 *   rulesOfItemsets(kept).rules.map(({ antecedent, confidence }) => [antecedent, confidence]),
 *   [[["a"], 1], [["b"], 2 / 3]],
 * );
 * ```
 * @since 0.1.0
 */
export function rulesOfItemsets(
  itemsets: FrequentItemsets,
  options: RuleOptions = {},
): AssociationRules {
  return rulesOfMined(readItemsets(itemsets), readRuleOptions(options, RULE_KEYS));
}

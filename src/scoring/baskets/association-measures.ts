/** What four counts say about a rule: support, confidence, lift and the rest. */
import { fail } from "../../values/errors.js";
import { at, expectInteger, expectRecord } from "../../values/plain.js";
import type { RuleCounts, RuleMeasures } from "./model.js";

/** The measures of counts that were checked: no side is 0, and baskets can have them. @internal */
export function measuresOf({ baskets, antecedent, consequent, both }: RuleCounts): RuleMeasures {
  const onlyAntecedent = antecedent - both;
  const onlyConsequent = consequent - both;
  const either = antecedent + onlyConsequent;
  // All from products of integers, exact below 2^53: equal rules have equal measures to the bit.
  const beyondChance = both * baskets - antecedent * consequent;
  const zhangScale = Math.max(both * (baskets - antecedent), antecedent * onlyConsequent);
  return {
    antecedentSupport: antecedent / baskets,
    consequentSupport: consequent / baskets,
    support: both / baskets,
    confidence: both / antecedent,
    lift: (both * baskets) / (antecedent * consequent),
    leverage: beyondChance / baskets / baskets,
    conviction:
      onlyAntecedent === 0
        ? null
        : ((baskets - consequent) * antecedent) / (baskets * onlyAntecedent),
    // Where one side is in every basket, there is nothing to be associated with.
    zhang: zhangScale === 0 ? 0 : beyondChance / zhangScale,
    jaccard: both / either,
    kulczynski: (both / antecedent + both / consequent) / 2,
    cosine: both / Math.sqrt(antecedent * consequent),
    imbalanceRatio: Math.abs(antecedent - consequent) / either,
  };
}

/**
 * The measures of a rule from its counts, wherever those come from: a database, a merged
 * aggregate, a paper.
 *
 * @throws ClienteleError `scoring.rule_counts` for counts that no baskets can have, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { associationMeasures } from "clientele/scoring";
 *
 * // 1 000 baskets: 200 with bread, 100 with jam, 50 with both.
 * const rule = associationMeasures({ baskets: 1000, antecedent: 200, consequent: 100, both: 50 });
 * assert.equal(rule.confidence, 0.25);
 * assert.equal(rule.lift, 2.5);
 * assert.equal(rule.leverage, 0.03);
 * assert.equal(rule.conviction, 1.2);
 * assert.equal(rule.zhang, 0.75);
 * ```
 * @since 0.1.0
 */
export function associationMeasures(counts: RuleCounts): RuleMeasures {
  return measuresOf(expectRuleCounts(counts, "counts"));
}

/** Demands counts that baskets can have (`scoring.rule_counts`). @internal */
export function expectRuleCounts(counts: unknown, path: string): RuleCounts {
  const record = expectRecord(counts, path, ["baskets", "antecedent", "consequent", "both"]);
  const whole = (name: string, min: number): number =>
    expectInteger(record[name], at(path, name), min);
  const read = {
    baskets: whole("baskets", 1),
    antecedent: whole("antecedent", 1),
    consequent: whole("consequent", 1),
    both: whole("both", 0),
  };
  if (!isPossible(read)) fail("scoring.rule_counts", path, "counts that baskets can have", counts);
  return read;
}

/** Whether baskets can have such counts. @internal */
export function isPossible({ baskets, antecedent, consequent, both }: RuleCounts): boolean {
  return (
    both <= antecedent &&
    both <= consequent &&
    antecedent <= baskets &&
    consequent <= baskets &&
    antecedent - both <= baskets - consequent
  );
}

/** Every rule that itemsets allow, tested and filtered, as columns. */
import { fail } from "../../values/errors.js";
import { invariant } from "../../values/invariant.js";
import { isPossible } from "./association-measures.js";
import { fisherGreater } from "./hypergeometric.js";
import { ItemsetIndex } from "./itemset-table.js";
import type { ItemsetTable } from "./itemset-table.js";
import type { MinedItemsets } from "./mine-baskets.js";
import type { RuleCounts } from "./model.js";
import type { RulePlan } from "./options.js";

/** Partings that are tested at most; more are refused before any work. */
const TESTS_MAX = 5_000_000;

/** A rule: numbers of the itemsets of both sides together, before and after the arrow. @internal */
export interface Candidate {
  readonly both: number;
  readonly antecedent: number;
  readonly consequent: number;
  readonly pValue: number;
}

/** @internal */
export interface Candidates {
  readonly tests: number;
  /** P-values of all tests, the smallest first. */
  readonly pValues: Float64Array;
  /** Rules that meet the least confidence and lift. */
  readonly rules: readonly Candidate[];
}

/** Combinations of `from` out of `count`; count ≤ 20. */
function choose(count: number, from: number): number {
  let ways = 1;
  for (let step = 1; step <= from; step += 1) ways = (ways * (count - from + step)) / step;
  return ways;
}

/** Whether a side may have so many articles when the other has the rest; either way round. */
function admits(plan: RulePlan, antecedent: number, consequent: number): boolean {
  return antecedent <= plan.antecedentSizeMax && consequent <= plan.consequentSizeMax;
}

/** Partings in two of an itemset of each size, that the limits of size admit either way. */
function partingsBySize(plan: RulePlan): readonly number[] {
  return Array.from({ length: 21 }, (_, size) => {
    let partings = 0;
    for (let part = 1; part < size; part += 1) {
      if (admits(plan, part, size - part) || admits(plan, size - part, part)) {
        partings += choose(size, part);
      }
    }
    return partings / 2;
  });
}

function checkTests(table: ItemsetTable, plan: RulePlan): number {
  const partings = partingsBySize(plan);
  let tests = 0;
  for (let index = 0; index < table.length; index += 1) {
    const size = (table.offsets[index + 1] as number) - (table.offsets[index] as number);
    tests += partings[size] ?? 0;
  }
  if (tests > TESTS_MAX) {
    const expected = `at most ${String(
      TESTS_MAX,
    )} rules to test: a higher supportMin, or less sizeMax`;
    fail("scoring.too_many_rules", "options", expected, tests);
  }
  return tests;
}

/** Parts itemsets in two, again and again, with the same scratch memory. */
class Parter {
  readonly left: Int32Array = new Int32Array(20);
  readonly right: Int32Array = new Int32Array(20);
  leftSize = 0;
  rightSize = 0;

  /** Bit i of the mask says that article i goes left. */
  part(members: Int32Array, mask: number): void {
    this.leftSize = 0;
    this.rightSize = 0;
    for (let index = 0; index < members.length; index += 1) {
      if ((mask >>> index) & 1) {
        this.left[this.leftSize] = members[index] as number;
        this.leftSize += 1;
      } else {
        this.right[this.rightSize] = members[index] as number;
        this.rightSize += 1;
      }
    }
  }
}

/** The two minima alone, by the quotients of `measuresOf`: most candidates end here. */
function meets(plan: RulePlan, { baskets, antecedent, consequent, both }: RuleCounts): boolean {
  if (both / antecedent < plan.confidenceMin) return false;
  return (both * baskets) / (antecedent * consequent) >= plan.liftMin;
}

/**
 * All rules of the itemsets, each parting tested once. Every part of an itemset must be in the
 * table. Codes `scoring.too_many_rules`, `scoring.itemset_missing`.
 *
 * @internal
 */
export function ruleCandidates(mined: MinedItemsets, plan: RulePlan): Candidates {
  const { table, baskets } = mined;
  const tests = checkTests(table, plan);
  const index = new ItemsetIndex(table);
  const pValues = new Float64Array(tests);
  const rules: Candidate[] = [];
  const parter = new Parter();
  let test = 0;
  const find = (articles: Int32Array, size: number): number => {
    const found = index.find(articles, size);
    if (found === -1)
      fail("scoring.itemset_missing", "itemsets", PARTS, sayPart(mined, articles, size));
    return found;
  };
  for (let both = 0; both < table.length; both += 1) {
    const members = table.members.subarray(table.offsets[both], table.offsets[both + 1]);
    // The first article is on the left, so that each parting comes once.
    for (let mask = 1; mask < 2 ** members.length - 1; mask += 2) {
      parter.part(members, mask);
      const { leftSize, rightSize } = parter;
      const isForward = admits(plan, leftSize, rightSize);
      const isBackward = admits(plan, rightSize, leftSize);
      if (!isForward && !isBackward) continue;
      const left = find(parter.left, leftSize);
      const right = find(parter.right, rightSize);
      const forward = {
        baskets,
        antecedent: table.counts[left] as number,
        consequent: table.counts[right] as number,
        both: table.counts[both] as number,
      };
      if (!isPossible(forward)) fail("scoring.itemset_count", "itemsets", POSSIBLE, forward.both);
      const pValue = fisherGreater(forward);
      pValues[test] = pValue;
      test += 1;
      if (isForward && meets(plan, forward)) {
        rules.push({ both, antecedent: left, consequent: right, pValue });
      }
      const { antecedent, consequent } = forward;
      const backward = { ...forward, antecedent: consequent, consequent: antecedent };
      if (isBackward && meets(plan, backward)) {
        rules.push({ both, antecedent: right, consequent: left, pValue });
      }
    }
  }
  invariant(test === tests, "the number of tests was foretold wrongly");
  return { tests, pValues: pValues.sort(), rules };
}

const POSSIBLE = "counts that baskets can have";
const PARTS = "with every itemset all its parts, as frequentItemsets gives them";

function sayPart({ names }: MinedItemsets, articles: Int32Array, size: number): string {
  return Array.from(articles.subarray(0, size), (article) => names[article] ?? "").join(" + ");
}

/**
 * Benjamini and Hochberg's adjusted values of sorted p-values: least of p(j)·m ÷ j for j at or
 * after its place.
 *
 * @internal
 */
export function falseDiscoveries(sorted: Float64Array): Float64Array {
  const adjusted = new Float64Array(sorted.length);
  let least = 1;
  for (let place = sorted.length - 1; place >= 0; place -= 1) {
    const own = sorted[place] as number;
    // Never below the value itself, which the quotient of equals may be by its last bit.
    least = Math.min(least, Math.max(own, (own * sorted.length) / (place + 1)));
    adjusted[place] = least;
  }
  return adjusted;
}

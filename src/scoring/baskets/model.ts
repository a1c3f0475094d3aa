/** Baskets, itemsets and rules as plain data. Mining is in `frequent-itemsets.ts`. */

/**
 * One line of an order: that an article was in a basket. How often and for how much does not
 * matter here.
 *
 * @since 0.1.0
 */
export interface BasketLine {
  /** Id of the order, the invoice, or of the client whose articles are one basket. */
  readonly basket: string;
  readonly article: string;
}

/**
 * Baskets as lists of article ids, or as lines of orders. An article that stands twice in one
 * basket counts once. An empty list is a basket with nothing in it: it counts as a basket.
 *
 * @since 0.1.0
 */
export type Baskets = readonly (readonly string[])[] | readonly BasketLine[];

/**
 * Which sets of articles are frequent enough.
 *
 * @since 0.1.0
 */
export interface ItemsetOptions {
  /**
   * Least share of the baskets, above 0 and up to 1. An itemset at the share is in. Unless it or
   * `countMin` is named: 0.01, and two baskets at least.
   */
  readonly supportMin?: number;
  /** Least number of baskets, 1 or more. The stricter holds where both are named. */
  readonly countMin?: number;
  /** Most articles of an itemset, 1 to 20; 10 unless named. */
  readonly sizeMax?: number;
  /** Most itemsets, 1 to 10 000 000; 100 000 unless named. */
  readonly itemsetsMax?: number;
  /**
   * What happens where there are more than `itemsetsMax`. `raise-support` (the default) raises the
   * least count to the lowest at which they fit, and says so; `refuse` throws
   * `scoring.too_many_itemsets`.
   */
  readonly overLimit?: "raise-support" | "refuse";
}

/** A set of articles and how many baskets have them all. @since 0.1.0 */
export interface CountedItemset {
  /** By code unit. */
  readonly articles: readonly string[];
  /** Baskets with all of them. */
  readonly count: number;
  /** Share of all baskets, 0 to 1; 0 where there is no basket. */
  readonly support: number;
  /**
   * Count over that of its most frequent article, 0 to 1: the least confidence of any rule made
   * of the itemset (Omiecinski 2003). 0 where none of its articles was seen.
   */
  readonly allConfidence: number;
}

/** All itemsets with at least `countMin` baskets and at most `sizeMax` articles. @since 0.1.0 */
export interface FrequentItemsets {
  /** Number of baskets, the empty ones among them. */
  readonly baskets: number;
  /** Number of different articles, frequent or not. */
  readonly articles: number;
  /** Least count that was applied. */
  readonly countMin: number;
  /** Whether it is above the one asked for, so that there are not more than `itemsetsMax`. */
  readonly isSupportRaised: boolean;
  readonly sizeMax: number;
  /** By count, the largest first; then by size, the smallest first; then by articles. */
  readonly itemsets: readonly CountedItemset[];
}

/** By what rules are ordered, the best first. @since 0.1.0 */
export type RuleOrder = "lift" | "confidence" | "support" | "leverage" | "zhang" | "significance";

/** Which rules are kept. @since 0.1.0 */
export interface RuleOptions {
  /** Least confidence, 0 to 1, itself included; 0.5 unless named. */
  readonly confidenceMin?: number;
  /** Least lift, 0 or more, itself included; 0 unless named. */
  readonly liftMin?: number;
  /** Largest `pFalseDiscovery`, 0 to 1; 1 (no rule is left out by it) unless named. */
  readonly falseDiscoveryMax?: number;
  /** Most articles before the arrow; no bound of its own unless named. */
  readonly antecedentSizeMax?: number;
  /** Most articles after the arrow; no bound of its own unless named. */
  readonly consequentSizeMax?: number;
  /** Most rules in the answer, 1 to 1 000 000; the first 10 000 unless named. */
  readonly rulesMax?: number;
  /** `lift` unless named. Rules that are equal by it stand by count, size and articles. */
  readonly order?: RuleOrder;
}

/** Which itemsets, and which rules of them. @since 0.1.0 */
export interface AssociationOptions extends ItemsetOptions, RuleOptions {}

/** The four numbers of baskets that every measure of a rule comes from. @since 0.1.0 */
export interface RuleCounts {
  /** All baskets. */
  readonly baskets: number;
  /** Baskets with all articles before the arrow. */
  readonly antecedent: number;
  /** Baskets with all articles after the arrow. */
  readonly consequent: number;
  /** Baskets with both. */
  readonly both: number;
}

/**
 * The measures of a rule, from its counts alone. With a, b, c and n for `antecedent`,
 * `consequent`, `both` and `baskets`.
 *
 * @since 0.1.0
 */
export interface RuleMeasures {
  /** a ÷ n. */
  readonly antecedentSupport: number;
  /** b ÷ n. */
  readonly consequentSupport: number;
  /** c ÷ n. */
  readonly support: number;
  /** c ÷ a: how often the consequent is there when the antecedent is. */
  readonly confidence: number;
  /** c·n ÷ (a·b): 1 when they have nothing to do with each other. */
  readonly lift: number;
  /** c/n − (a/n)(b/n), −0.25 to 0.25: share of baskets beyond chance. */
  readonly leverage: number;
  /** (1 − b/n) ÷ (1 − confidence); null, for infinite, when the confidence is 1. */
  readonly conviction: number | null;
  /** Zhang's metric, −1 (never together) to 1 (the one only with the other); 0 at chance. */
  readonly zhang: number;
  /** c ÷ (a + b − c). */
  readonly jaccard: number;
  /** Mean of the confidences of both directions. */
  readonly kulczynski: number;
  /** c ÷ √(a·b). */
  readonly cosine: number;
  /** |a − b| ÷ (a + b − c): 0 for equally frequent sides; read with `kulczynski`. */
  readonly imbalanceRatio: number;
}

/** If a basket has the antecedent, it has the consequent too. @since 0.1.0 */
export interface AssociationRule extends RuleMeasures {
  /** By code unit, at least one. */
  readonly antecedent: readonly string[];
  /** By code unit, at least one, none of the antecedent. */
  readonly consequent: readonly string[];
  readonly counts: RuleCounts;
  /** Of the itemset of both sides: `both` over the count of its most frequent article. */
  readonly allConfidence: number;
  /**
   * Probability of at least `both` baskets if the sides were independent: Fisher's exact test,
   * one-sided. 0 where it is below the smallest double.
   */
  readonly pValue: number;
  /** The same, for having looked at so many: times the number of tests, at most 1. */
  readonly pBonferroni: number;
  /** Benjamini and Hochberg: the share of false findings among rules up to this one. */
  readonly pFalseDiscovery: number;
}

/** Rules, the best first, and what was searched for them. @since 0.1.0 */
export interface AssociationRules {
  readonly baskets: number;
  /** Number of different articles, frequent or not. */
  readonly articles: number;
  /** Least count of an itemset that was applied. */
  readonly countMin: number;
  /** Whether it is above the one asked for. */
  readonly isSupportRaised: boolean;
  /** Number of frequent itemsets. */
  readonly itemsets: number;
  /**
   * Number of significance tests: one for each frequent itemset parted in two within the limits
   * of size, before confidence, lift and order choose. A rule and its converse share one.
   */
  readonly tests: number;
  /** Rules that meet all minima. */
  readonly found: number;
  /** The first `rulesMax` of them. */
  readonly rules: readonly AssociationRule[];
}

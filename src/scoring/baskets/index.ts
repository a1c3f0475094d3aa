/** Cross-sell: what is bought together, what peers buy, what to offer next. */
export { associationMeasures } from "./association-measures.js";
export { associationRules, rulesOfItemsets } from "./association-rules.js";
export { frequentItemsetColumns, frequentItemsets } from "./frequent-itemsets.js";
export type { BasketColumns, ItemsetColumns } from "./frequent-itemsets.js";
export type {
  AssociationOptions,
  AssociationRule,
  AssociationRules,
  BasketLine,
  Baskets,
  CountedItemset,
  FrequentItemsets,
  ItemsetOptions,
  RuleCounts,
  RuleMeasures,
  RuleOptions,
  RuleOrder,
} from "./model.js";

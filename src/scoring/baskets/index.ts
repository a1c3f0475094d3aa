/** Cross-sell: what is bought together, what peers buy, what to offer next. */
export { associationMeasures } from "./association-measures.js";
export { associationRules, rulesOfItemsets } from "./association-rules.js";
export { basketAggregate } from "./basket-aggregate.js";
export type { BasketAggregate, BasketAggregateOptions, BasketCounts } from "./basket-aggregate.js";
export { itemsetCounter } from "./count-itemsets.js";
export type { ItemsetCounter, ItemsetCounts } from "./count-itemsets.js";
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
export { articleGaps } from "./article-gaps.js";
export type {
  AccountGaps,
  AccountSpend,
  ArticleGap,
  ArticleSpend,
  GapOptions,
  NamedPeers,
  NoGapsReason,
} from "./gap-model.js";
export { audienceOf } from "./audience.js";
export { nextBestProducts } from "./next-best-products.js";
export type {
  AccountArticles,
  AccountOffers,
  Audience,
  AudienceMember,
  AudienceOptions,
  EvidenceKind,
  NextBestOptions,
  OfferAdvice,
  OfferContribution,
  OfferModel,
  OfferOptions,
  OfferReason,
  OfferRule,
  OfferWeights,
  ProductOffer,
} from "./offer-model.js";

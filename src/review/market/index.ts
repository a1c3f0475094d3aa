/** The market: competitors, strengths, weaknesses, opportunities, threats. */
export { compileMarket } from "./compile-market.js";
export type { MarketPlan } from "./compile-market.js";
export { marketFacts, marketView } from "./market-view.js";
export type {
  CompetitorFact,
  CompetitorPresence,
  DroppedEntry,
  Market,
  MarketAccount,
  MarketEntry,
  MarketScope,
  MarketView,
  RelativeStrength,
  SupplierMarks,
  SupplierRating,
  SwotFact,
} from "./model.js";

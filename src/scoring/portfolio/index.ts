/** The key-account portfolio: attractiveness × relative strength, movement, competitors. */
export type {
  FilledCell,
  PortfolioAccount,
  PortfolioCell,
  PortfolioMatrix,
  PortfolioPolicy,
  PortfolioPosition,
  UnplacedAccount,
} from "./model.js";
export { compareCompetitors } from "./competitors.js";
export type {
  CompetitorComparison,
  CompetitorComparisonInput,
  FactorGap,
  NoCompetitorComparison,
  RatedSupplier,
  SuccessFactor,
  SupplierTotal,
  SwotEntry,
} from "./competitors.js";
export { portfolioMatrix } from "./matrix.js";
export { portfolioMovement } from "./movement.js";
export type { PortfolioMove, PortfolioMovement } from "./movement.js";
export { directionalPolicyCells, keyAccountQuadrants } from "./starter-cells.js";

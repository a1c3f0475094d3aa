/** Financial models, each with its formula, its domain and its source. */
export {
  altmanEm,
  altmanEmModel,
  altmanZ,
  altmanZDoublePrime,
  altmanZDoublePrimeModel,
  altmanZModel,
  altmanZPrime,
  altmanZPrimeModel,
} from "./altman.js";
export { beneish, beneishFromIndices, beneishModel } from "./beneish.js";
export type { BeneishIndices, BeneishOptions } from "./beneish.js";
export {
  conanHolder,
  conanHolderModel,
  springate,
  springateModel,
  zmijewski,
  zmijewskiModel,
} from "./linear-models.js";
export { kmvDistance, merton, mertonFromAssets } from "./merton.js";
export type { MertonInput, MertonResult } from "./merton.js";
export { ohlson, ohlsonModel } from "./ohlson.js";
export type { OhlsonOptions } from "./ohlson.js";
export { piotroski } from "./piotroski.js";
export type { PiotroskiResult, PiotroskiSignal, PiotroskiSignalId } from "./piotroski.js";
export { ratioAnalysis } from "./ratios.js";
export type { RatioAnalysis, RatioId, RatioSeries } from "./ratios.js";
export type { ModelOptions } from "./evaluate.js";
export type {
  DomainFinding,
  FinancialModel,
  ModelDomain,
  ModelResult,
  ModelVariable,
  ModelVariableResult,
  ZoneSet,
} from "./model.js";
export type {
  CompanyProfile,
  FinancialStatement,
  StatementFlaw,
  StatementItem,
} from "./statement.js";

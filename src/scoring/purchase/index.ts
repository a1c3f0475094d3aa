/** Purchase models: who is leaving, and how much will be bought. */
export { fitBgNbd, fitMbgNbd, fitParetoNbd } from "./fit-purchase-models.js";
export { conditionalExpectedPurchasesBatch, probabilityAliveBatch } from "./batch.js";
export { conditionalExpectedPurchases, expectedPurchases } from "./expected-purchases.js";
export { probabilityAlive } from "./probability-alive.js";
export { purchaseProbabilities } from "./purchase-probabilities.js";
export { purchaseLogLikelihood } from "./log-likelihood.js";
export { simulatePurchases } from "./simulate.js";
export type { SimulatedCustomer, SimulationOptions } from "./simulate.js";
export type { FitReport, FitStatus } from "../numeric/fit-report.js";
export type {
  BetaGeometricParameters,
  BgNbdFit,
  BgNbdModel,
  MbgNbdFit,
  MbgNbdModel,
  ParetoNbdFit,
  ParetoNbdModel,
  ParetoNbdParameters,
  PurchaseColumns,
  PurchaseData,
  PurchaseFitOptions,
  PurchaseHistory,
  PurchaseModel,
  PurchasePattern,
} from "./model.js";

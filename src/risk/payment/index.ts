/** How a client pays. */
export { paymentBehaviour } from "./behaviour.js";
export { collectionDays, collectionEffectiveness, daysSalesOutstanding } from "./figures.js";
export type { CollectionTotals } from "./figures.js";
export type {
  AgeingBucket,
  InvoiceItem,
  InvoicePayment,
  PaymentBehaviour,
  PaymentOptions,
  PaymentPromise,
} from "./model.js";
export {
  daysBeyondTermsOfIndex,
  indexOfDaysBeyondTerms,
  paymentIndex,
  paymentIndexBand,
} from "./payment-index.js";
export type { PaymentExperience } from "./payment-index.js";

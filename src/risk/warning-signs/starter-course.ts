/** Signs of how the client fares and pays: accounts, courts, arrears, behaviour. */
import type { WarningSign } from "./model.js";
import { signIf, signWhen } from "./starter-sources.js";

/** How does it fare, and how does it pay. @internal */
export const courseSigns: readonly WarningSign[] = /* @__PURE__ */ (() => [
  signIf("insolvencyProceedings", {
    id: "insolvency-proceedings",
    title: "Insolvency proceedings filed or opened",
    severity: "critical",
    stage: "both",
    source: "impaired",
  }),
  signIf("goingConcernDoubt", {
    id: "going-concern-doubt",
    title: "The auditor points to a material uncertainty about going concern",
    severity: "critical",
    stage: "both",
    source: "goingConcern",
  }),
  signIf("modifiedAuditOpinion", {
    id: "modified-opinion",
    title: "The auditor's opinion is modified",
    severity: "high",
    stage: "both",
    source: "opinion",
  }),
  signIf("accountsOverdue", {
    id: "accounts-late",
    title: "The last accounts published are older than 12 months and the year's are due",
    severity: "moderate",
    stage: "both",
    source: "lateFiling",
  }),
  signWhen(
    {
      id: "negative-equity",
      title: "Liabilities exceed assets",
      severity: "high",
      stage: "both",
      source: "goingConcern",
    },
    { fact: "equityToAssets", operator: "lessThan", value: 0 },
  ),
  signWhen(
    {
      id: "negative-working-capital",
      title: "Current liabilities exceed current assets",
      severity: "moderate",
      stage: "both",
      source: "goingConcern",
    },
    { fact: "currentRatio", operator: "lessThan", value: 1 },
  ),
  signWhen(
    {
      id: "negative-cash-flow",
      title: "Operating cash flow is negative",
      severity: "high",
      stage: "both",
      source: "goingConcern",
    },
    { fact: "operatingCashFlowToSales", operator: "lessThan", value: 0 },
  ),
  signWhen(
    {
      id: "losses-in-a-row",
      title: "Losses in two or more years in a row",
      severity: "high",
      stage: "both",
      source: "goingConcern",
    },
    { fact: "yearsOfLossInARow", operator: "greaterThanInclusive", value: 2 },
  ),
  signIf("majorBusinessLost", {
    id: "major-customer-lost",
    title: "The client lost a principal customer, supplier, licence or market",
    severity: "high",
    stage: "both",
    source: "goingConcern",
  }),
  signIf("keyPeopleLeft", {
    id: "key-people-left",
    title: "Key management left without replacement",
    severity: "moderate",
    stage: "both",
    source: "goingConcern",
  }),
  signIf("materialClaimPending", {
    id: "legal-proceedings",
    title: "A claim is pending that the client could not pay",
    severity: "high",
    stage: "both",
    source: "goingConcern",
  }),
  signIf("publicArrears", {
    id: "tax-arrears",
    title: "Tax or social security contributions are in arrears",
    severity: "high",
    stage: "both",
    source: "earlyWarning",
  }),
  signIf("covenantBroken", {
    id: "covenant-breach",
    title: "A loan covenant was broken or waived",
    severity: "high",
    stage: "both",
    source: "goingConcern",
  }),
  signIf("ratingOrCoverLowered", {
    id: "rating-downgraded",
    title: "An agency or credit insurer lowered rating or cover",
    severity: "high",
    stage: "both",
    source: "creditRisk",
  }),
  signIf("cashOnDeliveryElsewhere", {
    id: "cash-on-delivery-elsewhere",
    title: "Other suppliers deliver against cash only",
    severity: "high",
    stage: "both",
    source: "goingConcern",
  }),
  signWhen(
    {
      id: "judgments",
      title: "Court judgments or payment orders against the client",
      severity: "high",
      stage: "both",
      source: "creditRisk",
    },
    { fact: "judgmentsIn24Months", operator: "greaterThanInclusive", value: 1 },
  ),
  signWhen(
    {
      id: "overdue-30-days",
      title: "An undisputed invoice is more than 30 days overdue",
      severity: "high",
      stage: "during",
      source: "pastDue30",
    },
    { fact: "oldestOverdueDays", operator: "greaterThan", value: 30 },
  ),
  signWhen(
    {
      id: "overdue-90-days",
      title: "An undisputed invoice is more than 90 days overdue",
      severity: "critical",
      stage: "during",
      source: "pastDue90",
    },
    { fact: "oldestOverdueDays", operator: "greaterThan", value: 90 },
  ),
  signIf("payingLaterTrend", {
    id: "paying-later",
    title: "The client pays later, period after period",
    severity: "moderate",
    stage: "during",
    source: "creditRisk",
  }),
  signWhen(
    {
      id: "promises-broken",
      title: "Two or more promises to pay were broken",
      severity: "high",
      stage: "during",
      source: "practice",
    },
    { fact: "brokenPromises", operator: "greaterThanInclusive", value: 2 },
  ),
  signWhen(
    {
      id: "payment-returned",
      title: "A cheque, bill or direct debit was returned unpaid",
      severity: "high",
      stage: "during",
      source: "impaired",
    },
    { fact: "returnedPaymentsIn12Months", operator: "greaterThanInclusive", value: 1 },
  ),
  signIf("concessionAsked", {
    id: "concession-asked",
    title: "The client asks for deferral, instalments or a waiver",
    severity: "high",
    stage: "during",
    source: "impaired",
  }),
  signIf("disputesOnlyAtDueDate", {
    id: "disputes-at-due-date",
    title: "Complaints arrive only when invoices fall due",
    severity: "moderate",
    stage: "during",
    source: "practice",
  }),
  signWhen(
    {
      id: "limit-exhausted",
      title: "The credit limit is used to nine tenths or more",
      severity: "moderate",
      stage: "during",
      source: "practice",
    },
    { fact: "limitUtilisation", operator: "greaterThanInclusive", value: 0.9 },
  ),
  signIf("contactLost", {
    id: "hard-to-reach",
    title: "The client no longer answers calls or messages",
    severity: "moderate",
    stage: "during",
    source: "practice",
  }),
])();

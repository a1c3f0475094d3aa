/** The parts of a policy that are documents of a capability, each compiled by its own. */
import type { BonusAgreement } from "../bonus/index.js";
import { compileAgreement } from "../bonus/index.js";
import type { Programme } from "../loyalty/index.js";
import { compileProgramme } from "../loyalty/index.js";
import type { PricingPolicy } from "../pricing/index.js";
import { compilePolicy } from "../pricing/index.js";
import { compileAssessment, compileCreditPolicy, paymentBehaviour } from "../risk/index.js";
import type { AssessmentPolicy, CreditPolicy, PaymentOptions } from "../risk/index.js";
import { abc, compileScorecard, portfolioMatrix, rfm } from "../scoring/index.js";
import type { AbcOptions, PortfolioPolicy, RfmOptions, Scorecard } from "../scoring/index.js";
import type { IssueCollector } from "../values/errors.js";
import { expectArray, expectRecord, orUsual } from "../values/plain.js";
import type { Agreements } from "./account/agreement-of.js";
import { compileContactPolicy } from "./contacts/contact-policy.js";
import type { ContactPolicy } from "./contacts/model.js";
import { compileQualityPolicy } from "./records/quality-policy.js";
import type { QualityPolicy } from "./records/quality-policy.js";
import { complaintService } from "./service/complaint-service.js";
import type { ComplaintOptions } from "./service/complaint-service.js";
import type { ServiceOptions } from "./service/model.js";
import { orderService } from "./service/order-service.js";
import { within } from "./within.js";
import type { ReviewPlan } from "./plan.js";

/** A part of the document compiled by its own capability, its issues reported below the part. @internal */
export function partOf<T>(issues: IssueCollector, part: string, compile: () => T): T | undefined {
  return issues.attempt(() => within(part, compile, "options", "policy", "card"));
}

function sameCurrency(
  issues: IssueCollector,
  part: string,
  value: unknown,
  currency: unknown,
): void {
  if (typeof value !== "object" || value === null || !("currency" in value)) return;
  if (value.currency !== currency) {
    issues.add(
      "review.currency_mismatch",
      `${part}.currency`,
      "the currency of the review",
      value.currency,
    );
  }
}

type Document = Readonly<Record<string, unknown>>;

const AGREEMENTS_MAX = 100_000;

/** One agreement, or a list of them, each with an id of its own (`review.duplicate_id`). */
function compileEach<Plan>(
  record: Document,
  name: "bonus" | "loyalty",
  compile: (document: { readonly id: string }) => Plan,
  issues: IssueCollector,
): Agreements<Plan> {
  const document = record[name];
  const plans = new Map<string, Plan>();
  if (document === undefined) return plans;
  const read = (one: unknown, path: string): void => {
    sameCurrency(issues, path, one, record["currency"]);
    const plan = partOf(issues, path, () => compile(one as { readonly id: string }));
    if (plan === undefined) return;
    const { id } = one as { readonly id: string };
    if (plans.has(id))
      issues.add("review.duplicate_id", `${path}.id`, "an id of its own", id);
    plans.set(id, plan);
  };
  if (!Array.isArray(document)) read(document, name);
  else {
    const list = issues.attempt(() => expectArray(document, name, AGREEMENTS_MAX)) ?? [];
    if (list.length === 0) issues.add("review.empty", name, "at least one agreement", document);
    list.forEach((one, index) => {
      read(one, `${name}[${String(index)}]`);
    });
  }
  return plans;
}

/** The agreements of the policy; each is null where the policy has none. @internal */
export function compileAgreements(
  record: Document,
  issues: IssueCollector,
): Pick<
  ReviewPlan,
  | "pricing"
  | "bonus"
  | "loyalty"
  | "scorecard"
  | "assessment"
  | "credit"
  | "contacts"
  | "record"
  | "matrix"
> {
  const part = <T>(name: string, compile: (document: unknown) => T): T | null => {
    const document = record[name];
    if (document === undefined) return null;
    sameCurrency(issues, name, document, record["currency"]);
    return partOf(issues, name, () => compile(document)) ?? null;
  };
  return {
    pricing: part("pricing", (document) => compilePolicy(document as PricingPolicy)),
    bonus: compileEach(record, "bonus", (one) => compileAgreement(one as BonusAgreement), issues),
    loyalty: compileEach(record, "loyalty", (one) => compileProgramme(one as Programme), issues),
    scorecard: part("scorecard", (document) => compileScorecard(document as Scorecard)),
    assessment: part("assessment", (document) => compileAssessment(document as AssessmentPolicy)),
    credit: part("credit", (document) => compileCreditPolicy(document as CreditPolicy)),
    contacts: part("contacts", (document) => compileContactPolicy(document as ContactPolicy)),
    record: part("record", (document) => compileQualityPolicy(document as QualityPolicy)),
    matrix: part("matrix", (document) => {
      portfolioMatrix(document as PortfolioPolicy, []);
      return document as PortfolioPolicy;
    }),
  };
}

/** Options whose capability reads them at each call: tried once on nothing. @internal */
export function tryOptions(
  record: Document,
  issues: IssueCollector,
): Pick<ReviewPlan, "abc" | "rfm" | "payment" | "service" | "complaints"> {
  const options = {
    service: orUsual(record["service"], {}) as ServiceOptions,
    complaints: orUsual(record["complaints"], {}) as ComplaintOptions,
    abc: orUsual(record["abc"], {}) as AbcOptions,
    rfm: orUsual(record["rfm"], {}) as RfmOptions,
    payment: orUsual(record["payment"], {}) as PaymentOptions,
  };
  partOf(issues, "abc", () => expectRecord(options.abc, ""));
  partOf(issues, "abc", () => abc([], options.abc));
  partOf(issues, "rfm", () => rfm([], { ...expectRecord(options.rfm, ""), asOf: "2000-01-01" }));
  partOf(issues, "payment", () => paymentBehaviour([], "2000-01-01", options.payment));
  partOf(issues, "service", () => orderService([], "2000-01-01", options.service));
  partOf(issues, "complaints", () => complaintService([], "2000-01-01", options.complaints));
  return options;
}

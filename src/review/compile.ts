/** From a review policy to a plan: every part of it checked and compiled once. */
import type { BonusAgreement, BonusPlan } from "../bonus/index.js";
import { compileAgreement } from "../bonus/index.js";
import { clientLifecycle } from "../lifecycle/index.js";
import type { ClientLifecycleOptions } from "../lifecycle/index.js";
import type { LiabilityAssumptions, Programme, ProgrammePlan } from "../loyalty/index.js";
import { compileProgramme } from "../loyalty/index.js";
import type { PricingPlan, PricingPolicy } from "../pricing/index.js";
import { compilePolicy } from "../pricing/index.js";
import {
  compileAssessment,
  compileCreditPolicy,
  compileWarningSigns,
  orderBehaviourSigns,
  paymentBehaviour,
} from "../risk/index.js";
import type {
  AssessmentPlan,
  AssessmentPolicy,
  CreditPlan,
  CreditPolicy,
  PaymentOptions,
  WarningSignPlan,
  WarningSignRegister,
} from "../risk/index.js";
import { abc, compileScorecard, portfolioMatrix, rfm } from "../scoring/index.js";
import type {
  AbcOptions,
  PortfolioPolicy,
  RfmOptions,
  Scorecard,
  ScorecardPlan,
} from "../scoring/index.js";
import { minorUnitsOf } from "../values/currency.js";
import { expectWholeDays } from "../values/duration.js";
import type { Duration } from "../values/duration.js";
import { fail, IssueCollector } from "../values/errors.js";
import {
  expectGiven,
  expectIdentifier,
  expectInteger,
  expectArray,
  expectRecord,
  orUsual,
} from "../values/plain.js";
import type { Agreements } from "./account/agreement-of.js";
import type { ClientLifecycle } from "./account/lifecycle-position.js";
import type { CrossSellPolicy } from "./account/cross-sell-standing.js";
import type { LossPolicy } from "./account/loss-standing.js";
import type { PipelinePolicy } from "./account/pipeline-standing.js";
import type { AfterInvoiceRate } from "./account/prices-realised.js";
import type { ValuePlan } from "./account/value-standing.js";
import { readActionRules, readRanking } from "./actions/read-rules.js";
import type { ActionPlan, RankingPlan } from "./actions/read-rules.js";
import { starterActions } from "./actions/starter/starter-actions.js";
import type { TextOrders } from "./figures/changes.js";
import { reviewFacts } from "./figures/figures.js";
import type { ReviewPolicy } from "./policy.js";
import {
  attributeFacts,
  checkFacts,
  readAfterInvoice,
  readAttributes,
  readCrossSell,
  readLiability,
  readLoss,
  readPipeline,
  readValue,
} from "./read-policy.js";
import { compileContactPolicy } from "./contacts/contact-policy.js";
import type { CompiledContactPolicy } from "./contacts/contact-policy.js";
import type { ContactPolicy } from "./contacts/model.js";
import { compileQualityPolicy } from "./records/quality-policy.js";
import type { QualityPlan, QualityPolicy } from "./records/quality-policy.js";
import { complaintService } from "./service/complaint-service.js";
import type { ComplaintOptions } from "./service/complaint-service.js";
import type { ServiceOptions } from "./service/model.js";
import { orderService } from "./service/order-service.js";
import { within } from "./within.js";

/**
 * A review policy ready to be applied. Opaque: store the {@link ReviewPolicy}.
 *
 * @since 0.1.0
 */
export interface ReviewPlan {
  readonly kind: "review-plan";
  readonly id: string;
  readonly currency: string;
  /** Minor units of the currency. @internal */
  readonly scale: number;
  /** @internal */
  readonly window: Duration;
  /** @internal */
  readonly signWindow: Duration;
  /** @internal */
  readonly lifecycle: ClientLifecycle;
  /** @internal */
  readonly abc: AbcOptions;
  /** @internal */
  readonly rfm: RfmOptions;
  /** @internal */
  readonly pricing: PricingPlan | null;
  /** @internal */
  readonly bonus: Agreements<BonusPlan>;
  /** @internal */
  readonly loyalty: Agreements<ProgrammePlan>;
  /** @internal */
  readonly signs: WarningSignPlan;
  /** @internal */
  readonly payment: PaymentOptions;
  /** @internal */
  readonly loyaltyLiability: LiabilityAssumptions | null;
  /** @internal */
  readonly afterInvoice: readonly AfterInvoiceRate[];
  /** @internal */
  readonly value: ValuePlan | null;
  /** @internal */
  readonly crossSell: CrossSellPolicy | null;
  /** @internal */
  readonly scorecard: ScorecardPlan | null;
  /** @internal */
  readonly assessment: AssessmentPlan | null;
  /** @internal */
  readonly credit: CreditPlan | null;
  /** @internal */
  readonly loss: LossPolicy | null;
  /** @internal */
  readonly pipeline: PipelinePolicy | null;
  /** @internal */
  readonly service: ServiceOptions;
  /** @internal */
  readonly complaints: ComplaintOptions;
  /** @internal */
  readonly contacts: CompiledContactPolicy | null;
  /** @internal */
  readonly record: QualityPlan | null;
  /** @internal */
  readonly matrix: PortfolioPolicy | null;
  /** @internal */
  readonly attributes: Readonly<Record<string, "string" | "number" | "boolean">>;
  /** From bad to good, for the direction of changes. @internal */
  readonly orders: TextOrders;
  /** @internal */
  readonly actions: readonly ActionPlan[];
  /** @internal */
  readonly ranking: RankingPlan;
  /** @internal */
  readonly actionsMax: number;
}

const KEYS = [
  "id",
  "currency",
  "window",
  "signWindow",
  "lifecycle",
  "abc",
  "rfm",
  "pricing",
  "bonus",
  "loyalty",
  "loyaltyLiability",
  "signs",
  "payment",
  "afterInvoice",
  "value",
  "crossSell",
  "scorecard",
  "assessment",
  "credit",
  "loss",
  "pipeline",
  "service",
  "complaints",
  "contacts",
  "record",
  "matrix",
  "attributes",
  "actions",
  "ranking",
  "actionsMax",
];

/** A part of the document compiled by its own capability, its issues reported below the part. */
function partOf<T>(issues: IssueCollector, part: string, compile: () => T): T | undefined {
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

/** The agreements of the policy; each is null where the policy has none. */
function compileAgreements(
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

/** Options whose capability reads them at each call: tried once on nothing. */
function tryOptions(
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

/** Orders of texts, from bad to good, that the policy's own documents declare. */
function ordersOf({ assessment, scorecard, loyalty }: ReviewPolicy): TextOrders {
  return {
    grades: [...(assessment?.grades ?? [])].reverse(),
    classes: (scorecard?.classes ?? []).map((one) => one.id),
    tiers: [loyalty ?? []].flat().flatMap((one) => (one.tiers?.levels ?? []).map(({ id }) => id)),
  };
}

/**
 * Checks a review policy whole, with the price agreement, the bonus agreement and the loyalty
 * programme in it, and compiles all of it; every issue is reported at once, with its path.
 *
 * @throws ClienteleError with all issues: `review.currency_mismatch` for an agreement in another
 * currency, `review.unknown_fact` and `review.duplicate_id` for rules of action, and whatever
 * the capabilities say of their own documents
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compileReview, reviewAccount } from "clientele/review";
 *
 * const plan = compileReview({ id: "monthly", currency: "EUR" });
 * const order = {
 *   id: "R-1",
 *   date: "2026-11-02",
 *   lines: [{ article: "chair", quantity: 4, unitPrice: "49.90" }],
 * };
 * const review = reviewAccount(plan, { id: "acme", orders: [order] }, { asOf: "2026-11-23" });
 * assert.equal(review.turnover.current.net.amount, "199.60");
 * assert.ok(review.lifecycle.state === "known" && review.lifecycle.value.state === "active");
 * assert.ok(review.missing.includes("payment"));
 * ```
 * @since 0.1.0
 */
export function compileReview(policy: ReviewPolicy): ReviewPlan {
  const issues = new IssueCollector();
  const record = expectRecord(policy, "", KEYS);
  issues.attempt(() => expectIdentifier(record["id"], "id"));
  const scale = issues.attempt(() => minorUnitsOf(record["currency"] as string)) ?? 0;
  const window = orUsual(record["window"], "P12M") as Duration;
  const signWindow = orUsual(record["signWindow"], "P3M") as Duration;
  issues.attempt(() => expectWholeDays(window, "window"));
  issues.attempt(() => expectWholeDays(signWindow, "signWindow"));
  const waits = orUsual(record["lifecycle"], {}) as ClientLifecycleOptions;
  const lifecycle = partOf(issues, "lifecycle", () => {
    expectRecord(waits, "", ["lostWithoutOrderAfter", "atRiskAfter", "dormantAfter", "lostAfter"]);
    return clientLifecycle(waits);
  });
  const agreements = compileAgreements(record, issues);
  const attributes = readAttributes(record["attributes"], issues);
  checkFacts(agreements.scorecard?.criteria ?? [], "scorecard.criteria", attributes, issues);
  for (const axis of ["attractiveness", "strength"] as const) {
    const criteria = agreements.matrix?.[axis].criteria ?? [];
    checkFacts(criteria, `matrix.${axis}.criteria`, attributes, issues);
  }
  // What is no text was told above; some objects cannot even be made one.
  const code = typeof record["currency"] === "string" ? record["currency"] : "";
  const currency = { code, asOf: "2000-01-01" };
  const value = readValue(record["value"], currency.code, issues);
  const crossSell = readCrossSell(record["crossSell"], issues);
  const loss = readLoss(record["loss"], currency.code, issues);
  const pipeline = readPipeline(record["pipeline"], currency, issues);
  const loyaltyLiability = readLiability(record["loyaltyLiability"], agreements.loyalty, issues);
  const afterInvoice = readAfterInvoice(record["afterInvoice"], issues);
  const options = tryOptions(record, issues);
  const signs = partOf(issues, "signs", () =>
    compileWarningSigns(orUsual(record["signs"], orderBehaviourSigns) as WarningSignRegister),
  );
  const facts = { ...reviewFacts, ...attributeFacts(attributes) };
  const rules = orUsual(record["actions"], starterActions);
  const actions = readActionRules(rules, "actions", facts, issues);
  const ranking = issues.attempt(() => readRanking(record["ranking"], "ranking"));
  const actionsMax = issues.attempt(() =>
    expectInteger(orUsual(record["actionsMax"], 3), "actionsMax", 0, 100),
  );
  issues.throwIfAny();
  return {
    kind: "review-plan",
    id: policy.id,
    currency: policy.currency,
    scale,
    window,
    signWindow,
    lifecycle: lifecycle ?? clientLifecycle(waits),
    ...agreements,
    ...options,
    signs: signs ?? compileWarningSigns(orderBehaviourSigns),
    loyaltyLiability,
    afterInvoice,
    value,
    crossSell,
    loss,
    pipeline,
    attributes,
    orders: ordersOf(policy),
    actions,
    ranking: ranking ?? readRanking({}, "ranking"),
    actionsMax: actionsMax ?? 0,
  };
}

/**
 * The plan of a policy, or a plan as it is; `schema.type` for a plan that was stored, which no
 * text can hold.
 *
 * @internal
 */
export function planOf(policy: ReviewPolicy | ReviewPlan): ReviewPlan {
  expectGiven(policy, "policy");
  if (!("kind" in policy) || policy.kind !== "review-plan")
    return compileReview(policy as ReviewPolicy);
  const leaves: unknown = policy.lifecycle?.plan?.leaves;
  if (!(leaves instanceof Map))
    fail("schema.type", "policy", "a policy, or what compileReview made", policy);
  return policy;
}

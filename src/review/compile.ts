/** From a review policy to a plan: every part of it checked and compiled once. */
import { clientLifecycle } from "../lifecycle/index.js";
import type { ClientLifecycleOptions } from "../lifecycle/index.js";
import { compileWarningSigns, orderBehaviourSigns } from "../risk/index.js";
import type { WarningSignRegister } from "../risk/index.js";
import { minorUnitsOf } from "../values/currency.js";
import { expectWholeDays } from "../values/duration.js";
import type { Duration } from "../values/duration.js";
import { fail, IssueCollector } from "../values/errors.js";
import {
  expectGiven,
  expectIdentifier,
  expectInteger,
  expectRecord,
  orUsual,
} from "../values/plain.js";
import { readActionRules, readRanking } from "./actions/read-rules.js";
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
import { compileAgreements, partOf, tryOptions } from "./compile-parts.js";
import type { ReviewPlan } from "./plan.js";

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

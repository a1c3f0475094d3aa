/**
 * Deliver or hold: one function for order, delivery and release, so that the answer does not
 * change its reasons on the way. Limits are computed in `limit.ts`.
 */
import { toDayNumber } from "../../values/calendar-date.js";
import {
  at,
  atIndex,
  expectArray,
  expectIdentifier,
  expectInteger,
  expectOneOf,
  expectRecord,
  expectString,
} from "../../values/plain.js";
import type { UnknownRecord } from "../../values/plain.js";
import { compareScaled, multiplyScaled, signOf, subtractScaled } from "../../values/scaled.js";
import type { Scaled } from "../../values/scaled.js";
import { OneCurrency, toDouble } from "../amounts.js";
import { expectAsOf, expectDay, expectPast } from "../days.js";
import { absent, quotient } from "../measure.js";
import { readExposure, unpaidPart } from "./exposure.js";
import type { ReadExposure } from "./exposure.js";
import { planOf } from "./limit.js";
import type {
  CheckConsequence,
  CreditAnswer,
  CreditApproval,
  CreditDecision,
  CreditExposure,
  CreditPolicy,
  CreditRequest,
  FailedCheck,
} from "./model.js";
import type { CreditPlan } from "./policy.js";

interface Case {
  readonly plan: CreditPlan;
  readonly asOf: string;
  readonly exposure: ReadExposure;
  readonly account: UnknownRecord;
  readonly limit: Scaled | null;
  readonly currency: OneCurrency;
}

const gravity: readonly CheckConsequence[] = ["REFUSE", "HOLD", "WARN"];

function checkLimit({ plan, exposure, limit, currency }: Case): readonly FailedCheck[] {
  const { checks } = plan.policy;
  const total = currency.money(exposure.total).amount;
  if (limit === null || signOf(limit) === 0) {
    // Without new risk and without a debt there is nothing that a limit would have to bear.
    if (signOf(exposure.total) === 0) return [];
    const facts = { exposure: total, limit: limit === null ? null : currency.money(limit).amount };
    return [
      {
        code: "risk.no_limit",
        consequence: checks.noLimit,
        message: "The account has no credit limit.",
        facts,
      },
    ];
  }
  const facts = { exposure: total, limit: currency.money(limit).amount };
  if (compareScaled(exposure.total, limit) > 0) {
    const message = `The exposure of ${facts.exposure} exceeds the limit of ${facts.limit}.`;
    return [{ code: "over-limit", consequence: checks.overLimit, message, facts }];
  }
  const warnFrom = plan.utilisationWarnFrom;
  if (warnFrom === undefined || compareScaled(exposure.total, multiplyScaled(limit, warnFrom)) < 0)
    return [];
  const message = `The exposure of ${facts.exposure} is near the limit of ${facts.limit}.`;
  return [{ code: "utilisation", consequence: "WARN", message, facts }];
}

function checkOverdue({ plan, exposure }: Case): readonly FailedCheck[] {
  const { oldestOverdue, overdueShare } = plan.policy.checks;
  const failed: FailedCheck[] = [];
  const days = exposure.oldestOverdueDays;
  if (oldestOverdue !== undefined && days > oldestOverdue.daysMax) {
    const facts = { oldestOverdueDays: days, daysMax: oldestOverdue.daysMax };
    const message = `The oldest item is ${String(days)} days overdue.`;
    failed.push({ code: "oldest-overdue", consequence: oldestOverdue.consequence, message, facts });
  }
  const shareMax = plan.overdueShareMax;
  if (overdueShare === undefined || shareMax === undefined) return failed;
  if (compareScaled(exposure.overdue, multiplyScaled(exposure.receivables, shareMax)) > 0) {
    const share = toDouble(exposure.overdue) / toDouble(exposure.receivables);
    const facts = { overdueShare: share, shareMax: toDouble(shareMax) };
    const message = "Too large a share of the receivables is overdue.";
    failed.push({ code: "overdue-share", consequence: overdueShare.consequence, message, facts });
  }
  return failed;
}

function checkAccount({ plan, asOf, account }: Case): readonly FailedCheck[] {
  const { reviewOverdue, dunning, grades } = plan.policy.checks;
  const failed: FailedCheck[] = [];
  const reviewBy = account["reviewBy"];
  if (typeof reviewBy === "string" && reviewOverdue !== undefined && reviewBy < asOf) {
    const message = `The review of the account was due by ${reviewBy}.`;
    failed.push({
      code: "review-overdue",
      consequence: reviewOverdue,
      message,
      facts: { reviewBy },
    });
  }
  const level = account["dunningLevel"];
  if (typeof level === "number" && dunning !== undefined && level > dunning.levelMax) {
    const facts = { dunningLevel: level, levelMax: dunning.levelMax };
    const message = `The account stands at dunning level ${String(level)}.`;
    failed.push({ code: "dunning", consequence: dunning.consequence, message, facts });
  }
  const grade = account["grade"];
  if (typeof grade === "string" && grades?.refused.includes(grade) === true) {
    const message = `The grade ${grade} is not delivered on credit.`;
    failed.push({ code: "grade", consequence: grades.consequence, message, facts: { grade } });
  }
  return failed;
}

function answerOf(
  failed: readonly FailedCheck[],
  request: {
    readonly isInvoice: boolean;
    readonly isPrepaid: boolean;
    readonly isApproved: boolean;
  },
): CreditAnswer {
  const gravest = failed[0]?.consequence;
  if (gravest === undefined) return "APPROVE";
  // What was delivered may always be billed: a hold there would only hide the debt.
  if (request.isInvoice || gravest === "WARN") return "WARN";
  if (gravest === "REFUSE") return "REFUSE";
  if (request.isPrepaid) return "APPROVE_PREPAID_ONLY";
  return request.isApproved ? "APPROVE" : "HOLD";
}

function readApprovals(
  value: unknown,
  context: { readonly asOf: string; readonly currency: OneCurrency },
): readonly { readonly approval: CreditApproval; readonly amountMax: Scaled }[] {
  const { asOf, currency } = context;
  return expectArray(value ?? [], "request.approvals", 1000).map((item, index) => {
    const path = atIndex("request.approvals", index);
    const keys = ["orderId", "by", "at", "until", "amountMax", "reason"];
    const record = expectRecord(item, path, keys);
    const approval: CreditApproval = {
      orderId: expectIdentifier(record["orderId"], at(path, "orderId")),
      by: expectIdentifier(record["by"], at(path, "by")),
      at: expectPast(record["at"], asOf, at(path, "at")),
      until: expectDay(record["until"], at(path, "until")),
      amountMax: record["amountMax"] as CreditApproval["amountMax"],
      reason: expectString(record["reason"], at(path, "reason"), 2000),
    };
    return {
      approval,
      amountMax: currency.readNotNegative(record["amountMax"], at(path, "amountMax")),
    };
  });
}

const exposureKeys = [
  "openOrders",
  "deliveredNotInvoiced",
  "invoices",
  "bills",
  "secured",
  "limit",
  "grade",
  "dunningLevel",
  "reviewBy",
];

function checkExposure(exposure: CreditExposure): UnknownRecord {
  const account = expectRecord(exposure, "exposure", exposureKeys);
  const { grade, dunningLevel, reviewBy } = account;
  if (grade !== undefined) expectIdentifier(grade, "exposure.grade");
  if (dunningLevel !== undefined) expectInteger(dunningLevel, "exposure.dunningLevel", 0, 99);
  if (reviewBy !== undefined) expectDay(reviewBy, "exposure.reviewBy");
  return account;
}

function byGravity(failed: readonly FailedCheck[]): readonly FailedCheck[] {
  return [...failed].sort(
    (a, b) => gravity.indexOf(a.consequence) - gravity.indexOf(b.consequence),
  );
}

/**
 * Whether an order may be taken, delivered, released or invoiced on credit, with every check
 * that failed. The same function at every stage.
 *
 * - Exposure is open orders within the horizon + undelivered + delivered + invoices + bills −
 *   the secured part; the candidate counts once, less what is prepaid.
 * - A credit balance is no negative risk: the exposure ends at zero and `credit` says the rest.
 * - A limit of zero or none is the outcome `risk.no_limit`, never an infinite utilisation.
 * - A request that is wholly prepaid adds no risk: where a check would hold it, the answer is
 *   `APPROVE_PREPAID_ONLY`. A `REFUSE` stays.
 * - An approval covers held checks of its order until its last day and up to its amount.
 * - `invoice` is never blocked: at most `WARN`.
 *
 * Throws `risk.as_of_required`, `risk.currency_mismatch`, `risk.duplicate_id`, `risk.prepaid`,
 * `risk.negative`, `date.*`, `schema.*`. O(items).
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { creditDecision } from "clientele/risk";
 *
 * const eur = (amount: string) => ({ amount, currency: "EUR" });
 * const decision = creditDecision(
 *   {
 *     id: "domestic", version: "1", currency: "EUR", horizonDays: null, limitRules: [],
 *     checks: { overLimit: "HOLD", noLimit: "HOLD" },
 *   },
 *   { stage: "order", orderId: "O-7", amount: eur("64.20") },
 *   {
 *     limit: eur("250.00"),
 *     invoices: [{ id: "R-1", amount: eur("246.05"), dueOn: "2026-12-01" }],
 *   },
 *   "2026-11-23",
 * );
 * assert.equal(decision.answer, "HOLD");
 * assert.equal(decision.exposure.total.amount, "310.25");
 * assert.deepEqual(decision.failed.map((check) => check.code), ["over-limit"]);
 * ```
 * @since 0.1.0
 */
export function creditDecision(
  policy: CreditPolicy | CreditPlan,
  request: CreditRequest,
  exposure: CreditExposure,
  asOf: string,
): CreditDecision {
  const plan = planOf(policy);
  const day = expectAsOf(asOf);
  const currency = new OneCurrency(plan.policy.currency);
  const requestKeys = ["stage", "orderId", "amount", "prepaid", "approvals"];
  const record = expectRecord(request, "request", requestKeys);
  const stages = ["order", "delivery", "release", "invoice"] as const;
  const stage = expectOneOf(record["stage"], "request.stage", stages);
  const orderId = expectIdentifier(record["orderId"], "request.orderId");
  const { amount, prepaid } = unpaidPart(record, "request", currency);
  const account = checkExposure(exposure);
  const given = account["limit"];
  const limit = given === null ? null : currency.readNotNegative(given, "exposure.limit");
  const read = readExposure(
    account,
    { orderId, stage, amount, prepaid },
    {
      currency,
      today: toDayNumber(day),
      horizonDays: plan.policy.horizonDays,
    },
  );
  const found: Case = { plan, asOf: day, exposure: read, account, limit, currency };
  const failed = byGravity([...checkLimit(found), ...checkOverdue(found), ...checkAccount(found)]);
  const approvals = readApprovals(record["approvals"], { asOf: day, currency });
  const covering = approvals.find(
    ({ approval, amountMax }) =>
      approval.orderId === orderId &&
      approval.until >= day &&
      compareScaled(amount, amountMax) <= 0,
  );
  const isHeld = failed[0]?.consequence === "HOLD" && stage !== "invoice";
  const isPrepaid = stage !== "invoice" && signOf(amount) > 0 && signOf(read.newRisk) === 0;
  const isApproved = covering !== undefined;
  const answer = answerOf(failed, { isInvoice: stage === "invoice", isPrepaid, isApproved });
  const used = isHeld && !isPrepaid ? (covering?.approval ?? null) : null;
  return decisionOf(found, { answer, stage, failed, approval: used });
}

function decisionOf(
  { asOf, exposure, limit, currency }: Case,
  outcome: Pick<CreditDecision, "answer" | "stage" | "failed" | "approval">,
): CreditDecision {
  return {
    answer: outcome.answer,
    asOf,
    stage: outcome.stage,
    failed: outcome.failed,
    exposure: exposure.parts,
    newRisk: currency.money(exposure.newRisk),
    limit: limit === null ? null : currency.money(limit),
    available: limit === null ? null : currency.money(subtractScaled(limit, exposure.total)),
    utilisation:
      limit === null
        ? absent("missing", "limit")
        : quotient(toDouble(exposure.total), toDouble(limit), {
            numerator: "exposure",
            denominator: "limit",
          }),
    approval: outcome.approval,
  };
}

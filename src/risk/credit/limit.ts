/** The credit limit: the smallest of named constraints, each shown. */
import { at, expectRecord, expectIdentifier, expectGiven } from "../../values/plain.js";
import { compareScaled, multiplyScaled, roundScaled, scaledZero } from "../../values/scaled.js";
import type { Scaled } from "../../values/scaled.js";
import { OneCurrency, positivePart } from "../amounts.js";
import type { CreditLimit, CreditPolicy, LimitFacts } from "./model.js";
import { compileCreditPolicy } from "./policy.js";
import type { CompiledRule, CreditPlan } from "./policy.js";

/** A policy given as a document or compiled. @internal */
export function planOf(policy: CreditPolicy | CreditPlan): CreditPlan {
  expectGiven(policy, "policy");
  return "kind" in policy ? policy : compileCreditPolicy(policy);
}

type FactName = "equity" | "annualTurnover" | "insuredLimit" | "highestPaidExposure";

const factOfKind = {
  "share-of-equity": "equity",
  "share-of-turnover": "annualTurnover",
  "multiple-of-highest-paid": "highestPaidExposure",
} as const;

interface Computed {
  readonly amount: Scaled | null;
  readonly missing: string | null;
}

function fromFact(
  name: FactName,
  facts: LimitFacts,
  context: { readonly currency: OneCurrency; readonly compute: (amount: Scaled) => Scaled },
): Computed {
  const value = facts[name];
  if (value === undefined) return { amount: null, missing: name };
  // Negative equity supports no credit at all.
  const amount = positivePart(context.currency.read(value, at("facts", name)));
  return { amount: context.compute(amount), missing: null };
}

function amountOf(
  { rule, factor, amount, table }: CompiledRule,
  facts: LimitFacts,
  currency: OneCurrency,
): Computed {
  switch (rule.kind) {
    case "fixed":
      return { amount, missing: null };
    case "insured":
      return fromFact("insuredLimit", facts, { currency, compute: (insured) => insured });
    case "grade-table": {
      const found = facts.grade === undefined ? undefined : table.get(facts.grade);
      return found === undefined
        ? { amount: null, missing: "grade" }
        : { amount: found, missing: null };
    }
    default: {
      // A limit is rounded down: it is a bound.
      const compute = (base: Scaled): Scaled =>
        roundScaled(multiplyScaled(base, factor), base.scale, "down");
      return fromFact(factOfKind[rule.kind], facts, { currency, compute });
    }
  }
}

/**
 * The credit limit of a client: the smallest of the policy's constraints, with each of them. A
 * constraint whose fact is missing is ignored or zero, as the rule declares. Amounts are
 * rounded down to the minor unit. Without any constraint there is no limit (`null`), which a
 * decision treats as `noLimit`, never as endless credit.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { creditLimit } from "clientele/risk";
 *
 * const eur = (amount: string) => ({ amount, currency: "EUR" });
 * const result = creditLimit(
 *   {
 *     id: "domestic", version: "1", currency: "EUR", horizonDays: null,
 *     limitRules: [
 *       { id: "tenth-of-equity", kind: "share-of-equity", factor: "0.1", whenMissing: "zero" },
 *       { id: "insurer", kind: "insured", whenMissing: "ignore" },
 *     ],
 *     checks: { overLimit: "HOLD", noLimit: "HOLD" },
 *   },
 *   { equity: eur("250000.00") },
 * );
 * assert.deepEqual(result.limit, eur("25000.00"));
 * assert.equal(result.binding, "tenth-of-equity");
 * ```
 * @since 0.1.0
 */
export function creditLimit(policy: CreditPolicy | CreditPlan, facts: LimitFacts): CreditLimit {
  const plan = planOf(policy);
  const keys = ["equity", "annualTurnover", "insuredLimit", "grade", "highestPaidExposure"];
  const record = expectRecord(facts, "facts", keys);
  if (record["grade"] !== undefined) expectIdentifier(record["grade"], "facts.grade");
  const currency = new OneCurrency(plan.policy.currency);
  let smallest: { readonly id: string; readonly amount: Scaled } | undefined;
  const constraints: CreditLimit["constraints"][number][] = [];
  for (const rule of plan.rules) {
    const { id, kind } = rule.rule;
    const { amount, missing } = amountOf(rule, facts, currency);
    const isZero =
      amount === null && "whenMissing" in rule.rule && rule.rule.whenMissing === "zero";
    const counted = isZero ? scaledZero : amount;
    if (
      counted !== null &&
      (smallest === undefined || compareScaled(counted, smallest.amount) < 0)
    ) {
      smallest = { id, amount: counted };
    }
    constraints.push({
      id,
      kind,
      amount: counted === null ? null : currency.money(counted),
      missing,
    });
  }
  return {
    limit: smallest === undefined ? null : currency.money(smallest.amount),
    binding: smallest?.id ?? null,
    constraints,
  };
}

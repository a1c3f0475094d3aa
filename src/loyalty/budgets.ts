/** What all members share: budgets in, reservations out, nothing granted twice. */
import type { Budget, LoyaltyRefusalCode } from "./command-model.js";
import type { LoyaltyEvent } from "./event-model.js";
import { budgetKey, readBudgets } from "./session.js";
import type { Refused } from "../values/index.js";
import { expectArray, expectRecord } from "../values/plain.js";
import { readingStored } from "../values/stored.js";

/** Budgets after an event, or the refusal where something is not there any more. @since 0.1.0 */
export type BudgetDecision =
  { readonly ok: true; readonly budgets: readonly Budget[] } | Refused<LoyaltyRefusalCode>;

/**
 * Takes what an event reserved out of the budgets. Where two decisions were made on the same
 * budgets, the second may find too little left: it is refused, and decided anew on what is left.
 *
 * @throws ClienteleError `schema.*` for budgets that are not well formed
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compileProgramme, decide, newMember, reserveBudgets } from "clientele/loyalty";
 *
 * const plan = compileProgramme({
 *   id: "club",
 *   version: "1",
 *   currency: "EUR",
 *   wallets: [{ id: "points" }],
 *   earning: [],
 *   campaigns: [
 *     {
 *       id: "launch",
 *       from: "2026-01-01T00:00:00Z",
 *       until: "2026-02-01T00:00:00Z",
 *       effect: { kind: "bonus", wallet: "points", award: { kind: "fixed", points: 50 } },
 *       budget: { points: 60, onExhausted: "truncate" },
 *     },
 *   ],
 * });
 * const at = "2026-01-10T12:00:00Z";
 * const budgets = [{ kind: "campaign", id: "launch", left: 60 }] as const;
 * const decision = decide(
 *   plan,
 *   newMember("acme"),
 *   { type: "purchase", id: "o1", lines: [{ id: "1", amount: "10.00" }] },
 *   { at, budgets },
 * );
 * assert.ok(decision.ok);
 * const after = reserveBudgets(budgets, decision.events[0]!);
 * assert.deepEqual(after, { ok: true, budgets: [{ kind: "campaign", id: "launch", left: 10 }] });
 * ```
 * @since 0.1.0
 */
export function reserveBudgets(budgets: readonly Budget[], event: LoyaltyEvent): BudgetDecision {
  return readingStored(event, "event", () => reserveBudgetsStored(budgets, event));
}

function reserveBudgetsStored(budgets: readonly Budget[], event: LoyaltyEvent): BudgetDecision {
  expectArray(budgets, "budgets");
  expectRecord(event, "event");
  const left = readBudgets(budgets, "budgets");
  for (const { kind, id, amount } of event.reservations ?? []) {
    const key = budgetKey(kind, id);
    const before = left.get(key) ?? 0;
    if (before < amount) {
      const facts = { kind, id, left: before, requested: amount };
      const message = "There is less left of the budget than the event reserved.";
      return {
        ok: false,
        refusals: [{ code: "budget-exhausted", message, path: "budgets", facts }],
      };
    }
    left.set(key, before - amount);
  }
  return {
    ok: true,
    budgets: budgets.map((one) => ({ ...one, left: left.get(budgetKey(one.kind, one.id)) ?? 0 })),
  };
}

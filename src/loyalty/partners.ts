/** What partners owe for the points that their sales earned, or have used of what they prepaid. */
import { multiplyDecimals } from "../values/decimal.js";
import type { DecimalText, Instant } from "../values/index.js";
import type { ProgrammePlan } from "./compile.js";
import { addPoints } from "./draft.js";
import type { LoyaltyEvent } from "./event-model.js";
import { readInstant } from "./read-campaigns.js";
import { expectArray, expectCompiled, expectRecord } from "../values/plain.js";
import { readingStored } from "../values/stored.js";

/** One partner's account over a period. @since 0.1.0 */
export interface PartnerSettlement {
  readonly partner: string;
  readonly settlement: "prepaid" | "postpaid";
  readonly issued: number;
  /** Taken back because of returns. */
  readonly reversed: number;
  /** issued − reversed, at the partner's price, exact; below zero is owed to the partner. */
  readonly amount: DecimalText;
}

/**
 * What each partner's sales earned in a period, recorded from `from`, included, to `until`,
 * excluded. A postpaid partner is invoiced `amount`; a prepaid one has used it. O(events).
 *
 * @throws ClienteleError `date.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compileProgramme, decide, newMember, settlePartners } from "clientele/loyalty";
 *
 * const plan = compileProgramme({
 *   id: "club",
 *   version: "1",
 *   currency: "EUR",
 *   wallets: [{ id: "points" }],
 *   earning: [
 *     {
 *       id: "fuel",
 *       wallet: "points",
 *       partner: "fuel",
 *       award: { kind: "perAmount", points: 1, per: 2, rounding: "floor" },
 *     },
 *   ],
 *   partners: [{ id: "fuel", settlement: "postpaid", pricePerPoint: "0.012" }],
 * });
 * const decision = decide(
 *   plan,
 *   newMember("acme"),
 *   { type: "purchase", id: "f1", partner: "fuel", lines: [{ id: "1", amount: "100.00" }] },
 *   { at: "2026-01-10T12:00:00Z" },
 * );
 * assert.ok(decision.ok);
 * const january = { from: "2026-01-01T00:00:00Z", until: "2026-02-01T00:00:00Z" };
 * assert.equal(settlePartners(plan, decision.events, january)[0]?.amount, "0.6");
 * ```
 * @since 0.1.0
 */
export function settlePartners(
  plan: ProgrammePlan,
  events: readonly LoyaltyEvent[],
  period: { readonly from: Instant; readonly until: Instant },
): readonly PartnerSettlement[] {
  return readingStored(events, "events", () => settlePartnersStored(plan, events, period));
}

function settlePartnersStored(
  plan: ProgrammePlan,
  events: readonly LoyaltyEvent[],
  period: { readonly from: Instant; readonly until: Instant },
): readonly PartnerSettlement[] {
  expectCompiled(plan, "plan", "programme");
  expectArray(events, "events", Number.MAX_SAFE_INTEGER);
  expectRecord(period, "period");
  const from = readInstant(period.from, "from");
  const until = readInstant(period.until, "until");
  const sums = new Map(
    [...plan.extras.partners.keys()].map((id) => [id, { issued: 0, reversed: 0 }]),
  );
  const seen = new Set<string>();
  for (const event of events) {
    const sum = event.partner === undefined ? undefined : sums.get(event.partner);
    if (sum === undefined || event.recordedAt < from || event.recordedAt >= until) continue;
    const key = JSON.stringify([event.memberId, event.id]);
    if (seen.has(key)) continue;
    seen.add(key);
    for (const posting of event.postings) {
      if (posting.kind === "issue") sum.issued = addPoints(sum.issued, posting.points);
      const isBack =
        (posting.kind === "take" || posting.kind === "owe") && posting.as === "reversed";
      if (isBack) sum.reversed = addPoints(sum.reversed, posting.points);
    }
  }
  return [...plan.extras.partners.values()].map(({ id, settlement, pricePerPoint }) => {
    const { issued, reversed } = sums.get(id) ?? { issued: 0, reversed: 0 };
    const amount = multiplyDecimals(pricePerPoint, issued - reversed);
    return { partner: id, settlement, issued, reversed, amount };
  });
}

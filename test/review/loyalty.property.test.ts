/** The loyalty standing of a review is what the programme comes to order by order. */
import { Decimal } from "decimal.js";
import fc from "fast-check";
import { expect, test } from "vitest";

import { compileProgramme, decide, evolve, newMember, standing } from "../../src/loyalty/index.js";
import type { LoyaltyCommand, Programme } from "../../src/loyalty/index.js";
import { reviewAccount } from "../../src/review/index.js";
import type { AccountOrder } from "../../src/review/index.js";
import { fromDayNumber, startOfDate } from "../../src/values/index.js";
import { deepFreeze } from "../support/freeze.js";
import { runs, seenMin } from "../support/runs.js";

const asOf = "2026-11-23";

/** Rules that ask of the line to its thousandths, of the order and of the member. */
const programme: Programme = {
  id: "club",
  version: "1",
  currency: "EUR",
  wallets: [{ id: "points", expiry: { kind: "rolling", after: "P6M", end: "month" } }],
  earning: [
    { id: "spend", wallet: "points", award: { kind: "perAmount", points: 1, per: 7, rounding: "floor" } },
    { id: "seats", wallet: "points", award: { kind: "perUnit", points: 1000, rounding: "floor" }, lines: { fact: "line.category", operator: "equal", value: "seats" } },
    { id: "dear", wallet: "points", award: { kind: "fixed", points: 11 }, lines: { fact: "line.amount", operator: "greaterThan", value: "500" }, when: { fact: "order.lines", operator: "greaterThan", value: 1 } },
    { id: "many", wallet: "points", award: { kind: "fixed", points: 2 }, lines: { fact: "line.quantity", operator: "greaterThan", value: "1.2355" } },
    { id: "loyal", wallet: "points", award: { kind: "fixed", points: 5 }, when: { all: [{ fact: "member.orders", operator: "greaterThan", value: 1 }, { fact: "order.amount", operator: "greaterThan", value: "100" }] } },
  ],
  tiers: {
    metric: { kind: "spend" },
    window: { kind: "rolling", length: "P3M" },
    validity: { lasting: "P2M" },
    levels: [{ id: "bronze", from: 0 }, { id: "silver", from: 50_000, multiplier: "1.5" }],
  },
};
const plan = compileProgramme(programme);

const orders: fc.Arbitrary<AccountOrder[]> = fc.array(
  fc.record({
    day: fc.integer({ min: 20_000, max: 20_780 }),
    lines: fc.array(
      fc.record({
        article: fc.constantFrom("chair", "desk"),
        group: fc.constantFrom("seats", undefined),
        quantity: fc.constantFrom("1", "3", "40", "0.5", "2.125", "1.2345", "1.2355", "0.0004"),
        cents: fc.integer({ min: 0, max: 50_000 }),
      }),
      { minLength: 1, maxLength: 3 },
    ),
  }),
  { minLength: 1, maxLength: 12 },
).map((list) =>
  [...list].sort((a, b) => a.day - b.day).map(({ day, lines }, index) => ({
    id: `R-${String(index).padStart(2, "0")}`,
    date: fromDayNumber(day),
    lines: lines.map(({ article, group, quantity, cents }) => ({
      article,
      quantity,
      unitPrice: (cents / 100).toFixed(2),
      ...(group === undefined ? {} : { productGroup: group }),
    })),
  })),
);

/** A quantity as the ledger takes it: three decimals, half to even, and never nothing. */
function counted(quantity: Decimal): string {
  const rounded = quantity.toDecimalPlaces(3, Decimal.ROUND_HALF_EVEN);
  return (rounded.isZero() ? new Decimal("0.001") : rounded).toFixed();
}

function commandOf({ id, lines }: AccountOrder): LoyaltyCommand {
  return {
    type: "purchase",
    id,
    lines: lines.map(({ article, productGroup, quantity, unitPrice }, index) => {
      const exact = new Decimal(quantity);
      const line = {
        id: String(index + 1),
        article,
        amount: exact.times(unitPrice).toDecimalPlaces(2, Decimal.ROUND_HALF_EVEN).toFixed(),
        quantity: counted(exact),
      };
      return productGroup === undefined ? line : { ...line, category: productGroup };
    }),
  };
}

test("W-61 an account stands in its programme as after a decision on each order", () => {
  const seen = { tiers: 0, expired: 0 };
  fc.assert(
    fc.property(orders, (list) => {
      const review = reviewAccount({ id: "monthly", currency: "EUR", loyalty: programme }, deepFreeze({ id: "acme", orders: list }), { asOf });
      let member = newMember("acme");
      for (const order of list) {
        const decision = decide(plan, member, commandOf(order), { at: startOfDate(order.date) });
        if (!decision.ok) throw new Error("a purchase was refused");
        for (const event of decision.events) member = evolve(plan, member, event);
      }
      const { wallets, tier } = standing(plan, member, startOfDate(asOf));
      const found = review.loyalty;
      if (found.state === "unknown") throw new Error("no standing");
      const { points, earned, expired, nextExpiry } = found.value;
      expect({ points, earned, expired, nextExpiry, tier: found.value.tier }).toEqual({
        points: wallets[0]?.active,
        earned: wallets[0]?.earned,
        expired: wallets[0]?.expired,
        nextExpiry: wallets[0]?.nextExpiry,
        tier,
      });
      if (tier?.id === "silver") seen.tiers += 1;
      if (expired > 0) seen.expired += 1;
    }),
    runs(200),
  );
  expect(seen.tiers).toBeGreaterThan(seenMin(10));
  expect(seen.expired).toBeGreaterThan(seenMin(50));
});

/** What a review replays at once is what the capabilities say one by one. */
import fc from "fast-check";
import { expect, test } from "vitest";

import { bonusPosition, compileAgreement } from "../../src/bonus/index.js";
import { advance, clientLifecycle, start, transition } from "../../src/lifecycle/index.js";
import type { RecordedEvent } from "../../src/lifecycle/index.js";
import { compileProgramme, decide, evolve, liability, newMember, standing } from "../../src/loyalty/index.js";
import type { LoyaltyCommand } from "../../src/loyalty/index.js";
import { compileReview, reviewPortfolio } from "../../src/review/index.js";
import type { Account, AccountOrder } from "../../src/review/index.js";
import { rfm } from "../../src/scoring/index.js";
import type { RfmOrder } from "../../src/scoring/index.js";
import { addDays, dateOf, money, multiply, multiplyDecimals, rollingPeriod, startOfDate, sum } from "../../src/values/index.js";
import type { Money } from "../../src/values/index.js";
import { deepFreeze } from "../support/freeze.js";
import { runs } from "../support/runs.js";
import { reviewPolicy } from "./policy.js";

const asOf = "2026-11-23";
const assumptions = { wallets: [{ wallet: "points", valuePerPoint: "0.01", redemptionRate: "0.7" }] };
const agreement = {
  id: "annual",
  currency: "EUR",
  valid: { from: "2025-03-15" },
  schedules: [
    ...(reviewPolicy.bonus !== undefined && "schedules" in reviewPolicy.bonus ? reviewPolicy.bonus.schedules : []),
    {
      id: "chairs",
      every: { kind: "contract" as const, length: "P3M" },
      eligible: { fact: "article", operator: "equal" as const, value: "chair" },
      scale: { kind: "allUnits" as const, bands: [{ from: 100, value: "0.02" }] },
    },
  ],
  preconditions: [{ id: "range", kind: "assortment" as const, of: "article" as const, atLeast: 2 }],
};
const programme = reviewPolicy.loyalty;
const plan = compileReview(
  deepFreeze({ ...reviewPolicy, bonus: agreement, loyaltyLiability: assumptions, lifecycle: { atRiskAfter: "P20D" } }),
);

const line = fc.record({
  article: fc.constantFrom("chair", "desk", "lamp"),
  quantity: fc.oneof(fc.integer({ min: 1, max: 200 }), fc.constantFrom("0.125", 2)),
  unitPrice: fc.integer({ min: 1, max: 90_000 }).map((units) => (units / 1000).toString()),
});
const orders: fc.Arbitrary<AccountOrder[]> = fc
  .array(fc.record({ days: fc.oneof(fc.nat(40), fc.nat(900)), lines: fc.array(line, { minLength: 1, maxLength: 3 }) }), { maxLength: 9 })
  .map((list) => list.map(({ days, lines }, index) => ({ id: `R-${String(index)}`, date: addDays(asOf, -days), lines })));
const accounts: fc.Arbitrary<Account[]> = fc
  .array(orders, { maxLength: 4 })
  .map((list) => deepFreeze(list.map((own, index) => ({ id: `client-${String(index)}`, orders: own }))));

const inTime = ({ orders: own }: Account): readonly AccountOrder[] =>
  [...own].sort((a, b) => (a.date === b.date ? (a.id < b.id ? -1 : 1) : a.date < b.date ? -1 : 1));
const amountOf = ({ quantity, unitPrice }: AccountOrder["lines"][number]): Money =>
  multiply(money("1", "EUR"), multiplyDecimals(quantity, unitPrice), { rounding: "halfEven" });

function bonusOf(account: Account): ReturnType<typeof bonusPosition> {
  const turnover = inTime(account).flatMap((order) =>
    order.lines.map((one, index) => ({
      id: `${order.id}/${String(index)}`,
      date: order.date,
      amount: amountOf(one),
      article: one.article,
    })),
  );
  const since = [rollingPeriod(asOf, "P1M").from, rollingPeriod(asOf, "P1Y").from];
  return bonusPosition(compileAgreement(agreement), turnover, asOf, { since });
}

function loyaltyOf(account: Account): readonly unknown[] {
  const club = compileProgramme(programme as Parameters<typeof compileProgramme>[0]);
  let member = newMember(account.id);
  for (const order of inTime(account)) {
    const lines = order.lines.map((one, index) => ({
      id: String(index + 1),
      amount: amountOf(one).amount,
      quantity: one.quantity,
      article: one.article,
    }));
    const command: LoyaltyCommand = { type: "purchase", id: order.id, lines };
    const decision = decide(club, member, command, { at: startOfDate(order.date) });
    if (decision.ok) for (const event of decision.events) member = evolve(club, member, event);
  }
  const at = startOfDate(asOf);
  const { wallets, tier } = standing(club, member, at);
  return [wallets[0]?.active, wallets[0]?.nextExpiry, tier, Number(liability(club, [member], assumptions, at).amount)];
}

function historyOf(account: Account): readonly unknown[] {
  const client = clientLifecycle({ atRiskAfter: "P20D" });
  const [first, ...rest] = inTime(account);
  if (first === undefined) return [];
  const log: RecordedEvent[] = [];
  let state = start(client, { at: startOfDate(first.date) });
  for (const order of [first, ...rest]) {
    const event = { type: "ORDERED", id: order.id } as const;
    const step = transition(client, state, event, { at: startOfDate(order.date), by: { id: "order-book" } });
    log.push(...step.events);
    state = step.state;
  }
  log.push(...advance(client, state, startOfDate(asOf)).events);
  return log
    .filter((one) => one.from !== one.to)
    .map((one) => ({ on: dateOf(one.at), from: one.from, to: one.to, by: one.type }));
}

test("W-20 a review says what bonus, loyalty and lifecycle say of the orders one by one", () => {
  fc.assert(
    fc.property(accounts, (list) => {
      const review = reviewPortfolio(plan, list, { asOf });
      for (const one of review.accounts) {
        const account = list.find(({ id }) => id === one.account.id);
        if (account === undefined || account.orders.length === 0) continue;
        const { bonus, loyalty, lifecycle } = one;
        if (bonus.state !== "known" || loyalty.state !== "known" || lifecycle.state !== "known") throw new Error("unknown");
        const { earned, accrued, next } = bonusOf(account);
        expect(bonus.value).toEqual({
          agreement: "annual",
          earned: earned.earned,
          current: earned.periods.at(-1) ?? null,
          accruedLastMonth: accrued[0],
          accruedInWindow: accrued[1],
          next,
        });
        const { points, nextExpiry, tier, liability: owed } = loyalty.value;
        expect([points, nextExpiry, tier, Number(owed?.amount)]).toEqual(loyaltyOf(account));
        expect(lifecycle.value.history).toEqual(historyOf(account));
      }
    }),
    runs(60),
  );
});

test("W-21 ranks by recency, frequency and value are those of the list of all orders", () => {
  const { from } = rollingPeriod(asOf, "P1Y");
  const withReturns = fc.tuple(accounts, fc.array(fc.nat(9), { maxLength: 6 })).map(([list, back]) =>
    list.map((account) => ({
      ...account,
      orders: account.orders.map((order, index) =>
        back.includes(index) ? { ...order, lines: [{ article: "chair", quantity: -1, unitPrice: "10" }] } : order,
      ),
    })),
  );
  fc.assert(
    fc.property(withReturns, fc.constantFrom("orders" as const, "days" as const, undefined), (list, frequency) => {
      const options = frequency === undefined ? {} : { frequency };
      const policy = { id: "monthly", currency: "EUR", rfm: options };
      const all: RfmOrder[] = list.flatMap(({ id, orders: own }) =>
        own
          .filter(({ date }) => date >= from)
          .map(({ date, lines }) => ({ account: id, date, amount: sum(lines.map(amountOf), "EUR").amount })),
      );
      expect(reviewPortfolio(policy, list, { asOf }).rfm).toEqual(rfm(all, { ...options, asOf }));
    }),
    runs(60),
  );
});

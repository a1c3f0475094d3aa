import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { compileReview, nextBestActions, reviewAccount, reviewPortfolio, starterActions } from "../../src/review/index.js";
import type { Account, AccountOrder, ReviewPolicy } from "../../src/review/index.js";
import { compileCondition } from "../../src/conditions/index.js";
import { nestFacts, reviewFacts } from "../../src/review/figures/figures.js";
import { addDays, money, subtract, sum } from "../../src/values/index.js";
import type { Money } from "../../src/values/index.js";
import { deepFreeze } from "../support/freeze.js";
import { runs } from "../support/runs.js";
import { reviewPolicy } from "./policy.js";

const asOf = "2026-11-23";
const plan = compileReview(deepFreeze(reviewPolicy));

const line = fc.record({
  article: fc.constantFrom("chair", "desk", "lamp", "rug"),
  quantity: fc.integer({ min: -6, max: 200 }).map((quantity) => (quantity === 0 ? 1 : quantity)),
  unitPrice: fc.integer({ min: 0, max: 90_000 }).map((units) => (units / 1000).toString()),
});
const orders: fc.Arbitrary<AccountOrder[]> = fc
  .array(fc.record({ days: fc.integer({ min: 0, max: 800 }), lines: fc.array(line, { minLength: 1, maxLength: 4 }) }), { maxLength: 8 })
  .map((list) => list.map(({ days, lines }, index) => ({ id: `R-${String(index)}`, date: addDays(asOf, -days), lines })));
const invoices = orders.map((list) =>
  list.map((order, index) => ({
    id: order.id,
    amount: money(String(10 + index), "EUR"),
    issuedOn: order.date,
    dueOn: addDays(order.date, 30),
    payments: index % 2 === 0 ? [{ on: order.date, amount: money(String(10 + index), "EUR") }] : [],
  })),
);
const accounts: fc.Arbitrary<Account[]> = fc
  .array(fc.record({ orders, invoices: fc.option(invoices, { nil: undefined }) }), { maxLength: 6 })
  .map((list) =>
    deepFreeze(
      list.map(({ orders: own, invoices: known }, index) => ({
        id: `client-${String(index)}`,
        orders: own,
        ...(known === undefined ? {} : { invoices: known }),
      })),
    ),
  );

describe("the portfolio", () => {
  test("W-01 is the sum of its accounts and of the orders of nobody, in every figure of money", () => {
    fc.assert(
      fc.property(accounts, orders, (list, unattributed) => {
        const review = reviewPortfolio(plan, list, { asOf, unattributed: deepFreeze(unattributed) });
        const { accounts: own, unattributed: nobody, total } = review.turnover;
        for (const window of ["all", "current", "previous"] as const) {
          for (const figure of ["sales", "returns", "net"] as const) {
            const parts = review.accounts.map((one) => one.turnover[window][figure]);
            expect(sum(parts, "EUR")).toEqual(own[window][figure]);
            expect(sum([own[window][figure], nobody[window][figure]], "EUR")).toEqual(total[window][figure]);
          }
        }
        const inStates: Money[] = review.lifecycle.map((one) => one.net);
        expect(sum(inStates, "EUR")).toEqual(own.current.net);
        const bonuses = review.accounts.flatMap(({ bonus }) => (bonus.state === "known" ? [bonus.value.earned] : []));
        expect(review.bonusEarned).toEqual({ state: "known", value: sum(bonuses, "EUR") });
      }),
      runs(60),
    );
  });

  test("W-02 does not depend on the order of accounts and orders", () => {
    fc.assert(
      fc.property(accounts, (list) => {
        const reversed = [...list].reverse().map((one) => ({ ...one, orders: [...one.orders].reverse() }));
        expect(reviewPortfolio(plan, reversed, { asOf })).toEqual(reviewPortfolio(plan, list, { asOf }));
      }),
      runs(40),
    );
  });

  test("W-03 is plain data", () => {
    fc.assert(
      fc.property(accounts, (list) => {
        const review = reviewPortfolio(plan, list, { asOf });
        expect(JSON.parse(JSON.stringify(review))).toEqual(review);
        expect(structuredClone(review)).toEqual(review);
      }),
      runs(40),
    );
  });
});

describe("an account", () => {
  test("W-04 what was realised adds up: list + steps = agreed, agreed − leakage = invoiced", () => {
    fc.assert(
      fc.property(orders, (own) => {
        const review = reviewAccount(plan, deepFreeze({ id: "acme", orders: own }), { asOf });
        if (review.prices.state === "unknown") return;
        const { list, steps, agreed, leakage, invoiced, unpriced, latest } = review.prices.value;
        expect(sum([list, ...steps.map((one) => one.change)], "EUR")).toEqual(agreed);
        expect(subtract(agreed, leakage)).toEqual(invoiced);
        expect(sum([invoiced, unpriced.invoiced], "EUR")).toEqual(review.turnover.current.sales);
        expect(latest.currency).toBe("EUR");
      }),
      runs(100),
    );
  });

  test("W-05 removing a fact never raises the coverage", () => {
    fc.assert(
      fc.property(orders, invoices, (own, known) => {
        const whole = reviewAccount(plan, { id: "acme", orders: own, invoices: known }, { asOf });
        const without = reviewAccount(plan, { id: "acme", orders: own }, { asOf });
        expect(without.coverage).toBeLessThan(whole.coverage);
        const none = reviewAccount(plan, { id: "acme", orders: [], invoices: known }, { asOf });
        expect(none.coverage).toBeLessThanOrEqual(whole.coverage);
        const { bonus, ...smaller }: ReviewPolicy = reviewPolicy;
        expect(bonus).toBeDefined();
        const poorer = reviewAccount(smaller, { id: "acme", orders: own, invoices: known }, { asOf });
        expect(poorer.coverage).toBeLessThanOrEqual(whole.coverage);
      }),
      runs(40),
    );
  });

  test("W-06 every action names a reason that is true of the account, and the best come first", () => {
    const conditions = new Map(starterActions.map((rule) => [rule.id, compileCondition(rule.when, { facts: reviewFacts })]));
    fc.assert(
      fc.property(accounts, (list) => {
        const { accounts: reviews } = reviewPortfolio(plan, list, { asOf });
        for (const review of reviews) {
          const actions = nextBestActions(plan, review);
          expect(review.actions).toEqual(actions.slice(0, 3));
          for (const action of actions) {
            expect(conditions.get(action.rule)?.holds(nestFacts(action.facts))).toBe(true);
            expect(action.because.length).toBeGreaterThan(0);
            expect(action.reason).not.toMatch(/[{}]/);
          }
          const urgencies = actions.map((action) => ["now", "soon", "later"].indexOf(action.urgency));
          expect(urgencies.toSorted((a, b) => a - b)).toEqual(urgencies);
        }
      }),
      runs(60),
    );
  });

  test("W-07 points and returns never leave a balance below zero, and unmatched returns are counted", () => {
    fc.assert(
      fc.property(orders, (own) => {
        const review = reviewAccount(plan, { id: "acme", orders: own }, { asOf });
        if (review.loyalty.state === "unknown") return;
        const { points, unmatchedReturns, earned, reversed } = review.loyalty.value;
        expect(points).toBeGreaterThanOrEqual(0);
        expect(earned).toBeGreaterThanOrEqual(reversed);
        expect(unmatchedReturns.amount.startsWith("-")).toBe(false);
      }),
      runs(100),
    );
  });
});

describe("what changed", () => {
  test("W-08 nothing, between a review and itself", () => {
    fc.assert(
      fc.property(accounts, (list) => {
        const before = reviewPortfolio(plan, list, { asOf });
        const after = reviewPortfolio(plan, list, { asOf, previous: structuredClone(before) });
        for (const { changes } of after.accounts) expect(changes).toEqual({ state: "known", value: [] });
        if (after.movement.state === "unknown") throw new Error("there was a previous review");
        for (const moves of [after.movement.value.lifecycle, after.movement.value.abc]) {
          for (const { from, to } of moves) expect(from).toBe(to);
          expect(moves.reduce((all, one) => all + one.accounts, 0)).toBe(list.length);
        }
      }),
      runs(40),
    );
  });

  test("W-09 the way back is the way there, better for worse, and matters as much", () => {
    const opposite = { better: "worse", worse: "better", neither: "neither" };
    const back = { rose: "fell", fell: "rose", appeared: "vanished", vanished: "appeared", changed: "changed" };
    fc.assert(
      fc.property(orders, orders, invoices, (one, other, known) => {
        const a = reviewAccount(plan, { id: "acme", orders: one, invoices: known }, { asOf });
        const b = reviewAccount(plan, { id: "acme", orders: other }, { asOf });
        const there = reviewAccount(plan, { id: "acme", orders: other }, { asOf, previous: a }).changes;
        const again = reviewAccount(plan, { id: "acme", orders: one, invoices: known }, { asOf, previous: b }).changes;
        if (there.state === "unknown" || again.state === "unknown") throw new Error("there was a previous review");
        const turned = again.value.map((change) => ({ ...change, from: change.to, to: change.from, kind: back[change.kind], direction: opposite[change.direction] }));
        expect(turned).toEqual(there.value);
      }),
      runs(60),
    );
  });
});

describe("actions", () => {
  test("W-10 what one rule blocks, no other proposes; whatever holds is proposed or named as withheld", () => {
    const taken = fc.array(fc.record({ rule: fc.constantFrom(...starterActions.map((rule) => rule.id)), on: fc.integer({ min: -40, max: 400 }).map((days) => addDays(asOf, -days)) }), { maxLength: 6 });
    const rules = new Map(starterActions.map((rule) => [rule.id, rule]));
    fc.assert(
      fc.property(accounts, taken, (list, actionsTaken) => {
        for (const review of reviewPortfolio(plan, list.map((one) => ({ ...one, actionsTaken })), { asOf }).accounts) {
          const proposed = nextBestActions(plan, review);
          for (const { rule } of proposed) {
            for (const other of proposed) {
              if (other.rule === rule) continue;
              for (const topic of rules.get(other.rule)?.blocks ?? []) expect(rules.get(rule)?.topics ?? []).not.toContain(topic);
            }
          }
          const ids = [...proposed.map((one) => one.rule), ...review.withheld.map((one) => one.rule)];
          expect(new Set(ids).size).toBe(ids.length);
          for (const one of review.withheld) {
            if (one.because === "recently-done") expect(one.until > asOf).toBe(true);
          }
        }
      }),
      runs(60),
    );
  });
});

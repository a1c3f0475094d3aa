/** Random histories, command by command, against the slow and obvious ledger. */
import fc from "fast-check";
import { expect, test } from "vitest";

import { fold } from "../../src/loyalty/index.js";
import type { LoyaltyCommand, Programme } from "../../src/loyalty/index.js";
import { fromDayNumber } from "../../src/values/index.js";
import { runs } from "../support/runs.js";
import { PlainLedger } from "./reference.js";
import { Story } from "./story.js";

const START = 20_000;
const RULES = [
  { per: 3, wait: 0, lasts: 21 },
  { per: 5, wait: 4, lasts: 21 },
  { per: 7, wait: Infinity, lasts: 21 },
] as const;

const programme: Programme = {
  id: "club",
  version: "1",
  currency: "JPY",
  wallets: [{ id: "points", expiry: { kind: "rolling", after: "P20D" } }],
  earning: [
    {
      id: "at-once",
      wallet: "points",
      award: { kind: "perAmount", points: 1, per: 3, rounding: "floor" },
    },
    {
      id: "later",
      wallet: "points",
      award: { kind: "perAmount", points: 1, per: 5, rounding: "floor" },
      activation: { kind: "delay", after: "P4D" },
    },
    {
      id: "on-payment",
      wallet: "points",
      award: { kind: "perAmount", points: 1, per: 7, rounding: "floor" },
      activation: { kind: "event", event: "payment" },
    },
  ],
};

class Real {
  readonly story = new Story(programme);
  count = 0;
}

const at = (day: number): string => `${fromDayNumber(START + day)}T00:00:00.000Z`;

type Step = fc.Command<PlainLedger, Real>;

/** Picks a name that exists, by a number. */
function pick<T>(
  map: ReadonlyMap<string, T> | readonly { readonly id: string }[],
  n: number,
): string {
  const names = Array.isArray(map) ? map.map((one) => one.id) : [...(map as Map<string, T>).keys()];
  return names[n % names.length] ?? "";
}

function compare(model: PlainLedger, real: Real): void {
  const wallet = real.story.wallet(at(model.day));
  const { sums } = model;
  expect({ ...wallet, wallet: "", nextExpiry: null }).toEqual({
    ...sums,
    wallet: "",
    nextExpiry: null,
    received: 0,
    writtenOff: 0,
    sent: 0,
    uncollected: 0,
    active: model.active,
    pending: model.pending,
    held: model.held,
    debt: model.debt,
    balance: model.active + model.pending + model.held - model.debt,
  });
  const { earned, restored, spent, expired, reversed, balance } = wallet;
  expect(earned + restored).toBe(spent + expired + reversed + balance);
}

function ask(real: Real, day: number, command: (id: string) => LoyaltyCommand): boolean {
  real.count += 1;
  return real.story.asks(at(day), command(`c${String(real.count).padStart(4, "0")}`)).ok;
}

/** A step from what it needs, what the plain ledger does, and what is asked of the real one. */
function step(
  name: string,
  check: (model: PlainLedger) => boolean,
  run: (model: PlainLedger, id: string) => boolean,
  command: (model: PlainLedger) => (id: string) => LoyaltyCommand,
): Step {
  return {
    check: (model) => check(model as PlainLedger),
    run: (model, real) => {
      const asked = command(model);
      const id = `c${String(real.count + 1).padStart(4, "0")}`;
      const wanted = run(model, id);
      expect(ask(real, model.day, asked)).toBe(wanted);
      compare(model, real);
    },
    toString: () => name,
  };
}

const number = fc.integer({ min: 1, max: 120 });
const steps: fc.Arbitrary<Step>[] = [
  fc.integer({ min: 1, max: 9 }).map((days) => ({
    check: () => true,
    run: (model: PlainLedger, real: Real) => {
      model.advanceTo(model.day + days);
      compare(model, real);
    },
    toString: () => `wait(${String(days)})`,
  })),
  number.map((amount) =>
    step(
      `buy(${String(amount)})`,
      () => true,
      (model, id) => {
        model.buy(id, amount, RULES);
        return true;
      },
      () => (id) => ({ type: "purchase", id, lines: [{ id: "1", amount }] }),
    ),
  ),
  fc.tuple(fc.nat(9), number).map(([n, amount]) => {
    const part = (model: PlainLedger): { id: string; back: number } => {
      const id = pick(model.purchases, n);
      return { id, back: Math.min(amount, model.purchases.get(id)?.left ?? 0) };
    };
    return step(
      `return(${String(n)}, ${String(amount)})`,
      (model) => part(model).back > 0,
      (model) => {
        const { id, back } = part(model);
        model.giveBack(id, back);
        return true;
      },
      (model) => {
        const { id: purchaseId, back } = part(model);
        return (id) => ({ type: "return", id, purchaseId, lines: [{ id: "1", amount: back }] });
      },
    );
  }),
  fc.nat(9).map((n) =>
    step(
      `activate(${String(n)})`,
      (model) => model.purchases.size > 0,
      (model) => model.activate(pick(model.purchases, n)),
      (model) => {
        const purchaseId = pick(model.purchases, n);
        return (id) => ({ type: "activate", id, purchaseId, event: "payment" });
      },
    ),
  ),
  number.map((points) =>
    step(
      `spend(${String(points)})`,
      () => true,
      (model, id) => model.spend(id, points),
      () => (id) => ({ type: "spend", id, wallet: "points", points }),
    ),
  ),
  fc.tuple(fc.nat(9), number).map(([n, most]) => {
    const part = (model: PlainLedger): { spendId: string; points: number } => {
      const spendId = pick(model.spendings, n);
      return { spendId, points: Math.min(most, model.spentLeft(spendId)) };
    };
    return step(
      `refund(${String(n)}, ${String(most)})`,
      (model) => part(model).points > 0,
      (model) => {
        const { spendId, points } = part(model);
        model.refund(spendId, points);
        return true;
      },
      (model) => {
        const { spendId, points } = part(model);
        return (id) => ({ type: "refund", id, spendId, points });
      },
    );
  }),
  fc.tuple(number, fc.integer({ min: 1, max: 25 })).map(([points, days]) =>
    step(
      `hold(${String(points)}, ${String(days)})`,
      () => true,
      (model, id) => model.hold(id, points, model.day + days),
      (model) => {
        const until = at(model.day + days);
        return (id) => ({ type: "hold", id, wallet: "points", points, until });
      },
    ),
  ),
  fc.tuple(fc.nat(9), number).map(([n, most]) => {
    const part = (model: PlainLedger): { holdId: string; points: number } => {
      const holdId = pick(model.holds, n);
      return { holdId, points: Math.min(most, model.heldBy(holdId)) };
    };
    return step(
      `capture(${String(n)}, ${String(most)})`,
      (model) => model.holds.length > 0,
      (model, id) => {
        const { holdId, points } = part(model);
        const taken: { lot: PlainLedger["lots"][number]; points: number }[] = [];
        let left = points;
        for (const one of model.holds.find((hold) => hold.id === holdId)?.parts ?? []) {
          const share = Math.min(left, one.points);
          left -= share;
          if (share > 0) taken.push({ lot: one.lot, points: share });
        }
        model.settle(holdId, points);
        model.spendings.set(id, { parts: taken });
        return true;
      },
      (model) => {
        const { holdId, points } = part(model);
        return (id) => ({ type: "capture", id, holdId, points });
      },
    );
  }),
  fc.nat(9).map((n) =>
    step(
      `release(${String(n)})`,
      (model) => model.holds.length > 0,
      (model) => {
        model.settle(pick(model.holds, n), 0);
        return true;
      },
      (model) => {
        const holdId = pick(model.holds, n);
        return (id) => ({ type: "release", id, holdId });
      },
    ),
  ),
];

test("L-01 any history of commands leaves what the obvious ledger leaves, and adds up", () => {
  fc.assert(
    fc.property(fc.commands(steps, { maxCommands: 40, size: "+2" }), (commands) => {
      const real = new Real();
      fc.modelRun(() => ({ model: new PlainLedger(), real }), commands);
      const { story } = real;
      if (story.events.length === 0) return;
      expect(fold(story.plan, story.events)).toEqual(story.member);
    }),
    runs(250),
  );
});

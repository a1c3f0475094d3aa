/** Earning by example: special orders, streaks, goals, campaigns, ceilings, activation. */
import { describe, expect, test } from "vitest";

import { reserveBudgets } from "../../src/loyalty/index.js";
import type { Campaign, Cap, EarnRule, LoyaltyCommand } from "../../src/loyalty/index.js";
import { buy, programmeOf, Story } from "./story.js";

const day = (text: string): string => `${text}T10:00:00.000Z`;
const JANUARY = day("2026-01-05");
const fixed = (id: string, points: number, more: Partial<EarnRule> = {}): EarnRule => ({
  id,
  wallet: "points",
  award: { kind: "fixed", points },
  ...more,
});
const perEuro: EarnRule = {
  id: "spend",
  wallet: "points",
  award: { kind: "perAmount", points: 1, per: 1, rounding: "floor" },
};

test("the amount and the lines of an order are its own, whatever the caller's facts say", () => {
  const large = { fact: "order.amount", operator: "greaterThan", value: "100" } as const;
  const story = new Story(programmeOf({ earning: [fixed("large", 9, { when: large })] }));
  story.does(JANUARY, { ...buy("a", 10), facts: { amount: "500", lines: 7 } } as LoyaltyCommand);
  expect(story.points(JANUARY)).toBe(0);
  story.does(JANUARY, { ...buy("b", 500), facts: { amount: "10" } } as LoyaltyCommand);
  expect(story.points(JANUARY)).toBe(9);
});

describe("special orders", () => {
  test("the first purchase and every third order give more", () => {
    const first = { fact: "member.orders", operator: "equal", value: 0 } as const;
    const earning = [
      fixed("first", 50, { when: first }),
      fixed("third", 7, { nthOrder: { every: 3 } }),
    ];
    const story = new Story(programmeOf({ earning }));
    const balances = ["a", "b", "c", "d", "e", "f"].map((id) =>
      story.does(JANUARY, buy(id, 10)).points(JANUARY),
    );
    expect(balances).toEqual([50, 50, 57, 57, 57, 64]);
  });

  test("three months in a row with orders are a streak, and three more another", () => {
    const story = new Story(
      programmeOf({ earning: [fixed("streak", 9, { streak: { unit: "month", length: 3 } })] }),
    );
    const months = ["01", "02", "03", "03", "04", "06", "07", "08", "09"];
    const balances = months.map((month, index) => {
      const at = `2026-${month}-${String(10 + index)}T10:00:00.000Z`;
      return story.does(at, buy(String(index), 10)).points(at);
    });
    expect(balances).toEqual([0, 0, 9, 9, 9, 9, 9, 18, 18]);
  });

  test("a goal gives once in its month, when it is reached, also after a return", () => {
    const challenge = { unit: "month", spend: 100 } as const;
    const story = new Story(programmeOf({ earning: [fixed("goal", 20, { challenge })] }));
    story.does(JANUARY, buy("a", 60)).does(JANUARY, buy("b", 40));
    expect(story.points(JANUARY)).toBe(20);
    story.does(JANUARY, { type: "return", id: "r", purchaseId: "a" }).does(JANUARY, buy("c", 100));
    expect(story.points(JANUARY)).toBe(20);
    expect(story.does(day("2026-02-01"), buy("d", 100)).points(day("2026-02-01"))).toBe(40);
    const orders = new Story(
      programmeOf({ earning: [fixed("goal", 20, { challenge: { unit: "week", orders: 2 } })] }),
    );
    expect(orders.does(JANUARY, buy("a", 1)).points(JANUARY)).toBe(0);
    expect(orders.does(JANUARY, buy("b", 1)).points(JANUARY)).toBe(20);
  });

  test("a rule gives as often as its limit says, and nothing below its least amount", () => {
    const limited = fixed("fair", 5, { limit: { times: 2, per: "year" } });
    const story = new Story(programmeOf({ earning: [limited, { ...perEuro, minimumAmount: 50 }] }));
    for (const id of ["a", "b", "c"]) story.does(JANUARY, buy(id, 49));
    expect(story.points(JANUARY)).toBe(10);
    story.does(JANUARY, {
      type: "purchase",
      id: "d",
      lines: [
        { id: "1", amount: 80 },
        { id: "2", amount: 20 },
      ],
    });
    expect(story.points(JANUARY)).toBe(110);
    // Below the least amount after a return, the rule gives nothing of the purchase.
    const lines = [{ id: "1", amount: 60 }];
    expect(
      story.does(JANUARY, { type: "return", id: "r", purchaseId: "d", lines }).points(JANUARY),
    ).toBe(10);
  });

  test("bands of a scale and units of quantity, partly returned", () => {
    const scale = {
      kind: "graduated",
      bands: [
        { from: 0, value: 1 },
        { from: 10, value: 2 },
      ],
    } as const;
    const award = { kind: "scale", base: "quantity", rounding: "floor", scale } as const;
    const story = new Story(programmeOf({ earning: [{ ...perEuro, award }] }));
    story.does(JANUARY, {
      type: "purchase",
      id: "o",
      lines: [{ id: "1", amount: 40, quantity: "12.5" }],
    });
    expect(story.points(JANUARY)).toBe(15);
    const lines = [{ id: "1", amount: 10, quantity: "3.5" }];
    expect(
      story.does(JANUARY, { type: "return", id: "r", purchaseId: "o", lines }).points(JANUARY),
    ).toBe(9);
  });
});

describe("campaigns", () => {
  const running = { from: "2026-01-01T00:00:00Z", until: "2026-02-01T00:00:00Z" } as const;
  const double = (id: string, more: Partial<Campaign> = {}): Campaign => ({
    id,
    ...running,
    effect: { kind: "multiplier", factor: 2, rules: ["spend"] },
    ...more,
  });

  test("a campaign runs from its first instant to before its end", () => {
    const story = new Story(programmeOf({ earning: [perEuro], campaigns: [double("c")] }));
    const balances = [
      "2025-12-31T23:59:59.999Z",
      "2026-01-01T00:00:00.000Z",
      "2026-02-01T00:00:00.000Z",
    ].map((at, index) => story.does(at, buy(String(index), 10)).points(at));
    expect(balances).toEqual([10, 30, 40]);
  });

  test("of exclusive campaigns the first by priority applies; others multiply on", () => {
    const campaigns = [
      double("a", { exclusive: "x" }),
      double("b", {
        exclusive: "x",
        priority: 1,
        effect: { kind: "multiplier", factor: 3, rules: ["spend"] },
      }),
      double("c"),
    ];
    const story = new Story(programmeOf({ earning: [perEuro], campaigns }));
    expect(story.does(JANUARY, buy("o", 10)).points(JANUARY)).toBe(60);
    expect(story.events[0]?.grants?.[0]?.campaigns).toEqual(["b", "c"]);
  });

  test("an audience is a condition, lines of a bonus as well", () => {
    const story = new Story(
      programmeOf({
        campaigns: [
          {
            id: "new-product",
            ...running,
            when: { fact: "member.facts.region", operator: "equal", value: "north" },
            effect: {
              kind: "bonus",
              wallet: "points",
              award: { kind: "perUnit", points: 5, rounding: "floor" },
              lines: { fact: "line.article", operator: "equal", value: "P1" },
            },
          },
        ],
      }),
    );
    const order = (id: string, region: string): LoyaltyCommand => ({
      type: "purchase",
      id,
      memberFacts: { region },
      lines: [
        { id: "1", amount: 10, quantity: 2, article: "P1" },
        { id: "2", amount: 10, quantity: 9, article: "P2" },
      ],
    });
    expect(story.does(JANUARY, order("a", "south")).points(JANUARY)).toBe(0);
    expect(story.does(JANUARY, order("b", "north")).points(JANUARY)).toBe(10);
  });

  test("a budget bounds what a campaign gives, is taken once, and must be passed", () => {
    const budget = { points: 15, onExhausted: "truncate" } as const;
    const story = new Story(
      programmeOf({ earning: [perEuro], campaigns: [double("c", { budget })] }),
    );
    expect(() => story.does(JANUARY, buy("o", 10))).toThrow(
      expect.objectContaining({ code: "loyalty.budget", path: "budgets" }),
    );
    story.budgets = [{ kind: "campaign", id: "c", left: 15 }];
    expect(story.does(JANUARY, buy("o", 10)).points(JANUARY)).toBe(20);
    const first = story.events[0]!;
    expect(first.reservations).toEqual([{ kind: "campaign", id: "c", amount: 10 }]);
    const after = reserveBudgets(story.budgets, first);
    expect(after).toEqual({ ok: true, budgets: [{ kind: "campaign", id: "c", left: 5 }] });
    if (after.ok) story.budgets = after.budgets;
    expect(story.does(JANUARY, buy("p", 10)).points(JANUARY)).toBe(35);
    expect(
      reserveBudgets([{ kind: "campaign", id: "c", left: 4 }], story.events[1]!),
    ).toMatchObject({
      ok: false,
      refusals: [{ code: "budget-exhausted" }],
    });
    // The whole of a truncated grant comes back with the purchase, and no more.
    expect(story.does(JANUARY, { type: "return", id: "r", purchaseId: "p" }).points(JANUARY)).toBe(
      20,
    );
  });

  test("an exhausted budget may skip instead", () => {
    const budget = { points: 5, onExhausted: "skip" } as const;
    const story = new Story(
      programmeOf({ earning: [perEuro], campaigns: [double("c", { budget })] }),
    );
    story.budgets = [{ kind: "campaign", id: "c", left: 5 }];
    expect(story.does(JANUARY, buy("o", 10)).points(JANUARY)).toBe(10);
    expect(story.events[0]?.reservations).toBeUndefined();
  });
});

describe("ceilings", () => {
  const cap = (more: Partial<Cap>): Cap => ({
    id: "cap",
    scope: "member",
    wallet: "points",
    points: 25,
    onExcess: "truncate",
    ...more,
  });
  const spent = (caps: readonly Cap[]): Story =>
    new Story(programmeOf({ earning: [perEuro], caps }));

  test("a ceiling of a week begins anew on Monday; a return makes room again", () => {
    const story = spent([cap({ scope: "period", per: "week" })]);
    story.does(JANUARY, buy("a", 20)).does(day("2026-01-11"), buy("b", 20));
    expect(story.points(day("2026-01-11"))).toBe(25);
    story.does(day("2026-01-11"), { type: "return", id: "r", purchaseId: "a" });
    expect(story.does(day("2026-01-11"), buy("c", 30)).points(day("2026-01-11"))).toBe(25);
    expect(story.does(day("2026-01-12"), buy("d", 20)).points(day("2026-01-12"))).toBe(45);
  });

  test("a ceiling for life, of one rule, and of the whole programme", () => {
    expect(
      spent([cap({})])
        .does(JANUARY, buy("a", 20))
        .does(JANUARY, buy("b", 20))
        .points(JANUARY),
    ).toBe(25);
    expect(
      spent([cap({ rule: "spend", scope: "transaction", points: 3 })])
        .does(JANUARY, buy("a", 20))
        .points(JANUARY),
    ).toBe(3);
    const story = spent([cap({ scope: "programme", points: 1000 })]);
    story.budgets = [{ kind: "cap", id: "cap", left: 8 }];
    expect(story.does(JANUARY, buy("a", 20)).points(JANUARY)).toBe(8);
    expect(story.events[0]?.reservations).toEqual([{ kind: "cap", id: "cap", amount: 8 }]);
  });

  test("a partner's prepaid points bound what its sales earn", () => {
    const partners = [{ id: "fuel", settlement: "prepaid", pricePerPoint: "0.01" }] as const;
    const rule = { ...perEuro, partner: "fuel" };
    const story = new Story(programmeOf({ earning: [rule], partners }));
    story.budgets = [{ kind: "partner", id: "fuel", left: 6 }];
    story.does(JANUARY, {
      type: "purchase",
      id: "a",
      partner: "fuel",
      lines: [{ id: "1", amount: 10 }],
    });
    story.does(JANUARY, buy("b", 10));
    expect(story.points(JANUARY)).toBe(6);
    expect(() =>
      story.does(JANUARY, { type: "purchase", id: "c", partner: "who", lines: [] }),
    ).toThrow(expect.objectContaining({ code: "loyalty.unknown_partner", path: "partner" }));
  });
});

describe("activation and expiry", () => {
  test("points wait for their event, are taken back while they wait, and expire waiting", () => {
    const waiting = { ...perEuro, activation: { kind: "event", event: "payment" } } as const;
    const story = new Story(
      programmeOf({
        wallets: [{ id: "points", expiry: { kind: "rolling", after: "P30D" } }],
        earning: [waiting],
      }),
    );
    story.does(JANUARY, buy("a", 20)).does(JANUARY, buy("b", 20));
    const back = {
      type: "return",
      id: "r",
      purchaseId: "a",
      lines: [{ id: "1", amount: 5 }],
    } as const;
    expect(story.does(JANUARY, back).wallet(JANUARY)).toMatchObject({ pending: 35, active: 0 });
    const pay = (id: string, event: string): LoyaltyCommand => ({
      type: "activate",
      id,
      purchaseId: "a",
      event,
    });
    expect(story.asks(JANUARY, pay("x", "delivery"))).toMatchObject({
      refusals: [{ code: "nothing-to-activate" }],
    });
    expect(story.does(JANUARY, pay("p", "payment")).wallet(JANUARY)).toMatchObject({
      pending: 20,
      active: 15,
    });
    expect(story.wallet(day("2026-03-01"))).toMatchObject({ pending: 0, active: 0, expired: 35 });
  });

  test("points earned in a tier expire by its rule", () => {
    const story = new Story(
      programmeOf({
        wallets: [
          {
            id: "points",
            expiry: { kind: "rolling", after: "P1M" },
            expiryByTier: [{ tier: "gold", expiry: { kind: "calendar", unit: "year", plus: 1 } }],
          },
        ],
        earning: [perEuro],
        tiers: {
          metric: { kind: "orders" },
          window: { kind: "lifetime" },
          levels: [
            { id: "basic", from: 0 },
            { id: "gold", from: 1 },
          ],
        },
      }),
    );
    story.does(JANUARY, buy("a", 10)).does(JANUARY, buy("b", 10));
    expect(story.points(day("2026-02-06"))).toBe(10);
    expect(story.points("2027-12-31T23:59:59.999Z")).toBe(10);
    expect(story.points("2028-01-01T00:00:00.000Z")).toBe(0);
  });

  test("the programme's day decides, through summer time, whatever the host's", () => {
    const clock = {
      offsetMinutes: 60,
      changes: [{ from: "2026-03-29T01:00:00Z", offsetMinutes: 120 }],
    } as const;
    const wallets = [{ id: "points", expiry: { kind: "fixed", lastDay: "2026-06-30" } }] as const;
    const story = new Story(programmeOf({ clock, wallets, earning: [perEuro] }));
    story.does(JANUARY, buy("a", 10));
    expect(story.points("2026-06-30T21:59:59.999Z")).toBe(10);
    expect(story.points("2026-06-30T22:00:00.000Z")).toBe(0);
    const far = new Story(
      programmeOf({ clock: { offsetMinutes: 840 }, wallets, earning: [perEuro] }),
    );
    far.does(JANUARY, buy("a", 10));
    expect(far.points("2026-06-30T09:59:59.999Z")).toBe(10);
    expect(far.points("2026-06-30T10:00:00.000Z")).toBe(0);
  });
});

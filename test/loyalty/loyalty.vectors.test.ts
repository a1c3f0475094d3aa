/**
 * Published numbers and rules, as literals with their source, so that they bite without the
 * folder that lists them; a last test holds that every listed vector is here.
 */
import { describe, expect, test } from "vitest";

import {
  allocateMaterialRight,
  compileAccounts,
  decideAll,
  evolve,
  liability,
  newMember,
  proportionalBreakage,
  recogniseRevenue,
  refer,
  rewardReferral,
  transfer,
} from "../../src/loyalty/index.js";
import type { EarnRule, Expiry, LoyaltyCommand, ReferralLink } from "../../src/loyalty/index.js";
import { hasShared, vectors } from "../support/shared.js";
import { buy, programmeOf, Story } from "./story.js";

const DAY = "2026-01-01T00:00:00Z";
const seen = new Set<string>();

/** A vector by its id. */
function vector(id: string, title: string, run: () => void): void {
  seen.add(id);
  test(`${id} ${title}`, run);
}

const perAmount = (points: number | string, per: number | string): EarnRule => ({
  id: "spend",
  wallet: "points",
  award: { kind: "perAmount", points, per, rounding: "floor" },
});

const give = (id: string, points: number): LoyaltyCommand => ({
  type: "adjust",
  id,
  wallet: "points",
  points,
  reason: "test",
});

const spend = (id: string, points: number): LoyaltyCommand => ({
  type: "spend",
  id,
  wallet: "points",
  points,
});

const multiplied = (rounding: "floor" | "halfUp", factor: string): number => {
  const rule = {
    ...perAmount(1, 1),
    award: { kind: "perAmount", points: 1, per: 1, rounding },
  } as const;
  const until = "2027-01-01T00:00:00Z";
  const effect = { kind: "multiplier", factor, rules: ["spend"] } as const;
  const campaigns = [{ id: "promotion", from: DAY, until, effect }];
  return new Story(programmeOf({ earning: [rule], campaigns })).does(DAY, buy("o", 19)).points(DAY);
};

describe("earning", () => {
  vector("B2B-02", "a co-op fund accrues by purchases and pays claims, the rest is left", () => {
    const story = new Story(
      programmeOf({
        wallets: [{ id: "fund" }],
        earning: [{ ...perAmount("2", "1"), wallet: "fund" }],
      }),
    );
    // The fund counts cents: 2 % of 250 000 is 5 000.00, half of the claim of 8 000 is paid.
    story
      .does(DAY, buy("o", 250_000))
      .does(DAY, { ...spend("claim", 400_000), wallet: "fund" } as LoyaltyCommand);
    expect(story.wallet(DAY, "fund")).toMatchObject({
      earned: 500_000,
      spent: 400_000,
      active: 100_000,
    });
  });

  vector("B2B-03", "an invoice paid on time earns a bonus of ten per cent", () => {
    const story = new Story(
      programmeOf({
        earning: [
          perAmount(1, 10),
          {
            id: "on-time",
            wallet: "points",
            on: { activity: "invoice-paid" },
            when: { fact: "activity.daysLate", operator: "lessThanInclusive", value: 0 },
            award: { kind: "perAmount", points: 1, per: 100, rounding: "floor" },
          },
        ],
      }),
    );
    const paid = (id: string, daysLate: number): LoyaltyCommand => ({
      type: "activity",
      id,
      activity: "invoice-paid",
      amount: "10000.00",
      facts: { daysLate },
    });
    expect(story.does(DAY, buy("i", "10000.00")).points(DAY)).toBe(1000);
    expect(story.does(DAY, paid("late", 1)).points(DAY)).toBe(1000);
    expect(story.does(DAY, paid("early", -1)).points(DAY)).toBe(1100);
  });

  vector("CAMP-02", "a promotion triggers once a day", () => {
    const effect = {
      kind: "bonus",
      wallet: "points",
      award: { kind: "fixed", points: 5 },
    } as const;
    const until = "2027-01-01T00:00:00Z";
    const limit = { times: 1, per: "day" } as const;
    const story = new Story(
      programmeOf({ campaigns: [{ id: "c", from: DAY, until, effect, limit }] }),
    );
    for (const id of ["a", "b", "c"]) story.does(DAY, buy(id, 10));
    expect(story.points(DAY)).toBe(5);
    expect(story.does("2026-01-02T00:00:00Z", buy("d", 10)).points("2026-01-02T00:00:00Z")).toBe(
      10,
    );
  });

  vector("EARN-04", "a divisor of zero is a fault of the programme, not zero points", () => {
    expect(() => new Story(programmeOf({ earning: [perAmount(1, 0)] }))).toThrow(
      expect.objectContaining({ code: "loyalty.not_positive", path: "earning[0].award.per" }),
    );
  });

  vector("EARN-05", "100 for each of three units is 300", () => {
    const award = { kind: "perUnit", points: 100, rounding: "floor" } as const;
    const story = new Story(programmeOf({ earning: [{ id: "u", wallet: "points", award }] }));
    story.does(DAY, { type: "purchase", id: "o", lines: [{ id: "1", amount: 5, quantity: 3 }] });
    expect(story.points(DAY)).toBe(300);
  });

  vector("EARN-09", "19 doubled is 38", () => expect(multiplied("floor", "2.0")).toBe(38));
  vector("EARN-10-floor", "28.5 is rounded once, down", () =>
    expect(multiplied("floor", "1.5")).toBe(28),
  );
  vector("EARN-10-round", "28.5 is rounded once, half up", () =>
    expect(multiplied("halfUp", "1.5")).toBe(29),
  );

  vector("EARN-13", "a bonus adds to what the rule gives", () => {
    const effect = {
      kind: "bonus",
      wallet: "points",
      award: { kind: "fixed", points: 3 },
    } as const;
    const campaigns = [{ id: "c", from: DAY, until: "2027-01-01T00:00:00Z", effect }];
    const story = new Story(programmeOf({ earning: [perAmount(1, 1)], campaigns }));
    expect(story.does(DAY, buy("o", 5)).points(DAY)).toBe(8);
  });

  vector("EARN-15", "a discount on the order lowers the basis", () => {
    const story = new Story(programmeOf({ earning: [perAmount(1, 1)] }));
    story.does(DAY, {
      type: "purchase",
      id: "o",
      lines: [{ id: "1", amount: 100 }],
      orderDiscount: 10,
    });
    expect(story.points(DAY)).toBe(90);
  });

  vector(
    "EARN-16",
    "a discount that stands apart leaves the eligible category whole; spread, it does not",
    () => {
      const food = {
        ...perAmount(1, 1),
        lines: { fact: "line.category", operator: "equal", value: "food" },
      } as const;
      const order: LoyaltyCommand = {
        type: "purchase",
        id: "o",
        lines: [
          { id: "1", amount: 100, category: "food" },
          { id: "2", amount: 50, category: "other" },
        ],
        orderDiscount: 15,
      };
      const earned = (orderDiscounts: "spread" | "separate"): number =>
        new Story(programmeOf({ earning: [food], orderDiscounts })).does(DAY, order).points(DAY);
      expect(earned("separate")).toBe(100);
      expect(earned("spread")).toBe(90);
    },
  );

  vector("EARN-18", "a gift card is a means of payment and lowers no basis", () => {
    const order: LoyaltyCommand = {
      type: "purchase",
      id: "o",
      lines: [{ id: "1", amount: 100 }],
      facts: { paidByGiftCard: "50.00" },
    };
    expect(
      new Story(programmeOf({ earning: [perAmount(1, 1)] })).does(DAY, order).points(DAY),
    ).toBe(100);
  });

  vector("EARN-19", "10 000 by a factor of 1 000 is 10", () => {
    expect(
      new Story(programmeOf({ earning: [perAmount(1, 1000)] }))
        .does(DAY, buy("o", 10_000))
        .points(DAY),
    ).toBe(10);
  });

  vector("EARN-21", "a ceiling may reject the whole grant", () => {
    const cap = {
      id: "c",
      scope: "transaction",
      wallet: "points",
      points: 200,
      onExcess: "reject",
    } as const;
    const story = new Story(programmeOf({ earning: [perAmount(1, 1)], caps: [cap] }));
    expect(story.does(DAY, buy("o", 250)).points(DAY)).toBe(0);
    expect(story.events[0]?.limited).toEqual([
      { by: { kind: "cap", id: "c" }, rule: "spend", wanted: 250, granted: 0 },
    ]);
  });

  vector("EARN-22", "a ceiling on the balance counts pending points", () => {
    const cap = {
      id: "c",
      scope: "balance",
      wallet: "points",
      points: 500,
      onExcess: "truncate",
    } as const;
    const delayed = { ...perAmount(1, 1), activation: { kind: "delay", after: "P14D" } } as const;
    const story = new Story(programmeOf({ earning: [delayed], caps: [cap] }));
    story.does(DAY, give("a", 400)).does(DAY, buy("o1", 50)).does(DAY, buy("o2", 100));
    expect(story.events[2]?.grants?.[0]?.points).toBe(50);
  });

  vector("EARN-23", "of several rules of a group the most generous gives", () => {
    const rules = [12, 20, 7].map((points) => ({
      id: `r${String(points)}`,
      wallet: "points",
      group: "any",
      award: { kind: "fixed", points } as const,
    }));
    expect(new Story(programmeOf({ earning: rules })).does(DAY, buy("o", 1)).points(DAY)).toBe(20);
  });
});

describe("expiry", () => {
  const lasting = (expiry: Expiry): Story =>
    new Story(programmeOf({ wallets: [{ id: "points", expiry }] }));
  const endOf = (earned: string, expiry: Expiry): string | undefined =>
    lasting(expiry).does(earned, give("a", 1)).wallet(earned).nextExpiry?.at;

  vector("EXP-04", "looking twice expires once", () => {
    const story = lasting({ kind: "fixed", lastDay: "2026-01-31" }).does(DAY, give("a", 150));
    story.does("2026-02-01T00:00:00Z", give("b", 0 + 1));
    for (const at of ["2026-02-01T00:00:00Z", "2026-02-02T00:00:00Z"]) {
      expect(story.wallet(at)).toMatchObject({
        expired: at.startsWith("2026-02-01") ? 151 : 151,
        active: 0,
      });
    }
  });

  vector("EXP-05", "the instant of expiry is expired already", () => {
    const story = lasting({ kind: "fixed", lastDay: "2025-12-31" }).does(
      "2025-06-01T00:00:00Z",
      give("a", 150),
    );
    expect(story.points("2025-12-31T23:59:59.999Z")).toBe(150);
    expect(story.wallet("2026-01-01T00:00:00Z")).toMatchObject({ balance: 0, expired: 150 });
  });

  vector("EXP-06", "what never expires is there after ten years", () => {
    expect(
      lasting({ kind: "never" }).does(DAY, give("a", 150)).points("2036-01-01T00:00:00Z"),
    ).toBe(150);
  });

  vector("EXP-07", "twelve months and to the end of the month", () => {
    expect(endOf("2020-07-06T09:00:00Z", { kind: "rolling", after: "P12M", end: "month" })).toBe(
      "2021-08-01T00:00:00.000Z",
    );
  });

  vector("EXP-08", "a month is usable to the end of its last day", () => {
    expect(endOf("2026-01-25T09:00:00Z", { kind: "rolling", after: "P1M" })).toBe(
      "2026-02-26T00:00:00.000Z",
    );
  });

  vector("EXP-12", "rounded up to the end of the quarter and the year", () => {
    const end = (unit: "quarter" | "year"): string | undefined =>
      endOf("2026-01-10T09:00:00Z", { kind: "rolling", after: "P1M", end: unit });
    expect(end("quarter")).toBe("2026-04-01T00:00:00.000Z");
    expect(end("year")).toBe("2027-01-01T00:00:00.000Z");
  });

  vector("EXP-13", "a transfer renews the expiry only where the rule says so", () => {
    const moved = (keepsExpiry: boolean): string | null | undefined => {
      const story = new Story(
        programmeOf({
          wallets: [{ id: "points", expiry: { kind: "rolling", after: "P1M" } }],
          transfers: [{ wallet: "points", keepsExpiry, isOpen: true }],
        }),
      ).does("2026-01-10T00:00:00Z", give("a", 10));
      const request = {
        id: "t",
        from: story.member,
        to: newMember("m2"),
        wallet: "points",
        points: 10,
      };
      const decision = transfer(story.plan, request, { at: "2026-01-25T00:00:00Z" });
      const posting = decision.ok ? decision.received.postings[0] : undefined;
      return posting?.kind === "issue" ? posting.lot.expiresAt : undefined;
    };
    expect(moved(false)).toBe("2026-02-26T00:00:00.000Z");
    expect(moved(true)).toBe("2026-02-11T00:00:00.000Z");
  });

  vector("EXP-15", "a sliding expiry moves with the last activity, for all lots at once", () => {
    const story = lasting({ kind: "sliding", after: "P12M", end: "instant" })
      .does("2025-01-10T00:00:00Z", give("a", 10))
      .does("2025-09-01T00:00:00Z", give("b", 10));
    expect(story.wallet("2025-09-01T00:00:00Z").nextExpiry).toEqual({
      at: "2026-09-01T00:00:00.000Z",
      points: 20,
    });
    expect(story.points("2026-09-01T00:00:00Z")).toBe(0);
  });

  vector("TRAP-01", "no sweeper is needed for points to be gone", () => {
    const story = lasting({ kind: "fixed", lastDay: "2025-12-31" }).does(
      "2025-06-01T00:00:00Z",
      give("a", 150),
    );
    const decision = story.asks("2026-01-01T00:00:00Z", spend("s", 50));
    expect(decision).toMatchObject({ refusals: [{ code: "insufficient", facts: { balance: 0 } }] });
  });
});

describe("lots", () => {
  /** Lots of stated expiries, by receiving them. */
  const holding = (lots: readonly (readonly [string, number, string | null])[]): Story => {
    const story = new Story(programmeOf({}));
    for (const [id, points, expiresAt] of lots) {
      const lot = { id, earnedAt: DAY, activeAt: DAY, expiresAt };
      story.does(DAY, {
        type: "receive",
        id,
        from: "x",
        wallet: "points",
        parts: [{ lot, points }],
      });
    }
    return story;
  };

  vector("FIFO-04", "what never expires is spent last", () => {
    const story = holding([
      ["a", 100, null],
      ["b", 100, "2027-01-01T00:00:00Z"],
    ]);
    expect(story.does(DAY, spend("s", 100)).lots()).toEqual({ a: 100, b: 0 });
  });

  vector("FIFO-05", "a spending spans lots", () => {
    const story = holding([
      ["a", 50, "2027-01-01T00:00:00Z"],
      ["b", 50, "2027-02-01T00:00:00Z"],
    ]);
    expect(story.does("2026-03-01T00:00:00Z", spend("s", 70)).lots()).toEqual({ a: 0, b: 30 });
  });

  vector("FIFO-06", "one lot expires, the other stays", () => {
    const story = holding([
      ["a", 100, "2027-01-01T00:00:00Z"],
      ["b", 40, null],
    ]);
    expect(story.wallet("2027-01-02T00:00:00Z")).toMatchObject({ balance: 40, expired: 100 });
  });

  vector("FIFO-07", "a deficit is paid by the next points", () => {
    const story = new Story(programmeOf({ earning: [perAmount(1, 1)] }))
      .does(DAY, buy("o1", 80))
      .does(DAY, spend("s", 80))
      .does(DAY, { type: "return", id: "r", purchaseId: "o1", lines: [{ id: "1", amount: 30 }] });
    expect(story.wallet(DAY)).toMatchObject({ debt: 30, balance: -30 });
    expect(story.does(DAY, buy("o2", 100)).wallet(DAY)).toMatchObject({ debt: 0, active: 70 });
  });

  vector("FIFO-10", "the nearest expiry goes first", () => {
    const story = holding([
      ["l1", 60, "2027-01-01T00:00:00Z"],
      ["l2", 40, "2026-07-01T00:00:00Z"],
    ]);
    expect(story.does(DAY, spend("s", 50)).lots()).toEqual({ l1: 50, l2: 0 });
  });

  vector("POOL-01", "subsidiaries pool their points, with their expiry", () => {
    const programme = programmeOf({ transfers: [{ wallet: "points" }] });
    const accounts = compileAccounts([
      { id: "pool" },
      { id: "A", parent: "pool" },
      { id: "B", parent: "pool" },
    ]);
    const pool = new Story(programme, "pool");
    for (const [id, points] of [
      ["A", 400],
      ["B", 250],
    ] as const) {
      const from = new Story(programme, id).does(DAY, give("g", points)).member;
      const moved = transfer(
        pool.plan,
        { id: `t${id}`, from, to: pool.member, wallet: "points", points, accounts },
        { at: DAY },
      );
      if (moved.ok) pool.takes(moved.received);
    }
    expect(pool.points(DAY)).toBe(650);
    expect(pool.does(DAY, spend("s", 500)).points(DAY)).toBe(150);
  });
});

describe("spending", () => {
  const paying = (balance: number, minimumPoints: number, maximumShare: string): Story =>
    new Story(
      programmeOf({
        payments: [{ wallet: "points", points: 1, worth: "0.01", minimumPoints, maximumShare }],
      }),
    ).does(DAY, give("g", balance));
  const pay = (points: number, orderAmount: string): LoyaltyCommand => ({
    type: "pay",
    id: "p",
    wallet: "points",
    points,
    orderAmount,
  });

  vector("RED-02", "no more than the balance is taken", () => {
    expect(paying(700, 500, "0.5").asks(DAY, pay(1000, "100.00"))).toMatchObject({
      events: [{ points: 700 }],
    });
  });

  vector("RED-03", "no more than the share of the order is taken", () => {
    expect(paying(10_000, 500, "0.5").asks(DAY, pay(10_000, "100.00"))).toMatchObject({
      events: [{ points: 5000 }],
    });
  });

  vector("RED-04", "only whole units are taken", () => {
    const payments = [{ wallet: "points", points: 100, worth: "5.00", minimumPoints: 100 }];
    const story = new Story(programmeOf({ payments })).does(DAY, give("g", 5000));
    expect(story.asks(DAY, pay(1050, "1000.00"))).toMatchObject({
      events: [{ points: 1000, worth: 5000 }],
    });
  });

  vector("RED-05", "below the least of a payment nothing is taken", () => {
    const decision = paying(5000, 500, "1").asks(DAY, pay(400, "1000.00"));
    expect(decision).toMatchObject({ refusals: [{ code: "below-minimum", path: "points" }] });
  });

  vector("RED-07", "three points buy one unit of two", () => {
    const payments = [{ wallet: "points", points: 2, worth: "3.00" }];
    const story = new Story(programmeOf({ payments })).does(DAY, give("g", 3));
    expect(story.asks(DAY, pay(3, "100.00"))).toMatchObject({
      events: [{ points: 2, worth: 300 }],
    });
  });

  vector("RED-09", "what an order earns cannot pay for it", () => {
    const payments = [{ wallet: "points", points: 1, worth: "0.05" }];
    const story = new Story(programmeOf({ payments, earning: [perAmount(1, 1)] })).does(
      DAY,
      give("g", 77),
    );
    expect(story.asks(DAY, pay(77, "82.00"))).toMatchObject({
      events: [{ points: 77, worth: 385 }],
    });
    expect(story.does(DAY, buy("o", 82)).points(DAY)).toBe(82);
  });
});

describe("returns", () => {
  const shop = (): Story => new Story(programmeOf({ earning: [perAmount(1, 1)] }));
  const back = (id: string, purchaseId: string): LoyaltyCommand => ({
    type: "return",
    id,
    purchaseId,
  });

  vector("REV-01", "a whole return takes all points", () => {
    expect(shop().does(DAY, buy("o", 150)).does(DAY, back("r", "o")).wallet(DAY)).toMatchObject({
      balance: 0,
      reversed: 150,
    });
  });

  vector("REV-04", "a second return finds nothing left", () => {
    const story = shop().does(DAY, buy("o", 150)).does(DAY, back("r", "o"));
    expect(story.asks(DAY, back("r2", "o"))).toMatchObject({
      refusals: [{ code: "refund", path: "purchaseId" }],
    });
    expect(story.does(DAY, back("r", "o")).wallet(DAY)).toMatchObject({
      balance: 0,
      reversed: 150,
    });
  });

  vector(
    "REV-06",
    "cancelling an order and giving back its points leaves what was there before",
    () => {
      const story = shop()
        .does(DAY, give("registration", 50))
        .does(DAY, spend("s", 50))
        .does(DAY, buy("o", 21))
        .does(DAY, back("r", "o"))
        .does(DAY, { type: "refund", id: "f", spendId: "s" });
      expect(story.points(DAY)).toBe(50);
    },
  );

  vector("REV-08", "parts of a return add up", () => {
    const story = new Story(programmeOf({ earning: [perAmount(1, 3)] })).does(
      DAY,
      buy("o", "10.00"),
    );
    const taken = ["3.33", "3.33", "3.34"].map((amount, index) => {
      const before = story.points(DAY);
      story.does(DAY, {
        type: "return",
        id: `r${String(index)}`,
        purchaseId: "o",
        lines: [{ id: "1", amount }],
      });
      return before - story.points(DAY);
    });
    expect(taken).toEqual([1, 1, 1]);
  });

  vector("REV-10", "buying and returning in a loop earns nothing", () => {
    const story = shop();
    for (const id of ["a", "b", "c"]) story.does(DAY, buy(id, 100)).does(DAY, back(`r${id}`, id));
    expect(story.points(DAY)).toBe(0);
  });
});

describe("tiers", () => {
  const bySpend = (levels: readonly (readonly [string, number])[]): Story =>
    new Story(
      programmeOf({
        tiers: {
          metric: { kind: "spend" },
          window: { kind: "lifetime" },
          levels: levels.map(([id, from]) => ({ id, from: from * 100 })),
        },
      }),
    );
  const metals = [
    ["Bronze", 0],
    ["Silver", 10_000],
    ["Gold", 20_000],
  ] as const;
  for (const [id, before, now, tier] of [
    ["TIER-04", 4000, 500, "Bronze"],
    ["TIER-05", 8000, 3000, "Silver"],
    ["TIER-07", 22_000, 5000, "Gold"],
  ] as const) {
    vector(id, "the purchase itself counts for the tier", () => {
      expect(bySpend(metals).does(DAY, buy("a", before)).does(DAY, buy("b", now)).tier(DAY)).toBe(
        tier,
      );
    });
  }

  vector("TIER-08", "a tier follows the sum of all spend", () => {
    const story = bySpend([
      ["T0", 0],
      ["T1", 40_000],
      ["T2", 100_000],
    ]);
    const reached = [45_000, 25_000, 25_000, 10_000].map((amount, index) =>
      story.does(DAY, buy(String(index), amount)).tier(DAY),
    );
    expect(reached).toEqual(["T1", "T1", "T1", "T2"]);
  });

  const byBalance = (downgrade: "full" | "oneStep"): Story =>
    new Story(
      programmeOf({
        tiers: {
          metric: { kind: "balance", wallet: "points" },
          window: { kind: "lifetime" },
          levels: [
            { id: "Bronze", from: 0 },
            { id: "Silver", from: 100 },
            { id: "Gold", from: 200 },
          ],
          downgrade,
        },
      }),
    );

  vector("TIER-11", "a full downgrade may drop two levels", () => {
    expect(byBalance("full").does(DAY, give("g", 250)).does(DAY, spend("s", 200)).tier(DAY)).toBe(
      "Bronze",
    );
  });

  vector("TIER-12", "a downgrade by steps drops one", () => {
    expect(
      byBalance("oneStep").does(DAY, give("g", 250)).does(DAY, spend("s", 200)).tier(DAY),
    ).toBe("Silver");
  });

  vector("TIER-13", "what is earned and redeemed in one instant reaches no tier by balance", () => {
    const { plan, member } = byBalance("full");
    const all = decideAll(plan, member, [give("g", 100), spend("s", 100)], { at: DAY });
    expect(all.events.flatMap((event) => event.tiers ?? []).map((change) => change.to)).toEqual([
      "Bronze",
    ]);
    expect(all.member.wallets["points"]?.totals.active).toBe(0);
  });
});

describe("late events", () => {
  vector("TRAP-02", "the two policies differ by fifty points, and both lose none", () => {
    const tell = (policy: "recordTime" | "effectiveTime"): Story => {
      const story = new Story(
        programmeOf({
          wallets: [{ id: "points", expiry: { kind: "rolling", after: "P12D", end: "instant" } }],
          lateEvents: { policy },
        }),
      );
      const lot = {
        id: "a",
        earnedAt: "2026-01-01T00:00:00Z",
        activeAt: DAY,
        expiresAt: "2026-01-30T00:00:00Z",
      };
      return story
        .does("2026-01-01T00:00:00Z", {
          type: "receive",
          id: "a",
          from: "x",
          wallet: "points",
          parts: [{ lot, points: 100 }],
        })
        .does("2026-01-20T00:00:00Z", spend("s", 80))
        .does("2026-01-25T00:00:00Z", { ...give("b", 50), effectiveAt: "2026-01-10T00:00:00Z" });
    };
    expect(tell("recordTime").wallet("2026-01-25T00:00:00Z")).toMatchObject({
      balance: 20,
      expired: 50,
    });
    expect(tell("effectiveTime").wallet("2026-01-25T00:00:00Z")).toMatchObject({
      balance: 70,
      expired: 0,
    });
  });
});

describe("referral and cost", () => {
  vector("REF-01", "both sides are rewarded, the referrer three times", () => {
    const programme = programmeOf({
      referral: {
        wallet: "points",
        referrerPoints: 250,
        refereePoints: 100,
        within: "P90D",
        limit: { times: 3, per: "ever" },
      },
    });
    const referrer = new Story(programme, "acme");
    const links: ReferralLink[] = [];
    let referees = 0;
    for (const name of ["b1", "b2", "b3", "b4", "b5", "b1"]) {
      const request = {
        id: `r${String(links.length)}-${name}`,
        referrer: { memberId: "acme" },
        referee: { memberId: name },
        namedAt: DAY,
        links,
      };
      const decision = refer(referrer.plan, request);
      if (!decision.ok) {
        expect(decision.refusals[0].code).toBe("already-referred");
        continue;
      }
      links.push(decision.link);
      const referee = new Story(programme, name).does(DAY, buy("o", 10));
      const reward = rewardReferral(
        referrer.plan,
        {
          link: decision.link,
          referrer: referrer.member,
          referee: referee.member,
          purchaseId: "o",
        },
        { at: DAY },
      );
      if (!reward.ok) throw new Error("not rewarded");
      if (reward.referrer !== null) referrer.takes(reward.referrer);
      referee.takes(reward.referee);
      referees += referee.points(DAY);
    }
    expect(referrer.points(DAY)).toBe(750);
    expect(referees).toBe(500);
    const self = {
      id: "x",
      referrer: { memberId: "acme" },
      referee: { memberId: "acme" },
      namedAt: DAY,
      links,
    };
    expect(refer(referrer.plan, self)).toMatchObject({ refusals: [{ code: "self-referral" }] });
  });

  vector("LIAB-02", "IFRS 15 example 52: the first year", () => {
    expect(
      allocateMaterialRight({
        consideration: 100_000,
        goodsValue: 100_000,
        points: 10_000,
        valuePerPoint: "0.95",
        scale: 0,
      }).points,
    ).toBe("8676");
    expect(recogniseRevenue({ allocated: 8676, redeemed: 4500, expected: 9500, scale: 0 })).toEqual(
      {
        cumulative: "4110",
        revenue: "4110",
        liability: "4566",
      },
    );
  });

  vector("LIAB-03", "IFRS 15 example 52: the second year catches up", () => {
    expect(
      recogniseRevenue({
        allocated: 8676,
        redeemed: 8500,
        expected: 9700,
        recognised: 4110,
        scale: 0,
      }),
    ).toMatchObject({ revenue: "3493", liability: "1073" });
  });

  vector("LIAB-05", "an estimate that goes down", () => {
    expect(
      recogniseRevenue({
        allocated: 9000,
        redeemed: 8500,
        expected: 9200,
        recognised: 4175,
        scale: 0,
      }).revenue,
    ).toBe("4140");
  });

  vector("LIAB-09", "breakage in proportion to use", () => {
    expect(proportionalBreakage({ prepaid: 1000, expectedBreakage: 100, redeemed: 450 })).toBe(
      "50",
    );
  });

  vector("LIAB-10", "outstanding points at cost and redemption rate", () => {
    const story = new Story(programmeOf({})).does(DAY, give("g", 250_000));
    const assumptions = {
      wallets: [{ wallet: "points", valuePerPoint: "0.008", redemptionRate: "0.80" }],
    };
    expect(liability(story.plan, [story.member], assumptions, DAY).amount).toBe("1600");
    expect(evolve(story.plan, story.member, story.events[0]!)).toBe(story.member);
  });
});

test.skipIf(!hasShared("vectors/loyalty.json"))("every published vector is in this file", () => {
  expect(
    vectors("loyalty")
      .map(({ id }) => id)
      .filter((id) => !seen.has(id)),
  ).toEqual([]);
});

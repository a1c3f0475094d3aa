/** Spending, giving and returning by example, with every refusal. */
import { describe, expect, test } from "vitest";

import type { LoyaltyCommand, Programme } from "../../src/loyalty/index.js";
import { buy, programmeOf, Story } from "./story.js";

const day = (text: string): string => `${text}T10:00:00.000Z`;
const JANUARY = day("2026-01-05");
const give = (points: number): LoyaltyCommand => ({
  type: "adjust",
  id: "opening",
  wallet: "points",
  points,
  reason: "opening balance",
});
const rich = (parts: Partial<Programme> = {}): Story =>
  new Story(programmeOf(parts)).does(JANUARY, give(1000));
const refusal = (code: string, path: string): object => ({ ok: false, refusals: [{ code, path }] });
const blackouts = [{ from: "2026-01-01T00:00:00Z", until: "2026-01-06T00:00:00Z" }];
const spend = (id: string, points: number): LoyaltyCommand => ({
  type: "spend",
  id,
  wallet: "points",
  points,
});

describe("payments and rewards", () => {
  test("nothing is paid in a blackout, nor from a wallet that is no payment", () => {
    const pay: LoyaltyCommand = { type: "pay", id: "p", wallet: "points", orderAmount: 50 };
    const payments = [{ wallet: "points", points: 10, worth: 1, blackouts }];
    expect(rich({ payments }).asks(JANUARY, pay)).toMatchObject(refusal("blackout", "wallet"));
    expect(rich({ payments }).asks(day("2026-01-06"), pay)).toMatchObject({
      events: [{ points: 500, worth: 5000 }],
    });
    expect(rich().asks(JANUARY, pay)).toMatchObject(refusal("not-spendable", "wallet"));
  });

  const catalogue: Partial<Programme> = {
    rewards: [
      { id: "mug", wallet: "points", points: 10, isStocked: true },
      { id: "tour", wallet: "points", points: 100, limit: { times: 2, per: "year" } },
      { id: "late", wallet: "points", points: 1, blackouts },
      {
        id: "gold",
        wallet: "points",
        points: 1,
        when: { fact: "member.facts.isGold", operator: "equal", value: true },
      },
      { id: "car", wallet: "points", points: 1_000_000 },
    ],
  };
  const redeem = (id: string, reward: string, quantity = 1): LoyaltyCommand => ({
    type: "redeem",
    id,
    reward,
    quantity,
  });

  test("a reward has its stock, limit, time and audience", () => {
    const story = rich(catalogue);
    expect(() => story.does(JANUARY, redeem("a", "boat"))).toThrow(
      expect.objectContaining({ code: "loyalty.unknown_reward", path: "reward" }),
    );
    story.budgets = [{ kind: "reward", id: "mug", left: 3 }];
    expect(story.asks(JANUARY, redeem("b", "mug", 4))).toMatchObject(
      refusal("out-of-stock", "quantity"),
    );
    story.does(JANUARY, redeem("c", "mug", 3));
    expect(story.events[1]).toMatchObject({
      points: 30,
      reward: { id: "mug", quantity: 3 },
      reservations: [{ kind: "reward", id: "mug", amount: 3 }],
    });
    story.does(JANUARY, redeem("d", "tour")).does(JANUARY, redeem("e", "tour"));
    expect(story.asks(JANUARY, redeem("f", "tour"))).toMatchObject(
      refusal("limit-reached", "reward"),
    );
    expect(story.asks(day("2027-01-05"), redeem("g", "tour"))).toMatchObject({ ok: true });
    expect(rich(catalogue).asks(JANUARY, redeem("h", "late"))).toMatchObject(
      refusal("blackout", "reward"),
    );
    expect(rich(catalogue).asks(JANUARY, redeem("i", "gold"))).toMatchObject(
      refusal("not-eligible", "reward"),
    );
    expect(rich(catalogue).asks(JANUARY, redeem("j", "car"))).toMatchObject(
      refusal("insufficient", "points"),
    );
    const gold = { ...redeem("k", "gold"), memberFacts: { isGold: true } } as LoyaltyCommand;
    expect(rich(catalogue).asks(JANUARY, gold)).toMatchObject({ ok: true });
  });

  test("a wallet that is not for spending is not", () => {
    const story = rich({ wallets: [{ id: "points", isSpendable: false }] });
    expect(story.asks(JANUARY, spend("s", 1))).toMatchObject(refusal("not-spendable", "wallet"));
    expect(() =>
      story.does(JANUARY, { ...spend("t", 1), wallet: "miles" } as LoyaltyCommand),
    ).toThrow(expect.objectContaining({ code: "loyalty.unknown_wallet", path: "wallet" }));
  });
});

describe("holds", () => {
  const hold: LoyaltyCommand = { type: "hold", id: "h", wallet: "points", points: 300 };

  test("a hold needs an end, its own or the programme's, that lies ahead", () => {
    const end = expect.objectContaining({ code: "loyalty.hold_end", path: "until" });
    expect(() => rich().does(JANUARY, hold)).toThrow(end);
    expect(() => rich().does(JANUARY, { ...hold, until: JANUARY })).toThrow(end);
    const story = rich({ holdFor: "PT30M" }).does(JANUARY, hold);
    expect(story.wallet("2026-01-05T10:29:59.999Z")).toMatchObject({ active: 700, held: 300 });
    expect(story.wallet("2026-01-05T10:30:00.000Z")).toMatchObject({ active: 1000, held: 0 });
  });

  test("what is held is captured in part, and given back as any spending", () => {
    const story = rich({ holdFor: "P1D" }).does(JANUARY, hold);
    const capture = { type: "capture", id: "c", holdId: "h", points: 400 } as const;
    expect(story.asks(JANUARY, capture)).toMatchObject(refusal("insufficient", "points"));
    story.does(JANUARY, { ...capture, points: 250 });
    expect(story.wallet(JANUARY)).toMatchObject({ active: 750, held: 0, spent: 250 });
    expect(story.asks(JANUARY, { ...capture, id: "d" })).toMatchObject(
      refusal("hold-ended", "holdId"),
    );
    expect(story.asks(JANUARY, { type: "release", id: "e", holdId: "h" })).toMatchObject(
      refusal("hold-ended", "holdId"),
    );
    story.does(JANUARY, { type: "refund", id: "f", spendId: "c", points: 100 });
    expect(story.wallet(JANUARY)).toMatchObject({ active: 850, restored: 100 });
    const more = { type: "refund", id: "g", spendId: "c", points: 151 } as const;
    expect(story.asks(JANUARY, more)).toMatchObject(refusal("refund", "spendId"));
  });
});

describe("what comes back", () => {
  const perEuro = {
    id: "spend",
    wallet: "points",
    award: { kind: "perAmount", points: 1, per: 1, rounding: "floor" },
  } as const;
  const back: LoyaltyCommand = { type: "return", id: "r", purchaseId: "o" };

  test.each([
    ["debt", { ok: true }, { active: 0, debt: 60, uncollected: 0, reversed: 100 }],
    ["clamp", { ok: true }, { active: 0, debt: 0, uncollected: 60, reversed: 40 }],
    ["reject", refusal("negative-balance", "purchaseId"), { active: 40, debt: 0, reversed: 0 }],
  ] as const)(
    "spent points of a return are a matter of policy: %s",
    (negativeBalance, answer, left) => {
      const story = new Story(
        programmeOf({ wallets: [{ id: "points", negativeBalance }], earning: [perEuro] }),
      );
      story.does(JANUARY, buy("o", 100)).does(JANUARY, spend("s", 60));
      expect(story.asks(JANUARY, back)).toMatchObject(answer);
      expect(story.wallet(JANUARY)).toMatchObject(left);
    },
  );

  test("expired points are not taken a second time", () => {
    const wallets = [{ id: "points", expiry: { kind: "rolling", after: "P10D" } }] as const;
    const story = new Story(programmeOf({ wallets, earning: [perEuro] }));
    story.does(JANUARY, buy("o", 100)).does(day("2026-03-01"), back);
    expect(story.wallet(day("2026-03-01"))).toMatchObject({ expired: 100, reversed: 0, debt: 0 });
  });

  test("points given back after their lot has expired live on within their window only", () => {
    const wallet = {
      id: "points",
      expiry: { kind: "rolling", after: "P10D" },
      reinstatement: { within: "P30D", validFor: "P7D" },
    } as const;
    const story = rich({ wallets: [wallet] }).does(JANUARY, spend("s", 100));
    const refund = { type: "refund", id: "f", spendId: "s", points: 60 } as const;
    story.does(day("2026-02-01"), refund);
    expect(story.wallet(day("2026-02-07"))).toMatchObject({ active: 60, restored: 60 });
    expect(story.wallet(day("2026-02-08"))).toMatchObject({ active: 0, expired: 960 });
    story.does(day("2026-03-01"), { ...refund, id: "g", points: 40 });
    expect(story.wallet(day("2026-03-01"))).toMatchObject({
      active: 0,
      restored: 100,
      expired: 1000,
    });
  });

  test("points given back at the very instant at which their lot expires are late already", () => {
    const expiry = { kind: "rolling", after: "P10D", end: "instant" } as const;
    const wallet = { id: "points", expiry, reinstatement: { within: "P30D", validFor: "P7D" } };
    const story = rich({ wallets: [wallet] }).does(JANUARY, spend("s", 100));
    const until = story.wallet(JANUARY).nextExpiry?.at ?? "";
    story.does(until, { type: "refund", id: "f", spendId: "s" });
    expect(story.wallet(until)).toMatchObject({ active: 100, restored: 100 });
  });

  test("lines are returned once, known ones only", () => {
    const story = new Story(programmeOf({ earning: [perEuro] })).does(JANUARY, buy("o", 100));
    const lines = (id: string, amount: number): LoyaltyCommand => ({
      ...back,
      lines: [{ id, amount }],
    });
    for (const command of [
      lines("2", 1),
      lines("1", 101),
      { ...back, purchaseId: "x" } as LoyaltyCommand,
    ]) {
      expect(story.asks(JANUARY, command)).toMatchObject(refusal("refund", "purchaseId"));
    }
    const twice = {
      ...back,
      lines: [
        { id: "1", amount: 60 },
        { id: "1", amount: 60 },
      ],
    } as LoyaltyCommand;
    expect(story.asks(JANUARY, twice)).toMatchObject(refusal("refund", "purchaseId"));
  });
});

describe("given to others, and by hand", () => {
  test("points are sent by rule, in bounds", () => {
    const transfers = [
      { wallet: "points", minimumPoints: 10, limit: { points: 100, per: "month" } },
    ] as const;
    const send = (id: string, points: number, to = "m2"): LoyaltyCommand => ({
      type: "send",
      id,
      to,
      wallet: "points",
      points,
    });
    expect(rich().asks(JANUARY, send("a", 10))).toMatchObject(refusal("no-transfer", "to"));
    const story = rich({ transfers });
    expect(story.asks(JANUARY, send("b", 50, "m1"))).toMatchObject(refusal("no-transfer", "to"));
    expect(story.asks(JANUARY, send("c", 9))).toMatchObject(refusal("below-minimum", "points"));
    story.does(JANUARY, send("d", 80));
    expect(story.asks(JANUARY, send("e", 21))).toMatchObject(refusal("limit-reached", "points"));
    story.does(day("2026-02-01"), send("f", 100));
    expect(story.wallet(day("2026-02-01"))).toMatchObject({ sent: 180, active: 820 });
  });

  test("a correction takes no more than is there", () => {
    const take = { ...give(-1001), id: "x" } as LoyaltyCommand;
    expect(rich().asks(JANUARY, take)).toMatchObject(refusal("insufficient", "points"));
    const story = rich().does(JANUARY, { ...give(-400), id: "x" });
    expect(story.wallet(JANUARY)).toMatchObject({ writtenOff: 400, active: 600 });
    expect(() => rich().does(JANUARY, { ...give(0), id: "x" })).toThrow(
      expect.objectContaining({ code: "loyalty.points" }),
    );
    expect(() => rich().does(JANUARY, { ...give(Number.MAX_SAFE_INTEGER), id: "x" })).toThrow(
      expect.objectContaining({ code: "loyalty.overflow" }),
    );
  });

  test("one joins once, as oneself, and reports nothing of the future or too late", () => {
    const enrol = (id: string, memberId = "m1"): LoyaltyCommand => ({
      type: "enrol",
      id,
      memberId,
    });
    const story = new Story(
      programmeOf({ lateEvents: { policy: "recordTime", maximumAge: "P10D" } }),
    );
    expect(() => story.does(JANUARY, enrol("a", "m2"))).toThrow(
      expect.objectContaining({ code: "loyalty.member", path: "memberId" }),
    );
    story.does(JANUARY, enrol("a"));
    expect(story.asks(JANUARY, enrol("b"))).toMatchObject(refusal("already-enrolled", "memberId"));
    const reported = (effectiveAt: string): LoyaltyCommand => ({ ...give(5), effectiveAt });
    expect(story.asks(JANUARY, reported(day("2025-12-20")))).toMatchObject(
      refusal("late", "effectiveAt"),
    );
    expect(() => story.does(JANUARY, reported(day("2026-01-06")))).toThrow(
      expect.objectContaining({ code: "loyalty.future", path: "effectiveAt" }),
    );
    expect(() => story.does(day("2026-01-04"), give(5))).toThrow(
      expect.objectContaining({ code: "loyalty.past", path: "at" }),
    );
  });
});

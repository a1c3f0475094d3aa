/** The ledger by example: earning, spending, expiry, returns, tiers, repeated and bad input. */
import { describe, expect, test } from "vitest";

import { compileProgramme, decide, fold, newMember, standing } from "../../src/loyalty/index.js";
import type { LoyaltyCommand, Programme } from "../../src/loyalty/index.js";
import { deepFreeze } from "../support/freeze.js";
import { buy, Story } from "./story.js";

const base: Programme = deepFreeze({
  id: "club",
  version: "1",
  currency: "EUR",
  wallets: [
    { id: "points", expiry: { kind: "rolling", after: "P12M" } },
    { id: "status", isSpendable: false },
  ],
  earning: [
    {
      id: "spend",
      wallet: "points",
      award: { kind: "perAmount", points: 1, per: 3, rounding: "floor" },
    },
    {
      id: "credit",
      wallet: "status",
      award: { kind: "perAmount", points: 1, per: 1, rounding: "floor" },
      isMultiplied: false,
    },
  ],
  tiers: {
    metric: { kind: "credits", wallet: "status" },
    window: { kind: "calendar", unit: "year" },
    levels: [
      { id: "bronze", from: 0 },
      { id: "gold", from: 1000, multiplier: "1.5", benefits: ["free delivery"] },
    ],
    validity: { periods: 1 },
  },
});

describe("earning, spending and expiry", () => {
  test("points are earned per amount, spent, and expire by time without any event", () => {
    const story = new Story(base)
      .does("2026-01-25T10:00:00Z", buy("o1", "300"))
      .does("2026-02-01T10:00:00Z", { type: "spend", id: "s1", wallet: "points", points: 40 });
    expect(story.points("2026-02-01T10:00:00Z")).toBe(60);
    expect(story.points("2027-01-25T23:59:59.999Z")).toBe(60);
    expect(story.points("2027-01-26T00:00:00Z")).toBe(0);
    expect(
      standing(story.plan, story.member, "2026-03-01T00:00:00Z").wallets[0]?.nextExpiry,
    ).toEqual({
      at: "2027-01-26T00:00:00.000Z",
      points: 60,
    });
  });

  test("what has expired cannot be spent, though no sweeper ran", () => {
    const story = new Story(base).does("2026-01-25T10:00:00Z", buy("o1", "300"));
    const decision = decide(
      story.plan,
      story.member,
      { type: "spend", id: "s1", wallet: "points", points: 50 },
      { at: "2027-01-26T00:00:00Z" },
    );
    expect(decision).toMatchObject({
      ok: false,
      refusals: [{ code: "insufficient", path: "points", facts: { balance: 0, requested: 50 } }],
    });
  });
});

describe("returns", () => {
  test("parts of a return add up to the whole", () => {
    const story = new Story(base).does("2026-01-01T10:00:00Z", buy("o1", "10.00"));
    expect(story.points("2026-01-01T10:00:00Z")).toBe(3);
    const back = [];
    for (const [index, amount] of ["3.33", "3.33", "3.34"].entries()) {
      const before = story.points("2026-01-02T00:00:00Z") ?? 0;
      story.does("2026-01-02T00:00:00Z", {
        type: "return",
        id: `r${String(index)}`,
        purchaseId: "o1",
        lines: [{ id: "1", amount }],
      });
      back.push(before - (story.points("2026-01-02T00:00:00Z") ?? 0));
    }
    expect(back).toEqual([1, 1, 1]);
  });

  test("spent points that come back pay the debt of the return first", () => {
    const story = new Story(base)
      .does("2026-01-01T10:00:00Z", buy("o1", "300"))
      .does("2026-01-02T10:00:00Z", { type: "spend", id: "s1", wallet: "points", points: 80 })
      .does("2026-01-03T10:00:00Z", { type: "return", id: "r1", purchaseId: "o1" });
    expect(story.points("2026-01-03T10:00:00Z")).toBe(-80);
    story.does("2026-01-04T10:00:00Z", { type: "refund", id: "f1", spendId: "s1" });
    expect(story.points("2026-01-04T10:00:00Z")).toBe(0);
  });
});

describe("tiers", () => {
  test("a tier is reached at once, multiplies, and ends with the next year if not kept", () => {
    const story = new Story(base)
      .does("2026-03-01T10:00:00Z", buy("o1", "1200"))
      .does("2026-03-02T10:00:00Z", buy("o2", "300"));
    expect(story.points("2026-03-02T10:00:00Z")).toBe(400 + 150);
    expect(story.tier("2027-12-31T23:59:59Z")).toBe("gold");
    expect(story.tier("2028-01-01T00:00:00Z")).toBe("bronze");
  });
});

describe("the same again, and what does not fit", () => {
  test("a command given three times counts once", () => {
    const story = new Story(base)
      .does("2026-01-01T10:00:00Z", buy("o1", "300"))
      .does("2026-01-02T10:00:00Z", buy("o1", "300"))
      .does("2026-01-03T10:00:00Z", buy("o1", "300"));
    expect(story.points("2026-01-03T10:00:00Z")).toBe(100);
    expect(fold(story.plan, story.events)).toEqual(story.member);
  });

  test("another command of the same id is a conflict", () => {
    const story = new Story(base).does("2026-01-01T10:00:00Z", buy("o1", "300"));
    expect(() => story.does("2026-01-02T10:00:00Z", buy("o1", "301"))).toThrow(
      expect.objectContaining({ code: "loyalty.conflict" }),
    );
  });

  test.each([0.1, 2 ** 53, Number.NaN, -100, "5"])("%s points are no points", (points) => {
    const story = new Story(base).does("2026-01-01T10:00:00Z", buy("o1", "300"));
    const command = { type: "spend", id: "s1", wallet: "points", points } as LoyaltyCommand;
    expect(() => story.does("2026-01-02T10:00:00Z", command)).toThrow(
      expect.objectContaining({ code: "loyalty.points", path: "points" }),
    );
  });

  test.each(["constructor", "\u0000", "x".repeat(1_000_000), "\ud800"])(
    "no member is called so",
    (id) => {
      expect(() => newMember(id)).toThrow(
        expect.objectContaining({ code: "id.format", path: "memberId" }),
      );
    },
  );

  test("a programme with several faults names them all", () => {
    const broken = {
      ...base,
      currency: "XXX",
      wallets: [{ id: "points", expiry: { kind: "rolling", after: "P0D" } }],
      earning: [{ id: "a", wallet: "nowhere", award: { kind: "fixed", points: 0.5 } }],
      tiers: {
        ...base.tiers,
        levels: [
          { id: "a", from: 0 },
          { id: "b", from: 0 },
        ],
      },
    } as Programme;
    try {
      compileProgramme(broken);
      expect.unreachable();
    } catch (error) {
      expect((error as { issues: { code: string }[] }).issues.map((issue) => issue.code)).toEqual([
        "money.currency",
        "loyalty.duration",
        "loyalty.no_wallets",
        "loyalty.points",
        "loyalty.tier_order",
      ]);
    }
  });
});

/** Programmes and events that are refused, each with its code and place. */
import { describe, expect, test } from "vitest";

import {
  compileProgramme,
  decide,
  evolve,
  fold,
  newMember,
  standing,
} from "../../src/loyalty/index.js";
import type { LoyaltyCommand, LoyaltyEvent, Posting, Programme } from "../../src/loyalty/index.js";
import { safeParseProgramme } from "../../src/loyalty/schema.js";
import { buy, programmeOf, Story } from "./story.js";

const JANUARY = "2026-01-05T10:00:00.000Z";
const error = (code: string, path?: string): object =>
  expect.objectContaining(path === undefined ? { code } : { code, path }) as object;
const tiers = {
  metric: { kind: "orders" },
  window: { kind: "lifetime" },
  levels: [{ id: "a", from: 0 }],
} as const;
const effect = { kind: "multiplier", factor: 2, rules: [] };
const campaign = { id: "c", from: JANUARY, until: "2026-02-01T00:00:00Z", effect };
const rule = { id: "r", wallet: "points", award: { kind: "fixed", points: 1 } };

describe("programmes", () => {
  test.each<[string, string, object]>([
    ["loyalty.no_wallets", "wallets", { wallets: [] }],
    ["loyalty.duplicate_id", "wallets[1].id", { wallets: [{ id: "a" }, { id: "a" }] }],
    ["schema.unknown_key", "colour", { colour: "red" }],
    ["schema.type", "currency", { currency: 978 }],
    [
      "loyalty.duration",
      "wallets[0].expiry.after",
      { wallets: [{ id: "points", expiry: { kind: "rolling", after: "-P1D" } }] },
    ],
    [
      "loyalty.unknown_tier",
      "wallets[0].expiryByTier[0].tier",
      { wallets: [{ id: "points", expiryByTier: [{ tier: "x", expiry: { kind: "never" } }] }] },
    ],
    ["loyalty.unknown_partner", "earning[0].partner", { earning: [{ ...rule, partner: "x" }] }],
    [
      "loyalty.points",
      "earning[0].award.points",
      { earning: [{ ...rule, award: { kind: "fixed", points: 1.5 } }] },
    ],
    [
      "loyalty.challenge",
      "earning[0].challenge",
      { earning: [{ ...rule, challenge: { unit: "week" } }] },
    ],
    [
      "config.rounding",
      "earning[0].award.rounding",
      { earning: [{ ...rule, award: { kind: "perUnit", points: 1, rounding: "x" } }] },
    ],
    [
      "loyalty.clock_order",
      "clock.changes[1].from",
      {
        clock: {
          offsetMinutes: 0,
          changes: [
            { from: JANUARY, offsetMinutes: 60 },
            { from: JANUARY, offsetMinutes: 0 },
          ],
        },
      },
    ],
    [
      "loyalty.tier_order",
      "tiers.levels[0].from",
      { tiers: { ...tiers, levels: [{ id: "a", from: 5 }] } },
    ],
    [
      "loyalty.tier_order",
      "tiers.levels[1].from",
      {
        tiers: {
          ...tiers,
          levels: [
            { id: "a", from: 0 },
            { id: "b", from: 0 },
          ],
        },
      },
    ],
    ["loyalty.no_tiers", "tiers.levels", { tiers: { ...tiers, levels: [] } }],
    ["loyalty.tier_window", "tiers.window", { tiers: { ...tiers, validity: { periods: 1 } } }],
    [
      "loyalty.unknown_wallet",
      "tiers.metric.wallet",
      { tiers: { ...tiers, metric: { kind: "balance", wallet: "x" } } },
    ],
    [
      "loyalty.cap_period",
      "caps[0].per",
      { caps: [{ id: "c", scope: "period", wallet: "points", points: 1, onExcess: "reject" }] },
    ],
    [
      "loyalty.unknown_rule",
      "caps[0].rule",
      {
        caps: [
          { id: "c", scope: "member", wallet: "points", rule: "x", points: 1, onExcess: "reject" },
        ],
      },
    ],
    [
      "loyalty.campaign_end",
      "campaigns[0].until",
      { campaigns: [{ ...campaign, until: undefined }] },
    ],
    [
      "loyalty.campaign_end",
      "campaigns[0].until",
      { campaigns: [{ ...campaign, until: JANUARY }] },
    ],
    [
      "loyalty.campaign_budget",
      "campaigns[0].budget",
      { campaigns: [campaign], requiresBudgets: true },
    ],
    [
      "loyalty.unknown_rule",
      "campaigns[0].effect.rules[0]",
      { campaigns: [{ ...campaign, effect: { ...effect, rules: ["x"] } }] },
    ],
    [
      "loyalty.share",
      "payments[0].maximumShare",
      { payments: [{ wallet: "points", points: 1, worth: 1, maximumShare: "1.1" }] },
    ],
    [
      "loyalty.duplicate_id",
      "payments[1]",
      {
        payments: [
          { wallet: "points", points: 1, worth: 1 },
          { wallet: "points", points: 1, worth: 1 },
        ],
      },
    ],
    [
      "date.range_reversed",
      "rewards[0].blackouts[0]",
      {
        rewards: [
          { id: "r", wallet: "points", points: 1, blackouts: [{ from: JANUARY, until: JANUARY }] },
        ],
      },
    ],
    ["loyalty.unknown_wallet", "transfers[0].wallet", { transfers: [{ wallet: "x" }] }],
    [
      "loyalty.not_positive",
      "partners[0].pricePerPoint",
      { partners: [{ id: "p", settlement: "prepaid", pricePerPoint: 0 }] },
    ],
    [
      "loyalty.unknown_wallet",
      "referral.wallet",
      { referral: { wallet: "x", referrerPoints: 1, refereePoints: 1, within: "P1D" } },
    ],
    [
      "duration.format",
      "lateEvents.maximumAge",
      { lateEvents: { policy: "recordTime", maximumAge: "soon" } },
    ],
  ])("%s at %s", (code, path, parts) => {
    const broken = JSON.parse(JSON.stringify({ ...programmeOf({}), ...parts })) as Programme;
    expect(() => compileProgramme(broken)).toThrow(error(code, path));
  });

  test("what is no document at all is refused by both doors", () => {
    for (const value of [null, 7, "x", [], new Map(), { __proto__: null }]) {
      expect(safeParseProgramme(value).ok).toBe(false);
      expect(() => compileProgramme(value as unknown as Programme)).toThrow();
    }
    const circular: Record<string, unknown> = { ...programmeOf({}) };
    circular["earning"] = [circular];
    expect(() => compileProgramme(circular as unknown as Programme)).toThrow(
      error("limits.too_deep"),
    );
  });
});

describe("commands", () => {
  const story = new Story(
    programmeOf({ earning: [{ ...rule, award: { kind: "fixed", points: 5 } }] }),
  );
  const purchase = (line: object, more: object = {}): LoyaltyCommand =>
    ({
      type: "purchase",
      id: "p",
      lines: [{ id: "1", amount: 1, ...line }],
      ...more,
    });

  test.each<[string, string, LoyaltyCommand]>([
    ["loyalty.amount", "lines[0].amount", purchase({ amount: -1 })],
    ["money.scale", "lines[0].amount", purchase({ amount: "0.001" })],
    ["loyalty.overflow", "lines[0].amount", purchase({ amount: "90071992547409.92" })],
    ["loyalty.quantity", "lines[0].quantity", purchase({ quantity: "0.0001" })],
    ["loyalty.discount", "orderDiscount", purchase({}, { orderDiscount: 2 })],
    ["schema.unknown_key", "price", purchase({}, { price: 2 })],
    ["id.format", "id", purchase({}, { id: "" })],
    ["schema.value", "type", { type: "mint", id: "1" } as unknown as LoyaltyCommand],
  ])("%s at %s", (code, path, command) => {
    expect(() => decide(story.plan, story.member, command, { at: JANUARY })).toThrow(
      error(code, path),
    );
  });

  test("times have an offset, and states are not asked about their past", () => {
    const told = new Story(programmeOf({})).does(JANUARY, buy("o", 1));
    expect(() => standing(told.plan, told.member, "2026-01-01T00:00:00Z")).toThrow(
      error("loyalty.past", "asOf"),
    );
    expect(() => told.does("2026-01-06T00:00:00", buy("p", 1))).toThrow(
      error("date.no_offset", "at"),
    );
  });
});

describe("events that do not fit", () => {
  const told = new Story(
    programmeOf({ earning: [{ ...rule, award: { kind: "fixed", points: 5 } }] }),
  ).does(JANUARY, buy("o", 1));
  const [first] = told.events;
  if (first === undefined) throw new Error("no event");
  const next = (more: Partial<LoyaltyEvent>): LoyaltyEvent => ({
    ...first,
    id: "next",
    sequence: 2,
    postings: [],
    ...more,
  });
  const lot = { id: "nowhere", earnedAt: JANUARY, activeAt: JANUARY, expiresAt: null };
  const known = first.grants?.[0]?.lot ?? lot;
  const posting = (part: object): Posting =>
    ({ wallet: "points", lot, points: 1, ...part }) as Posting;

  test.each<[string, Partial<LoyaltyEvent>]>([
    ["loyalty.sequence", { sequence: 3 }],
    ["loyalty.member", { memberId: "m2" }],
    ["loyalty.past", { recordedAt: "2026-01-01T00:00:00.000Z" }],
    ["loyalty.unknown_wallet", { postings: [posting({ kind: "take", as: "spent", wallet: "x" })] }],
    ["loyalty.lot", { postings: [posting({ kind: "take", as: "spent" })] }],
    ["loyalty.lot", { postings: [posting({ kind: "take", as: "spent", lot: known, points: 6 })] }],
    ["loyalty.lot", { postings: [posting({ kind: "restore", lot: known })] }],
    ["loyalty.lot", { postings: [posting({ kind: "restore" })] }],
    ["loyalty.lot", { postings: [posting({ kind: "retake" })] }],
    ["loyalty.lot", { postings: [posting({ kind: "retake", lot: known, points: 6 })] }],
    ["loyalty.lot", { postings: [posting({ kind: "activate", at: JANUARY })] }],
    [
      "loyalty.lot",
      { postings: [posting({ kind: "hold", hold: "next", until: "2027-01-01T00:00:00.000Z" })] },
    ],
    ["loyalty.lot", { postings: [posting({ kind: "capture", hold: "none", lot: known })] }],
    ["loyalty.points", { postings: [posting({ kind: "take", as: "spent", points: Number.NaN })] }],
    ["loyalty.points", { postings: [posting({ kind: "issue", as: "earned", points: 0.1 })] }],
    [
      "loyalty.overflow",
      { postings: [posting({ kind: "issue", as: "earned", points: Number.MAX_SAFE_INTEGER })] },
    ],
  ])("%s", (code, more) => {
    expect(() => evolve(told.plan, told.member, next(more))).toThrow(error(code));
    expect(told.points(JANUARY)).toBe(5);
  });

  test("there is no state of nothing", () => {
    expect(() => fold(told.plan, [])).toThrow(error("loyalty.no_events", "events"));
    expect(fold(told.plan, [], newMember("m1"))).toEqual(newMember("m1"));
  });
});

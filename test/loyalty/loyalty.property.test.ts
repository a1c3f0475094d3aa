/** The laws of the ledger. */
import fc from "fast-check";
import { expect, test } from "vitest";

import {
  decide,
  decideAll,
  evolve,
  fold,
  foldMembers,
  memberAggregate,
  newMember,
  standing,
} from "../../src/loyalty/index.js";
import type { LoyaltyCommand, LoyaltyEvent, Programme } from "../../src/loyalty/index.js";
import { parseProgramme, safeParseLoyaltyCommand } from "../../src/loyalty/schema.js";
import { aggregateViolations, fromDayNumber } from "../../src/values/index.js";
import { deepFreeze } from "../support/freeze.js";
import { runs } from "../support/runs.js";
import { programmeOf, Story } from "./story.js";

const at = (day: number): string => `${fromDayNumber(20_000 + day)}T08:00:00.000Z`;

const programme: Programme = deepFreeze({
  id: "club",
  version: "1",
  currency: "EUR",
  clock: { offsetMinutes: 60 },
  wallets: [
    { id: "points", expiry: { kind: "rolling", after: "P30D" } },
    { id: "status", expiry: { kind: "calendar", unit: "year" }, isSpendable: false },
    { id: "fund", expiry: { kind: "sliding", after: "P40D" }, negativeBalance: "clamp" },
  ],
  earning: [
    {
      id: "spend",
      wallet: "points",
      award: { kind: "perAmount", points: "1.5", per: 7, rounding: "halfEven" },
    },
    {
      id: "later",
      wallet: "points",
      award: { kind: "perUnit", points: "0.75", rounding: "ceil" },
      activation: { kind: "delay", after: "P5D" },
    },
    {
      id: "bands",
      wallet: "fund",
      award: {
        kind: "scale",
        base: "amount",
        rounding: "floor",
        scale: {
          kind: "graduated",
          bands: [
            { from: 0, value: 1 },
            { from: 50, value: 2 },
          ],
        },
      },
    },
    {
      id: "credit",
      wallet: "status",
      award: { kind: "perAmount", points: 1, per: 1, rounding: "floor" },
    },
  ],
  tiers: {
    metric: { kind: "credits", wallet: "status" },
    window: { kind: "rolling", length: "P60D" },
    levels: [
      { id: "bronze", from: 0 },
      { id: "silver", from: 100, multiplier: "1.25" },
      { id: "gold", from: 300, multiplier: 2 },
    ],
    validity: { lasting: "P45D" },
    downgrade: "oneStep",
  },
  caps: [
    {
      id: "week",
      scope: "period",
      per: "week",
      wallet: "points",
      points: 150,
      onExcess: "truncate",
    },
  ],
});

interface Told {
  readonly wait: number;
  readonly kind: number;
  readonly amount: number;
  readonly about: number;
}

const told = fc.record({
  wait: fc.nat(12),
  kind: fc.nat(7),
  amount: fc.integer({ min: 1, max: 20_000 }),
  about: fc.nat(20),
});

/** Asks for what the numbers say; refusals are a part of life. */
function live(steps: readonly Told[], memberId = "m1"): Story {
  const story = new Story(programme, memberId);
  let day = 0;
  steps.forEach(({ wait, kind, amount, about }, index) => {
    day += wait;
    const id = `c${String(index)}`;
    const other = `c${String(about % (index + 1))}`;
    const text = (amount / 100).toFixed(2);
    const commands: LoyaltyCommand[] = [
      { type: "purchase", id, lines: [{ id: "1", amount: text, quantity: about }] },
      { type: "purchase", id, lines: [{ id: "1", amount: text }], orderDiscount: "0.01" },
      { type: "spend", id, wallet: "points", points: Math.ceil(amount / 400) },
      { type: "refund", id, spendId: other },
      { type: "return", id, purchaseId: other, lines: [{ id: "1", amount: text }] },
      { type: "return", id, purchaseId: other },
      { type: "hold", id, wallet: "fund", points: Math.ceil(amount / 400), until: at(day + 9) },
      { type: "capture", id, holdId: other, points: Math.ceil(amount / 900) },
    ];
    const command = commands[kind];
    if (command !== undefined) story.asks(at(day), command);
  });
  return story;
}

const lives = fc.array(told, { maxLength: 30 });
const END = at(400);

test("L-02 in every wallet what came in is what went out, what is there and what is owed", () => {
  fc.assert(
    fc.property(lives, fc.nat(400), (steps, later) => {
      const story = live(steps);
      const asOf = at(400 + later);
      for (const one of standing(story.plan, story.member, asOf).wallets) {
        const left = one.earned + one.restored + one.received;
        const right = one.spent + one.expired + one.reversed + one.writtenOff + one.sent;
        expect(left).toBe(right + one.active + one.pending + one.held - one.debt);
      }
    }),
    runs(150),
  );
});

test("L-03 no lot holds less than nothing or more than was issued", () => {
  fc.assert(
    fc.property(lives, (steps) => {
      for (const { lots, pending } of Object.values(live(steps).member.wallets)) {
        for (const lot of [...lots.flat(), ...pending.flat()]) {
          expect(Math.min(lot.remaining, lot.held, lot.expired)).toBeGreaterThanOrEqual(0);
          expect(lot.remaining + lot.held + lot.expired).toBeLessThanOrEqual(lot.issued);
        }
      }
    }),
    runs(100),
  );
});

test("L-04 folding is stepping: in any order, events repeated, from a snapshot, through JSON", () => {
  fc.assert(
    fc.property(lives, fc.nat(30), fc.infiniteStream(fc.nat()), (steps, cut, shuffle) => {
      const { plan, events, member } = live(steps);
      if (events.length === 0) return;
      const keys = new Map(events.map((event) => [event, shuffle.next().value ?? 0]));
      const shuffled = [...events].sort((a, b) => (keys.get(a) ?? 0) - (keys.get(b) ?? 0));
      expect(fold(plan, [...shuffled, ...shuffled])).toEqual(member);
      const head = events.slice(0, cut);
      const start = head.length === 0 ? newMember("m1") : fold(plan, head);
      const snapshot = JSON.parse(JSON.stringify(start)) as typeof start;
      expect(standing(plan, fold(plan, events, deepFreeze(snapshot)), END)).toEqual(
        standing(plan, member, END),
      );
    }),
    runs(100),
  );
});

test("L-05 an event again changes nothing, and another under its id is a conflict", () => {
  fc.assert(
    fc.property(lives, fc.nat(29), (steps, index) => {
      const { plan, events, member } = live(steps);
      const event = events[index];
      if (event === undefined) return;
      expect(evolve(plan, member, structuredClone(event))).toBe(member);
      expect(() => evolve(plan, member, { ...event, at: "2000-01-01T00:00:00.000Z" })).toThrow(
        expect.objectContaining({ code: "loyalty.conflict" }),
      );
    }),
    runs(60),
  );
});

test("L-06 members do not touch each other, however their events are mixed", () => {
  fc.assert(
    fc.property(lives, lives, (one, other) => {
      const a = live(one, "a");
      const b = live(other, "b");
      const mixed: LoyaltyEvent[] = [];
      for (let index = 0; index < Math.max(a.events.length, b.events.length); index += 1) {
        mixed.push(...b.events.slice(index, index + 1), ...a.events.slice(index, index + 1));
      }
      const whole = [a, b].filter((story) => story.events.length > 0).map((story) => story.member);
      expect(foldMembers(a.plan, mixed)).toEqual(whole);
    }),
    runs(60),
  );
});

test("L-07 any split of a return takes what the whole return takes", () => {
  const rounding = fc.constantFrom("floor", "halfEven", "ceil", "up", "halfUp" as const);
  const split = fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(split, fc.integer({ min: 1, max: 9 }), rounding, (parts, per, mode) => {
      const award = { kind: "perAmount", points: 1, per, rounding: mode } as const;
      const rules = programmeOf({ earning: [{ id: "r", wallet: "points", award }] });
      const cents = parts.reduce((sum, part) => sum + part, 0);
      const text = (amount: number): string => (amount / 100).toFixed(2);
      const bought: LoyaltyCommand = {
        type: "purchase",
        id: "o",
        lines: [
          { id: "1", amount: text(cents) },
          { id: "2", amount: "5.00" },
        ],
      };
      const back = (id: string, amount: number): LoyaltyCommand => ({
        type: "return",
        id,
        purchaseId: "o",
        lines: [{ id: "1", amount: text(amount) }],
      });
      const slowly = new Story(rules).does(END, bought);
      parts.forEach((part, index) => slowly.does(END, back(`r${String(index)}`, part)));
      const atOnce = new Story(rules).does(END, bought).does(END, back("r", cents));
      expect(slowly.wallet(END)).toEqual(atOnce.wallet(END));
    }),
    runs(100),
  );
});

test("L-08 a lot is untouched while one that expires earlier has points", () => {
  fc.assert(
    fc.property(lives, fc.integer({ min: 1, max: 60 }), (steps, points) => {
      const story = live(steps);
      const decision = story.asks(END, { type: "spend", id: "last", wallet: "points", points });
      if (!decision.ok) return;
      const lots = (story.member.wallets["points"]?.lots ?? []).flat();
      const taken = decision.events.flatMap((event) => event.postings);
      const last = taken[taken.length - 1];
      if (last?.kind !== "take") return;
      const index = lots.findIndex((lot) => lot.id === last.lot.id);
      expect(lots.slice(0, index).every((lot) => lot.remaining === 0)).toBe(true);
    }),
    runs(60),
  );
});

test("L-09 waiting never raises what may be spent, unless points become active or free", () => {
  fc.assert(
    fc.property(lives, fc.nat(60), fc.nat(60), (steps, soon, later) => {
      const { plan, member } = live(steps);
      const first = standing(plan, member, at(400 + soon)).wallets;
      const second = standing(plan, member, at(400 + soon + later)).wallets;
      first.forEach((one, index) => {
        const other = second[index];
        if (other === undefined) return;
        const freed = one.pending - other.pending + one.held - other.held;
        expect(other.active).toBeLessThanOrEqual(one.active + freed);
        expect(other.balance).toBeLessThanOrEqual(one.balance);
        expect(other.expired).toBeGreaterThanOrEqual(one.expired);
      });
    }),
    runs(80),
  );
});

test("L-10 more credits never mean a lower tier", () => {
  const amounts = fc.array(fc.integer({ min: 1, max: 200 }), { maxLength: 8 });
  fc.assert(
    fc.property(amounts, fc.integer({ min: 0, max: 400 }), (bought, more) => {
      const rank = (extra: number): number => {
        const story = new Story(programme);
        bought.forEach((amount, index) => {
          const id = `o${String(index)}`;
          story.does(at(index), {
            type: "purchase",
            id,
            lines: [{ id: "1", amount: amount + extra }],
          });
        });
        const levels = ["bronze", "silver", "gold"];
        return levels.indexOf(story.tier(at(bought.length)) ?? "bronze");
      };
      expect(rank(more)).toBeGreaterThanOrEqual(rank(0));
    }),
    runs(80),
  );
});

test("L-11 what is held is captured at most once", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 6 }), (wanted) => {
      const story = new Story(programmeOf({})).does(at(0), {
        type: "adjust",
        id: "a",
        wallet: "points",
        points: 100,
        reason: "test",
      });
      story.does(at(0), { type: "hold", id: "h", wallet: "points", points: 70, until: at(9) });
      let captured = 0;
      wanted.forEach((points, index) => {
        const id = `c${String(index)}`;
        const command = { type: "capture", id, holdId: "h", points, isFinal: false } as const;
        if (story.asks(at(1), command).ok) captured += points;
      });
      expect(captured).toBeLessThanOrEqual(70);
      expect(story.wallet(at(1))).toMatchObject({ spent: captured, held: 70 - captured });
      expect(story.wallet(at(9))).toMatchObject({ held: 0, active: 100 - captured });
    }),
    runs(80),
  );
});

test("L-12 commands of one instant come to the same in any order", () => {
  const amounts = fc.array(fc.integer({ min: -60, max: 60 }), { minLength: 2, maxLength: 7 });
  fc.assert(
    fc.property(amounts, fc.infiniteStream(fc.nat()), (points, shuffle) => {
      const commands = points.map((amount, index): LoyaltyCommand => {
        const id = `c${String(index)}`;
        return amount > 0
          ? { type: "purchase", id, lines: [{ id: "1", amount: amount * 9 }] }
          : { type: "spend", id, wallet: "points", points: 1 - amount };
      });
      const keys = new Map(commands.map((command) => [command, shuffle.next().value ?? 0]));
      const shuffled = [...commands].sort((a, b) => (keys.get(a) ?? 0) - (keys.get(b) ?? 0));
      const { plan, member } = new Story(programme);
      expect(decideAll(plan, member, shuffled, { at: END })).toEqual(
        decideAll(plan, member, commands, { at: END }),
      );
    }),
    runs(60),
  );
});

test("L-13 the ledger as an aggregate keeps its laws over shards", () => {
  fc.assert(
    fc.property(lives, fc.nat(30), fc.nat(30), (steps, x, y) => {
      const { plan, events, member } = live(steps);
      const [low, high] = [Math.min(x, y), Math.max(x, y)];
      const shards = [events.slice(0, low), events.slice(low, high), events.slice(high)];
      const ledger = memberAggregate(plan);
      expect(aggregateViolations(ledger, shards)).toEqual([]);
      const all = shards.reduceRight(
        (state, shard) => ledger.merge(state, shard.reduce(ledger.add, ledger.empty())),
        ledger.empty(),
      );
      if (events.length > 0) expect(ledger.result(all)).toEqual({ member, missing: null });
    }),
    runs(40),
  );
});

test("L-15 what is reported late, by effective time, leaves what being told in time leaves", () => {
  const step = fc.record({
    wait: fc.integer({ min: 1, max: 9 }),
    points: fc.integer({ min: 1, max: 50 }),
    lasts: fc.integer({ min: 1, max: 30 }),
    isSpent: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 14 }), fc.nat(13), (steps, which) => {
      const wallets = [{ id: "points" }];
      const inTime = new Story(programmeOf({ wallets }));
      const late = new Story(programmeOf({ wallets, lateEvents: { policy: "effectiveTime" } }));
      let day = 0;
      let reported: (() => void) | null = null;
      steps.forEach(({ wait, points, lasts, isSpent }, index) => {
        day += wait;
        const [now, id] = [at(day), `c${String(index)}`];
        if (isSpent) {
          const command = { type: "spend", id, wallet: "points", points } as const;
          // A spending that only the points in question would have paid is another story.
          if (late.asks(now, command).ok) inTime.does(now, command);
          return;
        }
        const lot = { id, earnedAt: now, activeAt: now, expiresAt: at(day + lasts) };
        const parts = [{ lot, points }];
        const receive = { type: "receive", id, from: "x", wallet: "points", parts } as const;
        inTime.does(now, receive);
        if (index === which) reported = () => late.does(at(day), { ...receive, effectiveAt: now });
        else late.does(now, receive);
      });
      if (reported === null) return;
      (reported as () => void)();
      const end = at(day);
      const { restored, ...left } = late.wallet(end);
      expect({ ...left, spent: left.spent - restored, restored: 0 }).toEqual(inTime.wallet(end));
    }),
    runs(300),
  );
});

test("L-14 nothing that a stranger sends is taken, changed or fatal", () => {
  const { plan, member } = new Story(programme);
  const strange = fc.oneof(
    fc.anything(),
    fc.record({
      type: fc.constantFrom("spend", "purchase", "pin"),
      id: fc.anything(),
      points: fc.anything(),
      wallet: fc.anything(),
      lines: fc.anything(),
    }),
  );
  fc.assert(
    fc.property(strange, (command) => {
      safeParseLoyaltyCommand(command);
      try {
        decide(plan, deepFreeze(member), command as LoyaltyCommand, { at: END });
      } catch (error) {
        expect(error).toMatchObject({ kind: "ClienteleError" });
      }
    }),
    runs(200),
  );
  expect(parseProgramme(JSON.parse(JSON.stringify(programme)))).toEqual(programme);
});

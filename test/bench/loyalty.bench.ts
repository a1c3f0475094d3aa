/**
 * What the ledger costs, in one run: `npx tsx test/bench/loyalty.bench.ts [events]`.
 *
 * 1. Fold of a million mixed events (purchases, spendings, returns) of 100 000 and of 1 000
 *    members, beside (a) spread copies and (b) immer drafts of a plain state with a list of
 *    lots, and (c) a ring of typed arrays for each member that keeps balances only, as the
 *    limit. All read the same event objects; only ours knows an event that it has seen.
 * 2. One `evolve` on 4 to 4 096 lots, with mixed expiries.
 *
 * Rounds are interleaved, medians are printed; the ratio is time of the peer ÷ our time.
 */
import { enableMapSet, produce, setAutoFreeze } from "immer";

import {
  compileProgramme,
  decide,
  evolve,
  foldMembers,
  newMember,
} from "../../src/loyalty/index.js";
import type { LoyaltyCommand, LoyaltyEvent, MemberState } from "../../src/loyalty/index.js";
import { fromDayNumber } from "../../src/values/index.js";

const EVENTS = Number(process.argv[2] ?? "1000000");
const ROUNDS = 3;
setAutoFreeze(false);
enableMapSet();

const plan = compileProgramme({
  id: "club",
  version: "1",
  currency: "EUR",
  wallets: [{ id: "points", expiry: { kind: "rolling", after: "P12M" } }],
  earning: [
    {
      id: "spend",
      wallet: "points",
      award: { kind: "perAmount", points: 1, per: 1, rounding: "floor" },
    },
  ],
});

/** One member's history; every member of the stream has the same, under its own id. */
function history(length: number): readonly LoyaltyEvent[] {
  const events: LoyaltyEvent[] = [];
  let member: MemberState = newMember("template");
  for (let index = 0; index < length; index += 1) {
    const id = `e${String(index)}`;
    const at = `${fromDayNumber(20_000 + index)}T12:00:00.000Z`;
    const bought = `e${String(index - (index % 5))}`;
    const lines = [{ id: "1", amount: 100 + ((index * 37) % 50) }];
    const commands: LoyaltyCommand[] = [
      { type: "purchase", id, lines },
      { type: "purchase", id, lines },
      { type: "spend", id, wallet: "points", points: 60 },
      { type: "return", id, purchaseId: bought, lines: [{ id: "1", amount: 10 }] },
      { type: "spend", id, wallet: "points", points: 45 },
    ];
    const command = commands[index % 5];
    if (command === undefined) continue;
    const decision = decide(plan, member, command, { at });
    if (!decision.ok) throw new Error(decision.refusals[0].message);
    for (const event of decision.events) {
      events.push(event);
      member = evolve(plan, member, event);
    }
  }
  return events;
}

/** Events of all members, one event of each member at a time. */
function stream(members: number): readonly LoyaltyEvent[] {
  const template = history(Math.round(EVENTS / members));
  const ids = Array.from({ length: members }, (_, index) => `member-${String(index)}`);
  return template.flatMap((event) => ids.map((memberId) => ({ ...event, memberId })));
}

interface PlainLot {
  readonly id: string;
  readonly expiresAt: string;
  remaining: number;
}

interface PlainMember {
  balance: number;
  expired: number;
  lots: PlainLot[];
}

const nobody: PlainMember = { balance: 0, expired: 0, lots: [] };

function spreadStep(before: PlainMember, event: LoyaltyEvent): PlainMember {
  let member = before;
  const gone = member.lots.filter((lot) => lot.expiresAt <= event.recordedAt && lot.remaining > 0);
  for (const lot of gone) {
    member = {
      balance: member.balance - lot.remaining,
      expired: member.expired + lot.remaining,
      lots: member.lots.map((one) => (one === lot ? { ...one, remaining: 0 } : one)),
    };
  }
  for (const posting of event.postings) {
    if (posting.kind === "issue") {
      const { id, expiresAt } = posting.lot;
      const lot = { id, expiresAt: expiresAt ?? "", remaining: posting.points };
      member = {
        ...member,
        balance: member.balance + posting.points,
        lots: [...member.lots, lot],
      };
    } else if (posting.kind === "take") {
      const { lot, points } = posting;
      member = {
        ...member,
        balance: member.balance - points,
        lots: member.lots.map((one) =>
          one.id === lot.id ? { ...one, remaining: one.remaining - points } : one,
        ),
      };
    }
  }
  return member;
}

function immerStep(before: PlainMember, event: LoyaltyEvent): PlainMember {
  return produce(before, (member) => {
    for (const lot of member.lots) {
      if (lot.expiresAt > event.recordedAt || lot.remaining === 0) continue;
      member.balance -= lot.remaining;
      member.expired += lot.remaining;
      lot.remaining = 0;
    }
    for (const posting of event.postings) {
      if (posting.kind === "issue") {
        const { id, expiresAt } = posting.lot;
        member.lots.push({ id, expiresAt: expiresAt ?? "", remaining: posting.points });
        member.balance += posting.points;
      } else if (posting.kind === "take") {
        const lot = member.lots.find((one) => one.id === posting.lot.id);
        if (lot === undefined) continue;
        lot.remaining -= posting.points;
        member.balance -= posting.points;
      }
    }
  });
}

function foldBy(
  events: readonly LoyaltyEvent[],
  step: (member: PlainMember, event: LoyaltyEvent) => PlainMember,
): Map<string, PlainMember> {
  const members = new Map<string, PlainMember>();
  for (const event of events) {
    members.set(event.memberId, step(members.get(event.memberId) ?? nobody, event));
  }
  return members;
}

/** Points and expiry days of one member in typed arrays, oldest first; nothing else is kept. */
class Ring {
  points = new Float64Array(8);
  days = new Int32Array(8);
  head = 0;
  tail = 0;
  balance = 0;
  expired = 0;

  push(points: number, day: number): void {
    if (this.tail === this.points.length) this.grow();
    this.points[this.tail] = points;
    this.days[this.tail] = day;
    this.tail += 1;
    this.balance += points;
  }

  private grow(): void {
    const points = new Float64Array(this.points.length * 2);
    const days = new Int32Array(this.days.length * 2);
    points.set(this.points);
    days.set(this.days);
    this.points = points;
    this.days = days;
  }

  pass(day: number): void {
    while (this.head < this.tail && (this.days[this.head] ?? 0) <= day) {
      const left = this.points[this.head] ?? 0;
      this.balance -= left;
      this.expired += left;
      this.head += 1;
    }
  }

  take(points: number): void {
    let left = points;
    this.balance -= points;
    while (left > 0 && this.head < this.tail) {
      const there = this.points[this.head] ?? 0;
      const taken = Math.min(left, there);
      left -= taken;
      this.points[this.head] = there - taken;
      if (there === taken) this.head += 1;
    }
  }
}

/** Days of the text of an instant, without checks. */
function dayOf(text: string): number {
  const digit = (index: number): number => text.charCodeAt(index) - 48;
  const year = digit(0) * 1000 + digit(1) * 100 + digit(2) * 10 + digit(3);
  return year * 372 + (digit(5) * 10 + digit(6)) * 31 + digit(8) * 10 + digit(9);
}

function foldRings(events: readonly LoyaltyEvent[]): Map<string, Ring> {
  const rings = new Map<string, Ring>();
  for (const event of events) {
    let ring = rings.get(event.memberId);
    if (ring === undefined) {
      ring = new Ring();
      rings.set(event.memberId, ring);
    }
    ring.pass(dayOf(event.recordedAt));
    for (const posting of event.postings) {
      if (posting.kind === "issue") ring.push(posting.points, dayOf(posting.lot.expiresAt ?? ""));
      else if (posting.kind === "take") ring.take(posting.points);
    }
  }
  return rings;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Median milliseconds of each work; rounds interleaved, the first one to warm up. */
function measure(works: readonly (() => unknown)[], rounds: number): readonly number[] {
  const times = works.map((): number[] => []);
  for (let round = 0; round <= rounds; round += 1) {
    works.forEach((work, index) => {
      const start = performance.now();
      work();
      if (round > 0) times[index]?.push(performance.now() - start);
    });
  }
  return times.map(median);
}

function folds(members: number): void {
  const events = stream(members);
  const total = (values: Iterable<{ readonly balance: number }>): number => {
    let sum = 0;
    for (const { balance } of values) sum += balance;
    return sum;
  };
  const ours = foldMembers(plan, events).reduce(
    (sum, member) => sum + (member.wallets["points"]?.totals.active ?? 0),
    0,
  );
  // Over more than a year the ring, which takes returns from its head, expires other points.
  const isShort = events.length / members < 365;
  if (isShort && ours !== total(foldRings(events).values())) throw new Error("the ring disagrees");
  // Whole histories of every twentieth member, where copies of long lists would take minutes.
  const isFew = members === 1000;
  const few = isFew ? events.filter((_, index) => (index % members) % 20 === 0) : events;
  const [own = 0, ring = 0, copies = 0, drafts = 0, ownFew = 0] = measure(
    [
      () => foldMembers(plan, events),
      () => foldRings(events),
      () => foldBy(few, spreadStep),
      () => foldBy(few, immerStep),
      () => foldMembers(plan, few),
    ],
    ROUNDS,
  );
  const each = (time: number, count: number): string => `${((time * 1e6) / count).toFixed(0)} ns`;
  const times = (ratio: number): string => `× ${ratio.toFixed(2)}`;
  console.log(`\nfold of ${String(events.length)} events, ${String(members)} members, an event:`);
  console.log(`  clientele, idempotent ${each(own, events.length).padStart(10)}`);
  console.log(
    `  (c) typed ring        ${each(ring, events.length).padStart(10)}  ${times(ring / own)}`,
  );
  console.log(
    `  (a) spread copies     ${each(copies, few.length).padStart(10)}  ${times(copies / ownFew)}`,
  );
  console.log(
    `  (b) immer drafts      ${each(drafts, few.length).padStart(10)}  ${times(drafts / ownFew)}`,
  );
}

/** A member with so many open lots, of mixed expiries. */
function holding(lots: number): MemberState {
  let member = newMember("m");
  for (let index = 0; index < lots; index += 1) {
    const day = 20_200 + ((index * 7919) % 5000);
    const expiresAt = index % 7 === 0 ? null : `${fromDayNumber(day)}T00:00:00.000Z`;
    const lot = { id: "x", earnedAt: "2024-10-01T00:00:00.000Z", activeAt: null, expiresAt };
    const decision = decide(
      plan,
      member,
      {
        type: "receive",
        id: `r${String(index)}`,
        from: "a",
        wallet: "points",
        parts: [{ lot, points: 10 }],
      },
      { at: "2024-10-04T00:00:00.000Z" },
    );
    if (decision.ok) for (const event of decision.events) member = evolve(plan, member, event);
  }
  return member;
}

function oneEvolve(): void {
  console.log("\none evolve (a spending of three lots; a purchase), by open lots:");
  const at = "2024-10-05T00:00:00.000Z";
  const sizes = [4, 64, 512, 4096];
  const works = sizes.map((size) => {
    const member = holding(size);
    const spent = decide(
      plan,
      member,
      { type: "spend", id: "s", wallet: "points", points: 25 },
      { at },
    );
    const bought = decide(
      plan,
      member,
      { type: "purchase", id: "p", lines: [{ id: "1", amount: 50 }] },
      { at },
    );
    const events = [spent, bought].flatMap((one) => (one.ok ? one.events : []));
    return () => {
      for (let time = 0; time < 20_000; time += 1) {
        for (const event of events) evolve(plan, member, event);
      }
    };
  });
  const times = measure(works, 5).map((time) => (time * 1e6) / 40_000);
  sizes.forEach((size, index) => {
    const time = times[index] ?? 0;
    console.log(
      `  ${String(size).padStart(5)} lots ${time.toFixed(0).padStart(8)} ns  × ${(time / (times[0] ?? 1)).toFixed(2)}`,
    );
  });
}

oneEvolve();
folds(100_000);
folds(1_000);

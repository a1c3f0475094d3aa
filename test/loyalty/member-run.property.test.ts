/** A member that is open over many commands decides and stands as one that is closed after each. */
import fc from "fast-check";
import { expect, test } from "vitest";

import { compileProgramme, decide, evolve, liability, newMember, standing } from "../../src/loyalty/index.js";
import type { Decision, LoyaltyCommand, Programme } from "../../src/loyalty/index.js";
import { MemberRun, planForRuns } from "../../src/loyalty/member-run.js";
import type { PurchaseToRun } from "../../src/loyalty/member-run.js";
import { fromDayNumber } from "../../src/values/index.js";
import { deepFreeze } from "../support/freeze.js";
import { runs, seenMin } from "../support/runs.js";
import { programmeOf } from "./story.js";

type Tiers = NonNullable<Programme["tiers"]>;

const at = (day: number): string => `${fromDayNumber(20_000 + day)}T08:00:00.000Z`;

const tiers: fc.Arbitrary<Tiers | undefined> = fc.option(
  fc.record({
    metric: fc.constantFrom<Tiers["metric"]>(
      { kind: "spend" },
      { kind: "orders" },
      { kind: "balance", wallet: "points" },
      { kind: "credits", wallet: "points" },
    ),
    window: fc.constantFrom<Tiers["window"]>(
      { kind: "rolling", length: "P40D" },
      { kind: "calendar", unit: "month" },
      { kind: "anniversary", length: "P1M" },
      { kind: "lifetime" },
    ),
    levels: fc.constant([
      { id: "bronze", from: 0 },
      { id: "silver", from: 20, multiplier: "1.25" },
      { id: "gold", from: 80, multiplier: 2 },
    ]),
    downgrade: fc.constantFrom("oneStep" as const, "never" as const),
    validity: fc.constantFrom({ lasting: "P20D" }, { lasting: "P5D" }),
  }),
  { nil: undefined },
);

const wallet = fc.constantFrom<Programme["wallets"][number]>(
  { id: "points", expiry: { kind: "rolling", after: "P15D" } },
  { id: "points", expiry: { kind: "rolling", after: "P15D" }, negativeBalance: "reject" },
  { id: "points", expiry: { kind: "sliding", after: "P12D" }, negativeBalance: "clamp" },
);

const rest = fc.constantFrom<Partial<Programme>>(
  {},
  { lateEvents: { policy: "effectiveTime" } },
  {
    caps: [
      { id: "week", scope: "period", per: "week", wallet: "points", points: 90, onExcess: "truncate" },
      { id: "most", scope: "balance", wallet: "points", points: 300, onExcess: "reject" },
    ],
    campaigns: [
      {
        id: "double",
        from: at(10),
        until: at(60),
        effect: { kind: "multiplier", rules: ["spend"], factor: 2 },
        limit: { times: 2, per: "month" },
      },
    ],
  },
);

const earning: Programme["earning"] = [
  { id: "spend", wallet: "points", award: { kind: "perAmount", points: "1.5", per: 7, rounding: "halfEven" } },
  {
    id: "later",
    wallet: "points",
    award: { kind: "perUnit", points: "0.75", rounding: "ceil" },
    activation: { kind: "delay", after: "P5D" },
    lines: { fact: "line.article", operator: "equal", value: "chair" },
  },
  { id: "third", wallet: "points", award: { kind: "fixed", points: 30 }, nthOrder: { every: 3 } },
  {
    id: "visits",
    wallet: "fund",
    award: { kind: "scale", base: "amount", rounding: "floor", scale: { kind: "graduated", bands: [{ from: 0, value: 1 }, { from: 50, value: 2 }] } },
  },
];

const step = fc.record({
  wait: fc.oneof(fc.nat(3), fc.nat(40)),
  late: fc.oneof(fc.constant(0), fc.nat(6)),
  kind: fc.nat(8),
  amount: fc.integer({ min: 1, max: 20_000 }),
  about: fc.nat(20),
});

function commandOf(index: number, day: number, { kind, amount, about, late }: { kind: number; amount: number; about: number; late: number }): LoyaltyCommand {
  const id = `c${String(index)}`;
  const other = `c${String(about % (index + 1))}`;
  const text = (amount / 100).toFixed(2);
  const when = late === 0 ? {} : { effectiveAt: at(day - late) };
  const commands: LoyaltyCommand[] = [
    { type: "enrol", id, memberId: "m1" },
    { type: "purchase", id, ...when, lines: [{ id: "1", amount: text, quantity: about, article: "chair" }, { id: "2", amount: "3", article: "lamp" }] },
    { type: "purchase", id, ...when, lines: [{ id: "1", amount: text }], orderDiscount: "0.01" },
    { type: "spend", id, wallet: "points", points: Math.ceil(amount / 400) },
    { type: "refund", id, spendId: other },
    { type: "return", id, purchaseId: other, lines: [{ id: "1", amount: text }] },
    { type: "return", id, purchaseId: other },
    { type: "hold", id, wallet: "points", points: Math.ceil(amount / 400), until: at(day + 9) },
    { type: "capture", id, holdId: other, points: Math.ceil(amount / 900) },
  ];
  return commands[kind] ?? { type: "enrol", id, memberId: "m1" };
}

/** A purchase as its owner would have read it: minor units, thousandths, and what was said. */
function readOf(command: LoyaltyCommand): PurchaseToRun | null {
  if (command.type !== "purchase" || command.effectiveAt !== undefined || command.orderDiscount !== undefined) return null;
  const lines = command.lines.map((said) => ({
    pinned: { id: said.id, amount: Math.round(Number(said.amount) * 100), quantity: Number(said.quantity ?? 1) * 1000 },
    said,
  }));
  const amount = lines.reduce((sum, { pinned }) => sum + pinned.amount, 0);
  return { id: command.id, lines, amount, command: () => command };
}

/** A decision without the commands of its events, which a purchase that was read does not keep. */
function withoutCommands(decision: Decision): unknown {
  if (!decision.ok) return decision;
  return decision.events.map((event) => ({ ...event, command: null }));
}

test("L-40 an open member decides and stands as one that is closed after each command", () => {
  const seen = { taken: 0, refused: 0, tiers: 0, read: 0 };
  fc.assert(
    fc.property(
      wallet,
      tiers,
      rest,
      fc.array(step, { maxLength: 30 }),
      fc.nat(90),
      (points, levels, more, steps, later) => {
        const plan = compileProgramme(
          programmeOf({
            wallets: [points, { id: "fund" }],
            earning,
            ...(levels === undefined ? {} : { tiers: levels }),
            ...more,
          }),
        );
        // A clock that remembers says the same, and is used by both.
        const runPlan = planForRuns(plan);
        const run = new MemberRun(runPlan, newMember("m1"));
        const reading = new MemberRun(runPlan, newMember("m1"));
        let member = newMember("m1");
        let day = 0;
        steps.forEach((one, index) => {
          day += one.wait;
          const command = deepFreeze(commandOf(index, day, one));
          const plain = decide(plan, member, command, { at: at(day) });
          expect(run.take(command, at(day))).toEqual(plain);
          const read = readOf(command);
          const said = read === null ? reading.take(command, at(day)) : reading.purchase(read, at(day));
          expect(withoutCommands(said)).toEqual(withoutCommands(plain));
          if (read !== null) seen.read += 1;
          // A retry is the same event again.
          if (index % 5 === 0 && plain.ok) expect(run.take(command, at(day))).toEqual(plain);
          if (plain.ok) for (const event of plain.events) member = evolve(plan, member, event);
          seen[plain.ok ? "taken" : "refused"] += 1;
          if (plain.ok && (plain.events[0]?.tiers?.length ?? 0) > 1) seen.tiers += 1;
        });
        const asOf = at(day + later);
        const assumptions = {
          wallets: [
            { wallet: "points", valuePerPoint: "0.01", redemptionRate: "0.7", byDaysToExpiry: [{ daysMax: 10, redemptionRate: "0.9" }] },
          ],
        };
        expect(run.standing(asOf)).toEqual(standing(plan, member, asOf));
        expect(reading.standing(asOf)).toEqual(standing(plan, member, asOf));
        expect(run.liability(assumptions, asOf)).toEqual(liability(plan, [member], assumptions, asOf));
      },
    ),
    runs(300),
  );
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(seenMin(20));
});

test("L-41 several lots of one late purchase take over a spending one after the other", () => {
  const plan = compileProgramme(
    programmeOf({
      wallets: [{ id: "points", expiry: { kind: "rolling", after: "P15D" } }],
      lateEvents: { policy: "effectiveTime" },
      earning: [
        { id: "spend", wallet: "points", award: { kind: "perAmount", points: 1, per: 1, rounding: "floor" } },
        { id: "gift", wallet: "points", award: { kind: "fixed", points: 30 } },
      ],
    }),
  );
  let member = newMember("m1");
  const asks = (day: number, command: LoyaltyCommand): void => {
    const decision = decide(plan, member, command, { at: at(day) });
    if (!decision.ok) throw new Error(decision.refusals[0].code);
    for (const event of decision.events) member = evolve(plan, member, event);
  };
  asks(1, { type: "purchase", id: "c0", lines: [{ id: "1", amount: "2" }] });
  asks(1, { type: "spend", id: "c1", wallet: "points", points: 20 });
  asks(1, { type: "purchase", id: "c2", effectiveAt: at(0), lines: [{ id: "1", amount: "5" }] });
  const left = (member.wallets["points"]?.lots ?? []).flat().map(({ id, remaining }) => [id, remaining]);
  // The late points expire first: the 20 are taken from them, and the others are free again.
  expect(left).toEqual([["c2:0", 0], ["c2:1", 15], ["c0:0", 2], ["c0:1", 30]]);
});

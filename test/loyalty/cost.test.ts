/** Groups, partners, referral, cost and simulation by example. */
import { describe, expect, test } from "vitest";

import {
  accountsBelow,
  ageing,
  compileAccounts,
  evolve,
  foldMembers,
  groupStanding,
  liability,
  memberAggregate,
  newMember,
  proportionalBreakage,
  recogniseRevenue,
  refer,
  rewardReferral,
  settlePartners,
  simulate,
  transfer,
} from "../../src/loyalty/index.js";
import type { LoyaltyCommand, Programme } from "../../src/loyalty/index.js";
import { buy, programmeOf, Story } from "./story.js";

const day = (text: string): string => `${text}T10:00:00.000Z`;
const JANUARY = day("2026-01-05");
const perEuro = {
  id: "spend",
  wallet: "points",
  award: { kind: "perAmount", points: 1, per: 1, rounding: "floor" },
} as const;
const throwing = (code: string): object => expect.objectContaining({ code }) as object;

describe("groups", () => {
  test("accounts form trees: no circle, no stranger, no name twice", () => {
    const tree = compileAccounts([
      { id: "b", parent: "a" },
      { id: "a" },
      { id: "d", parent: "b" },
      { id: "c", parent: "a" },
    ]);
    expect(accountsBelow(tree, "a")).toEqual(["a", "b", "c", "d"]);
    expect(accountsBelow(tree, "x")).toEqual([]);
    const circle = [
      { id: "a", parent: "c" },
      { id: "b", parent: "a" },
      { id: "c", parent: "b" },
    ];
    expect(() => compileAccounts(circle)).toThrow(throwing("loyalty.account_cycle"));
    expect(() => compileAccounts([{ id: "a", parent: "a" }])).toThrow(
      throwing("loyalty.account_cycle"),
    );
    expect(() => compileAccounts([{ id: "a", parent: "x" }])).toThrow(
      throwing("loyalty.unknown_account"),
    );
    expect(() => compileAccounts([{ id: "a" }, { id: "a" }])).toThrow(
      throwing("loyalty.duplicate_id"),
    );
  });

  test("a group stands together: balances added, one tier of all", () => {
    const programme = programmeOf({
      earning: [perEuro],
      tiers: {
        metric: { kind: "orders" },
        window: { kind: "lifetime" },
        levels: [
          { id: "one", from: 0 },
          { id: "two", from: 2 },
        ],
      },
    });
    const members = ["a", "b", "x"].map(
      (id) => new Story(programme, id).does(JANUARY, buy("o", 10)).member,
    );
    const tree = compileAccounts([{ id: "a" }, { id: "b", parent: "a" }, { id: "x" }]);
    const { plan } = new Story(programme);
    expect(groupStanding(plan, tree, members, { account: "a", asOf: JANUARY })).toEqual({
      account: "a",
      asOf: JANUARY,
      members: ["a", "b"],
      wallets: [{ wallet: "points", active: 20, balance: 20 }],
      tier: { id: "two", measure: 2, next: null },
    });
  });

  test("points move inside a group only, unless the rule is open", () => {
    const story = new Story(
      programmeOf({ earning: [perEuro], transfers: [{ wallet: "points" }] }),
      "a",
    );
    story.does(JANUARY, buy("o", 10));
    const request = {
      id: "t",
      from: story.member,
      to: newMember("b"),
      wallet: "points",
      points: 4,
    };
    const accounts = compileAccounts([{ id: "a" }, { id: "b" }]);
    const refused = { ok: false, refusals: [{ code: "no-transfer" }] };
    expect(transfer(story.plan, request, { at: JANUARY })).toMatchObject(refused);
    expect(transfer(story.plan, { ...request, accounts }, { at: JANUARY })).toMatchObject(refused);
    expect(() => transfer(story.plan, { ...request, to: story.member }, { at: JANUARY })).toThrow(
      throwing("loyalty.member"),
    );
    const family = compileAccounts([{ id: "a" }, { id: "b", parent: "a" }]);
    const inside = { ...request, accounts: family };
    expect(transfer(story.plan, { ...inside, points: 11 }, { at: JANUARY })).toMatchObject({
      refusals: [{ code: "insufficient" }],
    });
    const moved = transfer(story.plan, inside, { at: JANUARY });
    if (!moved.ok) throw new Error("not moved");
    // Asked again with the states after it, the answer is the same and nothing moves twice.
    const from = evolve(story.plan, story.member, moved.sent);
    const to = evolve(story.plan, newMember("b"), moved.received);
    expect(transfer(story.plan, { ...inside, from, to }, { at: JANUARY })).toEqual(moved);
  });
});

describe("partners", () => {
  test("a partner owes for what its sales earned less what came back", () => {
    const partners = [
      { id: "fuel", settlement: "postpaid", pricePerPoint: "0.015" },
      { id: "hotel", settlement: "prepaid", pricePerPoint: 1 },
    ] as const;
    const story = new Story(programmeOf({ earning: [perEuro], partners }));
    story.does(JANUARY, { ...buy("o", 100), partner: "fuel" } as LoyaltyCommand);
    story.does(JANUARY, buy("p", 50));
    const lines = [{ id: "1", amount: 30 }];
    story.does(day("2026-01-09"), { type: "return", id: "r", purchaseId: "o", lines });
    const january = { from: day("2026-01-01"), until: day("2026-02-01") };
    const twice = [...story.events, ...story.events];
    expect(settlePartners(story.plan, twice, january)).toEqual([
      { partner: "fuel", settlement: "postpaid", issued: 100, reversed: 30, amount: "1.05" },
      { partner: "hotel", settlement: "prepaid", issued: 0, reversed: 0, amount: "0" },
    ]);
  });
});

describe("referral", () => {
  const programme = programmeOf({
    referral: {
      wallet: "points",
      referrerPoints: 250,
      refereePoints: 100,
      minimumAmount: 50,
      within: "P30D",
    },
  });
  const link = { id: "l", referrerId: "a", refereeId: "b", namedAt: JANUARY };

  test("who brought whom forms no circle and hides no one", () => {
    const { plan } = new Story(programme);
    const links = [link, { ...link, id: "m", referrerId: "b", refereeId: "c" }];
    const request = {
      id: "n",
      referrer: { memberId: "c", signals: { iban: "X", phone: "1" } },
      referee: { memberId: "a", signals: { iban: "X", phone: "2" } },
      namedAt: JANUARY,
      contract: "K1",
      links,
    };
    const decision = refer(plan, request);
    expect(decision.ok ? [] : decision.refusals.map(({ code }) => code)).toEqual([
      "referral-cycle",
      "shared-identity",
    ]);
    const other = { ...request, referee: { memberId: "d" } };
    expect(refer(plan, other)).toMatchObject({
      ok: true,
      link: { refereeId: "d", contract: "K1" },
    });
    expect(() => refer(new Story(programmeOf({})).plan, other)).toThrow(
      throwing("loyalty.no_referral"),
    );
  });

  test("only a purchase in time and of size qualifies; a return takes the rewards back", () => {
    const referrer = new Story(programme, "a");
    const referee = new Story(programme, "b")
      .does(JANUARY, buy("small", 49))
      .does(day("2026-01-20"), buy("good", 80))
      .does(day("2026-03-01"), buy("late", 80));
    const reward = (purchaseId: string): ReturnType<typeof rewardReferral> =>
      rewardReferral(
        referrer.plan,
        { link, referrer: referrer.member, referee: referee.member, purchaseId },
        { at: day("2026-03-01") },
      );
    for (const purchaseId of ["small", "late", "none"]) {
      expect(reward(purchaseId)).toMatchObject({ refusals: [{ code: "not-qualified" }] });
    }
    const granted = reward("good");
    if (!granted.ok || granted.referrer === null) throw new Error("not granted");
    referrer.takes(granted.referrer);
    referee.takes(granted.referee);
    expect(reward("good")).toEqual(granted);
    const back = { type: "return", id: "r", purchaseId: "referral/l" } as const;
    expect(referrer.does(day("2026-03-02"), back).points(day("2026-03-02"))).toBe(0);
    expect(referrer.asks(day("2026-03-02"), { ...back, id: "s" })).toMatchObject({ ok: false });
    const stranger = {
      link: { ...link, referrerId: "z" },
      referrer: referrer.member,
      referee: referee.member,
    };
    expect(() =>
      rewardReferral(referrer.plan, { ...stranger, purchaseId: "good" }, { at: day("2026-03-02") }),
    ).toThrow(throwing("loyalty.member"));
  });
});

describe("cost", () => {
  const wallets = [{ id: "points", expiry: { kind: "rolling", after: "P30D" } }] as const;
  const story = new Story(programmeOf({ wallets, earning: [perEuro] }))
    .does(JANUARY, buy("a", 100))
    .does(day("2026-01-25"), buy("b", 200));
  const asOf = day("2026-01-30");

  test("points near their end may be redeemed at another rate", () => {
    const assumption = {
      wallet: "points",
      valuePerPoint: "0.01",
      redemptionRate: "0.9",
      byDaysToExpiry: [{ daysMax: 7, redemptionRate: "0.25" }],
    };
    expect(liability(story.plan, [story.member], { wallets: [assumption] }, asOf)).toEqual({
      currency: "EUR",
      wallets: [
        {
          wallet: "points",
          outstanding: 300,
          debt: 0,
          expectedRedeemed: "205",
          expectedBreakage: "95",
          amount: "2.05",
        },
      ],
      amount: "2.05",
    });
    const wrong =
      (change: object): (() => unknown) =>
      () =>
        liability(story.plan, [story.member], { wallets: [{ ...assumption, ...change }] }, asOf);
    expect(wrong({ wallet: "x" })).toThrow(throwing("loyalty.unknown_wallet"));
    expect(wrong({ redemptionRate: "1.1" })).toThrow(throwing("rate.range"));
    expect(wrong({ valuePerPoint: 0 })).toThrow(throwing("loyalty.not_positive"));
  });

  test("points by age and by time to expiry; bands ascend", () => {
    const options = { wallet: "points", asOf, daysMax: [10, 28] };
    expect(ageing(story.plan, [story.member], options)).toEqual([
      { daysMax: 10, byAge: 200, byDaysToExpiry: 100 },
      { daysMax: 28, byAge: 100, byDaysToExpiry: 200 },
      { daysMax: null, byAge: 0, byDaysToExpiry: 0 },
    ]);
    expect(() => ageing(story.plan, [], { ...options, daysMax: [9, 9] })).toThrow(
      throwing("loyalty.band_order"),
    );
    expect(() => ageing(story.plan, [], { ...options, wallet: "x" })).toThrow(
      throwing("loyalty.unknown_wallet"),
    );
  });

  test("revenue never exceeds what was allocated, nor breakage what was expected", () => {
    const { liability: left } = recogniseRevenue({ allocated: 10, redeemed: 12, expected: 9 });
    expect(left).toBe("0");
    expect(proportionalBreakage({ prepaid: 10, expectedBreakage: 1, redeemed: 11 })).toBe("1");
    expect(() => proportionalBreakage({ prepaid: 1, expectedBreakage: 1, redeemed: 0 })).toThrow(
      throwing("loyalty.not_positive"),
    );
    expect(() => recogniseRevenue({ allocated: -1, redeemed: 0, expected: 1 })).toThrow(
      throwing("loyalty.amount"),
    );
  });

  test("another programme decides the same commands; what it lacks is counted", () => {
    const before: Programme = programmeOf({
      earning: [perEuro],
      rewards: [{ id: "mug", wallet: "points", points: 10, isStocked: true }],
    });
    const told = new Story(before);
    told.budgets = [{ kind: "reward", id: "mug", left: 5 }];
    told
      .does(JANUARY, buy("a", 100))
      .does(JANUARY, { type: "redeem", id: "m", reward: "mug" })
      .does(day("2026-01-06"), { type: "spend", id: "s", wallet: "points", points: 80 });
    const after: Programme = programmeOf({
      version: "2",
      earning: [perEuro],
      caps: [{ id: "c", scope: "transaction", wallet: "points", points: 60, onExcess: "truncate" }],
    });
    const simulation = simulate(before, after, [...told.events].reverse());
    expect(simulation).toMatchObject({
      members: 1,
      commands: 3,
      before: { wallets: [{ earned: 100, spent: 90, active: 10 }], refused: [] },
      after: {
        wallets: [{ earned: 60, spent: 0, active: 60 }],
        refused: [
          { code: "insufficient", commands: 1 },
          { code: "unknown-reward", commands: 1 },
        ],
      },
      differences: [{ wallet: "points", earned: -40, spent: -90, outstanding: 50 }],
    });
    expect(simulate(before, before, told.events).differences).toEqual([
      { wallet: "points", earned: 0, spent: 0, outstanding: 0 },
    ]);
  });

  test("an aggregate says what is missing, and takes no other member's events", () => {
    const ledger = memberAggregate(story.plan);
    const [first, second] = story.events;
    if (first === undefined || second === undefined) throw new Error("no events");
    expect(ledger.result(ledger.empty())).toEqual({ member: null, missing: null });
    expect(ledger.result(ledger.add(ledger.empty(), second))).toEqual({ member: null, missing: 1 });
    const one = ledger.add(ledger.empty(), first);
    expect(() => ledger.add(one, { ...second, memberId: "m2" })).toThrow(
      throwing("loyalty.member"),
    );
    expect(() => ledger.add(one, { ...first, at: asOf })).toThrow(throwing("loyalty.conflict"));
    expect(foldMembers(story.plan, [second], foldMembers(story.plan, [first]))).toEqual([
      story.member,
    ]);
  });
});

/** The hostile inputs of loyalty, row by row of the shared list; the ids are its own. */
import { describe, expect, test } from "vitest";

import { compileProgramme, newMember } from "../../src/loyalty/index.js";
import type { LoyaltyCommand , decide} from "../../src/loyalty/index.js";
import { ClienteleError } from "../../src/values/index.js";
import { Story, buy, programmeOf } from "./story.js";

function issueOf(call: () => unknown): readonly [string, string] | null {
  try {
    call();
    return null;
  } catch (error) {
    if (error instanceof ClienteleError) return [error.issues[0]?.code ?? "", error.issues[0]?.path ?? ""];
    throw error;
  }
}

const club = programmeOf({
  wallets: [{ id: "points", expiry: { kind: "rolling", after: "P1Y", end: "instant" } }],
  earning: [{ id: "base", wallet: "points", award: { kind: "perAmount", points: 1, per: "1", rounding: "floor" } }],
});
const at = "2026-03-01T10:00:00.000Z";
const asked = (command: LoyaltyCommand, points = 100): ReturnType<typeof decide> => new Story(club).does("2026-01-01T00:00:00.000Z", buy("p1", points)).asks(at, command);

describe("hostile input of loyalty", () => {
  test("loyalty-01 an event that comes three times counts once", () => {
    const story = new Story(club).does(at, buy("p1", 100));
    const [event] = story.events;
    if (event === undefined) throw new Error("no event");
    for (let times = 0; times < 3; times += 1) story.takes(event);
    expect(story.points(at)).toBe(100);
    expect(story.asks(at, buy("p1", 100)).ok).toBe(true);
    expect(story.points(at)).toBe(100);
  });

  test("loyalty-02 more than there is cannot be redeemed; the refusal carries both", () => {
    const decision = asked({ type: "spend", id: "s1", wallet: "points", points: 101 });
    expect(decision).toMatchObject({ ok: false, refusals: [{ code: "insufficient", facts: { balance: 100, requested: 101 } }] });
  });

  test.each([[-100], [0], [0.1], [2 ** 53], [-0], [Number.NaN], [Number.POSITIVE_INFINITY], ["100"], [null]])("loyalty-03 loyalty-04 %j points are none to spend", (points) => {
    expect(issueOf(() => asked({ type: "spend", id: "s1", wallet: "points", points: points as number }))).toEqual(["loyalty.points", "points"]);
    expect(issueOf(() => asked({ type: "hold", id: "h1", wallet: "points", points: points as number, until: "2026-04-01T00:00:00.000Z" }))).toEqual(["loyalty.points", "points"]);
  });

  test("loyalty-04 sums beyond 2^53 are refused, and nothing is lost", () => {
    const story = new Story(club).does(at, { type: "adjust", id: "a1", wallet: "points", points: 9_007_199_254_740_990, reason: "migration" });
    expect(issueOf(() => story.asks(at, buy("p2", 2)))?.[0]).toBe("loyalty.overflow");
    expect(story.points(at)).toBe(9_007_199_254_740_990);
  });

  test("loyalty-06 a refund of what was not bought, or of more, or twice, is refused", () => {
    const story = new Story(club).does("2026-01-01T00:00:00.000Z", buy("p1", 100));
    expect(story.asks(at, { type: "return", id: "r0", purchaseId: "none" })).toMatchObject({ ok: false });
    const tooMuch = story.asks(at, { type: "return", id: "r1", purchaseId: "p1", lines: [{ id: "1", amount: 101 }] });
    expect(tooMuch.ok).toBe(false);
    story.does(at, { type: "return", id: "r2", purchaseId: "p1" });
    const twice = story.asks(at, { type: "return", id: "r3", purchaseId: "p1", lines: [{ id: "1", amount: 1 }] });
    expect(twice.ok).toBe(false);
    expect(story.points(at)).toBe(0);
  });

  test("loyalty-07 at the very instant points are expired, wherever the member lives", () => {
    for (const offsetMinutes of [0, 840, -720]) {
      const story = new Story({ ...club, clock: { offsetMinutes } }).does("2026-01-01T00:00:00.000Z", buy("p1", 100));
      expect(story.points("2026-12-31T23:59:59.999Z")).toBe(100);
      expect(story.points("2027-01-01T00:00:00.000Z")).toBe(0);
    }
  });

  test.each([["constructor"], ["__proto__"], ["\u0000"], ["x".repeat(1_000_000)], ["\uD800"], [""], [7]])("loyalty-10 %j is no member", (memberId) => {
    const [code, path] = issueOf(() => newMember(memberId as string)) ?? [];
    expect(code).toBe("id.format");
    expect(path).toBe("memberId");
  });
});

describe("what else cannot be", () => {
  test("a wallet that is none, and a command in the past of a snapshot", () => {
    const story = new Story(club).does(at, buy("p1", 100));
    expect(issueOf(() => story.asks(at, { type: "spend", id: "s", wallet: "none", points: 1 }))?.[0]).toBe("loyalty.unknown_wallet");
    expect(issueOf(() => story.asks("2026-02-01T00:00:00.000Z", buy("p2", 1)))?.[0]).toBe("loyalty.past");
    expect(story.points(at)).toBe(100);
  });

  test("tier thresholds out of order, and a campaign without end or budget", () => {
    const tiers = { ladders: [] };
    expect(issueOf(() => compileProgramme({ ...club, tiers } as never))).not.toBeNull();
    const campaign = { id: "c", valid: { from: "2026-01-01T00:00:00.000Z" }, earning: [] };
    expect(issueOf(() => compileProgramme({ ...club, campaigns: [campaign] } as never))).not.toBeNull();
  });
});

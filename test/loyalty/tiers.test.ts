/** Tiers by example: windows, validity, grace, downgrade, pins. */
import { describe, expect, test } from "vitest";

import { standing } from "../../src/loyalty/index.js";
import type { Programme, TierPlan } from "../../src/loyalty/index.js";
import { addDays } from "../../src/values/index.js";
import { buy, programmeOf, Story } from "./story.js";

const day = (text: string): string => `${text}T10:00:00.000Z`;
const midnight = (text: string): string => `${text}T00:00:00.000Z`;

const tiered = (tiers: Partial<TierPlan>, parts: Partial<Programme> = {}): Story =>
  new Story(
    programmeOf({
      ...parts,
      tiers: {
        metric: { kind: "orders" },
        window: { kind: "calendar", unit: "year" },
        levels: [
          { id: "basic", from: 0 },
          { id: "silver", from: 2, keepFrom: 1 },
          { id: "gold", from: 4 },
        ],
        ...tiers,
      },
    }),
  );

/** So many orders on a day. */
function orders(story: Story, date: string, count: number): Story {
  for (let index = 0; index < count; index += 1) {
    story.does(day(date), buy(`${date}-${String(index)}`, 10));
  }
  return story;
}

describe("validity", () => {
  test("a tier holds to the end of the period, and of as many more as it says", () => {
    const short = orders(tiered({ validity: { periods: 0 } }), "2026-05-01", 4);
    expect(short.tier("2026-12-31T23:59:59.999Z")).toBe("gold");
    const long = orders(tiered({ validity: { periods: 2 } }), "2026-05-01", 4);
    expect(long.tier("2028-12-31T23:59:59.999Z")).toBe("gold");
    expect(long.tier(midnight("2029-01-01"))).toBe("basic");
  });

  test("what was measured in the period that ends keeps the tier, by its own bound", () => {
    const story = orders(tiered({ validity: { periods: 1 } }), "2026-05-01", 2);
    orders(story, "2027-05-01", 1);
    expect(story.tier(midnight("2028-01-01"))).toBe("silver");
    expect(story.tier(midnight("2029-01-01"))).toBe("basic");
    const { tier } = standing(story.plan, story.member, day("2027-06-01"));
    expect(tier).toMatchObject({ measure: 1, next: { id: "gold", missing: 3 }, missingToKeep: 0 });
  });

  test("within the grace it can still be earned again", () => {
    const story = orders(tiered({ validity: { periods: 0 }, grace: "P1M" }), "2026-05-01", 4);
    expect(story.tier("2027-01-31T23:59:59.999Z")).toBe("gold");
    // The grace ends; the year before it measured enough.
    expect(story.tier(midnight("2027-02-01"))).toBe("gold");
    expect(story.tier(midnight("2028-02-01"))).toBe("basic");
    orders(story, "2028-01-10", 4);
    expect(story.tier(midnight("2028-02-01"))).toBe("gold");
  });

  test("a period does not count the first day of the next one", () => {
    const story = orders(tiered({ validity: { periods: 0 }, grace: "P1M" }), "2026-05-01", 4);
    orders(story, "2027-12-31", 3);
    orders(story, "2028-01-01", 1);
    // Three in the year, one in the grace: neither reaches four.
    expect(story.tier("2028-01-31T23:59:59.999Z")).toBe("gold");
    expect(story.tier(midnight("2028-02-01"))).toBe("silver");
  });

  test("every day of a long window counts, however many there are", () => {
    const levels = [{ id: "basic", from: 0 }, { id: "daily", from: 150 }];
    const story = tiered({ window: { kind: "lifetime" }, levels });
    for (let index = 0; index < 149; index += 1) orders(story, addDays("2026-01-01", index), 1);
    expect(story.tier(day("2026-12-01"))).toBe("basic");
    orders(story, "2026-12-02", 1);
    expect(story.tier(day("2026-12-02"))).toBe("daily");
  });

  test("a soft landing goes down one step at a time, or not at all", () => {
    const soft = orders(
      tiered({ validity: { periods: 0 }, downgrade: "oneStep" }),
      "2026-05-01",
      4,
    );
    expect(
      ["2027-01-01", "2028-01-01", "2029-01-01"].map((date) => soft.tier(midnight(date))),
    ).toEqual(["gold", "silver", "basic"]);
    const kept = orders(tiered({ validity: { periods: 0 }, downgrade: "never" }), "2026-05-01", 4);
    expect(kept.tier(midnight("2040-01-01"))).toBe("gold");
  });

  test("a tier for a time lasts from the day it was reached, and longer when reached again", () => {
    const story = orders(
      tiered({ window: { kind: "rolling", length: "P3M" }, validity: { lasting: "P6M" } }),
      "2026-05-01",
      2,
    );
    expect(story.tier(day("2026-10-31"))).toBe("silver");
    expect(story.tier(day("2026-11-01"))).toBe("basic");
    orders(story, "2026-07-01", 2);
    expect(story.tier(day("2026-12-31"))).toBe("gold");
  });
});

describe("windows", () => {
  test("an upgrade may wait for the end of its period", () => {
    const story = orders(
      tiered({ window: { kind: "calendar", unit: "quarter" }, upgrade: "periodEnd" }),
      "2026-02-01",
      4,
    );
    expect(story.tier("2026-03-31T23:59:59.999Z")).toBe("basic");
    expect(story.tier(midnight("2026-04-01"))).toBe("gold");
    expect(story.tier(midnight("2026-07-01"))).toBe("basic");
  });

  test("an anniversary is counted from the day of joining, the 31st included", () => {
    const story = tiered({
      window: { kind: "anniversary", length: "P1M" },
      validity: { periods: 0 },
    });
    story.does(day("2026-01-31"), { type: "enrol", id: "e", memberId: "m1" });
    orders(story, "2026-02-27", 2);
    expect(story.tier("2026-02-27T23:59:59.999Z")).toBe("silver");
    expect(story.tier(midnight("2026-02-28"))).toBe("silver");
    // Kept by the month that ended on the 27th; the next one, to 30 March, measured nothing.
    expect(story.tier("2026-03-30T23:59:59.999Z")).toBe("silver");
    expect(story.tier(midnight("2026-03-31"))).toBe("basic");
  });

  test("without validity the tier follows its measure at each command", () => {
    const story = orders(tiered({ window: { kind: "rolling", length: "P1M" } }), "2026-01-10", 4);
    expect(story.tier(day("2026-01-10"))).toBe("gold");
    orders(story, "2026-02-15", 2);
    expect(story.tier(day("2026-02-15"))).toBe("silver");
  });

  test("a returned order does not count; a score weighs points, spend and orders", () => {
    const story = orders(tiered({ window: { kind: "lifetime" } }), "2026-01-10", 2);
    story.does(day("2026-01-11"), { type: "return", id: "r", purchaseId: "2026-01-10-0" });
    expect(standing(story.plan, story.member, day("2026-01-11")).tier?.measure).toBe(1);
    const score = tiered(
      {
        metric: { kind: "score", wallet: "points", weights: { credits: 1, spend: 2, orders: 100 } },
        window: { kind: "lifetime" },
      },
      {
        earning: [
          {
            id: "spend",
            wallet: "points",
            award: { kind: "perAmount", points: 1, per: 1, rounding: "floor" },
          },
        ],
      },
    ).does(day("2026-01-10"), buy("o", 7));
    const measure = standing(score.plan, score.member, day("2026-01-10")).tier?.measure;
    expect(measure).toBe(7 + 2 * 700 + 100);
  });

  test("spending and expiry of points never touch a tier by credits", () => {
    const story = tiered(
      { metric: { kind: "credits", wallet: "points" }, validity: { periods: 0 } },
      { wallets: [{ id: "points", expiry: { kind: "rolling", after: "P1D" } }] },
    );
    story.does(day("2026-01-10"), {
      type: "adjust",
      id: "a",
      wallet: "points",
      points: 9,
      reason: "by hand, which is no credit",
    });
    expect(story.tier(day("2026-01-10"))).toBe("basic");
  });
});

describe("given by hand", () => {
  test("a pinned tier holds to its end, whatever is measured, and then only what was measured counts", () => {
    const story = orders(tiered({ validity: { periods: 1 } }), "2026-01-10", 1);
    const pin = { type: "pin", id: "p", tier: "gold", reason: "contract" } as const;
    expect(() => story.does(day("2026-01-11"), { ...pin, tier: "iron" })).toThrow(
      expect.objectContaining({ code: "loyalty.unknown_tier", path: "tier" }),
    );
    expect(() => story.does(day("2026-01-11"), { ...pin, until: day("2026-01-11") })).toThrow(
      expect.objectContaining({ code: "loyalty.pin_end", path: "until" }),
    );
    story.does(day("2026-01-11"), { ...pin, until: midnight("2026-07-01") });
    orders(story, "2026-02-01", 1);
    expect(story.tier("2026-06-30T23:59:59.999Z")).toBe("gold");
    expect(story.tier(midnight("2026-07-01"))).toBe("silver");
    orders(story, "2026-08-01", 1);
    const changes = story.events[story.events.length - 1]?.tiers ?? [];
    expect(changes.map(({ to, reason }) => [to, reason])).toEqual([["silver", "pin-ended"]]);
  });

  test("one given for good stays", () => {
    const story = orders(tiered({ validity: { periods: 0 } }), "2026-01-10", 1);
    story.does(day("2026-01-11"), { type: "pin", id: "p", tier: "silver", reason: "contract" });
    expect(orders(story, "2026-01-12", 4).tier(midnight("2050-01-01"))).toBe("silver");
  });
});

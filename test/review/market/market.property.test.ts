import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { compileCondition } from "../../../src/conditions/index.js";
import { compileMarket, marketFacts, marketView } from "../../../src/review/index.js";
import type { Market } from "../../../src/review/index.js";
import { marketSchema } from "../../../src/review/market/schema.js";
import { addDays, addDuration } from "../../../src/values/index.js";
import { deepFreeze } from "../../support/freeze.js";
import { runs, seenMin } from "../../support/runs.js";

const asOf = "2026-11-23";
const day = fc.integer({ min: -400, max: 20 }).map((days) => addDays(asOf, days));
const scope = fc.constantFrom({}, { account: "acme" }, { account: "bolt" }, { segment: "offices" }, { segment: "schools" });
const entry = fc
  .tuple(scope, day, fc.option(fc.integer({ min: 1, max: 500 }), { nil: undefined }))
  .map(([about, from, length]) => ({ ...about, source: "visit", asOf: from, ...(length === undefined ? {} : { until: addDays(from, length) }) }));
const competitor = fc.constantFrom("rival", "other", "third");
const mark = fc.option(fc.integer({ min: 0, max: 10 }), { nil: null, freq: 6 });
const marks = fc.record({ price: mark, delivery: mark });
const market: fc.Arbitrary<Market> = fc
  .record({
    facts: fc.array(fc.tuple(entry, competitor, fc.constantFrom("supplies" as const, "bids" as const, "left" as const, "note" as const)), { maxLength: 8 }),
    swot: fc.array(fc.tuple(entry, fc.constantFrom("strength" as const, "weakness" as const, "opportunity" as const, "threat" as const), fc.nat(5)), { maxLength: 8 }),
    ratings: fc.array(fc.tuple(entry, marks, marks, marks), { maxLength: 3 }),
    maximumAge: fc.constantFrom("P3M", "P12M"),
  })
  .map(({ facts, swot, ratings, maximumAge }) =>
    deepFreeze({
      id: "chairs",
      maximumAge,
      competitors: [{ id: "rival", name: "Rival Ltd" }, { id: "other" }, { id: "third" }],
      facts: facts.map(([one, of, kind], index) => ({ id: `F-${String(index)}`, ...one, competitor: of, kind })),
      swot: swot.map(([one, kind, weight], index) => ({ id: `S-${String(index)}`, ...one, kind, weight, text: `text ${String(index)}` })),
      ratings: ratings.map(([one, own, first, second], index) => ({
        id: `R-${String(index)}`,
        ...one,
        factors: [{ id: "price", weight: 2 }, { id: "delivery", weight: 1 }],
        own: { id: "we", ratings: own },
        competitors: [{ id: "rival", ratings: first }, { id: "other", ratings: second }],
      })),
    }),
  );
const account = { id: "acme", segments: ["offices"] };

describe("a market view", () => {
  test("RV-K1 holds every entry that concerns the account, or says why it does not", () => {
    let dropped = 0;
    fc.assert(
      fc.property(market, (given) => {
        const view = marketView(account, given, asOf);
        const concerns = (one: { account?: string; segment?: string }): boolean =>
          one.account === "acme" || one.segment === "offices" || (one.account === undefined && one.segment === undefined);
        const shown = [...view.strengths, ...view.weaknesses, ...view.opportunities, ...view.threats];
        const all = (given.swot ?? []).filter(concerns);
        const out = view.dropped.filter(({ list }) => list === "swot");
        dropped += out.length;
        expect([...shown.map(({ id }) => id), ...out.map(({ id }) => id)].sort()).toEqual(all.map(({ id }) => id).sort());
        for (const one of shown) {
          expect(one.asOf <= asOf).toBe(true);
          if (one.until === undefined) expect(addDuration(one.asOf, given.maximumAge ?? "P99Y") >= asOf).toBe(true);
          else expect(one.until > asOf).toBe(true);
        }
        const { facts } = view;
        expect(facts["market.threats"]).toBe(view.threats.length);
        expect(facts["market.strongestThreat"]).toBe(view.threats[0]?.text);
        expect(Math.max(-1, ...view.threats.map(({ weight }) => weight ?? 1))).toBe(facts["market.strongestThreatWeight"] ?? -1);
        expect(Object.keys(facts).every((name) => Object.hasOwn(marketFacts, name))).toBe(true);
      }),
      runs(200),
    );
    expect(dropped).toBeGreaterThan(seenMin(50));
  });

  test("RV-K2 the order of entries changes nothing; compiled or not; plain data", () => {
    fc.assert(
      fc.property(market, (given) => {
        const view = marketView(account, given, asOf);
        const reversed = { ...given, facts: [...(given.facts ?? [])].reverse(), swot: [...(given.swot ?? [])].reverse(), ratings: [...(given.ratings ?? [])].reverse() };
        expect(marketView(account, compileMarket(reversed), asOf)).toEqual(view);
        expect(JSON.parse(JSON.stringify(view))).toEqual(view);
        expect(marketSchema.safeParse(given).success).toBe(true);
      }),
      runs(100),
    );
  });

  test("RV-K3 relative strength is above 1 where every mark of ours is above, and unknown without marks", () => {
    fc.assert(
      fc.property(market, (given) => {
        const { relativeStrength, present } = marketView(account, given, asOf);
        if (relativeStrength.state === "unknown") return;
        const rating = given.ratings?.find(({ id }) => id === relativeStrength.rating);
        const strongest = rating?.competitors.find(({ id }) => id === relativeStrength.strongest);
        if (present.length > 0) expect(present.map((one) => one.competitor)).toContain(relativeStrength.strongest);
        if (relativeStrength.coverage < 1) return;
        const total = (of: { readonly [factor: string]: number | null } | undefined): number => 2 * (of?.["price"] ?? 0) + (of?.["delivery"] ?? 0);
        expect(relativeStrength.ratio).toBeCloseTo(total(rating?.own.ratings) / total(strongest?.ratings), 12);
      }),
      runs(200),
    );
  });

  test("the nearest and latest fact says who is present; facts serve conditions", () => {
    const seen = { source: "visit" };
    const given: Market = {
      id: "m",
      competitors: [{ id: "rival", name: "Rival Ltd" }, { id: "other" }],
      facts: [
        { id: "1", competitor: "rival", kind: "supplies", segment: "offices", asOf: "2026-10-01", ...seen },
        { id: "2", competitor: "rival", kind: "left", account: "acme", asOf: "2026-01-01", ...seen },
        { id: "3", competitor: "other", kind: "bids", asOf: "2026-01-01", ...seen },
        { id: "4", competitor: "other", kind: "note", account: "acme", asOf: "2026-11-01", text: "cheap", ...seen },
      ],
    };
    const view = marketView(account, given, asOf);
    expect(view.present).toEqual([{ competitor: "other", name: null, fact: "3", kind: "bids", scope: "market", others: ["4"] }]);
    expect(view.relativeStrength).toEqual({ state: "unknown", reason: "no-rating" });
    expect(marketView({ id: "x", segments: ["offices"] }, given, asOf).present.map(({ competitor: one }) => one)).toEqual(["other", "rival"]);
    const rule = compileCondition({ fact: "market.competitors", operator: "contains", value: "other" }, { facts: marketFacts });
    const nested = Object.fromEntries(Object.entries(view.facts).map(([name, value]) => [name.replace("market.", ""), value]));
    expect(rule.holds({ market: nested })).toBe(true);
  });

  const good: Market = { id: "m", competitors: [{ id: "rival" }] };
  const fact = { id: "1", competitor: "rival", kind: "note", source: "x", asOf };
  const swot = { id: "1", kind: "threat", text: "t", source: "x", asOf };
  test.each([
    [null, "schema.type", "market"],
    [{ ...good, competitors: [{ id: "rival" }, { id: "rival" }] }, "review.duplicate_id", "competitors[1].id"],
    [{ ...good, facts: [{ ...fact, competitor: "nobody" }] }, "review.unknown_competitor", "facts[0].competitor"],
    [{ ...good, facts: [fact, fact] }, "review.duplicate_id", "facts[1].id"],
    [{ ...good, facts: [{ ...fact, account: "a", segment: "b" }] }, "review.market_scope", "facts[0]"],
    [{ ...good, facts: [{ ...fact, until: asOf }] }, "date.range_reversed", "facts[0].until"],
    [{ ...good, facts: [{ ...fact, kind: "dreams" }] }, "schema.value", "facts[0].kind"],
    [{ ...good, swot: [{ ...swot, weight: -1 }] }, "schema.range", "swot[0].weight"],
    [{ ...good, swot: [{ ...swot, text: 1 }] }, "schema.type", "swot[0].text"],
    [{ ...good, swot: [{ ...swot, source: undefined }] }, "schema.type", "swot[0].source"],
    [{ ...good, maximumAge: "soon" }, "duration.format", "maximumAge"],
    [{ ...good, ratings: [{ ...swot, factors: [] }] }, "schema.unknown_key", "ratings[0].kind"],
    [{ ...good, ratings: [{ id: "1", source: "x", asOf, factors: [{ id: "p", weight: NaN }], own: {}, competitors: [] }] }, "schema.not_finite", "ratings[0].factors[0].weight"],
    [{ ...good, ratings: [{ id: "1", source: "x", asOf, factors: [{ id: "p", weight: 1 }], own: { id: "we", ratings: { q: 1 } }, competitors: [] }] }, "schema.unknown_key", "ratings[0].own.ratings.q"],
    [{ ...good, ratings: [{ id: "1", source: "x", asOf, factors: [], own: { id: "rival", ratings: {} }, competitors: [{ id: "rival", ratings: {} }] }] }, "review.duplicate_id", "ratings[0].competitors[0].id"],
  ])("the market %j throws %s at %s", (given, code, path) => {
    expect(() => marketView(account, given as never, asOf)).toThrow(expect.objectContaining({ code, path }));
    if (given !== null) expect(marketSchema.safeParse(given).success).toBe(false);
  });

  test("accounts that are none", () => {
    expect(() => marketView({} as never, good, asOf)).toThrow(expect.objectContaining({ code: "id.format", path: "account.id" }));
    expect(() => marketView({ id: "a", segments: [1] } as never, good, asOf)).toThrow(expect.objectContaining({ code: "id.format", path: "account.segments[0]" }));
    expect(() => marketView(account, good, "x")).toThrow(expect.objectContaining({ code: "date.format", path: "asOf" }));
  });
});

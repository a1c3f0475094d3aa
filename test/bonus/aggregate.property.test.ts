import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { compileAgreement, earned, earnedAggregate } from "../../src/bonus/index.js";
import { addDays, aggregateViolations, foldAggregate, money } from "../../src/values/index.js";
import { deepFreeze } from "../support/freeze.js";
import { runs } from "../support/runs.js";

const FROM = "2025-04-01";
const plan = compileAgreement({
  id: "acme",
  currency: "EUR",
  valid: { from: FROM, until: "2027-04-01" },
  period: "P3M",
  schedules: [
    { id: "turnover", scale: { kind: "allUnits", bands: [{ from: 0, value: "0.01" }, { from: 4000, value: "0.03" }] } },
  ],
  eligible: { not: { fact: "article", operator: "equal", value: "spare" } },
});
const shards = fc
  .array(
    fc.array(
      fc.record({
        day: fc.integer({ min: -5, max: 760 }),
        units: fc.integer({ min: -300_000, max: 500_000 }),
        article: fc.constantFrom("chair", "spare"),
      }),
      { maxLength: 6 },
    ),
    { minLength: 3, maxLength: 5 },
  )
  .map((list) =>
    deepFreeze(
      list.map((shard, outer) =>
        shard.map(({ day, units, article }, index) => ({
          id: `R-${String(outer)}-${String(index)}`,
          date: addDays(FROM, day),
          amount: money((units / 100).toFixed(2), "EUR"),
          article,
        })),
      ),
    ),
  );
const day = fc.integer({ min: -5, max: 760 }).map((days) => addDays(FROM, days));

describe("earned as an aggregate", () => {
  test("B-09 any sharding and any order of merging gives the same bytes", () => {
    fc.assert(
      fc.property(shards, day, (list, asOf) => {
        expect(aggregateViolations(earnedAggregate(plan, asOf), list)).toEqual([]);
      }),
      runs(100),
    );
  });

  test("B-10 the fold is what earned says of all the documents", () => {
    fc.assert(
      fc.property(shards, day, (list, asOf) => {
        const bonus = earnedAggregate(plan, asOf);
        expect(bonus.result(foldAggregate(bonus, list.flat()))).toEqual(earned(plan, list.flat(), asOf));
      }),
      runs(100),
    );
  });
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";

import {
  abc,
  abcMigration,
  segmentMigration,
  rfm,
  rfmMigration,
  segment,
  segmentByBands,
  segmentByQuantiles,
  segmentProfiles,
} from "../../../src/scoring/index.js";
import type { SegmentMembership, SegmentAccount, SegmentRules } from "../../../src/scoring/index.js";
import { compileCondition, explainCondition } from "../../../src/conditions/index.js";
import { addDays, addDecimals } from "../../../src/values/index.js";
import { deepFreeze } from "../../support/freeze.js";
import { runs } from "../../support/runs.js";
import { shuffled } from "./support.js";

const label = fc.constantFrom("a", "b", "c", null);
const members = fc
  .uniqueArray(fc.integer({ min: 0, max: 30 }), { maxLength: 25 })
  .chain((ids) => fc.tuple(...ids.map((id) => label.map((name): SegmentMembership => ({ id: `m${String(id)}`, segment: name })))))
  .map((list) => deepFreeze(list));
const rules: SegmentRules = deepFreeze({
  id: "by-size",
  facts: { revenue: "number", country: "string" },
  segments: [
    { id: "large", when: { fact: "revenue", operator: "greaterThanInclusive", value: 50 } },
    { id: "export", when: { not: { fact: "country", operator: "equal", value: "DE" } } },
    { id: "small", when: { fact: "revenue", operator: "lessThan", value: 10 } },
  ],
  otherwise: "rest",
} as const);
const accounts: fc.Arbitrary<SegmentAccount[]> = fc
  .array(
    fc.record(
      {
        revenue: fc.oneof(fc.integer({ min: 0, max: 100 }), fc.constant(null)),
        country: fc.constantFrom("DE", "FR", null),
      },
      { requiredKeys: [] },
    ),
    { maxLength: 20 },
  )
  .map((list) => deepFreeze(list.map((facts, index) => ({ id: `m${String(index)}`, facts }))));

describe("migration", () => {
  test("SC-M1 every account of both periods is in one cell, the others have entered or left", () => {
    fc.assert(
      fc.property(members, members, (before, after) => {
        const found = segmentMigration(before, after);
        for (const [row, from] of found.segments.entries()) {
          for (const [column, to] of found.segments.entries()) {
            const both = before.filter(
              (one) => one.segment === from && after.some((other) => other.id === one.id && other.segment === to),
            );
            expect(found.counts[row]?.[column]).toBe(both.length);
          }
        }
        expect(found.stayed + found.moved + found.left.length).toBe(before.length);
        expect(found.stayed + found.moved + found.entered.length).toBe(after.length);
        expect(found.movers).toHaveLength(found.moved);
      }),
      runs(200),
    );
  });

  test("SC-M2 the way back is the transposed matrix; to stay is the diagonal", () => {
    fc.assert(
      fc.property(members, members, fc.integer({ min: 1, max: 1e6 }), (before, after, seed) => {
        const there = segmentMigration(shuffled(before, seed), after);
        const back = segmentMigration(after, before);
        expect(back.segments).toEqual(there.segments);
        expect(back.counts).toEqual(there.segments.map((_, row) => there.counts.map((line) => line[row])));
        expect(back.movers).toEqual(there.movers.map(({ id, from, to }) => ({ id, from: to, to: from })));
        const self = segmentMigration(before, before);
        expect(self.moved).toBe(0);
        expect(self.stability).toBe(before.length === 0 ? null : 1);
      }),
      runs(100),
    );
  });

  test("SC-M3 classes that rise and fall are those whose letter says so", () => {
    const values = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 5, maxLength: 12 });
    fc.assert(
      fc.property(values, values, (first, second) => {
        const table = (list: readonly number[]) => abc(list.map((value, index) => ({ id: `m${String(index)}`, value })));
        const found = abcMigration(table(first), table(second));
        expect(found.risen.length + found.fallen.length).toBe(found.moved);
        for (const { from, to } of found.risen) expect((to ?? "") < (from ?? "")).toBe(true);
        expect(found.segments).toEqual(["A", "B", "C"]);
      }),
      runs(100),
    );
  });

  test("SC-M4 changes of scores are the differences of the two tables", () => {
    const orders = fc.array(
      fc.record({
        account: fc.constantFrom("acme", "bolt", "cask", "dune"),
        date: fc.integer({ min: -300, max: 0 }).map((days) => addDays("2026-11-23", days)),
        amount: fc.integer({ min: -50, max: 5000 }),
      }),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(orders, orders, (first, second) => {
        const [before, after] = [first, second].map((list) => rfm(list, { asOf: "2026-11-23" }));
        if (before === undefined || after === undefined) return;
        const found = rfmMigration(before, after);
        for (const row of after.rows) {
          const old = before.rows.find((one) => one.account === row.account);
          const mover = found.scoreMovers.find((one) => one.id === row.account);
          const change = old === undefined ? 0 : row.monetaryScore - old.monetaryScore;
          expect(mover?.monetaryChange ?? 0).toBe(change);
        }
      }),
      runs(100),
    );
  });
});

describe("segments", () => {
  test("SC-S1 an account is in the first segment whose rule holds, and rules left open are named", () => {
    fc.assert(
      fc.property(accounts, (list) => {
        for (const row of segment(rules, list).rows) {
          const facts = list.find(({ id }) => id === row.id)?.facts ?? {};
          const outcomes = rules.segments.map(({ when }) => explainCondition(compileCondition(when), facts).outcome);
          const holding = outcomes.indexOf("held");
          expect(row.segment).toBe(rules.segments[holding]?.id ?? "rest");
          const asked = rules.segments.slice(0, holding < 0 ? undefined : holding);
          const open = asked.filter((_, index) => outcomes[index] === "unknown");
          expect(row.undecided).toEqual(open.map(({ id }) => id));
        }
      }),
      runs(200),
    );
  });

  test("SC-S2 bands and quantiles: a larger value is never in a lower segment, equals share one", () => {
    const list = fc.array(fc.integer({ min: -30, max: 130 }), { maxLength: 40 });
    fc.assert(
      fc.property(list, fc.integer({ min: 1, max: 8 }), (numbers, count) => {
        const values = numbers.map((value, index) => ({ id: `m${String(index)}`, value }));
        const names = Array.from({ length: count }, (_, index) => `s${String(index)}`);
        const bands = names.map((id, index) => ({ id, from: index === 0 ? null : index * 12 }));
        for (const found of [segmentByQuantiles(values, names), segmentByBands(values, bands)]) {
          const places = found.rows
            .map((row) => ({ value: numbers[Number(row.id.slice(1))] ?? 0, place: names.indexOf(row.segment ?? "") }))
            .sort((a, b) => a.value - b.value || a.place - b.place);
          places.forEach(({ value, place }, index) => {
            const next = places[index + 1];
            expect(place).toBeGreaterThanOrEqual(0);
            if (next === undefined) return;
            if (next.value === value) expect(next.place).toBe(place);
            else expect(next.place).toBeGreaterThanOrEqual(place);
          });
        }
        for (const { id, value } of values) {
          const expected = bands.filter(({ from }) => from === null || from <= value).at(-1)?.id;
          expect(segmentByBands(values, bands).rows.find((row) => row.id === id)?.segment).toBe(expected);
        }
        const { bounds } = segmentByQuantiles(values, names);
        expect(bounds.reduce((sum, one) => sum + one.count, 0)).toBe(numbers.length);
      }),
      runs(100),
    );
  });

  test("SC-S3 values of the profiles sum exactly to the whole, and weighted lifts to one", () => {
    fc.assert(
      fc.property(accounts, fc.integer({ min: 1, max: 1e6 }), (list, seed) => {
        const facts = list.map(({ id }, index) => ({
          id,
          value: ((index * 7919) / 100).toFixed(2),
          measures: index % 3 === 0 ? { rate: null } : { rate: index / 7, calls: index },
        }));
        const found = segmentProfiles(segment(rules, list), shuffled(facts, seed));
        expect(found).toEqual(segmentProfiles(segment(rules, shuffled(list, seed)), facts));
        expect(found.profiles.reduce((sum, one) => addDecimals(sum, one.value), "0")).toBe(found.value);
        expect(found.profiles.reduce((sum, one) => sum + one.count, 0)).toBe(found.count);
        const whole = found.profiles.reduce((sum, one) => sum + one.countShare * (one.valueLift ?? 0), 0);
        if (Number(found.value) > 0) expect(whole).toBeCloseTo(1, 9);
        const [rate] = found.overall.filter(({ name }) => name === "rate");
        const known = found.profiles.flatMap(({ measures }) => measures.filter(({ name }) => name === "rate"));
        const sum = known.reduce((total, one) => total + one.known * (one.mean ?? 0), 0);
        expect(sum).toBeCloseTo((rate?.known ?? 0) * (rate?.mean ?? 0), 9);
      }),
      runs(100),
    );
  });
});

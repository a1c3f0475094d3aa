import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { accrue, compileAgreement, earned, nextBand, settle } from "../../src/bonus/index.js";
import type { BonusAgreement, TurnoverDocument } from "../../src/bonus/index.js";
import type { ScaleKind } from "../../src/scales/index.js";
import { add, addDays, compare, money, multiply, sum } from "../../src/values/index.js";
import type { Money } from "../../src/values/index.js";
import { deepFreeze } from "../support/freeze.js";
import { runs } from "../support/runs.js";

const eur = (units: number): Money => money((units / 100).toFixed(2), "EUR");
const FROM = "2025-04-01";

/** Bands whose rates rise: 0, 1 %, 2 %, … from rising bounds. */
const bands = fc
  .uniqueArray(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 5 })
  .map((bounds) => bounds.toSorted((a, b) => a - b).map((bound, index) => ({ from: bound * 250, value: `0.0${String(index + 1)}` })));
const agreement = (kind: ScaleKind): fc.Arbitrary<BonusAgreement> =>
  fc.record({ bands, period: fc.constantFrom("P1Y", "P3M", "P1M") }).map(({ bands: list, period }) =>
    deepFreeze({
      id: "acme",
      currency: "EUR",
      valid: { from: FROM, until: "2027-04-01" },
      period,
      schedules: [{ id: "turnover", scale: { kind, bands: list } }],
    }),
  );
const anyAgreement = fc.oneof(agreement("allUnits"), agreement("graduated"), agreement("flat"));
const documents = (min: number): fc.Arbitrary<TurnoverDocument[]> =>
  fc
    .array(fc.tuple(fc.integer({ min: 0, max: 800 }), fc.integer({ min, max: 500_000 })), { maxLength: 25 })
    .map((list) =>
      deepFreeze(list.map(([day, units], index) => ({ id: `R-${String(index)}`, date: addDays(FROM, day), amount: eur(units) }))),
    );
const day = fc.integer({ min: 0, max: 800 }).map((days) => addDays(FROM, days));

function reversed<T>(list: readonly T[]): T[] {
  return [...list].reverse();
}

describe("what is earned", () => {
  test("B-01 the order of the documents changes nothing", () => {
    fc.assert(
      fc.property(anyAgreement, documents(-200_000), day, (terms, turnover, asOf) => {
        const plan = compileAgreement(terms);
        expect(earned(plan, reversed(turnover), asOf)).toEqual(earned(plan, turnover, asOf));
      }),
      runs(150),
    );
  });

  test("B-02 accruals of adjoining stretches add up to what is earned", () => {
    fc.assert(
      fc.property(anyAgreement, documents(-200_000), fc.array(day, { maxLength: 8 }), (terms, turnover, cuts) => {
        const plan = compileAgreement(terms);
        const days = [...new Set([FROM, ...cuts, addDays(FROM, 801)])].toSorted();
        const changes = days.slice(1).map((until, index) => accrue(plan, turnover, days[index] ?? FROM, until).change);
        expect(sum(changes, "EUR")).toEqual(earned(plan, turnover, addDays(FROM, 800)).earned);
      }),
      runs(100),
    );
  });

  test("B-03 settlements less claw-backs are what was earned, and settling twice pays nothing", () => {
    fc.assert(
      fc.property(anyAgreement, documents(-200_000), fc.array(day, { minLength: 1, maxLength: 6 }), (terms, turnover, days) => {
        const plan = compileAgreement(terms);
        let settled: { id: string; date: string; amount: Money }[] = [];
        const ordered = days.toSorted();
        ordered.forEach((date, index) => {
          const { amount } = settle(plan, turnover, settled, date);
          settled = [...settled, { id: `S-${String(index)}`, date, amount }];
        });
        const last = ordered.at(-1) ?? FROM;
        expect(sum(settled.map((one) => one.amount), "EUR")).toEqual(earned(plan, turnover, last).earned);
        expect(settle(plan, turnover, settled, last).kind).toBe("nothing");
      }),
      runs(100),
    );
  });

  test("B-04 graduated never earns more than all-units on the same bands", () => {
    fc.assert(
      fc.property(agreement("allUnits"), documents(-200_000), day, (terms, turnover, asOf) => {
        const graduated = compileAgreement({
          ...terms,
          schedules: terms.schedules.map((one) => ({ ...one, scale: { ...one.scale, kind: "graduated" as const } })),
        });
        const least = earned(graduated, turnover, asOf).earned;
        expect(compare(least, earned(compileAgreement(terms), turnover, asOf).earned)).toBeLessThanOrEqual(0);
      }),
      runs(150),
    );
  });

  test("B-05 more turnover never earns less", () => {
    fc.assert(
      fc.property(anyAgreement, documents(-200_000), fc.integer({ min: 0, max: 500_000 }), day, (terms, turnover, units, asOf) => {
        const plan = compileAgreement(terms);
        const more = [...turnover, { id: "more", date: FROM, amount: eur(units) }];
        expect(compare(earned(plan, more, asOf).earned, earned(plan, turnover, asOf).earned)).toBeGreaterThanOrEqual(0);
      }),
      runs(150),
    );
  });

  test("B-06 a return of everything on the same days earns nothing", () => {
    fc.assert(
      fc.property(anyAgreement, documents(0), day, (terms, turnover, asOf) => {
        const plan = compileAgreement(terms);
        const returns = turnover.map((one) => ({ ...one, id: `C-${one.id}`, amount: multiply(one.amount, -1) }));
        expect(earned(plan, [...turnover, ...returns], asOf).earned.amount).toBe("0.00");
      }),
      runs(100),
    );
  });

  test("B-07 documents after the day, and outside the agreement, are not earned on", () => {
    fc.assert(
      fc.property(anyAgreement, documents(0), day, (terms, turnover, asOf) => {
        const plan = compileAgreement(terms);
        const others = [
          { id: "late", date: addDays(asOf, 1), amount: eur(9_999_999) },
          { id: "early", date: addDays(FROM, -1), amount: eur(9_999_999) },
        ];
        expect(earned(plan, [...turnover, ...others], asOf).earned).toEqual(earned(plan, turnover, asOf).earned);
      }),
      runs(100),
    );
  });

  test("B-08 buying what is missing reaches the next band and gains what was said", () => {
    fc.assert(
      fc.property(anyAgreement, documents(-200_000), day, (terms, turnover, asOf) => {
        const plan = compileAgreement(terms);
        const next = nextBand(plan, turnover, asOf);
        if (next === null) return;
        const bought = [...turnover, { id: "more", date: asOf, amount: { amount: next.missing.amount, currency: next.missing.unit } }];
        const before = earned(plan, turnover, asOf);
        const after = earned(plan, bought, asOf);
        expect(after.periods.at(-1)?.schedules.at(-1)?.band).toBe(next.from);
        expect(after.earned).toEqual(add(before.earned, next.gain));
      }),
      runs(150),
    );
  });
});

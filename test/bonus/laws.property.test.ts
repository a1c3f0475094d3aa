/** The laws of bonus over agreements that use everything an agreement can say. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import {
  accrue,
  compileAgreement,
  documentsBehind,
  earned,
  earnedAggregate,
  marginalValue,
  nextBands,
  payOut,
  project,
  recordSettlement,
  settle,
} from "../../src/bonus/index.js";
import type { BonusAgreement, Settled } from "../../src/bonus/index.js";
import { add, addDays, aggregateViolations, compare, foldAggregate, isNegative, multiply, subtract, sum } from "../../src/values/index.js";
import type { Money } from "../../src/values/index.js";
import { runs, seenMin } from "../support/runs.js";
import { Reference } from "./reference.js";
import { agreements, asOfs, documents, FROM, rates, reducing, turnovers } from "./worlds.js";

const anyAgreement = fc.oneof({ weight: 5, arbitrary: agreements }, { weight: 1, arbitrary: reducing });
const total = (list: readonly Money[]): Money => sum(list, "EUR");

describe("bonus, whatever the agreement says", () => {
  test("B-11 the engine says what the slow reference says", () => {
    const seen = new Map<string, number>();
    const see = (name: string): void => void seen.set(name, (seen.get(name) ?? 0) + 1);
    fc.assert(
      fc.property(anyAgreement, turnovers, asOfs, (terms, turnover, asOf) => {
        const answer = earned(compileAgreement(terms), turnover, asOf);
        const periods = answer.periods.map(({ period, earned: bonus, turnover: net, preconditions }) => ({
          period,
          earned: bonus.amount,
          turnover: net.amount,
          states: preconditions.map(({ state }) => state),
        }));
        expect(periods).toEqual(new Reference(terms, turnover, asOf).periods());
        for (const { steps, schedules } of answer.periods) {
          for (const { kind, change } of steps) if (change.amount !== "0.00") see(kind);
          for (const { measure, band } of schedules) if (band !== null) see(measure?.unit ?? "");
        }
      }),
      runs(600),
    );
    const kinds = ["schedule", "not-best", "cap", "precondition", "guarantee", "commitment", "EUR", "piece", "kg", "orders", "share"];
    for (const kind of kinds) expect([kind, (seen.get(kind) ?? 0) >= Math.floor(seenMin(1))]).toEqual([kind, true]);
  });

  test("B-12 the steps of a period add up to what it has earned, and the periods to the whole", () => {
    fc.assert(
      fc.property(anyAgreement, turnovers, asOfs, (terms, turnover, asOf) => {
        const answer = earned(compileAgreement(terms), turnover, asOf);
        for (const { steps, earned: bonus } of answer.periods) expect(total(steps.map(({ change }) => change))).toEqual(bonus);
        expect(total(answer.periods.map((one) => one.earned))).toEqual(answer.earned);
      }),
      runs(150),
    );
  });

  test("B-13 every document counts or is named with its reason", () => {
    fc.assert(
      fc.property(anyAgreement, turnovers, asOfs, (terms, turnover, asOf) => {
        const plan = compileAgreement(terms);
        const { counted, uncounted } = documentsBehind(plan, turnover, asOf);
        const answer = earned(plan, turnover, asOf);
        for (const { period, turnover: net, documents: count } of answer.periods) {
          const own = counted.filter((one) => one.period.from === period.from);
          expect([own.length, total(own.map(({ amount }) => amount))]).toEqual([count, net]);
        }
        const counts = { outside: 0, otherParty: 0, notEligible: 0, late: 0 };
        for (const { reason } of uncounted) counts[reason] += 1;
        expect(counts).toEqual(answer.uncounted);
      }),
      runs(150),
    );
  });

  test("B-14 any sharding and any order of merging gives the same bytes, and what earned says", () => {
    fc.assert(
      fc.property(anyAgreement, fc.array(documents, { minLength: 2, maxLength: 3 }), asOfs, (terms, shards, asOf) => {
        const list = shards.map((shard, outer) => shard.map((one) => ({ ...one, id: `${String(outer)}-${one.id}` })));
        const plan = compileAgreement(terms);
        const context = { rates, facts: { isTrained: true } };
        const bonus = earnedAggregate(plan, asOf, context);
        expect(aggregateViolations(bonus, list)).toEqual([]);
        expect(bonus.result(foldAggregate(bonus, list.flat()))).toEqual(earned(plan, { documents: list.flat(), ...context }, asOf));
      }),
      runs(60),
    );
  });

  test("B-15 accruals of adjoining stretches add up, whatever comes late", () => {
    fc.assert(
      fc.property(anyAgreement, turnovers, fc.uniqueArray(asOfs, { minLength: 1, maxLength: 5 }), (terms, turnover, cuts) => {
        const plan = compileAgreement(terms);
        const days = [addDays(FROM, -400), ...cuts.toSorted()];
        const accruals = days.slice(1).map((until, index) => accrue(plan, turnover, days[index] ?? FROM, until));
        const last = addDays(days.at(-1) ?? FROM, -1);
        expect(total(accruals.map(({ change }) => change))).toEqual(earned(plan, turnover, last).earned);
        for (const { change, periods } of accruals) expect(total(periods.map((one) => one.change))).toEqual(change);
      }),
      runs(100),
    );
  });

  test("B-16 settlements less claw-backs and what is forgiven are what can be settled; twice pays nothing", () => {
    fc.assert(
      fc.property(anyAgreement, turnovers, fc.array(asOfs, { minLength: 1, maxLength: 5 }), (terms, turnover, days) => {
        const plan = compileAgreement(terms);
        let settled: readonly Settled[] = [];
        for (const [index, day] of days.toSorted().entries()) {
          const settlement = settle(plan, turnover, settled, day);
          const { amount, carried, forgiven, periods } = settlement;
          settled = [...settled, recordSettlement(settlement, `S-${String(index)}`)];
          const payable = total(periods.map((one) => one.payable));
          const paid = total(settled.map((one) => one.amount));
          const letGo = total(settled.flatMap((one) => one.forgiven ?? []));
          expect(add(payable, letGo)).toEqual(add(paid, carried));
          expect(total(periods.map((one) => one.amount))).toEqual(subtract(add(amount, carried), forgiven));
          if (terms.clawBack !== undefined && terms.clawBack !== "recover") expect(isNegative(amount)).toBe(false);
          const again = settle(plan, turnover, settled, day);
          expect([again.kind, again.forgiven.amount]).toEqual(["nothing", "0.00"]);
          for (const { stage, payable: whole, earned: bonus } of periods) if (stage !== "interim") expect(whole).toEqual(bonus);
        }
      }),
      runs(120),
    );
  });

  test("B-17 a payout loses no cent over parties, documents, goods and points", () => {
    const form = fc.constantFrom<BonusAgreement["payout"]>(
      { kind: "creditNote" },
      { kind: "payment" },
      { kind: "freeGoods", article: "chair", value: { amount: "7.30", currency: "EUR" } },
      { kind: "points", value: { amount: "0.05", currency: "EUR" } },
    );
    fc.assert(
      fc.property(anyAgreement, form, turnovers, asOfs, (terms, payout, turnover, asOf) => {
        const plan = compileAgreement({ ...terms, ...(payout === undefined ? {} : { payout }) });
        const settlement = settle(plan, turnover, [], asOf);
        const paid = payOut(plan, turnover, settlement);
        expect(total(paid.parts.map(({ amount }) => amount))).toEqual(settlement.amount);
        for (const { amount, lines, units, remainder } of paid.parts) {
          if (lines.length > 0) expect(total(lines.map((line) => line.amount))).toEqual(amount);
          if (units === undefined || payout === undefined || !("value" in payout)) expect(remainder.amount).toBe("0.00");
          else {
            expect(add(multiply(payout.value, units.count), remainder)).toEqual(amount);
            expect(Math.abs(Number(remainder.amount))).toBeLessThan(Number(payout.value.amount));
          }
        }
      }),
      runs(120),
    );
  });

  test("B-18 an order is worth what it adds", () => {
    fc.assert(
      fc.property(anyAgreement, turnovers, documents, asOfs, (terms, turnover, more, asOf) => {
        const plan = compileAgreement(terms);
        const order = more.filter((one) => (one.known ?? one.date) <= asOf).map((one) => ({ ...one, id: `new-${one.id}` }));
        const value = marginalValue(plan, turnover, order, asOf);
        const after = earned(plan, { ...turnover, documents: [...turnover.documents, ...order] }, asOf);
        expect(value.before).toEqual(earned(plan, turnover, asOf).earned);
        expect([value.after, value.gain]).toEqual([after.earned, subtract(value.after, value.before)]);
      }),
      runs(100),
    );
  });

  test("B-19 buying what is missing reaches the next band and gains what was said", () => {
    fc.assert(
      fc.property(anyAgreement, turnovers, asOfs, (given, turnover, asOf) => {
        // What is bought counts for all schedules alike, and is no article of an assortment.
        const terms = {
          ...given,
          preconditions: [],
          schedules: given.schedules
            .filter((one) => one.measure === undefined || one.measure.kind === "netTurnover" || one.measure.kind === "growth")
            .map(({ eligible: _, on: __, ...one }) => ({ ...one, scale: { ...one.scale, kind: one.measure?.kind === "growth" ? ("allUnits" as const) : one.scale.kind } }))
            .filter((one) => one.measure?.kind !== "growth" || (one.measure.of?.kind === "netTurnover" && !("before" in one.measure.reference && one.measure.reference.before === "P3M")))
            .filter((one) => one.every?.kind !== "rolling"),
        };
        if (terms.schedules.length === 0) return;
        const plan = compileAgreement(terms);
        for (const next of nextBands(plan, turnover, asOf)) {
          const bought = { id: "more", date: asOf, amount: { amount: next.missing.amount, currency: "EUR" }, party: "north", article: "chair" };
          const after = earned(plan, { ...turnover, documents: [...turnover.documents, bought] }, asOf);
          const own = after.periods.flatMap(({ schedules }) => schedules).find((one) => one.schedule === next.schedule && one.period.from === next.period.from);
          // A cent may be more than a band where the reference is next to nothing.
          expect(Number(own?.band)).toBeGreaterThanOrEqual(Number(next.from));
          expect(subtract(after.earned, earned(plan, turnover, asOf).earned)).toEqual(next.gain);
        }
      }),
      runs(200),
    );
  });

  test("B-20 the best of the schedules is none of the others' less, and the sum is no less than the best", () => {
    fc.assert(
      fc.property(agreements, turnovers, asOfs, ({ commitment: _, limits: __, preconditions: ___, ...terms }, turnover, asOf) => {
        const by = (combine: "add" | "best"): Money => earned(compileAgreement({ ...terms, combine }), turnover, asOf).earned;
        expect(compare(by("best"), by("add"))).toBeLessThanOrEqual(0);
        for (const one of terms.schedules) {
          const alone = earned(compileAgreement({ ...terms, schedules: [one] }), turnover, asOf).earned;
          expect(compare(alone, by("best"))).toBeLessThanOrEqual(0);
        }
      }),
      runs(100),
    );
  });

  test("B-21 a return of everything on the same days earns nothing", () => {
    fc.assert(
      fc.property(anyAgreement, turnovers, asOfs, ({ limits: _, commitment: __, returns: ___, closing: ____, ...terms }, turnover, asOf) => {
        const schedules = terms.schedules.map(({ limits: _____, ...one }) => one);
        const plan = compileAgreement({ ...terms, schedules });
        const back = (value: string): string => (value.startsWith("-") ? value.slice(1) : /^[0.]*$/.test(value) ? value : `-${value}`);
        const returned = turnover.documents.map((one) => ({
          ...one,
          id: `C-${one.id}`,
          amount: { ...one.amount, amount: back(one.amount.amount) },
          ...(one.list === undefined ? {} : { list: { ...one.list, amount: back(one.list.amount) } }),
          ...(one.quantity === undefined ? {} : { quantity: { ...one.quantity, amount: back(one.quantity.amount) } }),
          ...(one.weight === undefined ? {} : { weight: { ...one.weight, amount: back(one.weight.amount) } }),
          order: one.order ?? one.id,
        }));
        const all = { ...turnover, documents: [...turnover.documents, ...returned] };
        expect(earned(plan, all, asOf).earned.amount).toBe("0.00");
      }),
      runs(100),
    );
  });

  test("B-22 a projection on documents is what they earn at the end, and the liability lies between", () => {
    fc.assert(
      fc.property(anyAgreement, turnovers, documents, asOfs, ({ preconditions: _, ...terms }, turnover, more, asOf) => {
        const plan = compileAgreement(terms);
        const forecast = more.map((one) => ({ ...one, id: `plan-${one.id}` }));
        const projection = project(plan, turnover, { kind: "documents", documents: forecast }, asOf);
        const period = earned(plan, turnover, asOf).periods.find((one) => one.period.from <= asOf && asOf < one.period.until);
        expect(projection === null).toBe(period === undefined);
        if (projection === null || period === undefined) return;
        const known = turnover.documents.filter((one) => (one.known ?? one.date) <= asOf);
        const end = addDays(period.period.until, -1);
        const then = earned(plan, { ...turnover, documents: [...known, ...forecast] }, end);
        expect(projection.expected).toEqual(then.periods.find((one) => one.period.from === period.period.from));
        const onTheWay = project(plan, turnover, { kind: "runRate" }, asOf);
        expect(onTheWay?.turnover).toEqual(period.turnover);
        if (asOf === end) expect(onTheWay?.expected.earned).toEqual(period.earned);
      }),
      runs(120),
    );
  });

  test("B-23 the order of documents and of rates changes nothing", () => {
    fc.assert(
      fc.property(anyAgreement, turnovers, asOfs, (terms, turnover, asOf) => {
        const plan = compileAgreement(terms);
        const turned = { ...turnover, documents: turnover.documents.toReversed(), rates: rates.toReversed() };
        expect(earned(plan, turned, asOf)).toEqual(earned(plan, turnover, asOf));
      }),
      runs(100),
    );
  });

  test("B-24 more net turnover never earns less, where nothing else is asked", () => {
    const plain = agreements.map(({ preconditions: _, returns: __, closing: ___, ...terms }) => ({
      ...terms,
      schedules: terms.schedules.flatMap(({ measure, on: ____, ...one }) => {
        const isNet = measure === undefined || measure.kind === "netTurnover" || (measure.kind === "growth" && "value" in measure.reference && measure.of?.kind === "netTurnover");
        const values = one.scale.bands.map(({ value }) => Number(value)).toSorted((a, b) => a - b);
        const bands = one.scale.bands
          .toSorted((a, b) => Number(a.from) - Number(b.from))
          .map(({ from }, index) => ({ from, value: values[index] ?? 0 }));
        const kind = measure?.kind === "growth" && one.scale.kind === "graduated" ? "allUnits" : one.scale.kind;
        return isNet ? [{ ...one, ...(measure === undefined ? {} : { measure }), scale: { kind, bands } }] : [];
      }),
    }));
    fc.assert(
      fc.property(plain, turnovers, fc.integer({ min: 0, max: 400_000 }), asOfs, asOfs, (terms, turnover, units, day, asOf) => {
        if (terms.schedules.length === 0) return;
        const plan = compileAgreement(terms);
        const bought = { id: "more", date: day, amount: { amount: (units / 100).toFixed(2), currency: "EUR" }, party: "north", article: "chair", productGroup: "stools" };
        const more = earned(plan, { ...turnover, documents: [...turnover.documents, bought] }, asOf);
        const less = earned(plan, turnover, asOf);
        const isMonotone = terms.schedules.every((one) => one.every?.kind !== "rolling" || one.scale.kind !== "graduated");
        if (isMonotone) expect(compare(more.earned, less.earned)).toBeGreaterThanOrEqual(0);
      }),
      runs(150),
    );
  });
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { attribute } from "../../../src/scoring/index.js";
import type { AttributionModel, AttributionPath } from "../../../src/scoring/index.js";
import { addDays, addDecimals, differenceInDays, sum } from "../../../src/values/index.js";
import type { Money } from "../../../src/values/index.js";
import { deepFreeze } from "../../support/freeze.js";
import { runs, seenMin } from "../../support/runs.js";

const CHANNELS = ["call", "meeting", "fair", "advert", "referral"];
const currency = "EUR";
const eur = (units: number): Money => ({ amount: (units / 100).toFixed(2), currency });
const path: fc.Arbitrary<AttributionPath> = fc
  .record({
    channels: fc.array(fc.constantFrom(...CHANNELS), { maxLength: 6 }),
    gaps: fc.array(fc.nat(60), { minLength: 6, maxLength: 6 }),
    conversions: fc.nat(4),
    failures: fc.nat(6),
    value: fc.nat(100_000),
  })
  .map(({ channels, gaps, conversions, failures, value }) => {
    let on = "2026-01-01";
    const touches = channels.map((channel, index) => {
      on = addDays(on, gaps[index] ?? 0);
      return { channel, on };
    });
    const worth = conversions === 0 ? {} : { value: eur(value) };
    return { touches, conversions, failures, convertedOn: addDays(on, 3), ...worth };
  });
const paths = fc.array(path, { maxLength: 12 }).map((list) => deepFreeze(list));
const simple: readonly AttributionModel[] = [
  { kind: "first" },
  { kind: "last" },
  { kind: "linear" },
  { kind: "shapley" },
  { kind: "position", first: "0.4", last: 0.4 },
  { kind: "position", first: 1, last: 0 },
  { kind: "time-decay", halfLifeDays: 7 },
];
const model = fc.constantFrom<AttributionModel>(...simple, { kind: "markov" });

/** Share of each touch, the slow way in doubles. */
function touchShares(one: AttributionPath, { kind, ...how }: AttributionModel): number[] {
  const { touches } = one;
  const last = touches.length - 1;
  const normalised = (weights: number[]): number[] => weights.map((weight) => weight / weights.reduce((a, b) => a + b, 0));
  if (kind === "first") return touches.map((_, index) => Number(index === 0));
  if (kind === "last") return touches.map((_, index) => Number(index === last));
  if (kind === "linear") return touches.map(() => 1 / touches.length);
  if (kind === "time-decay") {
    return normalised(touches.map(({ on }) => 2 ** (-differenceInDays(on ?? "", one.convertedOn ?? "") / 7)));
  }
  if (kind === "position") {
    const ends = how as unknown as { first: string; last: string };
    const [a, b] = [Number(ends.first), Number(ends.last)];
    if (last === 0) return [1];
    if (last === 1) return [a / (a + b), b / (a + b)];
    return normalised(touches.map((_, index) => (index === 0 ? a : index === last ? b : (1 - a - b) / (last - 1))));
  }
  throw new Error(kind);
}

describe("attribution", () => {
  test("SC-AT1 credits and what is unattributed are the totals, exactly, under every model", () => {
    let unattributed = 0;
    fc.assert(
      fc.property(paths, model, (list, how) => {
        const found = attribute(list, { model: how, currency });
        const conversions = found.channels.reduce<string>((all, one) => addDecimals(all, one.conversions), String(found.unattributed.conversions));
        expect(conversions).toBe(String(found.conversions));
        expect(sum([found.unattributed.value, ...found.channels.map((one) => one.value)], currency)).toEqual(found.value);
        expect(found.value).toEqual(sum(list.map((one) => one.value ?? eur(0)), currency));
        expect(found.conversions).toBe(list.reduce((all, one) => all + (one.conversions ?? 1), 0));
        for (const { share, removalEffect, value } of found.channels) {
          expect(share >= 0 && share <= 1).toBe(true);
          expect(removalEffect === null).toBe(how.kind !== "markov");
          expect(value.amount.startsWith("-")).toBe(false);
        }
        if (found.unattributed.conversions > 0) unattributed += 1;
      }),
      runs(300),
    );
    expect(unattributed).toBeGreaterThan(seenMin(30));
  });

  test("SC-AT2 the order of paths changes not one bit", () => {
    fc.assert(
      fc.property(paths, model, (list, how) => {
        expect(attribute([...list].reverse(), { model: how, currency })).toEqual(attribute(list, { model: how, currency }));
      }),
      runs(150),
    );
  });

  test("SC-AT3 the credit of a channel is the sum of its touches' shares", () => {
    fc.assert(
      fc.property(paths, fc.constantFrom(...simple.filter((one) => one.kind !== "shapley")), (list, how) => {
        const found = attribute(list, { model: how, currency });
        for (const { channel, conversions, value } of found.channels) {
          let [won, worth] = [0, 0];
          for (const one of list) {
            if (one.touches.length === 0) continue;
            touchShares(one, how).forEach((share, index) => {
              if (one.touches[index]?.channel !== channel) return;
              won += share * (one.conversions ?? 1);
              worth += share * Number(one.value?.amount ?? 0);
            });
          }
          expect(Math.abs(Number(conversions) - won)).toBeLessThan(1.1e-6);
          expect(Math.abs(Number(value.amount) - worth)).toBeLessThan(0.0101);
        }
      }),
      runs(200),
    );
  });

  test("SC-AT4 Shapley's value is the mean marginal gain over all orders of arrival", () => {
    const orders = permutations(CHANNELS);
    fc.assert(
      fc.property(paths, (list) => {
        const worth = (coalition: ReadonlySet<string>): number =>
          list
            .filter((one) => one.touches.length > 0 && one.touches.every((touch) => coalition.has(touch.channel)))
            .reduce((all, one) => all + (one.conversions ?? 1), 0);
        const found = attribute(list, { model: { kind: "shapley" }, currency });
        for (const { channel, conversions } of found.channels) {
          let gain = 0;
          for (const order of orders) {
            const before = new Set(order.slice(0, order.indexOf(channel)));
            gain += worth(new Set([...before, channel])) - worth(before);
          }
          expect(Math.abs(Number(conversions) - gain / orders.length)).toBeLessThan(1.1e-6);
        }
      }),
      runs(40),
    );
  });
});

function permutations(list: readonly string[]): string[][] {
  if (list.length === 0) return [[]];
  return list.flatMap((one) => permutations(list.filter((other) => other !== one)).map((rest) => [one, ...rest]));
}

/** The graph as counts, walked step by step until nothing moves: no algebra. */
function conversionProbability(list: readonly AttributionPath[], removed: string | null): number {
  const edges = new Map<string, Map<string, number>>();
  for (const { touches, conversions = 1, failures = 0 } of list) {
    if (touches.length === 0) continue;
    const states = ["(start)", ...touches.map((touch) => touch.channel)];
    states.forEach((state, index) => {
      const ends: [string, number][] =
        index + 1 < states.length ? [[states[index + 1] ?? "", conversions + failures]] : [["(won)", conversions], ["(lost)", failures]];
      const row = edges.get(state) ?? new Map<string, number>();
      for (const [to, count] of ends) row.set(to, (row.get(to) ?? 0) + count);
      edges.set(state, row);
    });
  }
  let mass = new Map([["(start)", 1]]);
  let won = 0;
  for (let step = 0; step < 20_000; step += 1) {
    const next = new Map<string, number>();
    for (const [state, weight] of mass) {
      const row = edges.get(state) ?? new Map<string, number>();
      const total = [...row.values()].reduce((a, b) => a + b, 0);
      for (const [to, count] of row) {
        if (count === 0 || to === removed || to === "(lost)") continue;
        const moved = (weight * count) / total;
        if (to === "(won)") won += moved;
        else next.set(to, (next.get(to) ?? 0) + moved);
      }
    }
    mass = next;
    if ([...mass.values()].reduce((a, b) => a + b, 0) < 1e-14) break;
  }
  return won;
}

describe("the Markov model", () => {
  test("SC-AT5 removal effects are those of walking the graph without the channel", () => {
    let cyclic = 0;
    fc.assert(
      fc.property(paths, (list) => {
        const found = attribute(list, { model: { kind: "markov" }, currency });
        const whole = conversionProbability(list, null);
        if (found.conversionProbability === null) expect(whole).toBe(0);
        else expect(found.conversionProbability).toBeCloseTo(whole, 9);
        for (const { channel, removalEffect } of found.channels) {
          const without = conversionProbability(list, channel);
          expect(removalEffect).toBeCloseTo(whole === 0 ? 0 : 1 - without / whole, 8);
        }
        const effects = found.channels.reduce((all, one) => all + (one.removalEffect ?? 0), 0);
        for (const { share, removalEffect } of found.channels) {
          expect(share).toBeCloseTo(effects === 0 ? 0 : (removalEffect ?? 0) / effects, 9);
        }
        if (list.some(({ touches }) => new Set(touches.map((one) => one.channel)).size < touches.length)) cyclic += 1;
      }),
      runs(100),
    );
    expect(cyclic).toBeGreaterThan(seenMin(40));
  });

  test("SC-AT6 touches of a channel that follow on each other count once", () => {
    fc.assert(
      fc.property(paths, (list) => {
        const merged = list.map((one) => ({
          ...one,
          touches: one.touches.filter((touch, index) => one.touches[index - 1]?.channel !== touch.channel),
        }));
        expect(attribute(merged, { model: { kind: "markov" }, currency })).toEqual(attribute(list, { model: { kind: "markov" }, currency }));
      }),
      runs(100),
    );
  });

  test("SC-AT7 a path counted twice is two paths", () => {
    fc.assert(
      fc.property(paths, model, (list, how) => {
        const doubled = list.map((one) => ({
          ...one,
          conversions: (one.conversions ?? 1) * 2,
          failures: (one.failures ?? 0) * 2,
          ...(one.value === undefined ? {} : { value: sum([one.value, one.value], currency) }),
        }));
        expect(attribute(doubled, { model: how, currency })).toEqual(attribute([...list, ...list], { model: how, currency }));
      }),
      runs(100),
    );
  });
});

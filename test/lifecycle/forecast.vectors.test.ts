/** Published and derived numbers, as literals: ids as in the collection of lifecycle vectors. */
import { describe, expect, test } from "vitest";

import {
  absorbingChain,
  estimate,
  forecast,
  funnel,
  kaplanMeier,
  markovChain,
  markovCustomerValue,
  stateAt,
  stationaryDistribution,
  timeInStates,
} from "../../src/lifecycle/index.js";
import type { Absorption, LifecycleHistory, MarkovChain } from "../../src/lifecycle/index.js";

const at = (milliseconds: number): string => new Date(milliseconds).toISOString();

/** A chain from its transient part Q and its way out R. */
function chainOf(q: readonly (readonly number[])[], r: readonly (readonly number[])[]): MarkovChain {
  const [inner, ends] = [q.length, r[0]?.length ?? 0];
  const names = [...q.map((_, index) => `t${String(index)}`), ...Array.from({ length: ends }, (_, index) => `a${String(index)}`)];
  const absorbing = Array.from({ length: ends }, (_, row) => names.map((__, column) => (column === inner + row ? 1 : 0)));
  return { states: names, probabilities: [...q.map((row, index) => [...row, ...(r[index] ?? [])]), ...absorbing] };
}

function absorptionOf(chain: MarkovChain): Absorption {
  const answer = absorbingChain(chain);
  if (!answer.ok) throw new Error("refused");
  return answer.absorption;
}

function expectNear(actual: readonly (readonly (number | null)[])[], expected: readonly (readonly number[])[]): void {
  expect(actual.length).toBe(expected.length);
  expected.forEach((row, index) => {
    row.forEach((value, column) => {
      expect(actual[index]?.[column]).toBeCloseTo(value, 9);
    });
  });
}

const funnelChain = chainOf(
  [[0.2, 0.5, 0, 0], [0, 0.3, 0.4, 0], [0, 0, 0.1, 0.6], [0, 0, 0.2, 0.2]],
  [[0, 0.3], [0, 0.3], [0, 0.3], [0.4, 0.2]],
);
const remarketing = {
  states: ["r1", "r2", "r3", "r4", "former"],
  probabilities: [[0.3, 0.7, 0, 0, 0], [0.2, 0, 0.8, 0, 0], [0.15, 0, 0, 0.85, 0], [0.05, 0, 0, 0, 0.95], [0, 0, 0, 0, 1]],
};
const rewards = [36, -4, -4, -4, 0];

describe("chains", () => {
  test("abs-02 a walk of Grinstead and Snell, the right step twice as likely", () => {
    const third = 1 / 3;
    const told = absorptionOf(chainOf([[0, 2 * third, 0], [third, 0, 2 * third], [0, third, 0]], [[third, 0], [0, 0], [0, 2 * third]]));
    expectNear(told.visits, [[1.4, 1.2, 0.8], [0.6, 1.8, 1.2], [0.2, 0.6, 1.4]]);
    expectNear([told.expectedSteps], [[3.4, 3.6, 2.2]]);
    expectNear(told.probabilities, [[7 / 15, 8 / 15], [1 / 5, 4 / 5], [1 / 15, 14 / 15]]);
    expectNear([told.stepsVariance], [[6.72, 5.76, 4.8]]);
  });

  test("abs-05, abs-08 a sales funnel: chance of a win by stage, and the length of those that are won", () => {
    const told = absorptionOf(funnelChain);
    expectNear(told.probabilities, [[1 / 7, 6 / 7], [8 / 35, 27 / 35], [2 / 5, 3 / 5], [3 / 5, 2 / 5]]);
    expectNear([told.expectedSteps], [[2.9761904761904763, 2.761904761904762, 2.333333333333333, 1.833333333333333]]);
    expectNear([told.stepsVariance], [[4.070294784580499, 3.1519274376417217, 2.1111111111111107, 1.8611111111111107]]);
    expectNear(told.expectedStepsGiven, [
      [5.511904761904762, 2.5535714285714284],
      [4.261904761904762, 2.3174603174603177],
      [2.8333333333333335, 2],
      [1.7222222222222219, 2],
    ]);
  });

  test("abs-06 without a way to an end it is refused", () => {
    const answer = absorbingChain(chainOf([[0, 1], [1, 0]], [[0], [0]]));
    expect(answer).toMatchObject({ ok: false, refusals: [{ code: "no-absorption-reachable" }, { code: "no-absorption-reachable" }] });
  });

  test("markov-stationary-oz the weather in the Land of Oz", () => {
    const oz = { states: ["rain", "nice", "snow"], probabilities: [[0.5, 0.25, 0.25], [0.5, 0, 0.5], [0.25, 0.25, 0.5]] };
    const answer = stationaryDistribution(oz);
    expect(answer.ok).toBe(true);
    if (answer.ok) expectNear([Object.values(answer.distribution)], [[0.4, 0.2, 0.4]]);
  });

  test("clv-01 remarketing to the fifth period (Pfeifer and Carraway): exact fractions", () => {
    const value = markovCustomerValue(remarketing, { rewards, discountRate: 0.2 });
    expectNear([Object.values(value)], [[321504 / 6145, 34128 / 6145, 7686 / 6145, -11184 / 6145, 0]]);
  });

  test.each([
    [1, [42.666666666666664, -0.6666666666666665, -2.333333333333334, -2.5, 0]],
    [2, [46.27777777777778, 1.5555555555555554, -0.43750000000000044, -2.2222222222222223, 0]],
    [4, [50.11496913580247, 4.2199074074074066, 0.5921103395061724, -1.9801311728395063, 0]],
  ])("clv-02 over %i periods", (horizon, expected) => {
    expectNear([Object.values(markovCustomerValue(remarketing, { rewards, discountRate: 0.2, horizon }))], [expected]);
  });

  test("clv-04 remarketing is best stopped after the third period without an order", () => {
    const stopAfter = (last: number): number => {
      const gone = [0, 0, 0, 0, 1];
      const probabilities = remarketing.probabilities.map((row, index) => (index < last ? row : gone));
      const worth = rewards.map((reward, index) => (index < last ? reward : 0));
      return markovCustomerValue({ ...remarketing, probabilities }, { rewards: worth, discountRate: 0.2 })["r1"] ?? NaN;
    };
    expect([1, 2, 3, 4].map(stopAfter).map((value) => value.toFixed(3))).toEqual(["48.000", "51.574", "53.149", "52.320"]);
  });

  test("clv-07 a negative probability is refused, though the row adds up", () => {
    const broken = { states: ["a", "b"], probabilities: [[1.1, -0.1], [0, 1]] };
    expect(() => markovChain(broken)).toThrow(expect.objectContaining({ code: "lifecycle.probability", path: "chain.probabilities[0][0]" }));
  });
});

describe("histories", () => {
  const history = (id: string, states: readonly string[]): LifecycleHistory => ({
    id,
    initial: states[0] ?? "",
    begunAt: at(0),
    moves: states.slice(1).map((to, index) => ({ to, at: at((index + 1) * 86_400_000) })),
    until: at(100 * 86_400_000),
  });

  test("fn-02 a skipped stage, visited or inferred", () => {
    const stages = ["lead", "mql", "sql", "customer"];
    const skipped = [history("a", ["lead", "customer"])];
    expect(funnel(skipped, stages, { mode: "visited" }).map(({ reached }) => reached)).toEqual([1, 0, 0, 1]);
    const inferred = funnel(skipped, stages);
    expect(inferred.map(({ reached }) => reached)).toEqual([1, 1, 1, 1]);
    for (const { fromPrevious } of inferred) expect(fromPrevious ?? 0).toBeLessThanOrEqual(1);
  });

  test("tis-01 time in state with a second visit, the open one up to the end", () => {
    const told = timeInStates({
      id: "C",
      initial: "active",
      begunAt: at(0),
      moves: [{ to: "dormant", at: at(8_640_000_000) }, { to: "active", at: at(9_504_000_000) }],
      until: at(12_960_000_000),
    });
    expect(told).toEqual([
      { state: "active", visits: 2, days: 140, currentSince: at(9_504_000_000) },
      { state: "dormant", visits: 1, days: 10, currentSince: null },
    ]);
  });

  test("tis-03 an instant belongs to the state that is entered at it", () => {
    const told = { id: "C", initial: "a", begunAt: at(0), moves: [{ to: "b", at: at(10) }], until: at(10) };
    expect(stateAt(told, at(10))).toBe("b");
    expect(timeInStates(told).map(({ days }) => days * 86_400_000)).toEqual([10, 0]);
  });

  test("km-6mp the 6-MP arm of Freireich", () => {
    const ended = [6, 6, 6, 7, 10, 13, 16, 22, 23].map((time) => ({ time, open: false }));
    const open = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35].map((time) => ({ time, open: true }));
    const curve = kaplanMeier([...open, ...ended]);
    const published = { 6: 0.857143, 7: 0.806723, 10: 0.752941, 13: 0.690196, 16: 0.627451, 22: 0.537815, 23: 0.448179 };
    expect(Object.fromEntries(curve.steps.map(({ time, survival }) => [time, Number(survival.toFixed(6))]))).toEqual(published);
    expect([curve.cases, curve.ended, curve.median]).toEqual([21, 9, 23]);
  });

  test("mle-02 nothing divides by nothing: a state that was never left has no row", () => {
    const told = estimate([history("a", ["lead"]), history("b", ["other", "lead"])]);
    expect(told.chain).toEqual({ states: ["lead", "other"], probabilities: [[1, 0], [1, 0]] });
    expect(estimate([]).chain).toEqual({ states: [], probabilities: [] });
  });
});

describe("pipelines", () => {
  const nothing = estimate([]);
  const deal = (id: string, amount: string, probability: number, closesOn?: string): { id: string; state: string; amount: { amount: string; currency: string }; probability: number; closesOn?: string } => ({
    id,
    state: "open",
    amount: { amount, currency: "EUR" },
    probability,
    ...(closesOn === undefined ? {} : { closesOn }),
  });

  test("fc-01 weighted by month", () => {
    const deals = [deal("A", "100000.00", 0.5, "2025-06-10"), deal("B", "100000.00", 0.5, "2025-07-10"), deal("C", "100000.00", 1, "2025-08-10")];
    const told = forecast(nothing, { currency: "EUR", deals }, at(0), { won: "won" });
    expect(told.byMonth.map(({ month, weighted }) => [month, weighted.amount])).toEqual([["2025-06", "50000.00"], ["2025-07", "50000.00"], ["2025-08", "100000.00"]]);
    expect(told.weighted.amount).toBe("200000.00");
  });

  test("fc-04 an empty pipeline is worth nothing", () => {
    const told = forecast(nothing, { currency: "EUR", deals: [] }, at(0), { won: "won" });
    expect([told.open.amount, told.weighted.amount, told.interval.from.amount, told.interval.to.amount]).toEqual(["0.00", "0.00", "0.00", "0.00"]);
  });

  test("a win is the end, whatever comes after it", () => {
    const past = ["won", "won", "lost"].map((end, index): LifecycleHistory => ({
      id: String(index),
      initial: "open",
      begunAt: at(0),
      moves: [{ to: end, at: at(86_400_000) }, ...(index === 0 ? [{ to: "support", at: at(2 * 86_400_000) }, { to: "won", at: at(3 * 86_400_000) }] : [])],
      until: at(9 * 86_400_000),
    }));
    const deals = [{ id: "A", state: "open", amount: { amount: "900.00", currency: "EUR" } }];
    expect(forecast(estimate(past), { currency: "EUR", deals }, at(0), { won: "won" }).weighted.amount).toBe("600.00");
    expect(() => forecast(estimate(past), { currency: "EUR", deals }, at(0), { won: "sold" })).toThrow(expect.objectContaining({ code: "lifecycle.unknown_state" }));
  });

  test("weighted-pipeline amounts times probabilities", () => {
    const deals = [deal("A", "10000.00", 0.1), deal("B", "25000.00", 0.5), deal("C", "8000.00", 0.9)];
    expect(forecast(nothing, { currency: "EUR", deals }, at(0), { won: "won" }).weighted.amount).toBe("20700.00");
  });
});

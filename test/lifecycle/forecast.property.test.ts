/** The laws of histories, chains and waits. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import {
  absorbingChain,
  advance,
  afterSteps,
  clientLifecycle,
  complaintLifecycle,
  contractLifecycle,
  due,
  dueColumns,
  estimate,
  forecast,
  funnel,
  historyOf,
  kaplanMeier,
  orderLifecycle,
  otif,
  replay,
  salesCycle,
  start,
  stateAt,
  stationaryDistribution,
  timeInStates,
  transition,
  transitionCounts,
} from "../../src/lifecycle/index.js";
import type { Lifecycle, LifecycleHistory, MarkovChain, RecordedEvent } from "../../src/lifecycle/index.js";
import { addMilliseconds, aggregateViolations, foldAggregate, sum } from "../../src/values/index.js";
import { deepFreeze } from "../support/freeze.js";
import { runs } from "../support/runs.js";

const DAY = 86_400_000;
const BEGIN = "2026-01-01T00:00:00.000Z";
const later = (days: number): string => addMilliseconds(BEGIN, Math.round(days * DAY));
const by = { id: "ada", roles: ["sales-director", "credit-controller"] };
const STATES = ["needs", "offer", "won", "lost"] as const;

const history: fc.Arbitrary<LifecycleHistory> = fc
  .record({
    initial: fc.constantFrom("needs", "offer"),
    moves: fc.array(fc.tuple(fc.constantFrom("needs", "offer"), fc.integer({ min: 1, max: 40 })), { maxLength: 5 }),
    end: fc.constantFrom(null, "won", "lost"),
    rest: fc.integer({ min: 0, max: 50 }),
  })
  .map(({ initial, moves, end, rest }) => {
    const path: { to: string; at: string }[] = [];
    let [day, state]: [number, string] = [0, initial];
    for (const [to, wait] of [...moves, ...(end === null ? [] : [[end, 3] as const])]) {
      if (to === state) continue;
      day += wait;
      state = to;
      path.push({ to, at: later(day) });
    }
    return deepFreeze({ id: "D", initial, begunAt: BEGIN, moves: path, until: later(day + rest) });
  });
const histories = fc.array(history, { maxLength: 30 });

/** A chain of up to four inner states and two ends, each row with some way out. */
const chains: fc.Arbitrary<MarkovChain> = fc.array(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 6, maxLength: 6 }), { minLength: 1, maxLength: 4 }).map((rows) => {
  const size = rows.length + 2;
  const inner = rows.map((row) => {
    const weights = row.slice(0, size - 2).concat([(row[4] ?? 0) + 1, row[5] ?? 0]);
    const whole = weights.reduce((all, weight) => all + weight, 0);
    return weights.map((weight) => weight / whole);
  });
  const ends = [0, 1].map((end) => Array.from({ length: size }, (_, column) => (column === rows.length + end ? 1 : 0)));
  return { states: [...rows.map((_, index) => `t${String(index)}`), "won", "lost"], probabilities: [...inner, ...ends] };
});

describe("what histories say", () => {
  test("L-30 each row adds up to one, a prior reaches all that can happen, and more of the same changes nothing", () => {
    const cycle = salesCycle();
    fc.assert(
      fc.property(histories, (list) => {
        const told = estimate(list);
        for (const row of told.chain.probabilities) expect((row ?? [1]).reduce((all, one) => all + one, 0)).toBeCloseTo(1, 12);
        const twice = estimate([...list, ...list]);
        expect(twice.chain).toEqual(told.chain);
        for (const { meanDays, medianDays } of told.durations) {
          for (const days of [meanDays, medianDays]) if (days !== null) expect(Number.isFinite(days) && days >= 0).toBe(true);
        }
      }),
      runs(150),
    );
    const prior = estimate([], { lifecycle: cycle, prior: 0.5 });
    prior.chain.probabilities.forEach((row) => {
      expect((row ?? []).reduce((all, one) => all + one, 0)).toBeCloseTo(1, 12);
    });
  });

  test("L-31 counts may be folded in shards and merged in any order: the same bytes, the same estimate", () => {
    fc.assert(
      fc.property(fc.array(fc.array(history, { maxLength: 5 }), { minLength: 2, maxLength: 4 }), (shards) => {
        const counts = transitionCounts();
        expect(aggregateViolations(counts, shards)).toEqual([]);
        expect(estimate(counts.result(foldAggregate(counts, shards.flat())))).toEqual(estimate(shards.flat()));
      }),
      runs(80),
    );
  });

  test("L-32 times in state add up to the length of the history, and the state at each move is the one entered", () => {
    fc.assert(
      fc.property(history, (one) => {
        const days = timeInStates(one).reduce((all, { days: own }) => all + own, 0);
        expect(days).toBeCloseTo((Date.parse(one.until) - Date.parse(one.begunAt)) / DAY, 9);
        expect(stateAt(one, one.until)).toBe(one.moves.at(-1)?.to ?? one.initial);
        for (const { to, at } of one.moves) expect(stateAt(one, at)).toBe(to);
      }),
      runs(150),
    );
  });

  test("L-33 a funnel never widens where skipped stages count", () => {
    fc.assert(
      fc.property(histories, (list) => {
        const stages = funnel(list, ["needs", "offer", "won"]);
        for (const { fromPrevious } of stages) if (fromPrevious !== null) expect(fromPrevious).toBeLessThanOrEqual(1);
        expect(stages[2]?.reached).toBe(list.filter(({ moves }) => moves.some(({ to }) => to === "won")).length);
      }),
      runs(100),
    );
  });

  test("L-34 a survival curve falls from one, is the plain share where nothing is open, and open cases raise it", () => {
    const times = fc.array(fc.record({ time: fc.integer({ min: 0, max: 30 }), open: fc.boolean() }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(times, (spells) => {
        const { steps } = kaplanMeier(spells);
        let last = 1;
        for (const { survival, standardError } of steps) {
          expect(survival).toBeLessThanOrEqual(last);
          expect(standardError >= 0 && Number.isFinite(standardError)).toBe(true);
          last = survival;
        }
        const closed = spells.map(({ time }) => ({ time, open: false }));
        const plain = kaplanMeier(closed);
        for (const { time, survival } of plain.steps) {
          expect(survival).toBeCloseTo(closed.filter((one) => one.time > time).length / closed.length, 9);
          const with_ = steps.findLast((step) => step.time <= time)?.survival ?? 1;
          expect(with_).toBeGreaterThanOrEqual(survival - 1e-9);
        }
      }),
      runs(150),
    );
  });
});

describe("chains", () => {
  test("L-35 probabilities of the ends add up to one, steps are positive, and the long run agrees", () => {
    fc.assert(
      fc.property(chains, (chain) => {
        const answer = absorbingChain(chain);
        expect(answer.ok).toBe(true);
        if (!answer.ok) return;
        const { probabilities, expectedSteps, stepsVariance, transient } = answer.absorption;
        transient.forEach((state, index) => {
          const row = probabilities[index] ?? [];
          expect(row.reduce((all, one) => all + one, 0)).toBeCloseTo(1, 9);
          expect(expectedSteps[index]).toBeGreaterThanOrEqual(1 - 1e-9);
          expect(stepsVariance[index]).toBeGreaterThanOrEqual(-1e-6);
          const far = afterSteps(chain, { [state]: 1 }, 2_000);
          expect(far["won"]).toBeCloseTo(row[0] ?? 0, 6);
        });
      }),
      runs(80),
    );
  });

  test("L-36 the absorbing chain agrees with a simulation", () => {
    const chain = { states: ["needs", "offer", "won", "lost"], probabilities: [[0.2, 0.6, 0, 0.2], [0.3, 0.1, 0.4, 0.2], [0, 0, 1, 0], [0, 0, 0, 1]] };
    const answer = absorbingChain(chain);
    if (!answer.ok) throw new Error("refused");
    let seed = 1;
    const random = (): number => (seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
    const walks = 20_000;
    let [won, steps] = [0, 0];
    for (let walk = 0; walk < walks; walk += 1) {
      let state = 0;
      while (state < 2) {
        let rest = random();
        state = (chain.probabilities[state] ?? []).findIndex((probability) => (rest -= probability) < 0);
        steps += 1;
      }
      if (state === 2) won += 1;
    }
    expect(won / walks).toBeCloseTo(answer.absorption.probabilities[0]?.[0] ?? NaN, 1);
    expect(Math.abs(steps / walks - (answer.absorption.expectedSteps[0] ?? NaN))).toBeLessThan(0.05);
  });

  test("L-37 the stationary distribution stays as it is and adds up to one", () => {
    const square = fc.array(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 3, maxLength: 3 }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(square, (rows) => {
        const probabilities = rows.map((row) => row.map((weight) => weight / row.reduce((all, one) => all + one, 0)));
        const chain = { states: ["a", "b", "c"], probabilities };
        const answer = stationaryDistribution(chain);
        if (!answer.ok) throw new Error("refused");
        const next = afterSteps(chain, answer.distribution, 1);
        for (const state of chain.states) expect(next[state]).toBeCloseTo(answer.distribution[state] ?? NaN, 9);
        expect(Object.values(answer.distribution).reduce((all, one) => all + one, 0)).toBeCloseTo(1, 9);
      }),
      runs(100),
    );
  });

  test("L-38 a forecast adds up by month and by deal, and lies within its interval and what is open", () => {
    const deals = fc.array(fc.tuple(fc.constantFrom("needs", "offer"), fc.integer({ min: 0, max: 10_000_000 }), fc.integer({ min: 0, max: 60 })), { maxLength: 20 });
    const past = fc.array(history, { minLength: 3, maxLength: 30 }).filter((list) => {
      const ends = new Set(list.flatMap(({ moves }) => moves.map(({ to }) => to)));
      return ends.has("won") && ends.has("lost");
    });
    fc.assert(
      fc.property(past, deals, (list, open) => {
        const told = estimate(list);
        if (!STATES.slice(0, 2).every((state) => told.chain.probabilities[told.chain.states.indexOf(state)]?.[told.chain.states.indexOf(state)] === 0)) return;
        const pipeline = open.map(([state, cents, days], index) => ({
          id: `P-${String(index)}`,
          state,
          amount: { amount: (cents / 100).toFixed(2), currency: "EUR" },
          enteredAt: later(-days),
        }));
        const answer = forecast(told, { currency: "EUR", deals: pipeline }, BEGIN, { won: "won" });
        expect(sum(answer.deals.map(({ weighted }) => weighted), "EUR")).toEqual(answer.weighted);
        expect(sum(answer.byMonth.map(({ weighted }) => weighted), "EUR")).toEqual(answer.weighted);
        const [from, whole, to] = [answer.interval.from, answer.open, answer.interval.to].map(({ amount }) => Number(amount));
        const mean = Number(answer.weighted.amount);
        expect((from ?? NaN) - 1 <= mean && mean <= (to ?? NaN) + 1 && (to ?? NaN) <= (whole ?? NaN) + 0.01).toBe(true);
      }),
      runs(80),
    );
  });
});

describe("waits in columns", () => {
  const client = clientLifecycle();
  test("L-39 what is due next in columns is what is due next one by one", () => {
    const account = fc.record({ state: fc.constantFrom(...client.states), entered: fc.integer({ min: 0, max: 500 }), order: fc.option(fc.integer({ min: 0, max: 500 }), { nil: null }), contact: fc.option(fc.integer({ min: 0, max: 500 }), { nil: null }) });
    fc.assert(
      fc.property(fc.array(account, { maxLength: 30 }), fc.integer({ min: 500, max: 1_500 }), (accounts, day) => {
        const column = (of: (one: (typeof accounts)[number]) => number | null): Float64Array =>
          Float64Array.from(accounts, (one) => ((days) => (days === null ? NaN : Date.parse(later(days))))(of(one)));
        const told = dueColumns(
          client,
          {
            states: Uint16Array.from(accounts, ({ state }) => client.states.indexOf(state)),
            entered: [column(({ entered }) => entered)],
            context: { lastOrderAt: column(({ order }) => order), lastContactAt: column(({ contact }) => contact) },
            lastAt: column(({ entered }) => entered),
          },
          later(day),
        );
        let fallen = 0;
        accounts.forEach(({ state, entered, order, contact }, row) => {
          const instance = {
            ...start(client, { at: later(entered) }),
            state,
            context: { ...start(client, { at: later(entered) }).context, lastOrderAt: order === null ? null : later(order), lastContactAt: contact === null ? null : later(contact) },
          };
          const { next, fallen: events } = due(client, instance, later(entered - 1 < 0 ? 0 : entered));
          const first = events[0] === undefined ? next : { deadline: events[0].type, dueAt: events[0].at };
          const own = told.deadlines[told.next[row] ?? -1];
          expect(own?.deadline ?? null).toBe(first?.deadline ?? null);
          if (first !== null) {
            expect(told.dueAt[row]).toBe(Date.parse(first.dueAt));
            if (first.dueAt <= later(day)) fallen += 1;
          }
        });
        expect(told.fallen).toBe(fallen);
      }),
      runs(100),
    );
  });
});

describe("the ready-made lifecycles, whatever happens", () => {
  const any: readonly (readonly [string, Lifecycle])[] = [
    ["client", clientLifecycle()],
    ["sales", salesCycle()],
    ["contract", contractLifecycle()],
    ["order", orderLifecycle()],
    ["complaint", complaintLifecycle()],
  ];
  const payloads: Readonly<Record<string, unknown>> = {
    DECLINED: { reason: "price" },
    BLOCKED: { reason: "unpaid" },
    APPOINTMENT_MADE: { on: "2026-02-01" },
    OBJECTED: { objection: "too dear" },
    REFERRED: { to: "Beta" },
    LOST: { reason: "price" },
    DIFFERENCE_RAISED: { clause: "§ 4" },
    AMENDMENT_PROPOSED: { clause: "§ 7" },
    NOTICE_GIVEN: { reason: "moved" },
    RENEWED: { endsOn: "2029-01-01", noticeUntil: "2028-10-01" },
    TERMINATED: { reason: "breach" },
    ABANDONED: { reason: "no interest" },
    CONFIRMED: { promisedOn: "2026-03-01" },
    BACKORDERED: { reason: "no stock" },
    DELIVERED: { quantity: 2, remaining: 0, on: "2026-03-01" },
    RETURNED: { quantity: 1, reason: "broken" },
    CANCELLED: { reason: "changed" },
    ANSWERED: { cause: "packing" },
    REOPENED: { reason: "again" },
    ESCALATED: { reason: "angry" },
  };
  const signed = { sales: { amount: "1000" }, contract: { startsOn: "2026-02-01", endsOn: "2027-02-01", noticeUntil: "2026-11-01", isTacit: true, term: "P1Y" } };

  test.each(any)("L-40 %s: the log tells the state, refusals change nothing, time in two steps is time in one", (name, lifecycle) => {
    const steps = fc.array(fc.tuple(fc.constantFrom(...lifecycle.events), fc.integer({ min: 0, max: 100 })), { maxLength: 15 });
    fc.assert(
      fc.property(steps, fc.integer({ min: 0, max: 900 }), (list, rest) => {
        let state = start(lifecycle, { at: BEGIN });
        const log: RecordedEvent[] = [];
        let day = 0;
        for (const [type, wait] of list) {
          day += wait;
          const payload = type === "SIGNED" ? signed[name as "sales"] : payloads[type];
          const step = transition(lifecycle, state, { type, ...(payload === undefined ? {} : { payload }) }, { at: later(day), by });
          if (!step.ok) expect(step.state).toBe(state);
          log.push(...step.events);
          state = step.state;
          expect(lifecycle.states).toContain(state.state);
        }
        expect(replay(lifecycle, log, { start: { at: BEGIN } })).toEqual(state);
        const half = advance(lifecycle, state, later(day + rest / 3));
        const whole = advance(lifecycle, state, later(day + rest));
        expect(advance(lifecycle, half.state, later(day + rest)).state).toEqual(whole.state);
        const told = historyOf(lifecycle, [...log, ...whole.events], { id: "X", begunAt: BEGIN, asOf: later(day + rest) });
        expect(stateAt(told, told.until)).toBe(whole.state.state);
      }),
      runs(80),
    );
  });

  test("an order delivered in parts is complete with the last, and OTIF counts each once", () => {
    const promised = { promisedOn: "2026-03-09", quantity: 10 };
    const report = otif(
      [
        { id: "in time", ...promised, deliveries: [{ on: "2026-03-08", quantity: 10 }] },
        { id: "late", ...promised, deliveries: [{ on: "2026-03-10", quantity: 10 }] },
        { id: "short", ...promised, deliveries: [{ on: "2026-03-09", quantity: 9 }] },
        { id: "open", ...promised, promisedOn: "2026-04-09", deliveries: [] },
      ],
      "2026-03-31",
    );
    expect(report).toMatchObject({ due: 3, onTime: 2 / 3, inFull: 2 / 3, onTimeInFull: 1 / 3, fillRate: 19 / 30 });
    const lenient = otif([{ id: "short", ...promised, deliveries: [{ on: "2026-03-11", quantity: 9 }] }], "2026-03-31", { toleranceDays: 2, toleranceShare: 0.1 });
    expect(lenient.onTimeInFull).toBe(1);
  });
});

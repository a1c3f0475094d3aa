import fc from "fast-check";
import { expect, test } from "vitest";

import { auc, brier, gini, ks, psi } from "../../src/risk/index.js";
import { runs, seenMin } from "../support/runs.js";

const accounts = fc.array(fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 1 })), {
  minLength: 2,
  maxLength: 60,
});

test("M-01 the AUC is the share of pairs ranked right, ties one half", () => {
  let answered = 0;
  fc.assert(
    fc.property(accounts, (rows) => {
      const scores = rows.map(([score]) => score);
      const events = rows.map(([, event]) => event);
      let [right, pairs] = [0, 0];
      for (const [scoreBad, bad] of rows) {
        for (const [scoreGood, good] of rows) {
          if (bad !== 1 || good !== 0) continue;
          pairs += 1;
          right += scoreBad > scoreGood ? 1 : scoreBad === scoreGood ? 0.5 : 0;
        }
      }
      const area = auc({ scores, events, direction: "high-is-risky" });
      if (pairs === 0) {
        expect(area.value).toBeNull();
        return;
      }
      answered += 1;
      expect(area.value).toBeCloseTo(right / pairs, 12);
      const flipped = auc({ scores, events, direction: "high-is-safe" });
      expect((area.value ?? 0) + (flipped.value ?? 0)).toBeCloseTo(1, 12);
      expect(gini({ scores, events, direction: "high-is-risky" }).value).toBeCloseTo(
        2 * (area.value ?? 0) - 1,
        12,
      );
    }),
    runs(300),
  );
  expect(answered).toBeGreaterThan(seenMin(100));
});

test("M-02 the Kolmogorov–Smirnov distance is the largest over all thresholds", () => {
  fc.assert(
    fc.property(accounts, (rows) => {
      const bad = rows.filter(([, event]) => event === 1);
      const good = rows.filter(([, event]) => event === 0);
      fc.pre(bad.length > 0 && good.length > 0);
      let largest = 0;
      for (let threshold = -1; threshold <= 13; threshold += 1) {
        const share = (list: typeof rows): number =>
          list.filter(([score]) => score <= threshold).length / list.length;
        largest = Math.max(largest, Math.abs(share(bad) - share(good)));
      }
      const distance = ks({
        scores: rows.map(([score]) => score),
        events: rows.map(([, event]) => event),
        direction: "high-is-risky",
      });
      expect(distance.value).toBeCloseTo(largest, 12);
    }),
    runs(200),
  );
});

test("M-03 the order of accounts changes nothing", () => {
  fc.assert(
    fc.property(accounts, (rows) => {
      const answer = (list: typeof rows): unknown[] => {
        const scores = list.map(([score]) => score);
        const events = list.map(([, event]) => event);
        const scored = { scores, events, direction: "high-is-safe" } as const;
        return [auc(scored), ks(scored)];
      };
      expect(answer([...rows].reverse())).toEqual(answer(rows));
    }),
    runs(200),
  );
});

const bins = fc.integer({ min: 1, max: 8 }).chain((count) => {
  const counts = fc.array(fc.integer({ min: 0, max: 500 }), { minLength: count, maxLength: count });
  return fc.record({ expected: counts, actual: counts });
});

test("M-04 a stability index is finite, never negative, zero against itself, and its parts add up", () => {
  fc.assert(
    fc.property(bins, fc.constantFrom("add", "replace"), (population, method) => {
      fc.pre(population.expected.some((n) => n > 0) && population.actual.some((n) => n > 0));
      const zeroCounts = { method: method, count: 0.5 };
      const index = psi(population, { zeroCounts });
      expect(Number.isFinite(index.value)).toBe(true);
      expect(index.value).toBeGreaterThanOrEqual(0);
      expect(index.contributions.reduce((sum, part) => sum + part, 0)).toBe(index.value);
      const { expected } = population;
      expect(psi({ expected, actual: expected }, { zeroCounts }).value).toBe(0);
    }),
    runs(300),
  );
});

test("M-05 a Brier score lies between 0 and 1", () => {
  const predicted = fc.array(fc.tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 1 })), {
    minLength: 1,
  });
  fc.assert(
    fc.property(predicted, (rows) => {
      const score = brier({
        probabilities: rows.map(([hundredths]) => hundredths / 100),
        events: rows.map(([, event]) => event),
      });
      expect(score.value).toBeGreaterThanOrEqual(0);
      expect(score.value).toBeLessThanOrEqual(1);
    }),
    runs(100),
  );
});

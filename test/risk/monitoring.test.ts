import { describe, expect, test } from "vitest";

import {
  auc,
  brier,
  calibration,
  gini,
  hosmerLemeshow,
  ks,
  overrideRate,
  psi,
  rankingOfBins,
} from "../../src/risk/index.js";
import { chiSquareTail } from "../../src/risk/monitoring/calibration.js";

const direction = "high-is-risky";

function code(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error instanceof Error && "code" in error && "path" in error
      ? `${String(error.code)} ${String(error.path)}`
      : error;
  }
  return "no error";
}

describe("what cannot be answered is said", () => {
  test("no ranking without both kinds of account", () => {
    const all = { scores: [1, 2], events: [1, 1], direction } as const;
    const reason = { code: "not-enough-data", of: "events" };
    expect([auc(all), gini(all), ks(all)]).toEqual(Array(3).fill({ value: null, reason }));
    expect(rankingOfBins({ events: [0], nonEvents: [4] }).ks.value).toBeNull();
    expect(brier({ probabilities: [], events: [] }).value).toBeNull();
    expect(overrideRate(["A"], [])).toBeNull();
  });
  test("no Hosmer–Lemeshow of few, of too few groups, of certain predictions", () => {
    const column = (p: number[]): number[] => Array.from({ length: 120 }, (_, i) => p[i % p.length] ?? 0);
    const events = column([0, 1]);
    expect(hosmerLemeshow({ probabilities: [0.5], events: [1] })).toBeNull();
    expect(hosmerLemeshow({ probabilities: column([0.2, 0.4]), events })).toBeNull();
    expect(hosmerLemeshow({ probabilities: column([0, 0.2, 0.4, 1]), events }, { groups: 4 })).toBeNull();
  });
});

test("a Hosmer–Lemeshow statistic worked by hand", () => {
  const probabilities = Array.from({ length: 400 }, (_, i) => [0.1, 0.2, 0.3, 0.5][i % 4] ?? 0);
  const wanted = [20, 20, 30, 50];
  const seen = [0, 0, 0, 0];
  const events = probabilities.map((_, i) => ((seen[i % 4] = (seen[i % 4] ?? 0) + 1) <= (wanted[i % 4] ?? 0) ? 1 : 0));
  const result = hosmerLemeshow({ probabilities, events }, { groups: 4 });
  // Only the first group departs: (20 − 10)² / (100 · 0.1 · 0.9) = 11.11…; e^(−5.55…) = 0.003866.
  expect(result?.statistic).toBeCloseTo(100 / 9, 10);
  expect(result?.degreesOfFreedom).toBe(2);
  expect(result?.pValue).toBeCloseTo(0.0038659, 6);
});

test.each([[1, 3.841459], [2, 5.991465], [3, 7.814728], [5, 11.070498], [6, 12.591587], [8, 15.507313]])(
  "the printed 5 %% point of χ² with %d degrees of freedom",
  (degreesOfFreedom, point) => {
    expect(chiSquareTail(point, degreesOfFreedom)).toBeCloseTo(0.05, 7);
    expect(chiSquareTail(0, degreesOfFreedom)).toBe(1);
    expect(chiSquareTail(5000, degreesOfFreedom)).toBe(0);
  },
);

describe("calibration by grade", () => {
  test("verdicts in both directions", () => {
    const row = { grade: "B", probability: 0.1, observations: 200 };
    const verdicts = calibration([
      { ...row, events: 20 },
      { ...row, events: 40 },
      { ...row, events: 5 },
      { ...row, observations: 0, events: 0 },
    ]).map((one) => one.verdict);
    expect(verdicts).toEqual(["as-predicted", "risk-understated", "risk-overstated", "not-enough-data"]);
  });
  test("a certain prediction and more events than accounts are refused", () => {
    const row = { grade: "B", probability: 0.1, observations: 2, events: 1 };
    expect(code(() => calibration([{ ...row, probability: 1 }]))).toBe(
      "risk.probability grades[0].probability",
    );
    expect(code(() => calibration([row, { ...row, events: 3 }]))).toBe("schema.range grades[1].events");
  });
});

describe("malformed input", () => {
  const scored = { scores: [1, 2], events: [0, 1], direction } as const;
  test.each([
    ["risk.length events", () => auc({ ...scored, events: [1] })],
    ["risk.event events[1]", () => auc({ ...scored, events: [0, 2] })],
    ["schema.not_finite scores[0]", () => auc({ ...scored, scores: [NaN, 1] })],
    ["schema.type scores", () => auc({ ...scored, scores: "12" as never })],
    ["risk.direction direction", () => auc({ ...scored, direction: "up" as never })],
    ["risk.probability probabilities[1]", () => brier({ probabilities: [0, 1.5], events: [0, 1] })],
    ["risk.zero_count actual[1]", () => psi({ expected: [1, 1], actual: [1, 0] }, { zeroCounts: { method: "refuse" } })],
    ["risk.no_observations actual", () => psi({ expected: [1], actual: [0] }, { zeroCounts: { method: "add", count: 1 } })],
    ["schema.range zeroCounts.count", () => psi({ expected: [1], actual: [1] }, { zeroCounts: { method: "add", count: 0 } })],
    ["risk.length actual", () => psi({ expected: [1], actual: [1, 2] }, { zeroCounts: { method: "refuse" } })],
    ["schema.range expected[0]", () => psi({ expected: [-1], actual: [1] }, { zeroCounts: { method: "refuse" } })],
    ["risk.unknown_grade decisions[0]", () => overrideRate(["A"], [{ model: "A", final: "Z" }])],
    ["risk.length events", () => rankingOfBins({ events: [], nonEvents: [] })],
  ])("%s", (expected, run) => {
    expect(code(run)).toBe(expected);
  });
});

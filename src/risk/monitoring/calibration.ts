/**
 * Are the predicted probabilities right: Brier score, Hosmer–Lemeshow, calibration by grade.
 * Not here: whether the score ranks (`ranking.ts`).
 */
import { fail } from "../../values/errors.js";
import {
  atIndex,
  expectFinite,
  expectInteger,
  expectArray,
  expectRecord,
} from "../../values/plain.js";
import { exponential } from "../../values/numeric/exponential.js";
import { erfc, normalCdf } from "../../values/numeric/normal.js";
import { absent, known } from "../measure.js";
import type { Measure } from "../measure.js";
import { checkPredicted } from "./outcomes.js";
import type { PredictedOutcomes } from "./outcomes.js";

/**
 * The Brier score, the mean square of probability less outcome: 0 is perfect, 1 the worst.
 * Absent without observations. O(n).
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { brier } from "clientele/risk";
 *
 * const score = brier({ probabilities: [0.1, 0.9, 0.8, 0.3], events: [0, 1, 1, 0] });
 * assert.ok(score.value !== null && Math.abs(score.value - 0.0375) < 1e-12);
 * ```
 * @since 0.1.0
 */
export function brier(outcomes: PredictedOutcomes): Measure {
  const { probabilities, events } = checkPredicted(outcomes);
  if (events.length === 0) return absent("not-enough-data", "events");
  let sum = 0;
  for (let index = 0; index < events.length; index += 1) {
    sum += ((probabilities[index] ?? 0) - (events[index] ?? 0)) ** 2;
  }
  return known(sum / events.length);
}

/**
 * A Hosmer–Lemeshow test of goodness of fit.
 *
 * @since 0.1.0
 */
export interface HosmerLemeshow {
  /** The statistic; large means a poor fit. */
  readonly statistic: number;
  /** Groups formed less two. */
  readonly degreesOfFreedom: number;
  /** Probability of a statistic at least as large if the model were right. */
  readonly pValue: number;
  readonly groups: readonly {
    readonly observations: number;
    readonly expectedEvents: number;
    readonly events: number;
  }[];
}

/**
 * The Hosmer–Lemeshow test over groups of nearly equal size by predicted probability; accounts
 * of the same probability are never put into two groups. `null` when fewer than
 * `observationsMin` accounts (default 10 a group) were given, when fewer than three groups can
 * be formed or a group's prediction is certain: the test would say nothing. O(n log n).
 *
 * Source: D. W. Hosmer, S. Lemeshow, Applied Logistic Regression (2000), section 5.2.2.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { hosmerLemeshow } from "clientele/risk";
 *
 * const probabilities = Array.from({ length: 300 }, (_, i) => [0.1, 0.2, 0.5][i % 3] ?? 0);
 * const events = probabilities.map((p, i) => (((i / 3) | 0) % 10 < p * 10 ? 1 : 0));
 * const test = hosmerLemeshow({ probabilities, events }, { groups: 3 });
 * assert.ok(test !== null && test.statistic < 1e-12 && test.pValue > 0.999);
 * ```
 * @since 0.1.0
 */
export function hosmerLemeshow(
  outcomes: PredictedOutcomes,
  options: { readonly groups?: number; readonly observationsMin?: number } = {},
): HosmerLemeshow | null {
  expectRecord(options, "options");

  const { probabilities, events } = checkPredicted(outcomes);
  const count = expectInteger(options.groups ?? 10, "groups", 3, 1000);
  const observationsMin = expectInteger(
    options.observationsMin ?? 10 * count,
    "observationsMin",
    3,
  );
  if (events.length < observationsMin) return null;
  const groups = groupByProbability(probabilities, events, count);
  if (groups.length < 3) return null;
  let statistic = 0;
  for (const group of groups) {
    const mean = group.expectedEvents / group.observations;
    const variance = group.observations * mean * (1 - mean);
    if (variance <= 0) return null;
    statistic += (group.events - group.expectedEvents) ** 2 / variance;
  }
  const degreesOfFreedom = groups.length - 2;
  const pValue = chiSquareTail(statistic, degreesOfFreedom);
  return { statistic, degreesOfFreedom, pValue, groups };
}

interface Group {
  readonly observations: number;
  readonly expectedEvents: number;
  readonly events: number;
}

function groupByProbability(
  probabilities: ArrayLike<number>,
  events: ArrayLike<number>,
  count: number,
): readonly Group[] {
  const order = Uint32Array.from({ length: events.length }, (_, index) => index);
  order.sort((a, b) => (probabilities[a] ?? 0) - (probabilities[b] ?? 0) || a - b);
  const groups: Group[] = [];
  let [position, observations, expectedEvents, eventsHere] = [0, 0, 0, 0];
  while (position < order.length) {
    const index = order[position] ?? 0;
    const p = probabilities[index] ?? 0;
    observations += 1;
    expectedEvents += p;
    eventsHere += events[index] ?? 0;
    position += 1;
    const next = position < order.length ? probabilities[order[position] ?? 0] : undefined;
    const target = Math.round(((groups.length + 1) * order.length) / count);
    if (next === undefined || (position >= target && next !== p)) {
      groups.push({ observations, expectedEvents, events: eventsHere });
      [observations, expectedEvents, eventsHere] = [0, 0, 0];
    }
  }
  return groups;
}

/** P(χ² ≥ x) for whole degrees of freedom, as a finite sum (Abramowitz and Stegun 26.4.4–5). @internal */
export function chiSquareTail(x: number, degreesOfFreedom: number): number {
  const half = x / 2;
  if (half > 700) return 0;
  const isEven = degreesOfFreedom % 2 === 0;
  let term = isEven
    ? exponential(-half)
    : exponential(-half) * Math.sqrt(half) * 1.1283791670955126;
  let sum = isEven ? term : erfc(Math.sqrt(half)) + (degreesOfFreedom > 1 ? term : 0);
  const first = isEven ? 1 : 1.5;
  const steps = Math.floor(isEven ? degreesOfFreedom / 2 : (degreesOfFreedom - 1) / 2) - 1;
  for (let step = 0; step < steps; step += 1) {
    term *= half / (first + step);
    sum += term;
  }
  return Math.min(1, sum);
}

/**
 * One grade of a rating with its predicted probability and what happened.
 *
 * @since 0.1.0
 */
export interface GradeOutcome {
  readonly grade: string;
  /** Predicted probability of the event, strictly between 0 and 1. */
  readonly probability: number;
  readonly observations: number;
  readonly events: number;
}

/**
 * How one grade's prediction compares with what happened.
 *
 * @since 0.1.0
 */
export interface GradeCalibration extends GradeOutcome {
  /** Share of events observed; `null` without observations. */
  readonly observedRate: number | null;
  /** Two-sided p-value of the normal approximation; `null` when it does not hold. */
  readonly pValue: number | null;
  readonly verdict: "as-predicted" | "risk-understated" | "risk-overstated" | "not-enough-data";
}

/**
 * Compares predicted with observed event rates grade by grade. The normal approximation is
 * used where at least `eventsExpectedMin` (default 5) events and non-events were expected;
 * otherwise the verdict is `not-enough-data`. Defaults of one economy are correlated, which
 * the test does not know: it rejects too often in a bad year.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { calibration } from "clientele/risk";
 *
 * const [low, high] = calibration([
 *   { grade: "A", probability: 0.001, observations: 100, events: 0 },
 *   { grade: "C", probability: 0.05, observations: 400, events: 40 },
 * ]);
 * assert.equal(low?.verdict, "not-enough-data");
 * assert.equal(high?.verdict, "risk-understated");
 * ```
 * @since 0.1.0
 */
export function calibration(
  grades: readonly GradeOutcome[],
  options: { readonly significance?: number; readonly eventsExpectedMin?: number } = {},
): readonly GradeCalibration[] {
  expectArray(grades, "grades");
  expectRecord(options, "options");
  const significance = options.significance ?? 0.05;
  const expectedMin = options.eventsExpectedMin ?? 5;
  return grades.map((grade, index) => {
    expectRecord(grade, atIndex("grades", index));
    checkGrade(grade, atIndex("grades", index));
    const { observations, events, probability } = grade;
    const observedRate = observations === 0 ? null : events / observations;
    const expected = observations * probability;
    if (expected < expectedMin || observations - expected < expectedMin) {
      return { ...grade, observedRate, pValue: null, verdict: "not-enough-data" };
    }
    const z = (events - expected) / Math.sqrt(expected * (1 - probability));
    const pValue = 2 * normalCdf(-Math.abs(z));
    const departure = z > 0 ? "risk-understated" : "risk-overstated";
    return {
      ...grade,
      observedRate,
      pValue,
      verdict: pValue < significance ? departure : "as-predicted",
    };
  });
}

function checkGrade(grade: GradeOutcome, path: string): void {
  const probability = expectFinite(grade.probability, `${path}.probability`);
  if (probability <= 0 || probability >= 1) {
    fail("risk.probability", `${path}.probability`, "between 0 and 1", probability);
  }
  const observations = expectInteger(grade.observations, `${path}.observations`, 0);
  expectInteger(grade.events, `${path}.events`, 0, observations);
}

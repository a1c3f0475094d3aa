/**
 * Customers made from a model's own assumptions, for tests, planning and the bootstrap.
 *
 * Not here: calendar days; moments are continuous, as in the models.
 */
import { fail } from "../../values/errors.js";
import { atIndex, expectInteger, expectArray, expectRecord } from "../../values/plain.js";
import { checkCount } from "../../values/limits.js";
import { exponential, logarithm } from "../../values/numeric/exponential.js";
import {
  betaVariate,
  exponentialVariate,
  logGammaVariate,
  randomSource,
  uniform,
} from "../numeric/random.js";
import type { RandomSource } from "../numeric/random.js";
import type { PurchaseHistory, PurchaseModel } from "./model.js";
import { readTime } from "./read-data.js";
import { readModel } from "./read-model.js";

/** Purchases of one simulation, all customers together. */
const PURCHASES_MAX = 10_000_000;

/** What is simulated. @since 0.1.0 */
export interface SimulationOptions {
  /** Time from each customer's first purchase to the end of observation, in the model's unit. */
  readonly ages: readonly number[];
  /** A safe integer; the same seed gives the same customers on every engine. */
  readonly seed: number;
  /** Time after the end of observation in which purchases are counted apart; 0 unless named. */
  readonly holdoutTime?: number;
}

/** A simulated customer: what an observer sees, and what only the simulation knows. @since 0.1.0 */
export interface SimulatedCustomer extends PurchaseHistory {
  /** Whether the customer has not left at the end of observation. */
  readonly isAlive: boolean;
  /** Purchases in the holdout time. */
  readonly holdoutFrequency: number;
}

/** A customer's end: a coin after each purchase, or a moment that was drawn at the beginning. */
interface Fate {
  readonly rateLog: number;
  readonly leaving: number;
  readonly moment: number;
}

function fateOf(model: PurchaseModel, source: RandomSource): Fate {
  const { r, alpha } = model.parameters;
  const rateLog = logGammaVariate(source, r) - logarithm(alpha);
  if (model.kind !== "pareto-nbd") {
    const { a, b } = model.parameters;
    return { rateLog, leaving: betaVariate(source, a, b), moment: Infinity };
  }
  const { s, beta } = model.parameters;
  const leavingLog = logGammaVariate(source, s) - logarithm(beta);
  const moment = exponentialVariate(source) * exponential(-leavingLog);
  return { rateLog, leaving: 0, moment };
}

/** How far a simulation goes. */
interface Span {
  readonly age: number;
  readonly holdout: number;
}

function simulateOne(
  model: PurchaseModel,
  { age, holdout }: Span,
  source: RandomSource,
  budget: number,
): SimulatedCustomer {
  const { rateLog, leaving, moment } = fateOf(model, source);
  const gapMean = exponential(-rateLog);
  const hasCoins = model.kind !== "pareto-nbd";
  const end = Math.min(age + holdout, moment);
  let isHere = !(model.kind === "mbg-nbd" && uniform(source) < leaving);
  let isAlive = isHere && moment >= age;
  let frequency = 0;
  let holdoutFrequency = 0;
  let recency = 0;
  let time = 0;
  while (isHere) {
    const before = time;
    time += exponentialVariate(source) * gapMean;
    // Gaps below the last digit of the time are none that an observer could tell.
    if (!(time < end) || time === before) break;
    if (time < age) {
      frequency += 1;
      recency = time;
    } else holdoutFrequency += 1;
    if (frequency + holdoutFrequency > budget) {
      checkCount(PURCHASES_MAX + 1, PURCHASES_MAX, "options.ages");
    }
    isHere = !(hasCoins && uniform(source) < leaving);
    if (time < age) isAlive = isHere && moment >= age;
  }
  return { frequency, recency, age, isAlive, holdoutFrequency };
}

/** The same for checked arguments. @internal */
export function simulated(
  model: PurchaseModel,
  ages: ArrayLike<number>,
  source: RandomSource,
  holdout = 0,
): readonly SimulatedCustomer[] {
  const customers: SimulatedCustomer[] = [];
  let budget = PURCHASES_MAX;
  for (let index = 0; index < ages.length; index += 1) {
    const one = simulateOne(model, { age: ages[index] as number, holdout }, source, budget);
    budget -= one.frequency + one.holdoutFrequency;
    customers.push(one);
  }
  return customers;
}

/**
 * Simulates customers of a model, one for each age. Pure: the seed decides.
 *
 * @throws ClienteleError `limits.too_many` for more than 10 million purchases, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { simulatePurchases } from "clientele/scoring";
 *
 * const parameters = { r: 0.55, alpha: 10.6, s: 0.61, beta: 11.7 };
 * const model = { kind: "pareto-nbd", parameters } as const;
 * const customers = simulatePurchases(model, { ages: [39, 39, 26], seed: 7 });
 * assert.deepEqual(customers, simulatePurchases(model, { ages: [39, 39, 26], seed: 7 }));
 * assert.ok(customers.every(({ recency, age }) => recency <= age));
 * ```
 * @since 0.1.0
 */
export function simulatePurchases(
  model: PurchaseModel,
  options: SimulationOptions,
): readonly SimulatedCustomer[] {
  const checked = readModel(model);
  const record = expectRecord(options, "options", ["ages", "seed", "holdoutTime"]);
  const ages = expectArray(record["ages"], "options.ages", Number.MAX_SAFE_INTEGER).map(
    (age, index) => {
      const path = atIndex("options.ages", index);
      const time = readTime(age, path);
      if (time > 0 && time < 1e-9) fail("schema.range", path, "0, or a time from 1e-9", age);
      return time;
    },
  );
  const seed = expectInteger(record["seed"], "options.seed");
  const holdout = readTime(record["holdoutTime"] ?? 0, "options.holdoutTime");
  return simulated(checked, ages, randomSource(seed), holdout);
}

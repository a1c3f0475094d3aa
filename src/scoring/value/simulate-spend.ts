/** Mean spends made from gamma–gamma, for tests, planning and the bootstrap. */
import { exponential, logarithm } from "../../values/numeric/exponential.js";
import { atIndex, expectInteger, expectArray, expectRecord } from "../../values/plain.js";
import { expectClients } from "../contract/bootstrap-intervals.js";
import { logGammaVariate, randomSource } from "../numeric/random.js";
import type { RandomSource } from "../numeric/random.js";
import type { GammaGammaModel, GammaGammaParameters, SpendHistory } from "./gamma-gamma-model.js";
import { readGammaGamma } from "./gamma-gamma.js";
import { expectFrequency, MONETARY_MAX, MONETARY_MIN } from "./spend-data.js";

/** What is simulated. @since 0.1.0 */
export interface SpendSimulationOptions {
  /** Repeat purchases of each customer: one customer for each entry. */
  readonly frequencies: readonly number[];
  /** A safe integer; the same seed gives the same customers on every engine. */
  readonly seed: number;
}

/** A simulated customer: what an observer sees, and what only the simulation knows. @since 0.1.0 */
export interface SimulatedSpend extends SpendHistory {
  /** The mean of the customer's own distribution, of purchases made and to come. */
  readonly ownMean: number;
}

/** Amounts beyond what a fit reads are drawn to its ends. */
function amountOf(log: number): number {
  const amount = exponential(Math.min(40, Math.max(-40, log)));
  return Math.min(MONETARY_MAX, Math.max(MONETARY_MIN, amount));
}

/** Mean spends of one customer. @internal */
export function drawSpend(
  { p, q, gamma }: GammaGammaParameters,
  frequency: number,
  source: RandomSource,
): SimulatedSpend {
  const rateLog = logGammaVariate(source, q) - logarithm(gamma);
  const ownMean = amountOf(logarithm(p) - rateLog);
  if (frequency === 0) return { frequency, monetary: null, ownMean };
  const sumLog = logGammaVariate(source, p * frequency) - rateLog;
  return { frequency, monetary: amountOf(sumLog - logarithm(frequency)), ownMean };
}

/**
 * Simulates the mean spend of customers of gamma–gamma, one for each frequency. Amounts are not
 * rounded to cents; those outside 1e-12 to 1e15 are drawn to the nearer end. Pure: the seed
 * decides.
 *
 * @throws ClienteleError `limits.too_many` for more than 10 million customers, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { simulateSpend } from "clientele/scoring";
 *
 * const cdnow = { kind: "gamma-gamma", parameters: { p: 6.25, q: 3.74, gamma: 15.44 } } as const;
 * const [often, never] = simulateSpend(cdnow, { frequencies: [400, 0], seed: 7 });
 * assert.ok(often !== undefined && never !== undefined && never.monetary === null);
 * // Four hundred purchases show what the customer's own mean is.
 * assert.ok(Math.abs((often.monetary ?? 0) / often.ownMean - 1) < 0.1);
 * ```
 * @since 0.1.0
 */
export function simulateSpend(
  model: GammaGammaModel,
  options: SpendSimulationOptions,
): readonly SimulatedSpend[] {
  const parameters = readGammaGamma(model);
  const record = expectRecord(options, "options", ["frequencies", "seed"]);
  const path = "options.frequencies";
  const list = expectArray(record["frequencies"], path, Number.MAX_SAFE_INTEGER);
  expectClients(list.length, path);
  const frequencies = list.map((count, index) => expectFrequency(count, atIndex(path, index)));
  const source = randomSource(expectInteger(record["seed"], "options.seed"));
  return frequencies.map((frequency) => drawSpend(parameters, frequency, source));
}

/**
 * A proportion and how sure it is: intervals that hold for small samples.
 *
 * Wilson's score interval (1927), the exact one of Clopper and Pearson (1934), and the
 * equal-tailed one from Jeffreys' prior, as compared by R. G. Newcombe, "Two-sided confidence
 * intervals for the single proportion", Statistics in Medicine 17 (1998), and L. D. Brown, T. T.
 * Cai and A. DasGupta, "Interval estimation for a binomial proportion", Statistical Science 16
 * (2001). The usual p ± z·√(pq/n) is not here: it promises certainty for 3 of 3.
 */
import { fail } from "../../values/errors.js";
import { at, expectFinite, expectInteger, expectOneOf, expectRecord } from "../../values/plain.js";
import { normalQuantile } from "../../values/numeric/normal.js";
import { betaQuantile } from "./beta.js";

/**
 * How an interval is made.
 *
 * - `wilson`: near the stated confidence on average; the usual choice
 * - `clopper-pearson`: at least the stated confidence always; wider
 * - `jeffreys`: near the stated confidence on average, equal tails
 *
 * @since 0.1.0
 */
export type IntervalMethod = "wilson" | "clopper-pearson" | "jeffreys";

/** Of so many trials, so many succeeded. @since 0.1.0 */
export interface ProportionCounts {
  readonly successes: number;
  readonly trials: number;
}

/** @since 0.1.0 */
export interface IntervalOptions {
  /** 0.5 to 0.9999; 0.95 unless named. */
  readonly confidence?: number;
  /** `wilson` unless named. */
  readonly method?: IntervalMethod;
}

/** Where a proportion lies. @since 0.1.0 */
export interface ProportionInterval {
  readonly lower: number;
  readonly upper: number;
  readonly confidence: number;
  readonly method: IntervalMethod;
}

/**
 * A proportion with its interval, or why there is none.
 *
 * @since 0.1.0
 */
export type Proportion =
  | ({ readonly state: "known"; readonly value: number } & ProportionCounts & {
        readonly interval: ProportionInterval;
      })
  | ({ readonly state: "not-enough-data"; readonly reason: string } & ProportionCounts);

const TRIALS_MAX = 1_000_000_000;

/** Options, read. @internal */
export interface ReadInterval {
  readonly confidence: number;
  readonly method: IntervalMethod;
}

/** Demands a confidence. @internal */
export function expectConfidence(value: unknown, path: string): number {
  const confidence = expectFinite(value, path);
  if (confidence < 0.5 || confidence > 0.9999) {
    fail("schema.range", path, "a confidence from 0.5 to 0.9999", confidence);
  }
  return confidence;
}

/** Demands options of an interval. @internal */
export function readInterval(options: unknown, path: string, prefix = ""): ReadInterval {
  const record = expectRecord(options, path, ["confidence", "method"]);
  const confidence = expectConfidence(record["confidence"] ?? 0.95, at(prefix, "confidence"));
  const methods = ["wilson", "clopper-pearson", "jeffreys"] as const;
  const method = expectOneOf(record["method"] ?? "wilson", at(prefix, "method"), methods);
  return { confidence, method };
}

/** Demands counts (`scoring.counts` for more successes than trials). @internal */
export function readCounts(value: unknown, path: string): ProportionCounts {
  const record = expectRecord(value, path);
  const trials = expectInteger(record["trials"], at(path, "trials"), 0, TRIALS_MAX);
  const successes = expectInteger(record["successes"], at(path, "successes"), 0, TRIALS_MAX);
  if (successes > trials) {
    fail("scoring.counts", at(path, "successes"), `at most ${String(trials)} successes`, successes);
  }
  return { successes, trials };
}

function wilson({ successes, trials }: ProportionCounts, confidence: number): [number, number] {
  const z = -normalQuantile((1 - confidence) / 2);
  const square = z * z;
  const centre = (successes + square / 2) / (trials + square);
  const spread = (successes * (trials - successes)) / trials + square / 4;
  const half = (z * Math.sqrt(spread)) / (trials + square);
  return [centre - half, centre + half];
}

function byBeta(
  { successes, trials }: ProportionCounts,
  { confidence, method }: ReadInterval,
): [number, number] {
  const tail = (1 - confidence) / 2;
  const failures = trials - successes;
  if (method === "jeffreys") {
    return [
      betaQuantile(tail, successes + 0.5, failures + 0.5),
      1 - betaQuantile(tail, failures + 0.5, successes + 0.5),
    ];
  }
  return [
    successes === 0 ? 0 : betaQuantile(tail, successes, failures + 1),
    failures === 0 ? 1 : 1 - betaQuantile(tail, failures, successes + 1),
  ];
}

/** The interval of counts that are checked. @internal */
export function intervalOf(counts: ProportionCounts, options: ReadInterval): ProportionInterval {
  const { successes, trials } = counts;
  if (trials === 0) return { lower: 0, upper: 1, ...options };
  const { confidence, method } = options;
  const [lower, upper] = method === "wilson" ? wilson(counts, confidence) : byBeta(counts, options);
  const rate = successes / trials;
  return {
    // The ends are theirs by definition; rounding may not push the estimate out.
    lower: successes === 0 ? 0 : Math.max(0, Math.min(lower, rate)),
    upper: successes === trials ? 1 : Math.min(1, Math.max(upper, rate)),
    confidence,
    method,
  };
}

/**
 * The interval of a proportion. It holds the observed rate, is [0, …] without a success and
 * […, 1] without a failure, and [0, 1] without a trial.
 *
 * @throws ClienteleError `scoring.counts` for more successes than trials, `schema.*`; counts are
 * at most 10⁹
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { proportionInterval } from "clientele/scoring";
 *
 * const { lower, upper } = proportionInterval({ successes: 81, trials: 263 });
 * assert.deepEqual([lower.toFixed(4), upper.toFixed(4)], ["0.2553", "0.3662"]);
 * const exact = proportionInterval({ successes: 0, trials: 20 }, { method: "clopper-pearson" });
 * assert.equal(exact.upper.toFixed(4), "0.1684");
 * ```
 * @since 0.1.0
 */
export function proportionInterval(
  counts: ProportionCounts,
  options: IntervalOptions = {},
): ProportionInterval {
  expectRecord(counts, "counts", ["successes", "trials"]);
  return intervalOf(readCounts(counts, ""), readInterval(options, "options"));
}

/** A proportion with its interval; `reason` where trials are fewer than asked for. @internal */
export function proportionOf(
  counts: ProportionCounts,
  options: ReadInterval & { readonly trialsMin: number; readonly reason: string },
): Proportion {
  const { successes, trials } = counts;
  const { confidence, method, trialsMin, reason } = options;
  if (trials === 0 || trials < trialsMin) {
    return { state: "not-enough-data", reason, successes, trials };
  }
  const interval = intervalOf(counts, { confidence, method });
  return { state: "known", value: successes / trials, successes, trials, interval };
}

/**
 * Points and odds: score = offset + factor·ln(odds good:bad), where `pdo` points double the
 * odds. The anchor has no default: libraries disagree about it, and about the side of the odds.
 */
import { fail } from "../../values/errors.js";
import { expectFinite, expectOneOf, expectRecord } from "../../values/plain.js";
import { exponential, logarithm } from "../../values/numeric/exponential.js";

const LN2 = 0.6931471805599453;

/**
 * The anchor of a scale: at `score` points the odds are `odds`, and `pdo` more points double
 * the odds of good to bad.
 *
 * @since 0.1.0
 */
export interface ScoreAnchor {
  readonly score: number;
  readonly odds: number;
  /** Which way round `odds` is stated. */
  readonly oddsSense: "good:bad" | "bad:good";
  /** Points that double the odds of good to bad, above zero. */
  readonly pdo: number;
}

/**
 * A scale between points and odds.
 *
 * @since 0.1.0
 */
export interface ScoreScale {
  /** Points by which the score rises for each unit of ln(good:bad). */
  readonly factor: number;
  /** Score at odds of 1:1. */
  readonly offset: number;
}

/**
 * The scale of an anchor: factor = pdo / ln 2, offset = score − factor·ln(good:bad).
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { scoreScale } from "clientele/risk";
 *
 * const scale = scoreScale({ score: 600, odds: 50, oddsSense: "good:bad", pdo: 20 });
 * assert.ok(Math.abs(scale.factor - 28.853901) < 1e-6);
 * assert.ok(Math.abs(scale.offset - 487.122876) < 1e-6);
 * ```
 * @since 0.1.0
 */
export function scoreScale(anchor: ScoreAnchor): ScoreScale {
  const record = expectRecord(anchor, "anchor", ["score", "odds", "oddsSense", "pdo"]);
  const score = expectFinite(record["score"], "anchor.score");
  const odds = expectFinite(record["odds"], "anchor.odds");
  const pdo = expectFinite(record["pdo"], "anchor.pdo");
  const sense = expectOneOf(record["oddsSense"], "anchor.oddsSense", ["good:bad", "bad:good"]);
  if (odds <= 0) fail("schema.range", "anchor.odds", "odds above zero", odds);
  if (pdo <= 0) fail("schema.range", "anchor.pdo", "points above zero", pdo);
  const factor = pdo / LN2;
  const logOdds = sense === "good:bad" ? logarithm(odds) : -logarithm(odds);
  return { factor, offset: score - factor * logOdds };
}

/**
 * The odds of good to bad at a score.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { oddsOfScore, scoreScale } from "clientele/risk";
 *
 * const scale = scoreScale({ score: 500, odds: 49, oddsSense: "good:bad", pdo: 50 });
 * assert.ok(Math.abs(oddsOfScore(550, scale) - 98) < 1e-9);
 * ```
 * @since 0.1.0
 */
export function oddsOfScore(score: number, scale: ScoreScale): number {
  expectRecord(scale, "scale");

  return exponential((expectFinite(score, "score") - scale.offset) / scale.factor);
}

/**
 * The probability of bad at a score: 1/(1 + odds of good to bad).
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { probabilityOfScore, scoreScale } from "clientele/risk";
 *
 * const scale = scoreScale({ score: 600, odds: 50, oddsSense: "good:bad", pdo: 20 });
 * assert.ok(Math.abs(probabilityOfScore(560, scale) - 0.07407407) < 1e-8);
 * ```
 * @since 0.1.0
 */
export function probabilityOfScore(score: number, scale: ScoreScale): number {
  expectRecord(scale, "scale");

  return 1 / (1 + oddsOfScore(score, scale));
}

/**
 * The score at a probability of bad, strictly between 0 and 1.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { scoreOfProbability, scoreScale } from "clientele/risk";
 *
 * const scale = scoreScale({ score: 600, odds: 50, oddsSense: "good:bad", pdo: 20 });
 * assert.ok(Math.abs(scoreOfProbability(1 / 51, scale) - 600) < 1e-9);
 * ```
 * @since 0.1.0
 */
export function scoreOfProbability(probability: number, scale: ScoreScale): number {
  expectRecord(scale, "scale");

  const p = expectFinite(probability, "probability");
  if (p <= 0 || p >= 1) fail("risk.probability", "probability", "between 0 and 1", p);
  return scale.offset + scale.factor * logarithm((1 - p) / p);
}

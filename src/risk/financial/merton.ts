/**
 * The structural models: R. C. Merton's firm value (Journal of Finance 29, 1974) and KMV's
 * distance to default. Equity is a call on the firm's assets; the assets and their volatility
 * are found from those of the share.
 */
import { fail } from "../../values/errors.js";
import { expectFinite, expectRecord } from "../../values/plain.js";
import { exponential, logarithm } from "../../values/numeric/exponential.js";
import { normalCdf } from "../../values/numeric/normal.js";
import { absent, known } from "../measure.js";
import type { Absence, Measure } from "../measure.js";

/**
 * What the market says of a listed company.
 *
 * @since 0.1.0
 */
export interface MertonInput {
  /** Market value of equity, in the currency and unit of `liability`. */
  readonly equity: number;
  /** Yearly volatility of the share, as a fraction. */
  readonly equityVolatility: number;
  /** The debt due at the horizon (default point). */
  readonly liability: number;
  /** Continuously compounded risk-free rate, as a fraction a year. */
  readonly rate: number;
  /** Expected yearly growth of the assets; the risk-free rate gives the risk-neutral answer. */
  readonly drift: number;
  readonly horizonYears: number;
}

/**
 * What Merton's model makes of it.
 *
 * @since 0.1.0
 */
export type MertonResult =
  | {
      readonly assets: number;
      readonly assetVolatility: number;
      /** Standard deviations of the assets above the liability at the horizon. */
      readonly distanceToDefault: number;
      /** Φ(−distance): of the model's normal world, not an observed rate. */
      readonly probability: number;
      readonly iterations: number;
    }
  | { readonly assets: null; readonly reason: Absence };

function positive(value: unknown, path: string): number {
  const number = expectFinite(value, path);
  if (number <= 0 || number > 1e18) fail("schema.range", path, "above 0, at most 1e18", number);
  return number;
}

interface Terms {
  readonly liability: number;
  readonly rate: number;
  readonly horizonYears: number;
}

function dOne(assets: number, volatility: number, terms: Terms): number {
  const { liability, rate, horizonYears } = terms;
  const growth = logarithm(assets / liability) + (rate + volatility ** 2 / 2) * horizonYears;
  return growth / (volatility * Math.sqrt(horizonYears));
}

/** The assets at which the call on them is worth the equity: Newton, the call being convex. */
function assetsFor(equity: number, volatility: number, terms: Terms): number {
  const debt = terms.liability * exponential(-terms.rate * terms.horizonYears);
  const spread = volatility * Math.sqrt(terms.horizonYears);
  // From above the root a convex increasing function is descended without overshooting.
  let assets = equity + debt;
  for (let step = 0; step < 60; step += 1) {
    const d1 = dOne(assets, volatility, terms);
    const delta = normalCdf(d1);
    const change = (assets * delta - debt * normalCdf(d1 - spread) - equity) / delta;
    assets -= change;
    if (Math.abs(change) <= 1e-13 * assets) break;
  }
  return assets;
}

/**
 * Merton's model from the equity side: the assets and their volatility such that equity is the
 * call on them and its volatility the observed one, then distance to default and probability.
 *
 * Absent with `not-converged` when 500 rounds don't settle. Throws `schema.range` for values
 * that are not positive.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { merton } from "clientele/risk";
 *
 * // J. C. Hull's textbook case: assets 12.40, volatility 21.23 %, probability 12.7 %.
 * const result = merton({
 *   equity: 3, equityVolatility: 0.8, liability: 10, rate: 0.05, drift: 0.05, horizonYears: 1,
 * });
 * assert.ok(result.assets !== null);
 * assert.ok(Math.abs(result.assets - 12.395) < 0.001);
 * assert.ok(Math.abs(result.probability - 0.127) < 0.001);
 * ```
 * @since 0.1.0
 */
export function merton(input: MertonInput): MertonResult {
  const keys = ["equity", "equityVolatility", "liability", "rate", "drift", "horizonYears"];
  const record = expectRecord(input, "", keys);
  const equity = positive(record["equity"], "equity");
  const equityVolatility = positive(record["equityVolatility"], "equityVolatility");
  const terms: Terms = {
    liability: positive(record["liability"], "liability"),
    rate: expectFinite(record["rate"], "rate"),
    horizonYears: positive(record["horizonYears"], "horizonYears"),
  };
  const drift = expectFinite(record["drift"], "drift");
  let volatility = (equityVolatility * equity) / (equity + terms.liability);
  for (let iterations = 1; iterations <= 500; iterations += 1) {
    const assets = assetsFor(equity, volatility, terms);
    const next =
      (equityVolatility * equity) / (assets * normalCdf(dOne(assets, volatility, terms)));
    if (!Number.isFinite(next) || !(next > 0)) break;
    const isSettled = Math.abs(next - volatility) <= 1e-12 * volatility;
    volatility = isSettled ? next : (next + volatility) / 2;
    if (isSettled) {
      const { liability, horizonYears } = terms;
      const known = { assets, liability, assetVolatility: volatility, drift, horizonYears };
      const distanceToDefault = distance(known);
      const probability = normalCdf(-distanceToDefault);
      return { assets, assetVolatility: volatility, distanceToDefault, probability, iterations };
    }
  }
  return { assets: null, reason: absent("not-converged", "assetVolatility").reason };
}

interface KnownAssets {
  readonly assets: number;
  readonly liability: number;
  readonly assetVolatility: number;
  readonly drift: number;
  readonly horizonYears: number;
}

function distance({
  assets,
  liability,
  assetVolatility,
  drift,
  horizonYears,
}: KnownAssets): number {
  const growth = logarithm(assets / liability) + (drift - assetVolatility ** 2 / 2) * horizonYears;
  return growth / (assetVolatility * Math.sqrt(horizonYears));
}

/**
 * Distance to default and probability where assets and their volatility are known.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { mertonFromAssets } from "clientele/risk";
 *
 * const { probability } = mertonFromAssets({
 *   assets: 20, liability: 22, assetVolatility: 0.5, drift: 0.05, horizonYears: 1 / 3,
 * });
 * assert.ok(Math.abs(probability - 0.661575) < 1e-5);
 * ```
 * @since 0.1.0
 */
export function mertonFromAssets(input: {
  readonly assets: number;
  readonly liability: number;
  readonly assetVolatility: number;
  readonly drift: number;
  readonly horizonYears: number;
}): { readonly distanceToDefault: number; readonly probability: number } {
  const keys = ["assets", "liability", "assetVolatility", "drift", "horizonYears"];
  const record = expectRecord(input, "", keys);
  const distanceToDefault = distance({
    assets: positive(record["assets"], "assets"),
    liability: positive(record["liability"], "liability"),
    assetVolatility: positive(record["assetVolatility"], "assetVolatility"),
    drift: expectFinite(record["drift"], "drift"),
    horizonYears: positive(record["horizonYears"], "horizonYears"),
  });
  return { distanceToDefault, probability: normalCdf(-distanceToDefault) };
}

/**
 * KMV's simple distance to default, (A − default point) / (A·σ), where the default point is
 * short-term debt and half of the long-term debt. KMV's map from distance to default rates is
 * proprietary and not here.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { kmvDistance } from "clientele/risk";
 *
 * const distance = kmvDistance({ assets: 2_000_000, defaultPoint: 1_400_000, assetVolatility: 0.25 });
 * assert.ok(distance.value !== null && Math.abs(distance.value - 1.2) < 1e-9);
 * ```
 * @since 0.1.0
 */
export function kmvDistance(input: {
  readonly assets: number;
  readonly defaultPoint: number;
  readonly assetVolatility: number;
}): Measure {
  const record = expectRecord(input, "", ["assets", "defaultPoint", "assetVolatility"]);
  const assets = positive(record["assets"], "assets");
  const volatility = positive(record["assetVolatility"], "assetVolatility");
  const defaultPoint = expectFinite(record["defaultPoint"], "defaultPoint");
  if (defaultPoint < 0) fail("risk.negative", "defaultPoint", "not negative", defaultPoint);
  return known((assets - defaultPoint) / (assets * volatility), "assets");
}

/** How many purchases BG/BB expects how often (Fader, Hardie and Shang 2010, equation 6). */
import { exponential, logarithm } from "../../values/numeric/exponential.js";
import { expectInteger } from "../../values/plain.js";
import { logRising } from "../numeric/gamma.js";
import type { BgBbModel } from "./model.js";
import { PERIODS_MAX, readBgBb } from "./read.js";

/** Beyond this the running sum is taken out of the exponent's reach. */
const RESCALE_ABOVE = 1e250;

/**
 * Chance of exactly so many purchases of a new client in so many occasions (equation 6).
 *
 * @param purchases - 0 to `periods`; more have a chance of 0
 * @throws ClienteleError `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { bgBbPurchaseProbability } from "clientele/scoring";
 *
 * const donors = {
 *   kind: "bg-bb",
 *   parameters: { alpha: 1.204, beta: 0.75, gamma: 0.657, delta: 2.783 },
 * } as const;
 * const all = [0, 1, 2, 3].map((purchases) => bgBbPurchaseProbability(donors, purchases, 3));
 * assert.ok(Math.abs(all.reduce((sum, one) => sum + one, 0) - 1) < 1e-12);
 * ```
 * @since 0.1.0
 */
export function bgBbPurchaseProbability(
  model: BgBbModel,
  purchases: number,
  periods: number,
): number {
  const { alpha, beta, gamma, delta } = readBgBb(model);
  const x = expectInteger(purchases, "purchases", 0, PERIODS_MAX);
  const n = expectInteger(periods, "periods", 0, PERIODS_MAX);
  if (x > n) return 0;
  const whole = alpha + beta;
  const leave = gamma + delta;
  // The client who stays through all occasions; those who leave before one, relative to that.
  let term = gamma / (leave + n);
  let left = 0;
  let shift = 0;
  for (let stayed = n - 1; stayed >= x; stayed -= 1) {
    const missed = (stayed + 1 - x) / (stayed + 1) / (beta + (stayed - x));
    term *= missed * (whole + stayed) * ((leave + stayed + 1) / (delta + stayed));
    left += term;
    if (left > RESCALE_ABOVE) {
      shift += logarithm(left);
      term /= left;
      left = 1;
    }
  }
  const logStays =
    logRising(n - x + 1, x) -
    logRising(1, x) +
    logRising(alpha, x) +
    logRising(beta, n - x) -
    logRising(whole, n) +
    logRising(delta, n) -
    logRising(leave, n);
  return Math.min(1, exponential(logStays + shift + logarithm(exponential(-shift) + left)));
}

/** Survival and retention by the shifted beta-geometric. Not here: its fit, lifetimes. */
import { expectInteger } from "../../values/plain.js";
import type { SbgModel } from "./model.js";
import { PERIODS_MAX, readSbg } from "./read.js";

/**
 * Retention rates of the first renewals: r(t) = (β + t − 1) ÷ (α + β + t − 1), rising with t.
 *
 * @param renewals - how many, 0 to 10 000
 * @returns the share of clients still there that renew, at the first renewal date, the second …
 * @throws ClienteleError `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { sbgRetentionRates } from "clientele/scoring";
 *
 * const regular = { kind: "sbg", parameters: { alpha: 0.704, beta: 1.182 } } as const;
 * const rates = sbgRetentionRates(regular, 3);
 * assert.deepEqual(rates.map((rate) => rate.toFixed(3)), ["0.627", "0.756", "0.819"]);
 * ```
 * @since 0.1.0
 */
export function sbgRetentionRates(model: SbgModel, renewals: number): readonly number[] {
  const { alpha, beta } = readSbg(model);
  const count = expectInteger(renewals, "renewals", 0, PERIODS_MAX);
  return Array.from({ length: count }, (_, before) => (beta + before) / (alpha + beta + before));
}

/**
 * Share of a new cohort that is still there: S(0) = 1, S(1), …, S(n).
 *
 * @param renewals - n, 0 to 10 000
 * @returns n + 1 shares, never rising
 * @throws ClienteleError `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { sbgSurvival } from "clientele/scoring";
 *
 * // Fader and Hardie (2007), "regular" clients: 24.1 % were left after seven years.
 * const regular = { kind: "sbg", parameters: { alpha: 0.704, beta: 1.182 } } as const;
 * assert.equal(sbgSurvival(regular, 7)[7]?.toFixed(3), "0.239");
 * ```
 * @since 0.1.0
 */
export function sbgSurvival(model: SbgModel, renewals: number): readonly number[] {
  const survival = [1];
  let left = 1;
  for (const rate of sbgRetentionRates(model, renewals)) {
    left *= rate;
    survival.push(left);
  }
  return survival;
}

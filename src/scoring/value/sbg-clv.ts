/** Lifetime value under contract where clients differ: a margin times an sBG lifetime. */
import { scaledOf } from "../../values/money.js";
import type { Money } from "../../values/money.js";
import { expectRecord } from "../../values/plain.js";
import { expectRoundingMode } from "../../values/rounding.js";
import type { RoundingMode } from "../../values/rounding.js";
import type { SbgModel, UnboundedExpectation } from "../contract/model.js";
import { lifetimeOptions, sbgLifetime } from "../contract/sbg-lifetime.js";
import type { SbgLifetimeOptions } from "../contract/sbg-lifetime.js";
import { settleProduct } from "./settle.js";

/** A contract, where it stands and what a period of it brings. @since 0.1.0 */
export interface SbgClvTerms<Currency extends string = string> extends SbgLifetimeOptions {
  /** Margin of one period. */
  readonly margin: Money<Currency>;
  /** How the value is rounded to the minor unit; half to even unless named. */
  readonly rounding?: RoundingMode;
}

/** A value, and how many margins it is. @since 0.1.0 */
export interface KnownSbgClv<Currency extends string = string> {
  readonly state: "known";
  readonly value: Money<Currency>;
  /** Expected payments, each discounted to today: see `sbgLifetime`. */
  readonly multiplier: number;
}

/**
 * Lifetime value, or residual lifetime value, of a client under contract by the shifted
 * beta-geometric. Unlike `retentionClv`, it knows that a client of many years is likelier to
 * renew than a new one.
 *
 * @throws ClienteleError `money.*`, `scoring.discount_rate`, `config.rounding`, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { sbgClv } from "clientele/scoring";
 * import { money } from "clientele/values";
 *
 * const model = { kind: "sbg", parameters: { alpha: 0.668, beta: 3.806 } } as const;
 * const terms = { margin: money("100.00", "EUR"), discountRate: 0.1, firstMargin: "now" } as const;
 * const fresh = sbgClv(model, { ...terms, renewals: 0 });
 * const loyal = sbgClv(model, { ...terms, renewals: 5 });
 * assert.ok(fresh.state === "known" && loyal.state === "known");
 * assert.deepEqual([fresh.value.amount, loyal.value.amount], ["592.26", "748.73"]);
 * ```
 * @since 0.1.0
 */
export function sbgClv<Currency extends string>(
  model: SbgModel,
  terms: SbgClvTerms<Currency>,
): KnownSbgClv<Currency> | UnboundedExpectation {
  expectRecord(terms, "terms", ["margin", "rounding", ...lifetimeOptions]);
  const { margin, rounding, ...lifetime } = terms;
  const exact = scaledOf(margin, "margin");
  const mode = expectRoundingMode(rounding ?? "halfEven", "rounding");
  const payments = sbgLifetime(model, lifetime);
  if (payments.state === "unknown") return payments;
  const plan = { currency: margin.currency, scale: exact.scale, mode };
  const value = settleProduct(exact, payments.value, plan);
  return { state: "known", value, multiplier: payments.value };
}

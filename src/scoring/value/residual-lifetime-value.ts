/** What the whole future of a client is worth, without a horizon. Not here: columns. */
import { expectRecord } from "../../values/plain.js";
import type { UnboundedExpectation } from "../contract/model.js";
import { forecastOf, monetaryOf, readMarginRate, spendReaderOf } from "./forecast.js";
import { valueOptions } from "./lifetime-value.js";
import type {
  ForecastModel,
  SpendModel,
  UnknownLifetimeValue,
  ValueHistory,
  ValueOptions,
} from "./lifetime-value-model.js";
import { residualPurchases } from "./residual-purchases.js";
import { readAmountPlan, settleDouble } from "./settle.js";
import type { Money } from "../../values/money.js";

/** What all that is still to come of a client is worth today. @since 0.1.0 */
export interface KnownResidualValue<Currency extends string = string> {
  readonly state: "known";
  readonly value: Money<Currency>;
  /** The same before rounding. */
  readonly unrounded: number;
  readonly expectedSpend: number;
  /** Expected purchases to come, each discounted to today: see `residualPurchases`. */
  readonly discountedPurchases: number;
}

/**
 * Residual lifetime value: spend × margin × all expected purchases to come, discounted
 * continuously rather than by period.
 *
 * @param options - `discountRate` of one unit of the model's time (one occasion for BG/BB),
 * compounding
 * @returns the value; or that the sum has no end, or the model of spend no mean
 * @throws ClienteleError as `customerLifetimeValue`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { discountRatePerPeriod, residualLifetimeValue } from "clientele/scoring";
 *
 * const cdnow = {
 *   kind: "pareto-nbd",
 *   parameters: { r: 0.553, alpha: 10.578, s: 0.606, beta: 11.669 },
 * } as const;
 * const spend = { kind: "gamma-gamma", parameters: { p: 6.25, q: 3.74, gamma: 15.44 } } as const;
 * const client = { frequency: 2, recency: 30.43, age: 38.86, monetary: 22.35 };
 * const residual = residualLifetimeValue(cdnow, spend, client, {
 *   discountRate: discountRatePerPeriod(0.15, 52),
 *   marginRate: 0.3,
 *   currency: "USD",
 * });
 * assert.ok(residual.state === "known" && residual.value.currency === "USD");
 * ```
 * @since 0.1.0
 */
export function residualLifetimeValue<
  Model extends ForecastModel,
  const Currency extends string,
>(
  model: Model,
  spend: SpendModel,
  history: ValueHistory<Model>,
  options: ValueOptions<Currency> & { readonly discountRate: number },
): KnownResidualValue<Currency> | UnknownLifetimeValue | UnboundedExpectation {
  const forecast = forecastOf(model);
  const reader = spendReaderOf(spend);
  expectRecord(options, "options", ["discountRate", ...valueOptions]);
  const past = forecast.read(history, "history");
  const monetary = monetaryOf(reader, past.frequency, history, "history");
  const marginRate = readMarginRate(options.marginRate);
  const plan = readAmountPlan(options);
  const { discountRate } = options;
  const { frequency, recency, age } = past;
  const known = { frequency, recency, [forecast.ageName]: age } as unknown as ValueHistory<Model>;
  const residual = residualPurchases(model, known, { discountRate });
  if (residual.state === "unknown") return residual;
  const expectedSpend = reader.mean(frequency, monetary);
  if (expectedSpend === null) return { state: "unknown", reason: "no-finite-mean" };
  const discountedPurchases = residual.value;
  const unrounded = discountedPurchases * (expectedSpend * marginRate) + 0;
  const value = settleDouble(unrounded, plan);
  return { state: "known", value, unrounded, expectedSpend, discountedPurchases };
}

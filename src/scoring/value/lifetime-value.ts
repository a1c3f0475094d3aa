/**
 * What a client is worth up to a horizon: expected purchases by period, times expected spend,
 * times margin, discounted; in money at the end.
 *
 * P. S. Fader, B. G. S. Hardie and K. L. Lee, "RFM and CLV: Using Iso-Value Curves for Customer
 * Base Analysis", Journal of Marketing Research 42, 2005. Not here: the whole future without a
 * horizon (`residualLifetimeValue`), columns (`lifetimeValueBatch`).
 */
import type { Money } from "../../values/money.js";
import { settledText } from "../../values/money.js";
import { expectRecord } from "../../values/plain.js";
import { roundScaled, scaledZero, subtractScaled } from "../../values/scaled.js";
import { forecastOf, monetaryOf, readMarginRate, spendReaderOf } from "./forecast.js";
import { discountedSum, horizonOptions, purchasesByPeriod, readHorizon } from "./horizon.js";
import type { Horizon } from "./horizon.js";
import type {
  ForecastModel,
  KnownLifetimeValue,
  LifetimeValueOptions,
  LifetimeValuePeriod,
  SpendModel,
  UnknownLifetimeValue,
  ValueHistory,
} from "./lifetime-value-model.js";
import { readAmountPlan, settleDouble, shownDecimal } from "./settle.js";
import type { AmountPlan } from "./settle.js";

/** @internal */
export const valueOptions: readonly string[] = [
  "marginRate",
  "currency",
  "rounding",
  "currencies",
];

/** Parts of the periods: differences of the rounded running total, so that they sum to it. */
function pathOf<Currency extends string>(
  made: Float64Array,
  { factors }: Horizon,
  worth: { readonly there: number; readonly unit: number },
  plan: AmountPlan<Currency>,
): readonly LifetimeValuePeriod<Currency>[] {
  let discounted = 0;
  let before = roundScaled(scaledZero, plan.scale, plan.mode);
  return Array.from(made, (purchases, index) => {
    const discountFactor = factors[index] as number;
    discounted += purchases * discountFactor;
    const worthUntil = shownDecimal(worth.there * discounted * worth.unit);
    const until = roundScaled(worthUntil, plan.scale, plan.mode);
    const value: Money<Currency> = {
      amount: settledText(subtractScaled(until, before)),
      currency: plan.currency,
    };
    before = until;
    const expectedPurchases = worth.there * purchases;
    return { period: index + 1, expectedPurchases, discountFactor, value };
  });
}

/**
 * What a client is worth over the next periods: spend × margin × Σ expected purchases of the
 * period × discount, from today, for purchases after the history. The spend is that which
 * gamma–gamma expects of the client, or a fixed one.
 *
 * Discounting is by whole periods, at the end of each unless named: Σ E(i) ÷ (1 + d)^i, as
 * lifetimes has it. The value is rounded once; the parts of the path sum to it exactly. The
 * first purchase, and the cost of winning the client, are not in it.
 *
 * @param model - BG/NBD, MBG/NBD, Pareto/NBD or BG/BB, fitted or published
 * @param spend - gamma–gamma, or one spend for all in the currency of the options
 * @returns the value, or that the model of spend has no mean
 * @throws ClienteleError `scoring.frequency`, `scoring.impossible_history` and
 * `scoring.history` for a history that cannot be, `scoring.monetary_value`,
 * `scoring.discount_rate`, `money.currency`, `money.overflow`, `config.rounding`, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { customerLifetimeValue } from "clientele/scoring";
 *
 * const cdnow = {
 *   kind: "bg-nbd",
 *   parameters: { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 },
 * } as const;
 * const spend = { kind: "gamma-gamma", parameters: { p: 6.25, q: 3.74, gamma: 15.44 } } as const;
 * const client = { frequency: 2, recency: 30.43, age: 38.86, monetary: 22.35 };
 * // A year of twelve months of 30 days, in weeks, at one percent a month.
 * const clv = customerLifetimeValue(cdnow, spend, client, {
 *   periods: 12,
 *   periodLength: 30 / 7,
 *   discountRate: 0.01,
 *   currency: "USD",
 * });
 * assert.ok(clv.state === "known");
 * assert.deepEqual(clv.value, { amount: "35.88", currency: "USD" });
 * assert.equal(clv.path.length, 12);
 * ```
 * @since 0.1.0
 */
export function customerLifetimeValue<
  Model extends ForecastModel,
  const Currency extends string,
>(
  model: Model,
  spend: SpendModel,
  history: ValueHistory<Model>,
  options: LifetimeValueOptions<Currency>,
): KnownLifetimeValue<Currency> | UnknownLifetimeValue {
  const forecast = forecastOf(model);
  const reader = spendReaderOf(spend);
  expectRecord(options, "options", [...horizonOptions, ...valueOptions]);
  const past = forecast.read(history, "history");
  const monetary = monetaryOf(reader, past.frequency, history, "history");
  const horizon = readHorizon(options, forecast.isDiscrete);
  const marginRate = readMarginRate(options.marginRate);
  const plan = readAmountPlan(options);
  const expectedSpend = reader.mean(past.frequency, monetary);
  if (expectedSpend === null) return { state: "unknown", reason: "no-finite-mean" };
  const there = forecast.there(past);
  const made = purchasesByPeriod(forecast, horizon)(past.frequency, past.age);
  const unit = expectedSpend * marginRate;
  const discountedPurchases = there * discountedSum(made, horizon);
  const unrounded = discountedPurchases * unit + 0;
  return {
    state: "known",
    value: settleDouble(unrounded, plan),
    unrounded,
    probabilityAlive: forecast.alive(past, there),
    expectedSpend,
    expectedPurchases: there * made.reduce((sum, purchases) => sum + purchases, 0),
    discountedPurchases,
    path: pathOf(made, horizon, { there, unit }, plan),
  };
}

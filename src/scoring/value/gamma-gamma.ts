/** What gamma–gamma says of spend: means, given a history or not. Not here: the fit. */
import { logarithm } from "../../values/numeric/exponential.js";
import { fail } from "../../values/errors.js";
import { at, expectFinite, expectOneOf, expectRecord } from "../../values/plain.js";
import { logGamma, logRising } from "../numeric/gamma.js";
import { logOnePlus } from "../numeric/logs.js";
import type {
  GammaGammaModel,
  GammaGammaParameters,
  KnownSpend,
  SpendData,
  SpendHistory,
  UnknownSpend,
} from "./gamma-gamma-model.js";
import { gatherSpends, readSpend } from "./spend-data.js";

const PARAMETER_MIN = 1e-40;
const PARAMETER_MAX = 1e40;

/** The parameters of a model (`schema.*`). @internal */
export function readGammaGamma(model: unknown, path = "model"): GammaGammaParameters {
  // A fit is a model with its report: other members are let through.
  const record = expectRecord(model, path);
  expectOneOf(record["kind"], at(path, "kind"), ["gamma-gamma"]);
  const within = at(path, "parameters");
  const parameters = expectRecord(record["parameters"], within, ["p", "q", "gamma"]);
  const [p, q, gamma] = (["p", "q", "gamma"] as const).map((name) => {
    const value = expectFinite(parameters[name], at(within, name));
    if (value < PARAMETER_MIN || value > PARAMETER_MAX) {
      fail("schema.range", at(within, name), "a number above 0, 1e-40 to 1e40", value);
    }
    return value;
  }) as [number, number, number];
  return { p, q, gamma };
}

/**
 * p (γ + x z̄) ÷ (p x + q − 1), or null without a mean: the customer's own mean and that of all,
 * weighted. @internal
 */
export function spendMean(
  { p, q, gamma }: GammaGammaParameters,
  frequency: number,
  monetary: number,
): number | null {
  const weight = p * frequency + q - 1;
  return weight > 0 ? (p * (gamma + frequency * monetary)) / weight : null;
}

/**
 * Mean spend of a purchase over all customers: p γ ÷ (q − 1). For q ≤ 1 there is none, which is
 * said; never a negative number.
 *
 * @throws ClienteleError `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { meanSpend } from "clientele/scoring";
 *
 * const cdnow = { kind: "gamma-gamma", parameters: { p: 6.25, q: 3.74, gamma: 15.44 } } as const;
 * const mean = meanSpend(cdnow);
 * assert.ok(mean.state === "known" && mean.value.toFixed(2) === "35.22");
 *
 * const heavy = { kind: "gamma-gamma", parameters: { p: 2, q: 0.9, gamma: 15 } } as const;
 * assert.equal(meanSpend(heavy).state, "unknown");
 * ```
 * @since 0.1.0
 */
export function meanSpend(model: GammaGammaModel): KnownSpend | UnknownSpend {
  return spendOf(readGammaGamma(model), { frequency: 0, monetary: 0 });
}

function spendOf(
  parameters: GammaGammaParameters,
  { frequency, monetary }: { readonly frequency: number; readonly monetary: number },
): KnownSpend | UnknownSpend {
  const value = spendMean(parameters, frequency, monetary);
  return value === null || !Number.isFinite(value)
    ? { state: "unknown", reason: "no-finite-mean" }
    : { state: "known", value };
}

/**
 * Expected mean spend of a customer's purchases to come, given those so far: between the
 * customer's own mean and that of all customers, nearer to the own the more purchases there are.
 * An own mean of 0 (all repeat purchases were free) is one as any other.
 *
 * @throws ClienteleError `scoring.monetary_value`, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { expectedSpend } from "clientele/scoring";
 *
 * const model = { kind: "gamma-gamma", parameters: { p: 6, q: 4, gamma: 16 } } as const;
 * const spend = expectedSpend(model, { frequency: 3, monetary: 35 });
 * // 6 × (16 + 3 × 35) ÷ (6 × 3 + 4 − 1)
 * assert.ok(spend.state === "known" && spend.value.toFixed(4) === "34.5714");
 * ```
 * @since 0.1.0
 */
export function expectedSpend(
  model: GammaGammaModel,
  history: SpendHistory,
): KnownSpend | UnknownSpend {
  const parameters = readGammaGamma(model);
  return spendOf(parameters, readSpend(history, "history"));
}

/**
 * Log-likelihood of mean spends under gamma–gamma. Customers without a repeat purchase, or
 * whose repeat purchases were all free, say nothing.
 *
 * @throws ClienteleError as {@link expectedSpend}, `scoring.column_length`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { gammaGammaLogLikelihood } from "clientele/scoring";
 *
 * // p = q = γ = 1 and one purchase: the density is 1 ÷ (1 + z)².
 * const model = { kind: "gamma-gamma", parameters: { p: 1, q: 1, gamma: 1 } } as const;
 * const one = gammaGammaLogLikelihood(model, [{ frequency: 1, monetary: 3 }]);
 * assert.ok(Math.abs(one + Math.log(16)) < 1e-12);
 * ```
 * @since 0.1.0
 */
export function gammaGammaLogLikelihood(model: GammaGammaModel, rows: SpendData): number {
  const { p, q, gamma } = readGammaGamma(model);
  const { groups, customers } = gatherSpends(rows);
  let sum = 0;
  for (const { frequency, spends, counts, customers: many } of groups) {
    const shape = p * frequency;
    for (let index = 0; index < spends.length; index += 1) {
      const spend = spends[index] as number;
      const ratio = gamma / (frequency * spend);
      const row = shape * logOnePlus(ratio) + q * logOnePlus(1 / ratio) + logarithm(spend);
      sum -= (counts[index] as number) * row;
    }
    sum += many * logRising(shape, q);
  }
  return sum - customers * logGamma(q) + 0;
}

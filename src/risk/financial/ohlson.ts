/**
 * J. A. Ohlson's O-score, model 1 (1980). Its size term is a natural logarithm of assets in
 * units of currency over a price index, so that the unit of the statement and the index are
 * inputs that cannot be left out.
 */
import { fail } from "../../values/errors.js";
import { expectFinite, expectRecord } from "../../values/plain.js";
import { logarithm } from "../../values/numeric/exponential.js";
import { absent, known, quotient } from "../measure.js";
import type { Measure } from "../measure.js";
import { addUp, freezeModel, ratiosOf } from "./evaluate.js";
import type { ModelOptions } from "./evaluate.js";
import type { FinancialModel, ModelResult } from "./model.js";
import { checkComparable, checkStatement, itemOf } from "./statement.js";
import type { FinancialStatement } from "./statement.js";

/**
 * Ohlson's O-score as data; high is risky.
 *
 * @since 0.1.0
 */
export const ohlsonModel: FinancialModel = /* @__PURE__ */ freezeModel({
  id: "ohlson-o",
  name: "Ohlson O, model 1 (1980)",
  formula:
    "−1.32 − 0.407·SIZE + 6.03·TLTA − 1.43·WCTA + 0.0757·CLCA − 1.72·OENEG" +
    " − 2.37·NITA − 1.83·FUTL + 0.285·INTWO − 0.521·CHIN",
  constant: -1.32,
  variables: [
    {
      id: "SIZE",
      coefficient: -0.407,
      definition: "ln(totalAssets in currency units / price index)",
    },
    {
      id: "TLTA",
      coefficient: 6.03,
      definition: "totalLiabilities / totalAssets",
      ratio: { numerator: "totalLiabilities", denominator: "totalAssets" },
    },
    {
      id: "WCTA",
      coefficient: -1.43,
      definition: "workingCapital / totalAssets",
      ratio: { numerator: "workingCapital", denominator: "totalAssets" },
    },
    {
      id: "CLCA",
      coefficient: 0.0757,
      definition: "currentLiabilities / currentAssets",
      ratio: { numerator: "currentLiabilities", denominator: "currentAssets" },
    },
    { id: "OENEG", coefficient: -1.72, definition: "1 if totalLiabilities > totalAssets, else 0" },
    {
      id: "NITA",
      coefficient: -2.37,
      definition: "netIncome / totalAssets",
      ratio: { numerator: "netIncome", denominator: "totalAssets" },
    },
    {
      id: "FUTL",
      coefficient: -1.83,
      definition: "fundsFromOperations / totalLiabilities",
      ratio: { numerator: "fundsFromOperations", denominator: "totalLiabilities" },
    },
    {
      id: "INTWO",
      coefficient: 0.285,
      definition: "1 if netIncome was negative in both years, else 0",
    },
    {
      id: "CHIN",
      coefficient: -0.521,
      definition: "(NI − NI₋₁) / (|NI| + |NI₋₁|); 0 if both are 0",
    },
  ],
  units: "USD of the sample; priceIndex is the GNP price-level index with 1968 = 100",
  direction: "high-is-risky",
  zoneSets: [
    {
      id: "ohlson-half",
      zones: [
        { zone: "safe", from: null, includesFrom: true },
        { zone: "distress", from: 0, includesFrom: false },
      ],
      source: "p = 1/(1+e^−O) above one half",
    },
    {
      id: "ohlson-0.038",
      zones: [
        { zone: "safe", from: null, includesFrom: true },
        { zone: "distress", from: -3.2313, includesFrom: false },
      ],
      source: "the cut-off 0.038 that minimised the errors of the paper's sample",
    },
  ],
  link: "logit",
  domain: {
    listing: "listed",
    sectors: ["manufacturing", "trade", "services", "other"],
    countries: ["US"],
    sample: "105 bankrupt and 2058 other listed US industrials, USD, 1970–1976",
  },
  source: "J. A. Ohlson, Journal of Accounting Research 18 (1980) 109–131",
});

/**
 * What Ohlson's model needs besides the statement.
 *
 * @since 0.1.0
 */
export interface OhlsonOptions extends ModelOptions {
  /** The price-level index, 1968 = 100; above zero. Never defaulted. */
  readonly priceIndex: number;
  /** The year before, for INTWO and CHIN; absent, the score is absent. */
  readonly prior?: FinancialStatement;
}

function yearsOfIncome(
  statement: FinancialStatement,
  prior: FinancialStatement | undefined,
): { readonly INTWO: Measure; readonly CHIN: Measure } {
  const income = itemOf(statement, "netIncome");
  const before = prior === undefined ? undefined : itemOf(prior, "netIncome");
  if (income === undefined || before === undefined) {
    const missing = absent("missing", income === undefined ? "netIncome" : "prior.netIncome");
    return { INTWO: missing, CHIN: missing };
  }
  const scale = Math.abs(income) + Math.abs(before);
  return {
    INTWO: known(income < 0 && before < 0 ? 1 : 0),
    CHIN: known(scale === 0 ? 0 : (income - before) / scale),
  };
}

/**
 * Ohlson's O-score ({@link ohlsonModel}); `sampleProbability` is 1/(1+e^−O).
 *
 * Throws `risk.price_index` without a price index above zero, and for statements that cannot
 * be compared (`risk.currency_mismatch`, `risk.unit_mismatch`, `risk.unequal_periods`).
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { ohlson } from "clientele/risk";
 *
 * const statement = {
 *   period: { from: "2025-01-01", until: "2026-01-01" }, currency: "USD", unit: 1000,
 *   items: {
 *     totalAssets: 10_000, totalLiabilities: 5000, workingCapital: 1000, currentAssets: 3000,
 *     currentLiabilities: 2000, netIncome: 0, fundsFromOperations: 200,
 *   },
 * } as const;
 * const prior = { ...statement, period: { from: "2024-01-01", until: "2025-01-01" } };
 * const { score } = ohlson(statement, { priceIndex: 380, prior });
 * assert.ok(score.value !== null && Math.abs(score.value - -2.613149) < 1e-6);
 * ```
 * @since 0.1.0
 */
export function ohlson(statement: FinancialStatement, options: OhlsonOptions): ModelResult {
  expectRecord(options, "options");
  const { prior } = options;
  const priceIndex = expectFinite(options.priceIndex, "priceIndex");
  if (priceIndex <= 0) fail("risk.price_index", "priceIndex", "an index above zero", priceIndex);
  if (prior === undefined) checkStatement(statement, "statement");
  else checkComparable(statement, prior);
  const values = ratiosOf(ohlsonModel, statement);
  const assets = itemOf(statement, "totalAssets");
  const debts = itemOf(statement, "totalLiabilities");
  const size = quotient(assets, priceIndex, {
    numerator: "totalAssets",
    denominator: "priceIndex",
  });
  const sized =
    size.value === null ? size : known(logarithm(size.value * statement.unit), "totalAssets");
  values.set("SIZE", sized);
  const isKnown = assets !== undefined && debts !== undefined;
  values.set(
    "OENEG",
    isKnown ? known(debts > assets ? 1 : 0) : absent("missing", "totalLiabilities"),
  );
  const years = yearsOfIncome(statement, prior);
  values.set("INTWO", years.INTWO);
  values.set("CHIN", years.CHIN);
  return addUp(ohlsonModel, values, { options, statement });
}

/**
 * Linear models of one statement besides Altman's: Zmijewski, Springate, Conan–Holder.
 *
 * Taffler's model and the function of the Banque de France are not here: no two public
 * sources agree on the coefficients of the one and on the definition of a variable of the
 * other, and this library does not invent either.
 */
import { addUp, freezeModel, ratiosOf } from "./evaluate.js";
import type { ModelOptions } from "./evaluate.js";
import type { FinancialModel, ModelResult, ModelVariable } from "./model.js";
import { checkStatement } from "./statement.js";
import type { FinancialStatement, StatementItem } from "./statement.js";

function variable(
  id: string,
  coefficient: number,
  numerator: StatementItem,
  denominator: StatementItem,
): ModelVariable {
  return {
    id,
    coefficient,
    definition: `${numerator} / ${denominator}`,
    ratio: { numerator, denominator },
  };
}

const units = "all items in one currency and unit, flows of a full year; ratios as fractions";

/**
 * Zmijewski's probit model X of 1984; high is risky.
 *
 * @since 0.1.0
 */
export const zmijewskiModel: FinancialModel = /* @__PURE__ */ freezeModel({
  id: "zmijewski-x",
  name: "Zmijewski X (1984)",
  formula: "−4.336 − 4.513·NI/TA + 5.679·TL/TA + 0.004·CA/CL",
  constant: -4.336,
  variables: [
    variable("ROA", -4.513, "netIncome", "totalAssets"),
    variable("FINL", 5.679, "totalLiabilities", "totalAssets"),
    variable("LIQN", 0.004, "currentAssets", "currentLiabilities"),
  ],
  units,
  direction: "high-is-risky",
  zoneSets: [
    {
      id: "zmijewski-1984",
      zones: [
        { zone: "safe", from: null, includesFrom: true },
        { zone: "distress", from: 0, includesFrom: true },
      ],
      source: "p = Φ(X) at one half",
    },
  ],
  link: "probit",
  domain: {
    listing: "listed",
    sectors: ["manufacturing", "trade", "services", "other"],
    countries: ["US"],
    sample: "40 bankrupt and 800 other listed US non-financials, USD, 1972–1978",
  },
  source: "M. E. Zmijewski, Journal of Accounting Research 22 Supplement (1984) 59–82",
});

/**
 * Springate's S of 1978; high is safe.
 *
 * @since 0.1.0
 */
export const springateModel: FinancialModel = /* @__PURE__ */ freezeModel({
  id: "springate-s",
  name: "Springate S (1978)",
  formula: "1.03·WC/TA + 3.07·EBIT/TA + 0.66·EBT/CL + 0.4·S/TA",
  constant: 0,
  variables: [
    variable("A", 1.03, "workingCapital", "totalAssets"),
    variable("B", 3.07, "ebit", "totalAssets"),
    variable("C", 0.66, "earningsBeforeTax", "currentLiabilities"),
    variable("D", 0.4, "sales", "totalAssets"),
  ],
  units,
  direction: "high-is-safe",
  zoneSets: [
    {
      id: "springate-1978",
      zones: [
        { zone: "distress", from: null, includesFrom: true },
        { zone: "safe", from: 0.862, includesFrom: true },
      ],
      source: "failed below 0.862",
    },
  ],
  link: "none",
  domain: {
    listing: "any",
    sectors: ["manufacturing"],
    countries: ["CA"],
    sample: "40 Canadian manufacturers, CAD",
  },
  source: "G. L. V. Springate, Simon Fraser University (1978)",
});

/**
 * The function of Conan and Holder (1979); high is safe.
 *
 * @since 0.1.0
 */
export const conanHolderModel: FinancialModel = /* @__PURE__ */ freezeModel({
  id: "conan-holder",
  name: "Conan–Holder (1979)",
  formula: "24·EBE/D + 22·CP/TA + 16·Q/TA − 87·FF/S − 10·P/VA",
  constant: 0,
  variables: [
    variable("R1", 24, "grossOperatingSurplus", "totalLiabilities"),
    variable("R2", 22, "permanentCapital", "totalAssets"),
    variable("R3", 16, "quickAssets", "totalAssets"),
    variable("R4", -87, "interestExpense", "sales"),
    variable("R5", -10, "personnelCost", "valueAdded"),
  ],
  units: `${units}; totalLiabilities is the whole debt, quickAssets receivables and cash`,
  direction: "high-is-safe",
  zoneSets: [
    {
      id: "conan-holder-1979",
      zones: [
        { zone: "failing", from: null, includesFrom: true },
        { zone: "dangerous", from: 4, includesFrom: true },
        { zone: "to-be-watched", from: 10, includesFrom: true },
        { zone: "sound", from: 16, includesFrom: false },
      ],
      source: "usual reading of the function; other authors cut at −4.5 and 9.5",
    },
  ],
  link: "none",
  domain: {
    listing: "private",
    sectors: ["manufacturing"],
    countries: ["FR"],
    sample: "190 French small and medium industrial firms, FRF, 1970–1975",
  },
  source: "J. Conan, M. Holder, thèse, Université Paris IX (1979)",
});

function evaluate(
  model: FinancialModel,
  statement: FinancialStatement,
  options: ModelOptions,
): ModelResult {
  checkStatement(statement, "statement");
  return addUp(model, ratiosOf(model, statement), { options, statement });
}

/**
 * Zmijewski's X ({@link zmijewskiModel}): at or above 0 distress; `sampleProbability` is Φ(X).
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { zmijewski } from "clientele/risk";
 *
 * const period = { from: "2025-01-01", until: "2026-01-01" };
 * const items = { netIncome: -110, totalAssets: 1000, totalLiabilities: 1080,
 *   currentAssets: 300, currentLiabilities: 420 };
 * const { score } = zmijewski({ period, currency: "USD", unit: 1000, items });
 * assert.ok(score.value !== null && Math.abs(score.value - 2.296607) < 1e-6);
 * ```
 * @since 0.1.0
 */
export function zmijewski(statement: FinancialStatement, options: ModelOptions = {}): ModelResult {
  return evaluate(zmijewskiModel, statement, options);
}

/**
 * Springate's S ({@link springateModel}): below 0.862 distress.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { springate } from "clientele/risk";
 *
 * const period = { from: "2025-01-01", until: "2026-01-01" };
 * const items = { currentAssets: 300, currentLiabilities: 420, totalAssets: 1000, ebit: -60,
 *   earningsBeforeTax: -110, sales: 700 };
 * assert.equal(springate({ period, currency: "CAD", unit: 1000, items }).zone, "distress");
 * ```
 * @since 0.1.0
 */
export function springate(statement: FinancialStatement, options: ModelOptions = {}): ModelResult {
  return evaluate(springateModel, statement, options);
}

/**
 * The Conan–Holder function ({@link conanHolderModel}): above 16 sound, below 4 failing.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { conanHolder } from "clientele/risk";
 *
 * const result = conanHolder({
 *   period: { from: "2025-01-01", until: "2026-01-01" },
 *   currency: "EUR",
 *   unit: 1,
 *   items: {
 *     grossOperatingSurplus: 150_000, totalLiabilities: 500_000, permanentCapital: 800_000,
 *     totalAssets: 1_000_000, quickAssets: 300_000, interestExpense: 20_000, sales: 1_000_000,
 *     personnelCost: 350_000, valueAdded: 500_000,
 *   },
 * });
 * assert.ok(result.score.value !== null && Math.abs(result.score.value - 20.86) < 1e-9);
 * assert.equal(result.zone, "sound");
 * ```
 * @since 0.1.0
 */
export function conanHolder(
  statement: FinancialStatement,
  options: ModelOptions = {},
): ModelResult {
  return evaluate(conanHolderModel, statement, options);
}

/**
 * The Z-score family of E. I. Altman.
 *
 * Zones are shifted with the constant: EM = Z″ + 3.25, so its cut-offs are 4.35 and 5.85. The
 * cut-offs 1.10 and 2.60 belong to Z″ alone.
 */
import { addUp, freezeModel, ratiosOf } from "./evaluate.js";
import type { ModelOptions } from "./evaluate.js";
import type { FinancialModel, ModelResult, ModelVariable, ZoneSet } from "./model.js";
import { checkStatement } from "./statement.js";
import type { FinancialStatement, StatementItem } from "./statement.js";

const units = "all items in one currency and unit, flows of a full year; ratios as fractions";

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

function zones(id: string, distressBelow: number, safeAbove: number, source: string): ZoneSet {
  return {
    id,
    zones: [
      { zone: "distress", from: null, includesFrom: true },
      { zone: "grey", from: distressBelow, includesFrom: true },
      { zone: "safe", from: safeAbove, includesFrom: false },
    ],
    source,
  };
}

const paper1968 = "E. I. Altman, Journal of Finance 23 (1968) 589–609";
const paper2000 = "E. I. Altman, Predicting Financial Distress of Companies (2000)";
const paper2005 = "E. I. Altman, Emerging Markets Review 6 (2005) 311–323";

/**
 * Altman's Z of 1968, for listed manufacturers.
 *
 * @since 0.1.0
 */
export const altmanZModel: FinancialModel = /* @__PURE__ */ freezeModel({
  id: "altman-z",
  name: "Altman Z (1968)",
  formula: "1.2·X1 + 1.4·X2 + 3.3·X3 + 0.6·X4 + 1.0·X5",
  constant: 0,
  variables: [
    variable("X1", 1.2, "workingCapital", "totalAssets"),
    variable("X2", 1.4, "retainedEarnings", "totalAssets"),
    variable("X3", 3.3, "ebit", "totalAssets"),
    variable("X4", 0.6, "marketEquity", "totalLiabilities"),
    variable("X5", 1.0, "sales", "totalAssets"),
  ],
  units: `${units}; marketEquity is the market value of equity at the balance sheet date`,
  direction: "high-is-safe",
  zoneSets: [zones("altman-1968", 1.81, 2.99, paper1968)],
  link: "none",
  domain: {
    listing: "listed",
    sectors: ["manufacturing"],
    countries: ["US"],
    sample: "66 listed US manufacturers, USD, 1946–1965",
  },
  source: paper1968,
});

/**
 * Altman's Z′, re-estimated with the book value of equity for private manufacturers.
 *
 * @since 0.1.0
 */
export const altmanZPrimeModel: FinancialModel = /* @__PURE__ */ freezeModel({
  id: "altman-z-prime",
  name: "Altman Z′ (1983)",
  formula: "0.717·X1 + 0.847·X2 + 3.107·X3 + 0.420·X4 + 0.998·X5",
  constant: 0,
  variables: [
    variable("X1", 0.717, "workingCapital", "totalAssets"),
    variable("X2", 0.847, "retainedEarnings", "totalAssets"),
    variable("X3", 3.107, "ebit", "totalAssets"),
    variable("X4", 0.42, "equity", "totalLiabilities"),
    variable("X5", 0.998, "sales", "totalAssets"),
  ],
  units,
  direction: "high-is-safe",
  zoneSets: [zones("altman-1983", 1.23, 2.9, paper2000)],
  link: "none",
  domain: {
    listing: "private",
    sectors: ["manufacturing"],
    countries: ["US"],
    sample: "the 1968 sample with book equity, USD",
  },
  source: paper2000,
});

const doublePrimeVariables: readonly ModelVariable[] = [
  variable("X1", 6.56, "workingCapital", "totalAssets"),
  variable("X2", 3.26, "retainedEarnings", "totalAssets"),
  variable("X3", 6.72, "ebit", "totalAssets"),
  variable("X4", 1.05, "equity", "totalLiabilities"),
];

/**
 * Altman's Z″, without sales: for private companies of any sector but finance.
 *
 * @since 0.1.0
 */
export const altmanZDoublePrimeModel: FinancialModel = /* @__PURE__ */ freezeModel({
  id: "altman-z-double-prime",
  name: "Altman Z″ (1995)",
  formula: "6.56·X1 + 3.26·X2 + 6.72·X3 + 1.05·X4",
  constant: 0,
  variables: doublePrimeVariables,
  units,
  direction: "high-is-safe",
  zoneSets: [zones("altman-1995", 1.1, 2.6, paper2000)],
  link: "none",
  domain: {
    listing: "any",
    sectors: ["manufacturing", "trade", "services", "other"],
    countries: "any",
    sample: "US manufacturers and non-manufacturers",
  },
  source: paper2000,
});

/**
 * Altman's EM score for emerging markets: Z″ + 3.25, with zones shifted alike.
 *
 * @since 0.1.0
 */
export const altmanEmModel: FinancialModel = /* @__PURE__ */ freezeModel({
  id: "altman-em",
  name: "Altman EM (1995)",
  formula: "3.25 + 6.56·X1 + 3.26·X2 + 6.72·X3 + 1.05·X4",
  constant: 3.25,
  variables: doublePrimeVariables,
  units,
  direction: "high-is-safe",
  zoneSets: [zones("altman-em", 4.35, 5.85, `${paper2005}; Z″ cut-offs + 3.25`)],
  link: "none",
  domain: {
    listing: "any",
    sectors: ["manufacturing", "trade", "services", "other"],
    countries: "any",
    sample: "emerging market companies; the constant sets a defaulted bond to zero",
  },
  source: paper2005,
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
 * Altman's Z for listed manufacturers ({@link altmanZModel}): below 1.81 distress, above 2.99
 * safe, as signals and not probabilities.
 *
 * A zero denominator or a missing item makes the score absent with the reason; it is never
 * taken as zero. Throws for a malformed statement (`risk.negative`, `risk.unit`, …).
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { altmanZ } from "clientele/risk";
 *
 * const result = altmanZ({
 *   period: { from: "2025-01-01", until: "2026-01-01" },
 *   currency: "USD",
 *   unit: 1000,
 *   items: {
 *     currentAssets: 600, currentLiabilities: 350, totalAssets: 1000, retainedEarnings: 180,
 *     ebit: 95, marketEquity: 450, totalLiabilities: 620, sales: 1400,
 *   },
 * });
 * assert.ok(result.score.value !== null && Math.abs(result.score.value - 2.700984) < 1e-6);
 * assert.equal(result.zone, "grey");
 * assert.equal(result.domain.status, "unknown");
 * ```
 * @since 0.1.0
 */
export function altmanZ(statement: FinancialStatement, options: ModelOptions = {}): ModelResult {
  return evaluate(altmanZModel, statement, options);
}

/**
 * Altman's Z′ for private manufacturers ({@link altmanZPrimeModel}): zones 1.23 and 2.90.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { altmanZPrime } from "clientele/risk";
 *
 * const period = { from: "2025-01-01", until: "2026-01-01" };
 * const items = { totalAssets: 1000, workingCapital: -120, retainedEarnings: -250, ebit: -60,
 *   equity: -80, totalLiabilities: 1080, sales: 700 };
 * const result = altmanZPrime({ period, currency: "EUR", unit: 1000, items });
 * assert.equal(result.zone, "distress");
 * ```
 * @since 0.1.0
 */
export function altmanZPrime(
  statement: FinancialStatement,
  options: ModelOptions = {},
): ModelResult {
  return evaluate(altmanZPrimeModel, statement, options);
}

/**
 * Altman's Z″ ({@link altmanZDoublePrimeModel}): zones 1.10 and 2.60. Absent for a debt-free
 * company (`zero-denominator` of `totalLiabilities`, numerator positive), which a policy maps
 * to a good answer.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { altmanZDoublePrime } from "clientele/risk";
 *
 * const period = { from: "2025-01-01", until: "2026-01-01" };
 * const items = { totalAssets: 100, workingCapital: 100, retainedEarnings: 20, ebit: 5,
 *   equity: 100, totalLiabilities: 0 };
 * const { score } = altmanZDoublePrime({ period, currency: "EUR", unit: 1, items });
 * assert.deepEqual(score, {
 *   value: null,
 *   reason: { code: "zero-denominator", of: "totalLiabilities", numeratorSign: 1 },
 * });
 * ```
 * @since 0.1.0
 */
export function altmanZDoublePrime(
  statement: FinancialStatement,
  options: ModelOptions = {},
): ModelResult {
  return evaluate(altmanZDoublePrimeModel, statement, options);
}

/**
 * Altman's EM score ({@link altmanEmModel}): Z″ + 3.25, zones 4.35 and 5.85.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { altmanEm } from "clientele/risk";
 *
 * const period = { from: "2025-01-01", until: "2026-01-01" };
 * const items = { totalAssets: 100, workingCapital: 5, retainedEarnings: 10, ebit: 6,
 *   equity: 37.5, totalLiabilities: 62.5 };
 * const result = altmanEm({ period, currency: "BRL", unit: 1000, items });
 * assert.equal(result.zone, "grey");
 * ```
 * @since 0.1.0
 */
export function altmanEm(statement: FinancialStatement, options: ModelOptions = {}): ModelResult {
  return evaluate(altmanEmModel, statement, options);
}

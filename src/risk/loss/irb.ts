/**
 * Basel's internal-ratings-based capital as a reference: the asymptotic single-risk-factor
 * formulas of Basel II (June 2006), paragraphs 272–273 and 328–330, which Basel III (CRE31)
 * keeps for these classes. Not a regulatory report: floors, scaling and collateral rules of
 * a jurisdiction are the caller's.
 */
import { fail } from "../../values/errors.js";
import { expectFinite, expectOneOf, expectRecord, expectGiven } from "../../values/plain.js";
import { exponential, logarithm } from "../../values/numeric/exponential.js";
import { normalCdf, normalQuantile } from "../../values/numeric/normal.js";

/**
 * Class of an exposure: corporate (an SME by its turnover), or one of three retail classes.
 *
 * @since 0.1.0
 */
export type IrbClass = "corporate" | "residentialMortgage" | "qualifyingRevolving" | "otherRetail";

/**
 * One exposure as the formulas take it.
 *
 * @since 0.1.0
 */
export interface IrbExposure {
  readonly assetClass: IrbClass;
  /** One-year probability of default, 0 to 1; raised to the floor. */
  readonly probability: number;
  /** Loss given default, 0 to 1, in a downturn. */
  readonly lossGivenDefault: number;
  /** Corporate only: effective maturity in years, 1 to 5. */
  readonly maturityYears?: number;
  /** Corporate only: yearly turnover in millions of euros; an SME from 5 up to 50. */
  readonly turnoverMillionsEur?: number;
}

/**
 * Parameters that differ by framework and jurisdiction.
 *
 * @since 0.1.0
 */
export interface IrbOptions {
  /** Lowest probability that counts; 0.0003 of Basel II unless given (Basel III: 0.0005). */
  readonly probabilityFloor?: number;
}

/**
 * Capital of one exposure as shares of it.
 *
 * @since 0.1.0
 */
export interface IrbCapital {
  /** The asset correlation R. */
  readonly correlation: number;
  /** The maturity adjustment; 1 for retail. */
  readonly maturityFactor: number;
  /** Capital K as a share of the exposure. */
  readonly capital: number;
  /** Risk weight, 12.5 × K; 1 is 100 %. */
  readonly riskWeight: number;
  /** Expected loss, PD × LGD, as a share of the exposure. */
  readonly expectedLoss: number;
}

const PROBABILITY_FLOOR = 0.0003;
/** Φ⁻¹(0.999): the year that is worse than 999 of 1000. */
const CONFIDENCE_QUANTILE = 3.090232306167813;
const E_MINUS_50 = 1.9287498479639178e-22;
const E_MINUS_35 = 6.305116760146989e-16;

function between(low: number, high: number, weight: number): number {
  return low * weight + high * (1 - weight);
}

function correlationOf(assetClass: IrbClass, probability: number, turnover: number): number {
  switch (assetClass) {
    case "residentialMortgage":
      return 0.15;
    case "qualifyingRevolving":
      return 0.04;
    case "otherRetail":
      return between(0.03, 0.16, (1 - exponential(-35 * probability)) / (1 - E_MINUS_35));
    case "corporate": {
      const weight = (1 - exponential(-50 * probability)) / (1 - E_MINUS_50);
      const size = Math.min(50, Math.max(5, turnover));
      return between(0.12, 0.24, weight) - 0.04 * (1 - (size - 5) / 45);
    }
  }
}

function maturityFactorOf(probability: number, maturity: number): number {
  const b = (0.11852 - 0.05478 * logarithm(probability)) ** 2;
  return (1 + (maturity - 2.5) * b) / (1 - 1.5 * b);
}

/** The formulas over checked numbers. */
function capitalOf(
  assetClass: IrbClass,
  probability: number,
  lossGivenDefault: number,
  terms: { readonly maturity: number; readonly turnover: number },
): IrbCapital {
  const correlation = correlationOf(assetClass, probability, terms.turnover);
  const threshold =
    (normalQuantile(probability) + Math.sqrt(correlation) * CONFIDENCE_QUANTILE) /
    Math.sqrt(1 - correlation);
  const stressed = normalCdf(threshold);
  const maturityFactor =
    assetClass === "corporate" ? maturityFactorOf(probability, terms.maturity) : 1;
  // A certain default is no surprise: its loss is expected, and no capital is left for it.
  const unexpected = probability >= 1 ? 0 : stressed - probability;
  const capital = Math.max(0, lossGivenDefault * unexpected * maturityFactor);
  return {
    correlation,
    maturityFactor,
    capital,
    riskWeight: 12.5 * capital,
    expectedLoss: probability * lossGivenDefault,
  };
}

function share(value: unknown, path: string): number {
  const number = expectFinite(value, path);
  if (number < 0 || number > 1) fail("risk.rate", path, "0 to 1", number);
  return number;
}

function floorOf(options: IrbOptions): number {
  const floor = share(options.probabilityFloor ?? PROBABILITY_FLOOR, "probabilityFloor");
  if (floor === 0) fail("risk.rate", "probabilityFloor", "above 0", floor);
  return floor;
}

const classes = ["corporate", "residentialMortgage", "qualifyingRevolving", "otherRetail"] as const;

/**
 * Capital and risk weight of one exposure by the IRB formulas.
 *
 * Corporate exposures demand `maturityYears` of 1 to 5 (`risk.maturity`); retail ones refuse
 * it. Throws `risk.rate` for shares outside 0 to 1.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { irbCapital } from "clientele/risk";
 *
 * const { riskWeight } = irbCapital({
 *   assetClass: "corporate", probability: 0.01, lossGivenDefault: 0.45, maturityYears: 2.5,
 * });
 * assert.ok(Math.abs(riskWeight - 0.9232) < 0.0001); // Basel II, annex 5: 92.32 %
 * ```
 * @since 0.1.0
 */
export function irbCapital(exposure: IrbExposure, options: IrbOptions = {}): IrbCapital {
  const keys = [
    "assetClass",
    "probability",
    "lossGivenDefault",
    "maturityYears",
    "turnoverMillionsEur",
  ];
  const record = expectRecord(exposure, "", keys);
  const assetClass = expectOneOf(record["assetClass"], "assetClass", classes);
  const probability = Math.max(floorOf(options), share(record["probability"], "probability"));
  const lossGivenDefault = share(record["lossGivenDefault"], "lossGivenDefault");
  const isCorporate = assetClass === "corporate";
  const { maturityYears, turnoverMillionsEur } = exposure;
  if (!isCorporate) {
    if (maturityYears !== undefined)
      fail("schema.unknown_key", "maturityYears", "none for retail", maturityYears);
    if (turnoverMillionsEur !== undefined) {
      fail("schema.unknown_key", "turnoverMillionsEur", "none for retail", turnoverMillionsEur);
    }
    return capitalOf(assetClass, probability, lossGivenDefault, { maturity: 2.5, turnover: 50 });
  }
  const maturity = expectFinite(maturityYears, "maturityYears");
  if (maturity < 1 || maturity > 5)
    fail("risk.maturity", "maturityYears", "1 to 5 years", maturity);
  const turnover =
    turnoverMillionsEur === undefined
      ? 50
      : expectFinite(turnoverMillionsEur, "turnoverMillionsEur");
  if (turnover < 0) fail("risk.negative", "turnoverMillionsEur", "not negative", turnover);
  return capitalOf(assetClass, probability, lossGivenDefault, { maturity, turnover });
}

/**
 * Many exposures of one class by column.
 *
 * @since 0.1.0
 */
export interface IrbColumns {
  readonly assetClass: IrbClass;
  readonly probabilities: Float64Array;
  readonly lossesGivenDefault: Float64Array;
  /** Corporate only. */
  readonly maturitiesYears?: Float64Array;
  /** Corporate only; large where absent. */
  readonly turnoversMillionsEur?: Float64Array;
}

function column(value: Float64Array | undefined, rows: number, path: string): Float64Array {
  if (!(value instanceof Float64Array)) fail("schema.type", path, "a Float64Array", value);
  if (value.length !== rows) fail("risk.length", path, `${String(rows)} rows`, value.length);
  return value;
}

/**
 * Risk weights of many exposures of one class by column; equal to `irbCapital` for each. The
 * same checks, with the row in the path. O(rows).
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { irbRiskWeights } from "clientele/risk";
 *
 * const weights = irbRiskWeights({
 *   assetClass: "otherRetail",
 *   probabilities: Float64Array.of(0.01),
 *   lossesGivenDefault: Float64Array.of(0.85),
 * });
 * assert.ok(Math.abs((weights[0] ?? 0) - 0.8646) < 0.0001);
 * ```
 * @since 0.1.0
 */
export function irbRiskWeights(columns: IrbColumns, options: IrbOptions = {}): Float64Array {
  expectRecord(columns, "columns");
  expectRecord(options, "options");
  const { assetClass } = columns;
  expectOneOf(assetClass, "assetClass", classes);
  const floor = floorOf(options);
  expectGiven(columns.probabilities, "columns.probabilities");
  const rows = columns.probabilities.length;
  const probabilities = column(columns.probabilities, rows, "probabilities");
  const severities = column(columns.lossesGivenDefault, rows, "lossesGivenDefault");
  const isCorporate = assetClass === "corporate";
  const maturities = isCorporate
    ? column(columns.maturitiesYears, rows, "maturitiesYears")
    : undefined;
  const { turnoversMillionsEur } = columns;
  const turnovers =
    turnoversMillionsEur === undefined
      ? undefined
      : column(turnoversMillionsEur, rows, "turnoversMillionsEur");
  const weights = new Float64Array(rows);
  for (let row = 0; row < rows; row += 1) {
    const p = probabilities[row] ?? NaN;
    const severity = severities[row] ?? NaN;
    const maturity = maturities?.[row] ?? 2.5;
    const turnover = turnovers?.[row] ?? 50;
    if (!(p >= 0 && p <= 1)) fail("risk.rate", `probabilities[${String(row)}]`, "0 to 1", p);
    if (!(severity >= 0 && severity <= 1)) {
      fail("risk.rate", `lossesGivenDefault[${String(row)}]`, "0 to 1", severity);
    }
    if (!(maturity >= 1 && maturity <= 5)) {
      fail("risk.maturity", `maturitiesYears[${String(row)}]`, "1 to 5 years", maturity);
    }
    if (!(turnover >= 0))
      fail("risk.negative", `turnoversMillionsEur[${String(row)}]`, "not negative", turnover);
    const terms = { maturity, turnover };
    weights[row] = capitalOf(assetClass, p > floor ? p : floor, severity, terms).riskWeight;
  }
  return weights;
}

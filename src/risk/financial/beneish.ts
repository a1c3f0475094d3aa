/** M. D. Beneish's M-score with eight variables (1999): does the year look dressed up? */
import { expectFinite, expectOneOf, expectRecord } from "../../values/plain.js";
import { absent, known, quotient } from "../measure.js";
import type { Measure } from "../measure.js";
import { addUp, freezeModel } from "./evaluate.js";
import type { ModelOptions } from "./evaluate.js";
import type { FinancialModel, ModelResult, ZoneSet } from "./model.js";
import { checkComparable, itemOf } from "./statement.js";
import type { FinancialStatement, StatementItem } from "./statement.js";

function cutOff(id: string, from: number, source: string): ZoneSet {
  return {
    id,
    zones: [
      { zone: "unlikely-manipulator", from: null, includesFrom: true },
      { zone: "possible-manipulator", from, includesFrom: false },
    ],
    source,
  };
}

/**
 * Beneish's M-score of eight variables as data; high is risky.
 *
 * @since 0.1.0
 */
export const beneishModel: FinancialModel = /* @__PURE__ */ freezeModel({
  id: "beneish-m8",
  name: "Beneish M, eight variables (1999)",
  formula:
    "−4.84 + 0.920·DSRI + 0.528·GMI + 0.404·AQI + 0.892·SGI + 0.115·DEPI" +
    " − 0.172·SGAI + 4.679·TATA − 0.327·LVGI",
  constant: -4.84,
  variables: [
    { id: "DSRI", coefficient: 0.92, definition: "receivables/sales over the year before" },
    { id: "GMI", coefficient: 0.528, definition: "gross margin of the year before over this one" },
    {
      id: "AQI",
      coefficient: 0.404,
      definition: "1 − (currentAssets + PPE + securities)/totalAssets, over the year before",
    },
    { id: "SGI", coefficient: 0.892, definition: "sales over the year before" },
    {
      id: "DEPI",
      coefficient: 0.115,
      definition: "depreciation/(PPE + depreciation) of the year before over this one",
    },
    {
      id: "SGAI",
      coefficient: -0.172,
      definition: "sellingAndAdministration/sales over the year before",
    },
    { id: "TATA", coefficient: 4.679, definition: "(netIncome − operatingCashFlow)/totalAssets" },
    {
      id: "LVGI",
      coefficient: -0.327,
      definition: "(longTermDebt + currentLiabilities)/totalAssets, over the year before",
    },
  ],
  units: "two full years in one currency and unit; securities count as nothing when not given",
  direction: "high-is-risky",
  zoneSets: [
    cutOff("beneish-1.78", -1.78, "cut-off of the eight-variable model"),
    cutOff("beneish-2.22", -2.22, "often quoted; belongs to the older five-variable text"),
  ],
  link: "probit",
  domain: {
    listing: "listed",
    sectors: ["manufacturing", "trade", "services", "other"],
    countries: ["US"],
    sample: "74 manipulators and 2332 others, listed in the US, USD, 1982–1992",
  },
  source: "M. D. Beneish, Financial Analysts Journal 55/5 (1999) 24–36",
});

/**
 * The eight indices of Beneish's model, where they are already known; `null` when not.
 *
 * @since 0.1.0
 */
export interface BeneishIndices {
  readonly DSRI: number | null;
  readonly GMI: number | null;
  readonly AQI: number | null;
  readonly SGI: number | null;
  readonly DEPI: number | null;
  readonly SGAI: number | null;
  readonly TATA: number | null;
  readonly LVGI: number | null;
}

/**
 * How Beneish's model is applied.
 *
 * @since 0.1.0
 */
export interface BeneishOptions extends ModelOptions {
  /**
   * What becomes of an AQI, DEPI or SGAI that is not known: `absent` leaves the score absent
   * (the default); `neutral` takes 1, as teaching texts do, and lists it under `imputed`.
   */
  readonly missing?: "absent" | "neutral";
}

type Year = (item: StatementItem) => number | undefined;

function plus(...parts: readonly (number | undefined)[]): number | undefined {
  let sum = 0;
  for (const part of parts) {
    if (part === undefined) return undefined;
    sum += part;
  }
  return sum;
}

function minus(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : a - b;
}

function ratioOf(a: Measure, b: Measure, id: string): Measure {
  if (a.value === null) return a;
  if (b.value === null) return b;
  return quotient(a.value, b.value, { numerator: id, denominator: `${id} of the other year` });
}

function parts(year: Year): { readonly [id: string]: Measure } {
  const sales = year("sales");
  const assets = year("totalAssets");
  const depreciation = year("depreciation");
  const hard = plus(year("currentAssets"), year("propertyPlantEquipment"), year("securities") ?? 0);
  const per = (
    top: number | undefined,
    bottom: number | undefined,
    names: [string, string],
  ): Measure => quotient(top, bottom, { numerator: names[0], denominator: names[1] });
  const base = plus(year("propertyPlantEquipment"), depreciation);
  return {
    DSRI: per(year("receivables"), sales, ["receivables", "sales"]),
    GMI: per(minus(sales, year("costOfGoodsSold")), sales, ["costOfGoodsSold", "sales"]),
    AQI: per(minus(assets, hard), assets, [
      "currentAssets + propertyPlantEquipment",
      "totalAssets",
    ]),
    DEPI: per(depreciation, base, ["depreciation", "propertyPlantEquipment + depreciation"]),
    SGAI: per(year("sellingAndAdministration"), sales, ["sellingAndAdministration", "sales"]),
    LVGI: per(plus(year("longTermDebt"), year("currentLiabilities")), assets, [
      "longTermDebt + currentLiabilities",
      "totalAssets",
    ]),
  };
}

function indices(statement: FinancialStatement, prior: FinancialStatement): Map<string, Measure> {
  const now: Year = (item) => itemOf(statement, item);
  const then: Year = (item) => itemOf(prior, item);
  const [current, before] = [parts(now), parts(then)];
  const missing = absent("missing", "statement");
  const over = (id: string, isReversed = false): Measure => {
    const [a, b] = [current[id] ?? missing, before[id] ?? missing];
    return isReversed ? ratioOf(b, a, id) : ratioOf(a, b, id);
  };
  const accruals = minus(now("netIncome"), now("operatingCashFlow"));
  return new Map<string, Measure>([
    ["DSRI", over("DSRI")],
    ["GMI", over("GMI", true)],
    ["AQI", over("AQI")],
    [
      "SGI",
      quotient(now("sales"), then("sales"), { numerator: "sales", denominator: "prior.sales" }),
    ],
    ["DEPI", over("DEPI", true)],
    ["SGAI", over("SGAI")],
    [
      "TATA",
      quotient(accruals, now("totalAssets"), {
        numerator: "netIncome − operatingCashFlow",
        denominator: "totalAssets",
      }),
    ],
    ["LVGI", over("LVGI")],
  ]);
}

/** Variables that teaching texts set to 1 when they are not known. */
const neutralIds: readonly string[] = ["AQI", "DEPI", "SGAI"];

function impute(values: Map<string, Measure>, options: BeneishOptions): readonly string[] {
  const missing = expectOneOf(options.missing ?? "absent", "missing", ["absent", "neutral"]);
  if (missing === "absent") return [];
  const imputed = neutralIds.filter((id) => values.get(id)?.value === null);
  for (const id of imputed) values.set(id, known(1));
  return imputed;
}

/**
 * Beneish's M-score of two consecutive years ({@link beneishModel}).
 *
 * The cut-off is a named set of zones: `beneish-1.78` (the default) or `beneish-2.22`. Throws
 * for years that cannot be compared (`risk.currency_mismatch`, `risk.unit_mismatch`,
 * `risk.unequal_periods`, `risk.period_order`).
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { beneish } from "clientele/risk";
 *
 * const common = { currency: "USD", unit: 1000000 } as const;
 * const result = beneish(
 *   { ...common, period: { from: "2000-01-01", until: "2001-01-01" }, items: {
 *     receivables: 10396, currentAssets: 30381, propertyPlantEquipment: 11743,
 *     totalAssets: 65503, currentLiabilities: 28406, longTermDebt: 8550, sales: 100789,
 *     costOfGoodsSold: 94517, sellingAndAdministration: 3184, netIncome: 979,
 *     operatingCashFlow: 4779, depreciation: 485 } },
 *   { ...common, period: { from: "1999-01-01", until: "2000-01-01" }, items: {
 *     receivables: 3030, currentAssets: 7255, propertyPlantEquipment: 10681,
 *     totalAssets: 33381, currentLiabilities: 6759, longTermDebt: 7151, sales: 40112,
 *     costOfGoodsSold: 34761, sellingAndAdministration: 3045, netIncome: 1024,
 *     operatingCashFlow: 1228, depreciation: 565 } },
 * );
 * assert.equal(result.zone, "possible-manipulator"); // Enron
 * ```
 * @since 0.1.0
 */
export function beneish(
  statement: FinancialStatement,
  prior: FinancialStatement,
  options: BeneishOptions = {},
): ModelResult {
  checkComparable(statement, prior);
  const values = indices(statement, prior);
  const imputed = impute(values, options);
  return addUp(beneishModel, values, { options, statement, imputed });
}

/**
 * Beneish's M-score from indices that are already computed.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { beneishFromIndices } from "clientele/risk";
 *
 * const result = beneishFromIndices(
 *   { DSRI: 1.3, GMI: 1.1, AQI: null, SGI: 1.2, DEPI: null, SGAI: null, TATA: 0.03, LVGI: 1.05 },
 *   { missing: "neutral" },
 * );
 * assert.deepEqual(result.imputed, ["AQI", "DEPI", "SGAI"]);
 * assert.ok(result.score.value !== null && Math.abs(result.score.value - -1.84878) < 1e-6);
 * ```
 * @since 0.1.0
 */
export function beneishFromIndices(
  given: BeneishIndices,
  options: BeneishOptions = {},
): ModelResult {
  expectRecord(options, "options");

  const ids = beneishModel.variables.map((variable) => variable.id);
  const record = expectRecord(given, "indices", ids);
  const values = new Map<string, Measure>();
  for (const id of ids) {
    const value = record[id] ?? null;
    values.set(
      id,
      value === null ? absent("missing", id) : known(expectFinite(value, `indices.${id}`)),
    );
  }
  const imputed = impute(values, options);
  return addUp(beneishModel, values, { options, imputed });
}

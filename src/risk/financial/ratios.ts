/**
 * Ratio analysis of one client over several statements: level and trend.
 *
 * A short or long period is brought to a year by days, and the answer says so. Averages of
 * the beginning and the end are taken only where `totalAssetsBegin` gives them.
 */
import { toDayNumber } from "../../values/calendar-date.js";
import { fail } from "../../values/errors.js";
import { at, expectArray } from "../../values/plain.js";
import { absent, known, quotient } from "../measure.js";
import type { Measure } from "../measure.js";
import { checkStatement, itemOf, statementDays, statementPath } from "./statement.js";
import type { FinancialStatement, StatementItem } from "./statement.js";

/**
 * The ratios, each with what is divided by what.
 *
 * @since 0.1.0
 */
export type RatioId =
  | "currentRatio"
  | "quickRatio"
  | "equityShare"
  | "debtToEquity"
  | "interestCover"
  | "grossMargin"
  | "ebitMargin"
  | "netMargin"
  | "returnOnAssets"
  | "returnOnEquity"
  | "assetTurnover"
  | "receivableDays"
  | "inventoryDays"
  | "payableDays";

interface RatioDefinition {
  readonly id: RatioId;
  readonly numerator: StatementItem;
  readonly denominator: StatementItem;
  /** Which of the two is a flow of the period and has to be brought to a year. */
  readonly flow: "numerator" | "denominator" | "both" | "neither";
  readonly factor: number;
  readonly better: "higher" | "lower";
}

function define(
  id: RatioId,
  numerator: StatementItem,
  denominator: StatementItem,
  rest: Pick<RatioDefinition, "flow" | "better"> & { readonly factor?: number },
): RatioDefinition {
  return { id, numerator, denominator, factor: 1, ...rest };
}

const definitions: readonly RatioDefinition[] = [
  define("currentRatio", "currentAssets", "currentLiabilities", {
    flow: "neither",
    better: "higher",
  }),
  define("quickRatio", "quickAssets", "currentLiabilities", { flow: "neither", better: "higher" }),
  define("equityShare", "equity", "totalAssets", { flow: "neither", better: "higher" }),
  define("debtToEquity", "totalLiabilities", "equity", { flow: "neither", better: "lower" }),
  define("interestCover", "ebit", "interestExpense", { flow: "both", better: "higher" }),
  define("grossMargin", "costOfGoodsSold", "sales", { flow: "both", better: "higher" }),
  define("ebitMargin", "ebit", "sales", { flow: "both", better: "higher" }),
  define("netMargin", "netIncome", "sales", { flow: "both", better: "higher" }),
  define("returnOnAssets", "netIncome", "totalAssets", { flow: "numerator", better: "higher" }),
  define("returnOnEquity", "netIncome", "equity", { flow: "numerator", better: "higher" }),
  define("assetTurnover", "sales", "totalAssets", { flow: "numerator", better: "higher" }),
  define("receivableDays", "receivables", "sales", {
    flow: "denominator",
    better: "lower",
    factor: 365,
  }),
  define("inventoryDays", "inventory", "costOfGoodsSold", {
    flow: "denominator",
    better: "lower",
    factor: 365,
  }),
  define("payableDays", "payables", "costOfGoodsSold", {
    flow: "denominator",
    better: "lower",
    factor: 365,
  }),
];

/**
 * One ratio over the statements, oldest first.
 *
 * @since 0.1.0
 */
export interface RatioSeries {
  readonly id: RatioId;
  readonly numerator: StatementItem;
  readonly denominator: StatementItem;
  readonly better: "higher" | "lower";
  readonly values: readonly Measure[];
  /** Change a year by least squares over the ends of periods; absent with fewer than two. */
  readonly changePerYear: Measure;
  readonly direction: "improving" | "worsening" | "steady" | "unknown";
}

/**
 * The ratio analysis of a client.
 *
 * @since 0.1.0
 */
export interface RatioAnalysis {
  /** The statements in the order of time, and how each was brought to a year. */
  readonly periods: readonly {
    readonly from: string;
    readonly until: string;
    readonly days: number;
    /** Factor applied to flows: 1 for a period of 360 to 371 days. */
    readonly annualisedBy: number;
  }[];
  readonly ratios: readonly RatioSeries[];
}

/** A business year may have 52 or 53 weeks, or 366 days: that is a year all the same. */
function annualFactor(days: number): number {
  return days >= 360 && days <= 371 ? 1 : 365 / days;
}

function ratioOf(
  definition: RatioDefinition,
  statement: FinancialStatement,
  year: number,
): Measure {
  const { numerator, denominator, flow, factor, id } = definition;
  const top = itemOf(statement, numerator);
  const bottom = itemOf(statement, denominator);
  const plain = quotient(top, bottom, definition);
  if (plain.value === null) return plain;
  // A negative base turns the sign of the ratio: a loss over negative equity is no profit.
  if (bottom !== undefined && bottom < 0) return absent("not-applicable", denominator);
  if (id === "grossMargin") return known(1 - plain.value);
  const annual = flow === "numerator" ? year : flow === "denominator" ? 1 / year : 1;
  return known(plain.value * annual * factor, denominator);
}

function slope(points: readonly { readonly year: number; readonly value: number }[]): Measure {
  if (points.length < 2) return absent("not-enough-data", "statements");
  let [yearSum, valueSum] = [0, 0];
  for (const { year, value } of points) {
    yearSum += year;
    valueSum += value;
  }
  const [yearMean, valueMean] = [yearSum / points.length, valueSum / points.length];
  let [cross, square] = [0, 0];
  for (const { year, value } of points) {
    cross += (year - yearMean) * (value - valueMean);
    square += (year - yearMean) ** 2;
  }
  return known(cross / square);
}

function directionOf(
  change: Measure,
  better: "higher" | "lower",
  level: number,
): RatioSeries["direction"] {
  if (change.value === null) return "unknown";
  // Less than one hundredth of the level a year is noise of accounting.
  if (Math.abs(change.value) <= 0.01 * Math.max(Math.abs(level), 0.01)) return "steady";
  return change.value > 0 === (better === "higher") ? "improving" : "worsening";
}

function checkSeries(statements: readonly FinancialStatement[]): readonly FinancialStatement[] {
  expectArray(statements, "statements", 100);
  if (statements.length === 0) fail("risk.length", "statements", "at least one statement", 0);
  statements.forEach((statement, index) => {
    const path = statementPath(index);
    checkStatement(statement, path);
    if (statement.currency !== statements[0]?.currency) {
      fail("risk.currency_mismatch", at(path, "currency"), "one currency", statement.currency);
    }
  });
  const ordered = [...statements].sort(
    (a, b) => toDayNumber(a.period.until) - toDayNumber(b.period.until),
  );
  ordered.forEach((statement, index) => {
    const before = ordered[index - 1];
    if (
      before !== undefined &&
      toDayNumber(before.period.until) > toDayNumber(statement.period.from)
    ) {
      fail("risk.period_order", "statements", "periods that don't overlap", statement.period.from);
    }
  });
  return ordered;
}

/**
 * Ratios of one client over one or more statements, with their trend.
 *
 * Units may differ between statements (a ratio has none), currencies may not
 * (`risk.currency_mismatch`); periods must not overlap (`risk.period_order`). Flows of a
 * period that is not a year are multiplied by 365/days, and `periods` says so. A ratio over a
 * negative base is `not-applicable`; one over zero says `zero-denominator`.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { ratioAnalysis } from "clientele/risk";
 *
 * const half = { period: { from: "2026-01-01", until: "2026-07-01" }, currency: "EUR", unit: 1000,
 *   items: { sales: 500, receivables: 150 } } as const;
 * const { periods, ratios } = ratioAnalysis([half]);
 * assert.equal(periods[0]?.days, 181);
 * const days = ratios.find((ratio) => ratio.id === "receivableDays")?.values[0];
 * assert.ok(days?.value != null && Math.abs(days.value - (150 / 500) * 181) < 1e-9);
 * ```
 * @since 0.1.0
 */
export function ratioAnalysis(statements: readonly FinancialStatement[]): RatioAnalysis {
  const ordered = checkSeries(statements);
  const periods = ordered.map((statement) => {
    const days = statementDays(statement, "period");
    return { ...statement.period, days, annualisedBy: annualFactor(days) };
  });
  const ratios = definitions.map((definition): RatioSeries => {
    const values = ordered.map((statement, index) =>
      ratioOf(definition, statement, periods[index]?.annualisedBy ?? 1),
    );
    const points = values.flatMap((measure, index) => {
      const end = ordered[index]?.period.until;
      if (measure.value === null || end === undefined) return [];
      return [{ year: toDayNumber(end) / 365.25, value: measure.value }];
    });
    const changePerYear = slope(points);
    const level = points[points.length - 1]?.value ?? 0;
    const { id, numerator, denominator, better } = definition;
    const direction = directionOf(changePerYear, better, level);
    return { id, numerator, denominator, better, values, changePerYear, direction };
  });
  return { periods, ratios };
}

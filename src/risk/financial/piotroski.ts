/** J. D. Piotroski's F-score (2000): nine yes-or-no signals of a company's direction. */
import { checkComparable, checkStatement, itemOf } from "./statement.js";
import type { FinancialStatement, StatementItem } from "./statement.js";

/**
 * One of the nine signals; `null` when an item it needs is not known.
 *
 * @since 0.1.0
 */
export interface PiotroskiSignal {
  readonly id: PiotroskiSignalId;
  readonly value: 0 | 1 | null;
  /** Items that were wanting. */
  readonly missing: readonly string[];
}

/**
 * The signals in the order of the paper: profitability, leverage and liquidity, efficiency.
 *
 * @since 0.1.0
 */
export type PiotroskiSignalId =
  | "roa"
  | "cashFlow"
  | "roaChange"
  | "accruals"
  | "leverageChange"
  | "liquidityChange"
  | "noEquityIssued"
  | "marginChange"
  | "turnoverChange";

/**
 * An F-score, or the range in which it lies when signals are not known.
 *
 * @since 0.1.0
 */
export interface PiotroskiResult {
  /** 0 to 9; `null` unless all nine signals are known. */
  readonly score: number | null;
  /** The score if every unknown signal were 0. */
  readonly min: number;
  /** The score if every unknown signal were 1. */
  readonly max: number;
  readonly signals: readonly PiotroskiSignal[];
  readonly source: string;
}

interface Ratio {
  readonly value: number | null;
  readonly missing: readonly string[];
}

function ratio(
  statement: FinancialStatement | undefined,
  label: string,
  top: StatementItem,
  bottom: StatementItem,
): Ratio {
  if (statement === undefined) return { value: null, missing: [label] };
  const [a, b] = [itemOf(statement, top), itemOf(statement, bottom)];
  const missing: string[] = [];
  if (a === undefined) missing.push(`${label}.${top}`);
  // A ratio over zero is as good as not known: no direction can be read from it.
  if (b === undefined || b === 0) missing.push(`${label}.${bottom}`);
  if (a === undefined || b === undefined || b === 0) return { value: null, missing };
  return { value: a / b, missing };
}

function margin(statement: FinancialStatement | undefined, label: string): Ratio {
  const cost = ratio(statement, label, "costOfGoodsSold", "sales");
  return cost.value === null ? cost : { value: 1 - cost.value, missing: [] };
}

function compare(id: PiotroskiSignalId, higher: Ratio, lower: Ratio): PiotroskiSignal {
  const missing = [...higher.missing, ...lower.missing];
  if (higher.value === null || lower.value === null) return { id, value: null, missing };
  return { id, value: higher.value > lower.value ? 1 : 0, missing };
}

function issuance(statement: FinancialStatement): PiotroskiSignal {
  const issued = itemOf(statement, "equityIssued");
  const id = "noEquityIssued";
  if (issued === undefined) return { id, value: null, missing: ["statement.equityIssued"] };
  return { id, value: issued <= 0 ? 1 : 0, missing: [] };
}

/**
 * Piotroski's F-score. With `prior` (or an item) missing, the signals that need it are `null`
 * and the score is a range `[min, max]`: a missing year is never silently a 0.
 *
 * Returns on assets, cash flow and turnover are taken on assets at the beginning of the year,
 * leverage on average assets, as in the paper. A buy-back (negative `equityIssued`) is no
 * issue of equity, so the signal is 1.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { piotroski } from "clientele/risk";
 *
 * const result = piotroski({
 *   period: { from: "2025-01-01", until: "2026-01-01" }, currency: "EUR", unit: 1000,
 *   items: { netIncome: 120, operatingCashFlow: 140, totalAssetsBegin: 1100, equityIssued: 0 },
 * });
 * assert.deepEqual([result.score, result.min, result.max], [null, 4, 9]);
 * ```
 * @since 0.1.0
 */
export function piotroski(
  statement: FinancialStatement,
  prior?: FinancialStatement,
): PiotroskiResult {
  if (prior === undefined) checkStatement(statement, "statement");
  else checkComparable(statement, prior);
  const now = (top: StatementItem, bottom: StatementItem): Ratio =>
    ratio(statement, "statement", top, bottom);
  const then = (top: StatementItem, bottom: StatementItem): Ratio =>
    ratio(prior, "prior", top, bottom);
  const zero: Ratio = { value: 0, missing: [] };
  const roa = now("netIncome", "totalAssetsBegin");
  const cashFlow = now("operatingCashFlow", "totalAssetsBegin");
  const signals: readonly PiotroskiSignal[] = [
    compare("roa", roa, zero),
    compare("cashFlow", cashFlow, zero),
    compare("roaChange", roa, then("netIncome", "totalAssetsBegin")),
    compare("accruals", cashFlow, roa),
    compare(
      "leverageChange",
      then("longTermDebt", "totalAssetsAverage"),
      now("longTermDebt", "totalAssetsAverage"),
    ),
    compare(
      "liquidityChange",
      now("currentAssets", "currentLiabilities"),
      then("currentAssets", "currentLiabilities"),
    ),
    issuance(statement),
    compare("marginChange", margin(statement, "statement"), margin(prior, "prior")),
    compare("turnoverChange", now("sales", "totalAssetsBegin"), then("sales", "totalAssetsBegin")),
  ];
  const min = signals.filter((signal) => signal.value === 1).length;
  const unknown = signals.filter((signal) => signal.value === null).length;
  return {
    score: unknown === 0 ? min : null,
    min,
    max: min + unknown,
    signals,
    source: "J. D. Piotroski, Journal of Accounting Research 38 Supplement (2000) 1–41",
  };
}

/**
 * A client's annual or interim statement, as far as the models need it.
 *
 * Here: the items, their checks, the figures that follow from others. Not here: accounting
 * standards; the application maps its chart of accounts onto these names.
 */
import { toDayNumber } from "../../values/calendar-date.js";
import { fail } from "../../values/errors.js";
import { at, atIndex, expectFinite, expectOneOf, expectRecord } from "../../values/plain.js";
import { expectDay } from "../days.js";

/** Items that cannot be negative by definition. */
const stockItems = [
  "totalAssets",
  "totalAssetsBegin",
  "totalAssetsAverage",
  "currentAssets",
  "quickAssets",
  "cash",
  "receivables",
  "inventory",
  "securities",
  "propertyPlantEquipment",
  "currentLiabilities",
  "longTermDebt",
  "totalLiabilities",
  "payables",
  "permanentCapital",
  "marketEquity",
  "sales",
  "costOfGoodsSold",
  "sellingAndAdministration",
  "depreciation",
  "personnelCost",
] as const;

const signedItems = [
  "workingCapital",
  "equity",
  "retainedEarnings",
  "ebit",
  "earningsBeforeTax",
  "netIncome",
  "interestExpense",
  "operatingCashFlow",
  "fundsFromOperations",
  "grossOperatingSurplus",
  "valueAdded",
  "equityIssued",
] as const;

/**
 * The items of a statement, in the words of the models.
 *
 * `marketEquity` is the market value of equity; `equity` its book value. `equityIssued` is the
 * amount raised by new shares in the period (negative: bought back). `permanentCapital` is
 * equity and long-term debt. `totalAssetsBegin` is the balance at the start of the period.
 *
 * @since 0.1.0
 */
export type StatementItem = (typeof stockItems)[number] | (typeof signedItems)[number];

/**
 * A statement of a client over one period.
 *
 * @since 0.1.0
 */
export interface FinancialStatement {
  /** Half-open: `until` is the day after the last one. */
  readonly period: { readonly from: string; readonly until: string };
  /** ISO 4217. */
  readonly currency: string;
  /** What an item of 1 means: one unit of currency, a thousand, or a million. */
  readonly unit: 1 | 1000 | 1000000;
  readonly items: { readonly [item in StatementItem]?: number };
}

/**
 * Something about a statement that a person should look at before believing the figures.
 *
 * @since 0.1.0
 */
export interface StatementFlaw {
  readonly code: "assets-not-balanced" | "part-exceeds-whole";
  readonly facts: { readonly [name: string]: number | string };
}

const itemNames: readonly string[] = [...stockItems, ...signedItems];
const notNegative: ReadonlySet<string> = new Set(stockItems);
/** Beyond a quintillion a double has lost the units. */
const AMOUNT_MAX = 1e18;
const DAYS_IN_PERIOD_MAX = 1100;

/** Checks a statement (`schema.*`, `risk.negative`, `risk.unit`, `risk.amount`, `risk.period`). @internal */
export function checkStatement(statement: FinancialStatement, path: string): void {
  const record = expectRecord(statement, path, ["period", "currency", "unit", "items"]);
  statementDays(statement, path);
  const currency = record["currency"];
  if (typeof currency !== "string" || !/^[A-Z]{3}$/.test(currency)) {
    fail("money.currency", at(path, "currency"), "an ISO 4217 code", currency);
  }
  const { unit } = statement;
  if (unit !== 1 && unit !== 1000 && unit !== 1000000) {
    fail("risk.unit", at(path, "unit"), "1, 1000 or 1000000", unit);
  }
  const items = expectRecord(record["items"], at(path, "items"), itemNames);
  for (const name of itemNames) {
    const item = items[name];
    if (item === undefined) continue;
    const itemPath = at(at(path, "items"), name);
    const amount = expectFinite(item, itemPath);
    if (Math.abs(amount) > AMOUNT_MAX) fail("risk.amount", itemPath, "at most 1e18", amount);
    if (amount < 0 && notNegative.has(name)) {
      fail("risk.negative", itemPath, "an amount that is not negative", amount);
    }
  }
}

/** Length of a statement's period in days. @internal */
export function statementDays(statement: FinancialStatement, path: string): number {
  const periodPath = at(path, "period");
  const period = expectRecord(statement.period, periodPath, ["from", "until"]);
  const from = expectDay(period["from"], at(periodPath, "from"));
  const until = expectDay(period["until"], at(periodPath, "until"));
  const days = toDayNumber(until) - toDayNumber(from);
  if (days <= 0 || days > DAYS_IN_PERIOD_MAX) {
    fail(
      "risk.period",
      periodPath,
      `a period of 1 to ${String(DAYS_IN_PERIOD_MAX)} days`,
      period["until"],
    );
  }
  return days;
}

/** Demands that two statements can be compared: currency, unit, length, order. @internal */
export function checkComparable(statement: FinancialStatement, prior: FinancialStatement): void {
  checkStatement(statement, "statement");
  checkStatement(prior, "prior");
  if (prior.currency !== statement.currency) {
    fail("risk.currency_mismatch", "prior.currency", statement.currency, prior.currency);
  }
  if (prior.unit !== statement.unit) {
    fail("risk.unit_mismatch", "prior.unit", String(statement.unit), prior.unit);
  }
  const days = statementDays(statement, "statement");
  const daysPrior = statementDays(prior, "prior");
  // A leap year and a 52/53-week year are still years.
  if (Math.abs(days - daysPrior) > 8) {
    fail("risk.unequal_periods", "prior.period", `about ${String(days)} days`, daysPrior);
  }
  if (toDayNumber(prior.period.until) > toDayNumber(statement.period.from)) {
    fail("risk.period_order", "prior.period", "a period before the other", prior.period.until);
  }
}

function difference(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : a - b;
}

function sum(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : a + b;
}

/** An item as given, or as it follows from others. @internal */
export function itemOf(statement: FinancialStatement, name: StatementItem): number | undefined {
  const { items } = statement;
  const given = items[name];
  if (given !== undefined) return given;
  switch (name) {
    case "workingCapital":
      return difference(items.currentAssets, items.currentLiabilities);
    case "quickAssets":
      return difference(items.currentAssets, items.inventory);
    case "permanentCapital":
      return sum(items.equity, items.longTermDebt);
    case "totalAssetsAverage": {
      const both = sum(items.totalAssetsBegin, items.totalAssets);
      return both === undefined ? undefined : both / 2;
    }
    default:
      return undefined;
  }
}

/** Contradictions inside a statement. @internal */
export function flawsOf(statement: FinancialStatement): readonly StatementFlaw[] {
  const { totalAssets, totalLiabilities, equity, currentAssets, currentLiabilities } =
    statement.items;
  const flaws: StatementFlaw[] = [];
  const funded = sum(totalLiabilities, equity);
  if (totalAssets !== undefined && funded !== undefined && totalAssets > 0) {
    if (Math.abs(totalAssets - funded) > 0.005 * totalAssets) {
      flaws.push({
        code: "assets-not-balanced",
        facts: { totalAssets, liabilitiesAndEquity: funded },
      });
    }
  }
  const pairs = [
    ["currentAssets", currentAssets, totalAssets],
    ["currentLiabilities", currentLiabilities, totalLiabilities],
  ] as const;
  for (const [part, amount, whole] of pairs) {
    if (amount !== undefined && whole !== undefined && amount > whole) {
      flaws.push({ code: "part-exceeds-whole", facts: { part, amount, whole } });
    }
  }
  return flaws;
}

/**
 * What is known about the company whose statement is looked at, for the domain guard of a
 * model; leave out what is not known.
 *
 * @since 0.1.0
 */
export interface CompanyProfile {
  readonly listing?: "listed" | "private";
  readonly sector?: "manufacturing" | "trade" | "services" | "financial" | "other";
  /** ISO 3166 alpha-2. */
  readonly country?: string;
}

/** Checks a company profile. @internal */
export function checkProfile(profile: CompanyProfile, path: string): void {
  const record = expectRecord(profile, path, ["listing", "sector", "country"]);
  if (record["listing"] !== undefined) {
    expectOneOf(record["listing"], at(path, "listing"), ["listed", "private"]);
  }
  if (record["sector"] !== undefined) {
    const sectors = ["manufacturing", "trade", "services", "financial", "other"] as const;
    expectOneOf(record["sector"], at(path, "sector"), sectors);
  }
  const country = record["country"];
  if (country !== undefined && (typeof country !== "string" || !/^[A-Z]{2}$/.test(country))) {
    fail("risk.country", at(path, "country"), "an ISO 3166 alpha-2 code", country);
  }
}

/** Path of the n-th statement of a list. @internal */
export function statementPath(index: number): string {
  return atIndex("statements", index);
}

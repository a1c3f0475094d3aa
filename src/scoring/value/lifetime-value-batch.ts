/**
 * Lifetime values of a million clients as columns, with an exact total.
 *
 * What a client who is there will buy depends on frequency and age alone, and is computed once
 * for each pair. Not here: the path by period (`customerLifetimeValue`).
 */
import type { Money } from "../../values/money.js";
import { make } from "../../values/money.js";
import { at, atIndex, expectRecord } from "../../values/plain.js";
import { addIntegers } from "../../values/rounding.js";
import type { Integer } from "../../values/rounding.js";
import type { BgBbModel } from "../contract/model.js";
import { readOccasions } from "../contract/read.js";
import type { PurchaseModel } from "../purchase/model.js";
import { readHistories } from "../purchase/read-data.js";
import type { HistoryColumns } from "../purchase/read-data.js";
import { forecastOf, readMarginRate, spendReaderOf } from "./forecast.js";
import type { Forecast, SpendReader } from "./forecast.js";
import { discountedSum, horizonOptions, purchasesByPeriod, readHorizon } from "./horizon.js";
import { valueOptions } from "./lifetime-value.js";
import type { ForecastModel, LifetimeValueOptions, SpendModel } from "./lifetime-value-model.js";
import { minorUnitsBy } from "./minor-units.js";
import { readAmountPlan } from "./settle.js";
import { expectColumn, expectMonetary } from "./spend-data.js";

/** Histories of purchases as columns, one entry for each client. @since 0.1.0 */
export interface PurchaseValueColumns {
  readonly frequency: ArrayLike<number>;
  readonly recency: ArrayLike<number>;
  readonly age: ArrayLike<number>;
  /** Mean spend of repeat purchases; asked for with gamma–gamma. */
  readonly monetary?: ArrayLike<number>;
}

/** Histories of occasions as columns, one entry for each client. @since 0.1.0 */
export interface OccasionValueColumns {
  readonly frequency: ArrayLike<number>;
  readonly recency: ArrayLike<number>;
  readonly periods: ArrayLike<number>;
  /** Mean spend of repeat purchases; asked for with gamma–gamma. */
  readonly monetary?: ArrayLike<number>;
}

/** Lifetime values of many clients. @since 0.1.0 */
export interface LifetimeValueColumns<Currency extends string = string> {
  /** Value of each client in whole minor units of the currency; 0 where there is none. */
  readonly minorUnits: Float64Array;
  /** 1 where there is a value, 0 where the model of spend has no mean for the client. */
  readonly isKnown: Uint8Array;
  /** Clients without a value. */
  readonly unknown: number;
  /** The exact sum of all values. */
  readonly total: Money<Currency>;
}

const OCCASIONS = ["frequency", "recency", "periods"];

function readContinuous(columns: unknown): HistoryColumns {
  expectRecord(columns, "columns", ["frequency", "recency", "age", "monetary"]);
  return readHistories(columns, "columns");
}

function readDiscrete(columns: unknown): HistoryColumns {
  const record = expectRecord(columns, "columns", [...OCCASIONS, "monetary"]);
  const frequency = expectColumn(record["frequency"], at("columns", "frequency"));
  const { length } = frequency;
  const recency = expectColumn(record["recency"], at("columns", "recency"), length);
  const periods = expectColumn(record["periods"], at("columns", "periods"), length);
  for (let row = 0; row < length; row += 1) {
    const history = { frequency: frequency[row], recency: recency[row], periods: periods[row] };
    readOccasions(history, atIndex("columns", row));
  }
  const [x, t, age] = [frequency, recency, periods].map((column) => Float64Array.from(column)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  return { frequency: x, recency: t, age };
}

/** Mean spends where they are asked for, checked (`scoring.monetary_value`). */
function readMonetary(
  columns: unknown,
  spend: SpendReader,
  frequency: ArrayLike<number>,
): ArrayLike<number> {
  const { length } = frequency;
  if (!spend.needsHistory) return new Float64Array(length);
  const given = (columns as { readonly monetary?: unknown }).monetary;
  const path = at("columns", "monetary");
  const monetary = expectColumn(given, path, length);
  for (let row = 0; row < length; row += 1) {
    if ((frequency[row] as number) > 0) expectMonetary(monetary[row], atIndex(path, row));
  }
  return monetary;
}

/** Discounted purchases of a client who is there, each frequency and age once. */
function rememberPairs(
  compute: (frequency: number, age: number) => number,
): (frequency: number, age: number) => number {
  const known = new Map<number, Map<number, number>>();
  return (frequency, age) => {
    let byAge = known.get(frequency);
    if (byAge === undefined) {
      byAge = new Map();
      known.set(frequency, byAge);
    }
    let value = byAge.get(age);
    if (value === undefined) {
      value = compute(frequency, age);
      byAge.set(age, value);
    }
    return value;
  };
}

/** An exact running sum of whole doubles. */
function exactSum(units: Float64Array): Integer {
  let total: Integer = 0;
  let part = 0;
  for (const value of units) {
    const next = part + value;
    if (Math.abs(next) <= Number.MAX_SAFE_INTEGER) part = next;
    else {
      total = addIntegers(total, part);
      part = value;
    }
  }
  return addIntegers(total, part);
}

function thereOf(
  forecast: Forecast,
  { frequency, recency, age }: HistoryColumns,
): (row: number) => number {
  return (row) =>
    forecast.there({
      frequency: frequency[row] as number,
      recency: recency[row] as number,
      age: age[row] as number,
    });
}

/**
 * `customerLifetimeValue` for each row of columns: the same amounts, in minor units, and their
 * exact sum. A million clients of some ten thousand distinct pairs of frequency and age take
 * about half a second, and two to three where no pair occurs twice; memory is some 40
 * bytes a client, and 100 a distinct pair.
 *
 * @throws ClienteleError as `customerLifetimeValue`, `scoring.column_length`, `money.overflow`
 * for a value of 2^53 minor units or more
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { lifetimeValueBatch } from "clientele/scoring";
 *
 * const cdnow = {
 *   kind: "bg-nbd",
 *   parameters: { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 },
 * } as const;
 * const spend = { kind: "gamma-gamma", parameters: { p: 6.25, q: 3.74, gamma: 15.44 } } as const;
 * const columns = {
 *   frequency: Float64Array.of(2, 0),
 *   recency: Float64Array.of(30.43, 0),
 *   age: Float64Array.of(38.86, 38.86),
 *   monetary: Float64Array.of(22.35, 0),
 * };
 * const year = { periods: 12, periodLength: 30 / 7, discountRate: 0.01, currency: "USD" } as const;
 * const { minorUnits, total } = lifetimeValueBatch(cdnow, spend, columns, year);
 * assert.equal(minorUnits[0], 3588);
 * assert.equal(total.currency, "USD");
 * ```
 * @since 0.1.0
 */
export function lifetimeValueBatch<const Currency extends string>(
  model: PurchaseModel,
  spend: SpendModel,
  columns: PurchaseValueColumns,
  options: LifetimeValueOptions<Currency>,
): LifetimeValueColumns<Currency>;
export function lifetimeValueBatch<const Currency extends string>(
  model: BgBbModel,
  spend: SpendModel,
  columns: OccasionValueColumns,
  options: LifetimeValueOptions<Currency>,
): LifetimeValueColumns<Currency>;
export function lifetimeValueBatch<const Currency extends string>(
  model: ForecastModel,
  spend: SpendModel,
  columns: PurchaseValueColumns | OccasionValueColumns,
  options: LifetimeValueOptions<Currency>,
): LifetimeValueColumns<Currency> {
  const forecast = forecastOf(model);
  const reader = spendReaderOf(spend);
  expectRecord(options, "options", [...horizonOptions, ...valueOptions]);
  const horizon = readHorizon(options, forecast.isDiscrete);
  const marginRate = readMarginRate(options.marginRate);
  const plan = readAmountPlan(options);
  const past = forecast.isDiscrete ? readDiscrete(columns) : readContinuous(columns);
  const { length } = past.frequency;
  const monetary = readMonetary(columns, reader, past.frequency);
  const byPeriod = purchasesByPeriod(forecast, horizon);
  const discounted = rememberPairs((x, age) => discountedSum(byPeriod(x, age), horizon));
  const there = thereOf(forecast, past);
  const round = minorUnitsBy(plan, (row) => atIndex("columns", row));
  const minorUnits = new Float64Array(length);
  const isKnown = new Uint8Array(length);
  let unknown = 0;
  for (let row = 0; row < length; row += 1) {
    const x = past.frequency[row] as number;
    const mean = reader.mean(x, monetary[row] as number);
    if (mean === null) {
      unknown += 1;
      continue;
    }
    isKnown[row] = 1;
    const purchases = there(row) * discounted(x, past.age[row] as number);
    minorUnits[row] = round(purchases * (mean * marginRate), row);
  }
  const total = make(exactSum(minorUnits), plan.scale, plan.currency);
  return { minorUnits, isKnown, unknown, total };
}

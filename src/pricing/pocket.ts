/** From invoice net to pocket price and margin, and the waterfall as diagram data. */
import type { DecimalInput, DecimalText } from "../values/decimal.js";
import { toDecimalText } from "../values/decimal.js";
import type { Money } from "../values/money.js";
import { addIntegers, negateInteger } from "../values/rounding.js";
import type { Integer } from "../values/rounding.js";
import { parseScaled, unitsAt } from "../values/scaled.js";
import type { Quote } from "./model.js";
import { moneyFrom, positive, purseOf, ratioText, timesUnits, unitsOf } from "./purse.js";
import type { Purse } from "./purse.js";
import { expectArray, expectRecord } from "../values/plain.js";
import { readingStored } from "../values/stored.js";

/** What comes off after the invoice. @since 0.1.0 */
export interface PocketOptions {
  /** Cash discount expected, as a rate of the invoice net. */
  readonly cashDiscountRate?: DecimalInput;
  /** Bonus expected at the end of the period, as a rate of the invoice net. */
  readonly bonusRate?: DecimalInput;
  /** Freight that the seller bears. */
  readonly freight?: Money;
  /** Cost of the order; the costs of its lines unless named, where all are known. */
  readonly cost?: Money;
}

/** One bar of a waterfall: `after` = what was before + `change`. @since 0.1.0 */
export interface WaterfallBar {
  readonly name: string;
  readonly kind: "total" | "change";
  readonly change: DecimalText;
  readonly after: DecimalText;
}

/** The way from list to pocket. @since 0.1.0 */
export interface PocketWaterfall {
  readonly currency: string;
  readonly bars: readonly WaterfallBar[];
  readonly list: Money;
  readonly invoice: Money;
  readonly pocket: Money;
  /** Pocket less cost; null where a cost is not known. */
  readonly margin: Money | null;
  /** Margin over pocket, six decimals; null without either. */
  readonly marginRate: DecimalText | null;
}

/**
 * The waterfall of a whole quote: list, each step that changed anything, invoice net, then what
 * comes off after the invoice, pocket, and cost where it is known (Marn & Rosiello, "Managing
 * Price, Gaining Profit", HBR 1992). The changes add up to the pocket price.
 *
 * @throws ClienteleError `pricing.value` for a rate below zero, `money.currency_mismatch`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compilePolicy, pocketWaterfall, quote } from "clientele/pricing";
 *
 * const plan = compilePolicy({
 *   id: "2026",
 *   currency: "EUR",
 *   steps: [{ id: "list", kind: "price", access: [["article"]] }],
 *   records: [
 *     { id: "p", step: "list", key: { article: "lamp" }, value: { kind: "unitPrice", amount: "100" } },
 *   ],
 *   articles: [{ id: "lamp", cost: "60" }],
 * });
 * const order = { client: "acme", lines: [{ id: "1", article: "lamp", quantity: 1 }] };
 * const pocket = pocketWaterfall(quote(plan, order, { asOf: "2026-11-23" }), { cashDiscountRate: "0.02" });
 * assert.equal(pocket.pocket.amount, "98.00");
 * assert.equal(pocket.margin?.amount, "38.00");
 * ```
 * @since 0.1.0
 */
export function pocketWaterfall(quote: Quote, options: PocketOptions = {}): PocketWaterfall {
  return readingStored(quote, "quote", () => pocketWaterfallStored(quote, options));
}

function pocketWaterfallStored(quote: Quote, options: PocketOptions): PocketWaterfall {
  expectRecord(quote, "quote");
  expectRecord(options, "options");
  const purse = purseOf(quote.currency);
  const list = unitsOf(purse, quote.list, "quote.list");
  const invoice = unitsOf(purse, quote.net, "quote.net");
  const bars: WaterfallBar[] = [];
  let after: Integer = 0;
  const add = (name: string, kind: WaterfallBar["kind"], change: Integer): void => {
    if (kind === "change") after = addIntegers(after, change);
    if (kind === "change" && change === 0) return;
    bars.push({
      name,
      kind,
      change: moneyFrom(purse, change).amount,
      after: moneyFrom(purse, after).amount,
    });
  };
  after = list;
  add("list", "total", list);
  for (const [step, change] of stepChanges(purse, quote)) add(step, "change", change);
  add("invoice", "total", invoice);
  const off = (rate: DecimalInput, path: string): Integer =>
    negateInteger(timesUnits(invoice, positive(rate, path), "halfEven"));
  if (options.cashDiscountRate !== undefined) {
    add("cashDiscount", "change", off(options.cashDiscountRate, "options.cashDiscountRate"));
  }
  if (options.bonusRate !== undefined)
    add("bonus", "change", off(options.bonusRate, "options.bonusRate"));
  if (options.freight !== undefined) {
    add("freight", "change", negateInteger(unitsOf(purse, options.freight, "options.freight")));
  }
  const pocket = after;
  add("pocket", "total", pocket);
  const cost =
    options.cost === undefined
      ? costOf(purse, quote)
      : unitsOf(purse, options.cost, "options.cost");
  const margin = cost === null ? null : addIntegers(pocket, negateInteger(cost));
  if (cost !== null) add("cost", "change", negateInteger(cost));
  if (margin !== null) add("margin", "total", margin);
  return {
    currency: quote.currency,
    bars,
    list: quote.list,
    invoice: quote.net,
    pocket: moneyFrom(purse, pocket),
    margin: margin === null ? null : moneyFrom(purse, margin),
    marginRate:
      margin === null || pocket <= 0
        ? null
        : toDecimalText(parseScaled(ratioText(margin, pocket, "halfEven"), "pricing", "margin")),
  };
}

/** Changes by step, without the price step's, in the order in which they first come. */
function stepChanges(purse: Purse, quote: Quote): ReadonlyMap<string, Integer> {
  const changes = new Map<string, Integer>();
  for (const line of quote.lines) {
    line.entries.forEach((entry, index) => {
      if (index === 0) return;
      const change = unitsAt(parseScaled(entry.change, "pricing", "change"), purse.scale);
      changes.set(entry.step, addIntegers(changes.get(entry.step) ?? 0, change));
    });
  }
  return changes;
}

function costOf(purse: Purse, quote: Quote): Integer | null {
  let cost: Integer = 0;
  for (const line of quote.lines) {
    if (line.net === null) continue;
    if (line.cost === undefined) return null;
    cost = addIntegers(cost, unitsOf(purse, line.cost, "quote.lines"));
  }
  return cost;
}

/** A Vega-Lite specification as plain JSON. @since 0.1.0 */
export interface WaterfallChart {
  readonly $schema: string;
  readonly data: { readonly values: readonly WaterfallChartRow[] };
  readonly mark: { readonly type: "bar"; readonly tooltip: true };
  readonly encoding: Readonly<Record<string, Readonly<Record<string, string | null>>>>;
}

/** One bar: from `start` to `end`, as numbers for the eye only. @since 0.1.0 */
export interface WaterfallChartRow {
  readonly name: string;
  readonly kind: "total" | "rise" | "fall";
  readonly start: number;
  readonly end: number;
  readonly amount: DecimalText;
}

/**
 * The waterfall as a Vega-Lite 5 bar chart: totals stand on zero, changes float. Numbers are
 * doubles for drawing; `amount` is exact.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compilePolicy, pocketWaterfall, quote, waterfallChart } from "clientele/pricing";
 *
 * const plan = compilePolicy({
 *   id: "2026",
 *   currency: "EUR",
 *   steps: [{ id: "list", kind: "price", access: [["article"]] }],
 *   records: [],
 * });
 * const empty = quote(plan, { client: "acme", lines: [] }, { asOf: "2026-11-23" });
 * const chart = waterfallChart(pocketWaterfall(empty, { cost: { amount: "0.00", currency: "EUR" } }));
 * assert.deepEqual(chart.data.values.map((row) => row.name), ["list", "invoice", "pocket", "margin"]);
 * ```
 * @since 0.1.0
 */
export function waterfallChart(waterfall: PocketWaterfall): WaterfallChart {
  return readingStored(waterfall, "waterfall", () => waterfallChartStored(waterfall));
}

function waterfallChartStored(waterfall: PocketWaterfall): WaterfallChart {
  expectRecord(waterfall, "waterfall");
  expectArray(waterfall.bars, "waterfall.bars");
  const values = waterfall.bars.map((bar): WaterfallChartRow => {
    const end = Number(bar.after);
    const change = Number(bar.change);
    if (bar.kind === "total")
      return { name: bar.name, kind: "total", start: 0, end: change, amount: bar.change };
    return {
      name: bar.name,
      kind: change < 0 ? "fall" : "rise",
      start: end - change,
      end,
      amount: bar.change,
    };
  });
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v5.json",
    data: { values },
    mark: { type: "bar", tooltip: true },
    encoding: {
      x: { field: "name", type: "nominal", sort: null },
      y: { field: "start", type: "quantitative", title: waterfall.currency },
      y2: { field: "end" },
      color: { field: "kind", type: "nominal" },
    },
  };
}

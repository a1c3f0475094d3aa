/** Quotes of many single lines in columns: the totals of `quote`, without its waterfall. */
import { calendarDate } from "../values/calendar-date.js";
import { fail } from "../values/errors.js";
import { itemAt } from "../values/invariant.js";
import { checkedLength } from "./batch-columns.js";
import type { Column } from "./batch-columns.js";
import { at, atIndex, expectIdentifier, expectCompiled, expectRecord } from "../values/plain.js";
import { addIntegers, multiplyIntegers, roundQuotient } from "../values/rounding.js";
import type { Integer } from "../values/rounding.js";
import { parseScaled, powerOfTen, unitsAt } from "../values/scaled.js";
import type { KeyField, OrderLine, PricingOrder } from "./model.js";
import { BASE_LIST } from "./plan.js";
import { keyText } from "./compile.js";
import type { AccessPlan, PricingPlan, RecordPlan, StepPlan } from "./plan.js";
import { quote } from "./quote.js";
import type { QuoteOptions } from "./quote.js";

/** A client of a batch. @since 0.1.0 */
export type BatchClient = Pick<PricingOrder, "client" | "clientGroup">;

/** An article of a batch. @since 0.1.0 */
export type BatchArticle = Pick<OrderLine, "article" | "productGroup">;

/**
 * Lines in columns, each an order by itself: dictionaries, and for each row a position in them.
 *
 * @since 0.1.0
 */
export interface QuoteColumns {
  readonly clients: readonly BatchClient[];
  readonly articles: readonly BatchArticle[];
  readonly client: Column;
  readonly article: Column;
  /** Whole units, above zero. */
  readonly quantity: Column;
}

/** Totals in columns, in minor units of the plan's currency. @since 0.1.0 */
export interface QuoteTotals {
  readonly list: Float64Array;
  readonly net: Float64Array;
  /** 1 where there is a price. */
  readonly priced: Uint8Array;
}

/** What is found under a key: a record, none, or one that the short way does not know. */
type Found = RecordPlan | null | "long";

interface Lookup {
  readonly access: AccessPlan;
  readonly byClient: boolean;
  readonly byArticle: boolean;
  /** Found before, by position of the client or the article, where the key is of one of them. */
  readonly ofOne: (Found | undefined)[];
  /** Found before, by both positions. */
  readonly ofBoth: Map<number, Found>;
}

interface BatchStep {
  readonly step: StepPlan;
  readonly lookups: readonly Lookup[];
}

/**
 * Prices many lines at once. Row by row the same as `quote` of an order with that one line; plain
 * prices and percentages take a short way over integers, all else the long one.
 *
 * @throws ClienteleError `pricing.columns` for columns of different lengths or positions outside
 * their dictionary, `pricing.quantity`, `pricing.too_large` for a total beyond 2^53 minor units
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compilePolicy, quoteBatch } from "clientele/pricing";
 *
 * const plan = compilePolicy({
 *   id: "2026",
 *   currency: "EUR",
 *   steps: [{ id: "list", kind: "price", access: [["article"]] }],
 *   records: [
 *     { id: "p", step: "list", key: { article: "lamp" }, value: { kind: "unitPrice", amount: "9.99" } },
 *   ],
 * });
 * const totals = quoteBatch(
 *   plan,
 *   { clients: [{ client: "acme" }], articles: [{ article: "lamp" }], client: [0, 0], article: [0, 0], quantity: [1, 10] },
 *   { asOf: "2026-11-23" },
 * );
 * assert.deepEqual([...totals.net], [999, 9990]);
 * ```
 * @since 0.1.0
 */
export function quoteBatch(
  plan: PricingPlan,
  columns: QuoteColumns,
  options: QuoteOptions,
): QuoteTotals {
  expectCompiled(plan, "plan", "nodes");
  expectRecord(columns, "columns");
  expectRecord(options, "options");
  calendarDate(options.asOf, "asOf");
  const length = checkedLength(columns);
  columns.clients.forEach((one, index) =>
    expectIdentifier(one.client, at(atIndex("clients", index), "client")),
  );
  columns.articles.forEach((one, index) =>
    expectIdentifier(one.article, at(atIndex("articles", index), "article")),
  );
  const totals = {
    list: new Float64Array(length),
    net: new Float64Array(length),
    priced: new Uint8Array(length),
  };
  const steps = isShort(plan, options) ? plan.steps.map((step) => batchStep(step, columns)) : null;
  for (let row = 0; row < length; row += 1) {
    if (steps !== null && priceRow(plan, steps, columns, row, totals)) continue;
    quoteRow(plan, columns, row, options, totals);
  }
  return totals;
}

/** Whether no step needs more than a line by itself. */
function isShort(plan: PricingPlan, options: QuoteOptions): boolean {
  if (Object.keys(plan.ancestors).length > 0 || plan.hasSnapshots || options.usage !== undefined)
    return false;
  return (
    plan.nodes.every((node) => node.kind === "step") &&
    plan.steps.every((step) => {
      const isPlain = step.decimals === null && !step.isPerUnit && !step.isCollecting;
      return isPlain && !step.isOrder && step.kind !== "floor";
    })
  );
}

function batchStep(step: StepPlan, columns: QuoteColumns): BatchStep {
  const places = Math.max(columns.clients.length, columns.articles.length, 1);
  const lookups = step.access.map((access) => ({
    access,
    byClient: access.fields.includes("client") || access.fields.includes("clientGroup"),
    byArticle: access.fields.includes("article") || access.fields.includes("productGroup"),
    ofOne: new Array<Found | undefined>(places).fill(undefined),
    ofBoth: new Map<number, Found>(),
  }));
  return { step, lookups };
}

/** What a key finds, looked for once for each client, each article, or each of both. */
function recordFor(lookup: Lookup, columns: QuoteColumns, client: number, article: number): Found {
  if (lookup.byClient && lookup.byArticle) {
    const both = client * columns.articles.length + article;
    const found = lookup.ofBoth.get(both);
    if (found !== undefined) return found;
    const fresh = find(lookup, columns, client, article);
    lookup.ofBoth.set(both, fresh);
    return fresh;
  }
  const place = lookup.byClient ? client : lookup.byArticle ? article : 0;
  const found = lookup.ofOne[place];
  if (found !== undefined) return found;
  const fresh = find(lookup, columns, client, article);
  lookup.ofOne[place] = fresh;
  return fresh;
}

function find({ access }: Lookup, columns: QuoteColumns, client: number, article: number): Found {
  const ofClient = itemAt(columns.clients, client);
  const ofArticle = itemAt(columns.articles, article);
  const valueOf = (field: KeyField): string | undefined =>
    field === "client" || field === "clientGroup" ? ofClient[field] : ofArticle[field];
  const [only] = access.fields;
  if (only !== undefined && access.fields.length === 1) {
    const value = valueOf(only);
    return value === undefined ? null : shortOf(access.records.get(value));
  }
  const key: string[] = [];
  for (const field of access.fields) {
    const value = valueOf(field);
    if (value === undefined) return null;
    key.push(value);
  }
  return shortOf(access.records.get(keyText(key)));
}

function shortOf(records: readonly RecordPlan[] | undefined): Found {
  if (records === undefined) return null;
  const first = itemAt(records, 0);
  return isShortRecord(first) ? first : "long";
}

/** Price or rate, perhaps with bands on the quantity, and nothing else to decide. */
function isShortRecord(record: RecordPlan): boolean {
  if (record.kind !== "unitPrice" && record.kind !== "percent") return false;
  if (record.limits !== null || record.unit !== null) return false;
  return record.isPlain;
}

/** One row by the short way; false where it has to take the long one. */
function priceRow(
  plan: PricingPlan,
  steps: readonly BatchStep[],
  columns: QuoteColumns,
  row: number,
  totals: QuoteTotals,
): boolean {
  const client = columns.client[row] ?? 0;
  const article = columns.article[row] ?? 0;
  let list: Integer = 0;
  let running: Integer = 0;
  let isPriced = false;
  for (const { step, lookups } of steps) {
    let record: RecordPlan | null = null;
    for (const lookup of lookups) {
      const found = recordFor(lookup, columns, client, article);
      if (found === null) continue;
      const isForeign =
        found !== "long" && found.currency !== null && found.currency !== plan.currency;
      if (found === "long" || isForeign) return false;
      record = found;
      break;
    }
    if (record === null) {
      if (isPriced) continue;
      return true;
    }
    const factor: Integer = isPriced
      ? step.base === BASE_LIST
        ? list
        : running
      : (columns.quantity[row] ?? 0);
    const scale = isPriced ? record.value.scale : record.value.scale + record.shift - plan.scale;
    const product = multiplyIntegers(record.value.units, factor);
    const change =
      scale <= 0
        ? multiplyIntegers(product, powerOfTen(-scale))
        : roundQuotient(product, powerOfTen(scale), step.mode);
    if (isPriced) {
      const next = addIntegers(running, change);
      running = next < 0 ? 0 : next;
    } else {
      list = change;
      running = change;
      isPriced = true;
    }
  }
  write(totals, row, list, running);
  return true;
}

function write(totals: QuoteTotals, row: number, list: Integer, net: Integer): void {
  if (typeof list !== "number" || typeof net !== "number") {
    fail(
      "pricing.too_large",
      atIndex("quantity", row),
      "totals within 2^53 minor units",
      String(list),
    );
  }
  totals.list[row] = list;
  totals.net[row] = net;
  totals.priced[row] = 1;
}

function quoteRow(
  plan: PricingPlan,
  columns: QuoteColumns,
  row: number,
  options: QuoteOptions,
  totals: QuoteTotals,
): void {
  const article = itemAt(columns.articles, columns.article[row] ?? 0);
  const lines = [{ ...article, id: "1", quantity: columns.quantity[row] ?? 0 }];
  const result = quote(
    plan,
    { ...itemAt(columns.clients, columns.client[row] ?? 0), lines },
    options,
  );
  if (result.unpriced.length > 0) return;
  const unitsOf = (text: string): Integer =>
    unitsAt(parseScaled(text, "pricing", "amount"), plan.scale);
  write(totals, row, unitsOf(result.list.amount), unitsOf(result.net.amount));
}

/** The quote of an order: the fold of the procedure's steps over its lines. */
import { calendarDate } from "../values/calendar-date.js";
import type { CalendarDate } from "../values/calendar-date.js";
import { minorUnitsOf } from "../values/currency.js";
import { fail } from "../values/errors.js";
import { settledText } from "../values/money.js";
import type { Money } from "../values/money.js";
import {
  at,
  atIndex,
  compareText,
  expectArray,
  expectIdentifier,
  expectOneOf,
  expectRecord,
  expectCompiled,
} from "../values/plain.js";
import { addIntegers, multiplyIntegers } from "../values/rounding.js";
import type { Integer } from "../values/rounding.js";
import {
  formatScaled,
  powerOfTen,
  scaledFrom,
  scaledZero,
  signOf,
  subtractScaled,
} from "../values/scaled.js";
import type { Scaled } from "../values/scaled.js";
import { costOfLine } from "./floors.js";
import { consumptionOf, readUsage } from "./limits.js";
import type {
  CounterValue,
  OrderLine,
  PricingOrder,
  Quote,
  QuoteLine,
  RecordUsage,
} from "./model.js";
import type { PricingPlan } from "./plan.js";
import { readAmount } from "./read-articles.js";
import { runNode } from "./stacking.js";
import { amountText } from "./state.js";
import type { Context, Gift, LineState } from "./state.js";

/** What a quote needs beyond the order. @since 0.1.0 */
export interface QuoteOptions {
  /** Day whose prices hold. */
  readonly asOf: CalendarDate;
  /** What was granted before, for records with limits. */
  readonly usage?: readonly RecordUsage[];
  /** Where counters stand, for scales that run across orders. */
  readonly cumulative?: readonly CounterValue[];
  /** Whether each line says which records were found and did not apply, and why. */
  readonly withRejected?: boolean;
}

const LINE_KEYS = [
  "id",
  "article",
  "productGroup",
  "quantity",
  "unit",
  "kind",
  "isExcluded",
  "cost",
  "gift",
  "attributes",
];
const ORDER_KEYS = ["client", "clientGroup", "lines", "codes", "currency", "attributes"];
const ONE = { numerator: 1, denominator: 1 };

/**
 * Prices an order. Each step of the procedure looks for records from the most specific key to the
 * most general; what it changes is rounded by its rule and recorded. A line without a price is a
 * result: `net: null`, with every key tried.
 *
 * The sum of a line's changes is its net, always; the net of the quote is the sum of its lines.
 * A discount never takes a line below zero. Gifts of an earlier quote are left out and found anew,
 * so that free units never count as bought.
 *
 * Cost follows the steps and their key sets, not the number of records.
 *
 * @throws ClienteleError `pricing.quantity` for a quantity that is not above zero,
 * `pricing.duplicate_id` for two lines of one id, `pricing.unknown_unit` for a unit that the
 * article does not have, `date.*`, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compilePolicy, quote } from "clientele/pricing";
 *
 * const plan = compilePolicy({
 *   id: "2026",
 *   currency: "EUR",
 *   steps: [
 *     { id: "list", kind: "price", access: [["article"]] },
 *     { id: "basket", kind: "discount", access: [[]], scope: "order" },
 *   ],
 *   records: [
 *     { id: "chair", step: "list", key: { article: "chair" }, value: { kind: "unitPrice", amount: "50" } },
 *     { id: "minus-10", step: "basket", key: {}, value: { kind: "amountPerOrder", amount: "-10" } },
 *   ],
 * });
 * const lines = ["1", "2", "3"].map((id) => ({ id, article: "chair", quantity: 1 }));
 * const result = quote(plan, { client: "acme", lines }, { asOf: "2026-11-23" });
 * assert.deepEqual(result.lines.map((line) => line.net?.amount), ["46.66", "46.67", "46.67"]);
 * assert.equal(result.net.amount, "140.00");
 * ```
 * @since 0.1.0
 */
export function quote(plan: PricingPlan, order: PricingOrder, options: QuoteOptions): Quote {
  expectCompiled(plan, "plan", "nodes");
  expectRecord(options, "options", ["asOf", "usage", "cumulative", "withRejected"]);
  const context = openContext(plan, order, options);
  const given = context.lines;
  // Budgets and counters are taken in order of line id, whatever the order of the lines.
  if (plan.isShared) context.lines = [...context.lines].sort((a, b) => compareText(a.id, b.id));
  const countersBefore = new Map(context.counters);
  for (const node of plan.nodes) runNode(context, node);
  const lines = asGiven(plan, given, context.lines).map((line) => lineOf(context, line));
  for (const gift of context.gifts) lines.push(giftLine(context, gift));
  return {
    policy: plan.id,
    client: order.client,
    asOf: context.asOf,
    currency: context.currency,
    lines,
    list: moneyOf(context, total(context, "list")),
    net: moneyOf(context, total(context, "running")),
    unpriced: lines.filter((line) => line.net === null).map((line) => line.id),
    consumption: consumptionOf(context),
    counters: countersOf(context, countersBefore),
    unallocated: context.unallocated,
  };
}

/** The lines in the order of the order. */
function asGiven(
  plan: PricingPlan,
  given: readonly LineState[],
  lines: readonly LineState[],
): readonly LineState[] {
  if (!plan.isShared) return lines;
  const byId = new Map(lines.map((line) => [line.id, line]));
  return given.map((line) => byId.get(line.id) ?? line);
}

function openContext(plan: PricingPlan, order: PricingOrder, options: QuoteOptions): Context {
  const asOf = calendarDate(options.asOf, "asOf");
  expectRecord(order, "order", ORDER_KEYS);
  checkAttributes(order.attributes, "attributes");
  expectIdentifier(order.client, "client");
  if (order.codes !== undefined) {
    expectArray(order.codes, "codes", 1000).forEach((code, index) =>
      expectIdentifier(code, atIndex("codes", index)),
    );
  }
  const currency = order.currency ?? plan.currency;
  const scale = currency === plan.currency ? plan.scale : minorUnitsOf(currency);
  const withRejected = options.withRejected === true;
  const seen = new Set<string>();
  const lines: LineState[] = [];
  expectArray(order.lines, "lines").forEach((value, index) => {
    const path = atIndex("lines", index);
    const line = readLine(plan, value, path, withRejected);
    if (seen.has(line.id))
      fail("pricing.duplicate_id", at(path, "id"), "an id of its own", line.id);
    seen.add(line.id);
    if (line.line.gift === undefined) lines.push(line);
  });
  return {
    plan,
    order,
    asOf,
    currency,
    scale,
    withRejected,
    usage: readUsage(options.usage, order.client, scale),
    lines,
    tallies: new Map(),
    totals: new Map(),
    counters: readCounters(options.cumulative),
    unallocated: [],
    gifts: [],
  };
}

function readCounters(value: unknown): Map<string, Scaled> {
  const counters = new Map<string, Scaled>();
  if (value === undefined) return counters;
  expectArray(value, "cumulative").forEach((one, index) => {
    const path = atIndex("cumulative", index);
    const row = expectRecord(one, path, ["counter", "value"]);
    const amount = readAmount(row["value"], at(path, "value"));
    counters.set(expectIdentifier(row["counter"], at(path, "counter")), amount ?? scaledZero);
  });
  return counters;
}

function countersOf(
  context: Context,
  before: ReadonlyMap<string, Scaled>,
): readonly CounterValue[] {
  const added: CounterValue[] = [];
  for (const [counter, value] of context.counters) {
    const change = subtractScaled(value, before.get(counter) ?? scaledZero);
    if (signOf(change) !== 0) added.push({ counter, value: formatScaled(change) });
  }
  return added.sort((a, b) => compareText(a.counter, b.counter));
}

function readLine(
  plan: PricingPlan,
  value: unknown,
  path: string,
  withRejected: boolean,
): LineState {
  const record = expectRecord(value, path, LINE_KEYS);
  const id = expectIdentifier(record["id"], at(path, "id"));
  expectIdentifier(record["article"], at(path, "article"));
  const line = value as OrderLine;
  if (line.kind !== undefined) expectOneOf(line.kind, at(path, "kind"), ["goods", "freight"]);
  if (line.cost !== undefined) readAmount(line.cost, at(path, "cost"));
  checkAttributes(line.attributes, at(path, "attributes"));
  const quantity = scaledFrom(line.quantity, "pricing", at(path, "quantity"));
  if (signOf(quantity) <= 0) {
    fail("pricing.quantity", at(path, "quantity"), "a quantity above zero", line.quantity);
  }
  const article = plan.articles.get(line.article) ?? null;
  const ratio = line.unit === undefined ? ONE : article?.units.get(line.unit);
  if (ratio === undefined)
    fail("pricing.unknown_unit", at(path, "unit"), "a unit of the article", line.unit);
  if (article?.document.isIndivisible === true) checkWhole(quantity, ratio, path, line.quantity);
  return {
    line,
    id,
    quantity,
    quantityText: formatScaled(quantity),
    ratio,
    article,
    list: null,
    running: 0,
    runningText: "",
    before: 0,
    groupBase: null,
    runs: null,
    snapshots: null,
    isClosed: false,
    isPaused: false,
    counted: [],
    entries: [],
    tried: [],
    rejected: withRejected ? [] : null,
  };
}

function checkAttributes(value: unknown, path: string): void {
  if (value === undefined) return;
  for (const [name, attribute] of Object.entries(expectRecord(value, path))) {
    const isPlain = ["string", "number", "boolean"].includes(typeof attribute);
    if (!isPlain) fail("schema.type", at(path, name), "a text, a number or a boolean", attribute);
  }
}

function checkWhole(
  quantity: Scaled,
  ratio: LineState["ratio"],
  path: string,
  given: OrderLine["quantity"],
): void {
  const product = multiplyIntegers(quantity.units, ratio.numerator);
  const size = multiplyIntegers(powerOfTen(quantity.scale), ratio.denominator);
  if (BigInt(product) % BigInt(size) === 0n) return;
  fail("pricing.quantity", at(path, "quantity"), "whole base units of the article", given);
}

function total(context: Context, member: "list" | "running"): Integer {
  let units: Integer = 0;
  for (const line of context.lines)
    if (line.list !== null) units = addIntegers(units, line[member] ?? 0);
  return units;
}

function moneyOf(context: Context, units: Integer): Money {
  const amount =
    typeof units === "number"
      ? amountText(units, context.scale)
      : settledText({ units, scale: context.scale });
  return { amount, currency: context.currency };
}

/** What a line comes to, as its last entry says it; what may be too long for money is checked. */
function netOf(context: Context, { running, runningText }: LineState): Money {
  if (typeof running !== "number") return moneyOf(context, running);
  return { amount: runningText, currency: context.currency };
}

function lineOf(context: Context, state: LineState): QuoteLine {
  const { id, article } = state.line;
  const line: QuoteLine = {
    id,
    article,
    quantity: state.quantityText,
    list: state.list === null ? null : moneyOf(context, state.list),
    net: state.list === null ? null : netOf(context, state),
    entries: state.entries,
    tried: state.tried,
  };
  const cost = context.currency === context.plan.currency ? costOfLine(context, state) : null;
  if (cost === null && state.rejected === null) return line;
  return {
    ...line,
    ...(cost === null ? {} : { cost: moneyOf(context, cost) }),
    ...(state.rejected === null ? {} : { rejected: state.rejected }),
  };
}

function giftLine(context: Context, gift: Gift): QuoteLine {
  const id = `${gift.line}+${gift.record}`;
  const nothing = amountText(0, context.scale);
  const units = formatScaled({ units: gift.units, scale: 0 });
  const entry = {
    line: id,
    step: gift.step,
    record: gift.record,
    base: null,
    rate: "0",
    units,
    change: nothing,
    after: nothing,
    reason: gift.reason,
  };
  return {
    id,
    article: gift.article,
    quantity: units,
    list: moneyOf(context, 0),
    net: moneyOf(context, 0),
    entries: [entry],
    tried: [],
    gift: { line: gift.line, record: gift.record },
  };
}

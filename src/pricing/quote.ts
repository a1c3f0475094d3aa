/** The quote of an order: the fold of the procedure's steps over its lines. */
import { bandAt, evaluateScale } from "../scales/index.js";
import { calendarDate } from "../values/calendar-date.js";
import type { CalendarDate } from "../values/calendar-date.js";
import { toDecimalText } from "../values/decimal.js";
import type { DecimalText } from "../values/decimal.js";
import { fail } from "../values/errors.js";
import { settledText } from "../values/money.js";
import type { Money } from "../values/money.js";
import { containsDate } from "../values/period.js";
import { atIndex, at, expectArray, expectIdentifier, expectRecord } from "../values/plain.js";
import { addIntegers } from "../values/rounding.js";
import type { Integer } from "../values/rounding.js";
import { formatFixed, formatScaled, multiplyScaled, parseScaled, roundScaled, scaledFrom, signOf } from "../values/scaled.js";
import type { Scaled } from "../values/scaled.js";
import type { AccessPlan, PricingPlan, RecordPlan, StepPlan } from "./compile.js";
import { keyText } from "./compile.js";
import type { KeyField, OrderLine, PricingOrder, Quote, QuoteLine, RejectedRecord, TriedKey, WaterfallEntry } from "./model.js";

/** What a quote needs beyond the order. @since 0.1.0 */
export interface QuoteOptions {
  /** Day whose prices hold. */
  readonly asOf: CalendarDate;
}

interface Subject {
  readonly order: PricingOrder;
  readonly line: OrderLine;
  readonly quantity: Scaled;
  readonly quantityText: DecimalText;
  readonly asOf: CalendarDate;
  readonly facts: object;
}

/**
 * Prices an order. Per line, each step looks for a record from the most specific key to the
 * most general and takes the first that holds; its change is rounded to the minor unit and
 * recorded. A line without a price is a result: `net: null`, with every key tried.
 *
 * The sum of a line's changes is its net, always; the net of the quote is the sum of its lines.
 * A discount never takes a line below zero.
 *
 * Cost follows the steps and their key sets, not the number of records.
 *
 * @throws ClienteleError `pricing.quantity` for a quantity that is not above zero,
 * `pricing.duplicate_id` for two lines of one id, `date.*`, `schema.*`
 * @since 0.1.0
 */
export function quote(plan: PricingPlan, order: PricingOrder, options: QuoteOptions): Quote {
  const asOf = calendarDate(options.asOf, "asOf");
  expectRecord(order, "order");
  expectIdentifier(order.client, "client");
  const seen = new Set<string>();
  const lines = expectArray(order.lines, "lines").map((value, index) => {
    const path = atIndex("lines", index);
    const subject = readLine(value, path, order, asOf);
    if (seen.has(subject.line.id)) fail("pricing.duplicate_id", at(path, "id"), "an id of its own", subject.line.id);
    seen.add(subject.line.id);
    return quoteLine(plan, subject);
  });
  return {
    policy: plan.id,
    client: order.client,
    asOf,
    currency: plan.currency,
    lines,
    list: total(plan, lines.map((line) => line.list)),
    net: total(plan, lines.map((line) => line.net)),
    unpriced: lines.filter((line) => line.net === null).map((line) => line.id),
  };
}

function readLine(value: unknown, path: string, order: PricingOrder, asOf: CalendarDate): Subject {
  const record = expectRecord(value, path, ["id", "article", "productGroup", "quantity"]);
  expectIdentifier(record["id"], at(path, "id"));
  expectIdentifier(record["article"], at(path, "article"));
  const line = value as OrderLine;
  const quantity = readQuantity(line.quantity, at(path, "quantity"));
  const facts = { order, line, client: order.client };
  return { order, line, quantity, quantityText: formatScaled(quantity), asOf, facts };
}

function readQuantity(value: unknown, path: string): Scaled {
  const quantity = scaledFrom(value, "pricing", path);
  if (signOf(quantity) <= 0) fail("pricing.quantity", path, "a quantity above zero", value);
  return quantity;
}

function total(plan: PricingPlan, amounts: readonly (Money | null)[]): Money {
  let units: Integer = 0;
  for (const amount of amounts) {
    if (amount !== null) units = addIntegers(units, parseScaled(amount.amount, "money", "amount").units);
  }
  return moneyOf(plan, units);
}

function moneyOf(plan: PricingPlan, units: Integer): Money {
  return { amount: settledText({ units, scale: plan.scale }), currency: plan.currency };
}

function quoteLine(plan: PricingPlan, subject: Subject): QuoteLine {
  const entries: WaterfallEntry[] = [];
  const tried: TriedKey[] = [];
  let list: Integer | null = null;
  let running: Integer = 0;
  for (const step of plan.steps) {
    const hit = search(step, subject, step.kind === "price" ? tried : null);
    if (hit === null) {
      if (step.kind === "price") break;
      continue;
    }
    const basis = step.base === "list" ? (list ?? 0) : running;
    const change = changeOf(plan, hit.record, subject, { basis, running });
    running = addIntegers(running, change.units);
    list ??= running;
    entries.push({
      line: subject.line.id,
      step: step.id,
      record: hit.record.id,
      base: hit.record.kind === "percent" ? formatFixed({ units: basis, scale: plan.scale }) : null,
      rate: change.rate,
      units: subject.quantityText,
      change: formatFixed({ units: change.units, scale: plan.scale }),
      after: formatFixed({ units: running, scale: plan.scale }),
      reason: hit.access.name,
    });
  }
  const { id, article } = subject.line;
  return {
    id,
    article,
    quantity: subject.quantityText,
    list: list === null ? null : moneyOf(plan, list),
    net: list === null ? null : moneyOf(plan, running),
    entries,
    tried: list === null ? tried : [],
  };
}

interface Hit {
  readonly access: AccessPlan;
  readonly record: RecordPlan;
}

function valueOf(subject: Subject, field: KeyField): string | undefined {
  if (field === "client" || field === "clientGroup") return subject.order[field];
  return subject.line[field];
}

/** The first record that holds, by the access sequence of a step. */
function search(step: StepPlan, subject: Subject, tried: TriedKey[] | null): Hit | null {
  for (const access of step.access) {
    const values: string[] = [];
    for (const field of access.fields) {
      const value = valueOf(subject, field);
      if (value !== undefined) values.push(value);
    }
    if (values.length < access.fields.length) continue;
    const rejected: RejectedRecord[] = [];
    for (const record of access.records.get(keyText(values)) ?? []) {
      const reason = rejection(record, subject);
      if (reason === null) return { access, record };
      rejected.push({ record: record.id, reason });
    }
    tried?.push({ step: step.id, fields: access.fields, values, rejected });
  }
  return null;
}

function rejection(record: RecordPlan, subject: Subject): RejectedRecord["reason"] | null {
  if (record.valid !== null && !containsDate(record.valid, subject.asOf)) return "not-valid";
  if (record.when !== null && !record.when.holds(subject.facts)) return "condition-failed";
  if (record.scale !== null && bandAt(record.scale, subject.quantityText) === null) return "below-scale";
  return null;
}

interface Change {
  readonly units: Integer;
  readonly rate: DecimalText;
}

/** What a record changes, in minor units, rounded once. */
function changeOf(
  plan: PricingPlan,
  record: RecordPlan,
  subject: Subject,
  { basis, running }: { readonly basis: Integer; readonly running: Integer },
): Change {
  const rate = rateOf(record, subject);
  const exact =
    record.kind === "percent"
      ? multiplyScaled({ units: basis, scale: plan.scale }, rate)
      : amountOf(record, subject, rate);
  const { units } = roundScaled(exact, plan.scale, plan.rounding);
  // A discount ends at nothing: a line is never paid to the client.
  const isTooMuch = addIntegers(running, units) < 0;
  const bounded = isTooMuch ? addIntegers(0, running === 0 ? 0 : negate(running)) : units;
  return { units: bounded, rate: toDecimalText(rate) };
}

function negate(units: Integer): Integer {
  return typeof units === "number" ? -units : -units;
}

/** The value of the record, or of the band that the quantity reaches. */
function rateOf(record: RecordPlan, subject: Subject): Scaled {
  if (record.scale === null) return record.value;
  const band = bandAt(record.scale, subject.quantityText);
  return band === null ? record.value : parseScaled(band.value, "scale", "value");
}

function amountOf(record: RecordPlan, subject: Subject, rate: Scaled): Scaled {
  const exact =
    record.scale?.kind === "graduated"
      ? parseScaled(evaluateScale(record.scale, { base: subject.quantityText }).amount ?? "0", "scale", "amount")
      : multiplyScaled(rate, subject.quantity);
  return { units: exact.units, scale: exact.scale + record.shift };
}

/**
 * zod schemas of the values, and the two functions with which every capability's schema
 * parses. Loaded only as `clientele/values/schema`: an application that never parses never
 * loads zod.
 *
 * What is valid is decided by the doors of the values, for building and parsing alike: their
 * codes and expectations are kept in the issues.
 */
import * as z from "zod";

import { compileBusinessCalendar } from "./business-days.js";
import type { BusinessCalendar } from "./business-days.js";
import { calendarDate } from "./calendar-date.js";
import { currencyTable } from "./currency.js";
import type { CurrencyTable } from "./currency.js";
import { decimal } from "./decimal.js";
import { parseDuration } from "./duration.js";
import { IssueCollector } from "./errors.js";
import { exchangeRate } from "./exchange.js";
import type { ExchangeRate } from "./exchange.js";
import { instant } from "./instant.js";
import { DIGITS_MAX, TEXT_LENGTH_MAX } from "./limits.js";
import { money } from "./money.js";
import type { Money } from "./money.js";
import { period } from "./period.js";
import type { Period } from "./period.js";
import { expectIdentifier } from "./plain.js";
import { quantity } from "./quantity.js";
import type { Quantity, UnitConversion } from "./quantity.js";
import { expectRational } from "./rational.js";
import { roundingModes } from "./rounding.js";
import type { RoundingMode } from "./rounding.js";
import { unitPrice } from "./unit-price.js";
import type { UnitPrice } from "./unit-price.js";

export { parseWith, safeParseWith } from "./parse-with.js";
export type { ParseResult } from "./parse-with.js";

/** Splits `all[0].value` into what zod calls a path. */
function partsOf(path: string): PropertyKey[] {
  const parts = path.match(/[^.[\]]+/g) ?? [];
  return parts.map((part) => (/^[0-9]+$/.test(part) ? Number(part) : part));
}

/** Hands on the issues of a check; a door that names its argument has that name taken off. */
function addIssues(check: () => unknown, context: z.core.$RefinementCtx, name = ""): void {
  const collector = new IssueCollector();
  collector.attempt(check);
  for (const { code, path, expected } of collector.issues) {
    const [first, ...rest] = partsOf(path);
    const place = first === undefined || first === name ? rest : [first, ...rest];
    context.addIssue({ code: "custom", path: place, message: expected, params: { code } });
  }
}

/**
 * A document that a check of the library accepts, its issues kept as they are.
 *
 * @internal
 */
export function checkedBy<T = unknown>(check: (value: unknown) => unknown): z.ZodType<T> {
  return z.custom<T>().superRefine((value, context) => {
    addIssues(() => check(value), context);
  });
}

/**
 * A text that a door of the library accepts.
 *
 * @internal
 */
export function textBy(door: (text: string) => unknown, lengthMax: number): z.ZodType<string> {
  return z.string().superRefine((text, context) => {
    addIssues(() => door(text.slice(0, lengthMax + 1)), context);
  });
}

/** What a door accepts as a whole, once its shape is right. @internal */
export function recordBy<T>(shape: z.ZodType<T>, door: (value: T) => unknown, name = ""): z.ZodType<T> {
  return shape.superRefine((value, context) => {
    addIssues(() => door(value), context, name);
  });
}

/** A canonical or non-canonical decimal text, such as `"12.50"`. @since 0.1.0 */
export const decimalSchema: z.ZodType<string> = /* @__PURE__ */ (() =>
  textBy((text) => decimal(text, ""), DIGITS_MAX + 4))();

/** A calendar date, such as `"2026-11-23"`. @since 0.1.0 */
export const calendarDateSchema: z.ZodType<string> = /* @__PURE__ */ (() =>
  textBy((text) => calendarDate(text, ""), 64))();

/** An instant in ISO 8601 with an offset, such as `"2026-11-23T08:00:00.000Z"`. @since 0.1.0 */
export const instantSchema: z.ZodType<string> = /* @__PURE__ */ (() =>
  textBy((text) => instant(text, ""), 64))();

/** An identifier of 1 to 256 characters. @since 0.1.0 */
export const identifierSchema: z.ZodType<string> = /* @__PURE__ */ (() =>
  textBy((text) => expectIdentifier(text, ""), 256))();

/** A free text of at most 10 000 characters. @since 0.1.0 */
export const textSchema: z.ZodType<string> = /* @__PURE__ */ (() =>
  z.string().max(TEXT_LENGTH_MAX))();

/** An ISO 8601 duration, such as `"P3M"`. @since 0.1.0 */
export const durationSchema: z.ZodType<string> = /* @__PURE__ */ (() =>
  textBy((text) => parseDuration(text, ""), 64))();

/** A decimal as text, or as a number with an exact short form. @since 0.1.0 */
export const decimalInputSchema: z.ZodType<string | number> = /* @__PURE__ */ (() =>
  recordBy(z.union([z.string(), z.number()]), (value) => decimal(value, "")))();

/** One of the nine rounding modes. @since 0.1.0 */
export const roundingModeSchema: z.ZodType<RoundingMode> = /* @__PURE__ */ (() =>
  z.enum(roundingModes as [RoundingMode, ...RoundingMode[]]))();

/**
 * Settled money in an ISO 4217 currency; an amount finer than the minor unit is refused.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { moneySchema, safeParseWith } from "clientele/values/schema";
 *
 * assert.ok(moneySchema.safeParse({ amount: "12.50", currency: "EUR" }).success);
 * const result = safeParseWith(moneySchema, { amount: "12.505", currency: "EUR" });
 * assert.ok(!result.ok);
 * assert.equal(result.issues[0].code, "money.scale");
 * ```
 * @since 0.1.0
 */
export const moneySchema: z.ZodType<Money> = /* @__PURE__ */ (() =>
  recordBy(z.strictObject({ amount: z.string(), currency: z.string() }), (value) =>
    money(value.amount, value.currency),
  ))();

/** A price of one unit, of at most twelve decimals. @since 0.1.0 */
export const unitPriceSchema: z.ZodType<UnitPrice> = /* @__PURE__ */ (() =>
  recordBy(z.strictObject({ unitPrice: z.string(), currency: z.string() }), (value) =>
    unitPrice(value.unitPrice, value.currency),
  ))();

/** A rate as a fraction, such as `"0.15"`. @since 0.1.0 */
export const rateSchema: z.ZodType<string> = /* @__PURE__ */ (() =>
  textBy((text) => decimal(text, ""), DIGITS_MAX + 4))();

/** A quantity with its unit. @since 0.1.0 */
export const quantitySchema: z.ZodType<Quantity> = /* @__PURE__ */ (() =>
  recordBy(z.strictObject({ amount: z.string(), unit: z.string() }), (value) =>
    quantity(value.amount, value.unit),
  ))();

/** A conversion of units; the ratio is a decimal or a fraction. @since 0.1.0 */
export const unitConversionSchema: z.ZodType<UnitConversion> = /* @__PURE__ */ (() =>
  z.strictObject({
    from: identifierSchema,
    to: identifierSchema,
    ratio: textBy((text) => expectRational(text, "quantity", ""), 80),
  }))();

/** A rate of exchange between two currencies of ISO 4217. @since 0.1.0 */
export const exchangeRateSchema: z.ZodType<ExchangeRate> = /* @__PURE__ */ (() =>
  recordBy(
    z.strictObject({
      from: z.string(),
      to: z.string(),
      rate: z.string(),
      validFrom: z.string().exactOptional(),
    }),
    (value) => exchangeRate(value),
    "rate",
  ))();

/** A half-open period. @since 0.1.0 */
export const periodSchema: z.ZodType<Period> = /* @__PURE__ */ (() =>
  recordBy(z.strictObject({ from: z.string(), until: z.string().exactOptional() }), (value) =>
    period(value, ""),
  ))();

/** A calendar of business days. @since 0.1.0 */
export const businessCalendarSchema: z.ZodType<BusinessCalendar> = /* @__PURE__ */ (() =>
  recordBy(
    z.strictObject({
      weekend: z.array(z.int()).max(7).exactOptional(),
      holidays: z.array(calendarDateSchema).max(100_000).exactOptional(),
      workingDays: z.array(calendarDateSchema).max(100_000).exactOptional(),
    }),
    (value) => compileBusinessCalendar(value),
    "calendar",
  ))();

/** Own units beside ISO 4217, with their decimals. @since 0.1.0 */
export const currencyTableSchema: z.ZodType<CurrencyTable> = /* @__PURE__ */ (() =>
  recordBy(z.record(z.string(), z.int()), (value) => currencyTable(value), "currencies"))();

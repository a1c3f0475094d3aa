/**
 * A catalogue: every message of a review in one language, with the way it writes numbers, amounts
 * and dates. Plain data, so that a host can ship its own; nothing here asks the host's locale.
 *
 * Here: the type, and how a message is made of its code. The catalogues are `english.ts` and
 * `french.ts`.
 */
import { knownMinorUnits } from "../../values/currency.js";
import { fail, quote } from "../../values/errors.js";
import {
  at,
  compareText,
  expectArray,
  expectOneOf,
  expectRecord,
  expectString,
} from "../../values/plain.js";

/**
 * A language as data.
 *
 * A message may name parameters in braces, `{from}`, and choose a word by a number:
 * `{days} {days#day|days}` takes the first for one, the second otherwise, by `plural`.
 *
 * @since 0.1.0
 */
export interface Catalogue {
  /** Language tag, as HTML wants it: `en`, `fr`. */
  readonly language: string;
  /** `one-is-1`: one is 1 alone; `one-is-below-2`: 0 and 1.5 too, as in French. */
  readonly plural: "one-is-1" | "one-is-below-2";
  readonly decimalMark: string;
  readonly groupMark: string;
  /** How an amount is written, of `{amount}` and `{currency}`. */
  readonly amount: string;
  /** How a share is written, of `{percent}`. */
  readonly share: string;
  /** How a day is written, of `{day}`, `{month}` and `{year}`. */
  readonly date: string;
  /** The first of a month, where it is written otherwise. */
  readonly firstDay?: string;
  /** January to December. */
  readonly months: readonly string[];
  /** Texts by code. */
  readonly messages: { readonly [code: string]: string };
}

/** What a message is filled with: texts as they stand, numbers as the language writes them. @since 0.1.0 */
export interface MessageParameters {
  readonly [name: string]: string | number;
}

const CATALOGUE_KEYS = [
  "language",
  "plural",
  "decimalMark",
  "groupMark",
  "amount",
  "share",
  "date",
  "firstDay",
  "months",
  "messages",
];

const LANGUAGE_TAG = /^[A-Za-z0-9-]{1,64}$/;

/** Demands a catalogue (`schema.*`); its messages are read when they are asked for. @internal */
export function expectCatalogue(value: unknown, path = "catalogue"): Catalogue {
  const record = expectRecord(value, path, CATALOGUE_KEYS);
  for (const name of ["language", "decimalMark", "groupMark", "amount", "share", "date"]) {
    expectString(record[name], at(path, name), 64);
  }
  if (!LANGUAGE_TAG.test(record["language"] as string)) {
    const expected = "a language tag: letters, digits and hyphens";
    fail("schema.value", at(path, "language"), expected, record["language"]);
  }
  expectOneOf(record["plural"], at(path, "plural"), ["one-is-1", "one-is-below-2"]);
  const months = expectArray(record["months"], at(path, "months"), 12);
  if (months.length !== 12) fail("schema.value", at(path, "months"), "twelve months", months);
  expectRecord(record["messages"], at(path, "messages"));
  return value as Catalogue;
}

const PARAMETER = /\{([A-Za-z][A-Za-z0-9.]{0,63})(?:#([^{}|]{0,80})\|([^{}|]{0,80}))?\}/g;

/** Groups the digits of a decimal text and writes its mark. @internal */
export function writeDecimal(catalogue: Catalogue, text: string): string {
  const isNegative = text.startsWith("-");
  const [whole = "0", decimals] = (isNegative ? text.slice(1) : text).split(".");
  let grouped = "";
  for (let end = whole.length; end > 0; end -= 3) {
    const digits = whole.slice(Math.max(0, end - 3), end);
    grouped = grouped === "" ? digits : `${digits}${catalogue.groupMark}${grouped}`;
  }
  const mark = decimals === undefined ? "" : `${catalogue.decimalMark}${decimals}`;
  return `${isNegative ? "−" : ""}${grouped}${mark}`;
}

/** A number to a few decimals, without zeros at the end. @internal */
export function writeNumber(catalogue: Catalogue, value: number, decimalsMax = 2): string {
  // Beyond that, the host writes an exponent.
  if (Math.abs(value) >= 1e21) return String(value);
  const fixed = value.toFixed(decimalsMax);
  const [whole = "0", decimals = ""] = fixed.split(".");
  let end = decimals.length;
  while (end > 0 && decimals[end - 1] === "0") end -= 1;
  const short = end === 0 ? whole : `${whole}.${decimals.slice(0, end)}`;
  return writeDecimal(catalogue, short === "-0" ? "0" : short);
}

/** A share in percent, to one decimal unless more are wanted. @internal */
export function writeShare(catalogue: Catalogue, share: number, decimalsMax = 1): string {
  return catalogue.share.replace("{percent}", writeNumber(catalogue, share * 100, decimalsMax));
}

/** An amount with at least the minor units of its currency: `973045.9` euros are `973045.90`. */
function withMinorUnits(amount: string, currency: string): string {
  const scale = knownMinorUnits(currency) ?? 0;
  const [whole = "0", decimals = ""] = amount.split(".");
  const padded = decimals.padEnd(scale, "0");
  return padded === "" ? whole : `${whole}.${padded}`;
}

/** @internal */
export function writeAmount(catalogue: Catalogue, amount: string, currency: string): string {
  return catalogue.amount
    .replace("{amount}", writeDecimal(catalogue, withMinorUnits(amount, currency)))
    .replace("{currency}", currency);
}

/** @internal */
export function writeDate(catalogue: Catalogue, date: string): string {
  const [year = "", month = "", day = ""] = date.slice(0, 10).split("-");
  const number = String(Number(day));
  return catalogue.date
    .replace("{day}", number === "1" ? (catalogue.firstDay ?? number) : number)
    .replace("{month}", catalogue.months[Number(month) - 1] ?? month)
    .replace("{year}", year);
}

/** A month and its year: `October 2026`. @internal */
export function writeMonth(catalogue: Catalogue, date: string): string {
  const [year = "", month = ""] = date.split("-");
  return `${catalogue.months[Number(month) - 1] ?? month} ${year}`;
}

function isOne(catalogue: Catalogue, count: number): boolean {
  return catalogue.plural === "one-is-1" ? count === 1 : Math.abs(count) < 2;
}

/** Whether a catalogue has a message. @internal */
export function hasMessage(catalogue: Catalogue, code: string): boolean {
  return typeof code === "string" && Object.hasOwn(catalogue.messages, code);
}

/**
 * The message of a code, filled with its parameters.
 *
 * @throws ClienteleError `review.no_message` for a code that the catalogue does not have,
 * `review.message_parameter` for a parameter that is not given
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { english, french, message } from "clientele/review";
 *
 * assert.equal(message(english, "text.days", { days: 1200 }), "1,200 days");
 * assert.equal(message(french, "text.days", { days: 1 }), "1 jour");
 * ```
 * @since 0.1.0
 */
export function message(
  catalogue: Catalogue,
  code: string,
  parameters: MessageParameters = {},
): string {
  expectCatalogue(catalogue);
  expectRecord(parameters, "parameters");
  return say(catalogue, code, parameters);
}

/** The same for a catalogue that was checked. @internal */
export function say(
  catalogue: Catalogue,
  code: string,
  parameters: MessageParameters = {},
): string {
  if (!hasMessage(catalogue, code))
    return fail("review.no_message", "code", `a message of the catalogue ${catalogue.language}`, code);
  return fill(catalogue, catalogue.messages[code] ?? "", parameters);
}

/** The parameters that a template names. @internal */
export function namesIn(template: string): readonly string[] {
  return [...template.matchAll(PARAMETER)].map(([, name = ""]) => name);
}

/** Fills a template (`review.message_parameter`). @internal */
export function fill(
  catalogue: Catalogue,
  template: string,
  parameters: MessageParameters,
): string {
  return template.replace(PARAMETER, (_, name: string, one?: string, other?: string) => {
    const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    if (value === undefined)
      return fail("review.message_parameter", "parameters", `a parameter of ${quote(template)}`, name);
    if (one !== undefined) return (isOne(catalogue, Number(value)) ? one : other) ?? "";
    return typeof value === "number" ? writeNumber(catalogue, value) : value;
  });
}

/**
 * The codes that one catalogue has and another does not: what is left to translate.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { english, french, untranslated } from "clientele/review";
 *
 * assert.deepEqual(untranslated(french, english), []);
 * ```
 * @since 0.1.0
 */
export function untranslated(catalogue: Catalogue, from: Catalogue): readonly string[] {
  expectCatalogue(catalogue);
  expectCatalogue(from, "from");
  return Object.keys(from.messages)
    .filter((code) => !hasMessage(catalogue, code))
    .sort(compareText);
}

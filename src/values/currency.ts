/**
 * Currencies and their minor units, from ISO 4217 (list one, SIX Interbank Clearing), not from
 * the host: `Intl` gives other digits for AFN, COP, HUF, IQD and more.
 *
 * Codes that are no money to pay with are left out and so refused: XXX, XTS, metals (XAU, XAG,
 * XPD, XPT), bond units (XBA to XBD), XDR, XSU, XUA.
 */
import { fail } from "./errors.js";
import { at, expectInteger, expectRecord } from "./plain.js";

/** An ISO 4217 code, or the name of an own unit. @since 0.1.0 */
export type CurrencyCode = string;

/**
 * Own units by name, with their minor units: `{ PTS: 0 }` for points. Pass it to the doors that
 * make money; nothing is registered globally.
 *
 * @since 0.1.0
 */
export interface CurrencyTable {
  readonly [unit: string]: number;
}

/** Minor units other than two. */
const NONE = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF";
const THREE = "BHD IQD JOD KWD LYD OMR TND";
const FOUR = "CLF UYW";
const TWO =
  "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD " +
  "CAD CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL " +
  "GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR " +
  "LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD " +
  "PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC " +
  "SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR " +
  "ZMW ZWG";

const MINOR_UNITS: ReadonlyMap<string, number> = /* @__PURE__ */ (() => {
  const table = new Map<string, number>();
  const groups: readonly (readonly [number, string])[] = [
    [0, NONE],
    [2, TWO],
    [3, THREE],
    [4, FOUR],
  ];
  for (const [digits, codes] of groups)
    for (const code of codes.split(" ")) table.set(code, digits);
  return table;
})();

/** An own unit is a word of capitals and digits, as a currency code is. */
const UNIT = /^[A-Z][A-Z0-9_]{1,15}$/;
const UNIT_DIGITS_MAX = 12;

/**
 * The codes of the currencies known, in order.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { currencyCodes } from "clientele/values";
 *
 * assert.ok(currencyCodes().includes("EUR"));
 * assert.ok(!currencyCodes().includes("XXX"));
 * ```
 * @since 0.1.0
 */
export function currencyCodes(): readonly CurrencyCode[] {
  return [...MINOR_UNITS.keys()].sort();
}

/**
 * Digits after the point of the amounts of a currency: 2 for EUR, 0 for JPY, 3 for KWD.
 *
 * @throws ClienteleError `money.currency` for a code that is neither in ISO 4217 nor in `units`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { minorUnitsOf } from "clientele/values";
 *
 * assert.equal(minorUnitsOf("EUR"), 2);
 * assert.equal(minorUnitsOf("KWD"), 3);
 * assert.equal(minorUnitsOf("PTS", { PTS: 0 }), 0);
 * assert.throws(() => minorUnitsOf("XAU"), { code: "money.currency" });
 * ```
 * @since 0.1.0
 */
export function minorUnitsOf(
  currency: CurrencyCode,
  units?: CurrencyTable,
  path = "currency",
): number {
  const digits = knownMinorUnits(currency);
  if (digits !== undefined) return digits;
  if (units !== undefined) expectRecord(units, "currencies");
  if (units !== undefined && typeof currency === "string" && Object.hasOwn(units, currency)) {
    return expectUnit(currency, units[currency]);
  }
  return fail("money.currency", path, "an ISO 4217 code, or a unit of the table passed", currency);
}

/** Minor units by ISO 4217 alone. @internal */
export function knownMinorUnits(currency: string): number | undefined {
  return MINOR_UNITS.get(currency);
}

function expectUnit(name: string, digits: unknown): number {
  const path = at("currencies", name);
  if (!UNIT.test(name)) fail("money.currency", path, "a word of 2 to 16 capitals", name);
  return expectInteger(digits, path, 0, UNIT_DIGITS_MAX);
}

/**
 * A table of own units, checked: names are words of 2 to 16 capitals, digits and underscores
 * that are no ISO 4217 code; minor units are 0 to 12.
 *
 * @throws ClienteleError `money.currency`, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { currencyTable, money } from "clientele/values";
 *
 * const currencies = currencyTable({ PTS: 0 });
 * assert.equal(money(120, "PTS", { currencies }).amount, "120");
 * assert.throws(() => currencyTable({ EUR: 2 }), { code: "money.currency" });
 * ```
 * @since 0.1.0
 */
export function currencyTable(units: CurrencyTable): CurrencyTable {
  const record = expectRecord(units, "currencies");
  for (const name of Object.keys(record).sort()) {
    expectUnit(name, record[name]);
    if (MINOR_UNITS.has(name)) {
      fail("money.currency", at("currencies", name), "a name that is no ISO 4217 code", name);
    }
  }
  return units;
}

/** Whether a text has the form of a currency code or of an own unit. @internal */
export function isCurrencyForm(text: unknown): text is string {
  return typeof text === "string" && UNIT.test(text);
}

/**
 * Identifiers of companies and accounts: brought into one form, and held against their form and
 * check digits. Not here: whether a number was ever given out; no arithmetic knows that.
 */
import { expectOneOf, expectRecord, expectString } from "../../values/plain.js";
import type { Json, Refusal } from "../../values/refusal.js";
import { digitAt, isDigits, luhnSum, remainder97 } from "./check-digits.js";
import { ibanLengths } from "./iban-lengths.js";
import { vatRules } from "./vat-numbers.js";

/**
 * Kind of an identifier.
 *
 * | kind | what | check |
 * |---|---|---|
 * | `siren` | French legal entity (INSEE), 9 digits | Luhn |
 * | `siret` | French establishment, 14 digits | Luhn; for La Poste the digits add up to fives |
 * | `vat` | VAT number with its prefix: the EU, GB, XI, CH, NO | by country |
 * | `lei` | legal entity identifier (ISO 17442), 20 characters | MOD 97-10 (ISO/IEC 7064) |
 * | `duns` | D-U-N-S number (Dun & Bradstreet), 9 digits | none is public: the form alone |
 * | `iban` | bank account (ISO 13616) | length by country, MOD 97-10 |
 *
 * @since 0.1.0
 */
export type IdentifierKind = "siren" | "siret" | "vat" | "lei" | "duns" | "iban";

/**
 * An identifier as it was written down.
 *
 * @since 0.1.0
 */
export interface IdentifierValue {
  readonly kind: IdentifierKind;
  /** With or without spaces, dots, hyphens and slashes, in capitals or not. */
  readonly value: string;
}

/**
 * Why an identifier cannot be right.
 *
 * | code | meaning |
 * |---|---|
 * | `empty` | nothing is left without spaces and punctuation |
 * | `wrong-characters` | it has characters that no such number has |
 * | `wrong-length` | it has too few or too many characters |
 * | `wrong-form` | characters are where others belong |
 * | `unknown-country` | no country with such numbers is known by its prefix |
 * | `wrong-check-digits` | its check digits do not belong to the rest |
 *
 * @since 0.1.0
 */
export type IdentifierRefusalCode =
  | "empty"
  | "wrong-characters"
  | "wrong-length"
  | "wrong-form"
  | "unknown-country"
  | "wrong-check-digits";

/**
 * An identifier that may be right.
 *
 * @since 0.1.0
 */
export interface ValidIdentifier {
  readonly ok: true;
  readonly kind: IdentifierKind;
  /** Without spaces and punctuation, in capitals; Greek VAT numbers begin with `EL`. */
  readonly normalised: string;
  /** Prefix of the country in the number; null for kinds without one. */
  readonly country: string | null;
  /** What was held against it: the check digits, or only the form where none are public. */
  readonly verified: "check-digits" | "form";
}

/**
 * An identifier that cannot be right.
 *
 * @since 0.1.0
 */
export interface InvalidIdentifier {
  readonly ok: false;
  readonly refusals: readonly [Refusal<IdentifierRefusalCode>];
}

/**
 * What came of {@link identifierCheck}.
 *
 * @since 0.1.0
 */
export type IdentifierCheck = ValidIdentifier | InvalidIdentifier;

/** Kinds of identifiers, by code unit. @internal */
export const identifierKinds: readonly IdentifierKind[] = [
  "duns",
  "iban",
  "lei",
  "siren",
  "siret",
  "vat",
];

const VALUE_LENGTH_MAX = 64;
/** INSEE: the establishments of La Poste outgrew the check digits of Luhn. */
const LA_POSTE = "356000000";
const VAT_SUFFIX = /(MWST|TVA|IVA|TPV|MVA)$/;

const MESSAGES: Readonly<Record<IdentifierRefusalCode, string>> = {
  empty: "Nothing is left without spaces and punctuation.",
  "wrong-characters": "It has characters that no such number has.",
  "wrong-length": "It has too few or too many characters.",
  "wrong-form": "Characters stand where others belong.",
  "unknown-country": "No country with such numbers is known by this prefix.",
  "wrong-check-digits": "The check digits do not belong to the rest of the number.",
};

function refuse(
  code: IdentifierRefusalCode,
  facts: Readonly<Record<string, Json>>
): InvalidIdentifier {
  return { ok: false, refusals: [{ code, message: MESSAGES[code], facts }] };
}

/**
 * Without white space and the punctuation that people put between groups, in capitals. Only
 * ASCII letters are made capitals: of others, such as ß, no capital is what was meant.
 */
function compact(value: string): string {
  return value
    .replace(/[\s.,\-‐-―/_'’]/gu, "")
    .replace(/[a-z]/g, (letter) => letter.toUpperCase());
}

function accept(
  kind: IdentifierKind,
  normalised: string,
  verified: ValidIdentifier["verified"],
  country: string | null = null
): ValidIdentifier {
  return { ok: true, kind, normalised, country, verified };
}

/** Refuses what is not so many digits. */
function digitsRefusal(number: string, length: number): InvalidIdentifier | null {
  if (!isDigits(number)) return refuse("wrong-characters", { allowed: "0-9" });
  if (number.length === length) return null;
  return refuse("wrong-length", { expected: length, received: number.length });
}

function checkSiren(number: string): IdentifierCheck {
  const refusal = digitsRefusal(number, 9);
  if (refusal !== null) return refusal;
  if (luhnSum(number) !== 0 || number === "000000000") return refuse("wrong-check-digits", {});
  return accept("siren", number, "check-digits");
}

function isSiret(number: string): boolean {
  if (luhnSum(number) === 0) return true;
  if (!number.startsWith(LA_POSTE)) return false;
  let sum = 0;
  for (let index = 0; index < number.length; index += 1) sum += digitAt(number, index);
  return sum % 5 === 0;
}

function checkSiret(number: string): IdentifierCheck {
  const refusal = digitsRefusal(number, 14);
  if (refusal !== null) return refusal;
  const siren = number.slice(0, 9);
  if (luhnSum(siren) !== 0 || siren === "000000000" || !isSiret(number)) {
    return refuse("wrong-check-digits", {});
  }
  return accept("siret", number, "check-digits");
}

function checkDuns(number: string): IdentifierCheck {
  return digitsRefusal(number, 9) ?? accept("duns", number, "form");
}

/** MOD 97-10 gives 02 to 98; 00, 01 and 99 also leave one, and are never given out. */
function endsInMod97(text: string, checkDigits: string): boolean {
  return checkDigits >= "02" && checkDigits <= "98" && remainder97(text) === 1;
}

function checkLei(number: string): IdentifierCheck {
  if (!/^[0-9A-Z]*$/.test(number)) return refuse("wrong-characters", { allowed: "0-9A-Z" });
  if (number.length !== 20) {
    return refuse("wrong-length", { expected: 20, received: number.length });
  }
  const checkDigits = number.slice(18);
  if (!isDigits(checkDigits)) return refuse("wrong-form", { expected: "two digits at the end" });
  if (!endsInMod97(number, checkDigits)) return refuse("wrong-check-digits", {});
  return accept("lei", number, "check-digits");
}

function checkIban(number: string): IdentifierCheck {
  if (!/^[0-9A-Z]*$/.test(number)) return refuse("wrong-characters", { allowed: "0-9A-Z" });
  const country = number.slice(0, 2);
  const length = ibanLengths.get(country);
  if (length === undefined) return refuse("unknown-country", { country });
  if (number.length !== length) {
    return refuse("wrong-length", { country, expected: length, received: number.length });
  }
  const checkDigits = number.slice(2, 4);
  if (!isDigits(checkDigits)) return refuse("wrong-form", { expected: "two digits in front" });
  if (!endsInMod97(`${number.slice(4)}${number.slice(0, 4)}`, checkDigits)) {
    return refuse("wrong-check-digits", { country });
  }
  return accept("iban", number, "check-digits", country);
}

function checkVat(number: string): IdentifierCheck {
  const prefix = number.slice(0, 2);
  const country = prefix === "GR" ? "EL" : prefix;
  const rule = vatRules.get(country);
  if (rule === undefined) return refuse("unknown-country", { country });
  let rest = number.slice(2);
  if (country === "CH" || country === "NO") rest = rest.replace(VAT_SUFFIX, "");
  // Belgian numbers had nine digits before 2005, Greek ones eight before 1999.
  if (/^[0-9]+$/.test(rest)) {
    if (country === "BE" && rest.length === 9) rest = `0${rest}`;
    if (country === "EL" && rest.length === 8) rest = `0${rest}`;
  }
  if (!rule.form.test(rest)) return refuse("wrong-form", { country });
  const isRight = rule.check(rest);
  if (isRight === false) return refuse("wrong-check-digits", { country });
  return accept("vat", `${country}${rest}`, isRight === null ? "form" : "check-digits", country);
}

const CHECKS: Readonly<Record<IdentifierKind, (number: string) => IdentifierCheck>> = {
  siren: checkSiren,
  siret: checkSiret,
  vat: checkVat,
  lei: checkLei,
  duns: checkDuns,
  iban: checkIban,
};

/** The check of a text that is known to be one. @internal */
export function checkIdentifier(kind: IdentifierKind, value: string): IdentifierCheck {
  const number = compact(value);
  if (number === "") return refuse("empty", {});
  return CHECKS[kind](number);
}

/**
 * Brings an identifier into one form (no spaces and punctuation, capitals) and checks what can
 * be checked without asking anyone: characters, length, form and check digits.
 *
 * Check digits find nearly every wrong digit and most transposed ones; they do not say that the
 * number was given out, nor to whom. `verified` is `"form"` where no public check exists: for
 * D-U-N-S numbers, British numbers `GD` and `HA`, and the persons' numbers of Bulgaria, Czechia
 * and Latvia among VAT numbers. O(length).
 *
 * @see ISO/IEC 7064 (MOD 97-10, MOD 11,10), ISO/IEC 7812-1 annex B (Luhn), ISO 17442, ISO 13616
 * @throws ClienteleError `schema.*`, `limits.too_long` beyond 64 characters
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { identifierCheck } from "clientele/review";
 *
 * const siren = identifierCheck({ kind: "siren", value: "732 829 320" });
 * assert.ok(siren.ok);
 * assert.equal(siren.normalised, "732829320");
 *
 * const vat = identifierCheck({ kind: "vat", value: "DE 136.695.977" });
 * assert.ok(!vat.ok);
 * assert.equal(vat.refusals[0].code, "wrong-check-digits");
 * ```
 * @since 0.1.0
 */
export function identifierCheck(identifier: IdentifierValue): IdentifierCheck {
  const record = expectRecord(identifier, "identifier", ["kind", "value"]);
  const kind = expectOneOf(record["kind"], "identifier.kind", identifierKinds);
  return checkIdentifier(kind, expectString(record["value"], "identifier.value", VALUE_LENGTH_MAX));
}

/**
 * The legal entity behind a French identifier: a SIREN, the first nine digits of a SIRET, the
 * last nine of a French VAT number; null for others.
 *
 * @internal
 */
export function sirenOf({ kind, normalised, country }: ValidIdentifier): string | null {
  if (kind === "siren") return normalised;
  if (kind === "siret") return normalised.slice(0, 9);
  if (kind !== "vat" || country !== "FR") return null;
  const siren = normalised.slice(4);
  return siren.startsWith("000") ? null : siren;
}

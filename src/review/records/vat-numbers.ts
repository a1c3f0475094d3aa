/**
 * VAT numbers by country: the form, and the check digits where they are public.
 *
 * Sources: the forms are those of the European Commission (VIES, "VAT identification number
 * structure"); the checks are those published by the national administrations, as collected in
 * the Commission's "VAT number algorithms" and the python-stdnum documentation. Numbers of
 * persons in Bulgaria, Czechia and Latvia are taken by their form alone.
 *
 * Not here: whether a number was given out, which only VIES or the administration knows.
 */
import {
  digitAt,
  endsInMod11And10,
  isDigits,
  luhnSum,
  remainder97,
  remainderOf,
  weightedSum,
} from "./check-digits.js";

/** What is held of a country's numbers, written without the country's prefix. @internal */
export interface VatRule {
  readonly form: RegExp;
  /** Whether the check digits are right; null where this kind of number has no public check. */
  readonly check: (number: string) => boolean | null;
}

const DNI_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE";
const CIF_LETTERS = "JABCDEFGHI";
const IRISH_LETTERS = "WABCDEFGHIJKLMNOPQRSTUV";
const FRENCH_KEYS = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ";
const CYPRIOT_ODD = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21];

function lastDigit(number: string): number {
  return digitAt(number, number.length - 1);
}

/** Weights that run down to two, for a number of `length` digits with its check digit last. */
function falling(length: number): readonly number[] {
  return Array.from({ length: length - 1 }, (_, index) => length - index);
}

function isAustrian(number: string): boolean {
  return (16 - luhnSum(number.slice(1, 8))) % 10 === lastDigit(number);
}

function isBelgian(number: string): boolean {
  return 97 - remainderOf(number.slice(0, 8), 97) === Number(number.slice(8));
}

function isBulgarian(number: string): boolean | null {
  if (number.length === 10) return null;
  const first = weightedSum(number, [1, 2, 3, 4, 5, 6, 7, 8]) % 11;
  const check = first === 10 ? weightedSum(number, [3, 4, 5, 6, 7, 8, 9, 10]) % 11 : first;
  return check % 10 === lastDigit(number);
}

function isCypriot(number: string): boolean {
  let sum = 0;
  for (let index = 0; index < 8; index += 1) {
    const digit = digitAt(number, index);
    sum += index % 2 === 1 ? digit : CYPRIOT_ODD[digit] ?? 0;
  }
  return number.charCodeAt(8) === 65 + (sum % 26);
}

function isCzech(number: string): boolean | null {
  if (number.length > 8) return null;
  const check = (11 - (weightedSum(number, falling(8)) % 11)) % 11;
  return (check === 0 ? 1 : check) % 10 === lastDigit(number);
}

function isGreek(number: string): boolean {
  const sum = weightedSum(number, [256, 128, 64, 32, 16, 8, 4, 2]);
  return (sum % 11) % 10 === lastDigit(number);
}

function isDni(digits: string, letter: string): boolean {
  return DNI_LETTERS.charAt(Number(digits) % 23) === letter;
}

/** Persons by DNI or NIE, companies by CIF, whose check is a digit or a letter by kind. */
function isSpanish(number: string): boolean {
  const first = number.charAt(0);
  const last = number.charAt(8);
  const middle = number.slice(1, 8);
  if (isDigits(first)) return isDni(number.slice(0, 8), last);
  if ("XYZ".includes(first)) return isDni(`${String("XYZ".indexOf(first))}${middle}`, last);
  if ("KLM".includes(first)) return isDni(middle, last);
  const check = (10 - luhnSum(`${middle}0`)) % 10;
  return last === String(check) || last === CIF_LETTERS.charAt(check);
}

/**
 * The key before the SIREN: of two digits, or with letters since that form was provided for.
 * Numbers of Monaco have 000 where the SIREN begins.
 */
function isFrench(number: string): boolean {
  const siren = number.slice(2);
  if (!siren.startsWith("000") && luhnSum(siren) !== 0) return false;
  const key = number.slice(0, 2);
  if (isDigits(key)) return remainderOf(`${siren}12`, 97) === Number(key);
  const [first, second] = [FRENCH_KEYS.indexOf(key.charAt(0)), FRENCH_KEYS.indexOf(key.charAt(1))];
  const value = first < 10 ? first * 24 + second - 10 : first * 34 + second - 100;
  return (remainderOf(siren, 11) + 1 + Math.floor(value / 11)) % 11 === value % 11;
}

/** Government departments (GD000 to GD499) and health authorities (HA500 on) have no check. */
function isBritish(number: string): boolean | null {
  if (number.startsWith("GD")) return Number(number.slice(2)) < 500 ? null : false;
  if (number.startsWith("HA")) return Number(number.slice(2)) >= 500 ? null : false;
  const rest = weightedSum(number, [8, 7, 6, 5, 4, 3, 2, 10, 1]) % 97;
  return rest === 0 || (Number(number.slice(0, 3)) >= 100 && (rest === 42 || rest === 55));
}

function isHungarian(number: string): boolean {
  return (10 - (weightedSum(number, [9, 7, 3, 1, 9, 7, 3]) % 10)) % 10 === lastDigit(number);
}

/** Seven digits and a letter, since 2013 a second one; before, the second place was no digit. */
function isIrish(number: string): boolean {
  const isOld = !isDigits(number.charAt(1));
  const digits = isOld ? `0${number.slice(2, 7)}${number.charAt(0)}` : number.slice(0, 7);
  const extra = Math.max(0, IRISH_LETTERS.indexOf(isOld ? "" : number.slice(8)));
  const sum = weightedSum(digits, falling(8)) + 9 * extra;
  return IRISH_LETTERS.charAt(sum % 23) === number.charAt(7);
}

function isItalian(number: string): boolean {
  const office = Number(number.slice(7, 10));
  const isOffice = (office >= 1 && office <= 100) || [120, 121, 888, 999].includes(office);
  return isOffice && !number.startsWith("0000000") && luhnSum(number) === 0;
}

function isLithuanian(number: string): boolean {
  if (number.charAt(number.length - 2) !== "1") return false;
  const sumFrom = (start: number): number => {
    const weights = Array.from(number.slice(0, -1), (_, index) => 1 + ((index + start) % 9));
    return weightedSum(number, weights) % 11;
  };
  const first = sumFrom(0);
  return (first === 10 ? sumFrom(2) : first) % 10 === lastDigit(number);
}

function isLatvian(number: string): boolean | null {
  if (digitAt(number, 0) <= 3) return null;
  return weightedSum(number, [9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1]) % 11 === 3;
}

/** A citizen service number before 2020; since then also by MOD 97-10 over the whole number. */
function isDutch(number: string): boolean {
  const byEleven = weightedSum(number, falling(9)) % 11 === digitAt(number, 8);
  return byEleven || remainder97(`NL${number}`) === 1;
}

function isNorwegian(number: string): boolean {
  return weightedSum(number, [3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0;
}

function isPortuguese(number: string): boolean {
  return ((11 - (weightedSum(number, falling(9)) % 11)) % 11) % 10 === lastDigit(number);
}

function isRomanian(number: string): boolean {
  const padded = number.padStart(10, "0");
  const sum = weightedSum(padded, [7, 5, 3, 2, 1, 7, 5, 3, 2]);
  return ((sum * 10) % 11) % 10 === lastDigit(padded);
}

function isSlovenian(number: string): boolean {
  const check = 11 - (weightedSum(number, falling(8)) % 11);
  return check !== 11 && check % 10 === lastDigit(number);
}

function isSwiss(number: string): boolean {
  const check = (11 - (weightedSum(number, [5, 4, 3, 2, 7, 6, 5, 4]) % 11)) % 11;
  return check === digitAt(number, 8);
}

/** A check whose weighted sum is nothing modulo a number. */
function divides(divisor: number, weights: readonly number[]): VatRule["check"] {
  return (number) => weightedSum(number, weights) % divisor === 0;
}

/** Rules by the prefix of the number. @internal */
export const vatRules: ReadonlyMap<string, VatRule> = /* @__PURE__ */ (() =>
  new Map<string, VatRule>([
    ["AT", { form: /^U[0-9]{8}$/, check: isAustrian }],
    ["BE", { form: /^[01][0-9]{9}$/, check: isBelgian }],
    ["BG", { form: /^[0-9]{9,10}$/, check: isBulgarian }],
    ["CH", { form: /^E[0-9]{9}$/, check: (number) => isSwiss(number.slice(1)) }],
    ["CY", { form: /^(?!12)[0-9]{8}[A-Z]$/, check: isCypriot }],
    ["CZ", { form: /^([0-8][0-9]{7}|[0-9]{9,10})$/, check: isCzech }],
    ["DE", { form: /^[1-9][0-9]{8}$/, check: endsInMod11And10 }],
    ["DK", { form: /^[1-9][0-9]{7}$/, check: divides(11, [2, 7, 6, 5, 4, 3, 2, 1]) }],
    ["EE", { form: /^[0-9]{9}$/, check: divides(10, [3, 7, 1, 3, 7, 1, 3, 7, 1]) }],
    ["EL", { form: /^[0-9]{9}$/, check: isGreek }],
    ["ES", { form: /^([0-9]{8}[A-Z]|[A-HJ-NP-SUVWXYZ][0-9]{7}[0-9A-Z])$/, check: isSpanish }],
    ["FI", { form: /^[0-9]{8}$/, check: divides(11, [7, 9, 10, 5, 8, 4, 2, 1]) }],
    ["FR", { form: /^[0-9A-HJ-NP-Z]{2}[0-9]{9}$/, check: isFrench }],
    ["GB", { form: /^([0-9]{9}|[0-9]{12}|(GD|HA)[0-9]{3})$/, check: isBritish }],
    ["HR", { form: /^[0-9]{11}$/, check: endsInMod11And10 }],
    ["HU", { form: /^[0-9]{8}$/, check: isHungarian }],
    ["IE", { form: /^([0-9]{7}[A-W][A-IW]?|[0-9][A-Z+*][0-9]{5}[A-W])$/, check: isIrish }],
    ["IT", { form: /^[0-9]{11}$/, check: isItalian }],
    ["LT", { form: /^([0-9]{9}|[0-9]{12})$/, check: isLithuanian }],
    ["LU", { form: /^[0-9]{8}$/, check: isLuxembourgish }],
    ["LV", { form: /^[0-9]{11}$/, check: isLatvian }],
    ["MT", { form: /^[1-9][0-9]{7}$/, check: divides(37, [3, 4, 6, 7, 8, 9, 10, 1]) }],
    ["NL", { form: /^[0-9]{9}B[0-9]{2}$/, check: isDutch }],
    ["NO", { form: /^[0-9]{9}$/, check: isNorwegian }],
    ["PL", { form: /^[0-9]{10}$/, check: isPolish }],
    ["PT", { form: /^[1-9][0-9]{8}$/, check: isPortuguese }],
    ["RO", { form: /^[1-9][0-9]{1,9}$/, check: isRomanian }],
    ["SE", { form: /^[0-9]{10}(0[1-9]|[1-8][0-9]|9[0-4])$/, check: isSwedish }],
    ["SI", { form: /^[1-9][0-9]{7}$/, check: isSlovenian }],
    ["SK", { form: /^[1-9][0-9][2-47-9][0-9]{7}$/, check: isSlovak }],
    ["XI", { form: /^([0-9]{9}|[0-9]{12}|(GD|HA)[0-9]{3})$/, check: isBritish }],
  ]))();

function isLuxembourgish(number: string): boolean {
  return remainderOf(number.slice(0, 6), 89) === Number(number.slice(6));
}

function isPolish(number: string): boolean {
  return weightedSum(number, [6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 === lastDigit(number);
}

function isSwedish(number: string): boolean {
  return luhnSum(number.slice(0, 10)) === 0;
}

function isSlovak(number: string): boolean {
  return remainderOf(number, 11) === 0;
}

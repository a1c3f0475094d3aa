/**
 * Check digits over texts of ASCII digits and capitals: the arithmetic that several numbers
 * share. Not here: which number has which form (`identifier-check.ts`, `vat-numbers.ts`).
 */

const DIGIT_ZERO = 48;

/** The digit at a place. @internal */
export function digitAt(text: string, index: number): number {
  return text.charCodeAt(index) - DIGIT_ZERO;
}

/** Whether every character is an ASCII digit. @internal */
export function isDigits(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    const digit = digitAt(text, index);
    if (!(digit >= 0 && digit <= 9)) return false;
  }
  return text !== "";
}

/**
 * Luhn sum modulo 10; zero for a number that ends in its check digit (ISO/IEC 7812-1, annex B).
 *
 * @internal
 */
export function luhnSum(digits: string): number {
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = digitAt(digits, digits.length - 1 - index);
    const counted = index % 2 === 1 ? digit * 2 : digit;
    sum += counted > 9 ? counted - 9 : counted;
  }
  return sum % 10;
}

/** Σ weight × digit, over as many digits as there are weights. @internal */
export function weightedSum(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, index) => sum + weight * digitAt(digits, index), 0);
}

/** A number of any length modulo a small one, digit by digit. @internal */
export function remainderOf(digits: string, divisor: number): number {
  let rest = 0;
  for (let index = 0; index < digits.length; index += 1) {
    rest = (rest * 10 + digitAt(digits, index)) % divisor;
  }
  return rest;
}

/**
 * A text of digits and capitals modulo 97, A as 10 to Z as 35 (ISO/IEC 7064, MOD 97-10): one
 * for a text that ends in its check digits.
 *
 * @internal
 */
export function remainder97(text: string): number {
  let rest = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    rest = code < 65 ? (rest * 10 + code - DIGIT_ZERO) % 97 : (rest * 100 + code - 55) % 97;
  }
  return rest;
}

/** Whether digits end in their check digit by ISO/IEC 7064, MOD 11,10. @internal */
export function endsInMod11And10(digits: string): boolean {
  let product = 10;
  for (let index = 0; index < digits.length - 1; index += 1) {
    const sum = (digitAt(digits, index) + product) % 10;
    product = ((sum === 0 ? 10 : sum) * 2) % 11;
  }
  return (11 - product) % 10 === digitAt(digits, digits.length - 1);
}

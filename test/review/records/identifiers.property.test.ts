import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { identifierCheck } from "../../../src/review/index.js";
import type { IdentifierKind } from "../../../src/review/index.js";
import { runs, seenMin } from "../../support/runs.js";

const digits = (length: number): fc.Arbitrary<string> =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((list) => list.join(""));
const alphanumeric = (length: number): fc.Arbitrary<string> =>
  fc
    .array(fc.constantFrom(..."0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ".split("")), { minLength: length, maxLength: length })
    .map((list) => list.join(""));

/** The long way: BigInt over the whole text. */
function checkDigits97(text: string): string {
  const number = `${text}00`.split("").map((one) => String(parseInt(one, 36))).join("");
  return String(98n - (BigInt(number) % 97n)).padStart(2, "0");
}

const lei = alphanumeric(18).map((text) => `${text}${checkDigits97(text)}`);
const iban = digits(18).map((text) => `DE${checkDigits97(`${text}DE`)}${text}`);

const ok = (kind: IdentifierKind, value: string): boolean => identifierCheck({ kind, value }).ok;

describe("check digits", () => {
  test("RV-I1 numbers made by ISO/IEC 7064 are accepted, and no other check digits with them", () => {
    fc.assert(
      fc.property(lei, iban, fc.integer({ min: 0, max: 99 }), (entity, account, other) => {
        expect(ok("lei", entity)).toBe(true);
        expect(ok("iban", account)).toBe(true);
        const digitsOther = String(other).padStart(2, "0");
        expect(ok("lei", `${entity.slice(0, 18)}${digitsOther}`)).toBe(digitsOther === entity.slice(18));
        expect(ok("iban", `DE${digitsOther}${account.slice(4)}`)).toBe(digitsOther === account.slice(2, 4));
      }),
      runs(200),
    );
  });

  const patterns: readonly (readonly [IdentifierKind, string, number, number])[] = [
    ["siren", "", 9, 1],
    ["vat", "DE", 9, 1],
    ["vat", "FI", 8, 1],
    ["vat", "PL", 10, 1],
    ["vat", "HR", 11, 1],
    ["vat", "EE", 9, 1],
    ["vat", "LU", 8, 2],
  ];

  test.each(patterns)("RV-I2 one wrong digit is found: %s %s", (kind, prefix, length, checkLength) => {
    let accepted = 0;
    fc.assert(
      fc.property(
        digits(length - checkLength),
        fc.nat(length - checkLength - 1),
        fc.integer({ min: 1, max: 9 }),
        (head, place, shift) => {
          const tails = Array.from({ length: 10 ** checkLength }, (_, tail) => String(tail).padStart(checkLength, "0"));
          const right = tails.filter((tail) => ok(kind, `${prefix}${head}${tail}`));
          expect(right.length).toBeLessThanOrEqual(1);
          const [tail] = right;
          if (tail === undefined) return;
          const digit = String((Number(head.charAt(place)) + shift) % 10);
          const wrong = `${head.slice(0, place)}${digit}${head.slice(place + 1)}`;
          // A digit in front that the form forbids is refused as well.
          expect(ok(kind, `${prefix}${wrong}${tail}`)).toBe(false);
          accepted += 1;
        },
      ),
      runs(60),
    );
    expect(accepted).toBeGreaterThan(seenMin(20));
  });

  test("RV-I3 the form does not depend on blanks, punctuation and case; normalising twice changes nothing", () => {
    fc.assert(
      fc.property(
        lei,
        fc.array(fc.constantFrom(" ", ".", "-", "/", "\u00a0", ""), { minLength: 20, maxLength: 20 }),
        (entity, noise) => {
          const written = entity.split("").map((one, index) => `${one.toLowerCase()}${noise[index]}`).join("");
          const result = identifierCheck({ kind: "lei", value: written });
          expect(result).toEqual(identifierCheck({ kind: "lei", value: entity }));
          expect(result.ok && result.normalised).toBe(entity);
        },
      ),
      runs(100),
    );
  });

  test("RV-I4 a SIRET has the SIREN of its entity, and a French VAT number its key", () => {
    fc.assert(
      fc.property(digits(8), digits(4), (head, office) => {
        const siren = Array.from({ length: 10 }, (_, digit) => `${head}${digit}`).find((one) => ok("siren", one));
        if (siren === undefined) return;
        const siret = Array.from({ length: 10 }, (_, digit) => `${siren}${office}${digit}`).filter((one) => ok("siret", one));
        expect(siret).toHaveLength(1);
        if (siren.startsWith("000")) return;
        // The published key: (12 + 3 × (SIREN mod 97)) mod 97.
        const key = String((12 + 3 * (Number(siren) % 97)) % 97).padStart(2, "0");
        expect(ok("vat", `FR${key}${siren}`)).toBe(true);
      }),
      runs(100),
    );
  });

  test("RV-I5 any text is answered", () => {
    fc.assert(
      fc.property(
        fc.constantFrom<IdentifierKind>("siren", "siret", "vat", "lei", "duns", "iban"),
        fc.string({ unit: "binary", maxLength: 30 }),
        (kind, value) => {
          const result = identifierCheck({ kind, value });
          expect(JSON.parse(JSON.stringify(result))).toEqual(result);
        },
      ),
      runs(300),
    );
  });
});

/**
 * Numbers that are published as examples: by the administrations, in VIES and in the
 * documentation of python-stdnum; LEIs of the GLEIF register; IBANs of the SWIFT registry.
 */
import { describe, expect, test } from "vitest";

import { identifierCheck } from "../../../src/review/index.js";
import type { IdentifierKind } from "../../../src/review/index.js";

const valid: readonly (readonly [IdentifierKind, string, string])[] = [
  ["siren", "732 829 320", "732829320"],
  ["siren", "552 008 443", "552008443"],
  ["siret", "732 829 320 00074", "73282932000074"],
  // La Poste: its head office by Luhn, another office by the sum of digits.
  ["siret", "356 000 000 00048", "35600000000048"],
  ["siret", "356 000 000 49837", "35600000049837"],
  ["vat", "ATU13585627", "ATU13585627"],
  ["vat", "BE 0428.759.497", "BE0428759497"],
  ["vat", "BE 428.759.497", "BE0428759497"],
  ["vat", "BG 175 074 752", "BG175074752"],
  ["vat", "CHE-107.787.577 IVA", "CHE107787577"],
  ["vat", "CY-10259033P", "CY10259033P"],
  ["vat", "CZ 25123891", "CZ25123891"],
  ["vat", "DE 136,695 976", "DE136695976"],
  ["vat", "DK 13585628", "DK13585628"],
  ["vat", "EE 100 931 558", "EE100931558"],
  ["vat", "GR 94259216", "EL094259216"],
  ["vat", "EL 094259216", "EL094259216"],
  ["vat", "ES-54362315-K", "ES54362315K"],
  ["vat", "ES X-2482300W", "ESX2482300W"],
  ["vat", "ES J99216582", "ESJ99216582"],
  ["vat", "ES B-58378431", "ESB58378431"],
  ["vat", "FI 20774740", "FI20774740"],
  ["vat", "Fr 40 303 265 045", "FR40303265045"],
  ["vat", "FR 23 334 175 221", "FR23334175221"],
  ["vat", "FR 4Z123456782", "FR4Z123456782"],
  ["vat", "GB 980 7806 84", "GB980780684"],
  ["vat", "XI 110 305 878", "XI110305878"],
  ["vat", "HR 33392005961", "HR33392005961"],
  ["vat", "HU-12892312", "HU12892312"],
  ["vat", "IE 6433435F", "IE6433435F"],
  ["vat", "IE 6433435OA", "IE6433435OA"],
  ["vat", "IE 8D79739I", "IE8D79739I"],
  ["vat", "IT 00743110157", "IT00743110157"],
  ["vat", "LT 119511515", "LT119511515"],
  ["vat", "LT 100001919017", "LT100001919017"],
  ["vat", "LU 150 274 42", "LU15027442"],
  ["vat", "LV 4000 3521 600", "LV40003521600"],
  ["vat", "MT 1167-9112", "MT11679112"],
  ["vat", "NL 004495445B01", "NL004495445B01"],
  ["vat", "NL 002455799B11", "NL002455799B11"],
  ["vat", "NO 995 525 828 MVA", "NO995525828"],
  ["vat", "PL 8567346215", "PL8567346215"],
  ["vat", "PT 501 964 843", "PT501964843"],
  ["vat", "RO 185 472 90", "RO18547290"],
  ["vat", "SE 123456789701", "SE123456789701"],
  ["vat", "SI 5022 3054", "SI50223054"],
  ["vat", "SK 202 274 96 19", "SK2022749619"],
  ["lei", "5493001KJTIIGC8Y1R12", "5493001KJTIIGC8Y1R12"],
  ["lei", "506700GE1G29325QX363", "506700GE1G29325QX363"],
  ["iban", "GB82 WEST 1234 5698 7654 32", "GB82WEST12345698765432"],
  ["iban", "DE89 3704 0044 0532 0130 00", "DE89370400440532013000"],
  ["iban", "FR14 2004 1010 0505 0001 3M02 606", "FR1420041010050500013M02606"],
  ["iban", "NL91 ABNA 0417 1643 00", "NL91ABNA0417164300"],
  ["iban", "MT84 MALT 0110 0001 2345 MTLC AST0 01S", "MT84MALT011000012345MTLCAST001S"],
  ["iban", "NO93 8601 1117 947", "NO9386011117947"],
  ["duns", "15-048-3782", "150483782"],
];

describe("published numbers", () => {
  test.each(valid)("%s %s is right", (kind, value, normalised) => {
    const result = identifierCheck({ kind, value });
    expect(result).toMatchObject({ ok: true, kind, normalised });
  });
});

const wrong: readonly (readonly [IdentifierKind, string, string])[] = [
  ["siren", "732829321", "wrong-check-digits"],
  ["siren", "000000000", "wrong-check-digits"],
  ["siren", "73282932", "wrong-length"],
  ["siren", "73282932A", "wrong-characters"],
  ["siret", "73282932000075", "wrong-check-digits"],
  ["siret", "35600000049838", "wrong-check-digits"],
  ["siret", "7328293200007", "wrong-length"],
  ["vat", "DE 136695978", "wrong-check-digits"],
  ["vat", "FR 84 323 140 391", "wrong-check-digits"],
  ["vat", "DE 12345", "wrong-form"],
  ["vat", "US 123456789", "unknown-country"],
  ["vat", "GB 802311781", "wrong-check-digits"],
  ["vat", "IT 00743110158", "wrong-check-digits"],
  ["lei", "5493001KJTIIGC8Y1R13", "wrong-check-digits"],
  ["lei", "5493001KJTIIGC8Y1R1", "wrong-length"],
  ["lei", "5493001KJTIIGC8Y1RÀ2", "wrong-characters"],
  ["lei", "5493001KJTIIGC8Y1RA2", "wrong-form"],
  ["iban", "GB82 WEST 1234 5698 7654 33", "wrong-check-digits"],
  ["iban", "GB82 WEST 1234 5698 7654 3", "wrong-length"],
  ["iban", "ZZ82 WEST 1234 5698 7654 32", "unknown-country"],
  ["iban", "GBX2 WEST 1234 5698 7654 32", "wrong-form"],
  ["duns", "15-048-378", "wrong-length"],
  ["duns", "15-048-378X", "wrong-characters"],
  ["vat", " .-", "empty"],
];

describe("numbers that cannot be right", () => {
  test.each(wrong)("%s %s: %s", (kind, value, code) => {
    const result = identifierCheck({ kind, value });
    expect(result.ok ? "ok" : result.refusals[0].code).toBe(code);
  });
});

test("says where only the form could be looked at", () => {
  const verified = (value: string): string => {
    const result = identifierCheck({ kind: "vat", value });
    return result.ok ? result.verified : "refused";
  };
  expect(verified("GBGD001")).toBe("form");
  expect(verified("BG7523169263")).toBe("form");
  expect(verified("LV16117519997")).toBe("form");
  expect(verified("CZ7103192745")).toBe("form");
  expect(verified("LV40003521600")).toBe("check-digits");
});

describe("bad input", () => {
  test.each([
    [undefined, "schema.type", "identifier"],
    [{ kind: "bic", value: "x" }, "schema.value", "identifier.kind"],
    [{ kind: "siren" }, "schema.type", "identifier.value"],
    [{ kind: "siren", value: 732829320 }, "schema.type", "identifier.value"],
    [{ kind: "siren", value: "7".repeat(65) }, "limits.too_long", "identifier.value"],
    [{ kind: "siren", value: "7", more: 1 }, "schema.unknown_key", "identifier.more"],
  ])("%o throws %s at %s", (input, code, path) => {
    expect(() => identifierCheck(input as never)).toThrow(expect.objectContaining({ code, path }));
  });
});

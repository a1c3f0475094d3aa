import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { companyName, jaroWinkler, legalForms } from "../../../src/review/index.js";
import { runs } from "../../support/runs.js";

describe("Jaro–Winkler", () => {
  // Winkler (1990, 1994) and the table of strcmp95; three decimals as published.
  test.each([
    ["MARTHA", "MARHTA", 0.961],
    ["DWAYNE", "DUANE", 0.84],
    ["DIXON", "DICKSONX", 0.813],
    ["JONES", "JOHNSON", 0.832],
    ["ABROMS", "ABRAMS", 0.922],
    ["HARDIN", "MARTINEZ", 0.722],
    ["DUNNINGHAM", "CUNNIGHAM", 0.896],
    ["NICHLESON", "NICHULSON", 0.956],
    ["MASSEY", "MASSIE", 0.933],
    ["SHACKLEFORD", "SHACKELFORD", 0.982],
    ["JERALDINE", "GERALDINE", 0.926],
    ["MICHELLE", "MICHAEL", 0.921],
    ["JULIES", "JULIUS", 0.933],
    ["TANYA", "TONYA", 0.88],
    ["SEAN", "SUSAN", 0.805],
    ["JON", "JOHN", 0.933],
    ["JON", "JAN", 0],
  ])("%s and %s: %d", (a, b, published) => {
    const value = jaroWinkler(a, b);
    // The published zero of JON and JAN is a cut of the program, not of the formula.
    if (published === 0) expect(value).toBeGreaterThan(0.7);
    else expect(value).toBeCloseTo(published, 2.9);
  });

  /** By the definition, written as it is said. */
  function reference(a: string, b: string): number {
    const [first = "", second = ""] = [a, b].sort((x, y) => x.length - y.length || (x < y ? -1 : 1));
    if (first === second) return 1;
    const reach = Math.max(0, Math.floor(second.length / 2) - 1);
    const free = new Set(second.split("").keys());
    const pairs: [number, number][] = [];
    first.split("").forEach((letter, index) => {
      const partner = [...free].sort((x, y) => x - y).find((other) => Math.abs(other - index) <= reach && second[other] === letter);
      if (partner === undefined) return;
      free.delete(partner);
      pairs.push([index, partner]);
    });
    const m = pairs.length;
    if (m === 0) return 0;
    const inSecond = pairs.map(([, other]) => other).sort((x, y) => x - y);
    const moved = pairs.filter(([index], place) => first[index] !== second[inSecond[place] ?? -1]).length;
    const jaro = (m / first.length + m / second.length + (m - Math.floor(moved / 2)) / m) / 3;
    let prefix = 0;
    while (prefix < 4 && prefix < first.length && first[prefix] === second[prefix]) prefix += 1;
    return jaro < 0.7 ? jaro : jaro + prefix * 0.1 * (1 - jaro);
  }

  const text = fc.string({ unit: fc.constantFrom("a", "b", "c", "d", "é"), maxLength: 12 });

  test("RV-N1 it is what the definition says", () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(jaroWinkler(a, b)).toBeCloseTo(reference(a, b), 12);
      }),
      runs(1_000),
    );
  });

  test("RV-N2 it is symmetric, from 0 to 1, and 1 for equal texts alone", () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        const value = jaroWinkler(a, b);
        expect(jaroWinkler(b, a)).toBe(value);
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1);
        expect(value === 1).toBe(a === b);
      }),
      runs(500),
    );
  });

  test("long texts after short ones take no room from each other", () => {
    expect(jaroWinkler("a".repeat(500), "a".repeat(499))).toBeGreaterThan(0.99);
    expect(jaroWinkler("", "a")).toBe(0);
    expect(jaroWinkler("", "")).toBe(1);
    expect(() => jaroWinkler(1 as never, "a")).toThrow(expect.objectContaining({ code: "schema.type", path: "a" }));
    expect(() => jaroWinkler("a", "a".repeat(10_001))).toThrow(expect.objectContaining({ code: "limits.too_long" }));
  });
});

describe("a company's name", () => {
  test.each([
    ["ACME S.A.R.L.", "acme", "sarl"],
    ["SARL Acme", "acme", "sarl"],
    ["Acme, Société à responsabilité limitée", "acme", "sarl"],
    ["Acme Co., Ltd.", "acme", "ltd"],
    ["Acme GmbH & Co. KG", "acme", "gmbh-co-kg"],
    ["Łódź Sp. z o.o.", "lodz", "sp-zoo"],
    ["Müller & Söhne AG", "muller sohne", "ag"],
    ["STRASSE Æther ß Øre ApS", "strasse aether ss ore", "aps"],
    ["J. P. Morgan", "jp morgan", null],
    ["L’Oréal", "loreal", null],
    ["İstanbul A.Ş.", "istanbul", "as"],
    ["ООО Ромашка", "ромашка", "ooo"],
    ["SA", "sa", null],
    ["The", "the", null],
    ["株式会社", "株式会社", null],
    ["", "", null],
  ])("%s", (given, normalised, legalForm) => {
    expect(companyName(given)).toMatchObject({ normalised, legalForm });
  });

  test("RV-N3 folding twice changes nothing, and case and accents never matter", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 30 }), (name) => {
        const once = companyName(name);
        expect(companyName(name.normalize("NFD"))).toEqual(companyName(name.normalize("NFC")));
        expect(once.normalised).toBe(once.words.join(" "));
      }),
      runs(300),
    );
  });

  test("takes legal forms as data, and refuses one without words", () => {
    expect(companyName("Acme Stiftung", [{ form: "stiftung", written: ["Stiftung"] }])).toMatchObject({
      normalised: "acme",
      legalForm: "stiftung",
    });
    expect(companyName("Acme SARL", []).legalForm).toBeNull();
    expect(legalForms.length).toBeGreaterThan(50);
    for (const written of ["...", "a1 b2 c3 d4 e5 f6 g7 h8 i9"]) {
      expect(() => companyName("x", [{ form: "f", written: [written] }])).toThrow(
        expect.objectContaining({ code: "review.legal_form", path: "legalForms[0].written[0]" }),
      );
    }
    expect(() => companyName("a".repeat(501))).toThrow(expect.objectContaining({ code: "limits.too_long", path: "name" }));
  });
});

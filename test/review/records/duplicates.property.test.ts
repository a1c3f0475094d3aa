import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { findDuplicates, identifierCheck } from "../../../src/review/index.js";
import type { AccountRecord, DuplicatePair, EvidenceWeights } from "../../../src/review/index.js";
import { deepFreeze } from "../../support/freeze.js";
import { runs, seenMin } from "../../support/runs.js";

const sirens = ["732829320", "552008443", "404833048", "323140391"].filter(
  (value) => identifierCheck({ kind: "siren", value }).ok,
);
const words = ["dupont", "martin", "hotel", "garage", "durand", "moreau", "peinture", "freres"];

const record = fc.record(
  {
    name: fc.tuple(fc.constantFrom(...words), fc.constantFrom(...words), fc.constantFrom("SARL", "S.A.", "GmbH", "")).map((parts) =>
      parts.join(" "),
    ),
    siren: fc.constantFrom(...sirens, "123456789"),
    postcode: fc.constantFrom("69001", "69002", "75001"),
    street: fc.constantFrom("12 rue de Lyon", "12, Rue de Lyon", "14 rue de Lyon", "3 place Bellecour"),
    country: fc.constantFrom("FR", "BE"),
    phone: fc.constantFrom("+33 4 72 00 00 01", "04 72 00 00 01", "04 72 00 00 02"),
    email: fc.constantFrom("a@acme.example", "b@acme.example", "c@gmail.com"),
    iban: fc.constantFrom("DE89370400440532013000", "FR1420041010050500013M02606"),
  },
  { requiredKeys: ["name"] },
);
const records: fc.Arbitrary<AccountRecord[]> = fc
  .array(record, { maxLength: 12 })
  .map((list) => deepFreeze(list.map((one, index) => ({ id: `C-${String(index)}`, ...one }))));

/** Some weights as they are, some at random: what usually speaks for may speak against. */
const weights: fc.Arbitrary<EvidenceWeights> = fc.dictionary(
  fc.constantFrom("nameEqual", "nameDifferent", "identifierEqual", "identifierDifferent", "placeDifferent", "legalFormDifferent", "streetEqual", "phoneEqual"),
  fc.integer({ min: -12, max: 14 }),
);

const bare = ({ joined: _, ...pair }: DuplicatePair): Omit<DuplicatePair, "joined"> => pair;

describe("duplicates", () => {
  test("RV-D1 the order of records and of their fields changes nothing", () => {
    fc.assert(
      fc.property(records, fc.infiniteStream(fc.nat()), (list, stream) => {
        const shuffled = list
          .map((one) => ({ key: stream.next().value ?? 0, one: Object.fromEntries(Object.entries(one).reverse()) as unknown as AccountRecord }))
          .sort((a, b) => a.key - b.key)
          .map(({ one }) => one);
        expect(findDuplicates(shuffled)).toEqual(findDuplicates(list));
      }),
      runs(150),
    );
  });

  test("RV-D2 a pair is the same whichever record is named first, and whatever others there are", () => {
    let pairsSeen = 0;
    fc.assert(
      fc.property(records, (list) => {
        const { pairs } = findDuplicates(list);
        const found = new Map(pairs.map((pair) => [`${pair.first} ${pair.second}`, pair]));
        pairsSeen += pairs.length;
        for (const a of list) {
          for (const b of list) {
            if (a.id >= b.id) continue;
            const [alone] = findDuplicates([{ ...b, id: a.id }, { ...a, id: b.id }]).pairs;
            const [usual] = findDuplicates([a, b]).pairs;
            expect(alone?.similarity).toBe(usual?.similarity);
            expect(alone?.evidence).toEqual(usual?.evidence);
            const inAll = found.get(`${a.id} ${b.id}`);
            expect(inAll === undefined ? undefined : bare(inAll)).toEqual(usual === undefined ? undefined : bare(usual));
          }
        }
      }),
      runs(60),
    );
    expect(pairsSeen).toBeGreaterThan(seenMin(100));
  });

  test("RV-D3 similarity is the sum of the evidence, and reaches the threshold", () => {
    fc.assert(
      fc.property(records, fc.constantFrom(0.2, 0.5, 0.8, 0.99), weights, (list, threshold, given) => {
        const loose = findDuplicates(list, { threshold: 1e-12, weights: given });
        const report = findDuplicates(list, { threshold, weights: given });
        for (const { similarity, evidence } of report.pairs) {
          const bits = evidence.reduce((sum, { weight }) => sum + weight, -4);
          expect(similarity).toBeCloseTo(1 / (1 + 2 ** -bits), 9);
          expect(similarity).toBeGreaterThanOrEqual(threshold);
        }
        // What the quick look puts aside is exactly what does not reach the threshold.
        expect(report.pairs.map(bare)).toEqual(loose.pairs.filter((pair) => pair.similarity >= threshold).map(bare));
      }),
      runs(150),
    );
  });

  test("RV-D4 clusters are disjoint, hold every joined pair, and never two SIREN", () => {
    let keptApart = 0;
    fc.assert(
      fc.property(records, (list) => {
        const { pairs, clusters } = findDuplicates(list, { threshold: 0.5 });
        const clusterOf = new Map(clusters.flatMap(({ ids }, index) => ids.map((id) => [id, index] as const)));
        expect(clusterOf.size).toBe(clusters.reduce((sum, { ids }) => sum + ids.length, 0));
        for (const { first, second, joined } of pairs) {
          if (joined) expect(clusterOf.get(first)).toBe(clusterOf.get(second));
          else keptApart += 1;
        }
        const byId = new Map(list.map((one) => [one.id, one]));
        for (const { ids } of clusters) {
          expect(ids.length).toBeGreaterThan(1);
          const numbers = ids.map((id) => byId.get(id)?.["siren"]).filter((one) => sirens.some((siren) => siren === one));
          expect(new Set(numbers).size).toBeLessThanOrEqual(1);
        }
      }),
      runs(200),
    );
    expect(keptApart).toBeGreaterThan(0);
  });

  test("RV-D5 two different SIREN lower, and an equal one raises", () => {
    const name = "Menuiserie Lambert";
    const similarity = (a?: string, b?: string): number =>
      findDuplicates(
        [
          { id: "1", name, ...(a === undefined ? {} : { siren: a }) },
          { id: "2", name, ...(b === undefined ? {} : { siren: b }) },
        ],
        { threshold: 0.0001 },
      ).pairs[0]?.similarity ?? 0;
    const [first = "", second = ""] = sirens;
    expect(similarity(first, first)).toBeGreaterThan(similarity());
    expect(similarity(first, second)).toBeLessThan(0.01);
    // An invalid number is no evidence either way.
    expect(similarity(first, "123456789")).toBe(similarity());
    expect(similarity("123456789", "123456789")).toBe(similarity());
  });

  test("RV-D6 one wrong letter in a name of one place is found", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("Etablissements Berthelot", "Transports Chevalier et Fils", "Imprimerie du Rhône"),
        fc.nat(20),
        fc.constantFrom("drop", "double", "swap"),
        (name, at, error) => {
          const place = at % (name.length - 1);
          const [a = "", b = ""] = [name[place], name[place + 1]];
          const damage = { drop: b, double: `${a}${a}${b}`, swap: `${b}${a}` }[error];
          const wrong = `${name.slice(0, place)}${damage}${name.slice(place + 2)}`;
          const { pairs } = findDuplicates([
            { id: "1", name: `${name} SARL`, postcode: "69003" },
            { id: "2", name: wrong.toUpperCase(), postcode: "69 003" },
          ]);
          expect(pairs.map(({ first, second }) => [first, second])).toEqual([["1", "2"]]);
        },
      ),
      runs(100),
    );
  });

  test("RV-D7 groups that are too large are compared with neighbours, and said", () => {
    const list = Array.from({ length: 400 }, (_, index) => ({
      id: String(index).padStart(3, "0"),
      name: `Hotel ${String.fromCharCode(97 + (index % 26))}${String(index)}x`,
    }));
    const report = findDuplicates([...list, { ...list[7], id: "copy" }], { blockSizeMax: 20 });
    expect(report.compared).toBeLessThan(report.possible / 10);
    expect(report.reducedBlocks).toContainEqual({ key: "word:hotel", records: 401 });
    expect(report.pairs.some(({ first, second }) => first === "007" && second === "copy")).toBe(true);
  });
});

describe("bad input", () => {
  test.each([
    [undefined, {}, "schema.type", "accounts"],
    [[1], {}, "schema.type", "accounts[0]"],
    [[{ name: "x" }], {}, "id.format", "accounts[0].id"],
    [[{ id: "1" }, { id: "1" }], {}, "review.duplicate_id", "accounts[1].id"],
    [[JSON.parse('{"id":"1","__proto__":{}}')], {}, "schema.unknown_key", "accounts[0].__proto__"],
    [[], null, "schema.type", "options"],
    [[], { threshold: 0 }, "schema.range", "options.threshold"],
    [[], { threshold: NaN }, "schema.not_finite", "options.threshold"],
    [[], { blockSizeMax: 1 }, "schema.range", "options.blockSizeMax"],
    [[], { weights: { prior: 51 } }, "schema.range", "options.weights.prior"],
    [[], { weights: { nome: 1 } }, "schema.unknown_key", "options.weights.nome"],
    [[], { fields: { vat: "a..b" } }, "rule.fact", "options.fields.vat"],
    [[], { fields: { names: "name" } }, "schema.type", "options.fields.names"],
    [[], { legalForms: [{ form: "x", written: ["-"] }] }, "review.legal_form", "legalForms[0].written[0]"],
    [[], { publicDomains: [1] }, "schema.type", "options.publicDomains[0]"],
  ])("%j with %j throws %s at %s", (accounts, options, code, path) => {
    expect(() => findDuplicates(accounts as never, options as never)).toThrow(expect.objectContaining({ code, path }));
  });

  test("fields that are malformed are no evidence, and no fault", () => {
    const odd = { name: [1, null, {}], siren: 732829320, email: ["@", "a@", "@b", "a@b@c"], phone: {}, website: [""], postcode: [[]] };
    const report = findDuplicates([{ id: "1", ...odd }, { id: "2", ...odd }]);
    expect(report).toMatchObject({ pairs: [], clusters: [], compared: 0, possible: 1 });
    expect(findDuplicates([])).toMatchObject({ records: 0, possible: 0, pairs: [] });
  });

  test("weights may turn everything around and still add up", () => {
    const list = [{ id: "1", name: "Acme", phone: "0472000001" }, { id: "2", name: "Acme", phone: "0472000001" }];
    const weights = { nameEqual: -5, nameDifferent: 5, phoneEqual: 10 };
    const [pair] = findDuplicates(list, { weights, threshold: 0.6 }).pairs;
    expect(pair?.similarity).toBeCloseTo(2 / 3, 12);
    expect(findDuplicates(list, { threshold: 1 }).pairs).toEqual([]);
  });
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { compileQualityPolicy, recordQuality } from "../../../src/review/index.js";
import type { AccountRecord, FieldRule, QualityPolicy } from "../../../src/review/index.js";
import { qualityPolicySchema } from "../../../src/review/records/schema.js";
import { deepFreeze } from "../../support/freeze.js";
import { runs, seenMin } from "../../support/runs.js";

const asOf = "2026-11-23";
const names = ["name", "siren", "email", "phone", "note"];
const rule = (field: string): fc.Arbitrary<FieldRule> =>
  fc.record(
    {
      field: fc.constant(field),
      need: fc.constantFrom("required" as const, "recommended" as const),
      weight: fc.integer({ min: 1, max: 1_000 }).map((units) => units / 8),
      maximumAge: fc.constantFrom("P6M", "P12M", "P30D"),
      form: fc.constantFrom("siren" as const, "email" as const, "phone" as const),
    },
    { requiredKeys: ["field"] },
  );
const policy: fc.Arbitrary<QualityPolicy> = fc
  .tuple(...names.map(rule), fc.constantFrom(0, 0.5, 1))
  .map((parts) => deepFreeze({ id: "q", fields: parts.slice(0, -1) as FieldRule[], staleWorth: parts.at(-1) as number }));
const record: fc.Arbitrary<AccountRecord> = fc
  .record({
    fields: fc.dictionary(
      fc.constantFrom(...names),
      fc.constantFrom("732 829 320", "a@b.example", "+33 4 72 00 00 00", "x", "", "  ", null, [""], ["a"], {}),
    ),
    verifiedOn: fc.dictionary(fc.constantFrom(...names), fc.constantFrom("2026-11-23", "2026-06-01", "2020-01-01")),
  })
  .map(({ fields, verifiedOn }) => deepFreeze({ id: "C-1", ...fields, verifiedOn }) as AccountRecord);

describe("record quality", () => {
  test("RV-Q1 completeness falls by exactly the weight of a field that is removed", () => {
    let removed = 0;
    fc.assert(
      fc.property(policy, record, fc.constantFrom(...names), (given, own, name) => {
        const whole = recordQuality(given, own, asOf);
        const { [name]: gone, ...rest } = own;
        const less = recordQuality(given, { ...rest, id: "C-1" }, asOf);
        const was = whole.fields.find(({ field }) => field === name)?.state;
        if (was === "missing") {
          expect(less).toEqual(whole);
          return;
        }
        expect(gone).toBeDefined();
        removed += 1;
        const weight = given.fields.find(({ field }) => field === name)?.weight ?? 1;
        const all = given.fields.reduce((sum, one) => sum + (one.weight ?? 1), 0);
        expect(whole.completeness - less.completeness).toBeCloseTo(weight / all, 10);
        expect(less.score).toBeLessThanOrEqual(whole.score);
      }),
      runs(300),
    );
    expect(removed).toBeGreaterThan(seenMin(50));
  });

  test("RV-Q2 every figure is from 0 to 1, and the score with all repairs made is 1", () => {
    fc.assert(
      fc.property(policy, record, (given, own) => {
        const { completeness, malformed, staleness, score, fields, repairs, usable } = recordQuality(given, own, asOf);
        for (const share of [completeness, score, malformed ?? 0, staleness ?? 0]) {
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(1);
        }
        expect(repairs.reduce((sum, { gain }) => sum + gain, score)).toBeCloseTo(1, 10);
        expect(repairs).toHaveLength(fields.filter(({ state }) => state !== "good").length);
        expect(usable).toBe(!fields.some(({ need, state }) => need === "required" && (state === "missing" || state === "malformed")));
        const ranks = repairs.map(({ need, gain }) => (need === "required" ? 2 : 0) + gain);
        expect(ranks).toEqual([...ranks].sort((a, b) => b - a));
      }),
      runs(300),
    );
  });

  test("RV-Q3 time only ever makes a record staler, one day after its age and not before", () => {
    const plan = compileQualityPolicy({ id: "q", fields: [{ field: "name", maximumAge: "P1M" }] });
    const own = { id: "C-1", name: "Acme", verifiedOn: { name: "2026-01-31" } };
    expect(recordQuality(plan, own, "2026-02-28").fields[0]).toMatchObject({ state: "good", freshUntil: "2026-02-28" });
    expect(recordQuality(plan, own, "2026-03-01").fields[0]).toMatchObject({ state: "stale", gain: 0.5 });
  });

  test("rules for some records only, nested fields, and forms", () => {
    const quality = recordQuality(
      {
        id: "q",
        fields: [
          { field: "vat", form: "vat", when: { fact: "country", operator: "in", value: ["FR", "DE"] } },
          { field: "address.postcode" },
          { field: "country", form: "country" },
          { field: "site", form: "website" },
          { field: "born", form: "date" },
        ],
      },
      { id: "C-1", country: "US", address: { postcode: "10001" }, site: "https://www.acme.example/a", born: "2026-02-30" },
      asOf,
    );
    expect(quality.fields.map(({ field, state }) => [field, state])).toEqual([
      ["address.postcode", "good"],
      ["country", "good"],
      ["site", "good"],
      ["born", "malformed"],
    ]);
    const none = recordQuality({ id: "q", fields: [{ field: "x", when: { any: [{ fact: "y", operator: "present" }] } }] }, { id: "1" }, asOf);
    expect(none).toMatchObject({ completeness: 1, score: 1, staleness: null, malformed: null, usable: true });
  });

  test.each([
    ["email", "a b@c.de", false], ["email", "a@c", false], ["email", "a@@c.de", false], ["email", "a@c.de", true],
    ["email", "@c.de", false], ["email", "a@c..de", false], ["email", "é@münchen.example", true], ["email", `${"a".repeat(65)}@c.de`, false],
    ["phone", "123456", false], ["phone", "(0472) 00-00.00", true], ["phone", "+33+472000000", false], ["phone", "call me 1234567", false],
    ["website", "acme", false], ["website", "http://acme.example:80/x?y", true], ["website", "-acme.example", false],
    ["country", "FRA", false], ["date", "2026-11-23", true], ["vat", "DE136695976", true], ["vat", "7".repeat(70), false],
  ] as const)("%s %s is well-formed: %s", (form, text, isGood) => {
    const quality = recordQuality({ id: "q", fields: [{ field: "x", form }] }, { id: "1", x: text }, asOf);
    expect(quality.fields[0]?.state).toBe(isGood ? "good" : "malformed");
  });

  const good = { id: "q", fields: [{ field: "x" }] };
  test.each([
    [null, { id: "1" }, asOf, "schema.type", "policy"],
    [{ id: "q", fields: [] }, { id: "1" }, asOf, "review.empty", "fields"],
    [{ id: "q", fields: [{ field: "x" }, { field: "x" }] }, { id: "1" }, asOf, "review.duplicate_field", "fields[1].field"],
    [{ id: "q", fields: [{ field: "x", weight: 0 }] }, { id: "1" }, asOf, "schema.range", "fields[0].weight"],
    [{ id: "q", fields: [{ field: "x", weight: Infinity }] }, { id: "1" }, asOf, "schema.not_finite", "fields[0].weight"],
    [{ id: "q", fields: [{ field: "x", maximumAge: "PT1H" }] }, { id: "1" }, asOf, "duration.range", "fields[0].maximumAge"],
    [{ id: "q", fields: [{ field: "x", form: "bic" }] }, { id: "1" }, asOf, "schema.value", "fields[0].form"],
    [{ id: "q", fields: [{ field: "" }] }, { id: "1" }, asOf, "rule.fact", "fields[0].field"],
    [{ ...good, staleWorth: 2 }, { id: "1" }, asOf, "schema.range", "staleWorth"],
    [good, { id: "1" }, "today", "date.format", "asOf"],
    [good, [], asOf, "schema.type", "account"],
    [good, { id: "1", verifiedOn: { x: "2026-11-24" } }, asOf, "review.future_date", "account.verifiedOn.x"],
  ])("%o of %o as of %s throws %s at %s", (given, own, day, code, path) => {
    expect(() => recordQuality(given as never, own as never, day)).toThrow(expect.objectContaining({ code, path }));
  });

  test("reports every issue at once, and the schema agrees", () => {
    const bad = { id: "", fields: [{ field: "x", weight: -1, form: "bic", need: "perhaps" }], staleWorth: 3 };
    try {
      compileQualityPolicy(bad as never);
      expect.unreachable();
    } catch (error) {
      expect((error as { issues: { path: string }[] }).issues.map(({ path }) => path).sort()).toEqual(
        ["fields[0].form", "fields[0].need", "fields[0].weight", "id", "staleWorth"],
      );
    }
    expect(qualityPolicySchema.safeParse(bad).success).toBe(false);
    fc.assert(
      fc.property(policy, (given) => {
        expect(qualityPolicySchema.safeParse(given).success).toBe(true);
      }),
      runs(30),
    );
  });
});

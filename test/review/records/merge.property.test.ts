import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { findDuplicates, proposeMerge } from "../../../src/review/index.js";
import type { AccountRecord } from "../../../src/review/index.js";
import { deepFreeze } from "../../support/freeze.js";
import { runs } from "../../support/runs.js";

const value = fc.oneof(
  fc.constantFrom("Acme", "ACME", "acme sa", "", " ", "732829320", "732 829 320", "552008443"),
  fc.integer({ min: 0, max: 3 }),
  fc.boolean(),
  fc.constant(null),
  fc.array(fc.constantFrom("a", "b"), { maxLength: 2 }),
  fc.constantFrom({ a: 1, b: 2 }, { b: 2, a: 1 }, {}),
);
const names = ["name", "siren", "iban", "note", "tags"];
const day = fc.integer({ min: 1, max: 28 }).map((one) => `2026-01-${String(one).padStart(2, "0")}`);
const records: fc.Arbitrary<AccountRecord[]> = fc
  .array(
    fc.record({
      fields: fc.dictionary(fc.constantFrom(...names), value),
      verifiedOn: fc.dictionary(fc.constantFrom(...names), day),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((list) =>
    deepFreeze(list.map(({ fields, verifiedOn }, index) => ({ id: `C-${String(index)}`, ...fields, verifiedOn }))),
  );

function isThere(item: unknown): boolean {
  if (item === null || item === undefined) return false;
  if (typeof item === "string") return item.trim() !== "";
  return typeof item !== "object" || Object.keys(item).length > 0;
}

describe("a merge", () => {
  test("RV-M1 loses nothing: every value of every record is chosen or an alternative, with its source", () => {
    fc.assert(
      fc.property(records, (list) => {
        const proposal = proposeMerge(list);
        const kept = new Map(
          proposal.fields.map(({ field, chosen, alternatives }) => [field, [chosen, ...alternatives]] as const),
        );
        let count = 0;
        for (const record of list) {
          for (const name of names) {
            if (!isThere(record[name])) continue;
            count += 1;
            const held = kept.get(name)?.filter(({ from }) => from.includes(record.id)) ?? [];
            expect(held).toHaveLength(1);
            expect(held[0]?.value).toEqual(record[name]);
          }
        }
        // And nothing is made up.
        const sources = [...kept.values()].flat().reduce((sum, { from }) => sum + from.length, 0);
        expect(sources).toBe(count);
        expect([proposal.survivor, ...proposal.absorbed].sort()).toEqual(list.map(({ id }) => id).sort());
      }),
      runs(300),
    );
  });

  test("RV-M2 does not depend on the order of records", () => {
    fc.assert(
      fc.property(records, (list) => {
        expect(proposeMerge([...list].reverse())).toEqual(proposeMerge(list));
      }),
      runs(150),
    );
  });

  test("RV-M3 the rule said is the rule followed", () => {
    fc.assert(
      fc.property(records, (list) => {
        const { fields, survivor, conflicts, safe } = proposeMerge(list);
        for (const { field, chosen, alternatives, rule, conflict } of fields) {
          const [second] = alternatives;
          expect(rule === "only-value").toBe(second === undefined);
          expect(conflict === "none").toBe(second === undefined);
          if (rule === "newest-verified") {
            for (const other of alternatives) expect((chosen.verifiedOn ?? "") >= (other.verifiedOn ?? "")).toBe(true);
          }
          if (rule === "surviving-record") expect(chosen.from).toContain(survivor);
          expect(conflicts.includes(field)).toBe(conflict === "value" || conflict === "identity");
          if (conflict === "identity") {
            expect(safe).toBe(false);
            expect(field).toBe("siren");
          }
        }
      }),
      runs(200),
    );
  });

  test("prefers a valid number, and says when two are", () => {
    const merged = proposeMerge([
      { id: "1", siren: "732829321", verifiedOn: { siren: "2026-01-01" } },
      { id: "2", siren: "732 829 320" },
    ]);
    expect(merged.fields[0]).toMatchObject({ chosen: { value: "732 829 320" }, rule: "valid-identifier", conflict: "value" });
    const two = proposeMerge([{ id: "1", siren: "552008443" }, { id: "2", siren: "732 829 320" }]);
    expect(two).toMatchObject({ safe: false, conflicts: ["siren"] });
    expect(proposeMerge([{ id: "1", a: 1 }, { id: "2", a: 2 }], { survivor: "2" }).fields[0]).toMatchObject({
      chosen: { value: 2 },
      rule: "surviving-record",
    });
  });

  test("is not safe where valid numbers are of two legal entities, in whichever fields", () => {
    const merge = (a: object, b: object): readonly [boolean, readonly string[]] => {
      const { safe, fields } = proposeMerge([{ id: "1", ...a }, { id: "2", ...b }]);
      return [safe, fields.filter(({ conflict }) => conflict === "identity").map(({ field }) => field)];
    };
    const [own, other] = [{ siren: "732829320" }, { siren: "552008443" }];
    expect(merge(own, { vat: "FR44732829320" })).toEqual([true, []]);
    expect(merge(other, { vat: "FR44732829320" })).toEqual([false, ["siren", "vat"]]);
    // Two places of one entity, and places of two.
    expect(merge({ siret: "73282932000074" }, { siret: "73282932000009" })).toEqual([true, []]);
    expect(merge({ siret: "73282932000074" }, other)).toEqual([false, ["siren", "siret"]]);
    // One company may be registered for VAT in two countries.
    expect(merge({ vat: "FR44732829320" }, { vat: "DE136695976" })).toEqual([true, []]);
    // Records that findDuplicates holds to be two entities are none that merge safely.
    const pair = [{ id: "1", name: "Acme", ...other }, { id: "2", name: "Acme", vat: "FR44732829320" }];
    expect(findDuplicates(pair).clusters).toEqual([]);
  });

  test.each([
    [undefined, {}, "schema.type", "accounts"],
    [[], {}, "review.empty", "accounts"],
    [[{ id: "" }], {}, "id.format", "accounts[0].id"],
    [[{ id: "1" }, { id: "1" }], {}, "review.duplicate_id", "accounts[1].id"],
    [[{ id: "1" }], { survivor: "2" }, "review.unknown_account", "options.survivor"],
    [[{ id: "1", verifiedOn: { a: "soon" } }], {}, "date.format", "accounts[0].verifiedOn.a"],
    [[{ id: "1", a: NaN }], {}, "schema.type", "accounts[0].a"],
    [[{ id: "1", a: new Date(0) }], {}, "schema.type", "accounts[0].a"],
    [[{ id: "1", a: { b: () => 1 } }], {}, "schema.type", "accounts[0].a"],
    [[{ id: "1", a: JSON.parse("[".repeat(40) + "]".repeat(40)) }], {}, "limits.too_deep", "accounts[0].a"],
  ])("%o with %j throws %s at %s", (accounts, options, code, path) => {
    expect(() => proposeMerge(accounts as never, options as never)).toThrow(expect.objectContaining({ code, path }));
  });
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { abc, abcXyz, abcXyzPolicies, xyz } from "../../../src/scoring/index.js";
import { addDecimals } from "../../../src/values/index.js";
import { runs } from "../../support/runs.js";
import { shuffled } from "../segmentation/support.js";

const amount = fc.integer({ min: -200, max: 5_000 }).map((units) => (units / 100).toFixed(2));
const items = fc
  .tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 1, max: 20 }))
  .chain(([periods, count]) =>
    fc.array(fc.array(amount, { minLength: periods, maxLength: periods }), { minLength: count, maxLength: count }),
  )
  .map((lists) => lists.map((values, index) => ({ id: `a${String(index)}`, values })));

describe("XYZ", () => {
  test("SC-X1 the coefficient is the textbook's, and the class follows from it", () => {
    fc.assert(
      fc.property(items, fc.constantFrom("population", "sample"), (list, deviation) => {
        for (const row of xyz(list, { deviation }).rows) {
          const values = (list.find(({ id }) => id === row.id)?.values ?? []).map(Number);
          const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
          if (values.length < 2) {
            expect(row).toMatchObject({ class: null, variation: null, reason: "too-few-periods" });
            continue;
          }
          if (Math.abs(mean) < 1e-9) {
            expect(row).toMatchObject({ class: null, variation: null, reason: "zero-mean" });
            continue;
          }
          const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
          const divisor = deviation === "sample" ? values.length - 1 : values.length;
          const variation = Math.sqrt(squares / divisor) / Math.abs(mean);
          expect(row.variation ?? -1).toBeCloseTo(variation, 7 - Math.ceil(Math.log10(1 + variation)));
          if (Math.abs(variation - 0.5) > 1e-9 && Math.abs(variation - 1) > 1e-9) {
            expect(row.class).toBe(variation < 0.5 ? "X" : variation < 1 ? "Y" : "Z");
          }
        }
      }),
      runs(200),
    );
  });

  test("SC-X2 the order of periods and the unit of values change nothing", () => {
    fc.assert(
      fc.property(items, fc.integer({ min: 1, max: 1e6 }), (list, seed) => {
        const other = list.map(({ id, values }) => ({ id, values: shuffled(values, seed) }));
        expect(xyz(shuffled(other, seed))).toEqual(xyz(list));
        const scaled = list.map(({ id, values }) => ({ id, values: values.map((value) => `${value.replace(".", "")}0`.replace(/^(-?)0+(?=\d)/, "$1")) }));
        expect(xyz(scaled).rows.map((row) => row.class)).toEqual(xyz(list).rows.map((row) => row.class));
      }),
      runs(100),
    );
  });

  test("SC-X3 the nine fields and the unclassified hold every account and every cent once", () => {
    fc.assert(
      fc.property(items, (list) => {
        const table = abcXyz(list);
        expect(table.fields.reduce((sum, one) => sum + one.count, table.unclassified.count)).toBe(list.length);
        const sum = table.fields.reduce((total, one) => addDecimals(total, one.value), table.unclassified.value);
        const total = list.flatMap(({ values }) => values).reduce((all, one) => addDecimals(all, one), "0");
        expect(sum).toBe(total);
        const classes = abc(list.map(({ id, values }) => ({ id, value: values.reduce((all, one) => addDecimals(all, one), "0") })));
        expect(table.rows.map((row) => [row.id, row.abc])).toEqual(classes.rows.map((row) => [row.id, row.class]));
        for (const row of table.rows) {
          expect(row.policy).toBe(row.field === null ? null : abcXyzPolicies[row.field]);
          expect(row.field === null).toBe(row.reason !== null);
        }
      }),
      runs(100),
    );
  });

  test.each([
    [["1", "3"], "population", "X"],
    [["1", "3.0000000000001"], "population", "Y"],
    [["0", "2"], "population", "Y"],
    [["0", "0", "3"], "population", "Z"],
    [["0", "2"], "sample", "Z"],
  ] as const)("SC-X4 a coefficient at a cut is still in the class: %j, %s, %s", (values, deviation, name) => {
    expect(xyz([{ id: "acme", values }], { deviation }).rows[0]?.class).toBe(name);
  });
});

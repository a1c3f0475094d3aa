/** Published and recomputed numbers of ABC and concentration. */
import { readFileSync } from "node:fs";

import { describe, expect, test } from "vitest";

import { abc, abcColumns, concentration } from "../../../src/scoring/index.js";
import { addDecimals } from "../../../src/values/index.js";
import { hasShared, sharedPath, vectors } from "../../support/shared.js";

const numbered = (list: readonly number[]): { id: string; value: number }[] =>
  list.map((value, index) => ({ id: `a${String(index).padStart(3, "0")}`, value }));

test.each([
  [[1, 1, 1, 1], 0],
  [[10, 20, 30, 40], 0.25],
  [[1000, 200, 150, 100, 50], 0.533_333_333_333_333_4],
])("Gini of %j is %f", (list, gini) => {
  const found = concentration(numbered(list));
  expect(found.state === "known" && found.gini).toBeCloseTo(gini, 12);
});

test.each([
  // Nine firms: industrialorganization.blogspot.com.
  [[25, 20, 15, 10, 8, 7, 6, 5, 4], 1540],
  [[25, 20, 15, 10, 10, 5, 7.5, 7.5], 1587.5],
  [[25, 20, 25, 10, 5, 7.5, 7.5], 1887.5],
  [[200_000, 500_000, 400_000], 3719.008_264_462_81],
])("HHI of %j is %f", (list, hhi) => {
  const found = concentration(numbered(list));
  expect(found.state === "known" && found.hhi).toBeCloseTo(hhi, 8);
  expect(found.state === "known" && found.herfindahl).toBeCloseTo(hhi / 10_000, 12);
});

test("Gini of nothing, nothing, nothing and all is 3/4 where nothing counts, as in ineq and DescTools of R", () => {
  const list = numbered([0, 0, 0, 1]);
  const found = concentration(list, { zeros: "counted" });
  if (found.state !== "known") throw new Error("there is a value");
  expect([found.count, found.gini, found.giniCorrected]).toEqual([4, 0.75, 1]);
  expect(found.lorenz.map(({ value }) => value)).toEqual([0, 0, 0, 0, 1]);
  expect(concentration(list)).toMatchObject({ count: 1, excluded: 3, gini: 0 });
});

test("the normalised index of three revenues is 0.0578512397", () => {
  const found = concentration(numbered([200_000, 500_000, 400_000]));
  expect(found.state === "known" && found.hhiNormalised).toBeCloseTo(0.0578512397, 9);
});

test("Theil, entropy and Hill numbers of a half and two quarters follow from their definitions", () => {
  const found = concentration(numbered([2, 1, 1]));
  if (found.state !== "known") throw new Error("there are values");
  const entropy = 1.5 * Math.log(2);
  expect(found.entropy).toBeCloseTo(entropy, 12);
  expect(found.theil).toBeCloseTo(Math.log(3) - entropy, 12);
  expect(found.theilNormalised).toBeCloseTo(1 - entropy / Math.log(3), 12);
  expect(found.effectiveNumberByEntropy).toBeCloseTo(2 ** 1.5, 12);
  expect(found.giniCorrected).toBeCloseTo((found.gini * 3) / 2, 15);
});

/** What each customer of the CDNOW sample spent after the first day and before October 1997. */
function cdnow(): { id: string; value: string }[] {
  const purchases: [string, string, string][] = [];
  const first = new Map<string, string>();
  for (const line of readFileSync(sharedPath("data/cdnow-sample.txt"), "utf8").split("\n")) {
    const [, id, date, , amount] = line.trim().split(/\s+/);
    if (id === undefined || date === undefined || amount === undefined) continue;
    const known = first.get(id);
    if (known === undefined || date < known) first.set(id, date);
    purchases.push([id, date, amount]);
  }
  const sums = new Map([...first.keys()].map((id) => [id, "0"]));
  for (const [id, date, amount] of purchases) {
    if (date > (first.get(id) ?? "") && date < "19971001") sums.set(id, addDecimals(sums.get(id) ?? "0", amount));
  }
  return [...sums].map(([id, value]) => ({ id, value }));
}

describe("the shared numbers", () => {
  const features = ["abc.classify", "concentration.gini", "concentration.hhi"];
  const rows = vectors("scoring").filter(({ feature }) => features.includes(feature));

  test.skipIf(rows.length === 0)("every row that gives its values", () => {
    let seen = 0;
    for (const row of rows) {
      const given = row["given"] as { values?: number[]; sharesPercent?: number[]; revenues?: number[] };
      const list = given.values ?? given.sharesPercent ?? given.revenues;
      if (list === undefined) continue;
      seen += 1;
      if (row.feature === "abc.classify") {
        for (const rule of ["crossing-in", "crossing-out"] as const) {
          expect(abc(numbered(list), { rule }).rows.map((one) => one.class), row.id).toEqual(row["expect"]);
        }
        continue;
      }
      const found = concentration(numbered(list));
      if (found.state !== "known") throw new Error(row.id);
      const figure = row.feature === "concentration.hhi" ? found.hhi : found.gini;
      expect(Math.abs(figure - (row["expect"] as number)), row.id).toBeLessThanOrEqual(row.tolerance ?? 1e-9);
    }
    expect(seen).toBe(rows.length - 1);
  });

  test.skipIf(!hasShared("data/cdnow-sample.txt"))("classes of the CDNOW sample, as a list and as a column", () => {
    const row = rows.find(({ id }) => id === "cdnow-abc-counts");
    const values = cdnow();
    const counts = abc(values).classes.map(({ count }) => count);
    expect(counts).toEqual(row?.["expect"] ?? [351, 311, 1695]);
    const cents = Int32Array.from(values, ({ value }) => Math.round(Number(value) * 100));
    expect(abcColumns({ cents }).classes.map(({ count }) => count)).toEqual(counts);
    // By the other convention the two items that cross go down a class.
    expect(abc(values, { rule: "crossing-out" }).classes.map(({ count }) => count)).toEqual([350, 311, 1696]);
  });
});

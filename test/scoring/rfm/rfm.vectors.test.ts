/**
 * Published quartiles and classes. The orders behind them are not at hand: the accounts named are
 * given with the measures that were published for them, among others that make the quartiles.
 */
import { describe, expect, test } from "vitest";

import { rfmFromMeasures, rfmQuantiles } from "../../../src/scoring/index.js";
import type { RfmMeasures } from "../../../src/scoring/index.js";
import { vectors } from "../../support/shared.js";

const published: readonly RfmMeasures[] = [
  { account: "Aaron Bergman", recencyDays: 415, frequency: 3, monetary: "887" },
  { account: "Aaron Hawkins", recencyDays: 12, frequency: 7, monetary: "1744" },
  { account: "Aaron Smayling", recencyDays: 88, frequency: 7, monetary: "3050" },
];
const recency = [5, 20, 30, 50, 60, 75, 100, 183, 200, 300];
const frequency = [4, 4, 5, 5, 6, 6, 8, 9, 10, 12];
const monetary = [500, 900, 1145, 1500, 2257, 2700, 3784, 4000, 5000, 6000];
const others = recency.map(
  (recencyDays, index): RfmMeasures => ({
    account: `other-${String(index)}`,
    recencyDays,
    frequency: frequency[(index * 3) % 10] ?? 0,
    monetary: monetary[(index * 7) % 10] ?? 0,
  }),
);
const measures = [...published, ...others];
const rows = vectors("scoring").filter(({ feature }) => ["rfm.quantiles", "rfm.class"].includes(feature));
const quartiles = [
  [30, 5, 1145],
  [75, 6, 2257],
  [183, 8, 3784],
];
const classes = { "Aaron Bergman": "444", "Aaron Hawkins": "123", "Aaron Smayling": "322" };

describe("quartiles and classes of joaolcorreia/RFM-analysis", () => {
  test("the quartiles are those of type 7", () => {
    const found = rfmQuantiles(measures, ["0.25", "0.5", "0.75"], "linear");
    expect(found.map((one) => [one.recencyDays, one.frequency, one.monetary])).toEqual(quartiles);
  });

  test("the class says 1 for the best; a value at a cut is below it", () => {
    const { rows: scored } = rfmFromMeasures(measures, {
      asOf: "2014-12-31",
      bins: 4,
      quantiles: "linear",
      classOrder: "one-best",
      segments: [],
    });
    const found = scored.filter(({ account }) => account in classes);
    expect(Object.fromEntries(found.map((row) => [row.account, row.class]))).toEqual(classes);
    // At the cuts: 30 days are still the best, 5 orders and 1145 still the worst.
    for (const row of scored) {
      if (row.recencyDays === 30) expect(row.recencyScore).toBe(4);
      if (row.frequency === 5) expect(row.frequencyScore).toBe(1);
      if (row.monetary === "1145") expect(row.monetaryScore).toBe(1);
    }
  });

  test("the published quartiles as fixed bands give the same classes", () => {
    const bands = {
      recencyDays: [30, 75, 183],
      frequency: [5, 6, 8],
      monetary: [1145, 2257, 3784],
    };
    const { rows: scored } = rfmFromMeasures(published, {
      asOf: "2014-12-31",
      bins: 4,
      bands,
      classOrder: "one-best",
      segments: [],
    });
    expect(scored.map((row) => row.class)).toEqual(Object.values(classes));
  });

  test.skipIf(rows.length === 0)("every row of the shared numbers is one of the above", () => {
    for (const row of rows) {
      expect(row["expect"], row.id).toEqual(row.feature === "rfm.class" ? classes : quartiles);
    }
  });
});

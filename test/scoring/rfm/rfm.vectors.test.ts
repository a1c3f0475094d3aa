/**
 * Published quartiles and classes. The orders behind them are not at hand: the accounts named are
 * given with the measures that were published for them, among others that make the quartiles.
 */
import { readFileSync } from "node:fs";

import { describe, expect, test } from "vitest";

import { purchaseSummary, quantiles, rfmFromMeasures, rfmQuantiles } from "../../../src/scoring/index.js";
import type { RfmMeasures } from "../../../src/scoring/index.js";
import { hasShared, sharedPath, vectors } from "../../support/shared.js";

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

/** The first ten customers of the package's example data, as its documentation prints them. */
const rsquared: readonly (readonly [string, number, number, number, string])[] = [
  ["Abbey O'Reilly DVM", 205, 6, 472, "343"],
  ["Add Senger", 140, 3, 340, "412"],
  ["Aden Lesch Sr.", 194, 4, 405, "323"],
  ["Admiral Senger", 132, 5, 448, "433"],
  ["Agness O'Keefe", 90, 9, 843, "555"],
  ["Aileen Barton", 84, 9, 763, "555"],
  ["Ailene Hermann", 281, 8, 699, "355"],
  ["Aiyanna Bruen PhD", 246, 4, 157, "321"],
  ["Ala Schmidt DDS", 349, 3, 363, "212"],
  ["Alannah Borer", 619, 4, 196, "121"],
];

describe("the package rfm of R (rsquaredacademy/rfm)", () => {
  /** Others, so that the quintiles are those of its 995: 115, 181, 297, 482; 4, 5, 6, 8; 256, 382, 506, 666. */
  const days = [10, 20, 30, 115, 150, 160, 181, 297, 300, 310, 320, 482, 500, 510, 520, 530];
  const counts = [3, 3, 3, 4, 4, 5, 5, 5, 5, 6, 6, 7, 7, 8, 9, 9];
  const amounts = [100, 110, 120, 256, 300, 310, 382, 420, 506, 520, 530, 540, 550, 666, 700, 710];
  const all: readonly RfmMeasures[] = [
    ...rsquared.map(([account, recencyDays, count, amount]) => ({ account, recencyDays, frequency: count, monetary: amount })),
    ...days.map((recencyDays, index) => ({ account: `other-${String(index)}`, recencyDays, frequency: counts[index] ?? 0, monetary: amounts[index] ?? 0 })),
  ];
  const scoredBy = (closed: "left" | "right"): Record<string, string> => {
    const { rows: scored } = rfmFromMeasures(all, { asOf: "2006-12-31", quantiles: "linear", closed, segments: [] });
    return Object.fromEntries(scored.map((row) => [row.account, row.class]));
  };

  test("a value at a cut is above it", () => {
    const found = rfmQuantiles(all, ["0.2", "0.4", "0.6", "0.8"], "linear");
    expect(found.map((one) => [one.recencyDays, one.frequency, one.monetary])).toEqual([
      [115, 4, 256],
      [181, 5, 382],
      [297, 6, 506],
      [482, 8, 666],
    ]);
    expect(scoredBy("left")).toMatchObject(Object.fromEntries(rsquared.map(([account, , , , shown]) => [account, shown])));
    // Four orders are at the first cut, 115 days as well: the other rule puts both below it.
    expect(scoredBy("right")["Alannah Borer"]).toBe("111");
    expect([scoredBy("left")["other-3"]?.[0], scoredBy("right")["other-3"]?.[0]]).toEqual(["4", "5"]);
  });
});

describe("histories of repeat purchases, the summary of lifetimes", () => {
  const of = (feature: string): ReturnType<typeof vectors> => vectors("scoring").filter((row) => row.feature === feature);

  test.each(of("rfm.summary"))("$id", (row) => {
    const given = row.given["transactions"] as readonly (readonly [number, string, number])[];
    const orders = given.map(([account, date, amount]) => ({ account: String(account), date, amount }));
    const last = orders.reduce((day, { date }) => (date > day ? date : day), "");
    const { rows: summed } = purchaseSummary(orders, { asOf: last, timeUnit: "day" });
    const shown = summed.map((one) => [Number(one.account), one.frequency, one.recency, one.age, one.monetary]);
    expect(shown).toEqual(row.expect);
  });

  test.skipIf(!hasShared("data/cdnow-sample.txt")).each(of("rfm.summary.describe"))("$id", (row) => {
    const orders = readFileSync(sharedPath("data/cdnow-sample.txt"), "utf8")
      .split("\n")
      .map((line) => line.trim().split(/\s+/))
      .filter((parts) => parts.length >= 5)
      .map(([, account = "", day = "", , amount = ""]) => ({ account, date: `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6, 8)}`, amount }))
      .filter(({ date }) => date < "1997-10-01");
    const { rows: summed } = purchaseSummary(orders, { asOf: "1997-09-30", timeUnit: "week" });
    const means = summed.flatMap(({ monetary: mean }) => (mean === null ? [] : [mean]));
    const mean = means.reduce((sum, one) => sum + one, 0) / means.length;
    const squares = means.reduce((sum, one) => sum + (one - mean) ** 2, 0);
    const [least, median, most] = quantiles(means, ["0", "0.5", "1"], "linear").map(({ value }) => value);
    const found = [mean, Math.sqrt(squares / (means.length - 1)), least, median, most, means.length];
    (row.expect as readonly number[]).forEach((expected, index) => {
      expect(Math.abs((found[index] ?? NaN) - expected)).toBeLessThanOrEqual(row.tolerance ?? 0);
    });
  });
});

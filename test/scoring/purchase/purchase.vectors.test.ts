/** Purchase models against published numbers. */
import { describe, expect, test } from "vitest";

import {
  conditionalByFrequency,
  conditionalExpectedPurchases,
  expectedPurchases,
  fitBgNbd,
  fitMbgNbd,
  fitParetoNbd,
  probabilityAlive,
  purchaseLogLikelihood,
  purchaseProbabilities,
  purchaseSummary,
  repeatPurchasesByPeriod,
  trackingTable,
} from "../../../src/scoring/index.js";
import type { PurchaseHistory, PurchaseModel } from "../../../src/scoring/index.js";
import { vectors } from "../../support/shared.js";
import type { Vector } from "../../support/shared.js";
import { cdnowOrders, cdnowRounded, cdnowSummary, hasCdnow } from "./cdnow.js";

const KINDS = { bgnbd: "bg-nbd", mbgnbd: "mbg-nbd", paretonbd: "pareto-nbd" } as const;
const rows = vectors("scoring");
const of = (...features: string[]): readonly Vector[] =>
  rows.filter((row) => features.some((feature) => row.feature === feature));
const listOf = (value: unknown): number[] => (Array.isArray(value) ? (value as number[]) : [Number(value)]);

function modelOf(row: Vector): PurchaseModel {
  const kind = KINDS[row.feature.split(".")[0] as keyof typeof KINDS];
  return { kind, parameters: row.given["params"] } as unknown as PurchaseModel;
}

function historiesOf(given: Record<string, unknown>): readonly PurchaseHistory[] {
  const triples = given["xtxT"] as [number, number, number][] | undefined;
  if (triples !== undefined) return triples.map(([frequency, recency, age]) => ({ frequency, recency, age }));
  const [x, tx, end] = [listOf(given["x"]), listOf(given["tx"]), listOf(given["T"])];
  return Array.from({ length: Math.max(x.length, tx.length) }, (_, index) => ({
    frequency: x[index] ?? x[0] ?? NaN,
    recency: tx[index] ?? tx[0] ?? NaN,
    age: end[index] ?? end[0] ?? NaN,
  }));
}

/** Within the row's tolerance, absolute; relative where the row's note asks for it. */
function near(actual: readonly number[], row: Vector, relative?: number): void {
  const expected = listOf(row.expect);
  const tolerances = listOf(row["tolerance"]);
  expect(actual).toHaveLength(expected.length);
  expected.forEach((value, index) => {
    const tolerance =
      relative === undefined ? (tolerances[index] ?? tolerances[0] ?? 0) : relative * Math.abs(value);
    expect(Math.abs((actual[index] ?? NaN) - value)).toBeLessThanOrEqual(tolerance);
  });
}

describe("of one customer", () => {
  test.each(of("bgnbd.expectedTransactions", "mbgnbd.expectedTransactions", "paretonbd.expectedTransactions"))(
    "$id",
    (row) => near(listOf(row.given["t"]).map((time) => expectedPurchases(modelOf(row), time)), row),
  );
  test.each(of("bgnbd.probabilityAlive", "mbgnbd.probabilityAlive", "paretonbd.probabilityAlive"))("$id", (row) => {
    const alive = historiesOf(row.given).map((history) => probabilityAlive(modelOf(row), history));
    near(alive, row);
    near(alive, row, 1e-8);
  });
  test.each(of("bgnbd.conditionalExpectedTransactions", "paretonbd.conditionalExpectedTransactions"))("$id", (row) => {
    const time = Number(row.given["t"]);
    near(historiesOf(row.given).map((history) => conditionalExpectedPurchases(modelOf(row), history, time)), row);
  });
  test.each(of("bgnbd.pmf"))("$id", (row) => {
    const chances = purchaseProbabilities(modelOf(row), Number(row.given["t"]), 20);
    const found = listOf(row.given["x"]).map((count) => chances[count] ?? NaN);
    near(found, row);
    near(found, row, 1e-10);
  });
  test.each(of("mbgnbd.logLikelihood"))("$id", (row) =>
    near([purchaseLogLikelihood(modelOf(row), historiesOf(row.given))], row),
  );
  test("the expectation at a = 1 is the limit to the last digits", () => {
    // Ten digits more than the row: (α/(α+t))^r and the sum by mpmath at 40 digits.
    const at = (a: number): number =>
      expectedPurchases({ kind: "bg-nbd", parameters: { r: 0.243, alpha: 4.414, a, b: 2.426 } }, 39);
    expect(Math.abs((at(1 - 1e-6) + at(1 + 1e-6)) / 2 - at(1))).toBeLessThan(1e-11);
  });
});

describe.skipIf(!hasCdnow)("CDNOW", () => {
  test.each(of("bgnbd.logLikelihood", "paretonbd.logLikelihood"))("$id", (row) =>
    near([purchaseLogLikelihood(modelOf(row), cdnowRounded())], row),
  );
  test.each(of("bgnbd.fit.logLikelihood"))("$id", (row) => {
    const fit = fitBgNbd(cdnowRounded());
    near([fit.logLikelihood ?? NaN], row);
    expect(fit.status).toBe("converged");
    expect(fit.aic).toBeCloseTo(8 - 2 * (fit.logLikelihood ?? NaN), 9);
    expect(fit.bic).toBeCloseTo(4 * Math.log(2357) - 2 * (fit.logLikelihood ?? NaN), 9);
  });
  test.each(of("bgnbd.fit.standardErrors", "paretonbd.fit.standardErrors"))("$id", (row) => {
    const fit = row.feature.startsWith("bgnbd") ? fitBgNbd(cdnowRounded()) : fitParetoNbd(cdnowRounded());
    near(Object.values(fit.standardErrors ?? {}), row);
  });
  test.each(of("bgnbd.fit"))("$id", (row) => {
    const weeks = fitBgNbd(cdnowRounded());
    const inDays = cdnowRounded().map(({ frequency, recency, age }) => ({
      frequency,
      recency: recency * 7,
      age: age * 7,
    }));
    const days = fitBgNbd(inDays);
    near(Object.values(weeks.parameters), row);
    expect(days.parameters.alpha / weeks.parameters.alpha / 7).toBeCloseTo(1, 8);
    expect(days.parameters.r / weeks.parameters.r).toBeCloseTo(1, 8);
    expect(days.parameters.a / weeks.parameters.a).toBeCloseTo(1, 7);
    expect(days.parameters.b / weeks.parameters.b).toBeCloseTo(1, 7);
    const purchases = inDays.reduce((sum, { frequency }) => sum + frequency, 0);
    expect(days.logLikelihood).toBeCloseTo((weeks.logLikelihood ?? NaN) - purchases * Math.log(7), 6);
  });
  test.each(of("mbgnbd.fit"))("$id", (row) => near(Object.values(fitMbgNbd(cdnowRounded()).parameters), row));
  test("published parameters: Fader, Hardie and Lee (2005), and the BTYD vignette", () => {
    const bg = fitBgNbd(cdnowRounded());
    expect(Object.values(bg.parameters).map((value) => value.toFixed(3))).toEqual(["0.243", "4.414", "0.793", "2.426"]);
    expect(bg.logLikelihood?.toFixed(1)).toBe("-9582.4");
    const pareto = fitParetoNbd(cdnowSummary().rows);
    // BTYD stops its search a little short; its own printed values.
    const printed = [0.55339714325745, 10.58019854358987, 0.60606249719576, 11.65622367231663];
    Object.values(pareto.parameters).forEach((value, index) =>
      expect(Math.abs(value / (printed[index] ?? NaN) - 1)).toBeLessThan(2e-3),
    );
    expect(pareto.logLikelihood?.toFixed(1)).toBe("-9595.0");
  });
  test("published by CLVTools, in weeks that are not rounded: parameters and log-likelihood", () => {
    const [bg, pareto] = [fitBgNbd(cdnowSummary().rows), fitParetoNbd(cdnowSummary().rows)];
    const close = (found: object, printed: readonly number[], tolerance: number): void =>
      Object.values(found).forEach((value, index) =>
        expect(Math.abs(Number(value) / (printed[index] ?? NaN) - 1)).toBeLessThan(tolerance),
      );
    close(bg.parameters, [0.2425945, 4.4136019, 0.7929199, 2.4258881], 1e-5);
    close(pareto.parameters, [0.55315, 10.57633, 0.60625, 11.6715], 3e-4);
    close(pareto.standardErrors ?? {}, [0.0476264, 0.8427222, 0.1872594, 6.2105448], 2e-4);
    expect([bg.logLikelihood?.toFixed(3), pareto.logLikelihood?.toFixed(3)]).toEqual(["-9582.429", "-9594.976"]);
  });
  test.each(of("bgnbd.holdoutByFrequency"))("$id", (row) => {
    const { rows: histories, holdoutTime } = cdnowSummary();
    expect(holdoutTime).toBe(39);
    const table = conditionalByFrequency(fitBgNbd(histories), histories, { time: holdoutTime });
    near(table.map(({ expected }) => expected ?? NaN), row);
    expect(table.map(({ customers }) => customers)).toEqual([1411, 439, 214, 100, 62, 38, 29, 64]);
    const actual = [0.2367116, 0.6970387, 1.392523, 1.56, 2.532258, 2.947368, 3.862069, 6.359375];
    table.forEach((line, index) => expect(line.actual).toBeCloseTo(actual[index] ?? NaN, 6));
  });
  test.each(of("paretonbd.cumulativeTracking"))("$id", (row) => {
    const { rows: histories } = cdnowSummary();
    const parameters = { r: 0.55339714325745, alpha: 10.58019854358987, s: 0.60606249719576, beta: 11.65622367231663 };
    const options = { periodLength: 1, periods: 78 };
    const actual = repeatPurchasesByPeriod(cdnowOrders(), { ...options, timeUnit: "week", calibrationEnd: "1997-09-30" });
    const table = trackingTable({ kind: "pareto-nbd", parameters }, histories, { ...options, actual });
    const weeks = listOf(row.given["weeks"]).map((week) => table[week - 1]);
    near(weeks.map((line) => line?.expectedCumulative ?? NaN), row);
    expect(weeks.map((line) => line?.actualCumulative)).toEqual([1359, 1414, 1484, 1517, 1573, 1672]);
  });
  test.each(of("rfm.summary.describe"))("$id", (row) => {
    const values = cdnowSummary()
      .rows.map(({ monetary }) => monetary)
      .filter((value) => value !== null)
      .sort((a, b) => a - b);
    const count = values.length;
    const mean = values.reduce((sum, value) => sum + value, 0) / count;
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1));
    const middle = ((values[count / 2 - 1] ?? NaN) + (values[count / 2] ?? NaN)) / 2;
    near([mean, deviation, values[0] ?? NaN, middle, values[count - 1] ?? NaN, count], row);
  });
  test.each(of("retention.repeatRate"))("$id: customers with a repeat purchase", (row) => {
    const { rows: histories } = cdnowSummary();
    const repeaters = histories.filter(({ frequency }) => frequency > 0).length;
    near([repeaters, repeaters / histories.length], row);
  });
});

test.each(of("rfm.summary"))("$id", (row) => {
  const orders = (row.given["transactions"] as [number, string, number][]).map(([id, date, amount]) => ({
    account: String(id),
    date,
    amount,
  }));
  const { rows: found } = purchaseSummary(orders, { asOf: "2014-05-21", timeUnit: "day" });
  expect(found.map(({ account, frequency, recency, age, monetary }) => [Number(account), frequency, recency, age, monetary])).toEqual(
    row.expect,
  );
});

/** Spend and lifetime value against published numbers. */
import { existsSync, readFileSync } from "node:fs";

import { describe, expect, test } from "vitest";

import {
  customerLifetimeValue,
  expectedSpend,
  fitGammaGamma,
  gammaGammaLogLikelihood,
  markovClv,
  meanSpend,
  residualPurchases,
  retentionClv,
} from "../../../src/scoring/value/index.js";
import type { GammaGammaModel, SpendPattern } from "../../../src/scoring/value/index.js";
import type { BgNbdModel } from "../../../src/scoring/purchase/index.js";
import { money } from "../../../src/values/index.js";
import { sharedPath, vectors } from "../../support/shared.js";

const rows = vectors("scoring");
const of = (feature: string): typeof rows => rows.filter((row) => row.feature === feature);
const number = (given: Record<string, unknown>, name: string): number => given[name] as number;

/** The parameter γ is `v` in the sources of the numbers. */
function spendModel(parameters: unknown): GammaGammaModel {
  const { p, q, v } = parameters as { p: number; q: number; v: number };
  return { kind: "gamma-gamma", parameters: { p, q, gamma: v } };
}

function near(actual: number, expected: unknown, tolerance = 1e-9): void {
  expect(Math.abs(actual - Number(expected))).toBeLessThanOrEqual(tolerance);
}

const cdnowPath = sharedPath("data/cdnow-sample.txt");
const hasCdnow = existsSync(cdnowPath);

/** Repeat customers to 1997-09-30: days, not orders, and the first day left out. */
function repeatCustomers(roundedToCents: boolean): SpendPattern[] {
  const customers = new Map<string, Map<string, number>>();
  for (const line of readFileSync(cdnowPath, "utf8").split("\n")) {
    const [, id = "", date = "", , dollars = ""] = line.trim().split(/\s+/);
    if (dollars === "" || date > "19970930") continue;
    const days = customers.get(id) ?? new Map<string, number>();
    customers.set(id, days.set(date, (days.get(date) ?? 0) + Math.round(Number(dollars) * 100)));
  }
  return [...customers.values()].flatMap((days) => {
    const repeats = [...days].sort(([a], [b]) => (a < b ? -1 : 1)).slice(1);
    const cents = repeats.reduce((sum, [, amount]) => sum + amount, 0);
    if (repeats.length === 0) return [];
    const mean = cents / repeats.length;
    // Half a cent goes up, as in the table of the lifetimes package.
    return { frequency: repeats.length, monetary: (roundedToCents ? Math.floor(mean + 0.5) : mean) / 100 };
  });
}

describe("shared numbers", () => {
  test.each(of("gammagamma.populationMean"))("$id", ({ given, expect: expected, tolerance }) => {
    const mean = meanSpend(spendModel(given["params"]));
    near(mean.state === "known" ? mean.value : NaN, expected, tolerance);
  });

  test.each(of("gammagamma.conditionalExpectedAverage"))("$id", (row) => {
    const { given } = row;
    const history = { frequency: number(given, "frequency"), monetary: number(given, "monetary") };
    const spend = expectedSpend(spendModel(given["params"]), history);
    near(spend.state === "known" ? spend.value : NaN, row.expect, row.tolerance);
  });

  test.skipIf(!hasCdnow).each(of("gammagamma.logLikelihood"))("$id", (row) => {
    const model = spendModel(row.given["params"]);
    const customers = repeatCustomers(true);
    expect(customers.length).toBe(946);
    near(gammaGammaLogLikelihood(model, customers), row.expect, row.tolerance);
    near(
      gammaGammaLogLikelihood(model, repeatCustomers(false)),
      (row["published"] as number[])[0],
      row["publishedTolerance"] as number,
    );
  });

  test.each(of("clv.discounted"))("$id", ({ given, expect: expected, tolerance }) => {
    const model: BgNbdModel = { kind: "bg-nbd", parameters: given["bgnbd"] as BgNbdModel["parameters"] };
    const [days = NaN, week = NaN] = String(given["weeksPerMonth"]).split("/").map(Number);
    const history = {
      frequency: number(given, "x"),
      recency: number(given, "tx"),
      age: number(given, "T"),
      monetary: number(given, "monetary"),
    };
    const clv = customerLifetimeValue(model, spendModel(given["gammagamma"]), history, {
      periods: number(given, "months"),
      periodLength: days / week,
      discountRate: number(given, "monthlyRate"),
      currency: "USD",
    });
    near(clv.state === "known" ? clv.unrounded : NaN, expected, tolerance);
  });

  test.each([...of("clv.markov"), ...of("clv.markovFinite")])("$id", (row) => {
    const rewards = row.given["R"] as number[];
    const periods = row.given["periods"] as number | undefined;
    const clv = markovClv({
      states: rewards.map((reward, index) => ({
        id: `recency-${String(index + 1)}`,
        reward: money(reward, "USD"),
      })),
      transitions: row.given["P"] as number[][],
      discountRate: number(row.given, "discount"),
      ...(periods === undefined ? {} : { horizonPeriods: periods }),
    });
    (row.expect as number[]).forEach((value, index) => {
      near(clv[index]?.unrounded ?? NaN, value, row.tolerance);
    });
    const [published] = (row["published"] as number[] | undefined) ?? [];
    if (published !== undefined) near(clv[0]?.unrounded ?? NaN, published, 0.01);
  });

  test("no row of these features is left out", () => {
    const covered = [
      "gammagamma.populationMean",
      "gammagamma.conditionalExpectedAverage",
      "gammagamma.logLikelihood",
      "clv.discounted",
      "clv.markov",
      "clv.markovFinite",
    ];
    const mine = rows.filter(({ feature }) => /^(gammagamma|clv)\./.test(feature));
    expect(mine.filter(({ feature }) => !covered.includes(feature))).toEqual([]);
  });
});

describe.skipIf(!hasCdnow)("gamma–gamma on 946 repeat customers of CDNOW", () => {
  test("the published parameters: p 6.25, q 3.74, γ 15.44, log-likelihood −4055.92", () => {
    const fit = fitGammaGamma(repeatCustomers(false));
    expect([fit.status, fit.customers]).toEqual(["converged", 946]);
    near(fit.parameters.p, 6.25, 0.005);
    near(fit.parameters.q, 3.74, 0.005);
    near(fit.parameters.gamma, 15.44, 0.005);
    near(fit.logLikelihood ?? NaN, -4055.9177, 1e-3);
    // "A correlation of 0.11" between frequency and mean spend (Fader, Hardie and Lee 2005).
    near(fit.correlation ?? NaN, 0.11, 0.005);
  });
});

describe("textbook formulas of constant retention", () => {
  const terms = { margin: money("100.00", "USD"), retentionRate: 0.8, discountRate: 0.12 } as const;
  test.each([
    ["now", (100 * 1.12) / 0.32],
    ["end-of-first-period", 100 / 0.32],
    ["if-renewed-now", (100 * 0.8 * 1.12) / 0.32],
    ["after-first-renewal", (100 * 0.8) / 0.32],
  ] as const)("first margin %s", (firstMargin, expected) => {
    const clv = retentionClv({ ...terms, firstMargin });
    near(clv.state === "known" ? clv.multiplier * 100 : NaN, expected);
    expect(clv.state === "known" && clv.value.amount).toBe(expected.toFixed(2));
  });

  test("margin multiples of Gupta and Lehmann (2003): r ÷ (1 + i − r)", () => {
    // Their table, at a discount rate of 12 percent.
    for (const [retentionRate, multiple] of [[0.6, 1.15], [0.7, 1.67], [0.8, 2.5], [0.9, 4.09]] as const) {
      const clv = retentionClv({ ...terms, retentionRate, firstMargin: "after-first-renewal" });
      near(clv.state === "known" ? clv.multiplier : NaN, multiple, 0.005);
    }
  });

  test("and with growth: r ÷ (1 + i − r (1 + g))", () => {
    const clv = retentionClv({ ...terms, growthRate: 0.08, firstMargin: "after-first-renewal" });
    near(clv.state === "known" ? clv.multiplier : NaN, 0.8 / (1.12 - 0.8 * 1.08), 1e-12);
  });
});

test("residual purchases of the Pareto/NBD by a fine sum in continuous time", () => {
  // Against Simpson's rule on δ e^(−δt) E[X(t)]: see the properties for all models.
  const model = { kind: "pareto-nbd", parameters: { r: 0.553, alpha: 10.578, s: 0.606, beta: 11.669 } } as const;
  const residual = residualPurchases(model, { frequency: 2, recency: 30.43, age: 38.86 }, { discountRate: 0.0027 });
  near(residual.state === "known" ? residual.value : NaN, 6.489085609850, 1e-9);
});

/** Models of contracts and occasions against published numbers. */
import { existsSync, readFileSync } from "node:fs";

import { describe, expect, test } from "vitest";

import {
  bgBbConditionalExpectedPurchases,
  bgBbExpectedPurchases,
  bgBbLogLikelihood,
  bgBbProbabilityAlive,
  bgBbPurchaseProbability,
  bgBbResidualPurchases,
  fitBgBb,
  fitSbg,
  sbgLifetime,
  sbgRetentionRates,
  sbgSurvival,
} from "../../../src/scoring/contract/index.js";
import type {
  BgBbModel,
  BgBbParameters,
  OccasionPattern,
  SbgModel,
} from "../../../src/scoring/contract/index.js";
import { sharedPath, vectors } from "../../support/shared.js";

const rows = vectors("scoring");
const of = (feature: string): typeof rows => rows.filter((row) => row.feature === feature);
const modelOf = (given: Record<string, unknown>): BgBbModel => ({
  kind: "bg-bb",
  parameters: given["params"] as BgBbParameters,
});
const number = (given: Record<string, unknown>, name: string): number => given[name] as number;
const historyOf = (given: Record<string, unknown>): OccasionPattern => ({
  frequency: number(given, "x"),
  recency: number(given, "tx"),
  periods: number(given, "n"),
});

function near(actual: number, expected: unknown, tolerance = 1e-9): void {
  expect(Math.abs(actual - Number(expected))).toBeLessThanOrEqual(tolerance);
}

const donationsPath = sharedPath("data/donations.csv");
const hasDonations = existsSync(donationsPath);

function donations(): OccasionPattern[] {
  const [, ...lines] = readFileSync(donationsPath, "utf8").trim().split(/\r?\n/);
  return lines.map((line) => {
    const [frequency = 0, recency = 0, periods = 0, count = 0] = line.split(",").map(Number);
    return { frequency, recency, periods, count };
  });
}

describe("shared numbers", () => {
  test.each(of("sbg.survival"))("$id", ({ given, expect: expected, tolerance }) => {
    const model: SbgModel = {
      kind: "sbg",
      parameters: { alpha: number(given, "alpha"), beta: number(given, "beta") },
    };
    const survival = sbgSurvival(model, number(given, "periods"));
    (expected as number[]).forEach((value, index) => {
      near(survival[index] ?? NaN, value, tolerance);
    });
  });

  test.each(of("bgbb.dert"))("$id", ({ given, expect: expected, tolerance }) => {
    const options = { discountRate: number(given, "discount") };
    const residual = bgBbResidualPurchases(modelOf(given), historyOf(given), options);
    near(residual.state === "known" ? residual.value : NaN, expected, tolerance);
  });

  test.each(of("bgbb.probabilityAlive"))("$id", ({ given, expect: expected, tolerance }) => {
    near(bgBbProbabilityAlive(modelOf(given), historyOf(given)), expected, tolerance);
  });

  test.each(of("bgbb.expectedTransactions"))("$id", ({ given, expect: expected, tolerance }) => {
    (given["n"] as number[]).forEach((periods, index) => {
      const value = bgBbExpectedPurchases(modelOf(given), periods);
      near(value, (expected as number[])[index], tolerance);
    });
  });

  test.skipIf(!hasDonations).each(of("bgbb.conditionalExpectedTransactions.sum"))("$id", (row) => {
    const model = modelOf(row.given);
    const total = donations().reduce((sum, pattern) => {
      const periods = number(row.given, "nStar");
      return sum + (pattern.count ?? 1) * bgBbConditionalExpectedPurchases(model, pattern, periods);
    }, 0);
    near(total, row.expect, row.tolerance);
    near(total, (row["published"] as number[])[0], row["publishedTolerance"] as number);
  });

  test("no row of these features is left out", () => {
    const covered = [
      "sbg.survival",
      "bgbb.dert",
      "bgbb.probabilityAlive",
      "bgbb.expectedTransactions",
      "bgbb.conditionalExpectedTransactions.sum",
    ];
    const mine = rows.filter(({ feature }) => /^(bgbb|sbg)\./.test(feature));
    expect(mine.filter(({ feature }) => !covered.includes(feature))).toEqual([]);
  });
});

describe("Fader and Hardie (2007), How to Project Customer Retention", () => {
  const regular = [1000, 631, 468, 382, 326, 289, 262, 241];
  const highEnd = [1000, 869, 743, 653, 593, 551, 517, 491];

  test.each([
    ["regular", regular, 0.704, 1.182, -1680.3],
    ["high end", highEnd, 0.668, 3.806, -1611.2],
  ] as const)("%s clients over seven years", (_, survivors, alpha, beta, logLikelihood) => {
    const fit = fitSbg([{ survivors }]);
    expect(fit.status).toBe("converged");
    near(fit.parameters.alpha, alpha, 5e-4);
    near(fit.parameters.beta, beta, 5e-4);
    near(fit.logLikelihood ?? NaN, logLikelihood, 0.05);
  });

  test("the projection to year twelve is within two points of what came", () => {
    const survival = sbgSurvival(fitSbg([{ survivors: highEnd }]), 12);
    [0.468, 0.445, 0.427, 0.409, 0.394].forEach((actual, index) => {
      near(survival[8 + index] ?? NaN, actual, 0.02);
    });
  });
});

describe("Fader and Hardie (2010), The Perils of Ignoring Heterogeneity", () => {
  test("retention rises with tenure, and residual lifetime with it", () => {
    // Clients of whom 80 % renew the first time.
    const model: SbgModel = { kind: "sbg", parameters: { alpha: 3.8, beta: 15.19 } };
    near(sbgRetentionRates(model, 5)[0] ?? NaN, 0.8, 5e-4);
    near(sbgRetentionRates(model, 5)[4] ?? NaN, 0.835, 5e-4);
    const at = (renewals: number): number => {
      const options = { renewals, discountRate: 0.1, firstMargin: "if-renewed-now" } as const;
      const lifetime = sbgLifetime(model, options);
      return lifetime.state === "known" ? lifetime.value : NaN;
    };
    // ₂F₁ against a plain sum of ten thousand terms.
    for (const renewals of [0, 1, 4]) {
      let stays = 1;
      let sum = 0;
      for (let period = 0; period < 10_000; period += 1) {
        stays *= (15.19 + renewals + period) / (18.99 + renewals + period);
        sum += stays / 1.1 ** period;
      }
      near(at(renewals), sum, 1e-12);
    }
  });
});

describe.skipIf(!hasDonations)("Fader, Hardie and Shang (2010), 11,104 donors", () => {
  test("the parameters and the likelihood", () => {
    const fit = fitBgBb(donations());
    expect(fit.status).toBe("converged");
    expect([fit.customers, fit.patterns]).toEqual([11_104, 22]);
    near(fit.parameters.alpha, 1.204, 6e-4);
    near(fit.parameters.beta, 0.75, 6e-4);
    near(fit.parameters.gamma, 0.657, 6e-4);
    near(fit.parameters.delta, 2.783, 6e-4);
    near(fit.logLikelihood ?? NaN, -33_225.6, 0.05);
    near(bgBbLogLikelihood(fit, donations()), fit.logLikelihood, 1e-7);
  });

  test("the table of expected gifts in five years, by frequency and recency", () => {
    const fit = fitBgBb(donations());
    const expected = (frequency: number, recency: number): number =>
      bgBbConditionalExpectedPurchases(fit, { frequency, recency, periods: 6 }, 5);
    near(expected(0, 0), 0.07, 0.005);
    near(expected(1, 1), 0.09, 0.005);
    near(expected(1, 6), 1.14, 0.015);
    near(expected(6, 6), 3.75, 0.005);
  });

  test("the expected numbers of donors by number of gifts", () => {
    const fit = fitBgBb(donations());
    const seen = [3464, 1823, 1430, 1085, 1036, 1063, 1203];
    seen.forEach((count, purchases) => {
      const share = bgBbPurchaseProbability(fit, purchases, 6);
      expect(Math.abs(share * 11_104 - count) / count).toBeLessThan(0.1);
    });
  });
});

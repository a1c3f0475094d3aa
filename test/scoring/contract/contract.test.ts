import { describe, expect, test } from "vitest";

import {
  bgBbConditionalExpectedPurchases,
  bgBbExpectedPurchases,
  bgBbLogLikelihood,
  bgBbPosteriorMeans,
  bgBbProbabilityAlive,
  bgBbPurchaseProbability,
  bgBbResidualPurchases,
  fitBgBb,
  fitSbg,
  sbgLifetime,
  sbgRetentionRates,
  sbgSurvival,
} from "../../../src/scoring/contract/index.js";
import type { BgBbModel, SbgModel } from "../../../src/scoring/contract/index.js";
import { isClienteleError } from "../../../src/values/index.js";

const sbg: SbgModel = { kind: "sbg", parameters: { alpha: 0.7, beta: 1.2 } };
const bgBb: BgBbModel = {
  kind: "bg-bb",
  parameters: { alpha: 1.2, beta: 0.75, gamma: 0.66, delta: 2.78 },
};
const history = { frequency: 3, recency: 4, periods: 6 };
const lifetime = { renewals: 0, discountRate: 0.1, firstMargin: "now" } as const;

describe("bad input is refused with a code and a path", () => {
  const never = (value: unknown): never => value as never;
  test.each([
    ["no model", () => sbgSurvival(never(null), 3), "schema.type", "model"],
    ["a model of another kind", () => sbgSurvival(never(bgBb), 3), "schema.value", "model.kind"],
    ["no parameters", () => sbgSurvival(never({ kind: "sbg" }), 3), "schema.type", "model.parameters"],
    [
      "a parameter of zero",
      () => sbgRetentionRates({ kind: "sbg", parameters: { alpha: 0, beta: 1 } }, 3),
      "schema.range",
      "model.parameters.alpha",
    ],
    [
      "a parameter that is no number",
      () => bgBbExpectedPurchases(never({ kind: "bg-bb", parameters: { alpha: "1" } }), 1),
      "schema.type",
      "model.parameters.alpha",
    ],
    ["a fraction of a renewal", () => sbgSurvival(sbg, 1.5), "schema.type", "renewals"],
    ["too many renewals", () => sbgSurvival(sbg, 1e6), "schema.range", "renewals"],
    ["no options", () => sbgLifetime(sbg, never(undefined)), "schema.type", "options"],
    ["a negative discount", () => sbgLifetime(sbg, { ...lifetime, discountRate: -0.1 }), "scoring.discount_rate", "discountRate"],
    ["a discount of 5e-324", () => sbgLifetime(sbg, { ...lifetime, discountRate: 5e-324 }), "scoring.discount_rate", "discountRate"],
    ["a discount that is NaN", () => sbgLifetime(sbg, { ...lifetime, discountRate: NaN }), "schema.not_finite", "discountRate"],
    ["an unknown convention", () => sbgLifetime(sbg, { ...lifetime, firstMargin: never("later") }), "schema.value", "firstMargin"],
    ["an unknown option", () => sbgLifetime(sbg, never({ ...lifetime, horizon: 3 })), "schema.unknown_key", "options.horizon"],
    ["a horizon of zero", () => sbgLifetime(sbg, { ...lifetime, horizonPeriods: 0 }), "schema.range", "horizonPeriods"],
    ["cohorts that are no list", () => fitSbg(never({})), "schema.type", "cohorts"],
    ["no cohort", () => fitSbg([]), "scoring.empty", "cohorts"],
    ["a cohort of nobody", () => fitSbg([{ survivors: [0, 0] }]), "scoring.empty", "cohorts"],
    ["one count", () => fitSbg([{ survivors: [10] }]), "scoring.survivors", "cohorts[0].survivors"],
    ["survivors that rise", () => fitSbg([{ survivors: [10, 11] }]), "scoring.survivors", "cohorts[0].survivors[1]"],
    ["a negative count", () => fitSbg([{ survivors: [10, -1] }]), "schema.range", "cohorts[0].survivors[1]"],
    ["a count of 1e308", () => fitSbg([{ survivors: [1e308, 3] }]), "schema.type", "cohorts[0].survivors[0]"],
    ["a negative penalty", () => fitSbg([{ survivors: [10, 9] }], { penalty: -1 }), "schema.range", "options.penalty"],
    ["an unknown fit option", () => fitSbg([{ survivors: [10, 9] }], never({ starts: 3 })), "schema.unknown_key", "options.starts"],
    ["rows that are no list", () => fitBgBb(never("rows")), "schema.type", "rows"],
    ["no row", () => fitBgBb([]), "scoring.empty", "rows"],
    ["counts of zero alone", () => fitBgBb([{ ...history, count: 0 }]), "scoring.empty", "rows"],
    ["more purchases than occasions", () => fitBgBb([{ frequency: 5, recency: 4, periods: 6 }]), "scoring.history", "rows[0].frequency"],
    ["a purchase without a date", () => fitBgBb([{ frequency: 1, recency: 0, periods: 6 }]), "scoring.history", "rows[0].frequency"],
    ["a date without a purchase", () => fitBgBb([{ frequency: 0, recency: 2, periods: 6 }]), "scoring.history", "rows[0].frequency"],
    ["a purchase after the end", () => bgBbProbabilityAlive(bgBb, { frequency: 1, recency: 7, periods: 6 }), "scoring.history", "history.recency"],
    ["a fraction of a purchase", () => bgBbPosteriorMeans(bgBb, { ...history, frequency: 0.5 }), "schema.type", "history.frequency"],
    ["no history", () => bgBbConditionalExpectedPurchases(bgBb, never(undefined), 3), "schema.type", "history"],
    ["periods below zero", () => bgBbConditionalExpectedPurchases(bgBb, history, -1), "schema.range", "periods"],
    ["an infinite number of periods", () => bgBbExpectedPurchases(bgBb, Infinity), "schema.type", "periods"],
    ["no discount", () => bgBbResidualPurchases(bgBb, history, never({})), "schema.type", "discountRate"],
    ["purchases below zero", () => bgBbPurchaseProbability(bgBb, -1, 3), "schema.range", "purchases"],
    ["a hazardous key", () => bgBbLogLikelihood(bgBb, [never(JSON.parse('{"__proto__":1}'))]), "schema.unknown_key", "rows[0].__proto__"],
  ])("%s", (_, act, code, path) => {
    try {
      act();
    } catch (error) {
      expect(isClienteleError(error)).toBe(true);
      expect(error).toMatchObject({ code, path });
      return;
    }
    expect.fail("nothing was refused");
  });
});

describe("edges", () => {
  test("no renewal, no occasion, no history", () => {
    expect(sbgSurvival(sbg, 0)).toEqual([1]);
    expect(sbgRetentionRates(sbg, 0)).toEqual([]);
    expect(bgBbExpectedPurchases(bgBb, 0)).toBe(0);
    expect(bgBbPurchaseProbability(bgBb, 0, 0)).toBe(1);
    expect(bgBbLogLikelihood(bgBb, [])).toBe(0);
    const fresh = { frequency: 0, recency: 0, periods: 0 };
    expect(bgBbProbabilityAlive(bgBb, fresh)).toBeCloseTo(2.78 / (2.78 + 0.66), 12);
    expect(bgBbConditionalExpectedPurchases(bgBb, fresh, 4)).toBeCloseTo(bgBbExpectedPurchases(bgBb, 4), 12);
  });

  test("a lifetime without discount ends where the tail is light, and is said not to where it is heavy", () => {
    const light: SbgModel = { kind: "sbg", parameters: { alpha: 2, beta: 3 } };
    // (α + β − 1) ÷ (α − 1)
    expect(sbgLifetime(light, { ...lifetime, discountRate: 0 })).toEqual({ state: "known", value: 4 });
    expect(sbgLifetime(sbg, { ...lifetime, discountRate: 0 })).toEqual({ state: "unknown", reason: "unbounded" });
    expect(bgBbResidualPurchases(bgBb, history, { discountRate: 0 })).toEqual({ state: "unknown", reason: "unbounded" });
  });

  test("ten thousand occasions with the widest parameters stay finite", () => {
    const wide = [1e-14, 1e-6, 1, 1e6, 1e14];
    for (const alpha of wide) {
      for (const gamma of wide) {
        const model: BgBbModel = { kind: "bg-bb", parameters: { alpha, beta: 1 / alpha, gamma, delta: 1 / gamma } };
        for (const [frequency, recency] of [[0, 0], [1, 1], [1, 9000], [9000, 9000]] as const) {
          const long = { frequency, recency, periods: 10_000 };
          const alive = bgBbProbabilityAlive(model, long);
          expect(alive >= 0 && alive <= 1).toBe(true);
          expect(Number.isFinite(bgBbLogLikelihood(model, [long]))).toBe(true);
          expect(Number.isFinite(bgBbConditionalExpectedPurchases(model, long, 10_000))).toBe(true);
          const { purchase, leaving } = bgBbPosteriorMeans(model, long);
          expect(Number.isFinite(purchase + leaving)).toBe(true);
          expect(bgBbResidualPurchases(model, long, { discountRate: 0.1 }).state).toBe("known");
        }
      }
    }
  });

  test("few, equal and impossible-looking clients end in a status, never in an exception", () => {
    const patterns = [
      [{ frequency: 0, recency: 0, periods: 0 }],
      [{ frequency: 0, recency: 0, periods: 6 }],
      [{ frequency: 6, recency: 6, periods: 6 }],
      [{ frequency: 1, recency: 1, periods: 1 }, { frequency: 0, recency: 0, periods: 1 }],
      [{ frequency: 1, recency: 1, periods: 300, count: 1_000_000 }],
    ];
    for (const rows of patterns) {
      const fit = fitBgBb(rows);
      expect(["boundary", "max-iterations"]).toContain(fit.status);
      for (const value of Object.values(fit.parameters)) expect(value > 0 && value < Infinity).toBe(true);
      expect(Number.isFinite(fit.logLikelihood)).toBe(true);
    }
  });
});

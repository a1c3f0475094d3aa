import { describe, expect, expectTypeOf, test } from "vitest";
import type * as z from "zod";

import type { BgBbModel, SbgModel } from "../../../src/scoring/contract/index.js";
import { bgBbProbabilityAlive, fitBgBb, fitSbg, sbgSurvival } from "../../../src/scoring/contract/index.js";
import type { contractModelSchema } from "../../../src/scoring/contract/schema.js";
import { parseContractModel, safeParseContractModel } from "../../../src/scoring/contract/schema.js";
import type { SpendModel } from "../../../src/scoring/value/index.js";
import { fitGammaGamma, meanSpend } from "../../../src/scoring/value/index.js";
import type { spendModelSchema } from "../../../src/scoring/value/schema.js";
import { parseSpendModel, safeParseSpendModel } from "../../../src/scoring/value/schema.js";
import { isClienteleError } from "../../../src/values/index.js";

describe("stored models", () => {
  test("a fit that went through JSON is parsed to a model of the same answers", () => {
    const stored = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
    const contract = fitSbg([{ survivors: [100, 70, 55, 47] }]);
    const again = parseContractModel(stored(contract));
    expect(again).toEqual({ kind: "sbg", parameters: contract.parameters });
    if (again.kind === "sbg") expect(sbgSurvival(again, 5)).toEqual(sbgSurvival(contract, 5));
    const history = { frequency: 1, recency: 1, periods: 3 };
    const occasions = fitBgBb([history, { frequency: 2, recency: 3, periods: 3 }, { frequency: 0, recency: 0, periods: 3 }]);
    const same = parseContractModel(stored(occasions));
    if (same.kind === "bg-bb") expect(bgBbProbabilityAlive(same, history)).toBe(bgBbProbabilityAlive(occasions, history));
    const spend = fitGammaGamma([1, 2, 5, 9].map((monetary) => ({ frequency: 3, monetary })));
    const model = parseSpendModel(stored(spend));
    if (model.kind === "gamma-gamma") expect(meanSpend(model)).toEqual(meanSpend(spend));
    expect(parseSpendModel({ kind: "fixed-spend", average: 0 })).toEqual({ kind: "fixed-spend", average: 0 });
  });

  test.each([
    ["nothing", undefined],
    ["another kind", { kind: "bg-nbd", parameters: { r: 1, alpha: 1, a: 1, b: 1 } }],
    ["no parameters", { kind: "sbg" }],
    ["a parameter too many", { kind: "sbg", parameters: { alpha: 1, beta: 1, gamma: 1 } }],
    ["a parameter of zero", { kind: "bg-bb", parameters: { alpha: 0, beta: 1, gamma: 1, delta: 1 } }],
    ["a parameter that is NaN", { kind: "gamma-gamma", parameters: { p: NaN, q: 1, gamma: 1 } }],
    ["an infinite parameter", { kind: "gamma-gamma", parameters: { p: 1, q: Infinity, gamma: 1 } }],
    ["a negative spend", { kind: "fixed-spend", average: -1 }],
    ["a fixed spend with more", { kind: "fixed-spend", average: 1, currency: "EUR" }],
  ])("%s is refused", (_, value) => {
    expect(safeParseContractModel(value).ok).toBe(false);
    expect(safeParseSpendModel(value).ok).toBe(false);
    for (const parse of [parseContractModel, parseSpendModel]) {
      try {
        parse(value);
      } catch (error) {
        expect(isClienteleError(error)).toBe(true);
        continue;
      }
      expect.fail("nothing was refused");
    }
  });

  test("the schemas are the types", () => {
    expectTypeOf<z.infer<typeof contractModelSchema>>().toEqualTypeOf<SbgModel | BgBbModel>();
    expectTypeOf<z.infer<typeof spendModelSchema>>().toEqualTypeOf<SpendModel>();
  });
});

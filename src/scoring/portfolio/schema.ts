/** Schemas of portfolios and of comparisons with competitors; held equal to the types. */
import * as z from "zod";

import { identifierSchema, parseWith, safeParseWith } from "../../values/schema.js";
import type { ParseResult } from "../../values/schema.js";
import { scorecardSchema } from "../scorecard/schema.js";
import type { CompetitorComparisonInput } from "./competitors.js";
import type { PortfolioPolicy } from "./model.js";

const text: z.ZodType<string> = /* @__PURE__ */ (() => z.string().max(10_000))();

/** A portfolio's axes and cells; that they fit each other `portfolioMatrix` checks. @since 0.1.0 */
export const portfolioPolicySchema: z.ZodType<PortfolioPolicy> = /* @__PURE__ */ (() =>
  z.strictObject({
    id: identifierSchema,
    attractiveness: scorecardSchema,
    strength: scorecardSchema,
    cells: z
      .array(
        z.strictObject({
          id: identifierSchema,
          attractiveness: identifierSchema,
          strength: identifierSchema,
          strategy: text,
          source: text.exactOptional(),
        }),
      )
      .min(1)
      .max(400)
      .readonly(),
  }))();

/** Suppliers and how they are rated. @since 0.1.0 */
export const competitorComparisonSchema: z.ZodType<CompetitorComparisonInput> =
  /* @__PURE__ */ (() => {
    const rating = z.number().min(0).max(1e9).nullable();
    const supplier = z.strictObject({
      id: identifierSchema,
      ratings: z.record(identifierSchema, rating).readonly(),
    });
    const factor = z.strictObject({ id: identifierSchema, weight: z.number().min(0).max(1e9) });
    const swot = z.strictObject({
      kind: z.enum(["strength", "weakness", "opportunity", "threat"]),
      text,
      factor: identifierSchema.exactOptional(),
    });
    return z.strictObject({
      factors: z.array(factor).min(1).max(1000).readonly(),
      own: supplier,
      competitors: z.array(supplier).max(1000).readonly(),
      reference: z.enum(["strongest", "mean"]).exactOptional(),
      swot: z.array(swot).max(1000).readonly().exactOptional(),
    });
  })();

/**
 * A portfolio policy from untrusted data; all issues at once.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { keyAccountQuadrants } from "clientele/scoring";
 * import { parsePortfolioPolicy } from "clientele/scoring/schema";
 *
 * const normaliser = { kind: "range", worst: 0, best: 10 };
 * const axis = {
 *   id: "axis",
 *   criteria: [{ id: "size", fact: "size", weight: 1, normaliser, missing: "worst" }],
 *   classes: [{ id: "low", from: 0 }, { id: "high", from: 50 }],
 * };
 * const policy = { id: "2026", attractiveness: axis, strength: axis, cells: keyAccountQuadrants };
 * assert.deepEqual(parsePortfolioPolicy(policy), policy);
 * ```
 * @since 0.1.0
 */
export function parsePortfolioPolicy(value: unknown): PortfolioPolicy {
  return parseWith(portfolioPolicySchema, value);
}

/**
 * The same, with the issues returned.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { safeParsePortfolioPolicy } from "clientele/scoring/schema";
 *
 * assert.ok(!safeParsePortfolioPolicy({ id: "2026" }).ok);
 * ```
 * @since 0.1.0
 */
export function safeParsePortfolioPolicy(value: unknown): ParseResult<PortfolioPolicy> {
  return safeParseWith(portfolioPolicySchema, value);
}

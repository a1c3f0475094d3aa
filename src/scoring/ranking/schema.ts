/** Schemas of decision problems and norms; held equal to the types. */
import * as z from "zod";

import { identifierSchema, parseWith, safeParseWith } from "../../values/schema.js";
import type { ParseResult } from "../../values/schema.js";
import type { DecisionAlternative, DecisionNorm } from "./model.js";
import type { Preference } from "./preference.js";
import type { PreferenceProblem } from "./promethee.js";

/** A norm by name, or fixed references. @since 0.1.0 */
export const decisionNormSchema: z.ZodType<DecisionNorm> = /* @__PURE__ */ (() =>
  z.union([
    z.enum([
      "minmax",
      "max",
      "sum",
      "vector",
      "linear",
      "logarithmic",
      "nonlinear",
      "enhanced-accuracy",
      "zavadskas-turskis",
      "none",
    ]),
    z.strictObject({
      kind: z.literal("reference"),
      worst: z.array(z.number()).max(200).readonly(),
      best: z.array(z.number()).max(200).readonly(),
    }),
  ]))();

/** A preference function; that p is above q is checked by `promethee2`. @since 0.1.0 */
export const preferenceSchema: z.ZodType<Preference> = /* @__PURE__ */ (() =>
  z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("usual") }),
    z.strictObject({ kind: z.literal("u-shape"), q: z.number().min(0) }),
    z.strictObject({ kind: z.literal("v-shape"), p: z.number().positive() }),
    z.strictObject({ kind: z.literal("level"), q: z.number().min(0), p: z.number().positive() }),
    z.strictObject({ kind: z.literal("linear"), q: z.number().min(0), p: z.number().positive() }),
    z.strictObject({ kind: z.literal("gaussian"), s: z.number().positive() }),
  ]))();

const alternative: z.ZodType<DecisionAlternative> = /* @__PURE__ */ (() =>
  z.strictObject({
    id: identifierSchema,
    values: z.union([
      z.array(z.number()).max(200).readonly(),
      z.record(identifierSchema, z.number()),
    ]),
  }))();

/**
 * A decision problem, with or without preference functions; what its parts say of each other is
 * checked by the rankings.
 *
 * @since 0.1.0
 */
export const decisionProblemSchema: z.ZodType<PreferenceProblem> = /* @__PURE__ */ (() =>
  z.strictObject({
    alternatives: z.array(alternative).max(1_000_000).readonly(),
    criteria: z
      .array(
        z.strictObject({
          id: identifierSchema,
          weight: z.union([z.literal(0), z.number().min(1e-50).max(1e50)]),
          direction: z.enum(["benefit", "cost"]),
          preference: preferenceSchema.exactOptional(),
        }),
      )
      .min(1)
      .max(200)
      .readonly(),
  }))();

/**
 * A decision problem from untrusted data; all issues at once.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { parseDecisionProblem } from "clientele/scoring/schema";
 *
 * const problem = {
 *   criteria: [{ id: "turnover", weight: 1, direction: "benefit" }],
 *   alternatives: [{ id: "acme", values: { turnover: 900 } }],
 * };
 * assert.deepEqual(parseDecisionProblem(problem), problem);
 * ```
 * @since 0.1.0
 */
export function parseDecisionProblem(value: unknown): PreferenceProblem {
  return parseWith(decisionProblemSchema, value);
}

/**
 * The same, with the issues returned.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { safeParseDecisionProblem } from "clientele/scoring/schema";
 *
 * assert.ok(!safeParseDecisionProblem({ criteria: [], alternatives: [] }).ok);
 * ```
 * @since 0.1.0
 */
export function safeParseDecisionProblem(value: unknown): ParseResult<PreferenceProblem> {
  return safeParseWith(decisionProblemSchema, value);
}

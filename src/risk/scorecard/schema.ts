/** zod schemas of scorecards, and the small parts that policies share. */
import * as z from "zod";

import { identifierSchema } from "../../values/schema.js";
import type { Characteristic, Scorecard } from "./model.js";

/** @internal */
export const version: z.ZodType<string> = /* @__PURE__ */ (() => z.string().min(1).max(64))();
/** @internal */
export const factName: z.ZodType<string> = /* @__PURE__ */ (() =>
  z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,127}$/))();
/** @internal */
export const percentage: z.ZodType<number> = /* @__PURE__ */ (() => z.number().min(0).max(100))();
/** @internal */
export const positive: z.ZodType<number> = /* @__PURE__ */ (() => z.number().positive())();
const cardPoints: z.ZodType<number> = /* @__PURE__ */ (() => z.number().min(-1e9).max(1e9))();
const onlyPoints: z.ZodType<{ readonly points: number }> = /* @__PURE__ */ (() =>
  z.strictObject({ points: cardPoints }))();
/** @internal */
export const reasons: z.ZodType<Scorecard["reasons"]> = /* @__PURE__ */ (() =>
  z.strictObject({
    method: z.enum(["below-maximum", "below-average"]),
    count: z.int().min(1).max(8),
  }))();

const characteristic: z.ZodType<Characteristic> = /* @__PURE__ */ (() => {
  const common = {
    id: identifierSchema,
    fact: factName,
    missing: onlyPoints,
    averagePoints: cardPoints.exactOptional(),
  };
  const bound = z.number().nullable();
  const numericBin = z.strictObject({ from: bound, until: bound, points: cardPoints });
  const special = z.strictObject({ values: z.array(z.number()).max(1000), points: cardPoints });
  const categories = z.array(z.string().min(1).max(256)).max(10_000);
  return z.discriminatedUnion("kind", [
    z.strictObject({
      ...common,
      kind: z.literal("numeric"),
      bins: z.array(numericBin).max(1000),
      special: z.array(special).max(1000).exactOptional(),
    }),
    z.strictObject({
      ...common,
      kind: z.literal("category"),
      bins: z.array(z.strictObject({ categories, points: cardPoints })).max(1000),
      other: onlyPoints,
    }),
  ]);
})();

/** A risk scorecard. @since 0.1.0 */
export const scorecardSchema: z.ZodType<Scorecard> = /* @__PURE__ */ (() =>
  z.strictObject({
    id: identifierSchema,
    version,
    basePoints: cardPoints,
    characteristics: z.array(characteristic).max(1000),
    reasons,
  }))();

/** Schemas of the policy of managers' performance; held equal to the types. */
import * as z from "zod";

import { parseWith, safeParseWith } from "../../values/schema.js";
import type { ParseResult } from "../../values/schema.js";
import type { ManagerPolicy } from "./manager-model.js";

/** How sure a figure must be. @since 0.1.0 */
export const managerPolicySchema: z.ZodType<ManagerPolicy> = /* @__PURE__ */ (() =>
  z.strictObject({
    confidence: z.number().min(0.5).max(0.9999).exactOptional(),
    method: z.enum(["wilson", "clopper-pearson", "jeffreys"]).exactOptional(),
    trialsMin: z.int().min(1).max(1_000_000).exactOptional(),
  }))();

/**
 * A policy, checked.
 *
 * @throws ClienteleError with every issue found
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { parseManagerPolicy } from "clientele/scoring/schema";
 *
 * assert.equal(parseManagerPolicy({ trialsMin: 5 }).trialsMin, 5);
 * ```
 * @since 0.1.0
 */
export function parseManagerPolicy(value: unknown): ManagerPolicy {
  return parseWith(managerPolicySchema, value);
}

/**
 * The same without exceptions.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { safeParseManagerPolicy } from "clientele/scoring/schema";
 *
 * assert.equal(safeParseManagerPolicy({ confidence: 2 }).ok, false);
 * ```
 * @since 0.1.0
 */
export function safeParseManagerPolicy(value: unknown): ParseResult<ManagerPolicy> {
  return safeParseWith(managerPolicySchema, value);
}

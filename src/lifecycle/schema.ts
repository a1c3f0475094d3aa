/**
 * zod schemas of lifecycles; loaded only as `clientele/lifecycle/schema`.
 *
 * What is a valid definition is decided in one place, `define.ts`, for defining and parsing
 * alike; definitions with functions are no documents and are refused here.
 */
import * as z from "zod";

import {
  checkedBy,
  durationSchema,
  identifierSchema,
  instantSchema,
  parseWith,
  safeParseWith,
} from "../values/schema.js";
import type { ParseResult } from "../values/schema.js";
import { fail } from "../values/errors.js";
import type { Json } from "../values/refusal.js";
import { compileDefinition } from "./define.js";
import type { LifecycleDefinition, LifecycleState, RecordedEvent } from "./model.js";
import type { ClientLifecycleOptions } from "./ready-made/client.js";

const json: z.ZodType<Json> = /* @__PURE__ */ (() => z.json())();

const path: z.ZodType<string> = /* @__PURE__ */ (() => z.string().min(1).max(4096))();

function checkDefinition(value: unknown): void {
  if (!compileDefinition(value).isData) {
    fail("lifecycle.definition", "", "a definition without functions and schemas", value);
  }
}

/**
 * A lifecycle as a document: everything that `defineLifecycle` accepts, without functions.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { clientDefinition } from "clientele/lifecycle";
 * import { lifecycleDefinitionSchema } from "clientele/lifecycle/schema";
 *
 * assert.ok(lifecycleDefinitionSchema.safeParse(clientDefinition).success);
 * assert.ok(!lifecycleDefinitionSchema.safeParse({ ...clientDefinition, initial: "nowhere" }).success);
 * ```
 * @since 0.1.0
 */
export const lifecycleDefinitionSchema: z.ZodType<LifecycleDefinition> = /* @__PURE__ */ (() =>
  checkedBy<LifecycleDefinition>(checkDefinition))();

/** An event as the log keeps it. @since 0.1.0 */
export const recordedEventSchema: z.ZodType<RecordedEvent> = /* @__PURE__ */ (() =>
  z.strictObject({
    id: z.string().min(1).max(256),
    sequence: z.int().min(1),
    type: identifierSchema,
    cause: z.enum(["event", "deadline"]),
    at: instantSchema,
    by: z.string().max(256),
    from: path,
    to: path,
    transition: path,
    payload: json.exactOptional(),
  }))();

/**
 * Where an instance stands, as it was stored. Whether its state and version are known is said
 * by the functions that take it.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { clientLifecycle, start } from "clientele/lifecycle";
 * import { lifecycleStateSchema } from "clientele/lifecycle/schema";
 *
 * const state = start(clientLifecycle(), { at: "2026-11-23T08:00:00.000Z" });
 * assert.deepEqual(lifecycleStateSchema.parse(JSON.parse(JSON.stringify(state))), state);
 * ```
 * @since 0.1.0
 */
export const lifecycleStateSchema: z.ZodType<LifecycleState> = /* @__PURE__ */ (() =>
  z.strictObject({
    lifecycle: identifierSchema,
    version: z.int().min(1),
    state: path,
    entered: z.array(instantSchema).min(1).max(64),
    context: z.record(z.string(), json),
    sequence: z.int().min(0),
    lastAt: instantSchema,
    recent: z.array(recordedEventSchema).max(64),
  }))();

/** Waits of the client's lifecycle. @since 0.1.0 */
export const clientLifecycleOptionsSchema: z.ZodType<ClientLifecycleOptions> =
  /* @__PURE__ */ (() =>
    z.strictObject({
      lostWithoutOrderAfter: durationSchema.exactOptional(),
      atRiskAfter: durationSchema.exactOptional(),
      dormantAfter: durationSchema.exactOptional(),
      lostAfter: durationSchema.exactOptional(),
    }))();

/**
 * A stored state from a document of unknown content.
 *
 * @throws ClienteleError with all issues
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { parseLifecycleState } from "clientele/lifecycle/schema";
 *
 * assert.throws(() => parseLifecycleState({ lifecycle: "client" }), { code: "schema.type" });
 * ```
 * @since 0.1.0
 */
export function parseLifecycleState(document: unknown): LifecycleState {
  return parseWith(lifecycleStateSchema, document);
}

/**
 * A stored state from a document of unknown content, or all its issues.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { safeParseLifecycleState } from "clientele/lifecycle/schema";
 *
 * const result = safeParseLifecycleState({ lifecycle: "client" });
 * assert.ok(!result.ok);
 * ```
 * @since 0.1.0
 */
export function safeParseLifecycleState(document: unknown): ParseResult<LifecycleState> {
  return safeParseWith(lifecycleStateSchema, document);
}

/**
 * A definition from a document of unknown content, or all its issues; `parseLifecycle` throws
 * them and compiles it at once.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { safeParseLifecycleDefinition } from "clientele/lifecycle/schema";
 *
 * const result = safeParseLifecycleDefinition({ id: "visit", version: 0 });
 * assert.ok(!result.ok);
 * assert.ok(result.issues.some((issue) => issue.path === "version"));
 * ```
 * @since 0.1.0
 */
export function safeParseLifecycleDefinition(document: unknown): ParseResult<LifecycleDefinition> {
  return safeParseWith(lifecycleDefinitionSchema, document);
}

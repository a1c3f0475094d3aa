/**
 * Where a fact stands in the facts: a dotted name, its steps, and the way down them.
 *
 * Own properties of records only: no prototype, no member of a list, no character of a text
 * can be reached.
 */
import { fail } from "../values/errors.js";
import { checkLength } from "../values/limits.js";
import { isHazardousKey } from "../values/plain.js";
import { FACT_NAME_LENGTH_MAX, FACT_STEPS_MAX } from "./limits.js";
import type { Facts } from "./model.js";

/** A fact's place. @internal */
export interface FactAddress {
  readonly name: string;
  readonly steps: readonly string[];
}

/** Reads one fact; `undefined` when it is missing. @internal */
export type FactReader = (facts: Facts) => unknown;

function checkStep(step: string, name: string, path: string): void {
  if (step === "" || isHazardousKey(step)) {
    fail("rule.fact", path, "a dotted name such as client.tier", name);
  }
  for (let index = 0; index < step.length; index += 1) {
    const unit = step.charCodeAt(index);
    if (unit < 0x20 || unit === 0x7f) fail("rule.fact", path, "a printable name", name);
  }
}

/** Parses the dotted name of a fact (`rule.fact`, `limits.too_long`). @internal */
export function parseFactName(name: unknown, path: string): FactAddress {
  if (typeof name !== "string") fail("rule.fact", path, "the dotted name of a fact", name);
  checkLength(name, FACT_NAME_LENGTH_MAX, path);
  const steps = name.split(".");
  for (const step of steps) checkStep(step, name, path);
  if (steps.length > FACT_STEPS_MAX) {
    fail("limits.too_deep", path, `at most ${String(FACT_STEPS_MAX)} steps`, name);
  }
  return { name, steps };
}

/**
 * Parses a fact with the way down from it, which json-rules-engine writes as JSONPath: only
 * `$.a.b` is taken, and means the fact `….a.b` (`rule.path`). @internal
 */
export function parseAddress(fact: unknown, way: unknown, path: string): FactAddress {
  const prefix = path === "" ? "" : `${path}.`;
  const base = parseFactName(fact, `${prefix}fact`);
  if (way === undefined) return base;
  if (typeof way !== "string" || !way.startsWith("$.") || way.length > FACT_NAME_LENGTH_MAX) {
    fail("rule.path", `${prefix}path`, "a way down such as $.address.country", way);
  }
  if (/[[\]*?()@:$]/.test(way.slice(1))) {
    fail("rule.path", `${prefix}path`, "a way down such as $.address.country", way);
  }
  return parseFactName(`${base.name}${way.slice(1)}`, `${prefix}path`);
}

/** One step down; the cheap question, whether anything is there at all, comes first. */
function step(value: unknown, key: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  const below = (value as Readonly<Record<string, unknown>>)[key];
  if (below === undefined || Array.isArray(value)) return undefined;
  return Object.hasOwn(value, key) ? below : undefined;
}

/** Reads the fact at an address; `undefined` when it is missing or null. @internal */
export function readAddress(facts: unknown, address: FactAddress): unknown {
  let value = facts;
  for (const key of address.steps) value = step(value, key);
  return value ?? undefined;
}

/** A reader of one address, unrolled for the usual lengths. @internal */
export function factReader(address: FactAddress): FactReader {
  const [first = "", second, third, fourth] = address.steps;
  if (second === undefined) return (facts) => step(facts, first) ?? undefined;
  if (third === undefined) return (facts) => step(step(facts, first), second) ?? undefined;
  if (fourth === undefined) {
    return (facts) => step(step(step(facts, first), second), third) ?? undefined;
  }
  return (facts) => readAddress(facts, address);
}

/**
 * The value of a fact in a record of facts: own properties only, `undefined` when missing.
 *
 * Throws `rule.fact` for a malformed name. O(steps).
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { readFact } from "clientele/conditions";
 *
 * const facts = { client: { tier: "gold", phone: null } };
 * assert.equal(readFact(facts, "client.tier"), "gold");
 * assert.equal(readFact(facts, "client.phone"), undefined);
 * assert.equal(readFact(facts, "client.toString"), undefined);
 * ```
 * @since 0.1.0
 */
export function readFact(facts: Facts, name: string): unknown {
  return readAddress(facts, parseFactName(name, "fact"));
}

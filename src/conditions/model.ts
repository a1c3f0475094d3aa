/**
 * The condition language as data: clauses over facts, joined by `all`, `any` and `not`.
 *
 * Here: the shape of documents and answers. Not here: how they are read (`read.ts`), tested
 * (`compile.ts`), explained (`explain.ts`) or compared (`analyse.ts`).
 */
import type { Json } from "../values/refusal.js";

/**
 * Type of a fact that is one value.
 *
 * | type | a fact looks like | compared |
 * |---|---|---|
 * | `string` | `"gold"` | by code unit, equality and prefix only |
 * | `number` | `12.5` | as IEEE double |
 * | `decimal` | `"129.90"`, or a short number | by exact value: `"1.50"` is `"1.5"` |
 * | `date` | `"2026-11-23"` | by the calendar |
 * | `instant` | `"2026-11-23T10:00:00.000Z"` | by the time line |
 * | `boolean` | `true` | equality only |
 *
 * @since 0.1.0
 */
export type ScalarFactType = "string" | "number" | "decimal" | "date" | "instant" | "boolean";

/**
 * Type of a fact: one value, or a list of values of one type (`"string[]"`).
 *
 * @since 0.1.0
 */
export type FactType = ScalarFactType | `${ScalarFactType}[]`;

/**
 * The facts that conditions may speak of, each with its type, by dotted name.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compileCondition } from "clientele/conditions";
 * import type { FactTypes } from "clientele/conditions";
 *
 * const facts: FactTypes = { "client.revenue": "decimal", "client.since": "date" };
 * const large = compileCondition(
 *   { fact: "client.revenue", operator: "greaterThanInclusive", value: "10000" },
 *   { facts },
 * );
 * assert.ok(large.holds({ client: { revenue: "10000.00" } }));
 * ```
 * @since 0.1.0
 */
export interface FactTypes {
  readonly [name: string]: FactType;
}

/**
 * Facts to test a condition on: a nested record of plain data. The fact `client.tier` is the
 * own property `tier` of the own property `client`. A fact that is not there, or is `null`, is
 * *missing*, which is neither true nor false.
 *
 * @since 0.1.0
 */
export type Facts = object;

/**
 * The operators. The first ten are those of json-rules-engine, by its names.
 *
 * | operator | holds when the fact |
 * |---|---|
 * | `equal`, `notEqual` | is (is not) the value |
 * | `lessThan`, `lessThanInclusive` | is below (or at) the value |
 * | `greaterThan`, `greaterThanInclusive` | is above (or at) the value |
 * | `in`, `notIn` | is (is not) one of the list of values |
 * | `contains`, `doesNotContain` | is a list that has (has not) the value |
 * | `between`, `notBetween` | is (is not) from the first to the second value, both included |
 * | `startsWith`, `doesNotStartWith` | is a text that begins (does not begin) so |
 * | `present`, `absent` | is there (is not there, or null) |
 *
 * @since 0.1.0
 */
export type ConditionOperator =
  | "equal"
  | "notEqual"
  | "lessThan"
  | "lessThanInclusive"
  | "greaterThan"
  | "greaterThanInclusive"
  | "in"
  | "notIn"
  | "contains"
  | "doesNotContain"
  | "between"
  | "notBetween"
  | "startsWith"
  | "doesNotStartWith"
  | "present"
  | "absent";

/**
 * One literal value of a clause.
 *
 * @since 0.1.0
 */
export type ScalarValue = string | number | boolean;

/**
 * Another fact in the place of a literal value.
 *
 * @since 0.1.0
 */
export interface FactReference {
  /** Dotted name of the other fact. */
  readonly fact: string;
  /** Way down from that fact, as `$.a.b`: the same as `fact: "….a.b"`. */
  readonly path?: string;
}

/**
 * A clause that compares a fact with a value.
 *
 * @since 0.1.0
 */
export interface FactClause {
  /** Dotted name of the fact, of at most 16 steps and 256 characters. */
  readonly fact: string;
  /** How to compare. */
  readonly operator: ConditionOperator;
  /** What to compare with; `present` and `absent` take none. */
  readonly value?: ScalarValue | readonly ScalarValue[] | FactReference;
  /** Way down from the fact, as `$.a.b`: the same as `fact: "….a.b"`. */
  readonly path?: string;
  /** Label for a person, repeated in explanations. */
  readonly name?: string;
}

/**
 * Holds when every part holds; without parts it always holds.
 *
 * @since 0.1.0
 */
export interface AllCondition {
  readonly all: readonly Condition[];
  /** Label for a person, repeated in explanations. */
  readonly name?: string;
}

/**
 * Holds when at least one part holds. It has at least one part: json-rules-engine lets an
 * empty `any` hold, logic says that it cannot, so that it is refused (`rule.empty`).
 *
 * @since 0.1.0
 */
export interface AnyCondition {
  readonly any: readonly Condition[];
  /** Label for a person, repeated in explanations. */
  readonly name?: string;
}

/**
 * Holds when its part fails. A part that is unknown, because a fact is missing, leaves this
 * unknown as well: the absence of a fact never makes a negation true.
 *
 * @since 0.1.0
 */
export interface NotCondition {
  readonly not: Condition;
  /** Label for a person, repeated in explanations. */
  readonly name?: string;
}

/**
 * A rule over facts, as plain JSON: the shape of json-rules-engine.
 *
 * At most 32 levels deep and 10 000 clauses large; no code, no expression, no pattern.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compileCondition } from "clientele/conditions";
 * import type { Condition } from "clientele/conditions";
 *
 * const keyAccount: Condition = {
 *   all: [
 *     { fact: "client.tier", operator: "in", value: ["gold", "platinum"] },
 *     { not: { fact: "client.blocked", operator: "equal", value: true } },
 *   ],
 * };
 * const { holds } = compileCondition(keyAccount);
 * assert.equal(holds({ client: { tier: "gold", blocked: false } }), true);
 * assert.equal(holds({ client: { tier: "gold" } }), false, "not known to be free");
 * ```
 * @since 0.1.0
 */
export type Condition = AllCondition | AnyCondition | NotCondition | FactClause;

/**
 * What a clause came to. `unknown` is the third truth value of Kleene's logic: a fact is
 * missing or not of its type, and the others do not decide without it.
 *
 * @since 0.1.0
 */
export type ConditionOutcome = "held" | "failed" | "unknown";

/**
 * How to read a condition.
 *
 * @since 0.1.0
 */
export interface ConditionOptions {
  /**
   * The facts that the condition may speak of. With them, values are checked and compared by
   * type; a fact that is not among them is refused (`rule.unknown_fact`). Without them, types
   * follow from the values of the condition and equality is that of json-rules-engine (`===`).
   */
  readonly facts?: FactTypes;
  /** Whether facts that `facts` does not declare are refused, as usual, or taken untyped. */
  readonly undeclaredFacts?: "refuse" | "infer";
  /** Where the condition stands in a larger document; issues are reported below it. */
  readonly path?: string;
}

/** Value of a fact as it is shown in an explanation: plain JSON, cut short where long. */
export type ObservedValue = Json;

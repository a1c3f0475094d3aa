/**
 * Conditions held against declared facts by the compiler: a fact that is not declared, an
 * operator that does not suit its type, or a value of another type does not compile. Nothing
 * happens at run time; that is `compileCondition`.
 */
import type { FactType, FactTypes, ScalarFactType } from "./model.js";

/** Values of a type of fact. */
type LiteralOf<T extends ScalarFactType> = T extends "boolean"
  ? boolean
  : T extends "number"
    ? number
    : T extends "decimal"
      ? string | number
      : string;

/** Names of the facts of a type. */
type NamesOf<F extends FactTypes, T extends FactType> = {
  [N in keyof F & string]: F[N] extends T ? N : never;
}[keyof F & string];

interface ReferenceTo<N extends string> {
  readonly fact: N;
}

interface Clause<N extends string, O extends string, V> {
  readonly fact: N;
  readonly operator: O;
  readonly value: V;
  readonly name?: string;
}

interface PresenceClause<N extends string> {
  readonly fact: N;
  readonly operator: "present" | "absent";
  readonly name?: string;
}

type OrderOperator = "lessThan" | "lessThanInclusive" | "greaterThan" | "greaterThanInclusive";

type ScalarClause<F extends FactTypes, N extends string, T extends ScalarFactType> =
  | Clause<N, "equal" | "notEqual", LiteralOf<T> | ReferenceTo<NamesOf<F, T>>>
  | Clause<N, "in" | "notIn", readonly LiteralOf<T>[] | ReferenceTo<NamesOf<F, `${T}[]`>>>
  | (T extends "string"
      ? Clause<N, "startsWith" | "doesNotStartWith", string>
      : T extends "boolean"
        ? never
        : | Clause<N, OrderOperator, LiteralOf<T> | ReferenceTo<NamesOf<F, T>>>
          | Clause<N, "between" | "notBetween", readonly [LiteralOf<T>, LiteralOf<T>]>);

type ClauseOver<F extends FactTypes, N extends string, T extends FactType> =
  | PresenceClause<N>
  | (T extends ScalarFactType
      ? ScalarClause<F, N, T>
      : T extends `${infer E extends ScalarFactType}[]`
        ? Clause<N, "contains" | "doesNotContain", LiteralOf<E> | ReferenceTo<NamesOf<F, E>>>
        : never);

/**
 * A condition that speaks only of declared facts, each with operators and values of its type.
 *
 * @typeParam F - the declared facts, by dotted name.
 * @since 0.1.0
 */
export type ConditionOver<F extends FactTypes> =
  | { readonly all: readonly ConditionOver<F>[]; readonly name?: string }
  | { readonly any: readonly ConditionOver<F>[]; readonly name?: string }
  | { readonly not: ConditionOver<F>; readonly name?: string }
  | { [N in keyof F & string]: ClauseOver<F, N, F[N]> }[keyof F & string];

/**
 * A condition written in code, held against the declared facts by the compiler and returned
 * as it is.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compileCondition, conditionOver } from "clientele/conditions";
 *
 * const facts = { "client.tier": "string", "client.revenue": "decimal" } as const;
 * const key = conditionOver(facts, {
 *   all: [
 *     { fact: "client.tier", operator: "in", value: ["gold", "platinum"] },
 *     { fact: "client.revenue", operator: "greaterThan", value: "100000" },
 *   ],
 * });
 * const { holds } = compileCondition(key, { facts });
 * assert.ok(holds({ client: { tier: "gold", revenue: "250000.00" } }));
 * ```
 * @since 0.1.0
 */
export function conditionOver<const F extends FactTypes>(
  _facts: F,
  condition: ConditionOver<F>,
): ConditionOver<F> {
  return condition;
}

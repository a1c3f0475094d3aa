/** The operators by name: which value each takes, which types it suits, which is its opposite. */
import type { ConditionOperator } from "./model.js";

/** What kind of value an operator takes. @internal */
export type OperandShape = "scalar" | "list" | "range" | "prefix" | "none";

/** One operator of the language. @internal */
export interface OperatorTraits {
  readonly name: ConditionOperator;
  /** Holds exactly where this one fails, among facts that are there and of their type. */
  readonly opposite: ConditionOperator;
  readonly operand: OperandShape;
  /** Whether it needs an order, so that texts and booleans do not suit it. */
  readonly isOrder: boolean;
  /** Whether the fact is a list. */
  readonly isOfList: boolean;
}

function pair(
  name: ConditionOperator,
  opposite: ConditionOperator,
  operand: OperandShape,
  { isOrder = false, isOfList = false }: { isOrder?: boolean; isOfList?: boolean } = {},
): readonly OperatorTraits[] {
  return [
    { name, opposite, operand, isOrder, isOfList },
    { name: opposite, opposite: name, operand, isOrder, isOfList },
  ];
}

const traits: readonly OperatorTraits[] = [
  ...pair("equal", "notEqual", "scalar"),
  ...pair("lessThan", "greaterThanInclusive", "scalar", { isOrder: true }),
  ...pair("greaterThan", "lessThanInclusive", "scalar", { isOrder: true }),
  ...pair("in", "notIn", "list"),
  ...pair("contains", "doesNotContain", "scalar", { isOfList: true }),
  ...pair("between", "notBetween", "range", { isOrder: true }),
  ...pair("startsWith", "doesNotStartWith", "prefix"),
  ...pair("present", "absent", "none"),
];

const traitsByName: ReadonlyMap<unknown, OperatorTraits> = new Map(
  traits.map((operator) => [operator.name, operator]),
);

/** The operator of a name, if there is one; anything may be asked for. @internal */
export function operatorNamed(name: unknown): OperatorTraits | undefined {
  return traitsByName.get(name);
}

/** Names of all operators. @internal */
export const operatorNames: readonly ConditionOperator[] = traits.map((operator) => operator.name);

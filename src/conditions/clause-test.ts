/**
 * A clause as a closure over the value of its fact: true where the clause certainly holds.
 * It certainly fails where its opposite holds; where neither does, the fact is missing or is
 * not of its type, and the clause is unknown.
 */
import { invariant } from "../values/invariant.js";
import { ITEMS_MAX } from "../values/limits.js";
import { comparator, factComparator, keyOfLiteral, keyReader, typeTest } from "./comparison.js";
import type { Key, ScalarComparison } from "./comparison.js";
import type { ConditionOperator } from "./model.js";
import type { ComparisonType, Literal, Operand, PlanClause } from "./plan.js";

/** Whether a clause holds of the value of its fact, undefined when that is missing. @internal */
export type ValueTest = (value: unknown) => boolean;

/** Whether a clause holds of the values of its two facts. @internal */
export type PairTest = (value: unknown, other: unknown) => boolean;

/** The type of the elements of a list type, or of a single value. @internal */
export function elementType(type: ComparisonType): ScalarComparison {
  switch (type) {
    case "string[]":
      return "string";
    case "number[]":
      return "number";
    case "decimal[]":
      return "decimal";
    case "date[]":
      return "date";
    case "instant[]":
      return "instant";
    case "boolean[]":
      return "boolean";
    default:
      return type;
  }
}

/** Whether a type is that of a list. @internal */
export function isListType(type: ComparisonType): boolean {
  return elementType(type) !== type;
}

/** A list of bearable length: a sparse array of four thousand million is none. */
function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && value.length <= ITEMS_MAX;
}

/** The test of an ordering or equality by what the comparison answers, NaN included. */
function byOrder(operator: ConditionOperator, compare: (value: unknown) => number): ValueTest {
  switch (operator) {
    case "equal":
      return (value) => compare(value) === 0;
    case "notEqual":
      return (value) => {
        const order = compare(value);
        return order < 0 || order > 0;
      };
    case "lessThan":
      return (value) => compare(value) < 0;
    case "lessThanInclusive":
      return (value) => compare(value) <= 0;
    case "greaterThan":
      return (value) => compare(value) > 0;
    default:
      return (value) => compare(value) >= 0;
  }
}

/** Equality and order of single values; texts and numbers, the usual ones, without a detour. */
function scalarTest(
  operator: ConditionOperator,
  type: ScalarComparison,
  literal: Literal,
): ValueTest {
  const wanted = literal.value;
  if (operator === "equal" && (type === "string" || type === "boolean" || type === "untyped")) {
    return (value) => value === wanted;
  }
  if (type === "number" && typeof wanted === "number") {
    switch (operator) {
      case "lessThan":
        return (value) => typeof value === "number" && value < wanted;
      case "lessThanInclusive":
        return (value) => typeof value === "number" && value <= wanted;
      case "greaterThan":
        return (value) => typeof value === "number" && value > wanted;
      case "greaterThanInclusive":
        return (value) => typeof value === "number" && value >= wanted;
      default:
        break;
    }
  }
  return byOrder(operator, comparator(type, literal));
}

function membershipTest(
  isIn: boolean,
  type: ScalarComparison,
  literals: readonly Literal[],
): ValueTest {
  const keys: ReadonlySet<Key> = new Set(literals.map(keyOfLiteral));
  const keyOf = keyReader(type);
  if (isIn) return (value) => keys.has(keyOf(value));
  return (value) => {
    const key = keyOf(value);
    return key !== undefined && !keys.has(key);
  };
}

function containmentTest(doesContain: boolean, type: ComparisonType, literal: Literal): ValueTest {
  const element = elementType(type);
  if (element === "untyped") {
    const wanted: unknown = literal.value;
    return (value) => isList(value) && value.includes(wanted) === doesContain;
  }
  const compare = comparator(element, literal);
  if (doesContain) return (value) => isList(value) && value.some((item) => compare(item) === 0);
  const differs = byOrder("notEqual", compare);
  return (value) => isList(value) && value.every(differs);
}

function rangeTest(
  isInside: boolean,
  type: ScalarComparison,
  from: Literal,
  to: Literal,
): ValueTest {
  const compareFrom = comparator(type, from);
  const compareTo = comparator(type, to);
  if (isInside) return (value) => compareFrom(value) >= 0 && compareTo(value) <= 0;
  return (value) => compareFrom(value) < 0 || compareTo(value) > 0;
}

function prefixTest(doesStart: boolean, prefix: string): ValueTest {
  return (value) => typeof value === "string" && value.startsWith(prefix) === doesStart;
}

function presenceTest(isPresent: boolean, type: ComparisonType): ValueTest {
  if (!isPresent) return (value) => value === undefined;
  const isOfType = typeTest(elementType(type));
  return isListType(type) ? (value) => isList(value) && value.every(isOfType) : isOfType;
}

function scalarOf(operand: Operand): Literal {
  invariant(operand.kind === "scalar", "the operator takes one value");
  return operand.literal;
}

/** The test of a clause without a second fact. @internal */
export function valueTest(clause: PlanClause): ValueTest {
  const { operator, type, operand } = clause;
  const element = elementType(type);
  switch (operator) {
    case "present":
    case "absent":
      return presenceTest(operator === "present", type);
    case "in":
    case "notIn":
      invariant(operand.kind === "list", "membership takes a list");
      return membershipTest(operator === "in", element, operand.literals);
    case "between":
    case "notBetween":
      invariant(operand.kind === "range", "a range takes two values");
      return rangeTest(operator === "between", element, operand.from, operand.to);
    case "contains":
    case "doesNotContain":
      return containmentTest(operator === "contains", type, scalarOf(operand));
    case "startsWith":
    case "doesNotStartWith":
      return prefixTest(operator === "startsWith", String(scalarOf(operand).value));
    case "equal":
    case "notEqual":
    case "lessThan":
    case "lessThanInclusive":
    case "greaterThan":
    case "greaterThanInclusive":
      return scalarTest(operator, element, scalarOf(operand));
  }
}

/** Whether a list has a value, or certainly has not, by elements compared in pairs. */
function listPairTest(hasIt: boolean, type: ScalarComparison): PairTest {
  const compare = factComparator(type);
  if (hasIt) {
    return (list, item) => isList(list) && list.some((element) => compare(element, item) === 0);
  }
  const isOfType = typeTest(type);
  return (list, item) =>
    isList(list) &&
    isOfType(item) &&
    list.every((element) => {
      const order = compare(element, item);
      return order < 0 || order > 0;
    });
}

/** The test of a clause that compares two facts. @internal */
export function pairTest(clause: PlanClause): PairTest {
  const { operator } = clause;
  const type = elementType(clause.type);
  switch (operator) {
    case "in":
    case "notIn": {
      const test = listPairTest(operator === "in", type);
      return (value, list) => test(list, value);
    }
    case "contains":
    case "doesNotContain":
      return listPairTest(operator === "contains", type);
    default: {
      const compare = factComparator(type);
      const test = byOrder(operator, Number);
      return (value, other) => test(compare(value, other));
    }
  }
}

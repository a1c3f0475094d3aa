/** One clause of a document: its fact, operator and value, checked against the types. */
import { fail } from "../values/errors.js";
import { checkCount } from "../values/limits.js";
import {
  at,
  atIndex,
  expectArray,
  expectOneOf,
  expectRecord,
  expectString,
  expectGiven,
} from "../values/plain.js";
import type { UnknownRecord } from "../values/plain.js";
import { parseAddress } from "./address.js";
import type { FactAddress } from "./address.js";
import { elementType, isListType } from "./clause-test.js";
import { factComparator, orderTypeOf, prepareLiteral } from "./comparison.js";
import type { ScalarComparison } from "./comparison.js";
import { CONDITION_VALUES_MAX, CONDITION_VALUES_TOTAL_MAX } from "./limits.js";
import type { ConditionOptions, FactType } from "./model.js";
import { operatorNamed, operatorNames } from "./operators.js";
import type { OperatorTraits } from "./operators.js";
import type { ComparisonType, Literal, Operand, PlanClause } from "./plan.js";

const NAME_LENGTH_MAX = 256;
const CLAUSE_KEYS: readonly string[] = ["fact", "operator", "value", "path", "name"];
const REFERENCE_KEYS: readonly string[] = ["fact", "path"];

/** Names of all fact types. @internal */
export const factTypeNames: readonly FactType[] = [
  "string",
  "number",
  "decimal",
  "date",
  "instant",
  "boolean",
  "string[]",
  "number[]",
  "decimal[]",
  "date[]",
  "instant[]",
  "boolean[]",
];

function isReference(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.hasOwn(value, "fact");
}

function isOrdered(type: ComparisonType): boolean {
  return type === "number" || type === "decimal" || type === "date" || type === "instant";
}

/** Whether an operator can be asked of a fact of a declared type. */
function suits(operator: OperatorTraits, type: FactType): boolean {
  if (operator.operand === "none") return true;
  if (operator.isOfList !== isListType(type)) return false;
  if (operator.operand === "prefix") return type === "string";
  return operator.isOrder ? isOrdered(type) : true;
}

/** How clauses are read. @internal */
export interface ReadingOptions extends ConditionOptions {
  /** Whether types may yet be declared: numbers too long without a type are then no issue. */
  readonly areTypesOpen?: boolean;
}

/** Reads the clauses of one condition; counts their values together. @internal */
export class ClauseReader {
  readonly #options: ReadingOptions;
  #values: number = 0;

  constructor(options: ReadingOptions) {
    this.#options = options;
  }

  /** One clause; throws its first issue. */
  read(record: UnknownRecord, path: string): PlanClause {
    expectRecord(record, path, CLAUSE_KEYS);
    const operator = operatorNamed(record["operator"]);
    if (!Object.hasOwn(record, "fact")) fail("schema.type", path, "all, any, not or fact", record);
    if (operator === undefined) {
      const expected = `one of ${operatorNames.join(", ")}`;
      fail("rule.unknown_operator", at(path, "operator"), expected, record["operator"]);
    }
    const address = parseAddress(record["fact"], record["path"], path);
    const declared = this.#declaredType(address, at(path, "fact"));
    if (declared !== undefined && !suits(operator, declared)) {
      fail(
        "rule.operator_type",
        at(path, "operator"),
        `an operator for ${declared}`,
        operator.name,
      );
    }
    const name = record["name"];
    if (name !== undefined) expectString(name, at(path, "name"), NAME_LENGTH_MAX);
    const { type, operand } = this.#readOperand(record, operator, declared, at(path, "value"));
    return {
      kind: "clause",
      path,
      name: typeof name === "string" ? name : undefined,
      address,
      operator: operator.name,
      type,
      declared,
      operand,
    };
  }

  /** The declared type of a fact (`rule.unknown_fact`, `rule.fact_type`). */
  #declaredType(address: FactAddress, path: string): FactType | undefined {
    const { facts, undeclaredFacts = "refuse" } = this.#options;
    if (facts === undefined) return undefined;
    expectGiven(facts, "facts");
    if (!Object.hasOwn(facts, address.name)) {
      if (undeclaredFacts === "infer") return undefined;
      fail("rule.unknown_fact", path, "a fact that is declared", address.name);
    }
    return expectOneOf(facts[address.name], at("facts", address.name), factTypeNames);
  }

  #readOperand(
    record: UnknownRecord,
    operator: OperatorTraits,
    declared: FactType | undefined,
    path: string,
  ): { readonly type: ComparisonType; readonly operand: Operand } {
    const value = record["value"];
    if (operator.operand === "none") {
      if (value !== undefined) fail("rule.value", path, "no value for this operator", value);
      return { type: declared ?? "untyped", operand: { kind: "none" } };
    }
    if (isReference(value)) return this.#readReference(value, operator, declared, path);
    switch (operator.operand) {
      case "list": {
        const type = elementType(declared ?? "untyped");
        return { type, operand: { kind: "list", literals: this.#readList(value, type, path) } };
      }
      case "range":
        return this.#readRange(value, declared, path);
      case "prefix": {
        const literal = prepareLiteral(value, "string", path);
        if (literal.value === "") fail("rule.value", path, "a text that is not empty", value);
        return { type: "string", operand: { kind: "scalar", literal } };
      }
      case "scalar": {
        const inferred = operator.isOrder
          ? () => orderTypeOf(value, path)
          : () => "untyped" as const;
        const type = declared ?? inferred();
        const literal = this.#literal(value, elementType(type), path);
        return { type, operand: { kind: "scalar", literal } };
      }
    }
  }

  #readList(value: unknown, type: ScalarComparison, path: string): readonly Literal[] {
    const list = expectArray(value, path, CONDITION_VALUES_MAX);
    this.#values += list.length;
    checkCount(this.#values, CONDITION_VALUES_TOTAL_MAX, path);
    const literals: Literal[] = [];
    for (let index = 0; index < list.length; index += 1) {
      literals.push(prepareLiteral(list[index], type, atIndex(path, index)));
    }
    return literals;
  }

  #literal(value: unknown, type: ScalarComparison, path: string): Literal {
    const isOpen = type === "numeric" && this.#options.areTypesOpen === true;
    return prepareLiteral(value, isOpen ? "untyped" : type, path);
  }

  #readRange(
    value: unknown,
    declared: FactType | undefined,
    path: string,
  ): { readonly type: ComparisonType; readonly operand: Operand } {
    const list = expectArray(value, path, 2);
    const [first, last] = list;
    if (list.length !== 2) fail("rule.value", path, "two values: from and to", value);
    const type = declared ?? orderTypeOf(first, atIndex(path, 0));
    const element = elementType(type);
    if (declared === undefined && orderTypeOf(last, atIndex(path, 1)) !== type) {
      fail("rule.value", atIndex(path, 1), "a value of the same kind as the first", last);
    }
    const from = this.#literal(first, element, atIndex(path, 0));
    const to = this.#literal(last, element, atIndex(path, 1));
    if (factComparator(element)(first, last) > 0) {
      fail("rule.value", atIndex(path, 1), "a value not before the first", last);
    }
    return { type, operand: { kind: "range", from, to } };
  }

  /** Another fact as the value: of the same type, or a list of it for `in`. */
  #readReference(
    value: unknown,
    operator: OperatorTraits,
    declared: FactType | undefined,
    path: string,
  ): { readonly type: ComparisonType; readonly operand: Operand } {
    const record = expectRecord(value, path, REFERENCE_KEYS);
    const { operand } = operator;
    if (operand === "range" || operand === "prefix") {
      fail("rule.value", path, "a literal value for this operator", value);
    }
    const address = parseAddress(record["fact"], record["path"], path);
    const other = this.#declaredType(address, at(path, "fact"));
    if (other !== undefined && isListType(other) !== (operand === "list")) {
      fail("rule.value", at(path, "fact"), operand === "list" ? "a list" : "a single value", other);
    }
    const types = [declared, other].flatMap((type) =>
      type === undefined ? [] : [elementType(type)],
    );
    const [type = operator.isOrder ? "numeric" : "untyped", second = type] = types;
    if (type !== second) fail("rule.value", at(path, "fact"), `a fact of type ${type}`, other);
    if (operator.isOrder && type !== "numeric" && !isOrdered(type)) {
      fail("rule.value", at(path, "fact"), "a fact that has an order", other);
    }
    return { type, operand: { kind: "fact", address, declared: other } };
  }
}

/**
 * What a value of each type is: how a literal is prepared, a fact recognised, keyed and
 * compared. Comparisons answer NaN for a fact that is not of its type, so that no order and
 * no equality holds of it. Nothing here throws on a fact.
 */
import { fail } from "../values/errors.js";
import { checkLength } from "../values/limits.js";
import { scaledFrom } from "../values/scaled.js";
import {
  compareDecimalFacts,
  decimalComparator,
  decimalKey,
  decimalKeyOf,
  isDecimalFact,
} from "./decimal-fact.js";
import { known } from "./known.js";
import { CONDITION_TEXT_LENGTH_MAX } from "./limits.js";
import type { ScalarFactType } from "./model.js";
import type { Literal } from "./plan.js";
import { dateComparator, dateNumber, instantNumber } from "./temporal-fact.js";

/** A type by which one value is compared. @internal */
export type ScalarComparison = ScalarFactType | "untyped" | "numeric";

/** A value in the form in which equal values are identical; undefined for none. @internal */
export type Key = unknown;

const expectations: Readonly<Record<ScalarComparison, string>> = {
  string: "a text",
  number: "a finite number",
  decimal: "a decimal such as 1234.50",
  date: "a calendar date such as 2026-11-23",
  instant: "an instant such as 2026-11-23T10:00:00.000Z",
  boolean: "true or false",
  untyped: "a text, a finite number, true or false",
  numeric: "a number or a decimal text",
};

function refuse(type: ScalarComparison, value: unknown, path: string): never {
  fail("rule.value", path, expectations[type], value);
}

function isScalar(value: unknown): value is string | number | boolean {
  if (typeof value === "number") return Number.isFinite(value);
  return typeof value === "string" || typeof value === "boolean";
}

/** Prepares a literal of a type (`rule.value`, `limits.too_long`, `decimal.*`). @internal */
export function prepareLiteral(value: unknown, type: ScalarComparison, path: string): Literal {
  if (typeof value === "string") checkLength(value, CONDITION_TEXT_LENGTH_MAX, path);
  if (!isScalar(value)) refuse(type, value, path);
  switch (type) {
    case "untyped":
      return { value };
    case "string":
    case "number":
    case "boolean":
      if (typeof value !== type) refuse(type, value, path);
      return { value };
    case "decimal":
      return { value, decimal: scaledFrom(value, "decimal", path) };
    case "numeric":
      return numericLiteral(value, path);
    case "date":
      return ordered(value, dateNumber(value), type, path);
    case "instant":
      return ordered(value, instantNumber(value), type, path);
  }
}

/** Numbers and decimal texts meet in doubles, which is exact for at most 15 digits. */
function numericLiteral(value: string | number | boolean, path: string): Literal {
  const decimal = isDecimalFact(value) ? scaledFrom(value, "decimal", path) : undefined;
  if (decimal === undefined || typeof decimalKeyOf(decimal) !== "number") {
    fail("rule.value", path, "at most 15 digits, unless the fact has a declared type", value);
  }
  return { value, decimal };
}

function ordered(
  value: string | number | boolean,
  order: number,
  type: ScalarComparison,
  path: string,
): Literal {
  if (order !== order) refuse(type, value, path);
  return { value, order };
}

/** The type by which an undeclared fact is ordered against a literal (`rule.value`). @internal */
export function orderTypeOf(value: unknown, path: string): "numeric" | "date" | "instant" {
  if (typeof value === "number" || isDecimalFact(value)) return "numeric";
  if (dateNumber(value) === dateNumber(value)) return "date";
  if (instantNumber(value) === instantNumber(value)) return "instant";
  return fail("rule.value", path, "a number, decimal, calendar date or instant", value);
}

/** The key of a fact of a type; undefined when it is not of it. @internal */
export function keyReader(type: ScalarComparison): (value: unknown) => Key {
  switch (type) {
    case "untyped":
      return (value) => value;
    case "string":
    case "boolean":
      return (value) => (typeof value === type ? value : undefined);
    case "number":
      return (value) => (typeof value === "number" && value === value ? value : undefined);
    case "numeric":
    case "decimal":
      return decimalKey;
    case "date":
      return (value) => defined(dateNumber(value));
    case "instant":
      return (value) => defined(instantNumber(value));
  }
}

function defined(order: number): number | undefined {
  return order === order ? order : undefined;
}

/** The key of a literal, as {@link keyReader} gives it for a fact. @internal */
export function keyOfLiteral(literal: Literal): Key {
  if (literal.decimal !== undefined) return decimalKeyOf(literal.decimal);
  return literal.order ?? literal.value;
}

/**
 * The place of a literal on the line of doubles. Rounding to doubles keeps the order, though
 * not its strictness.
 *
 * @internal
 */
export function orderOfLiteral(literal: Literal): number {
  return literal.order ?? Number(literal.value);
}

/** The place of a fact on the line of doubles, NaN when it has none. @internal */
export function orderReader(type: ScalarComparison): (value: unknown) => number {
  switch (type) {
    case "number":
      return (value) => (typeof value === "number" ? value : NaN);
    case "date":
      return dateNumber;
    case "instant":
      return instantNumber;
    default:
      return (value) => {
        if (typeof value === "number") return value;
        return isDecimalFact(value) ? Number(value) : NaN;
      };
  }
}

/** Whether a fact is of a type. @internal */
export function typeTest(type: ScalarComparison): (value: unknown) => boolean {
  switch (type) {
    case "untyped":
      return (value) => value !== undefined;
    case "decimal":
      return isDecimalFact;
    default: {
      const keyOf = keyReader(type);
      return (value) => keyOf(value) !== undefined;
    }
  }
}

/**
 * Compares facts with a literal: negative, zero, positive, or NaN when the fact is not of the
 * type. Texts, booleans and untyped values have no order: 0 says equal, 1 different.
 *
 * @internal
 */
export function comparator(type: ScalarComparison, literal: Literal): (value: unknown) => number {
  switch (type) {
    case "number":
      return numberComparator(Number(literal.value));
    case "decimal":
      return literalDecimalComparator(literal);
    case "numeric": {
      const byText = literalDecimalComparator(literal);
      const byNumber = numberComparator(Number(literal.value));
      return (value) => (typeof value === "number" ? byNumber(value) : byText(value));
    }
    case "date":
      return dateComparator(String(literal.value));
    case "instant": {
      const limit = known(literal.order);
      return (value) => instantNumber(value) - limit;
    }
    case "string":
    case "boolean":
      return (value) => (typeof value !== type ? NaN : value === literal.value ? 0 : 1);
    case "untyped":
      return (value) => (value === undefined ? NaN : value === literal.value ? 0 : 1);
  }
}

function numberComparator(limit: number): (value: unknown) => number {
  return (value) => (typeof value === "number" ? value - limit : NaN);
}

function literalDecimalComparator(literal: Literal): (value: unknown) => number {
  return decimalComparator(known(literal.decimal));
}

/** As {@link comparator}, of two facts. @internal */
export function factComparator(type: ScalarComparison): (a: unknown, b: unknown) => number {
  switch (type) {
    case "number":
      return compareNumbers;
    case "decimal":
      return compareDecimalFacts;
    case "numeric":
      return compareInferred;
    case "date":
      return (a, b) => dateNumber(a) - dateNumber(b);
    case "instant":
      return (a, b) => instantNumber(a) - instantNumber(b);
    case "string":
    case "boolean":
      return (a, b) => (typeof a !== type || typeof b !== type ? NaN : a === b ? 0 : 1);
    case "untyped":
      return (a, b) => (a === undefined || b === undefined ? NaN : a === b ? 0 : 1);
  }
}

function compareNumbers(a: unknown, b: unknown): number {
  return typeof a === "number" && typeof b === "number" ? a - b : NaN;
}

/** Two facts without declared types: numbers, decimals, dates or instants, but alike. */
function compareInferred(a: unknown, b: unknown): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  const byDecimal = compareDecimalFacts(a, b);
  if (byDecimal === byDecimal) return byDecimal;
  const byDate = dateNumber(a) - dateNumber(b);
  return byDate === byDate ? byDate : instantNumber(a) - instantNumber(b);
}

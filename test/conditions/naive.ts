/**
 * The language as one would explain it at a table: an interpreter that walks the document,
 * with three truth values, decimal.js and Date. Slow, obvious, and independent of the code.
 */
import { Decimal } from "decimal.js";

import type { Condition, FactClause, FactTypes } from "../../src/conditions/index.js";

export type Truth = true | false | undefined;

function valueAt(facts: unknown, name: string): unknown {
  let value: unknown = facts;
  for (const step of name.split(".")) {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
    value = Object.getOwnPropertyDescriptor(value, step)?.value;
  }
  return value === null ? undefined : value;
}

const DECIMAL = /^-?(0|[1-9][0-9]*)(\.[0-9]+)?$/;

/** A value of a type in a comparable form, undefined when it is not of the type. */
function typed(value: unknown, type: string): unknown {
  switch (type) {
    case "string":
    case "boolean":
      return typeof value === type ? value : undefined;
    case "number":
      return typeof value === "number" && !Number.isNaN(value) ? value : undefined;
    case "decimal":
      if (typeof value === "number" && Number.isFinite(value)) return new Decimal(value);
      return typeof value === "string" && DECIMAL.test(value) ? new Decimal(value) : undefined;
    case "date": {
      if (typeof value !== "string" || !/^\d{4}-\d\d-\d\d$/.test(value)) return undefined;
      const time = Date.parse(`${value}T00:00:00.000Z`);
      return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value)
        ? time
        : undefined;
    }
    case "instant":
      if (typeof value !== "string" || !value.includes("T")) return undefined;
      return Number.isNaN(Date.parse(value)) ? undefined : Date.parse(value);
    default:
      return value;
  }
}

function same(a: unknown, b: unknown): boolean {
  return a instanceof Decimal ? a.equals(b as Decimal) : a === b;
}

function below(a: unknown, b: unknown): boolean {
  return a instanceof Decimal ? a.lessThan(b as Decimal) : (a as number) < (b as number);
}

function list(value: unknown, type: string): readonly unknown[] | undefined {
  return Array.isArray(value) ? value.map((item) => typed(item, type)) : undefined;
}

/** Three-valued "is one of", as some elements may not be of the type. */
function within(item: unknown, items: readonly unknown[] | undefined): Truth {
  if (item === undefined || items === undefined) return undefined;
  if (items.some((other) => other !== undefined && same(item, other))) return true;
  return items.includes(undefined) ? undefined : false;
}

function not(truth: Truth): Truth {
  return truth === undefined ? undefined : !truth;
}

function clauseTruth(clause: FactClause, facts: unknown, types: FactTypes): Truth {
  const type = types[clause.fact] ?? "string";
  const element = type.replace("[]", "");
  const raw = valueAt(facts, clause.fact);
  const fact = typed(raw, type);
  const { operator, value } = clause;
  const literal =
    typeof value === "object" && "fact" in value ? valueAt(facts, value.fact) : (value as unknown);
  const other = typed(literal, element);
  const known = fact !== undefined && other !== undefined;
  const bounds = (Array.isArray(value) ? value : []).map((bound) => typed(bound, element));
  switch (operator) {
    case "present":
      return raw === undefined ? false : isOfType(raw, type) ? true : undefined;
    case "absent":
      return not(clauseTruth({ fact: clause.fact, operator: "present" }, facts, types));
    case "equal":
      return known ? same(fact, other) : undefined;
    case "lessThan":
      return known ? below(fact, other) : undefined;
    case "greaterThan":
      return known ? below(other, fact) : undefined;
    case "in":
      return within(fact, list(literal, element));
    case "contains":
      return within(other, list(raw, element));
    case "between":
      return fact === undefined ? undefined : !below(fact, bounds[0]) && !below(bounds[1], fact);
    case "startsWith":
      return fact === undefined ? undefined : (fact as string).indexOf(value as string) === 0;
    default:
      return not(clauseTruth({ ...clause, operator: opposites[operator] }, facts, types));
  }
}

function isOfType(raw: unknown, type: string): boolean {
  if (!type.endsWith("[]")) return typed(raw, type) !== undefined;
  return list(raw, type.replace("[]", ""))?.every((item) => item !== undefined) ?? false;
}

const opposites = {
  notEqual: "equal",
  lessThanInclusive: "greaterThan",
  greaterThanInclusive: "lessThan",
  notIn: "in",
  doesNotContain: "contains",
  notBetween: "between",
  doesNotStartWith: "startsWith",
} as const;

/** What a condition over declared facts comes to. */
export function truthOf(condition: Condition, facts: unknown, types: FactTypes): Truth {
  if ("all" in condition) {
    const parts = condition.all.map((part) => truthOf(part, facts, types));
    return parts.includes(false) ? false : parts.includes(undefined) ? undefined : true;
  }
  if ("any" in condition) {
    const parts = condition.any.map((part) => truthOf(part, facts, types));
    return parts.includes(true) ? true : parts.includes(undefined) ? undefined : false;
  }
  if ("not" in condition) return not(truthOf(condition.not, facts, types));
  return clauseTruth(condition, facts, types);
}

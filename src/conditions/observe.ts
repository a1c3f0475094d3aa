/** Facts and clauses as a person reads them: bounded plain data and English sentences. */
import { quote } from "../values/errors.js";
import { known } from "./known.js";
import type { ConditionOperator, ConditionOutcome, ObservedValue, ScalarValue } from "./model.js";
import { oppositeClause } from "./normal-form.js";
import type { Operand, PlanClause } from "./plan.js";

const TEXT_LENGTH_MAX = 200;
const ITEMS_SHOWN_MAX = 20;
const ITEMS_SAID_MAX = 5;
const TEXT_SAID_MAX = 60;

function observedItem(value: unknown): ObservedValue {
  if (typeof value === "string") {
    return value.length > TEXT_LENGTH_MAX ? `${value.slice(0, TEXT_LENGTH_MAX)}…` : value;
  }
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (value === undefined || value === null) return null;
  if (typeof value === "boolean") return value;
  return quote(value);
}

/** A fact as bounded plain JSON: long texts and lists are cut short. @internal */
export function observed(value: unknown): ObservedValue {
  if (!Array.isArray(value)) return observedItem(value);
  const list: readonly unknown[] = value;
  const shown = Array.from({ length: Math.min(list.length, ITEMS_SHOWN_MAX) }, (_, index) =>
    observedItem(list[index]),
  );
  return list.length > shown.length ? [...shown, "…"] : shown;
}

function escapeCharacter(character: string): string {
  return `\\u{${known(character.codePointAt(0)).toString(16)}}`;
}

/** A text in quotes as a person reads it, in any script, without what could steer a display. */
function saidText(text: string): string {
  const cut = text.length > TEXT_SAID_MAX ? `${text.slice(0, TEXT_SAID_MAX)}…` : text;
  return `"${cut.replace(/[\p{C}\p{Zl}\p{Zp}<>"\\]/gu, escapeCharacter)}"`;
}

function saidItem(value: unknown): string {
  return typeof value === "string" ? saidText(value) : quote(value);
}

function said(value: unknown): string {
  if (!Array.isArray(value)) return saidItem(value);
  const list: readonly unknown[] = value;
  const items = Array.from({ length: Math.min(list.length, ITEMS_SAID_MAX) }, (_, index) =>
    saidItem(list[index]),
  );
  const rest = list.length - items.length;
  return `[${items.join(", ")}${rest > 0 ? `, and ${String(rest)} more` : ""}]`;
}

function saidLiterals(values: readonly ScalarValue[]): string {
  return said(values).slice(1, -1);
}

function saidOperand(operand: Operand, other: unknown): string {
  switch (operand.kind) {
    case "none":
      return "";
    case "scalar":
      return saidItem(operand.literal.value);
    case "list":
      return saidLiterals(operand.literals.map((literal) => literal.value));
    case "range":
      return `${saidItem(operand.from.value)} and ${saidItem(operand.to.value)}`;
    case "fact":
      return `${operand.address.name} (${said(other)})`;
  }
}

/** What is true of the fact when the operator holds. */
const phrases: Readonly<Record<ConditionOperator, string>> = {
  equal: "equal to",
  notEqual: "not equal to",
  lessThan: "below",
  lessThanInclusive: "at most",
  greaterThan: "above",
  greaterThanInclusive: "at least",
  in: "one of",
  notIn: "none of",
  contains: "a list with",
  doesNotContain: "a list without",
  between: "between",
  notBetween: "not between",
  startsWith: "a text that starts with",
  doesNotStartWith: "a text that does not start with",
  present: "there",
  absent: "missing",
};

function demanded(clause: PlanClause, other: unknown): string {
  const operand = saidOperand(clause.operand, other);
  return operand === "" ? phrases[clause.operator] : `${phrases[clause.operator]} ${operand}`;
}

/** A clause and what came of it, in one sentence. @internal */
export function sentence(
  clause: PlanClause,
  value: unknown,
  other: unknown,
  outcome: ConditionOutcome,
): string {
  const { name } = clause.address;
  const isOfPresence = clause.operator === "present" || clause.operator === "absent";
  if (value === undefined) {
    return isOfPresence
      ? `${name} is missing`
      : `${name} is missing; it should be ${demanded(clause, other)}`;
  }
  const seen = `${name} is ${said(value)}`;
  if (outcome === "unknown") {
    const { operand } = clause;
    return operand.kind === "fact" && other === undefined
      ? `${seen}, but ${operand.address.name} is missing`
      : `${seen}, which cannot be compared; it should be ${demanded(clause, other)}`;
  }
  if (isOfPresence) return seen;
  if (outcome === "held") return `${seen}, which is ${demanded(clause, other)}`;
  return `${seen}, which is ${demanded(oppositeClause(clause), other)}`;
}

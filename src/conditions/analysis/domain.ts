/**
 * The values of a fact that a set of clauses can tell apart, one for each class: what no
 * clause distinguishes is one case, so that a finite search covers all facts.
 *
 * Where the classes cannot all be named, the domain says that it is not exhaustive, and
 * nothing is then proven by having found no value.
 */
import { isCalendarDate } from "../../values/calendar-date.js";
import type { Scaled } from "../../values/scaled.js";
import { formatScaled } from "../../values/scaled.js";
import { elementType, isListType } from "../clause-test.js";
import type { ValueTest } from "../clause-test.js";
import { prepareLiteral, typeTest } from "../comparison.js";
import { isDecimalFact } from "../decimal-fact.js";
import type { FactType } from "../model.js";
import type { Literal, PlanClause } from "../plan.js";
import { instantNumber } from "../temporal-fact.js";
import { decimalPoints, doublePoints } from "./number-points.js";
import { otherDecimalText, textPoints } from "./text-points.js";
import { datePoints, instantPoints } from "./time-points.js";

/** A class of values of a fact: not there, a list, or what one value stands for. @internal */
export type Candidate =
  | { readonly kind: "missing" }
  | { readonly kind: "list" }
  | { readonly kind: "value"; readonly value: unknown };

/** The classes of values of a fact. @internal */
export interface Domain {
  readonly candidates: readonly Candidate[];
  readonly isExhaustive: boolean;
}

/** What a fact's classes follow from. @internal */
export interface DomainQuestion {
  /** Clauses about this fact alone. */
  readonly clauses: readonly PlanClause[];
  /** Clauses about the facts that it is compared with: their values matter as well. */
  readonly linked: readonly PlanClause[];
  /** How many different values of a class are needed: as many as facts that are compared. */
  readonly count: number;
  /** Types by which it is compared with other facts. */
  readonly pairTypes: readonly string[];
  readonly declared: readonly FactType[];
  /** Whether another fact is looked for in this one. */
  readonly isListOfOther: boolean;
}

/** Literals of a clause. @internal */
export function literalsOf(clause: PlanClause): readonly Literal[] {
  const { operand } = clause;
  switch (operand.kind) {
    case "scalar":
      return [operand.literal];
    case "list":
      return operand.literals;
    case "range":
      return [operand.from, operand.to];
    default:
      return [];
  }
}

interface Materials {
  readonly types: ReadonlySet<string>;
  readonly values: readonly Literal["value"][];
  readonly texts: readonly string[];
  readonly prefixes: readonly string[];
  readonly isTextual: boolean;
}

function isPrefixClause(clause: PlanClause): boolean {
  return clause.operator === "startsWith" || clause.operator === "doesNotStartWith";
}

function isListClause(clause: PlanClause): boolean {
  return clause.operator === "contains" || clause.operator === "doesNotContain";
}

function gather({ clauses, linked, pairTypes, declared }: DomainQuestion): Materials {
  const single = [...clauses, ...linked].filter((clause) => !isListClause(clause));
  const literals = single.filter((clause) => !isPrefixClause(clause)).flatMap(literalsOf);
  const values = literals.map((literal) => literal.value);
  const texts = values.filter((value) => typeof value === "string");
  const prefixes = single
    .filter(isPrefixClause)
    .flatMap(literalsOf)
    .map(({ value }) => String(value));
  const types = new Set<string>([
    ...single.map((clause) => clause.type),
    ...pairTypes,
    ...declared,
  ]);
  const isTextual = types.has("untyped") || types.has("string");
  return { types, values, texts, prefixes, isTextual };
}

/** The decimals among literals; of a text that merely looks like one as well. */
function decimalsAmong(values: readonly unknown[]): readonly Scaled[] {
  return values.flatMap((value) => {
    const { decimal } = isDecimalFact(value) ? prepareLiteral(value, "decimal", "") : {};
    return decimal === undefined ? [] : [decimal];
  });
}

function numbersAmong(values: readonly unknown[]): readonly number[] {
  return values.filter((value) => typeof value === "number" || isDecimalFact(value)).map(Number);
}

/** Collects candidates of several kinds, each value once, and whether all kinds are whole. */
class CandidateList {
  readonly values: Set<unknown> = new Set();
  isExhaustive: boolean = true;

  add(values: readonly unknown[], isExhaustive: boolean = true): void {
    for (const value of values) this.values.add(value);
    this.isExhaustive &&= isExhaustive;
  }
}

function addNumbers(list: CandidateList, { types, values }: Materials, count: number): void {
  if (!types.has("number") && !types.has("numeric") && !types.has("untyped")) return;
  const points = doublePoints(numbersAmong(values), count);
  list.add(points.values, points.isExhaustive);
}

function addDecimals(list: CandidateList, materials: Materials, count: number): void {
  const { types, values, texts, isTextual } = materials;
  if (!types.has("decimal") && !types.has("numeric")) return;
  const points = decimalPoints(decimalsAmong(values), count);
  const forms = points.values.map(formatScaled);
  list.add(forms, points.isExhaustive);
  if (!isTextual) return;
  // A text that equals no text named may still equal its value.
  const taken = new Set(texts);
  list.add(forms.map((form) => otherDecimalText(form, taken)));
}

function addTimes(
  list: CandidateList,
  { types, texts, isTextual }: Materials,
  count: number,
): void {
  if (types.has("date")) {
    const dates = texts.filter(isCalendarDate);
    list.add(datePoints(dates, count));
  }
  if (!types.has("instant")) return;
  const instants = texts.filter((text) => !Number.isNaN(instantNumber(text)));
  list.add(instants);
  const forms = instantPoints(instants, count);
  list.add(forms);
  if (isTextual) list.add(forms.map((form) => form.replace("Z", "+00:00")));
}

function isPlainText(types: ReadonlySet<string>): boolean {
  return !["numeric", "decimal", "date", "instant"].some((type) => types.has(type));
}

/** Whether all classes of values can be told from these clauses. */
function isWhole(
  { types, prefixes, isTextual }: Materials,
  declared: readonly FactType[],
): boolean {
  // Which texts with a prefix are decimals or dates as well is not worked out.
  if (prefixes.length > 0 && !isPlainText(types)) return false;
  // An instant has few other forms, and they may all be named.
  if (types.has("instant") && isTextual) return false;
  // One condition knows the type and another does not, or takes it for something else.
  const isMixed = types.has("untyped") || types.has("numeric") || new Set(declared).size > 1;
  return declared.length === 0 || !isMixed;
}

/** The classes of values of a fact. @internal */
export function domainOf(question: DomainQuestion): Domain {
  const materials = gather(question);
  const { types, values, texts, prefixes } = materials;
  const { clauses, count, declared } = question;
  const list = new CandidateList();
  list.add(values, isWhole(materials, declared));
  addNumbers(list, materials, count);
  addDecimals(list, materials, count);
  addTimes(list, materials, count);
  if (types.has("boolean") || types.has("untyped")) list.add([true, false]);
  list.add(textPoints(texts, prefixes, count));
  // What is of none of the types spoken of, where no type is declared.
  if (declared.length === 0) list.add([true, {}]);
  const candidates: Candidate[] = [{ kind: "missing" }];
  const tests = declared.map(singleTypeTest);
  for (const value of list.values) {
    if (tests.every((isOfType) => isOfType(value))) candidates.push({ kind: "value", value });
  }
  const isList = clauses.some(isListClause) || question.isListOfOther || declared.length > 0;
  if (isList && declared.every(isListType)) candidates.push({ kind: "list" });
  return { candidates, isExhaustive: list.isExhaustive };
}

function singleTypeTest(type: FactType): (value: unknown) => boolean {
  return isListType(type) ? () => false : typeTest(elementType(type));
}

/** Whether a clause about one fact holds of a class of its values. @internal */
export function holdsOf(test: ValueTest, candidate: Candidate): boolean {
  if (candidate.kind === "missing") return test(undefined);
  return test(candidate.kind === "list" ? [] : candidate.value);
}

/**
 * Conditions as formulas over finitely many cases: each fact, each element looked for in a
 * list and each pair of compared facts is a variable with a set of possible cases, and a
 * clause says which of them it allows.
 *
 * In the formula a clause holds or does not; what is unknown does not hold. Its complement
 * is therefore true where the clause fails or is unknown.
 */
import { invariant } from "../../values/invariant.js";
import type { FactAddress } from "../address.js";
import { elementType, valueTest } from "../clause-test.js";
import { keyOfLiteral } from "../comparison.js";
import type { ScalarComparison } from "../comparison.js";
import { known } from "../known.js";
import type { FactType } from "../model.js";
import type { Literal, NormalNode, PlanClause } from "../plan.js";
import { domainOf, holdsOf } from "./domain.js";
import type { Candidate } from "./domain.js";

/** A set of cases of a variable: bit n is case n. @internal */
export type Cases = bigint;

/** One variable is in one of some cases. @internal */
export interface Atom {
  readonly kind: "atom";
  readonly variable: number;
  readonly cases: Cases;
}

/** A formula over variables. @internal */
export type Formula = Atom | { readonly kind: "all" | "any"; readonly parts: readonly Formula[] };

/** A fact; its cases are its candidates. @internal */
export interface FactVariable {
  readonly kind: "fact";
  readonly address: FactAddress;
  readonly candidates: readonly Candidate[];
  /** Whether the candidates suffice to compare it with others in every way. */
  readonly isPairExhaustive: boolean;
}

/** What a variable stands for. @internal */
export type Variable =
  | FactVariable
  | { readonly kind: "element"; readonly fact: number; readonly literal: Literal }
  | {
      readonly kind: "pair";
      readonly type: ScalarComparison;
      readonly a: number;
      readonly b: number;
    }
  | { readonly kind: "membership"; readonly item: number; readonly list: number };

/** A variable with its cases. @internal */
export interface VariableRecord {
  readonly variable: Variable;
  readonly all: Cases;
  /** Whether no case is left out, so that an empty set of cases is a contradiction. */
  readonly isExhaustive: boolean;
}

/** Cases of a pair: the first below, equal to, above the second, or not comparable. @internal */
export const PAIR_CASES = { below: 1n, equal: 2n, above: 4n, unknown: 8n } as const;
/** Cases of an element of a list: it is not in it, it is. @internal */
export const ELEMENT_CASES = { without: 1n, within: 2n } as const;
/** Cases of a fact in another fact's list: it is in it, it is not, or one is unknown. @internal */
export const MEMBER_CASES = { within: 1n, without: 2n, unknown: 4n } as const;

/** The negation of a formula: true exactly where it is not. @internal */
export function complement(formula: Formula, variables: readonly VariableRecord[]): Formula {
  if (formula.kind === "atom") {
    const { all } = known(variables[formula.variable]);
    return { ...formula, cases: all & ~formula.cases };
  }
  const parts = formula.parts.map((part) => complement(part, variables));
  return { kind: formula.kind === "all" ? "any" : "all", parts };
}

/** All clauses of a normal form. @internal */
export function clausesOf(node: NormalNode, found: PlanClause[] = []): PlanClause[] {
  if (node.kind === "clause") found.push(node);
  else for (const part of node.parts) clausesOf(part, found);
  return found;
}

type PairKind = "pair" | "membership" | "listing";

function pairKind(clause: PlanClause): PairKind | undefined {
  if (clause.operand.kind !== "fact") return undefined;
  if (clause.operator === "in" || clause.operator === "notIn") return "membership";
  if (clause.operator === "contains" || clause.operator === "doesNotContain") return "listing";
  return "pair";
}

interface FactUse {
  readonly address: FactAddress;
  readonly clauses: PlanClause[];
  readonly pairTypes: Set<string>;
  readonly declared: Set<FactType>;
  isListOfOther: boolean;
}

/** The facts of some clauses, with what is said of each, and which are compared. */
class FactUses {
  readonly byName: Map<string, FactUse> = new Map();
  readonly #parents: Map<string, string> = new Map();

  constructor(clauses: readonly PlanClause[]) {
    for (const clause of clauses) this.#add(clause);
  }

  #use(address: FactAddress): FactUse {
    const known = this.byName.get(address.name);
    if (known !== undefined) return known;
    const use: FactUse = {
      address,
      clauses: [],
      pairTypes: new Set(),
      declared: new Set(),
      isListOfOther: false,
    };
    this.byName.set(address.name, use);
    return use;
  }

  #add(clause: PlanClause): void {
    const use = this.#use(clause.address);
    if (clause.declared !== undefined) use.declared.add(clause.declared);
    const { operand } = clause;
    if (operand.kind !== "fact") {
      use.clauses.push(clause);
      return;
    }
    const other = this.#use(operand.address);
    if (operand.declared !== undefined) other.declared.add(operand.declared);
    const kind = pairKind(clause);
    if (kind === "pair") {
      use.pairTypes.add(clause.type);
      other.pairTypes.add(clause.type);
      this.#parents.set(this.root(clause.address.name), this.root(operand.address.name));
    } else (kind === "listing" ? use : other).isListOfOther = true;
  }

  /** The fact that stands for all facts compared with one, directly or through others. */
  root(name: string): string {
    let root = name;
    for (let up = this.#parents.get(root); up !== undefined && up !== root;) {
      root = up;
      up = this.#parents.get(root);
    }
    return root;
  }

  /** Of each fact that stands for others, all of them. */
  groups(): ReadonlyMap<string, readonly FactUse[]> {
    const groups = new Map<string, FactUse[]>();
    for (const [name, use] of this.byName) {
      const root = this.root(name);
      const group = groups.get(root);
      if (group === undefined) groups.set(root, [use]);
      else group.push(use);
    }
    return groups;
  }
}

function factVariable(
  use: FactUse,
  group: readonly FactUse[],
  mayBeMissing: boolean,
): VariableRecord & { readonly variable: FactVariable } {
  const linked = group.filter((other) => other !== use).flatMap((other) => other.clauses);
  const { candidates, isExhaustive } = domainOf({
    ...use,
    linked,
    count: group.length,
    pairTypes: [...use.pairTypes],
    declared: [...use.declared],
  });
  const all = (1n << BigInt(candidates.length)) - 1n;
  // Facts without a declared type compare in more ways than are worked out.
  const isPairExhaustive = isExhaustive && use.declared.size === 1;
  return {
    variable: { kind: "fact", address: use.address, candidates, isPairExhaustive },
    all: mayBeMissing ? all : all & ~1n,
    isExhaustive,
  };
}

/** How far classes of values are worked out. @internal */
export interface FormulaOptions {
  /** Whether facts may be missing. */
  readonly mayBeMissing: boolean;
}

/** Facts of an analysis; beyond, it is not attempted. */
const FACTS_MAX = 1_000;
/** Cases of a variable that can be told apart; beyond, an analysis is not attempted. */
const CASES_MAX = 5_000;
/** Tests of clauses on cases in all. */
const CLAUSE_CASES_MAX = 2_000_000;

/** Translates conditions over the same facts into formulas over the same variables. @internal */
export class FormulaBuilder {
  readonly variables: VariableRecord[] = [];
  /** Whether the facts have too many cases for any answer. */
  readonly isTooLarge: boolean;
  readonly #facts: Map<string, number> = new Map();
  readonly #others: Map<string, number> = new Map();

  constructor(clauses: readonly PlanClause[], { mayBeMissing }: FormulaOptions) {
    const uses = new FactUses(clauses);
    const groups = uses.groups();
    let work = uses.byName.size > FACTS_MAX ? Infinity : 0;
    for (const [name, use] of uses.byName) {
      if (work > CLAUSE_CASES_MAX) break;
      const record = factVariable(use, known(groups.get(uses.root(name))), mayBeMissing);
      this.#facts.set(name, this.variables.length);
      this.variables.push(record);
      const { length } = record.variable.candidates;
      work += length > CASES_MAX ? Infinity : length * use.clauses.length;
    }
    this.isTooLarge = work > CLAUSE_CASES_MAX;
  }

  /** The formula that is true where a condition holds. */
  formula(node: NormalNode): Formula {
    if (node.kind !== "clause") {
      return { kind: node.kind, parts: node.parts.map((part) => this.formula(part)) };
    }
    switch (pairKind(node)) {
      case undefined:
        return this.#single(node);
      case "pair":
        return this.#pair(node);
      case "membership":
        return this.#membership(node, node.address, otherAddress(node), node.operator === "in");
      case "listing":
        return this.#membership(
          node,
          otherAddress(node),
          node.address,
          node.operator === "contains",
        );
    }
  }

  #factNumber(address: FactAddress): number {
    return known(this.#facts.get(address.name));
  }

  #other(key: string, variable: Variable, all: Cases): number {
    const known = this.#others.get(key);
    if (known !== undefined) return known;
    const number = this.variables.length;
    this.#others.set(key, number);
    this.variables.push({ variable, all, isExhaustive: true });
    return number;
  }

  #casesWhere(fact: number, isCase: (candidate: Candidate) => boolean): Formula {
    const { variable, all } = known(this.variables[fact]);
    invariant(variable.kind === "fact", "the variable is a fact");
    const bits = variable.candidates.map((candidate) => (isCase(candidate) ? "1" : "0"));
    const cases = BigInt(`0b${bits.reverse().join("")}`) & all;
    return { kind: "atom", variable: fact, cases };
  }

  #single(clause: PlanClause): Formula {
    const fact = this.#factNumber(clause.address);
    const { operand, operator } = clause;
    if ((operator === "contains" || operator === "doesNotContain") && operand.kind === "scalar") {
      const { literal } = operand;
      const key = keyOfLiteral(literal);
      const name = `element ${String(fact)} ${clause.type} ${typeof key} ${String(key)}`;
      const variable = this.#other(name, { kind: "element", fact, literal }, 3n);
      const cases = operator === "contains" ? ELEMENT_CASES.within : ELEMENT_CASES.without;
      const isList = this.#casesWhere(fact, (candidate) => candidate.kind === "list");
      return { kind: "all", parts: [isList, { kind: "atom", variable, cases }] };
    }
    const test = valueTest(clause);
    return this.#casesWhere(fact, (candidate) => holdsOf(test, candidate));
  }

  #membership(
    clause: PlanClause,
    itemAddress: FactAddress,
    listAddress: FactAddress,
    isWithin: boolean,
  ): Formula {
    const item = this.#factNumber(itemAddress);
    const list = this.#factNumber(listAddress);
    const name = `member ${elementType(clause.type)} ${String(item)} ${String(list)}`;
    const variable = this.#other(name, { kind: "membership", item, list }, 7n);
    return {
      kind: "all",
      parts: [
        { kind: "atom", variable, cases: isWithin ? MEMBER_CASES.within : MEMBER_CASES.without },
        this.#casesWhere(list, (candidate) => candidate.kind === "list"),
        this.#casesWhere(item, (candidate) => candidate.kind !== "missing"),
      ],
    };
  }

  #pair(clause: PlanClause): Formula {
    const first = this.#factNumber(clause.address);
    const second = this.#factNumber(otherAddress(clause));
    const isSwapped = first > second;
    const [a, b] = isSwapped ? [second, first] : [first, second];
    const type = elementType(clause.type);
    const name = `pair ${type} ${String(a)} ${String(b)}`;
    const variable = this.#other(name, { kind: "pair", type, a, b }, 15n);
    return { kind: "atom", variable, cases: pairCases(clause, isSwapped) };
  }
}

function otherAddress(clause: PlanClause): FactAddress {
  invariant(clause.operand.kind === "fact", "the clause compares two facts");
  return clause.operand.address;
}

function pairCases(clause: PlanClause, isSwapped: boolean): Cases {
  const below = isSwapped ? PAIR_CASES.above : PAIR_CASES.below;
  const above = isSwapped ? PAIR_CASES.below : PAIR_CASES.above;
  switch (clause.operator) {
    case "equal":
      return PAIR_CASES.equal;
    case "notEqual":
      return below | above;
    case "lessThan":
      return below;
    case "lessThanInclusive":
      return below | PAIR_CASES.equal;
    case "greaterThan":
      return above;
    default:
      return above | PAIR_CASES.equal;
  }
}

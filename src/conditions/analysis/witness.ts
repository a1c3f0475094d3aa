/**
 * From cases to facts: picks a value for every fact that a branch of the search speaks of, so
 * that compared facts compare as demanded, and builds the record of them.
 */
import { factComparator } from "../comparison.js";
import { invariant } from "../../values/invariant.js";
import { known } from "../known.js";
import type { Candidate } from "./domain.js";
import { ELEMENT_CASES, MEMBER_CASES, PAIR_CASES } from "./formula.js";
import type { Cases, FactVariable, VariableRecord } from "./formula.js";

/** Facts as found by an analysis: a nested plain record. @internal */
export type FactRecord = Record<string, unknown>;

/** Facts, or why there are none: none exist, or none were found. @internal */
export type WitnessOutcome = FactRecord | "contradictory" | "uncertain";

interface PairConstraint {
  readonly a: number;
  readonly b: number;
  readonly cases: Cases;
  readonly compare: (a: unknown, b: unknown) => number;
}

/** Candidates tried in all while compared facts are given values. */
const TRIES_MAX = 20_000;

function caseOfOrder(order: number): Cases {
  if (order < 0) return PAIR_CASES.below;
  if (order > 0) return PAIR_CASES.above;
  return order === 0 ? PAIR_CASES.equal : PAIR_CASES.unknown;
}

function valueOf(candidate: Candidate): unknown {
  if (candidate.kind === "missing") return undefined;
  return candidate.kind === "list" ? [] : candidate.value;
}

function casesLeft(cases: Cases): readonly number[] {
  const left: number[] = [];
  const bits = cases.toString(2);
  for (let index = bits.length - 1; index >= 0; index -= 1) {
    if (bits[index] === "1") left.push(bits.length - 1 - index);
  }
  return left;
}

function pairConstraints(
  variables: readonly VariableRecord[],
  cases: readonly Cases[],
): readonly PairConstraint[] {
  return variables.flatMap(({ variable, all }, number) => {
    const left = known(cases[number]);
    if (variable.kind !== "pair" || left === all) return [];
    const { a, b, type } = variable;
    return [{ a, b, cases: left, compare: factComparator(type) }];
  });
}

/** Gives values to facts one by one, going back where compared facts do not fit. */
class Assignment {
  readonly chosen: Map<number, Candidate> = new Map();
  readonly #variables: readonly VariableRecord[];
  readonly #cases: readonly Cases[];
  readonly #pairs: readonly PairConstraint[];
  #tries: number = 0;

  constructor(variables: readonly VariableRecord[], cases: readonly Cases[]) {
    this.#variables = variables;
    this.#cases = cases;
    this.#pairs = pairConstraints(variables, cases);
  }

  run(): "found" | "contradictory" | "uncertain" {
    const compared = [...new Set(this.#pairs.flatMap(({ a, b }) => [a, b]))];
    const outcome = this.#assignFrom(compared);
    if (outcome !== "found") return outcome;
    for (const [number, { variable }] of this.#variables.entries()) {
      if (variable.kind !== "fact" || this.chosen.has(number)) continue;
      const [first] = casesLeft(known(this.#cases[number]));
      this.chosen.set(number, known(variable.candidates[known(first)]));
    }
    return "found";
  }

  /** Tries the candidates of the compared facts in turn, without recursion. */
  #assignFrom(compared: readonly number[]): "found" | "contradictory" | "uncertain" {
    const choices = compared.map((number) => casesLeft(known(this.#cases[number])));
    const tried: number[] = compared.map(() => 0);
    let place = 0;
    while (place < compared.length) {
      const number = known(compared[place]);
      const next = known(choices[place])[known(tried[place])];
      if (next === undefined) {
        this.chosen.delete(number);
        tried[place] = 0;
        place -= 1;
        if (place < 0) return this.#isKnown(compared) ? "contradictory" : "uncertain";
        continue;
      }
      tried[place] = known(tried[place]) + 1;
      this.#tries += 1;
      if (this.#tries > TRIES_MAX) return "uncertain";
      if (this.#fits(number, next)) place += 1;
    }
    return "found";
  }

  #factAt(number: number): FactVariable {
    const { variable } = known(this.#variables[number]);
    invariant(variable.kind === "fact", "only facts are given values");
    return variable;
  }

  #isKnown(compared: readonly number[]): boolean {
    return compared.every((number) => this.#factAt(number).isPairExhaustive);
  }

  /** Sets a candidate; false when it does not fit those set before. */
  #fits(number: number, next: number): boolean {
    const candidate = known(this.#factAt(number).candidates[next]);
    this.chosen.set(number, candidate);
    return this.#pairs.every(({ a, b, cases, compare }) => {
      if (a !== number && b !== number) return true;
      const left = this.chosen.get(a);
      const right = this.chosen.get(b);
      if (left === undefined || right === undefined) return true;
      return (caseOfOrder(compare(valueOf(left), valueOf(right))) & cases) !== 0n;
    });
  }
}

/** Sets a value down a dotted way; false when another fact stands in it. */
function put(record: FactRecord, steps: readonly string[], value: unknown): boolean {
  let place = record;
  for (const step of steps.slice(0, -1)) {
    const below = Object.hasOwn(place, step) ? place[step] : undefined;
    if (below === undefined) {
      const fresh: FactRecord = {};
      place[step] = fresh;
      place = fresh;
      continue;
    }
    if (typeof below !== "object" || below === null || Array.isArray(below)) return false;
    place = below as FactRecord;
  }
  place[known(steps.at(-1))] = value;
  return true;
}

/** Facts that the cases of a branch describe; lists are only filled in, so check them. @internal */
export function witnessOf(
  variables: readonly VariableRecord[],
  cases: readonly Cases[],
): WitnessOutcome {
  const assignment = new Assignment(variables, cases);
  const outcome = assignment.run();
  if (outcome !== "found") return outcome;
  const lists = new Map<number, unknown[]>();
  for (const [number, candidate] of assignment.chosen) {
    if (candidate.kind === "list") lists.set(number, []);
  }
  for (const [number, { variable }] of variables.entries()) {
    const left = known(cases[number]);
    if (variable.kind === "element" && left === ELEMENT_CASES.within) {
      lists.get(variable.fact)?.push(variable.literal.value);
    }
    if (variable.kind === "membership" && left === MEMBER_CASES.within) {
      lists.get(variable.list)?.push(valueOf(known(assignment.chosen.get(variable.item))));
    }
  }
  const record: FactRecord = {};
  for (const [number, candidate] of assignment.chosen) {
    const variable = variables[number]?.variable;
    if (candidate.kind === "missing" || variable?.kind !== "fact") continue;
    const value = candidate.kind === "list" ? lists.get(number) : candidate.value;
    if (!put(record, variable.address.steps, value)) return "uncertain";
  }
  return record;
}

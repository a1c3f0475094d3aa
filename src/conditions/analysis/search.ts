/**
 * Search for cases that make a formula true: a tableau that takes all certain parts first and
 * branches only where it must, with a bound on its effort.
 *
 * A branch without contradiction is handed to `accept`, which may turn it down; the search
 * then goes on with the next.
 */
import { known } from "../known.js";
import type { Atom, Cases, Formula, VariableRecord } from "./formula.js";

/** What a search came to; `uncertain` when effort or knowledge did not suffice. @internal */
export type SearchOutcome = "found" | "none" | "uncertain";

/** What became of a branch that has no contradiction. @internal */
export type Acceptance = "accepted" | "contradictory" | "uncertain";

interface Pending {
  readonly formula: Formula;
  readonly next: Pending | undefined;
}

interface State {
  /** The cases left of each variable. */
  readonly cases: Cases[];
  /** Parts that must hold and are not looked at yet. */
  agenda: Pending | undefined;
  /** Choices that must be made: of each list, one part must hold. */
  choices: readonly Choice[];
}

type Choice = readonly Formula[];

/** Where a choice has to be made, with the ways that are not gone yet. */
interface Fork {
  readonly cases: readonly Cases[];
  readonly choices: readonly Choice[];
  readonly ways: Iterator<Formula>;
}

interface NextChoice {
  readonly parts: Choice;
  readonly rest: readonly Choice[];
}

/** Looks at atoms in all; about a tenth of a second. */
const EFFORT_MAX = 200_000;
/** Looks at atoms that one attempt to find values for a branch is worth. */
const EFFORT_OF_ACCEPTANCE = 1_000;

/** One search. @internal */
export class Search {
  readonly #variables: readonly VariableRecord[];
  readonly #accept: (cases: readonly Cases[]) => Acceptance;
  #effort: number = 0;
  #isUncertain: boolean = false;

  constructor(
    variables: readonly VariableRecord[],
    accept: (cases: readonly Cases[]) => Acceptance,
  ) {
    this.#variables = variables;
    this.#accept = accept;
  }

  /** Whether the formula is true in some case. */
  run(formula: Formula): SearchOutcome {
    const cases = this.#variables.map((record) => record.all);
    const open: Fork[] = [{ cases, choices: [], ways: [formula].values() }];
    for (let fork = open.at(-1); fork !== undefined; fork = open.at(-1)) {
      if (this.#effort > EFFORT_MAX) return "uncertain";
      const way = fork.ways.next();
      if (way.done === true) {
        open.pop();
        continue;
      }
      const next = this.#follow(fork, way.value);
      if (next === "found") return "found";
      if (next !== undefined) open.push(next);
    }
    return this.#isUncertain ? "uncertain" : "none";
  }

  /** Goes one way from a fork: to the next fork, to what was searched for, or nowhere. */
  #follow(fork: Fork, way: Formula): Fork | "found" | undefined {
    this.#effort += fork.cases.length;
    const state: State = {
      cases: [...fork.cases],
      agenda: { formula: way, next: undefined },
      choices: fork.choices,
    };
    if (!this.#settle(state)) return undefined;
    const choice = this.#choose(state);
    if (choice === "contradiction") return undefined;
    if (choice !== undefined) {
      return { cases: state.cases, choices: choice.rest, ways: choice.parts.values() };
    }
    this.#effort += EFFORT_OF_ACCEPTANCE;
    const acceptance = this.#accept(state.cases);
    if (acceptance === "accepted") return "found";
    if (acceptance === "uncertain") this.#isUncertain = true;
    return undefined;
  }

  /** Takes everything certain; false on a contradiction. */
  #settle(state: State): boolean {
    const choices: Choice[] = [...state.choices];
    while (state.agenda !== undefined) {
      const { formula, next }: Pending = state.agenda;
      state.agenda = next;
      this.#effort += 1;
      if (formula.kind === "atom") {
        if (!this.#restrict(state, formula)) return false;
      } else if (formula.kind === "any") {
        choices.push(formula.parts);
      } else {
        for (const part of formula.parts) state.agenda = { formula: part, next: state.agenda };
      }
    }
    state.choices = choices;
    return true;
  }

  #restrict(state: State, { variable, cases }: Atom): boolean {
    const left = known(state.cases[variable]) & cases;
    state.cases[variable] = left;
    if (left !== 0n) return true;
    if (!known(this.#variables[variable]).isExhaustive) this.#isUncertain = true;
    return false;
  }

  /** The choice with the fewest ways left; those that are made already are dropped. */
  #choose(state: State): NextChoice | "contradiction" | undefined {
    const rest: Choice[] = [];
    let best: Choice | undefined;
    let bestIndex = -1;
    for (const choice of state.choices) {
      const parts = this.#waysLeft(state, choice);
      if (parts === undefined) continue;
      if (parts.length === 0) return "contradiction";
      if (best === undefined || parts.length < best.length) {
        best = parts;
        bestIndex = rest.length;
      }
      rest.push(parts);
    }
    if (best === undefined) return undefined;
    rest.splice(bestIndex, 1);
    return { parts: best, rest };
  }

  /** The parts of a choice that are not ruled out; undefined when one is certain. */
  #waysLeft(state: State, choice: Choice): Choice | undefined {
    const left: Formula[] = [];
    for (const part of choice) {
      this.#effort += 1;
      if (part.kind !== "atom") {
        left.push(part);
        continue;
      }
      const cases = known(state.cases[part.variable]);
      if ((cases & ~part.cases) === 0n) return undefined;
      if ((cases & part.cases) !== 0n) left.push(part);
      else if (!known(this.#variables[part.variable]).isExhaustive) this.#isUncertain = true;
    }
    return left;
  }
}

/**
 * What two conditions have to do with each other for all facts whatsoever: whether both can
 * hold at once, and whether one implies the other. Proven, disproven, or undecided; never
 * guessed.
 */
import { complement, clausesOf, FormulaBuilder } from "./analysis/formula.js";
import type { Formula } from "./analysis/formula.js";
import { Search } from "./analysis/search.js";
import type { Acceptance } from "./analysis/search.js";
import { witnessOf } from "./analysis/witness.js";
import { compiledOf } from "./compile.js";
import type { CompiledCondition } from "./compile.js";
import type { Condition, ConditionOptions } from "./model.js";

/**
 * Facts that an analysis has found, as a nested plain record. Values that only had to be
 * something are made up (`"?1"`).
 *
 * @since 0.1.0
 */
export interface FoundFacts {
  readonly [name: string]: unknown;
}

/**
 * Whether there are facts of which something holds; proven by facts of which it does.
 *
 * @since 0.1.0
 */
export type ExistenceFinding =
  | { readonly outcome: "proven"; readonly witness: FoundFacts }
  | { readonly outcome: "disproven" }
  | { readonly outcome: "undecided" };

/**
 * Whether something holds of all facts; disproven by facts of which it does not.
 *
 * @since 0.1.0
 */
export type UniversalFinding =
  | { readonly outcome: "proven" }
  | { readonly outcome: "disproven"; readonly counterexample: FoundFacts }
  | { readonly outcome: "undecided" };

/**
 * What two conditions have to do with each other.
 *
 * @since 0.1.0
 */
export interface ConditionAnalysis {
  /** Whether both can hold of the same facts. */
  readonly overlap: ExistenceFinding;
  /** Whether the second holds wherever the first does. */
  readonly aImpliesB: UniversalFinding;
  /** Whether the first holds wherever the second does. */
  readonly bImpliesA: UniversalFinding;
}

/**
 * How to analyse conditions.
 *
 * @since 0.1.0
 */
export interface AnalysisOptions extends ConditionOptions {
  /**
   * Whether facts that are missing count as cases (`considered`, as usual), or every fact
   * spoken of is taken to be there (`excluded`).
   */
  readonly missingFacts?: "considered" | "excluded";
}

type Subject = Condition | CompiledCondition;

/** Conditions as formulas over the same cases, and searches for facts that meet demands. */
class Problem {
  readonly #conditions: readonly CompiledCondition[];
  readonly #builder: FormulaBuilder;
  readonly #formulas: readonly Formula[];

  constructor(conditions: readonly CompiledCondition[], options: AnalysisOptions) {
    const clauses = conditions.flatMap((condition) => clausesOf(condition.normal));
    const mayBeMissing = options.missingFacts !== "excluded";
    const builder = new FormulaBuilder(clauses, { mayBeMissing });
    const isTooLarge = builder.isTooLarge;
    this.#conditions = conditions;
    this.#builder = builder;
    this.#formulas = isTooLarge ? [] : conditions.map(({ normal }) => builder.formula(normal));
  }

  /** Facts of which each condition holds or not, as demanded; they have been evaluated. */
  find(...demands: readonly boolean[]): ExistenceFinding {
    const { variables, isTooLarge } = this.#builder;
    if (isTooLarge) return { outcome: "undecided" };
    const parts = this.#formulas.map((formula, index) =>
      demands[index] === true ? formula : complement(formula, variables),
    );
    let witness: FoundFacts | undefined;
    const accept = (cases: readonly bigint[]): Acceptance => {
      const found = witnessOf(variables, cases);
      if (typeof found === "string") return found;
      const isMet = this.#conditions.every(({ holds }, index) => holds(found) === demands[index]);
      if (!isMet) return "uncertain";
      witness = found;
      return "accepted";
    };
    const outcome = new Search(variables, accept).run({ kind: "all", parts });
    if (witness !== undefined) return { outcome: "proven", witness };
    return { outcome: outcome === "none" ? "disproven" : "undecided" };
  }
}

/** There are no such facts: the denial of what was searched for. */
function denied(finding: ExistenceFinding): UniversalFinding {
  switch (finding.outcome) {
    case "proven":
      return { outcome: "disproven", counterexample: finding.witness };
    case "disproven":
      return { outcome: "proven" };
    case "undecided":
      return finding;
  }
}

/**
 * Whether two conditions can hold at once, and whether one implies the other, over all facts:
 * missing, or of their declared types where types are declared.
 *
 * By case distinction over the values that the clauses tell apart (intervals, sets, prefixes,
 * members of lists, order of compared facts) and a search with bounded effort; beyond it, or
 * where not all cases are known, the answer is `undecided`. Witnesses and counterexamples have
 * been evaluated. A condition that can never hold implies everything.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { analyseConditions } from "clientele/conditions";
 *
 * const large = { fact: "order.total", operator: "greaterThan", value: "1000" } as const;
 * const huge = { fact: "order.total", operator: "greaterThan", value: "5000" } as const;
 * const facts = { "order.total": "decimal" } as const;
 * const { overlap, aImpliesB, bImpliesA } = analyseConditions(large, huge, { facts });
 * assert.deepEqual(overlap, { outcome: "proven", witness: { order: { total: "5001" } } });
 * assert.equal(aImpliesB.outcome, "disproven");
 * assert.equal(bImpliesA.outcome, "proven");
 * ```
 * @since 0.1.0
 */
export function analyseConditions(
  a: Subject,
  b: Subject,
  options: AnalysisOptions = {},
): ConditionAnalysis {
  const problem = new Problem([compiledOf(a, options), compiledOf(b, options)], options);
  return {
    overlap: problem.find(true, true),
    aImpliesB: denied(problem.find(true, false)),
    bImpliesA: denied(problem.find(false, true)),
  };
}

/**
 * Whether a condition can hold at all; one that cannot is dead. See {@link analyseConditions}.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { satisfiable } from "clientele/conditions";
 *
 * const dead = satisfiable({
 *   all: [
 *     { fact: "client.tier", operator: "in", value: ["gold", "silver"] },
 *     { fact: "client.tier", operator: "equal", value: "bronze" },
 *   ],
 * });
 * assert.equal(dead.outcome, "disproven");
 * ```
 * @since 0.1.0
 */
export function satisfiable(condition: Subject, options: AnalysisOptions = {}): ExistenceFinding {
  return new Problem([compiledOf(condition, options)], options).find(true);
}

/**
 * Whether a condition holds of all facts. As hardly any does where facts may be missing, ask
 * with `missingFacts: "excluded"` whether a set of cases leaves no gap.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { tautology } from "clientele/conditions";
 *
 * const finding = tautology(
 *   {
 *     any: [
 *       { fact: "overdueDays", operator: "lessThan", value: 30 },
 *       { fact: "overdueDays", operator: "greaterThan", value: 30 },
 *     ],
 *   },
 *   { facts: { overdueDays: "number" }, missingFacts: "excluded" },
 * );
 * assert.deepEqual(finding, { outcome: "disproven", counterexample: { overdueDays: 30 } });
 * ```
 * @since 0.1.0
 */
export function tautology(condition: Subject, options: AnalysisOptions = {}): UniversalFinding {
  return denied(new Problem([compiledOf(condition, options)], options).find(false));
}

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

interface Demand {
  /** What must hold. */
  readonly held: readonly CompiledCondition[];
  /** What must not hold. */
  readonly notHeld: readonly CompiledCondition[];
}

/** Searches for facts that meet a demand; what is found has been evaluated. */
function findFacts({ held, notHeld }: Demand, options: AnalysisOptions): ExistenceFinding {
  const clauses = [...held, ...notHeld].flatMap((condition) => clausesOf(condition.normal));
  const mayBeMissing = options.missingFacts !== "excluded";
  const builder = new FormulaBuilder(clauses, { mayBeMissing });
  if (builder.isTooLarge) return { outcome: "undecided" };
  const positive = held.map((condition) => builder.formula(condition.normal));
  const negative = notHeld.map((condition) => builder.formula(condition.normal));
  const parts: readonly Formula[] = [
    ...positive,
    ...negative.map((formula) => complement(formula, builder.variables)),
  ];
  let witness: FoundFacts | undefined;
  const accept = (cases: readonly bigint[]): Acceptance => {
    const found = witnessOf(builder.variables, cases);
    if (typeof found === "string") return found;
    const isTrue =
      held.every((condition) => condition.holds(found)) &&
      notHeld.every((condition) => !condition.holds(found));
    if (!isTrue) return "uncertain";
    witness = found;
    return "accepted";
  };
  const outcome = new Search(builder.variables, accept).run({ kind: "all", parts });
  if (witness !== undefined) return { outcome: "proven", witness };
  return { outcome: outcome === "none" ? "disproven" : "undecided" };
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
  const first = compiledOf(a, options);
  const second = compiledOf(b, options);
  return {
    overlap: findFacts({ held: [first, second], notHeld: [] }, options),
    aImpliesB: denied(findFacts({ held: [first], notHeld: [second] }, options)),
    bImpliesA: denied(findFacts({ held: [second], notHeld: [first] }, options)),
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
  return findFacts({ held: [compiledOf(condition, options)], notHeld: [] }, options);
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
  return denied(findFacts({ held: [], notHeld: [compiledOf(condition, options)] }, options));
}

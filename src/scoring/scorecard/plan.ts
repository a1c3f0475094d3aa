/** A compiled scorecard: what every reader of it shares. Compiling is in `compile.ts`. */
import type { CompiledCondition } from "../../conditions/index.js";
import { expectCompiled } from "../../values/plain.js";
import type { PlannedMarks } from "./marks.js";
import type { MissingPolicy, ScoreClass } from "./model.js";

/**
 * A hundred points in the unit of account: sums are of integers, so that contributions add up to
 * the score and a class never hangs on a last bit. It fits 32 bits.
 *
 * @internal
 */
export const UNITS = 1_000_000_000;
/** @internal */
export const UNITS_PER_POINT: number = UNITS / 100;

/** @internal */
export interface PlannedCriterion {
  readonly id: string;
  readonly fact: string;
  readonly weight: number;
  readonly missing: MissingPolicy;
  /** Place of its group in the plan; −1 for the card itself. */
  readonly group: number;
  readonly marks: PlannedMarks;
}

/** @internal */
export interface PlannedGroup {
  readonly id: string;
  readonly weight: number;
  /** Place of the group around it; −1 for the card itself. */
  readonly parent: number;
}

/** Weights by the tree of groups. @internal */
export interface WeightTree {
  readonly criteria: readonly { readonly weight: number; readonly group: number }[];
  readonly groups: readonly PlannedGroup[];
  /** Places of the groups, each after the one around it. */
  readonly outsideIn: readonly number[];
}

/** @internal */
export interface PlannedVeto {
  readonly id: string;
  readonly class: string;
  readonly when: CompiledCondition;
}

/**
 * A compiled scorecard; opaque and not serialisable (the document is).
 *
 * @since 0.1.0
 */
export interface ScorecardPlan {
  readonly kind: "scorecard-plan";
  readonly id: string;
  /** Whether a single account can be scored: nothing waits for a population. */
  readonly isFitted: boolean;
  /** @internal */
  readonly criteria: readonly PlannedCriterion[];
  /** @internal */
  readonly groups: readonly PlannedGroup[];
  /** @internal */
  readonly outsideIn: readonly number[];
  /** Units of each criterion where every fact is known; they sum to {@link UNITS}. @internal */
  readonly shares: readonly number[];
  /** @internal */
  readonly classes: readonly ScoreClass[];
  /** Facts that several criteria read. @internal */
  readonly sharedFacts: ReadonlySet<string>;
  /** Lowest units of each class. @internal */
  readonly classUnits: readonly number[];
  /** @internal */
  readonly vetoes: readonly PlannedVeto[];
  /** Facts that vetoes speak of, with the steps of their names. @internal */
  readonly vetoFacts: readonly { readonly place: number; readonly steps: readonly string[] }[];
}

/** Demands a plan of `compileScorecard` (`schema.type`). @internal */
export function expectScorecardPlan(plan: unknown): asserts plan is ScorecardPlan {
  expectCompiled(plan, "plan", "classUnits");
}

/** Warning signs as data: the register of rules, and what it says of a client. */
import type { Condition } from "../../conditions/index.js";

/**
 * How grave a sign is, in order; no weight is invented here. A host that wants numbers
 * declares them in its own policy.
 *
 * @since 0.1.0
 */
export type Severity = "low" | "moderate" | "high" | "critical";

/**
 * When a sign can be seen: before cooperation begins, or while it lasts.
 *
 * @since 0.1.0
 */
export type SignStage = "before" | "during";

/**
 * One sign of a problem client.
 *
 * @since 0.1.0
 */
export interface WarningSign {
  readonly id: string;
  /** One sentence for a person. */
  readonly title: string;
  readonly stages: readonly [SignStage, ...SignStage[]];
  readonly severity: Severity;
  /** When the sign is there, over facts by name. */
  readonly when: Condition;
  /** After so many days the sign counts half; without it, it does not age. */
  readonly halfLifeDays?: number;
  /** The best grade that is left to a client with this sign. */
  readonly capsGradeAt?: string;
  /** Where the sign is described. */
  readonly source: string;
}

/**
 * A versioned register of warning signs.
 *
 * @since 0.1.0
 */
export interface WarningSignRegister {
  readonly id: string;
  readonly version: string;
  readonly signs: readonly WarningSign[];
}

/**
 * A sign that is there.
 *
 * @since 0.1.0
 */
export interface RaisedSign {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly stages: readonly SignStage[];
  /** The evidence that raised it. */
  readonly evidence: readonly {
    readonly fact: string;
    readonly value: number | string | boolean;
    readonly unit?: string;
    readonly asOf: string;
    readonly source: string;
  }[];
  /** Age in days of the youngest evidence. */
  readonly ageDays: number;
  /** 1 when fresh, one half after a half-life; 1 for a sign that does not age. */
  readonly strength: number;
  readonly capsGradeAt?: string;
  /** Each clause that held, in a sentence. */
  readonly because: readonly string[];
}

/**
 * A sign that could not be decided.
 *
 * @since 0.1.0
 */
export interface UnknownSign {
  readonly id: string;
  readonly severity: Severity;
  /** Facts that would be needed. */
  readonly missing: readonly string[];
  /** Facts that are there, but not of the kind the rule compares with. */
  readonly mistyped: readonly string[];
}

/**
 * What a register says of a client on a day.
 *
 * @since 0.1.0
 */
export interface WarningSignReport {
  readonly register: { readonly id: string; readonly version: string };
  readonly asOf: string;
  /** Gravest first, then strongest, then by id. */
  readonly raised: readonly RaisedSign[];
  /** Ids of the signs that were looked for and are not there. */
  readonly clear: readonly string[];
  readonly unknown: readonly UnknownSign[];
  /** Share of the signs looked for that could be decided, 0 to 1; 0 for none. */
  readonly coverage: number;
}

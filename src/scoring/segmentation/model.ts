/** Segments of accounts: documents, rows and answers. Plain JSON throughout. */
import type { Condition, Facts, FactTypes } from "../../conditions/index.js";

/** Which segment an account is in; null for none. @since 0.1.0 */
export interface SegmentMembership {
  readonly id: string;
  readonly segment: string | null;
}

/** A segment by a condition over the facts of an account. @since 0.1.0 */
export interface SegmentRule {
  readonly id: string;
  readonly when: Condition;
}

/**
 * What becomes of an account of which a fact is missing, so that a rule can be neither said to
 * hold nor to fail.
 *
 * - `next`: the rule is passed over and named in the row, and the next one is asked
 * - `none`: the account has no segment, and the row names the rule
 * - `refuse`: `scoring.missing_fact`
 *
 * @since 0.1.0
 */
export type SegmentMissingPolicy = "next" | "none" | "refuse";

/** Segments of which an account takes the first whose rule holds. @since 0.1.0 */
export interface SegmentRules {
  readonly id: string;
  /** The facts that rules may speak of; a rule that names another is refused. */
  readonly facts?: FactTypes;
  /** In the order in which they are asked. */
  readonly segments: readonly SegmentRule[];
  /** Segment of accounts for which no rule holds; none unless named. */
  readonly otherwise?: string;
  /** `next` unless named. */
  readonly missing?: SegmentMissingPolicy;
}

/** An account with the facts that rules speak of. @since 0.1.0 */
export interface SegmentAccount {
  readonly id: string;
  readonly facts: Facts;
}

/** The segment of one account. @since 0.1.0 */
export interface SegmentRow extends SegmentMembership {
  /** Rules asked before the one that held which a missing fact left open, by their segment. */
  readonly undecided: readonly string[];
}

/** Accounts with their segments. @since 0.1.0 */
export interface Segmentation {
  /** All segments, those without an account included, in their order. */
  readonly segments: readonly string[];
  /** By id. */
  readonly rows: readonly SegmentRow[];
}

/** A figure of a review, or the reason why there is none. */

/**
 * Why a part of a review could not be computed.
 *
 * | reason | meaning |
 * |---|---|
 * | `not-in-policy` | the policy does not ask for it |
 * | `no-facts` | the account's facts do not hold what it needs |
 * | `not-enough-facts` | there are too few of them |
 * | `no-portfolio` | it compares accounts, and only one was given |
 * | `not-applicable` | the account has none, by what the host says: nothing is missing |
 *
 * @since 0.1.0
 */
export type AbsenceReason =
  | "not-in-policy"
  | "no-facts"
  | "not-enough-facts"
  | "no-portfolio"
  | "not-applicable";

/**
 * A part of a review that is known.
 *
 * @since 0.1.0
 */
export interface Known<T> {
  readonly state: "known";
  readonly value: T;
}

/**
 * A part of a review that is not known, why, and what would be needed.
 *
 * @since 0.1.0
 */
export interface Unknown {
  readonly state: "unknown";
  readonly reason: AbsenceReason;
  /** What would be needed: names of facts, or of parts of the policy. */
  readonly missing: readonly string[];
}

/**
 * A part of a review: what it is, or why it is not there. Never a zero in place of it.
 *
 * @since 0.1.0
 */
export type Finding<T> = Known<T> | Unknown;

/** A part that is known. @internal */
export function known<T>(value: T): Known<T> {
  return { state: "known", value };
}

/** A part that is not known. @internal */
export function unknown(reason: AbsenceReason, ...missing: readonly string[]): Unknown {
  return { state: "unknown", reason, missing };
}

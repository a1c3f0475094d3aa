/**
 * A figure, or the reason why there is none.
 *
 * A zero denominator, a missing item and too few observations are answers of their own: they
 * are never a zero, a NaN or an Infinity that the next formula would take for a number.
 */

/**
 * Why a figure could not be computed.
 *
 * - `missing`: an item it needs was not given
 * - `zero-denominator`: it would divide by zero; `numeratorSign` says of what
 * - `not-enough-data`: fewer observations than the method demands
 * - `nothing-collectable`: a collection figure of a time in which nothing was due
 * - `not-applicable`: the figure has no meaning for this case
 * - `not-converged`: an iteration ended without an answer
 *
 * @since 0.1.0
 */
export type AbsenceCode =
  | "missing"
  | "zero-denominator"
  | "not-enough-data"
  | "nothing-collectable"
  | "not-applicable"
  | "not-converged";

/**
 * Why a figure could not be computed, and because of what.
 *
 * @since 0.1.0
 */
export interface Absence {
  readonly code: AbsenceCode;
  /** Name of the item, the denominator or the observation that was wanting. */
  readonly of: string;
  /** For `zero-denominator`: sign of what would have been divided. */
  readonly numeratorSign?: -1 | 0 | 1;
}

/**
 * A figure that could be computed.
 *
 * @since 0.1.0
 */
export interface KnownMeasure {
  /** A finite double. */
  readonly value: number;
}

/**
 * A figure that could not be computed.
 *
 * @since 0.1.0
 */
export interface AbsentMeasure {
  readonly value: null;
  readonly reason: Absence;
}

/**
 * A figure or the reason why there is none; test `value === null`.
 *
 * @since 0.1.0
 */
export type Measure = KnownMeasure | AbsentMeasure;

/** A known figure; one that left the range of doubles is not enough data. @internal */
export function known(value: number, name = "value"): Measure {
  return Number.isFinite(value)
    ? { value: value === 0 ? 0 : value }
    : absent("not-applicable", name);
}

/** An absent figure. @internal */
export function absent(code: AbsenceCode, of: string): AbsentMeasure {
  return { value: null, reason: { code, of } };
}

/** numerator ÷ denominator, or why not. @internal */
export function quotient(
  numerator: number | undefined,
  denominator: number | undefined,
  names: { readonly numerator: string; readonly denominator: string },
): Measure {
  if (numerator === undefined) return absent("missing", names.numerator);
  if (denominator === undefined) return absent("missing", names.denominator);
  if (denominator === 0) {
    const numeratorSign = numerator > 0 ? 1 : numerator < 0 ? -1 : 0;
    const of = names.denominator;
    return { value: null, reason: { code: "zero-denominator", of, numeratorSign } };
  }
  return known(numerator / denominator, names.denominator);
}

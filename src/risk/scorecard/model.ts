/** Risk scorecards as data: characteristics, bins, points; and what a score consists of. */

/**
 * A bin of a number, half-open: `from` ≤ value < `until`; `null` is unbounded.
 *
 * @since 0.1.0
 */
export interface NumericBin {
  readonly from: number | null;
  readonly until: number | null;
  readonly points: number;
}

/**
 * A bin of named categories.
 *
 * @since 0.1.0
 */
export interface CategoryBin {
  readonly categories: readonly string[];
  readonly points: number;
}

/**
 * Values that are codes and no quantities, such as −1 for "not yet asked".
 *
 * @since 0.1.0
 */
export interface SpecialBin {
  readonly values: readonly number[];
  readonly points: number;
}

interface CharacteristicBase {
  readonly id: string;
  /** Name of the fact that is looked at. */
  readonly fact: string;
  /** Points of a fact that is missing: declared, never guessed. */
  readonly missing: { readonly points: number };
  /** Points of the average account, for reasons by the below-average method. */
  readonly averagePoints?: number;
}

/**
 * A characteristic over a number.
 *
 * @since 0.1.0
 */
export interface NumericCharacteristic extends CharacteristicBase {
  readonly kind: "numeric";
  /** Ascending, without gap or overlap, unbounded at both ends. */
  readonly bins: readonly NumericBin[];
  readonly special?: readonly SpecialBin[];
}

/**
 * A characteristic over named categories.
 *
 * @since 0.1.0
 */
export interface CategoryCharacteristic extends CharacteristicBase {
  readonly kind: "category";
  readonly bins: readonly CategoryBin[];
  /** Points of a category that no bin names. */
  readonly other: { readonly points: number };
}

/**
 * One line of a scorecard.
 *
 * @since 0.1.0
 */
export type Characteristic = NumericCharacteristic | CategoryCharacteristic;

/**
 * How the reasons against a client are found: by what was lost against the best bin, or
 * against the average account (which needs `averagePoints`).
 *
 * @since 0.1.0
 */
export type ReasonMethod = "below-maximum" | "below-average";

/**
 * A scorecard: points added up, high meaning safe.
 *
 * @since 0.1.0
 */
export interface Scorecard {
  readonly id: string;
  readonly version: string;
  readonly basePoints: number;
  readonly characteristics: readonly Characteristic[];
  readonly reasons: {
    readonly method: ReasonMethod;
    /** Principal reasons given, 1 to 8; creditors commonly give four. */
    readonly count: number;
  };
}

/**
 * The bin that a fact fell into. `index` counts `bins`, or `special` for that kind.
 *
 * @since 0.1.0
 */
export interface BinReference {
  readonly kind: "bin" | "special" | "missing" | "other";
  readonly index: number;
}

/**
 * What one characteristic added.
 *
 * @since 0.1.0
 */
export interface ScoreContribution {
  readonly characteristic: string;
  readonly fact: string;
  readonly value: number | string | null;
  readonly bin: BinReference;
  readonly points: number;
  /** Points lost against the reference of the reason method; negative when gained. */
  readonly shortfall: number;
}

/**
 * A principal reason against a client.
 *
 * @since 0.1.0
 */
export interface ScoreReason {
  /** Stable id: that of the characteristic. */
  readonly id: string;
  readonly value: number | string | null;
  readonly shortfall: number;
}

/**
 * A score with all its parts.
 *
 * @since 0.1.0
 */
export interface ScoreResult {
  readonly card: { readonly id: string; readonly version: string };
  /** Base points and contributions, added in the order of the card. */
  readonly score: number;
  readonly basePoints: number;
  readonly contributions: readonly ScoreContribution[];
  /** Greatest shortfall first, then in the order of the card; only true shortfalls. */
  readonly reasons: readonly ScoreReason[];
  /** Share of characteristics whose fact was there, 0 to 1. */
  readonly coverage: number;
}

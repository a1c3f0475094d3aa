/**
 * Scales: what a base (a quantity, a value, a turnover) is worth by bands, as documents.
 *
 * Not here: what the result means. Prices, discounts, rebates and points all use this one engine.
 */
import type { DecimalInput, DecimalText } from "../values/index.js";

/**
 * How the bands are applied.
 *
 * | kind | the value of the band reached | example: from 0 at 7, from 5 at 6.5; base 6 |
 * |---|---|---|
 * | `allUnits` | times the whole base | 6 × 6.5 = 39 |
 * | `graduated` | each band's value times the part of the base inside it | 5 × 7 + 1 × 6.5 = 41.5 |
 * | `flat` | as it is, whatever the base | 6.5 |
 *
 * @since 0.1.0
 */
export type ScaleKind = "allUnits" | "graduated" | "flat";

/**
 * One band: it holds from its lower bound, included, to the next band's, excluded. Lower bounds
 * only, so that there can be no gap and no overlap between two bands.
 *
 * @since 0.1.0
 */
export interface ScaleBand {
  /** Lower bound, in units of the base; zero or more. */
  readonly from: DecimalInput;
  /** Value per unit of the base (a price, a rate); for `flat`, the value itself. */
  readonly value: DecimalInput;
  /** Added once when the band is reached; for `graduated`, once for each band reached. */
  readonly fee?: DecimalInput;
}

/**
 * A scale as a document. The order of its bands does not matter. Below the lowest bound there
 * is no value.
 *
 * @since 0.1.0
 */
export interface Scale {
  readonly kind: ScaleKind;
  readonly bands: readonly ScaleBand[];
}

/**
 * One part of a result: how much of the base fell to a band, and what that came to. The parts
 * add up to the result.
 *
 * @since 0.1.0
 */
export interface ScalePart {
  /** Lower bound of the band. */
  readonly from: DecimalText;
  /** Lower bound of the next band; absent for the last. */
  readonly until?: DecimalText;
  /** Part of the base in this band; zero where only a fee falls to it. */
  readonly base: DecimalText;
  /** The band's value. */
  readonly value: DecimalText;
  /** Exact amount of this part, its fee included. */
  readonly amount: DecimalText;
}

/**
 * What a base is worth, exactly: rounding is the caller's, by name. `amount` is null, and there
 * are no parts, where the base is below the lowest band.
 *
 * @since 0.1.0
 */
export interface ScaleResult {
  readonly amount: DecimalText | null;
  readonly parts: readonly ScalePart[];
}

/**
 * The way to the next band.
 *
 * @since 0.1.0
 */
export interface NextBand {
  /** Lower bound of the next band. */
  readonly from: DecimalText;
  /** How much is missing to reach it; above zero. */
  readonly distance: DecimalText;
  /** The next band's value. */
  readonly value: DecimalText;
}

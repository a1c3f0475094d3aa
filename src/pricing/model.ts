/**
 * A pricing policy as a document, an order to be priced, and the quote with its waterfall.
 *
 * Prices are net; taxes are not here.
 */
import type { Condition } from "../conditions/index.js";
import type { ScaleBand, ScaleKind } from "../scales/index.js";
import type { CalendarDate } from "../values/calendar-date.js";
import type { DecimalInput, DecimalText } from "../values/decimal.js";
import type { Money } from "../values/money.js";
import type { Period } from "../values/period.js";
import type { RoundingMode } from "../values/rounding.js";

/** What a record can be kept under. @since 0.1.0 */
export type KeyField = "client" | "clientGroup" | "article" | "productGroup";

/**
 * The key of a record: a value for each of its fields. A record with fewer fields is more
 * general; one without fields holds for everything.
 *
 * @since 0.1.0
 */
export type RecordKey = { readonly [Field in KeyField]?: string };

/**
 * What a record grants. Rates and amounts below zero are discounts, above zero surcharges.
 *
 * | kind | effect on the line |
 * |---|---|
 * | `unitPrice` | the price of `per` units (1, 100 or 1000), up to twelve decimals |
 * | `percent` | its base × rate |
 * | `amountPerUnit` | quantity × amount |
 *
 * @since 0.1.0
 */
export type RecordValue =
  | { readonly kind: "unitPrice"; readonly amount: DecimalInput; readonly per?: 1 | 100 | 1000 }
  | { readonly kind: "percent"; readonly rate: DecimalInput }
  | { readonly kind: "amountPerUnit"; readonly amount: DecimalInput };

/**
 * Bands on the quantity of the line that replace the number in the value: a price, rate or
 * amount for each. Below the lowest band the record does not apply.
 *
 * @since 0.1.0
 */
export interface RecordScale {
  readonly kind: Exclude<ScaleKind, "flat">;
  readonly bands: readonly Omit<ScaleBand, "fee">[];
}

/**
 * A condition record: one price, discount or surcharge, and when it holds.
 *
 * @since 0.1.0
 */
export interface ConditionRecord {
  readonly id: string;
  /** Step of the procedure that looks for it. */
  readonly step: string;
  readonly key: RecordKey;
  /** Further condition over the facts `order.…`, `line.…` and `client`. */
  readonly when?: Condition;
  /** Days on which it holds; always when absent. */
  readonly valid?: Period;
  readonly value: RecordValue;
  readonly scale?: RecordScale;
  /** Larger goes first among records of one key; 0 unless named. */
  readonly priority?: number;
}

/**
 * A step of the procedure: where it looks for records, from specific to general, and what the
 * rate of a percentage is taken of.
 *
 * @since 0.1.0
 */
export interface PricingStep {
  readonly id: string;
  /** The base price, or a discount or surcharge on it. */
  readonly kind: "price" | "discount";
  /** Sets of key fields in the order in which they are searched; the first hit is taken. */
  readonly access: readonly (readonly KeyField[])[];
  /** Base of percentages: the list price, or what the steps before left; `running` unless named. */
  readonly base?: "list" | "running";
}

/**
 * A pricing policy as a document: records, and the procedure that applies them in order.
 *
 * @since 0.1.0
 */
export interface PricingPolicy {
  readonly id: string;
  /** ISO 4217 code of all its prices. */
  readonly currency: string;
  readonly steps: readonly PricingStep[];
  readonly records: readonly ConditionRecord[];
  /** How each change of a line is rounded to the minor unit; half to even unless named. */
  readonly rounding?: RoundingMode;
}

/** A line of an order to be priced. @since 0.1.0 */
export interface OrderLine {
  readonly id: string;
  readonly article: string;
  readonly productGroup?: string;
  /** Above zero, in units of the price. */
  readonly quantity: DecimalInput;
}

/** An order to be priced. @since 0.1.0 */
export interface PricingOrder {
  readonly client: string;
  readonly clientGroup?: string;
  readonly lines: readonly OrderLine[];
}

/**
 * One step of the way from list to net: `after` = what was before + `change`.
 *
 * @since 0.1.0
 */
export interface WaterfallEntry {
  readonly line: string;
  readonly step: string;
  readonly record: string;
  /** What a rate was taken of; for prices and amounts per unit, null. */
  readonly base: DecimalText | null;
  /** Rate, price or amount per unit that was applied, of the band reached. */
  readonly rate: DecimalText;
  /** Units that it was applied to. */
  readonly units: DecimalText;
  readonly change: DecimalText;
  readonly after: DecimalText;
  /** The key that found the record: `"client+article"`. */
  readonly reason: string;
}

/** A key that was searched for a price without a hit. @since 0.1.0 */
export interface TriedKey {
  readonly step: string;
  readonly fields: readonly KeyField[];
  readonly values: readonly string[];
  /** Records under this key that did not hold, and why. */
  readonly rejected: readonly RejectedRecord[];
}

/** A record that was found and did not hold. @since 0.1.0 */
export interface RejectedRecord {
  readonly record: string;
  readonly reason: "not-valid" | "condition-failed" | "below-scale";
}

/**
 * A priced line. `list` and `net` are null where no price was found; `tried` then names every
 * key searched. The changes of the entries add up to `net`.
 *
 * @since 0.1.0
 */
export interface QuoteLine {
  readonly id: string;
  readonly article: string;
  readonly quantity: DecimalText;
  readonly list: Money | null;
  readonly net: Money | null;
  readonly entries: readonly WaterfallEntry[];
  readonly tried: readonly TriedKey[];
}

/**
 * A priced order. Totals are over the lines that have a price; `unpriced` names the others.
 *
 * @since 0.1.0
 */
export interface Quote {
  readonly policy: string;
  readonly client: string;
  readonly asOf: CalendarDate;
  readonly currency: string;
  readonly lines: readonly QuoteLine[];
  readonly list: Money;
  readonly net: Money;
  readonly unpriced: readonly string[];
}

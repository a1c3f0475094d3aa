/** Condition records as documents: what is kept under which key, and what it grants. */
import type { Condition } from "../conditions/index.js";
import type { ScaleBand, ScaleKind } from "../scales/index.js";
import type { DecimalInput } from "../values/decimal.js";
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
 * | kind | effect |
 * |---|---|
 * | `unitPrice` | the price of `per` units (1, 100 or 1000), up to twelve decimals |
 * | `percent` | its base × rate |
 * | `amountPerUnit` | quantity × amount |
 * | `amountPerLine` | the amount, once for the line |
 * | `amountPerOrder` | the amount, once for the order, allocated to the lines that take part |
 * | `override` | the running price becomes quantity × amount |
 * | `bundlePrice` | each complete set of `items` costs `amount`, whatever its parts cost |
 * | `freeGoods` | for each `buy` units, `get` units free: of those ordered, or added to them |
 * | `buyGet` | of each `buy` + `get` units over the lines, `get` change by `rate` |
 * | `floor` | the line is not sold below it; see {@link FloorValue} |
 *
 * @since 0.1.0
 */
export type RecordValue =
  | {
      readonly kind: "unitPrice";
      readonly amount: DecimalInput;
      readonly per?: 1 | 100 | 1000;
      /** Unit that the price is for; the article's base unit unless named. */
      readonly unit?: string;
    }
  | { readonly kind: "percent"; readonly rate: DecimalInput }
  | { readonly kind: "amountPerUnit"; readonly amount: DecimalInput; readonly unit?: string }
  | { readonly kind: "amountPerLine"; readonly amount: DecimalInput }
  | { readonly kind: "amountPerOrder"; readonly amount: DecimalInput }
  | { readonly kind: "override"; readonly amount: DecimalInput; readonly unit?: string }
  | BundleValue
  | FreeGoodsValue
  | BuyGetValue
  | FloorValue;

/** A fixed price for a set of articles. @since 0.1.0 */
export interface BundleValue {
  readonly kind: "bundlePrice";
  /** Price of one complete set. */
  readonly amount: DecimalInput;
  readonly items: readonly BundleItem[];
}

/** Units of one article in a bundle. @since 0.1.0 */
export interface BundleItem {
  readonly article: string;
  readonly quantity: number;
}

/**
 * Free goods. With 100 for 3 and 280 bought: `proportional` 8 (8.4 rounded down),
 * `unitReference` 6 (two whole hundreds), `wholeMultiple` 0 (280 is no multiple of 100).
 *
 * @since 0.1.0
 */
export interface FreeGoodsValue {
  readonly kind: "freeGoods";
  readonly buy: number;
  readonly get: number;
  readonly counting: "wholeMultiple" | "proportional" | "unitReference";
  /** `inclusive`: of the units ordered; `exclusive`: added to them as a gift line. */
  readonly mode: "inclusive" | "exclusive";
  /** Unit of `buy` and `get`; the article's base unit unless named. */
  readonly unit?: string;
  /** Rounding of a proportional count to whole units; `down` unless named. */
  readonly rounding?: RoundingMode;
  /** Another article as the gift (`exclusive` only). */
  readonly article?: string;
}

/** Buy some, get some cheaper, over all lines that the record is found for. @since 0.1.0 */
export interface BuyGetValue {
  readonly kind: "buyGet";
  readonly buy: number;
  readonly get: number;
  /** −1 is free. */
  readonly rate: DecimalInput;
  /** Which units change; ties go to the smaller line id. */
  readonly pick: "cheapest" | "dearest";
}

/**
 * The least that a line may cost. `price`: quantity × amount. `costPlusAmount`: quantity × (cost
 * + amount). `costPlusMargin`: cost ÷ (1 − rate), a margin on the price. `maximumDiscount`: list
 * × (1 − rate). A line without a cost has no floor by cost.
 *
 * @since 0.1.0
 */
export type FloorValue =
  | {
      readonly kind: "floor";
      readonly by: "price" | "costPlusAmount";
      readonly amount: DecimalInput;
    }
  | {
      readonly kind: "floor";
      readonly by: "costPlusMargin" | "maximumDiscount";
      readonly rate: DecimalInput;
    };

/** What the bands of a record are counted over. @since 0.1.0 */
export interface ScaleBasis {
  /** `quantity` unless named; `value` is money, `weight` quantity × the article's weight. */
  readonly base?: "quantity" | "value" | "weight";
  /**
   * In a step of lines: one line (unless named), the lines that share its article or product group
   * (mix and match), or all. In a step of the order: the lines that the record is found for
   * (`eligible`, unless named), or all.
   */
  readonly over?: "line" | "article" | "productGroup" | "eligible" | "order";
  /** For `value`: before or after the steps so far; `running` unless named. */
  readonly of?: "list" | "running";
  /** Unit of the bands of a quantity; the article's base unit unless named. */
  readonly unit?: string;
  /** Name of a counter whose value so far comes with the quote's options; in a step of lines for one line. */
  readonly counter?: string;
}

/**
 * Bands that replace the number in the value: a price, rate or amount for each. Below the lowest
 * band the record does not apply.
 *
 * @since 0.1.0
 */
export interface RecordScale extends ScaleBasis {
  readonly kind: ScaleKind;
  readonly bands: readonly Omit<ScaleBand, "fee">[];
}

/** How much a record may grant: money, units or uses. @since 0.1.0 */
export interface Allowance {
  /** Largest sum of changes, without its sign. */
  readonly amount?: DecimalInput;
  readonly units?: DecimalInput;
  readonly uses?: number;
}

/** Limits of a record, also counted within the order. @since 0.1.0 */
export interface RecordLimits {
  readonly perOrder?: Allowance;
  readonly perClient?: Allowance;
  readonly total?: Allowance;
  /** Units of one line that it applies to at most. */
  readonly unitsPerLineMax?: number;
  /** Which units those are: ones no limited discount has had yet, or the same; `fresh` unless named. */
  readonly pick?: "fresh" | "same";
  /** A grant that does not fit is cut to what does, or refused; `cut` unless named. */
  readonly excess?: "cut" | "refuse";
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
  /** Further condition over the facts `order.…`, `line.…` (with their attributes) and `client`. */
  readonly when?: Condition;
  /** Days on which it holds; always when absent. */
  readonly valid?: Period;
  readonly value: RecordValue;
  readonly scale?: RecordScale;
  /** Larger goes first among records of one key; 0 unless named. */
  readonly priority?: number;
  /** Of the records of one group that a step collects, only the best for the client applies. */
  readonly group?: string;
  readonly limits?: RecordLimits;
  /** Promotion code that the order has to carry. */
  readonly code?: string;
  /** Currency of its amounts; the policy's unless named. A rate holds in every currency. */
  readonly currency?: string;
}

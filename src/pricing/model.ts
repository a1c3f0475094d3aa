/**
 * A pricing policy as a document, an order to be priced, and the quote with its waterfall.
 *
 * Prices are net; taxes are not here.
 */
import type { CalendarDate } from "../values/calendar-date.js";
import type { DecimalInput, DecimalText } from "../values/decimal.js";
import type { Money } from "../values/money.js";
import type { RoundingMode } from "../values/rounding.js";
import type { ConditionRecord, KeyField } from "./record-model.js";

export type * from "./record-model.js";

/** How members that could all apply go together. @since 0.1.0 */
export type StackingMode = "sequential" | "additive" | "best" | "worst" | "first" | "exclusive";

/** How and where a step rounds. @since 0.1.0 */
export interface StepRounding {
  readonly mode?: RoundingMode;
  /** Decimals kept, at most those of the currency. */
  readonly decimals?: number;
  /** The change of the line, or of one unit before it is multiplied; `line` unless named. */
  readonly place?: "line" | "unit";
}

/**
 * A step of the procedure: where it looks for records, from specific to general, and what the
 * rate of a percentage is taken of.
 *
 * @since 0.1.0
 */
export interface PricingStep {
  readonly id: string;
  /** The base price, a discount or surcharge on it, or a limit below which it is not sold. */
  readonly kind: "price" | "discount" | "floor";
  /** Sets of key fields in the order in which they are searched. */
  readonly access: readonly (readonly KeyField[])[];
  /** The first hit, or every record that holds, most specific first; `first` unless named. */
  readonly collect?: "first" | "all";
  /** How the records collected go together; `sequential` unless named. */
  readonly stacking?: "sequential" | "additive" | "best" | "worst";
  /** Base of percentages: list price, what the steps before left, or what stood after a step. */
  readonly base?: "list" | "running" | { readonly after: string };
  /** Each line by itself, or all lines as one, with the change allocated; `line` unless named. */
  readonly scope?: "line" | "order";
  /** How an order's change is allocated; `largestRemainder` unless named. */
  readonly allocation?: "largestRemainder" | "proportionalRunning" | "even" | "floorToFirst";
  /** Lines that take part although they are freight or excluded. */
  readonly includes?: readonly ("freight" | "excluded")[];
  readonly rounding?: StepRounding;
}

/**
 * A node of the stacking tree. It stands in the procedure where its first step stands.
 *
 * | mode | its members |
 * |---|---|
 * | `sequential` | one after another, each on what is left |
 * | `additive` | all on what stood before the group |
 * | `best`, `worst` | the one that leaves the client to pay least, or most |
 * | `first` | the first that changes anything |
 * | `exclusive` | as `first`; what it changed takes no discount of a later step |
 *
 * Each member is tried once from the same start, so the search is linear in the tree.
 *
 * @since 0.1.0
 */
export interface StackingGroup {
  readonly id: string;
  readonly mode: StackingMode;
  /** The choice is made for the whole order, or for each line; `order` unless named. */
  readonly scope?: "line" | "order";
  /** Ids of steps, or groups. */
  readonly members: readonly (string | StackingGroup)[];
}

/** Units of an article and what it weighs and costs. @since 0.1.0 */
export interface PricedArticle {
  readonly id: string;
  /** Base unit. */
  readonly unit?: string;
  /** `numerator` base units are `denominator` of the other unit: a box of 12 is 12 to 1. */
  readonly conversions?: readonly UnitRatio[];
  /** Sold by the piece: a quantity that is not whole base units is refused. */
  readonly isIndivisible?: boolean;
  /** Of one base unit, in the unit of the scales by weight. */
  readonly weight?: DecimalInput;
  /** Cost of one base unit, in the policy's currency. */
  readonly cost?: DecimalInput;
}

/** An exact conversion to the base unit. @since 0.1.0 */
export interface UnitRatio {
  readonly unit: string;
  readonly numerator: number;
  readonly denominator: number;
}

/** A parent in a hierarchy: what holds for it holds for its children, less specifically. @since 0.1.0 */
export interface HierarchyLink {
  readonly child: string;
  readonly parent: string;
}

/**
 * A pricing policy as a document: records, and the procedure that applies them in order.
 *
 * @since 0.1.0
 */
export interface PricingPolicy {
  readonly id: string;
  /** ISO 4217 code of its prices, unless a record names another. */
  readonly currency: string;
  readonly steps: readonly PricingStep[];
  readonly records: readonly ConditionRecord[];
  /** How each change of a line is rounded to the minor unit; half to even unless named. */
  readonly rounding?: RoundingMode;
  readonly stacking?: readonly StackingGroup[];
  readonly articles?: readonly PricedArticle[];
  readonly hierarchies?: { readonly [Field in KeyField]?: readonly HierarchyLink[] };
}

/** A line of an order to be priced. @since 0.1.0 */
export interface OrderLine {
  readonly id: string;
  readonly article: string;
  readonly productGroup?: string;
  /** Above zero, in `unit`. */
  readonly quantity: DecimalInput;
  /** Unit of the quantity; the article's base unit unless named. */
  readonly unit?: string;
  /** Freight takes no part in discounts of the order unless a step says so. */
  readonly kind?: "goods" | "freight";
  /** Takes no part in any discount unless a step says so. */
  readonly isExcluded?: boolean;
  /** Cost of one base unit, before that of the policy. */
  readonly cost?: DecimalInput;
  /** Line of an earlier quote's free units: never counted as bought, and left out. */
  readonly gift?: GiftNote;
  /** What conditions may ask for as `line.attributes.…`. */
  readonly attributes?: Attributes;
}

/** Facts of an order or a line that the conditions of records may ask for. @since 0.1.0 */
export type Attributes = Readonly<Record<string, string | number | boolean>>;

/** Where a gift came from. @since 0.1.0 */
export interface GiftNote {
  /** Line whose units earned it. */
  readonly line: string;
  readonly record: string;
}

/** An order to be priced. @since 0.1.0 */
export interface PricingOrder {
  readonly client: string;
  readonly clientGroup?: string;
  readonly lines: readonly OrderLine[];
  /** Promotion codes given. */
  readonly codes?: readonly string[];
  /** The policy's currency unless named. */
  readonly currency?: string;
  /** What conditions may ask for as `order.attributes.…`. */
  readonly attributes?: Attributes;
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
  /** Where a limit cut the change: what it would have been. */
  readonly desired?: DecimalText;
  /** Where a floor raised the price: the changes it took back, last first. */
  readonly trims?: readonly TrimmedChange[];
}

/** A part of a discount that a floor took back. @since 0.1.0 */
export interface TrimmedChange {
  readonly step: string;
  readonly record: string;
  /** Above zero. */
  readonly amount: DecimalText;
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
  readonly reason:
    | "not-valid"
    | "condition-failed"
    | "below-scale"
    | "other-currency"
    | "other-unit"
    | "code-missing"
    | "limit-reached"
    | "not-best"
    | "less-specific"
    | "excluded"
    | "no-effect";
}

/** A record that was found for a line in a step and did not apply. @since 0.1.0 */
export interface StepRejection extends RejectedRecord {
  readonly step: string;
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
  /** Present for free units that the quote added. */
  readonly gift?: GiftNote;
  /** Cost of the line, where it is known. */
  readonly cost?: Money;
  /** On request: records found that did not apply. */
  readonly rejected?: readonly StepRejection[];
}

/** What has been granted before: of a record in all (`client` absent) or to one client. @since 0.1.0 */
export interface RecordUsage {
  readonly record: string;
  readonly client?: string;
  readonly amount?: DecimalInput;
  readonly units?: DecimalInput;
  readonly uses?: number;
}

/** What a quote takes from the limits of a record: to be committed with the order. @since 0.1.0 */
export interface Consumption {
  readonly record: string;
  readonly client: string;
  readonly amount: DecimalText;
  readonly units: DecimalText;
  readonly uses: number;
}

/** What a counter stood at, or what a quote adds to it. @since 0.1.0 */
export interface CounterValue {
  readonly counter: string;
  readonly value: DecimalText;
}

/** A part of an order's discount that no line could take. @since 0.1.0 */
export interface Unallocated {
  readonly step: string;
  readonly record: string;
  readonly amount: DecimalText;
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
  readonly consumption: readonly Consumption[];
  /** To be added to the counters with the order. */
  readonly counters: readonly CounterValue[];
  readonly unallocated: readonly Unallocated[];
}

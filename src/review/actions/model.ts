/** Rules of action as data, and the actions that they propose. */
import type { Condition } from "../../conditions/index.js";
import type { CalendarDate } from "../../values/calendar-date.js";
import type { DecimalInput } from "../../values/decimal.js";
import type { Money } from "../../values/money.js";
import type { ReviewFact, ReviewFactValues } from "../figures/figures.js";

/**
 * How soon an action is to be taken; the first part of the rank.
 *
 * @since 0.1.0
 */
export type Urgency = "now" | "soon" | "later";

/**
 * A rule that proposes an action.
 *
 * @since 0.1.0
 */
export interface ActionRule {
  readonly id: string;
  /** What to do, in one sentence. */
  readonly title: string;
  /** Over the figures of {@link reviewFacts} and the policy's own attributes. */
  readonly when: Condition;
  /**
   * Why, in one sentence; `{lifecycle.daysSinceOrder}` stands for the figure, and
   * `{lifecycle.daysSinceOrder#day|days}` for the word that it asks for. A rule whose reason names
   * a figure that is missing does not apply.
   */
  readonly reason: string;
  readonly urgency: Urgency;
  /** Who does it. */
  readonly role: string;
  /** Days from the review until it should be done, 0 to 366. */
  readonly dueInDays: number;
  /** The figure that says what is at stake: an amount of the account's own. */
  readonly value?: ReviewFact;
  /** A share among the figures that the amount is multiplied with: a chance that is known. */
  readonly valueTimes?: ReviewFact;
  /** What the action does: `offer`, `credit`, `referral`. A rule may block what it does. */
  readonly topics?: readonly string[];
  /** Topics that are withheld from the account while the rule's condition holds. */
  readonly blocks?: readonly string[];
  /** Days for which the rule is not proposed again once it was acted on; 30 unless named. */
  readonly repeatAfterDays?: number;
}

/**
 * The declared formula of the rank:
 * `points of the urgency + valuePoints × value ÷ (value + halfValue)`.
 *
 * With the usual points a sooner action always comes before a later one, and what is at stake
 * decides among equals.
 *
 * @since 0.1.0
 */
export interface ActionRanking {
  /** 200, 100 and 0 unless named. */
  readonly urgencyPoints?: { readonly now: number; readonly soon: number; readonly later: number };
  /** Points of a value without bound; 100 unless named. */
  readonly valuePoints?: number;
  /** The value that gets half of them, above 0, in the currency of the review; 10 000 unless named. */
  readonly halfValue?: DecimalInput;
}

/**
 * An action proposed for an account.
 *
 * @since 0.1.0
 */
export interface NextAction {
  readonly rule: string;
  readonly title: string;
  /** The rule's reason with the account's own numbers, as they stand. */
  readonly reason: string;
  /** The rule's reason with the names of the figures in braces, for words in another form. */
  readonly reasonTemplate: string;
  /** The clauses that held, each as a sentence. */
  readonly because: readonly string[];
  /** The figures that rule, reason and value rest on. */
  readonly facts: ReviewFactValues;
  readonly urgency: Urgency;
  readonly role: string;
  readonly dueOn: CalendarDate;
  /** What is at stake; null where the rule names no amount, or it is not known. */
  readonly value: Money | null;
  /** By the policy's formula; the parts add up to it. */
  readonly priority: number;
  readonly priorityParts: { readonly urgency: number; readonly value: number };
}

/**
 * An action whose rule holds and which is not proposed all the same.
 *
 * @since 0.1.0
 */
export type WithheldAction =
  | {
      readonly rule: string;
      readonly title: string;
      readonly because: "recently-done";
      readonly doneOn: CalendarDate;
      /** First day on which it may be proposed again. */
      readonly until: CalendarDate;
    }
  | {
      readonly rule: string;
      readonly title: string;
      readonly because: "conflict";
      /** The topic that is blocked, and the rule that blocks it. */
      readonly topic: string;
      readonly blockedBy: string;
      readonly blockedByTitle: string;
    };

/** How an account's revenue moved from one period to the next: the reasons, and their sums. */
import { itemAt } from "../../values/invariant.js";
import type { Money } from "../../values/money.js";
import {
  addScaled,
  compareScaled,
  scaledZero,
  signOf,
  subtractScaled,
} from "../../values/scaled.js";
import type { Scaled } from "../../values/scaled.js";
import { shareOf } from "./amounts.js";
import type { Purse } from "./amounts.js";

/**
 * Why the revenue of an account changed. An account is active in a period when its revenue is
 * above zero.
 *
 * - `new`: active now, and never before
 * - `won-back`: active now, not in the period before, but earlier
 * - `expansion`, `contraction`, `unchanged`: active in both
 * - `churn`: active before and not now; credits beyond the revenue of before are in it
 * - `credits`: active in neither; what is left are credits and their reversals
 *
 * @since 0.1.0
 */
export type MovementReason =
  | "new"
  | "won-back"
  | "expansion"
  | "contraction"
  | "unchanged"
  | "churn"
  | "credits";

/**
 * Revenue of two periods and what lies between them:
 * `start + newRevenue + wonBack + expansion − contraction − churn + credits = end`, to the cent.
 *
 * @since 0.1.0
 */
export interface GrowthParts {
  readonly start: Money;
  /** Of accounts that were never active before: what they changed by. */
  readonly newRevenue: Money;
  /** Of accounts that had left and are back. */
  readonly wonBack: Money;
  /** Zero or more. */
  readonly expansion: Money;
  /** What was lost with accounts that stayed; zero or more. */
  readonly contraction: Money;
  /** What was lost with accounts that left; zero or more. */
  readonly churn: Money;
  /** Change of accounts that are active in neither period; of either sign. */
  readonly credits: Money;
  readonly end: Money;
  /** `end` − `start`. */
  readonly change: Money;
}

/** How many accounts moved for each reason. @since 0.1.0 */
export type MovementCounts = Readonly<Record<MovementReason, number>>;

/** The reason for a change. @internal */
export function reasonOf(start: Scaled, end: Scaled, isFormer: boolean): MovementReason {
  if (signOf(start) <= 0) {
    if (signOf(end) <= 0) return "credits";
    return isFormer ? "won-back" : "new";
  }
  if (signOf(end) <= 0) return "churn";
  const order = compareScaled(end, start);
  return order > 0 ? "expansion" : order < 0 ? "contraction" : "unchanged";
}

const REASONS: readonly MovementReason[] = [
  "new",
  "won-back",
  "expansion",
  "contraction",
  "unchanged",
  "churn",
  "credits",
];

/** Sums of changes by reason. @internal */
export class Movements {
  #start: Scaled = scaledZero;
  #startActive: Scaled = scaledZero;
  #end: Scaled = scaledZero;
  #isBegun = false;
  readonly #changes: Scaled[] = REASONS.map(() => scaledZero);
  readonly #counts: number[] = REASONS.map(() => 0);

  /** Adds an account, and says why it moved. */
  add(start: Scaled, end: Scaled, isFormer: boolean): MovementReason {
    const reason = reasonOf(start, end, isFormer);
    const place = REASONS.indexOf(reason);
    const change = subtractScaled(end, start);
    this.#start = addScaled(this.#start, start);
    if (signOf(start) > 0) this.#startActive = addScaled(this.#startActive, start);
    this.#end = addScaled(this.#end, end);
    this.#changes[place] = addScaled(itemAt(this.#changes, place), change);
    this.#counts[place] = itemAt(this.#counts, place) + 1;
    return reason;
  }

  /** Adds the next step of the same accounts: the first one's start, and the last one's end. */
  follow(step: Movements): void {
    if (!this.#isBegun) this.#start = step.#start;
    this.#isBegun = true;
    this.#end = step.#end;
    step.#changes.forEach((change, place) => {
      this.#changes[place] = addScaled(itemAt(this.#changes, place), change);
    });
  }

  /** Change of the accounts that moved for a reason. */
  change(reason: MovementReason): Scaled {
    return itemAt(this.#changes, REASONS.indexOf(reason));
  }

  /** How many there are. */
  count(reason: MovementReason): number {
    return itemAt(this.#counts, REASONS.indexOf(reason));
  }

  /** Revenue at the start of the accounts that were active then. */
  get startActive(): Scaled {
    return this.#startActive;
  }

  /** Accounts that were active at the start. */
  get activeAtStart(): number {
    return REASONS.reduce((sum, reason) => (isOfStart(reason) ? sum + this.count(reason) : sum), 0);
  }

  /** Counts by reason. */
  counts(): MovementCounts {
    const entries = REASONS.map((reason) => [reason, this.count(reason)]);
    return Object.fromEntries(entries) as Record<MovementReason, number>;
  }

  /** The parts, as money. */
  parts(purse: Purse): GrowthParts {
    const of = (reason: MovementReason): Money => purse.money(this.change(reason));
    const lossOf = (reason: MovementReason): Money =>
      purse.money(subtractScaled(scaledZero, this.change(reason)));
    return {
      start: purse.money(this.#start),
      newRevenue: of("new"),
      wonBack: of("won-back"),
      expansion: of("expansion"),
      contraction: lossOf("contraction"),
      churn: lossOf("churn"),
      credits: of("credits"),
      end: purse.money(this.#end),
      change: purse.money(subtractScaled(this.#end, this.#start)),
    };
  }

  /** Change ÷ start; null where that is zero or below. */
  growthRate(): number | null {
    return shareOf(subtractScaled(this.#end, this.#start), this.#start);
  }

  /** (new + won back + expansion) ÷ (contraction + churn); null where nothing was lost. */
  quickRatio(): number | null {
    const gained = addScaled(
      addScaled(this.change("new"), this.change("won-back")),
      this.change("expansion"),
    );
    const lost = addScaled(this.change("contraction"), this.change("churn"));
    return shareOf(gained, subtractScaled(scaledZero, lost));
  }
}

function isOfStart(reason: MovementReason): boolean {
  return reason !== "new" && reason !== "won-back" && reason !== "credits";
}

/** Acquisition channels: what they cost, whom they bring, and when that is paid back. */
import type { Money } from "../../values/money.js";
import type { IntervalMethod, Proportion } from "../performance/proportion-interval.js";

/** Money spent on a channel. Several for one channel add up. @since 0.1.0 */
export interface ChannelCost {
  readonly channel: string;
  readonly cost: Money;
}

/** Someone who came by a channel. @since 0.1.0 */
export interface ChannelLead {
  readonly lead: string;
  readonly channel: string;
  /** The furthest stage that was reached, one of those of the options. */
  readonly stage: string;
  /** Since it became a client; only for one that reached the last stage. */
  readonly revenue?: Money;
  /** Revenue less what it cost to serve; of either sign. */
  readonly margin?: Money;
  /** Months in which the margin was earned; needed for the payback. */
  readonly months?: number;
}

/** Costs and leads of the same time. @since 0.1.0 */
export interface ChannelFacts {
  readonly costs: readonly ChannelCost[];
  readonly leads: readonly ChannelLead[];
}

/** @since 0.1.0 */
export interface ChannelOptions {
  readonly currency: string;
  /** From the first contact to the client, 2 to 50; whoever reached one has passed those before. */
  readonly stages: readonly string[];
  /** Of the intervals; 0.95 unless named. */
  readonly confidence?: number;
  /** `wilson` unless named. */
  readonly method?: IntervalMethod;
}

/** A stage of a channel. @since 0.1.0 */
export interface ChannelStage {
  readonly stage: string;
  /** Leads that came at least so far. */
  readonly reached: number;
  /** Of those that reached the stage before; of all leads for the first. */
  readonly conversion: Proportion;
}

/**
 * Months until the margin of a client has earned what it cost to win it.
 *
 * - `no-cost`: nothing was spent, so that nothing is to be paid back
 * - `no-clients`, `no-months`: nothing to divide by
 * - `never`: the margin is zero or below
 *
 * @since 0.1.0
 */
export type Payback =
  | {
      readonly state: "known";
      /** Cost of a client ÷ margin of a client in a month, not discounted. */
      readonly months: number;
    }
  | { readonly state: "not-enough-data"; readonly reason: "no-cost" | "no-clients" | "no-months" }
  | { readonly state: "never" };

/** A channel, or all of them. @since 0.1.0 */
export interface ChannelFigures {
  readonly leads: number;
  readonly clients: number;
  readonly stages: readonly ChannelStage[];
  /** Clients ÷ leads. */
  readonly conversion: Proportion;
  readonly cost: Money;
  /** Rounded half-even to the minor unit; null without a lead. */
  readonly costPerLead: Money | null;
  /** Rounded half-even to the minor unit; null without a client. */
  readonly costPerClient: Money | null;
  readonly revenue: Money;
  readonly margin: Money;
  /** `margin` − `cost`. */
  readonly profit: Money;
  /** `profit` ÷ `cost`; null where nothing was spent. */
  readonly returnOnCost: number | null;
  readonly payback: Payback;
}

/** A channel. @since 0.1.0 */
export interface ChannelRow extends ChannelFigures {
  readonly channel: string;
}

/** Channels beside each other. Sums of `total` are those of the rows, to the cent. @since 0.1.0 */
export interface ChannelTable {
  /** By profit, the largest first, then by id. */
  readonly rows: readonly ChannelRow[];
  readonly total: ChannelFigures;
}

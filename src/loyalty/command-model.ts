/** What can be asked of the ledger, and what it answers. */
import type { DecimalInput, Instant, Json, Refusal } from "../values/index.js";
import type { LoyaltyEvent } from "./event-model.js";

/** A line of a purchase. @since 0.1.0 */
export interface PurchaseLine {
  readonly id: string;
  /** Net amount in the programme's currency, of zero or more. */
  readonly amount: DecimalInput;
  /** 1 unless named; at most three decimals. */
  readonly quantity?: DecimalInput;
  readonly article?: string;
  readonly category?: string;
  readonly facts?: { readonly [name: string]: Json };
}

interface CommandBase {
  /** Unique for the member; the same id again is the same command. */
  readonly id: string;
  /** When it happened, where that is before `at`. */
  readonly effectiveAt?: Instant;
}

/** Joins the programme. @since 0.1.0 */
export interface EnrolCommand extends CommandBase {
  readonly type: "enrol";
  readonly memberId: string;
}

/** Something was bought. @since 0.1.0 */
export interface PurchaseCommand extends CommandBase {
  readonly type: "purchase";
  readonly lines: readonly PurchaseLine[];
  /** Facts of the order and of the member, for conditions. */
  readonly facts?: { readonly [name: string]: Json };
}

/** Something else was done that earns. @since 0.1.0 */
export interface ActivityCommand extends CommandBase {
  readonly type: "activity";
  readonly activity: string;
  /** What the activity is worth, for awards by amount. */
  readonly amount?: DecimalInput;
  readonly facts?: { readonly [name: string]: Json };
}

/** Something that was bought came back. @since 0.1.0 */
export interface ReturnCommand extends CommandBase {
  readonly type: "return";
  readonly purchaseId: string;
  /** What came back; everything that is left unless named. */
  readonly lines?: readonly {
    readonly id: string;
    /** Part of the line's amount. */
    readonly amount: DecimalInput;
    /** Part of the line's quantity; 0 unless named. */
    readonly quantity?: DecimalInput;
  }[];
}

/** An event of a purchase that activates points (`"payment"`). @since 0.1.0 */
export interface ActivateCommand extends CommandBase {
  readonly type: "activate";
  readonly purchaseId: string;
  readonly event: string;
}

/** Points are spent. @since 0.1.0 */
export interface SpendCommand extends CommandBase {
  readonly type: "spend";
  readonly wallet: string;
  readonly points: number;
}

/** Spent points are given back. @since 0.1.0 */
export interface RefundCommand extends CommandBase {
  readonly type: "refund";
  readonly spendId: string;
  /** All that are left unless named. */
  readonly points?: number;
}

/** A correction by hand: points given (above zero) or taken (below). @since 0.1.0 */
export interface AdjustCommand extends CommandBase {
  readonly type: "adjust";
  readonly wallet: string;
  readonly points: number;
  readonly reason: string;
}

/** Everything that can be asked. @since 0.1.0 */
export type LoyaltyCommand =
  | EnrolCommand
  | PurchaseCommand
  | ActivityCommand
  | ReturnCommand
  | ActivateCommand
  | SpendCommand
  | RefundCommand
  | AdjustCommand;

/** Why a command was not granted. @since 0.1.0 */
export type LoyaltyRefusalCode =
  | "insufficient"
  | "not-spendable"
  | "refund"
  | "negative-balance"
  | "nothing-to-activate"
  | "already-enrolled"
  | "late";

/**
 * The answer to a command: events to store and to `evolve` by, none where the same command had
 * been taken before; or every reason against it.
 *
 * @since 0.1.0
 */
export type Decision =
  | { readonly ok: true; readonly events: readonly LoyaltyEvent[] }
  | {
      readonly ok: false;
      readonly refusals: readonly [
        Refusal<LoyaltyRefusalCode>,
        ...Refusal<LoyaltyRefusalCode>[],
      ];
    };

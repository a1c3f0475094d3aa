/**
 * Where growth comes from: new accounts, accounts won back, expansion, contraction, churn.
 *
 * Every account has one reason a step, and the parts sum to the change of the revenue, to the
 * cent. Not here: rates of retention alone (`retention.ts`).
 */
import { fail } from "../../values/errors.js";
import { itemAt } from "../../values/invariant.js";
import type { Money } from "../../values/money.js";
import {
  at,
  compareText,
  expectBoolean,
  expectIdentifier,
  expectRecord,
} from "../../values/plain.js";
import { signOf, subtractScaled, unitsAt } from "../../values/scaled.js";
import type { Scaled } from "../../values/scaled.js";
import { Purse } from "./amounts.js";
import { Movements } from "./movement.js";
import type { GrowthParts, MovementCounts, MovementReason } from "./movement.js";
import { retentionOfMovements } from "./retention.js";
import type { AccountRetention, NoRetention } from "./retention.js";
import { readEach } from "./read-each.js";

/** Revenue of an account in one period after the other. @since 0.1.0 */
export interface AccountHistory {
  readonly account: string;
  /** One amount for each period, oldest first; zero where there was none. */
  readonly revenue: readonly Money[];
  /** Whether it was active before the first period: it comes back, and is not new. */
  readonly isFormer?: boolean;
}

/** An account's part in a step. @since 0.1.0 */
export interface AccountMovement {
  readonly account: string;
  readonly reason: MovementReason;
  readonly start: Money;
  readonly end: Money;
  /** `end` − `start`. */
  readonly change: Money;
}

/** From one period to the next. @since 0.1.0 */
export interface GrowthStep extends GrowthParts {
  /** Position of the later period in the revenues: 1 for the first step. */
  readonly period: number;
  /** `change` ÷ `start`; null where the start is zero or below. */
  readonly growthRate: number | null;
  /** (new + won back + expansion) ÷ (contraction + churn); null where nothing was lost. */
  readonly quickRatio: number | null;
  readonly retention: AccountRetention | NoRetention;
  readonly counts: MovementCounts;
  /** Accounts that changed, the largest change first, then by id. */
  readonly accounts: readonly AccountMovement[];
}

/** Growth over all periods. @since 0.1.0 */
export interface GrowthDecomposition {
  readonly steps: readonly GrowthStep[];
  /**
   * The parts of all steps added up: from the first period to the last. An account that came and
   * went is in it twice; compare the first and the last period alone to see it once.
   */
  readonly total: GrowthParts;
}

const PERIODS_MAX = 1200;

interface ReadHistory {
  readonly account: string;
  readonly revenue: readonly Scaled[];
  isFormer: boolean;
}

function readHistories(accounts: unknown, purse: Purse): ReadHistory[] {
  const seen = new Set<string>();
  let length = -1;
  const histories = readEach(accounts, "accounts", (item, path): ReadHistory => {
    const record = expectRecord(item, path, ["account", "revenue", "isFormer"]);
    const account = expectIdentifier(record["account"], at(path, "account"));
    if (seen.has(account)) {
      fail("scoring.duplicate_id", at(path, "account"), "an id of its own", account);
    }
    seen.add(account);
    const read = (amount: unknown, place: string): Scaled => purse.read(amount, place);
    const list = readEach(record["revenue"], at(path, "revenue"), read, PERIODS_MAX);
    if (length === -1) length = list.length;
    if (list.length !== length || length < 2) {
      const expected = length < 2 ? "two periods or more" : `${String(length)} periods`;
      fail("scoring.length", at(path, "revenue"), expected, list.length);
    }
    const isFormer = record["isFormer"];
    return {
      account,
      revenue: list,
      isFormer: isFormer === undefined ? false : expectBoolean(isFormer, at(path, "isFormer")),
    };
  });
  return histories.sort((a, b) => compareText(a.account, b.account));
}

interface Moved {
  readonly account: string;
  readonly reason: MovementReason;
  readonly start: Scaled;
  readonly end: Scaled;
  readonly change: Scaled;
  readonly size: bigint;
}

function sizeOf(change: Scaled, scale: number): bigint {
  const units = BigInt(unitsAt(change, scale));
  return units < 0n ? -units : units;
}

function stepOf(
  histories: readonly ReadHistory[],
  period: number,
  { purse, total }: { readonly purse: Purse; readonly total: Movements },
): GrowthStep {
  const movements = new Movements();
  const moved: Moved[] = [];
  for (const history of histories) {
    const { account, isFormer } = history;
    const start = itemAt(history.revenue, period - 1);
    const end = itemAt(history.revenue, period);
    const reason = movements.add(start, end, isFormer || signOf(start) > 0);
    const change = subtractScaled(end, start);
    const size = sizeOf(change, purse.scale);
    if (size > 0n) moved.push({ account, reason, start, end, change, size });
    // Once active, an account that comes again is won back.
    if (signOf(end) > 0 || signOf(start) > 0) history.isFormer = true;
  }
  moved.sort((a, b) =>
    a.size === b.size ? compareText(a.account, b.account) : a.size < b.size ? 1 : -1,
  );
  total.follow(movements);
  const parts = movements.parts(purse);
  return {
    period,
    ...parts,
    growthRate: movements.growthRate(),
    quickRatio: movements.quickRatio(),
    retention: retentionOfMovements(movements, purse),
    counts: movements.counts(),
    accounts: moved.map(({ account, reason, start, end, change }) => ({
      account,
      reason,
      start: purse.money(start),
      end: purse.money(end),
      change: purse.money(change),
    })),
  };
}

/**
 * Decomposes the growth of accounts, step by step through any number of periods: each account has
 * one reason a step, and
 * `start + newRevenue + wonBack + expansion − contraction − churn + credits = end` in exact money.
 *
 * An account is active in a period when its revenue is above zero; a period with credits only is
 * one without activity, and what credits change is counted apart, or with the churn of the
 * account they belong to. O(accounts × periods), sorted by size of change in each step.
 *
 * @throws ClienteleError `scoring.duplicate_id`, `scoring.length` for accounts with another
 * number of periods, or fewer than two, `scoring.currency_mismatch`, `limits.too_many` for more
 * than 1200 periods, `money.*`, `id.*`, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { growthDecomposition } from "clientele/scoring";
 *
 * const eur = (...amounts: string[]) => amounts.map((amount) => ({ amount, currency: "EUR" }));
 * const { steps, total } = growthDecomposition(
 *   [
 *     { account: "acme", revenue: eur("100.00", "150.00", "120.00") },
 *     { account: "bolt", revenue: eur("80.00", "0.00", "90.00") },
 *     { account: "cask", revenue: eur("0.00", "40.00", "40.00") },
 *   ],
 *   { currency: "EUR" },
 * );
 * assert.deepEqual(
 *   steps[0]?.accounts.map(({ account, reason, change }) => [account, reason, change.amount]),
 *   [["bolt", "churn", "-80.00"], ["acme", "expansion", "50.00"], ["cask", "new", "40.00"]],
 * );
 * assert.equal(steps[1]?.wonBack.amount, "90.00");
 * assert.equal(total.change.amount, "70.00");
 * ```
 * @since 0.1.0
 */
export function growthDecomposition(
  accounts: readonly AccountHistory[],
  options: { readonly currency: string },
): GrowthDecomposition {
  const purse = new Purse(expectRecord(options, "options", ["currency"])["currency"]);
  const histories = readHistories(accounts, purse);
  const periods = histories[0]?.revenue.length ?? 0;
  const total = new Movements();
  const steps: GrowthStep[] = [];
  for (let period = 1; period < periods; period += 1) {
    steps.push(stepOf(histories, period, { purse, total }));
  }
  return { steps, total: total.parts(purse) };
}

/**
 * Net and gross revenue retention and logo retention, of totals or of accounts.
 *
 * Definitions as in use for recurring revenue: the accounts of the start are a fixed group, new
 * ones do not count, and gross retention takes no account for more than its value at the start.
 * Not here: growth with new and returning accounts (`growth.ts`).
 */
import { fail } from "../../values/errors.js";
import type { Money } from "../../values/money.js";
import { at, expectIdentifier, expectRecord } from "../../values/plain.js";
import { addScaled, scaledZero, signOf, subtractScaled } from "../../values/scaled.js";
import type { Scaled } from "../../values/scaled.js";
import { Purse, shareOf } from "./amounts.js";
import { Movements } from "./movement.js";
import { readEach } from "./read-each.js";

/** What became of the revenue of a period; each of zero or more. @since 0.1.0 */
export interface RetentionTotals {
  readonly start: Money;
  /** Gained with accounts of the start. */
  readonly expansion: Money;
  /** Lost with accounts that stayed. */
  readonly contraction: Money;
  /** Lost with accounts that left. */
  readonly churn: Money;
}

/** Retention of a revenue. @since 0.1.0 */
export interface RevenueRetention {
  readonly state: "known";
  /** Net: (start + expansion − contraction − churn) ÷ start. */
  readonly nrr: number;
  /** Gross: (start − contraction − churn) ÷ start; never above 1, never above `nrr`. */
  readonly grr: number;
  readonly start: Money;
  readonly expansion: Money;
  readonly contraction: Money;
  readonly churn: Money;
  /** start + expansion − contraction − churn. */
  readonly end: Money;
}

/** There is nothing to retain: no revenue above zero at the start. @since 0.1.0 */
export interface NoRetention {
  readonly state: "not-enough-data";
  readonly reason: "no-revenue-at-start";
}

/** Retention of accounts. @since 0.1.0 */
export interface AccountRetention extends RevenueRetention {
  /** Accounts that stayed ÷ accounts of the start. */
  readonly logoRetention: number;
  /** Active at the start: revenue above zero. */
  readonly accounts: number;
  readonly retained: number;
  readonly lost: number;
  /** Active at the end only: they count in no rate. */
  readonly newcomers: number;
}

/** Revenue of an account in two periods. @since 0.1.0 */
export interface AccountRevenue {
  readonly account: string;
  /** Zero or below: not active, so that the account belongs to no retention rate. */
  readonly start: Money;
  readonly end: Money;
}

/** Both over one denominator: division is monotone, so that rounding cannot turn their order. */
function ratesOf(
  start: Scaled,
  expansion: Scaled,
  lost: Scaled,
): { readonly nrr: number; readonly grr: number } | null {
  const kept = subtractScaled(start, lost);
  const grr = shareOf(kept, start);
  const nrr = shareOf(addScaled(kept, expansion), start);
  return grr === null || nrr === null ? null : { nrr, grr };
}

/**
 * Net and gross revenue retention from totals.
 *
 * @throws ClienteleError `scoring.negative` for an amount below zero, `scoring.losses` where more
 * was lost than there was, `scoring.currency_mismatch`, `money.*`, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { revenueRetentionOfTotals } from "clientele/scoring";
 *
 * const usd = (amount: string) => ({ amount, currency: "USD" });
 * const found = revenueRetentionOfTotals({
 *   start: usd("100000.00"),
 *   expansion: usd("15000.00"),
 *   contraction: usd("5000.00"),
 *   churn: usd("10000.00"),
 * });
 * assert.ok(found.state === "known");
 * assert.deepEqual([found.nrr, found.grr], [1, 0.85]);
 * ```
 * @since 0.1.0
 */
export function revenueRetentionOfTotals(totals: RetentionTotals): RevenueRetention | NoRetention {
  const keys = ["start", "expansion", "contraction", "churn"];
  const record = expectRecord(totals, "totals", keys);
  const given = expectRecord(record["start"], "totals.start");
  const purse = new Purse(given["currency"], "totals.start.currency");
  const read = (name: string): Scaled => purse.readNotNegative(record[name], at("totals", name));
  const start = read("start");
  const expansion = read("expansion");
  const contraction = read("contraction");
  const churn = read("churn");
  const lost = addScaled(contraction, churn);
  if (signOf(subtractScaled(start, lost)) < 0) {
    fail("scoring.losses", "totals.churn", "losses of at most the start", totals.churn.amount);
  }
  const rates = ratesOf(start, expansion, lost);
  if (rates === null) return { state: "not-enough-data", reason: "no-revenue-at-start" };
  return {
    state: "known",
    ...rates,
    start: purse.money(start),
    expansion: purse.money(expansion),
    contraction: purse.money(contraction),
    churn: purse.money(churn),
    end: purse.money(addScaled(subtractScaled(start, lost), expansion)),
  };
}

/** Retention of movements. @internal */
export function retentionOfMovements(
  movements: Movements,
  purse: Purse,
): AccountRetention | NoRetention {
  const start = movements.startActive;
  const expansion = movements.change("expansion");
  const contraction = subtractScaled(scaledZero, movements.change("contraction"));
  const churn = subtractScaled(scaledZero, movements.change("churn"));
  const lost = addScaled(contraction, churn);
  const rates = ratesOf(start, expansion, lost);
  if (rates === null) return { state: "not-enough-data", reason: "no-revenue-at-start" };
  const accounts = movements.activeAtStart;
  const left = movements.count("churn");
  return {
    state: "known",
    ...rates,
    start: purse.money(start),
    expansion: purse.money(expansion),
    contraction: purse.money(contraction),
    churn: purse.money(churn),
    end: purse.money(addScaled(subtractScaled(start, lost), expansion)),
    logoRetention: (accounts - left) / accounts,
    accounts,
    retained: accounts - left,
    lost: left,
    newcomers: movements.count("new") + movements.count("won-back"),
  };
}

/**
 * Net, gross and logo retention of accounts between two periods. Only accounts with revenue above
 * zero at the start count; gross retention takes each for at most its start value.
 *
 * An account with credits only at the end has left, and credits beyond its start value are
 * counted with the churn, so that the sums are exact: where they are large, a rate falls below
 * zero. O(accounts).
 *
 * @throws ClienteleError `scoring.duplicate_id`, `scoring.currency_mismatch`, `money.*`, `id.*`,
 * `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { revenueRetention } from "clientele/scoring";
 *
 * const eur = (amount: string) => ({ amount, currency: "EUR" });
 * const found = revenueRetention(
 *   [
 *     { account: "acme", start: eur("100.00"), end: eur("150.00") },
 *     { account: "bolt", start: eur("100.00"), end: eur("0.00") },
 *     { account: "cask", start: eur("0.00"), end: eur("500.00") },
 *   ],
 *   { currency: "EUR" },
 * );
 * assert.ok(found.state === "known");
 * assert.deepEqual([found.nrr, found.grr, found.logoRetention], [0.75, 0.5, 0.5]);
 * ```
 * @since 0.1.0
 */
export function revenueRetention(
  accounts: readonly AccountRevenue[],
  options: { readonly currency: string },
): AccountRetention | NoRetention {
  const purse = new Purse(expectRecord(options, "options", ["currency"])["currency"]);
  const movements = new Movements();
  const seen = new Set<string>();
  readEach(accounts, "accounts", (item, path) => {
    const record = expectRecord(item, path, ["account", "start", "end"]);
    const account = expectIdentifier(record["account"], at(path, "account"));
    if (seen.has(account)) {
      fail("scoring.duplicate_id", at(path, "account"), "an id of its own", account);
    }
    seen.add(account);
    const start = purse.read(record["start"], at(path, "start"));
    movements.add(start, purse.read(record["end"], at(path, "end")), false);
  });
  return retentionOfMovements(movements, purse);
}

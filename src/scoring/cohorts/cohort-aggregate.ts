/**
 * The cohort table as a fold that can be split over machines.
 *
 * What does not merge: the period of an account's first purchase is not known before all of its
 * orders are. So either the state keeps a line for each account (`cohortAggregate`, any
 * sharding), or each account is in one shard only, and the state keeps sums
 * (`account-aggregate.ts`).
 */
import type { Aggregate } from "../../values/aggregate.js";
import { fail } from "../../values/errors.js";
import { itemAt } from "../../values/invariant.js";
import { compareText, expectIterable, expectRecord } from "../../values/plain.js";
import { addScaled, formatFixed, parseScaled } from "../../values/scaled.js";
import { readingStored } from "../../values/stored.js";
import { Purse } from "./amounts.js";
import { addAccount, noCohortSums, tableOfSums } from "./cohort-sums.js";
import type { AccountPeriod } from "./cohort-sums.js";
import type {
  CohortAccountState,
  CohortOptions,
  CohortOrder,
  CohortState,
  CohortTable,
} from "./model.js";
import { readEach } from "./read-each.js";
import { addOrderToPeriods, readCohortOptions, readCohortOrder } from "./read-orders.js";
import type { CohortFrame } from "./read-orders.js";

/** A cohort table as a fold, with a quick way to begin. @since 0.1.0 */
export interface CohortAggregate extends Aggregate<CohortOrder, CohortState, CohortTable> {
  /** The state of many orders at once: what `add` gives one by one, in linear time. */
  readonly from: (orders: Iterable<CohortOrder>) => CohortState;
}

type PeriodState = CohortAccountState[1][number];

function sayPeriods(periods: Iterable<AccountPeriod>): readonly PeriodState[] {
  return [...periods]
    .sort((a, b) => a.period - b.period)
    .map(({ period, isActive, revenue }) => [period, isActive ? 1 : 0, formatFixed(revenue)]);
}

function mergePeriods(
  left: readonly PeriodState[],
  right: readonly PeriodState[],
): readonly PeriodState[] {
  const merged: PeriodState[] = [];
  let [l, r] = [0, 0];
  while (l < left.length || r < right.length) {
    const a = left[l];
    const b = right[r];
    if (a === undefined || (b !== undefined && b[0] < a[0])) {
      merged.push(itemAt(right, r));
      r += 1;
    } else if (b === undefined || a[0] < b[0]) {
      merged.push(a);
      l += 1;
    } else {
      merged.push([a[0], a[1] === 1 || b[1] === 1 ? 1 : 0, addTexts(a[2], b[2])]);
      l += 1;
      r += 1;
    }
  }
  return merged;
}

function addTexts(a: string, b: string): string {
  return formatFixed(addScaled(parseSum(a), parseSum(b)));
}

function parseSum(text: string): ReturnType<typeof parseScaled> {
  return parseScaled(text, "money", "state.accounts");
}

/** Merges two lists by id; both are in its order. */
function mergeAccounts(
  left: readonly CohortAccountState[],
  right: readonly CohortAccountState[],
): readonly CohortAccountState[] {
  const merged: CohortAccountState[] = [];
  let [l, r] = [0, 0];
  while (l < left.length || r < right.length) {
    const a = left[l];
    const b = right[r];
    const order = a === undefined ? 1 : b === undefined ? -1 : compareText(a[0], b[0]);
    if (order < 0) merged.push(itemAt(left, l));
    else if (order > 0) merged.push(itemAt(right, r));
    else merged.push([itemAt(left, l)[0], mergePeriods(itemAt(left, l)[1], itemAt(right, r)[1])]);
    if (order <= 0) l += 1;
    if (order >= 0) r += 1;
  }
  return merged;
}

function isWholePeriod([period, isActive, revenue]: PeriodState): boolean {
  return (
    Number.isSafeInteger(period) &&
    (isActive === 0 || isActive === 1) &&
    typeof revenue === "string"
  );
}

/** A line that is not as it was written is refused (`schema.damaged`) before anything is summed. */
function checkAccount(line: unknown, path: string): void {
  const [account, periods] = line as CohortAccountState;
  let isWhole = typeof account === "string" && Array.isArray(periods);
  // Not `every`, which passes over holes: a list of nothing else is longer than any life.
  for (let index = 0; isWhole && index < periods.length; index += 1) {
    const period = periods[index];
    isWhole = period !== undefined && isWholePeriod(period);
  }
  if (!isWhole) fail("schema.damaged", path, "a line as it was written", line);
}

/** Demands a state of this table (`scoring.state`). */
function expectState(value: unknown, path: string, frame: CohortFrame): CohortState {
  const record = expectRecord(value, path, ["by", "currency", "accounts"]);
  if (record["by"] !== frame.by || record["currency"] !== frame.purse.currency) {
    fail("scoring.state", path, "a state of the same unit and currency", record["by"]);
  }
  readEach(record["accounts"], `${path}.accounts`, checkAccount);
  return value as CohortState;
}

function resultOf(state: CohortState, frame: CohortFrame): CohortTable {
  const { by, civil, asOf } = frame;
  const { currency } = frame.purse;
  // A purse of its own, so that one answer does not colour the next.
  const purse = new Purse(currency);
  const sums = noCohortSums();
  for (const [, periods] of state.accounts) {
    const read = periods.map(([period, isActive, amount]) => ({
      period,
      isActive: isActive === 1,
      revenue: readSum(purse, amount),
    }));
    addAccount(sums, read);
  }
  return tableOfSums(sums, { by, civil, asOf, purse });
}

/** A sum may have more digits than an amount that comes from outside; it is read all the same. */
function readSum(purse: Purse, amount: string): ReturnType<typeof parseScaled> {
  return purse.read({ amount, currency: purse.currency }, "state.accounts");
}

/**
 * `cohortTable` as an {@link Aggregate}: shard the orders anyhow, merge the states in any order,
 * and get the same bytes. The state has a line for each account and for each period with an
 * order, as the first purchase is not known before; where the shards hold whole accounts,
 * `cohortAccountAggregate` needs no more than the sums.
 *
 * `from` is O(n log n); `add` and `merge` are O(accounts of the state): begin with `from`. An
 * order given twice counts twice: a state keeps sums, not orders. So a state of a later day is
 * refused for the periods that have not begun, and what came later in the running one is in it.
 *
 * @throws ClienteleError as `cohortTable`, `scoring.state` for a state of another unit or
 * currency, `scoring.future_date` for one with periods that begin after `asOf`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { cohortAggregate } from "clientele/scoring";
 *
 * const eur = (amount: string) => ({ amount, currency: "EUR" });
 * const cohorts = cohortAggregate({ by: "month", currency: "EUR", asOf: "2026-02-28" });
 * const late = cohorts.from([{ account: "acme", date: "2026-02-03", amount: eur("60.00") }]);
 * const early = cohorts.from([{ account: "acme", date: "2026-01-10", amount: eur("100.00") }]);
 * const table = cohorts.result(cohorts.merge(late, early));
 * assert.deepEqual(table.rows.map((row) => row.cohort), ["2026-01"]);
 * assert.equal(table.rows[0]?.cells[1]?.revenueRate, 0.6);
 * ```
 * @since 0.1.0
 */
export function cohortAggregate(options: CohortOptions): CohortAggregate {
  const frame = readCohortOptions(options);
  const { by, civil } = frame;
  const { currency } = frame.purse;
  const stateOf = (accounts: readonly CohortAccountState[]): CohortState => ({
    by,
    currency,
    accounts,
  });
  const from = (orders: Iterable<CohortOrder>): CohortState => {
    expectIterable(orders, "orders");
    const purse = new Purse(currency);
    const byAccount = new Map<string, Map<number, AccountPeriod>>();
    let index = 0;
    for (const fact of orders) {
      const order = readCohortOrder(fact, `orders[${String(index)}]`, { purse, civil });
      index += 1;
      let periods = byAccount.get(order.account);
      if (periods === undefined) {
        periods = new Map();
        byAccount.set(order.account, periods);
      }
      addOrderToPeriods(periods, order, by);
    }
    const sorted = [...byAccount].sort(([a], [b]) => compareText(a, b));
    return stateOf(sorted.map(([account, periods]) => [account, sayPeriods(periods.values())]));
  };
  const merge = (left: CohortState, right: CohortState): CohortState =>
    readingStored(left, "state", () => {
      const [a, b] = [expectState(left, "left", frame), expectState(right, "right", frame)];
      return stateOf(mergeAccounts(a.accounts, b.accounts));
    });
  return {
    empty: () => stateOf([]),
    from,
    add: (state, fact) => merge(state, from([fact])),
    merge,
    result: (state) =>
      readingStored(state, "state", () => resultOf(expectState(state, "state", frame), frame)),
  };
}

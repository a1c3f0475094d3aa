/** Sums by manager, over facts that are read. */
import { addScaled, scaledZero, signOf } from "../../values/scaled.js";
import type { Scaled } from "../../values/scaled.js";
import { isIn } from "./read-manager-facts.js";
import type { ReadManagerFacts, ReadManagerOptions } from "./read-manager-facts.js";

/** What an account bought. @internal */
export interface AccountSales {
  before: Scaled;
  base: Scaled;
  period: Scaled;
  /** Days with a purchase up to the end of the period, and whether one is in it. */
  readonly days: Set<number>;
  isBuyer: boolean;
}

/** @internal */
export interface ManagerTally {
  won: number;
  lost: number;
  repeated: number;
  /** Deals of the period by segment; null for none. */
  readonly dealsOf: Map<string | null, number>;
  revenue: Scaled;
  invoiced: Scaled;
  list: Scaled;
  sales: number;
  salesWithList: number;
  due: number;
  onTime: number;
  readonly accounts: Map<string, AccountSales>;
}

/** @internal */
export interface Tallies {
  /** In the order of the ids. */
  readonly byManager: ReadonlyMap<string, ManagerTally>;
  unassigned: Scaled;
}

function noTally(): ManagerTally {
  return {
    won: 0,
    lost: 0,
    repeated: 0,
    dealsOf: new Map(),
    revenue: scaledZero,
    invoiced: scaledZero,
    list: scaledZero,
    sales: 0,
    salesWithList: 0,
    due: 0,
    onTime: 0,
    accounts: new Map(),
  };
}

function addDeals(
  tallies: Tallies,
  { deals }: ReadManagerFacts,
  { period }: ReadManagerOptions,
): void {
  const firstWin = new Map<string, number>();
  for (const { account, isWon, closedOn } of deals) {
    if (isWon) firstWin.set(account, Math.min(closedOn, firstWin.get(account) ?? Infinity));
  }
  for (const { manager, account, isWon, closedOn, segment } of deals) {
    const tally = tallies.byManager.get(manager);
    if (tally === undefined || !isIn(period, closedOn)) continue;
    tally.dealsOf.set(segment, (tally.dealsOf.get(segment) ?? 0) + 1);
    if (!isWon) {
      tally.lost += 1;
      continue;
    }
    tally.won += 1;
    if ((firstWin.get(account) ?? Infinity) < closedOn) tally.repeated += 1;
  }
}

function addSales(tallies: Tallies, facts: ReadManagerFacts, options: ReadManagerOptions): void {
  const { period, base } = options;
  for (const { account, date, amount, list } of facts.sales) {
    const manager = facts.managerOf.get(account);
    const isNow = isIn(period, date);
    const tally = manager === undefined ? undefined : tallies.byManager.get(manager);
    if (tally === undefined) {
      if (isNow) tallies.unassigned = addScaled(tallies.unassigned, amount);
      continue;
    }
    const sales = salesOf(tally, account);
    if (date < base.from) sales.before = addScaled(sales.before, amount);
    else if (isIn(base, date)) sales.base = addScaled(sales.base, amount);
    if (signOf(amount) >= 0 && date < period.until) {
      sales.days.add(date);
      sales.isBuyer ||= isNow;
    }
    if (!isNow) continue;
    sales.period = addScaled(sales.period, amount);
    tally.revenue = addScaled(tally.revenue, amount);
    tally.sales += 1;
    if (list === null) continue;
    tally.salesWithList += 1;
    tally.invoiced = addScaled(tally.invoiced, amount);
    tally.list = addScaled(tally.list, list);
  }
}

function salesOf(tally: ManagerTally, account: string): AccountSales {
  const known = tally.accounts.get(account);
  if (known !== undefined) return known;
  const none = { before: scaledZero, base: scaledZero, period: scaledZero };
  const made: AccountSales = { ...none, days: new Set(), isBuyer: false };
  tally.accounts.set(account, made);
  return made;
}

/** A contact is due when its day is over, or when it has been made. */
function addContacts(tallies: Tallies, facts: ReadManagerFacts, options: ReadManagerOptions): void {
  for (const { manager, dueOn, madeOn } of facts.contacts) {
    const tally = tallies.byManager.get(manager);
    if (tally === undefined || !isIn(options.period, dueOn)) continue;
    if (madeOn === null && dueOn >= options.asOf) continue;
    tally.due += 1;
    if (madeOn !== null && madeOn <= dueOn) tally.onTime += 1;
  }
}

/** Sums the facts by manager. @internal */
export function tallyManagers(facts: ReadManagerFacts, options: ReadManagerOptions): Tallies {
  const byManager = new Map([...facts.targets.keys()].map((manager) => [manager, noTally()]));
  const tallies: Tallies = { byManager, unassigned: scaledZero };
  for (const [account, manager] of facts.managerOf) {
    const tally = byManager.get(manager);
    if (tally !== undefined) salesOf(tally, account);
  }
  addDeals(tallies, facts, options);
  addSales(tallies, facts, options);
  addContacts(tallies, facts, options);
  return tallies;
}

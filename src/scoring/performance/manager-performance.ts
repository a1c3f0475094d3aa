/**
 * The performance of account managers: what they won, kept and grew, at what prices, against
 * which target, and whether they called when they had to.
 *
 * Every proportion has its interval, and what cannot be said is said not to be. Not here: pay.
 */
import { dayNumberOf, formatCivil } from "../../values/civil-date.js";
import { addScaled, signOf, subtractScaled } from "../../values/scaled.js";
import type { Scaled } from "../../values/scaled.js";
import { shareOf } from "../cohorts/amounts.js";
import type { Purse } from "../cohorts/amounts.js";
import { Movements } from "../cohorts/movement.js";
import { retentionOfMovements } from "../cohorts/retention.js";
import { compareManagers } from "./compare-managers.js";
import type {
  ManagerFacts,
  ManagerOptions,
  ManagerPerformance,
  ManagerReport,
  PriceRealisation,
  TargetAttainment,
} from "./manager-model.js";
import { proportionOf } from "./proportion-interval.js";
import type { Proportion } from "./proportion-interval.js";
import { readManagerFacts, readManagerOptions } from "./read-manager-facts.js";
import type { ReadManagerOptions, Span } from "./read-manager-facts.js";
import { tallyManagers } from "./tally-managers.js";
import type { ManagerTally } from "./tally-managers.js";

function targetOf(revenue: Scaled, target: Scaled | null, purse: Purse): TargetAttainment {
  const value = target === null ? null : shareOf(revenue, target);
  if (target === null || value === null) return { state: "not-enough-data", reason: "no-target" };
  const gap = purse.money(subtractScaled(revenue, target));
  return { state: "known", target: purse.money(target), gap, value };
}

function priceOf(tally: ManagerTally, purse: Purse): PriceRealisation {
  const { invoiced, list, sales, salesWithList } = tally;
  const value = shareOf(invoiced, list);
  if (value === null) return { state: "not-enough-data", reason: "no-list-value" };
  return {
    state: "known",
    invoiced: purse.money(invoiced),
    list: purse.money(list),
    givenAway: purse.money(subtractScaled(list, invoiced)),
    value,
    sales: salesWithList,
    salesInAll: sales,
  };
}

function movementsOf(tally: ManagerTally): Movements {
  const movements = new Movements();
  for (const { before, base, period } of tally.accounts.values()) {
    movements.add(base, period, signOf(before) > 0);
  }
  return movements;
}

function performanceOf(
  manager: string,
  tally: ManagerTally,
  { target, options }: { readonly target: Scaled | null; readonly options: ReadManagerOptions },
): ManagerPerformance {
  const { purse, interval, trialsMin } = options;
  const { won, lost, repeated, due, onTime } = tally;
  const proportion = (successes: number, trials: number, reason: string): Proportion =>
    proportionOf({ successes, trials }, { ...interval, trialsMin, reason });
  const movements = movementsOf(tally);
  const buyers = [...tally.accounts.values()].filter((one) => one.isBuyer);
  const active = movements.activeAtStart;
  return {
    manager,
    accounts: tally.accounts.size,
    deals: { won, lost, newDeals: won - repeated, repeatedDeals: repeated },
    winRate: proportion(won, won + lost, "too-few-closed-deals"),
    repeatRate: proportion(
      buyers.filter((one) => one.days.size > 1).length,
      buyers.length,
      "too-few-buyers",
    ),
    revenue: purse.money(tally.revenue),
    growth: {
      ...movements.parts(purse),
      growthRate: movements.growthRate(),
      quickRatio: movements.quickRatio(),
    },
    retention: retentionOfMovements(movements, purse),
    logoRetention: proportion(
      active - movements.count("churn"),
      active,
      "too-few-accounts-at-start",
    ),
    target: targetOf(tally.revenue, target, purse),
    priceRealisation: priceOf(tally, purse),
    contactDiscipline: proportion(onTime, due, "too-few-contacts-due"),
  };
}

/**
 * Reports how each manager did in a period against a base period.
 *
 * Sales count for whoever looks after the account, deals and contacts for who is named in them.
 * A won deal is repeated where the account had won one on an earlier day, as far as the facts
 * reach back. A contact is due when its day is over or when it has been made. Managers are compared
 * with caution: by shrunken rates, by limits of chance, and by what their cases would have let
 * expect. The order of facts changes nothing. O(facts log facts).
 *
 * @throws ClienteleError `scoring.duplicate_id` for managers, accounts and deals,
 * `scoring.unknown_manager`, `scoring.future_date`, `scoring.target` for a target of zero or
 * below, `scoring.currency_mismatch`, `date.range_reversed` also for a base that ends after the
 * period begins, `money.*`, `date.*`, `id.*`, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { managerPerformance } from "clientele/scoring";
 *
 * const eur = (amount: string) => ({ amount, currency: "EUR" });
 * const { managers } = managerPerformance(
 *   {
 *     managers: [{ manager: "ada", target: eur("1000.00") }],
 *     accounts: [{ account: "acme", manager: "ada" }],
 *     deals: [
 *       { deal: "d1", manager: "ada", account: "acme", outcome: "won", closedOn: "2026-02-01" },
 *       { deal: "d2", manager: "ada", account: "bolt", outcome: "lost", closedOn: "2026-03-01" },
 *     ],
 *     sales: [
 *       { account: "acme", date: "2025-06-01", amount: eur("800.00") },
 *       { account: "acme", date: "2026-02-10", amount: eur("900.00"), list: eur("1000.00") },
 *     ],
 *     contacts: [{ manager: "ada", dueOn: "2026-05-01", madeOn: "2026-04-28" }],
 *   },
 *   {
 *     period: { from: "2026-01-01", until: "2027-01-01" },
 *     basePeriod: { from: "2025-01-01", until: "2026-01-01" },
 *     asOf: "2026-12-31",
 *     currency: "EUR",
 *   },
 * );
 * const ada = managers[0];
 * assert.ok(ada?.winRate.state === "known" && ada.target.state === "known");
 * assert.equal(ada.winRate.value, 0.5);
 * assert.ok(ada.winRate.interval.lower < 0.1, "one of two says little");
 * assert.equal(ada.target.gap.amount, "-100.00");
 * assert.equal(ada.growth.expansion.amount, "100.00");
 * ```
 * @since 0.1.0
 */
export function managerPerformance(facts: ManagerFacts, options: ManagerOptions): ManagerReport {
  const read = readManagerOptions(options);
  const known = readManagerFacts(facts, read);
  const tallies = tallyManagers(known, read);
  const { purse, period, base, asOf, interval } = read;
  let total = tallies.unassigned;
  const managers = [...tallies.byManager].map(([manager, tally]) => {
    total = addScaled(total, tally.revenue);
    const target = known.targets.get(manager) ?? null;
    return performanceOf(manager, tally, { target, options: read });
  });
  const confidence = interval.confidence;
  const textOf = ({ from, until }: Span): { readonly from: string; readonly until: string } => ({
    from: formatCivil(from),
    until: formatCivil(until),
  });
  return {
    period: textOf(period),
    basePeriod: textOf(base),
    asOf: formatCivil(asOf),
    // The last day of the period is the one before `until`.
    isPeriodOver: dayNumberOf(asOf) >= dayNumberOf(period.until) - 1,
    managers,
    comparison: compareManagers(tallies, known.deals, { period, confidence }),
    total: purse.money(total),
    unassigned: purse.money(tallies.unassigned),
  };
}

import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { managerPerformance, rankManagers } from "../../../src/scoring/index.js";
import type { ManagerFacts, ManagerMeasure, ManagerOptions } from "../../../src/scoring/index.js";
import { addDays, sum, subtract } from "../../../src/values/index.js";
import type { Money } from "../../../src/values/index.js";
import { deepFreeze } from "../../support/freeze.js";
import { runs, seenMin } from "../../support/runs.js";

const currency = "EUR";
const eur = (units: number): Money => ({ amount: (units / 100).toFixed(2), currency });
const zero = eur(0);
const MANAGERS = ["ada", "ben", "cem"];
const ACCOUNTS = ["acme", "bolt", "cask", "dune", "ever"];
const day = fc.integer({ min: -1000, max: 0 }).map((days) => addDays("2026-11-23", days));
const manager = fc.constantFrom(...MANAGERS);
const facts: fc.Arbitrary<ManagerFacts> = fc
  .record({
    targets: fc.array(fc.nat(100_000), { minLength: 3, maxLength: 3 }),
    owners: fc.array(fc.option(manager, { nil: undefined }), { minLength: 5, maxLength: 5 }),
    deals: fc.array(
      fc.record({
        manager,
        account: fc.constantFrom(...ACCOUNTS),
        outcome: fc.constantFrom<"won" | "lost">("won", "lost"),
        closedOn: day,
        segment: fc.constantFrom("large", "small"),
      }),
      { maxLength: 25 },
    ),
    sales: fc.array(
      fc.record({ account: fc.constantFrom(...ACCOUNTS), date: day, units: fc.integer({ min: -20_000, max: 80_000 }), list: fc.option(fc.nat(100_000), { nil: undefined }) }),
      { maxLength: 30 },
    ),
    contacts: fc.array(fc.record({ manager, dueOn: day, late: fc.option(fc.integer({ min: -20, max: 20 }), { nil: undefined }) }), { maxLength: 15 }),
  })
  .map(({ targets, owners, deals, sales, contacts }) =>
    deepFreeze({
      managers: MANAGERS.map((name, index) => ({ manager: name, ...(targets[index] === 0 ? {} : { target: eur(targets[index] ?? 1) }) })),
      accounts: ACCOUNTS.flatMap((account, index) => {
        const owner = owners[index];
        return owner === undefined ? [] : [{ account, manager: owner }];
      }),
      deals: deals.map((one, index) => ({ deal: `d${String(index)}`, ...one })),
      sales: sales.map(({ account, date, units, list }) => ({ account, date, amount: eur(units), ...(list === undefined ? {} : { list: eur(list) }) })),
      contacts: contacts.map(({ manager: name, dueOn, late }) => {
        const madeOn = late === undefined ? undefined : addDays(dueOn, late);
        return { manager: name, dueOn, ...(madeOn === undefined || madeOn > "2026-11-23" ? {} : { madeOn }) };
      }),
    }),
  );
const options: ManagerOptions = {
  period: { from: "2025-11-01", until: "2026-11-01" },
  basePeriod: { from: "2024-11-01", until: "2025-11-01" },
  asOf: "2026-11-23",
  currency,
};
const isNow = (date: string): boolean => date >= "2025-11-01" && date < "2026-11-01";

describe("managers", () => {
  test("SC-PM1 revenue of managers and of nobody's accounts is the revenue of the period, to the cent", () => {
    fc.assert(
      fc.property(facts, (given) => {
        const { managers, total, unassigned } = managerPerformance(given, options);
        const sales = (given.sales ?? []).filter((one) => isNow(one.date));
        expect(total).toEqual(sum(sales.map((one) => one.amount), currency));
        expect(sum([unassigned, ...managers.map((one) => one.revenue)], currency)).toEqual(total);
        for (const { revenue, growth, target } of managers) {
          expect(growth.end).toEqual(revenue);
          const { start, newRevenue, wonBack, expansion, contraction, churn, credits, end } = growth;
          const losses = [contraction, churn].map((one) => subtract(zero, one));
          expect(sum([start, newRevenue, wonBack, expansion, ...losses, credits], currency)).toEqual(end);
          if (target.state === "known") expect(subtract(revenue, target.target)).toEqual(target.gap);
        }
      }),
      runs(150),
    );
  });

  test("SC-PM2 deals, contacts and buyers are counted as by hand", () => {
    let [repeated, late] = [0, 0];
    fc.assert(
      fc.property(facts, (given) => {
        for (const one of managerPerformance(given, options).managers) {
          const deals = (given.deals ?? []).filter((deal) => deal.manager === one.manager && isNow(deal.closedOn));
          const won = deals.filter((deal) => deal.outcome === "won");
          const again = won.filter((deal) =>
            (given.deals ?? []).some((other) => other.account === deal.account && other.outcome === "won" && other.closedOn < deal.closedOn),
          );
          expect(one.deals).toEqual({ won: won.length, lost: deals.length - won.length, newDeals: won.length - again.length, repeatedDeals: again.length });
          expect([one.winRate.successes, one.winRate.trials]).toEqual([won.length, deals.length]);
          repeated += again.length;
          const due = (given.contacts ?? []).filter((contact) => contact.manager === one.manager && isNow(contact.dueOn));
          const onTime = due.filter((contact) => contact.madeOn !== undefined && contact.madeOn <= contact.dueOn);
          expect([one.contactDiscipline.successes, one.contactDiscipline.trials]).toEqual([onTime.length, due.length]);
          late += due.length - onTime.length;
          const own = (given.accounts ?? []).filter((assigned) => assigned.manager === one.manager).map((assigned) => assigned.account);
          const purchases = (given.sales ?? []).filter((sale) => own.includes(sale.account) && !sale.amount.amount.startsWith("-") && sale.date < "2026-11-01");
          const buyers = own.filter((account) => purchases.some((sale) => sale.account === account && isNow(sale.date)));
          const repeaters = buyers.filter((account) => new Set(purchases.filter((sale) => sale.account === account).map((sale) => sale.date)).size > 1);
          expect([one.repeatRate.successes, one.repeatRate.trials]).toEqual([repeaters.length, buyers.length]);
        }
      }),
      runs(150),
    );
    expect(repeated).toBeGreaterThan(seenMin(20));
    expect(late).toBeGreaterThan(seenMin(50));
  });

  test("SC-PM3 wins expected of the case mix are the wins, over all managers", () => {
    fc.assert(
      fc.property(facts, (given) => {
        const { comparison, managers } = managerPerformance(given, options);
        const won = managers.reduce((all, one) => all + one.deals.won, 0);
        expect(comparison.caseMix.reduce((all, one) => all + one.expected, 0)).toBeCloseTo(won, 9);
        for (const { manager: name, expected } of comparison.caseMix) {
          const closed = (given.deals ?? []).filter((deal) => isNow(deal.closedOn));
          const own = closed.filter((deal) => deal.manager === name);
          const rateOf = (segment: string | undefined): number => {
            const peers = closed.filter((deal) => deal.segment === segment);
            return peers.filter((deal) => deal.outcome === "won").length / peers.length;
          };
          expect(expected).toBeCloseTo(own.reduce((all, deal) => all + rateOf(deal.segment), 0), 9);
        }
      }),
      runs(150),
    );
  });

  test("SC-PM4 the order of facts changes not one bit", () => {
    fc.assert(
      fc.property(facts, (given) => {
        const reversed = Object.fromEntries(Object.entries(given).map(([name, list]) => [name, [...(list as readonly unknown[])].reverse()]));
        expect(managerPerformance(reversed as unknown as ManagerFacts, options)).toEqual(managerPerformance(given, options));
      }),
      runs(100),
    );
  });

  test("SC-PM5 a rank is one more than the number of larger values, and unknown ones have none", () => {
    const measures: readonly ManagerMeasure[] = [
      "win-rate", "case-mix", "repeat-rate", "growth", "nrr", "grr", "logo-retention", "target", "price-realisation", "contact-discipline",
    ];
    fc.assert(
      fc.property(facts, fc.constantFrom(...measures), (given, by) => {
        const ranks = rankManagers(managerPerformance(given, options), by);
        expect(ranks.map((one) => one.manager).toSorted()).toEqual(MANAGERS);
        for (const { rank, value, isTied } of ranks) {
          if (value === null) {
            expect([rank, isTied]).toEqual([null, false]);
            continue;
          }
          expect(rank).toBe(ranks.filter((one) => one.value !== null && one.value > value).length + 1);
          expect(isTied).toBe(ranks.filter((one) => one.value === value).length > 1);
        }
      }),
      runs(150),
    );
  });
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";

import {
  cohortAccountAggregate,
  cohortAggregate,
  cohortTable,
  cohortTableOfColumns,
} from "../../../src/scoring/index.js";
import type { CohortOptions, CohortOrder, CohortTable } from "../../../src/scoring/index.js";
import { addDays, aggregateViolations, differenceInMonths, foldAggregate, startOf, sum as sumOf, toDayNumber } from "../../../src/values/index.js";
import { deepFreeze } from "../../support/freeze.js";
import { runs, seenMin } from "../../support/runs.js";

const NAMES = ["acme", "bolt", "cask", "dune", "10", "9"];
const eur = (units: number): CohortOrder["amount"] => ({ amount: (units / 100).toFixed(2), currency: "EUR" });
const sum = (values: readonly CohortOrder["amount"][]): CohortOrder["amount"] => sumOf(values, "EUR");
const order: fc.Arbitrary<CohortOrder> = fc.record({
  account: fc.constantFrom(...NAMES),
  date: fc.integer({ min: -800, max: 0 }).map((days) => addDays("2026-11-23", days)),
  amount: fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 0, max: 100_000 }) }, { weight: 1, arbitrary: fc.integer({ min: -50_000, max: -1 }) }).map(eur),
});
const orders = fc.array(order, { maxLength: 50 }).map((list) => deepFreeze(list));
const options: fc.Arbitrary<CohortOptions> = fc.record({
  by: fc.constantFrom("month", "quarter", "year"),
  currency: fc.constant("EUR"),
  asOf: fc.constantFrom("2026-11-23", "2026-11-30", "2026-12-31", "2027-02-15"),
});
const MONTHS = { month: 1, quarter: 3, year: 12 };

function columnsOf(list: readonly CohortOrder[]): Parameters<typeof cohortTableOfColumns>[0] {
  return {
    accounts: Uint32Array.from(list, (one) => NAMES.indexOf(one.account)),
    accountCount: NAMES.length,
    days: Int32Array.from(list, (one) => toDayNumber(one.date)),
    minorUnits: Float64Array.from(list, (one) => Math.round(Number(one.amount.amount) * 100)),
  };
}

describe("cohort tables", () => {
  test("SC-CO1 every cell is what filtering the orders by hand gives", () => {
    let [nulls, zeros] = [0, 0];
    fc.assert(
      fc.property(orders, options, (list, wanted) => {
        const { by, asOf } = wanted;
        const purchases = list.filter((one) => !one.amount.amount.startsWith("-"));
        const firstOf = (account: string): string | undefined =>
          purchases.filter((one) => one.account === account).map((one) => one.date).sort()[0];
        const table = cohortTable(list, wanted);
        for (const row of table.rows) {
          const members = NAMES.filter((name) => {
            const first = firstOf(name);
            return first !== undefined && startOf(by, first) === row.from;
          });
          expect(row.accounts).toBe(members.length);
          row.cells.forEach((cell, age) => {
            const isIn = (one: CohortOrder): boolean =>
              members.includes(one.account) && differenceInMonths(row.from, startOf(by, one.date)) === age * MONTHS[by];
            // The day after asOf begins a period that is not over.
            const over = differenceInMonths(row.from, startOf(by, addDays(asOf, 1))) >= (age + 1) * MONTHS[by];
            expect(cell !== null).toBe(over);
            if (cell === null) {
              nulls += 1;
              return;
            }
            expect(cell.active).toBe(new Set(purchases.filter(isIn).map((one) => one.account)).size);
            expect(cell.activeRate).toBe(cell.active / members.length);
            if (cell.active === 0) zeros += 1;
            const revenue = sum([eur(0), ...list.filter(isIn).map((one) => one.amount)]);
            expect(cell.revenue).toEqual(revenue);
          });
        }
      }),
      runs(150),
    );
    expect(nulls).toBeGreaterThan(seenMin(20));
    expect(zeros).toBeGreaterThan(seenMin(20));
  });

  test("SC-CO2 no cent is lost: cells, running cells and revenue outside sum to what was given", () => {
    let outside = 0;
    fc.assert(
      fc.property(orders, options, (list, wanted) => {
        const table = cohortTable(list, wanted);
        const cells = table.rows.flatMap((row) => [...row.cells, row.running]).flatMap((cell) => (cell === null ? [] : [cell.revenue]));
        expect(sum([table.revenueOutside, ...cells])).toEqual(table.revenue);
        expect(table.revenue).toEqual(sum([eur(0), ...list.map((one) => one.amount)]));
        expect(table.accounts + table.accountsWithoutPurchase).toBe(new Set(list.map((one) => one.account)).size);
        if (table.revenueOutside.amount !== "0.00") outside += 1;
      }),
      runs(150),
    );
    expect(outside).toBeGreaterThan(seenMin(10));
  });

  test("SC-CO3 age 0 has all accounts active, and rates are within 0 and 1", () => {
    fc.assert(
      fc.property(orders, options, (list, wanted) => {
        const { rows, averages } = cohortTable(list, wanted);
        for (const { cells } of rows) {
          const [first] = cells;
          if (first !== null && first !== undefined) expect(first.activeRate).toBe(1);
          for (const cell of cells) expect(cell?.activeRate ?? 0).toBeLessThanOrEqual(1);
        }
        for (const { age, active, accounts, activeRate, cohorts } of averages) {
          const known = rows.filter((row) => row.cells[age] !== null);
          expect(cohorts).toBe(known.length);
          expect(active).toBe(known.reduce((count, row) => count + (row.cells[age]?.active ?? 0), 0));
          if (accounts > 0) expect(activeRate).toBe(active / accounts);
        }
      }),
      runs(100),
    );
  });

  test("SC-CO4 orders in any order, shards in any tree: the same bytes", () => {
    fc.assert(
      fc.property(fc.array(fc.array(order, { maxLength: 12 }), { minLength: 3, maxLength: 8 }), options, (shards, wanted) => {
        const cohorts = cohortAggregate(wanted);
        deepFreeze(shards);
        expect(aggregateViolations(cohorts, shards)).toEqual([]);
        const state = foldAggregate(cohorts, shards.flat());
        expect(JSON.stringify(cohorts.from(shards.flat().reverse()))).toBe(JSON.stringify(state));
        expect(JSON.stringify(cohorts.result(state))).toBe(JSON.stringify(cohortTable(shards.flat(), wanted)));
      }),
      runs(60),
    );
  });

  test("SC-CO5 sums over whole accounts merge to the same bytes", () => {
    fc.assert(
      fc.property(orders, options, fc.array(fc.nat(3), { minLength: 6, maxLength: 6 }), (list, wanted, places) => {
        const cohorts = cohortAccountAggregate(wanted);
        const accounts = NAMES.map((account) => ({
          account,
          orders: list.filter((one) => one.account === account).map(({ date, amount }) => ({ date, amount })),
        }));
        const shards = [0, 1, 2, 3].map((shard) => accounts.filter((_, index) => places[index] === shard));
        expect(aggregateViolations(cohorts, deepFreeze(shards))).toEqual([]);
        const table: CohortTable = cohorts.result(foldAggregate(cohorts, accounts));
        expect(JSON.stringify(table)).toBe(JSON.stringify(cohortTable(list, wanted)));
      }),
      runs(60),
    );
  });

  test("SC-CO6 columns say what the plain table says, sums beyond 2^53 included", () => {
    fc.assert(
      fc.property(orders, options, fc.boolean(), (list, wanted, isLarge) => {
        const columns = columnsOf(list);
        const factor = isLarge ? 10_000_000_000 : 1;
        for (let row = 0; row < columns.minorUnits.length; row += 1) {
          columns.minorUnits[row] = Math.trunc(((columns.minorUnits[row] ?? 0) * factor) % 9_007_199_254_740_881);
        }
        const plain = list.map((one, row) => ({
          ...one,
          amount: { amount: centsText(BigInt(columns.minorUnits[row] ?? 0)), currency: "EUR" },
        }));
        expect(JSON.stringify(cohortTableOfColumns(columns, wanted))).toBe(JSON.stringify(cohortTable(plain, wanted)));
      }),
      runs(100),
    );
  });

  test("SC-CO7 knowing more days later changes no cell that was known, where no order is new", () => {
    fc.assert(
      fc.property(orders, fc.constantFrom("month", "quarter", "year"), fc.nat(400), (list, by, days) => {
        const now = cohortTable(list, { by, currency: "EUR", asOf: "2026-11-23" });
        const later = cohortTable(list, { by, currency: "EUR", asOf: addDays("2026-11-23", days) });
        now.rows.forEach((row, index) => {
          row.cells.forEach((cell, age) => {
            if (cell !== null) expect(later.rows[index]?.cells[age]).toEqual(cell);
          });
        });
      }),
      runs(100),
    );
  });
});

function centsText(units: bigint): string {
  const size = units < 0n ? -units : units;
  const digits = String(size).padStart(3, "0");
  return `${units < 0n ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

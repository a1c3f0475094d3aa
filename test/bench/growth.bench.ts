/**
 * What cohorts, retention and attribution cost, beside a hand-written loop and DuckDB, in one
 * run: `npx tsx test/bench/growth.bench.ts`. Rounds are interleaved, medians are printed.
 */
import { DuckDBInstance } from "@duckdb/node-api";

import {
  attribute,
  cohortAggregate,
  cohortTable,
  cohortTableOfColumns,
  growthDecomposition,
  managerPerformance,
  shareOfWallet,
} from "../../src/scoring/index.js";
import type { AttributionPath, CohortOptions } from "../../src/scoring/index.js";
import { fromDayNumber, toDayNumber } from "../../src/values/index.js";
import { compare } from "./support.js";

const ORDERS = 1_000_000;
const ACCOUNTS = 100_000;
const FIRST = toDayNumber("2024-01-01");
const DAYS = 730;
const options: CohortOptions = { by: "month", currency: "EUR", asOf: "2026-01-31" };

/** The same numbers in every run. */
function random(seed: number): (below: number) => number {
  let state = seed + 1;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor(((state >>> 4) / 2 ** 28) * below);
  };
}

const next = random(7);
const accounts = Uint32Array.from({ length: ORDERS }, () => next(ACCOUNTS));
const days = Int32Array.from({ length: ORDERS }, () => FIRST + next(DAYS));
const minorUnits = Float64Array.from({ length: ORDERS }, () => next(100_000) - 5_000);
const columns = { accounts, accountCount: ACCOUNTS, days, minorUnits };

/** What a programmer writes by hand for months, without one check: the limit. */
function handWritten(): readonly [Float64Array, Float64Array] {
  const months = new Uint16Array(DAYS);
  for (let day = 0; day < DAYS; day += 1) {
    const date = new Date((FIRST + day) * 86_400_000);
    months[day] = (date.getUTCFullYear() - 2024) * 12 + date.getUTCMonth();
  }
  const count = 24;
  const firsts = new Int32Array(ACCOUNTS).fill(count);
  for (let row = 0; row < ORDERS; row += 1) {
    if ((minorUnits[row] as number) < 0) continue;
    const month = months[(days[row] as number) - FIRST] as number;
    if (month < (firsts[accounts[row] as number] as number)) firsts[accounts[row] as number] = month;
  }
  const active = new Float64Array(count * count);
  const revenue = new Float64Array(count * count);
  const seen = new Uint8Array(ACCOUNTS * count);
  for (let row = 0; row < ORDERS; row += 1) {
    const account = accounts[row] as number;
    const first = firsts[account] as number;
    const month = months[(days[row] as number) - FIRST] as number;
    if (first > month) continue;
    const cell = first * count + month - first;
    revenue[cell] = (revenue[cell] as number) + (minorUnits[row] as number);
    if ((minorUnits[row] as number) < 0 || seen[account * count + month] === 1) continue;
    seen[account * count + month] = 1;
    active[cell] = (active[cell] as number) + 1;
  }
  return [active, revenue];
}

const SQL = `
  with m as (select a, u, cast(floor(d) as int) as period from orders),
  firsts as (select a, min(period) as first from m where u >= 0 group by a)
  select first, period - first as age, count(distinct case when u >= 0 then m.a end) as active, sum(u) as revenue
  from m join firsts using (a) where period >= first group by 1, 2 order by 1, 2`;

async function cohorts(): Promise<void> {
  const table = cohortTableOfColumns(columns, options);
  const [active, revenue] = handWritten();
  const isSame = table.rows.every((row, cohort) =>
    row.cells.every((cell, age) => {
      if (cohort + age >= 24) return true;
      const place = cohort * 24 + age;
      return cell?.active === active[place] && Math.round(Number(cell?.revenue.amount) * 100) === revenue[place];
    }),
  );
  if (!isSame) throw new Error("the loop and the columns disagree");
  const duck = await (await DuckDBInstance.create(":memory:", { threads: "2" })).connect();
  await duck.run("create table orders (a integer, d integer, u bigint)");
  const appender = await duck.createAppender("orders");
  const month = (day: number): number => Number(fromDayNumber(day).slice(0, 4)) * 12 + Number(fromDayNumber(day).slice(5, 7));
  for (let row = 0; row < ORDERS; row += 1) {
    appender.appendInteger(accounts[row] as number);
    appender.appendInteger(month(days[row] as number));
    appender.appendBigInt(BigInt(minorUnits[row] as number));
    appender.endRow();
  }
  appender.closeSync();
  await compare("a cohort table of 10⁶ orders of 10⁵ accounts over 24 months", [
    { name: "cohortTableOfColumns", work: () => cohortTableOfColumns(columns, options), times: 1 },
    { name: "hand-written typed-array loop", work: handWritten, times: 1 },
    { name: "@duckdb/node-api, months given", work: async () => (await duck.runAndReadAll(SQL)).getRows(), times: 1 },
  ]);
  const list = Array.from({ length: 100_000 }, (_, row) => ({
    account: `a${String(accounts[row])}`,
    date: fromDayNumber(days[row] as number),
    amount: { amount: ((minorUnits[row] as number) / 100).toFixed(2), currency: "EUR" },
  }));
  const aggregate = cohortAggregate(options);
  const halves = [aggregate.from(list.slice(0, 50_000)), aggregate.from(list.slice(50_000))] as const;
  await compare("10⁵ orders as objects", [
    { name: "cohortTable", work: () => cohortTable(list, options), times: 1 },
    { name: "cohortAggregate.from", work: () => aggregate.from(list), times: 1 },
    { name: "cohortAggregate.merge of two halves", work: () => aggregate.merge(...halves), times: 1 },
  ]);
}

function pathsOf(count: number, channels: number): readonly AttributionPath[] {
  return Array.from({ length: count }, () => ({
    touches: Array.from({ length: 1 + next(6) }, () => ({ channel: `c${String(next(channels))}` })),
    conversions: next(2),
    failures: 1 + next(3),
  }));
}

/** A chain solved anew without each channel in turn, as it is usually written. */
function removalOneByOne(paths: readonly AttributionPath[], channels: number): number[] {
  const size = channels;
  const counts = new Float64Array((size + 1) * (size + 2));
  for (const { touches, conversions = 1, failures = 0 } of paths) {
    let here = size;
    for (const { channel } of touches) {
      const to = Number(channel.slice(1));
      if (to === here) continue;
      counts[here * (size + 2) + to] = (counts[here * (size + 2) + to] as number) + conversions + failures;
      here = to;
    }
    counts[here * (size + 2) + size] = (counts[here * (size + 2) + size] as number) + conversions;
    counts[here * (size + 2) + size + 1] = (counts[here * (size + 2) + size + 1] as number) + failures;
  }
  const solve = (removed: number): number => {
    const width = size + 2;
    const work = new Float64Array((size + 1) * width);
    for (let row = 0; row <= size; row += 1) {
      let total = 0;
      for (let column = 0; column < width; column += 1) total += counts[row * width + column] as number;
      for (let column = 0; column < size; column += 1) {
        const share = total === 0 || column === removed ? 0 : (counts[row * width + column] as number) / total;
        work[row * width + column] = (row === column ? 1 : 0) - share;
      }
      work[row * width + size + 1] = total === 0 ? 0 : (counts[row * width + size] as number) / total;
    }
    for (let pivot = 0; pivot < size; pivot += 1) {
      for (let row = pivot + 1; row <= size; row += 1) {
        const factor = (work[row * width + pivot] as number) / (work[pivot * width + pivot] as number);
        for (let column = pivot; column < width; column += 1) {
          work[row * width + column] = (work[row * width + column] as number) - factor * (work[pivot * width + column] as number);
        }
      }
    }
    return work[size * width + size + 1] as number;
  };
  const whole = solve(-1);
  return Array.from({ length: size }, (_, channel) => 1 - solve(channel) / whole);
}

async function attribution(): Promise<void> {
  const CHANNELS = 200;
  const paths = pathsOf(20_000, CHANNELS);
  const markov = { model: { kind: "markov" }, currency: "EUR" } as const;
  const effects = removalOneByOne(paths, CHANNELS);
  for (const { channel, removalEffect } of attribute(paths, markov).channels) {
    const other = effects[Number(channel.slice(1))] ?? NaN;
    if (Math.abs((removalEffect ?? NaN) - other) > 1e-9) throw new Error("the two chains disagree");
  }
  await compare("attribution of 20 000 paths to 200 channels", [
    { name: "attribute, Markov", work: () => attribute(paths, markov), times: 1 },
    { name: "a chain solved for each channel, no checks", work: () => removalOneByOne(paths, CHANNELS), times: 1 },
    { name: "attribute, linear", work: () => attribute(paths, { model: { kind: "linear" }, currency: "EUR" }), times: 1 },
  ]);
}

async function managers(): Promise<void> {
  const eur = (units: number): { amount: string; currency: string } => ({ amount: (units / 100).toFixed(2), currency: "EUR" });
  const ids = Array.from({ length: 100 }, (_, index) => `m${String(index)}`);
  const facts = {
    managers: ids.map((manager) => ({ manager, target: eur(5_000_000) })),
    accounts: Array.from({ length: 10_000 }, (_, index) => ({ account: `a${String(index)}`, manager: ids[index % 100] as string })),
    deals: Array.from({ length: 10_000 }, (_, index) => ({
      deal: `d${String(index)}`, manager: ids[next(100)] as string, account: `a${String(next(10_000))}`,
      outcome: next(3) === 0 ? ("won" as const) : ("lost" as const), closedOn: fromDayNumber(FIRST + next(DAYS)),
    })),
    sales: Array.from({ length: 50_000 }, () => ({
      account: `a${String(next(10_000))}`, date: fromDayNumber(FIRST + next(DAYS)), amount: eur(next(100_000)), list: eur(100_000),
    })),
  };
  const report = {
    period: { from: "2025-01-01", until: "2026-01-01" }, basePeriod: { from: "2024-01-01", until: "2025-01-01" }, asOf: "2025-12-31", currency: "EUR",
  };
  const histories = Array.from({ length: 20_000 }, (_, index) => ({ account: `a${String(index)}`, revenue: Array.from({ length: 5 }, () => eur(next(3) * 10_000)) }));
  const wallets = Array.from({ length: 20_000 }, (_, index) => ({
    account: `a${String(index)}`, revenue: eur(next(10_000)), size: 1 + next(500), segment: `s${String(next(20))}`, ...(next(2) === 0 ? { spend: eur(10_000 + next(1_000_000)) } : {}),
  }));
  await compare("reports", [
    { name: "managerPerformance, 100 managers, 70 000 facts", work: () => managerPerformance(facts, report), times: 1 },
    { name: "growthDecomposition, 20 000 accounts × 5", work: () => growthDecomposition(histories, { currency: "EUR" }), times: 1 },
    { name: "shareOfWallet, 20 000 accounts", work: () => shareOfWallet(wallets, { currency: "EUR", estimate: { quantile: 0.8 } }), times: 1 },
  ]);
}

await cohorts();
await attribution();
await managers();

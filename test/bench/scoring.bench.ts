/**
 * What RFM, ABC, concentration and natural breaks cost over columns, beside loops by hand, the
 * same aggregation in DuckDB and simple-statistics, in one run: `npx tsx test/bench/scoring.bench.ts`.
 * Rounds are interleaved, medians are printed.
 *
 * Processor time on 2 shared cores, Node 20: of 10⁶ orders of 10⁶ accounts, `rfmColumns` takes
 * 115 ms: 52 ms to check and sum them, 37 ms for the three scores, the rest for segments and
 * memory. Of 10⁷ orders of 10⁷ accounts it takes 1.8 s and 290 MB beside the 120 MB of the
 * columns; `abcColumns` of 10⁷ accounts takes 0.4 s and 13 MB, `concentrationColumns` 1.5 s and
 * 80 MB, beside 80 MB. These are run by `npx tsx test/bench/scoring.bench.ts large`.
 */
import { DuckDBInstance } from "@duckdb/node-api";
import { ckmeans } from "simple-statistics";

import {
  abcColumns,
  concentrationColumns,
  naturalBreaks,
  rfm,
  rfmAggregate,
  rfmColumns,
  valueSketch,
} from "../../src/scoring/index.js";
import type { OrderColumns } from "../../src/scoring/index.js";
import { addDays, foldAggregate } from "../../src/values/index.js";
import { compare } from "./support.js";

const DAYS = 730;
const FIRST = 19_700;
const asOf = addDays("1970-01-01", FIRST + DAYS);

/** Numbers from 0 to 1 that are the same in every run. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function ordersOf(rows: number, accounts: number): OrderColumns {
  const next = numbers(7);
  const account = new Uint32Array(rows);
  const day = new Int32Array(rows);
  const cents = new Int32Array(rows);
  for (let row = 0; row < rows; row += 1) {
    account[row] = Math.floor(next() * accounts);
    day[row] = FIRST + Math.floor(next() * DAYS);
    const amount = Math.round(Math.exp(4 + 7 * next()));
    cents[row] = next() < 0.03 ? -amount : amount;
  }
  return { accounts, account, day, cents };
}

/** The limit: recency, orders and amounts by one loop, no check, no distinct days, no score. */
function sumsByHand({ accounts, account, day, cents }: OrderColumns): readonly [Int32Array, Int32Array, Float64Array] {
  const last = new Int32Array(accounts);
  const count = new Int32Array(accounts);
  const sum = new Float64Array(accounts);
  for (let row = 0; row < account.length; row += 1) {
    const place = account[row] as number;
    const amount = Number(cents[row]);
    sum[place] = (sum[place] as number) + amount;
    if (amount < 0) continue;
    count[place] = (count[place] as number) + 1;
    if ((day[row] as number) > (last[place] as number)) last[place] = day[row] as number;
  }
  return [last, count, sum];
}

/** Quintiles as one writes them: sorted copies, four cuts, a loop. */
function quintilesBySorting(columns: readonly (Int32Array | Float64Array)[]): Uint8Array[] {
  return columns.map((column) => {
    const sorted = Float64Array.from(column).sort();
    const cuts = [1, 2, 3, 4].map((bin) => sorted[Math.ceil((bin * sorted.length) / 5) - 1] ?? 0);
    const scores = new Uint8Array(column.length);
    for (let place = 0; place < column.length; place += 1) {
      const value = column[place] as number;
      let score = 1;
      for (const cut of cuts) if (value > cut) score += 1;
      scores[place] = score;
    }
    return scores;
  });
}

async function rfmBesideDuckDb(): Promise<void> {
  const rows = 5_000_000;
  const columns = ordersOf(rows, 500_000);
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  await connection.run("create table orders (account uinteger, day integer, cents integer)");
  const appender = await connection.createAppender("orders");
  for (let row = 0; row < rows; row += 1) {
    appender.appendUInteger(columns.account[row] ?? 0);
    appender.appendInteger(columns.day[row] ?? 0);
    appender.appendInteger(Number(columns.cents[row]));
    appender.endRow();
  }
  appender.closeSync();
  const measures = `select account, ${String(FIRST + DAYS)} - max(day) filter (cents >= 0) as recency,
    count(distinct day) filter (cents >= 0) as frequency, sum(cents) as monetary from orders group by account`;
  // The result stays in the database, as ours stays in typed arrays: no row is made an object.
  const aggregation = (): Promise<unknown> => connection.run(`create or replace temp table measures as ${measures}`);
  const scoring = `create or replace temp table scored as with m as (${measures}), buyers as (select * from m where frequency > 0)
    select account, recency, frequency, monetary,
      1 + (5 * (rank() over (order by recency desc) - 1)) // count(*) over () as r,
      1 + (5 * (rank() over (order by frequency) - 1)) // count(*) over () as f,
      1 + (5 * (rank() over (order by monetary) - 1)) // count(*) over () as m from buyers`;
  await connection.run(scoring);
  const found = rfmColumns(columns, { asOf });
  const result = await connection.runAndReadAll("select account, recency, frequency, monetary, r, f, m from scored");
  const ours = [found.recencyDays, found.frequency, found.cents, found.recencyScore, found.frequencyScore, found.monetaryScore];
  const list = result.getRows();
  if (list.length !== found.buyers) throw new Error("DuckDB has other buyers");
  for (const row of list) {
    const place = Number(row[0]);
    ours.forEach((column, index) => {
      if (column[place] !== Number(row[index + 1])) throw new Error(`account ${String(place)} differs from DuckDB`);
    });
  }
  const byDay = sortedByDay(columns);
  await compare("RFM of 5·10⁶ orders of 500 000 accounts: distinct days, sums, scores", [
    { name: "rfmColumns, orders in any order", work: () => rfmColumns(columns, { asOf }), times: 1 },
    { name: "rfmColumns, orders by day", work: () => rfmColumns(byDay, { asOf }), times: 1 },
    { name: "rfmColumns, each order counts", work: () => rfmColumns(columns, { asOf, frequency: "orders" }), times: 1 },
    { name: "DuckDB, aggregation alone", work: aggregation, times: 1 },
    { name: "DuckDB, with the scores", work: () => connection.run(scoring), times: 1 },
    { name: "loop by hand, sums alone", work: () => sumsByHand(columns), times: 1 },
  ]);
}

function sortedByDay(columns: OrderColumns): OrderColumns {
  const order = Uint32Array.from(columns.account, (_, row) => row).sort((a, b) => (columns.day[a] ?? 0) - (columns.day[b] ?? 0));
  return {
    accounts: columns.accounts,
    account: Uint32Array.from(order, (row) => columns.account[row] ?? 0),
    day: Int32Array.from(order, (row) => columns.day[row] ?? 0),
    cents: Int32Array.from(order, (row) => Number(columns.cents[row])),
  };
}

async function rfmOfAMillion(): Promise<void> {
  const columns = ordersOf(1_000_000, 1_000_000);
  const sums = sumsByHand(columns);
  await compare("10⁶ orders of 10⁶ accounts", [
    { name: "rfmColumns: measures, scores, segments", work: () => rfmColumns(columns, { asOf }), times: 1 },
    { name: "by hand: sums alone", work: () => sumsByHand(columns), times: 1 },
    { name: "by hand: sums, scores by sorting", work: () => quintilesBySorting(sumsByHand(columns)), times: 1 },
    { name: "by hand: scores by sorting alone", work: () => quintilesBySorting(sums), times: 1 },
  ]);
}

async function classes(): Promise<void> {
  const next = numbers(3);
  const cents = Float64Array.from({ length: 1_000_000 }, () => Math.round(Math.exp(5 + 10 * next())));
  const byHand = (): number => {
    const sorted = cents.slice().sort();
    let [total, before, count] = [0, 0, 0];
    for (const value of sorted) total += value;
    for (let index = sorted.length - 1; index >= 0 && before < 0.8 * total; index -= 1) {
      before += sorted[index] ?? 0;
      count += 1;
    }
    return count;
  };
  if (abcColumns({ cents }).classes[0].count !== byHand()) throw new Error("A has another size");
  await compare("10⁶ accounts", [
    { name: "abcColumns", work: () => abcColumns({ cents }), times: 1 },
    { name: "concentrationColumns", work: () => concentrationColumns({ cents }), times: 1 },
    { name: "a sorted copy alone", work: () => cents.slice().sort(), times: 1 },
    { name: "size of A by a sorted copy", work: byHand, times: 1 },
  ]);
}

async function breaks(): Promise<void> {
  const next = numbers(5);
  const values = Array.from({ length: 100_000 }, () => Math.round(Math.exp(12 * next()) * 100) / 100);
  const found = naturalBreaks(values, { classes: 5 });
  const peer = ckmeans(values, 5).slice(1).map(([first]) => first);
  if (found.state !== "known" || JSON.stringify(found.breaks) !== JSON.stringify(peer)) throw new Error("the breaks differ");
  await compare("natural breaks of 10⁵ values, five classes", [
    { name: "naturalBreaks", work: () => naturalBreaks(values, { classes: 5 }), times: 1 },
    { name: "simple-statistics ckmeans", work: () => ckmeans(values, 5), times: 1 },
  ]);
}

async function objects(): Promise<void> {
  const next = numbers(11);
  const orders = Array.from({ length: 100_000 }, () => ({
    account: `client-${String(Math.floor(next() * 10_000))}`,
    date: addDays("2025-01-01", Math.floor(next() * 500)),
    amount: (Math.round(next() * 100_000) / 100).toFixed(2),
  }));
  const options = { asOf: "2026-11-23" };
  const [all, sketch] = [rfmAggregate(options), valueSketch()];
  await compare("10⁵ orders of 10⁴ accounts as objects", [
    { name: "rfm", work: () => rfm(orders, options), times: 1 },
    { name: "rfmAggregate, an order at a time", work: () => all.result(foldAggregate(all, orders)), times: 1 },
    { name: "valueSketch, an amount at a time", work: () => foldAggregate(sketch, orders.map(({ amount }) => amount)), times: 1 },
  ]);
}

/** Processor time and memory of 10⁷ accounts, once each after a round to warm up. */
function large(): void {
  const next = numbers(3);
  const columns = ordersOf(10_000_000, 10_000_000);
  const cents = Float64Array.from({ length: 10_000_000 }, () => Math.round(Math.exp(5 + 10 * next())));
  console.log("\n10⁷ accounts");
  for (const [name, work] of [
    ["rfmColumns", () => rfmColumns(columns, { asOf })],
    ["abcColumns", () => abcColumns({ cents })],
    ["concentrationColumns", () => concentrationColumns({ cents })],
  ] as const) {
    work();
    const start = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(start);
    const mebibytes = process.resourceUsage().maxRSS / 1024;
    console.log(`  ${name.padEnd(40)} ${((user + system) / 1000).toFixed(0)} ms, ${mebibytes.toFixed(0)} MiB at most so far`);
  }
}

if (process.argv[2] === "large") large();
else {
  await rfmBesideDuckDb();
  await rfmOfAMillion();
  await classes();
  await breaks();
  await objects();
}

/**
 * A million invoice lines over ten thousand agreements, beside the same sums and bands in SQL, in
 * one run: `npx tsx test/bench/bonus.bench.ts`. Rounds are interleaved, medians are printed.
 */
import { DuckDBDateValue, DuckDBDecimalValue, DuckDBInstance } from "@duckdb/node-api";

import { compileAgreement, earned, earnedAggregate } from "../../src/bonus/index.js";
import type { BonusAgreement, TurnoverDocument } from "../../src/bonus/index.js";
import { addDays, foldAggregate } from "../../src/values/index.js";
import { median } from "./support.js";

const AGREEMENTS = 10_000;
const LINES_EACH = 100;
const LINES = AGREEMENTS * LINES_EACH;
const ROUNDS = 5;
const bands = [
  { from: 0, value: "0.01" },
  { from: 50_000, value: "0.02" },
  { from: 100_000, value: "0.03" },
];

const agreementOf = (index: number): BonusAgreement => ({
  id: `a${String(index)}`,
  currency: "EUR",
  valid: { from: "2026-01-01", until: "2027-01-01" },
  schedules: [{ id: "turnover", scale: { kind: "allUnits", bands } }],
});

/** Amounts in cents, one in twenty a return, the same in every run. */
function centsOf(): Int32Array {
  let state = 1;
  return Int32Array.from({ length: LINES }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const units = (state >>> 8) % 250_000;
    return units % 20 === 0 ? -units : units;
  });
}

const cents = centsOf();
const dates = Array.from({ length: 365 }, (_, day) => addDays("2026-01-01", day));
const text = (units: number): string => (units / 100).toFixed(2);
const documents: TurnoverDocument[][] = Array.from({ length: AGREEMENTS }, (_, agreement) =>
  Array.from({ length: LINES_EACH }, (__, line) => {
    const place = agreement * LINES_EACH + line;
    return { id: `R-${String(line)}`, date: dates[place % 365] ?? "", amount: { amount: text(cents[place] ?? 0), currency: "EUR" } };
  }),
);

const compiling = performance.now();
const plans = Array.from({ length: AGREEMENTS }, (_, index) => compileAgreement(agreementOf(index)));
const compiled = performance.now() - compiling;
const none = compileAgreement(agreementOf(0));

function ours(): bigint {
  let total = 0n;
  for (let index = 0; index < AGREEMENTS; index += 1) {
    const { amount } = earned(plans[index] ?? none, documents[index] ?? [], "2026-12-31").earned;
    total += BigInt(amount.replace(".", ""));
  }
  return total;
}

/** The same by hand: integers, no dates, no checks, no answer but the sum. */
function byHand(): bigint {
  let total = 0n;
  for (let index = 0; index < AGREEMENTS; index += 1) {
    let net = 0;
    for (let line = 0; line < LINES_EACH; line += 1) net += cents[index * LINES_EACH + line] ?? 0;
    const rate = net >= 10_000_000 ? 3 : net >= 5_000_000 ? 2 : 1;
    const product = net <= 0 ? 0 : net * rate;
    const rest = product % 100;
    const whole = (product - rest) / 100;
    total += BigInt(whole + (rest > 50 || (rest === 50 && whole % 2 === 1) ? 1 : 0));
  }
  return total;
}

const instance = await DuckDBInstance.create(":memory:");
const connection = await instance.connect();
await connection.run("create table line (agreement integer, day date, net decimal(18,2))");
const appender = await connection.createAppender("line");
for (let place = 0; place < LINES; place += 1) {
  appender.appendInteger(Math.floor(place / LINES_EACH));
  appender.appendDate(new DuckDBDateValue(20_454 + (place % 365)));
  appender.appendDecimal(new DuckDBDecimalValue(BigInt(cents[place] ?? 0), 18, 2));
  appender.endRow();
}
appender.closeSync();

async function sql(): Promise<bigint> {
  const result = await connection.runAndReadAll(`
    with period as (
      select agreement, greatest(sum(net), 0) as net from line
      where day >= date '2026-01-01' and day < date '2027-01-01' group by agreement
    )
    select sum(round_even((net * case when net >= 100000 then 3 when net >= 50000 then 2 else 1 end) / 100, 2)) from period`);
  return BigInt(Math.round(Number(result.getRows()[0]?.[0]) * 100));
}

const contenders = [
  { name: "earned, with bands, steps and reasons", work: ours },
  { name: "SQL in DuckDB, table in memory", work: sql },
  { name: "integer loop by hand", work: byHand },
];
const times = contenders.map((): number[] => []);
const answers: bigint[] = [];
for (let round = 0; round <= ROUNDS; round += 1) {
  for (const [index, { work }] of contenders.entries()) {
    const start = performance.now();
    answers[index] = await work();
    if (round > 0) times[index]?.push(performance.now() - start);
  }
}
const [first, ...others] = answers;
// SQL rounds a double: a cent on ten thousand agreements is its own.
for (const other of others) if (Math.abs(Number(other - (first ?? 0n))) > 5) throw new Error(`${String(first)} is not ${String(other)}`);
console.log(`\n${String(AGREEMENTS)} agreements compiled in ${compiled.toFixed(0)} ms`);
console.log(`\n${String(LINES)} invoice lines over ${String(AGREEMENTS)} agreements`);
const base = median(times[0] ?? []);
for (const [index, { name }] of contenders.entries()) {
  const own = median(times[index] ?? []);
  console.log(`  ${name.padEnd(40)} ${own.toFixed(0).padStart(6)} ms  ${(LINES / own / 1000).toFixed(2).padStart(8)} M lines/s  × ${(own / base).toPrecision(3)}`);
}
const shard = documents[0] ?? [];
const bonus = earnedAggregate(compileAgreement(agreementOf(0)), "2026-12-31");
const start = performance.now();
for (let time = 0; time < 100; time += 1) foldAggregate(bonus, shard);
console.log(`  earnedAggregate, a document at a time     ${((100 * LINES_EACH) / (performance.now() - start) / 1000).toFixed(2)} M lines/s`);

/**
 * Duplicates among many records: `npx tsx test/bench/records.bench.ts [records]`. Names are made
 * of common words, so that blocks are as uneven as in a real file; one record in ten is a copy
 * with errors. Beside it, comparing all pairs is extrapolated from a sample of them.
 */
import { findDuplicates, identifierCheck, jaroWinkler } from "../../src/review/index.js";
import type { AccountRecord } from "../../src/review/index.js";
import { median } from "./support.js";

let state = 20_261_123;
function draw(below: number): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((state / 2 ** 32) * below);
}
function pick<T>(list: readonly T[]): T {
  return list[draw(list.length)] as T;
}

const trades = "hotel boulangerie garage pharmacie transports menuiserie plomberie imprimerie cabinet atelier".split(" ");
const forms = ["SARL", "S.A.S.", "SA", "GmbH", "Ltd", "Inc.", ""];
const syllables = "ba be bi bo bu da de di do du la le li lo lu ma me mi mo mu ra re ri ro ru sa se si so ta te ti to va ve".split(" ");
function word(): string {
  return Array.from({ length: 2 + draw(3) }, () => pick(syllables)).join("");
}
const surnames = Array.from({ length: 20_000 }, word);
const towns = Array.from({ length: 2_000 }, (_, index) => String(10_000 + index * 7));

function sirenOf(number: number): string {
  const head = String(number).padStart(8, "1");
  for (let digit = 0; digit < 10; digit += 1) {
    const siren = `${head}${String(digit)}`;
    if (identifierCheck({ kind: "siren", value: siren }).ok) return siren;
  }
  return head;
}

function misspelt(text: string): string {
  const place = 1 + draw(Math.max(1, text.length - 2));
  return `${text.slice(0, place)}${text.slice(place + 1)}`;
}

export function recordsOf(count: number): { records: AccountRecord[]; copies: number } {
  const records: AccountRecord[] = [];
  let copies = 0;
  for (let index = 0; records.length < count; index += 1) {
    const name = `${pick(trades)} ${pick(surnames)} ${draw(3) === 0 ? pick(surnames) : ""}`.trim();
    const record = {
      id: `C-${String(records.length)}`,
      name: `${name} ${pick(forms)}`.trim(),
      postcode: pick(towns),
      street: `${String(1 + draw(200))} rue ${pick(surnames)}`,
      ...(draw(2) === 0 ? { siren: sirenOf(index) } : {}),
      ...(draw(2) === 0 ? { email: `info@${pick(surnames)}${String(index)}.fr` } : {}),
    };
    records.push(record);
    if (draw(10) === 0 && records.length < count) {
      copies += 1;
      records.push({ ...record, id: `C-${String(records.length)}`, name: misspelt(name).toUpperCase() });
    }
  }
  return { records, copies };
}

const sizes = process.argv[2] === undefined ? [1_000, 10_000, 100_000] : [Number(process.argv[2])];
for (const size of sizes) {
  const { records, copies } = recordsOf(size);
  const times: number[] = [];
  const busy: number[] = [];
  let report = findDuplicates([]);
  for (let round = 0; round < (size > 20_000 ? 3 : 5); round += 1) {
    const start = performance.now();
    const before = process.cpuUsage();
    report = findDuplicates(records);
    times.push(performance.now() - start);
    busy.push(process.cpuUsage(before).user / 1_000);
  }
  const sample = records.slice(0, 1_000).map(({ name }) => (typeof name === "string" ? name : ""));
  const start = performance.now();
  let sum = 0;
  for (const a of sample) for (const b of sample) sum += jaroWinkler(a, b);
  const perPair = (performance.now() - start) / sample.length ** 2;
  const { compared, possible, pairs, clusters, reducedBlockCount } = report;
  console.log(`${String(size)} records: ${median(times).toFixed(0)} ms (${median(busy).toFixed(0)} ms of processor)`);
  console.log(`  compared ${String(compared)} of ${String(possible)} pairs (× ${(possible / compared).toFixed(0)} fewer)`);
  console.log(`  ${String(pairs.length)} pairs, ${String(clusters.length)} clusters, ${String(copies)} copies made; ${String(reducedBlockCount)} blocks reduced`);
  console.log(`  all pairs by Jaro–Winkler alone would take ${((perPair * possible) / 1000).toFixed(0)} s (${String(sum > 0)})`);
  console.log(`  memory ${(process.memoryUsage().heapUsed / 2 ** 20).toFixed(0)} MiB`);
}

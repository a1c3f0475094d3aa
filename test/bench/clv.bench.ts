/**
 * What spend and lifetime value cost: `npx tsx --tsconfig test/tsconfig.json test/bench/clv.bench.ts`.
 * Rounds are interleaved, medians are printed. The peers (lifetimes, BTYD) do not run in node; a
 * hand-written loop with one logarithm a customer stands for the limit.
 */
import {
  bootstrapBgBb,
  bootstrapGammaGamma,
  bootstrapSbg,
  customerLifetimeValue,
  fitBgBb,
  fitGammaGamma,
  fitSbg,
  lifetimeValueBatch,
  markovClv,
  residualPurchases,
} from "../../src/scoring/index.js";
import { exponentialVariate, gammaVariate, randomSource, uniform } from "../../src/scoring/numeric/random.js";
import { compare } from "./support.js";

const ROWS = 1_000_000;
const source = randomSource(1);
const frequency = new Float64Array(ROWS);
const recency = new Float64Array(ROWS);
const age = new Float64Array(ROWS);
const monetary = new Float64Array(ROWS);
const cents = new Float64Array(ROWS);
for (let row = 0; row < ROWS; row += 1) {
  const times = Math.floor(1.5 * exponentialVariate(source));
  const days = 30 + Math.floor(700 * uniform(source));
  frequency[row] = times;
  age[row] = days / 7;
  recency[row] = times === 0 ? 0 : Math.ceil(days * uniform(source)) / 7;
  if (times === 0) continue;
  const rate = gammaVariate(source, 3.74, 15.44);
  monetary[row] = Math.max(0.01, gammaVariate(source, 6.25 * times, rate * times));
  cents[row] = Math.max(1, Math.round(100 * (monetary[row] as number))) / 100;
}

const bgNbd = { kind: "bg-nbd", parameters: { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 } } as const;
const pareto = { kind: "pareto-nbd", parameters: { r: 0.553, alpha: 10.578, s: 0.606, beta: 11.669 } } as const;
const spend = { kind: "gamma-gamma", parameters: { p: 6.25, q: 3.74, gamma: 15.44 } } as const;
const client = { frequency: 2, recency: 30.43, age: 38.86, monetary: 22.35 };
const year = { periods: 12, periodLength: 30 / 7, discountRate: 0.01, marginRate: 0.3, currency: "USD" } as const;
const columns = { frequency, recency, age, monetary };
// No age occurs twice.
const apart = { ...columns, age: age.map((days, row) => days + row * 1e-9) };

/** The limit of one pass over the customers of a gamma–gamma likelihood. */
function onePass(): number {
  let sum = 0;
  for (let row = 0; row < ROWS; row += 1) {
    const x = frequency[row] as number;
    if (x > 0) sum += (6.25 * x + 3.74) * Math.log(15.44 + x * (monetary[row] as number));
  }
  return sum;
}

await compare("gamma–gamma, a million customers (600 000 with repeat purchases)", [
  { name: "one pass with one logarithm, by hand", work: onePass, times: 1 },
  { name: "fit, all spends distinct", work: () => fitGammaGamma({ frequency, monetary }), times: 1 },
  { name: "fit, spends in cents", work: () => fitGammaGamma({ frequency, monetary: cents }), times: 1 },
]);
await compare("lifetime value of twelve months", [
  { name: "one client, BG/NBD, with its path", work: () => customerLifetimeValue(bgNbd, spend, client, year), times: 200 },
  { name: "a million clients, BG/NBD", work: () => lifetimeValueBatch(bgNbd, spend, columns, year), times: 1 },
  { name: "a million clients, Pareto/NBD", work: () => lifetimeValueBatch(pareto, spend, columns, year), times: 1 },
  { name: "a million ages, BG/NBD", work: () => lifetimeValueBatch(bgNbd, spend, apart, year), times: 1 },
  { name: "a million ages, Pareto/NBD", work: () => lifetimeValueBatch(pareto, spend, apart, year), times: 1 },
]);
await compare("residual purchases of one client", [
  { name: "Pareto/NBD", work: () => residualPurchases(pareto, client, { discountRate: 0.0027 }), times: 50 },
  { name: "BG/NBD", work: () => residualPurchases(bgNbd, client, { discountRate: 0.0027 }), times: 50 },
  { name: "BG/NBD, a discount of a billionth", work: () => residualPurchases(bgNbd, client, { discountRate: 1e-9 }), times: 50 },
]);

const cells = Array.from({ length: 22 }, (_, index) => {
  const occasion = index === 0 ? 0 : 1 + ((index - 1) % 6);
  const times = index === 0 ? 0 : 1 + ((index * 5) % occasion);
  return { frequency: times, recency: occasion, periods: 6, count: 3500 - 120 * index };
});
const size = 30;
const chain = {
  states: Array.from({ length: size }, (_, state) => ({ id: `s${String(state)}`, reward: { amount: "10.00", currency: "EUR" } })),
  transitions: Array.from({ length: size }, () => new Array<number>(size).fill(1 / size)),
  discountRate: 0.1,
};
await compare("contracts and occasions", [
  { name: "fit of sBG, seven years", work: () => fitSbg([{ survivors: [1000, 869, 743, 653, 593, 551, 517, 491] }]), times: 20 },
  { name: "fit of BG/BB, 22 histories", work: () => fitBgBb(cells), times: 3 },
  { name: "Markov chain of thirty states", work: () => markovClv(chain), times: 20 },
]);

const contract = { kind: "sbg", parameters: { alpha: 0.668, beta: 3.806 } } as const;
const donors = { kind: "bg-bb", parameters: { alpha: 1.204, beta: 0.75, gamma: 0.657, delta: 2.783 } } as const;
const spends = [1, 2, 3, 4, 5].map((times) => ({ frequency: times, monetary: 30, count: 200 }));
const survivors = [1000, 869, 743, 653, 593, 551, 517, 491];
await compare("two hundred bootstrap fits", [
  { name: "sBG, a thousand contracts over seven years", work: () => bootstrapSbg(contract, [{ survivors }], { seed: 1 }), times: 1 },
  { name: "BG/BB, 11 104 donors over six years", work: () => bootstrapBgBb(donors, [{ frequency: 0, recency: 0, periods: 6, count: 11_104 }], { seed: 1 }), times: 1 },
  { name: "gamma–gamma, a thousand customers", work: () => bootstrapGammaGamma(spend, spends, { seed: 1 }), times: 1 },
]);

/**
 * What purchase models cost: `npx tsx test/bench/purchase.bench.ts`. No peer of ours runs in
 * node; measured beforehand on two cores, the Python package lifetimes takes 65 ms for BG/NBD on
 * CDNOW, 11.4 s for a million customers (0.14 s collapsed), 465 ms for Pareto/NBD on CDNOW, 24 ms
 * for P(alive) and 458 ms for the conditional expectation of a million. The contender here is the
 * loop that a programmer writes by hand, without guards.
 */
import {
  bootstrapPurchaseModel,
  conditionalExpectedPurchasesBatch,
  fitBgNbd,
  fitMbgNbd,
  fitParetoNbd,
  probabilityAliveBatch,
  purchasePatterns,
  purchaseSummary,
  simulatePurchases,
} from "../../src/scoring/index.js";
import type { PurchaseHistory } from "../../src/scoring/index.js";
import { cdnowOrders, cdnowRounded, hasCdnow } from "../scoring/purchase/cdnow.js";
import { compare } from "./support.js";

const ROWS = 1_000_000;
const published = { kind: "bg-nbd", parameters: { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 } } as const;
const modified = { kind: "mbg-nbd", parameters: { r: 0.525, alpha: 6.183, a: 0.891, b: 1.614 } } as const;
const pareto = { kind: "pareto-nbd", parameters: { r: 0.553, alpha: 10.578, s: 0.606, beta: 11.669 } } as const;

/** CDNOW, or customers like it where the file is not there. */
const cdnow: readonly PurchaseHistory[] = hasCdnow
  ? cdnowRounded()
  : simulatePurchases(published, { ages: Array.from({ length: 2357 }, (_, index) => 27 + (index % 84) / 7), seed: 1 }).map(
      ({ frequency, recency, age }) => ({ frequency, recency: Math.ceil(recency * 7) / 7, age }),
    );

function repeated(stretch: (row: number) => number): {
  readonly frequency: Float64Array;
  readonly recency: Float64Array;
  readonly age: Float64Array;
} {
  const column = (name: "frequency" | "recency" | "age", unit: (row: number) => number): Float64Array =>
    Float64Array.from({ length: ROWS }, (_, row) => (cdnow[row % cdnow.length]?.[name] ?? 0) * unit(row));
  return { frequency: column("frequency", () => 1), recency: column("recency", stretch), age: column("age", stretch) };
}

const shared = repeated(() => 1);
const distinct = repeated((row) => 1 + ((row * 2_654_435_761) % 1e9) / 1e11);

/** P(alive) by hand, for this one model. */
function byHand({ frequency, recency, age }: typeof shared): Float64Array {
  const { r, alpha, a, b } = published.parameters;
  const result = new Float64Array(ROWS);
  for (let row = 0; row < ROWS; row += 1) {
    const x = frequency[row] as number;
    if (x === 0) result[row] = 1;
    else {
      const ratio = (alpha + (age[row] as number)) / (alpha + (recency[row] as number));
      result[row] = 1 / (1 + (a / (b + x - 1)) * Math.exp((r + x) * Math.log(ratio)));
    }
  }
  return result;
}

await compare(`${hasCdnow ? "CDNOW" : "2357 customers"}: fit of objects, with standard errors`, [
  { name: "fitBgNbd", work: () => fitBgNbd(cdnow), times: 3 },
  { name: "fitMbgNbd", work: () => fitMbgNbd(cdnow), times: 3 },
  { name: "fitParetoNbd", work: () => fitParetoNbd(cdnow), times: 1 },
  { name: "bootstrapPurchaseModel, 20 replications", work: () => bootstrapPurchaseModel(published, cdnow, { seed: 1, replications: 20 }), times: 1 },
]);

const patterns = purchasePatterns(shared);
await compare("10⁶ customers as columns: BG/NBD", [
  { name: "collapse of shared patterns", work: () => purchasePatterns(shared), times: 1 },
  { name: "fit of the patterns", work: () => fitBgNbd(patterns), times: 1 },
  { name: "both", work: () => fitBgNbd(shared), times: 1 },
  { name: "no pattern shared", work: () => fitBgNbd(distinct), times: 1 },
]);

await compare("10⁶ customers as columns: P(alive)", [
  { name: "BG/NBD", work: () => probabilityAliveBatch(published, distinct), times: 1 },
  { name: "BG/NBD by hand, without guards", work: () => byHand(distinct), times: 1 },
  { name: "MBG/NBD", work: () => probabilityAliveBatch(modified, distinct), times: 1 },
  { name: "Pareto/NBD", work: () => probabilityAliveBatch(pareto, distinct), times: 1 },
]);

await compare("10⁶ customers as columns: conditional expectation", [
  { name: "BG/NBD", work: () => conditionalExpectedPurchasesBatch(published, distinct, 39), times: 1 },
  { name: "MBG/NBD", work: () => conditionalExpectedPurchasesBatch(modified, distinct, 39), times: 1 },
  { name: "Pareto/NBD", work: () => conditionalExpectedPurchasesBatch(pareto, distinct, 39), times: 1 },
]);

const orders = cdnowOrders();
if (hasCdnow) {
  await compare("CDNOW: 6919 orders to histories", [
    { name: "purchaseSummary", work: () => purchaseSummary(orders, { asOf: "1998-06-30", timeUnit: "week" }), times: 1 },
  ]);
}

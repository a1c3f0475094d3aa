/** What must not compile: a model with another's history, one currency called another. */
import {
  bgBbProbabilityAlive,
  bootstrapSbg,
  customerLifetimeValue,
  expectedSpend,
  fitBgBb,
  fitBgNbd,
  fitGammaGamma,
  fitSbg,
  lifetimeValueBatch,
  markovClv,
  residualLifetimeValue,
  residualPurchases,
  retentionClv,
  sbgClv,
  sbgLifetime,
} from "../../../src/scoring/index.js";
import { add, money } from "../../../src/values/index.js";

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function expectTrue<T extends true>(): T | undefined {
  return undefined;
}

const purchases = fitBgNbd([{ frequency: 1, recency: 2, age: 3 }]);
const occasions = fitBgBb([{ frequency: 1, recency: 2, periods: 3 }]);
const contracts = fitSbg([{ survivors: [10, 8] }]);
const spend = fitGammaGamma([{ frequency: 1, monetary: 5 }]);
const client = { frequency: 1, recency: 2, age: 3, monetary: 5 };
const donor = { frequency: 1, recency: 2, periods: 3, monetary: 5 };
const year = { periods: 12, discountRate: 0.01, currency: "EUR" } as const;
const residual = { discountRate: 0.01, currency: "EUR" } as const;

customerLifetimeValue(purchases, spend, client, year);
customerLifetimeValue(occasions, spend, donor, year);
// @ts-expect-error occasions with a history in continuous time
customerLifetimeValue(occasions, spend, client, year);
// @ts-expect-error purchases with a history of occasions
customerLifetimeValue(purchases, spend, donor, year);
// @ts-expect-error a contract is no model of purchases
customerLifetimeValue(contracts, spend, client, year);
// @ts-expect-error a model of purchases is none of spend
customerLifetimeValue(purchases, purchases, client, year);
// @ts-expect-error no currency
customerLifetimeValue(purchases, spend, client, { periods: 12, discountRate: 0.01 });
// @ts-expect-error a whole future has no periods
residualLifetimeValue(purchases, spend, client, { periods: 12, discountRate: 0.01, currency: "EUR" });
residualLifetimeValue(occasions, spend, donor, residual);
// @ts-expect-error occasions with a history in continuous time
residualLifetimeValue(occasions, spend, client, residual);
// @ts-expect-error purchases with a history of occasions
residualPurchases(purchases, donor, { discountRate: 0.1 });
// @ts-expect-error a history in continuous time
bgBbProbabilityAlive(occasions, client);
// @ts-expect-error spend without a mean
expectedSpend(spend, { frequency: 1 });

const columns = { frequency: [1], recency: [2], age: [3], monetary: [5] };
const seasons = { frequency: [1], recency: [2], periods: [3], monetary: [5] };
lifetimeValueBatch(purchases, spend, columns, year);
lifetimeValueBatch(occasions, spend, seasons, year);
// @ts-expect-error occasions with columns in continuous time
lifetimeValueBatch(occasions, spend, columns, year);
// @ts-expect-error purchases with columns of occasions
lifetimeValueBatch(purchases, spend, seasons, year);

const inEuro = customerLifetimeValue(purchases, spend, client, year);
if (inEuro.state === "known") {
  expectTrue<Equal<(typeof inEuro.value)["currency"], "EUR">>();
  add(inEuro.value, money("1.00", "EUR"));
  // @ts-expect-error a value in euro plus dollars
  add(inEuro.value, money("1.00", "USD"));
  // @ts-expect-error the path is read-only
  inEuro.path.pop();
}
// @ts-expect-error a value that may be unknown, read at once
String(inEuro.value);

const margin = money("100.00", "EUR");
const terms = { margin, retentionRate: 0.8, discountRate: 0.1, firstMargin: "now" } as const;
const kept = retentionClv(terms);
// @ts-expect-error a value in euro plus dollars
if (kept.state === "known") add(kept.value, money("1.00", "USD"));
// @ts-expect-error which margin comes first is not left to a default
retentionClv({ margin, retentionRate: 0.8, discountRate: 0.1 });
// @ts-expect-error no such convention
retentionClv({ ...terms, firstMargin: "later" });
// @ts-expect-error a bare number is no margin
sbgClv(contracts, { margin: 100, renewals: 0, discountRate: 0.1, firstMargin: "now" });
// @ts-expect-error which margin comes first is not left to a default
sbgLifetime(contracts, { renewals: 0, discountRate: 0.1 });
const [row] = markovClv({ states: [{ id: "a", reward: margin }], transitions: [[1]], discountRate: 0.1 });
// @ts-expect-error a value in euro plus dollars
if (row !== undefined && row.value !== null) add(row.value, money("1.00", "USD"));

const { intervals } = bootstrapSbg(contracts, [{ survivors: [10, 8] }], { seed: 1 });
expectTrue<Equal<keyof typeof intervals, "alpha" | "beta">>();
// @ts-expect-error sBG has no gamma
String(intervals.gamma);
// @ts-expect-error a bootstrap has a seed
bootstrapSbg(contracts, [{ survivors: [10, 8] }], {});

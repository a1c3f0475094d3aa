/**
 * Key accounts, ranked with the reasons: what each bought (ABC), how lately and often (RFM), and
 * what it will be worth (MBG/NBD and gamma–gamma), weighed by a scorecard.
 *
 *   npx tsx examples/key-accounts/main.ts                                on a synthetic book
 *   npx tsx examples/key-accounts/main.ts --orders FILE [--currency USD] on your orders
 *
 * The file is CSV with the columns account, date, amount, or in the form of the CDNOW sample.
 */
import { parseArgs } from "node:util";

import {
  abc,
  compileScorecard,
  concentration,
  customerLifetimeValue,
  fitMbgNbd,
  fitGammaGamma,
  purchaseSummary,
  rank,
  rfm,
} from "clientele/scoring";
import type { Score, Scorecard } from "clientele/scoring";
import { formatMoney, isClienteleError, sum } from "clientele/values";

import { OrdersError, readOrders, SYNTHETIC_AS_OF, syntheticOrders } from "./orders.js";
import type { Order } from "./orders.js";
import { gone, late, ranking } from "./tables.js";
import type { Known } from "./tables.js";

/** The policy of the house: what counts for how much, and where the classes begin. */
const keyAccounts: Scorecard = {
  id: "key-accounts-2026",
  criteria: [
    {
      id: "future value",
      fact: "valueRank",
      weight: 40,
      normaliser: { kind: "range", worst: 0, best: 1 },
      missing: "worst",
    },
    {
      id: "turnover",
      fact: "turnoverRank",
      weight: 25,
      normaliser: { kind: "range", worst: 0, best: 1 },
      missing: "worst",
    },
    {
      id: "likely still a client",
      fact: "probabilityAlive",
      weight: 20,
      normaliser: { kind: "range", worst: 0.2, best: 0.95 },
      missing: "neutral",
    },
    {
      id: "recent and frequent",
      fact: "recencyAndFrequency",
      weight: 15,
      normaliser: { kind: "range", worst: 2, best: 10 },
      missing: "worst",
    },
  ],
  classes: [
    { id: "small", from: 0 },
    { id: "standard", from: 35 },
    { id: "major", from: 60 },
    { id: "key", from: 90 },
  ],
  vetoes: [
    {
      id: "probably gone",
      when: { fact: "probabilityAlive", operator: "lessThan", value: 0.2 },
      class: "small",
    },
  ],
};

/** Share of the list that is strictly below each value. */
function shareBelow(values: readonly number[]): (value: number) => number {
  const sorted = [...values].sort((a, b) => a - b);
  const below = new Map<number, number>();
  sorted.forEach((value, index) => {
    if (!below.has(value)) below.set(value, index / Math.max(1, sorted.length - 1));
  });
  return (value) => below.get(value) ?? 0;
}

function rankOrders(orders: readonly Order[], asOf: string, currency: string): string[] {
  const bandsOf = rfm(orders, { asOf }).rows;
  const values = bandsOf.map((row) => ({ id: row.account, value: row.monetary }));
  const turnover = abc(values);
  const recency = new Map(bandsOf.map((row) => [row.account, row]));
  const classes = new Map(turnover.rows.map((row) => [row.id, row]));
  const histories = purchaseSummary(orders, { asOf, timeUnit: "week" }).rows;
  // Unlike BG/NBD, it does not take who bought once, long ago, for a client for certain.
  const purchases = fitMbgNbd(histories);
  // Where credits outweigh purchases there is no spend to learn from, nor to expect.
  const isUsable = (row: { readonly monetary: number | null }): boolean => (row.monetary ?? 0) >= 0;
  const spend = fitGammaGamma(histories.filter(isUsable));
  const year = { periods: 12, periodLength: 365.25 / 12 / 7, discountRate: 0.008, marginRate: 0.25, currency };

  const worth = histories.map((row) => {
    const clv = isUsable(row) ? customerLifetimeValue(purchases, spend, row, year) : null;
    return { account: row.account, history: row, clv: clv?.state === "known" ? clv : null };
  });
  const valueShare = shareBelow(worth.map(({ clv }) => clv?.unrounded ?? 0));
  const turnoverShare = shareBelow(turnover.rows.map((row) => Number(row.value)));

  const known = new Map<string, Known>();
  const facts = worth.map(({ account, history, clv }) => {
    const bands = recency.get(account);
    const row = classes.get(account);
    known.set(account, {
      account,
      segment: bands?.segment ?? "–",
      class: row?.class ?? "–",
      turnover: Number(row?.value ?? "0"),
      buyingDays: history.frequency + 1,
      weeksSince: history.age - history.recency,
      weeksBetween: history.frequency === 0 ? null : history.recency / history.frequency,
      alive: clv?.probabilityAlive ?? null,
      value: clv?.value ?? null,
    });
    return {
      id: account,
      facts: {
        valueRank: clv === null ? null : Number(valueShare(clv.unrounded).toFixed(6)),
        turnoverRank: row === undefined ? null : Number(turnoverShare(Number(row.value)).toFixed(6)),
        probabilityAlive: clv === null ? null : Number(clv.probabilityAlive.toFixed(6)),
        recencyAndFrequency: bands === undefined ? null : bands.recencyScore + bands.frequencyScore,
      },
    };
  });
  const scores = rank(compileScorecard(keyAccounts), facts).filter((score): score is Score => score.ok);

  const scored = { scores, known, currency };
  const total = sum(worth.flatMap(({ clv }) => (clv === null ? [] : [clv.value])), currency);
  const spread = concentration(values);
  const counts = keyAccounts.classes.map(({ id }) => {
    return `${String(scores.filter((score) => score.class === id).length)} ${id}`;
  });
  return [
    `${String(orders.length)} orders of ${String(histories.length)} accounts until ${asOf}`,
    `MBG/NBD ${purchases.status}, gamma–gamma ${spend.status}, correlation of frequency and spend ${spend.correlation?.toFixed(2) ?? "–"}`,
    `Margin of the next twelve months, discounted: ${formatMoney(total)}`,
    spread.state === "known" ? `The ten largest hold ${(100 * spread.top[10]).toFixed(0)} % of turnover` : "",
    `Classes: ${counts.reverse().join(", ")}`,
    "",
    ...ranking(scored),
    "",
    ...late(scored),
    "",
    ...gone(scored),
  ];
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { orders: { type: "string" }, currency: { type: "string", default: "EUR" } },
  });
  const orders = values.orders === undefined ? syntheticOrders() : await readOrders(values.orders);
  const lastDay = orders.reduce((last, order) => (order.date > last ? order.date : last), "");
  const asOf = values.orders === undefined ? SYNTHETIC_AS_OF : lastDay;
  console.log(rankOrders(orders, asOf, values.currency).join("\n"));
}

try {
  await main();
} catch (error) {
  const isExpected = error instanceof OrdersError || isClienteleError(error);
  const isSystem = error instanceof Error && "code" in error;
  if (!isExpected && !isSystem) throw error;
  console.error(`key-accounts: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}

/** What winning clients costs, channel by channel, and whom each has brought. */
import type { ChannelFacts } from "clientele/scoring";
import { differenceInDays, extendPrice, sum } from "clientele/values";
import type { CalendarDate, Money } from "clientele/values";

import { CHANNELS, CLIENTS, isBuyer } from "./clients.js";
import type { Client } from "./clients.js";
import { BOOKS_FROM } from "./days.js";
import { centsText, CURRENCY, euros } from "./euros.js";
import { ordersOf } from "./orders.js";
import { randomOf } from "./random.js";

export const STAGES = ["lead", "qualified", "client"];

const MARGIN_PERCENT = 31;
/** Spent in a month, in cents. */
const MONTHLY_CENTS: Readonly<Record<(typeof CHANNELS)[number], number>> = {
  fairs: 260_000,
  referrals: 35_000,
  calls: 120_000,
  advertising: 190_000,
  presentations: 90_000,
};

function revenueOf(client: Client, asOf: CalendarDate): Money {
  const lines = ordersOf(client)
    .filter(({ invoicedOn }) => invoicedOn <= asOf)
    .flatMap((order) => order.lines);
  const amounts = lines.map(({ cents, quantity }) => extendPrice({ unitPrice: centsText(cents), currency: CURRENCY }, quantity));
  return sum(amounts, CURRENCY);
}

function stageOf({ course }: Client): string {
  if (course === "lead" || course === "prospect") return "lead";
  return course === "qualified" || course === "negotiating" ? "qualified" : "client";
}

/** Costs since the books began; every account came by a channel, and some leads came to nothing. */
export function channelsUntil(asOf: CalendarDate): ChannelFacts {
  const months = Math.max(1, Math.round(differenceInDays(BOOKS_FROM, asOf) / 30));
  const won = CLIENTS.filter(({ since }) => since <= asOf).map((client) => {
    const lead = { lead: client.id, channel: client.channel, stage: stageOf(client) };
    if (!isBuyer(client)) return lead;
    const revenue = revenueOf(client, asOf);
    const cents = Math.round(Number(revenue.amount) * MARGIN_PERCENT);
    const since = Math.max(1, Math.round(differenceInDays(client.since, asOf) / 30));
    return { ...lead, revenue, margin: euros(cents), months: since };
  });
  const random = randomOf("leads that came to nothing");
  const lost = Array.from({ length: 260 }, (_, place) => ({
    lead: `L-${String(place + 1)}`,
    channel: random.pick(["fairs", "calls", "calls", "advertising", "advertising", "presentations"]),
    stage: random.chance(0.3) ? "qualified" : "lead",
  }));
  return {
    costs: CHANNELS.map((channel) => ({ channel, cost: euros(months * MONTHLY_CENTS[channel]) })),
    leads: [...won, ...lost],
  };
}

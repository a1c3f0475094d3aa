/** Who else sells to these clients, and how we stand beside them. */
import type { CompetitorFact, Market, SupplierRating, SwotFact } from "clientele/review";
import { addDays } from "clientele/values";

import { CLIENTS } from "./clients.js";
import type { Client } from "./clients.js";
import { randomOf } from "./random.js";

const COMPETITORS = [
  { id: "agenceo", name: "Agencéo" },
  { id: "rayonnor", name: "Rayon Nor" },
  { id: "shopfit-direct", name: "Shopfit Direct" },
];

const FACTORS = [
  { id: "price", weight: 3 },
  { id: "delivery", weight: 3 },
  { id: "range", weight: 2 },
  { id: "advice", weight: 2 },
];

const rating = (segment: string, own: readonly number[], rivals: readonly (readonly number[])[]): SupplierRating => {
  const marks = (values: readonly number[]): Record<string, number> =>
    Object.fromEntries(FACTORS.map(({ id }, place) => [id, values[place] ?? 0]));
  return {
    id: `rating-${segment}`,
    segment,
    source: "client survey 2026",
    asOf: "2026-04-15",
    factors: FACTORS,
    own: { id: "us", ratings: marks(own) },
    competitors: COMPETITORS.map(({ id }, place) => ({ id, ratings: marks(rivals[place] ?? []) })),
  };
};

const RATINGS: readonly SupplierRating[] = [
  rating("fashion", [6, 8, 8, 9], [[7, 6, 7, 5], [6, 7, 6, 6], [9, 6, 5, 2]]),
  rating("food", [5, 6, 6, 7], [[7, 7, 6, 5], [8, 8, 7, 6], [9, 6, 5, 2]]),
  rating("books", [7, 8, 7, 8], [[6, 6, 6, 5], [7, 7, 6, 6], [9, 6, 4, 2]]),
  rating("hotels", [5, 7, 7, 8], [[8, 8, 8, 7], [6, 6, 5, 5], [9, 5, 4, 2]]),
];

const SEGMENT_SWOT: readonly SwotFact[] = [
  { id: "s-advice", kind: "strength", text: "We plan the shop with the client", segment: "fashion", source: "client survey 2026", asOf: "2026-04-15", weight: 4 },
  { id: "w-delivery", kind: "weakness", text: "Deliveries to the west come late since the carrier changed", source: "depot", asOf: "2026-06-10", weight: 3 },
  { id: "o-energy", kind: "opportunity", text: "Subsidies for LED lighting until the end of the year", segment: "food", source: "trade press", asOf: "2026-05-02", weight: 3 },
  { id: "t-direct", kind: "threat", text: "Shopfit Direct sells packaging below our cost", segment: "beauty", source: "sales talks", asOf: "2026-07-20", weight: 4, competitor: "shopfit-direct" },
];

function factsOf(client: Client): readonly CompetitorFact[] {
  const random = randomOf(`competitors at ${client.id}`);
  if (!random.chance(0.25)) return [];
  const competitor = random.pick(COMPETITORS).id;
  const kind = random.chance(0.6) ? "supplies" : "bids";
  return [{ id: `f-${client.id}`, competitor, kind, account: client.id, source: "visit", asOf: addDays("2026-02-01", random.whole(0, 220)) }];
}

function threatsOf(client: Client): readonly SwotFact[] {
  const random = randomOf(`threats at ${client.id}`);
  if (client.size < 5 || !random.chance(0.2)) return [];
  const { id, name } = random.pick(COMPETITORS);
  const text = `${name} ${random.pick(["offers a bonus from the first euro", "bids for the fitting of its next shop", "has hired its former buyer"])}`;
  return [{ id: `t-${client.id}`, kind: "threat", text, account: client.id, source: "visit", asOf: addDays("2026-03-01", random.whole(0, 200)), weight: 5, competitor: id }];
}

/** The market. What is older than eighteen months says nothing more. */
export const market: Market = {
  id: "shop-fittings",
  competitors: COMPETITORS,
  facts: CLIENTS.flatMap(factsOf),
  swot: [...SEGMENT_SWOT, ...CLIENTS.flatMap(threatsOf)],
  ratings: RATINGS,
  maximumAge: "P18M",
};

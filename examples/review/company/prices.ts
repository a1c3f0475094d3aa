/** The price agreement, and what stands on an invoice by it. */
import type { PricingPolicy } from "clientele/pricing";

import { ARTICLES, MADE_TO_MEASURE } from "./articles.js";
import type { Article } from "./articles.js";
import { centsText } from "./euros.js";

/** Percent off the list price, from so many units of an article on. */
const QUANTITY_BANDS = [
  { from: 10, percent: 3 },
  { from: 50, percent: 6 },
  { from: 200, percent: 10 },
] as const;

/** Percent off what is left, by the group that the client belongs to. */
const GROUP_PERCENT = { partner: 4, chain: 9 } as const;

function quantityPercent(quantity: number): number {
  let percent = 0;
  for (const band of QUANTITY_BANDS) if (quantity >= band.from) percent = band.percent;
  return percent;
}

/** List price, less both discounts, less what is given away beyond them; to the cent. */
export function priceInCents(
  article: Article,
  quantity: number,
  group: "partner" | "chain" | null,
  leakShare: number,
): number {
  if (article.id === MADE_TO_MEASURE.id) return article.cents;
  const left = 100 - quantityPercent(quantity);
  const agreed = 100 - (group === null ? 0 : GROUP_PERCENT[group]);
  const leak = 100 - Math.round(leakShare * 100);
  return Math.max(1, Math.round((article.cents * left * agreed * leak) / 1_000_000));
}

export const pricing2026: PricingPolicy = {
  id: "fittings-2026",
  currency: "EUR",
  steps: [
    { id: "list", kind: "price", access: [["article"]] },
    { id: "quantity", kind: "discount", access: [[]], base: "list" },
    { id: "group", kind: "discount", access: [["clientGroup"]], base: "running" },
  ],
  records: [
    ...ARTICLES.map(({ id, cents }) => ({
      id: `list-${id}`,
      step: "list",
      key: { article: id },
      value: { kind: "unitPrice" as const, amount: centsText(cents) },
    })),
    {
      id: "quantity",
      step: "quantity",
      key: {},
      value: { kind: "percent", rate: "0" },
      scale: {
        kind: "allUnits",
        bands: QUANTITY_BANDS.map(({ from, percent }) => ({ from, value: `-0.${String(percent).padStart(2, "0")}` })),
      },
    },
    ...Object.entries(GROUP_PERCENT).map(([group, percent]) => ({
      id: `group-${group}`,
      step: "group",
      key: { clientGroup: group },
      value: { kind: "percent" as const, rate: `-0.${String(percent).padStart(2, "0")}` },
    })),
  ],
};

/** What the company sells: fittings for shops, hotels and restaurants, with list prices in cents. */

/** An article of the price list. */
export interface Article {
  readonly id: string;
  readonly name: string;
  readonly group: string;
  /** List price of one unit, in cents, net of taxes. */
  readonly cents: number;
  /** Articles that are often bought with it, by id. */
  readonly goesWith?: readonly string[];
}

export const ARTICLES: readonly Article[] = [
  { id: "SHELF-90", name: "Wall shelf, 90 cm", group: "shelves", cents: 1890, goesWith: ["BRACKET-2"] },
  { id: "SHELF-120", name: "Wall shelf, 120 cm", group: "shelves", cents: 2450, goesWith: ["BRACKET-2"] },
  { id: "BRACKET-2", name: "Brackets, pair", group: "shelves", cents: 640 },
  { id: "GONDOLA", name: "Gondola unit", group: "shelves", cents: 34_900, goesWith: ["LABEL-1000"] },
  { id: "RAIL-STEEL", name: "Clothes rail, steel", group: "rails", cents: 6400, goesWith: ["HANGER-50"] },
  { id: "RAIL-OAK", name: "Clothes rail, oak", group: "rails", cents: 11_900, goesWith: ["HANGER-50"] },
  { id: "HANGER-50", name: "Hangers, fifty", group: "rails", cents: 3250 },
  { id: "HOOK-10", name: "Hooks, ten", group: "rails", cents: 475 },
  { id: "LAMP-TRACK", name: "Track lamp", group: "lighting", cents: 5600, goesWith: ["TRACK-2M"] },
  { id: "TRACK-2M", name: "Lighting track, 2 m", group: "lighting", cents: 4150 },
  { id: "LAMP-SPOT", name: "Spot lamp", group: "lighting", cents: 2980 },
  { id: "LED-STRIP", name: "LED strip, 5 m", group: "lighting", cents: 1790 },
  { id: "COUNTER-S", name: "Counter, small", group: "counters", cents: 42_000 },
  { id: "COUNTER-L", name: "Counter, large", group: "counters", cents: 78_500, goesWith: ["LED-STRIP"] },
  { id: "TILL-DRAWER", name: "Till drawer", group: "counters", cents: 8900 },
  { id: "BAG-PAPER-500", name: "Paper bags, five hundred", group: "packaging", cents: 3890, goesWith: ["TISSUE-480"] },
  { id: "TISSUE-480", name: "Tissue paper, 480 sheets", group: "packaging", cents: 1640 },
  { id: "BOX-GIFT-50", name: "Gift boxes, fifty", group: "packaging", cents: 4720 },
  { id: "LABEL-1000", name: "Labels, thousand", group: "signage", cents: 1275 },
  { id: "SIGN-A4", name: "Sign holder, A4", group: "signage", cents: 690 },
  { id: "MIRROR-60", name: "Mirror, 60 cm", group: "fittings", cents: 8950 },
  { id: "MANNEQUIN", name: "Mannequin", group: "fittings", cents: 18_700 },
  { id: "BASKET", name: "Basket", group: "fittings", cents: 1140 },
  { id: "STOOL", name: "Fitting stool", group: "fittings", cents: 5990 },
];

/** Made to measure: it has no list price, and nobody has agreed one. */
export const MADE_TO_MEASURE: Article = { id: "MADE-TO-MEASURE", name: "Made to measure", group: "fittings", cents: 26_500 };

const BY_ID: ReadonlyMap<string, Article> = new Map(ARTICLES.map((one) => [one.id, one]));

export function articleOf(id: string): Article {
  const found = BY_ID.get(id);
  if (found === undefined) throw new Error(`no article ${id}`);
  return found;
}

/** What to offer each account next, by the baskets and the purchases of all. */
import { articleGaps, associationRules, nextBestProducts } from "../../scoring/index.js";
import type {
  AccountGaps,
  AccountOffers,
  AssociationOptions,
  OfferRule,
} from "../../scoring/index.js";
import { compareText } from "../../values/plain.js";
import type { CrossSellPolicy } from "../account/cross-sell-standing.js";
import { known, unknown } from "../account/finding.js";
import type { Finding } from "../account/finding.js";
import type { AccountOrderLine } from "../account/facts.js";
import { amountAt, isReturn } from "../account/read-account.js";
import type { ReadAccount, ReadOrder } from "../account/read-account.js";
import type { Setting } from "../account/setting.js";
import type { Days } from "../account/turnover.js";
import { addIntegers } from "../../values/rounding.js";
import type { Integer } from "../../values/rounding.js";

/** Rules of two articles against one are what a person can say; more of them cost more. */
const MINING: AssociationOptions = {
  sizeMax: 3,
  itemsetsMax: 20_000,
  rulesMax: 5_000,
  confidenceMin: 0.2,
  consequentSizeMax: 1,
};
const OFFERS_MAX = 3;

/** What is told of a portfolio's baskets. @since 0.1.0 */
export interface PortfolioRules {
  readonly baskets: number;
  /** Rules that were mined, or given. */
  readonly rules: readonly OfferRule[];
}

type NameOf = (line: AccountOrderLine) => string | undefined;

function namesOf({ order }: ReadOrder, nameOf: NameOf): readonly string[] {
  const names = new Set<string>();
  for (const line of order.lines) {
    const name = isReturn(line) ? undefined : nameOf(line);
    if (name !== undefined) names.add(name);
  }
  return [...names];
}

function basketsOf(
  reads: readonly ReadAccount[],
  window: Days,
  nameOf: NameOf,
): readonly (readonly string[])[] {
  const baskets: (readonly string[])[] = [];
  for (const { orders } of reads) {
    for (const order of orders) {
      if (order.saleLines === 0 || order.day < window.from || order.day >= window.until) continue;
      const names = namesOf(order, nameOf);
      if (names.length > 0) baskets.push(names);
    }
  }
  return baskets;
}

/** Net amounts by article of what an account bought and kept in the window. */
function spendsOf({ orders }: ReadAccount, window: Days, nameOf: NameOf): Map<string, Integer> {
  const spends = new Map<string, Integer>();
  for (const read of orders) {
    if (read.day < window.from || read.day >= window.until) continue;
    read.order.lines.forEach((line, index) => {
      const name = nameOf(line);
      if (name === undefined) return;
      spends.set(name, addIntegers(spends.get(name) ?? 0, amountAt(read, index)));
    });
  }
  return spends;
}

function gapsOf(
  reads: readonly ReadAccount[],
  setting: Setting,
  nameOf: NameOf,
): readonly AccountGaps[] {
  return articleGaps(
    reads.map((read) => ({
      id: read.account.id,
      segment: read.account.segment ?? null,
      articles: [...spendsOf(read, setting.current, nameOf)]
        .filter(([, units]) => units > 0)
        .sort(([a], [b]) => compareText(a, b))
        .map(([article, units]) => ({ article, amount: setting.purse(units) })),
    })),
  );
}

/** The rules, and the offers to each account. @internal */
export interface OffersOfAll {
  readonly rules: Finding<PortfolioRules>;
  readonly offersTo: (id: string) => Finding<AccountOffers>;
}

/** Everything that was ever bought is owned. */
function ownedOf({ account, orders }: ReadAccount, nameOf: NameOf): {
  readonly id: string;
  readonly articles: readonly string[];
} {
  const names = new Set(orders.flatMap((order) => namesOf(order, nameOf)));
  return { id: account.id, articles: [...names].sort(compareText) };
}

/** Mines the rules of the policy and makes offers to every account with an order. @internal */
export function offersOfAll(reads: readonly ReadAccount[], setting: Setting): OffersOfAll {
  const policy: CrossSellPolicy | null = setting.plan.crossSell;
  if (policy === null) {
    const absent = unknown("not-in-policy", "crossSell");
    return { rules: absent, offersTo: () => absent };
  }
  const { by = "article", peers = false, offersMax = OFFERS_MAX, notOffered = [] } = policy;
  const nameOf: NameOf = (line) => (by === "article" ? line.article : line.productGroup);
  const baskets = basketsOf(reads, setting.current, nameOf);
  const rules =
    policy.rules ?? associationRules(baskets, { ...MINING, ...policy.mining }).rules;
  const gaps = peers ? { gaps: gapsOf(reads, setting, nameOf) } : {};
  const owners = reads.map((read) => ownedOf(read, nameOf));
  const offers = nextBestProducts(owners, { rules, ...gaps }, { offersMax, notOffered });
  const offersOf = new Map(offers.map((one) => [one.account, one]));
  return {
    rules:
      baskets.length === 0 && policy.rules === undefined
        ? unknown("not-enough-facts", "orders of the window")
        : known({ baskets: baskets.length, rules }),
    offersTo: (id) => {
      const found = offersOf.get(id);
      return found === undefined || found.reason === "no-articles"
        ? unknown("no-facts", "orders")
        : known(found);
    },
  };
}

/** What each part of a review that is known rests on. */
import type { AccountReview, ReviewPart } from "./account-review.js";
import { basisOf, factsUpTo } from "./basis.js";
import type { Basis, DatedFact, FactsKind } from "./basis.js";
import type { ReadAccount } from "./read-account.js";
import type { Setting } from "./setting.js";
import type { Days } from "./turnover.js";

type Place = ReviewPart | "turnover" | "warningSigns";

/** Kind of the facts, the part of the policy, and whether only the window's orders count. */
const RESTS_ON: Readonly<Record<Place, readonly [FactsKind, string | null, boolean]>> = {
  turnover: ["orders", "window", true],
  lifecycle: ["orders", "lifecycle", false],
  score: ["orders", "scorecard", false],
  abc: ["portfolio", "abc", true],
  rfm: ["orders", "rfm", true],
  value: ["orders", "value", false],
  prices: ["orders", "pricing", true],
  bonus: ["orders", "bonus", false],
  payment: ["invoices", "payment", false],
  risk: ["evidence", "assessment", false],
  credit: ["invoices", "credit", false],
  loss: ["invoices", "loss", false],
  loyalty: ["orders", "loyalty", false],
  service: ["deliveries", "service", false],
  complaints: ["complaints", "complaints", false],
  contacts: ["contacts", "contacts", false],
  crossSell: ["orders", "crossSell", false],
  pipeline: ["deals", "pipeline", false],
  record: ["record", "record", false],
  market: ["market", "market", false],
  warningSigns: ["orders", "signs", false],
};

function ordersWithin({ orders }: ReadAccount, days: Days | null, policy: string | null): Basis {
  const counted =
    days === null
      ? orders
      : orders.filter((one) => one.day >= days.from && one.day < days.until);
  // Orders are read in the order of time.
  const from = counted[0]?.order.date ?? null;
  const to = counted.at(-1)?.order.date ?? null;
  return { facts: "orders", count: counted.length, from, to, policy };
}

/** The entries of the market that the view uses; the market holds their days. */
function marketEntries({ market }: AccountReview): readonly DatedFact[] {
  if (market.state === "unknown") return [];
  const { present, relativeStrength, ...view } = market.value;
  const ids = new Set([
    ...present.flatMap(({ fact, others }) => [`facts/${fact}`, ...others.map((id) => `facts/${id}`)]),
    ...[view.strengths, view.weaknesses, view.opportunities, view.threats]
      .flat()
      .map(({ id }) => `swot/${id}`),
    ...(relativeStrength.state === "known" ? [`ratings/${relativeStrength.rating}`] : []),
  ]);
  return [...ids].map((id) => ({ id, on: null }));
}

/** @internal */
export function basisOfReview(
  review: AccountReview,
  read: ReadAccount,
  setting: Setting,
): AccountReview["basis"] {
  const found: { [part in Place]?: Basis } = {};
  for (const place of Object.keys(RESTS_ON) as Place[]) {
    if (place !== "turnover" && place !== "warningSigns") {
      if (review[place].state !== "known") continue;
    }
    const [kind, policy, isOfWindow] = RESTS_ON[place];
    found[place] =
      kind === "orders"
        ? ordersWithin(read, isOfWindow ? setting.current : null, policy)
        : basisOf(
            kind,
            policy,
            kind === "market"
              ? marketEntries(review)
              : factsUpTo(read.account, kind, setting.asOf),
          );
  }
  return found;
}

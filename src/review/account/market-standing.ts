/** The market from where an account stands: who else is there, and how strong we are. */
import type { CalendarDate } from "../../values/calendar-date.js";
import type { MarketPlan } from "../market/compile-market.js";
import { marketView } from "../market/market-view.js";
import type { MarketView } from "../market/model.js";
import type { Account } from "./facts.js";
import type { Finding } from "./finding.js";
import { known, unknown } from "./finding.js";

/** @internal */
export function marketStanding(
  market: MarketPlan | null,
  { id, segment }: Account,
  asOf: CalendarDate,
): Finding<MarketView> {
  if (market === null) return unknown("no-facts", "market");
  const account = segment === undefined ? { id } : { id, segments: [segment] };
  return known(marketView(account, market, asOf));
}

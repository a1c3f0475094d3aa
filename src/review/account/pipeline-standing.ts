/** What an account's open deals are expected to bring. */
import { forecast } from "../../lifecycle/index.js";
import type {
  LifecycleEstimate,
  PipelineDeal,
  PipelineForecast,
} from "../../lifecycle/index.js";
import type { CalendarDate } from "../../values/calendar-date.js";
import { startOfDate } from "../../values/instant.js";
import { itemAt } from "../../values/invariant.js";
import { compareText } from "../../values/plain.js";
import { relisting } from "../within.js";
import type { AccountDeal } from "./facts.js";
import type { Finding } from "./finding.js";
import { known, unknown } from "./finding.js";

/**
 * What deals are forecast by.
 *
 * @since 0.1.0
 */
export interface PipelinePolicy {
  /** Estimated from histories of the sales cycle, by `estimate` of `clientele/lifecycle`. */
  readonly estimate: LifecycleEstimate;
  /** The state in which a deal is won. */
  readonly won: string;
  /** Probability of the interval; 0.8 unless named. */
  readonly coverage?: number;
}

interface DealingAccount {
  readonly id: string;
  readonly deals?: readonly AccountDeal[];
}

/** An open deal with its place among the account's deals. */
interface OpenDeal {
  /** Of its own among accounts, however long. */
  readonly name: string;
  readonly place: number;
  readonly deal: AccountDeal;
}

/** Open deals of accounts, by account as given, then by id. */
function openDeals(accounts: readonly DealingAccount[]): readonly OpenDeal[] {
  return accounts.flatMap(({ id, deals = [] }) =>
    deals
      .map((deal, place) => ({ name: `${id}/${deal.id}`, place, deal }))
      .filter(({ deal }) => deal.outcome === undefined)
      .sort((a, b) => compareText(a.deal.id, b.deal.id)),
  );
}

/** A deal as the forecast takes it; its id is its place, whatever the host calls it. */
function pipelineDeal({ deal }: OpenDeal, index: number): PipelineDeal {
  const { state, amount, enteredOn, closesOn, probability } = deal;
  return {
    id: String(index),
    state,
    amount,
    ...(enteredOn === undefined ? {} : { enteredAt: startOfDate(enteredOn) }),
    ...(closesOn === undefined ? {} : { closesOn }),
    ...(probability === undefined ? {} : { probability }),
  };
}

/** @internal */
export function pipelineForecast(
  policy: PipelinePolicy,
  deals: readonly PipelineDeal[],
  context: { readonly asOf: CalendarDate; readonly currency: string },
): PipelineForecast {
  const { estimate, won, coverage } = policy;
  const options = coverage === undefined ? { won } : { won, coverage };
  const at = startOfDate(context.asOf);
  return forecast(estimate, { currency: context.currency, deals }, at, options);
}

/**
 * Open deals of accounts with what is expected of them, told by the account's id and the deal's.
 *
 * @internal
 */
export function pipelineStanding(
  policy: PipelinePolicy | null,
  accounts: readonly DealingAccount[],
  context: { readonly asOf: CalendarDate; readonly currency: string },
): Finding<PipelineForecast> {
  if (policy === null) return unknown("not-in-policy", "pipeline");
  if (accounts.every(({ deals }) => deals === undefined)) return unknown("no-facts", "deals");
  const open = openDeals(accounts);
  const { deals, ...found } = relisting(
    "pipeline.deals",
    (index, rest) => `deals[${String(itemAt(open, index).place)}]${rest}`,
    () => pipelineForecast(policy, open.map(pipelineDeal), context),
  );
  return known({
    ...found,
    deals: deals.map((deal) => ({ ...deal, id: itemAt(open, Number(deal.id)).name })),
  });
}

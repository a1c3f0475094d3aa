/** What an account's open deals are expected to bring. */
import { forecast } from "../../lifecycle/index.js";
import type {
  LifecycleEstimate,
  PipelineDeal,
  PipelineForecast,
} from "../../lifecycle/index.js";
import type { CalendarDate } from "../../values/calendar-date.js";
import { startOfDate } from "../../values/instant.js";
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

/** The open deals as the forecast takes them, with ids that are of their own among accounts. @internal */
export function openDeals(
  account: string,
  deals: readonly AccountDeal[],
): readonly PipelineDeal[] {
  return deals.flatMap((deal) => {
    if (deal.outcome !== undefined) return [];
    const { id, state, amount, enteredOn, closesOn, probability } = deal;
    return [
      {
        id: `${account}/${id}`,
        state,
        amount,
        ...(enteredOn === undefined ? {} : { enteredAt: startOfDate(enteredOn) }),
        ...(closesOn === undefined ? {} : { closesOn }),
        ...(probability === undefined ? {} : { probability }),
      },
    ];
  });
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

/** Open deals with what is expected of them. @internal */
export function pipelineStanding(
  policy: PipelinePolicy | null,
  account: { readonly id: string; readonly deals?: readonly AccountDeal[] },
  context: { readonly asOf: CalendarDate; readonly currency: string },
): Finding<PipelineForecast> {
  if (policy === null) return unknown("not-in-policy", "pipeline");
  if (account.deals === undefined) return unknown("no-facts", "deals");
  return known(pipelineForecast(policy, openDeals(account.id, account.deals), context));
}

/** Which accounts get which campaign, on which day and channel, or why not. */
import { explainCondition } from "../../conditions/index.js";
import { fromDayNumber, toDayNumber } from "../../values/calendar-date.js";
import { channelsOf, dayAfter, factsOf } from "./account-contacts.js";
import type { CampaignPlan, CompiledContactPolicy } from "./contact-policy.js";
import type { CampaignMatch, SuppressionCode } from "./model.js";
import { permittedDay } from "./permitted-day.js";
import type { ReadContactAccount } from "./read-contact-account.js";

/** What an account has had and will have, as campaigns are given out. */
interface History {
  /** Days of all contacts, those planned here included. */
  readonly contactDays: number[];
  /** Days of campaigns. */
  readonly campaignDays: number[];
  readonly campaigns: Set<string>;
}

function historyOf({ contacts }: ReadContactAccount): History {
  const ofCampaigns = contacts.filter(({ campaign }) => campaign !== null);
  return {
    contactDays: contacts.map(({ day }) => day),
    campaignDays: ofCampaigns.map(({ day }) => day),
    campaigns: new Set(ofCampaigns.map(({ campaign }) => campaign ?? "")),
  };
}

function isTooNear(days: readonly number[], day: number, gap: string): boolean {
  return days.some((one) => (one <= day ? dayAfter(one, gap) > day : dayAfter(day, gap) > one));
}

/** Whether some stretch of time would hold more campaigns than the cap with one more. */
function isBeyondCap(
  days: readonly number[],
  day: number,
  cap: NonNullable<CompiledContactPolicy["campaignCap"]>
): boolean {
  const all = [...days, day];
  const ends = all.filter((one) => one >= day);
  return ends.some((end) => {
    const within = all.filter((one) => one <= end && dayAfter(one, cap.within) > end);
    return within.includes(day) && within.length > cap.count;
  });
}

interface Place {
  readonly day: number;
  readonly channel: string;
}

/** The first channel that may be used within the campaign, or why there is none. */
function findPlace(
  plan: CompiledContactPolicy,
  account: ReadContactAccount,
  campaign: CampaignPlan,
  channels: readonly string[],
  today: number
): Place | SuppressionCode {
  const from = Math.max(today, toDayNumber(campaign.period.from));
  const { until } = campaign.period;
  const end = until === undefined ? Infinity : toDayNumber(until);
  if (from >= end) return "period-over";
  let code: SuppressionCode = "no-consent";
  for (const channel of channels) {
    const permitted = permittedDay(plan, account, channel, from);
    if (permitted.ok && permitted.day < end) return { day: permitted.day, channel };
    const isWithoutConsent = permitted.ok
      ? permitted.delay === "consent-later"
      : permitted.code === "no-consent";
    if (!isWithoutConsent) code = "quiet-period";
  }
  return code;
}

function decide(
  plan: CompiledContactPolicy,
  account: ReadContactAccount,
  campaign: CampaignPlan,
  channels: readonly string[],
  history: History,
  today: number
): Place | SuppressionCode {
  if (account.state !== null && plan.blockedStates.has(account.state)) return "blocked-state";
  if (history.campaigns.has(campaign.id)) return "already-sent";
  const place = findPlace(plan, account, campaign, channels, today);
  if (typeof place === "string") return place;
  const { minimumGap } = campaign;
  if (minimumGap !== null && isTooNear(history.contactDays, place.day, minimumGap)) {
    return "contacted-recently";
  }
  const cap = plan.campaignCap;
  if (cap !== null && isBeyondCap(history.campaignDays, place.day, cap)) return "cap-reached";
  return place;
}

/** The campaigns that are for an account, in the order of the policy. @internal */
export function accountCampaigns(
  plan: CompiledContactPolicy,
  account: ReadContactAccount,
  today: number
): readonly CampaignMatch[] {
  if (plan.campaigns.length === 0) return [];
  const facts = factsOf(account, today);
  const history = historyOf(account);
  const usual = channelsOf(plan, account);
  return plan.campaigns.flatMap((campaign) => {
    const candidates = campaign.channel === null ? usual : [campaign.channel];
    const channels = candidates.filter((channel) => campaign.when.holds(facts(channel)));
    const [first] = channels;
    if (first === undefined) return [];
    const place = decide(plan, account, campaign, channels, history, today);
    const isSent = typeof place !== "string";
    if (isSent) {
      history.contactDays.push(place.day);
      history.campaignDays.push(place.day);
    }
    const shown = facts(isSent ? place.channel : first);
    const { reasons } = explainCondition(campaign.when, shown);
    return {
      campaign: campaign.id,
      account: account.id,
      articles: campaign.articles,
      because: reasons.map(({ message }) => message),
      send: isSent ? { on: fromDayNumber(place.day), channel: place.channel } : null,
      suppressed: isSent ? null : place,
    };
  });
}

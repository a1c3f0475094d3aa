/** The contacts that one account is to have: by each channel, when, or why not. */
import { fromDayNumber, toDayNumber } from "../../values/calendar-date.js";
import { addDuration } from "../../values/duration.js";
import type { Json } from "../../values/refusal.js";
import type { CadencePlan, CompiledContactPolicy } from "./contact-policy.js";
import type { DelayCode, NoContactCode, NoContactReason, WantedContact } from "./model.js";
import { permittedDay } from "./permitted-day.js";
import type { ReadContactAccount } from "./read-contact-account.js";

/** A contact by a channel, with what put it off. @internal */
export interface ChannelContact extends WantedContact {
  readonly dueDay: number;
  readonly nextDay: number;
  readonly delay: DelayCode | null;
}

/** What the channels of an account came to. @internal */
export interface AccountContacts {
  /** Soonest due first, then in the order of preference. */
  readonly wanted: readonly ChannelContact[];
  readonly notBy: readonly NoContactReason[];
}

/** The channels of the policy, those that the client prefers first. @internal */
export function channelsOf(
  plan: CompiledContactPolicy,
  account: ReadContactAccount
): readonly string[] {
  const known = new Set(plan.channels);
  const preferred = account.preferredChannels.filter((channel) => known.has(channel));
  return preferred.length === 0 ? plan.channels : [...new Set([...preferred, ...plan.channels])];
}

function daysSince(
  { contacts }: ReadContactAccount,
  today: number,
  counts: "made" | "answered"
): number | undefined {
  const last = contacts.findLast(({ answered }) => counts === "made" || answered);
  return last === undefined ? undefined : today - last.day;
}

/** Facts of an account and a channel, for conditions. @internal */
export function factsOf(
  account: ReadContactAccount,
  today: number
): (channel: string) => Readonly<Record<string, unknown>> {
  const common = {
    ...(account.facts as Readonly<Record<string, Json>>),
    account: account.id,
    class: account.class,
    state: account.state,
    segment: account.segment,
    manager: account.manager,
    daysSinceContact: daysSince(account, today, "made"),
    daysSinceAnswer: daysSince(account, today, "answered"),
  };
  return (channel) => ({ ...common, channel });
}

/** The first cadence whose condition holds. @internal */
export function cadenceFor(
  plan: CompiledContactPolicy,
  facts: Readonly<Record<string, unknown>>
): CadencePlan | undefined {
  return plan.cadences.find(({ when }) => when === null || when.holds(facts));
}

/** Days of the contacts that begin the wait of a cadence anew, in order. @internal */
export function countedDays(
  plan: CompiledContactPolicy,
  account: ReadContactAccount,
  cadence: CadencePlan,
  channel: string
): readonly number[] {
  return account.contacts
    .filter(
      (contact) =>
        (plan.counts === "made" || contact.answered) &&
        (!cadence.isByChannel || contact.channel === channel)
    )
    .map(({ day }) => day);
}

/** The day a wait later. @internal */
export function dayAfter(day: number, wait: string): number {
  return toDayNumber(addDuration(fromDayNumber(day), wait));
}

type ChannelOutcome = ChannelContact | NoContactReason;

function planChannel(
  plan: CompiledContactPolicy,
  account: ReadContactAccount,
  today: number,
  channel: string,
  facts: Readonly<Record<string, unknown>>
): ChannelOutcome {
  const cadence = cadenceFor(plan, facts);
  if (cadence === undefined) return { code: "no-rule", channel, detail: null };
  const { id: rule, every } = cadence;
  if (every === null) return { code: "excluded-by-rule", channel, detail: rule };
  const last = countedDays(plan, account, cadence, channel).at(-1) ?? null;
  const start = last ?? account.since;
  const due = permittedDay(plan, account, channel, start === null ? today : dayAfter(start, every));
  if (!due.ok) return { code: due.code, channel, detail: due.detail };
  const wantedDay = Math.max(due.day, today);
  const next = permittedDay(plan, account, channel, wantedDay);
  if (!next.ok) return { code: next.code, channel, detail: next.detail };
  return {
    channel,
    rule,
    lastOn: last === null ? null : fromDayNumber(last),
    dueOn: fromDayNumber(due.day),
    overdueDays: Math.max(0, today - due.day),
    nextOn: fromDayNumber(next.day),
    dueDay: due.day,
    nextDay: next.day,
    // Due today for want of an earlier contact, and put off: that is a delay as well.
    delay: next.delay ?? (start === null && due.day > today ? due.delay : null),
  };
}

/** What each channel of an account comes to. @internal */
export function accountContacts(
  plan: CompiledContactPolicy,
  account: ReadContactAccount,
  today: number
): AccountContacts {
  const facts = factsOf(account, today);
  const wanted: ChannelContact[] = [];
  const notBy: NoContactReason[] = [];
  for (const channel of channelsOf(plan, account)) {
    const outcome = planChannel(plan, account, today, channel, facts(channel));
    if ("code" in outcome) notBy.push(outcome);
    else wanted.push(outcome);
  }
  // The sort is stable: channels due on one day stay in the order of preference.
  return { wanted: wanted.sort((a, b) => a.dueDay - b.dueDay), notBy };
}

const NEAREST: readonly NoContactCode[] = [
  "quiet-period",
  "no-consent",
  "excluded-by-rule",
  "no-rule",
];

/** The reason of the channel that came nearest to a contact. @internal */
export function nearestReason(notBy: readonly NoContactReason[]): NoContactCode {
  return NEAREST.find((code) => notBy.some((one) => one.code === code)) ?? "no-rule";
}

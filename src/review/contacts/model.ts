/**
 * The contact plan: what a policy says, what is known of an account, and what follows.
 *
 * Here: the shape of policies, facts and answers. Not here: how they are read
 * (`contact-policy.ts`, `read-contact-account.ts`) and planned (`contact-plan.ts`).
 */
import type { Condition, FactTypes } from "../../conditions/index.js";
import type { BusinessCalendar } from "../../values/business-days.js";
import type { CalendarDate } from "../../values/calendar-date.js";
import type { Duration } from "../../values/duration.js";
import type { Period } from "../../values/period.js";
import type { Json } from "../../values/refusal.js";

/**
 * How often accounts of a kind hear from us. The first rule of the policy whose condition holds
 * of an account and a channel is the one for them.
 *
 * A rule whose condition speaks of `channel` is about that channel: only contacts by it begin
 * the wait anew. Any other rule is satisfied by a contact on whichever channel, and the account
 * hears from us on the first channel that it may be reached by.
 *
 * @since 0.1.0
 */
export interface CadenceRule {
  readonly id: string;
  /** Over {@link contactFacts} and the policy's own; always, unless named. */
  readonly when?: Condition;
  /** Wait after a contact: an ISO 8601 duration, or days above zero; null for never. */
  readonly every: Duration | number | null;
}

/**
 * Days on which nobody is contacted.
 *
 * @since 0.1.0
 */
export interface QuietPeriod extends Period {
  /** Said in results, for example `stocktaking`. */
  readonly name?: string;
}

/**
 * A promotion or a new product, and whom it is for.
 *
 * @since 0.1.0
 */
export interface Campaign {
  readonly id: string;
  /** The audience, over {@link contactFacts} and the policy's own. */
  readonly when: Condition;
  /** The only channel it goes by; the account's first that it may, unless named. */
  readonly channel?: string;
  /** Days on which it may go out. */
  readonly period: Period;
  /** Articles it is about. */
  readonly articles?: readonly string[];
  /** Wait after any other contact: a duration, or days of zero or more; none unless named. */
  readonly minimumGap?: Duration | number;
}

/**
 * Whom to contact, how often and by which channel: a policy, plain JSON.
 *
 * @since 0.1.0
 */
export interface ContactPolicy {
  readonly id: string;
  /** Channels that there are, the preferred first; at least one. */
  readonly channels: readonly string[];
  /** Channels that need no consent; a withdrawal still forbids them. None unless named. */
  readonly consentNotNeeded?: readonly string[];
  /** In order: the first that holds is the one. */
  readonly cadences: readonly CadenceRule[];
  /** Classes, the most important first; for the order of the plan. */
  readonly classes?: readonly string[];
  /** States of the lifecycle in which nobody is contacted; `blocked` unless named. */
  readonly blockedStates?: readonly string[];
  /** Which contacts begin the wait anew: those made (unless named), or those answered. */
  readonly counts?: "made" | "answered";
  /** For all accounts. */
  readonly quietPeriods?: readonly QuietPeriod[];
  /** Days that are worked. */
  readonly calendar?: BusinessCalendar;
  /** Contacts by cadence that can be made in one day, by all; no bound unless named. */
  readonly capacityPerDay?: number;
  /** In order of importance: earlier ones are given first where the cap bites. */
  readonly campaigns?: readonly Campaign[];
  /** Campaigns that an account gets at most within a time; no bound unless named. */
  readonly campaignCap?: { readonly count: number; readonly within: Duration | number };
  /** Types of further facts of accounts that conditions may speak of. */
  readonly facts?: FactTypes;
}

/**
 * A contact that was made.
 *
 * @since 0.1.0
 */
export interface ContactMade {
  /** Up to the day of planning. */
  readonly on: CalendarDate;
  readonly channel: string;
  /** Whether the client answered or was met; not known to have, unless true. */
  readonly answered?: boolean;
  /** The campaign that it was made for. */
  readonly campaign?: string;
}

/**
 * A client's consent to be contacted by a channel, or its end. A withdrawal ends every consent
 * to the channel that was granted up to its day.
 *
 * @since 0.1.0
 */
export interface Consent {
  readonly channel: string;
  /** First day on which it holds. */
  readonly grantedOn: CalendarDate;
  /** First day on which it does not hold any more; not before the first. */
  readonly withdrawnOn?: CalendarDate;
}

/**
 * What is known of an account for planning its contacts.
 *
 * @since 0.1.0
 */
export interface ContactAccount {
  readonly id: string;
  readonly class?: string;
  /** State in the client's lifecycle. */
  readonly state?: string;
  readonly segment?: string;
  /** Person who keeps the account; for {@link contactDiscipline} and workloads. */
  readonly manager?: string;
  /** Channels that the client prefers, the first most; those of the policy follow. */
  readonly preferredChannels?: readonly string[];
  /** Day from which the wait for a first contact runs; without it, that is due at once. */
  readonly since?: CalendarDate;
  readonly contacts?: readonly ContactMade[];
  readonly consents?: readonly Consent[];
  /** For this account alone. */
  readonly quietPeriods?: readonly QuietPeriod[];
  /** Further facts, of the types that the policy names. */
  readonly facts?: { readonly [name: string]: Json };
}

/**
 * Why there is no contact, or not on the day on which it was due.
 *
 * | code | meaning |
 * |---|---|
 * | `blocked-state` | the state of the lifecycle forbids contacts |
 * | `no-consent` | the client has not agreed to the channel, or not any more |
 * | `no-rule` | no cadence is for this account and channel |
 * | `excluded-by-rule` | the cadence for them says never |
 * | `quiet-period` | a quiet period; with no end, or one beyond twenty years, nothing follows |
 *
 * @since 0.1.0
 */
export type NoContactCode =
  | "blocked-state"
  | "no-consent"
  | "no-rule"
  | "excluded-by-rule"
  | "quiet-period";

/**
 * Why an account is not contacted by a channel.
 *
 * @since 0.1.0
 */
export interface NoContactReason {
  readonly code: NoContactCode;
  /** The channel it is about; null for all. */
  readonly channel: string | null;
  /** The state, the rule, or the name of the quiet period. */
  readonly detail: string | null;
}

/**
 * What put a contact off beyond the day on which it was due or today.
 *
 * @since 0.1.0
 */
export type DelayCode = "quiet-period" | "not-worked" | "consent-later" | "capacity";

/**
 * A contact that is wanted on one channel.
 *
 * @since 0.1.0
 */
export interface WantedContact {
  readonly channel: string;
  /** The cadence that wants it. */
  readonly rule: string;
  /** Last contact that counted; null where there was none. */
  readonly lastOn: CalendarDate | null;
  /** First day at or after the end of the wait on which the contact could be made. */
  readonly dueOn: CalendarDate;
  /** Calendar days since `dueOn`; 0 when due today or later. */
  readonly overdueDays: number;
  /** First day from today on which it can be made. */
  readonly nextOn: CalendarDate;
}

/**
 * An account that is to be contacted, by the channel that is due first.
 *
 * @since 0.1.0
 */
export interface PlannedContact extends WantedContact {
  readonly account: string;
  readonly class: string | null;
  readonly manager: string | null;
  readonly state: "overdue" | "due" | "upcoming";
  /** Why `nextOn` is later than `dueOn` and today; null where it is not. */
  readonly delay: DelayCode | null;
  /** By each channel that may be used, soonest first; the first is the one planned. */
  readonly channels: readonly WantedContact[];
  /** Channels that may not be used, and why. */
  readonly notBy: readonly NoContactReason[];
}

/**
 * An account that is not to be contacted, and why.
 *
 * @since 0.1.0
 */
export interface NotContacted {
  readonly account: string;
  readonly class: string | null;
  readonly manager: string | null;
  readonly state: "none";
  /** Of the channel that came nearest to a contact: rule, then consent, then quiet days. */
  readonly reason: NoContactCode;
  readonly notBy: readonly NoContactReason[];
}

/**
 * Why a campaign that is for an account is not sent to it.
 *
 * | code | meaning |
 * |---|---|
 * | `blocked-state` | the state of the lifecycle forbids contacts |
 * | `no-consent` | no channel of the campaign has consent |
 * | `quiet-period` | no day of the campaign is worked and not quiet |
 * | `period-over` | the campaign is over |
 * | `already-sent` | the account had it before |
 * | `contacted-recently` | another contact is nearer than the minimum gap |
 * | `cap-reached` | the account had as many campaigns as the cap allows |
 *
 * @since 0.1.0
 */
export type SuppressionCode =
  | "blocked-state"
  | "no-consent"
  | "quiet-period"
  | "period-over"
  | "already-sent"
  | "contacted-recently"
  | "cap-reached";

/**
 * A campaign for an account: sent, or not and why.
 *
 * @since 0.1.0
 */
export interface CampaignMatch {
  readonly campaign: string;
  readonly account: string;
  readonly articles: readonly string[];
  /** Clauses of the audience that held, each as a sentence. */
  readonly because: readonly string[];
  /** Day and channel; null where it is not sent. */
  readonly send: { readonly on: CalendarDate; readonly channel: string } | null;
  /** Why it is not sent; null where it is. */
  readonly suppressed: SuppressionCode | null;
}

/**
 * Contacts that fall on a day.
 *
 * @since 0.1.0
 */
export interface DayLoad {
  readonly on: CalendarDate;
  readonly contacts: number;
}

/**
 * Whom to contact, as of a day.
 *
 * @since 0.1.0
 */
export interface ContactPlanResult {
  readonly asOf: CalendarDate;
  /** Most overdue first, then soonest due; within a day by class, then by id. */
  readonly contacts: readonly PlannedContact[];
  /** By id. */
  readonly none: readonly NotContacted[];
  /** In the order of the policy's campaigns, then by id of the account. */
  readonly campaigns: readonly CampaignMatch[];
  /** Contacts by cadence by their `nextOn`, sooner days first. */
  readonly load: readonly DayLoad[];
  readonly overdue: number;
  readonly due: number;
  readonly upcoming: number;
}

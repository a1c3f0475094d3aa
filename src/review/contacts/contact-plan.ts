/** Whom to contact, by which channel and when; who gets which campaign; and why not. */
import { fromDayNumber } from "../../values/calendar-date.js";
import type { CalendarDate } from "../../values/calendar-date.js";
import { dayNumberOf } from "../../values/civil-date.js";
import { fail } from "../../values/errors.js";
import { expectDate } from "../../values/expect-date.js";
import { at, atIndex, compareText, expectArray } from "../../values/plain.js";
import { accountContacts, nearestReason } from "./account-contacts.js";
import type { ChannelContact } from "./account-contacts.js";
import { DayBook } from "./capacity.js";
import { contactPolicyOf } from "./contact-policy.js";
import type { CompiledContactPolicy } from "./contact-policy.js";
import { accountCampaigns } from "./match-campaigns.js";
import type {
  CampaignMatch,
  ContactAccount,
  ContactPlanResult,
  ContactPolicy,
  NoContactReason,
  NotContacted,
  PlannedContact,
  WantedContact,
} from "./model.js";
import { readContactAccount } from "./read-contact-account.js";
import type { ReadContactAccount } from "./read-contact-account.js";

/** Reads accounts, each id once (`review.duplicate_id`). @internal */
export function readContactAccounts(value: unknown, today: number): readonly ReadContactAccount[] {
  const seen = new Set<string>();
  return expectArray(value, "accounts", Number.MAX_SAFE_INTEGER).map((item, index) => {
    const place = atIndex("accounts", index);
    const account = readContactAccount(item, place, today);
    if (seen.has(account.id)) {
      fail("review.duplicate_id", at(place, "id"), "an id of its own", account.id);
    }
    seen.add(account.id);
    return account;
  });
}

interface Candidate {
  readonly account: ReadContactAccount;
  readonly first: ChannelContact;
  readonly wanted: readonly ChannelContact[];
  readonly notBy: readonly NoContactReason[];
}

function wantedOf(contact: ChannelContact): WantedContact {
  const { channel, rule, lastOn, dueOn, overdueDays, nextOn } = contact;
  return { channel, rule, lastOn, dueOn, overdueDays, nextOn };
}

function noneOf(
  { id, class: own, manager }: ReadContactAccount,
  reason: NotContacted["reason"],
  notBy: readonly NoContactReason[]
): NotContacted {
  return { account: id, class: own, manager, state: "none", reason, notBy };
}

/** Most overdue first, then soonest due; then by class, then by id. */
function compareCandidates(plan: CompiledContactPolicy) {
  const rank = (candidate: Candidate): number =>
    plan.classes.get(candidate.account.class ?? "") ?? plan.classes.size;
  return (a: Candidate, b: Candidate): number =>
    a.first.dueDay - b.first.dueDay || rank(a) - rank(b) || compareText(a.account.id, b.account.id);
}

function plannedOf(candidate: Candidate, today: number, book: DayBook): PlannedContact {
  const { account, first, wanted, notBy } = candidate;
  // An account for which no later day is left keeps its own, however full.
  const day = book.book(account, first.channel, first.nextDay) ?? first.nextDay;
  const { dueDay } = first;
  return {
    account: account.id,
    class: account.class,
    manager: account.manager,
    state: dueDay < today ? "overdue" : dueDay === today ? "due" : "upcoming",
    ...wantedOf(first),
    nextOn: fromDayNumber(day),
    delay: day > first.nextDay ? "capacity" : first.delay,
    channels: wanted.map(wantedOf),
    notBy,
  };
}

/** In the order of the policy's campaigns, then by id of the account. */
function compareMatches(plan: CompiledContactPolicy) {
  const rank = new Map(plan.campaigns.map(({ id }, index) => [id, index]));
  return (a: CampaignMatch, b: CampaignMatch): number =>
    (rank.get(a.campaign) ?? 0) - (rank.get(b.campaign) ?? 0) || compareText(a.account, b.account);
}

/**
 * The contact plan of a day: which accounts are overdue, due and next, by which channel and on
 * which day; which are not contacted at all and why; and which campaigns go to whom.
 *
 * The wait of a cadence begins with the last contact that counts, or with `since`; an account
 * without either is due at once. `dueOn` is the first day from the end of the wait that is
 * worked, lies in no quiet period and has consent for the channel, `nextOn` the first such day
 * from today. Days of quiet are therefore never counted as overdue unless the contact was due
 * before. Of several channels the one that is due first is planned, then the one that the client
 * prefers.
 *
 * The order of accounts changes nothing. O(accounts × (channels × rules + campaigns)).
 *
 * @throws ClienteleError `review.future_date` for a contact after `asOf`,
 * `review.consent_dates`, `review.duplicate_id`, `calendar.no_working_day`, `date.*`,
 * `schema.*`, `id.format`, and as {@link compileContactPolicy}
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { contactPlan } from "clientele/review";
 * import type { ContactPolicy } from "clientele/review";
 *
 * const policy: ContactPolicy = {
 *   id: "contacts",
 *   channels: ["phone", "email"],
 *   consentNotNeeded: ["phone"],
 *   classes: ["A", "B", "C"],
 *   cadences: [
 *     { id: "key", when: { fact: "class", operator: "equal", value: "A" }, every: "P1M" },
 *     { id: "others", every: "P3M" },
 *   ],
 * };
 * const { contacts, none } = contactPlan(
 *   policy,
 *   [
 *     { id: "acme", class: "A", contacts: [{ on: "2026-10-05", channel: "phone" }] },
 *     { id: "bolt", class: "B", contacts: [{ on: "2026-10-05", channel: "email" }] },
 *     { id: "core", class: "A", state: "blocked" },
 *   ],
 *   "2026-11-23",
 * );
 * assert.deepEqual(
 *   contacts.map((one) => [one.account, one.state, one.overdueDays, one.nextOn]),
 *   [
 *     ["acme", "overdue", 18, "2026-11-23"],
 *     ["bolt", "upcoming", 0, "2027-01-05"],
 *   ],
 * );
 * assert.equal(contacts[0]?.notBy[0]?.code, "no-consent", "not by e-mail");
 * assert.equal(none[0]?.reason, "blocked-state");
 * ```
 * @since 0.1.0
 */
export function contactPlan(
  policy: ContactPolicy | CompiledContactPolicy,
  accounts: readonly ContactAccount[],
  asOf: CalendarDate
): ContactPlanResult {
  const plan = contactPolicyOf(policy);
  const today = dayNumberOf(expectDate(asOf, "asOf"));
  const candidates: Candidate[] = [];
  const none: NotContacted[] = [];
  const campaigns: CampaignMatch[] = [];
  for (const account of readContactAccounts(accounts, today)) {
    for (const match of accountCampaigns(plan, account, today)) campaigns.push(match);
    const { state } = account;
    if (state !== null && plan.blockedStates.has(state)) {
      const blocked = { code: "blocked-state", channel: null, detail: state } as const;
      none.push(noneOf(account, "blocked-state", [blocked]));
      continue;
    }
    const { wanted, notBy } = accountContacts(plan, account, today);
    const [first] = wanted;
    if (first === undefined) none.push(noneOf(account, nearestReason(notBy), notBy));
    else candidates.push({ account, first, wanted, notBy });
  }
  const book = new DayBook(plan);
  const contacts = candidates
    .sort(compareCandidates(plan))
    .map((candidate) => plannedOf(candidate, today, book));
  const count = (state: PlannedContact["state"]): number =>
    contacts.reduce((sum, one) => sum + Number(one.state === state), 0);
  return {
    asOf,
    contacts,
    none: none.sort((a, b) => compareText(a.account, b.account)),
    campaigns: campaigns.sort(compareMatches(plan)),
    load: book.load(),
    overdue: count("overdue"),
    due: count("due"),
    upcoming: count("upcoming"),
  };
}

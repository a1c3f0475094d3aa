/** When and how an account hears from us next, by the contact plan of all accounts. */
import { differenceInDays } from "../../values/calendar-date.js";
import type { CalendarDate } from "../../values/calendar-date.js";
import { contactPlan } from "../contacts/contact-plan.js";
import type {
  CampaignMatch,
  ContactAccount,
  ContactPlanResult,
  NotContacted,
  PlannedContact,
} from "../contacts/model.js";
import { itemAt } from "../../values/invariant.js";
import { relisting } from "../within.js";
import { figuresOf } from "../figures/figures-of.js";
import { nestFacts } from "../figures/figures.js";
import type { AccountReview } from "./account-review.js";
import type { Account } from "./facts.js";
import type { Finding } from "./finding.js";
import { known, unknown } from "./finding.js";
import type { Setting } from "./setting.js";

/**
 * An account's contacts as of the review.
 *
 * @since 0.1.0
 */
export interface ContactStanding {
  /** The next one, or why there is none. */
  readonly next: PlannedContact | NotContacted;
  /** The last one on any channel; null where there was none. */
  readonly lastOn: CalendarDate | null;
  readonly daysSinceContact: number | null;
  /** Campaigns that are for the account, sent or not. */
  readonly campaigns: readonly CampaignMatch[];
}

/** What the contact plan needs to know of a reviewed account: class and state are the review's. @internal */
export function contactAccount(account: Account, review: AccountReview): ContactAccount {
  const { id, segment, manager, contacts = {} } = account;
  const { made, consents, preferredChannels, quietPeriods, since } = contacts;
  const { score, abc, lifecycle } = review;
  const ranked = abc.state === "known" ? abc.value.class : null;
  const found = score.state === "known" ? score.value.class : ranked;
  const facts = { ...nestFacts(figuresOf(review)), attributes: account.attributes ?? {} };
  return {
    id,
    ...(found === null ? {} : { class: found }),
    ...(lifecycle.state === "known" ? { state: lifecycle.value.state } : {}),
    ...(segment === undefined ? {} : { segment }),
    ...(manager === undefined ? {} : { manager }),
    ...(preferredChannels === undefined ? {} : { preferredChannels }),
    ...(since === undefined ? {} : { since }),
    ...(made === undefined ? {} : { contacts: made }),
    ...(consents === undefined ? {} : { consents }),
    ...(quietPeriods === undefined ? {} : { quietPeriods }),
    facts,
  };
}

/** The plan of all accounts whose contacts are known, and each one's part in it. @internal */
export interface ContactsOfAll {
  readonly plan: Finding<ContactPlanResult>;
  readonly standingOf: (account: Account) => Finding<ContactStanding>;
}

/** An account with its review, and its place in what was given. @internal */
export interface ContactedAccount {
  readonly account: Account;
  readonly review: AccountReview;
  readonly path: string;
}

/** Where the plan's member of an account stands in the account. */
function pathIn(path: string, rest: string): string {
  const made = /^\.contacts(?=$|\[)/;
  return made.test(rest)
    ? `${path}.contacts.made${rest.replace(made, "")}`
    : `${path}.contacts${rest}`;
}

/** Plans the contacts of all accounts at once, so that each one's part agrees with the whole. @internal */
export function contactsOfAll(
  accounts: readonly ContactedAccount[],
  { plan, asOf }: Setting,
): ContactsOfAll {
  const policy = plan.contacts;
  if (policy === null) {
    const absent = unknown("not-in-policy", "contacts");
    return { plan: absent, standingOf: () => absent };
  }
  const given = accounts.filter(({ account }) => account.contacts !== undefined);
  const result = relisting(
    "accounts",
    (index, rest) => pathIn(itemAt(given, index).path, rest),
    () =>
      contactPlan(
        policy,
        given.map(({ account, review }) => contactAccount(account, review)),
        asOf,
      ),
  );
  const nextOf = new Map<string, PlannedContact | NotContacted>();
  for (const one of [...result.contacts, ...result.none]) nextOf.set(one.account, one);
  const campaignsOf = new Map<string, CampaignMatch[]>();
  for (const match of result.campaigns) {
    const list = campaignsOf.get(match.account);
    if (list === undefined) campaignsOf.set(match.account, [match]);
    else list.push(match);
  }
  return {
    plan: given.length === 0 ? unknown("no-facts", "contacts") : known(result),
    standingOf: (account) => {
      const next = nextOf.get(account.id);
      if (next === undefined) return unknown("no-facts", "contacts");
      const lastOn = lastContact(account);
      return known({
        next,
        lastOn,
        daysSinceContact: lastOn === null ? null : differenceInDays(lastOn, asOf),
        campaigns: campaignsOf.get(account.id) ?? [],
      });
    },
  };
}

function lastContact({ contacts }: Account): CalendarDate | null {
  let last: CalendarDate | null = null;
  for (const { on } of contacts?.made ?? []) if (last === null || on > last) last = on;
  return last;
}

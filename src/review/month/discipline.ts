/** Contacts that were due in a period, made in time or not, by manager. */
import type { ClosedPeriod } from "../../values/period.js";
import type { AccountReview } from "../account/account-review.js";
import { contactAccount } from "../account/contact-standing.js";
import { known, unknown } from "../account/finding.js";
import type { Finding } from "../account/finding.js";
import type { ReadAccount } from "../account/read-account.js";
import type { Setting } from "../account/setting.js";
import { contactDiscipline } from "../contacts/contact-discipline.js";
import type { ContactDiscipline } from "../contacts/contact-discipline.js";

/** Contacts due in the period, made in time or not. @internal */
export function disciplineOf(
  reads: readonly ReadAccount[],
  reviews: readonly AccountReview[],
  period: ClosedPeriod,
  setting: Setting,
  graceDays: number,
): Finding<ContactDiscipline> {
  const policy = setting.plan.contacts;
  if (policy === null) return unknown("not-in-policy", "contacts");
  const reviewOf = new Map(reviews.map((one) => [one.account.id, one]));
  const accounts = reads.flatMap(({ account }) => {
    const review = reviewOf.get(account.id);
    if (account.contacts === undefined || review === undefined) return [];
    return [contactAccount(account, review)];
  });
  if (accounts.length === 0) return unknown("no-facts", "contacts");
  return known(contactDiscipline(policy, accounts, { period, asOf: setting.asOf, graceDays }));
}

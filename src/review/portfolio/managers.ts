/** How account managers did in a period, over the accounts that they look after. */
import { managerPerformance } from "../../scoring/index.js";
import type {
  ManagerContact,
  ManagerDeal,
  ManagerPolicy,
  ManagerReport,
  ManagerSale,
} from "../../scoring/index.js";
import type { Money } from "../../values/money.js";
import type { CalendarDate } from "../../values/calendar-date.js";
import { fail } from "../../values/errors.js";
import type { ClosedPeriod } from "../../values/period.js";
import {
  at,
  atIndex,
  compareText,
  expectIdentifier,
  expectArray,
  expectRecord,
} from "../../values/plain.js";
import { known, unknown } from "../account/finding.js";
import type { Finding } from "../account/finding.js";
import { listValueOf } from "../account/prices-realised.js";
import { expectOwnMoney } from "../account/read-account.js";
import type { ReadAccount } from "../account/read-account.js";
import type { Setting } from "../account/setting.js";
import { daysOf } from "../account/turnover.js";
import type { ContactDiscipline } from "../contacts/contact-discipline.js";

/** Deals that were decided, with who looks after the account. */
function decidedDeals({ account }: ReadAccount): readonly ManagerDeal[] {
  const { manager, deals = [], segment } = account;
  if (manager === undefined) return [];
  return deals.flatMap(({ id, outcome, closedOn }) =>
    outcome === undefined || closedOn === undefined
      ? []
      : [
          {
            deal: id,
            manager,
            account: account.id,
            outcome,
            closedOn,
            ...(segment === undefined ? {} : { segment }),
          },
        ],
  );
}

/** Invoices and credit notes; those of the period with their value at list prices. */
function salesOf(
  { account, orders }: ReadAccount,
  { period, withList = false }: { readonly period: ClosedPeriod; readonly withList?: boolean },
  setting: Setting,
): readonly ManagerSale[] {
  const { purse, plan } = setting;
  const pricing = withList ? plan.pricing : null;
  const { from, until } = daysOf(period);
  return orders.flatMap((read): readonly ManagerSale[] => {
    const head = { account: account.id, date: read.order.date };
    // What came back with an order does not undo the day on which something was bought.
    const credit = read.returns === 0 ? [] : [{ ...head, amount: purse(read.returns) }];
    if (read.saleLines === 0) return credit;
    const sale = { ...head, amount: purse(read.sales) };
    const isOfPeriod = read.day >= from && read.day < until;
    const list = isOfPeriod ? listValueOf(pricing, account, read) : null;
    return [list === null ? sale : { ...sale, list }, ...credit];
  });
}

/** A manager with what is to be reached in the period. @since 0.1.0 */
export interface ManagerToReview {
  readonly id: string;
  readonly target?: Money;
}

/**
 * Demands managers with their targets, each once, whether or not there is anything to measure
 * (`schema.*`, `id.format`, `review.duplicate_id`, `review.currency_mismatch`, `money.*`).
 *
 * @internal
 */
export function expectManagers(
  facts: { readonly managers?: unknown; readonly managerPolicy?: unknown },
  path: string,
  currency: string,
): void {
  const { managers = [], managerPolicy = {} } = facts;
  const listPath = at(path, "managers");
  const seen = new Set<string>();
  expectArray(managers, listPath).forEach((item, index) => {
    const itemPath = atIndex(listPath, index);
    const record = expectRecord(item, itemPath, ["id", "target"]);
    const id = expectIdentifier(record["id"], at(itemPath, "id"));
    if (seen.has(id)) fail("review.duplicate_id", at(itemPath, "id"), "an id of its own", id);
    seen.add(id);
    if (record["target"] !== undefined)
      expectOwnMoney(record["target"], at(itemPath, "target"), currency);
  });
  expectRecord(managerPolicy, at(path, "managerPolicy"));
}

/**
 * The contacts of a discipline, one for each that was due, so that a manager's figures are those
 * of the contact discipline. It knows how many there were, which is all that is asked here: they
 * stand on the first day of the period, with a day of making where they were in time. A period of
 * a day gives none, as nothing that was due in it can have been missed before it is over.
 */
function contactsDue(
  discipline: Finding<ContactDiscipline>,
  { from }: ClosedPeriod,
  asOf: CalendarDate,
): readonly ManagerContact[] {
  if (discipline.state === "unknown" || from >= asOf) return [];
  return discipline.value.managers.flatMap(({ manager, due, onTime }) =>
    manager === null
      ? []
      : Array.from({ length: due }, (_, index) =>
          index < onTime ? { manager, dueOn: from, madeOn: from } : { manager, dueOn: from },
        ),
  );
}

/**
 * How managers did in a period, over the accounts that name them. List values, and with them
 * the price realisation, are looked up where `withList` says so: each order is quoted for it.
 *
 * @internal
 */
export function managersOf(
  reads: readonly ReadAccount[],
  facts: {
    readonly managers?: readonly ManagerToReview[];
    readonly managerPolicy?: ManagerPolicy;
  },
  periods: {
    readonly period: ClosedPeriod;
    readonly base: ClosedPeriod;
    readonly withList?: boolean;
    readonly contacts?: Finding<ContactDiscipline>;
  },
  setting: Setting,
): Finding<ManagerReport> {
  const named = reads.flatMap(({ account: { manager } }) => (manager === undefined ? [] : [manager]));
  const given = facts.managers?.map((one) => one.id) ?? [];
  const ids = [...new Set([...named, ...given])].sort(compareText);
  if (ids.length === 0) return unknown("no-facts", "manager");
  const { booksFromDay } = setting;
  if (booksFromDay !== null && daysOf(periods.base).from < booksFromDay)
    return unknown("not-enough-facts", "books of the period before");
  const targetOf = new Map(facts.managers?.map((one) => [one.id, one.target]));
  const report = managerPerformance(
    {
      managers: ids.map((manager) => {
        const target = targetOf.get(manager);
        return target === undefined ? { manager } : { manager, target };
      }),
      accounts: reads.flatMap(({ account: { id, manager } }) =>
        manager === undefined ? [] : [{ account: id, manager }],
      ),
      // Named by their place: ids of deals are of their own within an account.
      deals: reads.flatMap(decidedDeals).map((one, place) => ({ ...one, deal: String(place) })),
      sales: reads.flatMap((read) => salesOf(read, periods, setting)),
      ...(periods.contacts === undefined
        ? {}
        : { contacts: contactsDue(periods.contacts, periods.period, setting.asOf) }),
    },
    {
      period: periods.period,
      basePeriod: periods.base,
      asOf: setting.asOf,
      currency: setting.plan.currency,
      ...(facts.managerPolicy === undefined ? {} : { policy: facts.managerPolicy }),
    },
  );
  return known(report);
}

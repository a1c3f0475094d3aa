/** Credit of an account: its limit, what it owes, what is left, and whether to deliver. */
import { creditDecision, creditLimit } from "../../risk/index.js";
import type {
  Assessment,
  CreditDecision,
  CreditExposure,
  CreditLimit,
  CreditPlan,
  InvoiceItem,
} from "../../risk/index.js";
import type { CalendarDate } from "../../values/calendar-date.js";
import { compareDates } from "../../values/calendar-date.js";
import { add, subtract } from "../../values/money-arithmetic.js";
import { isPositive } from "../../values/money-order.js";
import type { Money } from "../../values/money.js";
import { zero } from "../../values/money.js";
import { isRecord } from "../../values/plain.js";
import { renaming } from "../within.js";
import type { Account } from "./facts.js";
import type { Finding } from "./finding.js";
import { known, unknown } from "./finding.js";

/**
 * An account's credit as of the review.
 *
 * @since 0.1.0
 */
export interface CreditStanding {
  /** How the limit was found; null where the host gave it. */
  readonly limit: CreditLimit | null;
  /**
   * What the policy says of a delivery that adds nothing: exposure, limit, what is available,
   * and every check that fails.
   */
  readonly decision: CreditDecision;
}

/**
 * The open part of each invoice. One of which it is not known whether it was paid counts whole:
 * exposure errs on the careful side.
 */
function openInvoices(
  invoices: readonly InvoiceItem[],
  asOf: CalendarDate,
): NonNullable<CreditExposure["invoices"]> {
  return invoices.flatMap(({ id, amount, issuedOn, dueOn, payments = [] }) => {
    if (compareDates(issuedOn, asOf) > 0) return [];
    let open = amount;
    for (const payment of payments) {
      if (compareDates(payment.on, asOf) <= 0) open = subtract(open, payment.amount);
    }
    return isPositive(open) ? [{ id, amount: open, dueOn }] : [];
  });
}

/** An id that no open order has: the question is about none of them. */
function idOfNoOrder(openOrders: unknown): string {
  const list: readonly unknown[] = Array.isArray(openOrders) ? openOrders : [];
  // What is no order is refused where the orders are read.
  const taken = new Set(list.map((order) => (isRecord(order) ? order["id"] : undefined)));
  let id = "review";
  while (taken.has(id)) id = `${id}'`;
  return id;
}

/** Limit, exposure and decision (`risk.*`, `money.*`). @internal */
export function creditStanding(
  plan: CreditPlan | null,
  account: Account,
  risk: Finding<Assessment>,
  asOf: CalendarDate,
): Finding<CreditStanding> {
  if (plan === null) return unknown("not-in-policy", "credit");
  const { credit, invoices } = account;
  if (credit === undefined || invoices === undefined) {
    return unknown(
      "no-facts",
      ...(credit === undefined ? ["credit"] : []),
      ...(invoices === undefined ? ["invoices"] : []),
    );
  }
  const grade = risk.state === "known" ? risk.value.grade : null;
  const graded = grade === null ? {} : { grade };
  const { limit: given, limitFacts, ...exposure } = credit;
  const computed =
    given === undefined
      ? renaming([["facts", "credit.limitFacts"]], () =>
          creditLimit(plan, { ...limitFacts, ...graded }),
        )
      : null;
  const limit = given === undefined ? (computed?.limit ?? null) : given;
  const decision = renaming([["exposure", "credit"]], () =>
    creditDecision(
      plan,
      {
        stage: "release",
        orderId: idOfNoOrder(exposure.openOrders),
        amount: zero(plan.policy.currency),
      },
      { ...exposure, ...graded, invoices: openInvoices(invoices, asOf), limit },
      asOf,
    ),
  );
  return known({ limit: computed, decision });
}

/** Sum of amounts of one currency. @internal */
export function totalOf(amounts: readonly Money[], currency: string): Money {
  return amounts.reduce<Money>((sum, amount) => add(sum, amount), zero(currency));
}

/** The evidence of an account: what its orders and payments say, and what the host adds. */
import type { EvidenceSet, PaymentBehaviour } from "../../risk/index.js";
import { evidenceOf, missing } from "../../risk/index.js";
import type { CalendarDate } from "../../values/calendar-date.js";
import type { Finding } from "./finding.js";

const SOURCE = "own invoices";

/**
 * `daysBeyondTerms` (days), `paymentIndex` (index, 19 to 100) and `oldestOverdueDays` (days) as
 * evidence, from the payment behaviour.
 *
 * @internal
 */
export function paymentEvidence(
  payment: Finding<PaymentBehaviour>,
  asOf: CalendarDate,
): EvidenceSet {
  if (payment.state === "unknown") {
    const unknown = missing("the invoices are not known");
    return { daysBeyondTerms: unknown, paymentIndex: unknown, oldestOverdueDays: unknown };
  }
  const { daysBeyondTerms, paymentIndex, open } = payment.value;
  const origin = { asOf, source: SOURCE };
  return {
    daysBeyondTerms: evidenceOf(daysBeyondTerms, { ...origin, unit: "days" }),
    paymentIndex: evidenceOf(paymentIndex, { ...origin, unit: "index" }),
    oldestOverdueDays:
      open === null
        ? missing("no invoice whose payments are known")
        : { state: "present", value: open.oldestOverdueDays, ...origin, unit: "days" },
  };
}

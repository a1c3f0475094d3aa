/** Which payment of a contract is the first that counts. */
import { expectOneOf } from "../../values/plain.js";

/**
 * Which margin is the first that counts; the published formulas of lifetime value differ in
 * nothing else. For margin m, constant retention r and discount d, without a horizon:
 *
 * | first margin | value | a client who |
 * |---|---|---|
 * | `now` | m (1 + d) / (1 + d − r) | pays at the start of each period, the first time today |
 * | `end-of-first-period` | m / (1 + d − r) | pays at the end of each period begun |
 * | `if-renewed-now` | m r (1 + d) / (1 + d − r) | decides today whether to renew, and pays if so |
 * | `after-first-renewal` | m r / (1 + d − r) | has paid today; decides in a period's time |
 *
 * P. Fader and B. Hardie, "Reconciling and Clarifying CLV Formulas" (2012).
 *
 * @since 0.1.0
 */
export type FirstMargin =
  | "now"
  | "end-of-first-period"
  | "if-renewed-now"
  | "after-first-renewal";

/** What the convention asks: a renewal first, a period's discount first. @internal */
export interface FirstMarginRule {
  readonly isAfterRenewal: boolean;
  readonly isAfterPeriod: boolean;
}

/** Reads the convention (`schema.value`). @internal */
export function readFirstMargin(value: unknown): FirstMarginRule {
  const first = expectOneOf(value, "firstMargin", [
    "now",
    "end-of-first-period",
    "if-renewed-now",
    "after-first-renewal",
  ]);
  return {
    isAfterRenewal: first === "if-renewed-now" || first === "after-first-renewal",
    isAfterPeriod: first === "end-of-first-period" || first === "after-first-renewal",
  };
}

/** How good the record of an account is. */
import type { CalendarDate } from "../../values/calendar-date.js";
import type { QualityPlan } from "../records/quality-policy.js";
import { recordQuality } from "../records/record-quality.js";
import type { RecordQuality } from "../records/record-quality.js";
import { renaming } from "../within.js";
import type { Account } from "./facts.js";
import type { Finding } from "./finding.js";
import { known, unknown } from "./finding.js";

/** @internal */
export function recordStanding(
  plan: QualityPlan | null,
  { id, record }: Account,
  asOf: CalendarDate,
): Finding<RecordQuality> {
  if (plan === null) return unknown("not-in-policy", "record");
  if (record === undefined) return unknown("no-facts", "record");
  return known(
    renaming([["account", "record"]], () => recordQuality(plan, { ...record, id }, asOf)),
  );
}

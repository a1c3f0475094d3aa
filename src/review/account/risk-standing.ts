/** The risk grade of an account, from its own behaviour and the host's evidence. */
import { assess } from "../../risk/index.js";
import type { Assessment, AssessmentPlan, EvidenceSet } from "../../risk/index.js";
import type { CalendarDate } from "../../values/calendar-date.js";
import { renaming } from "../within.js";
import type { Account } from "./facts.js";
import type { Finding } from "./finding.js";
import { known, unknown } from "./finding.js";

/**
 * An account's grade, where the evidence is enough for one. The host's evidence stands before
 * what the review itself knows.
 *
 * @internal
 */
export function riskStanding(
  plan: AssessmentPlan | null,
  account: Account,
  evidence: EvidenceSet,
  asOf: CalendarDate,
): Finding<Assessment> {
  if (plan === null) return unknown("not-in-policy", "assessment");
  const { reputation } = account;
  const found = renaming([["evidence.facts", "evidence"], ["items", "reputation"]], () =>
    assess(
      plan,
      {
        subject: { id: account.id, kind: "company" },
        facts: evidence,
        ...(reputation === undefined ? {} : { reputation }),
      },
      { asOf },
    ),
  );
  if (found.status === "graded") return known(found);
  const missing = found.subScores.filter((one) => one.coverage === 0).map((one) => one.id);
  return unknown("not-enough-facts", ...(missing.length === 0 ? ["evidence"] : missing));
}

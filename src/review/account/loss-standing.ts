/** What may be lost with an account: probability × loss given default × exposure. */
import { expectedLoss } from "../../risk/index.js";
import type { Assessment } from "../../risk/index.js";
import type { DecimalInput } from "../../values/decimal.js";
import type { Money } from "../../values/money.js";
import type { CreditStanding } from "./credit-standing.js";
import type { Finding } from "./finding.js";
import { known, unknown } from "./finding.js";

/**
 * What is assumed of losses, per grade.
 *
 * @since 0.1.0
 */
export interface LossPolicy {
  /** Probability of default within a year by grade, 0 to 1, each grade once. */
  readonly probabilities: readonly {
    readonly grade: string;
    readonly probability: DecimalInput;
  }[];
  /** Share of the exposure that is lost then, 0 to 1. */
  readonly lossGivenDefault: DecimalInput;
}

/**
 * The expected loss of an account with its factors.
 *
 * @since 0.1.0
 */
export interface LossStanding {
  readonly grade: string;
  readonly probability: DecimalInput;
  readonly lossGivenDefault: DecimalInput;
  readonly exposure: Money;
  /** The product, rounded to the minor unit half to even. */
  readonly expected: Money;
}

/** Expected loss where grade and exposure are known. @internal */
export function lossStanding(
  policy: LossPolicy | null,
  risk: Finding<Assessment>,
  credit: Finding<CreditStanding>,
): Finding<LossStanding> {
  if (policy === null) return unknown("not-in-policy", "loss");
  if (risk.state === "unknown" || credit.state === "unknown") {
    return unknown(
      "no-facts",
      ...(risk.state === "unknown" ? ["risk"] : []),
      ...(credit.state === "unknown" ? ["credit"] : []),
    );
  }
  const grade = risk.value.grade ?? "";
  const row = policy.probabilities.find((one) => one.grade === grade);
  if (row === undefined) return unknown("not-in-policy", `loss.probabilities of grade ${grade}`);
  const { probability } = row;
  const { lossGivenDefault } = policy;
  const exposure = credit.value.decision.exposure.total;
  const expected = expectedLoss({ probability, lossGivenDefault, exposure });
  return known({ grade, probability, lossGivenDefault, exposure, expected });
}

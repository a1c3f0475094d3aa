/** From an agreement to a plan: everything checked, periods and bands made ready. */
import { compileCondition } from "../conditions/index.js";
import type { CompiledCondition, Condition } from "../conditions/index.js";
import { compileScale } from "../scales/index.js";
import type { Scale, ScalePlan } from "../scales/index.js";
import { minorUnitsOf } from "../values/currency.js";
import { expectWholeDays } from "../values/duration.js";
import type { Duration } from "../values/duration.js";
import { IssueCollector } from "../values/errors.js";
import { period } from "../values/period.js";
import type { Period } from "../values/period.js";
import { expectIdentifier, expectRecord } from "../values/plain.js";
import { expectRoundingMode } from "../values/rounding.js";
import type { RoundingMode } from "../values/rounding.js";
import type { BonusAgreement } from "./model.js";

/**
 * An agreement ready to be applied. Opaque: store the {@link BonusAgreement}.
 *
 * @since 0.1.0
 */
export interface BonusPlan {
  readonly kind: "bonus-plan";
  readonly id: string;
  readonly currency: string;
  /** Minor units of the currency. @internal */
  readonly minorUnits: number;
  /** @internal */
  readonly valid: Period;
  /** @internal */
  readonly length: Duration;
  /** @internal */
  readonly scale: ScalePlan;
  /** @internal */
  readonly eligible: CompiledCondition | null;
  /** @internal */
  readonly rounding: RoundingMode;
}

const KEYS = ["id", "currency", "valid", "period", "scale", "eligible", "rounding"];

const FACTS = {
  id: "string",
  date: "date",
  article: "string",
  productGroup: "string",
  party: "string",
} as const;

function checkPeriod(value: unknown): void {
  period(value as Period, "valid");
}

/**
 * Checks an agreement whole and makes it ready; every issue is reported at once. O(bands).
 *
 * @throws ClienteleError with all issues: `money.currency`, `date.*`, `duration.*`, `scale.*`,
 * `rule.*`, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compileAgreement, earned } from "clientele/bonus";
 *
 * const plan = compileAgreement({
 *   id: "acme-2026",
 *   currency: "EUR",
 *   valid: { from: "2026-01-01", until: "2027-01-01" },
 *   scale: {
 *     kind: "graduated",
 *     bands: [{ from: 0, value: "0" }, { from: 50000, value: "0.02" }, { from: 100000, value: "0.04" }],
 *   },
 * });
 * const turnover = [{ id: "R-1", date: "2026-03-02", amount: { amount: "120000.00", currency: "EUR" } }];
 * // 2 % of the 50 000 in the second band, 4 % of the 20 000 in the third.
 * assert.equal(earned(plan, turnover, "2026-06-30").earned.amount, "1800.00");
 * ```
 * @since 0.1.0
 */
export function compileAgreement(agreement: BonusAgreement): BonusPlan {
  const issues = new IssueCollector();
  const record = expectRecord(agreement, "", KEYS);
  issues.attempt(() => expectIdentifier(record["id"], "id"));
  const minorUnits = issues.attempt(() => minorUnitsOf(record["currency"] as string)) ?? 0;
  issues.attempt(() => {
    checkPeriod(record["valid"]);
  });
  const length = (record["period"] ?? "P1Y") as Duration;
  issues.attempt(() => expectWholeDays(length, "period"));
  const scale = issues.attempt(() => compileScale(record["scale"] as Scale, "scale"));
  const eligible =
    record["eligible"] === undefined
      ? null
      : issues.attempt(() =>
          compileCondition(record["eligible"] as Condition, { facts: FACTS, path: "eligible" }),
        );
  const rounding = issues.attempt(() =>
    expectRoundingMode(record["rounding"] ?? "halfEven", "rounding"),
  );
  issues.throwIfAny();
  return {
    kind: "bonus-plan",
    id: agreement.id,
    currency: agreement.currency,
    minorUnits,
    valid: agreement.valid,
    length,
    scale: scale ?? compileScale(agreement.scale, "scale"),
    eligible: eligible ?? null,
    rounding: rounding ?? "halfEven",
  };
}

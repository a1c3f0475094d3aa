/** The check that a value is a compiled agreement. */
import { fail } from "../values/errors.js";
import { isRecord } from "../values/plain.js";

/** Demands what `compileAgreement` made: an agreement itself is none (`schema.type`). @internal */
export function expectPlan(value: unknown): void {
  if (!isRecord(value) || value["kind"] !== "bonus-plan" || !Array.isArray(value["schedules"])) {
    fail("schema.type", "plan", "an agreement compiled by compileAgreement", value);
  }
}

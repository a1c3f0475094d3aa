/** The agreement of an account among those of the policy: its own, or the first. */
import { fail } from "../../values/errors.js";
import { expectIdentifier } from "../../values/plain.js";
import { unknown } from "./finding.js";
import type { Unknown } from "./finding.js";

/** Compiled agreements of one kind by id, in the order of the policy. @internal */
export type Agreements<Plan> = ReadonlyMap<string, Plan>;

/** Demands the id of an agreement of the policy, or null (`review.agreement`). @internal */
export function readAgreement(value: unknown, path: string, agreements: Agreements<unknown>): void {
  if (value === undefined || value === null) return;
  const id = expectIdentifier(value, path);
  if (!agreements.has(id)) fail("review.agreement", path, "an agreement of the policy", id);
}

/** The plan that holds for an account, or why there is none. @internal */
export function agreementOf<Plan>(
  agreements: Agreements<Plan>,
  own: string | null | undefined,
  part: "bonus" | "loyalty",
): Plan | Unknown {
  const [first] = agreements.values();
  if (first === undefined) return unknown("not-in-policy", part);
  if (own === null) return unknown("not-applicable", part);
  return own === undefined ? first : (agreements.get(own) ?? unknown("not-in-policy", part));
}

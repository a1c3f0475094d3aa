/**
 * Natural persons: what may be used of them, and until when. An allow-list, because a list of
 * what is forbidden is never complete.
 */
import { fromDayNumber, toDayNumber } from "../../values/calendar-date.js";
import { fail } from "../../values/errors.js";
import {
  at,
  atIndex,
  compareText,
  expectArray,
  expectIdentifier,
  expectRecord,
} from "../../values/plain.js";
import type { Evidence } from "../evidence.js";
import type { AssessmentEvidence, PeoplePolicy } from "./model.js";
import type { ReputationItem } from "./reputation.js";

/** Evidence that may be used, and what must be erased when. @internal */
export interface Permitted {
  readonly evidence: ReadonlyMap<string, Evidence>;
  readonly reputation: readonly ReputationItem[];
  readonly retention: readonly { readonly fact: string; readonly eraseOn: string }[];
  readonly ended: readonly string[];
}

/** Under which name opinions stand on an allow-list. */
const REPUTATION = "reputation";

function retentionOf(policy: PeoplePolicy, fact: string, path: string): number {
  const entry = policy.allowed.find((one) => one.fact === fact);
  if (entry === undefined) {
    fail("risk.characteristic_not_allowed", path, "a fact on the allow-list for people", fact);
  }
  return entry.retentionDays;
}

/** Holds the evidence of a natural person to the allow-list. @internal */
export function permit(
  policy: PeoplePolicy | undefined,
  given: {
    readonly evidence: ReadonlyMap<string, Evidence>;
    readonly reputation: AssessmentEvidence["reputation"];
    readonly asOf: string;
  },
): Permitted {
  if (policy === undefined) {
    fail("risk.people_policy", "people", "a policy for natural persons", undefined);
  }
  const evidence = new Map<string, Evidence>();
  const retention: { fact: string; eraseOn: string }[] = [];
  const ended: string[] = [];
  for (const [fact, one] of given.evidence) {
    const days = retentionOf(policy, fact, at("evidence.facts", fact));
    if (one.state !== "present") {
      evidence.set(fact, one);
      continue;
    }
    const eraseOn = fromDayNumber(toDayNumber(one.asOf) + days);
    retention.push({ fact, eraseOn });
    if (eraseOn > given.asOf) evidence.set(fact, one);
    else {
      ended.push(fact);
      evidence.set(fact, { state: "missing", reason: "retention ended" });
    }
  }
  const items = given.reputation ?? [];
  expectArray(items, "evidence.reputation", 100_000).forEach((item, index) => {
    const path = atIndex("evidence.reputation", index);
    expectIdentifier(expectRecord(item, path)["id"], at(path, "id"));
  });
  const reputation: ReputationItem[] = [];
  if (items.length > 0) {
    const days = retentionOf(policy, REPUTATION, "evidence.reputation");
    for (const item of items) {
      const fact = `${REPUTATION}:${item.id}`;
      const eraseOn = fromDayNumber(toDayNumber(item.on, "evidence.reputation.on") + days);
      retention.push({ fact, eraseOn });
      if (eraseOn > given.asOf) reputation.push(item);
      else ended.push(fact);
    }
  }
  retention.sort((a, b) => compareText(a.eraseOn, b.eraseOn) || compareText(a.fact, b.fact));
  return { evidence, reputation, retention, ended: ended.sort(compareText) };
}

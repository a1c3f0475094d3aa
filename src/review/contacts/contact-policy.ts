/** From a contact policy to a plan: every part of it checked and compiled once. */
import { compileCondition } from "../../conditions/index.js";
import type { CompiledCondition, Condition, FactTypes } from "../../conditions/index.js";
import { factTypeNames } from "../../conditions/read-clause.js";
import { compileBusinessCalendar } from "../../values/business-days.js";
import type { BusinessCalendar, BusinessCalendarPlan } from "../../values/business-days.js";
import { expectWholeDays, parseDuration } from "../../values/duration.js";
import type { Duration } from "../../values/duration.js";
import { fail, IssueCollector } from "../../values/errors.js";
import { expectPeriod } from "../../values/expect-period.js";
import type { Period } from "../../values/period.js";
import {
  at,
  atIndex,
  expectGiven,
  expectIdentifier,
  expectInteger,
  expectArray,
  expectOneOf,
  expectRecord,
  orUsual,
} from "../../values/plain.js";
import type { ContactPolicy } from "./model.js";
import { readQuietPeriods } from "./quiet-periods.js";
import type { QuietDays } from "./quiet-periods.js";

/**
 * Facts that the conditions of a contact policy may speak of, with their types. A fact that an
 * account lacks is missing: a condition that needs it does not hold.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compileCondition } from "clientele/conditions";
 * import { contactFacts } from "clientele/review";
 *
 * const key = compileCondition(
 *   { fact: "class", operator: "equal", value: "A" },
 *   { facts: contactFacts },
 * );
 * assert.ok(key.holds({ class: "A", channel: "visit" }));
 * ```
 * @since 0.1.0
 */
export const contactFacts: FactTypes = {
  account: "string",
  class: "string",
  state: "string",
  segment: "string",
  manager: "string",
  channel: "string",
  daysSinceContact: "number",
  daysSinceAnswer: "number",
};

/** @internal */
export interface CadencePlan {
  readonly id: string;
  readonly when: CompiledCondition | null;
  readonly every: Duration | null;
  /** Whether only contacts by the same channel begin the wait anew. */
  readonly isByChannel: boolean;
}

/** @internal */
export interface CampaignPlan {
  readonly id: string;
  readonly when: CompiledCondition;
  readonly channel: string | null;
  readonly period: Period;
  readonly articles: readonly string[];
  readonly minimumGap: Duration | null;
}

/**
 * A contact policy ready to be applied. Opaque: store the {@link ContactPolicy}.
 *
 * @since 0.1.0
 */
export interface CompiledContactPolicy {
  readonly kind: "contact-policy-plan";
  readonly id: string;
  /** @internal */
  readonly channels: readonly string[];
  /** @internal */
  readonly consentNotNeeded: ReadonlySet<string>;
  /** @internal */
  readonly cadences: readonly CadencePlan[];
  /** Rank by class. @internal */
  readonly classes: ReadonlyMap<string, number>;
  /** @internal */
  readonly blockedStates: ReadonlySet<string>;
  /** @internal */
  readonly counts: "made" | "answered";
  /** @internal */
  readonly quiet: QuietDays;
  /** @internal */
  readonly calendar: BusinessCalendarPlan;
  /** @internal */
  readonly capacityPerDay: number | null;
  /** @internal */
  readonly campaigns: readonly CampaignPlan[];
  /** @internal */
  readonly campaignCap: { readonly count: number; readonly within: Duration } | null;
}

const KEYS = [
  "id",
  "channels",
  "consentNotNeeded",
  "cadences",
  "classes",
  "blockedStates",
  "counts",
  "quietPeriods",
  "calendar",
  "capacityPerDay",
  "campaigns",
  "campaignCap",
  "facts",
];
const RULES_MAX = 10_000;
const NAMES_MAX = 1_000;
const CAMPAIGN_KEYS = ["id", "when", "channel", "period", "articles", "minimumGap"];

function readNames(value: unknown, path: string, countMin = 0): readonly string[] {
  const names = expectArray(value, path, NAMES_MAX).map((name, index) =>
    expectIdentifier(name, atIndex(path, index))
  );
  if (names.length < countMin) fail("review.empty", path, "at least one", names);
  const seen = new Set<string>();
  names.forEach((name, index) => {
    if (seen.has(name))
      fail("review.duplicate_id", atIndex(path, index), "a name of its own", name);
    seen.add(name);
  });
  return names;
}

/** A wait as a duration: days are written as one. */
function readWait(value: unknown, path: string, daysMin: number): Duration {
  if (typeof value === "number") {
    return `P${String(expectInteger(value, path, daysMin, 36_500))}D`;
  }
  if (daysMin > 0) expectWholeDays(value as Duration, path);
  const { months, days, milliseconds } = parseDuration(value as Duration, path);
  if (milliseconds !== 0 || months < 0 || days < 0) {
    fail("duration.range", path, "whole days, none below zero", value);
  }
  return value as Duration;
}

/** The facts that conditions may speak of: ours, and the host's under other names. */
function readFacts(value: unknown, issues: IssueCollector): FactTypes {
  if (value === undefined) return contactFacts;
  const record = issues.attempt(() => expectRecord(value, "facts")) ?? {};
  for (const name of Object.keys(record)) {
    issues.attempt(() => expectOneOf(record[name], at("facts", name), factTypeNames));
    const [first = ""] = name.split(".", 1);
    if (!Object.hasOwn(contactFacts, first)) continue;
    issues.add("review.fact_name", at("facts", name), "a name that no fact of ours has", name);
  }
  return { ...(record as FactTypes), ...contactFacts };
}

class PolicyReader {
  readonly #issues: IssueCollector;
  readonly #facts: FactTypes;
  readonly #channels: ReadonlySet<string>;
  readonly #ids: Set<string> = new Set();

  constructor(issues: IssueCollector, facts: FactTypes, channels: readonly string[]) {
    this.#issues = issues;
    this.#facts = facts;
    this.#channels = new Set(channels);
  }

  #readId(value: unknown, path: string): string {
    const id = this.#issues.attempt(() => expectIdentifier(value, path)) ?? "";
    if (this.#ids.has(id)) this.#issues.add("review.duplicate_id", path, "an id of its own", id);
    this.#ids.add(id);
    return id;
  }

  #readWhen(value: unknown, path: string): CompiledCondition | undefined {
    const options = { facts: this.#facts, path };
    return this.#issues.attempt(() => compileCondition(value as Condition, options));
  }

  readCadence(value: unknown, path: string): CadencePlan | undefined {
    const issues = this.#issues;
    const record = issues.attempt(() => expectRecord(value, path, ["id", "when", "every"]));
    if (record === undefined) return undefined;
    const id = this.#readId(record["id"], at(path, "id"));
    const given = record["when"];
    const when = given === undefined ? null : this.#readWhen(given, at(path, "when"));
    const every =
      record["every"] === null
        ? null
        : issues.attempt(() => readWait(record["every"], at(path, "every"), 1));
    if (when === undefined || every === undefined) return undefined;
    const isByChannel = when?.factsUsed.includes("channel") ?? false;
    return { id, when, every, isByChannel };
  }

  readCampaign(value: unknown, path: string): CampaignPlan | undefined {
    const issues = this.#issues;
    const record = issues.attempt(() => expectRecord(value, path, CAMPAIGN_KEYS));
    if (record === undefined) return undefined;
    const id = this.#readId(record["id"], at(path, "id"));
    const when = this.#readWhen(record["when"], at(path, "when"));
    const channel = record["channel"];
    if (channel !== undefined && !this.#channels.has(channel as string)) {
      issues.add("review.unknown_channel", at(path, "channel"), "a channel of the policy", channel);
    }
    issues.attempt(() => expectPeriod(record["period"], at(path, "period")));
    const articles =
      issues.attempt(() => readNames(orUsual(record["articles"], []), at(path, "articles"))) ?? [];
    const wait = record["minimumGap"];
    const minimumGap =
      wait === undefined ? null : issues.attempt(() => readWait(wait, at(path, "minimumGap"), 0));
    if (when === undefined || minimumGap === undefined) return undefined;
    return {
      id,
      when,
      channel: (channel ?? null) as string | null,
      period: record["period"] as Period,
      articles,
      minimumGap,
    };
  }

  readList<T>(
    value: unknown,
    path: string,
    read: (item: unknown, path: string) => T | undefined
  ): readonly T[] {
    this.#ids.clear();
    const list = this.#issues.attempt(() => expectArray(value, path, RULES_MAX)) ?? [];
    return list.flatMap((item, index) => read(item, atIndex(path, index)) ?? []);
  }
}

function readCap(value: unknown): CompiledContactPolicy["campaignCap"] {
  if (value === undefined) return null;
  const record = expectRecord(value, "campaignCap", ["count", "within"]);
  return {
    count: expectInteger(record["count"], "campaignCap.count", 0, 10_000),
    within: readWait(record["within"], "campaignCap.within", 1),
  };
}

/**
 * Checks a contact policy whole and compiles it, for many plans; every issue is reported at
 * once, with its path.
 *
 * @throws ClienteleError with all issues: `review.empty`, `review.duplicate_id`,
 * `review.unknown_channel`, `review.fact_name`, `rule.*`, `duration.*`, `date.*`, `calendar.*`,
 * `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compileContactPolicy, contactPlan } from "clientele/review";
 *
 * const plan = compileContactPolicy({
 *   id: "contacts",
 *   channels: ["phone"],
 *   consentNotNeeded: ["phone"],
 *   cadences: [{ id: "monthly", every: "P1M" }],
 * });
 * const { contacts } = contactPlan(plan, [{ id: "acme" }], "2026-11-23");
 * assert.equal(contacts[0]?.state, "due");
 * assert.throws(
 *   () => compileContactPolicy({ id: "contacts", channels: [], cadences: [] }),
 *   { code: "review.empty", path: "channels" },
 * );
 * ```
 * @since 0.1.0
 */
export function compileContactPolicy(policy: ContactPolicy): CompiledContactPolicy {
  const issues = new IssueCollector();
  const record = expectRecord(policy, "", KEYS);
  issues.attempt(() => expectIdentifier(record["id"], "id"));
  const names = (key: string, countMin = 0): readonly string[] =>
    issues.attempt(() => readNames(orUsual(record[key], []), key, countMin)) ?? [];
  const channels = names("channels", 1);
  const reader = new PolicyReader(issues, readFacts(record["facts"], issues), channels);
  const cadences = reader.readList(record["cadences"], "cadences", (item, path) =>
    reader.readCadence(item, path)
  );
  const campaigns = reader.readList(orUsual(record["campaigns"], []), "campaigns", (item, path) =>
    reader.readCampaign(item, path)
  );
  const blocked = record["blockedStates"] === undefined ? ["blocked"] : names("blockedStates");
  const counts = issues.attempt(() =>
    expectOneOf(orUsual(record["counts"], "made"), "counts", ["made", "answered"])
  );
  const quiet = issues.attempt(() => readQuietPeriods(record["quietPeriods"], "quietPeriods"));
  const calendar = issues.attempt(() =>
    compileBusinessCalendar(orUsual(record["calendar"], {}) as BusinessCalendar)
  );
  const capacity = record["capacityPerDay"];
  if (capacity !== undefined) {
    issues.attempt(() => expectInteger(capacity, "capacityPerDay", 1, 10_000_000));
  }
  const cap = issues.attempt(() => readCap(record["campaignCap"]));
  const free = names("consentNotNeeded");
  const classes = names("classes");
  issues.throwIfAny();
  return {
    kind: "contact-policy-plan",
    id: policy.id,
    channels,
    consentNotNeeded: new Set(free),
    cadences,
    classes: new Map(classes.map((name, index) => [name, index])),
    blockedStates: new Set(blocked),
    counts: counts ?? "made",
    quiet: quiet ?? [],
    calendar: calendar ?? compileBusinessCalendar({}),
    capacityPerDay: (capacity ?? null) as number | null,
    campaigns,
    campaignCap: cap ?? null,
  };
}

/** The plan of a policy, or a plan as it is. @internal */
export function contactPolicyOf(
  policy: ContactPolicy | CompiledContactPolicy
): CompiledContactPolicy {
  expectGiven(policy, "policy");
  const isPlan =
    "kind" in policy && policy.kind === "contact-policy-plan" && "blockedStates" in policy;
  return isPlan ? policy : compileContactPolicy(policy as ContactPolicy);
}

/** From an agreement to a plan: everything checked, periods and bands made ready. */
import type { CompiledCondition } from "../conditions/index.js";
import { minorUnitsOf } from "../values/currency.js";
import { expectWholeDays } from "../values/duration.js";
import type { Duration } from "../values/duration.js";
import { IssueCollector } from "../values/errors.js";
import { invariant } from "../values/invariant.js";
import { period } from "../values/period.js";
import type { Period } from "../values/period.js";
import {
  at,
  atIndex,
  expectArray,
  expectIdentifier,
  expectOneOf,
  expectRecord,
  expectString,
} from "../values/plain.js";
import type { UnknownRecord } from "../values/plain.js";
import { expectRoundingMode } from "../values/rounding.js";
import type { BonusAgreement, BonusPeriods } from "./model.js";
import { readPeriods } from "./periods.js";
import type { BonusPlan, PreconditionPlan, SchedulePlan } from "./plan.js";
import { readPrecondition } from "./read-precondition.js";
import { readSchedule } from "./read-schedule.js";
import {
  readAmount,
  readConversions,
  readEligible,
  readHierarchy,
  readLimits,
  readParties,
  readPayout,
  readShare,
} from "./read-terms.js";

const KEYS = [
  "id",
  "currency",
  "valid",
  "period",
  "parties",
  "eligible",
  "productHierarchy",
  "schedules",
  "combine",
  "limits",
  "preconditions",
  "commitment",
  "returns",
  "closing",
  "interimShare",
  "clawBack",
  "payout",
  "conversions",
  "rounding",
];
const SCHEDULES_MAX = 100;
const CODE_LENGTH_MAX = 16;

function readPeriod(value: unknown): BonusPeriods {
  if (value === undefined) return { kind: "contract", length: "P1Y" };
  if (typeof value !== "string") return readPeriods(value, "period");
  expectWholeDays(value, "period");
  return { kind: "contract", length: value };
}

function readCurrency(value: unknown): number {
  return minorUnitsOf(expectString(value, "currency", CODE_LENGTH_MAX));
}

function readCommitment(value: unknown, minorUnits: number): BonusPlan["commitment"] {
  if (value === undefined) return null;
  const record = expectRecord(value, "commitment", ["turnover", "otherwise"]);
  const units = readAmount(record["turnover"], minorUnits, "commitment.turnover");
  const path = "commitment.otherwise";
  const otherwise = expectRecord(record["otherwise"], path, ["kind", "rate"]);
  const kind = expectOneOf(otherwise["kind"], at(path, "kind"), ["forfeit", "charge"]);
  if (kind === "charge") return { units, charge: readShare(otherwise["rate"], at(path, "rate")) };
  expectRecord(otherwise, path, ["kind"]);
  return { units, charge: null };
}

function readClosing(value: unknown): BonusPlan["closing"] {
  if (value === undefined) return null;
  const record = expectRecord(value, "closing", ["after", "late"]);
  const after = record["after"] as Duration;
  if (after !== "P0D") expectWholeDays(after, "closing.after");
  return { after, late: expectOneOf(record["late"], "closing.late", ["exclude", "whenKnown"]) };
}

/** A list whose items have ids of their own; the issues of all of them are collected. */
function readList<T extends { readonly id: string }>(
  value: unknown,
  key: string,
  issues: IssueCollector,
  read: (item: unknown, path: string) => T,
): readonly T[] {
  const list = issues.attempt(() => expectArray(value, key, SCHEDULES_MAX)) ?? [];
  const seen = new Set<string>();
  return list.flatMap((item, index) => {
    const path = atIndex(key, index);
    const one = issues.attempt(() => read(item, path));
    if (one === undefined) return [];
    if (seen.has(one.id))
      issues.add("bonus.duplicate_id", at(path, "id"), "an id of its own", one.id);
    seen.add(one.id);
    return [one];
  });
}

/** Schedules that reduce the base of each other count on the same turnover. */
function checkCombine(
  plan: Pick<BonusPlan, "combine" | "schedules">,
  issues: IssueCollector,
): void {
  const [first] = plan.schedules;
  if (plan.combine !== "reduceBase" || first === undefined) return;
  plan.schedules.forEach((one, index) => {
    const isFit =
      one.measure.kind === "gauge" &&
      one.measure.of.kind === first.measure.of.kind &&
      (one.on.kind === "netTurnover" || one.on.kind === "listTurnover") &&
      one.isOnMeasure &&
      one.windowSteps === 1 &&
      one.eligibleKey === first.eligibleKey &&
      JSON.stringify(one.every) === JSON.stringify(first.every);
    if (!isFit) {
      const expected = "schedules on the same lines, turnover and stretches";
      issues.add("bonus.combine", atIndex("schedules", index), expected, plan.combine);
    }
  });
}

function conditionsOf({ eligible, measure }: SchedulePlan): readonly (CompiledCondition | null)[] {
  return measure.kind === "share" ? [eligible, measure.part] : [eligible];
}

type Lists = Pick<BonusPlan, "schedules" | "preconditions" | "minorUnits">;

function readTerms(
  record: UnknownRecord,
  minorUnits: number,
): Omit<BonusPlan, "kind" | "id" | "currency" | "valid" | "asksForGroups" | keyof Lists> {
  const eligible = readEligible(record["eligible"], "eligible");
  const currency = record["currency"] as string;
  const { interimShare } = record;
  return {
    periods: readPeriod(record["period"]),
    parties: readParties(record["parties"]),
    eligible,
    ancestors: readHierarchy(record["productHierarchy"]),
    combine: expectOneOf(record["combine"] ?? "add", "combine", ["add", "best", "reduceBase"]),
    limits: readLimits(record["limits"], minorUnits, "limits"),
    commitment: readCommitment(record["commitment"], minorUnits),
    returns: expectOneOf(record["returns"] ?? "ofReturn", "returns", ["ofReturn", "ofSale"]),
    closing: readClosing(record["closing"]),
    interimShare: readShare(interimShare ?? "1", "interimShare"),
    clawBack: expectOneOf(record["clawBack"] ?? "recover", "clawBack", [
      "recover",
      "carryForward",
      "forgive",
    ]),
    payout: readPayout(record["payout"], { currency, minorUnits }),
    conversions: readConversions(record["conversions"]),
    rounding: expectRoundingMode(record["rounding"] ?? "halfEven", "rounding"),
  };
}

/** The parts that stand alone, each read in turn so that the issues of all are found. */
function attemptTerms(
  record: UnknownRecord,
  minorUnits: number,
  issues: IssueCollector,
): ReturnType<typeof readTerms> | undefined {
  for (const key of KEYS.slice(3)) {
    if (record[key] === undefined || key === "schedules" || key === "preconditions") continue;
    const only = { currency: record["currency"], [key]: record[key] };
    issues.attempt(() => readTerms(only, minorUnits));
  }
  return issues.issues.length > 0 ? undefined : readTerms(record, minorUnits);
}

/**
 * Checks an agreement whole and makes it ready; every issue is reported at once. O(bands).
 *
 * @throws ClienteleError with all issues: `money.currency`, `date.*`, `duration.*`, `scale.*`,
 * `rule.*`, `schema.*`, `bonus.no_schedules`, `bonus.duplicate_id`, `bonus.graduated_base`,
 * `bonus.negative_band`, `bonus.combine`, `bonus.periods_overlap`, `bonus.rolling`,
 * `bonus.reference`, `bonus.shares`, `bonus.share`, `bonus.amount`, `bonus.limits`,
 * `bonus.hierarchy_cycle`, `bonus.assortment`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compileAgreement, earned } from "clientele/bonus";
 *
 * const plan = compileAgreement({
 *   id: "acme-2026",
 *   currency: "EUR",
 *   valid: { from: "2026-01-01", until: "2027-01-01" },
 *   schedules: [
 *     {
 *       id: "turnover",
 *       scale: {
 *         kind: "graduated",
 *         bands: [{ from: 0, value: "0" }, { from: 50000, value: "0.02" }, { from: 100000, value: "0.04" }],
 *       },
 *     },
 *   ],
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
  const minorUnits = issues.attempt(() => readCurrency(record["currency"])) ?? 0;
  issues.attempt(() => period(record["valid"] as Period, "valid"));
  const schedules = readList(record["schedules"], "schedules", issues, (item, path): SchedulePlan =>
    readSchedule(item, minorUnits, path),
  );
  if (Array.isArray(record["schedules"]) && record["schedules"].length === 0) {
    issues.add("bonus.no_schedules", "schedules", "at least one schedule", []);
  }
  const preconditions = readList(
    record["preconditions"] ?? [],
    "preconditions",
    issues,
    (item, path): PreconditionPlan => readPrecondition(item, minorUnits, path),
  );
  const terms = attemptTerms(record, minorUnits, issues);
  if (terms !== undefined) checkCombine({ combine: terms.combine, schedules }, issues);
  issues.throwIfAny();
  invariant(terms !== undefined, "terms without an issue were read");
  const { id, currency, valid } = agreement;
  const asksForGroups = [terms.eligible, ...schedules.flatMap(conditionsOf)].some(
    (one) => one?.factsUsed.includes("productGroups") === true,
  );
  const own = { id, currency, minorUnits, valid, schedules, preconditions, asksForGroups };
  return { kind: "bonus-plan", ...own, ...terms };
}

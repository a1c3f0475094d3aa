/** Earning rules, read once: conditions compiled, awards as formulas, issues all reported. */
import { compileUnknownCondition } from "../conditions/index.js";
import type { CompiledCondition } from "../conditions/index.js";
import { compileScale } from "../scales/index.js";
import type { Scale } from "../scales/index.js";
import { fail, IssueCollector } from "../values/errors.js";
import {
  at,
  expectBoolean,
  expectIdentifier,
  expectInteger,
  expectOneOf,
  expectRecord,
  expectString,
} from "../values/plain.js";
import { expectRoundingMode } from "../values/rounding.js";
import { scaledFrom, signOf, unitsAt } from "../values/scaled.js";
import type { Scaled } from "../values/scaled.js";
import { planAward } from "./award.js";
import type { AwardPlan } from "./award.js";
import { expectDuration } from "./clock.js";
import type { Award, TimesLimit } from "./programme-model.js";
import type { DurationParts } from "../values/duration.js";

/** An activation ready to be applied. @internal */
export type ActivationPlan =
  | { readonly kind: "atOnce" }
  | { readonly kind: "delay"; readonly after: DurationParts }
  | { readonly kind: "event"; readonly event: string };

/** An earning rule ready to be applied. @internal */
export interface RulePlan {
  readonly id: string;
  readonly wallet: string;
  /** Null for purchases. */
  readonly activity: string | null;
  readonly when: CompiledCondition | null;
  readonly lines: CompiledCondition | null;
  readonly award: AwardPlan;
  /** Minor units. */
  readonly minimumAmount: number;
  readonly activation: ActivationPlan;
  readonly group: string | null;
  readonly isMultiplied: boolean;
  readonly limit: TimesLimit | null;
  readonly nthOrder: number | null;
  readonly streak: { readonly unit: "week" | "month" | "quarter"; readonly length: number } | null;
  readonly challenge: ChallengePlan | null;
  readonly partner: string | null;
}

/** A goal of a unit; spend in minor units. @internal */
export interface ChallengePlan {
  readonly unit: "week" | "month" | "quarter" | "year";
  readonly orders: number | null;
  readonly spend: number | null;
}

/** Demands a whole number of points, 0 to 2⁵³ − 1 (`loyalty.points`). @internal */
export function expectPointCount(value: unknown, path: string, min = 0): number {
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < min) {
    fail("loyalty.points", path, `an integer from ${String(min)}, below 2^53`, value);
  }
  return value === 0 ? 0 : value;
}

/** Demands a decimal above zero (`loyalty.not_positive`). @internal */
export function expectPositive(value: unknown, path: string): Scaled {
  const found = scaledFrom(value, "loyalty", path);
  if (signOf(found) <= 0) fail("loyalty.not_positive", path, "a decimal above zero", value);
  return found;
}

/** Demands an amount of zero or more with at most the currency's decimals. @internal */
export function expectAmount(value: unknown, path: string, scale: number): number {
  const found = scaledFrom(value, "money", path);
  if (signOf(found) < 0) fail("loyalty.amount", path, "an amount of zero or more", value);
  if (found.scale > scale) fail("money.scale", path, `at most ${String(scale)} decimals`, value);
  const units = unitsAt(found, scale);
  if (typeof units !== "number") fail("loyalty.overflow", path, "minor units within 2^53", value);
  return units;
}

/** Reads an award. @internal */
export function readAward(value: unknown, path: string): Award {
  const record = expectRecord(value, path);
  const kind = expectOneOf(record["kind"], at(path, "kind"), [
    "perAmount",
    "perUnit",
    "fixed",
    "scale",
  ]);
  const rounding = (): ReturnType<typeof expectRoundingMode> =>
    expectRoundingMode(record["rounding"], at(path, "rounding"));
  const decimal = (key: string): string => {
    expectPositive(record[key], at(path, key));
    return String(record[key]);
  };
  switch (kind) {
    case "fixed":
      expectRecord(value, path, ["kind", "points"]);
      return { kind, points: expectPointCount(record["points"], at(path, "points"), 1) };
    case "perAmount":
      expectRecord(value, path, ["kind", "points", "per", "rounding"]);
      return { kind, points: decimal("points"), per: decimal("per"), rounding: rounding() };
    case "perUnit":
      expectRecord(value, path, ["kind", "points", "rounding"]);
      return { kind, points: decimal("points"), rounding: rounding() };
    case "scale": {
      expectRecord(value, path, ["kind", "scale", "base", "rounding"]);
      compileScale(record["scale"] as Scale, at(path, "scale"));
      const base = expectOneOf(record["base"], at(path, "base"), ["amount", "quantity"]);
      return { kind, scale: record["scale"] as Scale, base, rounding: rounding() };
    }
  }
}

/** Reads an activation. @internal */
export function readActivation(value: unknown, path: string): ActivationPlan {
  if (value === undefined) return { kind: "atOnce" };
  const record = expectRecord(value, path);
  const kind = expectOneOf(record["kind"], at(path, "kind"), ["atOnce", "delay", "event"]);
  if (kind === "delay") {
    expectRecord(value, path, ["kind", "after"]);
    return { kind, after: expectDuration(record["after"], at(path, "after"), true) };
  }
  if (kind === "event") {
    expectRecord(value, path, ["kind", "event"]);
    return { kind, event: expectIdentifier(record["event"], at(path, "event")) };
  }
  expectRecord(value, path, ["kind"]);
  return { kind };
}

/** Reads a condition where there is one. @internal */
export function readWhen(value: unknown, path: string): CompiledCondition | null {
  return value === undefined ? null : compileUnknownCondition(value, { path });
}

const KEYS = [
  "id",
  "wallet",
  "on",
  "when",
  "lines",
  "award",
  "minimumAmount",
  "activation",
  "group",
  "isMultiplied",
  "limit",
  "nthOrder",
  "streak",
  "challenge",
  "partner",
];

const LIMIT_UNITS = ["day", "week", "month", "quarter", "year", "ever"] as const;
const COUNT_MAX = 1_000_000;

/** Reads a limit of times where there is one. @internal */
export function readTimesLimit(value: unknown, path: string): TimesLimit | null {
  if (value === undefined) return null;
  const record = expectRecord(value, path, ["times", "per"]);
  return {
    times: expectInteger(record["times"], at(path, "times"), 1, COUNT_MAX),
    per: expectOneOf(record["per"], at(path, "per"), LIMIT_UNITS),
  };
}

function readNth(value: unknown, path: string): number | null {
  if (value === undefined) return null;
  const record = expectRecord(value, path, ["every"]);
  return expectInteger(record["every"], at(path, "every"), 1, COUNT_MAX);
}

function readStreak(value: unknown, path: string): RulePlan["streak"] {
  if (value === undefined) return null;
  const record = expectRecord(value, path, ["unit", "length"]);
  return {
    unit: expectOneOf(record["unit"], at(path, "unit"), ["week", "month", "quarter"]),
    length: expectInteger(record["length"], at(path, "length"), 2, 1_000),
  };
}

function readChallenge(value: unknown, path: string, amountScale: number): ChallengePlan | null {
  if (value === undefined) return null;
  const record = expectRecord(value, path, ["unit", "orders", "spend"]);
  const { orders, spend } = record;
  if ((orders === undefined) === (spend === undefined)) {
    fail("loyalty.challenge", path, "a goal in orders or in spend", value);
  }
  return {
    unit: expectOneOf(record["unit"], at(path, "unit"), ["week", "month", "quarter", "year"]),
    orders: orders === undefined ? null : expectInteger(orders, at(path, "orders"), 1, COUNT_MAX),
    spend: spend === undefined ? null : expectAmount(spend, at(path, "spend"), amountScale),
  };
}

function readActivity(value: unknown, path: string): string | null {
  if (value === undefined) return null;
  return expectIdentifier(
    expectRecord(value, path, ["activity"])["activity"],
    at(path, "activity"),
  );
}

/** Reads an earning rule. @internal */
export function readRule(value: unknown, path: string, amountScale: number): RulePlan {
  const issues = new IssueCollector();
  const record = expectRecord(value, path, KEYS);
  const read = <T>(key: string, reader: (given: unknown, place: string) => T): T | undefined =>
    issues.attempt(() => reader(record[key], at(path, key)));
  const rule = {
    id: read("id", expectIdentifier) ?? "",
    wallet: read("wallet", expectIdentifier) ?? "",
    activity: read("on", readActivity) ?? null,
    when: read("when", readWhen) ?? null,
    lines: read("lines", readWhen) ?? null,
    minimumAmount:
      read("minimumAmount", (given, place) => expectAmount(given ?? 0, place, amountScale)) ?? 0,
    activation: read("activation", readActivation) ?? { kind: "atOnce" },
    group:
      read("group", (given, place) => (given === undefined ? null : expectString(given, place))) ??
      null,
    limit: read("limit", readTimesLimit) ?? null,
    nthOrder: read("nthOrder", readNth) ?? null,
    streak: read("streak", readStreak) ?? null,
    challenge:
      read("challenge", (given, place) => readChallenge(given, place, amountScale)) ?? null,
    partner:
      read("partner", (given, place) =>
        given === undefined ? null : expectIdentifier(given, place),
      ) ?? null,
  };
  const award = read("award", readAward);
  const isFixed = award?.kind === "fixed";
  const isMultiplied = read("isMultiplied", (given, place) =>
    expectBoolean(given ?? !isFixed, place),
  );
  issues.throwIfAny();
  if (award === undefined)
    return fail("schema.type", at(path, "award"), "an award", record["award"]);
  return { ...rule, award: planAward(award, amountScale), isMultiplied: isMultiplied ?? false };
}

/** When points expire: the rule read once, and the instant by month arithmetic on the anchor. */
import type { DurationParts } from "../values/duration.js";
import { at, expectInteger, expectOneOf, expectRecord } from "../values/plain.js";
import { expectDate } from "../values/expect-date.js";
import { dayNumberOf } from "../values/civil-date.js";
import {
  addToDay,
  addToInstant,
  dayAt,
  expectDuration,
  firstDayOfUnit,
  lastDayOfUnit,
  startOfDay,
} from "./clock.js";
import type { ClockPlan } from "./clock.js";
import type { ExpiryEnd } from "./programme-model.js";

/** An expiry rule ready to be applied. @internal */
export type ExpiryPlan =
  | { readonly kind: "never" }
  | { readonly kind: "rolling" | "sliding"; readonly after: DurationParts; readonly end: ExpiryEnd }
  | { readonly kind: "fixed"; readonly lastDay: number }
  | {
      readonly kind: "calendar";
      readonly unit: "month" | "quarter" | "year";
      readonly plus: number;
    };

const ENDS = ["instant", "day", "month", "quarter", "year"] as const;
const KINDS = ["never", "rolling", "fixed", "calendar", "sliding"] as const;
const PLUS_MAX = 1_200;

/** Reads an expiry rule: `schema.*`, `duration.*`, `loyalty.duration`, `date.*`. @internal */
export function readExpiry(value: unknown, path: string): ExpiryPlan {
  const record = expectRecord(value, path);
  const kind = expectOneOf(record["kind"], at(path, "kind"), KINDS);
  switch (kind) {
    case "never":
      expectRecord(value, path, ["kind"]);
      return { kind };
    case "fixed":
      expectRecord(value, path, ["kind", "lastDay"]);
      return { kind, lastDay: dayNumberOf(expectDate(record["lastDay"], at(path, "lastDay"))) };
    case "calendar":
      expectRecord(value, path, ["kind", "unit", "plus"]);
      return {
        kind,
        unit: expectOneOf(record["unit"], at(path, "unit"), ["month", "quarter", "year"]),
        plus: expectInteger(record["plus"] ?? 0, at(path, "plus"), 0, PLUS_MAX),
      };
    default: {
      expectRecord(value, path, ["kind", "after", "end"]);
      const end = expectOneOf(record["end"] ?? "day", at(path, "end"), ENDS);
      const after = expectDuration(record["after"], at(path, "after"), end === "instant");
      return { kind, after, end };
    }
  }
}

/** The instant from which points anchored at another are expired; null for never. @internal */
export function expiresAt(clock: ClockPlan, rule: ExpiryPlan, anchor: string): string | null {
  switch (rule.kind) {
    case "never":
      return null;
    case "fixed":
      return startOfDay(clock, rule.lastDay + 1);
    case "calendar": {
      const months = { month: 1, quarter: 3, year: 12 }[rule.unit] * rule.plus;
      const first = firstDayOfUnit(rule.unit, dayAt(clock, anchor));
      const moved = addToDay(first, { months, days: 0, milliseconds: 0 });
      return startOfDay(clock, lastDayOfUnit(rule.unit, moved) + 1);
    }
    default: {
      if (rule.end === "instant") return addToInstant(clock, anchor, rule.after);
      const last = addToDay(dayAt(clock, anchor), rule.after);
      const rounded = rule.end === "day" ? last : lastDayOfUnit(rule.end, last);
      return startOfDay(clock, rounded + 1);
    }
  }
}

/** Tiers, read once: levels in order, windows and durations as parts. */
import { IssueCollector } from "../values/errors.js";
import {
  at,
  atIndex,
  expectArray,
  expectIdentifier,
  expectInteger,
  expectOneOf,
  expectRecord,
  expectString,
} from "../values/plain.js";
import type { DurationParts } from "../values/duration.js";
import { ratioOf } from "./award.js";
import type { Ratio } from "./award.js";
import { expectDuration } from "./clock.js";
import { expectPointCount, expectPositive } from "./read-earning.js";

/** A level ready to be compared. @internal */
export interface LevelPlan {
  readonly id: string;
  readonly from: number;
  readonly keepFrom: number;
  readonly multiplier: Ratio;
  readonly benefits: readonly string[];
}

/** A window ready to be measured. @internal */
export type WindowPlan =
  | { readonly kind: "lifetime" }
  | { readonly kind: "calendar"; readonly unit: "month" | "quarter" | "year" }
  | { readonly kind: "rolling" | "anniversary"; readonly length: DurationParts };

/** Tiers ready to be decided. @internal */
export interface TiersPlan {
  readonly metric: "credits" | "spend" | "orders" | "score" | "balance";
  readonly wallet: string | null;
  readonly weights: { readonly credits: number; readonly spend: number; readonly orders: number };
  readonly window: WindowPlan;
  readonly levels: readonly LevelPlan[];
  readonly upgrade: "atOnce" | "periodEnd";
  /** Null where a tier is looked at again at each command. */
  readonly validity: { readonly periods: number } | { readonly lasting: DurationParts } | null;
  readonly grace: DurationParts | null;
  readonly downgrade: "full" | "oneStep" | "never";
}

const LEVELS_MAX = 100;
const WEIGHT_MAX = 1_000_000;
const KEYS = ["metric", "window", "levels", "upgrade", "validity", "grace", "downgrade"];

function readLevel(value: unknown, path: string): LevelPlan {
  const record = expectRecord(value, path, ["id", "from", "keepFrom", "multiplier", "benefits"]);
  const from = expectPointCount(record["from"], at(path, "from"));
  const place = at(path, "benefits");
  return {
    id: expectIdentifier(record["id"], at(path, "id")),
    from,
    keepFrom: expectInteger(record["keepFrom"] ?? from, at(path, "keepFrom"), 0, from),
    multiplier: ratioOf(expectPositive(record["multiplier"] ?? 1, at(path, "multiplier"))),
    benefits: expectArray(record["benefits"] ?? [], place, 1_000).map((one, index) =>
      expectString(one, atIndex(place, index)),
    ),
  };
}

function readLevels(value: unknown, path: string): readonly LevelPlan[] {
  const issues = new IssueCollector();
  const levels = expectArray(value, path, LEVELS_MAX).map((level, index) =>
    issues.attempt(() => readLevel(level, atIndex(path, index))),
  );
  const seen = new Set<string>();
  levels.forEach((level, index) => {
    if (level === undefined) return;
    const place = atIndex(path, index);
    const before = levels[index - 1];
    if (index === 0 && level.from !== 0) {
      issues.add("loyalty.tier_order", at(place, "from"), "0 for the first level", level.from);
    } else if (before !== undefined && before.from >= level.from) {
      issues.add(
        "loyalty.tier_order",
        at(place, "from"),
        `more than ${String(before.from)}`,
        level.from,
      );
    }
    if (seen.has(level.id))
      issues.add("loyalty.duplicate_id", at(place, "id"), "an id of its own", level.id);
    seen.add(level.id);
  });
  if (levels.length === 0) issues.add("loyalty.no_tiers", path, "at least one level", value);
  issues.throwIfAny();
  return levels.filter((level) => level !== undefined);
}

function readWindow(value: unknown, path: string): WindowPlan {
  const record = expectRecord(value, path, ["kind", "unit", "length"]);
  const kind = expectOneOf(record["kind"], at(path, "kind"), [
    "lifetime",
    "calendar",
    "rolling",
    "anniversary",
  ]);
  if (kind === "lifetime") return { kind };
  if (kind === "calendar") {
    return {
      kind,
      unit: expectOneOf(record["unit"], at(path, "unit"), ["month", "quarter", "year"]),
    };
  }
  return { kind, length: expectDuration(record["length"], at(path, "length")) };
}

type MetricPlan = Pick<TiersPlan, "metric" | "wallet" | "weights">;

function readMetric(value: unknown, path: string): MetricPlan {
  const record = expectRecord(value, path, ["kind", "wallet", "weights"]);
  const metric = expectOneOf(record["kind"], at(path, "kind"), [
    "credits",
    "spend",
    "orders",
    "score",
    "balance",
  ]);
  const isWallet = metric === "credits" || metric === "balance" || metric === "score";
  const wallet = isWallet ? expectIdentifier(record["wallet"], at(path, "wallet")) : null;
  const place = at(path, "weights");
  const weights =
    metric === "score"
      ? expectRecord(record["weights"], place, ["credits", "spend", "orders"])
      : {};
  const weight = (key: string, usual: number): number =>
    metric === "score" ? expectInteger(weights[key], at(place, key), 0, WEIGHT_MAX) : usual;
  return {
    metric,
    wallet,
    weights: {
      credits: weight("credits", metric === "credits" ? 1 : 0),
      spend: weight("spend", metric === "spend" ? 1 : 0),
      orders: weight("orders", metric === "orders" ? 1 : 0),
    },
  };
}

function readValidity(value: unknown, path: string): TiersPlan["validity"] {
  if (value === undefined) return null;
  const record = expectRecord(value, path, ["periods", "lasting"]);
  if (record["lasting"] !== undefined) {
    expectRecord(value, path, ["lasting"]);
    return { lasting: expectDuration(record["lasting"], at(path, "lasting")) };
  }
  return { periods: expectInteger(record["periods"], at(path, "periods"), 0, 100) };
}

/** Reads the tiers of a programme: `loyalty.tier_order` for thresholds out of order. @internal */
export function readTiers(value: unknown, path: string): TiersPlan {
  const issues = new IssueCollector();
  const record = expectRecord(value, path, KEYS);
  const read = <T>(key: string, reader: (given: unknown, place: string) => T): T | undefined =>
    issues.attempt(() => reader(record[key], at(path, key)));
  const metric = read("metric", readMetric);
  const window = read("window", readWindow);
  const levels = read("levels", readLevels);
  const upgrade = read("upgrade", (given, place) =>
    expectOneOf(given ?? "atOnce", place, ["atOnce", "periodEnd"]),
  );
  const validity = read("validity", readValidity);
  const grace = read("grace", (given, place) =>
    given === undefined ? null : expectDuration(given, place),
  );
  const downgrade = read("downgrade", (given, place) =>
    expectOneOf(given ?? "full", place, ["full", "oneStep", "never"]),
  );
  const isPeriodic = window?.kind === "calendar" || window?.kind === "anniversary";
  if (
    !isPeriodic &&
    (upgrade === "periodEnd" ||
      (validity !== null && validity !== undefined && "periods" in validity))
  ) {
    issues.add(
      "loyalty.tier_window",
      at(path, "window"),
      "a calendar or anniversary window",
      record["window"],
    );
  }
  issues.throwIfAny();
  return {
    ...(metric as MetricPlan),
    window: window ?? { kind: "lifetime" },
    levels: levels ?? [],
    upgrade: upgrade ?? "atOnce",
    validity: validity ?? null,
    grace: grace ?? null,
    downgrade: downgrade ?? "full",
  };
}

/** From a scorecard document to a plan: every bin, gap and overlap is checked before use. */
import { IssueCollector } from "../../values/errors.js";
import {
  at,
  atIndex,
  expectArray,
  expectFinite,
  expectIdentifier,
  expectInteger,
  expectOneOf,
  expectRecord,
  expectString,
} from "../../values/plain.js";
import type { UnknownRecord } from "../../values/plain.js";
import { expectFactName } from "../evidence.js";
import type { Scorecard } from "./model.js";

/** A characteristic as arrays, for one account or for columns. @internal */
export interface CompiledCharacteristic {
  readonly id: string;
  readonly fact: string;
  readonly isNumeric: boolean;
  /** Lower bounds of the bins after the first. */
  readonly bounds: Float64Array;
  /** Points by slot: bins, then special bins, then other, then missing. */
  readonly points: Float64Array;
  /** Points lost by slot against the reference of the reason method. */
  readonly shortfalls: Float64Array;
  readonly bins: number;
  /** Slot of a special value. */
  readonly special: ReadonlyMap<number, number>;
  /** Slot of a category. */
  readonly categories: ReadonlyMap<string, number>;
  readonly otherSlot: number;
  readonly missingSlot: number;
}

/**
 * A scorecard, read once and ready to score. Not data: keep the document.
 *
 * @since 0.1.0
 */
export interface ScorecardPlan {
  readonly kind: "scorecard-plan";
  readonly card: { readonly id: string; readonly version: string };
  readonly basePoints: number;
  readonly reasonCount: number;
  /** Opaque. */
  readonly characteristics: readonly CompiledCharacteristic[];
  /** Lowest and highest score that the card can give. */
  readonly range: { readonly min: number; readonly max: number };
}

const CHARACTERISTICS_MAX = 1000;
const BINS_MAX = 1000;
const POINTS_MAX = 1e9;

function expectPoints(value: unknown, path: string, issues: IssueCollector): number {
  const points = issues.attempt(() => expectFinite(value, path)) ?? 0;
  if (Math.abs(points) > POINTS_MAX) issues.add("schema.range", path, "points up to 1e9", points);
  return points;
}

function boundOf(value: unknown, path: string, issues: IssueCollector): number | null {
  if (value === null) return null;
  return issues.attempt(() => expectFinite(value, path)) ?? 0;
}

interface ReadBins {
  readonly bounds: number[];
  readonly points: number[];
}

/** Numeric bins: from −∞ to ∞, ascending, each beginning where the one before ends. */
function readNumericBins(value: unknown, path: string, issues: IssueCollector): ReadBins {
  const bounds: number[] = [];
  const points: number[] = [];
  const list = expectArray(value, path, BINS_MAX);
  let end: number | null = null;
  list.forEach((item, index) => {
    const binPath = atIndex(path, index);
    const bin = issues.attempt(() => expectRecord(item, binPath, ["from", "until", "points"]));
    if (bin === undefined) return;
    points.push(expectPoints(bin["points"], at(binPath, "points"), issues));
    const from = boundOf(bin["from"], at(binPath, "from"), issues);
    const until = boundOf(bin["until"], at(binPath, "until"), issues);
    const fromPath = at(binPath, "from");
    if (index === 0) {
      if (from !== null) issues.add("risk.bin_gap", fromPath, "null, for unbounded", from);
    } else if (from === null || end === null || from < end) {
      issues.add("risk.bin_overlap", fromPath, `the end of the bin before, ${String(end)}`, from);
    } else if (from > end) {
      issues.add("risk.bin_gap", fromPath, `the end of the bin before, ${String(end)}`, from);
    }
    if (from !== null && until !== null && until <= from) {
      issues.add("risk.bin_empty", at(binPath, "until"), `above ${String(from)}`, until);
    }
    if (from !== null) bounds.push(from);
    end = until;
  });
  if (list.length === 0) issues.add("risk.bin_gap", path, "at least one bin", 0);
  else if (end !== null) {
    issues.add(
      "risk.bin_gap",
      at(atIndex(path, list.length - 1), "until"),
      "null, for unbounded",
      end,
    );
  }
  return { bounds, points };
}

function readSpecial(
  value: unknown,
  path: string,
  context: { readonly issues: IssueCollector; readonly slots: number[] },
): Map<number, number> {
  const special = new Map<number, number>();
  const { issues, slots } = context;
  if (value === undefined) return special;
  expectArray(value, path, BINS_MAX).forEach((item, index) => {
    const binPath = atIndex(path, index);
    const bin = issues.attempt(() => expectRecord(item, binPath, ["values", "points"]));
    if (bin === undefined) return;
    const slot = slots.length;
    slots.push(expectPoints(bin["points"], at(binPath, "points"), issues));
    const values = issues.attempt(() =>
      expectArray(bin["values"], at(binPath, "values"), BINS_MAX),
    );
    (values ?? []).forEach((code, position) => {
      const codePath = atIndex(at(binPath, "values"), position);
      const number = issues.attempt(() => expectFinite(code, codePath));
      if (number === undefined) return;
      if (special.has(number))
        issues.add("risk.bin_overlap", codePath, "a value of its own", number);
      special.set(number, slot);
    });
  });
  return special;
}

function readCategories(
  value: unknown,
  path: string,
  context: { readonly issues: IssueCollector; readonly slots: number[] },
): Map<string, number> {
  const categories = new Map<string, number>();
  const { issues, slots } = context;
  expectArray(value, path, BINS_MAX).forEach((item, index) => {
    const binPath = atIndex(path, index);
    const bin = issues.attempt(() => expectRecord(item, binPath, ["categories", "points"]));
    if (bin === undefined) return;
    const slot = slots.length;
    slots.push(expectPoints(bin["points"], at(binPath, "points"), issues));
    const names = issues.attempt(() =>
      expectArray(bin["categories"], at(binPath, "categories"), 10_000),
    );
    (names ?? []).forEach((name, position) => {
      const namePath = atIndex(at(binPath, "categories"), position);
      const text = issues.attempt(() => expectString(name, namePath, 256));
      if (text === undefined) return;
      if (categories.has(text))
        issues.add("risk.bin_overlap", namePath, "a category of its own", text);
      categories.set(text, slot);
    });
  });
  return categories;
}

const baseKeys = ["id", "fact", "kind", "bins", "missing", "averagePoints"];

function pointsOf(
  record: UnknownRecord,
  key: string,
  path: string,
  issues: IssueCollector,
): number {
  const keyPath = at(path, key);
  const part = issues.attempt(() => expectRecord(record[key], keyPath, ["points"]));
  return part === undefined ? 0 : expectPoints(part["points"], at(keyPath, "points"), issues);
}

function readCharacteristic(
  item: unknown,
  path: string,
  context: { readonly issues: IssueCollector; readonly method: string },
): CompiledCharacteristic | undefined {
  const { issues, method } = context;
  const record = issues.attempt(() => expectRecord(item, path, [...baseKeys, "special", "other"]));
  if (record === undefined) return undefined;
  const id = issues.attempt(() => expectIdentifier(record["id"], at(path, "id"))) ?? "";
  const fact = issues.attempt(() => expectFactName(record["fact"], at(path, "fact"))) ?? "";
  const kinds = ["numeric", "category"] as const;
  const kind = issues.attempt(() => expectOneOf(record["kind"], at(path, "kind"), kinds));
  if (kind === undefined) return undefined;
  const isNumeric = kind === "numeric";
  const unwanted = isNumeric ? "other" : "special";
  if (record[unwanted] !== undefined) {
    issues.add("schema.unknown_key", at(path, unwanted), `nothing for ${kind}`, unwanted);
  }
  const slots: number[] = [];
  let bounds: number[] = [];
  let special = new Map<number, number>();
  let categories = new Map<string, number>();
  const binsPath = at(path, "bins");
  issues.attempt(() => {
    if (isNumeric) {
      const read = readNumericBins(record["bins"], binsPath, issues);
      slots.push(...read.points);
      bounds = read.bounds;
    } else {
      categories = readCategories(record["bins"], binsPath, { issues, slots });
    }
  });
  const bins = slots.length;
  issues.attempt(() => {
    if (isNumeric) special = readSpecial(record["special"], at(path, "special"), { issues, slots });
  });
  const otherSlot = slots.length;
  if (!isNumeric) slots.push(pointsOf(record, "other", path, issues));
  const missingSlot = slots.length;
  slots.push(pointsOf(record, "missing", path, issues));
  const reference = referenceOf(record, path, { slots, method, issues });
  return {
    id,
    fact,
    isNumeric,
    bounds: Float64Array.from(bounds),
    points: Float64Array.from(slots),
    shortfalls: Float64Array.from(slots, (points) => reference - points),
    bins,
    special,
    categories,
    otherSlot,
    missingSlot,
  };
}

function referenceOf(
  record: UnknownRecord,
  path: string,
  context: {
    readonly slots: readonly number[];
    readonly method: string;
    readonly issues: IssueCollector;
  },
): number {
  const { slots, method, issues } = context;
  if (method === "below-average") {
    return expectPoints(record["averagePoints"], at(path, "averagePoints"), issues);
  }
  let best = -Infinity;
  for (const points of slots) if (points > best) best = points;
  return best;
}

/**
 * Compiles a scorecard; the whole document is checked and every issue thrown at once:
 * `risk.bin_gap`, `risk.bin_overlap`, `risk.bin_empty`, `risk.duplicate_id`,
 * `schema.*`, `limits.*`. O(bins).
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compileScorecard, score } from "clientele/risk";
 *
 * const card = compileScorecard({
 *   id: "trade", version: "1", basePoints: 100,
 *   reasons: { method: "below-maximum", count: 4 },
 *   characteristics: [
 *     {
 *       id: "age", fact: "companyAgeYears", kind: "numeric", missing: { points: 5 },
 *       bins: [{ from: null, until: 2, points: 0 }, { from: 2, until: null, points: 30 }],
 *     },
 *   ],
 * });
 * assert.deepEqual(card.range, { min: 100, max: 130 });
 * assert.equal(score(card, { companyAgeYears: 1 }).score, 100);
 * ```
 * @since 0.1.0
 */
export function compileScorecard(scorecard: Scorecard): ScorecardPlan {
  const issues = new IssueCollector();
  const keys = ["id", "version", "basePoints", "characteristics", "reasons"];
  const record = expectRecord(scorecard, "", keys);
  const id = issues.attempt(() => expectIdentifier(record["id"], "id")) ?? "";
  const version = issues.attempt(() => expectString(record["version"], "version", 64)) ?? "";
  const basePoints = expectPoints(record["basePoints"], "basePoints", issues);
  const reasons = expectRecord(record["reasons"], "reasons", ["method", "count"]);
  const methods = ["below-maximum", "below-average"] as const;
  const method =
    issues.attempt(() => expectOneOf(reasons["method"], "reasons.method", methods)) ?? methods[0];
  const reasonCount =
    issues.attempt(() => expectInteger(reasons["count"], "reasons.count", 1, 8)) ?? 4;
  const list = expectArray(record["characteristics"], "characteristics", CHARACTERISTICS_MAX);
  const characteristics: CompiledCharacteristic[] = [];
  const seen = new Set<string>();
  list.forEach((item, index) => {
    const path = atIndex("characteristics", index);
    const compiled = readCharacteristic(item, path, { issues, method });
    if (compiled === undefined) return;
    if (seen.has(compiled.id))
      issues.add("risk.duplicate_id", at(path, "id"), "an id of its own", compiled.id);
    seen.add(compiled.id);
    characteristics.push(compiled);
  });
  issues.throwIfAny();
  let [min, max] = [basePoints, basePoints];
  for (const { points } of characteristics) {
    const sorted = points.slice().sort();
    min += sorted[0] ?? 0;
    max += sorted[sorted.length - 1] ?? 0;
  }
  const card = { id, version };
  return {
    kind: "scorecard-plan",
    card,
    basePoints,
    reasonCount,
    characteristics,
    range: { min, max },
  };
}

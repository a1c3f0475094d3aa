/**
 * ABC classes: the few accounts that make most of the turnover (Pareto).
 *
 * Not here: how concentrated the whole is (`concentration.ts`).
 */
import type { DecimalInput, DecimalText } from "../../values/decimal.js";
import { toDecimalText } from "../../values/decimal.js";
import { fail } from "../../values/errors.js";
import { itemAt } from "../../values/invariant.js";
import {
  at,
  atIndex,
  compareText,
  expectArray,
  expectOneOf,
  expectRecord,
} from "../../values/plain.js";
import {
  addScaled,
  compareScaled,
  multiplyScaled,
  scaledFrom,
  scaledZero,
  signOf,
} from "../../values/scaled.js";
import type { Scaled } from "../../values/scaled.js";
import { readValues } from "../read-values.js";
import type { ReadValue } from "../read-values.js";

/** A class of importance. @since 0.1.0 */
export type AbcClass = "A" | "B" | "C";

/** What is to be classified: an id and a value, such as the turnover of an account. @since 0.1.0 */
export interface ValueOf {
  readonly id: string;
  readonly value: DecimalInput;
}

/**
 * What becomes of the item that crosses a cut, as both conventions are in use.
 *
 * - `crossing-in`: it belongs to the higher class. An item is A while the share of all *before*
 *   it is below the cut, so that A reaches the cut.
 * - `crossing-out`: it belongs to the lower class. An item is A while the share of all up to and
 *   with it is at most the cut, so that A never exceeds the cut. One item that is larger than the
 *   cut leaves A empty.
 *
 * They agree where a cumulative share falls exactly on the cut: that item is the last of A.
 *
 * @since 0.1.0
 */
export type AbcRule = "crossing-in" | "crossing-out";

/**
 * Where the classes end.
 *
 * @since 0.1.0
 */
export interface AbcOptions {
  /** Shares of the total, above 0 and rising, at which A and B end; `["0.8", "0.95"]` unless named. */
  readonly cuts?: readonly [DecimalInput, DecimalInput];
  /** Where the item that crosses a cut belongs; `crossing-in` unless named. */
  readonly rule?: AbcRule;
}

/** One item with its class. @since 0.1.0 */
export interface AbcRow {
  readonly id: string;
  readonly class: AbcClass;
  /** 1 for the largest; items of one value take their ranks by id. */
  readonly rank: number;
  readonly value: DecimalText;
  /** Share of the total, 0 to 1. */
  readonly share: number;
  /** Share of the total of this item and all before it, 0 to 1. */
  readonly cumulativeShare: number;
}

/** One class as a whole. @since 0.1.0 */
export interface AbcClassSummary {
  readonly class: AbcClass;
  readonly count: number;
  readonly value: DecimalText;
  readonly share: number;
}

/** Items by rank, and the classes as a whole. @since 0.1.0 */
export interface AbcTable {
  /** Sum of the values above zero. */
  readonly total: DecimalText;
  readonly classes: readonly [AbcClassSummary, AbcClassSummary, AbcClassSummary];
  readonly rows: readonly AbcRow[];
}

const NAMES: readonly AbcClass[] = ["A", "B", "C"];
const RULES: readonly AbcRule[] = ["crossing-in", "crossing-out"];

/** Options, read once. @internal */
export interface AbcPlan {
  readonly cuts: readonly [Scaled, Scaled];
  readonly rule: AbcRule;
}

/** Reads the options under a path (`scoring.cuts`). @internal */
export function readAbcOptions(options: unknown, root: string): AbcPlan {
  const record = expectRecord(options, root, ["cuts", "rule"]);
  const path = at(root, "cuts");
  const cuts = expectArray(record["cuts"] ?? ["0.8", "0.95"], path, 2);
  const [a, b] = [0, 1].map((index) => scaledFrom(cuts[index], "scoring", atIndex(path, index)));
  const rule = expectOneOf(record["rule"] ?? "crossing-in", at(root, "rule"), RULES);
  if (
    a === undefined ||
    b === undefined ||
    signOf(a) <= 0 ||
    compareScaled(a, b) >= 0 ||
    compareScaled(b, { units: 1, scale: 0 }) > 0
  ) {
    return fail("scoring.cuts", path, "two shares, above 0 and rising, at most 1", record["cuts"]);
  }
  return { cuts: [a, b], rule };
}

/** part ÷ total, 0 to 1; 0 of nothing. @internal */
export function shareOf(part: Scaled, total: Scaled): number {
  if (signOf(total) === 0) return 0;
  const scale = Math.max(part.scale, total.scale);
  const units = (value: Scaled): number => Number(value.units) * 10 ** (scale - value.scale);
  return Math.min(1, Math.max(0, units(part) / units(total)));
}

/**
 * Classifies by value, the largest first. An item is A while the share of all *before* it is
 * below the first cut, so that the item which crosses the cut is still A; then B by the second
 * cut; then C. With the rule `crossing-out`, the item that crosses goes to the lower class.
 * Compared exactly: 800 of 1 000 is not below `0.8`. Items of value zero or below are C and add
 * nothing to the total.
 *
 * O(n log n), some 200 bytes an item; up to sixteen million items, and more as columns.
 *
 * @throws ClienteleError `scoring.cuts`, `scoring.duplicate_id`, `scoring.*` for a value that is
 * no decimal, `decimal.overflow` for a sum of more than 34 digits, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { abc } from "clientele/scoring";
 *
 * const values = [
 *   { id: "acme", value: "500" },
 *   { id: "bolt", value: "350" },
 *   { id: "cask", value: "100" },
 *   { id: "dune", value: "50" },
 * ];
 * assert.deepEqual(abc(values).rows.map((row) => row.class), ["A", "A", "B", "C"]);
 * const strict = abc(values, { rule: "crossing-out" });
 * assert.deepEqual(strict.rows.map((row) => row.class), ["A", "B", "B", "C"]);
 * ```
 * @since 0.1.0
 */
export function abc(values: readonly ValueOf[], options: AbcOptions = {}): AbcTable {
  const plan = readAbcOptions(options, "options");
  return classify(readValues(values, "values"), plan);
}

/** Classifies values that are read; sorts the list given. @internal */
export function classify(items: ReadValue[], { cuts, rule }: AbcPlan): AbcTable {
  items.sort(byValue);
  let total = scaledZero;
  for (const item of items) if (signOf(item.exact) > 0) total = addScaled(total, item.exact);
  const ends = cuts.map((cut) => multiplyScaled(total, cut));
  const placeAt = (before: Scaled, after: Scaled): number => {
    const place = ends.findIndex((end) =>
      rule === "crossing-in" ? compareScaled(before, end) < 0 : compareScaled(after, end) <= 0,
    );
    return place < 0 ? 2 : place;
  };
  const sums = [scaledZero, scaledZero, scaledZero];
  const counts = [0, 0, 0];
  let before = scaledZero;
  const rows = items.map((item, index): AbcRow => {
    const isPositive = signOf(item.exact) > 0;
    const after = isPositive ? addScaled(before, item.exact) : before;
    const place = isPositive ? placeAt(before, after) : 2;
    before = after;
    sums[place] = addScaled(itemAt(sums, place), item.exact);
    counts[place] = itemAt(counts, place) + 1;
    return {
      id: item.id,
      class: itemAt(NAMES, place),
      rank: index + 1,
      value: toDecimalText(item.exact),
      share: isPositive ? shareOf(item.exact, total) : 0,
      cumulativeShare: shareOf(before, total),
    };
  });
  const summary = (place: number): AbcClassSummary => ({
    class: itemAt(NAMES, place),
    count: itemAt(counts, place),
    value: toDecimalText(itemAt(sums, place)),
    share: shareOf(itemAt(sums, place), total),
  });
  return { total: toDecimalText(total), classes: [summary(0), summary(1), summary(2)], rows };
}

function byValue(a: ReadValue, b: ReadValue): number {
  return compareScaled(b.exact, a.exact) || compareText(a.id, b.id);
}

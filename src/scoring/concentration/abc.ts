/**
 * ABC classes: the few accounts that make most of the turnover (Pareto).
 *
 * Not here: how concentrated the whole is (`concentration.ts`).
 */
import type { DecimalInput, DecimalText } from "../../values/decimal.js";
import { toDecimalText } from "../../values/decimal.js";
import { fail } from "../../values/errors.js";
import { itemAt } from "../../values/invariant.js";
import { at, atIndex, compareText, expectArray, expectRecord } from "../../values/plain.js";
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
 * Where the classes end.
 *
 * @since 0.1.0
 */
export interface AbcOptions {
  /** Shares of the total, above 0 and rising, at which A and B end; `["0.8", "0.95"]` unless named. */
  readonly cuts?: readonly [DecimalInput, DecimalInput];
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

function readCuts(options: AbcOptions): readonly [Scaled, Scaled] {
  const record = expectRecord(options, "options", ["cuts"]);
  const path = at("options", "cuts");
  const cuts = expectArray(record["cuts"] ?? ["0.8", "0.95"], path, 2);
  const [a, b] = [0, 1].map((index) => scaledFrom(cuts[index], "scoring", atIndex(path, index)));
  if (
    a === undefined ||
    b === undefined ||
    signOf(a) <= 0 ||
    compareScaled(a, b) >= 0 ||
    compareScaled(b, { units: 1, scale: 0 }) > 0
  ) {
    return fail("scoring.cuts", path, "two shares, above 0 and rising, at most 1", options.cuts);
  }
  return [a, b];
}

function shareOf(part: Scaled, total: Scaled): number {
  if (signOf(total) === 0) return 0;
  const scale = Math.max(part.scale, total.scale);
  const units = (value: Scaled): number => Number(value.units) * 10 ** (scale - value.scale);
  return Math.min(1, Math.max(0, units(part) / units(total)));
}

/**
 * Classifies by value, the largest first. An item is A while the share of all *before* it is
 * below the first cut, so that the item which crosses the cut is still A; then B by the second
 * cut; then C. Compared exactly: 800 of 1 000 is not below `0.8`. Items of value zero or below
 * are C and add nothing to the total.
 *
 * O(n log n).
 *
 * @throws ClienteleError `scoring.cuts`, `scoring.duplicate_id`, `scoring.*` for a value that is
 * no decimal, `schema.*`, `limits.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { abc } from "clientele/scoring";
 *
 * const { rows } = abc([
 *   { id: "acme", value: "500" },
 *   { id: "bolt", value: "300" },
 *   { id: "cask", value: "150" },
 *   { id: "dune", value: "50" },
 * ]);
 * assert.deepEqual(rows.map((row) => row.class), ["A", "A", "B", "C"]);
 * ```
 * @since 0.1.0
 */
export function abc(values: readonly ValueOf[], options: AbcOptions = {}): AbcTable {
  const [cutA, cutB] = readCuts(options);
  const items = readValues(values, "values").sort(byValue);
  let total = scaledZero;
  for (const item of items) if (signOf(item.exact) > 0) total = addScaled(total, item.exact);
  const [endA, endB] = [multiplyScaled(total, cutA), multiplyScaled(total, cutB)];
  const sums = [scaledZero, scaledZero, scaledZero];
  const counts = [0, 0, 0];
  let before = scaledZero;
  const rows = items.map((item, index): AbcRow => {
    const isPositive = signOf(item.exact) > 0;
    const place = !isPositive
      ? 2
      : compareScaled(before, endA) < 0
        ? 0
        : compareScaled(before, endB) < 0
          ? 1
          : 2;
    if (isPositive) before = addScaled(before, item.exact);
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

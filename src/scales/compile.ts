/** From a scale document to sorted bands with exact integers. */
import { IssueCollector } from "../values/errors.js";
import { at, atIndex, expectArray, expectOneOf, expectRecord } from "../values/plain.js";
import { addIntegers, compareIntegers, multiplyIntegers } from "../values/rounding.js";
import type { Integer } from "../values/rounding.js";
import { scaledFrom, signOf, unitsAt } from "../values/scaled.js";
import type { Scaled } from "../values/scaled.js";
import type { Scale, ScaleKind } from "./model.js";

/** Bands of one scale. */
const BANDS_MAX = 10_000;

/**
 * A scale ready to be applied. Opaque: store the {@link Scale}.
 *
 * @since 0.1.0
 */
export interface ScalePlan {
  readonly kind: ScaleKind;
  /** Lower bounds × 10^`baseScale`, ascending. @internal */
  readonly bounds: readonly Integer[];
  /** @internal */
  readonly baseScale: number;
  /** Values × 10^`valueScale`. @internal */
  readonly values: readonly Integer[];
  /** Fees × 10^`valueScale`; zero where there is none. @internal */
  readonly fees: readonly Integer[];
  /** Fees of each band and all below it. @internal */
  readonly feesUpTo: readonly Integer[];
  /** @internal */
  readonly valueScale: number;
  /** What is earned below each band by a graduated scale, × 10^(`baseScale` + `valueScale`). @internal */
  readonly below: readonly Integer[];
}

interface Band {
  readonly from: Scaled;
  readonly value: Scaled;
  readonly fee: Scaled;
}

/**
 * Checks a scale and makes it ready. O(n log n).
 *
 * @throws ClienteleError with every issue: `scale.duplicate_from` for two bands of one bound,
 * `scale.negative_from`, `scale.no_bands`, `scale.type` …, `schema.*`, `limits.too_many`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compileScale, evaluateScale } from "clientele/scales";
 *
 * const plan = compileScale({
 *   kind: "graduated",
 *   bands: [{ from: 0, value: "7" }, { from: 5, value: "6.5" }, { from: 10, value: "6" }],
 * });
 * assert.equal(evaluateScale(plan, { base: "25" }).amount, "157.5");
 * ```
 * @since 0.1.0
 */
export function compileScale(scale: Scale, path = ""): ScalePlan {
  const issues = new IssueCollector();
  const record = expectRecord(scale, path, ["kind", "bands"]);
  const readKind = (): ScaleKind =>
    expectOneOf(record["kind"], at(path, "kind"), ["allUnits", "graduated", "flat"]);
  issues.attempt(readKind);
  const place = at(path, "bands");
  const given = issues.attempt(() => expectArray(record["bands"], place, BANDS_MAX)) ?? [];
  if (given.length === 0) issues.add("scale.no_bands", place, "at least one band", record["bands"]);
  const bands = given.map((band, index) =>
    issues.attempt(() => readBand(band, atIndex(place, index))),
  );
  checkBounds(bands, place, issues);
  issues.throwIfAny();
  return tie(
    readKind(),
    bands.filter((band) => band !== undefined),
  );
}

function readBand(value: unknown, path: string): Band {
  const issues = new IssueCollector();
  const band = expectRecord(value, path, ["from", "value", "fee"]);
  const read = (key: string, given: unknown): Scaled =>
    issues.attempt(() => scaledFrom(given, "scale", at(path, key))) ?? { units: 0, scale: 0 };
  const from = read("from", band["from"]);
  if (signOf(from) < 0)
    issues.add("scale.negative_from", at(path, "from"), "a bound of zero or more", band["from"]);
  const result = { from, value: read("value", band["value"]), fee: read("fee", band["fee"] ?? 0) };
  issues.throwIfAny();
  return result;
}

function checkBounds(
  bands: readonly (Band | undefined)[],
  place: string,
  issues: IssueCollector,
): void {
  const baseScale = scaleOf(bands, "from");
  const seen = new Set<string>();
  bands.forEach((band, index) => {
    if (band === undefined) return;
    const key = String(unitsAt(band.from, baseScale));
    if (seen.has(key)) {
      issues.add(
        "scale.duplicate_from",
        at(atIndex(place, index), "from"),
        "a bound of its own",
        key,
      );
    }
    seen.add(key);
  });
}

function scaleOf(bands: readonly (Band | undefined)[], key: keyof Band): number {
  return bands.reduce((most, band) => Math.max(most, band?.[key].scale ?? 0), 0);
}

function tie(kind: ScaleKind, bands: readonly Band[]): ScalePlan {
  const baseScale = scaleOf(bands, "from");
  const valueScale = Math.max(scaleOf(bands, "value"), scaleOf(bands, "fee"));
  const rows = bands
    .map((band) => ({
      bound: unitsAt(band.from, baseScale),
      value: unitsAt(band.value, valueScale),
      fee: unitsAt(band.fee, valueScale),
    }))
    .sort((a, b) => compareIntegers(a.bound, b.bound));
  const below: Integer[] = [];
  const feesUpTo: Integer[] = [];
  let earned: Integer = 0;
  rows.forEach((row, index) => {
    const before = rows[index - 1];
    if (before !== undefined) {
      const width = addIntegers(row.bound, multiplyIntegers(before.bound, -1));
      earned = addIntegers(earned, multiplyIntegers(width, before.value));
    }
    below.push(earned);
    feesUpTo.push(addIntegers(feesUpTo.at(-1) ?? 0, row.fee));
  });
  return {
    kind,
    bounds: rows.map((row) => row.bound),
    baseScale,
    values: rows.map((row) => row.value),
    fees: rows.map((row) => row.fee),
    feesUpTo,
    valueScale,
    below,
  };
}

/** How concentration changed between two periods, and by whom. */
import { compareText } from "../../values/plain.js";
import { readValues } from "../read-values.js";
import { doubleOf } from "../segmentation/quantile-scores.js";
import type { ValueOf } from "./abc.js";
import { usualConcentration } from "./concentration.js";
import type { Concentration, NoConcentration } from "./concentration.js";
import { measureConcentration } from "./measure-concentration.js";

/** How much of the change of the index an account made. @since 0.1.0 */
export interface ConcentrationContribution {
  readonly id: string;
  /** Share of the total, 0 to 1; 0 where the account has none. */
  readonly shareBefore: number;
  readonly shareAfter: number;
  /** Points of the index: 10 000 × (square of the share after − of that before). */
  readonly hhi: number;
}

/** Differences, after − before. @since 0.1.0 */
export interface ConcentrationChange {
  readonly state: "known";
  readonly before: Concentration;
  readonly after: Concentration;
  readonly change: {
    readonly count: number;
    readonly top1: number;
    readonly top5: number;
    readonly hhi: number;
    readonly effectiveNumber: number;
    readonly gini: number;
    readonly theil: number;
  };
  /** All accounts of which the share changed, the largest contribution first, then by id. */
  readonly contributions: readonly ConcentrationContribution[];
}

/** A period without any value above zero. @since 0.1.0 */
export interface NoConcentrationChange {
  readonly state: "not-enough-data";
  readonly before: Concentration | NoConcentration;
  readonly after: Concentration | NoConcentration;
}

function measured(values: unknown, path: string): Concentration | NoConcentration {
  const read = readValues(values, path);
  return measureConcentration(
    Float64Array.from(read, (item) => doubleOf(item.exact)),
    usualConcentration,
  );
}

function sharesById(values: unknown, path: string): Map<string, number> {
  const read = readValues(values, path).map(({ id, exact }) => ({ id, value: doubleOf(exact) }));
  const above = read.filter(({ value }) => value > 0).sort((a, b) => a.value - b.value);
  const largest = above[above.length - 1]?.value ?? 1;
  let total = 0;
  for (const { value } of above) total += value / largest;
  return new Map(above.map(({ id, value }) => [id, value / largest / total]));
}

/**
 * What changed between two periods, and which accounts made it: their contributions to the
 * Herfindahl–Hirschman index sum to its change, up to the last bits of doubles. O(n log n).
 *
 * @throws ClienteleError as {@link concentration}
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { concentrationChange } from "clientele/scoring";
 *
 * const found = concentrationChange(
 *   [{ id: "acme", value: 50 }, { id: "bolt", value: 50 }],
 *   [{ id: "acme", value: 75 }, { id: "bolt", value: 25 }],
 * );
 * assert.ok(found.state === "known");
 * assert.equal(found.change.hhi, 1250);
 * assert.deepEqual(found.contributions.map(({ id, hhi }) => [id, hhi]), [
 *   ["acme", 3125],
 *   ["bolt", -1875],
 * ]);
 * ```
 * @since 0.1.0
 */
export function concentrationChange(
  before: readonly ValueOf[],
  after: readonly ValueOf[],
): ConcentrationChange | NoConcentrationChange {
  const [first, second] = [measured(before, "before"), measured(after, "after")];
  if (first.state !== "known" || second.state !== "known") {
    return { state: "not-enough-data", before: first, after: second };
  }
  return {
    state: "known",
    before: first,
    after: second,
    change: {
      count: second.count - first.count,
      top1: second.top[1] - first.top[1],
      top5: second.top[5] - first.top[5],
      hhi: second.hhi - first.hhi,
      effectiveNumber: second.effectiveNumber - first.effectiveNumber,
      gini: second.gini - first.gini,
      theil: second.theil - first.theil,
    },
    contributions: contributionsOf(sharesById(before, "before"), sharesById(after, "after")),
  };
}

function contributionsOf(
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
): readonly ConcentrationContribution[] {
  const ids = new Set([...before.keys(), ...after.keys()]);
  const found: ConcentrationContribution[] = [];
  for (const id of ids) {
    const [shareBefore, shareAfter] = [before.get(id) ?? 0, after.get(id) ?? 0];
    if (shareBefore === shareAfter) continue;
    // As a product: the difference of two squares would lose what they have in common.
    const hhi = 10_000 * (shareAfter - shareBefore) * (shareAfter + shareBefore);
    found.push({ id, shareBefore, shareAfter, hhi });
  }
  return found.sort((a, b) => Math.abs(b.hhi) - Math.abs(a.hhi) || compareText(a.id, b.id));
}

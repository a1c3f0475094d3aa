/** How long something lasts when part of it still lasts: the product-limit estimate. */
import {
  atIndex,
  expectArray,
  expectBoolean,
  expectFinite,
  expectRecord,
} from "../../values/plain.js";
import { fail } from "../../values/errors.js";
import { readingStored } from "../../values/stored.js";

/**
 * How long one case has lasted; `open` when it has not ended and was seen no further.
 *
 * @since 0.1.0
 */
export interface Spell {
  /** Zero or more, in any unit. */
  readonly time: number;
  readonly open: boolean;
}

/**
 * The curve at one time at which something ended.
 *
 * @since 0.1.0
 */
export interface SurvivalStep {
  readonly time: number;
  /** Cases that had lasted at least as long. */
  readonly atRisk: number;
  readonly ended: number;
  /** Share that lasts longer. */
  readonly survival: number;
  /** Greenwood's standard error of it. */
  readonly standardError: number;
}

/**
 * A survival curve.
 *
 * @since 0.1.0
 */
export interface SurvivalCurve {
  readonly cases: number;
  readonly ended: number;
  readonly steps: readonly SurvivalStep[];
  /** The first time by which half or more have ended; null where more than half lasts. */
  readonly median: number | null;
  /** Area under the curve up to the longest time seen: a lower bound of the mean while cases are open. */
  readonly restrictedMean: number | null;
}

const SPELLS_MAX = 10_000_000;

function readSpells(value: unknown): readonly Spell[] {
  return expectArray(value, "spells", SPELLS_MAX).map((item, index) => {
    const path = atIndex("spells", index);
    const record = expectRecord(item, path, ["time", "open"]);
    const time = expectFinite(record["time"], `${path}.time`);
    if (time < 0) fail("schema.range", `${path}.time`, "zero or more", time);
    return { time, open: expectBoolean(record["open"], `${path}.open`) };
  });
}

/**
 * The first time by which a share of the cases has ended, by the curve; null where the curve does
 * not fall so far. O(steps).
 *
 * @throws ClienteleError `schema.range` for a share that is not between 0 and 1
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { kaplanMeier, survivalQuantile } from "clientele/lifecycle";
 *
 * const curve = kaplanMeier([{ time: 3, open: false }, { time: 5, open: true }, { time: 8, open: false }]);
 * assert.deepEqual([survivalQuantile(curve, 0.25), survivalQuantile(curve, 0.9)], [3, 8]);
 * ```
 * @since 0.1.0
 */
export function survivalQuantile(curve: SurvivalCurve, share: number): number | null {
  const wanted = expectFinite(share, "share");
  if (wanted <= 0 || wanted >= 1) fail("schema.range", "share", "between 0 and 1", share);
  const steps = expectArray(
    expectRecord(curve, "curve")["steps"],
    "curve.steps",
  ) as SurvivalCurve["steps"];
  return readingStored(
    curve,
    "curve",
    () => steps.find(({ survival }) => survival <= 1 - wanted + 1e-12)?.time ?? null,
  );
}

/**
 * The Kaplan–Meier estimate of how long something lasts, open cases counted for as long as they
 * were seen. At one time, those that end are counted before those that are seen no further.
 * O(n log n).
 *
 * @see Kaplan and Meier, "Nonparametric estimation from incomplete observations", Journal of the
 * American Statistical Association 53, 1958, pages 457–481
 * @throws ClienteleError `schema.*` for times below zero
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { kaplanMeier } from "clientele/lifecycle";
 *
 * const curve = kaplanMeier([{ time: 3, open: false }, { time: 5, open: true }, { time: 8, open: false }]);
 * assert.deepEqual(curve.steps.map(({ time, atRisk }) => [time, atRisk]), [[3, 3], [8, 1]]);
 * assert.equal(curve.median, 8);
 * ```
 * @since 0.1.0
 */
export function kaplanMeier(spells: readonly Spell[]): SurvivalCurve {
  const sorted = [...readSpells(spells)].sort(
    (a, b) => a.time - b.time || Number(a.open) - Number(b.open),
  );
  const steps: SurvivalStep[] = [];
  let [survival, greenwood, area, last, ended] = [1, 0, 0, 0, 0];
  for (let index = 0; index < sorted.length;) {
    const time = sorted[index]?.time ?? 0;
    const atRisk = sorted.length - index;
    let now = 0;
    for (; sorted[index]?.time === time; index += 1) if (sorted[index]?.open === false) now += 1;
    area += survival * (time - last);
    last = time;
    if (now === 0) continue;
    ended += now;
    survival *= (atRisk - now) / atRisk;
    greenwood += atRisk === now ? 0 : now / (atRisk * (atRisk - now));
    steps.push({
      time,
      atRisk,
      ended: now,
      survival,
      standardError: survival * Math.sqrt(greenwood),
    });
  }
  const median = steps.find((step) => step.survival <= 0.5 + 1e-12)?.time ?? null;
  return {
    cases: sorted.length,
    ended,
    steps,
    median,
    restrictedMean: sorted.length === 0 ? null : area,
  };
}

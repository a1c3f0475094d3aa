/** The laws of scales. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { analyseScale, bandAt, compileScale, distanceToNextBand, evaluateScale } from "../../src/scales/index.js";
import type { Scale, ScaleKind } from "../../src/scales/index.js";
import { addDecimals, compareDecimals, multiplyDecimals, subtractDecimals } from "../../src/values/index.js";
import { deepFreeze } from "../support/freeze.js";
import { runs } from "../support/runs.js";

const bounds = fc.uniqueArray(fc.nat(500), { minLength: 1, maxLength: 6 });
const money = fc.integer({ min: 0, max: 1_000 }).map((cents) => multiplyDecimals(cents, "0.01"));
const scaleOf = (kind: fc.Arbitrary<ScaleKind>): fc.Arbitrary<Scale> =>
  fc.tuple(kind, bounds, fc.array(fc.tuple(money, fc.option(money, { nil: undefined })), { minLength: 6, maxLength: 6 })).map(([one, froms, values]) =>
    deepFreeze({
      kind: one,
      bands: froms.map((from, index) => {
        const [value = "0", fee] = values[index] ?? [];
        return fee === undefined ? { from, value } : { from, value, fee };
      }),
    }),
  );
const kinds = fc.constantFrom<ScaleKind>("allUnits", "graduated", "flat");
/** Bases in tenths, so that some lie between bounds. */
const bases = fc.nat(6_000).map((tenths) => multiplyDecimals(tenths, "0.1"));

/** The plainest reading of a scale, unit by unit of a tenth. */
function slow(scale: Scale, base: string): string | null {
  const bands = [...scale.bands].sort((a, b) => compareDecimals(a.from, b.from));
  const reached = bands.filter((band) => compareDecimals(band.from, base) <= 0);
  const last = reached.at(-1);
  if (last === undefined) return null;
  if (scale.kind === "flat") return addDecimals(last.value, last.fee ?? 0);
  if (scale.kind === "allUnits") return addDecimals(multiplyDecimals(base, last.value), last.fee ?? 0);
  return reached.reduce((total, band, index) => {
    const end = reached[index + 1]?.from ?? base;
    const part = multiplyDecimals(subtractDecimals(end, band.from), band.value);
    return addDecimals(addDecimals(total, part), band.fee ?? 0);
  }, "0");
}

describe("what a base is worth", () => {
  test("S-01 agrees with the plainest reading of the bands", () => {
    fc.assert(
      fc.property(scaleOf(kinds), bases, (scale, base) => {
        expect(evaluateScale(compileScale(scale), { base }).amount).toBe(slow(scale, base));
      }),
      runs(2_000),
    );
  });

  test("S-02 is the sum of its parts, and their bases are the base", () => {
    fc.assert(
      fc.property(scaleOf(kinds), bases, fc.option(bases, { nil: undefined }), (scale, base, cumulative) => {
        const { amount, parts } = evaluateScale(compileScale(scale), cumulative === undefined ? { base } : { base, cumulative });
        expect(parts.reduce((total, part) => addDecimals(total, part.amount), "0")).toBe(amount ?? "0");
        if (scale.kind === "graduated" && amount !== null) {
          const counted = parts.reduce((total, part) => addDecimals(total, part.base), "0");
          const lowest = Math.min(...scale.bands.map((band) => Number(band.from)));
          if (lowest === 0) expect(counted).toBe(base);
        }
      }),
      runs(1_000),
    );
  });

  test("S-03 does not depend on the order of the bands", () => {
    fc.assert(
      fc.property(scaleOf(kinds), bases, (scale, base) => {
        const turned = compileScale({ ...scale, bands: [...scale.bands].reverse() });
        expect(evaluateScale(turned, { base })).toEqual(evaluateScale(compileScale(scale), { base }));
      }),
      runs(500),
    );
  });

  test("S-04 of a sequence of documents adds up to that of their sum, whatever the cuts", () => {
    fc.assert(
      fc.property(scaleOf(kinds), fc.array(bases, { minLength: 1, maxLength: 8 }), (scale, documents) => {
        const plan = compileScale(scale);
        let cumulative = "0";
        let total = "0";
        for (const base of documents) {
          total = addDecimals(total, evaluateScale(plan, { base, cumulative }).amount ?? "0");
          cumulative = addDecimals(cumulative, base);
        }
        const atOnce = evaluateScale(plan, { base: cumulative, cumulative: "0" });
        expect(total).toBe(atOnce.amount ?? "0");
        if (cumulative !== "0") expect(atOnce.amount).toBe(evaluateScale(plan, { base: cumulative }).amount);
      }),
      runs(500),
    );
  });

  test("S-05 a return takes back exactly what it had earned", () => {
    fc.assert(
      fc.property(scaleOf(kinds), bases, bases, (scale, cumulative, base) => {
        const plan = compileScale(scale);
        const there = evaluateScale(plan, { base, cumulative });
        const back = evaluateScale(plan, { base: `-${base}`.replace(/^-0$/, "0"), cumulative: addDecimals(cumulative, base) });
        expect(addDecimals(there.amount ?? "0", back.amount ?? "0")).toBe("0");
      }),
      runs(500),
    );
  });

  test("S-06 one band is the same all-units and graduated", () => {
    fc.assert(
      fc.property(money, bases, (value, base) => {
        const bands = [{ from: 0, value }];
        const all = evaluateScale(compileScale({ kind: "allUnits", bands }), { base });
        expect(evaluateScale(compileScale({ kind: "graduated", bands }), { base })).toEqual(all);
      }),
      runs(200),
    );
  });

  test("S-07 a bound belongs to the band that it begins", () => {
    fc.assert(
      fc.property(scaleOf(kinds), fc.nat(5), (scale, pick) => {
        const plan = compileScale(scale);
        const sorted = [...scale.bands].sort((a, b) => Number(a.from) - Number(b.from));
        const band = sorted[pick % sorted.length];
        const from = String(band?.from ?? 0);
        expect(bandAt(plan, from)?.from).toBe(from);
        expect(bandAt(plan, from)?.value).toBe(band?.value);
        if (from !== "0") {
          const before = bandAt(plan, subtractDecimals(from, "0.000001"));
          expect(before === null ? pick % sorted.length : before.until).toBe(before === null ? 0 : from);
        }
      }),
      runs(500),
    );
  });

  test("S-08 the distance to the next band, bought, reaches it and no sooner", () => {
    fc.assert(
      fc.property(scaleOf(kinds), bases, (scale, base) => {
        const plan = compileScale(scale);
        const next = distanceToNextBand(plan, base);
        if (next === null) {
          expect(bandAt(plan, base)?.until).toBeUndefined();
          return;
        }
        expect(compareDecimals(next.distance, 0)).toBe(1);
        expect(bandAt(plan, addDecimals(base, next.distance))?.from).toBe(next.from);
        const short = subtractDecimals(addDecimals(base, next.distance), "0.0001");
        expect(bandAt(plan, short)?.from).not.toBe(next.from);
      }),
      runs(500),
    );
  });
});

describe("analysis", () => {
  test("S-20 without a finding, buying more never costs less; with a cliff, it does", () => {
    fc.assert(
      fc.property(scaleOf(kinds), bases, bases, (scale, a, b) => {
        const plan = compileScale(scale);
        const findings = analyseScale(plan);
        const [low, high] = compareDecimals(a, b) <= 0 ? [a, b] : [b, a];
        const less = evaluateScale(plan, { base: low }).amount;
        const more = evaluateScale(plan, { base: high }).amount;
        const falls = less !== null && more !== null && compareDecimals(less, more) > 0;
        if (falls) expect(findings.some((finding) => finding.kind === "cliff")).toBe(true);
        for (const finding of findings) {
          if (finding.kind === "gap") expect(evaluateScale(plan, { base: "0" }).amount).toBeNull();
          if (finding.kind !== "cliff") continue;
          const middle = multiplyDecimals(addDecimals(finding.from, finding.until), "0.5");
          const inside = evaluateScale(plan, { base: middle }).amount ?? "0";
          expect(compareDecimals(inside, finding.after)).toBeGreaterThanOrEqual(scale.kind === "flat" ? 1 : 0);
          expect(evaluateScale(plan, { base: finding.at }).amount).toBe(finding.after);
        }
      }),
      runs(1_000),
    );
  });
});

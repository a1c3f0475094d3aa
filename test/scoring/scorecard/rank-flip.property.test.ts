import fc from "fast-check";
import { expect, test } from "vitest";

import { moveUntilOvertaken } from "../../../src/scoring/scorecard/rank-flip.js";
import type { MovingScore } from "../../../src/scoring/scorecard/rank-flip.js";
import { runs, seenMin } from "../../support/runs.js";

const tenths = fc.integer({ min: 0, max: 10 }).map((units) => units / 8);
const slope = fc.integer({ min: -8, max: 8 }).map((units) => units / 8);
/** Bottoms stay above zero over the whole move, as shares of known weight do. */
const moving: fc.Arbitrary<MovingScore> = fc.record({
  top: tenths, topSlope: slope, bottom: fc.constantFrom(0.5, 0.75, 1), bottomSlope: fc.constantFrom(0, 0.25, -0.25),
});
const STEPS = 4096;

test("SC-R1 the first crossing is where a walk in small steps first finds the lower one ahead", () => {
  const seen = { never: 0, atOnce: 0, later: 0, fromTie: 0 };
  fc.assert(
    fc.property(moving, moving, fc.constantFrom<1 | -1>(1, -1), fc.boolean(), (upper, free, sign, isTied) => {
      // A tie is made by the same ratio at the start.
      const lower = isTied ? { ...free, top: (upper.top / upper.bottom) * free.bottom } : free;
      const at = (one: MovingScore, move: number): number =>
        (one.top + one.topSlope * sign * move) / (one.bottom + one.bottomSlope * sign * move);
      if (at(upper, 0) < at(lower, 0) - 1e-12) return;
      const found = moveUntilOvertaken(upper, lower, { sign, limit: 1, isTied });
      let walked: number | null = null;
      for (let step = 1; step <= STEPS && walked === null; step += 1) {
        if (at(lower, step / STEPS) > at(upper, step / STEPS) + 1e-9) walked = (step - 1) / STEPS;
      }
      if (found === null) {
        seen.never += 1;
        expect(walked).toBeNull();
        return;
      }
      seen[found === 0 ? "atOnce" : "later"] += 1;
      if (isTied && found > 0) seen.fromTie += 1;
      expect(at(lower, found)).toBeCloseTo(at(upper, found), 9);
      // What ends within a step of the limit, or crosses to and fro within one, is not walked.
      if (walked !== null) expect(Math.abs(walked - found)).toBeLessThan(2 / STEPS);
    }),
    runs(1500),
  );
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(seenMin(10));
});

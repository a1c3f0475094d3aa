/** An instance that is open over many events moves as one that is stored after each. */
import fc from "fast-check";
import { expect, test } from "vitest";

import { advance, clientLifecycle, due, start, transition } from "../../src/lifecycle/index.js";
import type { Lifecycle, RecordedEvent } from "../../src/lifecycle/index.js";
import { InstanceRun } from "../../src/lifecycle/instance-run.js";
import { addMilliseconds } from "../../src/values/index.js";
import { runs, seenMin } from "../support/runs.js";
import { events, lifecycles } from "./worlds.js";

const BEGIN = "2025-01-01T00:00:00.000Z";
const later = (hours: number): string => addMilliseconds(BEGIN, hours * 3_600_000);

interface Moved {
  readonly type: string;
  readonly from: string;
  readonly to: string;
  readonly at: string;
}

const moved = ({ type, from, to, at }: RecordedEvent): Moved => ({ type, from, to, at });

const anyLifecycle: fc.Arbitrary<Lifecycle> = fc.oneof(
  lifecycles,
  fc
    .record({ atRiskAfter: fc.constantFrom("P5D", "P1M", "PT36H"), dormantAfter: fc.constantFrom("P9D", "P2M") })
    .map((options): Lifecycle => clientLifecycle(options)),
);
const names = [...events, "ORDERED", "CONTACTED", "DECLINED", "UNBLOCKED"];

test("L-30 an open instance moves and stands as one that is stored after each event", () => {
  const seen = { taken: 0, refused: 0, deadlines: 0, late: 0 };
  fc.assert(
    fc.property(
      anyLifecycle,
      fc.array(fc.tuple(fc.constantFrom(...names), fc.oneof(fc.nat(30), fc.nat(900)), fc.boolean()), { maxLength: 25 }),
      fc.nat(4000),
      (lifecycle, steps, end) => {
        let state = start(lifecycle, { at: BEGIN });
        const log: Moved[] = [];
        const found: Moved[] = [];
        const run = new InstanceRun(lifecycle, state, (one) => found.push(one));
        let hours = 0;
        for (const [type, wait, isBack] of steps) {
          hours += isBack && wait < 5 ? -wait : wait;
          if (isBack && wait > 0 && wait < 5) seen.late += 1;
          const at = later(hours);
          const step = transition(lifecycle, state, { type }, { at, by: { id: "ada" } });
          expect(run.take(type, at, "ada")).toBe(step.ok);
          log.push(...step.events.map(moved));
          state = step.state;
          seen[step.ok ? "taken" : "refused"] += 1;
          if (step.events.length > 1) seen.deadlines += 1;
          expect(run.state).toEqual({ ...state, recent: [] });
        }
        const asOf = later(Math.max(hours, 0) + end);
        const advanced = advance(lifecycle, state, asOf);
        run.advance(asOf);
        expect(run.state).toEqual({ ...advanced.state, recent: [] });
        expect(found).toEqual([...log, ...advanced.events.map(moved)]);
        expect(due(lifecycle, run.state, asOf)).toEqual(due(lifecycle, advanced.state, asOf));
      },
    ),
    runs(300),
  );
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(seenMin(20));
});

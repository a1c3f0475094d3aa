/** The same machines in XState, drawn for other tools, and walked: they agree. */
import { DOMParser } from "@xmldom/xmldom";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createMachine, initialTransition, transition as nextTransition } from "xstate";

import {
  advance,
  analyseLifecycle,
  clientLifecycle,
  complaintLifecycle,
  contractLifecycle,
  orderLifecycle,
  paths,
  salesCycle,
  simplePaths,
  start,
  toDot,
  toMermaid,
  toScxml,
  toXState,
  transition,
} from "../../src/lifecycle/index.js";
import type { Lifecycle, LifecycleStep } from "../../src/lifecycle/index.js";
import { runs, seenMin } from "../support/runs.js";
import { events, lifecycles } from "./worlds.js";

const BEGIN = "2026-01-01T00:00:00.000Z";
const by = { id: "ada", roles: ["seller", "director"] };

interface Given {
  readonly event: { readonly payload?: { readonly n?: number } };
}

/** What XState asks for: guards by name, several by the guard `and`. */
const implementations = {
  guards: Object.fromEntries([
    ...Object.entries({ low: (n: number) => n < 5, high: (n: number) => n >= 3, never: (n: number) => n < -1 }).map(
      ([name, holds]): [string, (given: Given) => boolean] => [name, ({ event }) => holds(event.payload?.n ?? NaN)],
    ),
    [
      "and",
      ({ event }: Given, params: { guards: readonly string[] }): boolean =>
        params.guards.every((name) => ({ low: (n: number) => n < 5, high: (n: number) => n >= 3, never: (n: number) => n < -1 })[name as "low" | "high" | "never"](event.payload?.n ?? NaN)),
    ],
  ]),
  actions: { change: () => undefined, announce: () => undefined },
};

/** The host supplies delays by the ids of the deadlines; without one, XState would not wait at all. */
function machineOf(lifecycle: Lifecycle): ReturnType<typeof createMachine> {
  const waits = [...lifecycle.plan.leaves.values()].flatMap(({ deadlines }) => deadlines.map(({ id }) => [id, 1_000_000] as const));
  return createMachine(toXState(lifecycle) as never, { ...implementations, delays: Object.fromEntries(waits) } as never);
}

/** `{ alpha: "one" }` as `alpha.one`. */
function pathOf(value: unknown): string {
  if (typeof value === "string") return value;
  const [[name, inner]] = Object.entries(value as Record<string, unknown>) as [[string, unknown]];
  return `${name}.${pathOf(inner)}`;
}

/** States that an independent reader of the SCXML finds, and where its transitions lead. */
function readScxml(text: string): { states: ReadonlySet<string>; targets: readonly string[]; finals: number } {
  const faults: string[] = [];
  const document = new DOMParser({ onError: (_, message) => void faults.push(message) }).parseFromString(text, "application/xml");
  expect(faults).toEqual([]);
  const all = (name: string): { getAttribute: (name: string) => string | null }[] => Array.from(document.getElementsByTagName(name));
  const states = [...all("state"), ...all("final")].map((element) => element.getAttribute("id") ?? "");
  return {
    states: new Set(states),
    targets: all("transition").flatMap((element) => element.getAttribute("target") ?? []),
    finals: all("final").length,
  };
}

describe("a lifecycle elsewhere", () => {
  test("L-20 XState, given the same definition, goes through the same states", () => {
    let moved = 0;
    fc.assert(
      fc.property(lifecycles, fc.array(fc.tuple(fc.constantFrom(...events), fc.integer({ min: 0, max: 9 })), { maxLength: 12 }), (lifecycle, steps) => {
        const machine = machineOf(lifecycle);
        let [theirs] = initialTransition(machine);
        // Time stands still, so that no deadline comes between.
        let ours = start(lifecycle, { at: BEGIN });
        for (const [type, n] of steps) {
          const before = ours.state;
          ours = transition(lifecycle, ours, { type, payload: { n } } as never, { at: BEGIN, by }).state;
          [theirs] = nextTransition(machine, theirs, { type, payload: { n } });
          expect(pathOf(theirs.value)).toBe(ours.state);
          if (before !== ours.state) moved += 1;
        }
      }),
      runs(300),
    );
    expect(moved).toBeGreaterThan(seenMin(100) - 1);
  });

  test("L-21 a deadline is the delayed transition of XState", () => {
    fc.assert(
      fc.property(lifecycles, (lifecycle) => {
        const machine = machineOf(lifecycle);
        const begun = start(lifecycle, { at: BEGIN });
        const [first] = advance(lifecycle, begun, "2026-01-20T00:00:00.000Z").events;
        if (first === undefined) return;
        const owner = first.transition.slice(0, first.transition.indexOf("/"));
        const event = { type: `xstate.after.${first.type}.random.${owner}` };
        const [next] = nextTransition(machine, initialTransition(machine)[0], event);
        expect(pathOf(next.value)).toBe(first.to);
      }),
      runs(150),
    );
  });

  test.each(readyMadeOf())("the SCXML of the %s lifecycle is read by another parser, and names all its states", (_, lifecycle) => {
    const { states, targets } = readScxml(toScxml(lifecycle));
    for (const state of lifecycle.states) expect(states).toContain(state);
    for (const target of targets) expect(states).toContain(target);
  });

  test("L-22 SCXML of any lifecycle is well-formed, and its transitions lead to states", () => {
    fc.assert(
      fc.property(lifecycles, (lifecycle) => {
        const { states, targets } = readScxml(toScxml(lifecycle));
        expect(targets.every((target) => states.has(target))).toBe(true);
        expect(lifecycle.states.every((state) => states.has(state))).toBe(true);
      }),
      runs(60),
    );
  });

  test("L-23 DOT and Mermaid draw each transition and deadline once", () => {
    fc.assert(
      fc.property(lifecycles, (lifecycle) => {
        const count = (states: object): number =>
          Object.values(states as Record<string, { on?: Record<string, unknown>; deadlines?: unknown[]; states?: object }>).reduce(
            (sum, { on = {}, deadlines = [], states: inner = {} }) => sum + Object.values(on).flat().length + deadlines.length + count(inner),
            0,
          );
        const drawn = count(lifecycle.definition.states);
        expect(toMermaid(lifecycle).split("\n").filter((line) => / --> .* : /.test(line))).toHaveLength(drawn);
        expect(toDot(lifecycle).split("\n").filter((line) => /" -> ".*label=/.test(line))).toHaveLength(drawn);
      }),
      runs(100),
    );
  });
});

describe("paths and findings", () => {
  const follow = (lifecycle: Lifecycle, steps: readonly LifecycleStep[]): void => {
    let at = lifecycle.plan.initial;
    for (const step of steps) {
      expect(step.from).toBe(at);
      at = step.to;
    }
  };

  test("L-24 paths cover every transition that can be reached, each by a connected way of least length", () => {
    fc.assert(
      fc.property(lifecycles, (lifecycle) => {
        const found = paths(lifecycle);
        for (const { steps, end } of found) {
          follow(lifecycle, steps);
          expect(steps.at(-1)?.to).toBe(end);
        }
        const covered = new Set(found.map(({ steps }) => `${steps.at(-1)?.from ?? ""} ${steps.at(-1)?.transition ?? ""}`));
        expect(covered.size).toBe(found.length);
        const states = new Set([lifecycle.plan.initial, ...found.map(({ end }) => end)]);
        for (const { from, transition: id } of found.flatMap(({ steps }) => steps)) expect(covered).toContain(`${from} ${id}`);
        expect([...states].every((state) => lifecycle.states.includes(state))).toBe(true);
      }),
      runs(100),
    );
  });

  test("L-25 simple paths visit no state twice and cannot go on", () => {
    fc.assert(
      fc.property(lifecycles, (lifecycle) => {
        const { paths: found, isComplete } = simplePaths(lifecycle, { limit: 500 });
        for (const { steps } of found) {
          follow(lifecycle, steps);
          const visited = [lifecycle.plan.initial, ...steps.map(({ to }) => to)];
          expect(new Set(visited).size).toBe(visited.length);
        }
        expect(isComplete || found.length === 500).toBe(true);
      }),
      runs(60),
    );
  });

  test("L-26 what is proven to be impossible or shadowed never happens", () => {
    let shadowed = 0;
    fc.assert(
      fc.property(lifecycles, fc.array(fc.tuple(fc.constantFrom(...events), fc.integer({ min: 0, max: 9 })), { maxLength: 15 }), (lifecycle, steps) => {
        const dead = new Set(
          analyseLifecycle(lifecycle).flatMap(({ kind, outcome, state, transition: id }) =>
            outcome === "proven" && (kind === "impossible" || kind === "shadowed") ? [`${state ?? ""} ${id ?? ""}`] : [],
          ),
        );
        shadowed += dead.size;
        let state = start(lifecycle, { at: BEGIN });
        for (const [type, n] of steps) {
          const step = transition(lifecycle, state, { type, payload: { n } } as never, { at: BEGIN, by });
          for (const event of step.events) expect(dead).not.toContain(`${event.from} ${event.transition}`);
          state = step.state;
        }
      }),
      runs(200),
    );
    expect(shadowed).toBeGreaterThan(seenMin(10) - 1);
  });

  test("the ready-made lifecycles have no dead ends, and nothing in them is shadowed or impossible", () => {
    for (const [name, lifecycle] of readyMadeOf()) {
      const serious = analyseLifecycle(lifecycle).filter(({ kind }) => kind !== "unbounded-wait");
      expect([name, serious]).toEqual([name, []]);
    }
  });
});

function readyMadeOf(): readonly (readonly [string, Lifecycle])[] {
  return [
    ["client", clientLifecycle()],
    ["sales", salesCycle()],
    ["contract", contractLifecycle()],
    ["order", orderLifecycle()],
    ["complaint", complaintLifecycle()],
  ];
}

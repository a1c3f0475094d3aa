/** Random definitions, as data, for the laws of lifecycles. */
import fc from "fast-check";

import { parseLifecycle } from "../../src/lifecycle/index.js";
import type { Lifecycle, LifecycleDefinition, StateRule, TransitionRule } from "../../src/lifecycle/index.js";
import { deepFreeze } from "../support/freeze.js";

export const events = ["GO", "STOP", "ASK"] as const;

const NAMES = ["alpha", "beta", "gamma", "delta", "epsilon"] as const;
const INNER = ["one", "two", "three"] as const;

interface Seed {
  readonly inner: readonly number[];
  readonly arrows: readonly (readonly [number, number, number, number])[];
  readonly final: readonly boolean[];
  readonly deadlines: readonly (readonly [number, number, number])[];
}

/** Guards over a number of the payload: `low` holds up to 4, `even` and `high` overlap in part. */
export const guards = {
  low: { name: "low", reason: "Too high.", condition: { fact: "payload.n", operator: "lessThan", value: 5 } },
  high: { name: "high", reason: "Too low.", condition: { fact: "payload.n", operator: "greaterThanInclusive", value: 3 } },
  never: { name: "never", reason: "Never.", condition: { fact: "payload.n", operator: "lessThan", value: -1 } },
} as const;
const guardLists = [[], ["low"], ["high"], ["low", "high"], ["never"]] as const;

function pathsOf(inner: readonly number[]): readonly string[] {
  return inner.flatMap((count, index) => {
    const name = NAMES[index] ?? "";
    return [name, ...INNER.slice(0, count).map((child) => `${name}.${child}`)];
  });
}

function ruleFor(arrow: readonly [number, number, number, number], paths: readonly string[]): TransitionRule {
  const [, , to, kind] = arrow;
  const names = guardLists[kind % guardLists.length] ?? [];
  const target = paths[to % (paths.length + 1)];
  return {
    ...(target === undefined ? {} : { target }),
    ...(names.length === 0 ? {} : { guards: names.map((name) => guards[name]) }),
    ...(kind % 7 === 6 ? { roles: ["director"] } : {}),
    changes: [{ add: "count", of: { value: 1 } }],
  };
}

function definitionOf({ inner, arrows, final, deadlines }: Seed): LifecycleDefinition {
  const paths = pathsOf(inner);
  const onOf = (path: string, isFinal: boolean): Pick<StateRule, "on" | "deadlines" | "final"> => {
    if (isFinal) return { final: true };
    const place = paths.indexOf(path);
    const own = arrows.filter(([from]) => from % paths.length === place);
    const on: Record<string, TransitionRule[]> = {};
    for (const arrow of own) (on[events[arrow[1] % events.length] ?? "GO"] ??= []).push(ruleFor(arrow, paths));
    const waits = deadlines
      .filter(([from]) => from % paths.length === place)
      .map(([, to, days], index) => ({ id: `d${String(place)}-${String(index)}`, after: `P${String(days + 1)}D`, target: paths[to % paths.length] ?? "" }));
    return { ...(own.length === 0 ? {} : { on }), ...(waits.length === 0 ? {} : { deadlines: waits }) };
  };
  const states = inner.map((count, index): [string, StateRule] => {
    const name = NAMES[index] ?? "";
    const children = INNER.slice(0, count).map((child): [string, StateRule] => [child, onOf(`${name}.${child}`, false)]);
    const isFinal = count === 0 && index > 0 && final[index] === true;
    return [name, { ...onOf(name, isFinal), ...(count === 0 ? {} : { initial: INNER[0], states: Object.fromEntries(children) }) }];
  });
  return {
    id: "random",
    version: 1,
    initial: NAMES[0],
    context: { count: 0 },
    events: { GO: { n: "integer" }, STOP: { n: "integer" }, ASK: { n: "integer" } },
    states: Object.fromEntries(states),
  };
}

/** Leaves out states that nothing reaches by adding a way to each from the first. */
function reachable(definition: LifecycleDefinition): LifecycleDefinition {
  try {
    parseLifecycle(definition);
    return definition;
  } catch (error) {
    const { issues } = error as { issues: { code: string; path: string }[] };
    const lost = issues.filter(({ code, path }) => code === "lifecycle.definition" && path.startsWith("states."));
    const ways = lost.map(({ path }): TransitionRule => ({ target: path.replaceAll(".states.", ".").replace("states.", "") }));
    const first = definition.states["alpha"] ?? {};
    const { ASK: asked }: { ASK?: unknown } = first.on ?? {};
    const before = asked === undefined ? [] : [asked as TransitionRule | TransitionRule[]].flat();
    return { ...definition, states: { ...definition.states, alpha: { ...first, on: { ...first.on, ASK: [...before, ...ways] } } } };
  }
}

/** Any lifecycle of up to five states, some with states inside, guards, roles and deadlines. */
export const lifecycles: fc.Arbitrary<Lifecycle> = fc
  .record({
    inner: fc.array(fc.constantFrom(0, 0, 2, 3), { minLength: 2, maxLength: 5 }),
    arrows: fc.array(fc.tuple(fc.nat(30), fc.nat(2), fc.nat(30), fc.nat(20)), { minLength: 1, maxLength: 14 }),
    final: fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
    deadlines: fc.array(fc.tuple(fc.nat(30), fc.nat(30), fc.nat(60)), { maxLength: 4 }),
  })
  .map((seed) => reachable(definitionOf(seed)))
  .map((definition): Lifecycle | null => {
    try {
      return parseLifecycle(deepFreeze(definition));
    } catch {
      return null;
    }
  })
  .filter((lifecycle) => lifecycle !== null);

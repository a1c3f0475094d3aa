/** The stacking tree over the steps of a procedure, checked. */
import { fail } from "../values/errors.js";
import type { IssueCollector } from "../values/errors.js";
import {
  at,
  atIndex,
  expectArray,
  expectIdentifier,
  expectOneOf,
  expectRecord,
} from "../values/plain.js";
import type { NodePlan, StepPlan } from "./plan.js";

/** Levels of groups in groups. */
const TREE_DEPTH_MAX = 16;
const MEMBERS_MAX = 100;

interface Reading {
  readonly steps: ReadonlyMap<string, StepPlan>;
  readonly placed: Map<string, NodePlan>;
  readonly groups: Set<string>;
}

/** The procedure as nodes: groups stand where their first step stands. @internal */
export function readStacking(
  value: unknown,
  steps: readonly StepPlan[],
  issues: IssueCollector,
): readonly NodePlan[] {
  const reading: Reading = {
    steps: new Map(steps.map((step) => [step.id, step])),
    placed: new Map(),
    groups: new Set(),
  };
  const given =
    value === undefined
      ? []
      : (issues.attempt(() => expectArray(value, "stacking", MEMBERS_MAX)) ?? []);
  given.forEach((one, index) => {
    issues.attempt(() => {
      const inside: string[] = [];
      const group = readGroup(one, atIndex("stacking", index), reading, inside, 1);
      for (const id of inside) reading.placed.set(id, group);
    });
  });
  const nodes: NodePlan[] = [];
  const done = new Set<NodePlan>();
  for (const step of steps) {
    const node: NodePlan = reading.placed.get(step.id) ?? { kind: "step", step };
    if (!done.has(node)) nodes.push(node);
    done.add(node);
  }
  return nodes;
}

function readGroup(
  value: unknown,
  path: string,
  reading: Reading,
  inside: string[],
  depth: number,
): NodePlan {
  if (depth > TREE_DEPTH_MAX)
    fail("limits.too_deep", path, `at most ${String(TREE_DEPTH_MAX)} levels`, value);
  const group = expectRecord(value, path, ["id", "mode", "scope", "members"]);
  const id = expectIdentifier(group["id"], at(path, "id"));
  if (reading.groups.has(id)) fail("pricing.duplicate_id", at(path, "id"), "an id of its own", id);
  reading.groups.add(id);
  const place = at(path, "members");
  const isByLine =
    expectOneOf(group["scope"] ?? "order", at(path, "scope"), ["line", "order"]) === "line";
  const members = expectArray(group["members"], place, MEMBERS_MAX).map(
    (member, index): NodePlan => {
      const spot = atIndex(place, index);
      if (typeof member !== "string") return readGroup(member, spot, reading, inside, depth + 1);
      const step = reading.steps.get(member);
      if (step === undefined)
        return fail("pricing.unknown_step", spot, "a step of the procedure", member);
      if (step.kind !== "discount" || reading.placed.has(member) || inside.includes(member)) {
        fail("pricing.stacking", spot, "a discount step that no other group has", member);
      }
      inside.push(member);
      return { kind: "step", step };
    },
  );
  if (isByLine && inside.some((step) => reading.steps.get(step)?.isOrder === true)) {
    fail(
      "pricing.stacking",
      at(path, "scope"),
      "order, as a step of the order is a member",
      "line",
    );
  }
  const mode = expectOneOf(group["mode"], at(path, "mode"), [
    "sequential",
    "additive",
    "best",
    "worst",
    "first",
    "exclusive",
  ]);
  return { kind: "group", id, mode, isByLine, members };
}

/**
 * Trees of criteria: local weights from judgments at every node, global weights down the tree,
 * and the priorities of the alternatives under its leaves.
 *
 * Saaty 1980 for the synthesis; the two modes and what they do to rank reversal: Belton and Gear
 * (1983), Forman and Gass, "The analytic hierarchy process: an exposition", Oper. Res. 49 (2001).
 */
import { fail } from "../../values/errors.js";
import { itemAt } from "../../values/invariant.js";
import {
  at,
  atIndex,
  expectFinite,
  expectIdentifier,
  expectArray,
  expectOneOf,
  expectRecord,
} from "../../values/plain.js";
import { tiedOrder } from "../ranking/order.js";
import { readAhpOptions, weightsOf } from "./ahp.js";
import type { AhpOptions, AhpRules, AhpWeights } from "./ahp.js";
import { AHP_SIZE_MAX, expectConnected, readJudgments } from "./judgments.js";
import type { AhpJudgments } from "./judgments.js";

const NODES_MAX = 1000;
const DEPTH_MAX = 20;

/**
 * A node of the tree: its parts are `criteria`, or, at a leaf, the alternatives.
 *
 * What the parts weigh comes from `judgments` (a matrix in their order, or pairs by id) or from
 * `values`, measured on a ratio scale and more being better (pass reciprocals of costs). A single
 * part needs neither.
 *
 * @since 0.1.0
 */
export interface AhpCriterion {
  readonly id: string;
  readonly criteria?: readonly AhpCriterion[];
  readonly judgments?: AhpJudgments;
  /** 0 or more and not all 0, in the order of the parts. */
  readonly values?: readonly number[];
}

/** A goal, the criteria under it and the alternatives under those. @since 0.1.0 */
export interface AhpHierarchy {
  readonly goal: AhpCriterion;
  /** Ids, 1 to 50. */
  readonly alternatives: readonly string[];
}

/** How a hierarchy is synthesised. @since 0.1.0 */
export interface AhpHierarchyOptions extends AhpOptions {
  /**
   * `distributive` (unless named): the alternatives share each leaf's weight, so that a copy of
   * one may reverse the rank of others. `ideal`: the best under each leaf takes all of its weight
   * and the others in proportion; an alternative that is best nowhere then changes no rank.
   */
  readonly mode?: "distributive" | "ideal";
}

/** A node with its weights. @since 0.1.0 */
export interface AhpCriterionWeight {
  readonly id: string;
  /** Id of the node above; null for the goal. */
  readonly parent: string | null;
  /** Share of the node above. */
  readonly localWeight: number;
  /** Share of the goal. */
  readonly globalWeight: number;
  /** What its parts' weights came from; null where they were measured, or there is a single one. */
  readonly judged: AhpWeights | null;
  /** Weights of its parts, summing to 1. */
  readonly parts: readonly { readonly id: string; readonly weight: number }[];
}

/** An alternative with what each leaf gave it. @since 0.1.0 */
export interface AhpPriority {
  readonly id: string;
  /** Place from 1; those of the same priority (to twelve digits) share one. */
  readonly rank: number;
  /** Share of the goal; all sum to 1. */
  readonly priority: number;
  /** By leaf, in the order of the tree; they sum to the priority. */
  readonly contributions: readonly { readonly criterion: string; readonly priority: number }[];
}

/** The weights of the tree and the priorities of the alternatives. @since 0.1.0 */
export interface AhpSynthesis {
  /** The highest first, then by id. */
  readonly alternatives: readonly AhpPriority[];
  /** All nodes, the goal first, each before its parts. */
  readonly criteria: readonly AhpCriterionWeight[];
  /**
   * Of the whole tree: the nodes' consistency indices, weighted by their global weights, ÷ the
   * random indices weighted in the same way. Null where a table has no entry for a node's size; 0
   * where no node has three parts.
   */
  readonly consistencyRatio: number | null;
}

interface Node {
  readonly id: string;
  readonly parent: string | null;
  readonly path: string;
  readonly depth: number;
  readonly children: readonly string[];
  readonly judgments: unknown;
  readonly values: unknown;
}

/** All nodes in the order of the tree, without recursion (`scoring.duplicate_id`). */
function readNodes(goal: unknown): readonly Node[] {
  const nodes: Node[] = [];
  const seen = new Set<string>();
  interface Pending {
    readonly value: unknown;
    readonly path: string;
    readonly parent: string | null;
    readonly depth: number;
  }
  const pending: Pending[] = [{ value: goal, path: "hierarchy.goal", parent: null, depth: 1 }];
  while (pending.length > 0) {
    const { value, path, parent, depth } = itemAt(pending, pending.length - 1);
    pending.length -= 1;
    if (depth > DEPTH_MAX || nodes.length >= NODES_MAX) {
      const limit = `${String(NODES_MAX)} nodes, ${String(DEPTH_MAX)} deep`;
      fail("limits.too_many", path, `at most ${limit}`, "more");
    }
    const record = expectRecord(value, path, ["id", "criteria", "judgments", "values"]);
    const id = expectIdentifier(record["id"], at(path, "id"));
    if (seen.has(id)) fail("scoring.duplicate_id", at(path, "id"), "an id of its own", id);
    seen.add(id);
    const given = expectArray(record["criteria"] ?? [], at(path, "criteria"), AHP_SIZE_MAX);
    const below = Array.from(given);
    const children = below.map((child, index) => {
      const childPath = atIndex(at(path, "criteria"), index);
      return expectIdentifier(expectRecord(child, childPath)["id"], at(childPath, "id"));
    });
    const { judgments, values } = record;
    nodes.push({ id, parent, path, depth, children, judgments, values });
    for (let index = below.length - 1; index >= 0; index -= 1) {
      const childPath = atIndex(at(path, "criteria"), index);
      pending.push({ value: below[index], path: childPath, parent: id, depth: depth + 1 });
    }
  }
  return nodes;
}

function measuredWeights(values: unknown, path: string, size: number): readonly number[] {
  const list = Array.from(expectArray(values, path, AHP_SIZE_MAX), (one, index) => {
    const value = expectFinite(one, atIndex(path, index));
    if (value < 0) fail("scoring.measured", atIndex(path, index), "0 or more", one);
    return value;
  });
  if (list.length !== size) fail("scoring.measured", path, `${String(size)} values`, list.length);
  const most = list.reduce((max, one) => (one > max ? one : max), 0);
  if (most === 0) fail("scoring.measured", path, "at least one value above 0", "none");
  const scaled = list.map((one) => one / most);
  const total = scaled.reduce((sum, one) => sum + one, 0);
  return scaled.map((one) => one / total);
}

interface Local {
  readonly weights: readonly number[];
  readonly judged: AhpWeights | null;
}

function localWeights(node: Node, parts: readonly string[], rules: AhpRules): Local {
  const isJudged = node.judgments !== undefined;
  if (isJudged && node.values !== undefined) {
    fail("scoring.judged_twice", node.path, "judgments or values", "both");
  }
  if (node.values !== undefined) {
    const weights = measuredWeights(node.values, at(node.path, "values"), parts.length);
    return { weights, judged: null };
  }
  if (!isJudged) {
    if (parts.length !== 1) fail("scoring.not_judged", node.path, "judgments or values", "neither");
    return { weights: [1], judged: null };
  }
  const path = at(node.path, "judgments");
  const read = readJudgments(node.judgments, path, rules, parts);
  if (read.size !== parts.length) {
    fail("scoring.square", path, `${String(parts.length)} parts`, String(read.size));
  }
  expectConnected(read, path);
  const judged = weightsOf(read, rules);
  if (read.items === null) return { weights: judged.weights, judged };
  // Pairs may list their items in an order of their own.
  const places = new Map(read.items.map((item, index) => [item, index]));
  const weights = parts.map((part) => {
    const place = places.get(part);
    return place === undefined
      ? fail("scoring.unknown_item", at(path, "items"), part, "another item")
      : itemAt(judged.weights, place);
  });
  return { weights, judged };
}

function treeRatio(criteria: readonly AhpCriterionWeight[]): number | null {
  let [index, random] = [0, 0];
  for (const { judged, globalWeight } of criteria) {
    if (judged === null || judged.weights.length < 3) continue;
    if (judged.randomIndex === null) return null;
    index += globalWeight * judged.consistencyIndex;
    random += globalWeight * judged.randomIndex;
  }
  return random === 0 ? 0 : index / random;
}

function ranked(
  ids: readonly string[],
  contributions: readonly (readonly { readonly criterion: string; readonly priority: number }[])[],
): readonly AhpPriority[] {
  const sums = contributions.map((own) => own.reduce((sum, one) => sum + one.priority, 0));
  const total = sums.reduce((sum, one) => sum + one, 0);
  const rows = ids.map((id, index) => ({
    id,
    priority: itemAt(sums, index) / total,
    contributions: itemAt(contributions, index).map((one) => ({
      criterion: one.criterion,
      priority: one.priority / total,
    })),
  }));
  const order = tiedOrder(
    rows.map((row) => row.priority),
    ids,
    { scale: 1 / ids.length },
  );
  return order.map(({ index, rank }) => {
    const { id, priority, contributions: own } = itemAt(rows, index);
    return { id, rank, priority, contributions: own };
  });
}

function readAlternatives(value: unknown): readonly string[] {
  const path = "hierarchy.alternatives";
  const seen = new Set<string>();
  const ids = Array.from(expectArray(value, path, AHP_SIZE_MAX), (one, index) => {
    const id = expectIdentifier(one, atIndex(path, index));
    if (seen.has(id)) fail("scoring.duplicate_id", atIndex(path, index), "an id of its own", id);
    seen.add(id);
    return id;
  });
  return ids.length > 0 ? ids : fail("scoring.square", path, "at least one alternative", "none");
}

/**
 * Priorities of alternatives under a tree of criteria, each node with its local and its global
 * weight, its consistency and the judgments that contradict one another.
 *
 * In `distributive` mode a copy of an alternative takes from what is like it, and so may reverse
 * the rank of others; `ideal` mode keeps the rank of the others when an alternative that is best
 * under no leaf comes or goes.
 *
 * @throws ClienteleError as {@link ahpWeights}, `scoring.measured`, `scoring.not_judged` for
 * parts with neither judgments nor values, `scoring.judged_twice` for both
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { ahpHierarchy } from "clientele/scoring";
 *
 * const found = ahpHierarchy({
 *   alternatives: ["acme", "bolt"],
 *   goal: {
 *     id: "key-account",
 *     judgments: [[1, 3], [1 / 3, 1]],
 *     criteria: [
 *       { id: "turnover", values: [600, 200] },
 *       { id: "growth", judgments: { pairs: [{ row: "bolt", column: "acme", value: 4 }] } },
 *     ],
 *   },
 * });
 * const [first] = found.alternatives;
 * assert.equal(first?.id, "acme");
 * assert.equal(first?.priority.toFixed(6), "0.612500"); // ¾ × ¾ + ¼ × ⅕
 * assert.deepEqual(
 *   found.criteria.map((one) => [one.id, one.globalWeight.toFixed(2)]),
 *   [["key-account", "1.00"], ["turnover", "0.75"], ["growth", "0.25"]],
 * );
 * ```
 * @since 0.1.0
 */
export function ahpHierarchy(
  hierarchy: AhpHierarchy,
  options: AhpHierarchyOptions = {},
): AhpSynthesis {
  const rules = readAhpOptions(options, "options", ["mode"]);
  const modes = ["distributive", "ideal"] as const;
  const mode = expectOneOf(options.mode ?? "distributive", "options.mode", modes);
  const record = expectRecord(hierarchy, "hierarchy", ["goal", "alternatives"]);
  const ids = readAlternatives(record["alternatives"]);
  const shares = new Map<string, { readonly local: number; readonly global: number }>();
  const contributions = ids.map((): { criterion: string; priority: number }[] => []);
  const criteria = readNodes(record["goal"]).map((node): AhpCriterionWeight => {
    const isLeaf = node.children.length === 0;
    const parts = isLeaf ? ids : node.children;
    const { weights, judged } = localWeights(node, parts, rules);
    const { local, global } = shares.get(node.id) ?? { local: 1, global: 1 };
    const most = mode === "ideal" ? Math.max(...weights) : 1;
    weights.forEach((weight, index) => {
      if (!isLeaf) shares.set(itemAt(parts, index), { local: weight, global: global * weight });
      else {
        const priority = (global * weight) / most;
        itemAt(contributions, index).push({ criterion: node.id, priority });
      }
    });
    return {
      id: node.id,
      parent: node.parent,
      localWeight: local,
      globalWeight: global,
      judged,
      parts: parts.map((id, index) => ({ id, weight: itemAt(weights, index) })),
    };
  });
  return {
    alternatives: ranked(ids, contributions),
    criteria,
    consistencyRatio: treeRatio(criteria),
  };
}

/**
 * Many rules at once: which of them hold of some facts, looked up by what they demand of
 * single facts instead of testing them one by one.
 */
import { IssueCollector } from "../values/errors.js";
import { ITEMS_MAX } from "../values/limits.js";
import {
  at,
  atIndex,
  expectArray,
  expectIdentifier,
  expectRecord,
  expectCompiled,
} from "../values/plain.js";
import { factReader } from "./address.js";
import type { FactReader } from "./address.js";
import { compiledOf } from "./compile.js";
import type { CompiledCondition } from "./compile.js";
import { keyReader, orderReader } from "./comparison.js";
import type { Key } from "./comparison.js";
import { intervalTree, stab } from "./interval-tree.js";
import type { Interval, IntervalTree } from "./interval-tree.js";
import type { Condition, ConditionOptions, Facts } from "./model.js";
import { known } from "./known.js";
import { alternativesOf } from "./probes.js";
import type { Alternative, Probe, ProbePlace } from "./probes.js";

/**
 * A rule of an index: an id of its own, and its condition, as data or compiled.
 *
 * @since 0.1.0
 */
export interface IndexedRule {
  readonly id: string;
  readonly condition: Condition | CompiledCondition;
}

/**
 * Rules prepared for {@link matching}. Not data: keep the rules and index them again.
 *
 * @since 0.1.0
 */
export interface ConditionIndex {
  /** Tag that survives two copies of the package. */
  readonly kind: "condition-index";
  /** Number of rules. */
  readonly size: number;
  /** Number of rules that a lookup finds; the rest is tested every time. */
  readonly indexed: number;
  /** Places of the rules that hold, ascending. */
  readonly positions: (facts: Facts) => readonly number[];
  /** Ids of the rules, in the order given. */
  readonly ids: readonly string[];
}

/** One place to look at, with all that rules demand of it. */
interface Shelf {
  readonly read: FactReader;
  readonly keyOf: (value: unknown) => Key;
  readonly orderOf: (value: unknown) => number;
  readonly isOfList: boolean;
  readonly positionsByKey: Map<Key, number[]>;
  readonly intervals: Interval[];
}

function nameOf(place: ProbePlace): string {
  return `${place.type} ${place.isOfList ? "contains" : "is"} ${place.address.name}`;
}

/** How many rules ask for each key, so that the rarest can be chosen. */
class Popularity {
  readonly #counts: Map<string, Map<Key, number>> = new Map();
  readonly #intervals: Map<string, number> = new Map();

  add(probe: Probe): void {
    const name = nameOf(probe.place);
    if (probe.kind === "interval") {
      this.#intervals.set(name, (this.#intervals.get(name) ?? 0) + 1);
      return;
    }
    let counts = this.#counts.get(name);
    if (counts === undefined) {
      counts = new Map();
      this.#counts.set(name, counts);
    }
    counts.set(probe.key, (counts.get(probe.key) ?? 0) + 1);
  }

  /** Rules expected to be found beside this one; an interval is taken to hit half of them. */
  cost(alternative: Alternative): number {
    let cost = 0;
    for (const probe of alternative) {
      const name = nameOf(probe.place);
      cost +=
        probe.kind === "key"
          ? known(this.#counts.get(name)?.get(probe.key))
          : known(this.#intervals.get(name)) / 2;
    }
    return cost;
  }

  cheapest(alternatives: readonly Alternative[]): Alternative | undefined {
    let best: Alternative | undefined;
    let costBest = Infinity;
    for (const alternative of alternatives) {
      const cost = this.cost(alternative);
      if (cost < costBest) {
        best = alternative;
        costBest = cost;
      }
    }
    return best;
  }
}

function shelfFor(place: ProbePlace): Shelf {
  return {
    read: factReader(place.address),
    keyOf: keyReader(place.type),
    orderOf: orderReader(place.type),
    isOfList: place.isOfList,
    positionsByKey: new Map(),
    intervals: [],
  };
}

function put(shelves: Map<string, Shelf>, probe: Probe, position: number): void {
  const name = nameOf(probe.place);
  let shelf = shelves.get(name);
  if (shelf === undefined) {
    shelf = shelfFor(probe.place);
    shelves.set(name, shelf);
  }
  if (probe.kind === "interval") {
    shelf.intervals.push({ from: probe.from, to: probe.to, position });
    return;
  }
  const positions = shelf.positionsByKey.get(probe.key);
  if (positions === undefined) shelf.positionsByKey.set(probe.key, [position]);
  else positions.push(position);
}

/** Adds the rules on a shelf that the facts may satisfy. */
type Finder = (facts: Facts, found: number[]) => void;

function addAll(found: number[], positions: readonly number[] | undefined): void {
  if (positions !== undefined) for (const position of positions) found.push(position);
}

function keyFinder({ read, keyOf, isOfList, positionsByKey }: Shelf): Finder {
  if (!isOfList) {
    return (facts, found) => {
      const key = keyOf(read(facts));
      if (key !== undefined) addAll(found, positionsByKey.get(key));
    };
  }
  return (facts, found) => {
    const list = read(facts);
    if (!Array.isArray(list) || list.length > ITEMS_MAX) return;
    for (const item of list) addAll(found, positionsByKey.get(keyOf(item)));
  };
}

function intervalFinder({ read, orderOf }: Shelf, tree: IntervalTree): Finder {
  return (facts, found) => {
    const order = orderOf(read(facts));
    if (order === order) stab(tree, order, found);
  };
}

function findersOf(shelves: Iterable<Shelf>): readonly Finder[] {
  const finders: Finder[] = [];
  for (const shelf of shelves) {
    if (shelf.positionsByKey.size > 0) finders.push(keyFinder(shelf));
    if (shelf.intervals.length > 0)
      finders.push(intervalFinder(shelf, intervalTree(shelf.intervals)));
  }
  return finders;
}

interface ReadRules {
  readonly ids: readonly string[];
  readonly compiled: readonly CompiledCondition[];
}

function readRules(rules: unknown, options: ConditionOptions): ReadRules {
  const path = options.path ?? "";
  const list = path === "" ? "rules" : path;
  const issues = new IssueCollector();
  const seen = new Set<string>();
  const compiled: CompiledCondition[] = [];
  for (const [index, value] of expectArray(rules, list).entries()) {
    const where = atIndex(list, index);
    issues.attempt(() => {
      const record = expectRecord(value, where, ["id", "condition"]);
      const id = expectIdentifier(record["id"], at(where, "id"));
      if (seen.has(id)) issues.add("rule.duplicate_id", at(where, "id"), "an id of its own", id);
      seen.add(id);
      const place = at(where, "condition");
      compiled.push(compiledOf(record["condition"], { ...options, path: place }));
    });
  }
  issues.throwIfAny();
  return { ids: [...seen], compiled };
}

/**
 * Prepares many rules, so that finding those that hold costs a few lookups and the tests of
 * the rules found.
 *
 * Equalities, memberships (`in`, `contains`) and bounds are looked up, the rarest one of each
 * rule; a rule without any, for example one that only says `absent`, is tested every time.
 * Throws one `ClienteleError` with the issues of all rules; `rule.duplicate_id` when two share
 * an id. O(rules · log rules).
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { conditionIndex, matching } from "clientele/conditions";
 *
 * const index = conditionIndex([
 *   { id: "gold", condition: { fact: "client.tier", operator: "equal", value: "gold" } },
 *   { id: "large", condition: { fact: "order.total", operator: "greaterThan", value: 1000 } },
 *   { id: "north", condition: { fact: "client.region", operator: "in", value: ["NO", "SE"] } },
 * ]);
 * const facts = { client: { tier: "gold", region: "DE" }, order: { total: 1200 } };
 * assert.deepEqual(matching(index, facts), ["gold", "large"]);
 * ```
 * @since 0.1.0
 */
export function conditionIndex(
  rules: readonly IndexedRule[],
  options: ConditionOptions = {},
): ConditionIndex {
  expectRecord(options, "options");
  const { ids, compiled } = readRules(rules, options);
  const alternatives = compiled.map((rule) => alternativesOf(rule.normal));
  const popularity = new Popularity();
  for (const list of alternatives) {
    for (const alternative of list) for (const probe of alternative) popularity.add(probe);
  }
  const shelves = new Map<string, Shelf>();
  const always: number[] = [];
  for (const [position, list] of alternatives.entries()) {
    const chosen = popularity.cheapest(list);
    if (chosen === undefined) always.push(position);
    else for (const probe of chosen) put(shelves, probe, position);
  }
  return {
    kind: "condition-index",
    size: ids.length,
    indexed: ids.length - always.length,
    positions: positionFinder(findersOf(shelves.values()), always, compiled),
    ids,
  };
}

function positionFinder(
  finders: readonly Finder[],
  always: readonly number[],
  compiled: readonly CompiledCondition[],
): (facts: Facts) => readonly number[] {
  return (facts) => {
    const found: number[] = [];
    addAll(found, always);
    for (const find of finders) find(facts, found);
    // The runs found are ascending already: the sort merges them.
    found.sort((a, b) => a - b);
    const held: number[] = [];
    let last = -1;
    for (const position of found) {
      if (position !== last && known(compiled[position]).holds(facts)) held.push(position);
      last = position;
    }
    return held;
  };
}

/**
 * Ids of the rules that hold of some facts, in the order in which the rules were given.
 *
 * The same as testing every rule. Cost follows the rules found, and those that cannot be
 * looked up.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { conditionIndex, matching } from "clientele/conditions";
 *
 * const segments = conditionIndex(
 *   [
 *     { id: "small", condition: { fact: "revenue", operator: "lessThan", value: "1000" } },
 *     { id: "export", condition: { fact: "markets", operator: "contains", value: "CH" } },
 *   ],
 *   { facts: { revenue: "decimal", markets: "string[]" } },
 * );
 * assert.deepEqual(matching(segments, { revenue: "999.99", markets: ["DE", "CH"] }), [
 *   "small",
 *   "export",
 * ]);
 * ```
 * @since 0.1.0
 */
export function matching(index: ConditionIndex, facts: Facts): readonly string[] {
  expectCompiled(index, "index", "positions");
  return index.positions(facts).map((position) => known(index.ids[position]));
}

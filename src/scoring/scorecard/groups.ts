/** Reads the tree of groups of a scorecard: who is in whom, from the outside in. */
import type { IssueCollector } from "../../values/errors.js";
import { itemAt } from "../../values/invariant.js";
import { at, expectIdentifier, expectRecord } from "../../values/plain.js";
import type { PlannedGroup } from "./plan.js";
import { checkRemarks, expectWeight, readList } from "./read-parts.js";

const GROUPS_MAX = 100;
const LEVELS_MAX = 8;

interface ReadGroup {
  readonly id: string;
  readonly weight: number;
  readonly group: string | null;
  readonly path: string;
}

/** @internal */
export interface GroupTree {
  readonly groups: readonly PlannedGroup[];
  readonly outsideIn: readonly number[];
  /** Place of a group by its id; −1 for the card itself. */
  readonly placeOf: (id: string | null) => number;
}

function readGroup(item: unknown, path: string): ReadGroup {
  const record = expectRecord(item, path, ["id", "weight", "group", "rationale"]);
  checkRemarks(record, path, ["rationale"]);
  const { group } = record;
  return {
    id: expectIdentifier(record["id"], at(path, "id")),
    weight: expectWeight(record["weight"], at(path, "weight")),
    group: group === undefined ? null : expectIdentifier(group, at(path, "group")),
    path,
  };
}

/** How many groups are around a place, itself counted; more than the limit in a circle. */
function levelOf(groups: readonly PlannedGroup[], place: number): number {
  let level = 0;
  for (let next = place; next >= 0 && level <= LEVELS_MAX; next = itemAt(groups, next).parent)
    level += 1;
  return level;
}

/**
 * Reads the groups of a card (`scoring.groups`, `scoring.duplicate_id`, `scoring.weights`,
 * `schema.*`), whose ids are none of the criteria's.
 *
 * @internal
 */
export function readGroups(
  value: unknown,
  criteria: readonly { readonly group: string | null; readonly path: string }[],
  issues: IssueCollector,
  seen: Set<string>,
): GroupTree {
  const list = { value: value ?? [], path: "card.groups", max: GROUPS_MAX, seen };
  const read = readList(issues, list, readGroup);
  const places = new Map(read.map((one, place) => [one.id, place]));
  const placeOf = (id: string | null): number => (id === null ? -1 : (places.get(id) ?? -1));
  const checkKnown = (id: string | null, where: string): void => {
    if (id !== null && !places.has(id))
      issues.add("scoring.groups", at(where, "group"), "a group of the card", id);
  };
  for (const { group, path } of criteria) checkKnown(group, path);
  const groups = read.map(({ id, weight, group, path }): PlannedGroup => {
    checkKnown(group, path);
    return { id, weight, parent: placeOf(group) };
  });
  const levels = groups.map((_, place) => levelOf(groups, place));
  const isUsed = new Set<number>();
  for (const { group } of criteria) {
    for (let place = placeOf(group); place >= 0 && !isUsed.has(place); ) {
      isUsed.add(place);
      place = itemAt(groups, place).parent;
    }
  }
  read.forEach(({ id, path }, place) => {
    if (itemAt(levels, place) > LEVELS_MAX)
      issues.add("scoring.groups", path, `${String(LEVELS_MAX)} levels, none in itself`, id);
    else if (!isUsed.has(place))
      issues.add("scoring.groups", path, "a criterion inside the group", id);
  });
  const outsideIn = groups
    .map((_, place) => place)
    .sort((a, b) => itemAt(levels, a) - itemAt(levels, b) || a - b);
  return { groups, outsideIn, placeOf };
}

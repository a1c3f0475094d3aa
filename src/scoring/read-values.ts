/** The door of lists of ids with a value. */
import { fail } from "../values/errors.js";
import { at, expectIdentifier, expectRecord } from "../values/plain.js";
import { scaledFrom } from "../values/scaled.js";
import type { Scaled } from "../values/scaled.js";
import { readEach } from "./cohorts/read-each.js";

/**
 * Items of a list in which each has an id of its own: as many as a set of texts holds on every
 * engine. Columns take more.
 *
 * @internal
 */
export const IDS_MAX = 16_000_000;

/** @internal */
export interface ReadValue {
  readonly id: string;
  readonly exact: Scaled;
}

/** Demands a list of `{ id, value }` with ids of their own (`scoring.duplicate_id`). @internal */
export function readValues(values: unknown, path: string): ReadValue[] {
  const seen = new Set<string>();
  const read = (item: unknown, itemPath: string): ReadValue => {
    const record = expectRecord(item, itemPath, ["id", "value"]);
    const id = expectIdentifier(record["id"], at(itemPath, "id"));
    if (seen.has(id)) fail("scoring.duplicate_id", at(itemPath, "id"), "an id of its own", id);
    seen.add(id);
    return { id, exact: scaledFrom(record["value"], "scoring", at(itemPath, "value")) };
  };
  return readEach(values, path, read, IDS_MAX);
}

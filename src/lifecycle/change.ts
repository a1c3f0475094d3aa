/**
 * Changes of the context: data, plain functions or immer recipes, compiled to one form and
 * applied in order. The context given is never written to.
 */
import { produce } from "immer";

import { calendarDate } from "../values/calendar-date.js";
import { addDecimals, decimal } from "../values/decimal.js";
import { addDuration } from "../values/duration.js";
import { fail } from "../values/errors.js";
import { dateOf } from "../values/instant.js";
import {
  at,
  expectInteger,
  expectOneOf,
  expectRecord,
  expectString,
  isHazardousKey,
  isRecord,
} from "../values/plain.js";
import type { UnknownRecord } from "../values/plain.js";
import { frozenCopy } from "./freeze.js";
import type { ChangePlan } from "./lifecycle.js";
import type { Occurrence } from "./model.js";

type Read = (context: Record<string, unknown>, occurrence: Occurrence) => unknown;
type Write = (draft: Record<string, unknown>, occurrence: Occurrence) => void;

const FIELD_LENGTH_MAX = 256;
const APPEND_MAX = 10_000;

function expectField(value: unknown, path: string): string {
  const field = expectString(value, path, FIELD_LENGTH_MAX);
  if (field === "" || isHazardousKey(field))
    fail("schema.value", path, "the name of a field", value);
  return field;
}

function readPayload(occurrence: Occurrence, field: string): unknown {
  const { payload } = occurrence;
  return isRecord(payload) && Object.hasOwn(payload, field) ? payload[field] : undefined;
}

/** Compiles a source of a value. @internal */
export function compileSource(source: unknown, path: string): Read {
  const record = expectRecord(source, path, ["value", "payload", "context", "stamp", "by"]);
  if (Object.keys(record).length !== 1) {
    fail("lifecycle.source", path, "one of value, payload, context, stamp, by", source);
  }
  if ("payload" in record) {
    const field = expectField(record["payload"], at(path, "payload"));
    return (_, occurrence) => readPayload(occurrence, field);
  }
  if ("context" in record) {
    const field = expectField(record["context"], at(path, "context"));
    return (context) => (Object.hasOwn(context, field) ? context[field] : undefined);
  }
  if ("stamp" in record) {
    const kind = expectOneOf(record["stamp"], at(path, "stamp"), ["instant", "date"]);
    return (_, occurrence) => (kind === "date" ? dateOf(occurrence.at) : occurrence.at);
  }
  if ("by" in record) return (_, occurrence) => occurrence.by;
  const literal = record["value"];
  return () => literal;
}

/** Compiles one change; functions are taken as they are. @internal */
export function compileChange(change: unknown, path: string): ChangePlan {
  if (!isRecord(change)) fail("schema.type", path, "a change", change);
  if (typeof change["update"] === "function") {
    return {
      kind: "update",
      update: change["update"] as (context: unknown, occurrence: Occurrence) => unknown,
    };
  }
  if (typeof change["recipe"] === "function") {
    return {
      kind: "recipe",
      recipe: change["recipe"] as (draft: unknown, occurrence: Occurrence) => void,
    };
  }
  const renews = "shift" in change || "stamp" in change;
  return { kind: "data", write: compileWrite(change, path), renews };
}

function compileWrite(change: UnknownRecord, path: string): Write {
  if ("set" in change) {
    expectRecord(change, path, ["set", "to"]);
    const field = expectField(change["set"], at(path, "set"));
    const read = compileSource(change["to"], at(path, "to"));
    return (draft, occurrence) => {
      const value = read(draft, occurrence);
      if (value !== undefined) draft[field] = value;
    };
  }
  if ("add" in change) {
    expectRecord(change, path, ["add", "of"]);
    const field = expectField(change["add"], at(path, "add"));
    const read = compileSource(change["of"], at(path, "of"));
    return (draft, occurrence) => {
      const value = read(draft, occurrence);
      if (value !== undefined) draft[field] = addValues(draft[field], value, field);
    };
  }
  if ("append" in change) return compileAppend(change, path);
  if ("stamp" in change) {
    expectRecord(change, path, ["stamp", "as"]);
    const field = expectField(change["stamp"], at(path, "stamp"));
    const kind = expectOneOf(change["as"] ?? "instant", at(path, "as"), ["instant", "date"]);
    return (draft, occurrence) => {
      draft[field] = kind === "date" ? dateOf(occurrence.at) : occurrence.at;
    };
  }
  if ("shift" in change) return compileShift(change, path);
  if ("clear" in change) {
    expectRecord(change, path, ["clear"]);
    const field = expectField(change["clear"], at(path, "clear"));
    return (draft) => {
      draft[field] = null;
    };
  }
  return fail(
    "lifecycle.change",
    path,
    "set, add, append, stamp, shift, clear, update or recipe",
    change,
  );
}

function compileShift(change: UnknownRecord, path: string): Write {
  expectRecord(change, path, ["shift", "by"]);
  const field = expectField(change["shift"], at(path, "shift"));
  const read = compileSource(change["by"], at(path, "by"));
  const place = at("context", field);
  return (draft, occurrence) => {
    const date = draft[field];
    const by = read(draft, occurrence);
    if (date === null || date === undefined || by === null || by === undefined) return;
    draft[field] = addDuration(
      calendarDate(expectString(date, place, 16), place),
      expectString(by, at(place, "by"), 64),
    );
  };
}

function compileAppend(change: UnknownRecord, path: string): Write {
  expectRecord(change, path, ["append", "of", "most"]);
  const field = expectField(change["append"], at(path, "append"));
  const read = compileSource(change["of"], at(path, "of"));
  const most = expectInteger(change["most"] ?? APPEND_MAX, at(path, "most"), 1, APPEND_MAX);
  return (draft, occurrence) => {
    const value = read(draft, occurrence);
    if (value === undefined) return;
    const list: unknown = draft[field] ?? [];
    if (!Array.isArray(list)) fail("lifecycle.context", at("context", field), "a list", list);
    const items: readonly unknown[] = list;
    draft[field] = [...(items.length < most ? items : items.slice(items.length - most + 1)), value];
  };
}

/** A sum of integers, or of decimal texts; what is not there yet counts as nothing. */
function addValues(current: unknown, value: unknown, field: string): unknown {
  if (
    typeof value === "number" &&
    (typeof current === "number" || current === undefined || current === null)
  ) {
    const total = (current ?? 0) + value;
    if (!Number.isSafeInteger(total)) {
      fail("lifecycle.context", at("context", field), "a sum that is a safe integer", total);
    }
    return total;
  }
  if (typeof value === "string") {
    const start = current ?? "0";
    const path = at("context", field);
    if (typeof start === "string") return addDecimals(decimal(start, path), decimal(value, path));
  }
  return fail(
    "lifecycle.context",
    at("context", field),
    "integers, or decimal texts, to add",
    value,
  );
}

/**
 * The context after a list of changes. Functions are given a frozen context when `freezes`, so
 * that one which writes into it fails instead of leaking.
 *
 * @internal
 */
export function applyChanges(
  changes: readonly ChangePlan[],
  context: unknown,
  occurrence: Occurrence,
  freezes: boolean,
): unknown {
  if (changes.length === 0) return context;
  let next = context as Record<string, unknown>;
  let isOwn = false;
  for (const change of changes) {
    if (change.kind === "data") {
      if (!isOwn) next = { ...next };
      isOwn = true;
      change.write(next, occurrence);
      continue;
    }
    const before = frozenCopy(next);
    const after: unknown =
      change.kind === "update"
        ? change.update(before, occurrence)
        : produce(before, (draft) => {
            change.recipe(draft, occurrence);
          });
    if (!isRecord(after))
      fail("lifecycle.context", "context", "a plain object from a change", after);
    next = after;
    isOwn = false;
  }
  return freezes ? frozenCopy(next) : next;
}

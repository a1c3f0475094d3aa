/** What stands in a field of a master record, and whether anything does. */
import { fail } from "../../values/errors.js";
import { checkShape } from "../../values/limits.js";
import {
  at,
  compareText,
  expectIdentifier,
  expectRecord,
  isRecord,
  orUsual,
} from "../../values/plain.js";
import type { UnknownRecord } from "../../values/plain.js";
import { expectDate } from "../../values/expect-date.js";
import type { CalendarDate } from "../../values/calendar-date.js";
import type { Json } from "../../values/refusal.js";

/** Names that are no fields. */
const NO_FIELDS: ReadonlySet<string> = /* @__PURE__ */ (() => new Set(["id", "verifiedOn"]))();
const DEPTH_MAX = 16;

/** A record whose id and days are checked. @internal */
export interface CheckedRecord {
  readonly id: string;
  readonly fields: UnknownRecord;
  readonly verifiedOn: ReadonlyMap<string, CalendarDate>;
}

/** Whether a value is nothing: absent, a blank text, an empty list or an empty object. @internal */
export function isMissing(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (typeof value === "string") return value.trim() === "";
  if (Array.isArray(value)) return value.every(isNothing);
  return isRecord(value) && Object.keys(value).length === 0;
}

function isNothing(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  return typeof value === "string" && value.trim() === "";
}

/** Refuses what is no JSON: functions, dates of the host, NaN (`schema.type`). */
function expectPlain(value: unknown, path: string): void {
  checkShape(value, path, { depthMax: DEPTH_MAX });
  const pending: unknown[] = [value];
  while (pending.length > 0) {
    const next = pending.pop();
    if (Array.isArray(next)) {
      for (const item of next as readonly unknown[]) pending.push(item);
    } else if (isRecord(next)) {
      for (const item of Object.values(expectRecord(next, path))) pending.push(item);
    } else if (!isScalar(next)) fail("schema.type", path, "plain JSON", next);
  }
}

function isScalar(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (typeof value === "number") return Number.isFinite(value);
  return typeof value === "string" || typeof value === "boolean";
}

/** Reads a record (`schema.*`, `id.format`, `date.*`, `limits.*`). @internal */
export function checkRecord(value: unknown, path: string): CheckedRecord {
  const record = expectRecord(value, path);
  const id = expectIdentifier(record["id"], at(path, "id"));
  const daysPath = at(path, "verifiedOn");
  const days = expectRecord(orUsual(record["verifiedOn"], {}), daysPath);
  const verifiedOn = new Map<string, CalendarDate>();
  for (const name of Object.keys(days)) {
    expectDate(days[name], at(daysPath, name));
    verifiedOn.set(name, days[name] as CalendarDate);
  }
  for (const name of Object.keys(record)) {
    if (!NO_FIELDS.has(name)) expectPlain(record[name], at(path, name));
  }
  return { id, fields: record, verifiedOn };
}

/** Names of the fields that are not missing, by code unit. @internal */
export function fieldNames({ fields }: CheckedRecord): readonly string[] {
  const names = Object.keys(fields).filter(
    (name) => !NO_FIELDS.has(name) && !isMissing(fields[name])
  );
  return names.sort(compareText);
}

/** A text that is the same for equal JSON, whatever the order of keys. @internal */
export function textOfValue(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (!isRecord(part)) return part;
    const names = Object.keys(part).sort(compareText);
    return Object.fromEntries(names.map((name) => [name, part[name]]));
  });
}

/** The value as it is given back: checked JSON. @internal */
export function jsonOf(value: unknown): Json {
  return value as Json;
}

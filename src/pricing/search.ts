/** The access sequence: from a line to the records that hold for it, most specific first. */
import { checkCount } from "../values/limits.js";
import { contextFree } from "./holds.js";
import type { KeyField, RejectedRecord, TriedKey } from "./model.js";
import { keyText } from "./compile.js";
import type { AccessPlan, RecordPlan, StepPlan } from "./plan.js";
import { reject } from "./state.js";
import type { Context, LineState } from "./state.js";

/** A record found, and the key that found it. @internal */
export interface Hit {
  readonly record: RecordPlan;
  readonly reason: string;
  /** Place of the key in the access sequence: the smaller, the more specific. */
  readonly rank: number;
}

/** Combinations of ancestors that one set of fields is searched with; more are refused. */
const KEYS_MAX = 4_096;

function valueOf(context: Context, line: LineState, field: KeyField): string | undefined {
  if (field === "client" || field === "clientGroup") return context.order[field];
  return line.line[field];
}

/** Each key of a set of fields for a line, nearest ancestors first; none where a value is missing. */
function keysOf(
  context: Context,
  line: LineState,
  access: AccessPlan,
): readonly (readonly string[])[] {
  let keys: (readonly string[])[] = [[]];
  for (const field of access.fields) {
    const value = valueOf(context, line, field);
    if (value === undefined) return [];
    const chain = context.plan.ancestors[field]?.get(value) ?? [value];
    if (chain.length === 1) {
      keys = keys.map((key) => [...key, value]);
      continue;
    }
    checkCount(keys.length * chain.length, KEYS_MAX, "hierarchies");
    keys = keys.flatMap((key) => chain.map((one) => [...key, one]));
  }
  return keys;
}

/** The one key of a set of fields without hierarchies; null where a value is missing. */
function plainKey(context: Context, line: LineState, fields: readonly KeyField[]): string | null {
  const [first, second] = fields;
  if (first === undefined) return "";
  const one = valueOf(context, line, first);
  if (one === undefined) return null;
  if (second === undefined) return one;
  const two = valueOf(context, line, second);
  if (two === undefined) return null;
  if (fields.length === 2) return `${String(one.length)}:${one}${String(two.length)}:${two}`;
  const values: string[] = [];
  for (const field of fields) {
    const value = valueOf(context, line, field);
    if (value === undefined) return null;
    values.push(value);
  }
  return keyText(values);
}

function isFlat(context: Context, access: AccessPlan): boolean {
  for (const field of access.fields) if (context.plan.ancestors[field] !== undefined) return false;
  return true;
}

/** The first record that holds; what it found and could not use goes to the line. @internal */
export function searchFirst(
  context: Context,
  step: StepPlan,
  line: LineState,
  accept: (record: RecordPlan) => RejectedRecord["reason"] | null,
): Hit | null {
  let rank = -KEYS_MAX;
  for (const access of step.access) {
    rank += KEYS_MAX;
    if (context.plan.isFlat || isFlat(context, access)) {
      const key = plainKey(context, line, access.fields);
      const records = key === null ? undefined : access.records.get(key);
      const record = records === undefined ? null : firstOf(context, step, line, records, accept);
      if (record !== null) return { record, reason: access.name, rank };
      continue;
    }
    let place = rank;
    for (const key of keysOf(context, line, access)) {
      const records = access.records.get(keyText(key)) ?? [];
      const record = firstOf(context, step, line, records, accept);
      if (record !== null) return { record, reason: access.name, rank: place };
      place += 1;
    }
  }
  return null;
}

function firstOf(
  context: Context,
  step: StepPlan,
  line: LineState,
  records: readonly RecordPlan[],
  accept: (record: RecordPlan) => RejectedRecord["reason"] | null,
): RecordPlan | null {
  for (const record of records) {
    const reason = contextFree(context, record, line) ?? accept(record);
    if (reason === null) return record;
    reject(line, step, record, reason);
  }
  return null;
}

/** Every record that holds, most specific first, and by their total order within a key. @internal */
export function searchAll(
  context: Context,
  step: StepPlan,
  line: LineState,
  accept: (record: RecordPlan) => RejectedRecord["reason"] | null,
): readonly Hit[] {
  const hits: Hit[] = [];
  let rank = 0;
  for (const access of step.access) {
    for (const key of keysOf(context, line, access)) {
      rank += 1;
      for (const record of access.records.get(keyText(key)) ?? []) {
        const reason = contextFree(context, record, line) ?? accept(record);
        if (reason === null) hits.push({ record, reason: access.name, rank });
        else reject(line, step, record, reason);
      }
    }
  }
  return hits;
}

/** Every key that was searched in vain, for a line without a price. @internal */
export function triedKeys(context: Context, step: StepPlan, line: LineState): readonly TriedKey[] {
  return step.access.flatMap((access) =>
    keysOf(context, line, access).map((values) => ({
      step: step.id,
      fields: access.fields,
      values,
      rejected: (access.records.get(keyText(values)) ?? []).map((record) => ({
        record: record.id,
        reason: contextFree(context, record, line) ?? "no-effect",
      })),
    })),
  );
}

/**
 * Checks of an event's payload, compiled from its shape or taken from a Standard Schema.
 * A payload that does not fit is a refusal of the event, not an error: see `decide.ts`.
 */
import { calendarDate } from "../values/calendar-date.js";
import { fail } from "../values/errors.js";
import type { IssueCollector } from "../values/errors.js";
import { instant } from "../values/instant.js";
import {
  at,
  expectIdentifier,
  expectOneOf,
  expectRecord,
  expectString,
  isRecord,
} from "../values/plain.js";
import { decimal } from "../values/decimal.js";
import type { PayloadCheck, PayloadFault } from "./lifecycle.js";
import type { PayloadScalar, PayloadSchema } from "./model.js";

const SCALARS: readonly PayloadScalar[] = [
  "text",
  "number",
  "integer",
  "decimal",
  "date",
  "instant",
  "boolean",
  "id",
];
const NO_FAULTS: readonly PayloadFault[] = [];

function passes(door: () => unknown): boolean {
  try {
    door();
    return true;
  } catch {
    return false;
  }
}

const TESTS: Readonly<Record<PayloadScalar, (value: unknown) => boolean>> = {
  text: (value) => passes(() => expectString(value, "")),
  number: (value) => typeof value === "number" && Number.isFinite(value),
  integer: (value) => Number.isSafeInteger(value),
  decimal: (value) => typeof value === "string" && passes(() => decimal(value)),
  date: (value) => typeof value === "string" && passes(() => calendarDate(value)),
  instant: (value) => typeof value === "string" && passes(() => instant(value)),
  boolean: (value) => typeof value === "boolean",
  id: (value) => passes(() => expectIdentifier(value, "")),
};

interface FieldPlan {
  readonly name: string;
  readonly isOptional: boolean;
  readonly expected: string;
  readonly test: (value: unknown) => boolean;
}

/** Whether an event is described by a Standard Schema instead of a shape. @internal */
export function isPayloadSchema(value: unknown): value is PayloadSchema {
  if (typeof value !== "object" && typeof value !== "function") return false;
  return value !== null && "~standard" in value;
}

/** Compiles the check of one event's payload. @internal */
export function compilePayload(shape: unknown, path: string, issues: IssueCollector): PayloadCheck {
  if (isPayloadSchema(shape)) return (payload) => checkBySchema(shape, payload);
  const record = issues.attempt(() => expectRecord(shape, path)) ?? {};
  const fields: FieldPlan[] = [];
  for (const name of Object.keys(record)) {
    const field = issues.attempt(() => compileField(name, record[name], at(path, name)));
    if (field !== undefined) fields.push(field);
  }
  const names = new Set(fields.map((field) => field.name));
  return fields.length === 0
    ? (payload) => (payload === undefined || isEmpty(payload) ? NO_FAULTS : noPayload)
    : (payload) => checkFields(fields, names, payload);
}

const noPayload: readonly PayloadFault[] = [{ path: "payload", expected: "no payload" }];

function isEmpty(payload: unknown): boolean {
  return isRecord(payload) && Object.keys(payload).length === 0;
}

function compileField(name: string, type: unknown, path: string): FieldPlan {
  expectIdentifier(name, path);
  if (Array.isArray(type)) {
    const choices = new Set(
      type.map((choice, index) => expectString(choice, `${path}[${String(index)}]`, 256)),
    );
    if (choices.size === 0) fail("lifecycle.payload", path, "at least one choice", type);
    return {
      name,
      isOptional: false,
      expected: `one of ${[...choices].slice(0, 20).join(", ")}`,
      test: (value) => typeof value === "string" && choices.has(value),
    };
  }
  const text = expectString(type, path, 16);
  const isOptional = text.endsWith("?");
  const scalar = expectOneOf(isOptional ? text.slice(0, -1) : text, path, SCALARS);
  return { name, isOptional, expected: `a value of type ${scalar}`, test: TESTS[scalar] };
}

function checkFields(
  fields: readonly FieldPlan[],
  names: ReadonlySet<string>,
  given: unknown,
): readonly PayloadFault[] {
  // No payload at all is a payload without fields.
  const payload = given ?? {};
  if (!isRecord(payload)) return [{ path: "payload", expected: "an object" }];
  let faults: PayloadFault[] | undefined;
  let present = 0;
  for (const { name, isOptional, test, expected } of fields) {
    const value = Object.hasOwn(payload, name) ? payload[name] : undefined;
    if (value !== undefined) present += 1;
    if (value === undefined ? isOptional : test(value)) continue;
    (faults ??= []).push({ path: at("payload", name), expected });
  }
  for (const key in payload) {
    if (payload[key] === undefined || names.has(key)) continue;
    (faults ??= []).push({ path: at("payload", key.slice(0, 64)), expected: "no such field" });
    if (faults.length > fields.length + 8 || present > fields.length) break;
  }
  return faults ?? NO_FAULTS;
}

function checkBySchema(schema: PayloadSchema, payload: unknown): readonly PayloadFault[] {
  const verdict = schema["~standard"].validate(payload);
  if (verdict instanceof Promise) {
    return fail("lifecycle.payload", "payload", "a schema that answers at once", "a promise");
  }
  if (verdict.issues === undefined) return NO_FAULTS;
  return verdict.issues.slice(0, 20).map((issue) => ({
    path: "payload",
    expected: issue.message.slice(0, 200),
  }));
}

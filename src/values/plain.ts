/**
 * Guards for untrusted plain data, used by every compile step.
 *
 * Here: shape (record, list, text, number, identifier). Not here: money, decimals and dates,
 * which have doors of their own.
 */
import { fail } from "./errors.js";
import {
  checkCount,
  checkLength,
  IDENTIFIER_LENGTH_MAX,
  ITEMS_MAX,
  KEYS_MAX,
  TEXT_LENGTH_MAX,
} from "./limits.js";

/** An object whose members are not known yet. @internal */
export type UnknownRecord = Readonly<Record<string, unknown>>;

/** Joins a path and a member: `a` + `b` is `a.b`. @internal */
export function at(path: string, key: string): string {
  return path === "" ? key : `${path}.${key}`;
}

/** Joins a path and a position: `a` + 0 is `a[0]`. @internal */
export function atIndex(path: string, index: number): string {
  return `${path}[${String(index)}]`;
}

/** Whether a value is a plain object: not an array, not a class instance. @internal */
export function isRecord(value: unknown): value is UnknownRecord {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype || isForeignObject(prototype);
}

/** `Object.prototype` of another realm (a worker, an iframe, a test's virtual machine). */
function isForeignObject(prototype: unknown): boolean {
  return (
    typeof prototype === "object" &&
    prototype !== null &&
    Object.getPrototypeOf(prototype) === null &&
    Object.hasOwn(prototype, "hasOwnProperty")
  );
}

/** Demands a plain object (`schema.type`), of known keys if given (`schema.unknown_key`). @internal */
export function expectRecord(
  value: unknown,
  path: string,
  allowedKeys?: readonly string[],
): UnknownRecord {
  if (!isRecord(value)) fail("schema.type", path, "an object", value);
  let count = 0;
  for (const key in value) {
    count += 1;
    checkCount(count, KEYS_MAX, path);
    if (!Object.hasOwn(value, key)) continue;
    if (isHazardousKey(key) || (allowedKeys !== undefined && !allowedKeys.includes(key))) {
      refuseKey(value, key, path, allowedKeys);
    }
  }
  return value;
}

/** Too many keys are said before one that is not known. */
function refuseKey(
  value: UnknownRecord,
  key: string,
  path: string,
  allowedKeys: readonly string[] | undefined,
): never {
  let count = 0;
  for (const other in value) {
    count += Number(Object.hasOwn(value, other));
    checkCount(count, KEYS_MAX, path);
  }
  return fail("schema.unknown_key", at(path, key.slice(0, 64)), keysExpected(allowedKeys), key);
}

function keysExpected(allowedKeys: readonly string[] | undefined): string {
  return allowedKeys === undefined
    ? "no key that names a prototype"
    : `one of ${allowedKeys.slice(0, 20).join(", ")}`;
}

/** Names that would reach a prototype if ever used as a key of an object. @internal */
export function isHazardousKey(key: string): boolean {
  return key === "__proto__" || key === "constructor" || key === "prototype";
}

/**
 * Demands a list (`schema.type`) of at most `countMax` items (`limits.too_many`) without holes,
 * which a walk with `map` or `forEach` would pass over unread.
 *
 * @internal
 */
export function expectArray(
  value: unknown,
  path: string,
  countMax: number = ITEMS_MAX,
): readonly unknown[] {
  if (!Array.isArray(value)) fail("schema.type", path, "a list", value);
  const list: readonly unknown[] = value;
  checkCount(list.length, countMax, path);
  for (let index = 0; index < list.length; index += 1) {
    if (list[index] !== undefined || Object.hasOwn(list, index)) continue;
    fail("schema.type", atIndex(path, index), "a value in every place of the list", undefined);
  }
  return list;
}

/**
 * A member, or what is usual where it was left out. Null is not left out: a schema refuses it,
 * and so does whoever reads on.
 *
 * @internal
 */
export function orUsual(value: unknown, usual: unknown): unknown {
  return value === undefined ? usual : value;
}

/** Demands a text of bounded length (`schema.type`, `limits.too_long`). @internal */
export function expectString(
  value: unknown,
  path: string,
  lengthMax: number = TEXT_LENGTH_MAX,
): string {
  if (typeof value !== "string") fail("schema.type", path, "a text", value);
  checkLength(value, lengthMax, path);
  return value;
}

/** Demands one of the texts named (`schema.value`). @internal */
export function expectOneOf<const T extends string>(
  value: unknown,
  path: string,
  choices: readonly T[],
): T {
  const found = choices.find((choice) => choice === value);
  if (found === undefined) fail("schema.value", path, `one of ${choices.join(", ")}`, value);
  return found;
}

/** Demands true or false (`schema.type`). @internal */
export function expectBoolean(value: unknown, path: string): boolean {
  if (typeof value !== "boolean") fail("schema.type", path, "true or false", value);
  return value;
}

/** Demands a finite number (`schema.type`, `schema.not_finite`). @internal */
export function expectFinite(value: unknown, path: string): number {
  if (typeof value !== "number") fail("schema.type", path, "a number", value);
  if (!Number.isFinite(value)) fail("schema.not_finite", path, "a finite number", value);
  return value === 0 ? 0 : value;
}

/** Demands a safe integer within bounds (`schema.type`, `schema.range`). @internal */
export function expectInteger(
  value: unknown,
  path: string,
  min: number = Number.MIN_SAFE_INTEGER,
  max: number = Number.MAX_SAFE_INTEGER,
): number {
  if (typeof value !== "number" || !Number.isSafeInteger(value)) {
    fail("schema.type", path, "an integer", value);
  }
  if (value < min || value > max) {
    fail("schema.range", path, `an integer from ${String(min)} to ${String(max)}`, value);
  }
  return value === 0 ? 0 : value;
}

/**
 * Demands an identifier (`id.format`): 1 to 256 characters of well-formed Unicode without
 * control characters, in the form in which it was given (no case or accent is folded), and
 * no name of a prototype.
 *
 * @internal
 */
export function expectIdentifier(value: unknown, path: string): string {
  if (
    typeof value !== "string" ||
    value.length === 0 ||
    value.length > IDENTIFIER_LENGTH_MAX ||
    isHazardousKey(value) ||
    !isPrintable(value)
  ) {
    fail(
      "id.format",
      path,
      `an identifier of 1 to ${String(IDENTIFIER_LENGTH_MAX)} characters`,
      value,
    );
  }
  return value;
}

function isPrintable(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit < 0x20 || unit === 0x7f) return false;
    if (unit < 0xd800 || unit > 0xdfff) continue;
    const next = text.charCodeAt(index + 1);
    const isPair = unit < 0xdc00 && next >= 0xdc00 && next <= 0xdfff;
    if (!isPair) return false;
    index += 1;
  }
  return true;
}

/** Orders texts by code unit, the same on every host; `localeCompare` is not. @internal */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * Demands what a `compile…` of this package made (`schema.type`), told by a member that it has:
 * the document is checked when it is compiled, and the plan is trusted.
 *
 * @internal
 */
export function expectCompiled(value: unknown, path: string, member: string): void {
  if (typeof value === "object" && value !== null && member in value) return;
  fail("schema.type", path, "a plan that was compiled", value);
}

/** Demands what can be walked once (`schema.type`): a list, a set, a generator. @internal */
export function expectIterable(value: unknown, path: string): void {
  const isWalkable = typeof value === "object" && value !== null && Symbol.iterator in value;
  if (!isWalkable) fail("schema.type", path, "a list", value);
}

/** Demands an object of any make (`schema.type`), before it is asked what it is. @internal */
export function expectGiven(value: unknown, path: string): asserts value is object {
  if (typeof value !== "object" || value === null) fail("schema.type", path, "an object", value);
}

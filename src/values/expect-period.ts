/** The door of periods inside the library: a value in, or a `ClienteleError` out. */
import { expectDate } from "./expect-date.js";
import { fail } from "./errors.js";
import { at, isRecord } from "./plain.js";

/** Demands dates in their order; what else the object has is not looked at. @internal */
export function expectPeriod(value: unknown, path: string): void {
  if (!isRecord(value)) fail("schema.type", path, "a period", value);
  const from = expectDate(value["from"], at(path, "from"));
  const until = value["until"];
  if (until !== undefined) expectAfter(from, until, path);
}

/** The same of a period that ends. @internal */
export function expectClosedPeriod(value: unknown, path: string): void {
  if (!isRecord(value)) fail("schema.type", path, "a period", value);
  expectAfter(expectDate(value["from"], at(path, "from")), value["until"], path);
}

function expectAfter(from: number, until: unknown, path: string): void {
  const place = at(path, "until");
  if (expectDate(until, place) <= from) {
    fail("date.range_reversed", place, "a day after the first", until);
  }
}

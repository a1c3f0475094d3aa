/** What came back changed: refused by one error of ours, and never by the engine's. */
import { describe, expect, test } from "vitest";

import { decide, compileProgramme, newMember } from "../../src/loyalty/index.js";
import { explain } from "../../src/pricing/index.js";
import { aggregateViolations, compileBusinessCalendar, foldAggregate, isBusinessDay, minorUnitsOf, percent } from "../../src/values/index.js";
import { readingStored } from "../../src/values/stored.js";
import { fail } from "../../src/values/errors.js";

const code = (call: () => unknown): unknown => {
  try {
    call();
    return "accepted";
  } catch (error) {
    return error instanceof Error && "code" in error && "path" in error ? [error.code, error.path] : error;
  }
};

describe("stored data", () => {
  test("is read as it is; what is ours to say is said; all else is damage", () => {
    expect(readingStored({}, "state", () => 7)).toBe(7);
    expect(code(() => readingStored({}, "state", () => fail("date.format", "at", "a date", 1)))).toEqual(["date.format", "at"]);
    expect(code(() => readingStored(null, "state", () => (undefined as unknown as { a: { b: number } }).a.b))).toEqual(["schema.damaged", "state"]);
  });

  test("that was changed is refused wherever it comes back", () => {
    expect(code(() => explain({ lines: [null] } as never))).toEqual(["schema.damaged", "quote"]);
    const plan = compileProgramme({ id: "club", version: "1", currency: "EUR", wallets: [{ id: "points" }], earning: [] });
    const member = { ...newMember("m"), wallets: { points: { lots: null } } };
    const spend = { type: "spend", id: "s", wallet: "points", points: 1 } as const;
    expect(code(() => decide(plan, member as never, spend, { at: "2026-01-01T00:00:00.000Z" }))).toEqual(["schema.damaged", "member"]);
  });

  test("a plan of business days that was changed is no plan", () => {
    const plan = compileBusinessCalendar({ weekend: [6, 7] });
    expect(isBusinessDay("2026-11-23", plan)).toBe(true);
    for (const change of [{ weekend: undefined }, { holidays: [] }, { workingDays: null }, { kind: "other" }]) {
      expect(code(() => isBusinessDay("2026-11-23", { ...plan, ...change } as never))).toEqual(["schema.unknown_key", "calendar.kind"]);
    }
  });

  test("an aggregate without its functions is none", () => {
    const count = { empty: () => 0, add: (state: number) => state + 1, merge: (a: number, b: number) => a + b, result: (state: number) => state };
    expect(foldAggregate(count, new Set([1, 2]))).toBe(2);
    expect(aggregateViolations(count, [[1], [2]])).toEqual([]);
    for (const name of ["empty", "add", "merge", "result"]) {
      expect(code(() => foldAggregate({ ...count, [name]: null } as never, []))).toEqual(["schema.type", `aggregate.${name}`]);
    }
    expect(code(() => foldAggregate(count, 7 as never))).toEqual(["schema.type", "facts"]);
    expect(code(() => aggregateViolations(count, [7 as never]))).toEqual(["schema.type", "shards[0]"]);
  });

  test("tables and bounds are objects", () => {
    expect(code(() => minorUnitsOf("EURO", null as never))).toEqual(["schema.type", "currencies"]);
    expect(code(() => percent("1", null as never))).toEqual(["schema.type", "bounds"]);
  });
});

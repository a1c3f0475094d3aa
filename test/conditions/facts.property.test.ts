/** Laws of facts: they are read as the doors of `values` read them, and never throw. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import {
  compareDecimalFacts,
  decimalComparator,
  decimalKey,
  decimalKeyOf,
  isDecimalFact,
} from "../../src/conditions/decimal-fact.js";
import { compileCondition } from "../../src/conditions/index.js";
import { dateNumber, instantNumber } from "../../src/conditions/temporal-fact.js";
import { compareScaled, scaledFrom } from "../../src/values/scaled.js";
import type { Scaled } from "../../src/values/scaled.js";
import { runs, seenMin } from "../support/runs.js";

function scaledOrNothing(value: unknown): Scaled | undefined {
  try {
    return scaledFrom(value, "test", "");
  } catch {
    return undefined;
  }
}

const digits = fc.stringMatching(/^-?(0|[1-9][0-9]{0,19})(\.[0-9]{1,20})?$/);
const oddText = fc.stringMatching(/^-?[0-9]{0,3}\.?[0-9]{0,3}(e[0-9])?$/);
const number = fc.oneof(
  fc.integer(),
  fc.double(),
  fc.maxSafeInteger(),
  fc.tuple(fc.maxSafeInteger(), fc.nat(20)).map(([units, scale]) => units / 10 ** scale),
);
const decimal = fc.oneof(digits, oddText, number);

describe("conditions: facts", () => {
  test("C-25 a fact is a decimal exactly when the door of decimals takes it, down to 1e-19", () => {
    const seen = { yes: 0, no: 0 };
    fc.assert(
      fc.property(decimal, (value) => {
        fc.pre(typeof value === "string" || value === 0 || Math.abs(value) >= 1e-19);
        const expected = scaledOrNothing(value) !== undefined;
        expect(isDecimalFact(value)).toBe(expected);
        seen[expected ? "yes" : "no"] += 1;
      }),
      runs(3_000),
    );
    expect(Math.min(seen.yes, seen.no)).toBeGreaterThan(seenMin(200));
  });

  test("C-26 decimals compare as exact decimals, and equal ones have equal keys", () => {
    const near = digits.chain((text) =>
      fc.tuple(
        fc.constant(text),
        fc.constantFrom(
          `${text}${text.includes(".") ? "0" : ".0"}`,
          `${text}${text.includes(".") ? "1" : ".1"}`,
        ),
      ),
    );
    fc.assert(
      fc.property(fc.oneof(fc.tuple(decimal, decimal), near), ([a, b]) => {
        const left = scaledOrNothing(a);
        const right = scaledOrNothing(b);
        fc.pre(left !== undefined && right !== undefined && isDecimalFact(a) && isDecimalFact(b));
        const order = compareScaled(left, right);
        expect(Math.sign(decimalComparator(right)(a))).toBe(order);
        expect(Math.sign(compareDecimalFacts(a, b))).toBe(order);
        expect(Object.is(decimalKey(a), decimalKey(b))).toBe(order === 0);
        expect(decimalKey(a)).toBe(decimalKeyOf(left));
      }),
      runs(3_000),
    );
  });

  test("C-27 dates and instants are read by the calendar and keep its order", () => {
    const days = fc.integer({ min: -700_000, max: 2_900_000 });
    const text = (day: number): string => {
      const iso = new Date(day * 86_400_000).toISOString();
      return iso.slice(0, 10);
    };
    fc.assert(
      fc.property(days, days, fc.nat(86_399_999), (a, b, time) => {
        expect(Math.sign(dateNumber(text(a)) - dateNumber(text(b)))).toBe(Math.sign(a - b));
        const instant = new Date(a * 86_400_000 + time).toISOString();
        expect(instantNumber(instant)).toBe(a * 86_400_000 + time);
      }),
      runs(500),
    );
    for (const odd of ["2026-02-30", "2026-2-3", "", 20260101, null, "2026-11-23T00:00"]) {
      expect(dateNumber(odd)).toBeNaN();
      expect(instantNumber(odd)).toBeNaN();
    }
    expect(instantNumber("2026-11-23T99:00:00.000Z")).toBeNaN();
    expect(instantNumber(`2026-11-23T00:00:00.${"0".repeat(40)}Z`)).toBeNaN();
  });

  test("C-28 no facts whatever make a compiled condition throw", () => {
    const types = ["string", "number", "decimal", "date", "instant", "boolean"] as const;
    const literals = {
      string: "a",
      number: 1,
      decimal: "1.5",
      date: "2026-01-01",
      instant: "2026-01-01T00:00:00Z",
      boolean: true,
    };
    fc.assert(
      fc.property(
        fc.constantFrom(...types),
        fc.anything({ withBigInt: true, withNullPrototype: true, withSparseArray: true }),
        fc.anything(),
        (type, x, y) => {
          const facts = { x: type, y: type, list: `${type}[]` } as const;
          const value = literals[type];
          const { holds } = compileCondition(
            {
              any: [
                { fact: "x", operator: "equal", value },
                { fact: "x", operator: "in", value: [value] },
                { fact: "x", operator: "equal", value: { fact: "y" } },
                { fact: "x", operator: "in", value: { fact: "list" } },
                { not: { fact: "list", operator: "contains", value } },
              ],
            },
            { facts },
          );
          expect(typeof holds({ x, y, list: x })).toBe("boolean");
          expect(typeof holds(x as object)).toBe("boolean");
        },
      ),
      runs(500),
    );
  });
});

/** Arguments that are damaged at one place, for calls that must answer or refuse. */
import fc from "fast-check";
import { expect } from "vitest";

import { isClienteleError } from "../../src/values/index.js";
import { runs } from "../support/runs.js";

/** A call and arguments that it takes. */
export type Call = readonly [(...args: never[]) => unknown, readonly unknown[]];

const hostile = fc.constantFrom<unknown>(
  undefined, null, NaN, Infinity, -Infinity, -0, 0, 0.5, -1, 5e-324, 1e308, 2 ** 53, 1n, "", " ", "x", "__proto__", "1e400", "-5.00", "9".repeat(40), true, [], {}, [null], [[]], { __proto__: null },
  new Date(0), new Map(), Symbol("s"), () => 1, { amount: "1.00", currency: "USD" }, { amount: "99999999999999999999999999999999.99", currency: "EUR" }, "2026-02-30", "9999-12-31", "0001-01-01", "a\u0000b",
  // Holes, which `map` passes over, and a length that no loop may walk and no column may have.
  new Array(3), new Array(2 ** 32 - 1), { length: 1e9 }, new Float64Array(3), Float64Array.of(NaN), Int32Array.of(-5),
);

function isBranch(value: unknown): value is object {
  return typeof value === "object" && value !== null && !ArrayBuffer.isView(value);
}

function damaged(value: unknown, choices: readonly number[], bad: unknown): unknown {
  const [choice = 0, ...rest] = choices;
  if (!isBranch(value) || choices.length === 0) return bad;
  const keys = Object.keys(value);
  const key = keys[choice % (keys.length + 1)];
  if (key === undefined) return bad;
  const copy: Record<string, unknown> | unknown[] = Array.isArray(value) ? [...(value as unknown[])] : { ...value };
  // One in eight leaves a hole, or a key that is not there.
  if (choice % 8 === 7) Reflect.deleteProperty(copy, key);
  else Reflect.set(copy, key, damaged(Reflect.get(value, key), rest, bad));
  return copy;
}

function expectPlain(value: unknown): void {
  if (typeof value === "number") expect(Number.isFinite(value)).toBe(true);
  if (ArrayBuffer.isView(value)) for (const one of value as unknown as Iterable<number>) expectPlain(one);
  if (!isBranch(value)) return;
  if (Array.isArray(value)) expect(Object.keys(value)).toHaveLength(value.length);
  for (const one of Object.values(value)) expectPlain(one);
}

/** Damages one place of a call at a time: an answer of finite numbers without a hole, or an error of ours. */
export function expectAnswersOrRefusals(calls: readonly Call[], count: number): { readonly answers: number; readonly errors: number } {
  let [answers, errors] = [0, 0];
  fc.assert(
    fc.property(fc.constantFrom(...calls), fc.nat(10), fc.array(fc.nat(40), { maxLength: 6 }), hostile, ([call, args], place, choices, bad) => {
      const given = args.map((argument, index) => (index === place % args.length ? damaged(argument, choices, bad) : argument));
      try {
        const answer = call(...(given as never[]));
        answers += 1;
        expectPlain(answer);
        expect(JSON.stringify(answer)).toBeDefined();
      } catch (error) {
        if (!isClienteleError(error)) throw error;
        errors += 1;
      }
    }),
    runs(count),
  );
  return { answers, errors };
}

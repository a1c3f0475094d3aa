/** Whatever a function of the package is called with, it answers, or refuses with an error of ours. */
import { describe, expect, test } from "vitest";

import * as bonus from "../../src/bonus/index.js";
import * as conditions from "../../src/conditions/index.js";
import * as lifecycle from "../../src/lifecycle/index.js";
import * as loyalty from "../../src/loyalty/index.js";
import * as pricing from "../../src/pricing/index.js";
import * as review from "../../src/review/index.js";
import * as risk from "../../src/risk/index.js";
import * as scales from "../../src/scales/index.js";
import * as scoring from "../../src/scoring/index.js";
import * as values from "../../src/values/index.js";
import { ClienteleError } from "../../src/values/index.js";

const areas: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
  ["values", values],
  ["conditions", conditions],
  ["scales", scales],
  ["lifecycle", lifecycle],
  ["pricing", pricing],
  ["bonus", bonus],
  ["scoring", scoring],
  ["risk", risk],
  ["loyalty", loyalty],
  ["review", review],
];

const junk: readonly (readonly [string, unknown])[] = [
  ["nothing", undefined],
  ["null", null],
  ["true", true],
  ["not a number", Number.NaN],
  ["minus one", -1],
  ["a bigint", 1n],
  ["a word", "banana"],
  ["a long text", "9".repeat(10_000)],
  ["an object", {}],
  ["an object of another make", new Map([["plan", 1]])],
  ["a hazardous object", JSON.parse('{"__proto__":{"plan":1}}')],
  ["a list", []],
  ["a list of nothing", [undefined]],
  ["a list of null", [null]],
  ["a list of words", ["banana"]],
  ["a list of objects", [{}]],
  ["a day of the host", new Date(0)],
  ["a function", (): void => undefined],
  ["a symbol", Symbol("s")],
];

describe.each(areas)("clientele/%s", (_, names) => {
  test("refuses what cannot be with errors of its own", () => {
    const foreign: string[] = [];
    let calls = 0;
    for (const [name, call] of Object.entries(names)) {
      if (typeof call !== "function" || (call as unknown) === ClienteleError) continue;
      for (const [what, value] of junk) {
        calls += 1;
        try {
          (call as (...given: unknown[]) => unknown)(value, value, value, value);
        } catch (error) {
          if (!(error instanceof ClienteleError)) foreign.push(`${name} of ${what}: ${String(error)}`);
        }
      }
    }
    expect(foreign).toEqual([]);
    expect(calls).toBeGreaterThan(junk.length);
  });
});

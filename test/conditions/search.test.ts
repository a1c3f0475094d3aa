/** The search of the analysis by itself: what it finds, and when it gives up. */
import { describe, expect, test } from "vitest";

import { Search } from "../../src/conditions/analysis/search.js";
import type { Acceptance } from "../../src/conditions/analysis/search.js";
import type { Formula, VariableRecord } from "../../src/conditions/analysis/formula.js";

function variable(isExhaustive: boolean): VariableRecord {
  return { variable: { kind: "membership", item: 0, list: 0 }, all: 3n, isExhaustive };
}

function atom(number: number, cases: bigint): Formula {
  return { kind: "atom", variable: number, cases };
}

function run(
  formula: Formula,
  variables: readonly VariableRecord[],
  accept: () => Acceptance,
): string {
  return new Search(variables, accept).run(formula);
}

const accepted = (): Acceptance => "accepted";

describe("conditions: search", () => {
  test("finds the way that is left", () => {
    const formula: Formula = {
      kind: "all",
      parts: [
        { kind: "any", parts: [atom(0, 1n), { kind: "all", parts: [atom(0, 2n), atom(1, 1n)] }] },
        atom(0, 2n),
      ],
    };
    const variables = [variable(true), variable(true)];
    let seen: readonly bigint[] = [];
    const search = new Search(variables, (cases) => {
      seen = cases;
      return "accepted";
    });
    expect(search.run(formula)).toBe("found");
    expect(seen).toEqual([2n, 1n]);
  });

  test("proves nothing from a variable whose cases are not all known", () => {
    const none: Formula = { kind: "all", parts: [atom(0, 1n), atom(0, 2n)] };
    expect(run(none, [variable(true)], accepted)).toBe("none");
    expect(run(none, [variable(false)], accepted)).toBe("uncertain");
    const choice: Formula = {
      kind: "all",
      parts: [atom(0, 1n), { kind: "any", parts: [atom(0, 2n), atom(0, 2n)] }],
    };
    expect(run(choice, [variable(true)], accepted)).toBe("none");
    expect(run(choice, [variable(false)], accepted)).toBe("uncertain");
  });

  test("goes on when a branch is turned down, and remembers a doubt", () => {
    const choice: Formula = { kind: "any", parts: [atom(0, 1n), atom(0, 2n)] };
    const answers: Acceptance[] = ["contradictory", "accepted"];
    expect(run(choice, [variable(true)], () => answers.shift() ?? "contradictory")).toBe("found");
    expect(run(choice, [variable(true)], () => "contradictory")).toBe("none");
    expect(run(choice, [variable(true)], () => "uncertain")).toBe("uncertain");
  });

  test("gives up when the effort is spent", () => {
    const variables = Array.from({ length: 30 }, () => variable(true));
    const parts = variables.map((_, number): Formula => {
      const ways = [1n, 2n].map(
        (cases): Formula => ({ kind: "all", parts: [atom(number, cases)] }),
      );
      return { kind: "any", parts: ways };
    });
    let attempts = 0;
    const outcome = run({ kind: "all", parts }, variables, () => {
      attempts += 1;
      return "contradictory";
    });
    expect(outcome).toBe("uncertain");
    expect(attempts).toBeLessThan(200);
  });
});

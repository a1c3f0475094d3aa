import { describe, expect, test } from "vitest";

import { ClienteleError, fail, IssueCollector, isClienteleError, quote } from "../../src/values/errors.js";
import { assertNever, invariant, itemAt } from "../../src/values/invariant.js";

describe("what was received is safe to print", () => {
  test.each([
    ["a text", "abc", '"abc"'],
    ["a line break", "a\nb", '"a\\u000ab"'],
    ["an ANSI escape", "\u001b[31m", '"\\u001b[31m"'],
    ["markup", "<script>", '"\\u003cscript\\u003e"'],
    ["a quote inside", 'a"b\\', '"a\\u0022b\\u005c"'],
    ["a lone surrogate", "\ud800", '"\\ud800"'],
    ["null", null, "null"],
    ["nothing", undefined, "undefined"],
    ["true", true, "true"],
    ["a number", 12.5, "12.5"],
    ["minus zero", -0, "-0"],
    ["NaN", Number.NaN, "NaN"],
    ["a bigint", 12n, "a bigint"],
    ["a symbol", Symbol("secret"), "a symbol"],
    ["a function", () => 1, "a function"],
    ["a list", [1], "an array"],
    ["an object", { a: 1 }, "an object"],
  ])("%s", (_, value, expected) => {
    expect(quote(value)).toBe(expected);
  });

  test("a megabyte is cut short and its length said", () => {
    const quoted = quote("x".repeat(1_000_000));
    expect(quoted).toBe(`"${"x".repeat(100)}…" (1000000 characters)`);
  });

  test("a text that grows by escaping is cut short too", () => {
    const quoted = quote("\n".repeat(60));
    expect(quoted.length).toBeLessThanOrEqual(130);
    expect(quoted).toContain("(60 characters)");
  });

  test("no getter and no toString of the value runs", () => {
    const trap = {
      toString(): string {
        throw new Error("was called");
      },
      get a(): string {
        throw new Error("was read");
      },
    };
    expect(quote(trap)).toBe("an object");
  });
});

describe("the error", () => {
  test("carries code, path, expectation and what was received", () => {
    const attempt = (): unknown => fail("money.format", "lines[0].price", "a decimal", "abc");
    try {
      attempt();
    } catch (error) {
      expect(isClienteleError(error)).toBe(true);
      expect(error).toMatchObject({
        name: "ClienteleError",
        kind: "ClienteleError",
        code: "money.format",
        path: "lines[0].price",
        expected: "a decimal",
        received: '"abc"',
        message: 'money.format at lines[0].price: expected a decimal, received "abc"',
      });
      return;
    }
    expect.unreachable();
  });

  test("is recognised across copies of the package, by its tag", () => {
    const foreign = Object.assign(new Error("from another copy"), { kind: "ClienteleError" });
    expect(isClienteleError(foreign)).toBe(true);
    expect(isClienteleError(new Error("other"))).toBe(false);
    expect(isClienteleError({ kind: "ClienteleError" })).toBe(false);
    expect(isClienteleError(Object.assign(new Error(), { kind: "other" }))).toBe(false);
    expect(isClienteleError(null)).toBe(false);
  });

  test("names the first five issues in its message and counts the rest", () => {
    const issue = { code: "a.b", path: "", expected: "x", received: "y" };
    const error = new ClienteleError([issue, issue, issue, issue, issue, issue, issue]);
    expect(error.message).toBe(
      `${Array.from({ length: 5 }, () => "a.b: expected x, received y").join("; ")}; and 2 more`,
    );
    expect(error.issues).toHaveLength(7);
  });

  test("keeps at most a hundred issues", () => {
    const issue = { code: "a.b", path: "", expected: "x", received: "y" };
    const many = Array.from({ length: 500 }, () => issue);
    expect(new ClienteleError([issue, ...many]).issues).toHaveLength(100);
  });
});

describe("a document's issues are gathered", () => {
  test("all of them, in order, in one error", () => {
    const collector = new IssueCollector();
    collector.add("a.one", "x", "1", 2);
    expect(collector.attempt(() => 7)).toBe(7);
    expect(collector.attempt((): number => fail("a.two", "y", "2", 3))).toBeUndefined();
    expect(collector.issues.map((issue) => issue.code)).toEqual(["a.one", "a.two"]);
    expect(() => {
      collector.throwIfAny();
    }).toThrow(expect.objectContaining({ code: "a.one", issues: collector.issues }));
  });

  test("none is no error", () => {
    expect(() => {
      new IssueCollector().throwIfAny();
    }).not.toThrow();
  });

  test("a hundred at most, however many there are", () => {
    const collector = new IssueCollector();
    for (let index = 0; index < 300; index += 1) {
      collector.add("a.b", String(index), "x", index);
      collector.attempt(() => fail("a.c", "", "x", index));
    }
    expect(collector.issues).toHaveLength(100);
  });

  test("an error that is not ours is not swallowed", () => {
    expect(() => {
      new IssueCollector().attempt(() => {
        throw new TypeError("a bug");
      });
    }).toThrow(TypeError);
  });
});

describe("what cannot be", () => {
  test("an invariant that holds is silent, a broken one says which", () => {
    expect(() => {
      invariant(true, "never");
    }).not.toThrow();
    expect(() => {
      invariant(false, "allocation lost money");
    }).toThrow("clientele broke its own rule: allocation lost money");
  });

  test("an item that must be there is given, a hole is a defect", () => {
    expect(itemAt(["a"], 0)).toBe("a");
    expect(() => itemAt(["a"], 1)).toThrow("clientele looked for item 1 in vain");
  });

  test("a case outside a closed union is reported by its type, not by its content", () => {
    expect(() => { assertNever("secret" as never); }).toThrow("clientele met a case it does not know: string");
  });
});

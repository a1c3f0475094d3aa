import { ClienteleError } from "../../src/values/index.js";
import vm from "node:vm";

import { describe, expect, test } from "vitest";

import { checkCount, checkLength, checkShape } from "../../src/values/limits.js";
import {
  at,
  atIndex,
  compareText,
  expectArray,
  expectBoolean,
  expectCompiled,
  expectFinite,
  expectGiven,
  expectIdentifier,
  expectInteger,
  expectIterable,
  expectOneOf,
  expectRecord,
  expectString,
  isRecord,
  orUsual,
} from "../../src/values/plain.js";

function refusalOf(action: () => unknown): { code: string; path: string } | undefined {
  try {
    action();
  } catch (error) {
    const { code, path } = error as { code: string; path: string };
    return { code, path };
  }
  return undefined;
}

describe("a record", () => {
  class Account {
    readonly id = "a";
  }

  test.each([
    ["a literal", {}, true],
    ["no prototype", Object.create(null), true],
    ["from another realm", vm.runInNewContext("({ a: 1 })"), true],
    ["a list", [], false],
    ["null", null, false],
    ["a text", "a", false],
    ["an instance", new Account(), false],
    ["a date", new Date(0), false],
    ["a map", new Map(), false],
    ["a child of a record", Object.create({ a: 1 }), false],
  ])("%s", (_, value, expected) => {
    expect(isRecord(value)).toBe(expected);
  });

  test("of known keys is given back", () => {
    const value = { a: 1 };
    expect(expectRecord(value, "x", ["a", "b"])).toBe(value);
    expect(expectRecord(value, "x")).toBe(value);
  });

  test("inherited keys are none of its own", () => {
    const value: unknown = vm.runInNewContext("Object.prototype.odd = 1; ({ a: 1 })");
    expect(expectRecord(value, "", ["a"])).toBe(value);
  });

  test.each([
    ["a list where a record is wanted", () => expectRecord([], "x"), "schema.type", "x"],
    ["an unknown key", () => expectRecord({ b: 1 }, "x", ["a"]), "schema.unknown_key", "x.b"],
    ["__proto__", () => expectRecord(JSON.parse('{"__proto__":{"price":0}}'), ""), "schema.unknown_key", "__proto__"],
    ["constructor", () => expectRecord(JSON.parse('{"constructor":{}}'), ""), "schema.unknown_key", "constructor"],
    ["prototype", () => expectRecord({ prototype: 1 }, "", ["prototype"]), "schema.unknown_key", "prototype"],
  ])("%s", (_, action, code, path) => {
    expect(refusalOf(action)).toEqual({ code, path });
  });

  test("of a million keys is refused by its count", () => {
    const many = Object.fromEntries(Array.from({ length: 10_001 }, (_, index) => [`k${String(index)}`, 0]));
    expect(refusalOf(() => expectRecord(many, "x"))).toEqual({ code: "limits.too_many", path: "x" });
  });
});

test("what was left out is what is usual; null was not left out", () => {
  expect([undefined, null, 0, ""].map((value) => orUsual(value, 7))).toEqual([7, null, 0, ""]);
});

describe("a list", () => {
  test("with a hole is refused at the hole, with nothing said in a place is given back", () => {
    expect(refusalOf(() => expectArray([1, , 3], "x"))).toEqual({ code: "schema.type", path: "x[1]" });
    expect(refusalOf(() => expectArray(new Array(2 ** 32 - 1), "x", Infinity))).toEqual({ code: "schema.type", path: "x[0]" });
    expect(refusalOf(() => expectArray(new Array(2 ** 32 - 1), "x"))).toEqual({ code: "limits.too_many", path: "x" });
    expect(expectArray([undefined, null], "x")).toEqual([undefined, null]);
  });
});

describe("simple values", () => {
  test("good ones are given back", () => {
    expect(expectArray([1], "x")).toEqual([1]);
    expect(expectString("é", "x")).toBe("é");
    expect(expectOneOf("b", "x", ["a", "b"])).toBe("b");
    expect(expectBoolean(false, "x")).toBe(false);
    expect(expectFinite(1.5, "x")).toBe(1.5);
    expect(expectInteger(7, "x")).toBe(7);
    expect(expectInteger(7, "x", 7, 7)).toBe(7);
  });

  test("minus zero becomes zero", () => {
    expect(Object.is(expectFinite(-0, "x"), 0)).toBe(true);
    expect(Object.is(expectInteger(-0, "x"), 0)).toBe(true);
  });

  test.each([
    ["an object with numeric keys for a list", () => expectArray({ 0: 1, length: 1 }, "x"), "schema.type"],
    ["a sparse list of four thousand million", () => expectArray(new Array(4294967295), "x"), "limits.too_many"],
    ["a list one too long", () => expectArray([1, 2], "x", 1), "limits.too_many"],
    ["a number for a text", () => expectString(1, "x"), "schema.type"],
    ["a text one too long", () => expectString("ab", "x", 1), "limits.too_long"],
    ["a text that is none of the choices", () => expectOneOf("c", "x", ["a"]), "schema.value"],
    ["a text for a truth", () => expectBoolean("true", "x"), "schema.type"],
    ["a text for a number", () => expectFinite("1", "x"), "schema.type"],
    ["NaN", () => expectFinite(Number.NaN, "x"), "schema.not_finite"],
    ["Infinity", () => expectFinite(Infinity, "x"), "schema.not_finite"],
    ["a fraction for an integer", () => expectInteger(1.5, "x"), "schema.type"],
    ["an unsafe integer", () => expectInteger(2 ** 53, "x"), "schema.type"],
    ["a text for an integer", () => expectInteger("1", "x"), "schema.type"],
    ["an integer below", () => expectInteger(0, "x", 1), "schema.range"],
    ["an integer above", () => expectInteger(3, "x", 1, 2), "schema.range"],
  ])("%s is refused", (_, action, code) => {
    expect(refusalOf(action)).toEqual({ code, path: "x" });
  });
});

describe("an identifier", () => {
  test.each(["a", "É-1", "😀", "x".repeat(256), "toString"])("%s is one", (id) => {
    expect(expectIdentifier(id, "id")).toBe(id);
  });

  test.each([
    ["the name of a prototype", "constructor"],
    ["__proto__", "__proto__"],
    ["nothing", ""],
    ["a control character", "a\u0000"],
    ["delete", "a\u007f"],
    ["a lone high surrogate", "\ud800"],
    ["a lone high surrogate before a letter", "\ud800a"],
    ["a high surrogate before a private character", "\ud800\ue000"],
    ["a lone low surrogate", "a\udc00"],
    ["one too long", "x".repeat(257)],
    ["a megabyte", "x".repeat(1_000_000)],
    ["a number", 12],
  ])("%s is none", (_, id) => {
    expect(refusalOf(() => expectIdentifier(id, "memberId"))).toEqual({ code: "id.format", path: "memberId" });
  });
});

describe("the shape of a document", () => {
  test("a plain document passes", () => {
    expect(() => {
      checkShape({ a: [1, { b: null }], c: "x" }, "");
    }).not.toThrow();
    expect(() => {
      checkShape("text", "");
    }).not.toThrow();
    expect(() => {
      checkShape(null, "");
    }).not.toThrow();
  });

  test("exactly as deep as allowed passes, one deeper does not", () => {
    expect(refusalOf(() => { checkShape([[1]], "x", { depthMax: 2 }); })).toBeUndefined();
    expect(refusalOf(() => { checkShape([[[1]]], "x", { depthMax: 2 }); })).toEqual({ code: "limits.too_deep", path: "x" });
  });

  test("five million levels are refused without recursion", () => {
    let deep: unknown = 0;
    for (let level = 0; level < 5_000_000; level += 1) deep = [deep];
    expect(refusalOf(() => { checkShape(deep, "x"); })).toEqual({ code: "limits.too_deep", path: "x" });
  });

  test("a circle is refused as too deep", () => {
    const circle: { self?: unknown } = {};
    circle.self = circle;
    expect(refusalOf(() => { checkShape(circle, ""); })).toEqual({ code: "limits.too_deep", path: "" });
  });

  test("a list or an object of too many members is refused before it is walked", () => {
    const keys = Object.fromEntries(Array.from({ length: 10_001 }, (_, index) => [`k${String(index)}`, 0]));
    expect(refusalOf(() => { checkShape({ a: new Array(4294967295) }, ""); })?.code).toBe("limits.too_many");
    expect(refusalOf(() => { checkShape([keys], ""); })?.code).toBe("limits.too_many");
    expect(refusalOf(() => { checkShape([[1, 2], [3]], "", { membersMax: 4 }); })?.code).toBe("limits.too_many");
    expect(refusalOf(() => { checkShape([[1, 2], [3]], "", { membersMax: 5 }); })).toBeUndefined();
  });

  test("what a document inherits is not its content", () => {
    const inherited: unknown = Object.create({ deep: [[[]]] });
    expect(refusalOf(() => { checkShape(inherited, "", { depthMax: 1 }); })).toBeUndefined();
  });
});

describe("bounds", () => {
  test("length and count at the bound pass, one more does not", () => {
    expect(refusalOf(() => { checkLength("ab", 2, "x"); })).toBeUndefined();
    expect(refusalOf(() => { checkLength("abc", 2, "x"); })).toEqual({ code: "limits.too_long", path: "x" });
    expect(refusalOf(() => { checkCount(2, 2, "x"); })).toBeUndefined();
    expect(refusalOf(() => { checkCount(3, 2, "x"); })).toEqual({ code: "limits.too_many", path: "x" });
  });
});

describe("paths and order", () => {
  test("a path joins members and positions", () => {
    expect(at("", "lines")).toBe("lines");
    expect(at(atIndex("lines", 0), "price")).toBe("lines[0].price");
  });

  test("texts are ordered by code unit, not by a locale", () => {
    expect(["ä", "z", "Z", "a"].sort(compareText)).toEqual(["Z", "a", "z", "ä"]);
    expect(compareText("a", "a")).toBe(0);
  });
});

describe("identifiers at the edges of Unicode", () => {
  const refused = (id: string): string | null => {
    try {
      expectIdentifier(id, "id");
      return null;
    } catch (error) {
      return error instanceof ClienteleError ? (error.issues[0]?.code ?? "") : "foreign";
    }
  };

  test.each(["\u{1F600}", "\u{10000}", "\u{10FFFF}", "a\u{1F600}b", "\uE000", "\uD7FF", " ", "~", "é"])("%j is well formed", (id) => {
    expect(refused(id)).toBeNull();
  });

  test.each(["\uD83D", "\uDE00", "\uD83D\uD83D", "\uDC00\uDC00", "\uD800\uE000", "\uDBFF\uDBFF", "a\uD800", "\uDFFFa", "\u0000", "\u001F", "\u007F"])("%j is not", (id) => {
    expect(refused(id)).not.toBeNull();
  });
});

describe("what is given is asked for before it is used", () => {
  test.each([null, undefined, 7, "text", true])("%j is no object, no plan and no list", (value) => {
    expect(refusalOf(() => { expectGiven(value, "/a"); })).toEqual({ code: "schema.type", path: "/a" });
    expect(refusalOf(() => { expectCompiled(value, "/a", "member"); })).toEqual({ code: "schema.type", path: "/a" });
    expect(refusalOf(() => { expectIterable(value, "/a"); })).toEqual({ code: "schema.type", path: "/a" });
  });

  test("an object is given, a plan has its member, and a list can be walked", () => {
    expect(refusalOf(() => { expectGiven({}, "/a"); })).toBeUndefined();
    expect(refusalOf(() => { expectCompiled({ member: undefined }, "/a", "member"); })).toBeUndefined();
    expect(refusalOf(() => { expectCompiled({}, "/a", "member"); })).toEqual({ code: "schema.type", path: "/a" });
    for (const list of [[], new Set(), new Map().keys()]) expect(refusalOf(() => { expectIterable(list, "/a"); })).toBeUndefined();
    expect(refusalOf(() => { expectIterable({}, "/a"); })).toEqual({ code: "schema.type", path: "/a" });
  });
});

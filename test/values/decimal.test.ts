import { describe, expect, test } from "vitest";

import {
  addDecimals,
  compareDecimals,
  decimal,
  divideDecimals,
  formatDecimal,
  isDecimalText,
  logarithmDecimal,
  multiplyDecimals,
  negateDecimal,
  powerDecimal,
  roundDecimal,
  subtractDecimals,
} from "../../src/values/index.js";

function codeOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    return (error as { code: string }).code;
  }
  return "none";
}

describe("accepted", () => {
  test.each([
    ["0", "0"],
    ["-0", "0"],
    ["-0.00", "0"],
    ["12.50", "12.5"],
    ["1000", "1000"],
    ["0.0000000000000000000000000000000001", "0.0000000000000000000000000000000001"],
    ["9999999999999999999999999999999999", "9999999999999999999999999999999999"],
    ["-123456789012345678.10", "-123456789012345678.1"],
    [12, "12"],
    [-0, "0"],
    [0.1, "0.1"],
    [1e-7, "0.0000001"],
    [-1.5e-9, "-0.0000000015"],
    [9007199254740991, "9007199254740991"],
  ])("%s is %s", (given, expected) => {
    expect(decimal(given)).toBe(expected);
    expect(isDecimalText(expected)).toBe(true);
  });

  test("only canonical text is canonical", () => {
    expect(isDecimalText("12.50")).toBe(false);
    expect(isDecimalText("x")).toBe(false);
    expect(isDecimalText(12)).toBe(false);
  });
});

describe("refused", () => {
  test.each([
    ["", "decimal.format"],
    ["-", "decimal.format"],
    [".", "decimal.format"],
    [".5", "decimal.format"],
    ["5.", "decimal.format"],
    ["-.5", "decimal.format"],
    ["1.2.3", "decimal.format"],
    ["+1", "decimal.format"],
    ["01", "decimal.format"],
    ["-00", "decimal.format"],
    ["1,5", "decimal.format"],
    ["1_000", "decimal.format"],
    [" 1", "decimal.format"],
    ["0x10", "decimal.format"],
    ["NaN", "decimal.format"],
    ["１２", "decimal.format"],
    ["٣", "decimal.format"],
    ["1e5", "decimal.exponent"],
    ["1E-5", "decimal.exponent"],
    ["1e9000000000000000", "decimal.exponent"],
    ["1".repeat(35), "decimal.too_long"],
    [`0.${"0".repeat(34)}1`, "decimal.too_long"],
    ["9".repeat(1_000_000), "decimal.too_long"],
    [Number.NaN, "decimal.not_finite"],
    [Infinity, "decimal.not_finite"],
    [2 ** 53, "decimal.unsafe_number"],
    [0.1 + 0.2, "decimal.unsafe_number"],
    [1e21, "decimal.unsafe_number"],
    [1e-40, "decimal.unsafe_number"],
    [5e-324, "decimal.unsafe_number"],
    [null, "decimal.type"],
    [undefined, "decimal.type"],
    [true, "decimal.type"],
    [[5], "decimal.type"],
    [{}, "decimal.type"],
    [10n, "decimal.type"],
  ])("%s", (given, code) => {
    expect(codeOf(() => decimal(given as string))).toBe(code);
  });

  test("the path names the place", () => {
    expect(() => decimal("x", "lines[0].rate")).toThrow(expect.objectContaining({ path: "lines[0].rate" }));
    expect(() => addDecimals("1", "x")).toThrow(expect.objectContaining({ path: "b" }));
  });
});

describe("arithmetic", () => {
  test("is exact beyond binary fractions and safe integers", () => {
    expect(addDecimals("0.1", "0.2")).toBe("0.3");
    expect(addDecimals("100.000000000000000000", "0.000000000000000001")).toBe("100.000000000000000001");
    expect(subtractDecimals("1", "0.9")).toBe("0.1");
    expect(multiplyDecimals("9007199254740991", "3")).toBe("27021597764222973");
    expect(multiplyDecimals("180.00", "0.09975")).toBe("17.955");
    expect(negateDecimal("0")).toBe("0");
    expect(negateDecimal("-1.50")).toBe("1.5");
    expect(compareDecimals("1.0", "1")).toBe(0);
    expect(compareDecimals("0.09", "0.1")).toBe(-1);
    expect(compareDecimals("-1", "-2")).toBe(1);
  });

  test("division rounds once, by name", () => {
    expect(divideDecimals("1", "3", { scale: 4 })).toBe("0.3333");
    expect(divideDecimals("-1", "3", { scale: 4, rounding: "up" })).toBe("-0.3334");
    expect(divideDecimals("1", "8", { scale: 2 })).toBe("0.12");
    expect(divideDecimals("1", "0.00000000000000000001", { scale: 0 })).toBe("100000000000000000000");
    expect(divideDecimals("0.001", "1000", { scale: 2 })).toBe("0");
    expect(codeOf(() => divideDecimals("1", "0.0", { scale: 2 }))).toBe("decimal.divide_by_zero");
  });

  test("a result of more than 34 digits is refused, never rounded", () => {
    const big = "9".repeat(34);
    expect(codeOf(() => multiplyDecimals(big, "10"))).toBe("decimal.overflow");
    expect(codeOf(() => addDecimals(big, "1"))).toBe("decimal.overflow");
    expect(codeOf(() => multiplyDecimals(`-0.${big}`, "0.1"))).toBe("decimal.overflow");
    expect(multiplyDecimals(`-0.${big}`, "1")).toBe(`-0.${big}`);
    expect(multiplyDecimals(`0.${big}`, "1")).toBe(`0.${big}`);
  });

  test("rounding names its mode and its place", () => {
    expect(roundDecimal("2.5", { scale: 0 })).toBe("2");
    expect(roundDecimal("2.5", { scale: 0, rounding: "halfUp" })).toBe("3");
    expect(roundDecimal("2.5", { scale: 5 })).toBe("2.5");
    expect(roundDecimal("-0.001", { scale: 2 })).toBe("0");
    expect(codeOf(() => roundDecimal("1", { scale: 0, rounding: "half-banana" as "up" }))).toBe("config.rounding");
    expect(codeOf(() => roundDecimal("1", { scale: 1e9 }))).toBe("schema.range");
    expect(codeOf(() => roundDecimal("1", { scale: -1 }))).toBe("schema.range");
  });

  test("a fixed number of decimals is for display and loses nothing", () => {
    expect(formatDecimal("12.5", 2)).toBe("12.50");
    expect(formatDecimal("-0.5", 3)).toBe("-0.500");
    expect(formatDecimal("12.500", 1)).toBe("12.5");
    expect(codeOf(() => formatDecimal("12.55", 1))).toBe("decimal.scale");
  });
});

describe("powers and logarithms", () => {
  test("agree with published constants", () => {
    // ln 2 and √2 to 30 decimals (OEIS A002162, A002193).
    expect(logarithmDecimal("2", { scale: 30 })).toBe("0.693147180559945309417232121458");
    expect(powerDecimal("2", "0.5", { scale: 30 })).toBe("1.41421356237309504880168872421");
    expect(powerDecimal("1.05", "10", { scale: 20 })).toBe("1.62889462677744140625");
    expect(powerDecimal("-2", "3", { scale: 0 })).toBe("-8");
    expect(powerDecimal("0", "0", { scale: 0 })).toBe("1");
  });

  test("without a value are refused", () => {
    const scale = 2;
    expect(codeOf(() => powerDecimal("-2", "0.5", { scale }))).toBe("decimal.no_value");
    expect(codeOf(() => powerDecimal("0", "-1", { scale }))).toBe("decimal.no_value");
    expect(codeOf(() => powerDecimal("10", "400", { scale }))).toBe("decimal.no_value");
    expect(codeOf(() => powerDecimal("10", "40", { scale }))).toBe("decimal.no_value");
    expect(codeOf(() => powerDecimal("99", "99999999999", { scale }))).toBe("decimal.no_value");
    expect(codeOf(() => logarithmDecimal("0", { scale }))).toBe("decimal.no_value");
    expect(codeOf(() => logarithmDecimal("-1", { scale }))).toBe("decimal.no_value");
  });
});

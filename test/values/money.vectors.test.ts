/**
 * Published numbers for money: brick/money, dinero.js, the JDK, ISO 4217, and defects that
 * users of other libraries reported. Each row of the file is mapped onto the API.
 */
import { describe, expect, test } from "vitest";

import {
  add,
  addDecimals,
  allocate,
  convertBy,
  divide,
  extendPrice,
  fromMinorUnits,
  minorUnits,
  minorUnitsOf,
  money,
  multiply,
  multiplyDecimals,
  roundDecimal,
  roundMoney,
  roundToCash,
  split,
  unitPrice,
} from "../../src/values/index.js";
import type { AllocationMode, Money, MoneyRounding, RoundingMode } from "../../src/values/index.js";
import { decimal } from "../../src/values/decimal.js";
import { vectors } from "../support/shared.js";
import type { Vector } from "../support/shared.js";

const rows = vectors("money").filter((row) => !/^(addm|date|dc)-/.test(row.id));

const modes: Record<string, AllocationMode> = {
  FloorToFirst: "floorToFirst",
  FloorToLargestRemainder: "largestRemainder",
  FloorToLargestRatio: "floorToLargestWeight",
  FloorSeparate: "floorSeparate",
  BlockSeparate: "blockSeparate",
};

/** The code of our error for what a peer calls so. */
const codes: Record<string, string> = {
  DivisionByZeroException: "money.divide_by_zero",
  ExchangeRateNotFoundException: "money.rate_missing",
  CurrencyMismatchException: "money.currency_mismatch",
  RoundingNecessaryException: "money.rounding_needed",
};

function text(given: Vector["given"], name: string): string {
  return String(given[name]);
}

function outcome(action: () => unknown): unknown {
  try {
    return action();
  } catch (error) {
    return { error: (error as { code?: string }).code };
  }
}

function expectOutcome(actual: unknown, expected: unknown): void {
  if (typeof expected === "object" && expected !== null && "error" in expected) {
    const code = codes[String(expected.error)];
    if (code === undefined) expect(actual).toEqual({ error: expect.any(String) });
    else expect(actual).toEqual({ error: code });
    return;
  }
  expect(actual).toEqual(expected);
}

function moneyOf(given: Vector["given"]): Money {
  return money(text(given, "amount"), text(given, "currency"));
}

function incrementOf(given: Vector["given"]): string | undefined {
  const step = Number(given["cashStep"] ?? given["step"] ?? 1);
  return step === 1 ? undefined : fromMinorUnits(step, text(given, "currency")).amount;
}

function allocated(given: Vector["given"]): string[] {
  const ratios = given["ratios"] as string[];
  const mode = modes[text(given, "mode")];
  if (mode === undefined) throw new Error(`no such mode: ${text(given, "mode")}`);
  const increment = incrementOf(given);
  const whole = "minor" in given ? fromMinorUnits(Number(given["minor"]), "EUR") : moneyOf(given);
  const parts = allocate(whole, ratios, { mode, ...(increment === undefined ? {} : { increment }) });
  return parts.map((part) => part.amount);
}

const features: Record<string, (row: Vector) => void> = {
  allocate: ({ given, expect: expected }) => {
    const wanted = (expected as (string | number)[]).map((part) =>
      typeof part === "number" ? fromMinorUnits(part, "EUR").amount : part,
    );
    expect(allocated(given)).toEqual(wanted);
  },
  "allocate zero-ratio policy": ({ given, expect: expected }) => {
    expect(allocated(given)).toEqual(expected);
  },
  split: ({ given, expect: expected }) => {
    const increment = incrementOf(given);
    const mode = given["mode"] === "Separate" ? "separate" : "toFirst";
    const parts = split(moneyOf(given), Number(given["parts"]), { mode, ...(increment === undefined ? {} : { increment }) });
    expect(parts.map((part) => part.amount)).toEqual(expected);
  },
  "cash rounding": ({ given, expect: expected }) => {
    const currency = text(given, "currency");
    const increment = incrementOf(given) ?? fromMinorUnits(1, currency).amount;
    const price = unitPrice(text(given, "amount"), currency);
    if (given["mode"] === "unnecessary") {
      const paid = roundToCash(price, increment);
      expect(paid).toEqual({ rounded: { amount: expected, currency }, difference: "0" });
      return;
    }
    const paid = roundToCash(price, increment, { rounding: text(given, "mode") as RoundingMode });
    expect(paid.rounded.amount).toBe(expected);
    expect(addDecimals(text(given, "amount"), paid.difference)).toBe(decimal(paid.rounded.amount));
  },
  multiply: ({ given, expect: expected }) => {
    const rounding = text(given, "mode") as MoneyRounding;
    const actual = outcome(() => multiply(moneyOf(given), text(given, "operand"), { rounding }).amount);
    expectOutcome(actual, expected);
  },
  divide: ({ given, expect: expected }) => {
    const rounding = text(given, "mode") as MoneyRounding;
    const actual = outcome(() => divide(moneyOf(given), text(given, "operand"), { rounding }).amount);
    expectOutcome(actual, expected);
  },
  plus: ({ given, expect: expected }) => {
    const currency = text(given, "currency");
    const total = unitPrice(addDecimals(text(given, "amount"), text(given, "operand")), currency);
    const rounding = text(given, "mode") as MoneyRounding;
    expectOutcome(outcome(() => roundMoney(total, { rounding }).amount), expected);
  },
  "mixed currency": ({ given, expect: expected }) => {
    const { a, b } = given as { a: Money; b: Money };
    expectOutcome(outcome(() => add(a, b)), expected);
  },
  "minor units": ({ given, expect: expected }) => {
    expect(minorUnitsOf(text(given, "currency"))).toBe(expected);
  },
  "fx conversion": ({ given, expect: expected }) => {
    const rates = Object.entries(given["rates"] as Record<string, string>).map(([pair, rate]) => {
      const [from = "", to = ""] = pair.split(">");
      return { from, to, rate };
    });
    // 127.367429 BSD is finer than the minor unit: it is converted as an exact product.
    const amount = text(given, "amount");
    const from = text(given, "from");
    const to = text(given, "to");
    const rounding = text(given, "mode") as RoundingMode;
    if ((amount.split(".")[1] ?? "").length > 2) {
      expect(extendPrice(unitPrice(amount, to), String(given["rate"]), { rounding }).amount).toBe(expected);
      return;
    }
    expectOutcome(outcome(() => convertBy(money(amount, from), to, rates, { rounding }).amount), expected);
  },
  precision: ({ given, expect: expected }) => {
    if ("factors" in given) {
      const product = (given["factors"] as string[]).reduce((a, b) => multiplyDecimals(a, b));
      const rounding = text(given, "mode") as RoundingMode;
      expect(roundDecimal(product, { scale: Number(given["scale"]), rounding })).toBe(expected);
    } else {
      const [a = "", b = ""] = text(given, "expr").split(" + ");
      expect(addDecimals(a, b)).toBe(expected);
    }
  },
  "negative zero": ({ given, expect: expected }) => {
    const rounding = text(given, "mode") as RoundingMode;
    expect(money(text(given, "amount"), "EUR", { rounding }).amount).toBe(expected);
  },
  overflow: ({ given }) => {
    // The decimal-string result that the row allows; never a rounded number.
    expect(minorUnits(multiply(fromMinorUnits(text(given, "minor"), "EUR"), 3))).toBe("27021597764222973");
  },
  parse: ({ given, expect: expected }) => {
    const input = text(given, "s");
    if (typeof expected === "string") expect(decimal(input)).toBe(decimal(expected));
    else expect(outcome(() => decimal(input))).toEqual({ error: expect.stringMatching(/^decimal\.(format|exponent)$/) });
  },
  "rounding names": ({ given, expect: expected }) => {
    const mode = given["decimalJsMode"];
    if (mode === null) return; // half to odd exists in dinero.js only
    const quotient = roundDecimal(multiplyDecimals(String(given["p"]), "0.1"), { scale: 0, rounding: mode as RoundingMode });
    expect(given["d"]).toBe(10);
    expect(Number(quotient)).toBe(expected);
  },
  rounding: ({ given, expect: expected }) => {
    for (const [mode, result] of Object.entries(expected as Record<string, string>)) {
      const rounded = roundDecimal(text(given, "value"), { scale: Number(given["scale"]), rounding: mode as RoundingMode });
      expect([mode, rounded]).toEqual([mode, result]);
    }
  },
  serialisation: () => {
    expect(outcome(() => money(9007199254740992, "EUR"))).toEqual({ error: "money.unsafe_number" });
    expect(minorUnits(fromMinorUnits("9007199254740993", "EUR"))).toBe("9007199254740993");
  },
  "sub-cent unit price": ({ given, expect: expected }) => {
    if ("unit" in given) {
      const rounding = text(given, "mode") as MoneyRounding;
      expect(extendPrice(unitPrice(text(given, "unit"), "AUD"), text(given, "qty"), { rounding }).amount).toBe(expected);
    } else {
      const price = unitPrice(multiplyDecimals(text(given, "minor"), "0.01"), text(given, "currency"));
      expect(price.unitPrice).toBe(decimal(String(expected)));
    }
  },
};

describe.skipIf(rows.length === 0)("the file of vectors (skipped when the folder is absent)", () => {
  test.each(rows.map((row) => [row.id, row] as const))("%s", (_, row) => {
    const check = features[row.feature];
    if (check === undefined) throw new Error(`a feature that nothing here maps: ${row.feature}`);
    check(row);
  });
});

describe("numbers written out, each with its source", () => {
  test("brick/money: 100 USD by 30, 20, 40 and 40 in each mode", () => {
    const whole = money("100", "USD");
    const by = (mode: AllocationMode): string[] => allocate(whole, [30, 20, 40, 40], { mode }).map((part) => part.amount);
    expect(by("floorToFirst")).toEqual(["23.08", "15.39", "30.77", "30.76"]);
    expect(by("largestRemainder")).toEqual(["23.08", "15.38", "30.77", "30.77"]);
    expect(by("floorToLargestWeight")).toEqual(["23.08", "15.38", "30.77", "30.77"]);
    expect(by("floorSeparate")).toEqual(["23.07", "15.38", "30.76", "30.76", "0.03"]);
    expect(by("blockSeparate")).toEqual(["23.07", "15.38", "30.76", "30.76", "0.03"]);
  });

  test("brick/money: 1 USD by 2, 3 and 1 in exact proportion leaves 4 cents", () => {
    const parts = allocate(money("1", "USD"), [2, 3, 1], { mode: "blockSeparate" });
    expect(parts.map((part) => part.amount)).toEqual(["0.32", "0.48", "0.16", "0.04"]);
  });

  test("brick/money: 100 CHF in steps of 5 centimes", () => {
    const parts = allocate(money("100", "CHF"), [1, 2, 3, 7], { mode: "floorToFirst", increment: "0.05" });
    expect(parts.map((part) => part.amount)).toEqual(["7.70", "15.40", "23.10", "53.80"]);
  });

  test("decimal.js#102, dinero.js#8, currency.js#102 and #378", () => {
    expect(addDecimals("100.000000000000000000", "0.000000000000000001")).toBe("100.000000000000000001");
    expect(multiply(money("2090.50", "EUR"), "8.61", { rounding: "halfUp" }).amount).toBe("17999.21");
    expect(multiply(money("180.00", "CAD"), "0.09975", { rounding: "halfUp" }).amount).toBe("17.96");
    expect(roundToCash(money("-10.50", "USD"), "1", { rounding: "halfUp" }).rounded.amount).toBe("-11.00");
  });

  test("JDK RoundingMode: 5.5 and −2.5 in the modes of its table", () => {
    const round = (value: string): string[] =>
      (["up", "down", "ceil", "floor", "halfUp", "halfDown", "halfEven"] as const).map((rounding) =>
        roundDecimal(value, { scale: 0, rounding }),
      );
    expect(round("5.5")).toEqual(["6", "5", "6", "5", "6", "5", "6"]);
    expect(round("-2.5")).toEqual(["-3", "-2", "-2", "-3", "-3", "-2", "-2"]);
  });

  test("ISO 4217 where hosts disagree: AFN 2, HUF 2, IQD 3, UGX 0, CLF 4", () => {
    expect(["AFN", "HUF", "IQD", "UGX", "CLF"].map((code) => minorUnitsOf(code))).toEqual([2, 2, 3, 0, 4]);
  });
});

/**
 * Intervals against table I of R. G. Newcombe, "Two-sided confidence intervals for the single
 * proportion: comparison of seven methods", Statistics in Medicine 17 (1998): methods 3 (Wilson)
 * and 5 (Clopper–Pearson), 95 %, four decimals.
 */
import { describe, expect, test } from "vitest";

import { proportionInterval } from "../../../src/scoring/index.js";

const table = [
  [81, 263, "wilson", "0.2553", "0.3662"],
  [15, 148, "wilson", "0.0624", "0.1605"],
  [0, 20, "wilson", "0.0000", "0.1611"],
  [1, 29, "wilson", "0.0061", "0.1718"],
  [81, 263, "clopper-pearson", "0.2527", "0.3676"],
  [15, 148, "clopper-pearson", "0.0578", "0.1617"],
  [0, 20, "clopper-pearson", "0.0000", "0.1684"],
  [1, 29, "clopper-pearson", "0.0009", "0.1776"],
] as const;

describe("Newcombe (1998)", () => {
  test.each(table)("%i of %i by %s", (successes, trials, method, lower, upper) => {
    const found = proportionInterval({ successes, trials }, { method });
    expect([found.lower.toFixed(4), found.upper.toFixed(4)]).toEqual([lower, upper]);
  });
});

/**
 * How much depends on how few: shares of the largest, Herfindahl–Hirschman, Gini, Lorenz, Theil,
 * entropy.
 *
 * Statistics in doubles. Values are sorted first, so that their order does not matter to the
 * last bit.
 */
import { at, expectInteger, expectOneOf, expectRecord } from "../../values/plain.js";
import { readEach } from "../cohorts/read-each.js";
import { readValues } from "../read-values.js";
import { doubleOf } from "../segmentation/quantile-scores.js";
import type { ValueOf } from "./abc.js";
import { measureConcentration } from "./measure-concentration.js";

/** A point of the Lorenz curve: the smallest `accounts` of all hold `value` of the total. @since 0.1.0 */
export interface LorenzPoint {
  /** Share of the accounts, smallest first, 0 to 1. */
  readonly accounts: number;
  /** Share of the total that they hold, 0 to 1. */
  readonly value: number;
}

/** The share of the largest so many. @since 0.1.0 */
export interface TopShare {
  /** How many. */
  readonly most: number;
  /** 0 to 1; 1 where there are no more. */
  readonly share: number;
}

/** What is to be said beside the usual. @since 0.1.0 */
export interface ConcentrationOptions {
  /** Numbers of the largest of which the share is wanted, each from 1. */
  readonly top?: readonly number[];
  /**
   * Whether values of zero are members of the whole: accounts that bought nothing make a turnover
   * more unequal where they are `counted`. `left-out` unless named.
   */
  readonly zeros?: "left-out" | "counted";
}

/** Concentration of values above zero, and of those of zero where they are counted. @since 0.1.0 */
export interface Concentration {
  readonly state: "known";
  /** Values that take part. */
  readonly count: number;
  /** Values below zero, and of zero unless they are counted, which take no part. */
  readonly excluded: number;
  /** Shares of the largest one, three, five, ten and twenty; 1 where there are no more. */
  readonly top: {
    readonly 1: number;
    readonly 3: number;
    readonly 5: number;
    readonly 10: number;
    readonly 20: number;
  };
  /** Shares of as many of the largest as `top` of the options named, in that order. */
  readonly topShares: readonly TopShare[];
  /** Herfindahl–Hirschman index in points: 10 000 for a monopoly, 10 000 ÷ n for equals. */
  readonly hhi: number;
  /** The same as a fraction H, the sum of squared shares: 1 ÷ n to 1. */
  readonly herfindahl: number;
  /** (H − 1/n) ÷ (1 − 1/n), 0 to 1; 1 for a single value. */
  readonly hhiNormalised: number;
  /** How many equals would be as concentrated: 1 ÷ H. */
  readonly effectiveNumber: number;
  /** 0 for equals, towards 1 when one has all; the population form. */
  readonly gini: number;
  /** Gini × n ÷ (n − 1), 0 to 1, for a sample of a larger whole; null for a single value. */
  readonly giniCorrected: number | null;
  /** Theil's T in nats: 0 for equals, ln n when one has all. */
  readonly theil: number;
  /** Theil ÷ ln n, 0 to 1; null for a single value. */
  readonly theilNormalised: number | null;
  /** Shannon's entropy of the shares in nats: ln n − Theil. */
  readonly entropy: number;
  /** How many equals would have this entropy: e^entropy, between `effectiveNumber` and n. */
  readonly effectiveNumberByEntropy: number;
  /** From (0, 0) to (1, 1), at most 101 points. */
  readonly lorenz: readonly LorenzPoint[];
}

/** There is no value above zero. @since 0.1.0 */
export interface NoConcentration {
  readonly state: "not-enough-data";
  readonly count: 0;
  readonly excluded: number;
}

const TOP_MAX = 1_000;

/** Options, read once. @internal */
export interface ConcentrationPlan {
  readonly top: readonly number[];
  readonly isZeroCounted: boolean;
}

/** What is meant where nothing is said. @internal */
export const usualConcentration: ConcentrationPlan = { top: [], isZeroCounted: false };

/** Reads the options (`schema.*`). @internal */
export function readConcentrationOptions(options: unknown): ConcentrationPlan {
  const record = expectRecord(options, "options", ["top", "zeros"]);
  const choices = ["left-out", "counted"] as const;
  const zeros = expectOneOf(record["zeros"] ?? "left-out", at("options", "zeros"), choices);
  const path = at("options", "top");
  const read = (one: unknown, spot: string): number => expectInteger(one, spot, 1);
  const top = readEach(record["top"] ?? [], path, read, TOP_MAX);
  return { top, isZeroCounted: zeros === "counted" };
}

/**
 * How concentrated values are, such as the turnover over accounts; shares in percent will do as
 * well, since only proportions count. Values below zero take no part, nor do those of zero unless
 * they are `counted`; without any above zero there is not enough data. A single value is a
 * monopoly without inequality: HHI 10 000, Gini 0.
 *
 * Gini as Σ (2i − n − 1) x₍ᵢ₎ ÷ (n Σ x), the population form: 0.25 for 10, 20, 30, 40.
 * O(n log n).
 *
 * @throws ClienteleError as `abc`; `schema.*` for `top`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { concentration } from "clientele/scoring";
 *
 * const found = concentration(
 *   [
 *     { id: "acme", value: "25" },
 *     { id: "bolt", value: "25" },
 *     { id: "cask", value: "50" },
 *   ],
 *   { top: [2] },
 * );
 * assert.ok(found.state === "known");
 * assert.equal(found.hhi, 3750);
 * assert.equal(found.top[1], 0.5);
 * assert.deepEqual(found.topShares, [{ most: 2, share: 0.75 }]);
 * ```
 * @since 0.1.0
 */
export function concentration(
  values: readonly ValueOf[],
  options: ConcentrationOptions = {},
): Concentration | NoConcentration {
  const plan = readConcentrationOptions(options);
  const read = readValues(values, "values");
  return measureConcentration(
    Float64Array.from(read, (item) => doubleOf(item.exact)),
    plan,
  );
}

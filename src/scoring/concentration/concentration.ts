/**
 * How much depends on how few: shares of the largest, Herfindahl–Hirschman, Gini, Lorenz, Theil.
 *
 * Statistics in doubles. Values are sorted first, so that their order does not matter to the
 * last bit.
 */
import type { Scaled } from "../../values/scaled.js";
import { itemAt } from "../../values/invariant.js";
import { logarithm } from "../../values/numeric/exponential.js";
import type { ValueOf } from "./abc.js";
import { readValues } from "../read-values.js";

/** A point of the Lorenz curve: the smallest `accounts` of all hold `value` of the total. @since 0.1.0 */
export interface LorenzPoint {
  /** Share of the accounts, smallest first, 0 to 1. */
  readonly accounts: number;
  /** Share of the total that they hold, 0 to 1. */
  readonly value: number;
}

/** Concentration of values above zero. @since 0.1.0 */
export interface Concentration {
  readonly state: "known";
  /** Values above zero. */
  readonly count: number;
  /** Values of zero or below, which take no part. */
  readonly excluded: number;
  /** Shares of the largest one, three, five, ten and twenty; 1 where there are no more. */
  readonly top: {
    readonly 1: number;
    readonly 3: number;
    readonly 5: number;
    readonly 10: number;
    readonly 20: number;
  };
  /** Herfindahl–Hirschman index in points: 10 000 for a monopoly, 10 000 ÷ n for equals. */
  readonly hhi: number;
  /** (H − 1/n) ÷ (1 − 1/n), 0 to 1; 1 for a single value. */
  readonly hhiNormalised: number;
  /** How many equals would be as concentrated: 1 ÷ H. */
  readonly effectiveNumber: number;
  /** 0 for equals, towards 1 when one has all. */
  readonly gini: number;
  /** Theil's T in nats: 0 for equals, ln n when one has all. */
  readonly theil: number;
  /** From (0, 0) to (1, 1), at most 101 points. */
  readonly lorenz: readonly LorenzPoint[];
}

/** There is no value above zero. @since 0.1.0 */
export interface NoConcentration {
  readonly state: "not-enough-data";
  readonly count: 0;
  readonly excluded: number;
}

const POINTS = 100;

function doubleOf({ units, scale }: Scaled): number {
  return Number(units) / 10 ** scale;
}

function lorenzOf(sorted: readonly number[], total: number): readonly LorenzPoint[] {
  const steps = Math.min(POINTS, sorted.length);
  const points: LorenzPoint[] = [{ accounts: 0, value: 0 }];
  let taken = 0;
  let sum = 0;
  for (let step = 1; step <= steps; step += 1) {
    const until = Math.round((step * sorted.length) / steps);
    for (; taken < until; taken += 1) sum += itemAt(sorted, taken);
    const isLast = step === steps;
    points.push({
      accounts: isLast ? 1 : taken / sorted.length,
      value: isLast ? 1 : Math.min(1, sum / total),
    });
  }
  return points;
}

/**
 * How concentrated values are, such as the turnover over accounts. Values of zero or below take
 * no part and are counted apart; without any above zero there is not enough data.
 *
 * Gini as Σ (2i − n − 1) x₍ᵢ₎ ÷ (n Σ x), the population form: 0.25 for 10, 20, 30, 40.
 * O(n log n).
 *
 * @throws ClienteleError as `abc`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { concentration } from "clientele/scoring";
 *
 * const found = concentration([
 *   { id: "acme", value: "25" },
 *   { id: "bolt", value: "25" },
 *   { id: "cask", value: "50" },
 * ]);
 * assert.ok(found.state === "known");
 * assert.equal(found.hhi, 3750);
 * assert.equal(found.top[1], 0.5);
 * ```
 * @since 0.1.0
 */
export function concentration(values: readonly ValueOf[]): Concentration | NoConcentration {
  const all = readValues(values, "values").map((item) => doubleOf(item.exact));
  const sorted = all.filter((value) => value > 0).sort((a, b) => a - b);
  const count = sorted.length;
  const excluded = all.length - count;
  if (count === 0) return { state: "not-enough-data", count, excluded };
  // Divided by the largest first: neither a square nor a sum can leave the range of doubles.
  const largest = itemAt(sorted, count - 1);
  const shares = sorted.map((value) => value / largest);
  let total = 0;
  let weighted = 0;
  for (let index = 0; index < count; index += 1) {
    total += itemAt(shares, index);
    weighted += (2 * (index + 1) - count - 1) * itemAt(shares, index);
  }
  let squares = 0;
  let theil = 0;
  for (const value of shares) {
    const share = value / total;
    squares += share * share;
    if (share > 0) theil += share * logarithm(share * count);
  }
  const topOf = (most: number): number => topShare(shares, total, most);
  return {
    state: "known",
    count,
    excluded,
    top: { 1: topOf(1), 3: topOf(3), 5: topOf(5), 10: topOf(10), 20: topOf(20) },
    hhi: 10_000 * squares,
    hhiNormalised: count === 1 ? 1 : Math.max(0, (squares - 1 / count) / (1 - 1 / count)),
    effectiveNumber: 1 / squares,
    gini: Math.max(0, weighted / (count * total)),
    theil: Math.max(0, theil),
    lorenz: lorenzOf(shares, total),
  };
}

function topShare(shares: readonly number[], total: number, most: number): number {
  if (most >= shares.length) return 1;
  let sum = 0;
  for (let index = shares.length - most; index < shares.length; index += 1)
    sum += itemAt(shares, index);
  return sum / total;
}

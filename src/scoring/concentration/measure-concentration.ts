/** The figures of concentration from doubles; the same for lists and for typed arrays. */
import { exponential, logarithm } from "../../values/numeric/exponential.js";
import type {
  Concentration,
  ConcentrationPlan,
  LorenzPoint,
  NoConcentration,
} from "./concentration.js";

const POINTS = 100;

function lorenzOf(sorted: Float64Array, total: number): readonly LorenzPoint[] {
  const count = sorted.length;
  const steps = Math.min(POINTS, count);
  const points: LorenzPoint[] = [{ accounts: 0, value: 0 }];
  let taken = 0;
  let sum = 0;
  for (let step = 1; step <= steps; step += 1) {
    const until = Math.round((step * count) / steps);
    for (; taken < until; taken += 1) sum += sorted[taken] ?? 0;
    const isLast = step === steps;
    points.push({
      accounts: isLast ? 1 : taken / count,
      value: isLast ? 1 : Math.min(1, sum / total),
    });
  }
  return points;
}

/** The same of doubles; sorts the list given. @internal */
export function measureConcentration(
  values: Float64Array,
  { top, isZeroCounted }: ConcentrationPlan,
): Concentration | NoConcentration {
  values.sort();
  if (!((values[values.length - 1] ?? 0) > 0)) {
    return { state: "not-enough-data", count: 0, excluded: values.length };
  }
  const takesPart = (value: number): boolean => (isZeroCounted ? value >= 0 : value > 0);
  let excluded = 0;
  while (!takesPart(values[excluded] ?? 1)) excluded += 1;
  const shares = values.subarray(excluded);
  const count = shares.length;
  const total = scaleToLargest(shares);
  const { squares, theil, gini } = sumsOf(shares, total);
  const topOf = (most: number): number => topShare(shares, total, most);
  const isSingle = count === 1;
  const logCount = logarithm(count);
  const entropy = Math.max(0, logCount - theil);
  return {
    state: "known",
    count,
    excluded,
    top: { 1: topOf(1), 3: topOf(3), 5: topOf(5), 10: topOf(10), 20: topOf(20) },
    topShares: top.map((most) => ({ most, share: topOf(most) })),
    hhi: 10_000 * squares,
    herfindahl: squares,
    hhiNormalised: isSingle ? 1 : Math.max(0, (squares - 1 / count) / (1 - 1 / count)),
    effectiveNumber: 1 / squares,
    gini,
    giniCorrected: isSingle ? null : Math.min(1, (gini * count) / (count - 1)),
    theil,
    theilNormalised: isSingle ? null : Math.min(1, theil / logCount),
    entropy,
    effectiveNumberByEntropy: Math.min(count, exponential(entropy)),
    lorenz: lorenzOf(shares, total),
  };
}

/** Divides by the largest: neither a square nor a sum can then leave the range of doubles. */
function scaleToLargest(sorted: Float64Array): number {
  const largest = sorted[sorted.length - 1] ?? 1;
  let total = 0;
  for (let index = 0; index < sorted.length; index += 1) {
    const scaled = (sorted[index] ?? 0) / largest;
    sorted[index] = scaled;
    total += scaled;
  }
  return total;
}

interface Sums {
  readonly squares: number;
  readonly theil: number;
  readonly gini: number;
}

function sumsOf(shares: Float64Array, total: number): Sums {
  const count = shares.length;
  let weighted = 0;
  let squares = 0;
  let theil = 0;
  // Equal values have one logarithm: it is what this loop spends its time on.
  let last = -1;
  let term = 0;
  for (let index = 0; index < count; index += 1) {
    const value = shares[index] ?? 0;
    weighted += (2 * (index + 1) - count - 1) * value;
    const share = value / total;
    squares += share * share;
    if (share !== last) {
      last = share;
      term = share > 0 ? share * logarithm(share * count) : 0;
    }
    theil += term;
  }
  return {
    // The last bits of a long sum must not leave the bounds that the definition has.
    squares: Math.min(1, Math.max(1 / count, squares)),
    theil: Math.min(logarithm(count), Math.max(0, theil)),
    gini: Math.min(1 - 1 / count, Math.max(0, weighted / (count * total))),
  };
}

function topShare(shares: Float64Array, total: number, most: number): number {
  if (most >= shares.length) return 1;
  let sum = 0;
  for (let index = shares.length - most; index < shares.length; index += 1) {
    sum += shares[index] ?? 0;
  }
  return Math.min(1, sum / total);
}

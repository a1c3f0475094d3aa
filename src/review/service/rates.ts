/** Rates of service with their uncertainty, means and medians of days. */
import type { ServiceRate } from "./model.js";

/** Two-sided 95 % of the normal distribution. */
const Z = 1.959963984540054;

/** A rate with its interval by Wilson, or why there is none. @internal */
export function rateOf(count: number, of: number, countMin: number): ServiceRate {
  if (of === 0) return { state: "unknown", reason: "no-facts", count, of };
  if (of < countMin) return { state: "unknown", reason: "not-enough-facts", count, of };
  const share = count / of;
  const spread = (Z * Z) / of;
  const centre = share + spread / 2;
  const reach = Z * Math.sqrt((share * (1 - share) + spread / 4) / of);
  const bound = (value: number): number => Math.min(1, Math.max(0, value / (1 + spread)));
  return {
    state: "known",
    value: share,
    count,
    of,
    low: count === 0 ? 0 : bound(centre - reach),
    high: count === of ? 1 : bound(centre + reach),
  };
}

/** Mean of whole numbers: exact sum, divided once; null of none. @internal */
export function meanOf(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Middle value, or the mean of the two in the middle; null of none. @internal */
export function medianOf(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle];
  if (upper === undefined) return null;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

/** Largest of some numbers; null of none. @internal */
export function maximumOf(values: readonly number[]): number | null {
  return values.reduce<number | null>(
    (most, value) => (most === null || value > most ? value : most),
    null
  );
}

/**
 * Σ z^k Π (b + i) ÷ (c + i): the discounted number of periods that beta-geometric survival
 * leaves, which is Gauss's ₂F₁(1, b; c; z).
 *
 * By its continued fraction (DLMF 15.7) in Steed's form: for 0 ≤ z < 1 and 0 < b < c every term
 * is positive, so that no digits are lost, and some 20 ÷ √(1 − z) terms are enough.
 */
const TERMS_MAX = 5_000_000;
const STILL = 1e-17;

/**
 * The sum for z = 1 ÷ (1 + discount) and c = b + gap; null where it has no end (discount 0 and
 * gap ≤ 1).
 *
 * @internal
 */
export function remainingSum(b: number, gap: number, discount: number): number | null {
  const c = b + gap;
  if (discount === 0) return gap > 1 ? (c - 1) / (gap - 1) : null;
  const z = 1 / (1 + discount);
  let inverse = 1;
  let step = 1;
  let sum = 1;
  for (let term = 1; term < TERMS_MAX && step > STILL * sum; term += 1) {
    const half = Math.floor(term / 2);
    const even = (half * (gap + half - 1)) / ((c + 2 * half - 2) * (c + 2 * half - 1));
    const odd =
      half === 0 ? b / c : ((b + half) * (c + half - 1)) / ((c + 2 * half - 1) * (c + 2 * half));
    inverse = 1 / (1 - (term % 2 === 0 ? even : odd) * z * inverse);
    step *= inverse - 1;
    sum += step;
  }
  return sum;
}

/** Σ Π (b + i) ÷ (c + i) over the first `periods` products, the first factor taken. @internal */
export function survivalSum(b: number, gap: number, periods: number): number {
  let product = 1;
  let sum = 0;
  for (let period = 0; period < periods; period += 1) {
    product *= (b + period) / (b + gap + period);
    sum += product;
  }
  return sum;
}

/** The algebra of a moving weight: scores as quotients of lines, and where two of them cross. */

/**
 * A score over the move t of a weight's share: (top + topSlope·t) ÷ (bottom + bottomSlope·t).
 * The bottom moves only where facts are left out.
 *
 * @internal
 */
export interface MovingScore {
  readonly top: number;
  readonly topSlope: number;
  readonly bottom: number;
  readonly bottomSlope: number;
}

/** The numerator of the difference of two scores, as a polynomial of t; its sign is theirs. */
interface Difference {
  readonly constant: number;
  readonly linear: number;
  readonly square: number;
}

/** What rounding leaves of a difference between equals. */
const NOISE = 1e-12;
/** Beyond what the units of a score can hide: the order changes as soon as the weight moves. */
const INVERTED_BELOW = -1e-6;

function differenceOf(upper: MovingScore, lower: MovingScore): Difference {
  return {
    constant: upper.top * lower.bottom - lower.top * upper.bottom,
    linear:
      upper.topSlope * lower.bottom +
      upper.top * lower.bottomSlope -
      lower.topSlope * upper.bottom -
      lower.top * upper.bottomSlope,
    square: upper.topSlope * lower.bottomSlope - lower.topSlope * upper.bottomSlope,
  };
}

/** The first t > 0 after which a + b·t + c·t² is negative, where a > 0; a touch is no crossing. */
function firstRoot(a: number, b: number, c: number): number | null {
  if (c === 0) return b < 0 ? -a / b : null;
  const discriminant = b * b - 4 * a * c;
  if (discriminant <= 0) return null;
  // The form that never subtracts near equals (Press et al., "Numerical Recipes", 5.6).
  const q = -(b + (b < 0 ? -1 : 1) * Math.sqrt(discriminant)) / 2;
  const roots = [q / c, a / q].filter((root) => root > 0 && Number.isFinite(root));
  return roots.length === 0 ? null : Math.min(...roots);
}

function firstNegative({ constant, linear, square }: Difference): number | null {
  if (constant > 0) return firstRoot(constant, linear, square);
  const rise = Math.abs(linear) <= NOISE ? 0 : linear;
  const bend = Math.abs(square) <= NOISE ? 0 : square;
  if (rise < 0 || (rise === 0 && bend < 0)) return 0;
  return rise > 0 && bend < 0 ? -rise / bend : null;
}

/**
 * How far a share moves up (`sign` 1) or down (−1) until `lower` scores above `upper`; null where
 * it does not within `limit`. Those that tie now count as equal, whatever rounding says.
 *
 * @internal
 */
export function moveUntilOvertaken(
  upper: MovingScore,
  lower: MovingScore,
  move: { readonly sign: 1 | -1; readonly limit: number; readonly isTied: boolean },
): number | null {
  const { constant, linear, square } = differenceOf(upper, lower);
  if (constant < INVERTED_BELOW) return move.limit > 0 ? 0 : null;
  const start = move.isTied || constant <= NOISE ? 0 : constant;
  const found = firstNegative({ constant: start, linear: move.sign * linear, square });
  return found !== null && found < move.limit ? found : null;
}

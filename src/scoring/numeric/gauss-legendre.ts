/** Nodes and weights of Gauss–Legendre integration on [0, 1]. Not here: where they are enough. */
import { invariant } from "../../values/invariant.js";

/** A rule of some order: ∫₀¹ f = Σ wᵢ f(xᵢ), exact for polynomials of degree 2n − 1. @internal */
export interface QuadratureRule {
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
}

/** Legendre's polynomial of a degree and its derivative, by recurrence. */
function legendre(degree: number, x: number): readonly [number, number] {
  let before = 1;
  let value = x;
  for (let k = 2; k <= degree; k += 1) {
    [before, value] = [value, ((2 * k - 1) * x * value - (k - 1) * before) / k];
  }
  return [value, (degree * (x * value - before)) / (x * x - 1)];
}

/** First guesses of the roots: Tricomi's, with the cosine by its own series. */
function cosine(angle: number): number {
  let sum = 1;
  let term = 1;
  for (let k = 1; k < 24; k += 1) {
    term *= -(angle * angle) / (2 * k * (2 * k - 1));
    sum += term;
  }
  return sum;
}

/** The rule of an order, 2 to 64. @internal */
export function gaussLegendre(order: number): QuadratureRule {
  invariant(order >= 2 && order <= 64, "a rule of that order is not known");
  const nodes = new Float64Array(order);
  const weights = new Float64Array(order);
  for (let index = 0; index < order; index += 1) {
    let x = cosine((3.141592653589793 * (index + 0.75)) / (order + 0.5));
    for (let step = 0; step < 12; step += 1) {
      const [value, slope] = legendre(order, x);
      x -= value / slope;
    }
    const [, slope] = legendre(order, x);
    nodes[index] = (1 - x) / 2;
    weights[index] = 1 / ((1 - x * x) * slope * slope);
  }
  return { nodes, weights };
}

/**
 * The matrix of second derivatives, by central differences of an analytic gradient.
 *
 * Not here: what is made of it (see the fit reports of each model).
 */
import type { Objective } from "./minimise.js";
import { SquareMatrix } from "./square-matrix.js";

const STEP = 1e-4;

/**
 * The symmetric Hessian at a point: relative error about 1e-8; null where it is not finite.
 *
 * @internal
 */
export function hessianAt(objective: Objective, point: Float64Array): SquareMatrix | null {
  const size = point.length;
  const columns = Array.from(point, (_, index) => {
    const [above, below] = [1, -1].map((sign) => {
      const gradient = new Float64Array(size);
      objective(
        point.map((entry, other) => (other === index ? entry + sign * STEP : entry)),
        gradient,
      );
      return gradient;
    }) as [Float64Array, Float64Array];
    return above.map((entry, row) => (entry - (below[row] as number)) / (2 * STEP));
  });
  const isFinite = columns.every((column) => column.every((entry) => Number.isFinite(entry)));
  if (!isFinite) return null;
  const entry = (row: number, column: number): number =>
    (columns[column] as Float64Array)[row] as number;
  return SquareMatrix.of(size, (row, column) => (entry(row, column) + entry(column, row)) / 2);
}

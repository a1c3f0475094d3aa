/**
 * Weights by logarithmic least squares: the logarithms whose differences are nearest to those of
 * the judgments given. For a full matrix these are the geometric means of the rows (Crawford and
 * Williams 1985); for an incomplete one they solve the Laplacian of its graph (Bozóki, Fülöp and
 * Rónyai, "On optimal completion of incomplete pairwise comparison matrices", Math. Comput.
 * Modelling 52 (2010)).
 */
import { logarithm } from "../../values/numeric/exponential.js";

/** L + J ÷ n is symmetric and positive for a connected graph: factored by Cholesky. */
function solveLaplacian(cells: Float64Array, size: number, right: Float64Array): Float64Array {
  const work = new Float64Array(size * size).fill(1 / size);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      if (row === column || cells[row * size + column] === 0) continue;
      (work[row * size + column] as number) -= 1;
      (work[row * size + row] as number) += 1;
    }
  }
  const x = Float64Array.from(right);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let sum = work[row * size + column] as number;
      for (let k = 0; k < column; k += 1) {
        sum -= (work[row * size + k] as number) * (work[column * size + k] as number);
      }
      work[row * size + column] =
        row === column ? Math.sqrt(sum) : sum / (work[column * size + column] as number);
    }
    let own = x[row] as number;
    for (let k = 0; k < row; k += 1) own -= (work[row * size + k] as number) * (x[k] as number);
    x[row] = own / (work[row * size + row] as number);
  }
  for (let row = size - 1; row >= 0; row -= 1) {
    let own = x[row] as number;
    for (let k = row + 1; k < size; k += 1) own -= (work[k * size + row] as number) * (x[k] as number);
    x[row] = own / (work[row * size + row] as number);
  }
  return x;
}

/** Logarithms of weights, the largest 0. `cells` holds 0 where no judgment was given. @internal */
export function logLeastSquares(cells: Float64Array, size: number): Float64Array {
  const sums = new Float64Array(size);
  let isFull = true;
  let total = 0;
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      const judgment = cells[row * size + column] as number;
      if (judgment === 0) isFull = false;
      else if (row !== column) (sums[row] as number) += logarithm(judgment);
    }
    total += sums[row] as number;
  }
  // The sums of rounded reciprocals do not cancel; what is left over is of no item.
  const right = sums.map((sum) => sum - total / size);
  const logs = isFull ? sums.map((sum) => sum / size) : solveLaplacian(cells, size, right);
  const most = logs.reduce((max, one) => (one > max ? one : max), -Infinity);
  return logs.map((one) => one - most);
}

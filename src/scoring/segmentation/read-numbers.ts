/** The door of lists of doubles. */
import { atIndex, expectFinite, expectArray } from "../../values/plain.js";

/** As many items as V8 keeps in a list without holes: the copy is made as long as the list is. */
const LIST_MAX = 2 ** 27;

/** A copy of a list, or of a typed array, of finite numbers (`schema.not_finite`). @internal */
export function readNumbers(values: unknown, path: string): Float64Array {
  const list: ArrayLike<unknown> =
    values instanceof Float64Array ? values : expectArray(values, path, LIST_MAX);
  const numbers = new Float64Array(list.length);
  for (let index = 0; index < list.length; index += 1) {
    const value = list[index];
    // The path is made only where it is needed: this loop sees every value of a column.
    numbers[index] =
      typeof value === "number" && Number.isFinite(value)
        ? value + 0
        : expectFinite(value, atIndex(path, index));
  }
  return numbers;
}

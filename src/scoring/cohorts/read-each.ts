/** The door of lists, item by item. */
import { atIndex, expectArray } from "../../values/plain.js";

/** Reads a list, from its first item to its last, by one reading of an item. @internal */
export function readEach<T>(
  value: unknown,
  path: string,
  read: (item: unknown, path: string, index: number) => T,
  countMax: number = Number.MAX_SAFE_INTEGER,
): T[] {
  const list = expectArray(value, path, countMax);
  const items: T[] = [];
  for (let index = 0; index < list.length; index += 1) {
    items.push(read(list[index], atIndex(path, index), index));
  }
  return items;
}

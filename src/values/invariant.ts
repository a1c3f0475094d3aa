/**
 * Checks of what cannot be, unless this library has a bug. Malformed input is not here:
 * that is `fail` in `errors.ts`.
 */

/**
 * Throws when the library has broken a promise of its own.
 *
 * @internal
 */
export function invariant(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(`clientele broke its own rule: ${message}`);
}

/**
 * Makes the compiler prove that a union has been handled whole.
 *
 * @internal
 */
export function assertNever(value: never): never {
  throw new Error(`clientele met a case it does not know: ${typeof value}`);
}

/**
 * The item at a position that is known to be there; a hole is a broken promise of the library.
 *
 * @internal
 */
export function itemAt<T>(list: readonly T[], index: number): T {
  const item = list[index];
  if (item === undefined) throw new Error(`clientele looked for item ${String(index)} in vain`);
  return item;
}

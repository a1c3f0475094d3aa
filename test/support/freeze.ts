/** Freezes an input through and through, so that a test fails on any mutation of it. */
export function deepFreeze<T>(value: T): T {
  const pending: unknown[] = [value];
  while (pending.length > 0) {
    const next = pending.pop();
    if (typeof next === "object" && next !== null && !Object.isFrozen(next)) {
      Object.freeze(next);
      pending.push(...Object.values(next));
    }
  }
  return value;
}

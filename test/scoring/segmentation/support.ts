/** What the tests of RFM, concentration and segments share. */
/** A permutation that a seed decides, so that a property can replay it. */
export function shuffled<T>(list: readonly T[], seed: number): T[] {
  const copy = [...list];
  let state = seed;
  for (let index = copy.length - 1; index > 0; index -= 1) {
    state = (state * 48_271) % 2_147_483_647;
    const other = state % (index + 1);
    [copy[index], copy[other]] = [copy[other] as T, copy[index] as T];
  }
  return copy;
}

/** Code and path of what a call throws; a foreign error, or none, is what it is. */
export function codeOf(attempt: () => unknown): unknown {
  try {
    return { returned: attempt() };
  } catch (error) {
    if (error instanceof Error && "kind" in error && "code" in error && "path" in error) {
      return [error.code, error.path];
    }
    return error;
  }
}

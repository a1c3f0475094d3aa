/**
 * What this package wrote and the caller kept: states, events, quotes, reviews. It is not checked
 * member by member each time it comes back; where it was changed so that it cannot be read, that
 * is said by one error of ours.
 */
import { ClienteleError, fail, isClienteleError } from "./errors.js";

/**
 * Reads what was stored. A failure that is not ours is refused as `schema.damaged`.
 *
 * @internal
 */
export function readingStored<T>(stored: unknown, path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof ClienteleError || isClienteleError(error)) throw error;
    return fail("schema.damaged", path, "what this package wrote, unchanged", stored);
  }
}

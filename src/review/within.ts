/** Errors of a capability, reported below the part of the document or of the account they are in. */
import { ClienteleError, isClienteleError } from "../values/errors.js";
import { at } from "../values/plain.js";

/** Runs work whose errors are told with the part before their paths. @internal */
export function within<T>(part: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!isClienteleError(error)) throw error;
    const [first, ...rest] = error.issues.map((issue) => ({
      ...issue,
      path: issue.path.startsWith("[") ? `${part}${issue.path}` : at(part, issue.path),
    }));
    if (first === undefined) throw error;
    throw new ClienteleError([first, ...rest]);
  }
}

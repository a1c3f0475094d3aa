/** Errors of a capability, reported below the part of the document or of the account they are in. */
import { ClienteleError, isClienteleError } from "../values/errors.js";
import { at } from "../values/plain.js";

function placed(part: string, path: string): string {
  if (path === "") return part;
  return path.startsWith("[") ? `${part}${path}` : at(part, path);
}

/** An error told with the part before its paths; another one as it is. @internal */
export function under(part: string, error: unknown): unknown {
  if (!isClienteleError(error)) return error;
  const [first, ...rest] = error.issues.map((issue) => ({
    ...issue,
    path: placed(part, issue.path),
  }));
  return first === undefined ? error : new ClienteleError([first, ...rest]);
}

/** Runs work whose errors are told with the part before their paths. @internal */
export function within<T>(part: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw under(part, error);
  }
}

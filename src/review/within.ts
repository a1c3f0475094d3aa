/** Errors of a capability, reported below the part of the document or of the account they are in. */
import { ClienteleError, isClienteleError } from "../values/errors.js";
import { at } from "../values/plain.js";

function retold(error: unknown, pathOf: (path: string) => string): unknown {
  if (!isClienteleError(error)) return error;
  const [first, ...rest] = error.issues.map((issue) => ({
    ...issue,
    path: pathOf(issue.path),
  }));
  return first === undefined ? error : new ClienteleError([first, ...rest]);
}

/** Runs work whose errors are told with other paths. @internal */
export function retelling<T>(pathOf: (path: string) => string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw retold(error, pathOf);
  }
}

/** An error told with the part before its paths; another one as it is. @internal */
export function under(part: string, error: unknown): unknown {
  return retold(error, (path) => below(part, path));
}

function below(part: string, path: string): string {
  if (path === "") return part;
  return path.startsWith("[") ? `${part}${path}` : at(part, path);
}

/**
 * Runs work whose errors are told with the part before their paths; names of arguments with which
 * a capability begins them are left out.
 *
 * @internal
 */
export function within<T>(part: string, work: () => T, ...names: readonly string[]): T {
  return retelling((path) => {
    const name = names.find((one) => path === one || path.startsWith(`${one}.`)) ?? "";
    return below(part, name === "" ? path : path.slice(name.length + 1));
  }, work);
}

/**
 * Runs work of a capability whose arguments are members of an account by other names: errors are
 * told by the member. A path that begins with no argument named is left as it is.
 *
 * @internal
 */
export function renaming<T>(members: readonly (readonly [string, string])[], work: () => T): T {
  return retelling((path) => {
    for (const [argument, member] of members) {
      if (!path.startsWith(argument)) continue;
      const rest = path.slice(argument.length);
      if (rest === "" || rest.startsWith("[")) return member + rest;
      if (rest.startsWith(".")) return below(member, rest.slice(1));
    }
    return path;
  }, work);
}

const ITEM = /^\[(\d+)\](.*)$/;

/**
 * The same for a list that was picked or put in another order: `pathOf` names the item at a
 * place, and may say what a member of it is called.
 *
 * @internal
 */
export function relisting<T>(
  list: string,
  pathOf: (index: number, rest: string) => string,
  work: () => T,
): T {
  return retelling((path) => {
    if (!path.startsWith(list)) return path;
    const [, index, rest = ""] = ITEM.exec(path.slice(list.length)) ?? [];
    return index === undefined ? path : pathOf(Number(index), rest);
  }, work);
}

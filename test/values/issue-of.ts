/** Code and path of what an attempt throws; null where it throws nothing. */
import { isClienteleError } from "../../src/values/index.js";

export function issueOf(attempt: () => unknown): { readonly code: string; readonly path: string } | null {
  try {
    attempt();
  } catch (error) {
    if (!isClienteleError(error)) throw error;
    return { code: error.code, path: error.path };
  }
  return null;
}

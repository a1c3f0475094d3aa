/** Waits that a ready-made lifecycle is given. */
import { parseDuration } from "../../values/duration.js";

/** Checks an ISO 8601 duration (`duration.*`). @internal */
export function wait(duration: unknown, path: string): string {
  parseDuration(duration as string, path);
  return duration as string;
}

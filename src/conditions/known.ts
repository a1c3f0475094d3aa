/** What is there because this library put it there, though the compiler cannot know. */
import { invariant } from "../values/invariant.js";

/** A member of a list or map that is known to be there. @internal */
export function known<T>(value: T | undefined): T {
  invariant(value !== undefined, "a member that was put there is there");
  return value;
}

/**
 * A short digest of a command, so that the same id with other content is noticed. Not for
 * secrets: 64 bits of FNV-1a, enough to tell a retry from a mistake.
 */
import { canonicalJson } from "../values/aggregate.js";

function hash(text: string, seed: number): string {
  let state = seed;
  for (let index = 0; index < text.length; index += 1) {
    state = Math.imul(state ^ text.charCodeAt(index), 0x01000193);
  }
  return (state >>> 0).toString(16).padStart(8, "0");
}

/** Sixteen hexadecimal digits of a command. @internal */
export function digestOf(command: unknown): string {
  const text = canonicalJson(command);
  return hash(text, 0x811c9dc5) + hash(text, 0x2c1b3c6d);
}

/**
 * Answers in texts are put together when they are asked for: most of what is concluded on the
 * way to one (other days, more turnover) is asked for its amount alone.
 */

/** A value that is made once, when it is asked for. @internal */
export function once<T extends object>(make: () => T): () => T {
  let made: T | null = null;
  return () => (made ??= make());
}

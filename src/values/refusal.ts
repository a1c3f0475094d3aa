/** Decisions that go against the user, as values. Malformed input is in `errors.ts`. */

/**
 * A plain JSON value: what every public input and output of the library is made of.
 *
 * @since 0.1.0
 */
export type Json =
  string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/**
 * Why something was not granted.
 *
 * @typeParam Code - the closed union of codes of the capability that refuses.
 * @since 0.1.0
 */
export interface Refusal<Code extends string = string> {
  /** Stable machine code, kebab-case. */
  readonly code: Code;
  /** One English sentence for a person; applications translate by `code` and `facts`. */
  readonly message: string;
  /** Where in the request, if it is about one place. */
  readonly path?: string;
  /** The numbers and names behind the refusal. */
  readonly facts: { readonly [name: string]: Json };
}

/**
 * The answer of a decision that was not granted, with every reason that applied.
 *
 * @since 0.1.0
 */
export interface Refused<Code extends string = string> {
  readonly ok: false;
  readonly refusals: readonly [Refusal<Code>, ...Refusal<Code>[]];
}

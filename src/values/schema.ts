/**
 * zod schemas of the values, and the two functions with which every capability's schema
 * parses. Loaded only as `clientele/values/schema`: an application that never parses never
 * loads zod.
 */
import * as z from "zod";

import { calendarDate } from "./calendar-date.js";
import { decimal } from "./decimal.js";
import { isClienteleError } from "./errors.js";
import { instant } from "./instant.js";
import { DIGITS_MAX, TEXT_LENGTH_MAX } from "./limits.js";
import { expectIdentifier } from "./plain.js";

export { parseWith, safeParseWith } from "./parse-with.js";
export type { ParseResult } from "./parse-with.js";

/**
 * A text that a door of the library accepts; the door's own code and expectation are kept in
 * the issue.
 *
 * @internal
 */
export function textBy(door: (text: string) => unknown, lengthMax: number): z.ZodType<string> {
  return z.string().superRefine((text, context) => {
    try {
      door(text.slice(0, lengthMax + 1));
    } catch (error) {
      if (!isClienteleError(error)) throw error;
      context.addIssue({ code: "custom", message: error.expected, params: { code: error.code } });
    }
  });
}

/** A canonical or non-canonical decimal text, such as `"12.50"`. @since 0.1.0 */
export const decimalSchema: z.ZodType<string> = /* @__PURE__ */ (() =>
  textBy((text) => decimal(text), DIGITS_MAX + 4))();

/** A calendar date, such as `"2026-11-23"`. @since 0.1.0 */
export const calendarDateSchema: z.ZodType<string> = /* @__PURE__ */ (() =>
  textBy((text) => calendarDate(text), 16))();

/** An instant in ISO 8601 with an offset, such as `"2026-11-23T08:00:00.000Z"`. @since 0.1.0 */
export const instantSchema: z.ZodType<string> = /* @__PURE__ */ (() =>
  textBy((text) => instant(text), 40))();

/** An identifier of 1 to 256 characters. @since 0.1.0 */
export const identifierSchema: z.ZodType<string> = /* @__PURE__ */ (() =>
  textBy((text) => expectIdentifier(text, ""), 256))();

/** A free text of at most 10 000 characters. @since 0.1.0 */
export const textSchema: z.ZodType<string> = /* @__PURE__ */ (() =>
  z.string().max(TEXT_LENGTH_MAX))();

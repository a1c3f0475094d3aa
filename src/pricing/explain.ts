/** Why a price is what it is, in sentences with their numbers. */
import { fail } from "../values/errors.js";
import type { Quote, QuoteLine } from "./model.js";
import { expectArray, expectRecord } from "../values/plain.js";
import { readingStored } from "../values/stored.js";

/**
 * The way of one line, or of all, from list to net: a sentence for each entry, and for a line
 * without a price a sentence for each key tried. English; applications word the entries
 * themselves from the quote.
 *
 * @throws ClienteleError `pricing.unknown_line` for a line that the quote does not have
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compilePolicy, explain, quote } from "clientele/pricing";
 *
 * const plan = compilePolicy({
 *   id: "2026",
 *   currency: "EUR",
 *   steps: [{ id: "list", kind: "price", access: [["article"]] }],
 *   records: [],
 * });
 * const order = { client: "acme", lines: [{ id: "1", article: "chair", quantity: 3 }] };
 * assert.deepEqual(explain(quote(plan, order, { asOf: "2026-11-23" })), [
 *   "Line 1, 3 × chair: no price.",
 *   "  list: nothing under article = chair.",
 * ]);
 * ```
 * @since 0.1.0
 */
export function explain(quote: Quote, lineId?: string): readonly string[] {
  return readingStored(quote, "quote", () => explainStored(quote, lineId));
}

function explainStored(quote: Quote, lineId?: string): readonly string[] {
  expectRecord(quote, "quote");
  expectArray(quote.lines, "quote.lines");
  const lines =
    lineId === undefined ? quote.lines : quote.lines.filter((line) => line.id === lineId);
  if (lineId !== undefined && lines.length === 0) {
    fail("pricing.unknown_line", "lineId", "a line of the quote", lineId);
  }
  return lines.flatMap((line) => explainLine(line, quote.currency));
}

function explainLine(line: QuoteLine, currency: string): readonly string[] {
  const head = `Line ${line.id}, ${line.quantity} × ${line.article}`;
  if (line.net === null) {
    const tried = line.tried.map(({ step, fields, values, rejected }) => {
      const key = fields.map((field, index) => `${field} = ${values[index] ?? ""}`).join(", ");
      const why = rejected.map(({ record, reason }) => `${record} (${reason})`).join(", ");
      return `  ${step}: nothing under ${key === "" ? "all" : key}${why === "" ? "" : `; not ${why}`}.`;
    });
    return [`${head}: no price.`, ...tried];
  }
  const entries = line.entries.map(({ step, record, base, rate, change, after, reason, units }) => {
    const how = base === null ? `${units} × ${rate}` : `${rate} of ${base}`;
    return `  ${step}: ${how} = ${change} ${currency}, then ${after} (${record}, by ${reason}).`;
  });
  return [`${head}: ${line.net.amount} ${currency}.`, ...entries];
}

/** Whether a record holds for a line, apart from limits. */
import { bandFor, quantityIn } from "./measure.js";
import type { RejectedRecord } from "./model.js";
import type { RecordPlan } from "./plan.js";
import type { Context, LineState } from "./state.js";

/** What conditions of records may ask for. */
function factsOf({ order }: Context, { line }: LineState): object {
  return { order, line, client: order.client };
}

/** Why a record does not hold for a line; null where it does. Currency and validity go first. @internal */
export function contextFree(
  context: Context,
  record: RecordPlan,
  line: LineState,
): RejectedRecord["reason"] | null {
  if (record.currency !== null && record.currency !== context.currency) return "other-currency";
  if (record.unit !== null && quantityIn(line, record.unit) === null) return "other-unit";
  if (record.isPlain) return null;
  const { valid } = record;
  const isValid =
    valid === null ||
    (context.asOf >= valid.from && (valid.until === undefined || context.asOf < valid.until));
  if (!isValid) return "not-valid";
  if (record.code !== null && context.order.codes?.includes(record.code) !== true)
    return "code-missing";
  if (record.when !== null && !record.when.holds(factsOf(context, line))) return "condition-failed";
  // What is eligible is known when all lines have been searched.
  if (record.scale === null || record.basis?.over === "eligible") return null;
  const band = bandFor(context, record, record.scale, line);
  return band === -2 ? "other-unit" : band < 0 ? "below-scale" : null;
}

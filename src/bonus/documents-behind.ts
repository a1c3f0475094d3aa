/** Which documents are behind what is earned, and which are not, and why. */
import { expectPlan } from "./expect-plan.js";
import { calendarDate } from "../values/calendar-date.js";
import type { CalendarDate } from "../values/calendar-date.js";
import { itemAt } from "../values/invariant.js";
import { collect, readTurnover } from "./collect.js";
import { layoutOf } from "./layout.js";
import { moneyOf } from "./money-units.js";
import type { BonusPlan } from "./plan.js";
import type { BonusDocuments } from "./result-model.js";
import type { TurnoverInput } from "./turnover-model.js";

/**
 * The documents behind what is earned as of a day: for which period and schedules each counts,
 * with its amount in the currency of the agreement, and why the others do not count. In the
 * order in which they are given. O(documents × schedules).
 *
 * @throws ClienteleError as `earned`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compileAgreement, documentsBehind } from "clientele/bonus";
 *
 * const plan = compileAgreement({
 *   id: "acme",
 *   currency: "EUR",
 *   valid: { from: "2026-01-01" },
 *   eligible: { fact: "productGroup", operator: "equal", value: "chairs" },
 *   schedules: [{ id: "turnover", scale: { kind: "allUnits", bands: [{ from: 0, value: "0.05" }] } }],
 * });
 * const eur = (amount: string) => ({ amount, currency: "EUR" });
 * const turnover = [
 *   { id: "R-1", date: "2026-01-20", amount: eur("900.00"), productGroup: "chairs" },
 *   { id: "R-2", date: "2026-01-21", amount: eur("80.00"), productGroup: "spares" },
 * ];
 * const behind = documentsBehind(plan, turnover, "2026-12-31");
 * assert.deepEqual(behind.counted.map((one) => [one.document, one.schedules]), [["R-1", ["turnover"]]]);
 * assert.deepEqual(behind.uncounted, [{ document: "R-2", reason: "notEligible" }]);
 * ```
 * @since 0.1.0
 */
export function documentsBehind(
  plan: BonusPlan,
  turnover: TurnoverInput,
  asOf: CalendarDate,
): BonusDocuments {
  expectPlan(plan);
  const layout = layoutOf(plan, calendarDate(asOf, "asOf"));
  const counted: BonusDocuments["counted"][number][] = [];
  const reference: string[] = [];
  const uncounted: BonusDocuments["uncounted"][number][] = [];
  collect(plan, layout, readTurnover(plan, turnover), ({ document, net }, place) => {
    if (place === "reference") reference.push(document.id);
    else if (typeof place === "string") uncounted.push({ document: document.id, reason: place });
    else {
      counted.push({
        document: document.id,
        period: itemAt(layout.periods.periods, place.period),
        amount: moneyOf(plan, net),
        schedules: place.schedules.map((index) => itemAt(plan.schedules, index).id),
      });
    }
  });
  return { counted, reference, uncounted };
}

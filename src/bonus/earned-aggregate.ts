/** What is earned as a fold that can be split over machines. Not here: the rules of earning. */
import { expectPlan } from "./expect-plan.js";
import type { Aggregate } from "../values/aggregate.js";
import { calendarDate } from "../values/calendar-date.js";
import type { CalendarDate } from "../values/calendar-date.js";
import { expectRecord } from "../values/plain.js";
import { addDocument, readTurnover } from "./collect.js";
import { readDocument } from "./document.js";
import { sayEarned, standingOf } from "./earned.js";
import { layoutOf } from "./layout.js";
import type { BonusPlan } from "./plan.js";
import type { Earned } from "./result-model.js";
import { addState, emptyTally, stateOf } from "./tally.js";
import type { BonusState, Tally } from "./tally.js";
import type { Turnover, TurnoverDocument } from "./turnover-model.js";

/**
 * `earned` as an {@link Aggregate}: fold shards of the documents anywhere, merge the states in any
 * order, and get the same bytes. A document must be in one shard only: a state keeps sums, not
 * ids, so that a second document of one id is not seen. Rates and facts, where the agreement
 * needs them, are the same for all shards.
 *
 * O(state) per document and per merge; a state has a sum for each stretch of each schedule, and
 * for each order or article where those are counted: fold with `earned` where that is much.
 *
 * @throws ClienteleError on adding as `earned`; `bonus.state` for a state of another agreement
 * or day
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compileAgreement, earnedAggregate } from "clientele/bonus";
 * import { foldAggregate } from "clientele/values";
 *
 * const plan = compileAgreement({
 *   id: "acme",
 *   currency: "EUR",
 *   valid: { from: "2026-01-01" },
 *   schedules: [{ id: "turnover", scale: { kind: "allUnits", bands: [{ from: 1000, value: "0.05" }] } }],
 * });
 * const eur = (amount: string) => ({ amount, currency: "EUR" });
 * const bonus = earnedAggregate(plan, "2026-12-31");
 * const spring = foldAggregate(bonus, [{ id: "R-1", date: "2026-03-01", amount: eur("700.00") }]);
 * const autumn = foldAggregate(bonus, [{ id: "R-2", date: "2026-10-01", amount: eur("500.00") }]);
 * assert.equal(bonus.result(bonus.merge(autumn, spring)).earned.amount, "60.00");
 * ```
 * @since 0.1.0
 */
export function earnedAggregate(
  plan: BonusPlan,
  asOf: CalendarDate,
  context: Pick<Turnover, "rates" | "facts"> = {},
): Aggregate<TurnoverDocument, BonusState, Earned> {
  expectPlan(plan);
  const layout = layoutOf(plan, calendarDate(asOf, "asOf"));
  expectRecord(context, "context", ["rates", "facts"]);
  const { book, facts } = readTurnover(plan, { documents: [], ...context });
  const tallyOf = (...states: readonly BonusState[]): Tally => {
    const tally = emptyTally(layout.size);
    for (const state of states) addState(tally, state, { layout, plan });
    return tally;
  };
  return {
    empty: () => stateOf(emptyTally(layout.size), layout, plan),
    add: (state, fact) => {
      const tally = tallyOf(state);
      const read = readDocument(plan, fact, { book, path: "document" });
      if (read.known <= layout.asOf) addDocument({ plan, layout, tally, book }, read);
      return stateOf(tally, layout, plan);
    },
    merge: (left, right) => stateOf(tallyOf(left, right), layout, plan),
    result: (state) => sayEarned(plan, standingOf(plan, layout, { tally: tallyOf(state), facts })),
  };
}

/** What has been earned as of a day: the one function that everything else asks. */
import { expectPlan } from "./expect-plan.js";
import type { Facts } from "../conditions/index.js";
import { calendarDate } from "../values/calendar-date.js";
import type { CalendarDate } from "../values/calendar-date.js";
import type { Integer } from "../values/rounding.js";
import { collect, readTurnover } from "./collect.js";
import type { ReadTurnover } from "./collect.js";
import { conclude, sumOf } from "./conclude.js";
import type { PeriodBonus } from "./conclude.js";
import { layoutOf } from "./layout.js";
import type { Layout } from "./layout.js";
import { moneyOf } from "./money-units.js";
import type { BonusPlan } from "./plan.js";
import type { Earned } from "./result-model.js";
import type { Tally } from "./tally.js";
import type { TurnoverInput } from "./turnover-model.js";

/** All that is known as of a day. @internal */
export interface Standing {
  readonly layout: Layout;
  readonly tally: Tally;
  readonly facts: Facts;
  readonly periods: readonly PeriodBonus[];
  readonly units: Integer;
}

/** Sums with the facts that go with them, and the preconditions that are taken to be met. @internal */
export interface Sums {
  readonly tally: Tally;
  readonly facts: Facts;
  readonly assumed?: ReadonlySet<string>;
}

/** What sums have earned. @internal */
export function standingOf(
  plan: BonusPlan,
  layout: Layout,
  { tally, facts, assumed }: Sums,
): Standing {
  const periods = conclude(plan, layout, { tally, facts, assumed });
  return { layout, tally, facts, periods, units: sumOf(periods) };
}

/** What documents have earned as of a checked day. @internal */
export function standingOn(
  plan: BonusPlan,
  turnover: ReadTurnover,
  day: CalendarDate,
  assumed?: ReadonlySet<string>,
): Standing {
  return standingIn(plan, turnover, layoutOf(plan, day), assumed);
}

/** The same for a layout that was made before. @internal */
export function standingIn(
  plan: BonusPlan,
  turnover: ReadTurnover,
  layout: Layout,
  assumed?: ReadonlySet<string>,
): Standing {
  const tally = collect(plan, layout, turnover);
  const sums = { tally, facts: turnover.facts };
  return standingOf(plan, layout, assumed === undefined ? sums : { ...sums, assumed });
}

/** A standing as it is said. @internal */
export function sayEarned(plan: BonusPlan, standing: Standing): Earned {
  return {
    agreement: plan.id,
    asOf: standing.layout.asOf,
    earned: moneyOf(plan, standing.units),
    periods: standing.periods.map(({ answer }) => answer()),
    uncounted: { ...standing.tally.uncounted },
  };
}

/**
 * What an agreement has earned up to a day, that day included, period by period, with the bands,
 * the preconditions and the steps behind it. Documents that are not known by the day are not
 * looked at; the order of documents changes nothing. Where nothing was bought, or more came back
 * than was bought, nothing is earned.
 *
 * O(documents × schedules + stretches × bands).
 *
 * @throws ClienteleError `bonus.duplicate_id`, `bonus.list_missing`, `bonus.quantity_missing`,
 * `bonus.known_before`, `bonus.sale_after`, `money.rate_missing`, `quantity.unit_mismatch`, `money.*`, `date.*`,
 * `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compileAgreement, earned } from "clientele/bonus";
 *
 * const plan = compileAgreement({
 *   id: "acme",
 *   currency: "EUR",
 *   valid: { from: "2026-01-01" },
 *   schedules: [{ id: "turnover", scale: { kind: "allUnits", bands: [{ from: 1000, value: "0.05" }] } }],
 * });
 * const eur = (amount: string) => ({ amount, currency: "EUR" });
 * const turnover = [
 *   { id: "R-1", date: "2026-02-01", amount: eur("1500.00") },
 *   { id: "C-1", date: "2026-03-01", amount: eur("-600.00") },
 * ];
 * assert.equal(earned(plan, turnover, "2026-02-28").earned.amount, "75.00");
 * assert.equal(earned(plan, turnover, "2026-03-31").earned.amount, "0.00");
 * ```
 * @since 0.1.0
 */
export function earned(plan: BonusPlan, turnover: TurnoverInput, asOf: CalendarDate): Earned {
  expectPlan(plan);
  const day = calendarDate(asOf, "asOf");
  return sayEarned(plan, standingOn(plan, readTurnover(plan, turnover), day));
}

/** How the probability of being alive has gone for one customer. */
import type { CalendarDate } from "../../values/calendar-date.js";
import { dayNumberOf, formatCivil } from "../../values/civil-date.js";
import { expectDate } from "../../values/expect-date.js";
import { atIndex, expectArray, expectRecord } from "../../values/plain.js";
import { aliveOf } from "./alive.js";
import type { PurchaseModel } from "./model.js";
import { daysPerUnit } from "./time-unit.js";
import type { PurchaseTimeUnit } from "./time-unit.js";
import { readModel } from "./read-model.js";

/** A day and what was known on it. @since 0.1.0 */
export interface AliveHistoryPoint {
  readonly date: CalendarDate;
  /** Repeat purchases up to the day; null before the first purchase. */
  readonly frequency: number | null;
  /** P(alive) as seen on the day; null before the first purchase. */
  readonly probabilityAlive: number | null;
}

/**
 * P(alive) of one customer on each of some days, as it would have been said on that day: it falls
 * while nothing is bought, the faster the more often was bought before, and recovers with each
 * purchase. Days in any order; purchases of one day are one, the first begins the history.
 *
 * @param options - `purchases`: days with a purchase; `dates`: days to look at; `timeUnit`: the
 * unit of the model's parameters
 * @throws ClienteleError `date.*`, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { probabilityAliveHistory } from "clientele/scoring";
 *
 * const parameters = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
 * const model = { kind: "bg-nbd", parameters } as const;
 * const points = probabilityAliveHistory(model, {
 *   purchases: ["2026-01-05", "2026-02-02", "2026-03-02"],
 *   dates: ["2026-01-01", "2026-01-31", "2026-03-02", "2026-09-01"],
 *   timeUnit: "week",
 * });
 * const alive = points.map((point) => point.probabilityAlive?.toFixed(2) ?? null);
 * assert.deepEqual(alive, [null, "1.00", "0.81", "0.25"]);
 * ```
 * @since 0.1.0
 */
export function probabilityAliveHistory(
  model: PurchaseModel,
  options: {
    readonly purchases: readonly CalendarDate[];
    readonly dates: readonly CalendarDate[];
    readonly timeUnit: PurchaseTimeUnit;
  },
): readonly AliveHistoryPoint[] {
  const checked = readModel(model);
  const record = expectRecord(options, "options", ["purchases", "dates", "timeUnit"]);
  const perUnit = daysPerUnit(record["timeUnit"], "options.timeUnit");
  const readCivils = (name: "purchases" | "dates"): readonly number[] =>
    expectArray(record[name], `options.${name}`).map((value, index) =>
      expectDate(value, atIndex(`options.${name}`, index)),
    );
  const days = [...new Set(readCivils("purchases").map(dayNumberOf))].sort((a, b) => a - b);
  const first = days[0] ?? Infinity;
  return readCivils("dates").map((civil): AliveHistoryPoint => {
    const date = formatCivil(civil);
    const day = dayNumberOf(civil);
    if (day < first) return { date, frequency: null, probabilityAlive: null };
    let low = 0;
    let high = days.length;
    // The last purchase up to the day.
    while (low + 1 < high) {
      const middle = (low + high) >>> 1;
      if ((days[middle] as number) <= day) low = middle;
      else high = middle;
    }
    const history = {
      frequency: low,
      recency: ((days[low] as number) - first) / perUnit,
      age: (day - first) / perUnit,
    };
    return { date, frequency: low, probabilityAlive: aliveOf(checked, history) };
  });
}

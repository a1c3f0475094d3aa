/** P(alive) of one account over time, with its purchases. */
import { addDays, calendarDate } from "../../values/calendar-date.js";
import type { CalendarDate } from "../../values/calendar-date.js";
import { dayNumberOf } from "../../values/civil-date.js";
import { fail } from "../../values/errors.js";
import { expectDate } from "../../values/expect-date.js";
import { itemAt } from "../../values/invariant.js";
import { at, atIndex, expectArray, expectRecord } from "../../values/plain.js";
import type { Json } from "../../values/refusal.js";
import { expectShare } from "../baskets/options.js";
import { colours, percentText, readChartOptions, readPoints, shareAxis } from "./chart-base.js";
import type { ChartOptions, VegaLiteSpec } from "./chart-base.js";
import { evenlySpread, thinnedCurve } from "./thin.js";

/**
 * How likely it is that an account still buys, on a day: an answer of `probabilityAliveHistory`
 * is one.
 *
 * @since 0.1.0
 */
export interface AlivePoint {
  readonly date: CalendarDate;
  /** 0 to 1; null, before the first purchase, is not drawn. */
  readonly probabilityAlive: number | null;
}

/** P(alive) by day, and the days of purchases. @since 0.1.0 */
export interface AliveHistory {
  readonly history: readonly AlivePoint[];
  readonly purchases: readonly CalendarDate[];
}

/** Words of a P(alive) chart. @since 0.1.0 */
export type AliveLabel = "date" | "probability" | "purchase" | "threshold";

/** What else is drawn. @since 0.1.0 */
export interface AliveHistoryChartOptions extends ChartOptions<AliveLabel> {
  /** A line at a probability, 0 to 1, below which one acts; none unless named. */
  readonly threshold?: number;
}

const LABELS: Readonly<Record<AliveLabel, string>> = {
  date: "Date",
  probability: "Probability of being active",
  purchase: "Purchase",
  threshold: "Threshold",
};

interface DatedProbability {
  readonly date: CalendarDate;
  readonly day: number;
  readonly probability: number;
}

interface Read {
  /** By date. */
  readonly points: readonly DatedProbability[];
  readonly purchases: readonly CalendarDate[];
}

function readAccount(account: unknown): Read {
  const { history, purchases } = expectRecord(account, "account", ["history", "purchases"]);
  const read = readPoints(history, "history", (point, path): DatedProbability | null => {
    const given = point["probabilityAlive"];
    const date = calendarDate(point["date"] as string, at(path, "date"));
    if (given === null) return null;
    const probability = expectShare(given, at(path, "probabilityAlive"));
    return { date, day: dayNumberOf(expectDate(date, at(path, "date"))), probability };
  });
  const points = read.filter((point) => point !== null);
  points.sort((a, b) => a.day - b.day);
  points.forEach(({ date, day }, index) => {
    if (points[index - 1]?.day === day)
      fail("scoring.duplicate_date", "history", "each date once", date);
  });
  const days = expectArray(purchases, "purchases").map((date, index) =>
    calendarDate(date as string, atIndex("purchases", index)),
  );
  return { points, purchases: [...new Set(days)].sort() };
}

function describe({ points, purchases }: Read): string {
  const last = points[points.length - 1];
  if (last === undefined) return "Chart of the probability of being active, without data.";
  const from = itemAt(points, 0).date;
  const now = `${percentText(last.probability)} on ${last.date}`;
  return `Probability of being active from ${from} to ${last.date}: ${now}; ${String(
    purchases.length,
  )} days with a purchase.`;
}

/** Time without the host's zone: dates are of the calendar. A single day is given one around it. */
function dateAxis(title: string, { points, purchases }: Read): { readonly [name: string]: Json } {
  const dates = [...points.map(({ date }) => date), ...purchases].sort();
  const first = dates[0] ?? "2000-01-01";
  const last = dates[dates.length - 1] ?? first;
  const ends = first === last ? [addDays(first, -1), addDays(last, 1)] : [first, last];
  return {
    field: "date",
    type: "temporal",
    title,
    scale: { type: "utc", domain: ends.map((date) => ({ expr: `utc(${toUtc(date)})` })) },
    axis: { format: "%Y-%m-%d", labelAngle: -30 },
  };
}

/** Arguments of the expression `utc`, whose months count from 0. */
function toUtc(date: CalendarDate): string {
  const [year = "", month = "", day = ""] = date.split("-");
  return `${String(Number(year))}, ${String(Number(month) - 1)}, ${String(Number(day))}`;
}

/**
 * The probability that an account still buys, over time, with a tick for each day of purchase on
 * the axis and, on wish, a dashed line at a threshold. Days are of the calendar: no time zone of
 * the viewer moves them.
 *
 * Of more than `pointsMax` days (1 000 unless named) those are drawn that keep the shape; of more
 * purchases those at evenly spread places.
 *
 * @throws ClienteleError `scoring.share`, `scoring.duplicate_date`, `date.*`, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { aliveHistoryChart } from "clientele/scoring";
 *
 * const spec = aliveHistoryChart({
 *   // As probabilityAliveHistory gives it.
 *   history: [
 *     { date: "2026-01-01", probabilityAlive: 1 }, { date: "2026-06-01", probabilityAlive: 0.4 },
 *   ],
 *   purchases: ["2026-01-01"],
 * }, { threshold: 0.5 });
 * assert.equal(
 *   spec["description"],
 *   "Probability of being active from 2026-01-01 to 2026-06-01: 40 % on 2026-06-01; " +
 *     "1 days with a purchase.",
 * );
 * ```
 * @since 0.1.0
 */
export function aliveHistoryChart(
  account: AliveHistory,
  options: AliveHistoryChartOptions = {},
): VegaLiteSpec {
  const { labels, pointsMax, spec } = readChartOptions(options, LABELS, ["threshold"]);
  const read = readAccount(account);
  const { points, purchases } = read;
  const places = thinnedCurve(
    points.map(({ day, probability }) => ({ x: day, y: probability })),
    pointsMax,
  );
  const drawn = places.map((place) => {
    const { date, probability } = itemAt(points, place);
    return { date, probability, day: date };
  });
  const ticks = evenlySpread(purchases.length, pointsMax).map((place) => {
    const date = itemAt(purchases, place);
    return { date, day: date, floor: 0 };
  });
  const x = dateAxis(labels.date, read);
  const y = shareAxis("probability", labels.probability);
  const day = { field: "day", type: "nominal", title: labels.date };
  const layers: Json[] = [
    {
      data: { values: drawn },
      mark: { type: "line", color: colours.blue, interpolate: "linear" },
      encoding: {
        x,
        y,
        tooltip: [
          day,
          { field: "probability", type: "quantitative", title: labels.probability, format: ".1%" },
        ],
      },
    },
    {
      data: { values: ticks },
      mark: { type: "tick", color: colours.vermilion, thickness: 2, size: 20, orient: "vertical" },
      encoding: {
        x,
        y: shareAxis("floor", labels.probability),
        tooltip: [{ ...day, title: labels.purchase }],
      },
    },
  ];
  if (options.threshold !== undefined) {
    const level = expectShare(options.threshold, at("options", "threshold"));
    const data = { values: [{ level, text: `${labels.threshold} ${percentText(level)}` }] };
    const line = { type: "rule", strokeDash: [6, 4], color: colours.grey };
    const text = { type: "text", align: "left", baseline: "bottom", dx: 4, dy: -2 };
    const levelAxis = shareAxis("level", labels.probability);
    layers.push(
      { data, mark: line, encoding: { y: levelAxis } },
      {
        data,
        mark: text,
        encoding: { x: { value: 0 }, y: levelAxis, text: { field: "text", type: "nominal" } },
      },
    );
  }
  return spec(
    {
      title: "Is the account still active?",
      // What the ticks on the axis are.
      ...(ticks.length === 0 ? {} : { subtitle: `| ${labels.purchase}` }),
      description: describe(read),
    },
    { layer: layers },
  );
}

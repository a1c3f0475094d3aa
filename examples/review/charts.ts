/**
 * The charts of a report and of an account, by the place where they stand on the page: as
 * Vega-Lite specifications. Most are the library's; states and growth, which are bars and no
 * more, are put together here.
 */
import type { Account, AccountReview, Catalogue, MonthlyReport, PortfolioReview } from "clientele/review";
import { message } from "clientele/review";
import {
  aliveHistoryChart,
  contributionChart,
  lorenzChart,
  paretoChart,
  portfolioChart,
  probabilityAliveHistory,
  rfmHeatmap,
  trackingChart,
  trackingTable,
} from "clientele/scoring";
import type { PurchaseModel } from "clientele/scoring";
import { addDays, differenceInDays } from "clientele/values";
import type { CalendarDate } from "clientele/values";

import type { ChartSpec } from "./draw.js";
import { wordsOf } from "./words.js";
import type { ChartWords } from "./words.js";

/** Charts by the place where they stand. */
export type ChartSpecs = Readonly<Record<string, ChartSpec>>;

const DAYS_IN_WEEK = 7;
const TRACKED_MAX = 200;
const NAMES_MAX = 6;
const BLUE = "#0072B2";
const GREY = "#666666";
const VERMILION = "#D55E00";
const GREEN = "#009E73";

/** The name that a catalogue has for a code, or the code. */
function named(catalogue: Catalogue, group: string, code: string): string {
  return catalogue.messages[`${group}.${code}`] ?? code;
}

/** How many accounts are in each state. */
function statesChart({ lifecycle }: PortfolioReview, catalogue: Catalogue): ChartSpec {
  const values = lifecycle.map(({ state, accounts }) => ({
    state: named(catalogue, "value.lifecycle.state", state),
    accounts,
  }));
  const y = { field: "state", type: "nominal", sort: null, title: null };
  const x = { field: "accounts", type: "quantitative", title: message(catalogue, "column.accounts") };
  return {
    data: { values },
    height: 40 + 22 * values.length,
    encoding: { y, x },
    layer: [
      { mark: { type: "bar", color: BLUE } },
      { mark: { type: "text", align: "left", dx: 4 }, encoding: { text: { field: "accounts" } } },
    ],
  };
}

interface Bar {
  readonly name: string;
  readonly kind: "total" | "rise" | "fall";
  readonly start: number;
  readonly end: number;
}

/** Totals stand on zero, changes float between them. Heights are for the eye alone. */
function floatingBars(bars: readonly Bar[], currency: string): ChartSpec {
  const domain = ["total", "rise", "fall"];
  return {
    data: { values: bars },
    mark: { type: "bar", height: { band: 0.7 } },
    encoding: {
      y: { field: "name", type: "nominal", sort: null, title: null, axis: { labelLimit: 190 } },
      x: { field: "start", type: "quantitative", title: currency, axis: { format: "~s", tickCount: 5 } },
      x2: { field: "end" },
      color: { field: "kind", type: "nominal", scale: { domain, range: [GREY, GREEN, VERMILION] }, legend: null },
    },
    height: 50 + 24 * bars.length,
  };
}

function growthChart({ growth }: MonthlyReport, catalogue: Catalogue): ChartSpec | null {
  if (growth.state === "unknown") return null;
  const { start, newRevenue, wonBack, expansion, contraction, churn, credits, end } = growth.value;
  const changes: readonly (readonly [string, number])[] = [
    ["new", Number(newRevenue.amount)],
    ["won-back", Number(wonBack.amount)],
    ["expansion", Number(expansion.amount)],
    ["contraction", -Number(contraction.amount)],
    ["churn", -Number(churn.amount)],
    ["credits", Number(credits.amount)],
  ];
  const name = (code: string): string => message(catalogue, `growth.${code}`);
  const total = (code: string, amount: string): Bar => ({ name: name(code), kind: "total", start: 0, end: Number(amount) });
  let at = Number(start.amount);
  const bars = changes.map(([code, change]): Bar => {
    const from = at;
    at += change;
    return { name: name(code), kind: change < 0 ? "fall" : "rise", start: from, end: at };
  });
  return floatingBars([total("start", start.amount), ...bars, total("end", end.amount)], start.currency);
}

function matrixChart({ matrix }: PortfolioReview, labels: ChartWords["matrix"]): ChartSpec | null {
  if (matrix.state === "unknown") return null;
  const points = matrix.value.positions.map(({ id, attractiveness, strength, bubble }) => ({
    id,
    attractiveness: attractiveness.score,
    strength: strength.score,
    size: bubble,
  }));
  return withoutLegend(withNames(portfolioChart(points, { labels, scale: [0, 100], height: 340 }), NAMES_MAX));
}

/** For charts that write on their marks what a legend would say. */
function withoutLegend(spec: ChartSpec): ChartSpec {
  return { ...spec, usermeta: { legend: false } };
}

/** Fewer names than the library writes beside the largest marks: a page has no room for thirty. */
function withNames(spec: ChartSpec, most: number): ChartSpec {
  const isNamed = (value: unknown): value is Readonly<Record<string, unknown>> =>
    typeof value === "object" && value !== null && "name" in value && value.name !== "";
  const rename = (layer: unknown): unknown => {
    const values = (layer as { data?: { values?: readonly unknown[] } }).data?.values ?? [];
    if (!values.some(isNamed)) return layer;
    const named = values.map((value, place) => (place < most || !isNamed(value) ? value : { ...value, name: "" }));
    return { ...(layer as object), data: { values: named } };
  };
  return { ...spec, layer: (spec["layer"] as readonly unknown[]).map(rename) };
}

/** Repeat purchases week by week, as they were and as the model expects them. */
function purchaseTracking(review: PortfolioReview, accounts: readonly Account[], labels: ChartWords["tracking"]): ChartSpec | null {
  if (review.value.state === "unknown") return null;
  const model = review.value.value.purchases;
  const histories = review.accounts.flatMap(({ value }) => (value.state === "known" ? [value.value.history] : []));
  const weeks = Math.ceil(histories.reduce((most, { age }) => Math.max(most, age), 0));
  if (weeks < 1) return null;
  const actual = repeatPurchases(accounts, review.asOf, weeks);
  const periodLength = Math.max(1, Math.ceil(weeks / TRACKED_MAX));
  const rows = trackingTable(model, histories, { periodLength, periods: Math.floor(weeks / periodLength), actual });
  return trackingChart(rows, { labels });
}

function purchaseDays({ orders }: Account): readonly CalendarDate[] {
  const sales = orders.filter(({ lines }) => lines.some(({ quantity }) => Number(quantity) > 0));
  return [...new Set(sales.map(({ date }) => date))].sort();
}

/** Days of purchase after each account's first, by week from the first of all. */
function repeatPurchases(accounts: readonly Account[], asOf: CalendarDate, weeks: number): readonly number[] {
  const counts = Array.from({ length: weeks }, () => 0);
  const begin = addDays(asOf, -weeks * DAYS_IN_WEEK);
  for (const account of accounts) {
    for (const day of purchaseDays(account).slice(1)) {
      const week = Math.min(weeks - 1, Math.floor(differenceInDays(begin, day) / DAYS_IN_WEEK));
      counts[week] = (counts[week] ?? 0) + 1;
    }
  }
  return counts;
}

function known(specs: Readonly<Record<string, ChartSpec | null>>): ChartSpecs {
  return Object.fromEntries(Object.entries(specs).flatMap(([place, spec]) => (spec === null ? [] : [[place, spec]])));
}

/** The charts of a monthly report. */
export function reportCharts(report: MonthlyReport, accounts: readonly Account[], catalogue: Catalogue): ChartSpecs {
  const { review } = report;
  const words = wordsOf(catalogue.language).charts;
  return known({
    lifecycle: statesChart(review, catalogue),
    growth: growthChart(report, catalogue),
    abc: withoutLegend(paretoChart(review.abc, { labels: words.pareto, pointsMax: 300 })),
    lorenz: review.concentration.state === "known" ? withoutLegend(lorenzChart(review.concentration, { labels: words.lorenz, pointsMax: 300 })) : null,
    rfm: review.rfm.rows.length === 0 ? null : withoutLegend(rfmHeatmap(review.rfm, { labels: words.rfm, height: 260 })),
    matrix: matrixChart(review, words.matrix),
    tracking: purchaseTracking(review, accounts, words.tracking),
  });
}

function aliveChart(model: PurchaseModel, account: Account, asOf: CalendarDate, labels: ChartWords["alive"]): ChartSpec | null {
  const days = purchaseDays(account);
  const [first] = days;
  if (first === undefined || first >= asOf) return null;
  const dates: CalendarDate[] = [];
  for (let day = first; day < asOf; day = addDays(day, 3)) dates.push(day);
  const history = probabilityAliveHistory(model, { purchases: days, dates: [...dates, asOf], timeUnit: "week" });
  return aliveHistoryChart({ history, purchases: days }, { labels, pointsMax: 400 });
}

function pricesChart({ prices }: AccountReview, catalogue: Catalogue): ChartSpec | null {
  if (prices.state === "unknown") return null;
  const { list, steps, leakage, afterInvoice, invoiced, pocket } = prices.value;
  const name = (code: string): string => named(catalogue, "price", code);
  let at = Number(list.amount);
  const changed = (code: string, change: number): Bar => {
    const start = at;
    at += change;
    return { name: name(code), kind: change < 0 ? "fall" : "rise", start, end: at };
  };
  const total = (code: string, amount: string): Bar => ({ name: name(code), kind: "total", start: 0, end: Number(amount) });
  return floatingBars(
    [
      total("list", list.amount),
      ...steps.filter(({ change }) => Number(change.amount) !== 0).map(({ step, change }) => changed(step, Number(change.amount))),
      changed("leakage", -Number(leakage.amount)),
      total("invoiced", invoiced.amount),
      ...afterInvoice.map(({ id, change }) => changed(id, Number(change.amount))),
      total("pocket", pocket.amount),
    ],
    list.currency,
  );
}

/** The charts of one account; the model of purchases is the portfolio's. */
export function accountCharts(review: AccountReview, account: Account, portfolio: PortfolioReview, catalogue: Catalogue): ChartSpecs {
  const words = wordsOf(catalogue.language).charts;
  const { score } = review;
  return known({
    score: score.state === "known" ? scoreChart(score.value, catalogue, words.score) : null,
    value: portfolio.value.state === "known" ? aliveChart(portfolio.value.value.purchases, account, review.asOf, words.alive) : null,
    prices: pricesChart(review, catalogue),
  });
}

function scoreChart(score: Parameters<typeof contributionChart>[0], catalogue: Catalogue, labels: ChartWords["score"]): ChartSpec {
  const contributions = score.contributions.map((one) => ({ ...one, criterion: named(catalogue, "criterion", one.criterion) }));
  return contributionChart({ ...score, contributions }, { labels });
}

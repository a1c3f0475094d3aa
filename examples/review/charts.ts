/** Charts as SVG text: no library, no script, readable without colour. */
import type { AccountReview, PortfolioReview } from "clientele/review";

import { cash, grouped, percentText, stateName } from "./print.js";

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Text that stands in HTML as it is: names of clients come from a file. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? "");
}

interface Frame {
  readonly width: number;
  readonly height: number;
  readonly title: string;
}

function svg({ width, height, title }: Frame, parts: readonly string[]): string {
  return `<svg viewBox="0 0 ${String(width)} ${String(height)}" role="img" aria-label="${escaped(title)}">${parts.join("")}</svg>`;
}

interface TextOptions {
  readonly anchor?: "start" | "middle" | "end";
  readonly style?: string;
}

function label(x: number, y: number, text: string, options: TextOptions = {}): string {
  const { anchor = "start", style = "label" } = options;
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}" class="${style}">${escaped(text)}</text>`;
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function rectangle({ x, y, width, height }: Box, style: string, tip: string): string {
  const place = `x="${x.toFixed(1)}" y="${y.toFixed(1)}" width="${Math.max(0, width).toFixed(1)}" height="${Math.max(0, height).toFixed(1)}"`;
  return `<rect ${place} class="${style}" rx="2"><title>${escaped(tip)}</title></rect>`;
}

const GOOD = new Set(["active", "keyAccount", "wonBack"]);
const BAD = new Set(["dormant", "lost", "blocked"]);

function stateStyle(state: string): string {
  if (GOOD.has(state)) return "good";
  return BAD.has(state) ? "bad" : "warn";
}

/** Accounts by state of the client's lifecycle. */
export function lifecycleChart(review: PortfolioReview): string {
  const row = 34;
  const height = review.lifecycle.length * row + 10;
  const most = Math.max(1, ...review.lifecycle.map((one) => one.accounts));
  const parts = review.lifecycle.flatMap(({ state, accounts, net }, index) => {
    const y = index * row + 6;
    const width = (accounts / most) * 300;
    const tip = `${stateName(state)}: ${String(accounts)} accounts, ${cash(net)}`;
    return [
      label(100, y + 17, stateName(state), { anchor: "end" }),
      rectangle({ x: 110, y, width, height: 24 }, stateStyle(state), tip),
      label(118 + width, y + 17, `${grouped(String(accounts))} · ${cash(net)}`, { style: "value" }),
    ];
  });
  return svg({ width: 640, height, title: "Accounts by state" }, parts);
}

const PLOT = { left: 52, top: 12, width: 560, height: 260 };

function plotX(share: number): number {
  return PLOT.left + share * PLOT.width;
}

function plotY(share: number): number {
  return PLOT.top + (1 - share) * PLOT.height;
}

/** Cumulative turnover by rank, with the classes A, B and C under it. */
export function paretoChart({ abc }: PortfolioReview): string {
  const { rows, classes } = abc;
  const every = Math.max(1, Math.floor(rows.length / 300));
  const shown = rows.filter((_, index) => index % every === 0 || index === rows.length - 1);
  const points = shown.map((row) => `${plotX(row.rank / rows.length).toFixed(1)},${plotY(row.cumulativeShare).toFixed(1)}`);
  const start = `${plotX(0).toFixed(1)},${plotY(0).toFixed(1)}`;
  let from = 0;
  const bands = classes.map(({ class: name, count, share }, index) => {
    const width = count / Math.max(1, rows.length);
    const x = plotX(from);
    from += width;
    const tip = `${name}: ${String(count)} accounts hold ${percentText(share)}`;
    const box = { x, y: PLOT.top, width: width * PLOT.width, height: PLOT.height };
    const text = width > 0.06 ? label(x + 6, PLOT.top + 16, `${name} · ${String(count)}`, { style: "value" }) : "";
    return rectangle(box, `band band-${String(index)}`, tip) + text;
  });
  const ticks = [0, 0.25, 0.5, 0.75, 1].flatMap((share) => [
    `<line x1="${plotX(0).toFixed(1)}" x2="${plotX(1).toFixed(1)}" y1="${plotY(share).toFixed(1)}" y2="${plotY(share).toFixed(1)}" class="grid"/>`,
    label(PLOT.left - 8, plotY(share) + 4, percentText(share).replace(".0", ""), { anchor: "end", style: "tick" }),
  ]);
  return svg({ width: 640, height: 310, title: "Cumulative turnover by rank of the account" }, [
    ...bands,
    ...ticks,
    `<line x1="${plotX(0).toFixed(1)}" y1="${plotY(0).toFixed(1)}" x2="${plotX(1).toFixed(1)}" y2="${plotY(1).toFixed(1)}" class="even"/>`,
    `<polyline points="${[start, ...points].join(" ")}" class="curve"/>`,
    label(plotX(0.5), 300, "accounts, the largest first", { anchor: "middle", style: "tick" }),
  ]);
}

/** The Lorenz curve: what the smallest accounts hold. */
export function lorenzChart({ concentration }: PortfolioReview): string {
  if (concentration.state !== "known") return "<p>There is no turnover to draw.</p>";
  const points = concentration.lorenz.map(({ accounts, value }) => `${plotX(accounts).toFixed(1)},${plotY(value).toFixed(1)}`);
  const corner = `${plotX(1).toFixed(1)},${plotY(0).toFixed(1)}`;
  return svg({ width: 640, height: 310, title: "Lorenz curve of turnover over accounts" }, [
    `<polygon points="${[...points, corner].join(" ")}" class="area"/>`,
    `<line x1="${plotX(0).toFixed(1)}" y1="${plotY(0).toFixed(1)}" x2="${plotX(1).toFixed(1)}" y2="${plotY(1).toFixed(1)}" class="even"/>`,
    `<polyline points="${points.join(" ")}" class="curve"/>`,
    label(PLOT.left + 12, PLOT.top + 20, `Gini ${concentration.gini.toFixed(3)}`, { style: "value" }),
    label(plotX(0.5), 300, "accounts, the smallest first", { anchor: "middle", style: "tick" }),
    label(PLOT.left - 8, plotY(1) + 4, "100 %", { anchor: "end", style: "tick" }),
    label(PLOT.left - 8, plotY(0) + 4, "0 %", { anchor: "end", style: "tick" }),
  ]);
}

interface Bar {
  readonly name: string;
  /** Height before and after, as numbers for drawing only. */
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly style: string;
}

function waterfallBars({ prices }: AccountReview): readonly Bar[] {
  if (prices.state === "unknown") return [];
  const { list, steps, agreed, leakage, invoiced } = prices.value;
  const whole = (name: string, amount: string): Bar => ({ name, from: 0, to: Number(amount), text: grouped(amount), style: "total" });
  let at = Number(list.amount);
  const changes = steps.map(({ step, change }): Bar => {
    const from = at;
    at += Number(change.amount);
    return { name: step, from, to: at, text: grouped(change.amount), style: at < from ? "bad" : "good" };
  });
  const given = Number(leakage.amount);
  const last: Bar = {
    name: given < 0 ? "above agreed" : "beyond agreed",
    from: Number(agreed.amount),
    to: Number(invoiced.amount),
    text: grouped(given === 0 ? "0" : given > 0 ? `-${leakage.amount}` : leakage.amount.slice(1)),
    style: given > 0 ? "bad" : "good",
  };
  return [whole("list", list.amount), ...changes, whole("agreed", agreed.amount), last, whole("invoiced", invoiced.amount)];
}

/** From list prices to what was invoiced, for one account. */
export function waterfallChart(review: AccountReview): string {
  const bars = waterfallBars(review);
  if (bars.length === 0) return "<p>The account's prices are not known.</p>";
  const top = Math.max(...bars.map((bar) => Math.max(bar.from, bar.to)), 1);
  const step = 600 / bars.length;
  const y = (value: number): number => 24 + (1 - value / top) * 210;
  const parts = bars.flatMap(({ name, from, to, text, style }, index) => {
    const x = 20 + index * step;
    const high = Math.max(from, to);
    const box = { x, y: y(high), width: step * 0.7, height: Math.max(2, Math.abs(from - to) * (210 / top)) };
    return [
      rectangle(box, style, `${name}: ${text}`),
      label(x + step * 0.35, y(high) - 6, text, { anchor: "middle", style: "tick" }),
      label(x + step * 0.35, 256, name, { anchor: "middle", style: "tick" }),
    ];
  });
  return svg({ width: 640, height: 266, title: "From list prices to prices invoiced" }, parts);
}

/** Accounts by recency and frequency: the best at the top right. */
export function rfmChart({ rfm }: PortfolioReview): string {
  const { bins, rows } = rfm;
  const counts = new Map<string, number>();
  for (const { recencyScore, frequencyScore } of rows) {
    const key = `${String(recencyScore)}/${String(frequencyScore)}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const most = Math.max(1, ...counts.values());
  const size = 300 / bins;
  const parts: string[] = [];
  for (let recency = 1; recency <= bins; recency += 1) {
    for (let frequency = 1; frequency <= bins; frequency += 1) {
      const count = counts.get(`${String(recency)}/${String(frequency)}`) ?? 0;
      const box = { x: 60 + (recency - 1) * size * 1.8, y: 10 + (bins - frequency) * size, width: size * 1.8 - 3, height: size - 3 };
      const level = count === 0 ? 0 : 1 + Math.min(3, Math.floor((4 * count) / (most + 1)));
      parts.push(
        rectangle(box, `heat heat-${String(level)}`, `recency ${String(recency)}, frequency ${String(frequency)}: ${String(count)} accounts`),
        label(box.x + box.width / 2, box.y + box.height / 2 + 5, grouped(String(count)), { anchor: "middle", style: `heat-text heat-text-${String(level)}` }),
      );
    }
    parts.push(label(60 + (recency - 0.5) * size * 1.8, 328, String(recency), { anchor: "middle", style: "tick" }));
    parts.push(label(48, 10 + (bins - recency + 0.5) * size + 4, String(recency), { anchor: "end", style: "tick" }));
  }
  parts.push(label(330, 348, "recency, 5 is the latest", { anchor: "middle", style: "tick" }));
  parts.push(`<text x="14" y="160" class="tick" text-anchor="middle" transform="rotate(-90 14 160)">frequency</text>`);
  return svg({ width: 640, height: 356, title: "Accounts by recency and frequency" }, parts);
}

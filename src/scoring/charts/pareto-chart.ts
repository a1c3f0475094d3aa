/** Pareto chart of an ABC analysis: who makes how much, and how much together. */
import { itemAt } from "../../values/invariant.js";
import {
  at,
  expectFinite,
  expectInteger,
  expectOneOf,
  expectRecord,
  expectString,
} from "../../values/plain.js";
import type { Json } from "../../values/refusal.js";
import type { AbcTable } from "../concentration/abc.js";
import { colours, percentText, readChartOptions, readPoints, shareAxis } from "./chart-base.js";
import type { ChartOptions, VegaLiteSpec } from "./chart-base.js";
import { evenlySpread } from "./thin.js";

/** Words of a Pareto chart. @since 0.1.0 */
export type ParetoLabel = "rank" | "share" | "cumulativeShare" | "class" | "item" | "value";

const LABELS: Readonly<Record<ParetoLabel, string>> = {
  rank: "Rank by value",
  share: "Share of the total",
  cumulativeShare: "Cumulative share",
  class: "Class",
  item: "Item",
  value: "Value",
};
const CLASSES = ["A", "B", "C"] as const;

interface Row {
  readonly id: string;
  readonly class: string;
  readonly rank: number;
  readonly value: string;
  readonly share: number;
  readonly cumulativeShare: number;
}

function readRows(table: unknown): Row[] {
  const record = expectRecord(table, "table");
  return readPoints(record["rows"], at("table", "rows"), (row, path) => ({
    id: expectString(row["id"], at(path, "id")),
    class: expectOneOf(row["class"], at(path, "class"), CLASSES),
    rank: expectInteger(row["rank"], at(path, "rank"), 1),
    value: expectString(row["value"], at(path, "value")),
    share: expectFinite(row["share"], at(path, "share")),
    cumulativeShare: expectFinite(row["cumulativeShare"], at(path, "cumulativeShare")),
  }));
}

/** Evenly spread rows, and the last of each class whatever the number. */
function chosen(rows: readonly Row[], most: number): readonly Row[] {
  const places = new Set(evenlySpread(rows.length, most));
  rows.forEach((row, place) => {
    if (rows[place + 1]?.class !== row.class) places.add(place);
  });
  return [...places].sort((a, b) => a - b).map((place) => itemAt(rows, place));
}

/** A bar from the rank of the row drawn before it to its own, and the curve's point. */
function valuesOf(rows: readonly Row[]): Json[] {
  return rows.map((row, index) => {
    const before = rows[index - 1]?.rank ?? 0;
    const { id, rank, value, share, cumulativeShare } = row;
    const bar = { from: before + 0.5, until: rank + 0.5, zero: 0 };
    return { id, class: row.class, rank, value, share, cumulativeShare, ...bar };
  });
}

/** The end of each class: where its name stands. */
function endsOf(rows: readonly Row[]): Json[] {
  const ends: Json[] = [];
  let begin = 0.5;
  rows.forEach((row, place) => {
    if (rows[place + 1]?.class === row.class) return;
    const end = row.rank + 0.5;
    ends.push({ class: row.class, end, middle: (begin + end) / 2, top: 1 });
    begin = end;
  });
  return ends;
}

function describe(rows: readonly Row[]): string {
  if (rows.length === 0) return "Pareto chart without items.";
  let before = 0;
  const parts = CLASSES.map((name) => {
    const own = rows.filter((row) => row.class === name);
    const until = own[own.length - 1]?.cumulativeShare ?? before;
    const text = `${name} ${String(own.length)} with ${percentText(until - before)}`;
    before = until;
    return text;
  });
  return `Pareto chart of ${String(rows.length)} items by value: class ${parts.join(
    ", ",
  )} of the total.`;
}

/** Bars, and the curve above them. */
function curveLayers(
  data: Json,
  labels: Readonly<Record<ParetoLabel, string>>,
  rank: { readonly [name: string]: Json },
  hasPoints: boolean,
): Json[] {
  const share = (field: string): Json => shareAxis(field, labels.share);
  const percent = (field: "share" | "cumulativeShare"): Json => ({
    field,
    type: "quantitative",
    title: labels[field],
    format: ".1%",
  });
  const tooltip: Json = [
    { field: "id", type: "nominal", title: labels.item },
    { field: "value", type: "nominal", title: labels.value },
    percent("share"),
    percent("cumulativeShare"),
    { field: "class", type: "nominal", title: labels.class },
  ];
  const color = {
    field: "class",
    type: "nominal",
    title: labels.class,
    scale: { domain: [...CLASSES], range: [colours.blue, colours.orange, colours.grey] },
  };
  const point = hasPoints && { color: "black" };
  return [
    {
      data,
      mark: { type: "rect", stroke: "white", strokeWidth: 0.3 },
      encoding: {
        x: { field: "from", ...rank },
        x2: { field: "until" },
        y: share("share"),
        y2: { field: "zero" },
        color,
        tooltip,
      },
    },
    {
      data,
      mark: { type: "line", color: "black", interpolate: "linear", point },
      encoding: { x: { field: "rank", ...rank }, y: share("cumulativeShare"), tooltip },
    },
  ];
}

/**
 * A Pareto chart of {@link abc}: a bar for each item, the largest first, and the curve of their
 * cumulative share, both on one axis of shares. Classes are told by colour and by their letter
 * above their stretch.
 *
 * Of more than `pointsMax` items (1 000 unless named), those at evenly spread ranks are drawn and
 * the last of each class; a bar then also covers the ranks left out before it.
 *
 * @throws ClienteleError `schema.*`, `limits.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { abc, paretoChart } from "clientele/scoring";
 *
 * const values = [{ id: "acme", value: "700" }, { id: "bolt", value: "200" }];
 * const labels = { rank: "Rang" };
 * const spec = paretoChart(abc(values), { title: "Umsatz nach Kunden", labels });
 * assert.equal(
 *   spec["description"],
 *   "Pareto chart of 2 items by value: " +
 *     "class A 2 with 100 %, B 0 with 0 %, C 0 with 0 % of the total.",
 * );
 * ```
 * @since 0.1.0
 */
export function paretoChart(
  table: Pick<AbcTable, "rows">,
  options: ChartOptions<ParetoLabel> = {},
): VegaLiteSpec {
  const { labels, pointsMax, spec } = readChartOptions(options, LABELS);
  const rows = readRows(table);
  const drawn = { values: valuesOf(chosen(rows, pointsMax)) };
  const ends = { values: endsOf(rows) };
  const rank = {
    type: "quantitative",
    title: labels.rank,
    scale: { domain: [0.5, Math.max(1, rows.length) + 0.5], nice: false },
    axis: { format: "d", tickMinStep: 1 },
  };
  return spec(
    { title: "Pareto chart", description: describe(rows) },
    {
      layer: [
        ...curveLayers(drawn, labels, rank, rows.length <= 50),
        {
          data: ends,
          mark: { type: "rule", strokeDash: [4, 4], color: colours.grey },
          encoding: { x: { field: "end", ...rank } },
        },
        {
          data: ends,
          mark: { type: "text", baseline: "bottom", dy: -4, fontWeight: "bold" },
          encoding: {
            x: { field: "middle", ...rank },
            y: shareAxis("top", labels.share),
            text: { field: "class", type: "nominal" },
          },
        },
      ],
    },
  );
}

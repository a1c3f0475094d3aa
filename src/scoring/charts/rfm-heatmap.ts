/** Heat map of RFM: how many accounts, or how much, at each recency and frequency. */
import { at, expectInteger, expectOneOf, expectRecord } from "../../values/plain.js";
import type { Json } from "../../values/refusal.js";
import { scaledFrom } from "../../values/scaled.js";
import type { RfmTable } from "../rfm/index.js";
import { readChartOptions, readPoints } from "./chart-base.js";
import type { ChartOptions, VegaLiteSpec } from "./chart-base.js";

/** Words of an RFM heat map. @since 0.1.0 */
export type RfmHeatmapLabel = "recency" | "frequency" | "accounts" | "monetary";

/** What the cells show. @since 0.1.0 */
export interface RfmHeatmapOptions extends ChartOptions<RfmHeatmapLabel> {
  /** Number of accounts (the default), or their mean monetary value. */
  readonly measure?: "accounts" | "monetary";
}

const LABELS: Readonly<Record<RfmHeatmapLabel, string>> = {
  recency: "Recency score",
  frequency: "Frequency score",
  accounts: "Accounts",
  monetary: "Mean monetary value",
};

/**
 * Share of the scale from which black reads better on viridis than white: both have a contrast
 * of 4.5 and more on their side of it (WCAG 2.2, criterion 1.4.3).
 */
const INK_TURNS_AT = 0.435;

interface Cell {
  readonly recency: number;
  readonly frequency: number;
  accounts: number;
  total: number;
}

/** All cells, the empty ones too, by recency and then frequency. */
function cellsOf(table: unknown): { readonly cells: readonly Cell[]; readonly accounts: number } {
  const record = expectRecord(table, "table");
  const bins = expectInteger(record["bins"], at("table", "bins"), 2, 10);
  const cells = Array.from(
    { length: bins * bins },
    (_, index): Cell => ({
      recency: Math.floor(index / bins) + 1,
      frequency: (index % bins) + 1,
      accounts: 0,
      total: 0,
    }),
  );
  const rows = readPoints(record["rows"], at("table", "rows"), (row, path) => {
    const score = (name: string): number => expectInteger(row[name], at(path, name), 1, bins);
    const { units, scale } = scaledFrom(row["monetary"], "scoring", at(path, "monetary"));
    const place = (score("recencyScore") - 1) * bins + score("frequencyScore") - 1;
    return { place, monetary: Number(units) / 10 ** scale };
  });
  // In order of amount, so that the order of rows changes not one bit of a sum.
  rows.sort((a, b) => a.monetary - b.monetary);
  for (const { place, monetary } of rows) {
    const cell = cells[place] as Cell;
    cell.accounts += 1;
    cell.total += monetary;
  }
  return { cells, accounts: rows.length };
}

/**
 * A heat map of {@link rfm}: recency across, frequency upwards, each cell with its number written
 * in it, so that its colour is a second word and not the only one. The scale of colours
 * (`viridis`) keeps its order in grey and for any colour vision. Empty cells are drawn.
 *
 * @throws ClienteleError `schema.*`, `scoring.*` for a value that is no decimal
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { rfm, rfmHeatmap } from "clientele/scoring";
 *
 * const orders = [{ account: "acme", date: "2026-11-02", amount: "900.00" }];
 * const table = rfm(orders, { asOf: "2026-11-23" });
 * const labels = { monetary: "Mittlerer Umsatz" };
 * const spec = rfmHeatmap(table, { measure: "monetary", labels });
 * assert.equal((spec["data"] as { values: unknown[] }).values.length, 25);
 * ```
 * @since 0.1.0
 */
export function rfmHeatmap(
  table: Pick<RfmTable, "bins" | "rows">,
  options: RfmHeatmapOptions = {},
): VegaLiteSpec {
  const { labels, spec } = readChartOptions(options, LABELS, ["measure"]);
  const measures = ["accounts", "monetary"] as const;
  const measure = expectOneOf(options.measure ?? "accounts", at("options", "measure"), measures);
  const { cells, accounts } = cellsOf(table);
  const values = cells.map(({ recency, frequency, accounts: count, total }) => {
    const mean = count === 0 ? 0 : total / count;
    const shown = measure === "accounts" ? count : mean;
    return { recency, frequency, accounts: count, shown };
  });
  const most = values.reduce((largest, { shown }) => Math.max(largest, shown), 0);
  const least = values.reduce((smallest, { shown }) => Math.min(smallest, shown), 0);
  const top = most === least ? least + 1 : most;
  const format = measure === "accounts" ? "d" : ",.0f";
  const title = labels[measure];
  const score = (field: string, name: string, sort: string): Json => ({
    field,
    type: "ordinal",
    title: name,
    sort,
    axis: { labelAngle: 0 },
  });
  return spec(
    {
      title: "Recency and frequency",
      description: `Heat map of ${String(accounts)} accounts by recency and frequency score.`,
    },
    {
      data: { values },
      encoding: {
        x: score("recency", labels.recency, "ascending"),
        y: score("frequency", labels.frequency, "descending"),
      },
      layer: [
        {
          mark: { type: "rect", stroke: "white" },
          encoding: {
            color: {
              field: "shown",
              type: "quantitative",
              title,
              scale: { scheme: "viridis", domain: [least, top] },
            },
            tooltip: [
              { field: "recency", type: "ordinal", title: labels.recency },
              { field: "frequency", type: "ordinal", title: labels.frequency },
              { field: "accounts", type: "quantitative", title: labels.accounts, format: "d" },
              { field: "shown", type: "quantitative", title, format },
            ],
          },
        },
        {
          mark: { type: "text", fontSize: 12 },
          encoding: {
            text: { field: "shown", type: "quantitative", format },
            // Dark on the light end of the scale, light on the dark one.
            color: {
              condition: {
                test: `datum.shown > ${String(least + INK_TURNS_AT * (top - least))}`,
                value: "black",
              },
              value: "white",
            },
          },
        },
      ],
    },
  );
}

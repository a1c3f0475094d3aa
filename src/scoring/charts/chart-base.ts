/**
 * What every chart has: options, title, description, size, colours. The charts themselves are one
 * a file.
 *
 * A chart is a Vega-Lite specification: plain JSON with its data inside, which `vega-lite` draws,
 * or any tool that reads the format. Nothing is drawn here, and no library is loaded.
 */
import {
  at,
  atIndex,
  expectInteger,
  expectArray,
  expectRecord,
  expectString,
} from "../../values/plain.js";
import type { Json } from "../../values/refusal.js";

/** A Vega-Lite v6 specification as plain JSON. @since 0.1.0 */
export interface VegaLiteSpec {
  readonly $schema: string;
  readonly [name: string]: Json;
}

/**
 * What a caller may say about any chart. Every word on it can be replaced, for a translation or
 * another term.
 *
 * @typeParam Label - names of the words of the chart
 * @since 0.1.0
 */
export interface ChartOptions<Label extends string = never> {
  /** Above the chart. */
  readonly title?: string;
  /** What a screen reader says; unless named, a sentence in English made of the data. */
  readonly description?: string;
  /** Pixels of the plot, 50 to 10 000. */
  readonly width?: number;
  /** Pixels of the plot, 50 to 10 000. */
  readonly height?: number;
  /** Words of the chart: titles of axes and legends, names of series. */
  readonly labels?: { readonly [Name in Label]?: string };
  /** Most points drawn, 10 to 100 000; each chart says how it chooses among more. */
  readonly pointsMax?: number;
}

const SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json";
const TEXT_MAX = 500;
const WIDTH = 600;
const HEIGHT = 360;
const POINTS_USUAL = 1_000;

/**
 * Okabe and Ito's colours, which people of any colour vision tell apart (2008). No chart relies
 * on them alone: shapes, dashes, text or position say the same.
 *
 * @internal
 */
export const colours = {
  blue: "#0072B2",
  orange: "#E69F00",
  green: "#009E73",
  vermilion: "#D55E00",
  purple: "#CC79A7",
  grey: "#666666",
  pale: "#DDDDDD",
} as const;

/** Options, read. @internal */
export interface ChartPlan<Label extends string> {
  readonly labels: Readonly<Record<Label, string>>;
  readonly pointsMax: number;
  readonly spec: (usual: ChartWords, body: { readonly [name: string]: Json }) => VegaLiteSpec;
}

/** @internal */
export interface ChartWords {
  readonly title: string;
  readonly subtitle?: string;
  readonly description: string;
}

/** Options and what else the chart's own record has. @internal */
export function readChartOptions<Label extends string>(
  options: unknown,
  usual: Readonly<Record<Label, string>>,
  ownKeys: readonly string[] = [],
): ChartPlan<Label> {
  const keys = ["title", "description", "width", "height", "labels", "pointsMax", ...ownKeys];
  const record = expectRecord(options, "options", keys);
  const text = (name: string): string | undefined =>
    record[name] === undefined
      ? undefined
      : expectString(record[name], at("options", name), TEXT_MAX);
  const pixels = (name: string, size: number): number =>
    expectInteger(record[name] ?? size, at("options", name), 50, 10_000);
  const path = at("options", "labels");
  const given = expectRecord(record["labels"] ?? {}, path, Object.keys(usual));
  const labels: Record<Label, string> = { ...usual };
  for (const name of Object.keys(usual) as Label[]) {
    if (given[name] !== undefined)
      labels[name] = expectString(given[name], at(path, name), TEXT_MAX);
  }
  const [title, description] = [text("title"), text("description")];
  const size = { width: pixels("width", WIDTH), height: pixels("height", HEIGHT) };
  const pointsPath = at("options", "pointsMax");
  return {
    labels,
    pointsMax: expectInteger(record["pointsMax"] ?? POINTS_USUAL, pointsPath, 10, 100_000),
    spec: (words, body) => ({
      $schema: SCHEMA,
      title: {
        text: title ?? words.title,
        ...(words.subtitle === undefined ? {} : { subtitle: words.subtitle }),
        anchor: "start",
      },
      description: description ?? words.description,
      ...size,
      ...body,
      config: {
        axis: { labelFontSize: 12, titleFontSize: 12 },
        legend: { labelFontSize: 12, labelLimit: 300 },
      },
    }),
  };
}

/** A list of records, each read by `read`; other members are ignored. @internal */
export function readPoints<T>(
  value: unknown,
  path: string,
  read: (record: Readonly<Record<string, unknown>>, path: string) => T,
): T[] {
  const list = expectArray(value, path, Number.MAX_SAFE_INTEGER);
  const points: T[] = [];
  for (let index = 0; index < list.length; index += 1) {
    const spot = atIndex(path, index);
    points.push(read(expectRecord(list[index], spot), spot));
  }
  return points;
}

/** A share as whole percent, for descriptions. @internal */
export function percentText(share: number): string {
  return `${String(Math.round(share * 100))} %`;
}

/** An axis of shares, 0 to 100 %. @internal */
export function shareAxis(field: string, title: string): { readonly [name: string]: Json } {
  return {
    field,
    type: "quantitative",
    title,
    scale: { domain: [0, 1] },
    axis: { format: ".0%" },
  };
}

/** What pictures of portfolios share: two axes, lines at their cuts, and bubbles with names. */
import { compareText } from "../../values/plain.js";
import type { Json } from "../../values/refusal.js";
import { colours } from "./chart-base.js";

/** Names are written beside so many of the largest bubbles; the others have a tooltip. */
const NAMED_MAX = 30;
const COLOURS = [
  colours.blue,
  colours.green,
  colours.orange,
  colours.grey,
  colours.vermilion,
  colours.purple,
  colours.pale,
];
const SHAPES = [
  "circle",
  "diamond",
  "square",
  "triangle-up",
  "cross",
  "triangle-down",
  "triangle-right",
  "triangle-left",
];

/** An axis of a channel. @internal */
export type Channel = { readonly [name: string]: Json };

/** @internal */
export interface PortfolioAxes {
  readonly x: Channel;
  readonly y: Channel;
}

/** Strength across, attractiveness upwards, on one scale. @internal */
export function portfolioAxes(
  titles: { readonly attractiveness: string; readonly strength: string },
  scale: readonly [number, number],
): PortfolioAxes {
  const axis = (field: string, title: string): Channel => ({
    field,
    type: "quantitative",
    title,
    scale: { domain: [...scale], clamp: true, nice: false },
  });
  return {
    x: axis("strength", titles.strength),
    y: axis("attractiveness", titles.attractiveness),
  };
}

/** Dashed lines where the parts of the plot meet. @internal */
export function cutLayers(
  { x, y }: PortfolioAxes,
  cuts: { readonly attractiveness: readonly number[]; readonly strength: readonly number[] },
): Json[] {
  const mark = { type: "rule", color: colours.grey, strokeDash: [4, 4] };
  const across = { values: cuts.strength.map((strength) => ({ strength })) };
  const upwards = { values: cuts.attractiveness.map((attractiveness) => ({ attractiveness })) };
  return [
    { data: across, mark, encoding: { x } },
    { data: upwards, mark, encoding: { y } },
  ];
}

/** A word in a corner of a part of the plot. @internal */
export interface CornerWord {
  readonly text: string;
  readonly strength: number;
  readonly attractiveness: number;
  readonly align: "left" | "right";
  readonly baseline: "top" | "bottom";
}

/** @internal */
export function cornerLayer({ x, y }: PortfolioAxes, word: CornerWord): Json {
  const { text, strength, attractiveness, align, baseline } = word;
  const [dx, dy] = [align === "left" ? 4 : -4, baseline === "top" ? 4 : -4];
  return {
    data: { values: [{ strength, attractiveness, text }] },
    mark: { type: "text", align, baseline, dx, dy, color: colours.grey, fontStyle: "italic" },
    encoding: { x, y, text: { field: "text", type: "nominal" } },
  };
}

/** An account to be drawn; what else it has is for the tooltip. @internal */
export interface Bubble {
  readonly id: string;
  readonly attractiveness: number;
  readonly strength: number;
  readonly size: number;
  readonly [name: string]: Json;
}

/** The largest, ties by id, with the names of those that are written. @internal */
export function largestBubbles(bubbles: readonly Bubble[], most: number): readonly Bubble[] {
  return [...bubbles]
    .sort((a, b) => b.size - a.size || compareText(a.id, b.id))
    .slice(0, most)
    .map((bubble, rank) => ({ ...bubble, name: rank < NAMED_MAX ? bubble.id : "" }));
}

/** Bubbles told by colour and by shape, from the largest, and their names. @internal */
export function bubbleLayers(
  { x, y }: PortfolioAxes,
  drawn: readonly Bubble[],
  encoding: {
    /** By what they are told: a field with its values in order. */
    readonly group: { readonly field: string; readonly title: string };
    readonly domain: readonly string[];
    readonly size: Channel;
    readonly tooltip: readonly Json[];
  },
): Json[] {
  const { group, domain, size, tooltip } = encoding;
  const most = drawn[0]?.size ?? 1;
  const channel = { ...group, type: "nominal" };
  const cycled = (range: readonly string[]): Json =>
    domain.map((_, index) => range[index % range.length] ?? "");
  const sizes = { domain: [0, most > 0 ? most : 1], range: [20, 1500] };
  return [
    {
      data: { values: drawn },
      mark: { type: "point", filled: true, opacity: 0.7, stroke: "black", strokeWidth: 0.5 },
      encoding: {
        x,
        y,
        size: { field: "size", type: "quantitative", scale: sizes, ...size },
        color: { ...channel, scale: { domain, range: cycled(COLOURS) } },
        shape: { ...channel, scale: { domain, range: cycled(SHAPES) } },
        tooltip: [...tooltip, channel],
      },
    },
    {
      data: { values: drawn },
      mark: { type: "text", dy: -12, fontSize: 11 },
      encoding: { x, y, text: { field: "name", type: "nominal" } },
    },
  ];
}

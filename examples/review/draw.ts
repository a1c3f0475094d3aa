/**
 * Draws Vega-Lite specifications as SVG, at the desk: no browser, no network, no script left in
 * the drawing.
 */
import { parse, View } from "vega";
import { compile } from "vega-lite";
import type { TopLevelSpec } from "vega-lite";

/** A specification: plain JSON, as `clientele` makes them. */
export type ChartSpec = Readonly<Record<string, unknown>>;

/** Drawn narrow, so that words stay readable when a telephone shrinks it. */
const WIDTH = 360;
const HEIGHT = 300;
/** What the library's charts say of their height where nobody asked for another. */
const USUAL_HEIGHT = 360;

/** What charts in a page have in common, whatever they say of their own size. */
const LOOK = {
  font: "system-ui, sans-serif",
  aria: false,
  background: "#ffffff",
  axis: { labelFontSize: 12, titleFontSize: 12, labelColor: "#333333", titleColor: "#333333", titleFontWeight: "normal" },
  legend: { orient: "bottom", labelFontSize: 12, titleFontSize: 12, labelLimit: 180, direction: "horizontal", columns: 2 },
  title: { fontSize: 13, subtitleFontSize: 12 },
  text: { fontSize: 12 },
} as const;

/**
 * The section that a chart stands in has its title, and the page describes it below. A chart that
 * says `usermeta: { legend: false }` has none.
 */
function specFor(spec: ChartSpec): TopLevelSpec {
  const { title: _title, config: _config, width: _width, height, usermeta, ...body } = spec;
  const hasLegend = (usermeta as { legend?: boolean } | undefined)?.legend !== false;
  const config = hasLegend ? LOOK : { ...LOOK, legend: { disable: true } };
  const isOwn = typeof height === "number" && height !== USUAL_HEIGHT;
  const size = { width: WIDTH, height: isOwn ? height : HEIGHT };
  const autosize = { type: "fit", contains: "padding" };
  return { ...body, ...size, autosize, padding: 4, config } as unknown as TopLevelSpec;
}

/**
 * An SVG element that takes the width of its place. Its ids begin with the name, so that several
 * drawings can stand in one page.
 */
export async function draw(name: string, spec: ChartSpec): Promise<string> {
  const view = new View(parse(compile(specFor(spec)).spec), { renderer: "none" });
  const svg = await view.toSVG();
  view.finalize();
  return svg
    .replace(/^<svg [^>]*viewBox="([^"]*)"[^>]*>/, '<svg xmlns="http://www.w3.org/2000/svg" viewBox="$1" aria-hidden="true" focusable="false">')
    .replaceAll(/ id="([^"]+)"/g, ` id="${name}-$1"`)
    .replaceAll(/url\(#([^)]+)\)/g, `url(#${name}-$1)`)
    .replaceAll(/(xlink:)?href="#([^"]+)"/g, `href="#${name}-$2"`)
    .replaceAll(/ (aria-[a-z]+|role)="(?!true")[^"]*"/g, "");
}

/** Draws several charts by the names of their places. */
export async function drawAll(specs: Readonly<Record<string, ChartSpec>>): Promise<Readonly<Record<string, string>>> {
  const drawn: Record<string, string> = {};
  for (const [name, spec] of Object.entries(specs)) drawn[name] = await draw(name, spec);
  return drawn;
}

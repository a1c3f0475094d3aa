/** A document as one HTML page that needs nothing else: no script, no network; it prints well. */
import { at, expectRecord, expectString, orUsual } from "../../values/plain.js";
import type { ReportBlock, ReportDocument, ReportFact } from "./document.js";
import { pageStyle } from "./page-style.js";

const CHART_LENGTH_MAX = 5_000_000;

/** Text as it stands in HTML, in content and in attributes. @internal */
export function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

/** Drawings by the id of their place. @internal */
export type Charts = Readonly<Record<string, string>>;

/** Checks drawings: texts that are SVG elements. @internal */
export function readCharts(value: unknown): Charts {
  const record = expectRecord(orUsual(value, {}), "options.charts");
  const charts: Record<string, string> = {};
  for (const [id, svg] of Object.entries(record)) {
    charts[id] = expectString(svg, at("options.charts", id), CHART_LENGTH_MAX);
  }
  return charts;
}

function tileHtml({ label, value, note = "" }: ReportFact): string {
  const small = note === "" ? "" : `<span class="soft">${escapeHtml(note)}</span>`;
  return `<div class="tile"><dt class="soft">${escapeHtml(label)}</dt><dd><b>${escapeHtml(value)}</b>${small}</dd></div>`;
}

function factsHtml(rows: readonly ReportFact[]): string {
  const items = rows.map(({ label, value, note }) => {
    const small = note === undefined ? "" : ` <span class="soft">${escapeHtml(note)}</span>`;
    return `<div><dt>${escapeHtml(label)}</dt><dd>${escapeHtml(value)}${small}</dd></div>`;
  });
  return `<dl class="facts">${items.join("")}</dl>`;
}

function tableHtml(block: Extract<ReportBlock, { kind: "table" }>): string {
  const style = (index: number): string =>
    block.columns[index]?.isNumber === true ? ' class="number"' : "";
  const head = block.columns
    .map(({ title }, index) => `<th scope="col"${style(index)}>${escapeHtml(title)}</th>`)
    .join("");
  const body = block.rows
    .map((row) => {
      const cells = row.map((cell, index) => `<td${style(index)}>${escapeHtml(cell)}</td>`);
      return `<tr>${cells.join("")}</tr>`;
    })
    .join("");
  const caption = escapeHtml(block.caption);
  return (
    `<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table>` +
    `<caption>${caption}</caption><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`
  );
}

function listHtml(block: Extract<ReportBlock, { kind: "list" }>): string {
  const items = block.items.map(({ title, text, note }) => {
    const small = note === undefined ? "" : ` <span class="soft">${escapeHtml(note)}</span>`;
    return `<li><b>${escapeHtml(title)}</b><br>${escapeHtml(text)}${small}</li>`;
  });
  const tag = block.isOrdered ? "ol" : "ul";
  return `<${tag}>${items.join("")}</${tag}>`;
}

function blockHtml(block: ReportBlock, charts: Charts): string {
  switch (block.kind) {
    case "paragraph":
      return `<p class="soft">${escapeHtml(block.text)}</p>`;
    case "facts":
      return block.rows.length === 0 ? "" : factsHtml(block.rows);
    case "table":
      return tableHtml(block);
    case "list":
      return listHtml(block);
    case "chart": {
      const drawing = Object.hasOwn(charts, block.id) ? charts[block.id] : undefined;
      if (drawing === undefined) return "";
      const title = escapeHtml(block.title);
      return `<figure><div class="chart" role="img" aria-label="${title}">${drawing}</div><figcaption>${escapeHtml(block.description)}</figcaption></figure>`;
    }
  }
}

/** The whole page. Drawings stand in it as they are given. @internal */
export function htmlOf(document: ReportDocument, charts: Charts): string {
  const sections = document.sections.flatMap(({ id, title, blocks }) => {
    const inner = blocks.map((block) => blockHtml(block, charts)).join("");
    if (inner === "") return [];
    const place = escapeHtml(id);
    return [
      `<section aria-labelledby="h-${place}" id="${place}"><h2 id="h-${place}">${escapeHtml(title)}</h2>${inner}</section>`,
    ];
  });
  const title = escapeHtml(document.title);
  const tiles = document.tiles.map(tileHtml).join("");
  return `<!doctype html>
<html lang="${escapeHtml(document.language)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,"><title>${title}</title><style>${pageStyle}</style></head>
<body><main>
<header><h1>${title}</h1><p class="soft">${escapeHtml(document.subtitle)}</p></header>
<dl class="tiles">${tiles}</dl>
<div class="cards">
${sections.join("\n")}
</div></main></body></html>
`;
}

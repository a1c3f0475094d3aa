/**
 * Texts as they can be shown anywhere. Names and threats are free texts of a host: a control
 * character could break a line or command a terminal, a mark of direction turn what follows.
 */
import type { ReportBlock, ReportDocument, ReportFact } from "./document.js";

/** C0, delete, C1, and the separators of lines and paragraphs. */
const CONTROLS = new RegExp("[\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029]+", "g");
/** Marks, embeddings, overrides and isolates of direction; the byte-order mark. */
const DIRECTIONS = new RegExp("[\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069\\ufeff]+", "g");

/** Halves of a character without the other half. */
const HALVES = /[\ud800-\udfff]/gu;

function printable(text: string): string {
  return text.replace(CONTROLS, " ").replace(DIRECTIONS, "").replace(HALVES, "\ufffd");
}

function printableFact({ label, value, note }: ReportFact): ReportFact {
  const fact = { label: printable(label), value: printable(value) };
  return note === undefined ? fact : { ...fact, note: printable(note) };
}

function printableBlock(block: ReportBlock): ReportBlock {
  switch (block.kind) {
    case "paragraph":
      return { ...block, text: printable(block.text) };
    case "facts":
      return { ...block, rows: block.rows.map(printableFact) };
    case "table":
      return {
        ...block,
        caption: printable(block.caption),
        columns: block.columns.map((one) => ({ ...one, title: printable(one.title) })),
        rows: block.rows.map((row) => row.map(printable)),
      };
    case "list":
      return {
        ...block,
        items: block.items.map(({ title, text, note }) => ({
          title: printable(title),
          text: printable(text),
          ...(note === undefined ? {} : { note: printable(note) }),
        })),
      };
    case "chart":
      return { ...block, title: printable(block.title), description: printable(block.description) };
  }
}

/** A document without characters that command what shows it. @internal */
export function printableDocument(document: ReportDocument): ReportDocument {
  const { title, subtitle, tiles, sections } = document;
  return {
    ...document,
    title: printable(title),
    subtitle: printable(subtitle),
    tiles: tiles.map(printableFact),
    sections: sections.map((one) => ({
      ...one,
      title: printable(one.title),
      blocks: one.blocks.map(printableBlock),
    })),
  };
}

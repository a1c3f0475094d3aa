/** A document as text for a terminal. */
import { expectInteger } from "../../values/plain.js";
import { widthOf } from "./text-width.js";
import type { ReportBlock, ReportDocument, ReportFact } from "./document.js";

const WIDTH = 96;
const WIDTH_MIN = 40;
const WIDTH_MAX = 400;


function padEnd(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - widthOf(text)));
}

function padStart(text: string, width: number): string {
  return " ".repeat(Math.max(0, width - widthOf(text))) + text;
}

/** Cuts a text that is too wide, and shows that it did. */
function cut(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let kept = "";
  let room = Math.max(1, width - 1);
  for (const character of text) {
    room -= widthOf(character);
    if (room < 0) break;
    kept += character;
  }
  return `${kept}…`;
}

/** Breaks a text at spaces into lines of at most a width; a longer word stands alone, cut. */
function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  // Only plain spaces: an amount stays together with its currency.
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (widthOf(longer) <= width) {
      line = longer;
      continue;
    }
    if (line !== "") lines.push(line);
    line = cut(word, width);
  }
  lines.push(line);
  return lines;
}

function factLines(rows: readonly ReportFact[], width: number): readonly string[] {
  const labelWidth = Math.min(
    Math.floor(width / 2),
    rows.reduce((most, row) => Math.max(most, widthOf(row.label)), 0),
  );
  return rows.flatMap(({ label, value, note }) => {
    const text = note === undefined || note === "" ? value : `${value} (${note})`;
    const [first = "", ...rest] = wrap(text, width - labelWidth - 4);
    const indent = " ".repeat(labelWidth + 4);
    return [
      `  ${padEnd(cut(label, labelWidth), labelWidth)}  ${first}`,
      ...rest.map((line) => indent + line),
    ];
  });
}

/** The titles of columns, broken into lines that end on one line. */
function headLines(
  columns: Extract<ReportBlock, { kind: "table" }>["columns"],
  widths: readonly number[],
): readonly (readonly string[])[] {
  const wrapped = columns.map(({ title }, index) => wrap(title, widths[index] ?? 1));
  const height = wrapped.reduce((most, one) => Math.max(most, one.length), 1);
  return Array.from({ length: height }, (_, line) =>
    wrapped.map((one) => one[line - height + one.length] ?? ""),
  );
}

/** A table that is too wide, row by row: the first cell, and the others with their titles. */
function stackedLines(
  { columns, rows }: Extract<ReportBlock, { kind: "table" }>,
  width: number,
): readonly string[] {
  return rows.flatMap((row) => {
    const [first = "", ...rest] = row;
    const facts = rest.map((value, index) => ({ label: columns[index + 1]?.title ?? "", value }));
    return [`  ${cut(first, width - 2)}`, ...factLines(facts, width - 2).map((one) => `  ${one}`)];
  });
}

function tableLines(
  block: Extract<ReportBlock, { kind: "table" }>,
  width: number,
): readonly string[] {
  const { columns, rows } = block;
  // A title may take several lines: the longest word of it is what a column has to hold.
  const widths = columns.map(({ title }, index) => {
    const word = title.split(" ").reduce((most, one) => Math.max(most, widthOf(one)), 0);
    return rows.reduce((most, row) => Math.max(most, widthOf(row[index] ?? "")), word);
  });
  const texts = columns.flatMap(({ isNumber }, index) => (isNumber ? [] : [index]));
  let over = widths.reduce((sum, one) => sum + one + 2, 0) - width;
  // What is too wide is taken from the widest column of text, one character at a time.
  while (over > 0) {
    const widest = texts.reduce(
      (most, index) => ((widths[index] ?? 0) > (widths[most] ?? 0) ? index : most),
      texts[0] ?? 0,
    );
    if ((widths[widest] ?? 0) <= 8) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
    over -= 1;
  }
  if (over > 0) return stackedLines(block, width);
  const line = (cells: readonly string[]): string => {
    const padded = cells.map((cell, index) => {
      const space = widths[index] ?? 0;
      const text = cut(cell, space);
      return columns[index]?.isNumber === true ? padStart(text, space) : padEnd(text, space);
    });
    return cut(`  ${padded.join("  ")}`, width).trimEnd();
  };
  return [...headLines(columns, widths).map(line), ...rows.map(line)];
}

function listLines(
  block: Extract<ReportBlock, { kind: "list" }>,
  width: number,
): readonly string[] {
  return block.items.flatMap(({ title, text, note }, index) => {
    const mark = block.isOrdered ? `${String(index + 1)}. ` : "- ";
    const indent = " ".repeat(2 + mark.length);
    const inner = width - indent.length;
    const [first = "", ...rest] = wrap(title, inner);
    const more = note === undefined ? text : `${text} ${note}`;
    return [
      `  ${mark}${first}`,
      ...rest.map((one) => indent + one),
      ...wrap(more, inner).map((one) => indent + one),
    ];
  });
}

function blockLines(block: ReportBlock, width: number): readonly string[] {
  switch (block.kind) {
    case "paragraph":
      return wrap(block.text, width - 2).map((line) => `  ${line}`);
    case "facts":
      return factLines(block.rows, width);
    case "table":
      return tableLines(block, width);
    case "list":
      return listLines(block, width);
    case "chart":
      return [];
  }
}

/** A document as lines of at most `width` characters. @internal */
export function textOf(document: ReportDocument, width: number = WIDTH): string {
  const limit = expectInteger(width, "options.width", WIDTH_MIN, WIDTH_MAX);
  const lines = [cut(document.title, limit), cut(document.subtitle, limit), ""];
  lines.push(...factLines(document.tiles, limit));
  for (const section of document.sections) {
    const blocks = section.blocks.map((block) => blockLines(block, limit));
    const shown = blocks.filter((one) => one.length > 0);
    if (shown.length === 0) continue;
    lines.push("", cut(section.title, limit));
    for (const one of shown) lines.push(...one);
  }
  return lines.map((line) => line.trimEnd()).join("\n");
}

/** A lifecycle as Graphviz text. */
import { expectBoolean, expectRecord } from "../../values/plain.js";
import type { Lifecycle } from "../lifecycle.js";
import { drawingOf, labelOf } from "./drawing.js";
import type { DrawnState } from "./drawing.js";
import type { DiagramOptions } from "./mermaid.js";

function quoted(text: string): string {
  const escaped = text.replaceAll("\\", "\\\\").replaceAll('"', '\\"');
  return `"${escaped.replace(/[\r\n]+/g, " ")}"`;
}

function lines(state: DrawnState, indent: string): readonly string[] {
  const { path, name, isFinal, children } = state;
  if (children.length === 0) {
    const shape = isFinal ? ", peripheries=2" : "";
    return [`${indent}${quoted(path)} [label=${quoted(name)}${shape}];`];
  }
  const inner = children.flatMap((child) => lines(child, `${indent}  `));
  return [
    `${indent}subgraph ${quoted(`cluster ${path}`)} {`,
    `${indent}  label=${quoted(name)};`,
    ...inner,
    `${indent}}`,
  ];
}

/** The innermost state that entering a state leads to: arrows end at nodes, not at clusters. */
function nodeOf(states: ReadonlyMap<string, DrawnState>, path: string): string {
  let state = states.get(path);
  while (state !== undefined && state.initial !== null) state = states.get(state.initial);
  return state?.path ?? path;
}

/**
 * A lifecycle in the DOT language of Graphviz; compound states are clusters, final ones have a
 * double border, deadlines are dashed.
 *
 * @see https://graphviz.org/doc/info/lang.html
 * @throws ClienteleError `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { defineLifecycle, toDot } from "clientele/lifecycle";
 *
 * const offer = defineLifecycle({
 *   id: "offer",
 *   version: 1,
 *   initial: "open",
 *   events: { ACCEPT: {} },
 *   states: { open: { on: { ACCEPT: { target: "won" } } }, won: { final: true } },
 * });
 * assert.match(toDot(offer), /"open" -> "won" \[label="ACCEPT"\];/);
 * ```
 * @since 0.1.0
 */
export function toDot(lifecycle: Lifecycle, options: DiagramOptions = {}): string {
  const drawing = drawingOf(lifecycle);
  const record = expectRecord(options, "options", ["stays"]);
  const stays = expectBoolean(record["stays"] ?? true, "options.stays");
  const states = new Map(drawing.all.map((state) => [state.path, state]));
  const arrows = drawing.steps
    .filter((step) => stays || !step.stays)
    .map((step) => {
      const [tail, head] = [nodeOf(states, step.source), nodeOf(states, step.target)];
      const style = step.cause === "deadline" ? ", style=dashed" : "";
      const isCompound = (path: string): boolean => states.get(path)?.initial !== null;
      const from = isCompound(step.source) ? `, ltail=${quoted(`cluster ${step.source}`)}` : "";
      const to = isCompound(step.target) ? `, lhead=${quoted(`cluster ${step.target}`)}` : "";
      return `  ${quoted(tail)} -> ${quoted(head)} [label=${quoted(labelOf(step))}${style}${from}${to}];`;
    });
  return `${[
    `digraph ${quoted(drawing.id)} {`,
    "  compound=true;",
    "  rankdir=LR;",
    "  node [shape=box, style=rounded];",
    '  __start [shape=point, label=""];',
    ...drawing.states.flatMap((state) => lines(state, "  ")),
    `  __start -> ${quoted(nodeOf(states, drawing.initial))};`,
    ...arrows,
    "}",
  ].join("\n")}\n`;
}

/** A lifecycle, and a log of one, as Mermaid text. */
import {
  atIndex,
  expectArray,
  expectBoolean,
  expectRecord,
  expectString,
} from "../../values/plain.js";
import { instant } from "../../values/instant.js";
import type { Lifecycle } from "../lifecycle.js";
import type { RecordedEvent } from "../model.js";
import { drawingOf, labelOf } from "./drawing.js";
import type { Drawing, DrawnState } from "./drawing.js";

/**
 * What is drawn.
 *
 * @since 0.1.0
 */
export interface DiagramOptions {
  /** Events that leave the state as it is, as loops; drawn unless false. */
  readonly stays?: boolean;
}

/** Words that begin something else in a Mermaid state diagram. */
const RESERVED: ReadonlySet<string> = /* @__PURE__ */ new Set([
  "state",
  "note",
  "end",
  "direction",
  "class",
  "classdef",
  "style",
  "default",
  "as",
  "statediagram",
]);

/** Ids that Mermaid takes: the name where it is a plain word of its own, `s7` otherwise. */
function idsOf({ all }: Drawing): ReadonlyMap<string, string> {
  const names = new Map<string, number>();
  for (const { name } of all) names.set(name, (names.get(name) ?? 0) + 1);
  return new Map(
    all.map(({ path, name }, index) => {
      const isPlain = /^[A-Za-z][A-Za-z0-9_]*$/.test(name) && !/^s[0-9]+$/.test(name);
      const isOwn = names.get(name) === 1 && !RESERVED.has(name.toLowerCase());
      return [path, isPlain && isOwn ? name : `s${String(index)}`];
    }),
  );
}

/** Text that stands for itself in a label: what Mermaid would read becomes an entity. @internal */
export function mermaidText(text: string): string {
  return text
    .replace(/[\r\n\t]+/g, " ")
    .replace(/[#;"<>{}|\\`%:]/g, (character) => `#${String(character.charCodeAt(0))};`);
}

function stateLines(
  state: DrawnState,
  ids: ReadonlyMap<string, string>,
  indent: string,
): readonly string[] {
  const id = ids.get(state.path) ?? state.path;
  const title = id === state.name ? [] : [`${indent}state "${mermaidText(state.name)}" as ${id}`];
  const end = state.isFinal ? [`${indent}${id} --> [*]`] : [];
  if (state.children.length === 0) {
    return title.length + end.length === 0 ? [`${indent}${id}`] : [...title, ...end];
  }
  const first =
    state.initial === null ? [] : [`${indent}  [*] --> ${ids.get(state.initial) ?? ""}`];
  const inner = state.children.flatMap((child) => stateLines(child, ids, `${indent}  `));
  return [...title, `${indent}state ${id} {`, ...first, ...inner, `${indent}}`];
}

/**
 * A lifecycle as a Mermaid state diagram: states inside states, events with their guards and
 * roles, deadlines with their waits. Names that Mermaid could not take get an id and keep their
 * name as a title.
 *
 * @see https://mermaid.js.org/syntax/stateDiagram.html
 * @throws ClienteleError `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { defineLifecycle, toMermaid } from "clientele/lifecycle";
 *
 * const offer = defineLifecycle({
 *   id: "offer",
 *   version: 1,
 *   initial: "open",
 *   events: { ACCEPT: {} },
 *   states: {
 *     open: {
 *       on: { ACCEPT: { target: "won", roles: ["client"] } },
 *       deadlines: [{ id: "expiry", after: "P30D", target: "lost" }],
 *     },
 *     won: { final: true },
 *     lost: { final: true },
 *   },
 * });
 * assert.equal(
 *   toMermaid(offer),
 *   `stateDiagram-v2
 *   [*] --> open
 *   open
 *   won --> [*]
 *   lost --> [*]
 *   open --> won : ACCEPT (client)
 *   open --> lost : expiry#58; after P30D
 * `,
 * );
 * ```
 * @since 0.1.0
 */
export function toMermaid(lifecycle: Lifecycle, options: DiagramOptions = {}): string {
  const drawing = drawingOf(lifecycle);
  const record = expectRecord(options, "options", ["stays"]);
  const stays = expectBoolean(record["stays"] ?? true, "options.stays");
  const ids = idsOf(drawing);
  const id = (path: string): string => ids.get(path) ?? path;
  const states = drawing.states.flatMap((state) => stateLines(state, ids, "  "));
  const steps = drawing.steps
    .filter((step) => stays || !step.stays)
    .map((step) => `  ${id(step.source)} --> ${id(step.target)} : ${mermaidText(labelOf(step))}`);
  return `${["stateDiagram-v2", `  [*] --> ${id(drawing.initial)}`, ...states, ...steps].join("\n")}\n`;
}

/**
 * A log as a Mermaid timeline: a section for each state, with the events on the way by day.
 *
 * @see https://mermaid.js.org/syntax/timeline.html
 * @throws ClienteleError `schema.*`, `date.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { clientLifecycle, start, toMermaidTimeline, transition } from "clientele/lifecycle";
 *
 * const client = clientLifecycle();
 * const lead = start(client, { at: "2026-01-05T00:00:00.000Z" });
 * const by = { id: "ada" };
 * const { events } = transition(client, lead, { type: "ORDERED", id: "E-1" }, { at: "2026-02-02T00:00:00.000Z", by });
 * assert.equal(
 *   toMermaidTimeline(events, { title: "Acme" }),
 *   `timeline
 *   title Acme
 *   section active
 *     2026-02-02 : ORDERED by ada
 * `,
 * );
 * ```
 * @since 0.1.0
 */
export function toMermaidTimeline(
  log: readonly RecordedEvent[],
  options: { readonly title?: string } = {},
): string {
  const record = expectRecord(options, "options", ["title"]);
  const lines = ["timeline"];
  if (record["title"] !== undefined) {
    lines.push(`  title ${mermaidText(expectString(record["title"], "options.title", 500))}`);
  }
  let state: string | undefined;
  expectArray(log, "log").forEach((item, index) => {
    const path = atIndex("log", index);
    const event = expectRecord(item, path);
    const text = (key: string): string =>
      mermaidText(expectString(event[key], `${path}.${key}`, 500));
    const to = text("to");
    if (to !== state) lines.push(`  section ${to}`);
    state = to;
    const day = instant(event["at"] as string, `${path}.at`).slice(0, 10);
    lines.push(`    ${day} : ${text("type")} by ${text("by")}`);
  });
  return `${lines.join("\n")}\n`;
}

/** A lifecycle as SCXML, the W3C's notation of state charts. */
import { parseDuration } from "../../values/duration.js";
import type { Lifecycle } from "../lifecycle.js";
import type { DeadlineRule } from "../model.js";
import { drawingOf } from "./drawing.js";
import type { Drawing, DrawnState, DrawnStep } from "./drawing.js";

const NAMESPACE = "urn:clientele:scxml";

function attribute(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replace(/[\t\n\r]/g, (character) => `&#${String(character.charCodeAt(0))};`);
}

/** An XML name: what is no letter, digit, point, hyphen or underscore is written as its code. */
function nameOf(path: string): string {
  const safe = path.replace(
    /[^A-Za-z0-9._-]/gu,
    (character) => `_x${(character.codePointAt(0) ?? 0).toString(16)}_`,
  );
  return /^[A-Za-z_]/.test(safe) ? safe : `_${safe}`;
}

function list(values: readonly string[], name: string): string {
  return values.length === 0 ? "" : ` clientele:${name}="${attribute(values.join(" "))}"`;
}

function eventName(step: DrawnStep): string {
  return step.cause === "event"
    ? nameOf(step.trigger)
    : `deadline.${nameOf(step.source)}.${nameOf(step.trigger)}`;
}

function transitionLine(step: DrawnStep, indent: string): string {
  const target = step.stays ? "" : ` target="${nameOf(step.target)}"`;
  const guards = list(step.guards.map(nameOf), "guards");
  const roles = list(step.roles.map(nameOf), "roles");
  return `${indent}<transition event="${attribute(eventName(step))}"${target}${guards}${roles}/>`;
}

/** A wait of whole milliseconds can be said as a delay; months and anchors only as an attribute. */
function sendLines(step: DrawnStep, indent: string): readonly string[] {
  const { after, from, businessDays } = step.rule as DeadlineRule;
  const { months, days, milliseconds } = parseDuration(after);
  const isPlain = months === 0 && from === undefined && businessDays !== true;
  const delay = isPlain ? ` delay="${String((days * 86_400_000 + milliseconds) / 1000)}s"` : "";
  const start = from === undefined ? "" : ` clientele:from="${attribute(from)}"`;
  const id = eventName(step);
  const business = businessDays === true ? ' clientele:businessDays="true"' : "";
  return [
    `${indent}<onentry>`,
    `${indent}  <send id="${attribute(id)}" event="${attribute(id)}"${delay} clientele:after="${attribute(after)}"${start}${business}/>`,
    `${indent}</onentry>`,
    `${indent}<onexit>`,
    `${indent}  <cancel sendid="${attribute(id)}"/>`,
    `${indent}</onexit>`,
  ];
}

function stateLines(state: DrawnState, drawing: Drawing, indent: string): readonly string[] {
  const id = nameOf(state.path);
  if (state.isFinal) return [`${indent}<final id="${id}"/>`];
  const own = drawing.steps.filter((step) => step.source === state.path);
  const initial = state.initial === null ? "" : ` initial="${nameOf(state.initial)}"`;
  return [
    `${indent}<state id="${id}"${initial}${list(state.tags, "tags")}>`,
    ...own
      .filter(({ cause }) => cause === "deadline")
      .flatMap((step) => sendLines(step, `${indent}  `)),
    ...own.map((step) => transitionLine(step, `${indent}  `)),
    ...state.children.flatMap((child) => stateLines(child, drawing, `${indent}  `)),
    `${indent}</state>`,
  ];
}

/**
 * A lifecycle as an SCXML document. Events, targets, final states and nesting are SCXML's own;
 * deadlines are delayed events; what SCXML cannot say without a data model (names of guards,
 * roles, waits in months or from a date) stands in attributes of a namespace of its own.
 *
 * @see https://www.w3.org/TR/scxml/
 * @throws ClienteleError `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { defineLifecycle, toScxml } from "clientele/lifecycle";
 *
 * const offer = defineLifecycle({
 *   id: "offer",
 *   version: 1,
 *   initial: "open",
 *   events: { ACCEPT: {} },
 *   states: { open: { on: { ACCEPT: { target: "won" } } }, won: { final: true } },
 * });
 * assert.match(toScxml(offer), /<transition event="ACCEPT" target="won"\/>/);
 * ```
 * @since 0.1.0
 */
export function toScxml(lifecycle: Lifecycle): string {
  const drawing = drawingOf(lifecycle);
  const head = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<scxml xmlns="http://www.w3.org/2005/07/scxml" xmlns:clientele="${NAMESPACE}" version="1.0" datamodel="null" name="${nameOf(drawing.id)}" initial="${nameOf(drawing.initial)}">`,
  ];
  const states = drawing.states.flatMap((state) => stateLines(state, drawing, "  "));
  return `${[...head, ...states, "</scxml>"].join("\n")}\n`;
}

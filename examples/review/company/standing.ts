/**
 * Where the host itself keeps the client's place in its lifecycle: leads and prospects before
 * their first order, key accounts that the director named, clients that were blocked.
 * All other clients' places follow from their orders.
 */
import { advance, clientLifecycle, start, transition } from "clientele/lifecycle";
import type { ClientContext, ClientEvent, ClientLifecycleOptions, ClientState, LifecycleState } from "clientele/lifecycle";
import { addDays, compareDates } from "clientele/values";
import type { CalendarDate } from "clientele/values";

import { isBuyer } from "./clients.js";
import type { Client } from "./clients.js";
import type { PlacedOrder } from "./orders.js";
import { hasStoppedPaying } from "./payments.js";
import { randomOf } from "./random.js";

export const waits: ClientLifecycleOptions = { atRiskAfter: "P90D", dormantAfter: "P180D", lostAfter: "P365D" };

const lifecycle = clientLifecycle(waits);
const DIRECTOR = { id: "odile", roles: ["sales-director"] };

interface Dated {
  readonly on: CalendarDate;
  readonly event: ClientEvent;
}

function firstSteps(client: Client): readonly Dated[] {
  const random = randomOf(`first steps of ${client.id}`);
  const { course, since } = client;
  const contacted = addDays(since, random.whole(3, 20));
  const qualified = addDays(contacted, random.whole(5, 25));
  const negotiated = addDays(qualified, random.whole(5, 25));
  const channel = random.pick(["phone", "visit", "email"]);
  const steps: Dated[] = [];
  if (course !== "lead") steps.push({ on: contacted, event: { type: "CONTACTED", payload: { channel } } });
  if (course === "qualified" || course === "negotiating") steps.push({ on: qualified, event: { type: "QUALIFIED" } });
  if (course === "negotiating") steps.push({ on: negotiated, event: { type: "NEGOTIATED" } });
  return steps;
}

/** The largest, whom the director made key accounts in January. */
export function isKeyAccount({ size, course, sameAs }: Client): boolean {
  return size === 24 && sameAs === null && ["steady", "growing", "shrinking", "silent"].includes(course);
}

/** Blocked by the credit controller: nothing is paid since summer, and nobody answers. */
export function isBlocked(client: Client): boolean {
  return hasStoppedPaying(client) && randomOf(`block of ${client.id}`).chance(0.4);
}

function eventsOf(client: Client, orders: readonly PlacedOrder[]): readonly Dated[] {
  const ordered = orders.map(
    ({ id, invoicedOn }): Dated => ({ on: invoicedOn, event: { type: "ORDERED", id, payload: { order: id } } }),
  );
  const named: readonly Dated[] = isKeyAccount(client) ? [{ on: "2025-01-15", event: { type: "PROMOTED" } }] : [];
  const blocked: readonly Dated[] = isBlocked(client)
    ? [{ on: "2026-10-12", event: { type: "BLOCKED", payload: { reason: "nothing paid since summer" } } }]
    : [];
  return [...ordered, ...named, ...blocked].sort((a, b) => compareDates(a.on, b.on));
}

/** The place that the host keeps; null where the orders say it all. */
export function standingOf(
  client: Client,
  orders: readonly PlacedOrder[],
  asOf: CalendarDate,
): LifecycleState<ClientState, ClientContext> | null {
  const isKept = !isBuyer(client) || isKeyAccount(client) || isBlocked(client);
  if (!isKept || client.since > asOf) return null;
  const events = isBuyer(client) ? eventsOf(client, orders) : firstSteps(client);
  const at = (day: CalendarDate): string => `${day}T00:00:00.000Z`;
  let state = start(lifecycle, { at: at(client.since) });
  for (const { on, event } of events) {
    if (on > asOf) break;
    const step = transition(lifecycle, state, event, { at: at(on), by: DIRECTOR });
    // A blocked client's orders, and a promotion of one at risk, change nothing.
    state = step.ok ? step.state : advance(lifecycle, state, at(on)).state;
  }
  return state;
}

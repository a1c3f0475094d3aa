/** Deals through the stages of the sale, and what past ones teach about open ones. */
import type { LifecycleHistory } from "clientele/lifecycle";
import type { AccountDeal } from "clientele/review";
import { addDays } from "clientele/values";
import type { CalendarDate } from "clientele/values";

import { CLIENTS } from "./clients.js";
import type { Client } from "./clients.js";
import { euros } from "./euros.js";
import { randomOf } from "./random.js";

export const WON = "won";
const STAGES = ["enquiry", "offer", "negotiation"] as const;

interface Move {
  readonly to: string;
  readonly on: CalendarDate;
}

/** A deal with all that became of it. */
export interface DealHistory {
  readonly id: string;
  readonly cents: number;
  readonly openedOn: CalendarDate;
  /** In the order of time; the last is `won` or `lost`. */
  readonly moves: readonly Move[];
}

const DEALS_FROM: CalendarDate = "2025-01-06";

function movesOf(openedOn: CalendarDate, chance: number, name: string): readonly Move[] {
  const random = randomOf(name);
  const moves: Move[] = [];
  let day = openedOn;
  for (const stage of STAGES.slice(1)) {
    day = addDays(day, random.whole(8, 40));
    if (random.chance(0.15)) return [...moves, { to: "lost", on: day }];
    moves.push({ to: stage, on: day });
  }
  day = addDays(day, random.whole(10, 60));
  return [...moves, { to: random.chance(chance) ? WON : "lost", on: day }];
}

/** Every deal of a client. Those before their first order have one as a rule. */
export function dealHistoriesOf(client: Client): readonly DealHistory[] {
  const random = randomOf(`deals of ${client.id}`);
  const isBefore = ["qualified", "negotiating"].includes(client.course);
  if (["lead", "prospect"].includes(client.course)) return [];
  const count = isBefore ? 1 : random.whole(0, 3);
  const chance = client.manager === "claire" ? 0.8 : client.manager === "djamel" ? 0.5 : 0.65;
  return Array.from({ length: count }, (_, place) => {
    const openedOn = isBefore ? addDays("2026-09-01", random.whole(0, 50)) : addDays(DEALS_FROM, random.whole(0, 660));
    const id = `D-${client.id.slice(2)}-${String(place + 1)}`;
    const cents = client.size * random.whole(8, 40) * 10_000;
    return { id, cents, openedOn, moves: movesOf(openedOn, chance, `course of ${id}`) };
  });
}

/** A deal as it stood on a day. */
function dealOn({ id, cents, openedOn, moves }: DealHistory, asOf: CalendarDate): AccountDeal {
  const last = moves.findLast(({ on }) => on <= asOf);
  const state = last?.to ?? STAGES[0];
  const enteredOn = last?.on ?? openedOn;
  const deal = { id, state, amount: euros(cents), openedOn, enteredOn };
  if (state === WON || state === "lost") return { ...deal, closedOn: enteredOn, outcome: state };
  return { ...deal, closesOn: addDays(openedOn, 90) };
}

/** The deals of a client up to a day; those of one client in ten are in nobody's system. */
export function dealsOf(client: Client, asOf: CalendarDate): readonly AccountDeal[] | null {
  if (randomOf(`system of ${client.id}`).chance(0.1)) return null;
  return dealHistoriesOf(client)
    .filter(({ openedOn }) => openedOn <= asOf)
    .map((deal) => dealOn(deal, asOf));
}

/** The histories of all deals as they stood on a day, from which chances and times are estimated. */
export function salesHistories(asOf: CalendarDate): readonly LifecycleHistory[] {
  const instant = (day: CalendarDate): string => `${day}T00:00:00.000Z`;
  return CLIENTS.flatMap(dealHistoriesOf)
    .filter(({ openedOn }) => openedOn < asOf)
    .map(({ id, openedOn, moves }) => ({
      id,
      initial: STAGES[0],
      begunAt: instant(openedOn),
      moves: moves.filter(({ on }) => on <= asOf).map(({ to, on }) => ({ to, at: instant(on) })),
      until: instant(asOf),
    }));
}

/** What the managers have done lately: it is not proposed again at once. */
import type { ActionTaken } from "clientele/review";
import { addDays } from "clientele/values";
import type { CalendarDate } from "clientele/values";

import type { Client } from "./clients.js";
import { randomOf } from "./random.js";

const RULES = ["collect-overdue", "make-contact", "call-account-at-risk", "offer-next-bonus-band", "settle-complaint", "remind-before-risk"];

export function actionsTakenOf(client: Client, asOf: CalendarDate): readonly ActionTaken[] {
  const random = randomOf(`deeds for ${client.id}`);
  const count = random.chance(0.5) ? random.whole(1, 3) : 0;
  return Array.from({ length: count }, () => ({ rule: random.pick(RULES), on: addDays("2026-06-01", random.whole(0, 160)) })).filter(
    ({ on }) => on <= asOf,
  );
}

/** Who was called, written to and visited, and who may be. */
import type { AccountContacts, ContactMade } from "clientele/review";
import { addDays } from "clientele/values";
import type { CalendarDate } from "clientele/values";

import type { Client } from "./clients.js";
import { randomOf } from "./random.js";
import type { Random } from "./random.js";

const CONTACTS_FROM: CalendarDate = "2025-06-01";

function contactsMade(client: Client, asOf: CalendarDate, random: Random): readonly ContactMade[] {
  const every = client.size >= 8 ? random.whole(17, 26) : random.whole(28, 80);
  const isNeglected = random.chance(0.15);
  const last = isNeglected ? addDays("2026-03-01", random.whole(0, 60)) : asOf;
  const begin = client.since > CONTACTS_FROM ? client.since : CONTACTS_FROM;
  const made: ContactMade[] = [];
  for (let day = addDays(begin, random.whole(0, every)); day <= last; day = addDays(day, random.whole(Math.round(every / 2), every + 12))) {
    const channel = random.pick(client.size >= 5 ? ["visit", "phone", "email"] : ["phone", "email", "email"]);
    if (day <= asOf) made.push({ on: day, channel, answered: random.chance(0.7) });
  }
  return made;
}

/** The contacts of a client; one manager in twelve cases keeps them in a notebook. */
export function contactsOf(client: Client, asOf: CalendarDate): AccountContacts | null {
  const random = randomOf(`contacts of ${client.id}`);
  if (random.chance(0.08)) return null;
  const grantedOn = addDays(client.since, random.whole(0, 30));
  const hasConsent = random.chance(0.8);
  const withdrawn = hasConsent && random.chance(0.05) ? { withdrawnOn: addDays(grantedOn, 200) } : {};
  return {
    made: contactsMade(client, asOf, random),
    since: client.since,
    ...(hasConsent ? { consents: [{ channel: "email", grantedOn, ...withdrawn }] } : {}),
    ...(random.chance(0.3) ? { preferredChannels: [random.pick(["phone", "email", "visit"])] } : {}),
    ...(random.chance(0.06) ? { quietPeriods: [{ name: "stocktaking", from: "2026-10-26", until: "2026-11-14" }] } : {}),
  };
}

/** Reads an account's facts for planning contacts: consents by channel, contacts in order. */
import { dayNumberOf } from "../../values/civil-date.js";
import { fail } from "../../values/errors.js";
import { expectDate } from "../../values/expect-date.js";
import {
  at,
  atIndex,
  expectBoolean,
  expectIdentifier,
  expectArray,
  expectRecord,
  orUsual,
} from "../../values/plain.js";
import type { UnknownRecord } from "../../values/plain.js";
import { readQuietPeriods } from "./quiet-periods.js";
import type { QuietDays } from "./quiet-periods.js";

/** A contact by its day number. @internal */
export interface ReadContact {
  readonly day: number;
  readonly channel: string;
  readonly answered: boolean;
  readonly campaign: string | null;
}

/** Days on which consents began and ended, each by day. @internal */
export interface ChannelConsent {
  readonly granted: readonly number[];
  readonly withdrawn: readonly number[];
}

/** An account, checked. @internal */
export interface ReadContactAccount {
  readonly id: string;
  readonly class: string | null;
  readonly state: string | null;
  readonly segment: string | null;
  readonly manager: string | null;
  readonly preferredChannels: readonly string[];
  readonly since: number | null;
  /** By day, then channel. */
  readonly contacts: readonly ReadContact[];
  readonly consents: ReadonlyMap<string, ChannelConsent>;
  readonly quiet: QuietDays;
  readonly facts: UnknownRecord;
}

const KEYS = [
  "id",
  "class",
  "state",
  "segment",
  "manager",
  "preferredChannels",
  "since",
  "contacts",
  "consents",
  "quietPeriods",
  "facts",
];
const CONTACTS_MAX = 100_000;
const LIST_MAX = 10_000;

function readDay(value: unknown, path: string): number {
  return dayNumberOf(expectDate(value, path));
}

function readContact(value: unknown, path: string, today: number): ReadContact {
  const record = expectRecord(value, path, ["on", "channel", "answered", "campaign"]);
  const day = readDay(record["on"], at(path, "on"));
  if (day > today) {
    fail("review.future_date", at(path, "on"), "a day up to that of the plan", record["on"]);
  }
  const campaign = record["campaign"];
  return {
    day,
    channel: expectIdentifier(record["channel"], at(path, "channel")),
    answered: expectBoolean(orUsual(record["answered"], false), at(path, "answered")),
    campaign: campaign === undefined ? null : expectIdentifier(campaign, at(path, "campaign")),
  };
}

function readConsents(value: unknown, path: string): ReadonlyMap<string, ChannelConsent> {
  const byChannel = new Map<string, { granted: number[]; withdrawn: number[] }>();
  expectArray(value, path, LIST_MAX).forEach((item, index) => {
    const place = atIndex(path, index);
    const record = expectRecord(item, place, ["channel", "grantedOn", "withdrawnOn"]);
    const channel = expectIdentifier(record["channel"], at(place, "channel"));
    const granted = readDay(record["grantedOn"], at(place, "grantedOn"));
    const days = byChannel.get(channel) ?? { granted: [], withdrawn: [] };
    byChannel.set(channel, days);
    days.granted.push(granted);
    const end = record["withdrawnOn"];
    if (end === undefined) return;
    const withdrawn = readDay(end, at(place, "withdrawnOn"));
    if (withdrawn < granted) {
      const expected = "not before the day it was granted";
      fail("review.consent_dates", at(place, "withdrawnOn"), expected, end);
    }
    days.withdrawn.push(withdrawn);
  });
  return byChannel;
}

function compareContacts(a: ReadContact, b: ReadContact): number {
  return a.day - b.day || (a.channel < b.channel ? -1 : a.channel > b.channel ? 1 : 0);
}

/**
 * Reads an account (`schema.*`, `date.*`, `review.future_date`, `review.consent_dates`).
 *
 * @internal
 */
export function readContactAccount(
  value: unknown,
  path: string,
  today: number
): ReadContactAccount {
  const record = expectRecord(value, path, KEYS);
  const word = (key: string): string | null =>
    record[key] === undefined ? null : expectIdentifier(record[key], at(path, key));
  const contactsPath = at(path, "contacts");
  const preferredPath = at(path, "preferredChannels");
  // What is left out is empty; null is not left out.
  const { contacts: made = [], preferredChannels = [], consents = [], facts = {} } = record;
  const contacts = expectArray(made, contactsPath, CONTACTS_MAX).map((item, index) =>
    readContact(item, atIndex(contactsPath, index), today)
  );
  return {
    id: expectIdentifier(record["id"], at(path, "id")),
    class: word("class"),
    state: word("state"),
    segment: word("segment"),
    manager: word("manager"),
    preferredChannels: expectArray(preferredChannels, preferredPath, LIST_MAX).map((item, index) =>
      expectIdentifier(item, atIndex(preferredPath, index))
    ),
    since: record["since"] === undefined ? null : readDay(record["since"], at(path, "since")),
    contacts: contacts.sort(compareContacts),
    consents: readConsents(consents, at(path, "consents")),
    quiet: readQuietPeriods(record["quietPeriods"], at(path, "quietPeriods")),
    facts: expectRecord(facts, at(path, "facts")),
  };
}

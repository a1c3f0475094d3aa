/** The doors of managers' performance. */
import { fail } from "../../values/errors.js";
import { expectDate } from "../../values/expect-date.js";
import {
  at,
  compareText,
  expectIdentifier,
  expectInteger,
  expectArray,
  expectOneOf,
  expectRecord,
} from "../../values/plain.js";
import type { UnknownRecord } from "../../values/plain.js";
import { signOf } from "../../values/scaled.js";
import type { Scaled } from "../../values/scaled.js";
import { Purse } from "../cohorts/amounts.js";
import { readInterval } from "./proportion-interval.js";
import type { ReadInterval } from "./proportion-interval.js";
import { readEach } from "../cohorts/read-each.js";

/** Packed dates of a period, the last not in it. @internal */
export interface Span {
  readonly from: number;
  readonly until: number;
}

/** @internal */
export interface ReadManagerOptions {
  readonly period: Span;
  readonly base: Span;
  readonly asOf: number;
  readonly purse: Purse;
  readonly interval: ReadInterval;
  readonly trialsMin: number;
}

/** @internal */
export interface ReadDeal {
  readonly manager: string;
  readonly account: string;
  readonly isWon: boolean;
  readonly closedOn: number;
  readonly segment: string | null;
}

/** @internal */
export interface ReadSale {
  readonly account: string;
  readonly date: number;
  readonly amount: Scaled;
  readonly list: Scaled | null;
}

/** @internal */
export interface ReadContact {
  readonly manager: string;
  readonly dueOn: number;
  readonly madeOn: number | null;
}

/** @internal */
export interface ReadManagerFacts {
  /** Targets by manager, in the order of the ids. */
  readonly targets: ReadonlyMap<string, Scaled | null>;
  /** Manager of each account. */
  readonly managerOf: ReadonlyMap<string, string>;
  readonly deals: readonly ReadDeal[];
  readonly sales: readonly ReadSale[];
  readonly contacts: readonly ReadContact[];
}

/** Whether a packed date is in a span. @internal */
export function isIn({ from, until }: Span, date: number): boolean {
  return date >= from && date < until;
}

function readSpan(value: unknown, path: string): Span {
  const record = expectRecord(value, path, ["from", "until"]);
  const from = expectDate(record["from"], at(path, "from"));
  const until = expectDate(record["until"], at(path, "until"));
  if (until <= from) {
    fail("date.range_reversed", at(path, "until"), "a day after the first", record["until"]);
  }
  return { from, until };
}

/** Demands options. @internal */
export function readManagerOptions(options: unknown): ReadManagerOptions {
  const keys = ["period", "basePeriod", "asOf", "currency", "policy"];
  const record = expectRecord(options, "options", keys);
  const period = readSpan(record["period"], "period");
  const base = readSpan(record["basePeriod"], "basePeriod");
  if (base.until > period.from) {
    fail(
      "date.range_reversed",
      "basePeriod.until",
      "a base before the period",
      record["basePeriod"],
    );
  }
  const policyKeys = ["confidence", "method", "trialsMin"];
  const policy = expectRecord(record["policy"] ?? {}, "policy", policyKeys);
  const { trialsMin = 1, ...interval } = policy;
  return {
    period,
    base,
    asOf: expectDate(record["asOf"], "asOf"),
    purse: new Purse(record["currency"]),
    interval: readInterval(interval, "policy", "policy"),
    trialsMin: expectInteger(trialsMin, "policy.trialsMin", 1, 1_000_000),
  };
}

/** Reads a list of records; a list that was left out is empty. */
function readList<T>(
  value: unknown,
  path: string,
  { keys, read }: { keys: readonly string[]; read: (record: UnknownRecord, path: string) => T },
): T[] {
  return readEach(value ?? [], path, (item, place) => read(expectRecord(item, place, keys), place));
}

function expectPast(value: unknown, asOf: number, path: string): number {
  const date = expectDate(value, path);
  if (date > asOf) fail("scoring.future_date", path, "a day up to asOf", value);
  return date;
}

function expectNew(seen: Set<string>, value: unknown, path: string): string {
  const id = expectIdentifier(value, path);
  if (seen.has(id)) fail("scoring.duplicate_id", path, "an id of its own", id);
  seen.add(id);
  return id;
}

function readTargets(value: unknown, purse: Purse): Map<string, Scaled | null> {
  const seen = new Set<string>();
  const read = (record: UnknownRecord, path: string): [string, Scaled | null] => {
    const manager = expectNew(seen, record["manager"], at(path, "manager"));
    if (record["target"] === undefined) return [manager, null];
    const target = purse.read(record["target"], at(path, "target"));
    if (signOf(target) <= 0) {
      fail("scoring.target", at(path, "target.amount"), "a target above zero", "zero or below");
    }
    return [manager, target];
  };
  expectArray(value, "facts.managers", Number.MAX_SAFE_INTEGER);
  const targets = readList(value, "facts.managers", { keys: ["manager", "target"], read });
  return new Map(targets.sort(([a], [b]) => compareText(a, b)));
}

/** Demands facts. @internal */
export function readManagerFacts(
  facts: unknown,
  { asOf, purse }: ReadManagerOptions,
): ReadManagerFacts {
  const names = ["managers", "accounts", "deals", "sales", "contacts"];
  const record = expectRecord(facts, "facts", names);
  const targets = readTargets(record["managers"], purse);
  const managerAt = (value: unknown, path: string): string => {
    const manager = expectIdentifier(value, path);
    if (!targets.has(manager)) fail("scoring.unknown_manager", path, "a manager listed", manager);
    return manager;
  };
  const [accountsSeen, dealsSeen] = [new Set<string>(), new Set<string>()];
  const accounts = readList(record["accounts"], "facts.accounts", {
    keys: ["account", "manager"],
    read: (one, path): [string, string] => [
      expectNew(accountsSeen, one["account"], at(path, "account")),
      managerAt(one["manager"], at(path, "manager")),
    ],
  });
  const deals = readList(record["deals"], "facts.deals", {
    keys: ["deal", "manager", "account", "outcome", "closedOn", "segment"],
    read: (one, path): ReadDeal => {
      expectNew(dealsSeen, one["deal"], at(path, "deal"));
      const { segment } = one;
      return {
        manager: managerAt(one["manager"], at(path, "manager")),
        account: expectIdentifier(one["account"], at(path, "account")),
        isWon: expectOneOf(one["outcome"], at(path, "outcome"), ["won", "lost"]) === "won",
        closedOn: expectPast(one["closedOn"], asOf, at(path, "closedOn")),
        segment: segment === undefined ? null : expectIdentifier(segment, at(path, "segment")),
      };
    },
  });
  const sales = readList(record["sales"], "facts.sales", {
    keys: ["account", "date", "amount", "list"],
    read: (one, path): ReadSale => ({
      account: expectIdentifier(one["account"], at(path, "account")),
      date: expectPast(one["date"], asOf, at(path, "date")),
      amount: purse.read(one["amount"], at(path, "amount")),
      list: one["list"] === undefined ? null : purse.read(one["list"], at(path, "list")),
    }),
  });
  const contacts = readList(record["contacts"], "facts.contacts", {
    keys: ["manager", "dueOn", "madeOn"],
    read: (one, path): ReadContact => ({
      manager: managerAt(one["manager"], at(path, "manager")),
      dueOn: expectDate(one["dueOn"], at(path, "dueOn")),
      madeOn:
        one["madeOn"] === undefined ? null : expectPast(one["madeOn"], asOf, at(path, "madeOn")),
    }),
  });
  return { targets, managerOf: new Map(accounts), deals, sales, contacts };
}

/** From a market document to what can be asked account by account: checked, and by scope. */
import { dayNumberOf } from "../../values/civil-date.js";
import { expectWholeDays } from "../../values/duration.js";
import type { Duration } from "../../values/duration.js";
import { fail, IssueCollector } from "../../values/errors.js";
import { expectDate } from "../../values/expect-date.js";
import {
  at,
  atIndex,
  expectFinite,
  expectGiven,
  expectIdentifier,
  expectArray,
  expectOneOf,
  expectRecord,
  expectString,
} from "../../values/plain.js";
import type { UnknownRecord } from "../../values/plain.js";
import type { CompetitorFact, Market, MarketEntry, SupplierRating, SwotFact } from "./model.js";

/** Entries of a list by what they are about. @internal */
export interface Scoped<T> {
  readonly byAccount: ReadonlyMap<string, readonly T[]>;
  readonly bySegment: ReadonlyMap<string, readonly T[]>;
  readonly everywhere: readonly T[];
}

/**
 * A market ready to be asked. Opaque: store the {@link Market}.
 *
 * @since 0.1.0
 */
export interface MarketPlan {
  readonly kind: "market-plan";
  readonly id: string;
  /** @internal */
  readonly names: ReadonlyMap<string, string | null>;
  /** @internal */
  readonly facts: Scoped<CompetitorFact>;
  /** @internal */
  readonly swot: Scoped<SwotFact>;
  /** @internal */
  readonly ratings: Scoped<SupplierRating>;
  /** @internal */
  readonly maximumAge: Duration | null;
}

const ENTRY_KEYS = ["id", "source", "asOf", "until", "account", "segment"];
const NUMBER_MAX = 1_000_000;
const FACTORS_MAX = 1_000;
const COMPETITORS_MAX = 10_000;

function readEntry(record: UnknownRecord, path: string): void {
  expectString(record["source"], at(path, "source"));
  const from = dayNumberOf(expectDate(record["asOf"], at(path, "asOf")));
  const { until, account, segment } = record;
  if (until !== undefined && dayNumberOf(expectDate(until, at(path, "until"))) <= from) {
    fail("date.range_reversed", at(path, "until"), "a day after that of the entry", until);
  }
  if (account !== undefined) expectIdentifier(account, at(path, "account"));
  if (segment !== undefined) expectIdentifier(segment, at(path, "segment"));
  if (account !== undefined && segment !== undefined) {
    fail("review.market_scope", path, "an account or a segment, not both", segment);
  }
}

function readNumber(value: unknown, path: string): number {
  const number = expectFinite(value, path);
  if (number >= 0 && number <= NUMBER_MAX) return number;
  return fail("schema.range", path, `from 0 to ${String(NUMBER_MAX)}`, number);
}

function expectCompetitor(value: unknown, path: string, known: ReadonlyMap<string, unknown>): void {
  const id = expectIdentifier(value, path);
  if (!known.has(id)) fail("review.unknown_competitor", path, "a competitor of the market", id);
}

type Known = ReadonlyMap<string, string | null>;

function readFact(value: unknown, path: string, known: Known): CompetitorFact {
  const record = expectRecord(value, path, [...ENTRY_KEYS, "competitor", "kind", "text"]);
  readEntry(record, path);
  expectCompetitor(record["competitor"], at(path, "competitor"), known);
  expectOneOf(record["kind"], at(path, "kind"), ["supplies", "bids", "left", "note"]);
  if (record["text"] !== undefined) expectString(record["text"], at(path, "text"));
  return value as CompetitorFact;
}

function readSwot(value: unknown, path: string, known: Known): SwotFact {
  const record = expectRecord(value, path, [...ENTRY_KEYS, "kind", "text", "weight", "competitor"]);
  readEntry(record, path);
  const kinds = ["strength", "weakness", "opportunity", "threat"] as const;
  expectOneOf(record["kind"], at(path, "kind"), kinds);
  expectString(record["text"], at(path, "text"));
  if (record["weight"] !== undefined) readNumber(record["weight"], at(path, "weight"));
  const { competitor } = record;
  if (competitor !== undefined) expectCompetitor(competitor, at(path, "competitor"), known);
  return value as SwotFact;
}

function readMarks(value: unknown, path: string, factors: readonly string[]): string {
  const record = expectRecord(value, path, ["id", "ratings"]);
  const place = at(path, "ratings");
  const ratings = expectRecord(record["ratings"], place, factors);
  for (const factor of factors) {
    const mark = ratings[factor];
    if (mark !== undefined && mark !== null) readNumber(mark, at(place, factor));
  }
  return expectIdentifier(record["id"], at(path, "id"));
}

function readRating(value: unknown, path: string, known: Known): SupplierRating {
  const record = expectRecord(value, path, [...ENTRY_KEYS, "factors", "own", "competitors"]);
  readEntry(record, path);
  const factorsPath = at(path, "factors");
  const seen = new Set<string>();
  const factors = expectArray(record["factors"], factorsPath, FACTORS_MAX).map((item, index) => {
    const place = atIndex(factorsPath, index);
    const factor = expectRecord(item, place, ["id", "weight"]);
    readNumber(factor["weight"], at(place, "weight"));
    return expectOwn(seen, factor["id"], at(place, "id"));
  });
  // Nobody is their own rival.
  const others = new Set([readMarks(record["own"], at(path, "own"), factors)]);
  const othersPath = at(path, "competitors");
  expectArray(record["competitors"], othersPath, COMPETITORS_MAX).forEach((item, index) => {
    const place = atIndex(othersPath, index);
    const id = readMarks(item, place, factors);
    expectCompetitor(id, at(place, "id"), known);
    expectOwn(others, id, at(place, "id"));
  });
  return value as SupplierRating;
}

function expectOwn(seen: Set<string>, value: unknown, path: string): string {
  const id = expectIdentifier(value, path);
  if (seen.has(id)) fail("review.duplicate_id", path, "an id of its own", id);
  seen.add(id);
  return id;
}

function put<T>(groups: Map<string, T[]>, key: string, entry: T): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [entry]);
  else group.push(entry);
}

function scoped<T extends MarketEntry>(entries: readonly T[]): Scoped<T> {
  const byAccount = new Map<string, T[]>();
  const bySegment = new Map<string, T[]>();
  const everywhere: T[] = [];
  for (const entry of entries) {
    if (entry.account !== undefined) put(byAccount, entry.account, entry);
    else if (entry.segment !== undefined) put(bySegment, entry.segment, entry);
    else everywhere.push(entry);
  }
  return { byAccount, bySegment, everywhere };
}

/** Reads one list; the ids of all its entries are their own. */
function readList<T extends MarketEntry>(
  record: UnknownRecord,
  name: "facts" | "swot" | "ratings",
  known: Known,
  issues: IssueCollector,
  read: (value: unknown, path: string, known: Known) => T
): Scoped<T> {
  const seen = new Set<string>();
  const list = issues.attempt(() => expectArray(record[name] ?? [], name)) ?? [];
  const entries = list.flatMap((item, index) => {
    const place = atIndex(name, index);
    const entry = issues.attempt(() => {
      expectOwn(seen, expectRecord(item, place)["id"], at(place, "id"));
      return read(item, place, known);
    });
    return entry ?? [];
  });
  return scoped(entries);
}

function readCompetitors(value: unknown): Known {
  const names = new Map<string, string | null>();
  const seen = new Set<string>();
  expectArray(value, "competitors", COMPETITORS_MAX).forEach((item, index) => {
    const place = atIndex("competitors", index);
    const record = expectRecord(item, place, ["id", "name"]);
    const id = expectOwn(seen, record["id"], at(place, "id"));
    const name = record["name"];
    names.set(id, name === undefined ? null : expectString(name, at(place, "name"), 500));
  });
  return names;
}

/**
 * Checks what is known of a market whole and sorts it by account and segment, for many views;
 * every issue is reported at once, with its path.
 *
 * @throws ClienteleError with all issues: `review.duplicate_id`, `review.unknown_competitor`,
 * `review.market_scope`, `date.*`, `duration.*`, `schema.*`, `id.format`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compileMarket, marketView } from "clientele/review";
 *
 * const plan = compileMarket({ id: "chairs", competitors: [{ id: "rival", name: "Rival Ltd" }] });
 * assert.deepEqual(marketView({ id: "acme" }, plan, "2026-11-23").present, []);
 * ```
 * @since 0.1.0
 */
export function compileMarket(market: Market): MarketPlan {
  const issues = new IssueCollector();
  const keys = ["id", "competitors", "facts", "swot", "ratings", "maximumAge"];
  const record = expectRecord(market, "", keys);
  issues.attempt(() => expectIdentifier(record["id"], "id"));
  const names: Known =
    issues.attempt(() => readCompetitors(record["competitors"])) ?? new Map<string, null>();
  const age = record["maximumAge"];
  if (age !== undefined) issues.attempt(() => expectWholeDays(age as Duration, "maximumAge"));
  const facts = readList(record, "facts", names, issues, readFact);
  const swot = readList(record, "swot", names, issues, readSwot);
  const ratings = readList(record, "ratings", names, issues, readRating);
  issues.throwIfAny();
  const maximumAge = (age ?? null) as Duration | null;
  return { kind: "market-plan", id: market.id, names, facts, swot, ratings, maximumAge };
}

/** The plan of a market, or a plan as it is. @internal */
export function marketPlanOf(market: Market | MarketPlan): MarketPlan {
  expectGiven(market, "market");
  const isPlan = "kind" in market && market.kind === "market-plan" && "names" in market;
  return isPlan ? market : compileMarket(market as Market);
}

/** The market from where one account stands. */
import type { FactType } from "../../conditions/index.js";
import type { CalendarDate } from "../../values/calendar-date.js";
import { addDuration } from "../../values/duration.js";
import { expectDate } from "../../values/expect-date.js";
import {
  at,
  atIndex,
  compareText,
  expectIdentifier,
  expectArray,
  expectRecord,
  orUsual,
} from "../../values/plain.js";
import { marketPlanOf } from "./compile-market.js";
import type { MarketPlan, Scoped } from "./compile-market.js";
import type {
  CompetitorFact,
  CompetitorPresence,
  DroppedEntry,
  Market,
  MarketAccount,
  MarketEntry,
  MarketView,
  RelativeStrength,
  SwotFact,
} from "./model.js";
import { relativeStrength } from "./relative-strength.js";

/**
 * Facts of a market view by dotted name, with their types, for the conditions of rules of
 * action. `market.relativeStrength` and `market.strongestThreat` are missing where not known.
 *
 * @since 0.1.0
 */
export const marketFacts: { readonly [name: string]: FactType } = {
  "market.competitors": "string[]",
  "market.competitorsPresent": "number",
  "market.strengths": "number",
  "market.weaknesses": "number",
  "market.opportunities": "number",
  "market.threats": "number",
  "market.strongestThreat": "string",
  "market.strongestThreatWeight": "number",
  "market.relativeStrength": "number",
};

const SEGMENTS_MAX = 1_000;

interface ReadAccount {
  readonly id: string;
  readonly segments: readonly string[];
}

function readAccount(value: unknown): ReadAccount {
  const record = expectRecord(value, "account", ["id", "segments"]);
  const path = at("account", "segments");
  const segments = expectArray(orUsual(record["segments"], []), path, SEGMENTS_MAX).map((item, index) =>
    expectIdentifier(item, atIndex(path, index))
  );
  return {
    id: expectIdentifier(record["id"], at("account", "id")),
    segments: [...new Set(segments)],
  };
}

/** Nearest scope first: the account, its segments, the market. */
function scopeRank(entry: MarketEntry): number {
  if (entry.account !== undefined) return 0;
  return entry.segment === undefined ? 2 : 1;
}

function concerning<T>(scoped: Scoped<T>, account: ReadAccount): readonly T[] {
  return [
    ...(scoped.byAccount.get(account.id) ?? []),
    ...account.segments.flatMap((segment) => scoped.bySegment.get(segment) ?? []),
    ...scoped.everywhere,
  ];
}

class Freshness {
  readonly dropped: DroppedEntry[] = [];
  readonly #asOf: CalendarDate;
  readonly #maximumAge: string | null;

  constructor(asOf: CalendarDate, plan: MarketPlan) {
    this.#asOf = asOf;
    this.#maximumAge = plan.maximumAge;
  }

  #reason({ asOf, until }: MarketEntry): DroppedEntry["reason"] | null {
    if (asOf > this.#asOf) return "not-yet";
    if (until !== undefined) return until <= this.#asOf ? "over" : null;
    if (this.#maximumAge === null) return null;
    return addDuration(asOf, this.#maximumAge) < this.#asOf ? "stale" : null;
  }

  /** The entries that hold; the others are written down with their reason. */
  keep<T extends MarketEntry>(entries: readonly T[], list: DroppedEntry["list"]): readonly T[] {
    return entries.filter((entry) => {
      const reason = this.#reason(entry);
      if (reason !== null) this.dropped.push({ id: entry.id, list, reason });
      return reason === null;
    });
  }
}

/** Nearest scope first, then latest, then by id. */
function compareEntries(a: MarketEntry, b: MarketEntry): number {
  return scopeRank(a) - scopeRank(b) || compareText(b.asOf, a.asOf) || compareText(a.id, b.id);
}

function presenceOf(
  facts: readonly CompetitorFact[],
  name: string | null
): CompetitorPresence | null {
  const [deciding] = facts.filter(({ kind }) => kind !== "note").sort(compareEntries);
  if (deciding === undefined || deciding.kind === "left" || deciding.kind === "note") return null;
  const { id, competitor, kind } = deciding;
  return {
    competitor,
    name,
    fact: id,
    kind,
    scope: (["account", "segment", "market"] as const)[scopeRank(deciding)] ?? "market",
    others: facts
      .map((fact) => fact.id)
      .filter((other) => other !== id)
      .sort(compareText),
  };
}

function presencesOf(
  plan: MarketPlan,
  facts: readonly CompetitorFact[]
): readonly CompetitorPresence[] {
  const byCompetitor = new Map<string, CompetitorFact[]>();
  for (const fact of facts) {
    const own = byCompetitor.get(fact.competitor);
    if (own === undefined) byCompetitor.set(fact.competitor, [fact]);
    else own.push(fact);
  }
  return [...byCompetitor]
    .sort(([a], [b]) => compareText(a, b))
    .flatMap(([competitor, own]) => presenceOf(own, plan.names.get(competitor) ?? null) ?? []);
}

function ofKind(entries: readonly SwotFact[], kind: SwotFact["kind"]): readonly SwotFact[] {
  return entries
    .filter((entry) => entry.kind === kind)
    .sort((a, b) => (b.weight ?? 1) - (a.weight ?? 1) || compareText(a.id, b.id));
}

function factsOf(view: Omit<MarketView, "facts">): MarketView["facts"] {
  const [threat] = view.threats;
  const { relativeStrength: strength } = view;
  return {
    "market.competitors": view.present.map(({ competitor }) => competitor),
    "market.competitorsPresent": view.present.length,
    "market.strengths": view.strengths.length,
    "market.weaknesses": view.weaknesses.length,
    "market.opportunities": view.opportunities.length,
    "market.threats": view.threats.length,
    ...(threat === undefined
      ? {}
      : {
          "market.strongestThreat": threat.text,
          "market.strongestThreatWeight": threat.weight ?? 1,
        }),
    ...(strength.state === "known" ? { "market.relativeStrength": strength.ratio } : {}),
  };
}

/** By the nearest and latest rating, beside those who are present, or all where none is known. */
function strengthOf(
  plan: MarketPlan,
  account: ReadAccount,
  present: readonly CompetitorPresence[],
  freshness: Freshness
): RelativeStrength {
  const kept = freshness.keep(concerning(plan.ratings, account), "ratings");
  const [rating] = [...kept].sort(compareEntries);
  if (rating === undefined) return { state: "unknown", reason: "no-rating" };
  const there = new Set(present.map(({ competitor }) => competitor));
  const rivals =
    there.size === 0 ? rating.competitors : rating.competitors.filter(({ id }) => there.has(id));
  return relativeStrength(rating, rivals);
}

/**
 * The market from where one account stands, as of a day: which competitors are there, what
 * speaks for and against us, how strong we are beside them, and what was left out as too old,
 * over or not known yet. Entries about the account, its segments and the whole market concern
 * it. O(entries that concern the account, sorted).
 *
 * @throws ClienteleError `date.*`, `schema.*`, `id.format`, and as {@link compileMarket}
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { marketView } from "clientele/review";
 *
 * const seen = { source: "visit", asOf: "2026-09-01" };
 * const text = "Rival delivers next day";
 * const view = marketView(
 *   { id: "acme", segments: ["offices"] },
 *   {
 *     id: "chairs",
 *     competitors: [{ id: "rival", name: "Rival Ltd" }, { id: "other" }],
 *     facts: [
 *       { id: "F-1", competitor: "rival", kind: "supplies", account: "acme", ...seen },
 *       { id: "F-2", competitor: "other", kind: "bids", segment: "schools", ...seen },
 *     ],
 *     swot: [
 *       { id: "S-1", kind: "threat", text, account: "acme", weight: 3, ...seen },
 *       { id: "S-2", kind: "strength", text: "Own repair shop", ...seen, until: "2026-10-01" },
 *     ],
 *   },
 *   "2026-11-23",
 * );
 * assert.deepEqual(view.present.map((one) => one.competitor), ["rival"]);
 * assert.equal(view.facts["market.strongestThreat"], text);
 * assert.deepEqual(view.dropped, [{ id: "S-2", list: "swot", reason: "over" }]);
 * ```
 * @since 0.1.0
 */
export function marketView(
  account: MarketAccount,
  market: Market | MarketPlan,
  asOf: CalendarDate
): MarketView {
  const own = readAccount(account);
  const plan = marketPlanOf(market);
  expectDate(asOf, "asOf");
  const freshness = new Freshness(asOf, plan);
  const present = presencesOf(plan, freshness.keep(concerning(plan.facts, own), "facts"));
  const swot = freshness.keep(concerning(plan.swot, own), "swot");
  const strength = strengthOf(plan, own, present, freshness);
  const view = {
    account: own.id,
    asOf,
    present,
    strengths: ofKind(swot, "strength"),
    weaknesses: ofKind(swot, "weakness"),
    opportunities: ofKind(swot, "opportunity"),
    threats: ofKind(swot, "threat"),
    relativeStrength: strength,
    dropped: freshness.dropped.sort(
      (a, b) => compareText(a.list, b.list) || compareText(a.id, b.id)
    ),
  };
  return { ...view, facts: factsOf(view) };
}

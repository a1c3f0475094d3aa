/**
 * What to offer to each account next, and why.
 *
 * Not here: whom to offer one article to (`audience.ts`).
 */
import { itemAt } from "../../values/invariant.js";
import {
  at,
  atIndex,
  compareText,
  expectIdentifier,
  expectInteger,
  expectArray,
  expectRecord,
} from "../../values/plain.js";
import { adviceOf } from "./offer-advice.js";
import {
  OFFER_KEYS,
  ranksOf,
  readGaps,
  readOfferOptions,
  readOwners,
  readRules,
  rulesThatApply,
} from "./offer-evidence.js";
import type { GapBook, OfferPlan, PeersReason, RuleBook, RuleReason } from "./offer-evidence.js";
import type {
  AccountArticles,
  AccountOffers,
  EvidenceKind,
  NextBestOptions,
  OfferModel,
  ProductOffer,
} from "./offer-model.js";

/** A model, read once; null for evidence that it does not have. @internal */
export interface OfferBooks {
  readonly rules: RuleBook | null;
  readonly gaps: GapBook | null;
}

/** @internal */
export function readModel(model: unknown, plan: OfferPlan): OfferBooks {
  const { rules, gaps } = expectRecord(model, "model", ["rules", "gaps"]);
  return {
    rules: rules === undefined ? null : readRules(rules, plan.liftAbove),
    gaps: gaps === undefined ? null : readGaps(gaps),
  };
}

interface Plan extends OfferPlan {
  readonly offersMax: number;
  readonly notOffered: ReadonlySet<string>;
}

function readNextBestOptions(options: unknown): Plan {
  const keys = [...OFFER_KEYS, "offersMax", "notOffered"];
  const record = expectRecord(options, "options", keys);
  const path = at("options", "notOffered");
  const notOffered = expectArray(record["notOffered"] ?? [], path).map((id, index) =>
    expectIdentifier(id, atIndex(path, index)),
  );
  return {
    ...readOfferOptions(options, keys),
    offersMax: expectInteger(record["offersMax"] ?? 5, at("options", "offersMax"), 1, 1_000),
    notOffered: new Set(notOffered),
  };
}

function offersTo(
  account: string,
  owned: ReadonlySet<string>,
  books: OfferBooks,
  plan: Plan,
): AccountOffers {
  const evidence: EvidenceKind[] = books.rules === null ? [] : ["rules"];
  const gaps = books.gaps?.get(account);
  if (gaps !== undefined) evidence.push("peers");
  const found = new Map<string, { rules: RuleReason[]; peers: PeersReason | undefined }>();
  const isOffered = (article: string): boolean =>
    !plan.notOffered.has(article) && (plan.isFlagging || !owned.has(article));
  const of = (article: string): { rules: RuleReason[]; peers: PeersReason | undefined } => {
    const known = found.get(article) ?? { rules: [], peers: undefined };
    found.set(article, known);
    return known;
  };
  for (const rule of books.rules === null ? [] : rulesThatApply(books.rules, owned)) {
    for (const article of rule.consequent) if (isOffered(article)) of(article).rules.push(rule);
  }
  for (const [article, gap] of gaps ?? []) if (isOffered(article)) of(article).peers = gap;
  const advised = [...found].map(([article, { rules, peers }]) => {
    const isReorder = owned.has(article);
    const own = { kinds: evidence, rules, peers, references: undefined, isReorder };
    return { article, ...adviceOf(own, plan) };
  });
  const kept = advised
    .filter(({ score }) => score >= plan.scoreMin)
    .sort((a, b) => b.score - a.score || compareText(a.article, b.article));
  const ranks = ranksOf(kept.map(({ score }) => score));
  const offers = kept.slice(0, plan.offersMax).map((offer, index): ProductOffer => {
    const { article, ...advice } = offer;
    return { article, rank: itemAt(ranks, index), ...advice };
  });
  const none = owned.size === 0 && gaps === undefined ? "no-articles" : "nothing-applies";
  return {
    account,
    evidence,
    offers,
    found: kept.length,
    reason: offers.length === 0 ? none : null,
  };
}

/**
 * What to offer to each account, the best first, with the reasons: which of its articles led to it
 * by which rule, and how many of its peers buy it. What it has bought already is never offered,
 * unless re-orders are asked for and marked.
 *
 * The score is the weighted mean of the confidence of the best rule and the share of peers, over
 * the kinds of evidence that there are for the account; a kind that says nothing about an article
 * counts as 0 for it. A rule offers each article of its consequent. Rules of one consequent say
 * much the same, so that only the best counts; the others are named. Accounts by id; the order of
 * accounts, articles and rules changes nothing.
 *
 * O(articles bought × rules that begin with them) an account.
 *
 * @throws ClienteleError `scoring.duplicate_id`, `scoring.rule_counts`, `scoring.itemset_empty`,
 * `scoring.weights`, `scoring.share`, `money.*`, `id.format`, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { associationRules, nextBestProducts } from "clientele/scoring";
 *
 * const orders = [["drill", "bits"], ["drill", "bits", "case"], ["saw"], ["saw", "blades"]];
 * const { rules } = associationRules(orders, { countMin: 2 });
 * const [acme, bolt] = nextBestProducts(
 *   [{ id: "acme", articles: ["drill", "saw"] }, { id: "bolt", articles: ["drill", "bits"] }],
 *   { rules },
 * );
 * assert.equal(acme?.offers[0]?.article, "bits");
 * const reason = acme?.offers[0]?.reasons[0];
 * assert.ok(reason?.kind === "rule");
 * assert.deepEqual([reason.antecedent, reason.confidence, reason.counts.both], [["drill"], 1, 2]);
 * assert.deepEqual([bolt?.offers, bolt?.reason], [[], "nothing-applies"]);
 * ```
 * @since 0.1.0
 */
export function nextBestProducts(
  accounts: readonly AccountArticles[],
  model: OfferModel,
  options: NextBestOptions = {},
): readonly AccountOffers[] {
  const owners = readOwners(accounts);
  const plan = readNextBestOptions(options);
  const books = readModel(model, plan);
  return [...owners]
    .sort(([a], [b]) => compareText(a, b))
    .map(([account, owned]) => offersTo(account, owned, books, plan));
}

/** Whom to offer an article to: the audience of a new article or a promotion. */
import { fail } from "../../values/errors.js";
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
import { readModel } from "./next-best-products.js";
import type { OfferBooks } from "./next-best-products.js";
import { adviceOf } from "./offer-advice.js";
import type { Evidence } from "./offer-advice.js";
import {
  OFFER_KEYS,
  ranksOf,
  readOfferOptions,
  readOwners,
  rulesThatApply,
} from "./offer-evidence.js";
import type { OfferPlan } from "./offer-evidence.js";
import type {
  AccountArticles,
  Audience,
  AudienceMember,
  AudienceOptions,
  EvidenceKind,
  OfferModel,
} from "./offer-model.js";

interface Plan extends OfferPlan {
  readonly accountsMax: number;
  /** By code unit; null where none were named. */
  readonly references: readonly string[] | null;
}

function readReferences(value: unknown, article: string): readonly string[] | null {
  if (value === undefined) return null;
  const path = at("options", "references");
  const list = expectArray(value, path).map((id, index) =>
    expectIdentifier(id, atIndex(path, index)),
  );
  const references = [...new Set(list)].sort(compareText);
  if (references.length === 0 || references.includes(article)) {
    fail("scoring.references", path, "at least one article, none of them the one offered", value);
  }
  return references;
}

function readAudienceOptions(options: unknown, article: string): Plan {
  const keys = [...OFFER_KEYS, "accountsMax", "references"];
  const record = expectRecord(options, "options", keys);
  const path = at("options", "accountsMax");
  return {
    ...readOfferOptions(options, keys),
    accountsMax: expectInteger(record["accountsMax"] ?? 100, path, 1, 1_000_000),
    references: readReferences(record["references"], article),
  };
}

/** Only the rules that lead to the article. */
function towards(books: OfferBooks, article: string): OfferBooks {
  if (books.rules === null) return books;
  const byTrigger = new Map<string, readonly number[]>();
  const { rules } = books.rules;
  for (const [trigger, places] of books.rules.byTrigger) {
    const own = places.filter((place) => itemAt(rules, place).consequent.includes(article));
    if (own.length > 0) byTrigger.set(trigger, own);
  }
  return { ...books, rules: { rules, byTrigger } };
}

function evidenceFor(
  article: string,
  [account, owned]: readonly [string, ReadonlySet<string>],
  books: OfferBooks,
  references: readonly string[] | null,
): Evidence {
  const gaps = books.gaps?.get(account);
  const kinds: EvidenceKind[] = [];
  if (books.rules !== null) kinds.push("rules");
  if (gaps !== undefined) kinds.push("peers");
  if (references !== null) kinds.push("references");
  const bought = (references ?? []).filter((one) => owned.has(one));
  const share = bought.length / Math.max(1, references?.length ?? 0);
  return {
    kinds,
    rules: books.rules === null ? [] : rulesThatApply(books.rules, owned),
    peers: gaps?.get(article),
    references: share === 0 ? undefined : { kind: "references", articles: bought, share },
    isReorder: owned.has(article),
  };
}

/**
 * The accounts to offer one article to, the most promising first, each with its reasons: rules
 * that lead to the article, peers that buy it, and, for an article without sales of its own,
 * `references`: articles like it or used with it, of which the account buys a share. Scores as in
 * {@link nextBestProducts}. Accounts that have bought it are left out, or marked by `flag`.
 *
 * @throws ClienteleError `scoring.references`, and as {@link nextBestProducts}
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { audienceOf } from "clientele/scoring";
 *
 * const clients = [
 *   { id: "acme", articles: ["drill", "bits"] },
 *   { id: "bolt", articles: ["drill"] },
 *   { id: "cask", articles: ["paint"] },
 * ];
 * // A new bit set: offered to those who buy drills and bits.
 * const { audience } = audienceOf("bit-set-2", clients, {}, { references: ["drill", "bits"] });
 * assert.deepEqual(audience.map(({ account }) => account), ["acme", "bolt"]);
 * assert.deepEqual(audience.map(({ score }) => score), [1, 0.5]);
 * ```
 * @since 0.1.0
 */
export function audienceOf(
  article: string,
  accounts: readonly AccountArticles[],
  model: OfferModel,
  options: AudienceOptions = {},
): Audience {
  expectIdentifier(article, "article");
  const owners = readOwners(accounts);
  const plan = readAudienceOptions(options, article);
  const books = towards(readModel(model, plan), article);
  const members: Omit<AudienceMember, "rank">[] = [];
  let owning = 0;
  for (const entry of owners) {
    const evidence = evidenceFor(article, entry, books, plan.references);
    owning += Number(evidence.isReorder);
    if (evidence.isReorder && !plan.isFlagging) continue;
    const advice = adviceOf(evidence, plan);
    if (advice.reasons.length === 0 || advice.score < plan.scoreMin) continue;
    members.push({ account: entry[0], ...advice });
  }
  members.sort((a, b) => b.score - a.score || compareText(a.account, b.account));
  const ranks = ranksOf(members.map(({ score }) => score));
  const audience = members.slice(0, plan.accountsMax).map((member, index): AudienceMember => {
    const { account, ...advice } = member;
    return { account, rank: itemAt(ranks, index), ...advice };
  });
  return { article, accounts: owners.size, owners: owning, audience, found: members.length };
}

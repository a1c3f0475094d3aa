/**
 * Gaps: what most of an account's peers buy and it does not.
 *
 * Not here: which gap to close first (`next-best-products.ts`).
 */
import { fail } from "../../values/errors.js";
import { itemAt } from "../../values/invariant.js";
import { make, scaledOf } from "../../values/money.js";
import {
  at,
  atIndex,
  compareText,
  expectIdentifier,
  expectInteger,
  expectArray,
  expectRecord,
} from "../../values/plain.js";
import { addScaled, compareScaled, divideScaled, scaledZero, signOf } from "../../values/scaled.js";
import type { Scaled } from "../../values/scaled.js";
import type { Money } from "../../values/money.js";
import { intervalOf } from "../performance/proportion-interval.js";
import type { AccountGaps, AccountSpend, ArticleGap, GapOptions } from "./gap-model.js";
import { expectShare } from "./options.js";

interface Account {
  readonly id: string;
  readonly segment: string | null;
  /** Sums above zero by article. */
  readonly bought: ReadonlyMap<string, Scaled>;
}

interface Unit {
  readonly currency: string;
  readonly scale: number;
}

interface Book {
  /** By id. */
  readonly accounts: ReadonlyMap<string, Account>;
  /** Null where there is not one amount. */
  readonly unit: Unit | null;
}

function readBook(accounts: unknown): Book {
  const found = new Map<string, Account>();
  let unit: Unit | null = null;
  const list = expectArray(accounts, "accounts", Number.MAX_SAFE_INTEGER);
  for (let index = 0; index < list.length; index += 1) {
    const path = atIndex("accounts", index);
    const record = expectRecord(list[index], path, ["id", "segment", "articles"]);
    const id = expectIdentifier(record["id"], at(path, "id"));
    if (found.has(id)) fail("scoring.duplicate_id", at(path, "id"), "an id of its own", id);
    const { segment } = record;
    const group = segment === null ? null : expectIdentifier(segment, at(path, "segment"));
    const sums = new Map<string, Scaled>();
    const lines = expectArray(record["articles"], at(path, "articles"));
    for (let line = 0; line < lines.length; line += 1) {
      const spot = atIndex(at(path, "articles"), line);
      const one = expectRecord(lines[line], spot, ["article", "amount"]);
      const article = expectIdentifier(one["article"], at(spot, "article"));
      const amount = one["amount"] as Money;
      const exact = scaledOf(amount, at(spot, "amount"));
      unit ??= { currency: amount.currency, scale: exact.scale };
      if (amount.currency !== unit.currency || exact.scale !== unit.scale) {
        const expected = `an amount in ${unit.currency}`;
        fail("money.currency_mismatch", at(spot, "amount.currency"), expected, amount.currency);
      }
      sums.set(article, addScaled(sums.get(article) ?? scaledZero, exact));
    }
    for (const [article, sum] of sums) if (signOf(sum) <= 0) sums.delete(article);
    found.set(id, { id, segment: group, bought: sums });
  }
  return { accounts: found, unit };
}

const INTERVAL = { confidence: 0.95, method: "wilson" } as const;

/** Wilson's score interval at 95 %. */
function shareInterval(successes: number, trials: number): readonly [number, number] {
  const { lower, upper } = intervalOf({ successes, trials }, INTERVAL);
  return [lower, upper];
}

/** What a group spends, article by article, as gaps of one who is compared with `peers` of it. */
function gapsOf(
  group: readonly Account[],
  peers: number,
  unit: Unit,
  shareMin: number,
): ArticleGap[] {
  const spends = new Map<string, Scaled[]>();
  for (const { bought } of group) {
    for (const [article, amount] of bought) {
      const list = spends.get(article);
      if (list === undefined) spends.set(article, [amount]);
      else list.push(amount);
    }
  }
  const say = (value: Scaled, parts: number): Money => {
    const part = divideScaled(value, { units: parts, scale: 0 }, unit.scale, "halfEven");
    return make(part.units, unit.scale, unit.currency);
  };
  const gaps: { readonly gap: ArticleGap; readonly total: Scaled }[] = [];
  for (const [article, amounts] of spends) {
    const buyers = amounts.length;
    // More buyers than peers: the one compared is among them, so that it has no gap.
    if (buyers > peers || buyers / peers < shareMin) continue;
    amounts.sort(compareScaled);
    const total = amounts.reduce(addScaled, scaledZero);
    const middles = addScaled(itemAt(amounts, (buyers - 1) >> 1), itemAt(amounts, buyers >> 1));
    const gap = {
      article,
      buyers,
      peers,
      share: buyers / peers,
      shareInterval: shareInterval(buyers, peers),
      medianSpend: say(middles, 2),
      meanSpend: say(total, buyers),
      expectedSpend: say(total, peers),
    };
    gaps.push({ gap, total });
  }
  gaps.sort(
    (a, b) =>
      compareScaled(b.total, a.total) ||
      b.gap.buyers - a.gap.buyers ||
      compareText(a.gap.article, b.gap.article),
  );
  return gaps.map(({ gap }) => gap);
}

interface Plan {
  readonly peersMin: number;
  readonly shareMin: number;
  readonly gapsMax: number;
  readonly peersOf: ReadonlyMap<string, readonly string[]>;
  readonly accounts: readonly string[] | null;
}

function readId(value: unknown, path: string, { accounts }: Book): string {
  const id = expectIdentifier(value, path);
  if (!accounts.has(id)) fail("scoring.unknown_account", path, "an account given", id);
  return id;
}

function readIds(value: unknown, path: string, book: Book): readonly string[] {
  const seen = new Set<string>();
  for (const [index, item] of expectArray(value, path, Number.MAX_SAFE_INTEGER).entries()) {
    const id = readId(item, atIndex(path, index), book);
    if (seen.has(id)) fail("scoring.duplicate_id", atIndex(path, index), "each account once", id);
    seen.add(id);
  }
  return [...seen];
}

function readPeers(value: unknown, book: Book): Map<string, readonly string[]> {
  const peersOf = new Map<string, readonly string[]>();
  const list = expectArray(value ?? [], at("options", "peersOf"), Number.MAX_SAFE_INTEGER);
  for (const [index, item] of list.entries()) {
    const path = atIndex(at("options", "peersOf"), index);
    const record = expectRecord(item, path, ["account", "peers"]);
    const account = readId(record["account"], at(path, "account"), book);
    if (peersOf.has(account))
      fail("scoring.duplicate_id", at(path, "account"), "each account once", account);
    const peers = readIds(record["peers"], at(path, "peers"), book);
    if (peers.includes(account))
      fail("scoring.own_peer", at(path, "peers"), "other accounts", account);
    peersOf.set(account, peers);
  }
  return peersOf;
}

function readGapOptions(options: unknown, book: Book): Plan {
  const keys = ["peersOf", "accounts", "peersMin", "shareMin", "gapsMax"];
  const record = expectRecord(options, "options", keys);
  const path = at("options", "shareMin");
  const shareMin = expectShare(record["shareMin"] ?? 0.5, path);
  if (shareMin === 0) fail("scoring.share", path, "a share above 0 and up to 1", 0);
  const { accounts } = record;
  return {
    shareMin,
    peersMin: expectInteger(record["peersMin"] ?? 5, at("options", "peersMin"), 1),
    gapsMax: expectInteger(record["gapsMax"] ?? 20, at("options", "gapsMax"), 1, 10_000),
    peersOf: readPeers(record["peersOf"], book),
    accounts: accounts === undefined ? null : readIds(accounts, at("options", "accounts"), book),
  };
}

/** The gaps of an account among those of its group, the largest first. */
function say(
  account: Account,
  candidates: readonly ArticleGap[],
  peers: number,
  gapsMax: number,
): AccountGaps {
  const own = candidates.filter(({ article }) => !account.bought.has(article));
  const first = own[0];
  let sum = scaledZero;
  for (const { expectedSpend } of own)
    sum = addScaled(sum, scaledOf(expectedSpend, "expectedSpend"));
  return {
    state: "known",
    account: account.id,
    peers,
    gaps: own.slice(0, gapsMax),
    found: own.length,
    expectedSpend:
      first === undefined ? null : make(sum.units, sum.scale, first.expectedSpend.currency),
  };
}

/**
 * What the peers of each account buy and it does not: the share of peers that buy, what they spend
 * on it, and how many peers the figures rest on. An article counts as bought where the sum of its
 * amounts is above zero. Peers are the other accounts of the segment, or those named; with fewer
 * than `peersMin` the answer is `not-enough-data`.
 *
 * Means are exact sums divided once, to the minor unit, half to even. By id of the accounts; the
 * order of accounts and lines changes nothing. O(lines + accounts × articles of the segment at
 * the least share).
 *
 * @throws ClienteleError `scoring.duplicate_id`, `scoring.unknown_account`, `scoring.own_peer`,
 * `scoring.share`, `money.currency_mismatch`, `money.*`, `id.format`, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { articleGaps } from "clientele/scoring";
 *
 * const eur = (amount: string) => ({ amount, currency: "EUR" });
 * const shop = (id: string, gloves: string | null) => ({
 *   id,
 *   segment: "retail",
 *   articles: [
 *     { article: "boots", amount: eur("500.00") },
 *     ...(gloves === null ? [] : [{ article: "gloves", amount: eur(gloves) }]),
 *   ],
 * });
 * const [acme] = articleGaps(
 *   [shop("acme", null), shop("bolt", "80.00"), shop("cask", "100.00"), shop("dune", null)],
 *   { peersMin: 3 },
 * );
 * assert.ok(acme?.state === "known");
 * const gap = acme.gaps[0];
 * assert.deepEqual([gap?.article, gap?.buyers, gap?.peers], ["gloves", 2, 3]);
 * assert.equal(gap?.medianSpend.amount, "90.00");
 * assert.equal(gap?.expectedSpend.amount, "60.00"); // 180 of three peers
 * ```
 * @since 0.1.0
 */
export function articleGaps(
  accounts: readonly AccountSpend[],
  options: GapOptions = {},
): readonly AccountGaps[] {
  const book = readBook(accounts);
  const plan = readGapOptions(options, book);
  const segments = new Map<string, Account[]>();
  for (const account of book.accounts.values()) {
    if (account.segment === null) continue;
    const members = segments.get(account.segment);
    if (members === undefined) segments.set(account.segment, [account]);
    else members.push(account);
  }
  const candidates = new Map<string, readonly ArticleGap[]>();
  const gapsIn = (group: readonly Account[], peers: number): readonly ArticleGap[] =>
    book.unit === null ? [] : gapsOf(group, peers, book.unit, plan.shareMin);
  const answer = (account: Account): AccountGaps => {
    const { id, segment } = account;
    const named = plan.peersOf.get(id)?.map((peer) => book.accounts.get(peer) as Account);
    const group = named ?? (segment === null ? [] : segments.get(segment) ?? []);
    const peers = named === undefined ? Math.max(0, group.length - 1) : named.length;
    if (named === undefined && segment === null) {
      return { state: "not-enough-data", account: id, peers, reason: "no-segment" };
    }
    if (peers < plan.peersMin) {
      return { state: "not-enough-data", account: id, peers, reason: "too-few-peers" };
    }
    if (named !== undefined) return say(account, gapsIn(named, peers), peers, plan.gapsMax);
    const known = candidates.get(segment ?? "") ?? gapsIn(group, peers);
    candidates.set(segment ?? "", known);
    return say(account, known, peers, plan.gapsMax);
  };
  const asked = [...(plan.accounts ?? book.accounts.keys())].sort(compareText);
  return asked.map((id) => answer(book.accounts.get(id) as Account));
}

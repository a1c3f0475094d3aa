/** The evidence for offers, read once: rules by what triggers them, gaps by account. */
import { fail } from "../../values/errors.js";
import { itemAt } from "../../values/invariant.js";
import { scaledOf } from "../../values/money.js";
import type { Money } from "../../values/money.js";
import {
  at,
  atIndex,
  expectFinite,
  expectIdentifier,
  expectInteger,
  expectArray,
  expectOneOf,
  expectRecord,
} from "../../values/plain.js";
import { expectRuleCounts, measuresOf } from "./association-measures.js";
import { compareTexts } from "./mine-baskets.js";
import type {
  EvidenceKind,
  OfferContribution,
  OfferReason,
} from "./offer-model.js";
import { expectShare } from "./options.js";
import { readArticles } from "./read-itemsets.js";

/** @internal */
export type RuleReason = Extract<OfferReason, { kind: "rule" }>;
/** @internal */
export type PeersReason = Extract<OfferReason, { kind: "peers" }>;

/** @internal */
export interface OfferPlan {
  readonly liftAbove: number;
  readonly weights: Readonly<Record<EvidenceKind, number>>;
  readonly scoreMin: number;
  readonly reasonsMax: number;
  readonly isFlagging: boolean;
}

/** @internal */
export const OFFER_KEYS: readonly string[] = [
  "liftAbove",
  "weights",
  "scoreMin",
  "reasonsMax",
  "owned",
];

function readWeights(value: unknown): OfferPlan["weights"] {
  const path = at("options", "weights");
  const record = expectRecord(value ?? {}, path, ["rules", "peers", "references"]);
  const weight = (name: EvidenceKind): number => {
    const given = expectFinite(record[name] ?? 1, at(path, name));
    if (given < 0 || given > 1e9) fail("schema.range", at(path, name), "0 to 1 000 000 000", given);
    return given;
  };
  const weights = {
    rules: weight("rules"),
    peers: weight("peers"),
    references: weight("references"),
  };
  if (weights.rules + weights.peers + weights.references === 0) {
    fail("scoring.weights", path, "at least one weight above 0", value);
  }
  return weights;
}

/** Reads what holds for any offer; other members are not looked at. @internal */
export function readOfferOptions(options: unknown, keys: readonly string[]): OfferPlan {
  const record = expectRecord(options, "options", keys);
  const liftPath = at("options", "liftAbove");
  const liftAbove = expectFinite(record["liftAbove"] ?? 1, liftPath);
  if (liftAbove < 0) fail("schema.range", liftPath, "a lift of 0 or more", liftAbove);
  return {
    liftAbove,
    weights: readWeights(record["weights"]),
    scoreMin: expectShare(record["scoreMin"] ?? 0, at("options", "scoreMin")),
    reasonsMax: expectInteger(record["reasonsMax"] ?? 3, at("options", "reasonsMax"), 1, 100),
    isFlagging:
      expectOneOf(record["owned"] ?? "exclude", at("options", "owned"), ["exclude", "flag"]) ===
      "flag",
  };
}

/** Rules from the best to the least: by confidence, lift, count, articles. @internal */
export interface RuleBook {
  readonly rules: readonly RuleReason[];
  /** Places of the rules whose antecedent begins with an article. */
  readonly byTrigger: ReadonlyMap<string, readonly number[]>;
}

function readRule(value: unknown, path: string): RuleReason {
  const record = expectRecord(value, path);
  const antecedent = [...readArticles(record["antecedent"], at(path, "antecedent"))].sort();
  const consequent = [...readArticles(record["consequent"], at(path, "consequent"))].sort();
  const shared = consequent.find((article) => antecedent.includes(article));
  if (shared !== undefined) {
    fail("scoring.duplicate_id", at(path, "consequent"), "articles not in the antecedent", shared);
  }
  const counts = expectRuleCounts(record["counts"], at(path, "counts"));
  const { support, confidence, lift } = measuresOf(counts);
  return { kind: "rule", antecedent, consequent, counts, support, confidence, lift };
}

function compareRules(a: RuleReason, b: RuleReason): number {
  return (
    b.confidence - a.confidence ||
    b.lift - a.lift ||
    b.counts.both - a.counts.both ||
    compareTexts(a.antecedent, b.antecedent) ||
    compareTexts(a.consequent, b.consequent)
  );
}

/** Rules above a lift. @internal */
export function readRules(value: unknown, liftAbove: number): RuleBook {
  const path = at("model", "rules");
  const rules = expectArray(value, path)
    .map((rule, index) => readRule(rule, atIndex(path, index)))
    .filter(({ lift }) => lift > liftAbove)
    .sort(compareRules);
  const byTrigger = new Map<string, number[]>();
  rules.forEach(({ antecedent }, place) => {
    const trigger = itemAt(antecedent, 0);
    const places = byTrigger.get(trigger);
    if (places === undefined) byTrigger.set(trigger, [place]);
    else places.push(place);
  });
  return { rules, byTrigger };
}

/** Rules whose antecedent was bought whole, the best first. @internal */
export function rulesThatApply(book: RuleBook, owned: ReadonlySet<string>): RuleReason[] {
  const places: number[] = [];
  for (const article of owned) {
    for (const place of book.byTrigger.get(article) ?? []) {
      if (itemAt(book.rules, place).antecedent.every((one) => owned.has(one))) places.push(place);
    }
  }
  return places.sort((a, b) => a - b).map((place) => itemAt(book.rules, place));
}

/** Gaps by article, of accounts whose peers are known. @internal */
export type GapBook = ReadonlyMap<string, ReadonlyMap<string, PeersReason>>;

function readGap(value: unknown, path: string): readonly [string, PeersReason] {
  const record = expectRecord(value, path);
  const peers = expectInteger(record["peers"], at(path, "peers"), 1);
  const buyers = expectInteger(record["buyers"], at(path, "buyers"), 1, peers);
  const spend = (name: string): Money => {
    const amount = record[name] as Money;
    scaledOf(amount, at(path, name));
    return amount;
  };
  const reason = {
    kind: "peers" as const,
    buyers,
    peers,
    share: buyers / peers,
    medianSpend: spend("medianSpend"),
    expectedSpend: spend("expectedSpend"),
  };
  return [expectIdentifier(record["article"], at(path, "article")), reason];
}

/** Reads the answer of `articleGaps`. @internal */
export function readGaps(value: unknown): GapBook {
  const path = at("model", "gaps");
  const book = new Map<string, ReadonlyMap<string, PeersReason>>();
  for (const [index, item] of expectArray(value, path, Number.MAX_SAFE_INTEGER).entries()) {
    const spot = atIndex(path, index);
    const record = expectRecord(item, spot);
    const account = expectIdentifier(record["account"], at(spot, "account"));
    const states = ["known", "not-enough-data"] as const;
    if (expectOneOf(record["state"], at(spot, "state"), states) !== "known") continue;
    if (book.has(account))
      fail("scoring.duplicate_id", at(spot, "account"), "an account once", account);
    const gaps = expectArray(record["gaps"], at(spot, "gaps"));
    book.set(
      account,
      new Map(gaps.map((gap, place) => readGap(gap, atIndex(at(spot, "gaps"), place)))),
    );
  }
  return book;
}

/** Reads accounts with what they bought; ids of their own. @internal */
export function readOwners(accounts: unknown): ReadonlyMap<string, ReadonlySet<string>> {
  const owners = new Map<string, ReadonlySet<string>>();
  const list = expectArray(accounts, "accounts", Number.MAX_SAFE_INTEGER);
  for (let index = 0; index < list.length; index += 1) {
    const path = atIndex("accounts", index);
    const record = expectRecord(list[index], path, ["id", "articles"]);
    const name = expectIdentifier(record["id"], at(path, "id"));
    if (owners.has(name)) fail("scoring.duplicate_id", at(path, "id"), "an id of its own", name);
    const bought = expectArray(record["articles"], at(path, "articles"));
    owners.set(
      name,
      new Set(
        bought.map((one, place) => expectIdentifier(one, atIndex(at(path, "articles"), place))),
      ),
    );
  }
  return owners;
}

/** Contributions by the weights of the evidence that there is. @internal */
export function contributionsOf(
  values: readonly (readonly [EvidenceKind, number])[],
  weights: OfferPlan["weights"],
): readonly OfferContribution[] {
  const total = values.reduce((sum, [kind]) => sum + weights[kind], 0);
  return values.map(([kind, value]) => {
    const weight = total === 0 ? 0 : weights[kind] / total;
    return { kind, value, weight, points: value * weight };
  });
}

/** Ranks of scores that fall: equal scores share one. @internal */
export function ranksOf(scores: readonly number[]): readonly number[] {
  const ranks: number[] = [];
  scores.forEach((score, index) => {
    const isTied = index > 0 && scores[index - 1] === score;
    ranks.push(isTied ? itemAt(ranks, index - 1) : index + 1);
  });
  return ranks;
}

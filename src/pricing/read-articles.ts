/** Articles with their units, and hierarchies as ancestors, checked. */
import { fail } from "../values/errors.js";
import type { IssueCollector } from "../values/errors.js";
import {
  at,
  atIndex,
  expectArray,
  expectBoolean,
  expectIdentifier,
  expectInteger,
  expectRecord,
} from "../values/plain.js";
import { scaledFrom, signOf } from "../values/scaled.js";
import type { Scaled } from "../values/scaled.js";
import type { KeyField, PricedArticle } from "./model.js";
import type { ArticlePlan, PricingPlan } from "./plan.js";
import { FIELDS } from "./read-steps.js";

const ARTICLE_KEYS = ["id", "unit", "conversions", "isIndivisible", "weight", "cost"];
const CONVERSIONS_MAX = 100;
const RATIO_MAX = 1_000_000_000;
/** Levels of a hierarchy. */
const LEVELS_MAX = 16;

/** @internal */
export function readArticles(
  value: unknown,
  issues: IssueCollector,
): ReadonlyMap<string, ArticlePlan> {
  const articles = new Map<string, ArticlePlan>();
  if (value === undefined) return articles;
  const given = issues.attempt(() => expectArray(value, "articles")) ?? [];
  given.forEach((one, index) => {
    issues.attempt(() => {
      const path = atIndex("articles", index);
      const article = readArticle(one, path);
      const { id } = article.document;
      if (articles.has(id)) fail("pricing.duplicate_id", at(path, "id"), "an id of its own", id);
      articles.set(id, article);
    });
  });
  return articles;
}

function readArticle(value: unknown, path: string): ArticlePlan {
  const article = expectRecord(value, path, ARTICLE_KEYS);
  expectIdentifier(article["id"], at(path, "id"));
  if (article["isIndivisible"] !== undefined)
    expectBoolean(article["isIndivisible"], at(path, "isIndivisible"));
  const units = new Map<string, { numerator: number; denominator: number }>();
  if (article["unit"] !== undefined) {
    units.set(expectIdentifier(article["unit"], at(path, "unit")), {
      numerator: 1,
      denominator: 1,
    });
  }
  const place = at(path, "conversions");
  expectArray(article["conversions"] ?? [], place, CONVERSIONS_MAX).forEach((one, index) => {
    const spot = atIndex(place, index);
    const ratio = expectRecord(one, spot, ["unit", "numerator", "denominator"]);
    const unit = expectIdentifier(ratio["unit"], at(spot, "unit"));
    if (units.has(unit)) fail("pricing.duplicate_id", at(spot, "unit"), "a unit of its own", unit);
    units.set(unit, {
      numerator: expectInteger(ratio["numerator"], at(spot, "numerator"), 1, RATIO_MAX),
      denominator: expectInteger(ratio["denominator"], at(spot, "denominator"), 1, RATIO_MAX),
    });
  });
  return {
    document: value as PricedArticle,
    units,
    weight: readAmount(article["weight"], at(path, "weight")),
    cost: readAmount(article["cost"], at(path, "cost")),
  };
}

/** @internal */
export function readAmount(value: unknown, path: string): Scaled | null {
  if (value === undefined) return null;
  const amount = scaledFrom(value, "pricing", path);
  if (signOf(amount) < 0) fail("pricing.value", path, "zero or more", value);
  return amount;
}

/** @internal */
export function readHierarchies(value: unknown, issues: IssueCollector): PricingPlan["ancestors"] {
  if (value === undefined) return {};
  const given = issues.attempt(() => expectRecord(value, "hierarchies", FIELDS)) ?? {};
  const ancestors: { [Field in KeyField]?: ReadonlyMap<string, readonly string[]> } = {};
  for (const field of FIELDS) {
    const links = given[field];
    if (links === undefined) continue;
    const read = issues.attempt(() => readHierarchy(links, at("hierarchies", field)));
    if (read !== undefined) ancestors[field] = read;
  }
  return ancestors;
}

function readHierarchy(value: unknown, path: string): ReadonlyMap<string, readonly string[]> {
  const parents = new Map<string, string>();
  expectArray(value, path).forEach((one, index) => {
    const spot = atIndex(path, index);
    const link = expectRecord(one, spot, ["child", "parent"]);
    const child = expectIdentifier(link["child"], at(spot, "child"));
    if (parents.has(child))
      fail("pricing.duplicate_id", at(spot, "child"), "one parent a child", child);
    parents.set(child, expectIdentifier(link["parent"], at(spot, "parent")));
  });
  const chains = new Map<string, readonly string[]>();
  for (const child of parents.keys()) {
    const chain = [child];
    for (let next = parents.get(child); next !== undefined; next = parents.get(next)) {
      if (chain.includes(next)) fail("pricing.hierarchy_cycle", path, "parents that end", next);
      chain.push(next);
      if (chain.length > LEVELS_MAX)
        fail("limits.too_deep", path, `at most ${String(LEVELS_MAX)} levels`, child);
    }
    chains.set(child, chain);
  }
  return chains;
}

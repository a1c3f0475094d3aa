/** The options of itemsets and rules, read once. */
import { fail } from "../../values/errors.js";
import { at, expectFinite, expectInteger, expectOneOf, expectRecord } from "../../values/plain.js";
import type { RuleOrder } from "./model.js";

const SIZE_MAX = 20;
const SIZE_USUAL = 10;
const ITEMSETS_MAX = 10_000_000;
const ITEMSETS_USUAL = 100_000;
const RULES_MAX = 1_000_000;
const RULES_USUAL = 10_000;
const SUPPORT_USUAL = 0.01;
const COUNT_USUAL = 2;
const ORDERS: readonly RuleOrder[] = [
  "lift",
  "confidence",
  "support",
  "leverage",
  "zhang",
  "significance",
];

/** @internal */
export const ITEMSET_KEYS: readonly string[] = [
  "supportMin",
  "countMin",
  "sizeMax",
  "itemsetsMax",
  "overLimit",
];
/** @internal */
export const RULE_KEYS: readonly string[] = [
  "confidenceMin",
  "liftMin",
  "falseDiscoveryMax",
  "antecedentSizeMax",
  "consequentSizeMax",
  "rulesMax",
  "order",
];

/** @internal */
export interface ItemsetPlan {
  readonly supportMin: number;
  readonly countMin: number;
  readonly sizeMax: number;
  readonly itemsetsMax: number;
  readonly isRefusing: boolean;
}

/** @internal */
export interface RulePlan {
  readonly confidenceMin: number;
  readonly liftMin: number;
  readonly falseDiscoveryMax: number;
  readonly antecedentSizeMax: number;
  readonly consequentSizeMax: number;
  readonly rulesMax: number;
  readonly order: RuleOrder;
}

/** Demands a number from 0 to 1 (`schema.type`, `schema.not_finite`, `scoring.share`). @internal */
export function expectShare(value: unknown, path: string): number {
  const share = expectFinite(value, path);
  if (share < 0 || share > 1) fail("scoring.share", path, "a share from 0 to 1", value);
  return share;
}

/** Reads which itemsets are asked for; other members of the record are not looked at. @internal */
export function readItemsetOptions(options: unknown, keys: readonly string[]): ItemsetPlan {
  const record = expectRecord(options, "options", keys);
  const { supportMin, countMin } = record;
  const path = at("options", "supportMin");
  const isUsual = supportMin === undefined && countMin === undefined;
  const share = isUsual ? SUPPORT_USUAL : expectShare(supportMin ?? 0, path);
  if (supportMin !== undefined && share === 0) {
    fail("scoring.share", path, "a share above 0 and up to 1", supportMin);
  }
  const least = countMin ?? (isUsual ? COUNT_USUAL : 1);
  return {
    supportMin: share,
    countMin: expectInteger(least, at("options", "countMin"), 1),
    sizeMax: expectInteger(record["sizeMax"] ?? SIZE_USUAL, at("options", "sizeMax"), 1, SIZE_MAX),
    itemsetsMax: expectInteger(
      record["itemsetsMax"] ?? ITEMSETS_USUAL,
      at("options", "itemsetsMax"),
      1,
      ITEMSETS_MAX,
    ),
    isRefusing:
      expectOneOf(record["overLimit"] ?? "raise-support", at("options", "overLimit"), [
        "raise-support",
        "refuse",
      ]) === "refuse",
  };
}

/** Reads which rules are asked for; other members of the record are not looked at. @internal */
export function readRuleOptions(options: unknown, keys: readonly string[]): RulePlan {
  const record = expectRecord(options, "options", keys);
  const share = (name: string, usual: number): number =>
    expectShare(record[name] ?? usual, at("options", name));
  const size = (name: string): number =>
    expectInteger(record[name] ?? SIZE_MAX, at("options", name), 1, SIZE_MAX);
  const liftPath = at("options", "liftMin");
  const liftMin = expectFinite(record["liftMin"] ?? 0, liftPath);
  if (liftMin < 0) fail("schema.range", liftPath, "a lift of 0 or more", record["liftMin"]);
  const rulesPath = at("options", "rulesMax");
  return {
    confidenceMin: share("confidenceMin", 0.5),
    liftMin,
    falseDiscoveryMax: share("falseDiscoveryMax", 1),
    antecedentSizeMax: size("antecedentSizeMax"),
    consequentSizeMax: size("consequentSizeMax"),
    rulesMax: expectInteger(record["rulesMax"] ?? RULES_USUAL, rulesPath, 1, RULES_MAX),
    order: expectOneOf(record["order"] ?? "lift", at("options", "order"), ORDERS),
  };
}

/**
 * The least count whose share of `baskets` is at least `supportMin`: 7 of 100 for 0.07, where
 * the product 0.07 × 100 would say 8. The quotient of two integers and the literal of a share
 * are both the nearest double, so that equal shares compare equal.
 *
 * @internal
 */
export function leastCount(plan: ItemsetPlan, baskets: number): number {
  if (baskets === 0) return plan.countMin;
  let count = Math.max(1, Math.ceil(plan.supportMin * baskets));
  while (count > 1 && (count - 1) / baskets >= plan.supportMin) count -= 1;
  while (count / baskets < plan.supportMin) count += 1;
  return Math.max(count, plan.countMin);
}

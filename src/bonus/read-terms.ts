/** Numbers, limits, parties, units and forms of payout of an agreement, checked. */
import type { CompiledCondition } from "../conditions/index.js";
import { compileUnknownCondition } from "../conditions/index.js";
import { fail } from "../values/errors.js";
import {
  at,
  atIndex,
  expectArray,
  expectIdentifier,
  expectOneOf,
  expectRecord,
} from "../values/plain.js";
import type { Integer } from "../values/rounding.js";
import {
  addScaled,
  compareScaled,
  fitsScale,
  roundScaled,
  scaledFrom,
  scaledZero,
  signOf,
} from "../values/scaled.js";
import type { Scaled } from "../values/scaled.js";
import { conversionKey } from "./gauge.js";
import type { Conversions } from "./gauge.js";
import type { BonusPayoutForm } from "./model.js";
import { unitsOfMoney } from "./money-units.js";
import type { BonusPlan, LimitUnits } from "./plan.js";

const ONE: Scaled = { units: 1, scale: 0 };
const LEVELS_MAX = 16;
const LIST_MAX = 10_000;

const facts = {
  id: "string",
  date: "date",
  article: "string",
  productGroup: "string",
  productGroups: "string[]",
  party: "string",
  order: "string",
} as const;

/** A condition over the facts of documents. @internal */
export function readEligible(value: unknown, path: string): CompiledCondition | null {
  return value === undefined ? null : compileUnknownCondition(value, { facts, path });
}

/** A number from zero to one (`bonus.share`). @internal */
export function readShare(value: unknown, path: string): Scaled {
  const share = scaledFrom(value, "bonus", path);
  if (signOf(share) < 0 || compareScaled(share, ONE) > 0) {
    fail("bonus.share", path, "a share from 0 to 1", value);
  }
  return share;
}

/** An amount of zero or more at a number of decimals (`bonus.amount`). @internal */
export function readAmount(value: unknown, scale: number, path: string): Integer {
  const amount = scaledFrom(value, "bonus", path);
  if (signOf(amount) < 0) fail("bonus.amount", path, "zero or more", value);
  if (!fitsScale(amount, scale))
    fail("bonus.amount", path, `at most ${String(scale)} decimals`, value);
  return roundScaled(amount, scale, "down").units;
}

/** The least and the most of a bonus (`bonus.limits`). @internal */
export function readLimits(value: unknown, minorUnits: number, path: string): LimitUnits {
  if (value === undefined) return { cap: null, guarantee: null };
  const record = expectRecord(value, path, ["cap", "guarantee"]);
  const limit = (key: "cap" | "guarantee"): Integer | null =>
    record[key] === undefined ? null : readAmount(record[key], minorUnits, at(path, key));
  const [cap, guarantee] = [limit("cap"), limit("guarantee")];
  if (cap !== null && guarantee !== null && guarantee > cap) {
    fail("bonus.limits", at(path, "guarantee"), "at most the cap", record["guarantee"]);
  }
  return { cap, guarantee };
}

/** Parties with their shares (`bonus.duplicate_id`, `bonus.shares`). @internal */
export function readParties(value: unknown): BonusPlan["parties"] {
  if (value === undefined) return null;
  const parties = new Map<string, Scaled | null>();
  expectArray(value, "parties", LIST_MAX).forEach((item, index) => {
    const path = atIndex("parties", index);
    const record = expectRecord(item, path, ["id", "share"]);
    const id = expectIdentifier(record["id"], at(path, "id"));
    if (parties.has(id)) fail("bonus.duplicate_id", at(path, "id"), "an id of its own", id);
    const { share } = record;
    parties.set(id, share === undefined ? null : readShare(share, at(path, "share")));
  });
  if (parties.size === 0) fail("bonus.no_parties", "parties", "at least one party", value);
  const shares = [...parties.values()].filter((share) => share !== null);
  const total = shares.reduce(addScaled, scaledZero);
  if (shares.length > 0 && (shares.length < parties.size || compareScaled(total, ONE) !== 0)) {
    fail("bonus.shares", "parties", "a share for each party, one together, or none", value);
  }
  return parties;
}

/** Each group with all above it (`bonus.hierarchy_cycle`). @internal */
export function readHierarchy(value: unknown): ReadonlyMap<string, readonly string[]> {
  if (value === undefined) return new Map();
  const parents = new Map<string, string>();
  const path = "productHierarchy";
  expectArray(value, path, LIST_MAX).forEach((item, index) => {
    const spot = atIndex(path, index);
    const record = expectRecord(item, spot, ["child", "parent"]);
    const child = expectIdentifier(record["child"], at(spot, "child"));
    if (parents.has(child))
      fail("bonus.duplicate_id", at(spot, "child"), "one parent a child", child);
    parents.set(child, expectIdentifier(record["parent"], at(spot, "parent")));
  });
  const chains = new Map<string, readonly string[]>();
  for (const child of parents.keys()) {
    const chain = [child];
    for (let next = parents.get(child); next !== undefined; next = parents.get(next)) {
      if (chain.includes(next)) fail("bonus.hierarchy_cycle", path, "parents that end", next);
      chain.push(next);
      if (chain.length > LEVELS_MAX) {
        fail("limits.too_deep", path, `at most ${String(LEVELS_MAX)} levels`, child);
      }
    }
    chains.set(child, chain);
  }
  return chains;
}

/** Ratios between units (`bonus.ratio`, `bonus.duplicate_id`). @internal */
export function readConversions(value: unknown): Conversions {
  const ratios = new Map<string, Scaled>();
  if (value === undefined) return ratios;
  expectArray(value, "conversions", LIST_MAX).forEach((item, index) => {
    const path = atIndex("conversions", index);
    const record = expectRecord(item, path, ["from", "to", "ratio", "article"]);
    const from = expectIdentifier(record["from"], at(path, "from"));
    const to = expectIdentifier(record["to"], at(path, "to"));
    const { article } = record;
    const of = article === undefined ? undefined : expectIdentifier(article, at(path, "article"));
    const ratio = scaledFrom(record["ratio"], "bonus", at(path, "ratio"));
    if (signOf(ratio) <= 0) fail("bonus.ratio", at(path, "ratio"), "above zero", record["ratio"]);
    const key = conversionKey(from, to, of);
    if (ratios.has(key)) fail("bonus.duplicate_id", path, "one ratio from a unit to another", from);
    ratios.set(key, ratio);
  });
  return ratios;
}

/** How it is paid out (`bonus.payout_value`). @internal */
export function readPayout(
  value: unknown,
  money: { readonly currency: string; readonly minorUnits: number },
): BonusPayoutForm {
  if (value === undefined) return { kind: "creditNote" };
  const record = expectRecord(value, "payout", ["kind", "article", "value"]);
  const kinds = ["creditNote", "payment", "freeGoods", "points"] as const;
  const kind = expectOneOf(record["kind"], "payout.kind", kinds);
  if (kind === "creditNote" || kind === "payment") {
    for (const key of ["article", "value"]) {
      if (record[key] !== undefined) fail("schema.unknown_key", at("payout", key), "nothing", key);
    }
    return { kind };
  }
  const units = unitsOfMoney(record["value"], money, "payout.value");
  if (units <= 0)
    fail("bonus.payout_value", "payout.value", "an amount above zero", record["value"]);
  const worth = record["value"] as { readonly amount: string; readonly currency: string };
  if (kind === "points") {
    if (record["article"] !== undefined) {
      fail("schema.unknown_key", "payout.article", "no article", record["article"]);
    }
    return { kind, value: worth };
  }
  return { kind, article: expectIdentifier(record["article"], "payout.article"), value: worth };
}

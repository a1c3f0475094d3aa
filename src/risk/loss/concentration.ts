/** How dependent the book is: single names, groups of connected clients, sectors. */
import { fail } from "../../values/errors.js";
import {
  at,
  atIndex,
  compareText,
  expectArray,
  expectIdentifier,
  expectRecord,
  expectString,
} from "../../values/plain.js";
import type { Money } from "../../values/money.js";
import type { DecimalInput } from "../../values/decimal.js";
import { addScaled, scaledZero } from "../../values/scaled.js";
import type { Scaled } from "../../values/scaled.js";
import { OneCurrency, positivePart, toDouble } from "../amounts.js";
import { absent, known } from "../measure.js";
import type { Measure } from "../measure.js";
import { expectShare } from "./expected-loss.js";

/**
 * One account of the book.
 *
 * @since 0.1.0
 */
export interface BookAccount {
  readonly id: string;
  /** A negative exposure (credit balance) counts as none: one client's credit secures nobody. */
  readonly exposure: Money;
  readonly sector: string;
  /** Id of the account whose default would drag this one along. */
  readonly parentId?: string;
}

/**
 * Share of the book of one name, group or sector.
 *
 * @since 0.1.0
 */
export interface ConcentrationShare {
  readonly id: string;
  readonly exposure: Money;
  /** 0 to 1. */
  readonly share: number;
}

/**
 * Concentration of the book by groups of connected clients and by sectors.
 *
 * @since 0.1.0
 */
export interface Concentration {
  readonly total: Money;
  /** Groups by exposure, largest first; a group bears the id of its uppermost account. */
  readonly groups: readonly (ConcentrationShare & { readonly accounts: readonly string[] })[];
  readonly sectors: readonly ConcentrationShare[];
  /** Σ share², 0 to 1, of groups; absent for a book without exposure. */
  readonly herfindahlGroups: Measure;
  readonly herfindahlSectors: Measure;
  /** 1 ÷ Herfindahl: as many equal groups would be as concentrated. */
  readonly effectiveGroups: Measure;
  /** Groups and sectors above the limits given. */
  readonly breaches: readonly {
    readonly kind: "group" | "sector";
    readonly id: string;
    readonly share: number;
    readonly shareMax: number;
  }[];
}

interface Account {
  readonly id: string;
  readonly sector: string;
  readonly exposure: Scaled;
  readonly parentId: string | undefined;
}

function readAccounts(value: unknown, currency: OneCurrency): readonly Account[] {
  const seen = new Set<string>();
  return expectArray(value, "accounts").map((item, index) => {
    const path = atIndex("accounts", index);
    const record = expectRecord(item, path, ["id", "exposure", "sector", "parentId"]);
    const id = expectIdentifier(record["id"], at(path, "id"));
    if (seen.has(id)) fail("risk.duplicate_id", at(path, "id"), "an id of its own", id);
    seen.add(id);
    const parent = record["parentId"];
    return {
      id,
      exposure: positivePart(currency.read(record["exposure"], at(path, "exposure"))),
      sector: expectString(record["sector"], at(path, "sector"), 256),
      parentId: parent === undefined ? undefined : expectIdentifier(parent, at(path, "parentId")),
    };
  });
}

/**
 * The uppermost account of each, by walking up once and remembering: O(accounts). A parent
 * outside the book is the top of its group. A cycle is an error at the account that closes it.
 */
function topsOf(accounts: readonly Account[]): ReadonlyMap<string, string> {
  const byId = new Map(accounts.map((account, index) => [account.id, { account, index }]));
  const tops = new Map<string, string>();
  for (const { id } of accounts) {
    const walked: string[] = [];
    const onPath = new Set<string>();
    let current = id;
    while (!tops.has(current)) {
      const entry = byId.get(current);
      const parent = entry?.account.parentId;
      walked.push(current);
      onPath.add(current);
      if (entry === undefined || parent === undefined) {
        tops.set(current, current);
        break;
      }
      if (onPath.has(parent)) {
        const path = at(atIndex("accounts", entry.index), "parentId");
        fail("risk.group_cycle", path, "a parent that is not below", parent);
      }
      current = parent;
    }
    const top = tops.get(current) ?? current;
    for (const one of walked) tops.set(one, top);
  }
  return tops;
}

function herfindahl(shares: readonly ConcentrationShare[], isEmpty: boolean): Measure {
  if (isEmpty) return absent("zero-denominator", "exposure");
  let sum = 0;
  for (const { share } of shares) sum += share * share;
  return known(sum);
}

interface Part {
  readonly sum: Scaled;
  readonly accounts: readonly string[];
}

function sharesOf(
  parts: ReadonlyMap<string, Part>,
  total: number,
  currency: OneCurrency,
): readonly (ConcentrationShare & { readonly accounts: readonly string[] })[] {
  const list = [...parts].map(([id, { sum, accounts }]) => ({
    id,
    exposure: currency.money(sum),
    share: total === 0 ? 0 : toDouble(sum) / total,
    accounts: [...accounts].sort(compareText),
  }));
  return list.sort((a, b) => b.share - a.share || compareText(a.id, b.id));
}

/**
 * Concentration of a book by groups of connected clients and by sectors, with the shares that
 * exceed given limits.
 *
 * Throws `risk.duplicate_id`, `risk.currency_mismatch`, `risk.group_cycle` (at the account
 * that closes the cycle). O(n log n).
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { concentration } from "clientele/risk";
 *
 * const eur = (amount: string) => ({ amount, currency: "EUR" });
 * const book = concentration(
 *   [
 *     { id: "holding", exposure: eur("30.00"), sector: "steel" },
 *     { id: "daughter", exposure: eur("30.00"), sector: "steel", parentId: "holding" },
 *     { id: "other", exposure: eur("40.00"), sector: "paper" },
 *   ],
 *   { groupShareMax: "0.5" },
 * );
 * assert.deepEqual(book.groups.map((group) => [group.id, group.share]), [["holding", 0.6], ["other", 0.4]]);
 * assert.equal(book.breaches.length, 1);
 * ```
 * @since 0.1.0
 */
export function concentration(
  accounts: readonly BookAccount[],
  limits: { readonly groupShareMax?: DecimalInput; readonly sectorShareMax?: DecimalInput } = {},
): Concentration {
  expectRecord(limits, "limits");

  const currency = new OneCurrency();
  const list = readAccounts(accounts, currency);
  if (list.length === 0) fail("risk.length", "accounts", "at least one account", 0);
  const tops = topsOf(list);
  const groups = new Map<string, { sum: Scaled; accounts: string[] }>();
  const sectors = new Map<string, { sum: Scaled; accounts: string[] }>();
  let total = scaledZero;
  for (const { id, sector, exposure } of list) {
    total = addScaled(total, exposure);
    for (const [parts, key] of [
      [groups, tops.get(id) ?? id],
      [sectors, sector],
    ] as const) {
      const part = parts.get(key) ?? { sum: scaledZero, accounts: [] };
      part.sum = addScaled(part.sum, exposure);
      part.accounts.push(id);
      parts.set(key, part);
    }
  }
  const whole = toDouble(total);
  const groupShares = sharesOf(groups, whole, currency);
  const sectorShares = sharesOf(sectors, whole, currency).map(({ id, exposure, share }) => ({
    id,
    exposure,
    share,
  }));
  const herfindahlGroups = herfindahl(groupShares, whole === 0);
  return {
    total: currency.money(total),
    groups: groupShares,
    sectors: sectorShares,
    herfindahlGroups,
    herfindahlSectors: herfindahl(sectorShares, whole === 0),
    effectiveGroups:
      herfindahlGroups.value === null ? herfindahlGroups : known(1 / herfindahlGroups.value),
    breaches: [
      ...breachesOf("group", groupShares, limits.groupShareMax),
      ...breachesOf("sector", sectorShares, limits.sectorShareMax),
    ],
  };
}

function breachesOf(
  kind: "group" | "sector",
  shares: readonly ConcentrationShare[],
  limit: DecimalInput | undefined,
): Concentration["breaches"] {
  if (limit === undefined) return [];
  const shareMax = toDouble(expectShare(limit, `${kind}ShareMax`));
  return shares
    .filter(({ share }) => share > shareMax)
    .map(({ id, share }) => ({ kind, id, share, shareMax }));
}

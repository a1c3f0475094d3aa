/** The doors of share of wallet. */
import { fail } from "../../values/errors.js";
import {
  at,
  expectFinite,
  expectIdentifier,
  expectInteger,
  expectRecord,
} from "../../values/plain.js";
import { addScaled, scaledFromNumber, scaledZero } from "../../values/scaled.js";
import type { Scaled } from "../../values/scaled.js";
import { Purse } from "../cohorts/amounts.js";
import { readEach } from "../cohorts/read-each.js";

const COMPETITORS_MAX = 1000;

/** @internal */
export interface ReadWalletAccount {
  readonly account: string;
  readonly revenue: Scaled;
  readonly spend: Scaled | null;
  /** Name of the segment, or null for none. */
  readonly segment: string | null;
  readonly size: Scaled | null;
  readonly competitors: readonly { readonly competitor: string; readonly revenue: Scaled }[];
  /** What we and the competitors sold. */
  readonly sold: Scaled;
  readonly previous: { readonly revenue: Scaled; readonly spend: Scaled | null } | null;
}

/** @internal */
export interface ReadWalletOptions {
  readonly purse: Purse;
  readonly estimate: { readonly quantile: Scaled; readonly peersMin: number } | null;
}

/** @internal */
export function readWalletOptions(options: unknown): ReadWalletOptions {
  const record = expectRecord(options, "options", ["currency", "estimate"]);
  const purse = new Purse(record["currency"]);
  if (record["estimate"] === undefined) return { purse, estimate: null };
  const estimate = expectRecord(record["estimate"], "estimate", ["quantile", "peersMin"]);
  const quantile = expectFinite(estimate["quantile"], "estimate.quantile");
  if (quantile <= 0 || quantile > 1) {
    fail("schema.range", "estimate.quantile", "above 0, at most 1", quantile);
  }
  const peersMin = expectInteger(estimate["peersMin"] ?? 3, "estimate.peersMin", 1);
  // Exact from here on: the rank of the peer must not hang on a last bit.
  const exact = scaledFromNumber(quantile, "scoring", "estimate.quantile");
  return { purse, estimate: { quantile: exact, peersMin } };
}

function readSize(value: unknown, path: string): Scaled | null {
  if (value === undefined) return null;
  const size = expectFinite(value, path);
  if (size <= 0) fail("schema.range", path, "above 0", size);
  return scaledFromNumber(size, "scoring", path);
}

function readCompetitors(
  value: unknown,
  path: string,
  purse: Purse,
): ReadWalletAccount["competitors"] {
  const seen = new Set<string>();
  const read = (item: unknown, place: string): ReadWalletAccount["competitors"][number] => {
    const record = expectRecord(item, place, ["competitor", "revenue"]);
    const competitor = expectIdentifier(record["competitor"], at(place, "competitor"));
    if (seen.has(competitor)) {
      fail("scoring.duplicate_id", at(place, "competitor"), "an id of its own", competitor);
    }
    seen.add(competitor);
    return { competitor, revenue: purse.readNotNegative(record["revenue"], at(place, "revenue")) };
  };
  return readEach(value, path, read, COMPETITORS_MAX);
}

function readPrevious(value: unknown, path: string, purse: Purse): ReadWalletAccount["previous"] {
  if (value === undefined) return null;
  const record = expectRecord(value, path, ["revenue", "spend"]);
  const { spend } = record;
  return {
    revenue: purse.readNotNegative(record["revenue"], at(path, "revenue")),
    spend: spend === undefined ? null : purse.readNotNegative(spend, at(path, "spend")),
  };
}

const KEYS = ["account", "revenue", "spend", "segment", "size", "competitors", "previous"];

/** Demands accounts with ids of their own (`scoring.duplicate_id`). @internal */
export function readWalletAccounts(accounts: unknown, purse: Purse): readonly ReadWalletAccount[] {
  const seen = new Set<string>();
  return readEach(accounts, "accounts", (item, path): ReadWalletAccount => {
    const record = expectRecord(item, path, KEYS);
    const account = expectIdentifier(record["account"], at(path, "account"));
    if (seen.has(account)) {
      fail("scoring.duplicate_id", at(path, "account"), "an id of its own", account);
    }
    seen.add(account);
    const { spend, segment } = record;
    const revenue = purse.readNotNegative(record["revenue"], at(path, "revenue"));
    const rivals = record["competitors"] ?? [];
    const competitors = readCompetitors(rivals, at(path, "competitors"), purse);
    return {
      account,
      revenue,
      spend: spend === undefined ? null : purse.readNotNegative(spend, at(path, "spend")),
      segment: segment === undefined ? null : expectIdentifier(segment, at(path, "segment")),
      size: readSize(record["size"], at(path, "size")),
      competitors,
      sold: competitors.reduce(
        (sum, one) => addScaled(sum, one.revenue),
        addScaled(scaledZero, revenue),
      ),
      previous: readPrevious(record["previous"], at(path, "previous"), purse),
    };
  });
}

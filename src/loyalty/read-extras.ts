/** Spending, transfers, partners, referral and late events, read once. */
import type { CompiledCondition } from "../conditions/index.js";
import type { DurationParts } from "../values/duration.js";
import { fail } from "../values/errors.js";
import type { IssueCollector } from "../values/errors.js";
import {
  at,
  atIndex,
  expectArray,
  expectBoolean,
  expectIdentifier,
  expectOneOf,
  expectRecord,
} from "../values/plain.js";
import type { UnknownRecord } from "../values/plain.js";
import { compareScaled } from "../values/scaled.js";
import { ratioOf } from "./award.js";
import type { Ratio } from "./award.js";
import { expectDuration } from "./clock.js";
import type { Blackout } from "./extras-model.js";
import type { LimitUnit, TimesLimit } from "./programme-model.js";
import { readInstant } from "./read-campaigns.js";
import {
  expectAmount,
  expectPointCount,
  expectPositive,
  readTimesLimit,
  readWhen,
} from "./read-earning.js";

/** Points as payment, ready to be applied; worth in minor units. @internal */
export interface PaymentPlan {
  readonly wallet: string;
  readonly points: number;
  readonly worth: number;
  readonly minimumPoints: number;
  readonly maximumShare: Ratio;
  readonly blackouts: readonly Blackout[];
}

/** A reward ready to be given. @internal */
export interface RewardPlan {
  readonly id: string;
  readonly wallet: string;
  readonly points: number;
  readonly when: CompiledCondition | null;
  readonly limit: TimesLimit | null;
  readonly isStocked: boolean;
  readonly blackouts: readonly Blackout[];
}

/** A transfer rule ready to be applied. @internal */
export interface TransferPlan {
  readonly wallet: string;
  readonly minimumPoints: number;
  readonly limit: { readonly points: number; readonly per: LimitUnit } | null;
  readonly keepsExpiry: boolean;
  readonly isOpen: boolean;
}

/** A partner ready to be settled. @internal */
export interface PartnerPlan {
  readonly id: string;
  readonly settlement: "prepaid" | "postpaid";
  readonly pricePerPoint: string;
}

/** Referral ready to be decided; amounts in minor units. @internal */
export interface ReferralPlan {
  readonly wallet: string;
  readonly referrerPoints: number;
  readonly refereePoints: number;
  readonly minimumAmount: number;
  readonly within: DurationParts;
  readonly limit: TimesLimit | null;
}

/** Everything beside earning and tiers. @internal */
export interface ExtrasPlan {
  readonly orderDiscounts: "spread" | "separate";
  readonly payments: ReadonlyMap<string, PaymentPlan>;
  readonly rewards: ReadonlyMap<string, RewardPlan>;
  readonly holdFor: DurationParts | null;
  readonly transfers: ReadonlyMap<string, TransferPlan>;
  readonly partners: ReadonlyMap<string, PartnerPlan>;
  readonly referral: ReferralPlan | null;
  readonly late: {
    readonly policy: "recordTime" | "effectiveTime";
    readonly maximumAge: DurationParts | null;
  };
  /** Wallets that these parts name, with where they do. */
  readonly walletsNamed: readonly (readonly [string, string])[];
}

/** Keys of the document that are read here. @internal */
export const EXTRA_KEYS: readonly string[] = [
  "orderDiscounts",
  "payments",
  "rewards",
  "holdFor",
  "transfers",
  "partners",
  "referral",
  "lateEvents",
];

const PARTS_MAX = 10_000;

function readBlackouts(value: unknown, path: string): readonly Blackout[] {
  return expectArray(value ?? [], path, PARTS_MAX).map((item, index) => {
    const place = atIndex(path, index);
    const record = expectRecord(item, place, ["from", "until"]);
    const from = readInstant(record["from"], at(place, "from"));
    const until = readInstant(record["until"], at(place, "until"));
    if (until <= from) fail("date.range_reversed", place, `an end after ${from}`, until);
    return { from, until };
  });
}

function readPayment(value: unknown, path: string, amountScale: number): PaymentPlan {
  const keys = ["wallet", "points", "worth", "minimumPoints", "maximumShare", "blackouts"];
  const record = expectRecord(value, path, keys);
  const share = expectPositive(record["maximumShare"] ?? 1, at(path, "maximumShare"));
  if (compareScaled(share, { units: 1, scale: 0 }) > 0) {
    fail(
      "loyalty.share",
      at(path, "maximumShare"),
      "a share above 0, at most 1",
      record["maximumShare"],
    );
  }
  expectPositive(record["worth"], at(path, "worth"));
  return {
    wallet: expectIdentifier(record["wallet"], at(path, "wallet")),
    points: expectPointCount(record["points"], at(path, "points"), 1),
    worth: expectAmount(record["worth"], at(path, "worth"), amountScale),
    minimumPoints: expectPointCount(record["minimumPoints"] ?? 0, at(path, "minimumPoints")),
    maximumShare: ratioOf(share),
    blackouts: readBlackouts(record["blackouts"], at(path, "blackouts")),
  };
}

function readReward(value: unknown, path: string): RewardPlan {
  const keys = ["id", "wallet", "points", "when", "limit", "isStocked", "blackouts"];
  const record = expectRecord(value, path, keys);
  return {
    id: expectIdentifier(record["id"], at(path, "id")),
    wallet: expectIdentifier(record["wallet"], at(path, "wallet")),
    points: expectPointCount(record["points"], at(path, "points"), 1),
    when: readWhen(record["when"], at(path, "when")),
    limit: readTimesLimit(record["limit"], at(path, "limit")),
    isStocked: expectBoolean(record["isStocked"] ?? false, at(path, "isStocked")),
    blackouts: readBlackouts(record["blackouts"], at(path, "blackouts")),
  };
}

const LIMIT_UNITS = ["day", "week", "month", "quarter", "year", "ever"] as const;

function readTransfer(value: unknown, path: string): TransferPlan {
  const keys = ["wallet", "minimumPoints", "limit", "keepsExpiry", "isOpen"];
  const record = expectRecord(value, path, keys);
  const place = at(path, "limit");
  const limit =
    record["limit"] === undefined ? null : expectRecord(record["limit"], place, ["points", "per"]);
  return {
    wallet: expectIdentifier(record["wallet"], at(path, "wallet")),
    minimumPoints: expectPointCount(record["minimumPoints"] ?? 1, at(path, "minimumPoints"), 1),
    limit:
      limit === null
        ? null
        : {
            points: expectPointCount(limit["points"], at(place, "points"), 1),
            per: expectOneOf(limit["per"], at(place, "per"), LIMIT_UNITS),
          },
    keepsExpiry: expectBoolean(record["keepsExpiry"] ?? true, at(path, "keepsExpiry")),
    isOpen: expectBoolean(record["isOpen"] ?? false, at(path, "isOpen")),
  };
}

function readPartner(value: unknown, path: string): PartnerPlan {
  const record = expectRecord(value, path, ["id", "settlement", "pricePerPoint"]);
  expectPositive(record["pricePerPoint"], at(path, "pricePerPoint"));
  return {
    id: expectIdentifier(record["id"], at(path, "id")),
    settlement: expectOneOf(record["settlement"], at(path, "settlement"), ["prepaid", "postpaid"]),
    pricePerPoint: String(record["pricePerPoint"]),
  };
}

function readReferral(value: unknown, path: string, amountScale: number): ReferralPlan {
  const keys = ["wallet", "referrerPoints", "refereePoints", "minimumAmount", "within", "limit"];
  const record = expectRecord(value, path, keys);
  return {
    wallet: expectIdentifier(record["wallet"], at(path, "wallet")),
    referrerPoints: expectPointCount(record["referrerPoints"], at(path, "referrerPoints")),
    refereePoints: expectPointCount(record["refereePoints"], at(path, "refereePoints")),
    minimumAmount: expectAmount(
      record["minimumAmount"] ?? 0,
      at(path, "minimumAmount"),
      amountScale,
    ),
    within: expectDuration(record["within"], at(path, "within"), true),
    limit: readTimesLimit(record["limit"], at(path, "limit")),
  };
}

function readLate(value: unknown, path: string): ExtrasPlan["late"] {
  if (value === undefined) return { policy: "recordTime", maximumAge: null };
  const record = expectRecord(value, path, ["policy", "maximumAge"]);
  const age = record["maximumAge"];
  return {
    policy: expectOneOf(record["policy"], at(path, "policy"), ["recordTime", "effectiveTime"]),
    maximumAge: age === undefined ? null : expectDuration(age, at(path, "maximumAge"), true),
  };
}

/** Reads the parts of a programme beside earning and tiers. @internal */
export function readExtras(
  record: UnknownRecord,
  amountScale: number,
  issues: IssueCollector,
): ExtrasPlan {
  const walletsNamed: [string, string][] = [];
  const mapOf = <T>(
    key: string,
    nameOf: (item: T) => string,
    read: (item: unknown, path: string) => T,
  ): ReadonlyMap<string, T> => {
    const list = issues.attempt(() => expectArray(record[key] ?? [], key, PARTS_MAX)) ?? [];
    const found = new Map<string, T>();
    list.forEach((item, index) => {
      const path = atIndex(key, index);
      const one = issues.attempt(() => read(item, path));
      if (one === undefined) return;
      const name = nameOf(one);
      if (found.has(name)) issues.add("loyalty.duplicate_id", path, "one for each name", name);
      found.set(name, one);
    });
    return found;
  };
  const named = <T extends { readonly wallet: string }>(
    key: string,
    found: ReadonlyMap<string, T>,
  ) => {
    let index = 0;
    for (const { wallet } of found.values()) {
      walletsNamed.push([wallet, at(atIndex(key, index), "wallet")]);
      index += 1;
    }
    return found;
  };
  const payments = named(
    "payments",
    mapOf(
      "payments",
      (one: PaymentPlan) => one.wallet,
      (item, path) => readPayment(item, path, amountScale),
    ),
  );
  const rewards = named(
    "rewards",
    mapOf("rewards", (one: RewardPlan) => one.id, readReward),
  );
  const transfers = named(
    "transfers",
    mapOf("transfers", (one: TransferPlan) => one.wallet, readTransfer),
  );
  const partners = mapOf("partners", (one: PartnerPlan) => one.id, readPartner);
  const orderDiscounts = issues.attempt(() =>
    expectOneOf(record["orderDiscounts"] ?? "spread", "orderDiscounts", ["spread", "separate"]),
  );
  const holdFor = issues.attempt(() =>
    record["holdFor"] === undefined ? null : expectDuration(record["holdFor"], "holdFor", true),
  );
  const referral = issues.attempt(() =>
    record["referral"] === undefined
      ? null
      : readReferral(record["referral"], "referral", amountScale),
  );
  if (referral !== undefined && referral !== null)
    walletsNamed.push([referral.wallet, "referral.wallet"]);
  const late = issues.attempt(() => readLate(record["lateEvents"], "lateEvents"));
  return {
    orderDiscounts: orderDiscounts ?? "spread",
    payments,
    rewards,
    transfers,
    partners,
    holdFor: holdFor ?? null,
    referral: referral ?? null,
    late: late ?? { policy: "recordTime", maximumAge: null },
    walletsNamed,
  };
}

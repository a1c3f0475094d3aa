/**
 * What outstanding points will cost: by wallet, at the value of a point and the rate at which
 * points are expected to be redeemed; and how old they are.
 *
 * Not here: how it is booked (`revenue.ts`).
 */
import { addDecimals, multiplyDecimals, roundDecimal } from "../values/decimal.js";
import { fail } from "../values/errors.js";
import type { DecimalInput, DecimalText, Instant, RoundingMode } from "../values/index.js";
import {
  at,
  atIndex,
  expectArray,
  expectIdentifier,
  expectInteger,
  expectRecord,
  expectCompiled,
} from "../values/plain.js";
import { rate } from "../values/rate.js";
import { advanceWallet, eachLot } from "./advance.js";
import { dayAt } from "./clock.js";
import type { ProgrammePlan } from "./compile.js";
import { addPoints, openMember, openWallet } from "./draft.js";
import type { MemberDraft } from "./draft.js";
import { expectPositive } from "./read-earning.js";
import { expectNow } from "./standing.js";
import type { MemberState } from "./state-model.js";
import { readingStored } from "../values/stored.js";

/** What is assumed of one wallet. @since 0.1.0 */
export interface WalletAssumption {
  readonly wallet: string;
  /** Stand-alone value or cost of a point, in the programme's currency. */
  readonly valuePerPoint: DecimalInput;
  /** Part of the points that is expected to be redeemed, 0 to 1. */
  readonly redemptionRate: DecimalInput;
  /** Other rates for points that expire within so many days; the nearest that fits counts. */
  readonly byDaysToExpiry?: readonly {
    readonly daysMax: number;
    readonly redemptionRate: DecimalInput;
  }[];
}

/** What {@link liability} assumes. @since 0.1.0 */
export interface LiabilityAssumptions {
  readonly wallets: readonly WalletAssumption[];
  /** `halfEven` unless named. */
  readonly rounding?: RoundingMode;
}

/** The liability of one wallet. @since 0.1.0 */
export interface WalletLiability {
  readonly wallet: string;
  /** Active, pending and held points of all members. */
  readonly outstanding: number;
  /** Owed by members; not set off. */
  readonly debt: number;
  /** Points expected to be redeemed, exact. */
  readonly expectedRedeemed: DecimalText;
  /** Points expected to lapse, exact. */
  readonly expectedBreakage: DecimalText;
  /** expectedRedeemed at the value of a point, in whole minor units. */
  readonly amount: DecimalText;
}

/** The liability of a programme. @since 0.1.0 */
export interface Liability {
  readonly currency: string;
  readonly wallets: readonly WalletLiability[];
  readonly amount: DecimalText;
}

interface Assumed {
  readonly wallet: string;
  readonly value: string;
  readonly rate: string;
  readonly bands: readonly { readonly daysMax: number; readonly rate: string }[];
}

function readAssumption(plan: ProgrammePlan, value: unknown, path: string): Assumed {
  const keys = ["wallet", "valuePerPoint", "redemptionRate", "byDaysToExpiry"];
  const record = expectRecord(value, path, keys);
  const wallet = expectIdentifier(record["wallet"], at(path, "wallet"));
  if (!plan.wallets.has(wallet)) {
    fail("loyalty.unknown_wallet", at(path, "wallet"), "a wallet of the programme", wallet);
  }
  expectPositive(record["valuePerPoint"], at(path, "valuePerPoint"));
  const share = (given: unknown, place: string): string =>
    rate(given as DecimalInput, { min: "0", max: "1" }, place);
  const place = at(path, "byDaysToExpiry");
  const bands = expectArray(record["byDaysToExpiry"] ?? [], place, 1_000).map((item, index) => {
    const here = atIndex(place, index);
    const band = expectRecord(item, here, ["daysMax", "redemptionRate"]);
    return {
      daysMax: expectInteger(band["daysMax"], at(here, "daysMax"), 0),
      rate: share(band["redemptionRate"], at(here, "redemptionRate")),
    };
  });
  return {
    wallet,
    value: String(record["valuePerPoint"]),
    rate: share(record["redemptionRate"], at(path, "redemptionRate")),
    bands: bands.sort((a, b) => a.daysMax - b.daysMax),
  };
}

/** Members, and how one is opened. */
interface Members<T> {
  readonly members: readonly T[];
  readonly open: (member: T) => MemberDraft;
}

/** Outstanding points of one wallet by the rate that they are expected to be redeemed at. */
function sumByRate<T>(
  plan: ProgrammePlan,
  { members, open }: Members<T>,
  assumed: Assumed,
  asOf: unknown,
): { readonly byRate: Map<string, number>; readonly debt: number } {
  const byRate = new Map<string, number>();
  let debt = 0;
  for (const member of members) {
    const draft = open(member);
    const now = expectNow(draft, asOf, "asOf");
    const today = dayAt(plan.clock, now);
    const wallet = openWallet(draft, assumed.wallet);
    advanceWallet(wallet, now);
    debt = addPoints(debt, wallet.totals.debt);
    if (assumed.bands.length === 0) {
      const { active, pending, held } = wallet.totals;
      byRate.set(assumed.rate, addPoints(byRate.get(assumed.rate) ?? 0, active + pending + held));
      continue;
    }
    eachLot(wallet, (lot) => {
      const end = lot.expiresAt ?? wallet.slidesAt;
      const days = end === null ? Infinity : dayAt(plan.clock, end) - today;
      const found = assumed.bands.find((band) => days <= band.daysMax)?.rate ?? assumed.rate;
      byRate.set(found, addPoints(byRate.get(found) ?? 0, lot.remaining + lot.held));
    });
  }
  return { byRate, debt };
}

/**
 * What the outstanding points of members will cost: points × redemption rate × value, exact,
 * rounded once for each wallet. Wallets without an assumption are not counted. O(members), with
 * bands O(lots).
 *
 * @throws ClienteleError `loyalty.unknown_wallet`, `loyalty.not_positive`, `rate.*`,
 * `loyalty.past` for a member whose state is newer, `date.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compileProgramme, decide, evolve, liability, newMember } from "clientele/loyalty";
 *
 * const plan = compileProgramme({
 *   id: "club",
 *   version: "1",
 *   currency: "EUR",
 *   wallets: [{ id: "points" }],
 *   earning: [],
 * });
 * const decision = decide(
 *   plan,
 *   newMember("acme"),
 *   { type: "adjust", id: "a1", wallet: "points", points: 250_000, reason: "migrated" },
 *   { at: "2026-01-10T12:00:00Z" },
 * );
 * assert.ok(decision.ok);
 * const member = evolve(plan, newMember("acme"), decision.events[0]!);
 * const assumptions = {
 *   wallets: [{ wallet: "points", valuePerPoint: "0.008", redemptionRate: "0.80" }],
 * };
 * assert.equal(liability(plan, [member], assumptions, "2026-01-31T23:59:59Z").amount, "1600");
 * ```
 * @since 0.1.0
 */
export function liability(
  plan: ProgrammePlan,
  members: readonly MemberState[],
  assumptions: LiabilityAssumptions,
  asOf: Instant,
): Liability {
  return readingStored(members, "members", () => {
    expectCompiled(plan, "plan", "programme");
    return liabilityOf(plan, { members, open: openMember }, assumptions, asOf);
  });
}

/** The same of members however they are kept. @internal */
export function liabilityOf<T>(
  plan: ProgrammePlan,
  members: Members<T>,
  assumptions: LiabilityAssumptions,
  asOf: Instant,
): Liability {
  const record = expectRecord(assumptions, "assumptions", ["wallets", "rounding"]);
  const place = "assumptions.wallets";
  const rounding = { scale: plan.amountScale, rounding: assumptions.rounding ?? "halfEven" };
  const wallets = expectArray(record["wallets"], place, 100).map((item, index): WalletLiability => {
    const assumed = readAssumption(plan, item, atIndex(place, index));
    const { byRate, debt } = sumByRate(plan, members, assumed, asOf);
    let outstanding = 0;
    let expectedRedeemed = "0";
    for (const [share, points] of byRate) {
      outstanding = addPoints(outstanding, points);
      expectedRedeemed = addDecimals(expectedRedeemed, multiplyDecimals(share, points));
    }
    const expectedBreakage = addDecimals(outstanding, multiplyDecimals(expectedRedeemed, -1));
    const amount = roundDecimal(multiplyDecimals(expectedRedeemed, assumed.value), rounding);
    return {
      wallet: assumed.wallet,
      outstanding,
      debt,
      expectedRedeemed,
      expectedBreakage,
      amount,
    };
  });
  const amount = wallets.reduce((sum, one) => addDecimals(sum, one.amount), "0");
  return { currency: plan.programme.currency, wallets, amount };
}

/** Points of a band of days. @since 0.1.0 */
export interface AgeBand {
  /** Largest number of days in the band; null for the last, which has no end. */
  readonly daysMax: number | null;
  /** Points that were earned so many days ago. */
  readonly byAge: number;
  /** Points that expire in so many days; never-expiring ones are in the last. */
  readonly byDaysToExpiry: number;
}

/**
 * How old the outstanding points of a wallet are, and how soon they expire. O(lots).
 *
 * @throws ClienteleError `loyalty.unknown_wallet`, `loyalty.band_order`, `date.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { ageing, compileProgramme, newMember } from "clientele/loyalty";
 *
 * const plan = compileProgramme({
 *   id: "club",
 *   version: "1",
 *   currency: "EUR",
 *   wallets: [{ id: "points" }],
 *   earning: [],
 * });
 * const bands = ageing(plan, [newMember("acme")], {
 *   wallet: "points",
 *   asOf: "2026-01-31T00:00:00Z",
 *   daysMax: [90],
 * });
 * assert.deepEqual(bands, [
 *   { daysMax: 90, byAge: 0, byDaysToExpiry: 0 },
 *   { daysMax: null, byAge: 0, byDaysToExpiry: 0 },
 * ]);
 * ```
 * @since 0.1.0
 */
export function ageing(
  plan: ProgrammePlan,
  members: readonly MemberState[],
  options: { readonly wallet: string; readonly asOf: Instant; readonly daysMax: readonly number[] },
): readonly AgeBand[] {
  return readingStored(members, "members", () => ageingStored(plan, members, options));
}

function ageingStored(
  plan: ProgrammePlan,
  members: readonly MemberState[],
  options: { readonly wallet: string; readonly asOf: Instant; readonly daysMax: readonly number[] },
): readonly AgeBand[] {
  expectCompiled(plan, "plan", "programme");
  expectArray(members, "members");
  expectRecord(options, "options");
  if (!plan.wallets.has(options.wallet)) {
    fail("loyalty.unknown_wallet", "wallet", "a wallet of the programme", options.wallet);
  }
  const ends = expectArray(options.daysMax, "daysMax", 1_000).map((days, index) =>
    expectInteger(days, atIndex("daysMax", index), 0),
  );
  ends.forEach((days, index) => {
    if (index > 0 && (ends[index - 1] ?? 0) >= days) {
      fail("loyalty.band_order", atIndex("daysMax", index), "bands in ascending order", days);
    }
  });
  const byAge = new Array<number>(ends.length + 1).fill(0);
  const byExpiry = new Array<number>(ends.length + 1).fill(0);
  const put = (sums: number[], days: number, points: number): void => {
    const found = ends.findIndex((end) => days <= end);
    const band = found < 0 ? ends.length : found;
    sums[band] = addPoints(sums[band] ?? 0, points);
  };
  for (const member of members) {
    const now = expectNow(member, options.asOf, "asOf");
    const today = dayAt(plan.clock, now);
    const wallet = openWallet(openMember(member), options.wallet);
    advanceWallet(wallet, now);
    eachLot(wallet, (lot) => {
      const points = lot.remaining + lot.held;
      const end = lot.expiresAt ?? wallet.slidesAt;
      put(byAge, today - dayAt(plan.clock, lot.earnedAt), points);
      put(byExpiry, end === null ? Infinity : dayAt(plan.clock, end) - today, points);
    });
  }
  return byAge.map((points, index) => ({
    daysMax: ends[index] ?? null,
    byAge: points,
    byDaysToExpiry: byExpiry[index] ?? 0,
  }));
}

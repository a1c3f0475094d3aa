/** Clauses of a contract: indexation, price lock, most-favoured customer, take-or-pay. */
import { calendarDate, compareDates } from "../values/calendar-date.js";
import type { CalendarDate } from "../values/calendar-date.js";
import type { DecimalInput, DecimalText } from "../values/decimal.js";
import { toDecimalText } from "../values/decimal.js";
import { fail } from "../values/errors.js";
import type { Money } from "../values/money.js";
import { containsDate, period } from "../values/period.js";
import type { Period } from "../values/period.js";
import {
  at,
  atIndex,
  expectArray,
  expectInteger,
  expectOneOf,
  expectRecord,
} from "../values/plain.js";
import {
  addIntegers,
  compareIntegers,
  multiplyIntegers,
  negateInteger,
} from "../values/rounding.js";
import type { Integer } from "../values/rounding.js";
import {
  addScaled,
  compareScaled,
  divideScaled,
  formatFixed,
  multiplyScaled,
  negateScaled,
  parseScaled,
  roundScaled,
  scaledFrom,
  signOf,
  subtractScaled,
  unitsAt,
} from "../values/scaled.js";
import type { Scaled } from "../values/scaled.js";
import type { Quote, QuoteLine } from "./model.js";
import { moneyFrom, positive, purseFor, purseOf, unitsOf } from "./purse.js";
import type { Purse } from "./purse.js";
import { readingStored } from "../values/stored.js";

/** A price that follows an index. @since 0.1.0 */
export interface IndexClause {
  /** Price at the base index. */
  readonly price: DecimalInput;
  readonly baseIndex: DecimalInput;
  /** Part of the price that follows the index; 1 unless named. */
  readonly share?: DecimalInput;
  /** Smallest change of the index, without its sign, that changes the price. */
  readonly thresholdRate?: DecimalInput;
  /** Largest rise and largest fall of the price against the base. */
  readonly capRate?: DecimalInput;
  readonly collarRate?: DecimalInput;
  /** Days from which a new price holds. */
  readonly effective: readonly CalendarDate[];
  /** Decimals of the price; 2 unless named. */
  readonly decimals?: number;
}

/** A published value of an index. @since 0.1.0 */
export interface IndexValue {
  readonly published: CalendarDate;
  readonly value: DecimalInput;
}

/** The price of a day, and what decided it. @since 0.1.0 */
export interface IndexedPrice {
  readonly price: DecimalText;
  readonly changeRate: DecimalText;
  readonly decidedBy: "base" | "threshold" | "index" | "cap" | "collar";
  /** Day from which the price holds; absent before the first. */
  readonly since?: CalendarDate;
}

const RATE_SCALE = 12;
const SERIES_MAX = 10_000;
const ONE: Scaled = { units: 1, scale: 0 };

/**
 * The price of a day under an index clause: price × (1 + share × (index ÷ base − 1)), with the
 * last index published on or before the last effective day. The threshold is of the index, cap
 * and collar of the price. Half to even, once.
 *
 * @throws ClienteleError `pricing.value` for a base index that is not above zero, `date.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { indexedPrice } from "clientele/pricing";
 *
 * const clause = { price: "100", baseIndex: "120", share: "0.6", capRate: "0.05", effective: ["2026-07-01"] };
 * const series = [{ published: "2026-06-15", value: "126" }];
 * assert.equal(indexedPrice(clause, series, "2026-11-23").price, "103.00");
 * assert.equal(indexedPrice(clause, series, "2026-06-30").price, "100.00");
 * ```
 * @since 0.1.0
 */
export function indexedPrice(
  clause: IndexClause,
  series: readonly IndexValue[],
  asOf: CalendarDate,
): IndexedPrice {
  expectRecord(clause, "clause");

  const day = calendarDate(asOf, "asOf");
  const price = positive(clause.price, "clause.price");
  const base = positive(clause.baseIndex, "clause.baseIndex");
  if (signOf(base) === 0) fail("pricing.value", "clause.baseIndex", "above zero", clause.baseIndex);
  const decimals = expectInteger(clause.decimals ?? 2, "clause.decimals", 0, RATE_SCALE);
  const since = lastBefore(
    expectArray(clause.effective, "clause.effective", SERIES_MAX).map((one, index) =>
      calendarDate(one as string, atIndex("clause.effective", index)),
    ),
    day,
  );
  const index = since === null ? null : indexOn(series, since);
  if (since === null || index === null) {
    const text = formatFixed(roundScaled(price, decimals, "halfEven"));
    return { price: text, changeRate: "0", decidedBy: "base" };
  }
  const moved = subtractScaled(divideScaled(index, base, RATE_SCALE, "halfEven"), ONE);
  const { rate, decidedBy } = bound(clause, moved);
  const next = roundScaled(multiplyScaled(price, addScaled(ONE, rate)), decimals, "halfEven");
  return { price: formatFixed(next), changeRate: toDecimalText(rate), decidedBy, since };
}

function bound(
  clause: IndexClause,
  moved: Scaled,
): { rate: Scaled; decidedBy: IndexedPrice["decidedBy"] } {
  const size = signOf(moved) < 0 ? negateScaled(moved) : moved;
  const read = (value: DecimalInput | undefined, name: string): Scaled | null =>
    value === undefined ? null : positive(value, `clause.${name}`);
  const threshold = read(clause.thresholdRate, "thresholdRate");
  if (threshold !== null && compareScaled(size, threshold) < 0) {
    return { rate: { units: 0, scale: 0 }, decidedBy: "threshold" };
  }
  const product = multiplyScaled(moved, positive(clause.share ?? 1, "clause.share"));
  const cap = read(clause.capRate, "capRate");
  if (cap !== null && compareScaled(product, cap) > 0) return { rate: cap, decidedBy: "cap" };
  const collar = read(clause.collarRate, "collarRate");
  if (collar !== null && compareScaled(product, negateScaled(collar)) < 0) {
    return { rate: negateScaled(collar), decidedBy: "collar" };
  }
  return { rate: roundScaled(product, RATE_SCALE, "halfEven"), decidedBy: "index" };
}

function lastBefore(days: readonly CalendarDate[], day: CalendarDate): CalendarDate | null {
  let last: CalendarDate | null = null;
  for (const one of days) if (one <= day && (last === null || one > last)) last = one;
  return last;
}

function indexOn(series: readonly IndexValue[], day: CalendarDate): Scaled | null {
  const rows = expectArray(series, "series", SERIES_MAX).map((value, index) => {
    const path = atIndex("series", index);
    const row = expectRecord(value, path, ["published", "value"]);
    const published = calendarDate(row["published"] as string, at(path, "published"));
    return { published, value: positive(row["value"], at(path, "value")) };
  });
  const known = rows
    .filter(({ published }) => published <= day)
    .sort((a, b) => compareDates(b.published, a.published));
  return known[0]?.value ?? null;
}

/** A price that is held for a time. @since 0.1.0 */
export interface PriceLock {
  readonly price: DecimalInput;
  readonly during: Period;
  /** `increases`: a lower price goes to the client all the same; `both`: the price stands. */
  readonly against: "increases" | "both";
}

/**
 * The price under a lock: the locked one during its period, or a lower one where only increases
 * are locked out.
 *
 * @throws ClienteleError `pricing.value`, `date.*`, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { lockedPrice } from "clientele/pricing";
 *
 * const lock = { price: "10", during: { from: "2026-01-01", until: "2027-01-01" }, against: "increases" } as const;
 * assert.equal(lockedPrice(lock, "11", "2026-11-23"), "10");
 * assert.equal(lockedPrice(lock, "9", "2026-11-23"), "9");
 * assert.equal(lockedPrice(lock, "11", "2027-01-01"), "11");
 * ```
 * @since 0.1.0
 */
export function lockedPrice(lock: PriceLock, price: DecimalInput, asOf: CalendarDate): DecimalText {
  expectRecord(lock, "lock");
  const held = positive(lock.price, "lock.price");
  const current = positive(price, "price");
  const against = expectOneOf(lock.against, "lock.against", ["increases", "both"]);
  const isHeld = containsDate(period(lock.during, "lock.during"), calendarDate(asOf, "asOf"));
  const isLower = against === "increases" && compareScaled(current, held) < 0;
  return toDecimalText(isHeld && !isLower ? held : current);
}

/** An article that another client has cheaper. @since 0.1.0 */
export interface FavouredFinding {
  readonly article: string;
  readonly client: string;
  /** Net unit prices, six decimals. */
  readonly own: DecimalText;
  readonly other: DecimalText;
  /** What the difference comes to over the own quantity, rounded half to even. */
  readonly difference: Money;
}

/** What a comparison leaves out. @since 0.1.0 */
export interface FavouredOptions {
  /** Steps that are not comparable (freight, a promotion for all): their changes do not count. */
  readonly withoutSteps?: readonly string[];
}

const PRICE_SCALE = 6;

/**
 * Checks a most-favoured-customer clause: for each line of the quote, the cheapest comparable
 * line of another client, where it is cheaper. Whether orders are comparable (volume, region,
 * time) is the caller's choice of quotes. O(lines).
 *
 * @throws ClienteleError `money.currency_mismatch`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compilePolicy, mostFavoured, quote } from "clientele/pricing";
 *
 * const plan = compilePolicy({
 *   id: "2026",
 *   currency: "EUR",
 *   steps: [{ id: "list", kind: "price", access: [["client", "article"], ["article"]] }],
 *   records: [
 *     { id: "p", step: "list", key: { article: "lamp" }, value: { kind: "unitPrice", amount: "10" } },
 *     { id: "q", step: "list", key: { client: "brio", article: "lamp" }, value: { kind: "unitPrice", amount: "9" } },
 *   ],
 * });
 * const of = (client: string) =>
 *   quote(plan, { client, lines: [{ id: "1", article: "lamp", quantity: 2 }] }, { asOf: "2026-11-23" });
 * assert.equal(mostFavoured(of("acme"), [of("brio")])[0]?.difference.amount, "2.00");
 * ```
 * @since 0.1.0
 */
export function mostFavoured(
  quote: Quote,
  others: readonly Quote[],
  options: FavouredOptions = {},
): readonly FavouredFinding[] {
  return readingStored(quote, "quote", () => mostFavouredStored(quote, others, options));
}

function mostFavouredStored(
  quote: Quote,
  others: readonly Quote[],
  options: FavouredOptions,
): readonly FavouredFinding[] {
  expectRecord(quote, "quote");
  expectArray(others, "others");
  expectRecord(options, "options");
  const purse = purseOf(quote.currency);
  const without = new Set(options.withoutSteps ?? []);
  const best = new Map<string, { readonly client: string; readonly price: Scaled }>();
  for (const other of others) {
    if (other.currency !== quote.currency)
      fail("money.currency_mismatch", "others", quote.currency, other.currency);
    if (other.client === quote.client) continue;
    for (const line of other.lines) {
      const price = unitPriceOf(purse, line, without);
      const known = best.get(line.article);
      if (price === null || (known !== undefined && compareScaled(known.price, price) <= 0))
        continue;
      best.set(line.article, { client: other.client, price });
    }
  }
  return quote.lines.flatMap((line) => {
    const own = unitPriceOf(purse, line, without);
    const other = best.get(line.article);
    if (own === null || other === undefined || compareScaled(other.price, own) >= 0) return [];
    const gap = multiplyScaled(
      subtractScaled(own, other.price),
      parseScaled(line.quantity, "pricing", "quantity"),
    );
    const difference = moneyFrom(purse, roundScaled(gap, purse.scale, "halfEven").units);
    return [
      {
        article: line.article,
        client: other.client,
        own: formatFixed(own),
        other: formatFixed(other.price),
        difference,
      },
    ];
  });
}

function unitPriceOf(purse: Purse, line: QuoteLine, without: ReadonlySet<string>): Scaled | null {
  if (line.net === null || line.gift !== undefined) return null;
  let net: Integer = 0;
  for (const { step, change } of line.entries) {
    if (without.has(step)) continue;
    net = addIntegers(net, unitsAt(parseScaled(change, "pricing", "change"), purse.scale));
  }
  const quantity = parseScaled(line.quantity, "pricing", "quantity");
  return divideScaled({ units: net, scale: purse.scale }, quantity, PRICE_SCALE, "halfEven");
}

/** A minimum purchase over a period. @since 0.1.0 */
export interface PurchaseCommitment {
  readonly minimum: Money;
  /** Part of a shortfall that is owed; 1 unless named. */
  readonly rate?: DecimalInput;
  /** Bought above earlier minimums, and credited here. */
  readonly carriedIn?: Money;
  /** Largest surplus carried to the next period; nothing unless named. */
  readonly carryOutMax?: Money;
}

/** Where a commitment stands. @since 0.1.0 */
export interface CommitmentPosition {
  readonly counted: Money;
  readonly shortfall: Money;
  readonly payable: Money;
  readonly carriedOut: Money;
}

/**
 * What is owed under a take-or-pay clause: the shortfall against the minimum × rate, rounded half
 * to even; a surplus may be carried on.
 *
 * @throws ClienteleError `pricing.value`, `money.currency_mismatch`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { takeOrPay } from "clientele/pricing";
 *
 * const eur = (amount: string) => ({ amount, currency: "EUR" });
 * const position = takeOrPay({ minimum: eur("100000.00"), rate: "0.8" }, eur("85000.00"));
 * assert.equal(position.shortfall.amount, "15000.00");
 * assert.equal(position.payable.amount, "12000.00");
 * ```
 * @since 0.1.0
 */
export function takeOrPay(commitment: PurchaseCommitment, bought: Money): CommitmentPosition {
  expectRecord(commitment, "commitment");
  expectRecord(bought, "bought");
  const purse = purseFor(commitment.minimum, "commitment.minimum");
  const read = (value: Money | undefined, path: string): Integer => {
    const units = value === undefined ? 0 : unitsOf(purse, value, path);
    if (compareIntegers(units, 0) < 0) fail("pricing.value", path, "zero or more", value?.amount);
    return units;
  };
  const minimum = read(commitment.minimum, "commitment.minimum");
  const counted = addIntegers(
    read(bought, "bought"),
    read(commitment.carriedIn, "commitment.carriedIn"),
  );
  const gap = addIntegers(minimum, negateInteger(counted));
  const shortfall = compareIntegers(gap, 0) > 0 ? gap : 0;
  const rate = scaledFrom(commitment.rate ?? 1, "pricing", "commitment.rate");
  if (signOf(rate) < 0) fail("pricing.value", "commitment.rate", "zero or more", commitment.rate);
  const exact = { units: multiplyIntegers(shortfall, rate.units), scale: purse.scale + rate.scale };
  const surplus = compareIntegers(gap, 0) < 0 ? negateInteger(gap) : 0;
  const most = read(commitment.carryOutMax, "commitment.carryOutMax");
  return {
    counted: moneyFrom(purse, counted),
    shortfall: moneyFrom(purse, shortfall),
    payable: moneyFrom(purse, roundScaled(exact, purse.scale, "halfEven").units),
    carriedOut: moneyFrom(purse, compareIntegers(surplus, most) < 0 ? surplus : most),
  };
}

/** Payment terms: due dates, cash discounts for early payment, interest for a late one. */
import { addDays, calendarDate, compareDates, differenceInDays } from "../values/calendar-date.js";
import type { CalendarDate } from "../values/calendar-date.js";
import { exactYearFraction } from "../values/day-count.js";
import type { DayCountConvention } from "../values/day-count.js";
import type { DecimalInput, DecimalText } from "../values/decimal.js";
import { toDecimalText } from "../values/decimal.js";
import { fail } from "../values/errors.js";
import type { Money } from "../values/money.js";
import { endOf } from "../values/month-arithmetic.js";
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
  roundQuotient,
} from "../values/rounding.js";
import type { Integer } from "../values/rounding.js";
import {
  addScaled,
  compareScaled,
  powerOfTen,
  scaledFrom,
  subtractScaled,
  unitsAt,
} from "../values/scaled.js";
import type { Scaled } from "../values/scaled.js";
import { moneyFrom, positive, purseFor, timesUnits, unitsOf } from "./purse.js";

/** "2/10 net 30" is `{ netDays: 30, discounts: [{ days: 10, rate: "0.02" }] }`. @since 0.1.0 */
export interface PaymentTerms {
  readonly netDays: number;
  /** Days count from the end of the month of the invoice. */
  readonly fromEndOfMonth?: boolean;
  /** Shorter terms have to have larger rates. */
  readonly discounts?: readonly { readonly days: number; readonly rate: DecimalInput }[];
  /**
   * `whole` (unless named): the discount is earned when the discounted amount has come in by its
   * day. `proportional`: each early payment settles payment ÷ (1 − rate) of the invoice.
   */
  readonly partial?: "whole" | "proportional";
}

/** An invoice under its terms. @since 0.1.0 */
export interface Invoice {
  readonly amount: Money;
  readonly date: CalendarDate;
}

/** A payment that came in. @since 0.1.0 */
export interface Payment {
  readonly amount: Money;
  readonly date: CalendarDate;
}

/** What is open of an invoice on a day. @since 0.1.0 */
export interface InvoicePosition {
  readonly dueDate: CalendarDate;
  readonly paid: Money;
  /** Cash discount earned by payments so far. */
  readonly discount: Money;
  /** Still to be paid without a further discount. */
  readonly open: Money;
  /** What would settle it by the day of each discount that can still be earned, soonest first. */
  readonly offers: readonly {
    readonly until: CalendarDate;
    readonly rate: DecimalText;
    readonly open: Money;
  }[];
  readonly overdueDays: number;
}

const TERMS_MAX = 20;

interface Offer {
  readonly until: CalendarDate;
  readonly rate: Scaled;
}

function readOffers(terms: PaymentTerms, start: CalendarDate): readonly Offer[] {
  const given = expectArray(terms.discounts ?? [], "terms.discounts", TERMS_MAX);
  const offers = given.map((value, index) => {
    const path = atIndex("terms.discounts", index);
    const row = expectRecord(value, path, ["days", "rate"]);
    const rate = positive(row["rate"], at(path, "rate"));
    if (compareScaled(rate, { units: 1, scale: 0 }) >= 0)
      fail("pricing.value", at(path, "rate"), "a rate below 1", row["rate"]);
    return { until: addDays(start, expectInteger(row["days"], at(path, "days"), 0, 3660)), rate };
  });
  return offers.sort((a, b) => compareDates(a.until, b.until));
}

/**
 * What is open of an invoice, with the cash discounts earned and still to be had. Payments after
 * `asOf` are not seen. Discounts are rounded half to even, once.
 *
 * @throws ClienteleError `pricing.value` for a rate outside 0 to 1, `date.*`, `schema.*`,
 * `money.currency_mismatch`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { invoicePosition } from "clientele/pricing";
 *
 * const eur = (amount: string) => ({ amount, currency: "EUR" });
 * const position = invoicePosition(
 *   { amount: eur("1000.00"), date: "2026-11-01" },
 *   { netDays: 30, discounts: [{ days: 10, rate: "0.02" }] },
 *   [{ amount: eur("500.00"), date: "2026-11-05" }],
 *   "2026-11-06",
 * );
 * assert.equal(position.open.amount, "500.00");
 * assert.equal(position.offers[0]?.open.amount, "480.00");
 * ```
 * @since 0.1.0
 */
export function invoicePosition(
  invoice: Invoice,
  terms: PaymentTerms,
  payments: readonly Payment[],
  asOf: CalendarDate,
): InvoicePosition {
  expectRecord(invoice, "invoice");
  expectRecord(terms, "terms");

  const day = calendarDate(asOf, "asOf");
  const purse = purseFor(invoice.amount, "invoice.amount");
  const amount = unitsOf(purse, invoice.amount, "invoice.amount");
  const date = calendarDate(invoice.date, "invoice.date");
  const start = terms.fromEndOfMonth === true ? endOf("month", date) : date;
  const dueDate = addDays(start, expectInteger(terms.netDays, "terms.netDays", 0, 3660));
  const isWhole =
    expectOneOf(terms.partial ?? "whole", "terms.partial", ["whole", "proportional"]) === "whole";
  const offers = readOffers(terms, start);
  const seen = expectArray(payments, "payments").map((value, index) => {
    const path = atIndex("payments", index);
    const row = expectRecord(value, path, ["amount", "date"]);
    return {
      units: unitsOf(purse, row["amount"] as Money, at(path, "amount")),
      date: calendarDate(row["date"] as string, at(path, "date")),
    };
  });
  const paidBy = (until: CalendarDate): Integer => {
    let total: Integer = 0;
    for (const { units, date: on } of seen)
      if (on <= until && on <= day) total = addIntegers(total, units);
    return total;
  };
  const paid = paidBy(day);
  const discountOf = ({ rate }: Offer): Integer => timesUnits(amount, rate, "halfEven");
  let discount: Integer = 0;
  if (isWhole) {
    const earned = offers.find(
      (offer) => compareIntegers(addIntegers(paidBy(offer.until), discountOf(offer)), amount) >= 0,
    );
    if (earned !== undefined) discount = discountOf(earned);
  } else {
    discount = proportionalDiscount(
      seen.filter(({ date: on }) => on <= day),
      offers,
      amount,
    );
  }
  const rest = addIntegers(amount, negateInteger(addIntegers(paid, discount)));
  const open = compareIntegers(rest, 0) > 0 ? rest : 0;
  return {
    dueDate,
    paid: moneyFrom(purse, paid),
    discount: moneyFrom(purse, discount),
    open: moneyFrom(purse, open),
    offers: offers
      .filter((offer) => day <= offer.until && open !== 0)
      .map((offer) => {
        const off = isWhole ? discountOf(offer) : timesUnits(open, offer.rate, "halfEven");
        const left = addIntegers(open, negateInteger(off));
        const bounded = compareIntegers(left, 0) > 0 ? left : 0;
        return {
          until: offer.until,
          rate: toDecimalText(offer.rate),
          open: moneyFrom(purse, bounded),
        };
      }),
    overdueDays: open === 0 ? 0 : Math.max(0, differenceInDays(dueDate, day)),
  };
}

/** Each early payment settles payment ÷ (1 − rate), at most the invoice. */
function proportionalDiscount(
  payments: readonly { readonly units: Integer; readonly date: CalendarDate }[],
  offers: readonly Offer[],
  amount: Integer,
): Integer {
  let settled: Integer = 0;
  let discount: Integer = 0;
  for (const { units, date } of [...payments].sort((a, b) => compareDates(a.date, b.date))) {
    const offer = offers.find(({ until }) => date <= until);
    const left = addIntegers(amount, negateInteger(settled));
    if (offer === undefined) {
      settled = addIntegers(settled, units);
      continue;
    }
    const share = subtractScaled({ units: 1, scale: 0 }, offer.rate);
    const wide = roundQuotient(
      multiplyIntegers(units, powerOfTen(share.scale)),
      share.units,
      "halfEven",
    );
    const worth = compareIntegers(wide, left) > 0 ? left : wide;
    const gained = addIntegers(worth, negateInteger(units));
    if (gained > 0) discount = addIntegers(discount, gained);
    settled = addIntegers(settled, worth);
  }
  return discount;
}

/** A base rate from a day on: central banks set it half-yearly. @since 0.1.0 */
export interface BaseRate {
  readonly from: CalendarDate;
  readonly rate: DecimalInput;
}

/** How late interest is reckoned. @since 0.1.0 */
export interface LateInterestTerms {
  readonly baseRates: readonly BaseRate[];
  /** Added to the base rate: 8 points by Directive 2011/7/EU, 9 by § 288 (2) BGB. */
  readonly marginRate: DecimalInput;
  /** `ACT/365F` unless named. */
  readonly convention?: DayCountConvention;
  /** Sum due once as soon as there is a delay: 40 EUR by Directive 2011/7/EU, article 6. */
  readonly fixedSum?: Money;
}

/** Interest of one stretch at one rate. @since 0.1.0 */
export interface InterestPart {
  readonly from: CalendarDate;
  readonly until: CalendarDate;
  readonly days: number;
  readonly rate: DecimalText;
  readonly amount: Money;
}

/** Late interest; the parts add up to `interest`. @since 0.1.0 */
export interface LateInterest {
  readonly days: number;
  readonly parts: readonly InterestPart[];
  readonly interest: Money;
  readonly fixedSum: Money;
  readonly total: Money;
}

/**
 * Interest on an amount paid late: from the day after it was due, the day of payment included,
 * each day at the base rate of that day plus the margin, never below zero. The running total is
 * rounded half to even, so that parts add up however often the rate changes.
 *
 * @throws ClienteleError `pricing.base_rate` for a day of the delay before the first rate
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { lateInterest } from "clientele/pricing";
 *
 * const result = lateInterest(
 *   { amount: { amount: "10000.00", currency: "EUR" }, dueDate: "2026-06-20" },
 *   {
 *     baseRates: [{ from: "2026-01-01", rate: "0.02" }, { from: "2026-07-01", rate: "0.0225" }],
 *     marginRate: "0.08",
 *     fixedSum: { amount: "40.00", currency: "EUR" },
 *   },
 *   "2026-07-10",
 * );
 * assert.deepEqual(result.parts.map((part) => [part.days, part.amount.amount]), [[10, "27.40"], [10, "28.08"]]);
 * assert.equal(result.total.amount, "95.48");
 * ```
 * @since 0.1.0
 */
export function lateInterest(
  debt: { readonly amount: Money; readonly dueDate: CalendarDate },
  terms: LateInterestTerms,
  paidOn: CalendarDate,
): LateInterest {
  expectRecord(debt, "debt");
  expectRecord(terms, "terms");
  const purse = purseFor(debt.amount, "debt.amount");
  const principal = unitsOf(purse, debt.amount, "debt.amount");
  const start = addDays(calendarDate(debt.dueDate, "debt.dueDate"), 1);
  const end = addDays(calendarDate(paidOn, "paidOn"), 1);
  const days = Math.max(0, differenceInDays(start, end));
  const stretches = days === 0 ? [] : stretchesOf(terms, start, end);
  // One sum over all stretches: principal × rate × fraction, each an exact fraction.
  let numerator = 0n;
  let denominator = 1n;
  let interest: Integer = 0;
  const parts = stretches.map(({ from, until, rate }): InterestPart => {
    const fraction = exactYearFraction(from, until, terms.convention ?? "ACT/365F");
    const top = BigInt(principal) * BigInt(rate.units) * BigInt(fraction.numerator);
    const bottom = BigInt(powerOfTen(rate.scale)) * BigInt(fraction.denominator);
    numerator = numerator * bottom + top * denominator;
    denominator *= bottom;
    const sum = roundQuotient(numerator, denominator, "halfEven");
    const amount = addIntegers(sum, negateInteger(interest));
    interest = sum;
    return {
      from,
      until,
      days: differenceInDays(from, until),
      rate: toDecimalText(rate),
      amount: moneyFrom(purse, amount),
    };
  });
  const fixed =
    terms.fixedSum === undefined || days === 0
      ? 0
      : unitsOf(purse, terms.fixedSum, "terms.fixedSum");
  return {
    days,
    parts,
    interest: moneyFrom(purse, interest),
    fixedSum: moneyFrom(purse, fixed),
    total: moneyFrom(purse, addIntegers(interest, fixed)),
  };
}

const RATES_MAX = 200;

function stretchesOf(
  terms: LateInterestTerms,
  start: CalendarDate,
  end: CalendarDate,
): readonly { readonly from: CalendarDate; readonly until: CalendarDate; readonly rate: Scaled }[] {
  const margin = scaledFrom(terms.marginRate, "pricing", "terms.marginRate");
  const rates = expectArray(terms.baseRates, "terms.baseRates", RATES_MAX)
    .map((value, index) => {
      const path = atIndex("terms.baseRates", index);
      const row = expectRecord(value, path, ["from", "rate"]);
      const base = scaledFrom(row["rate"], "pricing", at(path, "rate"));
      return { from: calendarDate(row["from"] as string, at(path, "from")), base };
    })
    .sort((a, b) => compareDates(a.from, b.from));
  if (rates[0] === undefined || rates[0].from > start) {
    fail("pricing.base_rate", "terms.baseRates", `a rate on ${start}`, rates[0]?.from);
  }
  return rates.flatMap(({ from, base }, index) => {
    const next = rates[index + 1]?.from ?? end;
    const low = from > start ? from : start;
    const high = next < end ? next : end;
    if (low >= high) return [];
    const rate = addScaled(base, margin);
    const isNegative = unitsAt(rate, rate.scale) < 0;
    return [{ from: low, until: high, rate: isNegative ? { units: 0, scale: 0 } : rate }];
  });
}

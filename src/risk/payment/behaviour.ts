/** The payment habits of one client, from its invoices and their settlement. */
import {
  datePartsOf,
  daysInMonth,
  fromDayNumber,
  toDayNumber,
} from "../../values/calendar-date.js";
import { fail } from "../../values/errors.js";
import { atIndex, expectArray, expectInteger, expectRecord } from "../../values/plain.js";
import {
  addScaled,
  compareScaled,
  multiplyScaled,
  negateScaled,
  scaledZero,
  signOf,
} from "../../values/scaled.js";
import type { Scaled } from "../../values/scaled.js";
import { positivePart, toDouble } from "../amounts.js";
import type { OneCurrency } from "../amounts.js";
import { expectAsOf } from "../days.js";
import { absent, known } from "../measure.js";
import type { Measure } from "../measure.js";
import { collectionDays, collectionEffectiveness } from "./figures.js";
import { openOn, readInvoices } from "./ledger.js";
import type { Invoice, Promised } from "./ledger.js";
import type { AgeingBucket, InvoiceItem, PaymentBehaviour, PaymentOptions } from "./model.js";
import { indexOfDaysBeyondTerms } from "./payment-index.js";

interface Settings {
  readonly today: number;
  readonly windowDays: number;
  readonly historyDays: number;
  readonly ageingFrom: readonly number[];
  readonly paymentsMin: number;
}

const DAYS_MAX = 36_525;
/** A change of less than a day is no trend. */
const STEADY_DAYS = 1;

function settingsOf(options: PaymentOptions, asOf: string): Settings {
  const keys = ["windowDays", "historyDays", "ageingFrom", "paymentsMin"];
  expectRecord(options, "options", keys);
  const ageingFrom = expectArray(options.ageingFrom ?? [1, 31, 61, 91], "ageingFrom", 100).map(
    (days, index) => expectInteger(days, atIndex("ageingFrom", index), 1, DAYS_MAX),
  );
  ageingFrom.forEach((days, index) => {
    const before = ageingFrom[index - 1] ?? 0;
    if (index === 0 && days !== 1)
      fail("schema.value", "ageingFrom[0]", "1: overdue begins there", days);
    if (days <= before) {
      fail("schema.value", atIndex("ageingFrom", index), `days above ${String(before)}`, days);
    }
  });
  return {
    today: toDayNumber(asOf),
    windowDays: expectInteger(options.windowDays ?? 90, "windowDays", 1, DAYS_MAX),
    historyDays: expectInteger(options.historyDays ?? 365, "historyDays", 2, DAYS_MAX),
    ageingFrom,
    paymentsMin: expectInteger(options.paymentsMin ?? 3, "paymentsMin", 1),
  };
}

function total(amounts: Iterable<Scaled>): Scaled {
  let sum = scaledZero;
  for (const amount of amounts) sum = addScaled(sum, amount);
  return sum;
}

interface OpenInvoice {
  readonly open: Scaled;
  readonly overdueDays: number;
}

function openInvoices(invoices: readonly Invoice[], today: number): readonly OpenInvoice[] {
  return invoices.map((invoice) => ({
    open: openOn(invoice, today),
    overdueDays: Math.max(0, today - invoice.due),
  }));
}

function ageingOf(
  list: readonly OpenInvoice[],
  bounds: readonly number[],
  currency: OneCurrency,
): readonly AgeingBucket[] {
  const sums: Scaled[] = [scaledZero, ...bounds.map(() => scaledZero)];
  const counts = sums.map(() => 0);
  for (const { open, overdueDays } of list) {
    if (signOf(open) <= 0) continue;
    let bucket = 0;
    while (bucket < bounds.length && overdueDays >= (bounds[bucket] ?? Infinity)) bucket += 1;
    sums[bucket] = addScaled(sums[bucket] ?? scaledZero, open);
    counts[bucket] = (counts[bucket] ?? 0) + 1;
  }
  const all = toDouble(total(sums));
  return sums.map((sum, bucket) => {
    const next = bucket === 0 ? undefined : bounds[bucket];
    return {
      fromDays: bounds[bucket - 1] ?? null,
      toDays: next === undefined ? null : next - 1,
      amount: currency.money(sum),
      invoices: counts[bucket] ?? 0,
      share: all === 0 ? 0 : toDouble(sum) / all,
    };
  });
}

/** Counts sales back month by month until they make up what is open. */
function countBack(invoices: readonly Invoice[], open: number, today: number): Measure {
  if (open === 0) return known(0);
  const byMonth = new Map<string, Scaled>();
  let first = today;
  for (const { issued, amount } of invoices) {
    const month = fromDayNumber(issued).slice(0, 7);
    byMonth.set(month, addScaled(byMonth.get(month) ?? scaledZero, amount));
    if (issued < first) first = issued;
  }
  let [remaining, days, last] = [open, 0, today];
  while (last >= first) {
    const text = fromDayNumber(last);
    const { year, month, day } = datePartsOf(text, "date");
    const length = last === today ? day : daysInMonth(year, month);
    const sales = toDouble(byMonth.get(text.slice(0, 7)) ?? scaledZero);
    if (sales >= remaining) return known(days + (length * remaining) / sales);
    remaining -= sales;
    days += length;
    last -= day;
  }
  return absent("not-enough-data", "creditSales");
}

interface PaidShare {
  readonly day: number;
  readonly lateDays: number;
  readonly amount: number;
}

function paymentsIn(
  invoices: readonly Invoice[],
  from: number,
  today: number,
): readonly PaidShare[] {
  const paid: PaidShare[] = [];
  for (const { due, settlements } of invoices) {
    for (const { day, amount, isPayment } of settlements ?? []) {
      if (isPayment && day > from && day <= today) {
        paid.push({ day, lateDays: day - due, amount: toDouble(amount) });
      }
    }
  }
  // By day, then by size: a sum of doubles must not depend on the order of the invoices.
  return paid.sort((a, b) => a.day - b.day || a.lateDays - b.lateDays || a.amount - b.amount);
}

function weightedDays(paid: readonly PaidShare[], paymentsMin: number): Measure {
  if (paid.length < paymentsMin) return absent("not-enough-data", "payments");
  let [weight, days] = [0, 0];
  for (const { lateDays, amount } of paid) {
    weight += amount;
    days += amount * lateDays;
  }
  return known(days / weight, "payments");
}

function trendOf(paid: readonly PaidShare[], settings: Settings): PaymentBehaviour["trend"] {
  const middle = settings.today - Math.floor(settings.historyDays / 2);
  const earlier = weightedDays(
    paid.filter(({ day }) => day <= middle),
    settings.paymentsMin,
  );
  const later = weightedDays(
    paid.filter(({ day }) => day > middle),
    settings.paymentsMin,
  );
  if (earlier.value === null || later.value === null) {
    const nothing = earlier.value === null ? earlier : later;
    return { earlier, later, change: nothing, direction: "unknown" };
  }
  const days = later.value - earlier.value;
  const moved = days > 0 ? "worsening" : "improving";
  const direction = Math.abs(days) < STEADY_DAYS ? "steady" : moved;
  return { earlier, later, change: known(days), direction };
}

function promiseOutcome(
  invoice: Invoice,
  promise: Promised,
  today: number,
): "kept" | "broken" | "pending" {
  let arrived = scaledZero;
  for (const { day, amount, isPayment } of invoice.settlements ?? []) {
    if (isPayment && day >= promise.madeOn && day <= promise.payBy)
      arrived = addScaled(arrived, amount);
  }
  if (compareScaled(arrived, promise.amount) >= 0) return "kept";
  return promise.payBy >= today ? "pending" : "broken";
}

function promisesOf(invoices: readonly Invoice[], today: number): PaymentBehaviour["promises"] {
  const counts = { kept: 0, broken: 0, pending: 0 };
  for (const invoice of invoices) {
    for (const promise of invoice.promises) counts[promiseOutcome(invoice, promise, today)] += 1;
  }
  return counts;
}

function openOverdue(list: readonly OpenInvoice[]): Measure {
  let weight = scaledZero;
  let weighted = scaledZero;
  for (const { open, overdueDays } of list) {
    if (overdueDays === 0 || signOf(open) <= 0) continue;
    weight = addScaled(weight, open);
    weighted = addScaled(weighted, multiplyScaled(open, { units: overdueDays, scale: 0 }));
  }
  return signOf(weight) === 0
    ? absent("not-applicable", "overdue invoices")
    : known(toDouble(weighted) / toDouble(weight));
}

function openTotals(list: readonly OpenInvoice[], currency: OneCurrency): PaymentBehaviour["open"] {
  if (list.length === 0) return null;
  const current = total(
    list.filter((one) => one.overdueDays === 0).map((one) => positivePart(one.open)),
  );
  const overdue = total(
    list.filter((one) => one.overdueDays > 0).map((one) => positivePart(one.open)),
  );
  const credit = total(list.map((one) => positivePart(negateScaled(one.open))));
  let oldestOverdueDays = 0;
  for (const { open, overdueDays } of list) {
    if (signOf(open) > 0 && overdueDays > oldestOverdueDays) oldestOverdueDays = overdueDays;
  }
  return {
    total: currency.money(addScaled(current, overdue)),
    current: currency.money(current),
    overdue: currency.money(overdue),
    credit: currency.money(credit),
    oldestOverdueDays,
  };
}

interface Flows {
  readonly receivables: number;
  readonly currentReceivables: number;
  readonly creditSales: number;
  readonly beginningReceivables: number;
}

function flowsOf(
  invoices: readonly Invoice[],
  list: readonly OpenInvoice[],
  settings: Settings,
): Flows {
  const start = settings.today - settings.windowDays;
  const isCurrent = (one: OpenInvoice): boolean => one.overdueDays === 0;
  return {
    receivables: toDouble(total(list.map((one) => positivePart(one.open)))),
    currentReceivables: toDouble(
      total(list.filter(isCurrent).map((one) => positivePart(one.open))),
    ),
    creditSales: toDouble(
      total(invoices.filter((one) => one.issued > start).map((one) => one.amount)),
    ),
    beginningReceivables: toDouble(total(invoices.map((one) => positivePart(openOn(one, start))))),
  };
}

function coverageOf(invoices: readonly Invoice[]): PaymentBehaviour["coverage"] {
  const withPayments = invoices.filter((one) => one.settlements !== undefined);
  const all = toDouble(total(invoices.map((one) => one.amount)));
  const covered = toDouble(total(withPayments.map((one) => one.amount)));
  let payments = 0;
  for (const { settlements } of withPayments) {
    for (const { isPayment } of settlements ?? []) if (isPayment) payments += 1;
  }
  return {
    invoices: invoices.length,
    invoicesWithPayments: withPayments.length,
    amountShare: all === 0 ? 0 : covered / all,
    payments,
  };
}

/**
 * How a client pays, from its invoices and their settlement as known on `asOf`.
 *
 * Give every invoice of the client, not only the open ones: sales and collections are computed
 * from them. An invoice without `payments` is one whose settlement is not known; it counts in
 * the coverage only. Disputed invoices are counted apart. A payment in excess does not reduce
 * what is open elsewhere. Figures that cannot be computed say why.
 *
 * Throws `risk.as_of_required`, `risk.duplicate_id`, `risk.currency_mismatch`,
 * `risk.future_date`, `risk.amount_sign`, `date.*`. O(n log n) in payments.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { paymentBehaviour } from "clientele/risk";
 *
 * const eur = (amount: string) => ({ amount, currency: "EUR" });
 * const behaviour = paymentBehaviour(
 *   [
 *     { id: "R-1", amount: eur("1000.00"), issuedOn: "2026-09-01", dueOn: "2026-10-01",
 *       payments: [{ on: "2026-10-11", amount: eur("1000.00") }] },
 *     { id: "R-2", amount: eur("500.00"), issuedOn: "2026-10-01", dueOn: "2026-10-31",
 *       payments: [] },
 *   ],
 *   "2026-11-23",
 *   { paymentsMin: 1 },
 * );
 * assert.deepEqual(behaviour.daysBeyondTerms, { value: 10 });
 * assert.deepEqual(behaviour.open?.overdue, eur("500.00"));
 * assert.equal(behaviour.open?.oldestOverdueDays, 23);
 * ```
 * @since 0.1.0
 */
export function paymentBehaviour(
  items: readonly InvoiceItem[],
  asOf: string,
  options: PaymentOptions = {},
): PaymentBehaviour {
  const day = expectAsOf(asOf);
  const settings = settingsOf(options, day);
  const { invoices, currency } = readInvoices(items, day);
  const { today, windowDays, historyDays, paymentsMin } = settings;
  const regular = invoices.filter((one) => !one.isDisputed && one.settlements !== undefined);
  const disputed = invoices.filter((one) => one.isDisputed);
  const list = openInvoices(regular, today);
  const flows = flowsOf(regular, list, settings);
  const paid = paymentsIn(regular, today - historyDays, today);
  const daysBeyondTerms = weightedDays(paid, paymentsMin);
  const disputedOpen = total(disputed.map((one) => positivePart(openOn(one, today))));
  return {
    asOf: day,
    currency: currency.currency,
    coverage: coverageOf(invoices),
    open: openTotals(list, currency),
    ageing: regular.length === 0 ? [] : ageingOf(list, settings.ageingFrom, currency),
    ...collectionDays({ ...flows, days: windowDays }),
    daysSalesOutstandingCountBack: countBack(regular, flows.receivables, today),
    collectionEffectiveness: collectionEffectiveness({
      beginningReceivables: flows.beginningReceivables,
      creditSales: flows.creditSales,
      endingReceivables: flows.receivables,
      endingCurrent: flows.currentReceivables,
    }),
    daysBeyondTerms,
    openDaysOverdue: openOverdue(list),
    paymentIndex:
      daysBeyondTerms.value === null
        ? daysBeyondTerms
        : known(indexOfDaysBeyondTerms(daysBeyondTerms.value)),
    trend: trendOf(paid, settings),
    promises: promisesOf(regular, today),
    disputes: {
      invoices: disputed.length,
      open: disputed.length === 0 ? null : currency.money(disputedOpen),
    },
  };
}

/** What the agreement says an account pays, against what it was invoiced. */
import type { OrderLine, PricingPlan, Quote } from "../../pricing/index.js";
import { quote } from "../../pricing/index.js";
import type { DecimalInput } from "../../values/decimal.js";
import type { Money } from "../../values/money.js";
import { addIntegers, negateInteger } from "../../values/rounding.js";
import type { Integer } from "../../values/rounding.js";
import {
  multiplyScaled,
  parseScaled,
  roundScaled,
  scaledFrom,
  unitsAt,
} from "../../values/scaled.js";
import type { Account } from "./facts.js";
import type { Finding } from "./finding.js";
import { known, unknown } from "./finding.js";
import type { Purse } from "./purse.js";
import { unitsOf } from "./purse.js";
import { amountAt, isReturn } from "./read-account.js";
import type { ReadOrder } from "./read-account.js";
import type { Days } from "./turnover.js";

/**
 * Prices realised over the current window. `list` + the changes of the steps = `agreed`;
 * `agreed` − `leakage` = `invoiced`; `invoiced` + `unpriced.invoiced` = the sales of the window.
 *
 * @since 0.1.0
 */
export interface PricesRealised {
  /** At list prices: the lines that have a price. */
  readonly list: Money;
  /** As the pricing policy says. */
  readonly agreed: Money;
  /** As invoiced. */
  readonly invoiced: Money;
  /** Given away beyond the agreement; below zero where more was charged than agreed. */
  readonly leakage: Money;
  /** `invoiced` over `list`; null where the list is worth nothing. */
  readonly realisation: number | null;
  /** What each step after the list price changed, in the order of the procedure. */
  readonly steps: readonly { readonly step: string; readonly change: Money }[];
  /** Lines for which the policy has no price. */
  readonly unpriced: {
    readonly lines: number;
    readonly invoiced: Money;
    readonly articles: readonly string[];
  };
  /**
   * What comes off after the invoice: the bonus accrued over the window where there is an
   * agreement, then the policy's own rates, each of what was invoiced. Zero or below.
   */
  readonly afterInvoice: readonly { readonly id: string; readonly change: Money }[];
  /** `invoiced` + the changes after it. */
  readonly pocket: Money;
  /** `pocket` over `list`; null where the list is worth nothing. */
  readonly pocketShare: number | null;
  /** The last order of the window, quoted: its waterfall. */
  readonly latest: Quote;
}

/**
 * Something that comes off every invoice after it was written: cash discount, freight borne,
 * cost to serve.
 *
 * @since 0.1.0
 */
export interface AfterInvoiceRate {
  readonly id: string;
  /** Of what was invoiced, 0 to 1; the amount is rounded to the minor unit, half to even. */
  readonly rate: DecimalInput;
}

const ARTICLES_SHOWN_MAX = 5;

interface Totals {
  list: Integer;
  agreed: Integer;
  invoiced: Integer;
  unpricedLines: number;
  unpricedInvoiced: Integer;
  readonly steps: Map<string, Integer>;
  readonly articles: Set<string>;
}

/** Quotes one order's sales as of its own day. */
function quoteOrder(plan: PricingPlan, account: Account, order: ReadOrder): Quote {
  const lines: OrderLine[] = [];
  order.order.lines.forEach((line, index) => {
    if (isReturn(line)) return;
    const { article, productGroup, quantity } = line;
    const id = String(index + 1);
    lines.push(
      productGroup === undefined
        ? { article, id, quantity }
        : { article, productGroup, id, quantity },
    );
  });
  const { id: client, clientGroup } = account;
  const request = clientGroup === undefined ? { client, lines } : { client, clientGroup, lines };
  return quote(plan, request, { asOf: order.order.date });
}

function addQuote(totals: Totals, order: ReadOrder, answer: Quote, scale: number): void {
  for (const line of answer.lines) {
    const amount = amountAt(order, Number(line.id) - 1);
    if (line.list === null || line.net === null) {
      totals.unpricedLines += 1;
      totals.unpricedInvoiced = addIntegers(totals.unpricedInvoiced, amount);
      if (totals.articles.size < ARTICLES_SHOWN_MAX) totals.articles.add(line.article);
      continue;
    }
    const currency = answer.currency;
    const list = unitsOf(line.list, currency, scale, "list");
    totals.list = addIntegers(totals.list, list);
    totals.agreed = addIntegers(totals.agreed, unitsOf(line.net, currency, scale, "net"));
    totals.invoiced = addIntegers(totals.invoiced, amount);
    addSteps(totals.steps, line.entries, scale);
  }
}

/** Sums the changes by step; the base price, which makes up the list, is left out. */
function addSteps(
  steps: Map<string, Integer>,
  entries: Quote["lines"][number]["entries"],
  scale: number,
): void {
  for (let index = 1; index < entries.length; index += 1) {
    const entry = entries[index];
    if (entry === undefined) continue;
    const change = unitsAt(parseScaled(entry.change, "money", "change"), scale);
    steps.set(entry.step, addIntegers(steps.get(entry.step) ?? 0, change));
  }
}

/** Prices realised over the days of a window. @internal */
export function pricesRealised(
  plan: PricingPlan | null,
  account: Account,
  orders: readonly ReadOrder[],
  context: {
    readonly window: Days;
    readonly purse: Purse;
    readonly scale: number;
    readonly afterInvoice: readonly AfterInvoiceRate[];
    /** Bonus accrued over the window; null without an agreement. */
    readonly bonus: Money | null;
  },
): Finding<PricesRealised> {
  if (plan === null) return unknown("not-in-policy", "pricing");
  const { window, purse, scale } = context;
  const totals: Totals = {
    list: 0,
    agreed: 0,
    invoiced: 0,
    unpricedLines: 0,
    unpricedInvoiced: 0,
    steps: new Map(),
    articles: new Set(),
  };
  let latest: Quote | null = null;
  for (const order of orders) {
    if (order.saleLines === 0 || order.day < window.from || order.day >= window.until) continue;
    latest = quoteOrder(plan, account, order);
    addQuote(totals, order, latest, scale);
  }
  if (latest === null) return unknown("not-enough-facts", "orders of the window");
  const after = changesAfter(totals.invoiced, context);
  const pocket = after.reduce((sum, one) => addIntegers(sum, one.units), totals.invoiced);
  return known({
    list: purse(totals.list),
    agreed: purse(totals.agreed),
    invoiced: purse(totals.invoiced),
    leakage: purse(addIntegers(totals.agreed, negateInteger(totals.invoiced))),
    realisation: totals.list === 0 ? null : Number(totals.invoiced) / Number(totals.list),
    steps: plan.steps
      .filter((step) => totals.steps.has(step.id))
      .map((step) => ({ step: step.id, change: purse(totals.steps.get(step.id) ?? 0) })),
    unpriced: {
      lines: totals.unpricedLines,
      invoiced: purse(totals.unpricedInvoiced),
      articles: [...totals.articles],
    },
    afterInvoice: after.map(({ id, units }) => ({ id, change: purse(units) })),
    pocket: purse(pocket),
    pocketShare: totals.list === 0 ? null : Number(pocket) / Number(totals.list),
    latest,
  });
}

/** What comes off after the invoice, in minor units. */
function changesAfter(
  invoiced: Integer,
  context: {
    readonly scale: number;
    readonly afterInvoice: readonly AfterInvoiceRate[];
    readonly bonus: Money | null;
  },
): readonly { readonly id: string; readonly units: Integer }[] {
  const { scale, afterInvoice, bonus } = context;
  const rates = afterInvoice.map(({ id, rate }) => {
    const off = multiplyScaled({ units: invoiced, scale }, scaledFrom(rate, "review", "rate"));
    return { id, units: negateInteger(roundScaled(off, scale, "halfEven").units) };
  });
  if (bonus === null) return rates;
  const units = negateInteger(unitsOf(bonus, bonus.currency, scale, "bonus"));
  return [{ id: "bonus", units }, ...rates];
}

/** An order's sales at list prices; null without a policy, or where a line has no price. @internal */
export function listValueOf(
  plan: PricingPlan | null,
  account: Account,
  order: ReadOrder,
): Money | null {
  if (plan === null || order.saleLines === 0) return null;
  const { lines, list } = quoteOrder(plan, account, order);
  return lines.some((line) => line.net === null) ? null : list;
}

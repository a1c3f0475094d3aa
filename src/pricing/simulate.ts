/** One policy against another over the same orders, and the difference of two quotes. */
import type { DecimalText } from "../values/decimal.js";
import { fail } from "../values/errors.js";
import type { Money } from "../values/money.js";
import {
  atIndex,
  compareText,
  expectArray,
  expectRecord,
  expectCompiled,
} from "../values/plain.js";
import { addIntegers, compareIntegers, negateInteger } from "../values/rounding.js";
import type { Integer } from "../values/rounding.js";
import type { PricingOrder, Quote } from "./model.js";
import type { PricingPlan } from "./plan.js";
import { moneyFrom, purseOf, unitsOf } from "./purse.js";
import type { Purse } from "./purse.js";
import { quote } from "./quote.js";
import type { QuoteOptions } from "./quote.js";
import { readingStored } from "../values/stored.js";

/** Both policies' figures, and what the second adds to the first. @since 0.1.0 */
export interface Compared {
  readonly before: Money;
  readonly after: Money;
  readonly change: Money;
}

/** One client's difference. @since 0.1.0 */
export interface ClientDifference extends Compared {
  readonly client: string;
}

/** What a change of policy does to orders as they were. @since 0.1.0 */
export interface Simulation {
  readonly revenue: Compared;
  /** Over the lines whose cost is known and that both policies price; null without any. */
  readonly margin: Compared | null;
  /** By change, largest first, then by id. */
  readonly clients: readonly ClientDifference[];
  /** Clients who would pay less. */
  readonly winners: readonly string[];
  /** Clients who would pay more. */
  readonly losers: readonly string[];
  /** Lines that only one of the policies prices: they count as nothing in the other. */
  readonly unpriced: { readonly before: number; readonly after: number };
}

interface Sums {
  before: Integer;
  after: Integer;
}

/**
 * Quotes orders under two policies of one currency. The quantities stay as they were: what
 * clients would buy at other prices is not here. O(orders).
 *
 * @throws ClienteleError `money.currency_mismatch` for policies of two currencies, and as `quote`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compilePolicy, simulate } from "clientele/pricing";
 *
 * const at = (amount: string) =>
 *   compilePolicy({
 *     id: amount,
 *     currency: "EUR",
 *     steps: [{ id: "list", kind: "price", access: [["article"]] }],
 *     records: [{ id: "p", step: "list", key: { article: "lamp" }, value: { kind: "unitPrice", amount } }],
 *   });
 * const orders = [{ client: "acme", lines: [{ id: "1", article: "lamp", quantity: 3 }] }];
 * const result = simulate(at("10"), at("9"), orders, { asOf: "2026-11-23" });
 * assert.equal(result.revenue.change.amount, "-3.00");
 * assert.deepEqual(result.winners, ["acme"]);
 * ```
 * @since 0.1.0
 */
export function simulate(
  planA: PricingPlan,
  planB: PricingPlan,
  orders: readonly PricingOrder[],
  context: QuoteOptions,
): Simulation {
  expectCompiled(planA, "planA", "nodes");
  expectCompiled(planB, "planB", "nodes");
  expectArray(orders, "orders");
  expectRecord(context, "context");
  if (planA.currency !== planB.currency) {
    fail("money.currency_mismatch", "planB.currency", planA.currency, planB.currency);
  }
  const purse = purseOf(planA.currency);
  const revenue: Sums = { before: 0, after: 0 };
  const margin: Sums = { before: 0, after: 0 };
  const clients = new Map<string, Sums>();
  const unpriced = { before: 0, after: 0 };
  let isCosted = false;
  expectArray(orders, "orders").forEach((order, index) => {
    if (
      (order as PricingOrder).currency !== undefined &&
      (order as PricingOrder).currency !== purse.currency
    ) {
      fail(
        "money.currency_mismatch",
        `${atIndex("orders", index)}.currency`,
        purse.currency,
        (order as PricingOrder).currency,
      );
    }
    const before = quote(planA, order as PricingOrder, context);
    const after = quote(planB, order as PricingOrder, context);
    addSums(revenue, netUnits(purse, before), netUnits(purse, after));
    const client = clients.get(before.client) ?? { before: 0, after: 0 };
    addSums(client, netUnits(purse, before), netUnits(purse, after));
    clients.set(before.client, client);
    unpriced.before += before.unpriced.length;
    unpriced.after += after.unpriced.length;
    isCosted = addMargins(purse, margin, before, after) || isCosted;
  });
  const differences = [...clients]
    .map(([client, sums]) => ({
      client,
      sums,
      change: addIntegers(sums.after, negateInteger(sums.before)),
    }))
    .sort(
      (a, b) =>
        compareIntegers(sizeOf(b.change), sizeOf(a.change)) || compareText(a.client, b.client),
    );
  return {
    revenue: compared(purse, revenue),
    margin: isCosted ? compared(purse, margin) : null,
    clients: differences.map(({ client, sums }) => ({ client, ...compared(purse, sums) })),
    winners: differences.filter(({ change }) => change < 0).map(({ client }) => client),
    losers: differences.filter(({ change }) => change > 0).map(({ client }) => client),
    unpriced,
  };
}

function sizeOf(units: Integer): Integer {
  return units < 0 ? negateInteger(units) : units;
}

function netUnits(purse: Purse, one: Quote): Integer {
  return unitsOf(purse, one.net, "quote.net");
}

function addSums(sums: Sums, before: Integer, after: Integer): void {
  sums.before = addIntegers(sums.before, before);
  sums.after = addIntegers(sums.after, after);
}

function compared(purse: Purse, { before, after }: Sums): Compared {
  const change = addIntegers(after, negateInteger(before));
  return {
    before: moneyFrom(purse, before),
    after: moneyFrom(purse, after),
    change: moneyFrom(purse, change),
  };
}

function addMargins(purse: Purse, margin: Sums, before: Quote, after: Quote): boolean {
  let isCosted = false;
  const lines = new Map(after.lines.map((line) => [line.id, line]));
  for (const line of before.lines) {
    const other = lines.get(line.id);
    const cost = other?.cost ?? line.cost;
    if (line.net === null || other === undefined || other.net === null || cost === undefined)
      continue;
    isCosted = true;
    const own = negateInteger(unitsOf(purse, line.cost ?? cost, "cost"));
    const next = negateInteger(unitsOf(purse, cost, "cost"));
    addSums(
      margin,
      addIntegers(unitsOf(purse, line.net, "net"), own),
      addIntegers(unitsOf(purse, other.net, "net"), next),
    );
  }
  return isCosted;
}

/** One line of a correction; above zero the client owes more (debit), below zero less (credit). @since 0.1.0 */
export interface CorrectionLine {
  readonly line: string;
  readonly article: string;
  readonly kind: "debit" | "credit";
  readonly amount: DecimalText;
}

/** The difference of two quotes as lines to be invoiced or credited. @since 0.1.0 */
export interface PriceCorrection {
  readonly lines: readonly CorrectionLine[];
  readonly debit: Money;
  readonly credit: Money;
  /** Debit less credit: the new net less the old. */
  readonly balance: Money;
}

/**
 * What a retroactive price change comes to, line by line; a line in one quote only counts as
 * nothing in the other. The balance is the new net less the old, exactly.
 *
 * @throws ClienteleError `money.currency_mismatch`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compilePolicy, priceCorrection, quote } from "clientele/pricing";
 *
 * const at = (amount: string) =>
 *   compilePolicy({
 *     id: amount,
 *     currency: "EUR",
 *     steps: [{ id: "list", kind: "price", access: [["article"]] }],
 *     records: [{ id: "p", step: "list", key: { article: "lamp" }, value: { kind: "unitPrice", amount } }],
 *   });
 * const order = { client: "acme", lines: [{ id: "1", article: "lamp", quantity: 3 }] };
 * const options = { asOf: "2026-11-23" };
 * const result = priceCorrection(quote(at("10"), order, options), quote(at("9"), order, options));
 * assert.equal(result.credit.amount, "3.00");
 * ```
 * @since 0.1.0
 */
export function priceCorrection(before: Quote, after: Quote): PriceCorrection {
  return readingStored(before, "before", () => priceCorrectionStored(before, after));
}

function priceCorrectionStored(before: Quote, after: Quote): PriceCorrection {
  expectRecord(before, "before");
  expectRecord(after, "after");
  const purse = purseOf(before.currency);
  const changes = new Map<string, { article: string; units: Integer }>();
  const collect = (one: Quote, sign: 1 | -1): void => {
    for (const line of one.lines) {
      if (line.net === null) continue;
      const units = unitsOf(purse, line.net, "quote.lines");
      const known = changes.get(line.id) ?? { article: line.article, units: 0 };
      changes.set(line.id, {
        ...known,
        units: addIntegers(known.units, sign === 1 ? units : negateInteger(units)),
      });
    }
  };
  collect(before, -1);
  collect(after, 1);
  const lines: CorrectionLine[] = [];
  const sums: Sums = { before: 0, after: 0 };
  for (const [line, { article, units }] of changes) {
    if (units === 0) continue;
    const kind = units > 0 ? "debit" : "credit";
    lines.push({ line, article, kind, amount: moneyFrom(purse, sizeOf(units)).amount });
    if (kind === "debit") sums.after = addIntegers(sums.after, units);
    else sums.before = addIntegers(sums.before, sizeOf(units));
  }
  return {
    lines,
    debit: moneyFrom(purse, sums.after),
    credit: moneyFrom(purse, sums.before),
    balance: compared(purse, sums).change,
  };
}

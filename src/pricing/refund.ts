/** Returns: what comes back of what was paid, by a named policy. */
import { fail } from "../values/errors.js";
import type { DecimalInput, DecimalText } from "../values/decimal.js";
import type { Money } from "../values/money.js";
import {
  at,
  atIndex,
  expectArray,
  expectIdentifier,
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
  compareScaled,
  formatScaled,
  parseScaled,
  scaledFrom,
  signOf,
  subtractScaled,
  unitsAt,
} from "../values/scaled.js";
import type { Scaled } from "../values/scaled.js";
import type { PricingOrder, Quote, QuoteLine } from "./model.js";
import { moneyFrom, purseOf, unitsOf } from "./purse.js";
import type { Purse } from "./purse.js";
import { readingStored } from "../values/stored.js";

/** Units of a line that came back: all so far, this return included. @since 0.1.0 */
export interface ReturnedLine {
  readonly line: string;
  /** From zero to the quantity bought, over all returns so far. */
  readonly quantity: DecimalInput;
}

/**
 * How a return is settled.
 *
 * | policy | what has to come back in all |
 * |---|---|
 * | `keepShare` | of each line, the share of its net that the returned units have |
 * | `reprice` | what was paid, less the net of `kept` |
 * | `clawBack` | as `keepShare`, less what records that `kept` no longer has gave to the kept units |
 *
 * `kept` is the quote of {@link keptOrder} under the same plan and day; it is not needed for
 * `keepShare`, nor when everything came back.
 *
 * @since 0.1.0
 */
export interface RefundPolicy {
  readonly policy?: "keepShare" | "reprice" | "clawBack";
  readonly kept?: Quote;
  /** Refunded by earlier returns of the same quote; nothing unless named. */
  readonly refunded?: Money;
}

/** What is refunded. `inAll` is over all returns; `total` is what is still to be paid of it. @since 0.1.0 */
export interface Refund {
  readonly total: Money;
  readonly inAll: Money;
  readonly lines: readonly {
    readonly line: string;
    readonly quantity: DecimalText;
    readonly amount: Money;
  }[];
  /** Taken back from kept units, by record. */
  readonly clawedBack: readonly {
    readonly line: string;
    readonly record: string;
    readonly amount: Money;
  }[];
}

/**
 * What a return brings back: never more than was paid, never less than nothing. Returns in any
 * number of parts add up to the refund of them all, as each is what is due in all less what was
 * refunded before.
 *
 * @throws ClienteleError `pricing.unknown_line`, `pricing.quantity` for more than was bought,
 * `pricing.kept` where a policy needs the quote of what is kept, `money.currency_mismatch`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compilePolicy, quote, refund } from "clientele/pricing";
 *
 * const plan = compilePolicy({
 *   id: "2026",
 *   currency: "EUR",
 *   steps: [
 *     { id: "list", kind: "price", access: [["article"]] },
 *     { id: "ten", kind: "discount", access: [[]] },
 *   ],
 *   records: [
 *     { id: "p", step: "list", key: { article: "lamp" }, value: { kind: "unitPrice", amount: "100" } },
 *     { id: "d", step: "ten", key: {}, value: { kind: "percent", rate: "-0.1" } },
 *   ],
 * });
 * const order = { client: "acme", lines: [{ id: "1", article: "lamp", quantity: 3 }] };
 * const paid = quote(plan, order, { asOf: "2026-11-23" });
 * assert.equal(refund(paid, [{ line: "1", quantity: 2 }]).total.amount, "180.00");
 * ```
 * @since 0.1.0
 */
export function refund(
  quote: Quote,
  returned: readonly ReturnedLine[],
  policy: RefundPolicy = {},
): Refund {
  return readingStored(quote, "quote", () => refundStored(quote, returned, policy));
}

function refundStored(
  quote: Quote,
  returned: readonly ReturnedLine[],
  policy: RefundPolicy,
): Refund {
  expectRecord(quote, "quote");
  expectArray(returned, "returned");
  expectRecord(policy, "policy");
  const purse = purseOf(quote.currency);
  const kind = expectOneOf(policy.policy ?? "keepShare", "policy.policy", [
    "keepShare",
    "reprice",
    "clawBack",
  ]);
  const back = readReturned(quote, returned);
  const isAll = quote.lines.every((line) => isWholeBack(line, back));
  const kept = policy.kept ?? null;
  if (kind !== "keepShare" && !isAll && kept === null) {
    return fail("pricing.kept", "policy.kept", "the quote of what is kept", kept);
  }
  const paid = unitsOf(purse, quote.net, "quote.net");
  const shares = quote.lines.map((line) => ({
    line,
    units: shareOf(purse, line, back.get(line.id)),
  }));
  const clawed =
    kind === "clawBack" && kept !== null && !isAll ? clawBack(purse, quote, kept, back) : [];
  let due: Integer = 0;
  for (const { units } of shares) due = addIntegers(due, units);
  for (const { units } of clawed) due = addIntegers(due, negateInteger(units));
  if (kind === "reprice") {
    due =
      isAll || kept === null
        ? paid
        : addIntegers(paid, negateInteger(unitsOf(purse, kept.net, "policy.kept.net")));
  }
  const inAll = compareIntegers(due, 0) < 0 ? 0 : compareIntegers(due, paid) > 0 ? paid : due;
  const before =
    policy.refunded === undefined ? 0 : unitsOf(purse, policy.refunded, "policy.refunded");
  const total = compareIntegers(inAll, before) > 0 ? addIntegers(inAll, negateInteger(before)) : 0;
  return {
    total: moneyFrom(purse, total),
    inAll: moneyFrom(purse, inAll),
    lines: shares
      .filter(({ line }) => back.has(line.id))
      .map(({ line, units }) => ({
        line: line.id,
        quantity: formatScaled(back.get(line.id) ?? { units: 0, scale: 0 }),
        amount: moneyFrom(purse, units),
      })),
    clawedBack: clawed.map(({ line, record, units }) => ({
      line,
      record,
      amount: moneyFrom(purse, units),
    })),
  };
}

function readReturned(
  quote: Quote,
  returned: readonly ReturnedLine[],
): ReadonlyMap<string, Scaled> {
  const bought = new Map(quote.lines.map((line) => [line.id, line]));
  const back = new Map<string, Scaled>();
  expectArray(returned, "returned").forEach((value, index) => {
    const path = atIndex("returned", index);
    const row = expectRecord(value, path, ["line", "quantity"]);
    const id = expectIdentifier(row["line"], at(path, "line"));
    const line = bought.get(id);
    if (line === undefined || back.has(id)) {
      return fail("pricing.unknown_line", at(path, "line"), "a line of the quote, once", id);
    }
    const quantity = scaledFrom(row["quantity"], "pricing", at(path, "quantity"));
    if (signOf(quantity) < 0 || compareScaled(quantity, quantityOf(line)) > 0) {
      fail("pricing.quantity", at(path, "quantity"), `from 0 to ${line.quantity}`, row["quantity"]);
    }
    back.set(id, quantity);
  });
  return back;
}

function quantityOf(line: QuoteLine): Scaled {
  return parseScaled(line.quantity, "pricing", "quantity");
}

function isWholeBack(line: QuoteLine, back: ReadonlyMap<string, Scaled>): boolean {
  const quantity = back.get(line.id);
  if (line.net === null || line.gift !== undefined) return true;
  return quantity !== undefined && compareScaled(quantity, quantityOf(line)) === 0;
}

/** Amount × part ÷ whole, rounded half to even. */
function proportion(amount: Integer, part: Scaled, whole: Scaled): Integer {
  const scale = Math.max(part.scale, whole.scale);
  return roundQuotient(
    multiplyIntegers(amount, unitsAt(part, scale)),
    unitsAt(whole, scale),
    "halfEven",
  );
}

function shareOf(purse: Purse, line: QuoteLine, quantity: Scaled | undefined): Integer {
  if (line.net === null || quantity === undefined) return 0;
  return proportion(unitsOf(purse, line.net, "quote.lines"), quantity, quantityOf(line));
}

interface Clawed {
  readonly line: string;
  readonly record: string;
  readonly units: Integer;
}

/** What records that no longer apply had given to the units that are kept. */
function clawBack(
  purse: Purse,
  quote: Quote,
  kept: Quote,
  back: ReadonlyMap<string, Scaled>,
): readonly Clawed[] {
  const still = new Set(
    kept.lines.flatMap((line) => line.entries.map((entry) => `${line.id}\n${entry.record}`)),
  );
  const clawed: Clawed[] = [];
  for (const line of quote.lines) {
    const whole = quantityOf(line);
    const left = subtractScaled(whole, back.get(line.id) ?? { units: 0, scale: 0 });
    if (signOf(left) <= 0) continue;
    for (const { record, change } of line.entries) {
      const units = unitsAt(parseScaled(change, "pricing", "change"), purse.scale);
      if (units >= 0 || still.has(`${line.id}\n${record}`)) continue;
      clawed.push({ line: line.id, record, units: proportion(negateInteger(units), left, whole) });
    }
  }
  return clawed;
}

/**
 * The order without what came back: lines that came back whole are left out.
 *
 * @throws ClienteleError `pricing.unknown_line`, `pricing.quantity`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { keptOrder } from "clientele/pricing";
 *
 * const order = { client: "acme", lines: [{ id: "1", article: "lamp", quantity: 3 }] };
 * assert.equal(keptOrder(order, [{ line: "1", quantity: 2 }]).lines[0]?.quantity, "1");
 * ```
 * @since 0.1.0
 */
export function keptOrder(order: PricingOrder, returned: readonly ReturnedLine[]): PricingOrder {
  return readingStored(order, "order", () => keptOrderStored(order, returned));
}

function keptOrderStored(order: PricingOrder, returned: readonly ReturnedLine[]): PricingOrder {
  expectRecord(order, "order");
  expectArray(returned, "returned");
  const back = new Map(
    returned.map((row, index) => [
      row.line,
      scaledFrom(row.quantity, "pricing", at(atIndex("returned", index), "quantity")),
    ]),
  );
  for (const id of back.keys()) {
    if (!order.lines.some((line) => line.id === id))
      fail("pricing.unknown_line", "returned", "a line of the order", id);
  }
  const lines = order.lines.flatMap((line) => {
    const quantity = back.get(line.id);
    if (quantity === undefined) return [line];
    const left = subtractScaled(scaledFrom(line.quantity, "pricing", "quantity"), quantity);
    if (signOf(left) < 0)
      fail("pricing.quantity", "returned", "no more than was bought", formatScaled(quantity));
    return signOf(left) === 0 ? [] : [{ ...line, quantity: formatScaled(left) }];
  });
  return { ...order, lines };
}

/** Why revenue changed: price, volume and mix; and the volume at which a price change pays. */
import type { DecimalInput, DecimalText } from "../values/decimal.js";
import { fail } from "../values/errors.js";
import type { Money } from "../values/money.js";
import {
  at,
  atIndex,
  compareText,
  expectArray,
  expectIdentifier,
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
  scaledFrom,
  signOf,
  subtractScaled,
  unitsAt,
} from "../values/scaled.js";
import type { Scaled } from "../values/scaled.js";
import { moneyFrom, positive, purseFor, ratioText, unitsOf } from "./purse.js";
import type { Purse } from "./purse.js";

/** Sales of an article in a period; several rows of one article are added. @since 0.1.0 */
export interface ArticleSales {
  readonly article: string;
  readonly quantity: DecimalInput;
  readonly revenue: Money;
}

/** The parts of a change for one article: they sum to `change`. @since 0.1.0 */
export interface BridgePart {
  readonly price: DecimalText;
  readonly volume: DecimalText;
  readonly mix: DecimalText;
  /** Articles sold in one period only have no price to compare. */
  readonly new: DecimalText;
  readonly lost: DecimalText;
  readonly change: DecimalText;
}

/** A price–volume–mix bridge: before + price + volume + mix + new + lost = after, exactly. @since 0.1.0 */
export interface PriceVolumeMix extends BridgePart {
  readonly currency: string;
  readonly before: DecimalText;
  readonly after: DecimalText;
  readonly articles: readonly (BridgePart & { readonly article: string })[];
}

interface Sales {
  quantity: Scaled;
  revenue: Integer;
}

/**
 * Splits a change of revenue over articles sold in both periods: price is (p₁ − p₀) × q₁; volume
 * is what the same assortment would have brought at the total quantity of now, p₀ × q₀ × (Q₁ ÷ Q₀
 * − 1); mix is the rest of p₀ × (q₁ − q₀). Quantities have to be in one unit. Each part is rounded
 * once, and mix takes what is left, so that the bridge always closes.
 *
 * @throws ClienteleError `pricing.quantity` for one that is not above zero,
 * `money.currency_mismatch`, `pricing.sales` without any sales
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { priceVolumeMix } from "clientele/pricing";
 *
 * const eur = (amount: string) => ({ amount, currency: "EUR" });
 * const bridge = priceVolumeMix(
 *   [{ article: "a", quantity: 10, revenue: eur("100.00") }, { article: "b", quantity: 10, revenue: eur("200.00") }],
 *   [{ article: "a", quantity: 20, revenue: eur("180.00") }, { article: "b", quantity: 10, revenue: eur("200.00") }],
 * );
 * assert.deepEqual([bridge.price, bridge.volume, bridge.mix, bridge.change], ["-20.00", "150.00", "-50.00", "80.00"]);
 * ```
 * @since 0.1.0
 */
export function priceVolumeMix(
  before: readonly ArticleSales[],
  after: readonly ArticleSales[],
): PriceVolumeMix {
  expectArray(before, "before");
  expectArray(after, "after");
  const place = before.length > 0 ? "before" : "after";
  const [first] = before.length > 0 ? before : after;
  if (first === undefined)
    return fail("pricing.sales", "before", "sales in at least one period", before);
  expectRecord(first, atIndex(place, 0));
  const purse = purseFor(first.revenue, at(atIndex(place, 0), "revenue"));
  const { currency } = purse;
  const old = readSales(purse, before, "before");
  const now = readSales(purse, after, "after");
  const both = [...old.keys()].filter((article) => now.has(article));
  const totals = { before: totalOf(old, both), after: totalOf(now, both) };
  const ids = [...new Set([...old.keys(), ...now.keys()])].sort(compareText);
  const rows = ids.map((article) => ({
    article,
    parts: split(old.get(article), now.get(article), totals),
  }));
  const sums = rows.reduce<Parts>((sum, { parts }) => addParts(sum, parts), NO_PARTS);
  return {
    currency,
    before: moneyFrom(purse, revenueOf(old)).amount,
    after: moneyFrom(purse, revenueOf(now)).amount,
    ...written(purse, sums),
    articles: rows.map(({ article, parts }) => ({ article, ...written(purse, parts) })),
  };
}

interface Parts {
  readonly price: Integer;
  readonly volume: Integer;
  readonly mix: Integer;
  readonly new: Integer;
  readonly lost: Integer;
}
const NO_PARTS: Parts = { price: 0, volume: 0, mix: 0, new: 0, lost: 0 };

function addParts(a: Parts, b: Parts): Parts {
  return {
    price: addIntegers(a.price, b.price),
    volume: addIntegers(a.volume, b.volume),
    mix: addIntegers(a.mix, b.mix),
    new: addIntegers(a.new, b.new),
    lost: addIntegers(a.lost, b.lost),
  };
}

function written(purse: Purse, parts: Parts): BridgePart {
  const text = (units: Integer): DecimalText => moneyFrom(purse, units).amount;
  let change: Integer = 0;
  for (const part of [parts.price, parts.volume, parts.mix, parts.new, parts.lost])
    change = addIntegers(change, part);
  return {
    price: text(parts.price),
    volume: text(parts.volume),
    mix: text(parts.mix),
    new: text(parts.new),
    lost: text(parts.lost),
    change: text(change),
  };
}

function readSales(purse: Purse, rows: readonly ArticleSales[], place: string): Map<string, Sales> {
  const sales = new Map<string, Sales>();
  expectArray(rows, place).forEach((value, index) => {
    const path = atIndex(place, index);
    const row = expectRecord(value, path, ["article", "quantity", "revenue"]);
    const article = expectIdentifier(row["article"], at(path, "article"));
    const quantity = scaledFrom(row["quantity"], "pricing", at(path, "quantity"));
    if (signOf(quantity) <= 0)
      fail("pricing.quantity", at(path, "quantity"), "a quantity above zero", row["quantity"]);
    const revenue = unitsOf(purse, row["revenue"] as Money, at(path, "revenue"));
    const known = sales.get(article);
    if (known === undefined) sales.set(article, { quantity, revenue });
    else {
      known.quantity = addScaled(known.quantity, quantity);
      known.revenue = addIntegers(known.revenue, revenue);
    }
  });
  return sales;
}

function revenueOf(sales: ReadonlyMap<string, Sales>): Integer {
  let total: Integer = 0;
  for (const { revenue } of sales.values()) total = addIntegers(total, revenue);
  return total;
}

function totalOf(sales: ReadonlyMap<string, Sales>, articles: readonly string[]): Scaled {
  let total: Scaled = { units: 0, scale: 0 };
  for (const article of articles)
    total = addScaled(total, sales.get(article)?.quantity ?? { units: 0, scale: 0 });
  return total;
}

/** Amount × part ÷ whole, rounded half to even. */
function times(amount: Integer, part: Scaled, whole: Scaled): Integer {
  const scale = Math.max(part.scale, whole.scale);
  return roundQuotient(
    multiplyIntegers(amount, unitsAt(part, scale)),
    unitsAt(whole, scale),
    "halfEven",
  );
}

function split(
  old: Sales | undefined,
  now: Sales | undefined,
  totals: { readonly before: Scaled; readonly after: Scaled },
): Parts {
  if (old === undefined) return { ...NO_PARTS, new: now?.revenue ?? 0 };
  if (now === undefined) return { ...NO_PARTS, lost: negateInteger(old.revenue) };
  // p₀ × q₁
  const atOldPrice = times(old.revenue, now.quantity, old.quantity);
  const growth = subtractScaled(totals.after, totals.before);
  const volume = times(old.revenue, growth, totals.before);
  const quantityEffect = addIntegers(atOldPrice, negateInteger(old.revenue));
  return {
    ...NO_PARTS,
    price: addIntegers(now.revenue, negateInteger(atOldPrice)),
    volume,
    mix: addIntegers(quantityEffect, negateInteger(volume)),
  };
}

/** A price change and what the unit costs. @since 0.1.0 */
export interface PriceChange {
  readonly price: DecimalInput;
  readonly newPrice: DecimalInput;
  /** Variable cost of one unit. */
  readonly unitCost: DecimalInput;
  /** Fixed cost that comes with the change; nothing unless named. */
  readonly fixedCost?: DecimalInput;
  /** Units sold now; needed where there is a fixed cost. */
  readonly quantity?: DecimalInput;
}

/** The volume that keeps the contribution, or that none does. @since 0.1.0 */
export type BreakEven =
  | { readonly ok: true; readonly changeRate: DecimalText }
  | {
      readonly ok: false;
      readonly refusals: readonly [
        {
          readonly code: "no-margin";
          readonly message: string;
          readonly facts: { readonly newMargin: DecimalText };
        },
      ];
    };

/**
 * The relative change of volume at which a price change leaves the contribution as it was:
 * −Δp ÷ (new price − unit cost), and fixed cost ÷ (new margin × quantity) on top (Nagle & Müller,
 * "The Strategy and Tactics of Pricing"). Six decimals, rounded up. No volume is enough where the
 * new price does not exceed the unit cost: a refusal.
 *
 * @throws ClienteleError `pricing.value` for a number below zero, `pricing.quantity` for a fixed
 * cost without a quantity above zero
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { breakEvenVolume } from "clientele/pricing";
 *
 * const result = breakEvenVolume({ price: "100", newPrice: "90", unitCost: "60" });
 * assert.ok(result.ok && result.changeRate === "0.333334");
 * ```
 * @since 0.1.0
 */
export function breakEvenVolume(change: PriceChange): BreakEven {
  expectRecord(change, "change");
  const price = positive(change.price, "price");
  const next = positive(change.newPrice, "newPrice");
  const cost = positive(change.unitCost, "unitCost");
  const fixed = positive(change.fixedCost ?? 0, "fixedCost");
  const margin = subtractScaled(next, cost);
  if (compareScaled(margin, { units: 0, scale: 0 }) <= 0) {
    const scale = Math.max(margin.scale, 0);
    const newMargin = ratioText(margin.units, unitsAt({ units: 1, scale: 0 }, scale), "floor");
    const message = "At the new price a unit brings no margin: no volume is enough.";
    return { ok: false, refusals: [{ code: "no-margin", message, facts: { newMargin } }] };
  }
  const quantity =
    change.quantity === undefined ? { units: 1, scale: 0 } : positive(change.quantity, "quantity");
  if (signOf(fixed) > 0 && (change.quantity === undefined || signOf(quantity) === 0)) {
    fail("pricing.quantity", "quantity", "units sold now, above zero", change.quantity);
  }
  if (compareIntegers(quantity.units, 0) === 0)
    fail("pricing.quantity", "quantity", "above zero", change.quantity);
  // (−Δp × q + fixed) ÷ (margin × q)
  const lost = subtractScaled(price, next);
  const part = {
    units: multiplyIntegers(lost.units, quantity.units),
    scale: lost.scale + quantity.scale,
  };
  const top = addScaled(part, fixed);
  const bottom = {
    units: multiplyIntegers(margin.units, quantity.units),
    scale: margin.scale + quantity.scale,
  };
  const scale = Math.max(top.scale, bottom.scale);
  return { ok: true, changeRate: ratioText(unitsAt(top, scale), unitsAt(bottom, scale), "ceil") };
}

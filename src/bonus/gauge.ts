/** What can be added up over documents: which it is, how it is read, and in what units it adds. */
import { fail } from "../values/errors.js";
import { at, expectIdentifier, expectOneOf, expectRecord } from "../values/plain.js";
import { scaledQuantityOf } from "../values/quantity.js";
import type { Quantity } from "../values/quantity.js";
import type { Integer } from "../values/rounding.js";
import { fitsScale, multiplyScaled, roundScaled } from "../values/scaled.js";
import type { Scaled } from "../values/scaled.js";
import type { BonusGauge } from "./model.js";

/** Decimals of quantities and weights. @internal */
export const QUANTITY_SCALE = 6;

/** Names of all gauges. @internal */
export const gaugeKinds = ["netTurnover", "listTurnover", "quantity", "weight", "orders"] as const;

const NET: BonusGauge = { kind: "netTurnover" };

/** Checks a gauge; net turnover unless named. @internal */
export function readGauge(value: unknown, path: string): BonusGauge {
  if (value === undefined) return NET;
  const record = expectRecord(value, path, ["kind", "unit"]);
  const kind = expectOneOf(record["kind"], at(path, "kind"), gaugeKinds);
  if (kind === "quantity" || kind === "weight") {
    return { kind, unit: expectIdentifier(record["unit"], at(path, "unit")) };
  }
  if (record["unit"] !== undefined) fail("schema.unknown_key", at(path, "unit"), "no unit", kind);
  return { kind };
}

/** Whether a gauge is an amount of money. @internal */
export function isMoney(gauge: BonusGauge): boolean {
  return gauge.kind === "netTurnover" || gauge.kind === "listTurnover";
}

/** Decimals in which a gauge is added up. @internal */
export function scaleOfGauge(gauge: BonusGauge, minorUnits: number): number {
  if (isMoney(gauge)) return minorUnits;
  return gauge.kind === "orders" ? 0 : QUANTITY_SCALE;
}

/** The unit in which a gauge is said. @internal */
export function unitOfGauge(gauge: BonusGauge, currency: string): string {
  if (gauge.kind === "quantity" || gauge.kind === "weight") return gauge.unit;
  return gauge.kind === "orders" ? "orders" : currency;
}

/** Whether two gauges are the same. @internal */
export function isSameGauge(a: BonusGauge, b: BonusGauge): boolean {
  return unitOfGauge(a, "") === unitOfGauge(b, "") && a.kind === b.kind;
}

/** Exact ratios from unit to unit, for one article or for all. @internal */
export type Conversions = ReadonlyMap<string, Scaled>;

/** Where a ratio is kept. @internal */
export function conversionKey(from: string, to: string, article = ""): string {
  return JSON.stringify([from, to, article]);
}

/** A quantity of a document in a unit, in millionths. @internal */
export function quantityUnits(
  value: Quantity | undefined,
  wanted: { readonly unit: string; readonly article: string | undefined },
  context: { readonly conversions: Conversions; readonly path: string },
): Integer {
  const { conversions, path } = context;
  if (value === undefined) return fail("bonus.quantity_missing", path, `in ${wanted.unit}`, value);
  const exact = scaledQuantityOf(value, path);
  const converted =
    value.unit === wanted.unit
      ? exact
      : convertedTo(value.unit, exact, { wanted, conversions, path });
  if (!fitsScale(converted, QUANTITY_SCALE)) {
    fail("bonus.quantity_scale", at(path, "amount"), "at most 6 decimals", value.amount);
  }
  return roundScaled(converted, QUANTITY_SCALE, "down").units;
}

function convertedTo(
  from: string,
  exact: Scaled,
  {
    wanted,
    conversions,
    path,
  }: {
    readonly wanted: { readonly unit: string; readonly article: string | undefined };
    readonly conversions: Conversions;
    readonly path: string;
  },
): Scaled {
  const { unit, article } = wanted;
  const own =
    article === undefined ? undefined : conversions.get(conversionKey(from, unit, article));
  const ratio = own ?? conversions.get(conversionKey(from, unit));
  if (ratio === undefined) {
    return fail("quantity.unit_mismatch", at(path, "unit"), `a quantity in ${unit}`, from);
  }
  return multiplyScaled(exact, ratio);
}

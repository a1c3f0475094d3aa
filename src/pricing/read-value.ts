/** The value, scale and limits of one record, checked. */
import { compileScale } from "../scales/index.js";
import type { Scale, ScalePlan } from "../scales/index.js";
import { toDecimalText } from "../values/decimal.js";
import { fail } from "../values/errors.js";
import {
  at,
  atIndex,
  expectArray,
  expectIdentifier,
  expectInteger,
  expectOneOf,
  expectRecord,
} from "../values/plain.js";
import type { UnknownRecord } from "../values/plain.js";
import { expectRoundingMode } from "../values/rounding.js";
import { compareScaled, fitsScale, scaledFrom, signOf } from "../values/scaled.js";
import type { Scaled } from "../values/scaled.js";
import type { RecordValue, ScaleBasis } from "./model.js";
import type { AllowancePlan, LimitsPlan, RecordPlan, StepPlan } from "./plan.js";

const PRICE_SCALE_MAX = 12;
const BUNDLE_ITEMS_MAX = 100;
const UNITS_MAX = 1_000_000;
const KINDS: readonly RecordValue["kind"][] = [
  "unitPrice",
  "percent",
  "amountPerUnit",
  "amountPerLine",
  "amountPerOrder",
  "override",
  "bundlePrice",
  "freeGoods",
  "buyGet",
  "floor",
];
const MEMBERS: Readonly<Record<RecordValue["kind"], readonly string[]>> = {
  unitPrice: ["kind", "amount", "per", "unit"],
  percent: ["kind", "rate"],
  amountPerUnit: ["kind", "amount", "unit"],
  amountPerLine: ["kind", "amount"],
  amountPerOrder: ["kind", "amount"],
  override: ["kind", "amount", "unit"],
  bundlePrice: ["kind", "amount", "items"],
  freeGoods: ["kind", "buy", "get", "counting", "mode", "unit", "rounding", "article"],
  buyGet: ["kind", "buy", "get", "rate", "pick"],
  floor: ["kind", "by", "amount", "rate"],
};
const ORDER_KINDS: readonly string[] = ["percent", "amountPerOrder", "bundlePrice", "buyGet"];
const LINE_KINDS: readonly string[] = [
  "percent",
  "amountPerUnit",
  "amountPerLine",
  "override",
  "freeGoods",
];

/** @internal */
export type ValuePlan = Pick<
  RecordPlan,
  "kind" | "value" | "valueText" | "shift" | "unit" | "document"
>;

function isAllowed(kind: string, step: StepPlan): boolean {
  if (step.kind === "price") return kind === "unitPrice";
  if (step.kind === "floor") return kind === "floor";
  return (step.isOrder ? ORDER_KINDS : LINE_KINDS).includes(kind);
}

/** @internal */
export function readValue(value: unknown, step: StepPlan, path: string): ValuePlan {
  const given = expectRecord(value, path);
  const kind = expectOneOf(given["kind"], at(path, "kind"), KINDS);
  if (!isAllowed(kind, step)) {
    const scope = step.isOrder ? "order" : "line";
    fail(
      "pricing.value",
      at(path, "kind"),
      `a value for a ${step.kind} step of the ${scope}`,
      kind,
    );
  }
  expectRecord(value, path, MEMBERS[kind]);
  const number = readNumber(given, kind, path);
  const per = given["per"] ?? 1;
  if (per !== 1 && per !== 100 && per !== 1000)
    fail("schema.value", at(path, "per"), "1, 100 or 1000", per);
  if (kind === "bundlePrice") readItems(given, path);
  if (kind === "freeGoods" || kind === "buyGet") readCounts(given, kind, path);
  const unit = given["unit"];
  return {
    kind,
    value: number,
    valueText: toDecimalText(number),
    shift: String(per).length - 1,
    unit: unit === undefined ? null : expectIdentifier(unit, at(path, "unit")),
    document: value as RecordValue,
  };
}

function readNumber(given: UnknownRecord, kind: RecordValue["kind"], path: string): Scaled {
  if (kind === "freeGoods") return { units: 0, scale: 0 };
  if (kind === "floor") return readFloor(given, path);
  if (kind === "percent" || kind === "buyGet") return readRate(given["rate"], at(path, "rate"));
  const number = scaledFrom(given["amount"], "pricing", at(path, "amount"));
  if (isPrice(kind)) checkPrice(number, given["amount"], at(path, "amount"));
  return number;
}

function isPrice(kind: RecordValue["kind"]): boolean {
  return kind === "unitPrice" || kind === "override" || kind === "bundlePrice";
}

function checkPrice(number: Scaled, given: unknown, path: string): void {
  if (signOf(number) >= 0 && fitsScale(number, PRICE_SCALE_MAX)) return;
  fail("pricing.value", path, "a price of zero or more, at most 12 decimals", given);
}

function readRate(value: unknown, path: string): Scaled {
  const number = scaledFrom(value, "pricing", path);
  if (compareScaled(number, { units: -1, scale: 0 }) < 0) {
    fail("pricing.discount_range", path, "a rate of −1 or more", value);
  }
  return number;
}

function readFloor(given: UnknownRecord, path: string): Scaled {
  const by = expectOneOf(given["by"], at(path, "by"), [
    "price",
    "costPlusAmount",
    "costPlusMargin",
    "maximumDiscount",
  ]);
  const isAmount = by === "price" || by === "costPlusAmount";
  const field = isAmount ? "amount" : "rate";
  expectRecord(given, path, ["kind", "by", field]);
  const number = scaledFrom(given[field], "pricing", at(path, field));
  const isOut =
    signOf(number) < 0 || (!isAmount && compareScaled(number, { units: 1, scale: 0 }) > 0);
  if (isOut || (by === "costPlusMargin" && compareScaled(number, { units: 1, scale: 0 }) === 0)) {
    fail(
      "pricing.value",
      at(path, field),
      isAmount ? "zero or more" : "a rate from 0 to 1",
      given[field],
    );
  }
  return number;
}

function readItems(given: UnknownRecord, path: string): void {
  const place = at(path, "items");
  const items = expectArray(given["items"], place, BUNDLE_ITEMS_MAX);
  if (items.length === 0) fail("schema.value", place, "at least one item", items);
  const seen = new Set<string>();
  items.forEach((value, index) => {
    const item = expectRecord(value, atIndex(place, index), ["article", "quantity"]);
    const article = expectIdentifier(item["article"], at(atIndex(place, index), "article"));
    expectInteger(item["quantity"], at(atIndex(place, index), "quantity"), 1, UNITS_MAX);
    if (seen.has(article))
      fail("pricing.duplicate_id", atIndex(place, index), "an article of its own", article);
    seen.add(article);
  });
}

function readCounts(given: UnknownRecord, kind: "freeGoods" | "buyGet", path: string): void {
  expectInteger(given["buy"], at(path, "buy"), 1, UNITS_MAX);
  expectInteger(given["get"], at(path, "get"), 1, UNITS_MAX);
  if (kind === "buyGet") {
    expectOneOf(given["pick"], at(path, "pick"), ["cheapest", "dearest"]);
    return;
  }
  expectOneOf(given["counting"], at(path, "counting"), [
    "wholeMultiple",
    "proportional",
    "unitReference",
  ]);
  const mode = expectOneOf(given["mode"], at(path, "mode"), ["inclusive", "exclusive"]);
  if (given["rounding"] !== undefined) expectRoundingMode(given["rounding"], at(path, "rounding"));
  if (given["article"] === undefined) return;
  expectIdentifier(given["article"], at(path, "article"));
  if (mode === "inclusive")
    fail("pricing.value", at(path, "article"), "another article only when exclusive", mode);
}

/** @internal */
export function readScale(
  value: unknown,
  kind: RecordValue["kind"],
  step: StepPlan,
  path: string,
): { readonly scale: ScalePlan; readonly basis: ScaleBasis } {
  const given = expectRecord(value, path, [
    "kind",
    "bands",
    "base",
    "over",
    "of",
    "unit",
    "counter",
  ]);
  if (["freeGoods", "floor", "buyGet", "bundlePrice"].includes(kind)) {
    fail("pricing.value", path, "no scale for this value", kind);
  }
  const plan = compileScale({ kind: given["kind"], bands: given["bands"] } as Scale, path);
  checkBands(given["bands"] as Scale["bands"], kind, at(path, "bands"));
  const basis = given as ScaleBasis;
  const base = expectOneOf(basis.base ?? "quantity", at(path, "base"), [
    "quantity",
    "value",
    "weight",
  ]);
  const over = expectOneOf(
    basis.over ?? (step.isOrder ? "eligible" : "line"),
    at(path, "over"),
    step.isOrder ? ["eligible", "order"] : ["line", "article", "productGroup", "order"],
  );
  expectOneOf(basis.of ?? "running", at(path, "of"), ["list", "running"]);
  if (kind === "unitPrice" && base === "value")
    fail(
      "pricing.value",
      at(path, "base"),
      "quantity or weight, as the price makes the value",
      base,
    );
  if (basis.unit !== undefined) expectIdentifier(basis.unit, at(path, "unit"));
  if (basis.counter !== undefined) {
    expectIdentifier(basis.counter, at(path, "counter"));
    if (!step.isOrder && over !== "line")
      fail("pricing.value", at(path, "over"), "line, where there is a counter", over);
  }
  const isFlatAllowed = kind === "amountPerLine" || kind === "amountPerOrder";
  if (plan.kind === "flat" && !isFlatAllowed)
    fail("schema.value", at(path, "kind"), "allUnits or graduated", "flat");
  // A rate for a part of the units has no base of its own: that would be an amount per unit.
  const isPerUnit = kind === "unitPrice" || kind === "amountPerUnit";
  if (plan.kind === "graduated" && (!isPerUnit || over !== "line" || base !== "quantity")) {
    const isRate = kind === "percent";
    fail(
      "pricing.value",
      at(path, "kind"),
      isRate ? "allUnits for a rate" : "allUnits, or units of a line",
      "graduated",
    );
  }
  return { scale: plan, basis: { ...basis, over } };
}

/** What a band puts in place of the record's number is bound as that number is. */
function checkBands(bands: Scale["bands"], kind: RecordValue["kind"], path: string): void {
  bands.forEach((band, index) => {
    const { value } = expectRecord(band, atIndex(path, index), ["from", "value"]);
    const place = at(atIndex(path, index), "value");
    if (kind !== "percent" && !isPrice(kind)) return;
    if (kind === "percent") readRate(value, place);
    else checkPrice(scaledFrom(value, "pricing", place), value, place);
  });
}

/** @internal */
export function readLimits(value: unknown, path: string): LimitsPlan {
  const given = expectRecord(value, path, [
    "perOrder",
    "perClient",
    "total",
    "unitsPerLineMax",
    "pick",
    "excess",
  ]);
  const allowance = (name: string): AllowancePlan | null =>
    given[name] === undefined ? null : readAllowance(given[name], at(path, name));
  const max = given["unitsPerLineMax"];
  return {
    perOrder: allowance("perOrder"),
    perClient: allowance("perClient"),
    total: allowance("total"),
    unitsPerLineMax: max === undefined ? null : expectInteger(max, at(path, "unitsPerLineMax"), 1),
    isFresh: expectOneOf(given["pick"] ?? "fresh", at(path, "pick"), ["fresh", "same"]) === "fresh",
    isCut: expectOneOf(given["excess"] ?? "cut", at(path, "excess"), ["cut", "refuse"]) === "cut",
  };
}

function readAllowance(value: unknown, path: string): AllowancePlan {
  const given = expectRecord(value, path, ["amount", "units", "uses"]);
  const read = (name: string): Scaled | null => {
    if (given[name] === undefined) return null;
    const number = scaledFrom(given[name], "pricing", at(path, name));
    if (signOf(number) < 0) fail("pricing.value", at(path, name), "zero or more", given[name]);
    return number;
  };
  const uses = given["uses"];
  return {
    amount: read("amount"),
    units: read("units"),
    uses: uses === undefined ? null : expectInteger(uses, at(path, "uses"), 0),
  };
}

/**
 * A purchase as it counts: lines in minor units and thousandths, a discount on the order
 * spread over them, facts for the conditions.
 */
import type { Facts } from "../conditions/index.js";
import { allocateUnits } from "../values/allocate-units.js";
import { fail } from "../values/errors.js";
import {
  at,
  atIndex,
  expectArray,
  expectIdentifier,
  expectRecord,
  expectString,
} from "../values/plain.js";
import { formatScaled, scaledFrom, signOf, unitsAt } from "../values/scaled.js";
import { basisOf, QUANTITY_SCALE } from "./award.js";
import type { PurchaseCommand } from "./command-model.js";
import type { ProgrammePlan } from "./compile.js";
import type { PinnedLine } from "./event-model.js";
import { expectAmount } from "./read-earning.js";

const LINES_MAX = 100_000;
const LINE_KEYS = ["id", "amount", "quantity", "article", "category", "facts"];
const TEXTS = ["article", "category"];

/** The line that stands for a discount which is not spread. @internal */
export const DISCOUNT_LINE = "order-discount";

/** What was said of a line: what conditions may ask for. @internal */
export interface SaidLine {
  readonly article?: unknown;
  readonly category?: unknown;
  readonly amount?: unknown;
  readonly quantity?: unknown;
  readonly facts?: unknown;
}

/** A line, and what the caller said of it; null for one that stands for a discount. @internal */
export interface ReadLine {
  readonly pinned: PinnedLine;
  readonly said: SaidLine | null;
}

/** A purchase or activity ready for the rules. @internal */
export interface ReadPurchase {
  readonly lines: readonly ReadLine[];
  /** Minor units. */
  readonly amount: number;
  readonly partner: string | null;
  /** Put together only where a condition asks. */
  readonly facts: () => { readonly [name: string]: unknown };
  readonly memberFacts: Facts;
}

/** Thousandths of a quantity of zero or more (`loyalty.quantity`). @internal */
export function expectQuantity(value: unknown, path: string): number {
  const found = scaledFrom(value, "loyalty", path);
  const isFine = signOf(found) >= 0 && found.scale <= QUANTITY_SCALE;
  if (!isFine) fail("loyalty.quantity", path, "a quantity of zero or more, three decimals", value);
  const units = unitsAt(found, QUANTITY_SCALE);
  if (typeof units !== "number") fail("loyalty.overflow", path, "thousandths within 2^53", value);
  return units;
}

function readLine(plan: ProgrammePlan, value: unknown, path: string): ReadLine {
  const line = expectRecord(value, path, LINE_KEYS);
  const pinned = {
    id: expectIdentifier(line["id"], at(path, "id")),
    amount: expectAmount(line["amount"], at(path, "amount"), plan.amountScale),
    quantity: expectQuantity(line["quantity"] ?? 1, at(path, "quantity")),
  };
  if (line["facts"] !== undefined) expectRecord(line["facts"], at(path, "facts"));
  for (const key of TEXTS) if (line[key] !== undefined) expectString(line[key], at(path, key));
  return { pinned, said: line };
}

/** What conditions of lines may ask for. @internal */
export function factsOfLine({ said }: ReadLine): Facts {
  if (said === null) return {};
  const { article, category, amount, quantity = 1, facts = {} } = said;
  return {
    line: {
      ...(article === undefined ? {} : { article }),
      ...(category === undefined ? {} : { category }),
      amount,
      quantity,
      facts,
    },
  };
}

function readLines(plan: ProgrammePlan, value: unknown): readonly ReadLine[] {
  const lines = expectArray(value, "lines", LINES_MAX).map((line, index) =>
    readLine(plan, line, atIndex("lines", index)),
  );
  if (lines.length === 1 && lines[0]?.pinned.id !== DISCOUNT_LINE) return lines;
  const seen = new Set<string>();
  lines.forEach(({ pinned }, index) => {
    if (seen.has(pinned.id) || pinned.id === DISCOUNT_LINE) {
      fail(
        "loyalty.duplicate_id",
        at(atIndex("lines", index), "id"),
        "an id of its own",
        pinned.id,
      );
    }
    seen.add(pinned.id);
  });
  return lines;
}

/** Spreads a discount over the lines by their amounts, losing no minor unit. */
function spread(lines: readonly ReadLine[], discount: number): readonly ReadLine[] {
  const weights = lines.map((line) => line.pinned.amount);
  const parts = allocateUnits(discount, weights);
  return lines.map((line, index) => ({
    ...line,
    pinned: { ...line.pinned, amount: line.pinned.amount - Number(parts[index] ?? 0) },
  }));
}

function discounted(
  plan: ProgrammePlan,
  lines: readonly ReadLine[],
  discount: number,
): readonly ReadLine[] {
  if (discount === 0) return lines;
  if (plan.extras.orderDiscounts === "spread") return spread(lines, discount);
  const pinned = { id: DISCOUNT_LINE, amount: 0 - discount, quantity: 0 };
  return [...lines, { pinned, said: null }];
}

/** Facts that the caller adds. @internal */
export function readFacts(value: unknown, path: string): { readonly [name: string]: unknown } {
  return value === undefined ? {} : expectRecord(value, path);
}

/** A partner of the programme where one is named (`loyalty.unknown_partner`). @internal */
export function readPartnerName(plan: ProgrammePlan, value: unknown): string | null {
  if (value === undefined) return null;
  const id = expectIdentifier(value, "partner");
  if (!plan.extras.partners.has(id)) {
    fail("loyalty.unknown_partner", "partner", "a partner of the programme", id);
  }
  return id;
}

/** What conditions of a purchase may ask for, beside what the caller adds. @internal */
export function factsOfOrder(
  plan: ProgrammePlan,
  amount: number,
  lines: number,
): { readonly amount: string; readonly lines: number } {
  return { amount: formatScaled({ units: amount, scale: plan.amountScale }), lines };
}

/** Reads a purchase: `loyalty.amount`, `loyalty.quantity`, `loyalty.discount`. @internal */
export function readPurchase(plan: ProgrammePlan, command: PurchaseCommand): ReadPurchase {
  const gross = readLines(plan, command.lines);
  const total = basisOf(gross.map((line) => line.pinned)).amount;
  if (!Number.isSafeInteger(total)) {
    fail("loyalty.overflow", "lines", "minor units within 2^53", total);
  }
  const discount = expectAmount(command.orderDiscount ?? 0, "orderDiscount", plan.amountScale);
  if (discount > total) {
    fail(
      "loyalty.discount",
      "orderDiscount",
      "no more than the lines together",
      command.orderDiscount,
    );
  }
  const amount = total - discount;
  const added = readFacts(command.facts, "facts");
  return {
    lines: discounted(plan, gross, discount),
    amount,
    partner: readPartnerName(plan, command.partner),
    facts: () => ({ order: { ...added, ...factsOfOrder(plan, amount, gross.length) } }),
    memberFacts: readFacts(command.memberFacts, "memberFacts"),
  };
}

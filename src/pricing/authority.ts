/** Who has to approve a quote: an approval matrix over its waterfall. */
import type { DecimalInput, DecimalText } from "../values/decimal.js";
import { fail } from "../values/errors.js";
import {
  at,
  atIndex,
  expectArray,
  expectIdentifier,
  expectInteger,
  expectRecord,
} from "../values/plain.js";
import { addIntegers, negateInteger } from "../values/rounding.js";
import type { Integer } from "../values/rounding.js";
import { compareScaled, parseScaled, scaledFrom } from "../values/scaled.js";
import type { Refusal } from "../values/refusal.js";
import type { Quote } from "./model.js";
import { purseOf, ratioText, unitsOf } from "./purse.js";
import { readingStored } from "../values/stored.js";

/** What one level may approve; a bound that is absent does not bind it. @since 0.1.0 */
export interface ApprovalLevel {
  readonly level: string;
  /** Of the list price, for the order. */
  readonly discountRateMax?: DecimalInput;
  /** Of the list price, for any one line. */
  readonly lineDiscountRateMax?: DecimalInput;
  /** Of the net, over the lines whose cost is known; a quote without costs has no margin. */
  readonly marginRateMin?: DecimalInput;
  readonly paymentDaysMax?: number;
}

/** Levels from the least to the most powerful. @since 0.1.0 */
export interface ApprovalMatrix {
  readonly levels: readonly ApprovalLevel[];
}

/** What is judged beside the quote. @since 0.1.0 */
export interface AuthorityOptions {
  /** Days until payment is due, where the terms are part of the deal. */
  readonly paymentDays?: number;
  /** The quote that was approved before, with its terms. */
  readonly approved?: { readonly quote: Quote; readonly paymentDays?: number };
}

/** Why a level was not enough. @since 0.1.0 */
export interface AuthorityReason {
  readonly level: string;
  readonly code: "discount" | "line-discount" | "margin" | "payment-days";
  readonly value: DecimalText;
  readonly limit: DecimalText;
}

/** The level required, or that none is enough. @since 0.1.0 */
export type AuthorityDecision =
  | {
      readonly ok: true;
      readonly level: string;
      /** False where an approved quote was no better for the company than this one. */
      readonly needsApproval: boolean;
      /** What the lower levels may not approve. */
      readonly reasons: readonly AuthorityReason[];
    }
  | {
      readonly ok: false;
      readonly refusals: readonly Refusal[];
      readonly reasons: readonly AuthorityReason[];
    };

interface Measures {
  readonly discount: DecimalText;
  readonly lineDiscount: DecimalText;
  readonly margin: DecimalText | null;
  readonly paymentDays: number | null;
}

const LEVELS_MAX = 100;

/**
 * The lowest level that may approve a quote, and why lower ones may not. Rates are rounded
 * against the one who asks: discounts up, margins down, at six decimals. A requote needs a new
 * approval only where it got worse in any measure.
 *
 * @throws ClienteleError `pricing.levels` for a matrix without levels, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { authority, compilePolicy, quote } from "clientele/pricing";
 *
 * const plan = compilePolicy({
 *   id: "2026",
 *   currency: "EUR",
 *   steps: [
 *     { id: "list", kind: "price", access: [["article"]] },
 *     { id: "deal", kind: "discount", access: [[]] },
 *   ],
 *   records: [
 *     { id: "p", step: "list", key: { article: "lamp" }, value: { kind: "unitPrice", amount: "100" } },
 *     { id: "d", step: "deal", key: {}, value: { kind: "percent", rate: "-0.12" } },
 *   ],
 * });
 * const order = { client: "acme", lines: [{ id: "1", article: "lamp", quantity: 1 }] };
 * const levels = [
 *   { level: "representative", discountRateMax: "0.10" },
 *   { level: "manager", discountRateMax: "0.20" },
 * ];
 * const decision = authority(quote(plan, order, { asOf: "2026-11-23" }), { levels });
 * assert.ok(decision.ok && decision.level === "manager");
 * ```
 * @since 0.1.0
 */
export function authority(
  quote: Quote,
  matrix: ApprovalMatrix,
  options: AuthorityOptions = {},
): AuthorityDecision {
  return readingStored(quote, "quote", () => authorityStored(quote, matrix, options));
}

function authorityStored(
  quote: Quote,
  matrix: ApprovalMatrix,
  options: AuthorityOptions,
): AuthorityDecision {
  const levels = readLevels(matrix);
  const measures = measuresOf(quote, options.paymentDays);
  const reasons: AuthorityReason[] = [];
  for (const level of levels) {
    const against = reasonsAgainst(level, measures);
    if (against.length === 0) {
      const { approved } = options;
      const before =
        approved === undefined ? null : measuresOf(approved.quote, approved.paymentDays);
      return {
        ok: true,
        level: level.level,
        needsApproval: before === null || isWorse(measures, before),
        reasons,
      };
    }
    for (const reason of against) reasons.push(reason);
  }
  const last = levels[levels.length - 1]?.level;
  const refusals = reasons
    .filter((reason) => reason.level === last)
    .map(({ code, value, limit }) => ({
      code: `${code}-exceeds-authority`,
      message: `No level may approve this ${code.replace("-", " ")}.`,
      facts: { value, limit },
    }));
  return { ok: false, refusals, reasons };
}

function readLevels(matrix: ApprovalMatrix): readonly ApprovalLevel[] {
  const levels = expectArray(
    expectRecord(matrix, "matrix", ["levels"])["levels"],
    "matrix.levels",
    LEVELS_MAX,
  );
  if (levels.length === 0) fail("pricing.levels", "matrix.levels", "at least one level", levels);
  levels.forEach((value, index) => {
    const path = atIndex("matrix.levels", index);
    const level = expectRecord(value, path, [
      "level",
      "discountRateMax",
      "lineDiscountRateMax",
      "marginRateMin",
      "paymentDaysMax",
    ]);
    expectIdentifier(level["level"], at(path, "level"));
    for (const key of ["discountRateMax", "lineDiscountRateMax", "marginRateMin"]) {
      if (level[key] !== undefined) scaledFrom(level[key], "pricing", at(path, key));
    }
    if (level["paymentDaysMax"] !== undefined)
      expectInteger(level["paymentDaysMax"], at(path, "paymentDaysMax"), 0);
  });
  return levels as readonly ApprovalLevel[];
}

function measuresOf(quote: Quote, paymentDays: number | undefined): Measures {
  const purse = purseOf(quote.currency);
  let lineDiscount = "0";
  let costed: Integer = 0;
  let cost: Integer | null = null;
  for (const line of quote.lines) {
    if (line.list === null || line.net === null) continue;
    const net = unitsOf(purse, line.net, "quote.lines");
    const discount = discountOf(unitsOf(purse, line.list, "quote.lines"), net);
    if (isMore(discount, lineDiscount)) lineDiscount = discount;
    if (line.cost === undefined) continue;
    cost = addIntegers(cost ?? 0, unitsOf(purse, line.cost, "quote.lines"));
    costed = addIntegers(costed, net);
  }
  const list = unitsOf(purse, quote.list, "quote.list");
  const margin =
    cost === null || costed <= 0
      ? null
      : ratioText(addIntegers(costed, negateInteger(cost)), costed, "floor");
  return {
    discount: discountOf(list, unitsOf(purse, quote.net, "quote.net")),
    lineDiscount,
    // Something given away at a cost has no rate; it is worse than any.
    margin: cost !== null && costed <= 0 && cost > 0 ? "-1000000" : margin,
    paymentDays: paymentDays ?? null,
  };
}

function discountOf(list: Integer, net: Integer): DecimalText {
  return list <= 0 ? "0" : ratioText(addIntegers(list, negateInteger(net)), list, "ceil");
}

function isMore(a: DecimalInput, b: DecimalInput): boolean {
  return compareScaled(scaledFrom(a, "pricing", "value"), scaledFrom(b, "pricing", "limit")) > 0;
}

function reasonsAgainst(level: ApprovalLevel, measures: Measures): readonly AuthorityReason[] {
  const reasons: AuthorityReason[] = [];
  const check = (
    code: AuthorityReason["code"],
    value: DecimalInput | null,
    limit: DecimalInput | undefined,
    isMinimum = false,
  ): void => {
    if (value === null || limit === undefined) return;
    const isOut = isMinimum ? isMore(limit, value) : isMore(value, limit);
    if (isOut)
      reasons.push({ level: level.level, code, value: String(value), limit: String(limit) });
  };
  check("discount", measures.discount, level.discountRateMax);
  check("line-discount", measures.lineDiscount, level.lineDiscountRateMax);
  check("margin", measures.margin, level.marginRateMin, true);
  check("payment-days", measures.paymentDays, level.paymentDaysMax);
  return reasons;
}

function isWorse(now: Measures, before: Measures): boolean {
  const isLess = (a: DecimalText, b: DecimalText): boolean =>
    compareScaled(parseScaled(a, "pricing", "margin"), parseScaled(b, "pricing", "margin")) < 0;
  return (
    isMore(now.discount, before.discount) ||
    isMore(now.lineDiscount, before.lineDiscount) ||
    (now.margin !== null && (before.margin === null || isLess(now.margin, before.margin))) ||
    (now.paymentDays ?? 0) > (before.paymentDays ?? 0)
  );
}

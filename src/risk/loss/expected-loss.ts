/**
 * Expected loss and provisions, in exact money: rates are decimals, and each amount is rounded
 * once, by a named mode.
 */
import { fail } from "../../values/errors.js";
import { at, atIndex, expectArray, expectIdentifier, expectRecord } from "../../values/plain.js";
import type { DecimalInput } from "../../values/decimal.js";
import type { Money } from "../../values/money.js";
import { expectRoundingMode } from "../../values/rounding.js";
import type { RoundingMode } from "../../values/rounding.js";
import {
  addScaled,
  compareScaled,
  multiplyScaled,
  roundScaled,
  scaledFrom,
  scaledZero,
  signOf,
} from "../../values/scaled.js";
import type { Scaled } from "../../values/scaled.js";
import { OneCurrency, smaller } from "../amounts.js";

const one: Scaled = { units: 1, scale: 0 };

/** Demands a rate from 0 to 1 (`risk.rate`). @internal */
export function expectShare(value: unknown, path: string): Scaled {
  const rate = scaledFrom(value, "decimal", path);
  if (signOf(rate) < 0 || compareScaled(rate, one) > 0) fail("risk.rate", path, "0 to 1", value);
  return rate;
}

/**
 * One exposure with its probability and severity of default.
 *
 * @since 0.1.0
 */
export interface LossExposure {
  /** Probability of default over the horizon, 0 to 1. */
  readonly probability: DecimalInput;
  /** Loss given default, 0 to 1, of the exposure. */
  readonly lossGivenDefault: DecimalInput;
  /** Exposure at default, not negative. */
  readonly exposure: Money;
}

/**
 * Expected loss: probability × loss given default × exposure at default, rounded once to the
 * minor unit (half to even unless another mode is named).
 *
 * Throws `risk.rate` for rates outside 0 to 1, `risk.negative` for a negative exposure.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { expectedLoss } from "clientele/risk";
 *
 * const loss = expectedLoss({
 *   probability: "0.02",
 *   lossGivenDefault: "0.45",
 *   exposure: { amount: "100000.00", currency: "EUR" },
 * });
 * assert.deepEqual(loss, { amount: "900.00", currency: "EUR" });
 * ```
 * @since 0.1.0
 */
export function expectedLoss(
  item: LossExposure,
  options: { readonly rounding?: RoundingMode } = {},
): Money {
  const record = expectRecord(item, "", ["probability", "lossGivenDefault", "exposure"]);
  const mode = expectRoundingMode(options.rounding ?? "halfEven", "rounding");
  const currency = new OneCurrency();
  const exposure = currency.readNotNegative(record["exposure"], "exposure");
  const probability = expectShare(record["probability"], "probability");
  const severity = expectShare(record["lossGivenDefault"], "lossGivenDefault");
  const exact = multiplyScaled(multiplyScaled(exposure, probability), severity);
  return currency.money(roundScaled(exact, exposure.scale, mode));
}

/**
 * One bucket of a provision matrix.
 *
 * @since 0.1.0
 */
export interface ProvisionBucket {
  readonly id: string;
  /** Gross receivables of the bucket, not negative. */
  readonly gross: Money;
  /** Historical loss rate, 0 to 1. */
  readonly rate: DecimalInput;
  /** Forward-looking change of the rate, kept apart; the sum stays within 0 and 1. */
  readonly overlay?: DecimalInput;
}

/**
 * A provision matrix with its amounts.
 *
 * @since 0.1.0
 */
export interface ProvisionMatrix {
  readonly buckets: readonly {
    readonly id: string;
    readonly gross: Money;
    /** gross × rate. */
    readonly historical: Money;
    /** gross × (rate + overlay) less the historical amount; may be negative. */
    readonly overlay: Money;
    readonly provision: Money;
  }[];
  readonly gross: Money;
  readonly historical: Money;
  readonly overlay: Money;
  /** historical + overlay. */
  readonly provision: Money;
  readonly rounding: RoundingMode;
}

/**
 * A provision matrix (the simplified approach of IFRS 9, paragraph B5.5.35): loss rate by
 * bucket of age, the overlay for what history does not know kept apart. Every amount of a
 * bucket is rounded by the mode named, and totals are sums of rounded amounts.
 *
 * Throws `risk.duplicate_id`, `risk.rate`, `risk.currency_mismatch`. O(buckets).
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { provisionMatrix } from "clientele/risk";
 *
 * const eur = (amount: string) => ({ amount, currency: "EUR" });
 * const matrix = provisionMatrix(
 *   [
 *     { id: "current", gross: eur("15000.00"), rate: "0.005" },
 *     { id: "over 90", gross: eur("2500.00"), rate: "0.045", overlay: "0.01" },
 *   ],
 *   { rounding: "halfEven" },
 * );
 * assert.equal(matrix.historical.amount, "187.50");
 * assert.equal(matrix.overlay.amount, "25.00");
 * ```
 * @since 0.1.0
 */
export function provisionMatrix(
  buckets: readonly ProvisionBucket[],
  options: { readonly rounding: RoundingMode },
): ProvisionMatrix {
  expectRecord(options, "options");
  const rounding = expectRoundingMode(options.rounding, "rounding");
  const currency = new OneCurrency();
  const seen = new Set<string>();
  const totals = { gross: scaledZero, historical: scaledZero, overlay: scaledZero };
  const list = expectArray(buckets, "buckets", 1000);
  if (list.length === 0) fail("risk.length", "buckets", "at least one bucket", 0);
  const rows = list.map((item, index) => {
    const path = atIndex("buckets", index);
    const record = expectRecord(item, path, ["id", "gross", "rate", "overlay"]);
    const id = expectIdentifier(record["id"], at(path, "id"));
    if (seen.has(id)) fail("risk.duplicate_id", at(path, "id"), "an id of its own", id);
    seen.add(id);
    const gross = currency.readNotNegative(record["gross"], at(path, "gross"));
    const rate = expectShare(record["rate"], at(path, "rate"));
    const change = scaledFrom(record["overlay"] ?? "0", "decimal", at(path, "overlay"));
    const whole = addScaled(rate, change);
    if (signOf(whole) < 0 || compareScaled(whole, one) > 0) {
      fail("risk.rate", at(path, "overlay"), "a sum with the rate of 0 to 1", record["overlay"]);
    }
    const historical = roundScaled(multiplyScaled(gross, rate), gross.scale, rounding);
    const overlay = roundScaled(multiplyScaled(gross, change), gross.scale, rounding);
    totals.gross = addScaled(totals.gross, gross);
    totals.historical = addScaled(totals.historical, historical);
    totals.overlay = addScaled(totals.overlay, overlay);
    return { id, gross, historical, overlay };
  });
  return {
    buckets: rows.map((row) => ({
      id: row.id,
      gross: currency.money(row.gross),
      historical: currency.money(row.historical),
      overlay: currency.money(row.overlay),
      provision: currency.money(addScaled(row.historical, row.overlay)),
    })),
    gross: currency.money(totals.gross),
    historical: currency.money(totals.historical),
    overlay: currency.money(totals.overlay),
    provision: currency.money(addScaled(totals.historical, totals.overlay)),
    rounding,
  };
}

/**
 * What a credit insurer pays of a loss: the insured share of the loss up to the buyer limit,
 * rounded once (half to even unless another mode is named). Deductibles and aggregate limits
 * of a policy are not here.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { insuredLoss } from "clientele/risk";
 *
 * const eur = (amount: string) => ({ amount, currency: "EUR" });
 * const paid = insuredLoss({
 *   loss: eur("500000.00"), buyerLimit: eur("300000.00"), insuredShare: "0.9",
 * });
 * assert.deepEqual(paid, eur("270000.00"));
 * ```
 * @since 0.1.0
 */
export function insuredLoss(
  cover: {
    readonly loss: Money;
    readonly buyerLimit: Money;
    readonly insuredShare: DecimalInput;
  },
  options: { readonly rounding?: RoundingMode } = {},
): Money {
  const record = expectRecord(cover, "", ["loss", "buyerLimit", "insuredShare"]);
  const mode = expectRoundingMode(options.rounding ?? "halfEven", "rounding");
  const currency = new OneCurrency();
  const loss = currency.readNotNegative(record["loss"], "loss");
  const limit = currency.readNotNegative(record["buyerLimit"], "buyerLimit");
  const share = expectShare(record["insuredShare"], "insuredShare");
  return currency.money(roundScaled(multiplyScaled(smaller(loss, limit), share), loss.scale, mode));
}

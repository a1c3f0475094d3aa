/** The raw cut points of RFM: what the quantiles of the three measures are. */
import { toDecimalText } from "../../values/decimal.js";
import type { DecimalInput, DecimalText } from "../../values/decimal.js";
import {
  at,
  expectIdentifier,
  expectInteger,
  expectOneOf,
  expectRecord,
} from "../../values/plain.js";
import { scaledFrom } from "../../values/scaled.js";
import { readEach } from "../cohorts/read-each.js";
import { fractionOf, quantileMethods, quantileOfSorted, readShares } from "../segmentation/quantile.js";
import type { QuantileMethod } from "../segmentation/quantile.js";
import { doubleOf } from "../segmentation/quantile-scores.js";
import type { RfmMeasures, RfmTable } from "./model.js";
import { readMeasures } from "./rfm.js";

/** The three measures at one share of the accounts; null where there is no account. @since 0.1.0 */
export interface RfmQuantile {
  readonly share: DecimalText;
  readonly recencyDays: number | null;
  readonly frequency: number | null;
  readonly monetary: number | null;
}

/**
 * Quantiles of the three measures over accounts, to be read, to be kept as fixed `bands` of a
 * later period, or to compare two periods. Recency in days, so that its first quartile is the
 * better one. Statistics in doubles. O(n log n).
 *
 * @throws ClienteleError `scoring.shares`, `scoring.duplicate_id`, `scoring.*`, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { rfmQuantiles } from "clientele/scoring";
 *
 * const measures = [
 *   { account: "acme", recencyDays: 10, frequency: 9, monetary: "100.50" },
 *   { account: "bolt", recencyDays: 40, frequency: 3, monetary: "20" },
 * ];
 * assert.deepEqual(rfmQuantiles(measures, ["0.5"], "linear"), [
 *   { share: "0.5", recencyDays: 25, frequency: 6, monetary: 60.25 },
 * ]);
 * ```
 * @since 0.1.0
 */
export function rfmQuantiles(
  measures: readonly RfmMeasures[],
  shares: readonly DecimalInput[],
  method: QuantileMethod,
): readonly RfmQuantile[] {
  const read = readMeasures(measures);
  const checked = expectOneOf(method, "method", quantileMethods);
  const days = Float64Array.from(read, (one) => one.recencyDays).sort();
  const counts = Float64Array.from(read, (one) => one.frequency).sort();
  const amounts = Float64Array.from(read, (one) => doubleOf(one.monetary)).sort();
  return readShares(shares, "shares").map((share): RfmQuantile => {
    const of = (sorted: Float64Array): number | null =>
      sorted.length === 0 ? null : quantileOfSorted(sorted, fractionOf(share), checked);
    return {
      share: toDecimalText(share),
      recencyDays: of(days),
      frequency: of(counts),
      monetary: of(amounts),
    };
  });
}

/**
 * The measures of a table's rows, as {@link rfmQuantiles} takes them.
 *
 * @throws ClienteleError `schema.*`, `id.*`, `scoring.*` for what is no table
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { rfm, rfmMeasuresOf, rfmQuantiles } from "clientele/scoring";
 *
 * const order = { account: "acme", date: "2026-11-13", amount: "50" };
 * const table = rfm([order], { asOf: "2026-11-23" });
 * assert.equal(rfmQuantiles(rfmMeasuresOf(table), ["0.5"], "linear")[0]?.recencyDays, 10);
 * ```
 * @since 0.1.0
 */
export function rfmMeasuresOf(table: RfmTable): readonly RfmMeasures[] {
  const record = expectRecord(table, "table");
  const read = (row: unknown, path: string): RfmMeasures => {
    const known = expectRecord(row, path);
    return {
      account: expectIdentifier(known["account"], at(path, "account")),
      recencyDays: expectInteger(known["recencyDays"], at(path, "recencyDays"), 0),
      frequency: expectInteger(known["frequency"], at(path, "frequency"), 0),
      monetary: toDecimalText(scaledFrom(known["monetary"], "scoring", at(path, "monetary"))),
    };
  };
  return readEach(record["rows"], "table.rows", read);
}

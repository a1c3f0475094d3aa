/**
 * Totals by id over many machines, and what follows from them: ABC classes and concentration.
 *
 * Classes, ranks and Gini need every total, so the state holds one entry for each id: exact, and
 * as large as the number of accounts. Where that is too much, `value-sketch.ts` has bounds.
 */
import type { Aggregate } from "../../values/aggregate.js";
import { toDecimalText } from "../../values/decimal.js";
import { at, expectIdentifier, expectRecord } from "../../values/plain.js";
import { addScaled, scaledFrom } from "../../values/scaled.js";
import { readingStored } from "../../values/stored.js";
import type { ReadValue } from "../read-values.js";
import { doubleOf } from "../segmentation/quantile-scores.js";
import { classify, readAbcOptions } from "./abc.js";
import type { AbcOptions, AbcTable, ValueOf } from "./abc.js";
import { readConcentrationOptions } from "./concentration.js";
import type { Concentration, ConcentrationOptions, NoConcentration } from "./concentration.js";
import { restoreSum, storeSum } from "./exact-sum.js";
import type { ExactSum } from "./exact-sum.js";
import { emptyTree, entriesOf, mergeTrees, updateTree } from "./id-tree.js";
import type { IdTree } from "./id-tree.js";
import { measureConcentration } from "./measure-concentration.js";

/** Exact totals by id. @since 0.1.0 */
export interface ValueTotals {
  readonly totals: IdTree<ExactSum>;
}

function plus(left: ExactSum, right: ExactSum): ExactSum {
  return storeSum(addScaled(restoreSum(left), restoreSum(right)));
}

function totalsBy<Result>(
  result: (totals: ReadValue[]) => Result,
): Aggregate<ValueOf, ValueTotals, Result> {
  return {
    empty: () => ({ totals: emptyTree() }),
    add: (state, fact) => {
      const record = expectRecord(fact, "fact", ["id", "value"]);
      const id = expectIdentifier(record["id"], at("fact", "id"));
      const value = scaledFrom(record["value"], "scoring", at("fact", "value"));
      return readingStored(state, "state", () => ({
        totals: updateTree(state.totals, id, (own) =>
          storeSum(own === undefined ? value : addScaled(restoreSum(own), value)),
        ),
      }));
    },
    merge: (left, right) =>
      readingStored([left, right], "state", () => ({
        totals: mergeTrees(left.totals, right.totals, plus),
      })),
    result: (state) =>
      result(
        readingStored(state, "state", () =>
          entriesOf(state.totals).map(([id, sum]) => ({ id, exact: restoreSum(sum) })),
        ),
      ),
  };
}

/**
 * Sums values by id: orders, invoices or months of an account on any number of machines. The
 * result are the totals by id, as {@link abc}, {@link concentration} and the segments by value
 * take them. O(log n) to add.
 *
 * @throws ClienteleError `scoring.*` for a value that is no decimal, `id.format`, `schema.*`;
 * `schema.damaged` for a state that was changed
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { valueAggregate } from "clientele/scoring";
 * import { foldAggregate } from "clientele/values";
 *
 * const totals = valueAggregate();
 * const merged = totals.merge(
 *   foldAggregate(totals, [{ id: "acme", value: "10.10" }, { id: "bolt", value: 5 }]),
 *   foldAggregate(totals, [{ id: "acme", value: "0.20" }]),
 * );
 * assert.deepEqual(totals.result(merged), [
 *   { id: "acme", value: "10.3" },
 *   { id: "bolt", value: "5" },
 * ]);
 * ```
 * @since 0.1.0
 */
export function valueAggregate(): Aggregate<ValueOf, ValueTotals, readonly ValueOf[]> {
  return totalsBy((totals) =>
    totals.map(({ id, exact }) => ({ id, value: toDecimalText(exact) })),
  );
}

/**
 * ABC classes of totals that are summed over many machines; its state is that of
 * {@link valueAggregate}.
 *
 * @throws ClienteleError as {@link abc} and {@link valueAggregate}
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { abcAggregate } from "clientele/scoring";
 * import { foldAggregate } from "clientele/values";
 *
 * const classes = abcAggregate();
 * const state = foldAggregate(classes, [
 *   { id: "acme", value: 500 },
 *   { id: "bolt", value: 50 },
 *   { id: "acme", value: 450 },
 * ]);
 * assert.deepEqual(classes.result(state).rows.map((row) => row.class), ["A", "C"]);
 * ```
 * @since 0.1.0
 */
export function abcAggregate(options: AbcOptions = {}): Aggregate<ValueOf, ValueTotals, AbcTable> {
  const plan = readAbcOptions(options, "options");
  return totalsBy((totals) => classify(totals, plan));
}

/**
 * Concentration of totals that are summed over many machines; its state is that of
 * {@link valueAggregate}.
 *
 * @throws ClienteleError as {@link concentration} and {@link valueAggregate}
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { concentrationAggregate } from "clientele/scoring";
 * import { foldAggregate } from "clientele/values";
 *
 * const whole = concentrationAggregate();
 * const facts = [{ id: "acme", value: 25 }, { id: "bolt", value: 50 }, { id: "acme", value: 25 }];
 * const found = whole.result(foldAggregate(whole, facts));
 * assert.ok(found.state === "known");
 * assert.equal(found.hhi, 5000);
 * ```
 * @since 0.1.0
 */
export function concentrationAggregate(
  options: ConcentrationOptions = {},
): Aggregate<ValueOf, ValueTotals, Concentration | NoConcentration> {
  const plan = readConcentrationOptions(options);
  return totalsBy((totals) =>
    measureConcentration(
      Float64Array.from(totals, ({ exact }) => doubleOf(exact)),
      plan,
    ),
  );
}

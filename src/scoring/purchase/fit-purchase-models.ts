/** The three fits by maximum likelihood. Not here: how they are found (see `fit.ts`). */
import type { FitTask } from "./fit.js";
import { fitModel } from "./fit.js";
import type {
  BgNbdFit,
  MbgNbdFit,
  ParetoNbdFit,
  PurchaseData,
  PurchaseFitOptions,
} from "./model.js";
import { bgNbdTask, mbgNbdTask, paretoNbdTask } from "./tasks.js";

function fitted<Name extends string>(
  task: FitTask<Name>,
  data: PurchaseData,
  options: PurchaseFitOptions,
): ReturnType<typeof fitModel<Name>> {
  return fitModel(task, data, options);
}

/**
 * Fits a BG/NBD by maximum likelihood: analytic gradient in logarithms of the parameters, several
 * starts, identical customers counted once. The order of the rows changes nothing.
 *
 * It does not throw for data that identify too little: `status` says so (see {@link BgNbdFit}),
 * and the parameters are finite. With fewer customers than parameters it is `boundary`. In small
 * samples often only a ÷ (a + b) is identified; a `penalty` of some 0.01 then keeps a and b apart
 * from infinity.
 *
 * O(patterns) per step. A million customers with shared histories take some 0.1 s, without some
 * seconds.
 *
 * @throws ClienteleError `scoring.empty` for no customer; `scoring.frequency` (negative or
 * fractional), `scoring.impossible_history` (recency above age; a recency without a purchase, or a
 * purchase without one; with `timeUnit`, more purchases than days), `scoring.count`, `scoring.column_length`, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { fitBgNbd, simulatePurchases } from "clientele/scoring";
 *
 * const truth = { kind: "bg-nbd", parameters: { r: 0.8, alpha: 4, a: 0.8, b: 2.5 } } as const;
 * const customers = simulatePurchases(truth, { ages: Array(3000).fill(52), seed: 1 });
 * const model = fitBgNbd(customers);
 * assert.equal(model.status, "converged");
 * const { r } = model.parameters;
 * assert.ok(Math.abs(r - 0.8) < 3 * (model.standardErrors?.r ?? 0));
 * ```
 * @since 0.1.0
 */
export function fitBgNbd(data: PurchaseData, options: PurchaseFitOptions = {}): BgNbdFit {
  return { kind: "bg-nbd", ...fitted(bgNbdTask, data, options) };
}

/**
 * Fits an MBG/NBD; as {@link fitBgNbd}. Fits better than BG/NBD where many never buy again, as
 * those may have left at once.
 *
 * @throws ClienteleError as `fitBgNbd`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { fitMbgNbd } from "clientele/scoring";
 *
 * const model = fitMbgNbd([
 *   { frequency: 0, recency: 0, age: 30, count: 40 },
 *   { frequency: 2, recency: 12, age: 30, count: 15 },
 *   { frequency: 3, recency: 28, age: 30, count: 10 },
 * ]);
 * assert.equal(model.customers, 65);
 * assert.equal(model.patterns, 3);
 * ```
 * @since 0.1.0
 */
export function fitMbgNbd(data: PurchaseData, options: PurchaseFitOptions = {}): MbgNbdFit {
  return { kind: "mbg-nbd", ...fitted(mbgNbdTask, data, options) };
}

/**
 * Fits a Pareto/NBD; as {@link fitBgNbd}, at some ten times the cost per pattern.
 *
 * @throws ClienteleError as `fitBgNbd`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { fitParetoNbd } from "clientele/scoring";
 *
 * // Everybody bought once a week until the end: nobody leaves, at no rate that could be told.
 * const model = fitParetoNbd([{ frequency: 30, recency: 30, age: 30, count: 50 }]);
 * assert.equal(model.status, "boundary");
 * assert.ok(Object.values(model.parameters).every(Number.isFinite));
 * ```
 * @since 0.1.0
 */
export function fitParetoNbd(data: PurchaseData, options: PurchaseFitOptions = {}): ParetoNbdFit {
  return { kind: "pareto-nbd", ...fitted(paretoNbdTask, data, options) };
}

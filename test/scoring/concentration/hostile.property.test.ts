/** RFM, classes, concentration and segments under inputs that were damaged at one place. */
import { expect, test } from "vitest";

import {
  abc,
  abcColumns,
  abcMigration,
  abcXyz,
  abcXyzPolicies,
  concentration,
  concentrationChange,
  concentrationColumns,
  naturalBreaks,
  orderColumns,
  quantiles,
  rfm,
  rfmAggregate,
  rfmColumns,
  rfmFromMeasures,
  rfmMeasuresOf,
  rfmMigration,
  rfmQuantiles,
  segment,
  segmentByBands,
  segmentByQuantiles,
  segmentMigration,
  segmentProfiles,
  sketchAbc,
  sketchConcentration,
  sketchQuantiles,
  valueAggregate,
  valueSketch,
  xyz,
} from "../../../src/scoring/index.js";
import { foldAggregate } from "../../../src/values/index.js";
import { seenMin } from "../../support/runs.js";
import { expectAnswersOrRefusals } from "../damage.js";
import type { Call } from "../damage.js";

const values = [{ id: "a", value: "5" }, { id: "b", value: 3.25 }, { id: "c", value: 0 }, { id: "d", value: -1 }];
const measures = [{ account: "a", recencyDays: 3, frequency: 2, monetary: "5" }, { account: "b", recencyDays: 9, frequency: 1, monetary: 2 }];
const orders = [{ account: "a", date: "2026-01-02", amount: "10.00" }, { account: "a", date: "2026-03-02", amount: -3 }, { account: "b", date: "2026-03-02", amount: "4" }];
const byQuantiles = {
  asOf: "2026-06-01",
  bins: 3,
  quantiles: "linear",
  classOrder: "one-best",
  frequency: "orders",
  segments: [{ id: "s", when: { fact: "recency", operator: "equal", value: 2 } }],
} as const;
const byBands = { asOf: "2026-06-01", bins: 3, bands: { recencyDays: [5, 9], frequency: [1, 2], monetary: ["1", 2] } } as const;
const table = rfm(orders, byQuantiles);
const aggregate = rfmAggregate(byQuantiles);
const state = foldAggregate(aggregate, orders);
const totals = valueAggregate();
const totalState = foldAggregate(totals, values);
const sketches = valueSketch();
const sketchState = foldAggregate(sketches, ["5", "3.25", "0", "-1"]);
const sketch = sketches.result(sketchState);
const columns = { accounts: 2, account: Uint32Array.of(0, 1, 0), day: Int32Array.of(20_000, 20_010, 20_000), cents: Int32Array.of(900, 199, -5) };
const cents = { cents: Float64Array.of(5, 3, 0, -1) };
const periods = [{ id: "a", values: [1, 2, 3] }, { id: "b", values: ["0", "4", 5] }];
const members = [{ id: "a", segment: "x" }, { id: "b", segment: null }];
const bands = [{ id: "low", from: null }, { id: "high", from: "3" }];
const rules = { id: "r", segments: [{ id: "x", when: { fact: "q", operator: "greaterThan", value: 2 } }], otherwise: "o" };

const calls: readonly Call[] = [
  [rfm, [orders, byQuantiles]],
  [rfm, [orders, byBands]],
  [rfmFromMeasures, [measures, byQuantiles]],
  [rfmFromMeasures, [measures, byBands]],
  [rfmQuantiles, [measures, ["0.25", "0.5"], "linear"]],
  [rfmMigration, [table, table, { order: ["s"] }]],
  [rfmMeasuresOf, [table]],
  [(given: never) => aggregate.result(given), [state]],
  [(left: never, right: never) => aggregate.result(aggregate.merge(left, right)), [state, state]],
  [(given: never, order: never) => aggregate.result(aggregate.add(given, order)), [state, orders[0]]],
  [rfmColumns, [columns, byQuantiles]],
  [rfmColumns, [columns, { ...byBands, scale: 2 }]],
  [orderColumns, [orders, { scale: 2, cents: "int32" }]],
  [abc, [values, { cuts: ["0.8", "0.95"], rule: "crossing-out" }]],
  [abcColumns, [cents, { cuts: ["0.8", "0.95"], rule: "crossing-in" }]],
  [abcMigration, [abc(values), abc(values)]],
  [abcXyz, [periods, { abc: {}, xyz: {}, policies: abcXyzPolicies }]],
  [xyz, [periods, { cuts: ["0.2", 1], deviation: "sample" }]],
  [concentration, [values, { top: [2] }]],
  [concentrationColumns, [cents, { top: [2], scale: 2 }]],
  [concentrationChange, [values, values.slice(1)]],
  [(given: never) => totals.result(given), [totalState]],
  [(left: never, right: never) => totals.result(totals.merge(left, right)), [totalState, totalState]],
  [(given: never) => sketches.result(given), [sketchState]],
  [sketchConcentration, [sketch]],
  [sketchQuantiles, [sketch, ["0.5"], "linear"]],
  [sketchAbc, [sketch, { rule: "crossing-in" }]],
  [segmentByBands, [values, bands]],
  [segmentByQuantiles, [values, ["low", "high"]]],
  [segmentMigration, [members, members, { order: ["x"] }]],
  [segmentProfiles, [segmentByBands(values, bands), values.map((one, index) => ({ ...one, measures: { size: index } }))]],
  [segment, [rules, [{ id: "a", facts: { q: 3 } }]]],
  [naturalBreaks, [[1, 2, 9, 10], { classes: 2 }]],
  [quantiles, [[1, 2, 3], ["0.5"], "linear"]],
];

test("SC-HO3 one damaged place is an answer without holes or an error of ours, never another", () => {
  const { answers, errors } = expectAnswersOrRefusals(calls, 4000);
  expect(answers).toBeGreaterThan(seenMin(100));
  expect(errors).toBeGreaterThan(seenMin(1000));
}, 60_000);

test("SC-HO4 the undamaged calls answer", () => {
  for (const [call, args] of calls) expect(call(...(args as never[]))).toBeDefined();
});

test("a state whose days have no order is refused at once", () => {
  const one = [["a", { monetary: [7, 0], orders: 1, days: [["x", 9, 2]] }]];
  const damaged = { accounts: { entries: one } } as never;
  expect(() => aggregate.merge(damaged, state)).toThrow(expect.objectContaining({ code: "schema.damaged" }));
  const wide = { accounts: { entries: new Array(2 ** 32 - 1) } } as never;
  expect(() => aggregate.result(wide)).toThrow(expect.objectContaining({ code: "schema.damaged" }));
});

test("a bucket whose total its ends cannot hold is refused", () => {
  const buckets = sketch.buckets.map((one, index) => (index === 3 ? { ...one, total: "-5" } : one));
  expect(() => sketchConcentration({ ...sketch, buckets })).toThrow(
    expect.objectContaining({ code: "scoring.sketch", path: "sketch.buckets[3].total" }),
  );
});

/** Totals, columns and sketches: exact where they say so, within bounds where they say that. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import {
  abc,
  abcAggregate,
  abcColumns,
  concentration,
  concentrationAggregate,
  concentrationColumns,
  quantiles,
  sketchAbc,
  sketchConcentration,
  sketchQuantiles,
  valueAggregate,
  valueSketch,
} from "../../../src/scoring/index.js";
import type { AbcOptions, QuantileMethod, ValueOf } from "../../../src/scoring/index.js";
import { addDecimals, aggregateViolations, foldAggregate } from "../../../src/values/index.js";
import { runs } from "../../support/runs.js";

const padded = (index: number): string => `a${String(index).padStart(5, "0")}`;
/** Cents from one to ten million, spread over the sizes, often equal, some zero or below. */
const cents = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 1, max: 99 })).map(([size, digits]) => digits * 10 ** size) },
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 10_000_000 }) },
  { weight: 1, arbitrary: fc.integer({ min: -10_000, max: 0 }) },
);
const columnOf = fc.array(cents, { maxLength: 80 });
const valuesOf = (column: readonly number[]): ValueOf[] =>
  column.map((one, index) => ({ id: padded(index), value: (one / 100).toFixed(2) }));
const abcOptions: fc.Arbitrary<AbcOptions> = fc.record({
  cuts: fc
    .tuple(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 1, max: 10 }))
    .map(([a, b]) => [`0.${String(a).padStart(2, "0")}`, ((a + b) / 100).toFixed(2)] as const),
  rule: fc.constantFrom("crossing-in", "crossing-out"),
});
const methods: readonly QuantileMethod[] = [
  "inverse-cdf",
  "averaged-inverse-cdf",
  "closest",
  "interpolated-cdf",
  "hazen",
  "weibull",
  "linear",
  "median-unbiased",
  "normal-unbiased",
];
const fact: fc.Arbitrary<ValueOf> = fc.record({
  id: fc.integer({ min: 0, max: 60 }).map(padded),
  value: cents.map((one) => (one / 100).toFixed(2)),
});
const shards = fc.array(fc.array(fact, { maxLength: 40 }), { minLength: 3, maxLength: 5 });

describe("totals by id", () => {
  test("S-T-01 totals obey every law of merging, byte for byte", () => {
    fc.assert(
      fc.property(shards, (parts) => {
        expect(aggregateViolations(valueAggregate(), parts)).toEqual([]);
      }),
      runs(60),
    );
  });

  test("S-T-02 classes and concentration of the aggregate are those of the totals", () => {
    fc.assert(
      fc.property(fc.array(fact, { maxLength: 100 }), (facts) => {
        const sums = new Map<string, string>();
        for (const { id, value } of facts) sums.set(id, addDecimals(sums.get(id) ?? "0", value));
        const totals = [...sums].map(([id, value]) => ({ id, value }));
        const [classes, whole] = [abcAggregate(), concentrationAggregate({ top: [2] })];
        expect(classes.result(foldAggregate(classes, facts))).toEqual(abc(totals));
        expect(whole.result(foldAggregate(whole, facts))).toEqual(concentration(totals, { top: [2] }));
      }),
      runs(60),
    );
  });

  test("S-T-03 ids that share one hash by design are parted, in any order", () => {
    const ids = idsOfOneHash(6);
    expect(new Set(ids.map((id) => hash(id))).size).toBe(1);
    expect(ids).toHaveLength(64);
    const facts = ids.map((id, index) => ({ id, value: index }));
    const totals = valueAggregate();
    expect(aggregateViolations(totals, [facts.slice(0, 30), facts.slice(20), facts.slice(5, 40)])).toEqual([]);
    expect(totals.result(foldAggregate(totals, facts))).toHaveLength(64);
  });
});

/** The hash of FNV-1a, as an enemy knows it. */
function hash(text: string, start = 0x811c9dc5): number {
  let value = start;
  for (let index = 0; index < text.length; index += 1) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  return value;
}

/** 2^rounds ids of one hash: where two blocks lead to one value, whatever follows does as well. */
function idsOfOneHash(rounds: number): string[] {
  let ids = [""];
  let start = 0x811c9dc5;
  for (let round = 0; round < rounds; round += 1) {
    const seen = new Map<number, string>();
    for (let index = 0; ; index += 1) {
      const block = (index * 7_919 + 100_000_000).toString(36);
      const value = hash(block, start);
      const other = seen.get(value);
      if (other !== undefined) {
        ids = ids.flatMap((id) => [id + other, id + block]);
        start = value;
        break;
      }
      seen.set(value, block);
    }
  }
  return ids;
}

describe("columns", () => {
  test("S-L-01 classes over a column are those of the list, by either rule", () => {
    fc.assert(
      fc.property(columnOf, abcOptions, fc.boolean(), (column, options, isNarrow) => {
        const table = abc(valuesOf(column), options);
        const found = abcColumns({ cents: isNarrow ? Int32Array.from(column) : Float64Array.from(column) }, options);
        const classOf = new Map(table.rows.map((row) => [row.id, row.class]));
        expect([...found.class].map((one) => ["A", "B", "C"][one])).toEqual(column.map((_, place) => classOf.get(padded(place))));
        expect(found.classes.map(({ count, share }) => [count, share])).toEqual(table.classes.map(({ count, share }) => [count, share]));
        expect(found.classes.map((one) => one.cents)).toEqual(table.classes.map(({ value }) => Math.round(Number(value) * 100)));
      }),
      runs(300),
    );
  });

  test("S-L-02 concentration over a column is that of the list, to the last bit", () => {
    fc.assert(
      fc.property(columnOf, fc.constantFrom("left-out", "counted"), (column, zeros) => {
        const found = concentrationColumns({ cents: BigInt64Array.from(column.map(BigInt)) }, { top: [2, 7], zeros });
        expect(found).toEqual(concentration(valuesOf(column), { top: [2, 7], zeros }));
      }),
      runs(100),
    );
  });
});

describe("sketches", () => {
  const relativeErrors = fc.constantFrom(0.001, 0.01, 0.05, 0.3);

  test("S-K-01 a sketch obeys every law of merging, byte for byte", () => {
    fc.assert(
      fc.property(fc.array(columnOf, { minLength: 3, maxLength: 5 }), relativeErrors, (parts, relativeError) => {
        const texts = parts.map((part) => part.map((one) => (one / 100).toFixed(2)));
        expect(aggregateViolations(valueSketch({ relativeError }), texts)).toEqual([]);
      }),
      runs(60),
    );
  });

  test("S-K-02 every quantile lies between its bounds, and the value within the relative error", () => {
    fc.assert(
      fc.property(columnOf, relativeErrors, fc.constantFrom(...methods), (column, relativeError, method) => {
        const sketch = valueSketch({ relativeError });
        const state = foldAggregate(sketch, column.map((one) => (one / 100).toFixed(2)));
        const shares = ["0", "0.1", "0.25", "0.5", "0.9", "0.999", "1"];
        const exact = quantiles(column.map((one) => one / 100), shares, method);
        sketchQuantiles(sketch.result(state), shares, method).forEach(({ low, high, value }, index) => {
          const truth = exact[index]?.value ?? null;
          if (truth === null || low === null || high === null || value === null) {
            expect([truth, low, high, value]).toEqual([null, null, null, null]);
            return;
          }
          const slack = Math.abs(truth) * 1e-12;
          expect(low).toBeLessThanOrEqual(truth + slack);
          expect(high).toBeGreaterThanOrEqual(truth - slack);
          if (column.every((one) => one > 0)) {
            expect(Math.abs(value - truth)).toBeLessThanOrEqual(relativeError * truth * (1 + 1e-9));
          }
        });
      }),
      runs(200),
    );
  });

  test("S-K-03 every figure of concentration lies between its bounds, and these are as near as stated", () => {
    fc.assert(
      fc.property(columnOf, relativeErrors, fc.constantFrom("left-out", "counted"), (column, relativeError, zeros) => {
        const sketch = valueSketch({ relativeError });
        const state = foldAggregate(sketch, column.map((one) => (one / 100).toFixed(2)));
        const found = sketchConcentration(sketch.result(state), { top: [2], zeros });
        const exact = concentration(valuesOf(column), { top: [2], zeros });
        expect([found.state, found.excluded]).toEqual([exact.state, exact.excluded]);
        if (found.state !== "known" || exact.state !== "known") return;
        for (const name of ["hhi", "gini", "theil", "effectiveNumber"] as const) {
          expect(found[name].low, name).toBeLessThanOrEqual(exact[name] * (1 + 1e-11));
          expect(found[name].high, name).toBeGreaterThanOrEqual(exact[name] * (1 - 1e-11));
        }
        for (const { most, low, high } of found.topShares) {
          const truth = most === 2 ? exact.topShares[0]?.share : exact.top[most as 1 | 3 | 5 | 10 | 20];
          expect(low).toBeLessThanOrEqual((truth ?? 0) * (1 + 1e-11));
          expect(high).toBeGreaterThanOrEqual((truth ?? 0) * (1 - 1e-11));
        }
        const squares = relativeError ** 2 / (1 - relativeError ** 2);
        expect(found.hhi.high / found.hhi.low - 1).toBeLessThanOrEqual(squares * (1 + 1e-9) + 1e-9);
        const gini = Math.tanh(Math.atanh(relativeError) / 2);
        expect(found.gini.high - found.gini.low).toBeLessThanOrEqual(gini * (1 + 1e-9) + 1e-9);
      }),
      runs(200),
    );
  });

  test("S-K-04 the number of accounts up to each cut lies between its bounds; limits tell the rest", () => {
    fc.assert(
      fc.property(columnOf, abcOptions, relativeErrors, (column, options, relativeError) => {
        const sketch = valueSketch({ relativeError });
        const state = foldAggregate(sketch, column.map((one) => (one / 100).toFixed(2)));
        const found = sketchAbc(sketch.result(state), options);
        const table = abc(valuesOf(column), options);
        expect(found.total).toBe(table.total);
        const [a, b] = table.classes;
        for (const [cut, count, isUpTo] of [
          [found.a, a.count, (name: string) => name === "A"],
          [found.ab, a.count + b.count, (name: string) => name !== "C"],
        ] as const) {
          expect(cut.count.low).toBeLessThanOrEqual(count);
          expect(cut.count.high).toBeGreaterThanOrEqual(count);
          for (const row of table.rows) {
            if (cut.limit === null || Number(row.value) <= 0) continue;
            if (Number(row.value) > Number(cut.limit.high)) expect(isUpTo(row.class)).toBe(true);
            if (Number(row.value) < Number(cut.limit.low)) expect(isUpTo(row.class)).toBe(false);
          }
        }
      }),
      runs(300),
    );
  });

  test("S-K-05 the state grows with the sizes of values, not with their number", () => {
    const sketch = valueSketch({ relativeError: 0.02 });
    let state = sketch.empty();
    for (let index = 1; index <= 20_000; index += 1) state = sketch.add(state, ((index * 7_919) % 100_003) + 1);
    expect(sketch.result(state).count).toBe(20_000);
    expect(sketch.result(state).buckets.length).toBeLessThan(300);
  });
});

/**
 * What a scorecard costs, beside a loop that a programmer writes by hand for the one card:
 * `npx tsx test/bench/scorecard.bench.ts`. Rounds are interleaved, medians are printed.
 */
import {
  compileScorecard,
  score,
  scoreBatch,
  scoreColumns,
  weightSensitivity,
} from "../../src/scoring/index.js";
import type { Criterion, ScoredFacts, Scorecard } from "../../src/scoring/index.js";
import { compare } from "./support.js";

const ROWS = 1_000_000;
const COUNT = 8;
const weights = [30, 20, 15, 10, 10, 5, 5, 5];
const UNITS = 1_000_000_000;

const linear: Scorecard = {
  id: "bench",
  criteria: weights.map((weight, index): Criterion => ({
    id: `c${index}`,
    fact: `f${index}`,
    weight,
    normaliser: { kind: "range", worst: 0, best: 100 + index },
    missing: "exclude",
  })),
  classes: [
    { id: "small", from: 0 }, { id: "standard", from: 40 }, { id: "major", from: 60 }, { id: "key", from: 80 },
  ],
};

const mixed: Scorecard = {
  ...linear,
  criteria: linear.criteria.map((one, index): Criterion => {
    const kinds: readonly Criterion["normaliser"][] = [
      one.normaliser,
      { kind: "bands", below: 0, bands: [{ from: 20, mark: 0.4 }, { from: 50, mark: 0.8 }, { from: 80, mark: 1 }] },
      { kind: "target", target: 50, tolerance: 40 },
      { kind: "curve", points: [{ at: 0, mark: 0 }, { at: 30, mark: 0.7 }, { at: 90, mark: 1 }] },
    ];
    return { ...one, normaliser: kinds[index % 4] ?? one.normaliser };
  }),
};

/** A column of 0 to 102.3, the same in every run; some missing if asked for. */
function columnOf(seed: number, missingOf: number): Float64Array {
  let state = seed + 1;
  return Float64Array.from({ length: ROWS }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const value = ((state >>> 8) % 1024) / 10;
    return missingOf > 0 && (state >>> 20) % missingOf === 0 ? NaN : value;
  });
}

function columnsOf(missingOf: number): Record<string, Float64Array> {
  return Object.fromEntries(weights.map((_, index) => [`f${index}`, columnOf(index, missingOf)]));
}

/** What a programmer writes by hand for this one card of ranges: contributions, sums, classes. */
function handWritten(columns: readonly Float64Array[]): {
  scores: Float64Array;
  classes: Int8Array;
  contributions: readonly Int32Array[];
} {
  const scores = new Float64Array(ROWS);
  const classes = new Int8Array(ROWS);
  const contributions = weights.map(() => new Int32Array(ROWS));
  const shares = weights.map((weight) => (weight / 100) * UNITS);
  for (let row = 0; row < ROWS; row += 1) {
    let sum = 0;
    for (let index = 0; index < COUNT; index += 1) {
      const value = (columns[index] as Float64Array)[row] as number;
      let mark = value / (100 + index);
      mark = mark < 0 ? 0 : mark > 1 ? 1 : mark;
      const units = ((shares[index] as number) * mark + 0.5) | 0;
      (contributions[index] as Int32Array)[row] = units;
      sum += units;
    }
    const points = sum / 10_000_000;
    scores[row] = points;
    classes[row] = points >= 80 ? 3 : points >= 60 ? 2 : points >= 40 ? 1 : 0;
  }
  return { scores, classes, contributions };
}

/** The same by hand for the card of mixed normalisers. */
function handMixed(columns: readonly Float64Array[]): readonly [Float64Array, readonly Int32Array[]] {
  const scores = new Float64Array(ROWS);
  const contributions = weights.map(() => new Int32Array(ROWS));
  const shares = weights.map((weight) => (weight / 100) * UNITS);
  for (let row = 0; row < ROWS; row += 1) {
    let sum = 0;
    for (let index = 0; index < COUNT; index += 1) {
      const value = (columns[index] as Float64Array)[row] as number;
      const kind = index % 4;
      let mark = 0;
      if (kind === 0) mark = value / (100 + index);
      else if (kind === 1) mark = value >= 80 ? 1 : value >= 50 ? 0.8 : value >= 20 ? 0.4 : 0;
      else if (kind === 2) mark = 1 - Math.abs(value - 50) / 40;
      else if (value < 30) mark = (0.7 * value) / 30;
      else mark = value < 90 ? 0.7 + (0.3 * (value - 30)) / 60 : 1;
      mark = mark < 0 ? 0 : mark > 1 ? 1 : mark;
      const units = ((shares[index] as number) * mark + 0.5) | 0;
      (contributions[index] as Int32Array)[row] = units;
      sum += units;
    }
    scores[row] = sum / 10_000_000;
  }
  return [scores, contributions];
}

async function columns(): Promise<void> {
  const full = columnsOf(0);
  const hazy = columnsOf(50);
  const list = Object.values(full);
  const plan = compileScorecard(linear);
  const other = compileScorecard(mixed);
  const ranked = compileScorecard({
    ...linear,
    criteria: linear.criteria.map((one) => ({ ...one, normaliser: { kind: "min-max" as const } })),
  });
  const mine = scoreColumns(plan, full);
  const theirs = handWritten(list);
  const isSame =
    mine.scores.every((value, row) => value === theirs.scores[row]) &&
    mine.classes.every((value, row) => value === theirs.classes[row]);
  if (!isSame) throw new Error("the loop and the columns disagree");
  await compare("10⁶ accounts × 8 criteria with contributions", [
    { name: "hand-written loop, ranges", work: () => handWritten(list), times: 1 },
    { name: "scoreColumns, ranges", work: () => scoreColumns(plan, full), times: 1 },
    { name: "scoreColumns, one fact in 50 missing", work: () => scoreColumns(plan, hazy), times: 1 },
    { name: "scoreColumns, min–max fitted on the rows", work: () => scoreColumns(ranked, full), times: 1 },
  ]);
  await compare("the same with ranges, bands, targets and curves", [
    { name: "hand-written loop", work: () => handMixed(list), times: 1 },
    { name: "scoreColumns", work: () => scoreColumns(other, full), times: 1 },
  ]);
}

async function objects(): Promise<void> {
  const list = weights.map((_, index) => columnOf(index, 50));
  const accounts = Array.from({ length: 1000 }, (_, row): ScoredFacts => ({
    id: `a${row}`,
    facts: Object.fromEntries(
      list.map((column, index) => {
        const value = column[row] ?? NaN;
        return [`f${index}`, Number.isNaN(value) ? null : value];
      }),
    ),
  }));
  const plan = compileScorecard(mixed);
  const [one] = await compare("10³ accounts as objects, reasons and levers included", [
    { name: "score, one by one", work: () => accounts.map((account) => score(plan, account)), times: 1 },
    { name: "scoreBatch", work: () => scoreBatch(plan, accounts), times: 1 },
    { name: "weightSensitivity", work: () => weightSensitivity(plan, accounts), times: 1 },
  ]);
  console.log(`  score: ${Math.round(1e9 / (one ?? NaN))} accounts a second`);
}

await columns();
await objects();

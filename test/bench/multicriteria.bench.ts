/**
 * What weights and rankings cost, beside a hand-written loop, in one run:
 * `npx tsx test/bench/multicriteria.bench.ts`. Rounds are interleaved, medians are printed.
 */
import { ahpHierarchy, ahpWeights, promethee2, topsis, topsisColumns, vikor, weightedSum } from "../../src/scoring/index.js";
import type { AhpPair, DecisionCriterion, DecisionProblem } from "../../src/scoring/index.js";
import { compare } from "./support.js";

const ROWS = 1_000_000;
const CRITERIA = 8;

/** A column of 1 to 1000, the same in every run. */
function columnOf(seed: number, rows: number): Float64Array {
  let state = seed + 1;
  return Float64Array.from({ length: rows }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return 1 + ((state >>> 8) % 1000);
  });
}

const criteria = Array.from({ length: CRITERIA }, (_, index): DecisionCriterion => ({
  id: `c${String(index)}`,
  weight: 1 + index,
  direction: index % 3 === 2 ? "cost" : "benefit",
}));

/** What a programmer writes by hand for the vector norm: the limit. */
function handWritten(columns: readonly Float64Array[], rows: number): Float64Array {
  const toBest = new Float64Array(rows);
  const toWorst = new Float64Array(rows);
  columns.forEach((column, index) => {
    let [sum, low, high] = [0, Infinity, -Infinity];
    for (let row = 0; row < rows; row += 1) {
      const value = column[row] as number;
      sum += value * value;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    const factor = (1 + index) / Math.sqrt(sum);
    const [best, worst] = index % 3 === 2 ? [low, high] : [high, low];
    for (let row = 0; row < rows; row += 1) {
      const value = column[row] as number;
      const short = (value - best) * factor;
      const over = (value - worst) * factor;
      (toBest[row] as number) += short * short;
      (toWorst[row] as number) += over * over;
    }
  });
  const result = new Float64Array(rows);
  for (let row = 0; row < rows; row += 1) {
    const worst = Math.sqrt(toWorst[row] as number);
    result[row] = worst / (Math.sqrt(toBest[row] as number) + worst);
  }
  return result;
}

function problemOf(count: number): DecisionProblem {
  const columns = criteria.map((_, index) => columnOf(index, count));
  const alternatives = Array.from({ length: count }, (_, row) => ({
    id: `account ${String(row).padStart(7, "0")}`,
    values: columns.map((column) => column[row] as number),
  }));
  return { criteria, alternatives };
}

async function columnar(): Promise<void> {
  const columns = criteria.map((_, index) => columnOf(index, ROWS));
  const limit = handWritten(columns, ROWS);
  const found = topsisColumns({ criteria, columns }, { norm: "vector" });
  if (found.state === "unknown" || found.closeness.some((one, row) => Math.abs(one - (limit[row] as number)) > 1e-9)) {
    throw new Error("the loop and the columns disagree");
  }
  const norms = ["vector", "minmax", "sum"] as const;
  await compare("10⁶ accounts × 8 criteria", [
    { name: "topsisColumns, vector", work: () => topsisColumns({ criteria, columns }, { norm: "vector" }), times: 1 },
    { name: "hand-written typed-array loop", work: () => handWritten(columns, ROWS), times: 1 },
    ...norms.slice(1).map((norm) => ({
      name: `topsisColumns, ${norm}`,
      work: () => topsisColumns({ criteria, columns }, { norm }),
      times: 1,
    })),
    {
      name: "topsisColumns, reference",
      work: () =>
        topsisColumns(
          { criteria, columns },
          {
            norm: {
              kind: "reference",
              worst: criteria.map((one) => (one.direction === "cost" ? 1000 : 0)),
              best: criteria.map((one) => (one.direction === "cost" ? 0 : 1000)),
            },
          },
        ),
      times: 1,
    },
  ]);
}

async function plain(): Promise<void> {
  const thousand = problemOf(1000);
  const preference = { kind: "linear", q: 50, p: 300 } as const;
  const linear = { ...thousand, criteria: thousand.criteria.map((one) => ({ ...one, preference })) };
  const bell = { kind: "gaussian", s: 200 } as const;
  const gaussian = { ...thousand, criteria: thousand.criteria.map((one) => ({ ...one, preference: bell })) };
  await compare("10³ accounts × 8 criteria, with reasons", [
    { name: "topsis", work: () => topsis(thousand, { norm: "vector" }), times: 2 },
    { name: "weightedSum", work: () => weightedSum(thousand, { norm: "minmax" }), times: 2 },
    { name: "vikor", work: () => vikor(thousand), times: 2 },
    { name: "promethee2, usual", work: () => promethee2(thousand), times: 2 },
    { name: "promethee2, linear", work: () => promethee2(linear), times: 2 },
    { name: "promethee2, gaussian", work: () => promethee2(gaussian), times: 2 },
  ]);
}

async function judgments(): Promise<void> {
  const scale = [9, 7, 5, 3, 2, 1, 1 / 2, 1 / 3, 1 / 5];
  let state = 7;
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 8;
  };
  const pairsOf = (size: number, isKept: (i: number, j: number) => boolean): { pairs: AhpPair[] } => {
    const pairs: AhpPair[] = [];
    for (let i = 0; i < size; i += 1) {
      for (let j = i + 1; j < size; j += 1) {
        const value = scale[next() % 9] as number;
        if (isKept(i, j)) pairs.push({ row: `c${String(i)}`, column: `c${String(j)}`, value });
      }
    }
    return { pairs };
  };
  const full = pairsOf(8, () => true);
  const large = pairsOf(50, () => true);
  const holes = pairsOf(50, (i, j) => j === i + 1 || next() % 3 === 0);
  const tree = {
    alternatives: ["a", "b", "c", "d"],
    goal: {
      id: "goal",
      judgments: full,
      criteria: Array.from({ length: 8 }, (_, index) => ({ id: `c${String(index)}`, values: [1 + index, 2, 3, 4] })),
    },
  };
  await compare("Judgments", [
    { name: "ahpWeights, 8 items, worst judgments named", work: () => ahpWeights(full), times: 10 },
    { name: "ahpWeights, 8 items, weights alone", work: () => ahpWeights(full, { inconsistentMax: 0 }), times: 100 },
    { name: "ahpHierarchy, 8 criteria, 4 alternatives", work: () => ahpHierarchy(tree), times: 10 },
    { name: "ahpWeights, 50 items", work: () => ahpWeights(large, { inconsistentMax: 0 }), times: 2 },
    { name: "ahpWeights, 50 items, two thirds missing", work: () => ahpWeights(holes, { inconsistentMax: 0 }), times: 1 },
  ]);
}

await columnar();
await plain();
await judgments();

/**
 * What risk costs, beside hand-written loops and json-rules-engine, in one run:
 * `npx tsx test/bench/risk.bench.ts`. Rounds are interleaved, medians are printed.
 */
import { Engine } from "json-rules-engine";

import { compileCondition } from "../../src/conditions/index.js";
import {
  compileScorecard,
  compileWarningSigns,
  irbCapital,
  irbRiskWeights,
  present,
  score,
  scoreBatch,
  warningSigns,
} from "../../src/risk/index.js";
import type { EvidenceSet, Scorecard, WarningSignRegister } from "../../src/risk/index.js";
import { compare } from "./support.js";

const ROWS = 1_000_000;
const CHARACTERISTICS = 15;
const REASONS = 4;
const cuts = [20, 40, 60, 80];
const points = [0, 10, 20, 30, 40];

const card: Scorecard = {
  id: "bench",
  version: "1",
  basePoints: 200,
  characteristics: Array.from({ length: CHARACTERISTICS }, (_, index) => ({
    id: `c${String(index)}`,
    kind: "numeric" as const,
    fact: `f${String(index)}`,
    bins: points.map((value, bin) => ({
      from: bin === 0 ? null : (cuts[bin - 1] ?? null),
      until: cuts[bin] ?? null,
      points: value + index,
    })),
    missing: { points: 5 },
  })),
  reasons: { method: "below-maximum", count: REASONS },
};

/** A column of 0 to 99 with one in fifty missing, the same in every run. */
function columnOf(seed: number): Float64Array {
  let state = seed + 1;
  return Float64Array.from({ length: ROWS }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const value = (state >>> 8) % 102;
    return value >= 100 ? NaN : value;
  });
}

/** What a programmer writes by hand for this one card: the limit. */
function handWritten(columns: readonly Float64Array[]): readonly [Float64Array, Uint16Array] {
  const scores = new Float64Array(ROWS);
  const reasons = new Uint16Array(ROWS * REASONS).fill(65535);
  const held = new Float64Array(REASONS);
  for (let row = 0; row < ROWS; row += 1) {
    let total = 200;
    held.fill(0);
    const offset = row * REASONS;
    for (let index = 0; index < CHARACTERISTICS; index += 1) {
      const value = (columns[index] as Float64Array)[row] as number;
      let won: number;
      if (value !== value) won = 5;
      else won = (value < 20 ? 0 : value < 40 ? 10 : value < 60 ? 20 : value < 80 ? 30 : 40) + index;
      total += won;
      const shortfall = 40 + index - won;
      if (shortfall <= (held[REASONS - 1] as number)) continue;
      let place = REASONS - 1;
      while (place > 0 && shortfall > (held[place - 1] as number)) {
        held[place] = held[place - 1] as number;
        reasons[offset + place] = reasons[offset + place - 1] as number;
        place -= 1;
      }
      held[place] = shortfall;
      reasons[offset + place] = index;
    }
    scores[row] = total;
  }
  return [scores, reasons];
}

async function scoring(): Promise<void> {
  const plan = compileScorecard(card);
  const list = Array.from({ length: CHARACTERISTICS }, (_, index) => columnOf(index));
  const columns = Object.fromEntries(list.map((column, index) => [`f${String(index)}`, column]));
  const [scores, reasons] = handWritten(list);
  const batch = scoreBatch(plan, columns, ROWS);
  const isSame =
    scores.every((value, row) => value === batch.scores[row]) &&
    reasons.every((value, place) => value === batch.reasons[place]);
  if (!isSame) throw new Error("the loop and the batch disagree");
  const sample = Array.from({ length: 1000 }, (_, row) =>
    Object.fromEntries(list.map((column, index) => [`f${String(index)}`, column[row] ?? NaN])),
  ).map((facts) =>
    Object.fromEntries(Object.entries(facts).filter(([, value]) => !Number.isNaN(value))),
  );
  await compare("10⁶ accounts × 15 characteristics, 4 reasons", [
    { name: "scoreBatch", work: () => scoreBatch(plan, columns, ROWS), times: 1 },
    { name: "hand-written typed-array loop", work: () => handWritten(list), times: 1 },
  ]);
  await compare("10³ accounts as objects", [
    { name: "score", work: () => sample.map((facts) => score(plan, facts)), times: 2 },
  ]);
}

async function signs(): Promise<void> {
  const register: WarningSignRegister = {
    id: "bench",
    version: "1",
    signs: Array.from({ length: 20 }, (_, index) => ({
      id: `sign-${String(index)}`,
      title: "A sign",
      stages: ["during"],
      severity: "moderate",
      when: {
        all: [
          { fact: `a${String(index)}`, operator: "greaterThan", value: 50 },
          { fact: `b${String(index)}`, operator: "equal", value: true },
        ],
      },
      source: "bench",
    })),
  };
  const plan = compileWarningSigns(register);
  const origin = { asOf: "2026-11-01", source: "bench" };
  const evidence: Record<string, EvidenceSet[string]> = {};
  const plain: Record<string, number | boolean> = {};
  const engine = new Engine();
  for (let index = 0; index < 20; index += 1) {
    const [a, b] = [`a${String(index)}`, `b${String(index)}`];
    [plain[a], plain[b]] = [index * 5, index % 4 === 0];
    evidence[a] = present(index * 5, origin);
    evidence[b] = present(index % 4 === 0, origin);
    const all = [
      { fact: a, operator: "greaterThan", value: 50 },
      { fact: b, operator: "equal", value: true },
    ];
    engine.addRule({ conditions: { all }, event: { type: `sign-${String(index)}` } });
  }
  const rules = register.signs.map(({ when }) => compileCondition(when));
  const { raised } = warningSigns(plan, evidence, "2026-11-23");
  const { events } = await engine.run(plain);
  if (raised.length !== events.length) throw new Error("the engines disagree");
  await compare("20 warning rules for one client, with evidence and reasons", [
    { name: "warningSigns", work: () => warningSigns(plan, evidence, "2026-11-23"), times: 100 },
    { name: "the rules alone, on plain facts", work: () => rules.map((rule) => rule.holds(plain)), times: 1000 },
    { name: "json-rules-engine", work: () => engine.run(plain), times: 1 },
  ]);
}

async function capital(): Promise<void> {
  const probabilities = Float64Array.from({ length: ROWS }, (_, row) => 0.0005 + (row % 997) / 5000);
  const lossesGivenDefault = new Float64Array(ROWS).fill(0.45);
  const maturitiesYears = new Float64Array(ROWS).fill(2.5);
  const columns = { assetClass: "corporate", probabilities, lossesGivenDefault, maturitiesYears } as const;
  const one = { assetClass: "corporate", probability: 0.01, lossGivenDefault: 0.45, maturityYears: 2.5 } as const;
  await compare("IRB risk weights", [
    { name: "10⁶ exposures, columnar", work: () => irbRiskWeights(columns), times: 1 },
    { name: "one exposure", work: () => irbCapital(one), times: 1000 },
  ]);
}

await scoring();
await signs();
await capital();

import fc from "fast-check";
import { describe, expect, test } from "vitest";

import {
  binNumeric,
  compileScorecard,
  fitLogistic,
  oddsOfScore,
  pointsOfFit,
  probabilityOfScore,
  score,
  scoreBatch,
  scoreOfProbability,
  scoreScale,
  weightOfEvidence,
} from "../../src/risk/index.js";
import type { Characteristic, Scorecard, ScoreFacts } from "../../src/risk/index.js";
import { deepFreeze } from "../support/freeze.js";
import { runs, seenMin } from "../support/runs.js";
import { codeOf } from "./code-of.js";

const tradeCard2026: Scorecard = deepFreeze({
  id: "trade",
  version: "2026-1",
  basePoints: 200,
  reasons: { method: "below-maximum", count: 4 },
  characteristics: [
    {
      id: "age",
      fact: "companyAgeYears",
      kind: "numeric",
      bins: [
        { from: null, until: 1, points: 0 },
        { from: 1, until: 3, points: 10 },
        { from: 3, until: 10, points: 25 },
        { from: 10, until: null, points: 40 },
      ],
      special: [{ values: [-1, -2], points: 7 }],
      missing: { points: 3 },
      averagePoints: 20,
    },
    {
      id: "equity",
      fact: "equityShare",
      kind: "numeric",
      bins: [
        { from: null, until: 0, points: -30 },
        { from: 0, until: 0.2, points: 5 },
        { from: 0.2, until: null, points: 30 },
      ],
      missing: { points: 0 },
      averagePoints: 5,
    },
    {
      id: "form",
      fact: "legalForm",
      kind: "category",
      bins: [
        { categories: ["AG", "SA"], points: 20 },
        { categories: ["GmbH", "SARL"], points: 12 },
      ],
      other: { points: 4 },
      missing: { points: 1 },
      averagePoints: 10,
    },
  ],
});

describe("one account", () => {
  test("contributions, reasons and coverage", () => {
    const result = score(tradeCard2026, { companyAgeYears: 2, equityShare: -0.1, legalForm: "AG" });
    expect(result.score).toBe(200 + 10 - 30 + 20);
    expect(result.contributions.map((one) => [one.characteristic, one.points, one.bin])).toEqual([
      ["age", 10, { kind: "bin", index: 1 }],
      ["equity", -30, { kind: "bin", index: 0 }],
      ["form", 20, { kind: "bin", index: 0 }],
    ]);
    expect(result.reasons).toEqual([
      { id: "equity", value: -0.1, shortfall: 60 },
      { id: "age", value: 2, shortfall: 30 },
    ]);
    expect(result.coverage).toBe(1);
  });
  test("missing, special and other have bins of their own", () => {
    const result = score(tradeCard2026, { companyAgeYears: -2, equityShare: null, legalForm: "KG" });
    expect(result.contributions.map((one) => [one.points, one.bin.kind])).toEqual([
      [7, "special"],
      [0, "missing"],
      [4, "other"],
    ]);
    expect(result.coverage).toBe(2 / 3);
    expect(score(tradeCard2026, {}).score).toBe(204);
  });
  test("reasons against the average account", () => {
    const card: Scorecard = { ...tradeCard2026, reasons: { method: "below-average", count: 1 } };
    const { reasons } = score(card, { companyAgeYears: 2, equityShare: 0.5, legalForm: "KG" });
    expect(reasons).toEqual([{ id: "age", value: 2, shortfall: 10 }]);
  });
  test("bins begin at their lower bound", () => {
    const points = (value: number): number | undefined =>
      score(tradeCard2026, { companyAgeYears: value }).contributions[0]?.points;
    expect([0.999, 1, 2.999, 3, 9.999, 10, 1e9].map(points)).toEqual([0, 10, 10, 25, 25, 40, 40]);
    expect(compileScorecard(tradeCard2026).range).toEqual({ min: 200 - 30 + 1, max: 290 });
  });
});

const facts = fc.record({
  companyAgeYears: fc.option(fc.integer({ min: -3, max: 60 }).map((n) => n / 4), { nil: null }),
  equityShare: fc.option(fc.integer({ min: -50, max: 90 }).map((n) => n / 100), { nil: null }),
  legalForm: fc.option(fc.constantFrom("AG", "GmbH", "KG", "SA"), { nil: null }),
});

describe("laws", () => {
  test("S-01 base points and contributions add up to the score", () => {
    fc.assert(
      fc.property(facts, (account) => {
        const result = score(tradeCard2026, account);
        const total = result.contributions.reduce((sum, one) => sum + one.points, result.basePoints);
        expect(total).toBe(result.score);
      }),
      runs(200),
    );
  });

  test("S-02 the batch gives each account the score and the reasons it has alone", () => {
    const plan = compileScorecard(tradeCard2026);
    const dictionary = ["AG", "GmbH", "KG", "SA"];
    const seen = { missing: 0, special: 0 };
    fc.assert(
      fc.property(fc.array(facts, { minLength: 1, maxLength: 40 }), (accounts) => {
        const number = (key: "companyAgeYears" | "equityShare"): Float64Array =>
          Float64Array.from(accounts, (account) => account[key] ?? NaN);
        const codes = Uint16Array.from(accounts, ({ legalForm }) =>
          legalForm === null ? 65535 : dictionary.indexOf(legalForm),
        );
        const columns = {
          companyAgeYears: number("companyAgeYears"),
          equityShare: number("equityShare"),
          legalForm: { codes, dictionary },
        };
        const batch = scoreBatch(plan, columns, accounts.length);
        accounts.forEach((account, row) => {
          const alone = score(plan, account);
          expect(batch.scores[row]).toBe(alone.score);
          const ids = [...batch.reasons.slice(row * 4, row * 4 + 4)]
            .filter((position) => position !== 65535)
            .map((position) => plan.characteristics[position]?.id);
          expect(ids).toEqual(alone.reasons.map((reason) => reason.id));
          if (account.equityShare === null) seen.missing += 1;
          if (account.companyAgeYears === -0.5 || (account.companyAgeYears ?? 0) < 0) seen.special += 1;
        });
      }),
      runs(100),
    );
    expect(seen.missing).toBeGreaterThan(seenMin(50));
  });

  test("S-03 on a monotone card a worse value never improves the score", () => {
    fc.assert(
      fc.property(facts, fc.integer({ min: 0, max: 100 }), (account, hundredths) => {
        fc.pre(account.equityShare !== null);
        const worse: ScoreFacts = { ...account, equityShare: (account.equityShare ?? 0) - hundredths / 100 };
        expect(score(tradeCard2026, worse).score).toBeLessThanOrEqual(score(tradeCard2026, account).score);
      }),
      runs(200),
    );
  });

  test("S-04 the order of facts changes nothing", () => {
    fc.assert(
      fc.property(facts, (account) => {
        const reversed = Object.fromEntries(Object.entries(account).reverse());
        expect(score(tradeCard2026, reversed)).toEqual(score(tradeCard2026, account));
      }),
      runs(50),
    );
  });

  test("S-05 more points never mean worse odds; score and probability undo each other", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999 }), fc.integer({ min: 1, max: 100 }), (thousandths, pdo) => {
        const scale = scoreScale({ score: 600, odds: 50, oddsSense: "good:bad", pdo });
        const points = scoreOfProbability(thousandths / 1000, scale);
        expect(probabilityOfScore(points, scale)).toBeCloseTo(thousandths / 1000, 12);
        expect(oddsOfScore(points + pdo, scale) / oddsOfScore(points, scale)).toBeCloseTo(2, 10);
      }),
      runs(200),
    );
  });
});

describe("batch: columns that do not fit", () => {
  const plan = compileScorecard(tradeCard2026);
  test.each([
    ["risk.length columns.equityShare", { equityShare: new Float64Array(1) }],
    ["schema.type columns.equityShare", { equityShare: { codes: new Uint16Array(2), dictionary: [] } }],
    ["schema.type columns.legalForm", { legalForm: new Float64Array(2) }],
    ["schema.not_finite columns.equityShare[1]", { equityShare: Float64Array.of(1, Infinity) }],
    ["risk.category_code columns.legalForm", { legalForm: { codes: Uint16Array.of(0, 4), dictionary: ["AG"] } }],
  ])("%s", (expected, columns) => {
    expect(codeOf(() => scoreBatch(plan, columns, 2))).toBe(expected);
  });
  test("a column that is absent is missing for all; no rows, no scores", () => {
    expect([...scoreBatch(plan, {}, 2).scores]).toEqual([204, 204]);
    expect(scoreBatch(plan, {}, 0).scores).toHaveLength(0);
    expect(codeOf(() => scoreBatch(plan, {}, -1))).toBe("schema.type rows");
  });
  test("blocks of rows meet without a seam", () => {
    const rows = 2500;
    const companyAgeYears = Float64Array.from({ length: rows }, (_, row) => row % 12);
    const { scores } = scoreBatch(plan, { companyAgeYears }, rows);
    for (const row of [0, 1023, 1024, 2047, 2048, 2499]) {
      expect(scores[row]).toBe(score(plan, { companyAgeYears: row % 12 }).score);
    }
  });
});

describe("malformed cards: every issue at compile", () => {
  const change = (fields: object): Scorecard => ({
    ...tradeCard2026,
    characteristics: [{ ...(tradeCard2026.characteristics[0] as Characteristic), ...fields }],
  });
  const withReasons = (card: Scorecard, reasons: Scorecard["reasons"]): Scorecard => ({ ...card, reasons });
  const bins = (...list: [number | null, number | null][]): Scorecard =>
    change({ bins: list.map(([from, until]) => ({ from, until, points: 1 })) });
  test.each([
    ["risk.bin_gap characteristics[0].bins[1].from", bins([null, 1], [2, null])],
    ["risk.bin_overlap characteristics[0].bins[1].from", bins([null, 3], [2, null])],
    ["risk.bin_gap characteristics[0].bins[0].from", bins([0, null])],
    ["risk.bin_gap characteristics[0].bins[0].until", bins([null, 5])],
    ["risk.bin_overlap characteristics[0].bins[1].from", bins([null, null], [2, null])],
    ["risk.bin_empty characteristics[0].bins[1].until", bins([null, 1], [1, 1], [1, null])],
    ["risk.bin_gap characteristics[0].bins", bins()],
    ["risk.bin_overlap characteristics[0].special[0].values[1]", change({ special: [{ values: [-1, -1], points: 0 }] })],
    ["schema.unknown_key characteristics[0].other", change({ other: { points: 0 } })],
    ["schema.value characteristics[0].kind", change({ kind: "text" })],
    ["schema.type characteristics[0].missing", change({ missing: undefined })],
    ["schema.not_finite characteristics[0].missing.points", change({ missing: { points: NaN } })],
    ["schema.range characteristics[0].missing.points", change({ missing: { points: 1e10 } })],
    ["risk.fact_name characteristics[0].fact", change({ fact: "a b" })],
    ["risk.duplicate_id characteristics[1].id", { ...tradeCard2026, characteristics: [tradeCard2026.characteristics[0], tradeCard2026.characteristics[0]] as Characteristic[] }],
    ["schema.type characteristics[0].averagePoints", withReasons(change({ averagePoints: undefined }), { method: "below-average", count: 2 })],
    ["schema.range reasons.count", withReasons(tradeCard2026, { method: "below-maximum", count: 9 })],
  ])("%s", (expected, card) => {
    expect(codeOf(() => compileScorecard(card))).toBe(expected);
  });
  test("facts of the wrong kind", () => {
    expect(codeOf(() => score(tradeCard2026, { equityShare: "high" }))).toBe("schema.type facts.equityShare");
    expect(codeOf(() => score(tradeCard2026, { legalForm: 3 }))).toBe("schema.type facts.legalForm");
    expect(codeOf(() => score(tradeCard2026, { legalForm: true as never }))).toBe("schema.type facts.legalForm");
    expect(codeOf(() => score(tradeCard2026, { equityShare: Infinity }))).toBe("schema.not_finite facts.equityShare");
  });
});

describe("binning", () => {
  const sample = (size: number): { values: Float64Array; events: number[] } => {
    // A small congruence: the same sample on every host.
    let state = 12345;
    const next = (): number => (state = (state * 1103515245 + 12345) % 2147483648) / 2147483648;
    const values = Float64Array.from({ length: size }, () => Math.round(next() * 100));
    const events = Array.from(values, (value) => (next() < 0.5 - value / 250 ? 1 : 0));
    return { values, events };
  };
  test("quantiles keep equal values together and count everybody once", () => {
    const { values, events } = sample(1000);
    const { bins } = binNumeric({ values, events }, { method: "quantile", bins: 10 });
    expect(bins.reduce((sum, bin) => sum + bin.events + bin.nonEvents, 0)).toBe(1000);
    bins.forEach((bin) => {
      expect(bin.events + bin.nonEvents).toBeGreaterThan(60);
    });
    const same = binNumeric({ values: new Float64Array(9), events: new Uint8Array(9) }, { method: "quantile", bins: 3 });
    expect(same.bins).toEqual([{ from: null, until: null, events: 0, nonEvents: 9 }]);
  });

  function best(values: Float64Array, events: number[], cuts: number[], binsMax: number): number {
    // Every subset of the cuts, by brute force.
    let highest = 0;
    for (let subset = 0; subset < 2 ** cuts.length; subset += 1) {
      const chosen = cuts.filter((_, index) => Math.floor(subset / 2 ** index) % 2 === 1);
      if (chosen.length + 1 > binsMax) continue;
      const { bins } = binNumeric({ values, events }, { method: "manual", cuts: chosen });
      if (bins.some((bin) => bin.events === 0 || bin.nonEvents === 0)) continue;
      const rates = bins.map((bin) => bin.events / (bin.events + bin.nonEvents));
      const isMonotone = [1, -1].some((sign) =>
        rates.every((rate, index) => index === 0 || sign * (rate - (rates[index - 1] ?? 0)) > 1e-15),
      );
      if (!isMonotone) continue;
      const table = { events: bins.map((bin) => bin.events), nonEvents: bins.map((bin) => bin.nonEvents) };
      const { informationValue } = weightOfEvidence(table, { convention: "ln(nonEvents/events)", zeroCounts: { method: "refuse" } });
      highest = Math.max(highest, informationValue);
    }
    return highest;
  }

  test("BN-01 the monotonic binning is the best of all monotone partitions", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 7 }), fc.integer({ min: 0, max: 1 })), { minLength: 12, maxLength: 60 }),
        fc.integer({ min: 1, max: 5 }),
        (rows, binsMax) => {
          const values = Float64Array.from(rows, ([value]) => value);
          const events = rows.map(([, event]) => event);
          fc.pre(events.includes(1) && events.includes(0));
          const method = { method: "monotonic", bins: binsMax, prebins: 100, shareMin: 0 } as const;
          const { bins, direction } = binNumeric({ values, events }, method);
          expect(bins.length).toBeLessThanOrEqual(binsMax);
          const table = { events: bins.map((bin) => bin.events), nonEvents: bins.map((bin) => bin.nonEvents) };
          const { informationValue } = weightOfEvidence(table, { convention: "ln(nonEvents/events)", zeroCounts: { method: "refuse" } });
          const distinct = [...new Set(values)].sort((a, b) => a - b).slice(1);
          expect(informationValue).toBeCloseTo(best(values, events, distinct, binsMax), 10);
          expect(direction === null).toBe(bins.length === 1);
        },
      ),
      runs(60),
    );
  });
  test("bins have the least share asked for", () => {
    const { values, events } = sample(2000);
    const { bins, direction } = binNumeric({ values, events }, { method: "monotonic", bins: 6, shareMin: 0.1 });
    expect(direction).toBe("falling");
    expect(bins.length).toBeGreaterThan(2);
    for (const bin of bins) expect(bin.events + bin.nonEvents).toBeGreaterThanOrEqual(200);
  });
  test("no events, no cuts", () => {
    const none = binNumeric({ values: Float64Array.of(1, 2), events: [0, 0] }, { method: "monotonic", bins: 3 });
    expect(none.bins).toHaveLength(1);
    expect(none.direction).toBeNull();
  });
  test.each([
    ["risk.length events", () => binNumeric({ values: new Float64Array(2), events: [1] }, { method: "quantile", bins: 2 })],
    ["risk.event events[0]", () => binNumeric({ values: new Float64Array(1), events: [2] }, { method: "quantile", bins: 2 })],
    ["schema.not_finite values[0]", () => binNumeric({ values: Float64Array.of(Infinity), events: [1] }, { method: "quantile", bins: 2 })],
    ["risk.bin_overlap method.cuts[1]", () => binNumeric({ values: new Float64Array(1), events: [1] }, { method: "manual", cuts: [2, 2] })],
    ["schema.value method.method", () => binNumeric({ values: new Float64Array(1), events: [1] }, { method: "tree" } as never)],
    ["risk.bin_overlap special[1]", () => binNumeric({ values: new Float64Array(1), events: [1], special: [-1, -1] }, { method: "quantile", bins: 2 })],
    ["schema.range method.shareMin", () => binNumeric({ values: new Float64Array(1), events: [1] }, { method: "monotonic", bins: 2, shareMin: 2 })],
    ["schema.type values", () => binNumeric({ values: [1] as never, events: [1] }, { method: "quantile", bins: 2 })],
  ])("%s", (expected, run) => {
    expect(codeOf(run)).toBe(expected);
  });
});

describe("logistic fit", () => {
  test("L-01 at the fit, fitted and observed events agree for each column", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -3, max: 3 }), fc.integer({ min: 0, max: 1 })), {
          minLength: 20,
          maxLength: 80,
        }),
        (rows) => {
          const events = rows.map(([, , event]) => event);
          fc.pre(events.includes(0) && events.includes(1));
          const columns = [rows.map(([a]) => a), rows.map(([, b]) => b)];
          const fit = fitLogistic({ columns, events });
          if (!fit.converged) {
            expect(fit.failure).not.toBeNull();
            expect(fit.standardErrors).toEqual([]);
            return;
          }
          const [a = 0, b = 0] = fit.coefficients;
          let [whole, first, second] = [0, 0, 0];
          for (const [x, y, event] of rows) {
            const residual = event - 1 / (1 + Math.exp(-(fit.intercept + a * x + b * y)));
            whole += residual;
            first += residual * x;
            second += residual * y;
          }
          for (const sum of [whole, first, second]) expect(Math.abs(sum)).toBeLessThan(1e-4);
          for (const error of fit.standardErrors) expect(error).toBeGreaterThan(0);
        },
      ),
      runs(100),
    );
  });
  test("standard errors of a two by two table are known in closed form", () => {
    const fit = fitLogistic({ columns: [[0, 0, 0, 0, 1, 1, 1, 1]], events: [1, 0, 0, 0, 1, 1, 1, 0] });
    expect(fit.standardErrors[0]).toBeCloseTo(Math.sqrt(1 + 1 / 3), 6);
    expect(fit.standardErrors[1]).toBeCloseTo(Math.sqrt(2 * (1 + 1 / 3)), 6);
  });
  test("separated outcomes and collinear columns have no fit, and it says so", () => {
    const events = [0, 0, 0, 1, 1, 1];
    expect(fitLogistic({ columns: [[1, 2, 3, 4, 5, 6]], events }, { iterationsMax: 100 }).failure).toBe("separated");
    const column = [1, 2, 1, 2, 1, 3];
    expect(fitLogistic({ columns: [column, column], events }).failure).toBe("collinear");
    expect(fitLogistic({ columns: [column], events }, { iterationsMax: 1 }).failure).toBe("iterations");
  });
  test("malformed data and fits", () => {
    expect(codeOf(() => fitLogistic({ columns: [[1]], events: [0, 1] }))).toBe("risk.length columns[0]");
    expect(codeOf(() => fitLogistic({ columns: [], events: [1, 1] }))).toBe("risk.no_observations events");
    expect(codeOf(() => fitLogistic({ columns: [], events: [1, 2] }))).toBe("risk.event events[1]");
    const fit = fitLogistic({ columns: [[1, 2, 1, 2]], events: [0, 1, 1, 0] });
    const scale = scoreScale({ score: 600, odds: 50, oddsSense: "good:bad", pdo: 20 });
    expect(codeOf(() => pointsOfFit({ ...fit, converged: false }, [[1]], scale))).toBe("risk.not_converged fit");
    expect(codeOf(() => pointsOfFit(fit, [], scale))).toBe("risk.length binValues");
  });
  test("a card made from a fit gives the fit's probability back", () => {
    const fit = fitLogistic({ columns: [[0, 0, 0, 0, 1, 1, 1, 1]], events: [1, 0, 0, 0, 1, 1, 1, 0] });
    const scale = scoreScale({ score: 600, odds: 1, oddsSense: "bad:good", pdo: 40 });
    const { basePoints, points } = pointsOfFit(fit, [[0, 1]], scale);
    expect(probabilityOfScore(basePoints + (points[0]?.[0] ?? 0), scale)).toBeCloseTo(0.25, 9);
    expect(probabilityOfScore(basePoints + (points[0]?.[1] ?? 0), scale)).toBeCloseTo(0.75, 9);
  });
});

describe("scale and weights: malformed input", () => {
  const anchor = { score: 600, odds: 50, oddsSense: "good:bad", pdo: 20 } as const;
  const table = { events: [1, 2], nonEvents: [3, 4] };
  const options = { convention: "ln(nonEvents/events)", zeroCounts: { method: "refuse" } } as const;
  test.each([
    ["schema.range anchor.odds", () => scoreScale({ ...anchor, odds: 0 })],
    ["schema.range anchor.pdo", () => scoreScale({ ...anchor, pdo: -1 })],
    ["schema.value anchor.oddsSense", () => scoreScale({ ...anchor, oddsSense: "good" as never })],
    ["risk.probability probability", () => scoreOfProbability(1, scoreScale(anchor))],
    ["schema.value options.convention", () => weightOfEvidence(table, { ...options, convention: "ln" as never })],
    ["schema.type options.zeroCounts", () => weightOfEvidence(table, { convention: options.convention } as never)],
    ["risk.zero_count nonEvents[1]", () => weightOfEvidence({ ...table, nonEvents: [1, 0] }, options)],
    ["risk.no_observations events", () => weightOfEvidence({ ...table, events: [0, 0] }, options)],
    ["risk.length nonEvents", () => weightOfEvidence({ ...table, nonEvents: [1] }, options)],
  ])("%s", (expected, run) => {
    expect(codeOf(run)).toBe(expected);
  });
});

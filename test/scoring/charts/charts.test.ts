/** Every chart compiles without a warning, is drawn, is plain JSON, and says what it shows. */
import * as vega from "vega";
import { compile } from "vega-lite";
import type { TopLevelSpec } from "vega-lite";
import { describe, expect, test } from "vitest";

import {
  abc,
  aliveHistoryChart,
  compileScorecard,
  concentration,
  contributionChart,
  lorenzChart,
  paretoChart,
  directionalPolicyCells,
  keyAccountQuadrants,
  portfolioChart,
  portfolioMatrix,
  portfolioMatrixChart,
  probabilityAliveHistory,
  rfm,
  rfmHeatmap,
  score,
  trackingChart,
  trackingTable,
} from "../../../src/scoring/index.js";
import type { PortfolioAccount, PortfolioPolicy, Scorecard, VegaLiteSpec } from "../../../src/scoring/index.js";
import { addDays } from "../../../src/values/index.js";
import { deepFreeze } from "../../support/freeze.js";

interface Drawn {
  readonly svg: string;
  readonly warnings: readonly string[];
}

async function draw(spec: VegaLiteSpec): Promise<Drawn> {
  const warnings: string[] = [];
  const note = (...words: readonly unknown[]): vega.LoggerInterface => {
    warnings.push(words.join(" "));
    return logger;
  };
  const quiet = (): vega.LoggerInterface => logger;
  const logger = { level: () => logger, warn: note, error: note, info: quiet, debug: quiet } as unknown as vega.LoggerInterface;
  const compiled = compile(spec as unknown as TopLevelSpec, { logger }).spec;
  const view = new vega.View(vega.parse(compiled), { renderer: "none", logger });
  return { svg: await view.toSVG(), warnings };
}

const values = (count: number): { id: string; value: string }[] =>
  Array.from({ length: count }, (_, index) => ({ id: `c${String(index)}`, value: String(1 + ((index * 7919) % 1000)) }));
const orders = Array.from({ length: 60 }, (_, index) => ({
  account: `c${String(index % 17)}`,
  date: addDays("2026-01-01", (index * 13) % 320),
  amount: String(10 + index),
}));
const table = rfm(orders, { asOf: "2026-11-23" });
const card = compileScorecard({
  id: "card",
  classes: [{ id: "small", from: 0 }],
  criteria: [
    { id: "turnover", fact: "turnover", weight: 3, normaliser: { kind: "range", worst: 0, best: 100 }, missing: "worst" },
    { id: "growth", fact: "growth", weight: 1, normaliser: { kind: "range", worst: 0, best: 1 }, missing: "exclude" },
  ],
});
const scored = score(card, { id: "acme", facts: { turnover: 40, growth: 0.3 } });
if (!scored.ok) throw new Error("the score of the fixture was refused");
const points = Array.from({ length: 40 }, (_, index) => ({
  id: `c${String(index)}`,
  attractiveness: (index * 37) % 101,
  strength: (index * 61) % 101,
  size: index,
}));
const alive = {
  history: Array.from({ length: 300 }, (_, index) => ({ date: addDays("2026-01-01", index), probabilityAlive: 1 / (1 + (index % 60) / 40) })),
  purchases: ["2026-01-01", "2026-03-02", "2026-05-01"],
};
const weeks = Array.from({ length: 78 }, (_, index) => ({ until: index + 1, actual: 20 + (index % 7), expected: 22.5 }));

const axisCard = (id: string, classes: Scorecard["classes"]): Scorecard => ({
  id, classes, criteria: [{ id, fact: id, weight: 1, missing: "exclude", normaliser: { kind: "range", worst: 0, best: 10 } }],
});
const nineClasses = [{ id: "low", from: 0 }, { id: "medium", from: 33 }, { id: "high", from: 67 }];
const nine: PortfolioPolicy = {
  id: "nine", cells: directionalPolicyCells, attractiveness: axisCard("att", nineClasses), strength: axisCard("str", nineClasses),
};
const twoClasses = [{ id: "low", from: 0 }, { id: "high", from: 40 }];
const four: PortfolioPolicy = {
  id: "four", cells: keyAccountQuadrants, attractiveness: axisCard("att", twoClasses),
  strength: { ...axisCard("str", twoClasses), vetoes: [{ id: "lost", when: { fact: "str", operator: "greaterThan", value: 9 }, class: "low" }] },
};
const accounts = Array.from({ length: 40 }, (_, index): PortfolioAccount => ({
  id: `c${String(index)}`, facts: { att: (index * 7) % 11, str: (index * 3) % 11 }, revenue: String(index * 100),
}));

const charts: readonly (readonly [string, () => VegaLiteSpec])[] = [
  ["Pareto", () => paretoChart(abc(values(30)))],
  ["Pareto of 20 000 items", () => paretoChart(abc(values(20_000)))],
  ["Pareto of one item", () => paretoChart(abc(values(1)))],
  ["Pareto of nothing", () => paretoChart(abc([]))],
  ["Pareto of values of zero", () => paretoChart(abc([{ id: "a", value: 0 }, { id: "b", value: 0 }]))],
  ["Lorenz", () => lorenzChart(concentration(values(30)))],
  ["Lorenz without data", () => lorenzChart(concentration([]))],
  ["RFM by accounts", () => rfmHeatmap(table)],
  ["RFM by value", () => rfmHeatmap(table, { measure: "monetary" })],
  ["RFM of nothing", () => rfmHeatmap(rfm([], { asOf: "2026-11-23" }))],
  ["portfolio", () => portfolioChart(points, { strengthCut: 40 })],
  ["portfolio of shares", () => portfolioChart([{ id: "a", attractiveness: 0.2, strength: 0.9 }])],
  ["portfolio of nothing", () => portfolioChart([])],
  ["portfolio of no size", () => portfolioChart([{ id: "a", attractiveness: 5, strength: 900, size: 0 }])],
  ["portfolio matrix of nine cells", () => portfolioMatrixChart(nine, portfolioMatrix(nine, accounts))],
  ["portfolio matrix of quadrants", () => portfolioMatrixChart(four, portfolioMatrix(four, accounts))],
  ["portfolio matrix of nothing", () => portfolioMatrixChart(four, portfolioMatrix(four, []))],
  ["P(alive)", () => aliveHistoryChart(alive, { threshold: 0.5 })],
  ["P(alive) of one day", () => aliveHistoryChart({ history: alive.history.slice(0, 1), purchases: [] })],
  ["P(alive) of nothing", () => aliveHistoryChart({ history: [], purchases: [] })],
  ["tracking", () => trackingChart(weeks, { calibrationEnd: 39 })],
  ["tracking by period", () => trackingChart(weeks, { cumulative: false })],
  ["tracking of one period", () => trackingChart(weeks.slice(0, 1))],
  ["tracking of nothing", () => trackingChart([])],
  ["contributions", () => contributionChart(scored)],
  ["contributions of nothing", () => contributionChart({ id: "a", score: 0, contributions: [] })],
];

describe.each(charts)("%s", (_, make) => {
  test("compiles without a warning and is drawn", async () => {
    const { svg, warnings } = await draw(make());
    expect(warnings).toEqual([]);
    expect(svg.startsWith("<svg")).toBe(true);
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
  });

  test("is the same JSON each time, and survives JSON", () => {
    const text = JSON.stringify(make());
    expect(JSON.stringify(make())).toBe(text);
    expect(JSON.parse(text)).toEqual(make());
    expect(text).not.toContain("null,null");
  });

  test("has a title, a description and titles of its axes", () => {
    const spec = make();
    expect((spec["title"] as { text: string }).text.length).toBeGreaterThan(3);
    expect((spec["description"] as string).length).toBeGreaterThan(10);
    const text = JSON.stringify(spec);
    expect(text).toMatch(/"x":\{[^}]*"title":/);
    expect(text).toMatch(/"y":\{[^}]*"title":/);
  });
});

describe("what is drawn", () => {
  test("every word can be replaced", async () => {
    const labels = { date: "Datum", probability: "Aktiv", purchase: "Kauf", threshold: "Grenze" };
    const spec = aliveHistoryChart(alive, { title: "Noch aktiv?", description: "Verlauf", labels, threshold: 0.4 });
    const { svg } = await draw(spec);
    for (const word of ["Noch aktiv?", "Datum", "Aktiv", "Grenze 40 %"]) expect(svg).toContain(word);
    expect(svg).not.toMatch(/Probability|Threshold|Purchase/);
    expect(spec["description"]).toBe("Verlauf");
  });

  test("classes of a Pareto chart stand as letters, quadrants as words, cells as numbers", async () => {
    expect((await draw(paretoChart(abc(values(30))))).svg).toMatch(/>A<.*>B<.*>C</s);
    expect((await draw(portfolioChart(points))).svg).toContain("Attractive, weak");
    const numbers = (await draw(rfmHeatmap(table))).svg.match(/>\d+<\/text>/g) ?? [];
    expect(numbers.length).toBeGreaterThanOrEqual(25);
  });

  test("the cells of a heat map hold every account", () => {
    const { values: cells } = rfmHeatmap(table)["data"] as unknown as { values: { accounts: number }[] };
    expect(cells.reduce((sum, { accounts }) => sum + accounts, 0)).toBe(table.rows.length);
  });

  test("a tracking plot adds up from the first period, in any order of periods", () => {
    const spec = trackingChart([{ until: 2, actual: 8, expected: 8 }, { until: 1, actual: 10, expected: 9 }]);
    const [layer] = spec["layer"] as unknown as { data: { values: { quantity: number }[] } }[];
    expect(layer?.data.values.map(({ quantity }) => quantity)).toEqual([10, 18, 9, 17]);
  });

  test("cells of a policy stand where their classes are, and accounts in the colour of their cell, also by a veto", async () => {
    const matrix = portfolioMatrix(four, accounts);
    const cellNames = { key: "Schlüsselkunde" };
    const spec = portfolioMatrixChart(four, matrix, { cellNames, labels: { revenue: "Umsatz" } });
    const layers = spec["layer"] as unknown as { data: { values: { id: string; cell: string; attractiveness?: number; strength?: number; text?: string; size: number }[] } }[];
    expect(layers[0]?.data.values).toEqual([{ strength: 40 }]);
    expect(layers[1]?.data.values).toEqual([{ attractiveness: 40 }]);
    expect(layers.slice(2, 6).map(({ data }) => data.values[0])).toEqual([
      { strength: 40, attractiveness: 100, text: "Schlüsselkunde" }, { strength: 0, attractiveness: 100, text: "key-development" },
      { strength: 40, attractiveness: 40, text: "maintenance" }, { strength: 0, attractiveness: 40, text: "opportunistic" },
    ]);
    const drawn = layers.at(-1)?.data.values ?? [];
    expect(drawn).toHaveLength(40);
    for (const { id, cell, attractiveness, strength } of matrix.positions) {
      const bubble = drawn.find((one) => one.id === id);
      expect(bubble?.cell).toBe(cell === "key" ? "Schlüsselkunde" : cell);
      expect([bubble?.attractiveness, bubble?.strength]).toEqual([attractiveness.score, strength.score]);
    }
    expect(matrix.positions.some(({ strength, cell }) => strength.score > 90 && cell !== "key" && cell !== "maintenance")).toBe(true);
    expect((await draw(spec)).svg).toContain("Schlüsselkunde");
    const alike = portfolioMatrixChart(four, portfolioMatrix(four, accounts.map(({ id, facts }) => ({ id, facts }))))["layer"] as unknown as typeof layers;
    expect(alike.at(-1)?.data.values.every(({ size }) => size === 1)).toBe(true);
  });

  test("answers of the library are drawn as they are: before the first purchase and after the last figure nothing", async () => {
    const model = { kind: "bg-nbd", parameters: { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 } } as const;
    const purchases = ["2026-01-05", "2026-02-02"];
    const dates = Array.from({ length: 100 }, (_, index) => addDays("2026-01-01", index));
    const history = probabilityAliveHistory(model, { purchases, dates, timeUnit: "week" });
    const spec = aliveHistoryChart({ history, purchases });
    const [line] = spec["layer"] as unknown as { data: { values: { date: string }[] } }[];
    expect(line?.data.values.map(({ date }) => date)).toEqual(dates.slice(4));

    const data = [{ frequency: 0, recency: 0, age: 39, count: 100 }];
    const rows = trackingTable(model, data, { periodLength: 1, periods: 4, actual: [6, 4] });
    const plot = trackingChart(rows, { calibrationEnd: 2 });
    const [lines] = plot["layer"] as unknown as { data: { values: { until: number; quantity: number; series: string }[] } }[];
    const of = (series: string): number[] => (lines?.data.values ?? []).filter((one) => one.series === series).map(({ quantity }) => quantity);
    expect(of("Actual")).toEqual([6, 10]);
    expect(of("Expected")).toHaveLength(4);
    of("Expected").forEach((quantity, index) => expect(quantity).toBeCloseTo(rows[index]?.expectedCumulative ?? NaN, 9));
    expect(plot["description"]).toBe("Tracking plot of 4 periods; in the last known, actual 10, expected 10.");
    for (const one of [spec, plot]) expect((await draw(one)).warnings).toEqual([]);
    expect(trackingChart([{ until: 1, actual: null, expected: 3 }])["description"]).toBe("Tracking plot of 1 periods; in the last, expected 3.");
  });

  test("the smaller half is one half, also of three accounts and of one", () => {
    const lorenz = (list: number[]): unknown => lorenzChart(concentration(list.map((value, index) => ({ id: `c${String(index)}`, value }))))["description"];
    expect(lorenz([10, 20, 70])).toBe("Lorenz curve: Gini 0.40, the smaller half has 20 % of the total.");
    expect(lorenz([10])).toBe("Lorenz curve: Gini 0.00, the smaller half has 50 % of the total.");
  });

  test("more than a million rows are drawn by their chosen ones", () => {
    const many = Array.from({ length: 1_000_001 }, (_, index) => ({ id: "c", class: "A", rank: index + 1, value: "1", share: 1e-6, cumulativeShare: 1 }));
    const [layer] = paretoChart({ rows: many as never }, { pointsMax: 10 })["layer"] as unknown as { data: { values: unknown[] } }[];
    expect(layer?.data.values).toHaveLength(10);
  });

  test("dates do not move with the host's time zone", async () => {
    const { svg } = await draw(aliveHistoryChart(alive));
    expect(svg).toContain("2026-03-01");
  });

  test("ids that look like markup or code are text", async () => {
    const id = `<script>alert("1")</script>`;
    const { svg } = await draw(portfolioChart([{ id, attractiveness: 10, strength: 10 }]));
    expect(svg).not.toContain("<script");
  });
});

describe("thinning", () => {
  test("keeps at most the points asked for, the ends, and the last of each class", () => {
    const rows = abc(values(5_000)).rows;
    const spec = paretoChart({ rows }, { pointsMax: 100 });
    const [layer] = spec["layer"] as unknown as { data: { values: { rank: number; class: string }[] } }[];
    const drawn = layer?.data.values ?? [];
    expect(drawn.length).toBeLessThanOrEqual(103);
    expect(drawn[0]?.rank).toBe(1);
    expect(drawn.at(-1)?.rank).toBe(5_000);
    for (const name of ["A", "B", "C"]) {
      const last = rows.filter((row) => row.class === name).at(-1);
      expect(drawn.some(({ rank }) => rank === last?.rank)).toBe(true);
    }
  });

  test("keeps the peaks of a curve", () => {
    const history = Array.from({ length: 2_000 }, (_, index) => ({
      date: addDays("2020-01-01", index),
      probabilityAlive: index === 777 ? 0.1 : 0.9,
    }));
    const spec = aliveHistoryChart({ history, purchases: [] }, { pointsMax: 50 });
    const [layer] = spec["layer"] as unknown as { data: { values: { probability: number }[] } }[];
    const drawn = layer?.data.values ?? [];
    expect(drawn).toHaveLength(50);
    expect(drawn.some(({ probability }) => probability === 0.1)).toBe(true);
  });

  test("takes the largest bubbles", () => {
    const many = Array.from({ length: 300 }, (_, index) => ({ id: `c${String(index)}`, attractiveness: 1, strength: 1, size: index }));
    const layers = portfolioChart(many, { pointsMax: 10 })["layer"] as unknown as { data: { values: { id: string }[] } }[];
    expect(layers.at(-1)?.data.values.map(({ id }) => id)).toEqual(Array.from({ length: 10 }, (_, index) => `c${String(299 - index)}`));
  });
});

describe("inputs", () => {
  test("are not mutated", () => {
    paretoChart(deepFreeze(abc(values(5))));
    lorenzChart(deepFreeze(concentration(values(5))));
    rfmHeatmap(deepFreeze(rfm(orders, { asOf: "2026-11-23" })));
    portfolioChart(deepFreeze([...points]));
    portfolioMatrixChart(deepFreeze(nine), deepFreeze(portfolioMatrix(nine, accounts)));
    aliveHistoryChart(deepFreeze({ history: [...alive.history].reverse(), purchases: [...alive.purchases] }));
    trackingChart(deepFreeze([...weeks].reverse()));
    contributionChart(deepFreeze(scored));
  });

  const bad = (value: unknown): never => value as never;
  test.each([
    ["a table of no rows", () => paretoChart(bad({})), "schema.type", "table.rows"],
    ["no table", () => paretoChart(bad(null)), "schema.type", "table"],
    ["a class of its own", () => paretoChart(bad({ rows: [{ id: "a", class: "D" }] })), "schema.value", "table.rows[0].class"],
    ["no state", () => lorenzChart(bad({ lorenz: [] })), "schema.value", "concentration.state"],
    ["a point that is no number", () => lorenzChart(bad({ state: "known", gini: 0, lorenz: [{ accounts: NaN, value: 0 }] })), "schema.not_finite", "concentration.lorenz[0].accounts"],
    ["a score beyond the bins", () => rfmHeatmap(bad({ bins: 5, rows: [{ recencyScore: 6, frequencyScore: 1, monetary: "1" }] })), "schema.range", "table.rows[0].recencyScore"],
    ["a measure unknown", () => rfmHeatmap(table, bad({ measure: "days" })), "schema.value", "options.measure"],
    ["an id twice", () => portfolioChart([points[0]!, points[0]!]), "scoring.duplicate_id", "points[1].id"],
    ["an id that names a prototype", () => portfolioChart([{ id: "__proto__", attractiveness: 1, strength: 1 }]), "id.format", "points[0].id"],
    ["a size below zero", () => portfolioChart([{ id: "a", attractiveness: 1, strength: 1, size: -1 }]), "schema.range", "points[0].size"],
    ["an infinite size", () => portfolioChart([{ id: "a", attractiveness: 1, strength: 1, size: Infinity }]), "schema.not_finite", "points[0].size"],
    ["a scale the wrong way round", () => portfolioChart([], { scale: [1, 0] }), "scoring.scale", "options.scale"],
    ["a scale of one number", () => portfolioChart([], bad({ scale: [1] })), "scoring.scale", "options.scale"],
    ["a policy that is none", () => portfolioMatrixChart(bad({}), portfolioMatrix(four, [])), "id.format", "policy.id"],
    ["a matrix that is none", () => portfolioMatrixChart(four, bad(null)), "schema.type", "matrix"],
    ["a matrix of another policy", () => portfolioMatrixChart(four, portfolioMatrix(nine, accounts)), "scoring.cells", "matrix.positions[0].cell"],
    ["a position twice", () => portfolioMatrixChart(four, bad({ positions: [...portfolioMatrix(four, accounts).positions, ...portfolioMatrix(four, accounts).positions] })), "scoring.duplicate_id", "matrix.positions[40].id"],
    ["a name of no cell", () => portfolioMatrixChart(four, portfolioMatrix(four, []), { cellNames: { other: "x" } }), "schema.unknown_key", "options.cellNames.other"],
    ["a probability above 1", () => aliveHistoryChart({ history: [{ date: "2026-01-01", probabilityAlive: 1.1 }], purchases: [] }), "scoring.share", "history[0].probabilityAlive"],
    ["a day twice", () => aliveHistoryChart({ history: [alive.history[0]!, alive.history[0]!], purchases: [] }), "scoring.duplicate_date", "history"],
    ["a day that is none", () => aliveHistoryChart({ history: [], purchases: ["2026-02-30"] }), "date.invalid", "purchases[0]"],
    ["a threshold above 1", () => aliveHistoryChart(alive, { threshold: 2 }), "scoring.share", "options.threshold"],
    ["a period that is no number", () => trackingChart(bad([{ until: "1", actual: 1, expected: 1 }])), "schema.type", "points[0].until"],
    ["a period twice", () => trackingChart([weeks[0]!, weeks[0]!]), "scoring.duplicate_period", "points"],
    ["figures without a sum", () => trackingChart([{ until: 1, actual: 1e308, expected: 1 }, { until: 2, actual: 1e308, expected: 1 }]), "schema.not_finite", "points"],
    ["a scale wider than doubles", () => portfolioChart([], { scale: [-1e308, 1e308] }), "scoring.scale", "options.scale"],
    ["no list", () => trackingChart(bad("points")), "schema.type", "points"],
    ["a flag that is none", () => trackingChart([], bad({ cumulative: 1 })), "schema.type", "options.cumulative"],
    ["a criterion twice", () => contributionChart({ id: "a", score: 1, contributions: [{ criterion: "x", points: 1, pointsMax: 1 }, { criterion: "x", points: 1, pointsMax: 1 }] }), "scoring.duplicate_id", "score.contributions[1].criterion"],
    ["an option unknown", () => paretoChart({ rows: [] }, bad({ colour: "red" })), "schema.unknown_key", "options.colour"],
    ["a label unknown", () => paretoChart({ rows: [] }, bad({ labels: { x: "y" } })), "schema.unknown_key", "options.labels.x"],
    ["a title that is no text", () => paretoChart({ rows: [] }, bad({ title: 5 })), "schema.type", "options.title"],
    ["a title too long", () => paretoChart({ rows: [] }, { title: "x".repeat(501) }), "limits.too_long", "options.title"],
    ["a width of zero", () => paretoChart({ rows: [] }, { width: 0 }), "schema.range", "options.width"],
    ["too few points", () => paretoChart({ rows: [] }, { pointsMax: 3 }), "schema.range", "options.pointsMax"],
    ["no options", () => paretoChart({ rows: [] }, bad(null)), "schema.type", "options"],
  ])("%s is refused", (_, work, code, path) => {
    expect(work).toThrow(expect.objectContaining({ code, path }));
  });
});

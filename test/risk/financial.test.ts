import fc from "fast-check";
import { describe, expect, test } from "vitest";

import {
  altmanEm,
  altmanEmModel,
  altmanZ,
  altmanZDoublePrimeModel,
  altmanZModel,
  beneish,
  kmvDistance,
  merton,
  ohlson,
  piotroski,
  ratioAnalysis,
  springateModel,
  zmijewskiModel,
} from "../../src/risk/index.js";
import type { FinancialStatement } from "../../src/risk/index.js";
import { normalCdf } from "../../src/values/numeric/normal.js";
import { deepFreeze } from "../support/freeze.js";
import { runs } from "../support/runs.js";
import { codeOf } from "./code-of.js";

const company2025: FinancialStatement = deepFreeze({
  period: { from: "2025-01-01", until: "2026-01-01" },
  currency: "EUR",
  unit: 1000,
  items: {
    currentAssets: 600,
    inventory: 200,
    currentLiabilities: 350,
    totalAssets: 1000,
    retainedEarnings: 180,
    ebit: 95,
    marketEquity: 450,
    equity: 380,
    totalLiabilities: 620,
    sales: 1400,
    netIncome: 48,
    interestExpense: 20,
    receivables: 210,
    costOfGoodsSold: 900,
    payables: 120,
  },
});
const company2024: FinancialStatement = deepFreeze({
  ...company2025,
  period: { from: "2024-01-01", until: "2025-01-01" },
  items: { ...company2025.items, sales: 1000, netIncome: 60 },
});

describe("the parts of a score", () => {
  test("F-01 contributions and constant add up to the score", () => {
    fc.assert(
      fc.property(fc.integer({ min: -500, max: 500 }), fc.integer({ min: 1, max: 5000 }), (ebit, sales) => {
        const items = { ...company2025.items, ebit, sales };
        const result = altmanEm({ ...company2025, items });
        const sum = result.variables.reduce((total, one) => total + (one.contribution ?? 0), result.constant);
        expect(result.score.value).toBe(sum);
      }),
      runs(100),
    );
  });
  test("F-02 a statement in thousands scores as the same one in units", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), (sales) => {
        const items = { ...company2025.items, sales };
        const inUnits = Object.fromEntries(Object.entries(items).map(([key, value]) => [key, value * 1000]));
        const thousands = altmanZ({ ...company2025, items }).score;
        const units = altmanZ({ ...company2025, unit: 1, items: inUnits }).score;
        expect(units.value).toBeCloseTo(thousands.value ?? NaN, 12);
      }),
      runs(100),
    );
  });
  test("F-03 more profit never lowers Altman's Z", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1000, max: 1000 }), fc.integer({ min: 0, max: 1000 }), (ebit, more) => {
        const score = (value: number): number =>
          altmanZ({ ...company2025, items: { ...company2025.items, ebit: value } }).score.value ?? NaN;
        expect(score(ebit + more)).toBeGreaterThanOrEqual(score(ebit));
      }),
      runs(100),
    );
  });
  test("cut-offs belong to the zone that the paper gives them", () => {
    expect(altmanZModel.zoneSets[0].zones.map((zone) => zone.from)).toEqual([null, 1.81, 2.99]);
    expect(altmanEmModel.zoneSets[0].zones[1]?.from).toBe(
      (altmanZDoublePrimeModel.zoneSets[0].zones[1]?.from ?? 0) + 3.25,
    );
  });
  test("models are frozen through and through and plain JSON", () => {
    for (const model of [altmanZModel, springateModel, zmijewskiModel]) {
      expect(Object.isFrozen(model) && Object.isFrozen(model.variables[0]?.ratio)).toBe(true);
      expect(Object.isFrozen(model.zoneSets[0].zones[0])).toBe(true);
      expect(JSON.parse(JSON.stringify(model))).toEqual(model);
    }
  });
});

describe("the domain guard", () => {
  test("a private service company is outside of Altman's Z", () => {
    const profile = { listing: "private", sector: "services", country: "US" } as const;
    const { domain, score } = altmanZ(company2025, { profile });
    expect(score.value).not.toBeNull();
    expect(domain).toEqual({
      status: "outside",
      findings: [
        { of: "listing", demanded: "listed", given: "private" },
        { of: "sector", demanded: "manufacturing", given: "services" },
      ],
    });
  });
  test("what is not known is said", () => {
    const profile = { listing: "listed", sector: "manufacturing" } as const;
    expect(altmanZ(company2025, { profile }).domain.status).toBe("unknown");
    expect(altmanZ(company2025, { profile: { ...profile, country: "US" } }).domain.status).toBe("inside");
    expect(altmanEm(company2025, { profile: { sector: "financial" } }).domain.status).toBe("outside");
  });
});

describe("what is missing stays missing", () => {
  test("an item", () => {
    const { retainedEarnings, ...items } = company2025.items;
    expect(retainedEarnings).toBe(180);
    const { score, zone, variables } = altmanZ({ ...company2025, items });
    expect(score).toEqual({ value: null, reason: { code: "missing", of: "retainedEarnings" } });
    expect(zone).toBeNull();
    expect(variables[1]?.contribution).toBeNull();
  });
  test("the year before, for Ohlson and Piotroski", () => {
    const items = { ...company2025.items, fundsFromOperations: 80 };
    const one = ohlson({ ...company2025, items }, { priceIndex: 650 });
    expect(one.score.value === null && one.score.reason.of).toBe("prior.netIncome");
    const { netIncome, ...rest } = items;
    expect(netIncome).toBe(48);
    const none = ohlson({ ...company2025, items: rest }, { priceIndex: 650, prior: company2024 });
    expect(none.score.value).toBeNull();
    expect(piotroski({ ...company2025, items: {} }).max).toBe(9);
  });
  test("a ratio over zero is no direction", () => {
    const items = { ...company2025.items, totalAssetsBegin: 0 };
    const { signals } = piotroski({ ...company2025, items });
    expect(signals[0]).toEqual({ id: "roa", value: null, missing: ["statement.totalAssetsBegin"] });
  });
});

describe("ratios and trend", () => {
  test("levels, direction and annualisation", () => {
    const { ratios, periods } = ratioAnalysis([company2025, company2024]);
    expect(periods.map((period) => [period.from, period.annualisedBy])).toEqual([
      ["2024-01-01", 1],
      ["2025-01-01", 1],
    ]);
    const byId = new Map(ratios.map((ratio) => [ratio.id, ratio]));
    expect(byId.get("currentRatio")?.values).toEqual([{ value: 600 / 350 }, { value: 600 / 350 }]);
    expect(byId.get("currentRatio")?.direction).toBe("steady");
    expect(byId.get("quickRatio")?.values[0]).toEqual({ value: 400 / 350 });
    expect(byId.get("netMargin")?.direction).toBe("worsening");
    expect(byId.get("assetTurnover")?.direction).toBe("improving");
    expect(byId.get("receivableDays")?.direction).toBe("improving");
    expect(byId.get("grossMargin")?.values[1]?.value).toBeCloseTo(1 - 900 / 1400, 12);
    expect(ratioAnalysis([company2025]).ratios[0]?.direction).toBe("unknown");
  });
  test("R-01 a quarter at the year's pace has the year's turnover and days", () => {
    const quarter: FinancialStatement = {
      ...company2025,
      period: { from: "2025-01-01", until: "2025-03-15" },
      items: { ...company2025.items, sales: 280, costOfGoodsSold: 180, netIncome: 9.6 },
    };
    const value = (statement: FinancialStatement, id: string): number | null | undefined =>
      ratioAnalysis([statement]).ratios.find((ratio) => ratio.id === id)?.values[0]?.value;
    for (const id of ["assetTurnover", "receivableDays", "inventoryDays", "returnOnAssets"]) {
      expect(value(quarter, id)).toBeCloseTo(value(company2025, id) ?? NaN, 9);
    }
    expect(ratioAnalysis([quarter]).periods[0]?.annualisedBy).toBe(5);
  });
  test("a loss over negative equity is no return", () => {
    const items = { ...company2025.items, equity: -50, netIncome: -10, interestExpense: 0 };
    const { ratios } = ratioAnalysis([{ ...company2025, items }]);
    const reason = (id: string): unknown => {
      const measure = ratios.find((ratio) => ratio.id === id)?.values[0];
      return measure?.value === null ? measure.reason : undefined;
    };
    expect(reason("returnOnEquity")).toEqual({ code: "not-applicable", of: "equity" });
    expect(reason("interestCover")).toMatchObject({ code: "zero-denominator", numeratorSign: 1 });
  });
});

describe("the structural models", () => {
  test("MS-01 equity and its volatility are found again from the assets", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 5, max: 300 }),
        fc.integer({ min: 10, max: 120 }),
        fc.integer({ min: -2, max: 12 }),
        (equity, volatility, rate) => {
          const input = {
            equity,
            equityVolatility: volatility / 100,
            liability: 100,
            rate: rate / 100,
            drift: rate / 100,
            horizonYears: 1,
          };
          const result = merton(input);
          if (result.assets === null) throw new Error("not settled");
          const { assets, assetVolatility, distanceToDefault } = result;
          const delta = normalCdf(distanceToDefault + assetVolatility);
          const debt = 100 * Math.exp(-rate / 100);
          const call = assets * delta - debt * normalCdf(distanceToDefault);
          expect(Math.abs(call - equity) / equity).toBeLessThan(1e-9);
          const shareVolatility = (assetVolatility * assets * delta) / equity;
          expect(shareVolatility).toBeCloseTo(volatility / 100, 9);
        },
      ),
      runs(200),
    );
  });
  test("absence and malformed input", () => {
    const input = { equity: 1, equityVolatility: 0.5, liability: 1, rate: 0, drift: 0, horizonYears: 1 };
    expect(codeOf(() => merton({ ...input, liability: 0 }))).toBe("schema.range liability");
    expect(codeOf(() => merton({ ...input, rate: NaN }))).toBe("schema.not_finite rate");
    const kmv = { assets: 10, defaultPoint: -1, assetVolatility: 0.2 };
    expect(codeOf(() => kmvDistance(kmv))).toBe("risk.negative defaultPoint");
    const wild = merton({ ...input, equity: 1e-9, equityVolatility: 900, liability: 1e9 });
    expect(wild.assets === null ? wild.reason.code : "settled").toMatch(/not-converged|settled/);
  });
});

describe("malformed statements", () => {
  const change = (items: object): FinancialStatement => ({
    ...company2025,
    items: { ...company2025.items, ...items },
  });
  test.each([
    ["risk.negative statement.items.totalAssets", () => altmanZ(change({ totalAssets: -1 }))],
    ["risk.amount statement.items.sales", () => altmanZ(change({ sales: 1e19 }))],
    ["schema.not_finite statement.items.ebit", () => altmanZ(change({ ebit: NaN }))],
    ["schema.unknown_key statement.items.ebitda", () => altmanZ(change({ ebitda: 1 }))],
    ["risk.unit statement.unit", () => altmanZ({ ...company2025, unit: 100 as never })],
    ["money.currency statement.currency", () => altmanZ({ ...company2025, currency: "eur" })],
    ["risk.period statement.period", () => altmanZ({ ...company2025, period: { from: "2025-01-01", until: "2025-01-01" } })],
    ["date.invalid statement.period.until", () => altmanZ({ ...company2025, period: { from: "2025-01-01", until: "2026-02-30" } })],
    ["risk.currency_mismatch prior.currency", () => beneish(company2025, { ...company2024, currency: "USD" })],
    ["risk.unit_mismatch prior.unit", () => piotroski(company2025, { ...company2024, unit: 1 })],
    ["risk.unequal_periods prior.period", () => beneish(company2025, { ...company2024, period: { from: "2024-07-01", until: "2025-01-01" } })],
    ["risk.period_order prior.period", () => beneish(company2024, company2025)],
    ["risk.price_index priceIndex", () => ohlson(company2025, { priceIndex: 0 })],
    ["risk.zone_set zoneSet", () => altmanZ(company2025, { zoneSet: "other" })],
    ["schema.value profile.sector", () => altmanZ(company2025, { profile: { sector: "farming" as never } })],
    ["risk.country profile.country", () => altmanZ(company2025, { profile: { country: "usa" } })],
    ["risk.period_order statements", () => ratioAnalysis([company2025, company2025])],
    ["risk.currency_mismatch statements[1].currency", () => ratioAnalysis([company2025, { ...company2024, currency: "USD" }])],
    ["risk.length statements", () => ratioAnalysis([])],
  ])("%s", (expected, run) => {
    expect(codeOf(run)).toBe(expected);
  });
});

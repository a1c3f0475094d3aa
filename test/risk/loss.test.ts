import fc from "fast-check";
import { describe, expect, test } from "vitest";

import {
  concentration,
  expectedLoss,
  insuredLoss,
  irbCapital,
  irbRiskWeights,
  lossRatesOfCohort,
  provisionMatrix,
  rollRates,
} from "../../src/risk/index.js";
import type { BookAccount, IrbClass, IrbExposure } from "../../src/risk/index.js";
import type { Money } from "../../src/values/index.js";
import { deepFreeze } from "../support/freeze.js";
import { runs } from "../support/runs.js";
import { vectors } from "../support/shared.js";
import { codeOf } from "./code-of.js";

const eur = (amount: string): Money => ({ amount, currency: "EUR" });
const cents = (units: number): Money => eur((units / 100).toFixed(2));
const rows = vectors("risk");

const classes: Readonly<Record<string, IrbClass>> = {
  corp: "corporate",
  mortgage: "residentialMortgage",
  qrre: "qualifyingRevolving",
  otherRetail: "otherRetail",
};

describe("risk weights of the published tables", () => {
  // qrre at LGD "45 %" is a documented mismatch: the column is that of an LGD of 50 %.
  test.each(rows.filter((row) => row.feature === "irb.riskWeightPct"))("$id", (row) => {
    const { given } = row;
    const assetClass = classes[String(given["assetClass"])] ?? "corporate";
    const exposure: IrbExposure = {
      assetClass,
      probability: Number(given["pd"]),
      lossGivenDefault: Number(given["lgd"]),
      ...(assetClass === "corporate"
        ? { maturityYears: Number(given["maturityYears"]), turnoverMillionsEur: Number(given["turnoverMEUR"]) }
        : {}),
    };
    const expected = row["check"] === "MISMATCH" ? row["recomputed"] : row.expect;
    const { riskWeight } = irbCapital(exposure);
    expect(Math.abs(100 * riskWeight - Number(expected))).toBeLessThanOrEqual(row.tolerance ?? 0);
  });
  test("Basel II, annex 5, as literals", () => {
    const corporate = { assetClass: "corporate", lossGivenDefault: 0.45, maturityYears: 2.5 } as const;
    expect(100 * irbCapital({ ...corporate, probability: 0.01 }).riskWeight).toBeCloseTo(92.32, 2);
    const sme = { ...corporate, probability: 0.02, turnoverMillionsEur: 5 };
    expect(100 * irbCapital(sme).riskWeight).toBeCloseTo(88.55, 2);
  });
  test("a certain default leaves no unexpected loss; the floor lifts a probability of zero", () => {
    const retail = { assetClass: "otherRetail", lossGivenDefault: 0.5 } as const;
    expect(irbCapital({ ...retail, probability: 1 })).toMatchObject({ capital: 0, expectedLoss: 0.5 });
    expect(irbCapital({ ...retail, probability: 0 })).toEqual(irbCapital({ ...retail, probability: 0.0003 }));
    expect(irbCapital({ ...retail, probability: 0 }, { probabilityFloor: 0.0005 }).riskWeight).toBeGreaterThan(
      irbCapital({ ...retail, probability: 0 }).riskWeight,
    );
  });
});

test("I-01 the columns give each exposure the risk weight it has alone", () => {
  const thousandth = fc.integer({ min: 0, max: 1000 }).map((n) => n / 1000);
  const one = fc.tuple(thousandth, thousandth, fc.integer({ min: 10, max: 50 }).map((n) => n / 10), fc.integer({ min: 0, max: 80 }));
  fc.assert(
    fc.property(fc.array(one, { minLength: 1, maxLength: 20 }), fc.constantFrom(...Object.values(classes)), (list, assetClass) => {
      const isCorporate = assetClass === "corporate";
      const weights = irbRiskWeights({
        assetClass,
        probabilities: Float64Array.from(list, ([p]) => p),
        lossesGivenDefault: Float64Array.from(list, ([, severity]) => severity),
        ...(isCorporate
          ? {
              maturitiesYears: Float64Array.from(list, ([, , years]) => years),
              turnoversMillionsEur: Float64Array.from(list, ([, , , turnover]) => turnover),
            }
          : {}),
      });
      list.forEach(([probability, lossGivenDefault, maturityYears, turnoverMillionsEur], row) => {
        const corporate = isCorporate ? { maturityYears, turnoverMillionsEur } : {};
        const alone = irbCapital({ assetClass, probability, lossGivenDefault, ...corporate });
        expect(weights[row]).toBe(alone.riskWeight);
        expect(alone.riskWeight).toBeGreaterThanOrEqual(0);
      });
    }),
    runs(100),
  );
});

test("I-02 more severity or a longer maturity never lowers the capital", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 999 }), fc.integer({ min: 0, max: 900 }), fc.integer({ min: 10, max: 40 }), (p, lgd, m) => {
      const base = { assetClass: "corporate", probability: p / 1000 } as const;
      const capital = (severity: number, maturity: number): number =>
        irbCapital({ ...base, lossGivenDefault: severity / 1000, maturityYears: maturity / 10 }).capital;
      expect(capital(lgd + 100, m)).toBeGreaterThanOrEqual(capital(lgd, m));
      expect(capital(lgd, m + 10)).toBeGreaterThanOrEqual(capital(lgd, m));
    }),
    runs(200),
  );
});

describe("expected loss and provisions", () => {
  test.each(rows.filter((row) => row.feature === "expectedLoss"))("$id", (row) => {
    const { given } = row;
    const loss = expectedLoss({
      probability: Number(given["pd"]),
      lossGivenDefault: Number(given["lgd"]),
      exposure: eur(`${String(given["ead"])}.00`),
    });
    expect(Number(loss.amount)).toBe(row.expect);
  });
  // ecl-faqifrs is a documented mismatch: 2500 × 4.5 % is 112.50; the page prints 112.
  test.each(rows.filter((row) => row.feature === "provisionMatrix"))("$id", (row) => {
    const buckets = (row.given["buckets"] as { gross: number; rate: number }[]).map(({ gross, rate }, index) => ({
      id: String(index),
      gross: eur(`${String(gross)}.00`),
      rate: String(rate),
    }));
    const matrix = provisionMatrix(buckets, { rounding: "halfEven" });
    const expected = (row["check"] === "MISMATCH" ? row["recomputed"] : row.expect) as { total?: number; perBucket?: number[] };
    if (expected.total !== undefined) expect(Number(matrix.provision.amount)).toBeCloseTo(expected.total, 6);
    if (expected.perBucket !== undefined) {
      expect(matrix.buckets.map((bucket) => Number(bucket.provision.amount))).toEqual(expected.perBucket);
    }
  });
  test.each(rows.filter((row) => row.feature === "lossRates"))("$id", (row) => {
    const rates = lossRatesOfCohort(row.given as never);
    (row.expect as number[]).forEach((rate, index) => {
      expect(rates[index]?.value).toBeCloseTo(rate, 6);
    });
  });
  test.each(rows.filter((row) => row.feature === "creditInsurance.cover"))("$id", (row) => {
    const { given } = row;
    const paid = insuredLoss({
      loss: eur(`${String(given["loss"])}.00`),
      buyerLimit: eur(`${String(given["buyerLimit"])}.00`),
      insuredShare: Number(given["insuredPct"]),
    });
    expect(Number(paid.amount)).toBe(row.expect);
  });
  test("PM-01 provision = history + overlay, in every bucket and in all", () => {
    const bucket = fc.tuple(fc.integer({ min: 0, max: 1e7 }), fc.integer({ min: 0, max: 500 }), fc.integer({ min: 0, max: 500 }));
    fc.assert(
      fc.property(fc.array(bucket, { minLength: 1, maxLength: 8 }), (list) => {
        const matrix = provisionMatrix(
          list.map(([gross, rate, overlay], index) => ({
            id: String(index),
            gross: cents(gross),
            rate: String(rate / 1000),
            overlay: String(overlay / 1000),
          })),
          { rounding: "halfUp" },
        );
        const units = (amount: { amount: string }): number => Math.round(Number(amount.amount) * 100);
        let sum = 0;
        for (const one of matrix.buckets) {
          expect(units(one.provision)).toBe(units(one.historical) + units(one.overlay));
          sum += units(one.provision);
        }
        expect(units(matrix.provision)).toBe(sum);
        expect(units(matrix.provision)).toBe(units(matrix.historical) + units(matrix.overlay));
      }),
      runs(100),
    );
  });
  test("an overlay may release, but not below zero", () => {
    const bucket = { id: "current", gross: eur("1000.00"), rate: "0.02" };
    const matrix = provisionMatrix([{ ...bucket, overlay: "-0.005" }], { rounding: "halfEven" });
    expect([matrix.overlay.amount, matrix.provision.amount]).toEqual(["-5.00", "15.00"]);
  });
  test("roll rates over periods, weighted by amount", () => {
    const { rolls, lossRates } = rollRates([[1000, 100, 20], [1200, 150, 30], [1100, 120, 45]], { lastBucketLossRate: 0.5 });
    expect(rolls.map((roll) => roll.value)).toEqual([270 / 2200, 75 / 250]);
    expect(lossRates.map((rate) => rate.value)).toEqual([(270 / 2200) * (0.3 * 0.5), 0.3 * 0.5, 0.5]);
    const idle = rollRates([[0, 1], [5, 0]], { lastBucketLossRate: 1 });
    expect(idle.rolls[0]).toMatchObject({ value: null, reason: { code: "zero-denominator" } });
    expect(rollRates([[1, 1]], { lastBucketLossRate: 1 }).lossRates[0]).toMatchObject({ reason: { code: "not-enough-data" } });
  });
});

const book: readonly BookAccount[] = deepFreeze([
  { id: "holding", exposure: eur("30.00"), sector: "steel" },
  { id: "daughter", exposure: eur("20.00"), sector: "steel", parentId: "holding" },
  { id: "grandchild", exposure: eur("10.00"), sector: "paper", parentId: "daughter" },
  { id: "other", exposure: eur("40.00"), sector: "paper" },
  { id: "creditor", exposure: eur("-500.00"), sector: "paper" },
]);

describe("concentration", () => {
  test("groups of connected clients, sectors, breaches", () => {
    const answer = concentration(book, { groupShareMax: "0.5", sectorShareMax: "0.6" });
    expect(answer.total).toEqual(eur("100.00"));
    expect(answer.groups.map(({ id, share, accounts }) => [id, share, accounts])).toEqual([
      ["holding", 0.6, ["daughter", "grandchild", "holding"]],
      ["other", 0.4, ["other"]],
      ["creditor", 0, ["creditor"]],
    ]);
    expect(answer.herfindahlGroups.value).toBeCloseTo(0.52, 12);
    expect(answer.effectiveGroups.value).toBeCloseTo(1 / 0.52, 12);
    expect(answer.breaches).toEqual([{ kind: "group", id: "holding", share: 0.6, shareMax: 0.5 }]);
  });
  test("C-01 the order of accounts changes nothing", () => {
    expect(concentration([...book].reverse())).toEqual(concentration(book));
  });
  test("a book without exposure has no concentration", () => {
    const nothing = concentration([{ id: "a", exposure: eur("0.00"), sector: "x" }]);
    expect(nothing.herfindahlGroups).toMatchObject({ reason: { code: "zero-denominator" } });
    expect(nothing.effectiveGroups.value).toBeNull();
  });
  test("a parent outside the book is the top of its group", () => {
    const { groups } = concentration([{ id: "a", exposure: eur("1.00"), sector: "x", parentId: "abroad" }]);
    expect(groups[0]?.id).toBe("abroad");
  });
  test("a chain of a hundred thousand is walked, not recursed", () => {
    const chain = Array.from({ length: 100_000 }, (_, index): BookAccount => ({
      id: `a${String(index)}`,
      exposure: eur("1.00"),
      sector: "x",
      ...(index === 0 ? {} : { parentId: `a${String(index - 1)}` }),
    }));
    expect(concentration(chain).groups).toHaveLength(1);
  });
});

describe("malformed input", () => {
  const account = (id: string, parentId: string): BookAccount => ({ id, exposure: eur("1.00"), sector: "x", parentId });
  const item = { probability: "0.1", lossGivenDefault: "0.4", exposure: eur("1.00") };
  const bucket = { id: "a", gross: eur("1.00"), rate: "0.1" };
  const corporate = { assetClass: "corporate", probability: 0.1, lossGivenDefault: 0.4, maturityYears: 2 } as const;
  const columns = { assetClass: "otherRetail", probabilities: Float64Array.of(0.1), lossesGivenDefault: Float64Array.of(0.4) } as const;
  test.each([
    ["risk.group_cycle accounts[2].parentId", () => concentration([account("a", "b"), account("b", "c"), account("c", "a")])],
    ["risk.group_cycle accounts[0].parentId", () => concentration([account("a", "a")])],
    ["risk.duplicate_id accounts[1].id", () => concentration([account("a", "b"), account("a", "b")])],
    ["risk.length accounts", () => concentration([])],
    ["risk.rate groupShareMax", () => concentration(book, { groupShareMax: "1.5" })],
    ["risk.rate probability", () => expectedLoss({ ...item, probability: "1.1" })],
    ["risk.negative exposure.amount", () => expectedLoss({ ...item, exposure: eur("-1.00") })],
    ["config.rounding rounding", () => expectedLoss(item, { rounding: "half-banana" as never })],
    ["config.rounding rounding", () => provisionMatrix([bucket], {} as never)],
    ["risk.length buckets", () => provisionMatrix([], { rounding: "halfUp" })],
    ["risk.duplicate_id buckets[1].id", () => provisionMatrix([bucket, bucket], { rounding: "halfUp" })],
    ["risk.rate buckets[0].overlay", () => provisionMatrix([{ ...bucket, overlay: "-0.2" }], { rounding: "halfUp" })],
    ["risk.currency_mismatch buckets[1].gross.currency", () => provisionMatrix([bucket, { ...bucket, id: "b", gross: { amount: "1.00", currency: "USD" } }], { rounding: "halfUp" })],
    ["risk.length paidByBucket", () => lossRatesOfCohort({ sales: 10, paidByBucket: [5], neverPaid: 1 })],
    ["risk.roll_rate history", () => rollRates([[1, 1], [1, 2]], { lastBucketLossRate: 1 })],
    ["risk.length history[1]", () => rollRates([[1, 1], [1]], { lastBucketLossRate: 1 })],
    ["risk.length history", () => rollRates([], { lastBucketLossRate: 1 })],
    ["risk.rate lastBucketLossRate", () => rollRates([[1]], { lastBucketLossRate: 2 })],
    ["risk.negative history[0][0]", () => rollRates([[-1]], { lastBucketLossRate: 1 })],
    ["schema.type maturityYears", () => irbCapital({ assetClass: "corporate", probability: 0.1, lossGivenDefault: 0.4 })],
    ["risk.maturity maturityYears", () => irbCapital({ ...corporate, maturityYears: 6 })],
    ["risk.negative turnoverMillionsEur", () => irbCapital({ ...corporate, turnoverMillionsEur: -1 })],
    ["schema.unknown_key maturityYears", () => irbCapital({ ...corporate, assetClass: "otherRetail" })],
    ["schema.unknown_key turnoverMillionsEur", () => irbCapital({ assetClass: "otherRetail", probability: 0.1, lossGivenDefault: 0.4, turnoverMillionsEur: 5 })],
    ["risk.rate probability", () => irbCapital({ ...corporate, probability: 1.1 })],
    ["risk.rate probabilityFloor", () => irbCapital(corporate, { probabilityFloor: 0 })],
    ["risk.rate probabilities[0]", () => irbRiskWeights({ ...columns, probabilities: Float64Array.of(NaN) })],
    ["risk.rate lossesGivenDefault[0]", () => irbRiskWeights({ ...columns, lossesGivenDefault: Float64Array.of(2) })],
    ["risk.length lossesGivenDefault", () => irbRiskWeights({ ...columns, lossesGivenDefault: new Float64Array(2) })],
    ["schema.type maturitiesYears", () => irbRiskWeights({ ...columns, assetClass: "corporate" })],
    ["risk.maturity maturitiesYears[0]", () => irbRiskWeights({ ...columns, assetClass: "corporate", maturitiesYears: Float64Array.of(0) })],
    ["risk.negative turnoversMillionsEur[0]", () => irbRiskWeights({ ...columns, assetClass: "corporate", maturitiesYears: Float64Array.of(1), turnoversMillionsEur: Float64Array.of(-1) })],
  ])("%s", (expected, run) => {
    expect(codeOf(run)).toBe(expected);
  });
});

/** The rows that no other file maps, and those that are not followed, each with its reason. */
import { readdirSync, readFileSync } from "node:fs";

import { expect, test } from "vitest";

import {
  altmanEm,
  altmanZDoublePrime,
  beneishFromIndices,
  paymentIndex,
  paymentIndexBand,
  piotroski,
} from "../../src/risk/index.js";
import type { FinancialStatement } from "../../src/risk/index.js";
import { vectors } from "../support/shared.js";

const rows = vectors("risk");
const of = (feature: string): typeof rows => rows.filter((row) => row.feature === feature);

function statement(items: FinancialStatement["items"], year = 2025): FinancialStatement {
  const period = { from: `${String(year)}-01-01`, until: `${String(year + 1)}-01-01` };
  return { period, currency: "USD", unit: 1, items };
}

/** Features of the file that risk does not offer. */
const notOffered: Readonly<Record<string, string>> = {
  "banqueDeFrance.z1984": "one source only, and its ratios' unit is inferred",
  "taffler.simple": "sources disagree on the fourth variable",
  "lateRate.eu": "late interest is a charge, not an assessment",
  "lateRate.fr": "late interest is a charge, not an assessment",
  lateInterest: "late interest is a charge, not an assessment",
};

test("every feature of the file is mapped, or is declined with a reason", () => {
  const folder = new URL(".", import.meta.url);
  const files = readdirSync(folder).filter((name) => name.endsWith(".test.ts"));
  const text = files.map((name) => readFileSync(new URL(name, folder), "utf8")).join("");
  const features = [...new Set(rows.map((row) => row.feature))];
  const isMapped = (feature: string): boolean =>
    feature in notOffered || text.includes(`"${feature}"`) || text.includes(`  ${feature},`);
  expect(features.filter((feature) => !isMapped(feature))).toEqual([]);
});

test.each(of("altman.zone"))("$id", ({ given, expect: expected, tolerance }) => {
  const share = (key: string): number => Number(given[key]);
  const one = statement({
    totalAssets: 1,
    totalLiabilities: 1,
    workingCapital: share("wcTa"),
    retainedEarnings: share("reTa"),
    ebit: share("ebitTa"),
    equity: share("bveTl"),
  });
  const { zDoublePrime, em, zone } = expected as { zDoublePrime: number; em: number; zone: string };
  expect(Math.abs((altmanZDoublePrime(one).score.value ?? NaN) - zDoublePrime)).toBeLessThanOrEqual(tolerance ?? 0);
  expect(Math.abs((altmanEm(one).score.value ?? NaN) - em)).toBeLessThanOrEqual(tolerance ?? 0);
  expect([altmanZDoublePrime(one).zone, altmanEm(one).zone]).toEqual([zone, zone]);
});

test.each(of("paydex.band"))("$id", ({ given, expect: expected }) => {
  const bands = (given["scores"] as number[]).map((score) => paymentIndexBand(score).toUpperCase());
  expect(bands).toEqual(expected);
});

test.each(of("paydex.index"))("$id", ({ given, expect: expected }) => {
  // Days beyond terms at the published key points of the three indices of the row.
  const daysOf = new Map([[80, 0], [70, 15], [50, 30]]);
  const experiences = (given["experiences"] as { amount: number; index: number }[]).map(
    ({ amount, index }, position) => ({
      supplier: `supplier-${String(position)}`,
      amount,
      daysBeyondTerms: daysOf.get(index) ?? NaN,
    }),
  );
  expect(paymentIndex(experiences).value).toBeCloseTo(Number(expected), 9);
});

// A documented mismatch: the file's own expectation is 0, the criterion says 1.
test.each(of("piotroski.eqOffer"))("$id", (row) => {
  const current = statement({ equityIssued: Number(row.given["sharesIssued"]) });
  const signal = piotroski(current).signals.find((one) => one.id === "noEquityIssued");
  expect(signal?.value).toBe(row["recomputed"]);
});

test.each(of("beneish.flag"))("$id", (row) => {
  // All indices at 1 and no accruals give −2.48; accruals bring the score to the row's −2.0.
  const neutral = { DSRI: 1, GMI: 1, AQI: 1, SGI: 1, DEPI: 1, SGAI: 1, LVGI: 1 };
  const base = beneishFromIndices({ ...neutral, TATA: 0 }).score.value ?? NaN;
  const TATA = (Number(row.given["m"]) - base) / 4.679;
  const result = beneishFromIndices({ ...neutral, TATA });
  expect(result.score.value).toBeCloseTo(Number(row.given["m"]), 12);
  const isFlagged = (zoneSet: string): boolean =>
    beneishFromIndices({ ...neutral, TATA }, { zoneSet }).zone === "possible-manipulator";
  const { flagAtMinus1_78, flagAtMinus2_22 } = row.expect as Record<string, boolean>;
  expect(isFlagged("beneish-1.78")).toBe(flagAtMinus1_78);
  expect(isFlagged("beneish-2.22")).toBe(flagAtMinus2_22);
});

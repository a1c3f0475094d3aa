/** A prospect assessed before the first order, printed with its reasons. Run: npx tsx examples/assessment/main.ts */
import { altmanZDoublePrime, assess, evidenceOf, present } from "clientele/risk";
import type { Assessment, AssessmentEvidence, EvidenceSet } from "clientele/risk";

import { wholesale2026 } from "./policy.js";

const asOf = "2026-11-23";
const accounts = { asOf: "2025-12-31", source: "published accounts 2025" };
const register = { asOf: "2026-11-20", source: "commercial register" };
const screening = { asOf: "2026-11-21", source: "screening" };
const references = { asOf: "2026-11-10", source: "three suppliers" };
const visit = { asOf: "2026-11-18", source: "account manager" };

const distress = altmanZDoublePrime({
  period: { from: "2025-01-01", until: "2026-01-01" },
  currency: "EUR",
  unit: 1000,
  items: {
    totalAssets: 1000,
    currentAssets: 600,
    currentLiabilities: 500,
    retainedEarnings: 60,
    ebit: 40,
    equity: 210,
    totalLiabilities: 790,
  },
});

/** Facts that the starter register asks for before cooperation, looked up and found in order. */
const inOrder = [
  "beneficialOwnersUnknown",
  "contactNotVerified",
  "goodsDoNotFitBusiness",
  "highRiskCountry",
  "insolvencyProceedings",
  "registerEntryMissing",
  "vatNumberInvalid",
];

const facts: EvidenceSet = {
  ...Object.fromEntries(inOrder.map((fact) => [fact, present(false, register)])),
  sanctionsHit: present(false, screening),
  companyAgeMonths: present(8, register),
  firstOrderShareOfTurnover: present(0.27, visit),
  acceptsAnyPriceUnderPressure: present(false, visit),
  termsDemandedDays: present(90, { ...visit, unit: "days" }),
  equityToAssets: present(0.21, accounts),
  currentRatio: present(1.2, accounts),
  altmanZDoublePrime: evidenceOf(distress.score, accounts),
  daysBeyondTerms: present(17, { ...references, unit: "days" }),
};

const newtown: AssessmentEvidence = {
  subject: { id: "newtown-fittings", kind: "company" },
  facts,
  reputation: [
    { id: "r1", kind: "reference", rating: 80, on: "2026-11-10", source: "steel supplier" },
    { id: "r2", kind: "reference", rating: 55, on: "2026-11-10", source: "paint supplier" },
  ],
};

const percent = (share: number): string => `${String(Math.round(share * 100))} %`;
const oneDecimal = (value: number): string => value.toFixed(1);

function report(assessment: Assessment): string[] {
  const { subject, grade, score, subScores, principalReasons, signs } = assessment;
  const lines = [
    `${subject.id} on ${assessment.asOf}, by ${assessment.policy.id} ${assessment.policy.version}`,
    `Grade ${grade ?? "(insufficient data)"}${score === null ? "" : `, ${oneDecimal(score)} of 100`}`,
    `Known ${percent(assessment.coverage)}, fresh ${percent(assessment.freshness)}, confidence ${percent(assessment.confidence)}`,
    "",
    "Sub-scores",
  ];
  for (const one of subScores) {
    const points = one.score.value === null ? "–" : oneDecimal(one.score.value);
    lines.push(`  ${one.id.padEnd(14)}${points.padStart(6)}   known ${percent(one.coverage)}`);
  }
  lines.push("", "Principal reasons");
  for (const { id, kind, shortfall } of principalReasons) {
    lines.push(`  −${oneDecimal(shortfall).padStart(4)}  ${kind}: ${id}`);
  }
  lines.push("", "Warning signs");
  for (const sign of signs?.raised ?? []) {
    lines.push(`  ${sign.severity.padEnd(9)} ${sign.title}`);
    lines.push(...sign.because.map((clause) => `            ${clause}`));
  }
  lines.push(`  ${String(signs?.clear.length ?? 0)} clear, ${String(signs?.unknown.length ?? 0)} not known`);
  return lines;
}

console.log(report(assess(wholesale2026, newtown, { asOf })).join("\n"));

/** The assessment of one client: sub-scores combined late, with every reason. */
import {
  expectIdentifier,
  expectOneOf,
  expectRecord,
  compareText,
  expectGiven,
} from "../../values/plain.js";
import { expectAsOf } from "../days.js";
import { checkEvidenceSet } from "../evidence.js";
import type { Evidence } from "../evidence.js";
import { raiseSigns } from "../warning-signs/evaluate.js";
import type { RaisedSign, WarningSignReport } from "../warning-signs/model.js";
import { compileAssessment } from "./compile.js";
import type { AssessmentPlan } from "./compile.js";
import type {
  Assessment,
  AssessmentContribution,
  AssessmentEvidence,
  AssessmentPolicy,
  AssessmentReason,
  SubScore,
} from "./model.js";
import { permit } from "./people.js";
import { reputationOf } from "./reputation.js";
import type { Reputation } from "./reputation.js";
import { fromCharacteristics, fromReputation, fromSigns } from "./sub-scores.js";
import type { Computed, Rules } from "./sub-scores.js";

interface Gathered {
  readonly computed: readonly Computed[];
  readonly signs: WarningSignReport | null;
  readonly reputation: Reputation | null;
}

function gather(
  plan: AssessmentPlan,
  given: {
    readonly evidence: ReadonlyMap<string, Evidence>;
    readonly opinions: unknown;
    readonly asOf: string;
  },
): Gathered {
  const { evidence, opinions, asOf } = given;
  const { subScores, missing, reasons } = plan.policy;
  const rules: Rules = { missing, isBelowAverage: reasons.method === "below-average", asOf };
  const computed: Computed[] = [];
  for (const id of ["payment", "financial"] as const) {
    const policy = subScores[id];
    if (policy !== undefined) computed.push(fromCharacteristics(id, policy, evidence, rules));
  }
  let reputation: Reputation | null = null;
  if (subScores.reputation !== undefined) {
    reputation = reputationOf(subScores.reputation, opinions, asOf);
    computed.push(fromReputation(subScores.reputation.weight, reputation, rules));
  }
  let signs: WarningSignReport | null = null;
  if (subScores.warningSigns !== undefined && plan.signs !== undefined) {
    const policy = subScores.warningSigns;
    signs = raiseSigns(plan.signs, Object.fromEntries(evidence), { asOf, stage: policy.stage });
    computed.push(fromSigns(policy, { plan: plan.signs, report: signs, evidence }, rules));
  }
  return { computed, signs, reputation };
}

function weightedMean(subScores: readonly SubScore[], of: (subScore: SubScore) => number): number {
  let [sum, weight] = [0, 0];
  for (const subScore of subScores) {
    sum += subScore.weight * of(subScore);
    weight += subScore.weight;
  }
  return sum / weight;
}

/** Grades are cut on nine decimals: the last bit of a double decides nothing. */
function rounded(score: number): number {
  return Math.round(score * 1e9) / 1e9;
}

function gradeOf(
  policy: AssessmentPolicy,
  subScores: readonly SubScore[],
  score: number,
): string | null {
  const { combine } = policy;
  if (combine.method === "weights") {
    const cut = combine.cuts.find(({ from }) => from === null || rounded(score) >= from);
    return cut?.grade ?? null;
  }
  const byId = new Map(subScores.map((one) => [one.id, one.score.value]));
  const row = combine.rows.find(({ atLeast }) =>
    (["payment", "financial", "reputation", "warningSigns"] as const).every((id) => {
      const demanded = atLeast[id];
      if (demanded === undefined) return true;
      const value = byId.get(id);
      return typeof value === "number" && rounded(value) >= demanded;
    }),
  );
  return row?.grade ?? null;
}

/** The worse of a grade and every cap. */
function capped(
  plan: AssessmentPlan,
  grade: string | null,
  stops: readonly RaisedSign[],
): string | null {
  let worst = grade;
  for (const { capsGradeAt } of stops) {
    if (worst === null || capsGradeAt === undefined) continue;
    const rank = plan.rankOfGrade.get(capsGradeAt) ?? 0;
    if (rank > (plan.rankOfGrade.get(worst) ?? 0)) worst = capsGradeAt;
  }
  return worst;
}

function contributionsOf(
  computed: readonly Computed[],
  isWeighted: boolean,
): readonly AssessmentContribution[] {
  let whole = 0;
  for (const { subScore } of computed) if (subScore.score.value !== null) whole += subScore.weight;
  return computed.flatMap(({ subScore, parts }) => {
    const share = subScore.score.value === null ? 0 : subScore.weight / whole;
    return parts.map((part) => ({
      subScore: subScore.id,
      id: part.id,
      state: part.state,
      points: part.points,
      ofSubScore: part.ofSubScore,
      ofScore: isWeighted ? part.ofSubScore * share : 0,
      shortfall: isWeighted ? part.shortfall * share : part.shortfall,
    }));
  });
}

function shortfallReasons(
  computed: readonly Computed[],
  contributions: readonly AssessmentContribution[],
): readonly AssessmentReason[] {
  const parts = computed.flatMap(({ parts: own }) => own);
  const reasons = contributions.flatMap((contribution, index): AssessmentReason[] => {
    const part = parts[index];
    if (part === undefined || contribution.shortfall <= 0) return [];
    const { id, kind, parameters } = part;
    const { subScore, shortfall } = contribution;
    return [{ id, kind, subScore, shortfall, parameters }];
  });
  return reasons.sort(
    (a, b) =>
      b.shortfall - a.shortfall ||
      compareText(a.subScore ?? "", b.subScore ?? "") ||
      compareText(a.id, b.id),
  );
}

function hardStopReasons(stops: readonly RaisedSign[]): readonly AssessmentReason[] {
  return stops.map(({ id, severity, title, capsGradeAt }) => ({
    id,
    kind: "hard-stop",
    subScore: "warningSigns",
    shortfall: 0,
    parameters: { severity, title, capsGradeAt: capsGradeAt ?? null },
  }));
}

function divergenceReason(
  policy: AssessmentPolicy,
  subScores: readonly SubScore[],
): readonly AssessmentReason[] {
  const { divergenceFrom } = policy;
  let low: { readonly id: string; readonly value: number } | undefined;
  let high: { readonly id: string; readonly value: number } | undefined;
  for (const { id, score } of subScores) {
    if (score.value === null) continue;
    if (low === undefined || score.value < low.value) low = { id, value: score.value };
    if (high === undefined || score.value > high.value) high = { id, value: score.value };
  }
  if (divergenceFrom === undefined || low === undefined || high === undefined) return [];
  const points = rounded(high.value - low.value);
  if (points < divergenceFrom || low.id === high.id) return [];
  const parameters = { lowest: low.id, highest: high.id, points };
  return [{ id: "divergence", kind: "divergence", subScore: null, shortfall: 0, parameters }];
}

function personOf(
  plan: AssessmentPlan,
  outcome: Pick<Assessment, "status" | "grade" | "hardStops">,
  permitted: Pick<NonNullable<Assessment["person"]>, "retention" | "ended">,
): Assessment["person"] {
  const from = plan.rankOfGrade.get(plan.policy.people?.humanDecisionFrom ?? "") ?? 0;
  const because: ("grade" | "insufficient-data" | "hard-stop")[] = [];
  const rank = outcome.grade === null ? undefined : plan.rankOfGrade.get(outcome.grade);
  if (rank !== undefined && rank >= from) because.push("grade");
  if (outcome.status === "insufficient-data") because.push("insufficient-data");
  if (outcome.hardStops.length > 0) because.push("hard-stop");
  const { retention, ended } = permitted;
  return { retention, ended, humanMustDecide: because.length > 0, because };
}

/**
 * Assesses a client on a day: four sub-scores (payment, financial, reputation, warning signs)
 * combined by the policy, with the grade, the reasons, and – apart from risk – coverage,
 * freshness and confidence. Below the policy's coverage the answer is `insufficient-data`.
 *
 * Takes the policy as a document, or compiled by `compileAssessment` for many clients. Every
 * coefficient is the policy's; none is built in. A hard stop caps the grade and never edits
 * the score. Signs and opinions are measured against none and 100 by either reason method.
 *
 * Throws `risk.as_of_required`, `risk.future_date`, `risk.unit_mismatch`; for natural persons
 * `risk.people_policy` and `risk.characteristic_not_allowed`. O(characteristics + clauses +
 * opinions).
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { assess, present } from "clientele/risk";
 *
 * const assessment = assess(
 *   {
 *     id: "trade", version: "1", grades: ["A", "B", "C"], missing: "exclude",
 *     subScores: {
 *       payment: {
 *         weight: 1,
 *         characteristics: [
 *           { id: "late", fact: "daysBeyondTerms", unit: "days", weight: 1, halfLifeDays: 180,
 *             bands: [{ from: null, points: 100 }, { from: 10, points: 60 }, { from: 30, points: 0 }] },
 *         ],
 *       },
 *     },
 *     combine: { method: "weights", cuts: [
 *       { grade: "A", from: 80 }, { grade: "B", from: 50 }, { grade: "C", from: null } ] },
 *     coverageMin: 0.5,
 *     reasons: { method: "below-maximum", count: 4 },
 *   },
 *   {
 *     subject: { id: "acme", kind: "company" },
 *     facts: { daysBeyondTerms: present(12, { asOf: "2026-11-23", source: "ledger", unit: "days" }) },
 *   },
 *   { asOf: "2026-11-23" },
 * );
 * assert.equal(assessment.grade, "B");
 * assert.deepEqual(assessment.principalReasons.map((reason) => [reason.id, reason.shortfall]), [["late", 40]]);
 * assert.equal(assessment.coverage, 1);
 * ```
 * @since 0.1.0
 */
export function assess(
  policy: AssessmentPolicy | AssessmentPlan,
  evidence: AssessmentEvidence,
  options: { readonly asOf: string },
): Assessment {
  expectGiven(policy, "policy");

  const asOf = expectAsOf(expectRecord(options, "options", ["asOf"])["asOf"]);
  const plan = "kind" in policy ? policy : compileAssessment(policy);
  const record = expectRecord(evidence, "evidence", ["subject", "facts", "reputation"]);
  const given = expectRecord(record["subject"], "evidence.subject", ["id", "kind"]);
  const kinds = ["company", "naturalPerson"] as const;
  const kind = expectOneOf(given["kind"], "evidence.subject.kind", kinds);
  const subject = { id: expectIdentifier(given["id"], "evidence.subject.id"), kind };
  const checked = checkEvidenceSet(record["facts"], asOf, "evidence.facts");
  const permitted =
    kind === "naturalPerson"
      ? permit(plan.policy.people, { evidence: checked, reputation: evidence.reputation, asOf })
      : null;
  const gathered = gather(plan, {
    evidence: permitted?.evidence ?? checked,
    opinions: permitted?.reputation ?? record["reputation"] ?? [],
    asOf,
  });
  return conclude(plan, gathered, { subject, asOf, permitted });
}

function conclude(
  plan: AssessmentPlan,
  { computed, signs, reputation }: Gathered,
  context: {
    readonly subject: Assessment["subject"];
    readonly asOf: string;
    readonly permitted: ReturnType<typeof permit> | null;
  },
): Assessment {
  const { policy } = plan;
  const subScores = computed.map(({ subScore }) => subScore);
  const coverage = weightedMean(subScores, (one) => one.coverage);
  const isKnown = subScores.some(({ score }) => score.value !== null);
  const isGraded = isKnown && rounded(coverage) >= policy.coverageMin;
  const isWeighted = policy.combine.method === "weights" && isGraded;
  const contributions = contributionsOf(computed, isWeighted);
  let score = 0;
  for (const { ofScore } of contributions) score += ofScore;
  // A sum of doubles may miss the end of the range by its last bit.
  score = Math.min(100, Math.max(0, score));
  const gradeBeforeCaps = isGraded ? gradeOf(policy, subScores, score) : null;
  const hardStops = (signs?.raised ?? []).filter((sign) => sign.capsGradeAt !== undefined);
  const grade = capped(plan, gradeBeforeCaps, hardStops);
  const reasons = [
    ...hardStopReasons(hardStops),
    ...shortfallReasons(computed, contributions),
    ...divergenceReason(policy, subScores),
  ];
  const status = isGraded ? "graded" : "insufficient-data";
  const { subject, asOf, permitted } = context;
  return {
    policy: { id: policy.id, version: policy.version },
    subject,
    asOf,
    status,
    grade,
    gradeBeforeCaps,
    score: isWeighted ? score : null,
    subScores,
    coverage,
    freshness: weightedMean(subScores, (one) => one.freshness),
    confidence: weightedMean(subScores, (one) => one.confidence),
    principalReasons: reasons.slice(0, policy.reasons.count),
    reasons,
    contributions,
    signs,
    hardStops,
    reputation,
    person: permitted === null ? null : personOf(plan, { status, grade, hardStops }, permitted),
  };
}

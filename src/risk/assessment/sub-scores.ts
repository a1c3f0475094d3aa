/** The four sub-scores, each from its own evidence, before anything is combined. */
import { fail } from "../../values/errors.js";
import { at } from "../../values/plain.js";
import { daysBetween, decay } from "../days.js";
import type { Evidence } from "../evidence.js";
import { absent, known } from "../measure.js";
import type { RaisedSign, Severity, WarningSignReport } from "../warning-signs/model.js";
import type { WarningSignPlan } from "../warning-signs/evaluate.js";
import type {
  AssessmentCharacteristic,
  AssessmentReason,
  CharacteristicSubScore,
  SubScore,
  SubScoreId,
  WarningSignSubScore,
} from "./model.js";
import type { Reputation } from "./reputation.js";

/** One part of a sub-score. @internal */
export interface Part {
  readonly id: string;
  readonly state: "present" | "missing" | "notApplicable";
  readonly points: number | null;
  readonly ofSubScore: number;
  /** Points of the sub-score lost. */
  readonly shortfall: number;
  readonly kind: AssessmentReason["kind"];
  readonly parameters: AssessmentReason["parameters"];
}

/** A sub-score with its parts. @internal */
export interface Computed {
  readonly subScore: SubScore;
  readonly parts: readonly Part[];
}

/** What all sub-scores are computed under. @internal */
export interface Rules {
  readonly missing: "exclude" | "worst";
  readonly isBelowAverage: boolean;
  readonly asOf: string;
}

interface Rated {
  readonly characteristic: AssessmentCharacteristic;
  readonly evidence: Evidence;
  /** `null` when it is left out. */
  readonly points: number | null;
  readonly freshness: number | null;
}

function bandPoints(characteristic: AssessmentCharacteristic, value: number): number {
  let points = 0;
  for (const band of characteristic.bands ?? []) {
    if (band.from === null || value >= band.from) points = band.points;
  }
  return points;
}

function presentPoints(
  characteristic: AssessmentCharacteristic,
  evidence: Evidence & { state: "present" },
): number | undefined {
  const { fact, unit, bands, values } = characteristic;
  const path = at("evidence.facts", fact);
  if (unit !== undefined && evidence.unit !== unit) {
    fail("risk.unit_mismatch", at(path, "unit"), unit, evidence.unit);
  }
  const { value } = evidence;
  if (bands !== undefined) {
    if (typeof value !== "number") fail("schema.type", at(path, "value"), "a number", value);
    return bandPoints(characteristic, value);
  }
  return values?.find((entry) => entry.is === value)?.points;
}

/** A text that the policy does not name is not known to mean anything: it is missing. */
function rate(characteristic: AssessmentCharacteristic, given: Evidence, rules: Rules): Rated {
  const none = rules.missing === "worst" ? 0 : null;
  if (given.state === "present") {
    const points = presentPoints(characteristic, given);
    const ageDays = daysBetween(given.asOf, rules.asOf);
    const freshness = decay(ageDays, characteristic.halfLifeDays);
    if (points !== undefined) return { characteristic, evidence: given, points, freshness };
    const evidence: Evidence = {
      state: "missing",
      reason: "a value that the policy does not name",
    };
    return { characteristic, evidence, points: none, freshness: null };
  }
  if (given.state === "missing")
    return { characteristic, evidence: given, points: none, freshness: null };
  const mapped = characteristic.notApplicable?.find((entry) => entry.reason === given.reason);
  return { characteristic, evidence: given, points: mapped?.points ?? null, freshness: null };
}

function referenceOf(characteristic: AssessmentCharacteristic, isBelowAverage: boolean): number {
  if (isBelowAverage) return characteristic.averagePoints ?? 0;
  let best = 0;
  const { bands = [], values = [], notApplicable = [] } = characteristic;
  for (const { points } of [...bands, ...values, ...notApplicable])
    if (points > best) best = points;
  return best;
}

function partOf(rated: Rated, counted: number, rules: Rules): Part {
  const { characteristic, evidence, points } = rated;
  const { id, fact, weight } = characteristic;
  const share = points === null ? 0 : weight / counted;
  const reference = referenceOf(characteristic, rules.isBelowAverage);
  const value = evidence.state === "present" ? evidence.value : null;
  const why = evidence.state === "present" ? null : (evidence.reason ?? null);
  return {
    id,
    state: evidence.state,
    points,
    ofSubScore: points === null ? 0 : points * share,
    shortfall: points === null ? 0 : (reference - points) * share,
    kind: evidence.state === "missing" ? "missing" : "characteristic",
    parameters: { fact, value, points, reference, ...(why === null ? {} : { why }) },
  };
}

/** A sub-score of characteristics. @internal */
export function fromCharacteristics(
  id: SubScoreId,
  policy: CharacteristicSubScore,
  evidence: ReadonlyMap<string, Evidence>,
  rules: Rules,
): Computed {
  const rated = policy.characteristics.map((characteristic) =>
    rate(characteristic, evidence.get(characteristic.fact) ?? { state: "missing" }, rules),
  );
  let [counted, all, covered, fresh, freshWeight] = [0, 0, 0, 0, 0];
  for (const { characteristic, evidence: one, points, freshness } of rated) {
    const { weight } = characteristic;
    all += weight;
    if (points !== null) counted += weight;
    if (one.state !== "missing") covered += weight;
    if (freshness === null) continue;
    fresh += weight * freshness;
    freshWeight += weight;
  }
  const parts = rated.map((one) => partOf(one, counted, rules));
  let score = 0;
  for (const part of parts) score += part.ofSubScore;
  const coverage = covered / all;
  const freshness = freshWeight === 0 ? 0 : fresh / freshWeight;
  const measure = counted === 0 ? absent("not-enough-data", id) : known(score);
  const { weight } = policy;
  const confidence = coverage * freshness;
  return { subScore: { id, score: measure, weight, coverage, freshness, confidence }, parts };
}

/** A sub-score of opinions. @internal */
export function fromReputation(weight: number, reputation: Reputation, rules: Rules): Computed {
  const isKnown = reputation.score.value !== null;
  const none = rules.missing === "worst" ? known(0) : reputation.score;
  const parts = reputation.items.map((item): Part => {
    const { id, kind, rating, source, share } = item;
    return {
      id,
      state: "present",
      points: rating,
      ofSubScore: rating * share,
      shortfall: (100 - rating) * share,
      kind: "opinion",
      parameters: { kind, rating, source, ageDays: item.ageDays },
    };
  });
  const missing: Part = {
    id: "reputation",
    state: "missing",
    points: rules.missing === "worst" ? 0 : null,
    ofSubScore: 0,
    shortfall: rules.missing === "worst" ? 100 : 0,
    kind: "missing",
    parameters: {},
  };
  const { freshness, confidence } = reputation;
  const score = isKnown ? reputation.score : none;
  const coverage = isKnown ? 1 : 0;
  const subScore: SubScore = { id: "reputation", score, weight, coverage, freshness, confidence };
  return { subScore, parts: isKnown ? parts : [missing] };
}

interface Lost {
  readonly id: string;
  readonly severity: Severity;
  readonly points: number;
  readonly sign: RaisedSign | undefined;
}

function signFreshness(
  plan: WarningSignPlan,
  report: WarningSignReport,
  evidence: ReadonlyMap<string, Evidence>,
): number {
  const strengths = new Map(report.raised.map((sign) => [sign.id, sign.strength]));
  const clear = new Set(report.clear);
  let [sum, count] = [0, 0];
  for (const { sign, condition } of plan.signs) {
    const strength = strengths.get(sign.id);
    if (strength === undefined && !clear.has(sign.id)) continue;
    count += 1;
    sum +=
      strength ??
      allClearFreshness(condition.factsUsed, sign.halfLifeDays, { evidence, asOf: report.asOf });
  }
  return count === 0 ? 0 : sum / count;
}

/** An all-clear is as fresh as its oldest fact. */
function allClearFreshness(
  facts: readonly string[],
  halfLifeDays: number | undefined,
  { evidence, asOf }: { readonly evidence: ReadonlyMap<string, Evidence>; readonly asOf: string },
): number {
  if (halfLifeDays === undefined) return 1;
  let oldest = 0;
  for (const fact of facts) {
    const one = evidence.get(fact);
    if (one?.state === "present") oldest = Math.max(oldest, daysBetween(one.asOf, asOf));
  }
  return decay(oldest, halfLifeDays);
}

/** The sub-score of warning signs. @internal */
export function fromSigns(
  policy: WarningSignSubScore,
  found: {
    readonly plan: WarningSignPlan;
    readonly report: WarningSignReport;
    readonly evidence: ReadonlyMap<string, Evidence>;
  },
  rules: Rules,
): Computed {
  const { plan, report, evidence } = found;
  const { pointsLost, weight } = policy;
  const lost: Lost[] = report.raised.map((sign) => {
    const { id, severity, strength } = sign;
    return { id, severity, points: pointsLost[severity] * strength, sign };
  });
  if (rules.missing === "worst") {
    for (const { id, severity } of report.unknown) {
      lost.push({ id, severity, points: pointsLost[severity], sign: undefined });
    }
  }
  let total = 0;
  for (const { points } of lost) total += points;
  // More than all points cannot be lost: what there is to lose is shared among the signs.
  const scale = total > 100 ? 100 / total : 1;
  let rest = 100;
  const base: Part = {
    id: "no-signs",
    state: "present",
    points: 100,
    ofSubScore: 100,
    shortfall: 0,
    kind: "sign",
    parameters: {},
  };
  const parts = lost.map(({ id, severity, points, sign }, index): Part => {
    // Where all points are lost, the last sign takes the rest, so that the parts add up to 0.
    const isRest = scale < 1 && index === lost.length - 1;
    const taken = isRest ? rest : points * scale;
    rest -= taken;
    return {
      id,
      state: sign === undefined ? "missing" : "present",
      points: -points,
      ofSubScore: -taken,
      shortfall: taken,
      kind: sign === undefined ? "missing" : "sign",
      parameters:
        sign === undefined ? { severity } : { severity, title: sign.title, ageDays: sign.ageDays },
    };
  });
  const isKnown = report.coverage > 0 || (rules.missing === "worst" && plan.signs.length > 0);
  const score = isKnown
    ? known(Math.max(0, 100 - total))
    : absent("not-enough-data", "warningSigns");
  const { coverage } = report;
  const freshness = signFreshness(plan, report, evidence);
  const confidence = coverage * freshness;
  const subScore: SubScore = { id: "warningSigns", score, weight, coverage, freshness, confidence };
  return { subScore, parts: isKnown ? [base, ...parts] : [] };
}

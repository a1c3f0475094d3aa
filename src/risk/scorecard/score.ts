/** The score of one account, with every contribution and the principal reasons. */
import { fail } from "../../values/errors.js";
import { at, expectFinite, expectRecord, expectString, expectGiven } from "../../values/plain.js";
import { compileScorecard } from "./compile.js";
import type { CompiledCharacteristic, ScorecardPlan } from "./compile.js";
import type {
  BinReference,
  Scorecard,
  ScoreContribution,
  ScoreReason,
  ScoreResult,
} from "./model.js";

/**
 * The facts of one account by name. `null`, or a name that is absent, is missing.
 *
 * @since 0.1.0
 */
export interface ScoreFacts {
  readonly [fact: string]: number | string | null;
}

/** The bin of a number among bounds: how many of them lie at or below it. @internal */
export function binOf(bounds: Float64Array, value: number): number {
  let [low, high] = [0, bounds.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((bounds[middle] ?? Infinity) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function slotOf(characteristic: CompiledCharacteristic, value: unknown): number {
  const path = at("facts", characteristic.fact);
  if (value === null || value === undefined) return characteristic.missingSlot;
  if (characteristic.isNumeric) {
    const number = expectFinite(value, path);
    return characteristic.special.get(number) ?? binOf(characteristic.bounds, number);
  }
  const text = expectString(value, path, 256);
  return characteristic.categories.get(text) ?? characteristic.otherSlot;
}

function referenceOf(characteristic: CompiledCharacteristic, slot: number): BinReference {
  if (slot === characteristic.missingSlot) return { kind: "missing", index: 0 };
  if (slot < characteristic.bins) return { kind: "bin", index: slot };
  if (!characteristic.isNumeric) return { kind: "other", index: 0 };
  return { kind: "special", index: slot - characteristic.bins };
}

function contributionOf(
  characteristic: CompiledCharacteristic,
  value: number | string | null,
): ScoreContribution {
  const slot = slotOf(characteristic, value);
  return {
    characteristic: characteristic.id,
    fact: characteristic.fact,
    value,
    bin: referenceOf(characteristic, slot),
    points: characteristic.points[slot] ?? 0,
    shortfall: characteristic.shortfalls[slot] ?? 0,
  };
}

/** The principal reasons: greatest shortfall first, ties in the order of the card. */
function reasonsOf(
  contributions: readonly ScoreContribution[],
  count: number,
): readonly ScoreReason[] {
  return contributions
    .filter((one) => one.shortfall > 0)
    .sort((a, b) => b.shortfall - a.shortfall)
    .slice(0, count)
    .map(({ characteristic, value, shortfall }) => ({ id: characteristic, value, shortfall }));
}

/**
 * Scores one account: base points and the points of each characteristic's bin, added in the
 * order of the card. A missing fact takes the points that the card declares for missing.
 *
 * Throws `schema.type` and `schema.not_finite` for facts of the wrong kind. O(characteristics).
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { score } from "clientele/risk";
 *
 * const result = score({
 *   id: "trade", version: "1", basePoints: 100,
 *   reasons: { method: "below-maximum", count: 4 },
 *   characteristics: [
 *     {
 *       id: "legal-form", fact: "legalForm", kind: "category",
 *       bins: [{ categories: ["AG", "SA"], points: 20 }, { categories: ["GmbH"], points: 12 }],
 *       other: { points: 5 }, missing: { points: 0 },
 *     },
 *   ],
 * }, { legalForm: "GmbH" });
 * assert.equal(result.score, 112);
 * assert.deepEqual(result.reasons, [{ id: "legal-form", value: "GmbH", shortfall: 8 }]);
 * ```
 * @since 0.1.0
 */
export function score(card: ScorecardPlan | Scorecard, facts: ScoreFacts): ScoreResult {
  expectGiven(card, "card");
  const plan = "kind" in card ? card : compileScorecard(card);
  const record = expectRecord(facts, "facts");
  let total = plan.basePoints;
  let present = 0;
  const contributions = plan.characteristics.map((characteristic) => {
    const { fact } = characteristic;
    const given = Object.hasOwn(record, fact) ? record[fact] : null;
    if (
      given !== null &&
      typeof given !== "number" &&
      typeof given !== "string" &&
      given !== undefined
    ) {
      fail("schema.type", at("facts", fact), "a number, a text or null", given);
    }
    const contribution = contributionOf(characteristic, given ?? null);
    total += contribution.points;
    if (contribution.bin.kind !== "missing") present += 1;
    return contribution;
  });
  const count = plan.characteristics.length;
  return {
    card: plan.card,
    score: total,
    basePoints: plan.basePoints,
    contributions,
    reasons: reasonsOf(contributions, plan.reasonCount),
    coverage: count === 0 ? 0 : present / count,
  };
}

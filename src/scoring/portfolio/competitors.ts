/**
 * Our strengths and weaknesses beside named competitors, as the directional policy matrix wants
 * them: critical success factors of one account or segment, weighed and rated for each supplier.
 */
import { fail } from "../../values/errors.js";
import { itemAt } from "../../values/invariant.js";
import {
  at,
  atIndex,
  compareText,
  expectFinite,
  expectIdentifier,
  expectArray,
  expectOneOf,
  expectRecord,
  expectString,
} from "../../values/plain.js";
import { expectWeight } from "../scorecard/read-parts.js";

/** What an account chooses its suppliers by. @since 0.1.0 */
export interface SuccessFactor {
  readonly id: string;
  /** Relative weight, 0 or more; only the proportions count. */
  readonly weight: number;
}

/** How a supplier is rated, by the id of the factor. @since 0.1.0 */
export interface RatedSupplier {
  readonly id: string;
  /** 0 (worst) upwards, on one scale for all suppliers; null and absence mean not known. */
  readonly ratings: { readonly [factor: string]: number | null };
}

/** An entry of a SWOT analysis, carried along as it is. @since 0.1.0 */
export interface SwotEntry {
  readonly kind: "strength" | "weakness" | "opportunity" | "threat";
  readonly text: string;
  /** Factor it speaks of. */
  readonly factor?: string;
}

/** Suppliers to be compared at one account or segment. @since 0.1.0 */
export interface CompetitorComparisonInput {
  readonly factors: readonly SuccessFactor[];
  readonly own: RatedSupplier;
  readonly competitors: readonly RatedSupplier[];
  /**
   * Whom gaps are measured against: the competitor with the highest total (unless named), or the
   * mean of all.
   */
  readonly reference?: "strongest" | "mean";
  readonly swot?: readonly SwotEntry[];
}

/** A supplier with its weighted mean. @since 0.1.0 */
export interface SupplierTotal {
  readonly id: string;
  /** Weighted mean of its ratings, on the scale of the ratings. */
  readonly total: number;
  /** Our total less this one. */
  readonly lead: number;
}

/** One factor, ours beside theirs. @since 0.1.0 */
export interface FactorGap {
  readonly factor: string;
  /** Share of the weight, 0 to 1. */
  readonly share: number;
  readonly own: number;
  /** Rating of the reference. */
  readonly reference: number;
  /** Own less reference. */
  readonly gap: number;
  /** Share × gap; they sum to our lead over the reference. */
  readonly contribution: number;
  /** The competitor that is rated highest here; of equals the first by id. */
  readonly best: { readonly id: string; readonly rating: number };
}

/** How strong we are beside our competitors. @since 0.1.0 */
export interface CompetitorComparison {
  readonly state: "known";
  readonly own: { readonly id: string; readonly total: number };
  /** From the strongest; equals by id. */
  readonly competitors: readonly SupplierTotal[];
  /**
   * Relative strength: our total ÷ that of the strongest competitor, above 1 where we lead; null
   * where that is 0.
   */
  readonly ratioToStrongest: number | null;
  readonly leadOverStrongest: number;
  readonly leadOverMean: number;
  readonly reference: "strongest" | "mean";
  /** Share of the weight that could be compared, 0 to 1. */
  readonly coverage: number;
  /** Factors left out because somebody's rating is not known. */
  readonly unrated: readonly string[];
  /** In the order of the factors. */
  readonly factors: readonly FactorGap[];
  /** Factors in which we lead, by contribution from the greatest; equals by id. */
  readonly strengths: readonly FactorGap[];
  /** Factors in which we trail, by contribution from the worst; equals by id. */
  readonly weaknesses: readonly FactorGap[];
  readonly swot: {
    readonly strengths: readonly SwotEntry[];
    readonly weaknesses: readonly SwotEntry[];
    readonly opportunities: readonly SwotEntry[];
    readonly threats: readonly SwotEntry[];
  };
}

/** Why suppliers could not be compared. @since 0.1.0 */
export interface NoCompetitorComparison {
  readonly state: "not-enough-data";
  readonly reason: "no-competitors" | "no-factor-rated-for-all";
  readonly unrated: readonly string[];
}

const FACTORS_MAX = 1000;
const SUPPLIERS_MAX = 10_000;
const SWOT_MAX = 1000;
const RATING_MAX = 1e9;

interface Supplier {
  readonly id: string;
  readonly ratings: readonly (number | null)[];
}

function readFactors(value: unknown): readonly SuccessFactor[] {
  const seen = new Set<string>();
  const factors = expectArray(value, "factors", FACTORS_MAX).map((item, index): SuccessFactor => {
    const path = atIndex("factors", index);
    const record = expectRecord(item, path, ["id", "weight"]);
    const id = expectIdentifier(record["id"], at(path, "id"));
    if (seen.has(id)) fail("scoring.duplicate_id", at(path, "id"), "an id of its own", id);
    seen.add(id);
    return { id, weight: expectWeight(record["weight"], at(path, "weight")) };
  });
  if (!factors.some((one) => one.weight > 0))
    fail("scoring.weights", "factors", "a weight above 0", value);
  return factors;
}

function readSupplier(item: unknown, path: string, factors: readonly SuccessFactor[]): Supplier {
  const record = expectRecord(item, path, ["id", "ratings"]);
  const inside = at(path, "ratings");
  const given = expectRecord(
    record["ratings"],
    inside,
    factors.map((one) => one.id),
  );
  const ratings = factors.map(({ id }): number | null => {
    const value = Object.hasOwn(given, id) ? (given[id] ?? null) : null;
    if (value === null) return null;
    const rating = expectFinite(value, at(inside, id));
    if (rating < 0 || rating > RATING_MAX)
      fail("scoring.rating", at(inside, id), "0 to 1 000 000 000", rating);
    return rating + 0;
  });
  return { id: expectIdentifier(record["id"], at(path, "id")), ratings };
}

function readSwot(value: unknown): CompetitorComparison["swot"] {
  const entries = expectArray(value ?? [], "swot", SWOT_MAX).map((item, index): SwotEntry => {
    const path = atIndex("swot", index);
    const record = expectRecord(item, path, ["kind", "text", "factor"]);
    const { factor } = record;
    return {
      kind: expectOneOf(record["kind"], at(path, "kind"), [
        "strength",
        "weakness",
        "opportunity",
        "threat",
      ]),
      text: expectString(record["text"], at(path, "text")),
      ...(factor === undefined ? {} : { factor: expectIdentifier(factor, at(path, "factor")) }),
    };
  });
  const of = (kind: SwotEntry["kind"]): readonly SwotEntry[] =>
    entries.filter((entry) => entry.kind === kind);
  return {
    strengths: of("strength"),
    weaknesses: of("weakness"),
    opportunities: of("opportunity"),
    threats: of("threat"),
  };
}

/**
 * Weights of the places that count. Sums stay in weights as they were given, and are divided
 * once: what ties by whole weights and ratings then ties to the last bit.
 */
function weightsOf(
  factors: readonly SuccessFactor[],
  isRated: readonly boolean[],
): readonly number[] {
  const largest = factors.reduce((most, one) => Math.max(most, one.weight), 0);
  // So that no product with a rating leaves the range of doubles below.
  const lift = largest < 2 ** -400 ? 2 ** 500 : 1;
  return factors.map((one, place) => (itemAt(isRated, place) ? one.weight * lift : 0));
}

/** Weighted sum over the places that count. */
function weightedSum(weights: readonly number[], ratings: readonly (number | null)[]): number {
  return weights.reduce((sum, weight, place) => sum + weight * (ratings[place] ?? 0), 0);
}

/** Sums of ratings from the least, so that the order of the competitors changes no bit. */
function meanOf(ratings: readonly number[]): number {
  const sorted = [...ratings].sort((a, b) => a - b);
  return sorted.reduce((sum, rating) => sum + rating, 0) / sorted.length;
}

interface Weighed {
  readonly weights: readonly number[];
  /** Sum of the weights. */
  readonly rated: number;
  readonly own: Supplier;
  /** From the strongest. */
  readonly suppliers: readonly Supplier[];
  readonly reference: "strongest" | "mean";
}

function gapAt(factor: SuccessFactor, place: number, weighed: Weighed): FactorGap {
  const { weights, rated, own, suppliers, reference } = weighed;
  const weight = itemAt(weights, place);
  const ratings = suppliers.map((one) => one.ratings[place] ?? 0);
  const against = reference === "mean" ? meanOf(ratings) : itemAt(ratings, 0);
  const rating = own.ratings[place] ?? 0;
  const best = suppliers
    .map((one) => ({ id: one.id, rating: one.ratings[place] ?? 0 }))
    .reduce((most, one) =>
      one.rating > most.rating || (one.rating === most.rating && one.id < most.id) ? one : most,
    );
  const gap = rating - against;
  return {
    factor: factor.id,
    share: weight / rated,
    own: rating,
    reference: against,
    gap,
    contribution: (weight * gap) / rated + 0,
    best,
  };
}

/** Factors that lead or trail, the weightiest first. */
function ranked(gaps: readonly FactorGap[], sign: 1 | -1): readonly FactorGap[] {
  return gaps
    .filter((one) => one.gap * sign > 0)
    .sort(
      (a, b) => (b.contribution - a.contribution) * sign || compareText(a.factor, b.factor),
    );
}

function readSuppliers(
  record: Readonly<Record<string, unknown>>,
  factors: readonly SuccessFactor[],
): { readonly own: Supplier; readonly competitors: readonly Supplier[] } {
  const own = readSupplier(record["own"], "own", factors);
  const seen = new Set([own.id]);
  const competitors = expectArray(record["competitors"], "competitors", SUPPLIERS_MAX).map(
    (item, index) => {
      const path = atIndex("competitors", index);
      const supplier = readSupplier(item, path, factors);
      if (seen.has(supplier.id))
        fail("scoring.duplicate_id", at(path, "id"), "an id of its own", supplier.id);
      seen.add(supplier.id);
      return supplier;
    },
  );
  return { own, competitors };
}

/**
 * Weighs our ratings against those of named competitors: totals, relative strength, and in which
 * factors we lead or trail, by what they contribute.
 *
 * Relative strength has no one convention. Given here are our total ÷ that of the strongest
 * competitor (relative competitive strength of the growth–share and directional policy matrices;
 * above 1 we lead), and the leads in points over the strongest and over the mean, which suit an
 * axis with a middle. A factor that is not rated for every supplier is left out, so that all are
 * compared on the same factors; the coverage says how much of the weight remains.
 * O(factors × suppliers × log suppliers).
 *
 * @throws ClienteleError `scoring.weights`, `scoring.rating` (below 0), `scoring.duplicate_id`,
 * `schema.*`, `id.format`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compareCompetitors } from "clientele/scoring";
 *
 * const found = compareCompetitors({
 *   factors: [
 *     { id: "price", weight: 50 }, { id: "delivery", weight: 30 }, { id: "advice", weight: 20 },
 *   ],
 *   own: { id: "we", ratings: { price: 6, delivery: 9, advice: 5 } },
 *   competitors: [
 *     { id: "rival", ratings: { price: 8, delivery: 6, advice: 5 } },
 *     { id: "other", ratings: { price: 5, delivery: 5, advice: 5 } },
 *   ],
 * });
 * assert.ok(found.state === "known");
 * assert.equal(found.competitors[0]?.id, "rival");
 * assert.equal(found.strengths[0]?.factor, "delivery");
 * assert.equal(found.weaknesses[0]?.factor, "price");
 * ```
 * @since 0.1.0
 */
export function compareCompetitors(
  input: CompetitorComparisonInput,
): CompetitorComparison | NoCompetitorComparison {
  const keys = ["factors", "own", "competitors", "reference", "swot"];
  const record = expectRecord(input, "input", keys);
  const factors = readFactors(record["factors"]);
  const { own, competitors } = readSuppliers(record, factors);
  const reference = expectOneOf(record["reference"] ?? "strongest", "reference", [
    "strongest",
    "mean",
  ]);
  const swot = readSwot(record["swot"]);
  const isRated = factors.map((_, place) =>
    [own, ...competitors].every((one) => itemAt(one.ratings, place) !== null),
  );
  const unrated = factors.filter((_, place) => !itemAt(isRated, place)).map((one) => one.id);
  if (competitors.length === 0)
    return { state: "not-enough-data", reason: "no-competitors", unrated };
  const weights = weightsOf(factors, isRated);
  const rated = weights.reduce((sum, weight) => sum + weight, 0);
  if (rated === 0) return { state: "not-enough-data", reason: "no-factor-rated-for-all", unrated };
  const whole = weightsOf(factors, factors.map(() => true)).reduce((sum, one) => sum + one, 0);
  const sum = weightedSum(weights, own.ratings);
  const sorted = competitors
    .map((supplier) => ({ supplier, sum: weightedSum(weights, supplier.ratings) }))
    .sort((a, b) => b.sum - a.sum || compareText(a.supplier.id, b.supplier.id));
  const strongest = itemAt(sorted, 0).sum;
  const suppliers = sorted.map((one) => one.supplier);
  const weighed: Weighed = { weights, rated, own, suppliers, reference };
  const gaps = factors.flatMap((factor, place) =>
    itemAt(isRated, place) ? [gapAt(factor, place, weighed)] : [],
  );
  return {
    state: "known",
    own: { id: own.id, total: sum / rated },
    competitors: sorted.map((one) => ({
      id: one.supplier.id,
      total: one.sum / rated,
      lead: (sum - one.sum) / rated,
    })),
    ratioToStrongest: strongest === 0 ? null : sum / strongest,
    leadOverStrongest: (sum - strongest) / rated,
    leadOverMean: (sum - meanOf(sorted.map((one) => one.sum))) / rated,
    reference,
    coverage: rated / whole,
    unrated,
    factors: gaps,
    strengths: ranked(gaps, 1),
    weaknesses: ranked(gaps, -1),
    swot,
  };
}

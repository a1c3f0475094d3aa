/**
 * Relative strength: our weighted mark over that of the strongest competitor, by the convention
 * of the growth–share matrix (above 1 we lead), over the criteria that are marked for all.
 */
import { compareText } from "../../values/plain.js";
import type { RelativeStrength, SupplierMarks, SupplierRating } from "./model.js";

interface Lead {
  readonly factor: string;
  readonly lead: number;
}

function markOf(supplier: SupplierMarks, factor: string): number | null {
  return Object.hasOwn(supplier.ratings, factor) ? supplier.ratings[factor] ?? null : null;
}

function totalOf(supplier: SupplierMarks, factors: SupplierRating["factors"]): number {
  return factors.reduce((sum, { id, weight }) => sum + weight * (markOf(supplier, id) ?? 0), 0);
}

function named(leads: readonly Lead[], sign: 1 | -1): readonly string[] {
  return leads
    .filter(({ lead }) => lead * sign > 0)
    .sort((a, b) => (b.lead - a.lead) * sign || compareText(a.factor, b.factor))
    .map(({ factor }) => factor);
}

/** How strong we are beside some of the competitors of a rating. @internal */
export function relativeStrength(
  rating: SupplierRating,
  competitors: readonly SupplierMarks[]
): RelativeStrength {
  if (competitors.length === 0) return { state: "unknown", reason: "no-competitor" };
  const { own } = rating;
  const factors = rating.factors.filter(({ id }) =>
    [own, ...competitors].every((supplier) => markOf(supplier, id) !== null)
  );
  const weight = factors.reduce((sum, factor) => sum + factor.weight, 0);
  const whole = rating.factors.reduce((sum, factor) => sum + factor.weight, 0);
  const totals = competitors.map((supplier) => ({ supplier, total: totalOf(supplier, factors) }));
  totals.sort((a, b) => b.total - a.total || compareText(a.supplier.id, b.supplier.id));
  const [strongest] = totals;
  if (weight === 0 || strongest === undefined || strongest.total === 0) {
    return { state: "unknown", reason: "not-comparable" };
  }
  const leads = factors.map(({ id, weight: share }) => ({
    factor: id,
    lead: share * ((markOf(own, id) ?? 0) - (markOf(strongest.supplier, id) ?? 0)),
  }));
  return {
    state: "known",
    ratio: totalOf(own, factors) / strongest.total,
    strongest: strongest.supplier.id,
    rating: rating.id,
    coverage: weight / whole,
    strengths: named(leads, 1),
    weaknesses: named(leads, -1),
  };
}

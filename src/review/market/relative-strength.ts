/**
 * Relative strength: our weighted mark over that of the strongest competitor, by the convention
 * of the growth–share matrix (above 1 we lead), over the criteria that are marked for all. The
 * arithmetic is that of `compareCompetitors`; here is who takes part, and what is shown of it.
 */
import { compareCompetitors } from "../../scoring/index.js";
import type { FactorGap } from "../../scoring/index.js";
import type { RelativeStrength, SupplierMarks, SupplierRating } from "./model.js";

function named(gaps: readonly FactorGap[]): readonly string[] {
  return gaps.filter(({ share }) => share > 0).map(({ factor }) => factor);
}

/** How strong we are beside some of the competitors of a rating. @internal */
export function relativeStrength(
  rating: SupplierRating,
  competitors: readonly SupplierMarks[]
): RelativeStrength {
  if (competitors.length === 0) return { state: "unknown", reason: "no-competitor" };
  const { factors, own } = rating;
  const isWeighed = factors.some(({ weight }) => weight > 0);
  const found = isWeighed ? compareCompetitors({ factors, own, competitors }) : null;
  const strongest = found?.state === "known" ? found.competitors[0] : undefined;
  if (found?.state !== "known" || strongest === undefined || found.ratioToStrongest === null) {
    return { state: "unknown", reason: "not-comparable" };
  }
  return {
    state: "known",
    ratio: found.ratioToStrongest,
    strongest: strongest.id,
    rating: rating.id,
    coverage: found.coverage,
    strengths: named(found.strengths),
    weaknesses: named(found.weaknesses),
  };
}

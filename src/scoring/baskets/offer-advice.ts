/** From the evidence for one article and one account to advice with its reasons. */
import type { EvidenceKind, OfferAdvice, OfferReason } from "./offer-model.js";
import { contributionsOf } from "./offer-evidence.js";
import type { OfferPlan, PeersReason, RuleReason } from "./offer-evidence.js";

/** What speaks for one article, of the kinds of evidence that there are. @internal */
export interface Evidence {
  readonly kinds: readonly EvidenceKind[];
  /** The best first. */
  readonly rules: readonly RuleReason[];
  readonly peers: PeersReason | undefined;
  readonly references: Extract<OfferReason, { kind: "references" }> | undefined;
  readonly isReorder: boolean;
}

/** Advice without its rank. @internal */
export type Unranked = Omit<OfferAdvice, "rank">;

/** @internal */
export function adviceOf(evidence: Evidence, plan: OfferPlan): Unranked {
  const { kinds, rules, peers, references, isReorder } = evidence;
  const values: Record<EvidenceKind, number> = {
    rules: rules[0]?.confidence ?? 0,
    peers: peers?.share ?? 0,
    references: references?.share ?? 0,
  };
  const contributions = contributionsOf(
    kinds.map((kind) => [kind, values[kind]]),
    plan.weights,
  );
  const reasons: OfferReason[] = rules.slice(0, plan.reasonsMax);
  if (peers !== undefined) reasons.push(peers);
  if (references !== undefined) reasons.push(references);
  return {
    score: contributions.reduce((sum, { points }) => sum + points, 0),
    contributions,
    reasons,
    rulesApplied: rules.length,
    isReorder,
    expectedSpend: peers?.expectedSpend ?? null,
  };
}

/** Cells of portfolio matrices to begin with; names and strategies belong to the host's policy. */
import type { PortfolioCell } from "./model.js";

const CHEVERTON = "P. Cheverton, Key Account Management (Kogan Page)";
const DIRECTIONAL_POLICY =
  "Shell International Chemical Company, The Directional Policy Matrix (1975)";

/**
 * The four quadrants of key account management, over the classes `low` and `high` of both axes.
 * The names are Cheverton's; McDonald and Woodburn call them strategic, star, status and
 * streamline accounts.
 *
 * | | strength low | strength high |
 * |---|---|---|
 * | attractiveness high | key development (star) | key (strategic) |
 * | attractiveness low | opportunistic (streamline) | maintenance (status) |
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { keyAccountQuadrants } from "clientele/scoring";
 *
 * assert.deepEqual(
 *   keyAccountQuadrants.map((cell) => cell.id),
 *   ["key", "key-development", "maintenance", "opportunistic"],
 * );
 * ```
 * @since 0.1.0
 */
export const keyAccountQuadrants: readonly PortfolioCell[] = /* @__PURE__ */ (() => [
  {
    id: "key",
    attractiveness: "high",
    strength: "high",
    strategy: "Invest: an account team, joint plans, development of what the account demands.",
    source: CHEVERTON,
  },
  {
    id: "key-development",
    attractiveness: "high",
    strength: "low",
    strategy: "Invest selectively: find what the account values and we lack, and close the gap.",
    source: CHEVERTON,
  },
  {
    id: "maintenance",
    attractiveness: "low",
    strength: "high",
    strategy: "Keep the business at a lower cost to serve; free resources for key accounts.",
    source: CHEVERTON,
  },
  {
    id: "opportunistic",
    attractiveness: "low",
    strength: "low",
    strategy: "Serve when it suits, on standard terms; no promises, no investment.",
    source: CHEVERTON,
  },
])();

/**
 * The nine cells of the directional policy matrix, over the classes `low`, `medium` and `high` of
 * both axes: attractiveness for the prospects of a sector, strength for the company's
 * capabilities.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { directionalPolicyCells } from "clientele/scoring";
 *
 * assert.equal(directionalPolicyCells.length, 9);
 * ```
 * @since 0.1.0
 */
export const directionalPolicyCells: readonly PortfolioCell[] = /* @__PURE__ */ (() =>
  (
    [
      ["high", "high", "leader", "Hold the lead; it has priority for resources."],
      ["high", "medium", "try-harder", "Invest to come up to the leader, where it can be reached."],
      ["high", "low", "double-or-quit", "Double the effort for a few; leave the others."],
      ["medium", "high", "growth-leader", "Grow with the account; let it pay for itself."],
      ["medium", "medium", "custodial", "Keep what pays, without large commitments."],
      ["medium", "low", "phased-withdrawal", "Withdraw in steps, and move the resources."],
      ["low", "high", "cash-generation", "Earn: little investment, no expansion."],
      ["low", "medium", "phased-withdrawal-weak", "Withdraw in steps, and move the resources."],
      ["low", "low", "disinvestment", "Leave as soon as it can be done."],
    ] as const
  ).map(
    ([attractiveness, strength, id, strategy]): PortfolioCell => ({
      id,
      attractiveness,
      strength,
      strategy,
      source: DIRECTIONAL_POLICY,
    }),
  ))();

/** The key-account portfolio matrix: attractiveness × relative strength, with strategies. */
import { ClienteleError, fail, isClienteleError, IssueCollector } from "../../values/errors.js";
import { itemAt } from "../../values/invariant.js";
import {
  at,
  atIndex,
  compareText,
  expectIdentifier,
  expectArray,
  expectRecord,
  expectString,
} from "../../values/plain.js";
import {
  addScaled,
  compareScaled,
  formatScaled,
  scaledFrom,
  scaledZero,
  signOf,
} from "../../values/scaled.js";
import type { Scaled } from "../../values/scaled.js";
import { shareOf } from "../cohorts/amounts.js";
import { compileScorecard, scoreBatch } from "../scorecard/index.js";
import type { Scorecard, ScorecardPlan, ScoredFacts, ScoreResult } from "../scorecard/index.js";
import type {
  FilledCell,
  PortfolioAccount,
  PortfolioCell,
  PortfolioMatrix,
  PortfolioPolicy,
  PortfolioPosition,
  UnplacedAccount,
} from "./model.js";

const CELLS_MAX = 400;

/** A policy, checked. @internal */
export interface PortfolioPlan {
  readonly id: string;
  readonly attractiveness: ScorecardPlan;
  readonly strength: ScorecardPlan;
  readonly cells: readonly PortfolioCell[];
}

/** A card of the policy; the paths of its issues begin with the axis that it is. */
function compileAxis(card: unknown, axis: "attractiveness" | "strength"): ScorecardPlan {
  try {
    return compileScorecard(card as Scorecard);
  } catch (error) {
    if (!isClienteleError(error)) throw error;
    const [first, ...rest] = error.issues.map((issue) => ({
      ...issue,
      path: issue.path.replace(/^card/, `policy.${axis}`),
    }));
    if (first === undefined) throw error;
    throw new ClienteleError([first, ...rest]);
  }
}

function readCell(item: unknown, path: string): PortfolioCell {
  const keys = ["id", "attractiveness", "strength", "strategy", "source"];
  const record = expectRecord(item, path, keys);
  const { source } = record;
  return {
    id: expectIdentifier(record["id"], at(path, "id")),
    attractiveness: expectIdentifier(record["attractiveness"], at(path, "attractiveness")),
    strength: expectIdentifier(record["strength"], at(path, "strength")),
    strategy: expectString(record["strategy"], at(path, "strategy")),
    ...(source === undefined ? {} : { source: expectString(source, at(path, "source")) }),
  };
}

/** Each pair of classes has one cell. */
function checkCells(plan: PortfolioPlan, issues: IssueCollector): void {
  const seen = new Set<string>();
  const ids = new Set<string>();
  plan.cells.forEach((cell, index) => {
    const path = atIndex("policy.cells", index);
    if (ids.has(cell.id))
      issues.add("scoring.duplicate_id", at(path, "id"), "an id of its own", cell.id);
    ids.add(cell.id);
    for (const axis of ["attractiveness", "strength"] as const) {
      if (!plan[axis].classes.some((one) => one.id === cell[axis]))
        issues.add("scoring.cells", at(path, axis), "a class of the axis", cell[axis]);
    }
    const pair = pairOf(cell.attractiveness, cell.strength);
    if (seen.has(pair)) issues.add("scoring.cells", path, "a pair of classes of its own", cell.id);
    seen.add(pair);
  });
  for (const { id: attractiveness } of plan.attractiveness.classes) {
    for (const { id: strength } of plan.strength.classes) {
      if (!seen.has(pairOf(attractiveness, strength)))
        issues.add(
          "scoring.cells",
          "policy.cells",
          `a cell for ${attractiveness} and ${strength}`,
          plan.cells,
        );
    }
  }
}

/** Ids have no control characters: the pair is told apart. */
function pairOf(attractiveness: string, strength: string): string {
  return `${attractiveness}\u0000${strength}`;
}

/** Checks a policy: all its issues at once. @internal */
export function compilePolicy(policy: unknown): PortfolioPlan {
  const record = expectRecord(policy, "policy", ["id", "attractiveness", "strength", "cells"]);
  const issues = new IssueCollector();
  const id = issues.attempt(() => expectIdentifier(record["id"], "policy.id"));
  const attractiveness = issues.attempt(() =>
    compileAxis(record["attractiveness"], "attractiveness"),
  );
  const strength = issues.attempt(() => compileAxis(record["strength"], "strength"));
  const list = issues.attempt(() => expectArray(record["cells"], "policy.cells", CELLS_MAX)) ?? [];
  const cells = list.flatMap((item, index): readonly PortfolioCell[] => {
    const cell = issues.attempt(() => readCell(item, atIndex("policy.cells", index)));
    return cell === undefined ? [] : [cell];
  });
  issues.throwIfAny();
  if (id === undefined || attractiveness === undefined || strength === undefined)
    return fail("schema.type", "policy", "a policy", policy);
  const plan: PortfolioPlan = { id, attractiveness, strength, cells };
  checkCells(plan, issues);
  issues.throwIfAny();
  return plan;
}

interface ReadAccounts {
  readonly facts: readonly ScoredFacts[];
  readonly revenues: readonly (Scaled | null)[];
}

function readAccounts(accounts: unknown): ReadAccounts {
  const facts: ScoredFacts[] = [];
  const revenues: (Scaled | null)[] = [];
  expectArray(accounts, "accounts", Number.MAX_SAFE_INTEGER).forEach((item, index) => {
    const path = atIndex("accounts", index);
    const record = expectRecord(item, path, ["id", "facts", "revenue"]);
    const revenue = record["revenue"] ?? null;
    facts.push({ id: record["id"], facts: record["facts"] } as ScoredFacts);
    revenues.push(revenue === null ? null : scaledFrom(revenue, "scoring", at(path, "revenue")));
  });
  return { facts, revenues };
}

interface Placed {
  readonly position: Omit<PortfolioPosition, "bubble">;
  readonly revenue: Scaled | null;
}

function fillCells(plan: PortfolioPlan, placed: readonly Placed[]): readonly FilledCell[] {
  const sums = new Map<string, Scaled>();
  const members = new Map<string, Placed[]>();
  let total = scaledZero;
  for (const one of placed) {
    const { cell } = one.position;
    const revenue = one.revenue ?? scaledZero;
    total = addScaled(total, revenue);
    sums.set(cell, addScaled(sums.get(cell) ?? scaledZero, revenue));
    const list = members.get(cell);
    if (list === undefined) members.set(cell, [one]);
    else list.push(one);
  }
  return plan.cells.map((cell) => {
    const sum = sums.get(cell.id) ?? scaledZero;
    const inOrder = (members.get(cell.id) ?? []).sort(
      (a, b) =>
        compareScaled(b.revenue ?? scaledZero, a.revenue ?? scaledZero) ||
        compareText(a.position.id, b.position.id),
    );
    return {
      ...cell,
      accounts: inOrder.map((one) => one.position.id),
      revenue: formatScaled(sum),
      revenueShare: shareOf(sum, total),
    };
  });
}

function withBubbles(placed: readonly Placed[]): readonly PortfolioPosition[] {
  const largest = placed.reduce<Scaled>(
    (most, { revenue }) => (revenue !== null && compareScaled(revenue, most) > 0 ? revenue : most),
    scaledZero,
  );
  return placed.map(({ position, revenue }) => ({
    ...position,
    bubble: revenue === null || signOf(revenue) <= 0 ? 0 : (shareOf(revenue, largest) ?? 0),
  }));
}

function unplacedBy(
  axis: UnplacedAccount["axis"],
  results: readonly ScoreResult[],
): readonly UnplacedAccount[] {
  return results.flatMap((one) =>
    one.ok ? [] : [{ id: one.id, axis, refusals: one.refusals }],
  );
}

/**
 * Places accounts by attractiveness and by our relative strength with them, each axis scored by
 * its own card, and says what the policy wants done with each cell. An account at a cut is in
 * the higher class; one that an axis cannot score is not placed, and the reasons are said. Cards
 * that mark by the other accounts are fitted on these accounts, unless they are fitted.
 *
 * The method is the directional policy matrix (Shell, 1975) on accounts: M. McDonald and
 * D. Woodburn, "Key Account Management: The Definitive Guide" (2nd ed. 2007). `compareCompetitors`
 * gives the facts of the axis of strength. O(accounts × criteria).
 *
 * @throws ClienteleError `scoring.cells` (not one cell for each pair of classes),
 * `scoring.duplicate_id`, those of `compileScorecard` and `scoreBatch`, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { keyAccountQuadrants, portfolioMatrix } from "clientele/scoring";
 *
 * const classes = [{ id: "low", from: 0 }, { id: "high", from: 50 }];
 * const axis = (id: string, fact: string) => ({
 *   id, classes,
 *   criteria: [
 *     {
 *       id: fact, fact, weight: 1, missing: "exclude",
 *       normaliser: { kind: "range", worst: 0, best: 10 },
 *     } as const,
 *   ],
 * });
 * const { positions, cells } = portfolioMatrix(
 *   {
 *     id: "2026",
 *     attractiveness: axis("attractiveness", "growth"),
 *     strength: axis("strength", "shareOfWallet"),
 *     cells: keyAccountQuadrants,
 *   },
 *   [
 *     { id: "acme", facts: { growth: 8, shareOfWallet: 7 }, revenue: "75000" },
 *     { id: "bolt", facts: { growth: 8, shareOfWallet: 2 }, revenue: "25000" },
 *   ],
 * );
 * assert.deepEqual(positions.map((one) => one.cell), ["key", "key-development"]);
 * assert.equal(cells[0]?.revenueShare, 0.75);
 * ```
 * @since 0.1.0
 */
export function portfolioMatrix(
  policy: PortfolioPolicy,
  accounts: readonly PortfolioAccount[],
): PortfolioMatrix {
  const plan = compilePolicy(policy);
  const { facts, revenues } = readAccounts(accounts);
  const attractiveness = scoreBatch(plan.attractiveness, facts);
  const strength = scoreBatch(plan.strength, facts);
  const cellOf = new Map(
    plan.cells.map((cell) => [pairOf(cell.attractiveness, cell.strength), cell]),
  );
  const placed = attractiveness.flatMap((across, index): readonly Placed[] => {
    const up = itemAt(strength, index);
    if (!across.ok || !up.ok) return [];
    const cell = cellOf.get(pairOf(across.class, up.class));
    if (cell === undefined) return [];
    const revenue = revenues[index] ?? null;
    const position = {
      id: across.id,
      cell: cell.id,
      strategy: cell.strategy,
      attractiveness: across,
      strength: up,
      revenue: revenue === null ? null : formatScaled(revenue),
    };
    return [{ position, revenue }];
  });
  return {
    policy: plan.id,
    positions: withBubbles(placed),
    unplaced: [
      ...unplacedBy("attractiveness", attractiveness),
      ...unplacedBy("strength", strength),
    ],
    cells: fillCells(plan, placed),
  };
}

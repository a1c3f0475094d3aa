/** How a portfolio moved between two times, or is meant to move. */
import { fail } from "../../values/errors.js";
import { itemAt } from "../../values/invariant.js";
import {
  at,
  atIndex,
  compareText,
  expectFinite,
  expectIdentifier,
  expectArray,
  expectRecord,
} from "../../values/plain.js";
import type { PortfolioMatrix } from "./model.js";

/** One account that has a place at both times. @since 0.1.0 */
export interface PortfolioMove {
  readonly id: string;
  /** Id of the cell before. */
  readonly from: string;
  /** Id of the cell after. */
  readonly to: string;
  readonly isNewCell: boolean;
  /** Points by which attractiveness rose. */
  readonly attractivenessChange: number;
  /** Points by which our strength rose. */
  readonly strengthChange: number;
  /** Length of the move in points: √(attractiveness² + strength²). */
  readonly distance: number;
}

/** What moved between two portfolios. @since 0.1.0 */
export interface PortfolioMovement {
  /** Ids of the cells, in the order of the later portfolio, then those of the earlier alone. */
  readonly cells: readonly string[];
  /** Accounts from a cell (row) to a cell (column), both in the order of `cells`. */
  readonly counts: readonly (readonly number[])[];
  /** Accounts with a place at both times, the furthest first, then by id. */
  readonly moves: readonly PortfolioMove[];
  /** Placed only after, by id. */
  readonly appeared: readonly { readonly id: string; readonly to: string }[];
  /** Placed only before, by id. */
  readonly gone: readonly { readonly id: string; readonly from: string }[];
}

interface Place {
  readonly id: string;
  readonly cell: string;
  readonly attractiveness: number;
  readonly strength: number;
}

function readPlaces(matrix: unknown, path: string): ReadonlyMap<string, Place> {
  const record = expectRecord(matrix, path);
  const list = at(path, "positions");
  const places = new Map<string, Place>();
  expectArray(record["positions"], list, Number.MAX_SAFE_INTEGER).forEach((item, index) => {
    const itemPath = atIndex(list, index);
    const position = expectRecord(item, itemPath);
    const scoreOf = (axis: string): number => {
      const axisPath = at(itemPath, axis);
      return expectFinite(expectRecord(position[axis], axisPath)["score"], at(axisPath, "score"));
    };
    const id = expectIdentifier(position["id"], at(itemPath, "id"));
    if (places.has(id)) fail("scoring.duplicate_id", at(itemPath, "id"), "an id of its own", id);
    places.set(id, {
      id,
      cell: expectIdentifier(position["cell"], at(itemPath, "cell")),
      attractiveness: scoreOf("attractiveness"),
      strength: scoreOf("strength"),
    });
  });
  return places;
}

function readCells(matrix: PortfolioMatrix, path: string): readonly string[] {
  const list = at(path, "cells");
  return expectArray(matrix.cells, list).map((item, index) => {
    const itemPath = atIndex(list, index);
    return expectIdentifier(expectRecord(item, itemPath)["id"], at(itemPath, "id"));
  });
}

function moveOf(before: Place, after: Place): PortfolioMove {
  const attractivenessChange = after.attractiveness - before.attractiveness;
  const strengthChange = after.strength - before.strength;
  return {
    id: after.id,
    from: before.cell,
    to: after.cell,
    isNewCell: before.cell !== after.cell,
    attractivenessChange,
    strengthChange,
    distance: Math.sqrt(attractivenessChange ** 2 + strengthChange ** 2),
  };
}

/**
 * Compares two portfolios of one policy: now and a year ago, or where accounts stand and where
 * they are meant to stand. Cards that mark by the other accounts should be fitted once
 * (`fitScorecard`): otherwise an account may move only because others did.
 * O(accounts × log accounts).
 *
 * @throws ClienteleError `scoring.duplicate_id`, `schema.*`, `id.format`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { keyAccountQuadrants, portfolioMatrix, portfolioMovement } from "clientele/scoring";
 *
 * const axis = (id: string, fact: string) => ({
 *   id,
 *   classes: [{ id: "low", from: 0 }, { id: "high", from: 50 }],
 *   criteria: [
 *     {
 *       id: fact, fact, weight: 1, missing: "exclude",
 *       normaliser: { kind: "range", worst: 0, best: 10 },
 *     } as const,
 *   ],
 * });
 * const policy = {
 *   id: "2026",
 *   attractiveness: axis("attractiveness", "growth"),
 *   strength: axis("strength", "share"),
 *   cells: keyAccountQuadrants,
 * };
 * const before = portfolioMatrix(policy, [{ id: "acme", facts: { growth: 6, share: 4 } }]);
 * const after = portfolioMatrix(policy, [{ id: "acme", facts: { growth: 9, share: 8 } }]);
 * const [move] = portfolioMovement(before, after).moves;
 * assert.deepEqual([move?.from, move?.to, move?.distance], ["key-development", "key", 50]);
 * ```
 * @since 0.1.0
 */
export function portfolioMovement(
  before: PortfolioMatrix,
  after: PortfolioMatrix,
): PortfolioMovement {
  const earlier = readPlaces(before, "before");
  const later = readPlaces(after, "after");
  const cells = [...new Set([...readCells(after, "after"), ...readCells(before, "before")])];
  const placeOf = new Map(cells.map((cell, place) => [cell, place]));
  const counts = cells.map(() => cells.map(() => 0));
  const moves: PortfolioMove[] = [];
  for (const [id, to] of later) {
    const from = earlier.get(id);
    if (from === undefined) continue;
    moves.push(moveOf(from, to));
    const row = counts[placeOf.get(from.cell) ?? -1];
    const column = placeOf.get(to.cell) ?? -1;
    if (row !== undefined && column >= 0) row[column] = itemAt(row, column) + 1;
  }
  const byId = (a: { readonly id: string }, b: { readonly id: string }): number =>
    compareText(a.id, b.id);
  return {
    cells,
    counts,
    moves: moves.sort((a, b) => b.distance - a.distance || byId(a, b)),
    appeared: [...later.values()]
      .filter(({ id }) => !earlier.has(id))
      .map(({ id, cell }) => ({ id, to: cell }))
      .sort(byId),
    gone: [...earlier.values()]
      .filter(({ id }) => !later.has(id))
      .map(({ id, cell }) => ({ id, from: cell }))
      .sort(byId),
  };
}

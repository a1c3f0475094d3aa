/**
 * PROMETHEE I and II: every alternative against every other, by preference functions.
 *
 * Brans and Vincke 1985; Brans and Mareschal, "PROMETHEE methods", in Figueira et al., "Multiple
 * Criteria Decision Analysis" (2005).
 */
import { fail } from "../../values/errors.js";
import { itemAt } from "../../values/invariant.js";
import { at, atIndex, expectFinite, expectIdentifier, expectArray, expectRecord } from "../../values/plain.js";
import { flowSums } from "./flows.js";
import type { Flows } from "./flows.js";
import type { DecisionCriterion, DecisionProblem, RankedPlace } from "./model.js";
import { tiedOrder } from "./order.js";
import { readPreference } from "./preference.js";
import type { Preference } from "./preference.js";
import { readProblem, readWeightsChoice, weightsTaken } from "./problem.js";

const PARTIAL_MAX = 2000;
const TIE = 1e-12;

/** A criterion with how much its differences count. @since 0.1.0 */
export interface PreferenceCriterion extends DecisionCriterion {
  /** `usual` unless given. */
  readonly preference?: Preference;
}

/** A decision problem with preference functions. @since 0.1.0 */
export interface PreferenceProblem extends DecisionProblem {
  readonly criteria: readonly PreferenceCriterion[];
}

/** How weights are taken. @since 0.1.0 */
export interface PrometheeOptions {
  /** `as-given` (unless named), or scaled `to-one`, so that flows lie between −1 and 1. */
  readonly weights?: "as-given" | "to-one";
}

/** What one criterion adds to the flows. @since 0.1.0 */
export interface PrometheeFlow {
  readonly criterion: string;
  readonly value: number;
  /** Weight × mean preference over the others. */
  readonly positive: number;
  /** Weight × mean preference of the others over it. */
  readonly negative: number;
}

/** An alternative with its flows. @since 0.1.0 */
export interface PrometheeRow extends RankedPlace {
  /** Positive less negative flow; the net flows of all sum to 0. */
  readonly netFlow: number;
  /** How much it is preferred to the others (φ⁺). */
  readonly positiveFlow: number;
  /** How much the others are preferred to it (φ⁻). */
  readonly negativeFlow: number;
  /** In the order of the criteria; they sum to the flows. */
  readonly flows: readonly PrometheeFlow[];
}

/** Mean preference for each alternative, and against it, by one criterion. */
function flowsOf(column: Float64Array, isBenefit: boolean, preference: Preference): Flows {
  const { positive, negative } = flowSums(column, preference);
  const others = Math.max(1, column.length - 1);
  const [up, down] = [positive.map((x) => x / others), negative.map((x) => x / others)];
  return isBenefit ? { positive: up, negative: down } : { positive: down, negative: up };
}

/**
 * Ranks alternatives by their net outranking flow (PROMETHEE II), with the positive and the
 * negative flow (PROMETHEE I, see {@link prometheePartial}) and what each criterion adds to them.
 *
 * Flows are means over the other alternatives; a single alternative has flows of 0. Weights are
 * taken as given, unless `weights` is `to-one`. An alternative that comes or goes may reverse the
 * rank of two whose net flows are near (Mareschal, De Smet and Nemery 2008). O(n log n × criteria)
 * with every preference function; the sums over all pairs are never made one by one, and agree with
 * them to thirteen digits of the largest.
 *
 * @throws ClienteleError `scoring.threshold` for thresholds below 0, a p or s of 0, or a p not
 * above q; and as {@link topsis}
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { promethee2 } from "clientele/scoring";
 *
 * const ranking = promethee2({
 *   criteria: [
 *     { id: "turnover", weight: 0.6, direction: "benefit", preference: { kind: "linear", q: 50, p: 150 } },
 *     { id: "overdue days", weight: 0.4, direction: "cost", preference: { kind: "u-shape", q: 5 } },
 *   ],
 *   alternatives: [
 *     { id: "acme", values: { turnover: 400, "overdue days": 12 } },
 *     { id: "bolt", values: { turnover: 300, "overdue days": 10 } },
 *     { id: "cask", values: { turnover: 280, "overdue days": 2 } },
 *   ],
 * });
 * assert.deepEqual(
 *   ranking.map((one) => [one.id, one.netFlow.toFixed(2)]),
 *   [["cask", "0.19"], ["acme", "0.16"], ["bolt", "-0.35"]],
 * );
 * ```
 * @since 0.1.0
 */
export function promethee2(
  problem: PreferenceProblem,
  options: PrometheeOptions = {},
): readonly PrometheeRow[] {
  const record = expectRecord(options, "options", ["weights"]);
  const choice = readWeightsChoice(record["weights"], "options.weights");
  const read = readProblem(problem, { extra: "preference" });
  const { ids, criteria, columns } = read;
  const weights = weightsTaken(criteria, choice);
  const preferences = criteria.map(({ extra, path }) => readPreference(extra, at(path, "preference")));
  const flows = columns.map((column, index) =>
    flowsOf(column, itemAt(criteria, index).isBenefit, itemAt(preferences, index)),
  );
  const rows = ids.map((id, row) => {
    let [positiveFlow, negativeFlow] = [0, 0];
    const own = criteria.map(({ id: criterion }, index): PrometheeFlow => {
      const { positive: up, negative: down } = itemAt(flows, index);
      const weight = itemAt(weights, index);
      const [positive, negative] = [weight * (up[row] as number), weight * (down[row] as number)];
      positiveFlow += positive;
      negativeFlow += negative;
      const value = itemAt(columns, index)[row] as number;
      return { criterion, value, positive, negative };
    });
    return { id, positiveFlow, negativeFlow, flows: own };
  });
  const nets = rows.map((row) => row.positiveFlow - row.negativeFlow);
  const scale = rows.reduce((most, row) => Math.max(most, row.positiveFlow + row.negativeFlow), 0);
  return tiedOrder(nets, ids, { scale }).map(({ index, rank, isTied }) => {
    const { id, positiveFlow, negativeFlow, flows: own } = itemAt(rows, index);
    return { id, rank, isTied, netFlow: itemAt(nets, index), positiveFlow, negativeFlow, flows: own };
  });
}

/**
 * How two alternatives stand to one another by both flows: the first is preferred, or neither
 * flow tells them apart, or the flows contradict one another.
 *
 * @since 0.1.0
 */
export interface PartialRelation {
  readonly first: string;
  readonly second: string;
  readonly relation: "preferred" | "indifferent" | "incomparable";
}

function signOf(difference: number, scale: number): number {
  return Math.abs(difference) <= TIE * scale ? 0 : Math.sign(difference);
}

/**
 * The partial ranking of PROMETHEE I: the first is preferred where its positive flow is not lower,
 * its negative flow not higher and one of both differs; where the two flows contradict one
 * another, the alternatives cannot be compared, and that is worth knowing before one is chosen.
 *
 * All pairs, in the order of the ranking given. O(n²), at most 2000 alternatives.
 *
 * @throws ClienteleError `schema.*`, `limits.too_many`, `scoring.duplicate_id`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { promethee2, prometheePartial } from "clientele/scoring";
 *
 * const ranking = promethee2({
 *   criteria: [
 *     { id: "turnover", weight: 0.5, direction: "benefit", preference: { kind: "u-shape", q: 60 } },
 *     { id: "margin", weight: 0.5, direction: "benefit" },
 *   ],
 *   alternatives: [
 *     { id: "acme", values: { turnover: 400, margin: 10 } },
 *     { id: "bolt", values: { turnover: 350, margin: 11 } },
 *     { id: "cask", values: { turnover: 300, margin: 12 } },
 *   ],
 * });
 * assert.deepEqual(prometheePartial(ranking)[0], { first: "cask", second: "bolt", relation: "preferred" });
 * ```
 * @since 0.1.0
 */
export function prometheePartial(
  ranking: readonly Pick<PrometheeRow, "id" | "positiveFlow" | "negativeFlow">[],
): readonly PartialRelation[] {
  const seen = new Set<string>();
  const rows = Array.from(expectArray(ranking, "ranking", PARTIAL_MAX), (row, index) => {
    const path = atIndex("ranking", index);
    const record = expectRecord(row, path);
    const id = expectIdentifier(record["id"], at(path, "id"));
    if (seen.has(id)) fail("scoring.duplicate_id", at(path, "id"), "an id of its own", id);
    seen.add(id);
    const positive = expectFinite(record["positiveFlow"], at(path, "positiveFlow"));
    return { id, positive, negative: expectFinite(record["negativeFlow"], at(path, "negativeFlow")) };
  });
  // As in the ranking: differences in the last digits of the largest flows are none.
  const sizes = rows.map((one) => Math.abs(one.positive) + Math.abs(one.negative));
  const scale = sizes.reduce((most, one) => Math.max(most, Math.min(one, Number.MAX_VALUE)), 0);
  const pairs: PartialRelation[] = [];
  rows.forEach((one, index) => {
    for (let place = index + 1; place < rows.length; place += 1) {
      const other = itemAt(rows, place);
      const up = signOf(one.positive - other.positive, scale);
      const down = signOf(other.negative - one.negative, scale);
      const isSecond = up + down < 0 && up * down >= 0;
      const [first, second] = isSecond ? [other.id, one.id] : [one.id, other.id];
      const isEqual = up === 0 && down === 0;
      const relation = isEqual ? "indifferent" : up * down < 0 ? "incomparable" : "preferred";
      pairs.push({ first, second, relation });
    }
  });
  return pairs;
}

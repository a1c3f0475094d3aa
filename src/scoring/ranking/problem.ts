/** The door of decision problems. */
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
} from "../../values/plain.js";

const CRITERIA_MAX = 200;
const WEIGHT_MIN = 1e-50;
const WEIGHT_MAX = 1e50;

/** @internal */
export interface ReadCriterion {
  readonly id: string;
  readonly weight: number;
  readonly isBenefit: boolean;
  readonly path: string;
  /** The member that only some methods take. */
  readonly extra: unknown;
}

/** Alternatives by id, so that their order changes nothing, to the last bit. @internal */
export interface ReadProblem {
  readonly ids: readonly string[];
  readonly criteria: readonly ReadCriterion[];
  /** One column a criterion. */
  readonly columns: readonly Float64Array[];
}

function expectWeight(value: unknown, path: string): number {
  const weight = expectFinite(value, path);
  if (weight !== 0 && !(weight >= WEIGHT_MIN && weight <= WEIGHT_MAX)) {
    fail("scoring.weight", path, "0, or 1e-50 to 1e50", value);
  }
  return weight;
}

/**
 * Criteria with ids of their own (`scoring.no_criteria`, `scoring.duplicate_id`,
 * `scoring.weight`, `scoring.weights_zero`).
 *
 * @internal
 */
export function readCriteria(
  value: unknown,
  path: string,
  extra?: string,
  isWeighted = true,
): readonly ReadCriterion[] {
  const keys = ["id", "weight", "direction", ...(extra === undefined ? [] : [extra])];
  const seen = new Set<string>();
  const criteria = Array.from(expectArray(value, path, CRITERIA_MAX), (item, index): ReadCriterion => {
    const own = atIndex(path, index);
    const record = expectRecord(item, own, keys);
    const id = expectIdentifier(record["id"], at(own, "id"));
    if (seen.has(id)) fail("scoring.duplicate_id", at(own, "id"), "an id of its own", id);
    seen.add(id);
    const weight = isWeighted ? expectWeight(record["weight"], at(own, "weight")) : 1;
    const directions = ["benefit", "cost"] as const;
    const direction = expectOneOf(record["direction"], at(own, "direction"), directions);
    return {
      id,
      weight,
      isBenefit: direction === "benefit",
      path: own,
      extra: extra === undefined ? undefined : record[extra],
    };
  });
  if (criteria.length === 0) fail("scoring.no_criteria", path, "at least one criterion", "none");
  if (criteria.every((one) => one.weight === 0)) {
    fail("scoring.weights_zero", path, "at least one weight above 0", "none");
  }
  return criteria;
}

interface Row {
  readonly id: string;
  readonly values: readonly number[];
}

function readRow(item: unknown, path: string, criteria: readonly string[]): Row {
  const record = expectRecord(item, path, ["id", "values"]);
  const id = expectIdentifier(record["id"], at(path, "id"));
  const own = at(path, "values");
  if (Array.isArray(record["values"])) {
    const list = expectArray(record["values"], own);
    if (list.length !== criteria.length) {
      fail("scoring.values", own, `${String(criteria.length)} values`, String(list.length));
    }
    return { id, values: Array.from(list, (one, i) => expectFinite(one, atIndex(own, i))) };
  }
  const values = expectRecord(record["values"], own, criteria);
  return { id, values: criteria.map((name) => expectFinite(values[name], at(own, name))) };
}

/**
 * A decision problem (`scoring.duplicate_id`, `scoring.values`, and those of the criteria).
 *
 * @internal
 */
export function readProblem(
  value: unknown,
  options: {
    readonly extra?: string;
    readonly isWeighted?: boolean;
  } = {},
): ReadProblem {
  const record = expectRecord(value, "problem", ["alternatives", "criteria"]);
  const { extra, isWeighted = true } = options;
  const criteria = readCriteria(record["criteria"], "problem.criteria", extra, isWeighted);
  const names = criteria.map((one) => one.id);
  const path = "problem.alternatives";
  const seen = new Set<string>();
  const rows = Array.from(expectArray(record["alternatives"], path), (item, index) => {
    const row = readRow(item, atIndex(path, index), names);
    if (seen.has(row.id)) {
      fail("scoring.duplicate_id", at(atIndex(path, index), "id"), "an id of its own", row.id);
    }
    seen.add(row.id);
    return row;
  });
  rows.sort((a, b) => compareText(a.id, b.id));
  return {
    ids: rows.map((row) => row.id),
    criteria,
    columns: criteria.map((_, place) =>
      Float64Array.from(rows, (row) => itemAt(row.values, place)),
    ),
  };
}

/** Weights as given, or scaled to a sum of 1. @internal */
export function weightsTaken(
  criteria: readonly ReadCriterion[],
  choice: "as-given" | "to-one",
): readonly number[] {
  const weights = criteria.map((one) => one.weight);
  if (choice === "as-given") return weights;
  const most = weights.reduce((max, one) => (one > max ? one : max), 0);
  const total = weights.reduce((sum, one) => sum + one / most, 0);
  return weights.map((one) => one / most / total);
}

/** @internal */
export function readWeightsChoice(value: unknown, path: string): "as-given" | "to-one" {
  return expectOneOf(value ?? "as-given", path, ["as-given", "to-one"]);
}

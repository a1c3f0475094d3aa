/** Reads normalisers from a document, and holds a criterion's direction against them. */
import { fail } from "../../values/errors.js";
import { itemAt } from "../../values/invariant.js";
import {
  at,
  atIndex,
  expectFinite,
  expectInteger,
  expectArray,
  expectOneOf,
  expectRecord,
  expectString,
} from "../../values/plain.js";
import type { UnknownRecord } from "../../values/plain.js";
import { linearMarks } from "./marks.js";
import type { CategoryMarks, MarkPoint, PlannedMarks } from "./marks.js";
import type { CriterionDirection } from "./normaliser.js";
import { marksOfNormal, marksOfRange, marksOfRanks } from "./population.js";
import { CATEGORY_LENGTH_MAX } from "./read-parts.js";

const POINTS_MAX = 100;
/** Categories are short lists of names. @internal */
export const CATEGORIES_MAX = 1000;
const LIMIT_DEFAULT = 3;
const KINDS = [
  "range",
  "bands",
  "target",
  "curve",
  "categories",
  "min-max",
  "z-score",
  "percentile",
] as const;
const EQUAL_SHARES = { mean: 0.5, weak: 1, strict: 0 } as const;

function expectMark(value: unknown, path: string): number {
  const mark = expectFinite(value, path);
  if (mark < 0 || mark > 1) fail("scoring.mark", path, "a mark from 0 to 1", value);
  return mark;
}

function readPoints(value: unknown, path: string, key: "at" | "from"): readonly MarkPoint[] {
  const points = expectArray(value, path, POINTS_MAX).map((item, index): MarkPoint => {
    const itemPath = atIndex(path, index);
    const record = expectRecord(item, itemPath, [key, "mark"]);
    return {
      at: expectFinite(record[key], at(itemPath, key)),
      mark: expectMark(record["mark"], at(itemPath, "mark")),
    };
  });
  const isRising = points.every(
    (point, index) => index === 0 || itemAt(points, index - 1).at < point.at,
  );
  if (points.length === 0 || !isRising)
    fail("scoring.points", path, "one point or more, rising", value);
  return points;
}

function readCategories(record: UnknownRecord, path: string): CategoryMarks {
  const marksPath = at(path, "marks");
  const marks = new Map<string, number>();
  expectArray(record["marks"], marksPath, CATEGORIES_MAX).forEach((item, index) => {
    const itemPath = atIndex(marksPath, index);
    const one = expectRecord(item, itemPath, ["is", "mark"]);
    const name = expectString(one["is"], at(itemPath, "is"), CATEGORY_LENGTH_MAX);
    if (name === "") fail("scoring.category", at(itemPath, "is"), "a text that is not empty", name);
    if (marks.has(name))
      fail("scoring.duplicate_id", at(itemPath, "is"), "a text of its own", name);
    marks.set(name, expectMark(one["mark"], at(itemPath, "mark")));
  });
  if (marks.size === 0) fail("scoring.points", marksPath, "one category or more", record["marks"]);
  const otherwise = record["otherwise"];
  return {
    kind: "categories",
    marks,
    otherwise: otherwise === undefined ? null : expectMark(otherwise, at(path, "otherwise")),
  };
}

function readRange(record: UnknownRecord, path: string, isHigherBetter: boolean): PlannedMarks {
  if (record["population"] === undefined)
    return { kind: "unfitted", by: "min-max", isHigherBetter };
  const inside = at(path, "population");
  const population = expectRecord(record["population"], inside, ["count", "min", "max"]);
  const min = expectFinite(population["min"], at(inside, "min"));
  const max = expectFinite(population["max"], at(inside, "max"));
  if (min > max) fail("scoring.population", inside, "min not above max", record["population"]);
  const count = expectInteger(population["count"], at(inside, "count"), 0);
  return marksOfRange({ count, min, max }, isHigherBetter);
}

function readNormal(record: UnknownRecord, path: string, isHigherBetter: boolean): PlannedMarks {
  const limit = expectFinite(record["limit"] ?? LIMIT_DEFAULT, at(path, "limit"));
  if (limit < 1e-6 || limit > 1e6)
    fail("scoring.limit", at(path, "limit"), "0.000001 to 1000000 deviations", limit);
  if (record["population"] === undefined)
    return { kind: "unfitted", by: "z-score", limit, isHigherBetter };
  const inside = at(path, "population");
  const population = expectRecord(record["population"], inside, ["count", "mean", "deviation"]);
  const mean = expectFinite(population["mean"], at(inside, "mean"));
  const deviation = expectFinite(population["deviation"], at(inside, "deviation"));
  if (deviation < 0)
    fail("scoring.population", at(inside, "deviation"), "0 or more", deviation);
  const count = expectInteger(population["count"], at(inside, "count"), 0);
  return marksOfNormal({ count, mean, deviation }, limit, isHigherBetter);
}

function readRanks(record: UnknownRecord, path: string, isHigherBetter: boolean): PlannedMarks {
  const ties = expectOneOf(record["ties"] ?? "mean", at(path, "ties"), ["mean", "weak", "strict"]);
  const equalShare = EQUAL_SHARES[ties];
  if (record["population"] === undefined)
    return { kind: "unfitted", by: "percentile", equalShare, isHigherBetter };
  const inside = at(path, "population");
  const population = expectRecord(record["population"], inside, ["values", "counts"]);
  const valuesPath = at(inside, "values");
  const values = expectArray(population["values"], valuesPath, Number.MAX_SAFE_INTEGER).map(
    (value, index) => expectFinite(value, atIndex(valuesPath, index)),
  );
  const countsPath = at(inside, "counts");
  const counts = expectArray(population["counts"], countsPath, Number.MAX_SAFE_INTEGER).map(
    (count, index) => expectInteger(count, atIndex(countsPath, index), 1, 2 ** 40),
  );
  const isRising = values.every((value, index) => index === 0 || itemAt(values, index - 1) < value);
  if (!isRising) fail("scoring.population", valuesPath, "values rising", population["values"]);
  if (counts.length !== values.length)
    fail("scoring.population", countsPath, "a count for each value", population["counts"]);
  return marksOfRanks({ values, counts }, equalShare, isHigherBetter);
}

/** The direction in which marks go with the fact; null where they rise and fall. */
function directionOf(marks: readonly number[]): { up: boolean; down: boolean } {
  const pairs = marks.slice(1).map((mark, index) => mark - itemAt(marks, index));
  return { up: pairs.every((rise) => rise >= 0), down: pairs.every((rise) => rise <= 0) };
}

function checkDirection(
  claimed: CriterionDirection | null,
  marks: readonly number[],
  path: string,
): void {
  if (claimed === null) return;
  const { up, down } = directionOf(marks);
  const isHeld = claimed === "higher-is-better" ? up : down;
  if (!isHeld) fail("scoring.direction", path, `marks in the direction ${claimed}`, marks);
}

/**
 * Reads one normaliser of a criterion with a direction; null where none was named.
 *
 * @internal
 */
export function readNormaliser(
  value: unknown,
  path: string,
  direction: CriterionDirection | null,
): PlannedMarks {
  const kind = expectOneOf(expectRecord(value, path)["kind"], at(path, "kind"), KINDS);
  const isHigherBetter = direction !== "lower-is-better";
  const read = (...keys: string[]): UnknownRecord => expectRecord(value, path, ["kind", ...keys]);
  switch (kind) {
    case "min-max":
      return readRange(read("population"), path, isHigherBetter);
    case "z-score":
      return readNormal(read("limit", "population"), path, isHigherBetter);
    case "percentile":
      return readRanks(read("ties", "population"), path, isHigherBetter);
    case "categories":
      if (direction !== null)
        fail("scoring.direction", path, "no direction, as texts have none", direction);
      return readCategories(read("marks", "otherwise"), path);
    case "curve": {
      const points = readPoints(read("points")["points"], at(path, "points"), "at");
      checkDirection(
        direction,
        points.map((point) => point.mark),
        path,
      );
      return { kind: "curve", points };
    }
    case "bands": {
      const record = read("below", "bands");
      const below = expectMark(record["below"], at(path, "below"));
      const points = readPoints(record["bands"], at(path, "bands"), "from");
      checkDirection(direction, [below, ...points.map((point) => point.mark)], path);
      return { kind: "bands", below, points };
    }
    case "target": {
      const record = read("target", "tolerance");
      const target = expectFinite(record["target"], at(path, "target"));
      const tolerance = expectFinite(record["tolerance"], at(path, "tolerance"));
      if (tolerance <= 0) fail("scoring.tolerance", at(path, "tolerance"), "above 0", tolerance);
      checkDirection(direction, [0, 1, 0], path);
      return { kind: "target", target, tolerance };
    }
    case "range": {
      const record = read("worst", "best");
      const worst = expectFinite(record["worst"], at(path, "worst"));
      const best = expectFinite(record["best"], at(path, "best"));
      if (worst === best) fail("scoring.range", path, "worst and best apart", value);
      checkDirection(direction, worst < best ? [0, 1] : [1, 0], path);
      return linearMarks(worst, best);
    }
  }
}

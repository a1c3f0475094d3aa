/** The options of RFM: bins, bands and segments, checked; and the segments to begin with. */
import { compileCondition } from "../../conditions/index.js";
import type { Condition } from "../../conditions/index.js";
import { fail, IssueCollector } from "../../values/errors.js";
import {
  at,
  atIndex,
  expectIdentifier,
  expectInteger,
  expectArray,
  expectOneOf,
  expectRecord,
} from "../../values/plain.js";
import { compareScaled, negateScaled, scaledFrom } from "../../values/scaled.js";
import type { Scaled } from "../../values/scaled.js";
import { readEach } from "../cohorts/read-each.js";
import { quantileMethods } from "../segmentation/quantile.js";
import type {
  RfmClassOrder,
  RfmClosed,
  RfmFrequency,
  RfmOptions,
  RfmQuantileRule,
  RfmSegment,
} from "./model.js";

const BINS_MAX = 10;
const SEGMENTS_MAX = 100;
const NAMES = [
  "bins",
  "bands",
  "quantiles",
  "closed",
  "classOrder",
  "frequency",
  "segments",
] as const;

function from(recency: readonly [number, number], frequency: readonly [number, number]): Condition {
  return {
    all: [
      { fact: "recency", operator: "between", value: [...recency] },
      { fact: "frequency", operator: "between", value: [...frequency] },
    ],
  };
}

/**
 * Ten segments over five bins of recency and frequency, in the usual names of the trade; a
 * starting point that belongs to the host's policy. Together they cover all 25 pairs of scores,
 * each once.
 *
 * @since 0.1.0
 */
export const rfmSegments: readonly RfmSegment[] = /* @__PURE__ */ (() => [
  { id: "champions", when: from([5, 5], [4, 5]) },
  { id: "loyal", when: from([3, 4], [4, 5]) },
  { id: "cannot-lose", when: from([1, 2], [5, 5]) },
  { id: "at-risk", when: from([1, 2], [3, 4]) },
  { id: "potential-loyal", when: from([4, 5], [2, 3]) },
  { id: "new", when: from([5, 5], [1, 1]) },
  { id: "promising", when: from([4, 4], [1, 1]) },
  { id: "need-attention", when: from([3, 3], [3, 3]) },
  { id: "about-to-sleep", when: from([3, 3], [1, 2]) },
  { id: "hibernating", when: from([1, 2], [1, 2]) },
])();

/** Scores by which a segment is found. @internal */
export interface Scores {
  readonly recency: number;
  readonly frequency: number;
  readonly monetary: number;
}

/** Options, read once. @internal */
export interface RfmPlan {
  readonly bins: number;
  /** Limits from the worst to the best; recency on its negation. */
  readonly bands: {
    readonly recency: readonly Scaled[];
    readonly frequency: readonly Scaled[];
    readonly monetary: readonly Scaled[];
  } | null;
  readonly quantiles: RfmQuantileRule;
  readonly closed: RfmClosed;
  readonly classOrder: RfmClassOrder;
  readonly frequency: RfmFrequency;
  readonly segments: readonly string[];
  /** Place of the segment in the list; −1 where none holds. */
  readonly segmentOf: (scores: Scores) => number;
}

function readLimits(value: unknown, path: string, bins: number): readonly Scaled[] {
  const read = (one: unknown, place: string): Scaled => scaledFrom(one, "scoring", place);
  const limits = readEach(value, path, read, BINS_MAX);
  const isRising = limits.every((limit, index) => {
    const before = limits[index - 1];
    return before === undefined || compareScaled(before, limit) < 0;
  });
  if (limits.length !== bins - 1 || !isRising) {
    fail("scoring.bands", path, `${String(bins - 1)} limits, rising`, value);
  }
  return limits;
}

function readBands(value: unknown, bins: number): RfmPlan["bands"] {
  if (value === undefined) return null;
  const record = expectRecord(value, "bands", ["recencyDays", "frequency", "monetary"]);
  const days = readLimits(record["recencyDays"], at("bands", "recencyDays"), bins);
  return {
    // A value at a limit is still recent enough: −days ≥ −limit.
    recency: days.map((limit) => negateScaled(limit)).reverse(),
    frequency: readLimits(record["frequency"], at("bands", "frequency"), bins),
    monetary: readLimits(record["monetary"], at("bands", "monetary"), bins),
  };
}

function readSegments(
  value: unknown,
  issues: IssueCollector,
): Pick<RfmPlan, "segments" | "segmentOf"> {
  const seen = new Set<string>();
  const facts = { recency: "number", frequency: "number", monetary: "number" } as const;
  const list = issues.attempt(() => expectArray(value, "segments", SEGMENTS_MAX)) ?? [];
  // Not `map`, which would pass over the holes of a sparse list.
  const segments = Array.from(list, (item, index) => {
    const path = atIndex("segments", index);
    const record = issues.attempt(() => expectRecord(item, path, ["id", "when"]));
    const id = issues.attempt(() => expectIdentifier(record?.["id"], at(path, "id"))) ?? "";
    if (seen.has(id)) issues.add("scoring.duplicate_id", at(path, "id"), "an id of its own", id);
    seen.add(id);
    const when = issues.attempt(() =>
      compileCondition(record?.["when"] as Condition, { facts, path: at(path, "when") }),
    );
    return { id, when };
  });
  return {
    segments: segments.map(({ id }) => id),
    segmentOf: (scores) => segments.findIndex(({ when }) => when?.holds(scores)),
  };
}

/** Reads the options (`scoring.bands`, `scoring.duplicate_id`, `rule.*`, `schema.*`). @internal */
export function readRfmOptions(options: RfmOptions): RfmPlan {
  const record = expectRecord(options, "options", NAMES);
  const bins = expectInteger(record["bins"] ?? 5, "bins", 2, BINS_MAX);
  const bands = readBands(record["bands"], bins);
  const rules = ["ranks", ...quantileMethods] as const;
  const quantiles = expectOneOf(record["quantiles"] ?? "ranks", "quantiles", rules);
  const ends = ["right", "left"] as const;
  const closed = expectOneOf(record["closed"] ?? "right", "closed", ends);
  const orders = ["highest-best", "one-best"] as const;
  const classOrder = expectOneOf(record["classOrder"] ?? "highest-best", "classOrder", orders);
  const counts = ["days", "orders"] as const;
  const frequency = expectOneOf(record["frequency"] ?? "days", "frequency", counts);
  const issues = new IssueCollector();
  const usual = bins === 5 ? rfmSegments : [];
  const segments = readSegments(record["segments"] ?? usual, issues);
  issues.throwIfAny();
  return { bins, bands, quantiles, closed, classOrder, frequency, ...segments };
}

/** One precondition of an agreement, checked. */
import { compileUnknownCondition } from "../conditions/index.js";
import { fail } from "../values/errors.js";
import { expectDate } from "../values/expect-date.js";
import {
  at,
  atIndex,
  expectArray,
  expectIdentifier,
  expectInteger,
  expectOneOf,
  expectRecord,
} from "../values/plain.js";
import type { UnknownRecord } from "../values/plain.js";
import { scaledZero } from "../values/scaled.js";
import { readGauge, scaleOfGauge } from "./gauge.js";
import { readPeriods } from "./periods.js";
import type { PreconditionPlan } from "./plan.js";
import { readAmount, readShare } from "./read-terms.js";

const KINDS = ["paidOnTime", "noOverdue", "assortment", "targetEach", "declared"] as const;
const KEYS = {
  paidOnTime: ["share", "of", "toleranceDays"],
  noOverdue: ["on", "atMost", "toleranceDays"],
  assortment: ["of", "atLeast", "list"],
  targetEach: ["every", "target", "of"],
  declared: ["when"],
} as const;
const DAYS_MAX = 3650;
const LIST_MAX = 100_000;

function days(value: unknown, path: string): number {
  return value === undefined ? 0 : expectInteger(value, path, 0, DAYS_MAX);
}

/** Checks one precondition. @internal */
export function readPrecondition(
  value: unknown,
  minorUnits: number,
  path: string,
): PreconditionPlan {
  const kind = expectOneOf(expectRecord(value, path)["kind"], at(path, "kind"), KINDS);
  const record = expectRecord(value, path, ["id", "kind", "keeps", ...KEYS[kind]]);
  const { keeps } = record;
  const common = {
    id: expectIdentifier(record["id"], at(path, "id")),
    keeps: keeps === undefined ? scaledZero : readShare(keeps, at(path, "keeps")),
  };
  switch (kind) {
    case "paidOnTime": {
      const of = expectOneOf(record["of"] ?? "turnover", at(path, "of"), ["turnover", "documents"]);
      const share = readShare(record["share"], at(path, "share"));
      return {
        ...common,
        kind,
        share,
        of,
        toleranceDays: days(record["toleranceDays"], at(path, "toleranceDays")),
      };
    }
    case "noOverdue":
      return { ...common, kind, ...readOverdue(record, minorUnits, path) };
    case "assortment":
      return { ...common, kind, ...readAssortment(record, path) };
    case "targetEach": {
      const of = readGauge(record["of"], at(path, "of"));
      const target = readAmount(record["target"], scaleOfGauge(of, minorUnits), at(path, "target"));
      return {
        ...common,
        kind,
        every: readPeriods(record["every"], at(path, "every")),
        of,
        target,
      };
    }
    case "declared":
      return {
        ...common,
        kind,
        when: compileUnknownCondition(record["when"], { path: at(path, "when") }),
      };
  }
}

function readOverdue(
  record: UnknownRecord,
  minorUnits: number,
  path: string,
): Omit<Extract<PreconditionPlan, { kind: "noOverdue" }>, "id" | "keeps" | "kind"> {
  const { on, atMost } = record;
  if (on !== undefined) expectDate(on, at(path, "on"));
  return {
    on: on === undefined ? null : (on as string),
    atMost: atMost === undefined ? 0 : readAmount(atMost, minorUnits, at(path, "atMost")),
    toleranceDays: days(record["toleranceDays"], at(path, "toleranceDays")),
  };
}

function readAssortment(
  record: UnknownRecord,
  path: string,
): Omit<Extract<PreconditionPlan, { kind: "assortment" }>, "id" | "keeps" | "kind"> {
  const of = expectOneOf(record["of"], at(path, "of"), ["article", "productGroup"]);
  const atLeast = expectInteger(record["atLeast"], at(path, "atLeast"), 1, LIST_MAX);
  if (record["list"] === undefined) return { of, atLeast, list: null };
  const listPath = at(path, "list");
  const list = new Set(
    expectArray(record["list"], listPath, LIST_MAX).map((item, index) =>
      expectIdentifier(item, atIndex(listPath, index)),
    ),
  );
  if (list.size < atLeast) {
    fail("bonus.assortment", listPath, `at least ${String(atLeast)} different ones`, list.size);
  }
  return { of, atLeast, list };
}

/** A ranked table of managers by one figure. */
import { itemAt } from "../../values/invariant.js";
import {
  at,
  compareText,
  expectFinite,
  expectIdentifier,
  expectArray,
  expectOneOf,
  expectRecord,
} from "../../values/plain.js";
import { readingStored } from "../../values/stored.js";
import { readEach } from "../cohorts/read-each.js";
import type { ManagerReport } from "./manager-model.js";

/**
 * What managers are ranked by. `win-rate` is the shrunken one, which few deals do not carry to
 * either end; `case-mix` is the ratio of wins to those expected from the deals' segments.
 *
 * @since 0.1.0
 */
export type ManagerMeasure =
  | "win-rate"
  | "case-mix"
  | "repeat-rate"
  | "growth"
  | "nrr"
  | "grr"
  | "logo-retention"
  | "target"
  | "price-realisation"
  | "contact-discipline";

/** A place in the table. @since 0.1.0 */
export interface ManagerRank {
  /** 1 is the largest value; equal values share a rank, and the next is left out: 1, 2, 2, 4. */
  readonly rank: number | null;
  readonly manager: string;
  /** Null, and without a rank, where it is not known. */
  readonly value: number | null;
  readonly isTied: boolean;
}

const MEASURES: readonly ManagerMeasure[] = [
  "win-rate",
  "case-mix",
  "repeat-rate",
  "growth",
  "nrr",
  "grr",
  "logo-retention",
  "target",
  "price-realisation",
  "contact-discipline",
];

type Value = number | null | undefined;

function figure(one: { readonly state: string; readonly value?: number } | undefined): Value {
  return one?.state === "known" ? one.value : null;
}

function ownValues(report: ManagerReport, by: ManagerMeasure): ReadonlyMap<string, Value> {
  return new Map(
    report.managers.map((one): [string, Value] => {
      const { manager, retention } = one;
      if (by === "growth") return [manager, one.growth.growthRate];
      if (by === "nrr") return [manager, retention.state === "known" ? retention.nrr : null];
      if (by === "grr") return [manager, retention.state === "known" ? retention.grr : null];
      if (by === "repeat-rate") return [manager, figure(one.repeatRate)];
      if (by === "logo-retention") return [manager, figure(one.logoRetention)];
      if (by === "target") return [manager, figure(one.target)];
      if (by === "price-realisation") return [manager, figure(one.priceRealisation)];
      return [manager, figure(one.contactDiscipline)];
    }),
  );
}

function valuesOf(report: ManagerReport, by: ManagerMeasure): ReadonlyMap<string, Value> {
  const { shrunk, caseMix } = report.comparison;
  if (by === "case-mix") {
    expectArray(caseMix, "report.comparison.caseMix");
    return new Map(caseMix.map((one) => [one.manager, one.ratio]));
  }
  if (by !== "win-rate") return ownValues(report, by);
  if (shrunk.state !== "known") return new Map();
  expectArray(shrunk.groups, "report.comparison.shrunk.groups");
  // Without a deal of one's own there is a mean to be drawn to, and nothing to be ranked by.
  return new Map(shrunk.groups.map((one) => [one.id, one.trials === 0 ? null : one.shrunk]));
}

function largestFirst(a: number | null, b: number | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return b - a;
}

/**
 * Ranks the managers of a report by one figure, the largest first, unknown ones last without a
 * rank; ties share a rank and stand by id.
 *
 * A rank says nothing about chance: look at the intervals and at `comparison.funnel` before
 * anyone is praised for a place.
 *
 * @throws ClienteleError `schema.value` for an unknown measure, `schema.type`, `id.format` and
 * `schema.damaged` for what is no report
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { managerPerformance, rankManagers } from "clientele/scoring";
 *
 * const deal = (deal: string, manager: string, outcome: "won" | "lost") =>
 *   ({ deal, manager, account: "acme", outcome, closedOn: "2026-02-01" });
 * const report = managerPerformance(
 *   {
 *     managers: [{ manager: "ada" }, { manager: "ben" }, { manager: "cem" }],
 *     deals: [deal("1", "ada", "won"), deal("2", "ben", "won"), deal("3", "ben", "lost")],
 *   },
 *   {
 *     period: { from: "2026-01-01", until: "2027-01-01" },
 *     basePeriod: { from: "2025-01-01", until: "2026-01-01" },
 *     asOf: "2026-12-31",
 *     currency: "EUR",
 *   },
 * );
 * const ranks = rankManagers(report, "win-rate");
 * assert.deepEqual(ranks.map((one) => one.manager), ["ada", "ben", "cem"]);
 * assert.deepEqual(ranks.map((one) => one.rank), [1, 1, null]);
 * ```
 * @since 0.1.0
 */
export function rankManagers(report: ManagerReport, by: ManagerMeasure): readonly ManagerRank[] {
  const measure = expectOneOf(by, "by", MEASURES);
  const record = expectRecord(report, "report");
  const managers = readEach(record["managers"], "report.managers", (one, path) =>
    expectIdentifier(expectRecord(one, path)["manager"], at(path, "manager")),
  );
  return readingStored(report, "report", () => {
    const values = valuesOf(report, measure);
    const rows = managers.map((manager) => {
      const value = values.get(manager) ?? null;
      if (value !== null) expectFinite(value, "report");
      return { manager, value };
    });
    rows.sort((a, b) => largestFirst(a.value, b.value) || compareText(a.manager, b.manager));
    let rank = 0;
    return rows.map(({ manager, value }, index): ManagerRank => {
      if (value === null) return { rank: null, manager, value, isTied: false };
      const isLikeBefore = index > 0 && itemAt(rows, index - 1).value === value;
      if (!isLikeBefore) rank = index + 1;
      return { rank, manager, value, isTied: isLikeBefore || rows[index + 1]?.value === value };
    });
  });
}

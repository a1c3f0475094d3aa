/** One schedule of an agreement, checked. */
import { compileScale } from "../scales/index.js";
import type { Scale, ScalePlan } from "../scales/index.js";
import { expectWholeDays } from "../values/duration.js";
import { fail } from "../values/errors.js";
import { at, expectIdentifier, expectOneOf, expectRecord, isRecord } from "../values/plain.js";
import { gaugeKinds, isSameGauge, readGauge, scaleOfGauge } from "./gauge.js";
import type { BonusGauge } from "./model.js";
import { readPeriods, readRolling } from "./periods.js";
import type { MeasurePlan, SchedulePlan } from "./plan.js";
import { readAmount, readEligible, readLimits } from "./read-terms.js";

const NET: BonusGauge = { kind: "netTurnover" };
const KEYS = ["id", "measure", "on", "scale", "eligible", "every", "limits"];

/** What finds the band. @internal */
export function readMeasure(value: unknown, minorUnits: number, path: string): MeasurePlan {
  const kind = isRecord(value) ? value["kind"] : undefined;
  if (kind !== "growth" && kind !== "share") {
    if (kind !== undefined) {
      expectOneOf(kind, at(path, "kind"), [...gaugeKinds, "growth", "share"]);
    }
    return { kind: "gauge", of: readGauge(value, path) };
  }
  if (kind === "share") {
    const record = expectRecord(value, path, ["kind", "part", "of"]);
    const of = readGauge(record["of"], at(path, "of"));
    if (of.kind === "orders") fail("bonus.share_of_orders", at(path, "of"), "no orders", of.kind);
    const part = readEligible(record["part"], at(path, "part"));
    if (part === null) return fail("schema.type", at(path, "part"), "a condition", part);
    return { kind, of, part };
  }
  const record = expectRecord(value, path, ["kind", "of", "as", "reference"]);
  const of = readGauge(record["of"], at(path, "of"));
  const as = expectOneOf(record["as"], at(path, "as"), ["amount", "percent"]);
  const referencePath = at(path, "reference");
  const reference = expectRecord(record["reference"], referencePath, ["value", "before"]);
  if ((reference["value"] === undefined) === (reference["before"] === undefined)) {
    fail("bonus.reference", referencePath, "a value, or how long before", record["reference"]);
  }
  if (reference["before"] !== undefined) {
    const before = reference["before"] as string;
    expectWholeDays(before, at(referencePath, "before"));
    return { kind, of, as, reference: null, before };
  }
  const scale = scaleOfGauge(of, minorUnits);
  const units = readAmount(reference["value"], scale, at(referencePath, "value"));
  return { kind, of, as, reference: units, before: null };
}

/** Whether a measure is a share or a percentage, which nothing can be multiplied with. */
function isRatio(measure: MeasurePlan): boolean {
  return measure.kind === "share" || (measure.kind === "growth" && measure.as === "percent");
}

function readOn(
  value: unknown,
  measure: MeasurePlan,
  path: string,
): { readonly on: BonusGauge; readonly isOnMeasure: boolean } {
  if (value === undefined) {
    return isRatio(measure)
      ? { on: NET, isOnMeasure: false }
      : { on: measure.of, isOnMeasure: true };
  }
  const on = readGauge(value, path);
  return { on, isOnMeasure: measure.kind === "gauge" && isSameGauge(measure.of, on) };
}

/** Checks one schedule (`bonus.graduated_base`, `scale.*`, …). @internal */
export function readSchedule(value: unknown, minorUnits: number, path: string): SchedulePlan {
  const record = expectRecord(value, path, KEYS);
  const id = expectIdentifier(record["id"], at(path, "id"));
  const measure = readMeasure(record["measure"], minorUnits, at(path, "measure"));
  const { on, isOnMeasure } = readOn(record["on"], measure, at(path, "on"));
  const scale = readScale(record["scale"], at(path, "scale"));
  if (scale.kind === "graduated" && !isOnMeasure) {
    fail(
      "bonus.graduated_base",
      at(path, "scale.kind"),
      "all units, as another base is paid on",
      scale.kind,
    );
  }
  const { every } = record;
  const everyPath = at(path, "every");
  const isRolling = isRecord(every) && every["kind"] === "rolling";
  const rolling = isRolling ? readRolling(every, everyPath) : null;
  if (rolling !== null && measure.kind !== "gauge") {
    fail("bonus.rolling", everyPath, "a measure that is added up", measure.kind);
  }
  const periods =
    rolling === null
      ? every === undefined
        ? null
        : readPeriods(every, everyPath)
      : ({ kind: "contract", length: rolling.every } as const);
  return {
    id,
    measure,
    on,
    isOnMeasure,
    scale,
    eligible: readEligible(record["eligible"], at(path, "eligible")),
    eligibleKey: record["eligible"] === undefined ? "" : JSON.stringify(record["eligible"]),
    every: periods,
    windowSteps: rolling?.steps ?? 1,
    limits: readLimits(record["limits"], minorUnits, at(path, "limits")),
  };
}

function readScale(value: unknown, path: string): ScalePlan {
  const plan = compileScale(value as Scale, path);
  if (plan.values.some((one) => one < 0) || plan.fees.some((one) => one < 0)) {
    fail("bonus.negative_band", at(path, "bands"), "rates and amounts of zero or more", value);
  }
  return plan;
}

/** The doors of attribution. */
import { dayNumberOf } from "../../values/civil-date.js";
import { fail } from "../../values/errors.js";
import { expectDate } from "../../values/expect-date.js";
import {
  at,
  atIndex,
  expectFinite,
  expectIdentifier,
  expectInteger,
  expectArray,
  expectOneOf,
  expectRecord,
} from "../../values/plain.js";
import { addScaled, compareScaled, scaledFrom, scaledZero, signOf } from "../../values/scaled.js";
import type { Scaled } from "../../values/scaled.js";
import type { Purse } from "../cohorts/amounts.js";
import { readEach } from "../cohorts/read-each.js";

const TOUCHES_MAX = 10_000;
/** Counts of one path: sums over any number of paths that fit in memory stay safe integers. */
const COUNT_MAX = 1_000_000_000;
const HALF_LIFE_MAX = 36_525;
const KINDS = ["first", "last", "linear", "position", "time-decay", "markov", "shapley"] as const;

/** @internal */
export type ReadModel =
  | { readonly kind: "first" | "last" | "linear" | "shapley" }
  | { readonly kind: "markov" }
  | { readonly kind: "position"; readonly first: Scaled; readonly last: Scaled }
  | { readonly kind: "time-decay"; readonly halfLifeDays: number };

/** @internal */
export interface ReadPath {
  readonly channels: readonly string[];
  /** Days from each touch to the conversion; read for `time-decay` alone. */
  readonly daysBefore: readonly number[];
  readonly conversions: number;
  readonly failures: number;
  readonly value: Scaled;
}

const ONE: Scaled = { units: 1, scale: 0 };

function readShare(value: unknown, path: string): Scaled {
  const share = scaledFrom(value, "scoring", path);
  if (signOf(share) < 0 || compareScaled(share, ONE) > 0) {
    fail("schema.range", path, "a share from 0 to 1", value);
  }
  return share;
}

/** Demands a model. @internal */
export function readModel(value: unknown, path: string): ReadModel {
  const record = expectRecord(value, path);
  const kind = expectOneOf(record["kind"], at(path, "kind"), KINDS);
  if (kind === "position") {
    expectRecord(value, path, ["kind", "first", "last"]);
    const first = readShare(record["first"], at(path, "first"));
    const last = readShare(record["last"], at(path, "last"));
    const both = addScaled(first, last);
    if (signOf(both) === 0 || compareScaled(both, ONE) > 0) {
      fail(
        "schema.range",
        at(path, "last"),
        "with the first, above 0 and at most 1",
        record["last"],
      );
    }
    return { kind, first, last };
  }
  if (kind === "time-decay") {
    expectRecord(value, path, ["kind", "halfLifeDays"]);
    const halfLifeDays = expectFinite(record["halfLifeDays"], at(path, "halfLifeDays"));
    if (halfLifeDays <= 0 || halfLifeDays > HALF_LIFE_MAX) {
      const expected = `above 0, at most ${String(HALF_LIFE_MAX)}`;
      fail("schema.range", at(path, "halfLifeDays"), expected, halfLifeDays);
    }
    return { kind, halfLifeDays };
  }
  expectRecord(value, path, ["kind"]);
  return { kind };
}

interface ReadTouches {
  readonly channels: string[];
  readonly days: (number | null)[];
}

function readTouches(value: unknown, path: string): ReadTouches {
  const list = expectArray(value, path, TOUCHES_MAX);
  const channels: string[] = [];
  const days: (number | null)[] = [];
  let last = -Infinity;
  for (let index = 0; index < list.length; index += 1) {
    const place = atIndex(path, index);
    const record = expectRecord(list[index], place, ["channel", "on"]);
    channels.push(expectIdentifier(record["channel"], at(place, "channel")));
    const on = record["on"];
    const day = on === undefined ? null : dayNumberOf(expectDate(on, at(place, "on")));
    if (day !== null && day < last) {
      fail("scoring.touch_order", at(place, "on"), "a day not before the touch before", on);
    }
    if (day !== null) last = day;
    days.push(day);
  }
  return { channels, days };
}

/** Days from each touch to the conversion, demanded where the model needs them. */
function daysBeforeOf(
  { days }: ReadTouches,
  record: Readonly<Record<string, unknown>>,
  path: string,
): readonly number[] {
  const place = at(path, "convertedOn");
  const converted = dayNumberOf(expectDate(record["convertedOn"], place));
  return days.map((day, index) => {
    const touch = at(atIndex(at(path, "touches"), index), "on");
    if (day === null) fail("scoring.touch_date", touch, "a date, for time decay", day);
    if (day > converted) {
      fail("scoring.touch_order", place, "a day not before the last touch", record["convertedOn"]);
    }
    return converted - day;
  });
}

const KEYS = ["touches", "conversions", "failures", "value", "convertedOn"];

/** Demands paths. @internal */
export function readPaths(
  paths: unknown,
  { purse, model }: { readonly purse: Purse; readonly model: ReadModel },
): readonly ReadPath[] {
  return readEach(paths, "paths", (item, path): ReadPath => {
    const record = expectRecord(item, path, KEYS);
    const touches = readTouches(record["touches"], at(path, "touches"));
    const { conversions: won = 1, failures: lost = 0, value, convertedOn } = record;
    const conversions = expectInteger(won, at(path, "conversions"), 0, COUNT_MAX);
    const failures = expectInteger(lost, at(path, "failures"), 0, COUNT_MAX);
    if (convertedOn !== undefined) expectDate(convertedOn, at(path, "convertedOn"));
    const worth =
      value === undefined ? scaledZero : purse.readNotNegative(value, at(path, "value"));
    if (conversions === 0 && signOf(worth) > 0) {
      fail("scoring.value_without_conversion", at(path, "value"), "no value", "a value");
    }
    const needsDays = model.kind === "time-decay" && conversions > 0 && touches.channels.length > 0;
    const daysBefore = needsDays ? daysBeforeOf(touches, record, path) : [];
    return { channels: touches.channels, daysBefore, conversions, failures, value: worth };
  });
}

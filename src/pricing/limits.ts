/** Limits of records: what is left, counted within the order, and what a quote consumes. */
import { fail } from "../values/errors.js";
import {
  at,
  atIndex,
  expectArray,
  expectIdentifier,
  expectInteger,
  expectRecord,
} from "../values/plain.js";
import {
  addIntegers,
  compareIntegers,
  multiplyIntegers,
  negateInteger,
  roundQuotient,
} from "../values/rounding.js";
import type { Integer } from "../values/rounding.js";
import {
  addScaled,
  compareScaled,
  formatScaled,
  roundScaled,
  scaledFrom,
  scaledZero,
  signOf,
  subtractScaled,
  unitsAt,
} from "../values/scaled.js";
import type { Scaled } from "../values/scaled.js";
import type { Consumption } from "./model.js";
import type { AllowancePlan, RecordPlan } from "./plan.js";
import { amountText } from "./state.js";
import type { Context, Tally } from "./state.js";

const NONE: Tally = { amount: 0, units: scaledZero, uses: 0 };

/** A change that is granted, whole or in part. @internal */
export interface Grant {
  readonly change: Integer;
  readonly units: Scaled;
  readonly isCut: boolean;
}

/** Usage so far: in all under the record's id, of the client under id and a mark. @internal */
export function readUsage(
  value: unknown,
  client: string,
  scale: number,
): ReadonlyMap<string, Tally> {
  const usage = new Map<string, Tally>();
  if (value === undefined) return usage;
  expectArray(value, "usage").forEach((one, index) => {
    const path = atIndex("usage", index);
    const row = expectRecord(one, path, ["record", "client", "amount", "units", "uses"]);
    const record = expectIdentifier(row["record"], at(path, "record"));
    const isOfClient = row["client"] !== undefined;
    if (isOfClient && expectIdentifier(row["client"], at(path, "client")) !== client) return;
    const amount = roundScaled(readCount(row["amount"], at(path, "amount")), scale, "up").units;
    const tally = {
      amount,
      units: readCount(row["units"], at(path, "units")),
      uses: expectInteger(row["uses"] ?? 0, at(path, "uses"), 0),
    };
    const key = usageKey(record, isOfClient);
    usage.set(key, addTally(usage.get(key) ?? NONE, tally));
  });
  return usage;
}

function usageKey(record: string, isOfClient: boolean): string {
  return `${isOfClient ? "c" : "t"}:${record}`;
}

function readCount(value: unknown, path: string): Scaled {
  const count = scaledFrom(value ?? 0, "pricing", path);
  if (signOf(count) < 0) fail("pricing.value", path, "zero or more", value);
  return count;
}

function addTally(a: Tally, b: Tally): Tally {
  return {
    amount: addIntegers(a.amount, b.amount),
    units: addScaled(a.units, b.units),
    uses: a.uses + b.uses,
  };
}

function sizeOf(units: Integer): Integer {
  return units < 0 ? negateInteger(units) : units;
}

interface Room {
  amount: Integer | null;
  units: Scaled | null;
  uses: number | null;
}

function narrow(room: Room, allowance: AllowancePlan | null, used: Tally, scale: number): void {
  if (allowance === null) return;
  if (allowance.amount !== null) {
    const all = roundScaled(allowance.amount, scale, "down").units;
    const left = addIntegers(all, negateInteger(used.amount));
    if (room.amount === null || compareIntegers(left, room.amount) < 0) room.amount = left;
  }
  if (allowance.units !== null) {
    const left = subtractScaled(allowance.units, used.units);
    if (room.units === null || compareScaled(left, room.units) < 0) room.units = left;
  }
  if (allowance.uses !== null) {
    const left = allowance.uses - used.uses;
    if (room.uses === null || left < room.uses) room.uses = left;
  }
}

function roomOf(context: Context, record: RecordPlan): Room {
  const room: Room = { amount: null, units: null, uses: null };
  const { limits } = record;
  if (limits === null) return room;
  const inOrder = context.tallies.get(record.id) ?? NONE;
  const used = (isOfClient: boolean): Tally =>
    addTally(inOrder, context.usage.get(usageKey(record.id, isOfClient)) ?? NONE);
  narrow(room, limits.perOrder, inOrder, context.scale);
  narrow(room, limits.perClient, used(true), context.scale);
  narrow(room, limits.total, used(false), context.scale);
  return room;
}

/** What a record may still grant of a change; null where nothing, or not all and it may not be cut. @internal */
export function grant(
  context: Context,
  record: RecordPlan,
  change: Integer,
  units: Scaled,
): Grant | null {
  const { limits } = record;
  if (limits === null) return { change, units, isCut: false };
  const room = roomOf(context, record);
  if (room.uses !== null && room.uses <= 0) return null;
  let granted = change;
  let grantedUnits = units;
  if (room.units !== null && compareScaled(room.units, units) < 0) {
    if (signOf(room.units) <= 0) return null;
    const scale = Math.max(room.units.scale, units.scale);
    const product = multiplyIntegers(change, unitsAt(room.units, scale));
    granted = towardsZero(product, unitsAt(units, scale));
    grantedUnits = room.units;
  }
  if (room.amount !== null && compareIntegers(room.amount, sizeOf(granted)) < 0) {
    if (room.amount <= 0) return null;
    granted = granted < 0 ? negateInteger(room.amount) : room.amount;
  }
  const isCut = granted !== change;
  if (isCut && !limits.isCut) return null;
  return { change: granted, units: grantedUnits, isCut };
}

function towardsZero(numerator: Integer, denominator: Integer): Integer {
  const size = roundQuotient(sizeOf(numerator), denominator, "floor");
  return numerator < 0 ? negateInteger(size) : size;
}

/** Counts a grant within the order. @internal */
export function consume(
  context: Context,
  record: RecordPlan,
  change: Integer,
  units: Scaled,
): void {
  if (record.limits === null) return;
  const tally = { amount: sizeOf(change), units, uses: 1 };
  context.tallies.set(record.id, addTally(context.tallies.get(record.id) ?? NONE, tally));
}

/** Takes an amount out of what a record granted, as a floor did. @internal */
export function giveBack(context: Context, record: string, amount: Integer): void {
  const tally = context.tallies.get(record);
  if (tally === undefined) return;
  const left = addIntegers(tally.amount, negateInteger(amount));
  context.tallies.set(record, { ...tally, amount: left });
}

/** What the quote takes from limits, by record id. @internal */
export function consumptionOf(context: Context): readonly Consumption[] {
  const rows: Consumption[] = [];
  for (const [record, { amount, units, uses }] of context.tallies) {
    rows.push({
      record,
      client: context.order.client,
      amount: amountText(amount, context.scale),
      units: formatScaled(units),
      uses,
    });
  }
  return rows.sort((a, b) => (a.record < b.record ? -1 : 1));
}

/** Sums of documents by slot, and what becomes of them as plain data. */
import { fail } from "../values/errors.js";
import {
  at,
  atIndex,
  compareText,
  expectArray,
  expectRecord,
  expectString,
} from "../values/plain.js";
import { addIntegers } from "../values/rounding.js";
import type { Integer } from "../values/rounding.js";
import { formatScaled, parseScaled } from "../values/scaled.js";
import type { Layout } from "./layout.js";
import type { BonusPlan } from "./plan.js";
import type { UncountedDocuments } from "./result-model.js";

/**
 * The turnover folded so far, as plain JSON. It belongs to one agreement and one day.
 *
 * @since 0.1.0
 */
export interface BonusState {
  readonly agreement: string;
  readonly currency: string;
  readonly asOf: string;
  /** Sums in their smallest units, as text, in an order of the agreement's own. */
  readonly sums: readonly string[];
  /** Sums by name (orders, articles, groups) under the place of their sum, by code unit. */
  readonly named: readonly {
    readonly slot: number;
    readonly sums: readonly { readonly name: string; readonly units: string }[];
  }[];
  readonly uncounted: UncountedDocuments;
}

/** Sums that are being made. @internal */
export interface Tally {
  readonly sums: Integer[];
  /** Net sums by name, under the slot that counts them. */
  readonly named: Map<number, Map<string, Integer>>;
  readonly uncounted: { outside: number; otherParty: number; notEligible: number; late: number };
}

/** No documents yet. @internal */
export function emptyTally(size: number): Tally {
  return {
    sums: new Array<Integer>(size).fill(0),
    named: new Map(),
    uncounted: { outside: 0, otherParty: 0, notEligible: 0, late: 0 },
  };
}

/** Adds to a slot. @internal */
export function addTo(tally: Tally, slot: number, units: Integer): void {
  tally.sums[slot] = addIntegers(tally.sums[slot] ?? 0, units);
}

/** Adds to a name under a slot. @internal */
export function addNamed(tally: Tally, slot: number, name: string, units: Integer): void {
  let names = tally.named.get(slot);
  if (names === undefined) tally.named.set(slot, (names = new Map<string, Integer>()));
  names.set(name, addIntegers(names.get(name) ?? 0, units));
}

/** Names under a slot whose sum is above zero, by code unit. @internal */
export function namesAboveZero(tally: Tally, slot: number): readonly string[] {
  const names = tally.named.get(slot);
  if (names === undefined) return [];
  return [...names].flatMap(([name, units]) => (units > 0 ? [name] : [])).sort();
}

function textOf(units: Integer): string {
  return formatScaled({ units, scale: 0 });
}

/** The sums as plain data. @internal */
export function stateOf(tally: Tally, layout: Layout, plan: BonusPlan): BonusState {
  const named = [...tally.named].sort(([a], [b]) => a - b);
  return {
    agreement: plan.id,
    currency: plan.currency,
    asOf: layout.asOf,
    sums: tally.sums.map(textOf),
    named: named.map(([slot, names]) => ({
      slot,
      sums: [...names]
        .sort(([a], [b]) => compareText(a, b))
        .map(([name, units]) => ({ name, units: textOf(units) })),
    })),
    uncounted: { ...tally.uncounted },
  };
}

/** Adds a stored state to a tally (`bonus.state`). @internal */
export function addState(
  tally: Tally,
  state: BonusState,
  { layout, plan }: { readonly layout: Layout; readonly plan: BonusPlan },
): void {
  const keys = ["agreement", "currency", "asOf", "sums", "named", "uncounted"];
  const record = expectRecord(state, "state", keys);
  const sums = expectArray(record["sums"], "state.sums", Number.MAX_SAFE_INTEGER);
  const isOurs = record["agreement"] === plan.id && record["currency"] === plan.currency;
  if (!isOurs || record["asOf"] !== layout.asOf || sums.length !== tally.sums.length) {
    fail("bonus.state", "state", "a state of this agreement and day", record["asOf"]);
  }
  sums.forEach((units, slot) => {
    addTo(tally, slot, unitsOf(units, atIndex("state.sums", slot)));
  });
  expectArray(record["named"], "state.named").forEach((item, index) => {
    const path = atIndex("state.named", index);
    const { slot, sums: names } = expectRecord(item, path, ["slot", "sums"]);
    if (typeof slot !== "number" || !(slot in tally.sums)) {
      return fail("bonus.state", at(path, "slot"), "a slot of this agreement", slot);
    }
    expectArray(names, at(path, "sums")).forEach((sum, place) => {
      const spot = atIndex(at(path, "sums"), place);
      const { name, units } = expectRecord(sum, spot, ["name", "units"]);
      addNamed(
        tally,
        slot,
        expectString(name, at(spot, "name")),
        unitsOf(units, at(spot, "units")),
      );
    });
  });
  const uncounted = expectRecord(record["uncounted"], "state.uncounted");
  for (const reason of ["outside", "otherParty", "notEligible", "late"] as const) {
    const count = uncounted[reason];
    if (typeof count !== "number" || !Number.isSafeInteger(count)) {
      return fail("bonus.state", at("state.uncounted", reason), "a count", count);
    }
    tally.uncounted[reason] += count;
  }
}

function unitsOf(value: unknown, path: string): Integer {
  const { units, scale } = parseScaled(expectString(value, path), "bonus", path);
  return scale === 0 ? units : fail("bonus.state", path, "a whole number", value);
}

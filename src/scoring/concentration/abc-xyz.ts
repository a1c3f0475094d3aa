/** ABC by value and XYZ by steadiness together: nine fields, each with a way to serve it. */
import type { DecimalText } from "../../values/decimal.js";
import { toDecimalText } from "../../values/decimal.js";
import { at, expectRecord, expectString } from "../../values/plain.js";
import { addScaled, scaledFrom, scaledZero, signOf } from "../../values/scaled.js";
import type { Scaled } from "../../values/scaled.js";
import { classify, readAbcOptions, shareOf } from "./abc.js";
import type { AbcClass, AbcOptions } from "./abc.js";
import { readPeriodValues, readXyzOptions, variationOf } from "./xyz.js";
import type { PeriodValues, XyzClass, XyzOptions, XyzRow } from "./xyz.js";

/** One of the nine fields. @since 0.1.0 */
export type AbcXyzField = `${AbcClass}${XyzClass}`;

/** What is suggested for each field. @since 0.1.0 */
export type AbcXyzPolicies = { readonly [Field in AbcXyzField]: string };

/** How both analyses are done, and what each field suggests. @since 0.1.0 */
export interface AbcXyzOptions {
  readonly abc?: AbcOptions;
  readonly xyz?: XyzOptions;
  /** Those of {@link abcXyzPolicies} unless named. */
  readonly policies?: AbcXyzPolicies;
}

/** An account in its field. @since 0.1.0 */
export interface AbcXyzRow {
  readonly id: string;
  /** Sum over the periods. */
  readonly value: DecimalText;
  readonly abc: AbcClass;
  readonly xyz: XyzClass | null;
  readonly variation: number | null;
  /** Null where there is no XYZ class; `reason` says why. */
  readonly field: AbcXyzField | null;
  readonly policy: string | null;
  readonly reason: XyzRow["reason"];
}

/** One field as a whole. @since 0.1.0 */
export interface AbcXyzSummary {
  readonly field: AbcXyzField;
  readonly count: number;
  readonly value: DecimalText;
  /** Share of the total of values above zero, 0 to 1. */
  readonly share: number;
  readonly policy: string;
}

/** Rows from the largest value, and the nine fields. @since 0.1.0 */
export interface AbcXyzTable {
  /** Sum of the values above zero. */
  readonly total: DecimalText;
  readonly periods: number;
  /** AX, AY, AZ, BX … CZ. */
  readonly fields: readonly AbcXyzSummary[];
  /** Accounts without an XYZ class: in no field. */
  readonly unclassified: { readonly count: number; readonly value: DecimalText };
  readonly rows: readonly AbcXyzRow[];
}

/**
 * A starting point that belongs to the host's policy: how to serve accounts of each field.
 *
 * @since 0.1.0
 */
export const abcXyzPolicies: AbcXyzPolicies = {
  AX: "Frame agreement with call-offs; a named manager; capacity kept for them.",
  AY: "Joint forecast each quarter; safety stock for their articles; a named manager.",
  AZ: "A person who asks for the next project; quote each order; no stock on suspicion.",
  BX: "Standing orders and replenishment; develop towards A.",
  BY: "Seasonal offers ahead of their peaks; review twice a year.",
  BZ: "Find out what triggers an order; offer on that event.",
  CX: "Self-service and standing orders; automatic invoices.",
  CY: "Self-service; campaigns with their season.",
  CZ: "Self-service at list price; no visits.",
};

const FIELDS: readonly AbcXyzField[] = ["AX", "AY", "AZ", "BX", "BY", "BZ", "CX", "CY", "CZ"];

function readPolicies(value: unknown): AbcXyzPolicies {
  const path = "options.policies";
  const record = expectRecord(value, path, FIELDS);
  for (const field of FIELDS) expectString(record[field], at(path, field));
  return record as AbcXyzPolicies;
}

/**
 * Classifies each account by value (ABC, on the sum over all periods) and by steadiness (XYZ, over
 * the periods), and says what is suggested for its field. The fields and the unclassified hold
 * every account once, and their values sum exactly.
 *
 * O(n log n + accounts × periods).
 *
 * @throws ClienteleError as {@link abc} and {@link xyz}; `schema.type` for a policy that is no text
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { abcXyz } from "clientele/scoring";
 *
 * const { rows, fields } = abcXyz([
 *   { id: "acme", values: [400, 420, 380] },
 *   { id: "bolt", values: [0, 0, 90] },
 * ]);
 * assert.deepEqual(rows.map((row) => row.field), ["AX", "BZ"]);
 * assert.equal(fields[0]?.value, "1200");
 * ```
 * @since 0.1.0
 */
export function abcXyz(
  items: readonly PeriodValues[],
  options: AbcXyzOptions = {},
): AbcXyzTable {
  const record = expectRecord(options, "options", ["abc", "xyz", "policies"]);
  const abcPlan = readAbcOptions(record["abc"] ?? {}, "options.abc");
  const xyzPlan = readXyzOptions(record["xyz"] ?? {}, "options.xyz");
  const policies = readPolicies(record["policies"] ?? abcXyzPolicies);
  const read = readPeriodValues(items, "items");
  const table = classify(
    read.map(({ id, values }) => ({ id, exact: values.reduce(addScaled, scaledZero) })),
    abcPlan,
  );
  const steadiness = new Map(read.map((one) => [one.id, variationOf(one, xyzPlan)]));
  const rows = table.rows.map((row): AbcXyzRow => {
    const found = steadiness.get(row.id);
    const letter = found?.class ?? null;
    const field: AbcXyzField | null = letter === null ? null : `${row.class}${letter}`;
    return {
      id: row.id,
      value: row.value,
      abc: row.class,
      xyz: letter,
      variation: found?.variation ?? null,
      field,
      policy: field === null ? null : policies[field],
      reason: found?.reason ?? null,
    };
  });
  return { total: table.total, periods: read[0]?.values.length ?? 0, ...sums(rows, policies), rows };
}

function sums(
  rows: readonly AbcXyzRow[],
  policies: AbcXyzPolicies,
): Pick<AbcXyzTable, "fields" | "unclassified"> {
  const slots = new Map([...FIELDS, null].map((field) => [field, { count: 0, value: scaledZero }]));
  let total = scaledZero;
  for (const row of rows) {
    const slot = slots.get(row.field);
    const value = scaledFrom(row.value, "scoring", "value");
    if (signOf(value) > 0) total = addScaled(total, value);
    if (slot === undefined) continue;
    slot.count += 1;
    slot.value = addScaled(slot.value, value);
  }
  const slotOf = (field: AbcXyzField | null): { readonly count: number; readonly value: Scaled } =>
    slots.get(field) ?? { count: 0, value: scaledZero };
  const rest = slotOf(null);
  return {
    fields: FIELDS.map((field) => {
      const { count, value } = slotOf(field);
      const share = shareOf(value, total);
      return { field, count, value: toDecimalText(value), share, policy: policies[field] };
    }),
    unclassified: { count: rest.count, value: toDecimalText(rest.value) },
  };
}

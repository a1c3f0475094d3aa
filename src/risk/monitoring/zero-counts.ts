/**
 * What is done about a bin without events (or without accounts), where a logarithm would be
 * infinite. Always declared by the caller: libraries differ in silence, and the choice moves
 * every bin, because totals are taken after it.
 */
import { fail } from "../../values/errors.js";
import { at, expectFinite, expectOneOf, expectRecord } from "../../values/plain.js";

/**
 * The declared treatment of zero counts.
 *
 * - `replace`: each zero becomes `count` before totals are taken
 * - `add`: `count` is added to every bin before totals are taken
 * - `refuse`: a zero is an error (`risk.zero_count`)
 *
 * @since 0.1.0
 */
export type ZeroCounts =
  | { readonly method: "replace"; readonly count: number }
  | { readonly method: "add"; readonly count: number }
  | { readonly method: "refuse" };

/** Checks a declared treatment. @internal */
export function checkZeroCounts(value: unknown, path: string): ZeroCounts {
  const record = expectRecord(value, path, ["method", "count"]);
  const method = expectOneOf(record["method"], at(path, "method"), ["replace", "add", "refuse"]);
  if (method === "refuse") return { method };
  const count = expectFinite(record["count"], at(path, "count"));
  if (count <= 0) fail("schema.range", at(path, "count"), "a count above zero", count);
  return { method, count };
}

/** Counts as they enter the formula, and which bins the treatment touched. @internal */
export function treatZeroCounts(
  counts: readonly number[],
  treatment: ZeroCounts,
  path: string,
): { readonly counts: readonly number[]; readonly treated: readonly number[] } {
  const zeros: number[] = [];
  counts.forEach((count, index) => {
    if (count === 0) zeros.push(index);
  });
  switch (treatment.method) {
    case "refuse":
      if (zeros.length > 0) {
        fail("risk.zero_count", `${path}[${String(zeros[0])}]`, "a count above zero", 0);
      }
      return { counts, treated: [] };
    case "add":
      return { counts: counts.map((count) => count + treatment.count), treated: zeros };
    case "replace":
      return { counts: counts.map((count) => count || treatment.count), treated: zeros };
  }
}

/** The six preference functions of PROMETHEE: how much a difference counts. */
import { fail } from "../../values/errors.js";
import { at, expectFinite, expectOneOf, expectRecord } from "../../values/plain.js";

/**
 * How much an alternative is preferred to another that it beats by d on one criterion, 0 to 1.
 * Thresholds are in the units of the criterion, whatever its direction.
 *
 * - `usual`: 1 for any d above 0
 * - `u-shape`: 1 for d above q (indifference)
 * - `v-shape`: d ÷ p, at most 1 (p: strict preference)
 * - `level`: ½ for d above q, 1 above p
 * - `linear`: (d − q) ÷ (p − q) between q and p, 1 above
 * - `gaussian`: 1 − e^(−d² ÷ 2s²)
 *
 * J.-P. Brans and P. Vincke, "A preference ranking organisation method", Management Science 31:6
 * (1985).
 *
 * @since 0.1.0
 */
export type Preference =
  | { readonly kind: "usual" }
  | { readonly kind: "u-shape"; readonly q: number }
  | { readonly kind: "v-shape"; readonly p: number }
  | { readonly kind: "level"; readonly q: number; readonly p: number }
  | { readonly kind: "linear"; readonly q: number; readonly p: number }
  | { readonly kind: "gaussian"; readonly s: number };

const kinds = ["usual", "u-shape", "v-shape", "level", "linear", "gaussian"] as const;
const members = {
  usual: ["kind"],
  "u-shape": ["kind", "q"],
  "v-shape": ["kind", "p"],
  level: ["kind", "q", "p"],
  linear: ["kind", "q", "p"],
  gaussian: ["kind", "s"],
} as const;

function threshold(value: unknown, path: string, isPositive: boolean): number {
  const found = expectFinite(value, path);
  if (found < 0 || (isPositive && found === 0)) {
    fail("scoring.threshold", path, isPositive ? "above 0" : "0 or more", value);
  }
  return found;
}

/** A preference function; `usual` unless given (`scoring.threshold`). @internal */
export function readPreference(value: unknown, path: string): Preference {
  if (value === undefined) return { kind: "usual" };
  const { kind: named } = expectRecord(value, path);
  const kind = expectOneOf(named, at(path, "kind"), kinds);
  const record = expectRecord(value, path, members[kind]);
  const of = (name: "p" | "q" | "s", isPositive: boolean): number =>
    threshold(record[name], at(path, name), isPositive);
  if (kind === "usual") return { kind };
  if (kind === "u-shape") return { kind, q: of("q", false) };
  if (kind === "v-shape") return { kind, p: of("p", true) };
  if (kind === "gaussian") return { kind, s: of("s", true) };
  const [q, p] = [of("q", false), of("p", true)];
  if (p <= q) fail("scoring.threshold", at(path, "p"), "above q", p);
  return { kind, q, p };
}

/** Units that each criterion can give, for rows of marks, by the pattern of what is missing. */
import { itemAt } from "../../values/invariant.js";
import type { ScorecardPlan } from "./plan.js";
import { unitShares } from "./shares.js";

/** Patterns that are kept: some hundred bytes each for a card of many criteria. @internal */
export const PATTERNS_MAX = 65_536;
/** Bits that a double holds apart. */
const BITS_MAX = 50;

function isMissingAt(marks: readonly Float64Array[], place: number, row: number): boolean {
  const mark = (marks[place] as Float64Array)[row] as number;
  return mark !== mark;
}

/** Each pattern is worked out once, unless there are very many. @internal */
export class PatternShares {
  /** Marks in place of what is missing, by criterion. */
  readonly substitutes: Float64Array;
  readonly #plan: ScorecardPlan;
  readonly #excluded: Int32Array;
  readonly #required: Int32Array;
  readonly #byBits = new Map<number, Int32Array | null>();
  readonly #byText = new Map<string, Int32Array | null>();

  constructor(plan: ScorecardPlan) {
    const placesOf = (policy: string): Int32Array =>
      Int32Array.from(
        plan.criteria.flatMap((one, place) => (one.missing === policy ? [place] : [])),
      );
    this.#plan = plan;
    this.#excluded = placesOf("exclude");
    this.#required = placesOf("refuse");
    this.substitutes = Float64Array.from(plan.criteria, (one) =>
      one.missing === "neutral" ? 0.5 : 0,
    );
  }

  /** Null where a required fact is missing, or nothing of weight is left. */
  of(marks: readonly Float64Array[], row: number): Int32Array | null {
    const [excluded, required] = [this.#excluded, this.#required];
    // Loops over places: this runs once for each row in which something is missing.
    for (let index = 0; index < required.length; index += 1) {
      if (isMissingAt(marks, required[index] as number, row)) return null;
    }
    if (excluded.length > BITS_MAX) return this.#ofText(marks, row);
    let bits = 0;
    for (let index = 0; index < excluded.length; index += 1)
      bits = bits * 2 + (isMissingAt(marks, excluded[index] as number, row) ? 1 : 0);
    const found = this.#byBits.get(bits);
    if (found !== undefined) return found;
    const shares = this.#sharesOf(marks, row);
    if (this.#byBits.size === PATTERNS_MAX) this.#byBits.clear();
    this.#byBits.set(bits, shares);
    return shares;
  }

  #ofText(marks: readonly Float64Array[], row: number): Int32Array | null {
    let text = "";
    for (const place of this.#excluded) text += isMissingAt(marks, place, row) ? "1" : "0";
    const found = this.#byText.get(text);
    if (found !== undefined) return found;
    const shares = this.#sharesOf(marks, row);
    if (this.#byText.size === PATTERNS_MAX) this.#byText.clear();
    this.#byText.set(text, shares);
    return shares;
  }

  #sharesOf(marks: readonly Float64Array[], row: number): Int32Array | null {
    const isIn = (place: number): boolean =>
      itemAt(this.#plan.criteria, place).missing !== "exclude" || !isMissingAt(marks, place, row);
    const shares = unitShares(this.#plan, isIn);
    return shares === null ? null : Int32Array.from(shares);
  }
}

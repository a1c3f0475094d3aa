/** What every figure of model monitoring is computed from: scores or probabilities, and what happened. */
import { fail } from "../../values/errors.js";
import { checkCount, ITEMS_MAX } from "../../values/limits.js";
import { at, atIndex, expectArray, expectFinite, expectRecord } from "../../values/plain.js";

/**
 * Scores beside what happened to the accounts: column against column, one account an index.
 *
 * `direction` says what a high score means and is never guessed from the data: a model that
 * ranks the wrong way round shows an AUC below one half.
 *
 * @since 0.1.0
 */
export interface ScoredOutcomes {
  /** One finite score an account. */
  readonly scores: ArrayLike<number>;
  /** 1 for the event (a default, a loss), 0 for none. */
  readonly events: ArrayLike<number>;
  readonly direction: "high-is-risky" | "high-is-safe";
}

/**
 * Predicted probabilities of the event beside what happened.
 *
 * @since 0.1.0
 */
export interface PredictedOutcomes {
  /** One probability of the event an account, 0 to 1. */
  readonly probabilities: ArrayLike<number>;
  /** 1 for the event, 0 for none. */
  readonly events: ArrayLike<number>;
}

function isColumn(value: unknown): value is ArrayLike<number> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}

/** Demands a column of finite numbers. @internal */
export function expectColumn(value: unknown, path: string): ArrayLike<number> {
  if (!isColumn(value)) fail("schema.type", path, "a list of numbers or a typed array", value);
  checkCount(value.length, ITEMS_MAX * 10, path);
  for (let index = 0; index < value.length; index += 1) {
    const item: unknown = value[index];
    if (typeof item !== "number" || !Number.isFinite(item))
      expectFinite(item, atIndex(path, index));
  }
  return value;
}

function expectEvents(value: unknown, length: number): ArrayLike<number> {
  const events = expectColumn(value, "events");
  if (events.length !== length) {
    fail("risk.length", "events", `as many as the scores, ${String(length)}`, events.length);
  }
  for (let index = 0; index < length; index += 1) {
    const event = events[index];
    if (event !== 0 && event !== 1) fail("risk.event", atIndex("events", index), "0 or 1", event);
  }
  return events;
}

/** Checks scores and outcomes; answers the scores with high meaning risky. @internal */
export function checkScored(outcomes: ScoredOutcomes): {
  readonly risks: Float64Array;
  readonly events: ArrayLike<number>;
} {
  expectRecord(outcomes, "", ["scores", "events", "direction"]);
  const { direction } = outcomes;
  if (direction !== "high-is-risky" && direction !== "high-is-safe") {
    fail("risk.direction", "direction", "high-is-risky or high-is-safe", direction);
  }
  const scores = expectColumn(outcomes.scores, "scores");
  const events = expectEvents(outcomes.events, scores.length);
  const sign = direction === "high-is-risky" ? 1 : -1;
  const risks = new Float64Array(scores.length);
  for (let index = 0; index < risks.length; index += 1) risks[index] = sign * (scores[index] ?? 0);
  return { risks, events };
}

/** Checks predicted probabilities and outcomes. @internal */
export function checkPredicted(outcomes: PredictedOutcomes): {
  readonly probabilities: ArrayLike<number>;
  readonly events: ArrayLike<number>;
} {
  expectRecord(outcomes, "", ["probabilities", "events"]);
  const probabilities = expectColumn(outcomes.probabilities, "probabilities");
  for (let index = 0; index < probabilities.length; index += 1) {
    const p = probabilities[index] ?? 0;
    if (p < 0 || p > 1) fail("risk.probability", atIndex("probabilities", index), "0 to 1", p);
  }
  return { probabilities, events: expectEvents(outcomes.events, probabilities.length) };
}

/** Counts of accounts with and without the event in one bin or grade. @internal */
export function expectCounts(value: unknown, path: string): readonly number[] {
  const list = expectArray(value, path);
  return list.map((item, index) => {
    const count = expectFinite(item, atIndex(path, index));
    if (count < 0) fail("schema.range", atIndex(path, index), "a count, not negative", count);
    return count;
  });
}

/** Demands two lists of the same length. @internal */
export function expectSameLength(
  one: { readonly length: number },
  other: { readonly length: number },
  path: string,
): void {
  if (one.length !== other.length) {
    fail("risk.length", at("", path), `a list of ${String(one.length)} items`, other.length);
  }
}

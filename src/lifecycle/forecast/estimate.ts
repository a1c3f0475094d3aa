/** From histories to a chain: probabilities of moves, and how long each state lasts. */
import { fail } from "../../values/errors.js";
import { expectCompiled, expectFinite, expectRecord } from "../../values/plain.js";
import { readingStored } from "../../values/stored.js";
import { successors } from "../graph.js";
import type { Lifecycle } from "../lifecycle.js";
import type { MarkovChain } from "./chain.js";
import { countAll, transitionCounts } from "./counts.js";
import type { StateCounts, TransitionCounts } from "./counts.js";
import type { LifecycleHistory } from "./history.js";
import { kaplanMeier, survivalQuantile } from "./survival.js";
import type { SurvivalCurve } from "./survival.js";

const MILLISECONDS_A_DAY = 86_400_000;

/**
 * How a chain is estimated.
 *
 * @since 0.1.0
 */
export interface EstimateOptions {
  /** Names the states, their order, which are final, and which moves there can be. */
  readonly lifecycle?: Lifecycle;
  /**
   * Pseudo-count of each move that the lifecycle allows, seen or not (a symmetric Dirichlet
   * prior): 0 is the maximum likelihood, 0.5 Jeffreys', 1 Laplace's; 0 unless named. Above zero
   * only with a `lifecycle`.
   */
  readonly prior?: number;
}

/**
 * How long visits of a state last, in days.
 *
 * @since 0.1.0
 */
export interface StateDuration {
  readonly state: string;
  readonly visits: number;
  /** Visits that had not ended when they were seen last. */
  readonly open: number;
  /** Of the visits that ended; null without any. */
  readonly meanDays: number | null;
  /** Of the survival curve, open visits counted; null where too few have ended. */
  readonly medianDays: number | null;
  readonly quartilesDays: readonly [number | null, number | null];
  readonly survival: SurvivalCurve;
}

/**
 * What histories say of a lifecycle.
 *
 * @since 0.1.0
 */
export interface LifecycleEstimate {
  readonly histories: number;
  readonly counts: readonly StateCounts[];
  /** A row is null where nothing was seen to leave a state that is not final. */
  readonly chain: MarkovChain;
  readonly durations: readonly StateDuration[];
  readonly warnings: readonly {
    readonly code: "no-observations" | "few-observations";
    readonly state: string;
    readonly moves: number;
  }[];
}

const FEW = 30;

function orderOf(counts: TransitionCounts, lifecycle: Lifecycle | undefined): readonly string[] {
  const seen = new Set(
    counts.states.flatMap(({ state, to }) => [state, ...to.map((one) => one.state)]),
  );
  if (lifecycle === undefined) return [...seen].sort();
  for (const state of seen) {
    if (!lifecycle.plan.leaves.has(state)) {
      fail("lifecycle.unknown_state", "histories", `a state of ${lifecycle.id}`, state);
    }
  }
  return lifecycle.states;
}

/** Whether nothing can leave a state: it is final, or, without a lifecycle, nothing ever has. */
function isEnd(
  state: string,
  counted: StateCounts | undefined,
  lifecycle: Lifecycle | undefined,
): boolean {
  if (lifecycle !== undefined) return lifecycle.plan.leaves.get(state)?.isFinal === true;
  return (counted?.to.length ?? 0) === 0;
}

function durationOf({ state, stays }: StateCounts): StateDuration {
  const spells = stays.flatMap(({ milliseconds, ended, open }) => {
    const time = milliseconds / MILLISECONDS_A_DAY;
    return [
      ...Array.from({ length: ended }, () => ({ time, open: false })),
      ...Array.from({ length: open }, () => ({ time, open: true })),
    ];
  });
  const finished = spells.filter(({ open }) => !open);
  const total = finished.reduce((sum, { time }) => sum + time, 0);
  const survival = kaplanMeier(spells);
  return {
    state,
    visits: spells.length,
    open: spells.length - finished.length,
    meanDays: finished.length === 0 ? null : total / finished.length,
    medianDays: survival.median,
    quartilesDays: [survivalQuantile(survival, 0.25), survivalQuantile(survival, 0.75)],
    survival,
  };
}

/**
 * What histories, or counts of them, say of a lifecycle: the probability of each move, and how
 * long visits last. With a `lifecycle`, its final states are absorbing and a state that nothing
 * was seen to leave has no row; without one, a state that nothing was seen to leave is taken to
 * be an end. O(moves + states²).
 *
 * @throws ClienteleError `lifecycle.history`, `lifecycle.unknown_state`, `lifecycle.prior`,
 * `date.*`, `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { estimate } from "clientele/lifecycle";
 *
 * const deal = (id: string, to: string, at: string) => ({
 *   id,
 *   initial: "open",
 *   begunAt: "2026-01-01T00:00:00.000Z",
 *   moves: [{ to, at }],
 *   until: "2026-06-01T00:00:00.000Z",
 * });
 * const told = estimate([
 *   deal("D-1", "won", "2026-01-11T00:00:00.000Z"),
 *   deal("D-2", "lost", "2026-01-21T00:00:00.000Z"),
 *   deal("D-3", "lost", "2026-01-31T00:00:00.000Z"),
 * ]);
 * assert.deepEqual(told.chain.states, ["lost", "open", "won"]);
 * assert.deepEqual(told.chain.probabilities[1], [2 / 3, 0, 1 / 3]);
 * assert.equal(told.durations[1]?.meanDays, 20);
 * ```
 * @since 0.1.0
 */
export function estimate(
  histories: readonly LifecycleHistory[] | TransitionCounts,
  options: EstimateOptions = {},
): LifecycleEstimate {
  const record = expectRecord(options, "options", ["lifecycle", "prior"]);
  const { lifecycle } = options;
  if (lifecycle !== undefined) expectCompiled(lifecycle, "options.lifecycle", "plan");
  const prior = expectFinite(record["prior"] ?? 0, "options.prior");
  if (prior < 0 || (prior > 0 && lifecycle === undefined)) {
    fail("lifecycle.prior", "options.prior", "zero, or above zero with a lifecycle", prior);
  }
  const shards = transitionCounts();
  const counts = isList(histories)
    ? countAll(histories)
    : readingStored(histories, "histories", () => shards.merge(histories, shards.empty()));
  const states = orderOf(counts, lifecycle);
  const byState = new Map(counts.states.map((one) => [one.state, one]));
  const rows = states.map((state, index) => {
    const counted = byState.get(state);
    if (isEnd(state, counted, lifecycle))
      return states.map((_, column) => (column === index ? 1 : 0));
    return rowOf(states, counted, { state, lifecycle, prior });
  });
  return {
    histories: counts.histories,
    counts: counts.states,
    chain: { states, probabilities: rows },
    durations: states.flatMap((state) => {
      const counted = byState.get(state);
      return counted === undefined ? [] : [durationOf(counted)];
    }),
    warnings: states.flatMap((state) => {
      const counted = byState.get(state);
      if (isEnd(state, counted, lifecycle)) return [];
      const moves = (counted?.to ?? []).reduce((sum, { count }) => sum + count, 0);
      if (moves >= FEW) return [];
      return [
        {
          code: moves === 0 ? ("no-observations" as const) : ("few-observations" as const),
          state,
          moves,
        },
      ];
    }),
  };
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function rowOf(
  states: readonly string[],
  counted: StateCounts | undefined,
  {
    state,
    lifecycle,
    prior,
  }: { readonly state: string; readonly lifecycle: Lifecycle | undefined; readonly prior: number },
): readonly number[] | null {
  const leaf = lifecycle?.plan.leaves.get(state);
  const allowed = leaf === undefined ? new Set<string>() : successors(leaf);
  const seen = new Map((counted?.to ?? []).map((one) => [one.state, one.count]));
  const weights = states.map((other) => {
    const isPossible = other !== state && allowed.has(other);
    return (seen.get(other) ?? 0) + (isPossible ? prior : 0);
  });
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return total === 0 ? null : weights.map((weight) => weight / total);
}

/**
 * One instance over many events, kept open: the states that `transition` and `advance` come to
 * one by one, without the records between. For replays whose moves alone are wanted.
 *
 * Not here: ids, repeated events and announcements; every event is taken to be a new one.
 */
import { fail } from "../values/errors.js";
import { expectInstant, MILLISECONDS_A_DAY } from "../values/instant-text.js";
import type { Instant } from "../values/instant.js";
import { firstDue, STEPS_MAX } from "./advance.js";
import { applyChanges } from "./change.js";
import { choose } from "./decide.js";
import { enteredAfter } from "./evolve.js";
import type { DeadlinePlan, LeafPlan, Lifecycle, MovePlan } from "./lifecycle.js";
import type { LifecycleState, Occurrence } from "./model.js";
import { expectState, leafOf } from "./state.js";

const NO_ROLES: readonly string[] = [];

/** An event, or a deadline, that took effect. @internal */
export interface Move<Name extends string = string> {
  readonly type: string;
  readonly from: Name;
  readonly to: Name;
  readonly at: Instant;
}

/** Is told each move. @internal */
export type MoveWitness<Name extends string = string> = (move: Move<Name>) => void;

type Open = { -readonly [Name in keyof LifecycleState<string, unknown>]: LifecycleState<
  string,
  unknown
>[Name] };

/** An instance that is open over many events. @internal */
export class InstanceRun<Name extends string, Context> {
  readonly #lifecycle: Lifecycle;
  readonly #witness: MoveWitness;
  readonly #state: Open;
  #leaf: LeafPlan;

  constructor(
    lifecycle: Lifecycle<Name, Context>,
    state: LifecycleState<NoInfer<Name>, NoInfer<Context>>,
    witness: MoveWitness<NoInfer<Name>>,
  ) {
    this.#lifecycle = lifecycle;
    // Every state of the plan is one of its names.
    this.#witness = witness as MoveWitness;
    this.#leaf = expectState(lifecycle, state);
    this.#state = { ...state, recent: [] };
  }

  /** As it stands, without the events that a stored state remembers. */
  get state(): LifecycleState<Name, Context> {
    return this.#state as LifecycleState<Name, Context>;
  }

  /** Takes an event without payload at an instant; false where it is refused. */
  take(event: string, at: Instant, by: string): boolean {
    const lifecycle = this.#lifecycle;
    if (at < this.#state.lastAt && !lifecycle.plan.acceptsLate) return false;
    const occurrence = { event, payload: undefined, at, by, roles: NO_ROLES };
    if (!this.#isQuietUntil(expectInstant(at, "at"))) return this.#takeLate(occurrence);
    const { move } = choose(lifecycle, this.#leaf, this.#state, occurrence);
    if (move !== null) this.#apply(move, occurrence, this.#witness);
    return move !== null;
  }

  /** After the deadlines before it; where it is refused, these wait for the next event. */
  #takeLate(occurrence: Occurrence): boolean {
    const before = { ...this.#state };
    const leaf = this.#leaf;
    const passed: Move[] = [];
    this.#pass(occurrence.at, (move) => passed.push(move));
    const { move } = choose(this.#lifecycle, this.#leaf, this.#state, occurrence);
    if (move === null) {
      Object.assign(this.#state, before);
      this.#leaf = leaf;
      return false;
    }
    passed.forEach(this.#witness);
    this.#apply(move, occurrence, this.#witness);
    return true;
  }

  /** Lets time pass up to an instant. */
  advance(until: Instant): void {
    this.#pass(until, this.#witness);
  }

  #pass(until: Instant, witness: MoveWitness): void {
    const last = expectInstant(until, "at");
    for (let steps = 0; !this.#isQuietUntil(last); steps += 1) {
      const due = firstDue(this.#lifecycle, this.#leaf, this.#state, {}, until);
      if (due === null) return;
      if (steps >= STEPS_MAX) {
        fail("limits.too_many", "at", `at most ${String(STEPS_MAX)} deadlines in one call`, until);
      }
      const { plan, dueAt } = due;
      const occurrence = {
        event: plan.id,
        payload: undefined,
        at: dueAt,
        by: "time",
        roles: NO_ROLES,
      };
      this.#apply(plan.move, occurrence, witness);
    }
  }

  /** Whether no deadline can be due by then, told without making instants. */
  #isQuietUntil(last: number): boolean {
    for (const plan of this.#leaf.deadlines) if (!outlasts(plan, this.#state, last)) return false;
    return true;
  }

  #apply(move: MovePlan, occurrence: Occurrence, witness: MoveWitness): void {
    const { plan } = this.#lifecycle;
    const state = this.#state;
    const { event, at } = occurrence;
    witness({ type: event, from: state.state, to: move.to, at });
    state.entered = enteredAfter(state.entered, move, at);
    state.context = applyChanges(move.changes, state.context, occurrence, plan.freezes);
    state.sequence += 1;
    if (at > state.lastAt) state.lastAt = at;
    if (move.to === state.state) return;
    state.state = move.to;
    this.#leaf = leafOf(this.#lifecycle, move.to, "state.state");
  }
}

/** Whether a wait of days and hours surely ends after an instant; false where it is not told. */
function outlasts(
  { after, businessDays, from, level }: DeadlinePlan,
  { context, entered, lastAt }: LifecycleState<string, unknown>,
  last: number,
): boolean {
  if (after.months > 0 || businessDays) return false;
  let start: unknown = entered[level] ?? lastAt;
  if (from !== null) {
    const known = context as Readonly<Record<string, unknown>>;
    start = Object.hasOwn(known, from) ? known[from] : null;
    // An empty field begins no wait.
    if (start === null || start === undefined) return true;
  }
  if (typeof start !== "string" || start.length === 10) return false;
  const wait = after.days * MILLISECONDS_A_DAY + after.milliseconds;
  return expectInstant(start, "state.context") + wait > last;
}

/**
 * A compiled lifecycle: what `defineLifecycle` returns and everything else takes.
 * Opaque: store the definition, not this.
 */
import type { CompiledCondition } from "../conditions/index.js";
import type { ParsedDuration } from "./deadline.js";
import type { AnnouncementRule, LifecycleDefinition, Occurrence } from "./model.js";

/**
 * A lifecycle ready to be used, with the names of its states and events as literal types.
 *
 * @typeParam Name - paths of the states that an instance can be in
 * @typeParam Context - what an instance remembers
 * @typeParam Input - the events that can be sent
 * @since 0.1.0
 */
export interface Lifecycle<
  out Name extends string = string,
  out Context = unknown,
  out Input extends { readonly type: string } = { readonly type: string },
> {
  readonly id: string;
  readonly version: number;
  /** Paths of the states that an instance can be in, in the order of the definition. */
  readonly states: readonly Name[];
  /** Names of the events, in the order of the definition. */
  readonly events: readonly Input["type"][];
  /** Whether the definition holds no function and no schema, and is storable as JSON. */
  readonly isData: boolean;
  /** The document that this was compiled from. */
  readonly definition: LifecycleDefinition<never, never>;
  /** @internal */
  readonly context?: Context;
  /** @internal */
  readonly plan: LifecyclePlan;
}

/** A change of the context, compiled. @internal */
export type ChangePlan =
  | {
      readonly kind: "data";
      readonly write: (draft: Record<string, unknown>, occurrence: Occurrence) => void;
      /** Whether it sets a date forward, so that deadlines counted from it begin again. */
      readonly renews: boolean;
    }
  | {
      readonly kind: "update";
      readonly update: (context: unknown, occurrence: Occurrence) => unknown;
    }
  | { readonly kind: "recipe"; readonly recipe: (draft: unknown, occurrence: Occurrence) => void };

/** @internal */
export interface GuardPlan {
  readonly name: string;
  readonly reason: string;
  readonly condition: CompiledCondition | null;
  readonly test: ((context: unknown, occurrence: Occurrence) => boolean) | null;
  /** Whether it may speak of the payload, so that it cannot be judged without one. */
  readonly usesPayload: boolean;
}

/** A rule as it was written: what an event or a deadline does in the state that declares it. @internal */
export interface TransitionPlan {
  /** `"active/ORDER/0"`. */
  readonly id: string;
  /** Path of the state that declares it. */
  readonly source: string;
  /** Event, or deadline's id. */
  readonly trigger: string;
  /** Path aimed at, compound or not; null where the state stays. */
  readonly target: string | null;
  readonly guards: readonly GuardPlan[];
  readonly roles: readonly string[] | null;
  readonly changes: readonly ChangePlan[];
  readonly announces: readonly AnnouncementRule[];
}

/** A rule seen from one state without children: where it leads and all that changes. @internal */
export interface MovePlan {
  readonly rule: TransitionPlan;
  /** State arrived at; the same one where the state stays. */
  readonly to: string;
  /** How many of the outermost states are not left. */
  readonly kept: number;
  readonly depth: number;
  /** Changes of the states left, of the rule, of the states entered, in that order. */
  readonly changes: readonly ChangePlan[];
}

/** @internal */
export interface DeadlinePlan {
  readonly id: string;
  readonly move: MovePlan;
  readonly after: ParsedDuration;
  readonly from: string | null;
  readonly businessDays: boolean;
  /** How far from the outermost state the declaring one is. */
  readonly level: number;
}

/** @internal */
export interface LeafPlan {
  readonly path: string;
  /** Paths from the outermost state to this one. */
  readonly ancestry: readonly string[];
  readonly isFinal: boolean;
  readonly tags: readonly string[];
  /** Candidates by event, innermost state first, then in the order written. */
  readonly moves: ReadonlyMap<string, readonly MovePlan[]>;
  /** The same, deadlines included, by the id of the rule. */
  readonly movesById: ReadonlyMap<string, MovePlan>;
  /** Innermost first, then in the order written. */
  readonly deadlines: readonly DeadlinePlan[];
}

/** @internal */
export interface LifecyclePlan {
  readonly initial: string;
  readonly leaves: ReadonlyMap<string, LeafPlan>;
  /** For each path, compound or not, the state that entering it leads to. */
  readonly entryLeaf: ReadonlyMap<string, string>;
  readonly entry: ReadonlyMap<string, readonly ChangePlan[]>;
  readonly exit: ReadonlyMap<string, readonly ChangePlan[]>;
  readonly payloads: ReadonlyMap<string, PayloadCheck>;
  /** Whether functions of the definition's author see the context, so that it is frozen. */
  readonly freezes: boolean;
  readonly acceptsLate: boolean;
  readonly remembers: number;
}

/** Reads a payload: what is wrong with it, nothing when it is good. @internal */
export type PayloadCheck = (payload: unknown) => readonly PayloadFault[];

/** @internal */
export interface PayloadFault {
  readonly path: string;
  readonly expected: string;
}

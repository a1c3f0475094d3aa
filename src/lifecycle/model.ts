/**
 * A lifecycle as data: states, events, transitions, deadlines; and what an instance of one
 * looks like: its state, its recorded events, the decisions about it.
 *
 * Here: documents and answers. Not here: how the types of a definition are inferred
 * (`infer.ts`), how it is checked and compiled (`define.ts`), and what is done with it.
 */
import type { Condition } from "../conditions/index.js";
import type { Duration } from "../values/duration.js";
import type { Instant } from "../values/instant.js";
import type { Json, Refusal } from "../values/refusal.js";

/**
 * The context of an instance: what it remembers beyond its state. A plain JSON object.
 *
 * @since 0.1.0
 */
export interface LifecycleContext {
  readonly [name: string]: Json;
}

/**
 * Type of one field of an event's payload: a name of the table, with `?` when it may be
 * absent, or the list of the texts allowed.
 *
 * | type | a value looks like |
 * |---|---|
 * | `text` | `"no budget"`, at most 10 000 characters |
 * | `number` | `1.5`, finite |
 * | `integer` | `3`, safe |
 * | `decimal` | `"129.90"` |
 * | `date` | `"2026-11-23"` |
 * | `instant` | `"2026-11-23T10:00:00.000Z"` |
 * | `boolean` | `true` |
 * | `id` | an identifier of 1 to 256 characters |
 *
 * @since 0.1.0
 */
export type PayloadFieldType = PayloadScalar | `${PayloadScalar}?` | readonly [string, ...string[]];

/** Name of a payload type. @since 0.1.0 */
export type PayloadScalar =
  "text" | "number" | "integer" | "decimal" | "date" | "instant" | "boolean" | "id";

/**
 * Payload of an event as data: its fields and their types. No other field is taken.
 *
 * @since 0.1.0
 */
export interface PayloadShape {
  readonly [field: string]: PayloadFieldType;
}

/**
 * An event's payload checked by a schema of any library that implements Standard Schema (zod,
 * valibot, arktype …), synchronously. A definition with one is not storable as JSON.
 *
 * @see https://standardschema.dev
 * @since 0.1.0
 */
export interface PayloadSchema<Payload = unknown> {
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => PayloadVerdict<Payload> | Promise<unknown>;
    readonly types?: { readonly input: Payload; readonly output: Payload } | undefined;
  };
}

/** What a Standard Schema answers. @since 0.1.0 */
export interface PayloadVerdict<Payload> {
  readonly value?: Payload;
  readonly issues?: readonly { readonly message: string }[] | undefined;
}

/**
 * The events of a lifecycle, by name: `{}` for an event without payload.
 *
 * @since 0.1.0
 */
export interface EventShapes {
  readonly [event: string]: PayloadShape | PayloadSchema;
}

/**
 * Where a change takes its value from: a literal, a field of the event's payload, a field of
 * the context, the time of the event, or who caused it.
 *
 * @since 0.1.0
 */
export type ValueSource =
  | { readonly value: Json }
  | { readonly payload: string }
  | { readonly context: string }
  | { readonly stamp: "instant" | "date" }
  | { readonly by: true };

/**
 * A change of one field of the context, as data.
 *
 * | change | does |
 * |---|---|
 * | `{ set, to }` | writes the value; a payload field that is absent leaves the context as it is |
 * | `{ add, of }` | adds: integers to integers, decimal texts exactly to decimal texts |
 * | `{ append, of, most? }` | puts the value at the end of a list, keeping at most the last `most` |
 * | `{ stamp }` | writes the instant of the event (`as: "date"`: its UTC day) |
 * | `{ shift, by }` | moves a date in the context by an ISO 8601 duration, months clamped |
 * | `{ clear }` | writes null |
 *
 * @since 0.1.0
 */
export type ContextChange =
  | { readonly set: string; readonly to: ValueSource }
  | { readonly add: string; readonly of: ValueSource }
  | { readonly append: string; readonly of: ValueSource; readonly most?: number }
  | { readonly stamp: string; readonly as?: "instant" | "date" }
  | { readonly shift: string; readonly by: ValueSource }
  | { readonly clear: string };

/**
 * What guards and changes written as functions are given. All of it is read-only.
 *
 * @since 0.1.0
 */
export interface Occurrence<Payload = unknown> {
  readonly event: string;
  readonly payload: Payload;
  readonly at: Instant;
  readonly by: string;
  readonly roles: readonly string[];
}

/**
 * A change of the context as code: `update` returns the next context, `recipe` writes into an
 * immer draft. Both are pure; a definition with one is not storable as JSON.
 *
 * @since 0.1.0
 */
export type ContextFunction<Context, Payload> =
  | { readonly update: (context: Context, occurrence: Occurrence<Payload>) => Context }
  | { readonly recipe: (draft: Mutable<Context>, occurrence: Occurrence<Payload>) => void };

/** A type whose fields may be written: an immer draft of it. @since 0.1.0 */
export type Mutable<T> = T extends readonly (infer Item)[]
  ? Mutable<Item>[]
  : T extends object
    ? { -readonly [Key in keyof T]: Mutable<T[Key]> }
    : T;

/**
 * A named condition on a transition, with the reason it gives when it refuses. `condition`
 * speaks of the facts `context.…`, `payload.…`, `event`, `at`, `by`, `roles` and `state`;
 * `test` is a pure function.
 *
 * @since 0.1.0
 */
export type Guard<Context = LifecycleContext, Payload = unknown> = {
  readonly name: string;
  /** One sentence that says why the event is refused. */
  readonly reason: string;
} & (
  | { readonly condition: Condition; readonly test?: never }
  | {
      readonly test: (context: Context, occurrence: Occurrence<Payload>) => boolean;
      readonly condition?: never;
    }
);

/**
 * Something that a transition makes known, for the host to act on: never executed here.
 *
 * @since 0.1.0
 */
export interface AnnouncementRule {
  readonly type: string;
  readonly facts?: { readonly [name: string]: ValueSource };
}

/**
 * An announcement made by an accepted event.
 *
 * @since 0.1.0
 */
export interface Announcement {
  readonly type: string;
  readonly facts: { readonly [name: string]: Json };
}

interface Step<Context, Payload> {
  /** Path of the state entered (`"won"`, `"active.key"`); absent: the state stays. */
  readonly target?: string;
  /** Tried in order; the first transition whose guards all hold is taken. */
  readonly guards?: readonly Guard<Context, Payload>[];
  readonly changes?: readonly (ContextChange | ContextFunction<Context, Payload>)[];
  readonly announces?: readonly AnnouncementRule[];
}

/**
 * What an event does in a state.
 *
 * @since 0.1.0
 */
export interface TransitionRule<Context = LifecycleContext, Payload = unknown> extends Step<
  Context,
  Payload
> {
  /** Who may cause it: one of these roles is enough; absent: anybody. */
  readonly roles?: readonly string[];
}

/**
 * What time does in a state: due when `asOf ≥ start + after`, where the start is the entry into
 * the state or a date or instant in the context. A null start sets no deadline.
 *
 * @since 0.1.0
 */
export interface DeadlineRule<Context = LifecycleContext> extends Step<Context, undefined> {
  readonly id: string;
  /** ISO 8601 duration, zero or longer; months are counted on the anchor, clamped. */
  readonly after: Duration;
  /** Name of the context field that holds the start; absent: the entry into the state. */
  readonly from?: string;
  /** Counts the days of `after` as business days of the calendar passed in. */
  readonly businessDays?: boolean;
}

/**
 * A state. With `states` inside it is compound: its `initial` child is entered, and its
 * transitions and deadlines serve all its children.
 *
 * @since 0.1.0
 */
export interface StateRule<Context = LifecycleContext, Events = EventShapes> {
  readonly description?: string;
  readonly tags?: readonly string[];
  /** Nothing leaves a final state. */
  readonly final?: boolean;
  readonly initial?: string;
  readonly states?: { readonly [name: string]: StateRule<Context, Events> };
  readonly on?: {
    readonly [Event in keyof Events]?: OneOrMore<TransitionRule<Context, PayloadOf<Events[Event]>>>;
  };
  readonly deadlines?: readonly DeadlineRule<Context>[];
  readonly entry?: readonly ContextChange[];
  readonly exit?: readonly ContextChange[];
}

/** One, or a list in order. @since 0.1.0 */
export type OneOrMore<T> = T | readonly T[];

/**
 * How stored instances come from one version of a definition to the next.
 *
 * @since 0.1.0
 */
export interface MigrationStep {
  readonly from: number;
  readonly to: number;
  /** New path of each state that was renamed; states not named stay. */
  readonly states?: { readonly [old: string]: string };
  /** New name of each event that was renamed. */
  readonly events?: { readonly [old: string]: string };
  /** Changes of the context; only literals and the context can be read. */
  readonly context?: readonly ContextChange[];
}

/**
 * A lifecycle as a document. Without functions and schemas inside it is plain JSON.
 *
 * @since 0.1.0
 */
export interface LifecycleDefinition<Context = LifecycleContext, Events = EventShapes> {
  readonly id: string;
  readonly version: number;
  readonly description?: string;
  readonly initial: string;
  /** Context of a new instance, unless `start` is given another. */
  readonly context?: Context;
  readonly events: Events;
  readonly states: { readonly [name: string]: StateRule<Context, Events> };
  /** What to do with an event earlier than the last one: refuse it (default) or take it. */
  readonly outOfOrder?: "refuse" | "accept";
  /** How many recorded events a state keeps to know a repeated id by; 4 unless named, 64 at most. */
  readonly remembers?: number;
  readonly migrations?: readonly MigrationStep[];
}

/** The payload that a shape or schema describes. @since 0.1.0 */
export type PayloadOf<Shape> =
  Shape extends PayloadSchema<infer Payload>
    ? Payload
    : Shape extends PayloadShape
      ? Simplify<
          { readonly [Field in RequiredField<Shape>]: FieldOf<Shape[Field]> } & {
            readonly [Field in OptionalField<Shape>]?: FieldOf<Shape[Field]>;
          }
        >
      : unknown;

type Simplify<T> = { [Key in keyof T]: T[Key] };
type OptionalField<Shape> = {
  [Field in keyof Shape]: Shape[Field] extends `${string}?` ? Field : never;
}[keyof Shape];
type RequiredField<Shape> = Exclude<keyof Shape, OptionalField<Shape>>;
type FieldOf<Type> = Type extends readonly (infer Choice)[]
  ? Choice
  : Type extends "number" | "number?" | "integer" | "integer?"
    ? number
    : Type extends "boolean" | "boolean?"
      ? boolean
      : string;

/**
 * Where an instance stands. Plain JSON: store it as it is.
 *
 * @since 0.1.0
 */
export interface LifecycleState<Name extends string = string, Context = LifecycleContext> {
  /** Id and version of the definition that it belongs to. */
  readonly lifecycle: string;
  readonly version: number;
  /** Path of the state, down to a state without children. */
  readonly state: Name;
  /** When each state of the path was entered, from the outermost in. */
  readonly entered: readonly Instant[];
  readonly context: Context;
  /** How many events have been recorded. */
  readonly sequence: number;
  /** Instant of the latest event, or of the start. */
  readonly lastAt: Instant;
  /** The last few events, by which a repeated id is recognised. */
  readonly recent: readonly RecordedEvent[];
}

/**
 * An event that was accepted, as the log keeps it.
 *
 * @since 0.1.0
 */
export interface RecordedEvent {
  readonly id: string;
  /** Position in the log of its instance, from 1. */
  readonly sequence: number;
  /** Name of the event; for a deadline, its id. */
  readonly type: string;
  /** Whether somebody caused it or time did. */
  readonly cause: "event" | "deadline";
  readonly at: Instant;
  /** Who caused it; for a deadline, `"time"`. */
  readonly by: string;
  readonly from: string;
  readonly to: string;
  /** Which rule was taken: path of the state, event, position: `"active/ORDER/0"`. */
  readonly transition: string;
  readonly payload?: Json;
}

/** Why an event was not accepted. @since 0.1.0 */
export type LifecycleRefusalCode =
  | "no-transition"
  | "guard-refused"
  | "role-required"
  | "payload-invalid"
  | "event-id-conflict"
  | "out-of-order"
  | "final-state";

/** A reason for which an event was not accepted. @since 0.1.0 */
export type LifecycleRefusal = Refusal<LifecycleRefusalCode>;

/**
 * The answer of `decide`. Accepted: the events to record, in order: first what time had done
 * by then, last the event itself; none when its id is recorded already. Refused: every reason,
 * and the events that are possible instead.
 *
 * @since 0.1.0
 */
export type Decision<EventName extends string = string> =
  | {
      readonly ok: true;
      readonly events: readonly RecordedEvent[];
      readonly announcements: readonly Announcement[];
      /** Whether the event had been recorded before. */
      readonly repeated: boolean;
    }
  | {
      readonly ok: false;
      readonly events: readonly [];
      readonly refusals: readonly LifecycleRefusal[];
      /** Events with a transition here, whatever their guards and roles say. */
      readonly possible: readonly EventName[];
    };

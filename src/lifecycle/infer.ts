/**
 * The types that a definition written in place gives: its states and events as literals.
 * Types only; nothing here exists at run time.
 */
import type {
  EventShapes,
  LifecycleContext,
  LifecycleDefinition,
  PayloadOf,
  StateRule,
} from "./model.js";

/** Paths of the states without children: what an instance can be in. @since 0.1.0 */
export type LeafPath<States> = {
  [Name in keyof States & string]: States[Name] extends { readonly states: infer Inner }
    ? `${Name}.${LeafPath<Inner>}`
    : Name;
}[keyof States & string];

/** Paths of all states, compound ones included: what a transition can aim at. @since 0.1.0 */
export type AnyPath<States> = {
  [Name in keyof States & string]: States[Name] extends { readonly states: infer Inner }
    ? Name | `${Name}.${AnyPath<Inner>}`
    : Name;
}[keyof States & string];

/** What a person sends: the name of an event, its payload where it has one. @since 0.1.0 */
export type EventInput<Events> = {
  [Name in keyof Events & string]: EventOf<Name, PayloadOf<Events[Name]>>;
}[keyof Events & string];

type EventOf<Name, Payload> = {
  readonly type: Name;
  /** Makes a second try harmless: the same id is recorded once. */
  readonly id?: string;
} & (Partial<Payload> extends Payload
  ? { readonly payload?: Payload }
  : { readonly payload: Payload });

type TargetOf<Rule> = Rule extends readonly (infer One)[]
  ? TargetOf<One>
  : Rule extends { readonly target: infer Target }
    ? Target
    : never;

type TargetsIn<States> = {
  [Name in keyof States]:
    | (States[Name] extends { readonly on: infer On } ? TargetOf<On[keyof On]> : never)
    | (States[Name] extends { readonly deadlines: infer Deadlines } ? TargetOf<Deadlines> : never)
    | (States[Name] extends { readonly states: infer Inner } ? TargetsIn<Inner> : never);
}[keyof States];

type EventsIn<States> = {
  [Name in keyof States]:
    | (States[Name] extends { readonly on: infer On } ? keyof On : never)
    | (States[Name] extends { readonly states: infer Inner } ? EventsIn<Inner> : never);
}[keyof States];

/** What is wrong with the names in a definition, as a type that nothing fits. @since 0.1.0 */
export type NameFaults<Events, States> =
  | (string extends TargetsIn<States>
      ? never
      : Exclude<TargetsIn<States>, AnyPath<States>> extends infer Target extends string
        ? `no state is called ${Target}`
        : never)
  | (Exclude<EventsIn<States>, keyof Events> extends infer Event extends string
      ? `no event is called ${Event}`
      : never);

/** Demands that targets are states and that states react to events there are. @since 0.1.0 */
export type WithKnownNames<Events, States> = [NameFaults<Events, States>] extends [never]
  ? unknown
  : { readonly states: NameFaults<Events, States> };

/** A definition as it is written in place. @since 0.1.0 */
export type DefinitionInput<Context, Events, States> = Omit<
  LifecycleDefinition<Context, Events>,
  "states" | "initial" | "events" | "context"
> & {
  readonly initial: NoInfer<keyof States & string>;
  readonly context?: Context;
  readonly events: Events;
  readonly states: States;
};

/** States of a definition, each knowing its context and events. @since 0.1.0 */
export interface StateRules<Context = LifecycleContext, Events = EventShapes> {
  readonly [name: string]: StateRule<Context, Events>;
}

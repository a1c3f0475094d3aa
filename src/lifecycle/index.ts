/** Lifecycles: state machines of a commercial relationship, as data; time is an argument. */
export { defineLifecycle, parseLifecycle } from "./define.js";
export { start } from "./state.js";
export type { StartOptions } from "./state.js";
export { decide } from "./decide.js";
export type { Actor, DecideOptions } from "./decide.js";
export { evolve, replay } from "./evolve.js";
export type { ReplayFrom } from "./evolve.js";
export { transition } from "./transition.js";
export type { Transition } from "./transition.js";
export { possible } from "./possible.js";
export type { PossibleEvent } from "./possible.js";
export { advance } from "./advance.js";
export type { Advanced } from "./advance.js";
export { due } from "./due.js";
export type { Due, NextDeadline } from "./due.js";
export type { DeadlineOptions } from "./deadline.js";
export { migrate } from "./migrate.js";
export type { Migration, MigrationRefusalCode, StoredInstance } from "./migrate.js";
export { extendLifecycle } from "./extend.js";
export type { Extended } from "./extend.js";
export type { Lifecycle } from "./lifecycle.js";
export type {
  AnyPath,
  DefinitionInput,
  EventInput,
  LeafPath,
  NameFaults,
  StateRules,
  WithKnownNames,
} from "./infer.js";
export { clientDefinition, clientLifecycle } from "./ready-made/client.js";
export type {
  ClientContext,
  ClientEvent,
  ClientLifecycleOptions,
  ClientState,
} from "./ready-made/client.js";
export type {
  Announcement,
  AnnouncementRule,
  ContextChange,
  ContextFunction,
  DeadlineRule,
  Decision,
  EventShapes,
  Guard,
  LifecycleContext,
  LifecycleDefinition,
  LifecycleRefusal,
  LifecycleRefusalCode,
  LifecycleState,
  MigrationStep,
  Mutable,
  Occurrence,
  OneOrMore,
  PayloadFieldType,
  PayloadOf,
  PayloadScalar,
  PayloadSchema,
  PayloadShape,
  PayloadVerdict,
  RecordedEvent,
  StateRule,
  TransitionRule,
  ValueSource,
} from "./model.js";

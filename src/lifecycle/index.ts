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
export { dueColumns } from "./due-columns.js";
export type { DueColumns, LifecycleColumns } from "./due-columns.js";
export type { DeadlineOptions } from "./deadline.js";
export { analyseLifecycle } from "./analysis/analyse.js";
export type { LifecycleAnalysisOptions, LifecycleFinding } from "./analysis/analyse.js";
export type { LifecycleStep } from "./analysis/edges.js";
export { paths, simplePaths } from "./analysis/paths.js";
export type { LifecyclePath, SimplePaths } from "./analysis/paths.js";
export { toMermaid, toMermaidTimeline } from "./diagrams/mermaid.js";
export type { DiagramOptions } from "./diagrams/mermaid.js";
export { toDot } from "./diagrams/dot.js";
export { toScxml } from "./diagrams/scxml.js";
export { toXState } from "./diagrams/xstate.js";
export type { XStateConfig, XStateNode, XStateTransition } from "./diagrams/xstate.js";
export { funnelChart, timeInStateChart } from "./diagrams/charts.js";
export type { LifecycleChart } from "./diagrams/charts.js";
export { historyOf } from "./forecast/history.js";
export type { LifecycleHistory } from "./forecast/history.js";
export { stateAt, timeInStates } from "./forecast/time-in-state.js";
export type { TimeInState } from "./forecast/time-in-state.js";
export { transitionCounts } from "./forecast/counts.js";
export type { StateCounts, TransitionCounts } from "./forecast/counts.js";
export { estimate } from "./forecast/estimate.js";
export type { EstimateOptions, LifecycleEstimate, StateDuration } from "./forecast/estimate.js";
export { funnel } from "./forecast/funnel.js";
export type { FunnelOptions, FunnelStage } from "./forecast/funnel.js";
export { kaplanMeier, survivalQuantile } from "./forecast/survival.js";
export type { Spell, SurvivalCurve, SurvivalStep } from "./forecast/survival.js";
export { afterSteps, markovChain } from "./forecast/chain.js";
export type { MarkovChain } from "./forecast/chain.js";
export { absorbingChain } from "./forecast/absorbing.js";
export type { Absorption, AbsorptionResult } from "./forecast/absorbing.js";
export { stationaryDistribution } from "./forecast/stationary.js";
export type { StationaryResult } from "./forecast/stationary.js";
export { markovCustomerValue } from "./forecast/customer-value.js";
export type { CustomerValueOptions } from "./forecast/customer-value.js";
export { forecast } from "./forecast/forecast.js";
export type {
  DealForecast,
  ForecastOptions,
  PipelineDeal,
  PipelineForecast,
} from "./forecast/forecast.js";
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
export { salesCycle, salesCycleDefinition } from "./ready-made/sales-cycle.js";
export type {
  LossReason,
  SalesContext,
  SalesCycleOptions,
  SalesEvent,
  SalesState,
} from "./ready-made/sales-cycle.js";
export { contractDefinition, contractLifecycle } from "./ready-made/contract.js";
export type { ContractContext, ContractEvent, ContractState } from "./ready-made/contract.js";
export { orderDefinition, orderLifecycle } from "./ready-made/order.js";
export type {
  OrderContext,
  OrderEvent,
  OrderLifecycleOptions,
  OrderState,
} from "./ready-made/order.js";
export { otif } from "./ready-made/otif.js";
export type { DeliveredOrder, OtifOptions, OtifOrder, OtifReport } from "./ready-made/otif.js";
export { complaintDefinition, complaintLifecycle } from "./ready-made/complaint.js";
export type {
  ComplaintContext,
  ComplaintEvent,
  ComplaintLifecycleOptions,
  ComplaintState,
} from "./ready-made/complaint.js";
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

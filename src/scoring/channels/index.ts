/** Acquisition channels and attribution. */
export { attribute } from "./attribute.js";
export type {
  Attribution,
  AttributionModel,
  AttributionPath,
  ChannelCredit,
  Touch,
} from "./attribution-model.js";
export { acquisitionChannels } from "./acquisition-channels.js";
export type {
  ChannelCost,
  ChannelFacts,
  ChannelFigures,
  ChannelLead,
  ChannelOptions,
  ChannelRow,
  ChannelStage,
  ChannelTable,
  Payback,
} from "./channel-model.js";

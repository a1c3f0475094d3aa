/** The channels by which clients were acquired. */
import { acquisitionChannels } from "../../scoring/index.js";
import type { ChannelFacts, ChannelTable } from "../../scoring/index.js";
import { atIndex, expectIdentifier, expectArray } from "../../values/plain.js";
import { known, unknown } from "../account/finding.js";
import type { Finding } from "../account/finding.js";

/** Demands stages of leads where they are given (`schema.*`, `id.format`). @internal */
export function expectStages(value: unknown, path: string): void {
  if (value === undefined) return;
  expectArray(value, path).forEach((one, index) => expectIdentifier(one, atIndex(path, index)));
}

/** @internal */
export function channelsOf(
  facts: { readonly channels?: ChannelFacts; readonly channelStages?: readonly string[] },
  currency: string,
): Finding<ChannelTable> {
  const { channels, channelStages: stages = ["lead", "client"] } = facts;
  if (channels === undefined) return unknown("no-facts", "channels");
  return known(acquisitionChannels(channels, { currency, stages }));
}

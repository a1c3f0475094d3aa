/**
 * The monotonic optimal binning: of all partitions of the prebins into contiguous groups with
 * strictly monotone event rates, the one with the highest information value.
 *
 * Information value is a sum over bins once the totals are fixed, so that dynamic programming
 * over (bins used, first prebin of the last group, end of the last group) finds the optimum
 * exactly, once for rising and once for falling rates.
 */
import { logarithm } from "../../values/numeric/exponential.js";
import { positionOf } from "./sorted-outcomes.js";
import type { SortedOutcomes } from "./sorted-outcomes.js";

interface Group {
  readonly events: number;
  readonly others: number;
  readonly value: number;
}

interface Best {
  readonly value: number;
  /** First prebin of the group before; −1 for none. */
  readonly previous: number;
}

interface Search {
  readonly count: number;
  readonly group: (from: number, until: number) => Group | undefined;
  readonly binsMax: number;
}

function isBelow(a: Group, b: Group): boolean {
  return a.events * b.others < b.events * a.others;
}

interface Found {
  readonly value: number;
  /** Ends of the groups, the last of them the number of prebins. */
  readonly ends: readonly number[];
}

/** best[k][end × count + start]: k + 1 groups, the last from `start` up to `end`. */
function search({ count, group, binsMax }: Search, isRising: boolean): Found | undefined {
  const layers: Map<number, Best>[] = [new Map<number, Best>()];
  for (let end = 1; end <= count; end += 1) {
    const only = group(0, end);
    if (only !== undefined) layers[0]?.set(end * count, { value: only.value, previous: -1 });
  }
  for (let layer = 1; layer < Math.min(binsMax, count); layer += 1) {
    layers.push(
      extend({ count, group, binsMax }, layers[layer - 1] ?? new Map<number, Best>(), isRising),
    );
  }
  let found: { value: number; layer: number; start: number } | undefined;
  layers.forEach((states, layer) => {
    for (let start = 0; start < count; start += 1) {
      const state = states.get(count * count + start);
      if (state === undefined || (found !== undefined && state.value <= found.value + 1e-12))
        continue;
      found = { value: state.value, layer, start };
    }
  });
  return found === undefined ? undefined : trace(layers, found, count);
}

function extend(
  { count, group }: Search,
  before: ReadonlyMap<number, Best>,
  isRising: boolean,
): Map<number, Best> {
  const states = new Map<number, Best>();
  for (let start = 1; start < count; start += 1) {
    for (let end = start + 1; end <= count; end += 1) {
      const last = group(start, end);
      if (last === undefined) continue;
      let best: Best | undefined;
      for (let previous = 0; previous < start; previous += 1) {
        const state = before.get(start * count + previous);
        const other = group(previous, start);
        if (state === undefined || other === undefined) continue;
        if (isRising ? !isBelow(other, last) : !isBelow(last, other)) continue;
        const value = state.value + last.value;
        if (best === undefined || value > best.value) best = { value, previous };
      }
      if (best !== undefined) states.set(end * count + start, best);
    }
  }
  return states;
}

function trace(
  layers: readonly ReadonlyMap<number, Best>[],
  found: { readonly value: number; readonly layer: number; readonly start: number },
  count: number,
): Found {
  const ends = [count];
  let { start } = found;
  let end = count;
  for (let layer = found.layer; layer > 0; layer -= 1) {
    const state = layers[layer]?.get(end * count + start);
    ends.unshift(start);
    end = start;
    start = state?.previous ?? 0;
  }
  return { value: found.value, ends };
}

/** Cuts of the best monotone partition of prebins; none when even one bin is not allowed. @internal */
export function monotonicCuts(
  sorted: SortedOutcomes,
  prebinCuts: readonly number[],
  { bins, shareMin }: { readonly bins: number; readonly shareMin: number },
): readonly number[] {
  const { values, eventsBefore } = sorted;
  const total = values.length;
  const totalEvents = eventsBefore[total] ?? 0;
  const totalOthers = total - totalEvents;
  if (totalEvents === 0 || totalOthers === 0) return [];
  const positions = [0, ...prebinCuts.map((cut) => positionOf(values, cut)), total];
  const count = positions.length - 1;
  const groups = new Map<number, Group>();
  for (let from = 0; from < count; from += 1) {
    for (let until = from + 1; until <= count; until += 1) {
      const [start, end] = [positions[from] ?? 0, positions[until] ?? 0];
      const events = (eventsBefore[end] ?? 0) - (eventsBefore[start] ?? 0);
      const others = end - start - events;
      if (events === 0 || others === 0 || end - start < shareMin * total) continue;
      const [bad, good] = [events / totalEvents, others / totalOthers];
      const value = (good - bad) * logarithm(good / bad);
      groups.set(until * count + from, { events, others, value });
    }
  }
  const group = (from: number, until: number): Group | undefined =>
    groups.get(until * count + from);
  const rising = search({ count, group, binsMax: bins }, true);
  const falling = search({ count, group, binsMax: bins }, false);
  const best = rising !== undefined && rising.value >= (falling?.value ?? -1) ? rising : falling;
  return (best?.ends ?? [])
    .slice(0, -1)
    .flatMap((end) => (prebinCuts[end - 1] === undefined ? [] : [prebinCuts[end - 1] ?? 0]));
}

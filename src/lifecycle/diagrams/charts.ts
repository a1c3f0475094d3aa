/** A funnel and times in state as Vega-Lite specifications: plain JSON, drawn by the host. */
import { at, atIndex, expectArray, expectRecord } from "../../values/plain.js";
import { readingStored } from "../../values/stored.js";
import type { StateDuration } from "../forecast/estimate.js";
import type { FunnelStage } from "../forecast/funnel.js";

/**
 * A Vega-Lite specification, version 5.
 *
 * @since 0.1.0
 */
export interface LifecycleChart {
  readonly $schema: string;
  readonly [member: string]: unknown;
}

const SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json";

/**
 * A funnel as a Vega-Lite bar chart, stages from top to bottom.
 *
 * @see https://vega.github.io/vega-lite/
 * @throws ClienteleError `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { funnel, funnelChart } from "clientele/lifecycle";
 *
 * const chart = funnelChart(funnel([], ["lead", "customer"]));
 * assert.match(chart.$schema, /vega-lite\/v5/);
 * ```
 * @since 0.1.0
 */
export function funnelChart(stages: readonly FunnelStage[]): LifecycleChart {
  const values = expectArray(stages, "stages").map((item, index) => {
    const { stage, reached, fromPrevious, fromFirst } = expectRecord(
      item,
      atIndex("stages", index),
    );
    return { stage, reached, fromPrevious, fromFirst };
  });
  return {
    $schema: SCHEMA,
    title: "Funnel",
    data: { values },
    mark: { type: "bar", orient: "horizontal" },
    encoding: {
      y: { field: "stage", type: "nominal", sort: null, title: null },
      x: { field: "reached", type: "quantitative", title: "reached" },
      tooltip: [
        { field: "stage", type: "nominal" },
        { field: "reached", type: "quantitative" },
        { field: "fromPrevious", type: "quantitative", format: ".0%" },
        { field: "fromFirst", type: "quantitative", format: ".0%" },
      ],
    },
  };
}

/**
 * The survival curves of states as a Vega-Lite step chart: which share of visits lasts longer
 * than so many days.
 *
 * @see https://vega.github.io/vega-lite/
 * @throws ClienteleError `schema.*`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { estimate, timeInStateChart } from "clientele/lifecycle";
 *
 * assert.deepEqual(timeInStateChart(estimate([]).durations)["data"], { values: [] });
 * ```
 * @since 0.1.0
 */
export function timeInStateChart(durations: readonly StateDuration[]): LifecycleChart {
  const values = readingStored(durations, "durations", () =>
    expectArray(durations, "durations").flatMap((item, index) => {
      const path = atIndex("durations", index);
      const { state, survival } = expectRecord(item, path) as unknown as StateDuration;
      const steps = expectArray(
        expectRecord(survival, at(path, "survival"))["steps"],
        at(path, "survival.steps"),
      );
      const rest = steps.map((step) => {
        const { time, survival: share } = expectRecord(step, at(path, "survival.steps"));
        return { state, days: time, share };
      });
      return [{ state, days: 0, share: 1 }, ...rest];
    }),
  );
  return {
    $schema: SCHEMA,
    title: "Time in state",
    data: { values },
    mark: { type: "line", interpolate: "step-after" },
    encoding: {
      x: { field: "days", type: "quantitative", title: "days" },
      y: { field: "share", type: "quantitative", title: "still there", axis: { format: ".0%" } },
      color: { field: "state", type: "nominal" },
    },
  };
}

/**
 * Three signs that a supplier sees in its own orders, without asking anybody. The facts are
 * computed by the caller; what they mean is stated with each.
 */
import type { WarningSignRegister } from "./model.js";

const source = "Own order book; cut-offs are a starting point and belong to the host's policy";

/**
 * Signs from order behaviour, on three facts that the host computes over two periods of the
 * same length:
 *
 * | fact | meaning | sign |
 * |---|---|---|
 * | `orderVolumeChange` | revenue of the period over that of the one before, less 1 | at most −0.30 |
 * | `orderIntervalRatio` | days since the last order over the client's mean interval | at least 2 |
 * | `returnShareChange` | share of returns of the period less that of the one before | at least 0.05 |
 *
 * @since 0.1.0
 */
export const orderBehaviourSigns: WarningSignRegister = {
  id: "clientele-order-behaviour",
  version: "1",
  signs: [
    {
      id: "falling-volume",
      title: "The client buys much less than in the period before",
      stages: ["during"],
      severity: "moderate",
      when: { fact: "orderVolumeChange", operator: "lessThanInclusive", value: -0.3 },
      halfLifeDays: 180,
      source,
    },
    {
      id: "lengthening-order-interval",
      title: "The client has been silent for twice its usual time between orders",
      stages: ["during"],
      severity: "moderate",
      when: { fact: "orderIntervalRatio", operator: "greaterThanInclusive", value: 2 },
      halfLifeDays: 90,
      source,
    },
    {
      id: "rising-returns",
      title: "The client sends back a larger share than in the period before",
      stages: ["during"],
      severity: "moderate",
      when: { fact: "returnShareChange", operator: "greaterThanInclusive", value: 0.05 },
      halfLifeDays: 180,
      source,
    },
  ],
};

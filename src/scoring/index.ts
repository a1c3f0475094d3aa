/**
 * Scoring: which accounts are key, what they are worth, and why.
 *
 * @module
 */
export * from "./baskets/index.js";
export * from "./channels/index.js";
export * from "./charts/index.js";
export * from "./cohorts/index.js";
export * from "./concentration/index.js";
export * from "./contract/index.js";
export * from "./performance/index.js";
export * from "./portfolio/index.js";
export * from "./purchase/index.js";
export * from "./ranking/index.js";
export * from "./rfm/index.js";
export * from "./scorecard/index.js";
export * from "./segmentation/index.js";
export * from "./value/index.js";
export * from "./wallet/index.js";
export * from "./weights/index.js";

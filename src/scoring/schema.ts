/** Schemas of scoring's documents, for applications that parse them; held equal to the types. */
export * from "./baskets/schema.js";
export * from "./channels/schema.js";
export * from "./concentration/schema.js";
export * from "./contract/schema.js";
export * from "./performance/schema.js";
export * from "./portfolio/schema.js";
export * from "./purchase/schema.js";
export * from "./ranking/schema.js";
export * from "./rfm/schema.js";
export * from "./scorecard/schema.js";
export * from "./segmentation/schema.js";
export * from "./value/schema.js";
export * from "./weights/schema.js";

/** Schemas of scoring's documents, for applications that parse them; held equal to the types. */
export * from "./concentration/schema.js";
export * from "./purchase/schema.js";
export * from "./rfm/schema.js";
export * from "./scorecard/schema.js";

/** Schemas of scoring's documents, for applications that parse them; held equal to the types. */
export * from "./concentration/schema.js";
export * from "./ranking/schema.js";
export * from "./rfm/schema.js";
export * from "./scorecard/schema.js";
export * from "./weights/schema.js";

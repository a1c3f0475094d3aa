/**
 * clientele: the commercial relationship between a supplier and its clients, as typed models
 * and pure functions. Each capability is a namespace here and a subpath of the package.
 *
 * @module
 */
export * as bonus from "./bonus/index.js";
export * as conditions from "./conditions/index.js";
export * as lifecycle from "./lifecycle/index.js";
export * as loyalty from "./loyalty/index.js";
export * as pricing from "./pricing/index.js";
export * as review from "./review/index.js";
export * as risk from "./risk/index.js";
export * as scales from "./scales/index.js";
export * as scoring from "./scoring/index.js";
export * as values from "./values/index.js";

/** Scales: the one band engine, for prices, discounts, rebates and points. */
export { compileScale } from "./compile.js";
export type { ScalePlan } from "./compile.js";
export { bandAt, distanceToNextBand, evaluateScale } from "./evaluate.js";
export type { ScaleBase } from "./evaluate.js";
export { analyseScale } from "./analyse.js";
export type { ScaleFinding } from "./analyse.js";
export type { NextBand, Scale, ScaleBand, ScaleKind, ScalePart, ScaleResult } from "./model.js";

/** Weights of criteria from judgments and from data. */
export { ahpGroup, ahpWeights, saatyRandomIndex } from "./ahp.js";
export type { AhpJudgment, AhpOptions, AhpWeights } from "./ahp.js";

/** What is fitted, by kind of model: likelihood, names and starts. Not here: how. */
import { betaGeometricLikelihood } from "./beta-geometric-likelihood.js";
import type { FitTask } from "./fit.js";
import type { BetaGeometricParameters, ParetoNbdParameters } from "./model.js";
import { paretoLikelihood } from "./pareto-likelihood.js";

/**
 * Starts of four logarithms: homogeneous and heterogeneous rates around the mean rate, leaving
 * early and late.
 */
function startsOf(
  rate: number,
  dropouts: readonly (readonly [number, number])[],
): readonly (readonly number[])[] {
  const shapes = [0.4, 1, 3];
  return shapes.map((shape, index) => {
    const [first, second] = dropouts[index] as readonly [number, number];
    return [Math.log(shape), Math.log(shape / (1.5 * rate)), Math.log(first), Math.log(second)];
  });
}

const betaGeometric = (kind: "bg-nbd" | "mbg-nbd"): FitTask<keyof BetaGeometricParameters> => ({
  names: ["r", "alpha", "a", "b"],
  timeNames: ["alpha"],
  likelihood: (patterns) => betaGeometricLikelihood(patterns, kind),
  starts: (rate) =>
    startsOf(rate, [
      [0.8, 2.4],
      [1, 4],
      [0.3, 1],
    ]),
});

/** BG/NBD. @internal */
export const bgNbdTask: FitTask<keyof BetaGeometricParameters> = /* @__PURE__ */ (() =>
  betaGeometric("bg-nbd"))();

/** MBG/NBD. @internal */
export const mbgNbdTask: FitTask<keyof BetaGeometricParameters> = /* @__PURE__ */ (() =>
  betaGeometric("mbg-nbd"))();

/** Pareto/NBD. @internal */
export const paretoNbdTask: FitTask<keyof ParetoNbdParameters> = {
  names: ["r", "alpha", "s", "beta"],
  timeNames: ["alpha", "beta"],
  likelihood: paretoLikelihood,
  starts: (rate) =>
    startsOf(rate, [
      [0.6, 0.3],
      [1, 1],
      [2, 4],
    ]),
};

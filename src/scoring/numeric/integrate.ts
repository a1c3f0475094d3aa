/** Integrals of smooth functions by Gauss–Legendre panels that are halved where needed. */
import { gaussLegendre } from "./gauss-legendre.js";
import type { QuadratureRule } from "./gauss-legendre.js";

const RULE: QuadratureRule = /* @__PURE__ */ (() => gaussLegendre(16))();
const PANELS_MAX = 20_000;

function panel(integrand: (u: number) => number, from: number, width: number): number {
  let sum = 0;
  for (let node = 0; node < RULE.nodes.length; node += 1) {
    sum +=
      (RULE.weights[node] as number) * integrand(from + width * (RULE.nodes[node] as number));
  }
  return sum * width;
}

/** Ends of panels from one point to another, none wider than `widthMax`. @internal */
export function evenPanels(from: number, until: number, widthMax: number): readonly number[] {
  const count = Math.max(1, Math.ceil((until - from) / widthMax));
  return Array.from({ length: count + 1 }, (_, index) =>
    index === count ? until : from + ((until - from) * index) / count,
  );
}

/**
 * ∫ of a smooth function that does not change sign, over panels given by their ends, halved until
 * halving moves the whole by less than the tolerance. A peak that is narrower than a fortieth of its panel may
 * fall between the nodes: the panels are to follow the function's scale.
 *
 * @internal
 */
export function integrate(
  integrand: (u: number) => number,
  ends: readonly number[],
  tolerance = 1e-14,
): number {
  const pending: [start: number, width: number, value: number][] = [];
  let whole = 0;
  for (let index = ends.length - 2; index >= 0; index -= 1) {
    const start = ends[index] as number;
    const width = (ends[index + 1] as number) - start;
    const value = panel(integrand, start, width);
    whole += value;
    pending.push([start, width, value]);
  }
  let done = 0;
  let panels = pending.length;
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const [start, size, value] = next;
    const half = size / 2;
    const left = panel(integrand, start, half);
    const right = panel(integrand, start + half, half);
    const sum = left + right;
    const isSame = Math.abs(sum - value) <= tolerance * Math.max(Math.abs(whole), Math.abs(sum));
    if (isSame || panels > PANELS_MAX) done += sum;
    else {
      panels += 2;
      whole += sum - value;
      pending.push([start + half, half, right], [start, half, left]);
    }
  }
  return done;
}

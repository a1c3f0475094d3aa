/**
 * Gauss–Legendre panels of one width, for integrands whose scale is known.
 *
 * Not here: panels halved by need (`numeric/integrate.ts`), which chase the last digits of an
 * integrand that is itself an integral, or a density of huge shapes.
 */
import { gaussLegendre } from "../numeric/gauss-legendre.js";
import type { QuadratureRule } from "../numeric/gauss-legendre.js";

const RULE: QuadratureRule = /* @__PURE__ */ (() => gaussLegendre(16))();

/** Calls `visit` with each node and its weight. @internal */
export function visitPanels(
  [from, until]: readonly [number, number],
  widthMax: number,
  visit: (place: number, weight: number) => void,
): void {
  const panels = Math.max(1, Math.ceil((until - from) / widthMax));
  const width = (until - from) / panels;
  for (let panel = 0; panel < panels; panel += 1) {
    for (let node = 0; node < RULE.nodes.length; node += 1) {
      const place = from + width * (panel + (RULE.nodes[node] as number));
      visit(place, width * (RULE.weights[node] as number));
    }
  }
}

/** The starter register: signs that the trade knows, with where each is described. */
import type { WarningSignRegister } from "./model.js";
import { courseSigns } from "./starter-course.js";
import { identitySigns } from "./starter-identity.js";

/**
 * Warning signs to begin with, before cooperation and during it, each with its source and an
 * ordinal severity. There are no weights, half-lives or hard stops in it, because no source
 * gives them: they belong to the host's policy, which copies the register and adds them.
 *
 * Facts that begin like a statement (`sanctionsHit`, `covenantBroken`) are yes-or-no; the others
 * are numbers whose name carries the unit, ratios without one (`equityToAssets`: −0.1), shares
 * from 0 to 1 (`limitUtilisation`). Cut-offs of numbers stand in the source where it gives one
 * (30, 60 and 90 days, 12 months); the others are practice, and the source says so.
 *
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { present, starterWarningSigns, warningSigns } from "clientele/risk";
 * import type { WarningSignRegister } from "clientele/risk";
 *
 * const hardStops = new Set(["sanctions-hit", "insolvency-proceedings"]);
 * const own: WarningSignRegister = {
 *   id: "own",
 *   version: "2026-1",
 *   signs: starterWarningSigns.signs.map((sign) =>
 *     hardStops.has(sign.id) ? { ...sign, capsGradeAt: "E" } : sign,
 *   ),
 * };
 * const facts = { sanctionsHit: present(true, { asOf: "2026-11-20", source: "screening" }) };
 * const [sign] = warningSigns(own, facts, "2026-11-23").raised;
 * assert.deepEqual([sign?.id, sign?.severity, sign?.capsGradeAt], ["sanctions-hit", "critical", "E"]);
 * ```
 * @since 0.1.0
 */
export const starterWarningSigns: WarningSignRegister = /* @__PURE__ */ (() => ({
  id: "clientele-starter",
  version: "1",
  signs: [...identitySigns, ...courseSigns],
}))();

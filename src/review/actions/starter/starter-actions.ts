/** Rules of action to begin with; cut-offs are a starting point and belong to the host's policy. */
import type { ActionRule } from "../model.js";
import { careRules } from "./care.js";
import { creditRules } from "./credit.js";
import { growthRules } from "./growth.js";
import { orderRules } from "./orders.js";

/**
 * Thirty-five rules over all that a review says of an account. A host takes them as they are,
 * changes them, or writes its own.
 *
 * An account on hold is offered neither credit nor anything else until it is cleared, and one
 * with an open complaint is not asked for a referral: rules block topics, and the review names
 * what it withholds.
 *
 * @since 0.1.0
 */
export const starterActions: readonly ActionRule[] = /* @__PURE__ */ (() => [
  ...creditRules,
  ...orderRules,
  ...careRules,
  ...growthRules,
])();

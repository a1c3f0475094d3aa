/** zod schema of the options of service. */
import * as z from "zod";

import type { ServiceOptions } from "./model.js";

/**
 * How strictly service is judged.
 *
 * @since 0.1.0
 */
export const serviceOptionsSchema: z.ZodType<ServiceOptions> = /* @__PURE__ */ (() =>
  z.strictObject({
    toleranceDays: z.int().min(0).max(365).exactOptional(),
    earlyDaysMax: z.int().min(0).max(3_650).exactOptional(),
    toleranceShare: z.number().min(0).lt(1).exactOptional(),
    countMin: z.int().min(1).exactOptional(),
  }))();

/** zod schema of markets: the shape here, what is valid in it by `compileMarket`. */
import type * as z from "zod";

import { checkedBy } from "../../values/schema.js";
import { compileMarket } from "./compile-market.js";
import type { Market } from "./model.js";

/**
 * What is known of a market.
 *
 * @since 0.1.0
 */
export const marketSchema: z.ZodType<Market> = /* @__PURE__ */ (() =>
  checkedBy<Market>((value) => compileMarket(value as Market)))();

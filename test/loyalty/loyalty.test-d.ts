/** What must not compile, and that schema and types are equal. */
import { expectTypeOf, test } from "vitest";
import type * as z from "zod";

import { compileProgramme, decide, newMember } from "../../src/loyalty/index.js";
import type { Account, LoyaltyCommand, Programme } from "../../src/loyalty/index.js";
import type {
  accountsSchema,
  loyaltyCommandSchema,
  programmeSchema,
} from "../../src/loyalty/schema.js";

test("schema and types are equal", () => {
  expectTypeOf<z.output<typeof programmeSchema>>().toEqualTypeOf<Programme>();
  expectTypeOf<z.output<typeof loyaltyCommandSchema>>().toEqualTypeOf<LoyaltyCommand>();
  expectTypeOf<z.output<typeof accountsSchema>>().toEqualTypeOf<readonly Account[]>();
});

test("documents and commands are checked by the compiler", () => {
  const plan = compileProgramme({
    id: "club",
    version: "1",
    currency: "EUR",
    wallets: [{ id: "points" }],
    earning: [],
  });
  // @ts-expect-error a programme has wallets
  compileProgramme({ id: "club", version: "1", currency: "EUR", earning: [] });
  // @ts-expect-error there is no such command
  decide(plan, newMember("a"), { type: "mint", id: "1" }, { at: "2026-01-01T00:00:00Z" });
  // @ts-expect-error time is an argument
  decide(plan, newMember("a"), { type: "release", id: "1", holdId: "h" });
});

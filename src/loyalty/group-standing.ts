/** Where a group of accounts stands together: balances added, the tier by what all measured. */
import type { Instant } from "../values/index.js";
import { expectInstant, formatInstant } from "../values/instant-text.js";
import { itemAt } from "../values/invariant.js";
import type { AccountTreePlan } from "./account-tree.js";
import { accountsBelow } from "./account-tree.js";
import type { ProgrammePlan } from "./compile.js";
import { addPoints } from "./draft.js";
import { standing } from "./standing.js";
import type { MemberState } from "./state-model.js";
import { levelFor } from "./tier.js";
import { expectArray, expectCompiled, expectRecord } from "../values/plain.js";
import { readingStored } from "../values/stored.js";

/** A group as it stands. @since 0.1.0 */
export interface GroupStanding {
  readonly account: string;
  readonly asOf: Instant;
  /** Accounts counted, parents first. */
  readonly members: readonly string[];
  /** Balances of all members, by wallet in the order of the programme. */
  readonly wallets: readonly {
    readonly wallet: string;
    readonly active: number;
    readonly balance: number;
  }[];
  /** The tier that the measures of all reach together; null without tiers. */
  readonly tier: {
    readonly id: string;
    readonly measure: number;
    readonly next: { readonly id: string; readonly from: number; readonly missing: number } | null;
  } | null;
}

/**
 * Where an account and all below it stand together. Members without a ledger count as nothing.
 * O(members × wallets).
 *
 * @throws ClienteleError as `standing`
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { compileAccounts, compileProgramme, groupStanding, newMember } from "clientele/loyalty";
 *
 * const plan = compileProgramme({
 *   id: "club",
 *   version: "1",
 *   currency: "EUR",
 *   wallets: [{ id: "points" }],
 *   earning: [],
 * });
 * const accounts = compileAccounts([{ id: "acme" }, { id: "north", parent: "acme" }]);
 * const group = groupStanding(plan, accounts, [newMember("north")], {
 *   account: "acme",
 *   asOf: "2026-01-01T00:00:00Z",
 * });
 * assert.deepEqual(group.wallets, [{ wallet: "points", active: 0, balance: 0 }]);
 * ```
 * @since 0.1.0
 */
export function groupStanding(
  plan: ProgrammePlan,
  accounts: AccountTreePlan,
  members: readonly MemberState[],
  options: { readonly account: string; readonly asOf: Instant },
): GroupStanding {
  return readingStored(members, "members", () =>
    groupStandingStored(plan, accounts, members, options),
  );
}

function groupStandingStored(
  plan: ProgrammePlan,
  accounts: AccountTreePlan,
  members: readonly MemberState[],
  options: { readonly account: string; readonly asOf: Instant },
): GroupStanding {
  expectCompiled(plan, "plan", "programme");
  expectCompiled(accounts, "accounts", "roots");
  expectArray(members, "members");
  expectRecord(options, "options");
  const ids = accountsBelow(accounts, options.account);
  const wanted = new Set(ids);
  const sums = [...plan.wallets.keys()].map((wallet) => ({ wallet, active: 0, balance: 0 }));
  let measure = 0;
  for (const member of members) {
    if (!wanted.has(member.memberId)) continue;
    const { wallets, tier } = standing(plan, member, options.asOf);
    wallets.forEach((one, index) => {
      const sum = itemAt(sums, index);
      sum.active = addPoints(sum.active, one.active);
      sum.balance = addPoints(sum.balance, one.balance);
    });
    measure = addPoints(measure, tier?.measure ?? 0);
  }
  const levels = plan.tiers?.levels ?? [];
  const reached = levelFor(levels, measure);
  const level = levels[reached];
  const next = levels[reached + 1];
  return {
    account: options.account,
    asOf: formatInstant(expectInstant(options.asOf, "asOf")),
    members: ids,
    wallets: sums,
    tier:
      level === undefined
        ? null
        : {
            id: level.id,
            measure,
            next:
              next === undefined
                ? null
                : { id: next.id, from: next.from, missing: next.from - measure },
          },
  };
}

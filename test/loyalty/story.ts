/** A member's story: commands one after the other, with the events that came of them. */
import { decide, compileProgramme, evolve, newMember, standing } from "../../src/loyalty/index.js";
import type {
  Budget,
  Decision,
  LoyaltyCommand,
  LoyaltyEvent,
  MemberState,
  Programme,
  ProgrammePlan,
  WalletStanding,
} from "../../src/loyalty/index.js";
import { deepFreeze } from "../support/freeze.js";

export class Story {
  readonly events: LoyaltyEvent[] = [];
  readonly plan: ProgrammePlan;
  member: MemberState;
  budgets: readonly Budget[] = [];

  constructor(programme: Programme, memberId = "m1") {
    this.plan = compileProgramme(programme);
    this.member = newMember(memberId);
  }

  /** Decides, applies what was granted, and gives back the decision. */
  asks(at: string, command: LoyaltyCommand): Decision {
    const { plan, budgets } = this;
    const decision = decide(plan, deepFreeze(this.member), deepFreeze(command), { at, budgets });
    if (decision.ok) for (const event of decision.events) this.takes(event);
    return decision;
  }

  takes(event: LoyaltyEvent): void {
    if (!this.events.some((known) => known.id === event.id)) this.events.push(event);
    this.member = evolve(this.plan, this.member, deepFreeze(event));
  }

  /** As `asks`, where a refusal would be a mistake of the test. */
  does(at: string, command: LoyaltyCommand): this {
    const decision = this.asks(at, command);
    if (!decision.ok) throw new Error(decision.refusals[0].code);
    return this;
  }

  wallet(asOf: string, wallet = "points"): WalletStanding {
    const found = standing(this.plan, this.member, asOf).wallets.find(
      (one) => one.wallet === wallet,
    );
    if (found === undefined) throw new Error(wallet);
    return found;
  }

  points(asOf: string, wallet = "points"): number {
    return this.wallet(asOf, wallet).balance;
  }

  tier(asOf: string): string | undefined {
    return standing(this.plan, this.member, asOf).tier?.id;
  }

  /** Remaining points of each lot that has some. */
  lots(wallet = "points"): Record<string, number> {
    const chunks = this.member.wallets[wallet]?.lots ?? [];
    return Object.fromEntries(
      chunks.flat().map((lot) => [lot.id.replace(/:0$/, ""), lot.remaining]),
    );
  }
}

export const buy = (id: string, amount: string | number): LoyaltyCommand => ({
  type: "purchase",
  id,
  lines: [{ id: "1", amount }],
});

/** A programme of one wallet, with whatever else. */
export function programmeOf(parts: Partial<Programme>): Programme {
  return {
    id: "club",
    version: "1",
    currency: "EUR",
    wallets: [{ id: "points" }],
    earning: [],
    ...parts,
  };
}

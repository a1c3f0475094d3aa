/**
 * A member's year as a timeline: what was asked, what it moved, and where the member stood.
 *
 *   npx tsx --tsconfig test/tsconfig.json examples/loyalty/main.ts
 */
import { compileProgramme, decide, evolve, fold, newMember, standing } from "clientele/loyalty";
import type { LoyaltyCommand, LoyaltyEvent, MemberState, Posting } from "clientele/loyalty";

import { programme } from "./programme.js";

const plan = compileProgramme(programme);
const events: LoyaltyEvent[] = [];
let member: MemberState = newMember("nordwind");

function movement(posting: Posting): string {
  switch (posting.kind) {
    case "issue":
      return `+${String(posting.points)} ${posting.wallet}`;
    case "take":
      return `−${String(posting.points)} ${posting.wallet} ${posting.as}`;
    case "owe":
      return `owes ${String(posting.points)} ${posting.wallet}`;
    case "hold":
      return `holds ${String(posting.points)} ${posting.wallet}`;
    case "activate":
      return `${posting.wallet} active`;
    case "slide":
      return "";
    default:
      return `${posting.kind} ${String(posting.points)} ${posting.wallet}`;
  }
}

function print(at: string, title: string, moved: string): void {
  const { wallets, tier } = standing(plan, member, at);
  const [points] = wallets;
  const balance = `${String(points?.active ?? 0)} (+${String(points?.pending ?? 0)})`;
  const day = at.slice(0, 10);
  console.log(
    `${day}  ${title.padEnd(34)} ${balance.padStart(12)}  ${(tier?.id ?? "").padEnd(8)} ${moved}`,
  );
}

/** Decides a command, applies what it came to, and prints it. */
function tell(day: string, title: string, command: LoyaltyCommand): void {
  const at = `${day}T10:00:00.000Z`;
  const decision = decide(plan, member, command, { at });
  if (!decision.ok) {
    print(at, title, `refused: ${decision.refusals.map(({ code }) => code).join(", ")}`);
    return;
  }
  for (const event of decision.events) {
    member = evolve(plan, member, event);
    events.push(event);
    const moved = event.postings.map(movement).filter((text) => text !== "");
    const tiers = (event.tiers ?? [])
      .filter(({ from, to }) => from !== to)
      .map(({ to, reason }) => `${reason} ${to}`);
    print(at, title, [...moved, ...tiers].join(", "));
  }
}

/** What time alone has done. */
function look(day: string, title: string): void {
  print(`${day}T10:00:00.000Z`, title, "");
}

function buy(id: string, amount: string, category = "tools"): LoyaltyCommand {
  return { type: "purchase", id, lines: [{ id: "1", amount, category }] };
}

console.log("day         what                               active (pend.)  tier     moved");
tell("2026-01-05", "joins", { type: "enrol", id: "e1", memberId: "nordwind" });
tell("2026-01-12", "buys tools for 620.00", buy("o1", "620.00"));
tell("2026-01-30", "pays the invoice", {
  type: "activate",
  id: "p1",
  purchaseId: "o1",
  event: "payment",
});
tell("2026-03-17", "visits the spring fair", {
  type: "activity",
  id: "f1",
  activity: "fair",
});
tell("2026-04-20", "buys machines for 2 480.00", buy("o2", "2480.00", "machines"));
tell("2026-05-11", "pays the invoice", {
  type: "activate",
  id: "p2",
  purchaseId: "o2",
  event: "payment",
});
tell("2026-06-02", "holds points at the checkout", {
  type: "hold",
  id: "h1",
  wallet: "points",
  points: 200,
});
tell("2026-06-02", "takes the order with some of them", {
  type: "capture",
  id: "h1c",
  holdId: "h1",
  points: 150,
});
tell("2026-07-09", "returns a machine for 480.00", {
  type: "return",
  id: "r1",
  purchaseId: "o2",
  lines: [{ id: "1", amount: "480.00" }],
});
tell("2026-09-15", "buys in the autumn campaign", buy("o3", "300.00"));
tell("2026-10-01", "wants a reward for too many points", {
  type: "redeem",
  id: "x1",
  reward: "training",
});
tell("2026-10-02", "takes the smaller reward", { type: "redeem", id: "x2", reward: "helmet" });
look("2026-12-31", "the year ends");
look("2027-05-01", "points of last April are gone");
look("2028-01-01", "the tier was not kept");

const again = fold(plan, [...events].reverse());
const isSame =
  JSON.stringify(standing(plan, again, "2028-01-01T10:00:00Z")) ===
  JSON.stringify(standing(plan, member, "2028-01-01T10:00:00Z"));
console.log(
  `\n${String(events.length)} events; replayed from the last to the first: ${isSame ? "the same" : "another"} standing.`,
);
if (!isSame) process.exitCode = 1;

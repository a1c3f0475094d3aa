/** What an accepted event makes known, for the host to act on. */
import { compileSource } from "./change.js";
import type { TransitionPlan } from "./lifecycle.js";
import type { Announcement, Occurrence } from "./model.js";
import type { Json } from "../values/refusal.js";

const NONE: readonly Announcement[] = [];

/** The announcements of a rule, their facts read from the context before the event. @internal */
export function announcementsOf(
  rule: TransitionPlan,
  context: unknown,
  occurrence: Occurrence,
): readonly Announcement[] {
  if (rule.announces.length === 0) return NONE;
  return rule.announces.map(({ type, facts = {} }) => {
    const read: Record<string, Json> = {};
    for (const [name, source] of Object.entries(facts)) {
      const value = compileSource(source, name)(context as Record<string, unknown>, occurrence);
      if (value !== undefined) read[name] = value as Json;
    }
    return { type, facts: read };
  });
}

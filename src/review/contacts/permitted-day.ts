/** The first day from a given one on which an account may be contacted by a channel. */
import { isBusinessDay } from "../../values/business-days.js";
import { fromDayNumber } from "../../values/calendar-date.js";
import { DAY_NUMBER_MAX } from "../../values/civil-date.js";
import { fail } from "../../values/errors.js";
import type { CompiledContactPolicy } from "./contact-policy.js";
import type { DelayCode } from "./model.js";
import { quietOn } from "./quiet-periods.js";
import type { ChannelConsent, ReadContactAccount } from "./read-contact-account.js";

/** Days that are looked ahead: twenty years. */
const LOOK_AHEAD_MAX = 7_305;

/** A day on which a contact may be made, and what put it off. @internal */
export interface PermittedDay {
  readonly ok: true;
  readonly day: number;
  /** The last thing that put it off; null where the day asked for is permitted. */
  readonly delay: DelayCode | null;
}

/** No such day within twenty years. @internal */
export interface NoPermittedDay {
  readonly ok: false;
  readonly code: "no-consent" | "quiet-period";
  /** Name of the quiet period. */
  readonly detail: string | null;
}

/** The latest of some days up to one. */
function latestUpTo(days: readonly number[], day: number): number | null {
  let latest: number | null = null;
  for (const one of days) if (one <= day && (latest === null || one > latest)) latest = one;
  return latest;
}

/**
 * Whether a channel may be used on a day: the latest consent up to it is later than the latest
 * withdrawal up to it. A channel that needs no consent may, unless withdrawn and not granted
 * since.
 */
function hasConsent(consent: ChannelConsent | undefined, isFree: boolean, day: number): boolean {
  if (consent === undefined) return isFree;
  const granted = latestUpTo(consent.granted, day);
  const withdrawn = latestUpTo(consent.withdrawn, day);
  if (withdrawn === null) return isFree || granted !== null;
  return granted !== null && granted > withdrawn;
}

/** The first day from a given one on which consent holds; null where there is none. */
function consentFrom(
  consent: ChannelConsent | undefined,
  isFree: boolean,
  day: number
): number | null {
  if (hasConsent(consent, isFree, day)) return day;
  const later = (consent?.granted ?? []).filter(
    (one) => one > day && hasConsent(consent, isFree, one)
  );
  return later.reduce<number | null>(
    (first, one) => (first === null || one < first ? one : first),
    null
  );
}

/**
 * Goes forward from a day until consent holds, no quiet period runs and the day is worked. Each
 * step leaves one hindrance behind and jumps to its end.
 *
 * @internal
 */
export function permittedDay(
  plan: CompiledContactPolicy,
  account: ReadContactAccount,
  channel: string,
  from: number
): PermittedDay | NoPermittedDay {
  const consent = account.consents.get(channel);
  const isFree = plan.consentNotNeeded.has(channel);
  let day = from;
  let delay: DelayCode | null = null;
  let last: NoPermittedDay = { ok: false, code: "no-consent", detail: null };
  while (day <= DAY_NUMBER_MAX && day - from <= LOOK_AHEAD_MAX) {
    const agreed = consentFrom(consent, isFree, day);
    if (agreed === null) return { ok: false, code: "no-consent", detail: null };
    if (agreed > day) {
      day = agreed;
      delay = "consent-later";
      last = { ok: false, code: "no-consent", detail: null };
      continue;
    }
    const quiet = quietOn(day, plan.quiet, account.quiet);
    if (quiet !== null) {
      last = { ok: false, code: "quiet-period", detail: quiet.name };
      if (quiet.until === null) return last;
      day = quiet.until;
      delay = "quiet-period";
      continue;
    }
    if (isBusinessDay(fromDayNumber(day), plan.calendar)) return { ok: true, day, delay };
    day += 1;
    delay ??= "not-worked";
  }
  if (delay === "not-worked") {
    fail("calendar.no_working_day", "calendar", "a working day within twenty years", from);
  }
  return last;
}

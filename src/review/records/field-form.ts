/** Whether a text has the form that its field demands. Not here: whether it leads to anyone. */
import { isCalendarDate } from "../../values/calendar-date.js";
import { checkIdentifier, identifierKinds } from "./identifier-check.js";
import type { FieldForm } from "./quality-policy.js";

const LENGTH_MAX = 320;

function isEmail(text: string): boolean {
  const place = text.indexOf("@");
  const domain = text.slice(place + 1);
  return place > 0 && place <= 64 && !/[\s,;]/.test(text) && isHost(domain);
}

/** Labels of letters, digits and hyphens, at least two, the last with a letter. */
function isHost(text: string): boolean {
  const labels = text.split(".");
  const isLabel = (label: string): boolean =>
    /^[\p{L}\p{N}-]{1,63}$/u.test(label) && !label.startsWith("-") && !label.endsWith("-");
  return labels.length > 1 && labels.every(isLabel) && /\p{L}/u.test(labels.at(-1) ?? "");
}

function isPhone(text: string): boolean {
  const digits = text.replace(/[^0-9]/g, "").length;
  return /^[+0-9()\s./-]+$/.test(text) && digits >= 7 && digits <= 15 && text.indexOf("+", 1) < 0;
}

function isWebsite(text: string): boolean {
  const [host = ""] = text.replace(/^https?:\/\//i, "").split(/[/?#:]/, 1);
  return isHost(host);
}

/**
 * Why a text does not have a form: the code of the identifier's refusal, or `wrong-form`; null
 * where it has it.
 *
 * @internal
 */
export function formRefusal(form: FieldForm, value: unknown): string | null {
  if (typeof value !== "string") return "wrong-form";
  const text = value.trim();
  if (text.length > LENGTH_MAX) return "wrong-length";
  const kind = identifierKinds.find((one) => one === form);
  if (kind !== undefined) {
    if (text.length > 64) return "wrong-length";
    const result = checkIdentifier(kind, text);
    return result.ok ? null : result.refusals[0].code;
  }
  return hasForm(form, text) ? null : "wrong-form";
}

function hasForm(form: FieldForm, text: string): boolean {
  switch (form) {
    case "email":
      return isEmail(text);
    case "phone":
      return isPhone(text);
    case "date":
      return isCalendarDate(text);
    case "country":
      return /^[A-Z]{2}$/.test(text);
    case "website":
      return isWebsite(text);
    default:
      return true;
  }
}

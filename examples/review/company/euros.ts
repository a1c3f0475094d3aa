/** Amounts of the company: whole cents as text. */
import type { Money } from "clientele/values";

export const CURRENCY = "EUR";

export function centsText(cents: number): string {
  const sign = cents < 0 ? "-" : "";
  const whole = Math.abs(cents);
  return `${sign}${String(Math.floor(whole / 100))}.${String(whole % 100).padStart(2, "0")}`;
}

export function euros(cents: number): Money {
  return { amount: centsText(cents), currency: CURRENCY };
}

/** The master records: most are in order; some lack fields, have wrong numbers, or are there twice. */
import type { MasterRecord } from "clientele/review";
import { addDays } from "clientele/values";
import type { CalendarDate } from "clientele/values";

import { CLIENTS } from "./clients.js";
import type { Client } from "./clients.js";
import { randomOf } from "./random.js";
import type { Random } from "./random.js";

const STREETS = ["rue de la République", "rue Victor-Hugo", "avenue Jean-Jaurès", "place du Marché", "quai des Célestins"];

function digits(length: number, random: Random): string {
  return Array.from({ length }, () => String(random.whole(0, 9))).join("");
}

/** Luhn's sum over digits, the last one not doubled. */
function luhnSum(number: string): number {
  let sum = 0;
  for (let place = 0; place < number.length; place += 1) {
    const digit = Number(number.charAt(number.length - 1 - place));
    const value = place % 2 === 1 ? digit * 2 : digit;
    sum += value > 9 ? value - 9 : value;
  }
  return sum;
}

/** A made-up SIREN whose check digit is right. */
function sirenOf(random: Random): string {
  const body = `9${digits(7, random)}`;
  return `${body}${String((10 - (luhnSum(`${body}0`) % 10)) % 10)}`;
}

/** The French VAT number of a SIREN: a key of two digits comes before it. */
function frenchVat(siren: string): string {
  return `FR${String((12 + 3 * (Number(siren) % 97)) % 97).padStart(2, "0")}${siren}`;
}

/** A Belgian number: the last two digits make it a multiple of 97. */
function belgianVat(random: Random): string {
  const body = `0${digits(7, random)}`;
  return `BE${body}${String(97 - (Number(body) % 97)).padStart(2, "0")}`;
}

/** Letters without accents, for addresses. */
function plain(text: string): string {
  return text.normalize("NFD").replace(/[^A-Za-z0-9]/g, "").toLowerCase();
}

interface Identity {
  readonly siren: string | null;
  readonly vat: string;
  readonly street: string;
  readonly phone: string;
  readonly domain: string;
}

function identityOf(client: Client): Identity {
  const random = randomOf(`record of ${client.id}`);
  const isFrench = client.country === "FR";
  const siren = isFrench ? sirenOf(random) : null;
  const vat = siren === null ? belgianVat(random) : frenchVat(siren);
  const street = `${String(random.whole(1, 120))} ${random.pick(STREETS)}`;
  const phone = `+${isFrench ? "33" : "32"} 4 ${digits(2, random)} ${digits(2, random)} ${digits(2, random)} ${digits(2, random)}`;
  return { siren, vat, street, phone, domain: `${plain(client.name)}.example` };
}

/** Two digits swapped, as on the telephone. */
function mistyped(number: string): string {
  return `${number.slice(0, 4)}${number.charAt(5)}${number.charAt(4)}${number.slice(6)}`;
}

/** A client's record; five in a hundred have none. */
export function recordOf(client: Client, asOf: CalendarDate): MasterRecord | null {
  const original = CLIENTS.find(({ id }) => id === client.sameAs) ?? client;
  const random = randomOf(`care of ${client.id}`);
  if (random.chance(0.05) && client.sameAs === null) return null;
  const { siren, vat, street, phone, domain } = identityOf(original);
  const isTwice = client.sameAs !== null;
  const isWrong = !isTwice && random.chance(0.04);
  const checked = addDays("2024-06-01", random.whole(0, 860));
  const verifiedOn = checked <= asOf ? { verifiedOn: { phone: checked, email: checked } } : {};
  return {
    name: client.name,
    street: isTwice ? street.replace("rue ", "r. ").toUpperCase() : street,
    postcode: client.postcode,
    town: client.town,
    country: client.country,
    ...(siren === null || (isTwice && random.chance(0.4)) ? {} : { siren: isWrong ? mistyped(siren) : siren }),
    ...(random.chance(0.15) ? {} : { vat }),
    ...(random.chance(0.1) ? {} : { phone: isTwice ? phone.replaceAll(" ", "") : phone }),
    ...(random.chance(0.25) ? {} : { email: random.chance(0.03) ? `info.${domain}` : `info@${domain}` }),
    ...(random.chance(0.45) ? {} : { website: `https://www.${domain}` }),
    ...(random.chance(0.5) ? {} : { buyer: `M. ${original.name.split(" ")[1] ?? ""}` }),
    ...verifiedOn,
  };
}

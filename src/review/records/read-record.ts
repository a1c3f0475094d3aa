/** Reads a master record into what can be compared: names, identifiers, places, addresses. */
import { readAddress } from "../../conditions/address.js";
import { at, expectIdentifier, expectRecord } from "../../values/plain.js";
import { foldText, readName } from "./company-name.js";
import type { DuplicatePlan } from "./duplicate-options.js";
import { checkIdentifier, sirenOf } from "./identifier-check.js";
import type { IdentifierKind, ValidIdentifier } from "./identifier-check.js";
import { comparable } from "./name-similarity.js";
import type { ComparableName } from "./name-similarity.js";

/** A record, ready to be compared with many. @internal */
export interface ReadRecord {
  readonly id: string;
  readonly names: readonly ComparableName[];
  /** Valid identifiers as `kind:value`, each once, by code unit; a SIREN also from others. */
  readonly identifiers: readonly string[];
  /** The same by kind. */
  readonly byKind: ReadonlyMap<string, readonly string[]>;
  readonly street: string;
  readonly postcode: string;
  readonly country: string;
  readonly phones: readonly string[];
  readonly emails: readonly string[];
  readonly domains: readonly string[];
}

const TEXT_MAX = 500;
const TEXTS_MAX = 50;
/** Digits of a telephone number that tell it apart, whatever stands before them. */
const PHONE_DIGITS = 9;

/** One text or a list of texts; whatever else stands there is no evidence. */
function textsOf(value: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value.slice(0, TEXTS_MAX) : [value];
  return list.filter((one): one is string => typeof one === "string" && one.length <= TEXT_MAX);
}

function textOf(value: unknown): string {
  const [text = ""] = textsOf(value);
  return foldText(text).trim();
}

function distinct(values: readonly string[]): readonly string[] {
  return values.length < 2 ? values : [...new Set(values)].sort();
}

const KINDS: readonly IdentifierKind[] = ["siren", "siret", "vat", "lei", "duns", "iban"];

function identifiersOf(record: unknown, plan: DuplicatePlan): readonly ValidIdentifier[] {
  return KINDS.flatMap((kind) =>
    textsOf(readAddress(record, plan.fields[kind])).flatMap((text) => {
      const result = text.length > 64 ? null : checkIdentifier(kind, text);
      return result?.ok === true ? [result] : [];
    })
  );
}

/**
 * VAT numbers of two countries may both be one company's: they differ within a country only.
 *
 * @internal
 */
export function kindOf({ kind, country }: ValidIdentifier): string {
  return kind === "vat" ? `vat-${country ?? ""}` : kind;
}

function byKindOf(valid: readonly ValidIdentifier[]): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, Set<string>>();
  const put = (kind: string, value: string): void => {
    const group = groups.get(kind) ?? new Set<string>();
    groups.set(kind, group.add(value));
  };
  for (const identifier of valid) {
    put(kindOf(identifier), identifier.normalised);
    const siren = sirenOf(identifier);
    if (siren !== null) put("siren", siren);
  }
  return new Map([...groups].sort().map(([kind, values]) => [kind, [...values].sort()]));
}

function phonesOf(value: unknown): readonly string[] {
  const digits = textsOf(value).map((text) => text.replace(/[^0-9]/g, ""));
  const long = digits.filter((text) => text.length >= PHONE_DIGITS);
  return distinct(long.map((text) => text.slice(-PHONE_DIGITS)));
}

/** The host's name in an address of a page, without `www.`. */
function domainOf(website: string): string {
  const [host = ""] = foldText(website)
    .trim()
    .replace(/^[a-z]+:\/\//, "")
    .split(/[/?#:]/, 1);
  return host.replace(/^www\./, "");
}

function domainsOf(
  emails: readonly string[],
  websites: readonly string[],
  plan: DuplicatePlan
): readonly string[] {
  const found = [
    ...emails.map((email) => email.slice(email.indexOf("@") + 1)),
    ...websites.map(domainOf),
  ];
  return distinct(found.filter((one) => one.includes(".") && !plan.publicDomains.has(one)));
}

function isEmail(text: string): boolean {
  const place = text.indexOf("@");
  return place > 0 && place === text.lastIndexOf("@") && place < text.length - 1;
}

/** Reads a record; only its id must be right, as what is malformed is no evidence. @internal */
export function readRecord(value: unknown, path: string, plan: DuplicatePlan): ReadRecord {
  const record = expectRecord(value, path);
  const id = expectIdentifier(record["id"], at(path, "id"));
  const { fields } = plan;
  const names = fields.names.flatMap((address) => textsOf(readAddress(record, address)));
  const byKind = byKindOf(identifiersOf(record, plan));
  const emails = textsOf(readAddress(record, fields.email))
    .map((text) => foldText(text).trim())
    .filter(isEmail);
  return {
    id,
    names: names
      .map((name) => comparable(readName(name, plan.forms)))
      .filter((name) => name.compact !== ""),
    identifiers: [...byKind].flatMap(([kind, values]) => values.map((one) => `${kind}:${one}`)),
    byKind,
    street: streetOf(textOf(readAddress(record, fields.street))),
    postcode: textOf(readAddress(record, fields.postcode)).replace(/[\s-]/g, ""),
    country: textOf(readAddress(record, fields.country)),
    phones: phonesOf(readAddress(record, fields.phone)),
    emails: distinct(emails),
    domains: domainsOf(emails, textsOf(readAddress(record, fields.website)), plan),
  };
}

/** Words for ways that are written short as often as long. */
const WAYS: ReadonlyMap<string, string> = /* @__PURE__ */ (() =>
  new Map([
    ["avenue", "av"],
    ["ave", "av"],
    ["boulevard", "bd"],
    ["bld", "bd"],
    ["blvd", "bd"],
    ["road", "rd"],
    ["street", "st"],
    ["place", "pl"],
    ["platz", "pl"],
    ["route", "rte"],
    ["chemin", "ch"],
    ["strasse", "str"],
    ["saint", "st"],
  ]))();

function streetOf(folded: string): string {
  const words = folded.match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.map((word) => WAYS.get(word) ?? word.replace(/strasse$/, "str")).join(" ");
}

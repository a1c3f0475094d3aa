/**
 * A company's name in the form in which it is compared: folded, cut into words, its legal form
 * taken off and kept apart. The same on every host: no locale is asked.
 */
import { fail } from "../../values/errors.js";
import { at, atIndex, expectIdentifier, expectArray, expectRecord } from "../../values/plain.js";
import { expectString } from "../../values/plain.js";
import { legalForms } from "./legal-forms.js";
import type { LegalForm } from "./legal-forms.js";

/**
 * A name that can be compared.
 *
 * @since 0.1.0
 */
export interface CompanyName {
  /** The words in the order in which they stand, one blank between. */
  readonly normalised: string;
  /** The words in their order; repeated ones stay. */
  readonly words: readonly string[];
  /** The legal form that was taken off; null where none is written. */
  readonly legalForm: string | null;
}

const NAME_LENGTH_MAX = 500;
const FORMS_MAX = 10_000;
const FORM_WORDS_MAX = 8;
/** Letters that have no decomposition in Unicode, and how they are written without them. */
const LETTERS: ReadonlyMap<string, string> = /* @__PURE__ */ (() =>
  new Map([
    ["ß", "ss"],
    ["æ", "ae"],
    ["œ", "oe"],
    ["ø", "o"],
    ["đ", "d"],
    ["ð", "d"],
    ["þ", "th"],
    ["ł", "l"],
    ["ı", "i"],
    ["ħ", "h"],
    ["ŋ", "n"],
  ]))();
const JOINERS: ReadonlySet<string> = /* @__PURE__ */ (() =>
  new Set(["and", "et", "und", "y", "en", "og", "och", "the"]))();

/**
 * A text without accents, case and special letters: NFKD, marks dropped, small letters.
 *
 * @internal
 */
export function foldText(text: string): string {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[ßæœøđðþłıħŋ]/gu, (letter) => LETTERS.get(letter) ?? letter);
}

/** The words of a folded text; letters that stand alone (`s. a. r. l.`) are one word. */
function wordsOf(folded: string): readonly string[] {
  const parts = folded.replace(/['’ʼ`´]/gu, "").match(/[\p{L}\p{N}]+/gu) ?? [];
  const words: string[] = [];
  let initials = "";
  for (const part of parts) {
    if (part.length === 1 && /\p{L}/u.test(part)) {
      initials += part;
      continue;
    }
    if (initials !== "") words.push(initials);
    initials = "";
    words.push(part);
  }
  if (initials !== "") words.push(initials);
  return words;
}

/** Ways of writing legal forms by their words, joined. @internal */
export type LegalFormTable = ReadonlyMap<string, string>;

/** The table of legal forms, read once. @internal */
export function legalFormTable(forms: unknown = legalForms, path = "legalForms"): LegalFormTable {
  const table = new Map<string, string>();
  expectArray(forms, path, FORMS_MAX).forEach((item, index) => {
    const place = atIndex(path, index);
    const record = expectRecord(item, place, ["form", "written"]);
    const form = expectIdentifier(record["form"], at(place, "form"));
    const writtenPath = at(place, "written");
    expectArray(record["written"], writtenPath, 100).forEach((text, position) => {
      const spot = atIndex(writtenPath, position);
      const words = wordsOf(foldText(expectString(text, spot, NAME_LENGTH_MAX)));
      if (words.length === 0 || words.length > FORM_WORDS_MAX) {
        fail("review.legal_form", spot, `one to ${String(FORM_WORDS_MAX)} words`, text);
      }
      table.set(words.join(" "), form);
    });
  });
  return table;
}

interface Found {
  readonly form: string;
  readonly length: number;
}

/** The longest legal form at the end or the beginning of words, leaving at least one word. */
function findForm(
  words: readonly string[],
  table: LegalFormTable,
  isAtEnd: boolean
): Found | undefined {
  for (let length = Math.min(FORM_WORDS_MAX, words.length - 1); length > 0; length -= 1) {
    const part = isAtEnd ? words.slice(-length) : words.slice(0, length);
    const form = table.get(part.join(" "));
    if (form !== undefined) return { form, length };
  }
  return undefined;
}

/** The name of a text that is known to be one. @internal */
export function readName(text: string, table: LegalFormTable): CompanyName {
  const all = wordsOf(foldText(text));
  const named = all.filter((word) => !JOINERS.has(word));
  let words = named.length === 0 ? all : named;
  let legalForm: string | null = null;
  for (const isAtEnd of [true, false]) {
    const found = findForm(words, table, isAtEnd);
    if (found === undefined) continue;
    legalForm ??= found.form;
    words = isAtEnd ? words.slice(0, -found.length) : words.slice(found.length);
  }
  return { normalised: words.join(" "), words, legalForm };
}

/** The legal forms that come with the package, read at the first use of this module. */
const TABLE: LegalFormTable = /* @__PURE__ */ legalFormTable();

/** The table of options, or that of the package. @internal */
export function tableOf(forms: unknown): LegalFormTable {
  return forms === undefined ? TABLE : legalFormTable(forms);
}

/**
 * A company's name as it is compared with others: accents, capitals, punctuation and words such
 * as "and" are gone, initials are one word, the legal form at either end is taken off and said.
 * A name that is nothing but a legal form keeps it. O(length).
 *
 * @throws ClienteleError `schema.type`, `limits.too_long` beyond 500 characters,
 * `review.legal_form` for a way of writing without words
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { companyName } from "clientele/review";
 *
 * assert.deepEqual(companyName("S.A.R.L. Société Générale d'Électricité"), {
 *   normalised: "societe generale delectricite",
 *   words: ["societe", "generale", "delectricite"],
 *   legalForm: "sarl",
 * });
 * assert.equal(companyName("Müller & Söhne GmbH & Co. KG").legalForm, "gmbh-co-kg");
 * ```
 * @since 0.1.0
 */
export function companyName(name: string, forms?: readonly LegalForm[]): CompanyName {
  return readName(expectString(name, "name", NAME_LENGTH_MAX), tableOf(forms));
}

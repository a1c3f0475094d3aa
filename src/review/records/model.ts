/**
 * Master records of accounts: what the host has written down of a client, as it is.
 *
 * Not here: how a record is judged (`record-quality.ts`), compared (`find-duplicates.ts`) or
 * merged (`propose-merge.ts`).
 */
import type { CalendarDate } from "../../values/calendar-date.js";
import type { Json } from "../../values/refusal.js";

/**
 * An account's master record: its id, and any fields by name, flat or nested, as plain JSON.
 * A field that is absent, null, a blank text or an empty list is *missing*.
 *
 * Duplicates are looked for in the fields named in {@link DuplicateFields}.
 *
 * @since 0.1.0
 */
export interface AccountRecord {
  readonly id: string;
  /** Day on which a field was last found right, by its name. */
  readonly verifiedOn?: { readonly [field: string]: CalendarDate };
  readonly [field: string]: Json | undefined;
}

/**
 * Which fields of a record hold what duplicates are told by. Names may be dotted
 * (`address.postcode`); each field may be one text or a list of texts.
 *
 * @since 0.1.0
 */
export interface DuplicateFields {
  /** Names of the company, trade names and former ones included; `name`, `otherNames`. */
  readonly names?: readonly string[];
  /** `siren`. */
  readonly siren?: string;
  /** `siret`. */
  readonly siret?: string;
  /** `vat`. */
  readonly vat?: string;
  /** `lei`. */
  readonly lei?: string;
  /** `duns`. */
  readonly duns?: string;
  /** `iban`. */
  readonly iban?: string;
  /** `street`. */
  readonly street?: string;
  /** `postcode`. */
  readonly postcode?: string;
  /** `country`. */
  readonly country?: string;
  /** `phone`. */
  readonly phone?: string;
  /** `email`. */
  readonly email?: string;
  /** `website`. */
  readonly website?: string;
}

/**
 * What speaks for or against two records being one account.
 *
 * | evidence | for | against |
 * |---|---|---|
 * | `identifier-equal` | a valid SIREN, VAT, LEI … of both is the same | |
 * | `identifier-different` | | both have a valid one of a kind, and none is the same |
 * | `account-number-equal` | an IBAN of both is the same | |
 * | `name` | names are alike | names are not |
 * | `legal-form-different` | | the names say two legal forms |
 * | `street`, `postcode` | the same | another |
 * | `country-different` | | another country |
 * | `phone`, `email`, `domain` | one of both is the same | |
 *
 * @since 0.1.0
 */
export type EvidenceCode =
  | "identifier-equal"
  | "identifier-different"
  | "account-number-equal"
  | "name"
  | "legal-form-different"
  | "street"
  | "postcode"
  | "country-different"
  | "phone"
  | "email"
  | "domain";

/**
 * One piece of evidence about a pair.
 *
 * @since 0.1.0
 */
export interface DuplicateEvidence {
  readonly code: EvidenceCode;
  /** Binary digits of evidence: above zero for one account, below against. */
  readonly weight: number;
  /** What was compared: a kind of identifier, or the value that both have. */
  readonly detail: string;
  /** How alike, from 0 to 1, where that is a matter of degree. */
  readonly likeness?: number;
}

/**
 * Two records that may be one account.
 *
 * @since 0.1.0
 */
export interface DuplicatePair {
  /** Id of the record that comes first by code unit. */
  readonly first: string;
  readonly second: string;
  /** How sure, from 0 to 1: `1 / (1 + 2^−(prior + Σ weights))`. */
  readonly similarity: number;
  /** Strongest first. */
  readonly evidence: readonly DuplicateEvidence[];
  /**
   * Whether the two are in one cluster. Not so where one of them is in a cluster with another
   * record whose identifiers say that it is another legal entity.
   */
  readonly joined: boolean;
}

/**
 * Records that are held to be one account.
 *
 * @since 0.1.0
 */
export interface DuplicateCluster {
  /** By code unit; at least two. */
  readonly ids: readonly string[];
  /** Of the weakest pair that holds it together. */
  readonly similarityMin: number;
}

/**
 * A group of records that was too large to compare each with each.
 *
 * @since 0.1.0
 */
export interface ReducedBlock {
  /** What they have in common, for example `word:hotel`. */
  readonly key: string;
  readonly records: number;
}

/**
 * Duplicates suspected among records.
 *
 * @since 0.1.0
 */
export interface DuplicateReport {
  /** Most similar first, then by ids. */
  readonly pairs: readonly DuplicatePair[];
  /** By the first id. */
  readonly clusters: readonly DuplicateCluster[];
  readonly records: number;
  /** Pairs that were compared. */
  readonly compared: number;
  /** Pairs that there are: records × (records − 1) ÷ 2. */
  readonly possible: number;
  /**
   * Groups beyond `blockSizeMax`, in which records were compared only with their neighbours in
   * the order of names; largest first, at most twenty.
   */
  readonly reducedBlocks: readonly ReducedBlock[];
  /** How many groups were so. */
  readonly reducedBlockCount: number;
}

/** Records that may be one account: pairs with their evidence, and clusters of them. */
import { fail } from "../../values/errors.js";
import { at, atIndex, compareText, expectArray } from "../../values/plain.js";
import { blocksOf, forEachPair } from "./blocking.js";
import { clustersOf } from "./clusters.js";
import type { SuspectedPair } from "./clusters.js";
import { compareRecords, mayReach, rankedEvidence } from "./compare-records.js";
import { readDuplicateOptions } from "./duplicate-options.js";
import type { DuplicateOptions } from "./duplicate-options.js";
import { assignedRoom } from "./jaro-winkler.js";
import type { AccountRecord, DuplicateReport } from "./model.js";
import { readRecord } from "./read-record.js";
import type { ReadRecord } from "./read-record.js";

function nameOf(record: ReadRecord): string {
  return record.names[0]?.sorted ?? "";
}

/** Refuses an id that two records have (`review.duplicate_id`). @internal */
export function expectOwnIds(records: readonly { readonly id: string }[], path: string): void {
  const seen = new Set<string>();
  records.forEach(({ id }, index) => {
    const place = at(atIndex(path, index), "id");
    if (seen.has(id)) fail("review.duplicate_id", place, "an id of its own", id);
    seen.add(id);
  });
}

/**
 * Pairs of records that may be one account, each with a similarity and the evidence for and
 * against it, and the clusters that they make.
 *
 * Names are compared without accents, case, punctuation and legal forms by Jaro–Winkler and by
 * words; identifiers only where they are valid: an equal one is strong evidence, two different
 * ones of one kind (two SIREN) say two legal entities, which are never in one cluster. Evidence
 * adds up as binary logarithms of likelihood ratios (Fellegi and Sunter); {@link
 * EvidenceWeights} names the weights. What is malformed or missing is no evidence.
 *
 * Symmetric, and independent of the order of records. Only records that have something in
 * common are compared (words, parts of the name, identifiers, addresses): O(records × block
 * size) comparisons at most; `compared` says how many there were.
 *
 * @see I. P. Fellegi, A. B. Sunter (1969), "A theory for record linkage", JASA 64
 * @throws ClienteleError `schema.*`, `id.format`, `review.duplicate_id`, `review.legal_form`,
 * `rule.fact` for a malformed name of a field
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { findDuplicates } from "clientele/review";
 *
 * const { pairs, clusters } = findDuplicates([
 *   { id: "C-1", name: "Société Dupont & Fils SARL", siren: "732 829 320", postcode: "69003" },
 *   { id: "C-2", name: "DUPONT ET FILS, SOCIETE", vat: "FR44732829320" },
 *   { id: "C-3", name: "Dupont Peinture SAS", postcode: "69003" },
 * ]);
 * assert.deepEqual(clusters.map(({ ids }) => ids), [["C-1", "C-2"]]);
 * assert.equal(pairs[0]?.evidence[0]?.code, "identifier-equal");
 * assert.equal(pairs[0]?.evidence[0]?.detail, "siren:732829320");
 * ```
 * @since 0.1.0
 */
export function findDuplicates(
  accounts: readonly AccountRecord[],
  options: DuplicateOptions = {}
): DuplicateReport {
  const plan = readDuplicateOptions(options);
  const list = expectArray(accounts, "accounts", Number.MAX_SAFE_INTEGER);
  const given = list.map((item, index) => readRecord(item, atIndex("accounts", index), plan));
  expectOwnIds(given, "accounts");
  const records = given.sort(
    (a, b) => compareText(nameOf(a), nameOf(b)) || compareText(a.id, b.id)
  );
  const { blocks, reduced, reducedCount } = blocksOf(records, plan.blockSizeMax);
  const room = assignedRoom();
  const suspected: SuspectedPair[] = [];
  let compared = 0;
  forEachPair(blocks, records.length, (place, other) => {
    const [a, b] = [records[place], records[other]];
    if (a === undefined || b === undefined) return;
    compared += 1;
    if (!mayReach(a, b, plan.weights, plan.bitsMin, room)) return;
    const { similarity, evidence } = compareRecords(a, b, plan, room);
    if (similarity < plan.threshold) return;
    const [first, second] = a.id < b.id ? [a, b] : [b, a];
    suspected.push({ first, second, similarity, evidence: rankedEvidence(evidence) });
  });
  suspected.sort(
    (a, b) =>
      b.similarity - a.similarity ||
      compareText(a.first.id, b.first.id) ||
      compareText(a.second.id, b.second.id)
  );
  const { pairs, clusters } = clustersOf(suspected);
  return {
    pairs,
    clusters,
    records: records.length,
    compared,
    possible: (records.length * Math.max(0, records.length - 1)) / 2,
    reducedBlocks: reduced,
    reducedBlockCount: reducedCount,
  };
}

/** Which accounts belong together: groups, their companies, a distributor's staff. */
import { fail, IssueCollector } from "../values/errors.js";
import {
  at,
  atIndex,
  compareText,
  expectArray,
  expectIdentifier,
  expectRecord,
  expectCompiled,
} from "../values/plain.js";

/** An account and the one it belongs to. @since 0.1.0 */
export interface Account {
  readonly id: string;
  /** Absent for the head of a group. */
  readonly parent?: string;
}

/** Account trees ready to be asked. Opaque: store the accounts. @since 0.1.0 */
export interface AccountTreePlan {
  readonly kind: "account-tree";
  /** Head of the group of each account. @internal */
  readonly roots: ReadonlyMap<string, string>;
  /** Accounts below each account, in order. @internal */
  readonly children: ReadonlyMap<string, readonly string[]>;
}

const ACCOUNTS_MAX = 1_000_000;

function readAccounts(accounts: unknown, issues: IssueCollector): Map<string, string | null> {
  const parents = new Map<string, string | null>();
  expectArray(accounts, "accounts", ACCOUNTS_MAX).forEach((item, index) => {
    const path = atIndex("accounts", index);
    issues.attempt(() => {
      const record = expectRecord(item, path, ["id", "parent"]);
      const id = expectIdentifier(record["id"], at(path, "id"));
      if (parents.has(id)) fail("loyalty.duplicate_id", at(path, "id"), "an id of its own", id);
      const { parent } = record;
      parents.set(id, parent === undefined ? null : expectIdentifier(parent, at(path, "parent")));
    });
  });
  for (const [id, parent] of parents) {
    if (parent !== null && !parents.has(parent)) {
      issues.add(
        "loyalty.unknown_account",
        "accounts",
        `an account, as the parent of ${id}`,
        parent,
      );
    }
  }
  return parents;
}

/** Heads by walking up once; what comes back to its own way is a circle. */
function findRoots(
  parents: ReadonlyMap<string, string | null>,
  issues: IssueCollector,
): Map<string, string> {
  const roots = new Map<string, string>();
  for (const start of parents.keys()) {
    const way: string[] = [];
    const seen = new Set<string>();
    let id: string = start;
    while (!roots.has(id) && !seen.has(id)) {
      seen.add(id);
      way.push(id);
      const parent = parents.get(id) ?? null;
      if (parent === null || !parents.has(parent)) roots.set(id, id);
      else id = parent;
    }
    const root = roots.get(id);
    if (root === undefined) {
      issues.add(
        "loyalty.account_cycle",
        "accounts",
        "accounts that are not their own parents",
        id,
      );
    }
    for (const one of way) roots.set(one, root ?? one);
  }
  return roots;
}

/**
 * Checks accounts and makes them ready: `loyalty.account_cycle` for accounts in a circle,
 * `loyalty.unknown_account` for a parent that is not there, `loyalty.duplicate_id`. O(n).
 *
 * @throws ClienteleError with every issue found
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { accountsBelow, compileAccounts } from "clientele/loyalty";
 *
 * const accounts = compileAccounts([
 *   { id: "acme" },
 *   { id: "acme-north", parent: "acme" },
 *   { id: "counter-1", parent: "acme-north" },
 * ]);
 * assert.deepEqual(accountsBelow(accounts, "acme"), ["acme", "acme-north", "counter-1"]);
 * assert.throws(
 *   () =>
 *     compileAccounts([
 *       { id: "a", parent: "b" },
 *       { id: "b", parent: "a" },
 *     ]),
 *   {
 *     code: "loyalty.account_cycle",
 *   },
 * );
 * ```
 * @since 0.1.0
 */
export function compileAccounts(accounts: readonly Account[]): AccountTreePlan {
  const issues = new IssueCollector();
  const parents = readAccounts(accounts, issues);
  const roots = findRoots(parents, issues);
  issues.throwIfAny();
  const children = new Map<string, string[]>();
  for (const [id, parent] of parents) {
    if (parent === null) continue;
    const list = children.get(parent);
    if (list === undefined) children.set(parent, [id]);
    else list.push(id);
  }
  for (const list of children.values()) list.sort(compareText);
  return { kind: "account-tree", roots, children };
}

/** Head of the group of an account, null for an account that is not known. @internal */
export function rootOf(accounts: AccountTreePlan, id: string): string | null {
  return accounts.roots.get(id) ?? null;
}

/**
 * An account and all below it, parents first, then by id. O(accounts below).
 *
 * @returns nothing for an account that is not known
 * @example
 * ```ts
 * import { strict as assert } from "node:assert";
 * import { accountsBelow, compileAccounts } from "clientele/loyalty";
 *
 * const accounts = compileAccounts([{ id: "acme" }, { id: "staff", parent: "acme" }]);
 * assert.deepEqual(accountsBelow(accounts, "staff"), ["staff"]);
 * ```
 * @since 0.1.0
 */
export function accountsBelow(accounts: AccountTreePlan, id: string): readonly string[] {
  expectCompiled(accounts, "accounts", "roots");
  const found: string[] = [];
  let level = accounts.roots.has(id) ? [id] : [];
  while (level.length > 0) {
    for (const one of level) found.push(one);
    level = level.flatMap((one) => accounts.children.get(one) ?? []);
  }
  return found;
}

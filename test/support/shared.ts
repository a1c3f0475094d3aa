/** Files that lie beside the project and are never committed to it: vectors and real data. */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const folder = new URL("../../../shared/", import.meta.url);

/** Path of a file beside the project, whether it is there or not. */
export function sharedPath(name: string): string {
  return fileURLToPath(new URL(name, folder));
}

/** Whether a file beside the project is there; tests that need it skip, and say so, if not. */
export function hasShared(name: string): boolean {
  return existsSync(sharedPath(name));
}

/** A published number with its source. */
export interface Vector {
  readonly id: string;
  readonly source: string;
  readonly feature: string;
  readonly given: Record<string, unknown>;
  readonly expect: unknown;
  readonly note?: string;
  readonly tolerance?: number;
  readonly [key: string]: unknown;
}

/** The vectors of a capability, empty when the folder is absent. */
export function vectors(capability: string): readonly Vector[] {
  const name = `vectors/${capability}.json`;
  if (!hasShared(name)) return [];
  return JSON.parse(readFileSync(sharedPath(name), "utf8")) as readonly Vector[];
}

/** The door of purchase models: kind and parameters, checked; the rest of a fit is not read. */
import { assertNever } from "../../values/invariant.js";
import { fail } from "../../values/errors.js";
import { at, expectFinite, expectOneOf, expectRecord } from "../../values/plain.js";
import type { BetaGeometricParameters, ParetoNbdParameters, PurchaseModel } from "./model.js";

const KINDS = ["bg-nbd", "mbg-nbd", "pareto-nbd"] as const;
const PARAMETER_MIN = 1e-30;
const PARAMETER_MAX = 1e30;

function readParameters<Name extends string>(
  model: Readonly<Record<string, unknown>>,
  names: readonly Name[],
): Readonly<Record<Name, number>> {
  const path = "model.parameters";
  const given = expectRecord(model["parameters"], path, names);
  return Object.fromEntries(
    names.map((name) => {
      const value = expectFinite(given[name], at(path, name));
      if (value < PARAMETER_MIN || value > PARAMETER_MAX) {
        fail("schema.range", at(path, name), "a number of 1e-30 to 1e30", value);
      }
      return [name, value];
    }),
  ) as Readonly<Record<Name, number>>;
}

/**
 * A model, checked.
 *
 * @throws ClienteleError `schema.type`, `schema.value`, `schema.unknown_key`,
 * `schema.not_finite`, `schema.range`
 * @internal
 */
export function readModel(model: unknown): PurchaseModel {
  const record = expectRecord(model, "model");
  const kind = expectOneOf(record["kind"], "model.kind", KINDS);
  switch (kind) {
    case "bg-nbd":
    case "mbg-nbd": {
      const parameters: BetaGeometricParameters = readParameters(record, ["r", "alpha", "a", "b"]);
      return { kind, parameters };
    }
    case "pareto-nbd": {
      const parameters: ParetoNbdParameters = readParameters(record, ["r", "alpha", "s", "beta"]);
      return { kind, parameters };
    }
    default:
      return assertNever(kind);
  }
}

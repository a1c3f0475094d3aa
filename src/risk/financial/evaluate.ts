/** One way to add up every linear model: variables, contributions, zone, domain. */
import { fail } from "../../values/errors.js";
import { assertNever } from "../../values/invariant.js";
import { logistic } from "../../values/numeric/exponential.js";
import { normalCdf } from "../../values/numeric/normal.js";
import { known, quotient } from "../measure.js";
import type { Absence, Measure } from "../measure.js";
import type {
  DomainFinding,
  FinancialModel,
  ModelResult,
  ModelVariableResult,
  ZoneSet,
} from "./model.js";
import { checkProfile, flawsOf, itemOf } from "./statement.js";
import type { CompanyProfile, FinancialStatement } from "./statement.js";

/**
 * How a model is applied.
 *
 * @since 0.1.0
 */
export interface ModelOptions {
  /** What is known of the company, for the domain guard. */
  readonly profile?: CompanyProfile;
  /** Id of the set of zones; the model's first when absent. */
  readonly zoneSet?: string;
}

/** Freezes a model through and through: it is shared by everyone. @internal */
export function freezeModel(model: FinancialModel): FinancialModel {
  for (const variable of model.variables) {
    if (variable.ratio !== undefined) Object.freeze(variable.ratio);
    Object.freeze(variable);
  }
  for (const set of model.zoneSets) {
    set.zones.forEach((zone) => Object.freeze(zone));
    Object.freeze(set.zones);
    Object.freeze(set);
  }
  for (const list of [model.domain.sectors, model.domain.countries]) Object.freeze(list);
  Object.freeze(model.variables);
  Object.freeze(model.zoneSets);
  Object.freeze(model.domain);
  return Object.freeze(model);
}

/** Demands a set of zones of the model (`risk.zone_set`). @internal */
export function zoneSetOf(model: FinancialModel, id: string | undefined): ZoneSet {
  if (id === undefined) return model.zoneSets[0];
  const set = model.zoneSets.find((one) => one.id === id);
  if (set === undefined) {
    const ids = model.zoneSets.map((one) => one.id).join(", ");
    fail("risk.zone_set", "zoneSet", `one of ${ids}`, id);
  }
  return set;
}

/** The zone of a score. @internal */
export function zoneOf(set: ZoneSet, score: number): string {
  let found = set.zones[0]?.zone ?? "";
  for (const { zone, from, includesFrom } of set.zones) {
    if (from === null || score > from || (includesFrom && score === from)) found = zone;
  }
  return found;
}

function domainOf(model: FinancialModel, profile: CompanyProfile): DomainFinding {
  const { listing, sectors, countries } = model.domain;
  const demands: readonly {
    readonly of: "listing" | "sector" | "country";
    readonly demanded: readonly string[] | "any";
    readonly given: string | undefined;
  }[] = [
    { of: "listing", demanded: listing === "any" ? listing : [listing], given: profile.listing },
    { of: "sector", demanded: sectors, given: profile.sector },
    { of: "country", demanded: countries, given: profile.country },
  ];
  const findings: DomainFinding["findings"][number][] = [];
  let status: DomainFinding["status"] = "inside";
  for (const { of, demanded, given } of demands) {
    if (demanded === "any") continue;
    if (given !== undefined && demanded.includes(given)) continue;
    if (given !== undefined) status = "outside";
    else if (status === "inside") status = "unknown";
    findings.push({ of, demanded: demanded.join(" or "), given: given ?? null });
  }
  return { status, findings };
}

/** The paper's own probability of a score. @internal */
export function sampleProbability(model: FinancialModel, score: number): number | null {
  switch (model.link) {
    case "logit":
      return logistic(score);
    case "probit":
      return normalCdf(score);
    case "none":
      return null;
    default:
      return assertNever(model.link);
  }
}

/** Adds up a model over variables that are already computed. @internal */
export function addUp(
  model: FinancialModel,
  values: ReadonlyMap<string, Measure>,
  context: {
    readonly options: ModelOptions;
    readonly statement?: FinancialStatement;
    readonly imputed?: readonly string[];
  },
): ModelResult {
  const { options, statement, imputed = [] } = context;
  const profile = options.profile ?? {};
  checkProfile(profile, "profile");
  const zoneSet = zoneSetOf(model, options.zoneSet);
  const variables: ModelVariableResult[] = [];
  let total = model.constant;
  let reason: Absence | undefined;
  for (const { id, coefficient } of model.variables) {
    const value: Measure = values.get(id) ?? { value: null, reason: { code: "missing", of: id } };
    const contribution = value.value === null ? null : coefficient * value.value;
    if (value.value === null) reason ??= value.reason;
    else total += contribution ?? 0;
    variables.push({ id, value, coefficient, contribution });
  }
  const score: Measure = reason === undefined ? known(total, model.id) : { value: null, reason };
  return {
    model: model.id,
    score,
    constant: model.constant,
    variables,
    zone: score.value === null ? null : zoneOf(zoneSet, score.value),
    zoneSet: zoneSet.id,
    sampleProbability: score.value === null ? null : sampleProbability(model, score.value),
    domain: domainOf(model, profile),
    flaws: statement === undefined ? [] : flawsOf(statement),
    imputed,
  };
}

/** The plain ratios of a model, from one statement. @internal */
export function ratiosOf(
  model: FinancialModel,
  statement: FinancialStatement,
): Map<string, Measure> {
  const values = new Map<string, Measure>();
  for (const { id, ratio } of model.variables) {
    if (ratio === undefined) continue;
    const top = itemOf(statement, ratio.numerator);
    const bottom = itemOf(statement, ratio.denominator);
    values.set(id, quotient(top, bottom, ratio));
  }
  return values;
}

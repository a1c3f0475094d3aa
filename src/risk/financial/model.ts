/** What a financial model is, as data, and what it answers. */
import type { Measure } from "../measure.js";
import type { StatementFlaw, StatementItem } from "./statement.js";

/**
 * One variable of a model: a ratio of two items and its published coefficient.
 *
 * @since 0.1.0
 */
export interface ModelVariable {
  readonly id: string;
  readonly coefficient: number;
  /** What is divided by what, in words. */
  readonly definition: string;
  /** Items, if the variable is a plain ratio. */
  readonly ratio?: { readonly numerator: StatementItem; readonly denominator: StatementItem };
}

/**
 * A published set of cut-offs. A zone is a signal of the sample and years it was found in,
 * never a probability.
 *
 * @since 0.1.0
 */
export interface ZoneSet {
  readonly id: string;
  /** From the lowest score to the highest; the first has no `from`. */
  readonly zones: readonly {
    readonly zone: string;
    readonly from: number | null;
    /** Whether the score at `from` itself already lies in this zone. */
    readonly includesFrom: boolean;
  }[];
  readonly source: string;
}

/**
 * For whom a model was estimated; outside of it the score is shown and marked.
 *
 * @since 0.1.0
 */
export interface ModelDomain {
  readonly listing: "listed" | "private" | "any";
  readonly sectors: readonly string[] | "any";
  readonly countries: readonly string[] | "any";
  /** Country, currency and years of the sample, in words. */
  readonly sample: string;
}

/**
 * A financial model as frozen data: everything needed to recompute and to judge a score.
 *
 * @since 0.1.0
 */
export interface FinancialModel {
  readonly id: string;
  readonly name: string;
  readonly formula: string;
  readonly constant: number;
  readonly variables: readonly ModelVariable[];
  /** What units and bases the model demands of its items. */
  readonly units: string;
  readonly direction: "high-is-safe" | "high-is-risky";
  /** The first is used unless another is named. */
  readonly zoneSets: readonly [ZoneSet, ...ZoneSet[]];
  /** The link by which the paper turns the score into its own sample's probability, if any. */
  readonly link: "logit" | "probit" | "none";
  readonly domain: ModelDomain;
  readonly source: string;
}

/**
 * One variable as computed from a statement.
 *
 * @since 0.1.0
 */
export interface ModelVariableResult {
  readonly id: string;
  readonly value: Measure;
  readonly coefficient: number;
  /** coefficient × value; `null` when the variable is absent. */
  readonly contribution: number | null;
}

/**
 * Whether the company is of the kind the model was made for.
 *
 * @since 0.1.0
 */
export interface DomainFinding {
  readonly status: "inside" | "outside" | "unknown";
  readonly findings: readonly {
    readonly of: "listing" | "sector" | "country";
    readonly demanded: string;
    readonly given: string | null;
  }[];
}

/**
 * The answer of a financial model, with every part of it.
 *
 * @since 0.1.0
 */
export interface ModelResult {
  /** Id of the {@link FinancialModel}. */
  readonly model: string;
  /** The score: constant and contributions added up; absent when any variable is. */
  readonly score: Measure;
  readonly constant: number;
  readonly variables: readonly ModelVariableResult[];
  /** Zone of the named set; `null` without a score. */
  readonly zone: string | null;
  readonly zoneSet: string;
  /** The paper's link applied to the score: of its sample, not calibrated to this client. */
  readonly sampleProbability: number | null;
  readonly domain: DomainFinding;
  readonly flaws: readonly StatementFlaw[];
  /** Variables that were not known and were taken as neutral, by declared option. */
  readonly imputed: readonly string[];
}

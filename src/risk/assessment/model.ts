/** Assessment as data: the policy that a host declares, the evidence, the answer. */
import type { EvidenceSet } from "../evidence.js";
import type { Measure } from "../measure.js";
import type { ReasonMethod } from "../scorecard/model.js";
import type {
  RaisedSign,
  Severity,
  SignStage,
  WarningSignRegister,
  WarningSignReport,
} from "../warning-signs/model.js";
import type { Reputation, ReputationItem, ReputationPolicy } from "./reputation.js";

/**
 * The four sub-scores, each 0 (worst) to 100 (best).
 *
 * @since 0.1.0
 */
export type SubScoreId = "payment" | "financial" | "reputation" | "warningSigns";

/**
 * One characteristic of a sub-score.
 *
 * @since 0.1.0
 */
export interface AssessmentCharacteristic {
  readonly id: string;
  readonly fact: string;
  /** The unit that evidence must have; another is an error (`risk.unit_mismatch`). */
  readonly unit?: string;
  /** Above 0. */
  readonly weight: number;
  /** Lower bounds ascending, the first `null`: a number takes the points of its band. */
  readonly bands?: readonly { readonly from: number | null; readonly points: number }[];
  /** For texts and yes-or-no facts: points by value. Either this or `bands`. */
  readonly values?: readonly { readonly is: string | boolean; readonly points: number }[];
  /**
   * Points where the fact does not apply, by reason; another reason takes the characteristic
   * out. A debt-free client may earn all points here, one without sales none.
   */
  readonly notApplicable?: readonly { readonly reason: string; readonly points: number }[];
  /** Evidence counts half in freshness after so many days. */
  readonly halfLifeDays: number;
  /** Points of the average client, for the below-average method. */
  readonly averagePoints?: number;
}

/**
 * A sub-score made of characteristics.
 *
 * @since 0.1.0
 */
export interface CharacteristicSubScore {
  /** Weight among the sub-scores, above 0. */
  readonly weight: number;
  readonly characteristics: readonly AssessmentCharacteristic[];
}

/**
 * The sub-score of warning signs: 100 less the points of each sign raised, by the host's own
 * scale, each times what age has left of it; never below 0.
 *
 * @since 0.1.0
 */
export interface WarningSignSubScore {
  readonly weight: number;
  readonly register: WarningSignRegister;
  readonly stage?: SignStage;
  /** Points lost by a fresh sign of each severity, 0 to 100. */
  readonly pointsLost: { readonly [severity in Severity]: number };
}

/**
 * How sub-scores become a grade.
 *
 * - `weights`: their weighted mean, cut at lower bounds
 * - `table`: the first row of which every demand is met; a sub-score that is not known meets
 *   none. The last row demands nothing.
 *
 * @since 0.1.0
 */
export type CombineRule =
  | {
      readonly method: "weights";
      /** Best grade first, bounds descending, the last `null`. */
      readonly cuts: readonly { readonly grade: string; readonly from: number | null }[];
    }
  | {
      readonly method: "table";
      /** Best grade first. */
      readonly rows: readonly {
        readonly grade: string;
        readonly atLeast: { readonly [id in SubScoreId]?: number };
      }[];
    };

/**
 * Natural persons (sole traders, guarantors): only facts on the list may be given, and each
 * only until its retention ends.
 *
 * @since 0.1.0
 */
export interface PeoplePolicy {
  readonly allowed: readonly {
    readonly fact: string;
    /** Days after the date of the evidence; from then on it is treated as missing. */
    readonly retentionDays: number;
  }[];
  /** This grade or a worse one is for a person to decide. */
  readonly humanDecisionFrom: string;
}

/**
 * The policy of an assessment.
 *
 * @since 0.1.0
 */
export interface AssessmentPolicy {
  readonly id: string;
  readonly version: string;
  /** Best first. */
  readonly grades: readonly string[];
  /**
   * The one rule for what is missing, the same everywhere: `exclude` leaves it out of the
   * score, `worst` takes it as 0 points. Either way the coverage falls.
   */
  readonly missing: "exclude" | "worst";
  readonly subScores: {
    readonly payment?: CharacteristicSubScore;
    readonly financial?: CharacteristicSubScore;
    readonly reputation?: ReputationPolicy & { readonly weight: number };
    readonly warningSigns?: WarningSignSubScore;
  };
  readonly combine: CombineRule;
  /** Below this coverage, 0 to 1, the answer is `insufficient-data`. */
  readonly coverageMin: number;
  /** Sub-scores so many points apart are a reason of their own. */
  readonly divergenceFrom?: number;
  readonly reasons: { readonly method: ReasonMethod; readonly count: number };
  readonly people?: PeoplePolicy;
}

/**
 * What is known of a client.
 *
 * @since 0.1.0
 */
export interface AssessmentEvidence {
  readonly subject: { readonly id: string; readonly kind: "company" | "naturalPerson" };
  readonly facts: EvidenceSet;
  readonly reputation?: readonly ReputationItem[];
}

/**
 * What one characteristic, sign or opinion added to the score.
 *
 * @since 0.1.0
 */
export interface AssessmentContribution {
  readonly subScore: SubScoreId;
  readonly id: string;
  readonly state: "present" | "missing" | "notApplicable";
  /** Points of 100 within its sub-score's scale; negative for a sign; `null` when left out. */
  readonly points: number | null;
  /** Part of the sub-score; they add up to it. */
  readonly ofSubScore: number;
  /** Part of the score; they add up to it. 0 without a score. */
  readonly ofScore: number;
  /** Part of the score lost against the reference of the reason method. */
  readonly shortfall: number;
}

/**
 * A reason against the client; `id` is stable and `parameters` fill a text in any language.
 *
 * @since 0.1.0
 */
export interface AssessmentReason {
  readonly id: string;
  readonly kind: "characteristic" | "missing" | "sign" | "opinion" | "divergence" | "hard-stop";
  readonly subScore: SubScoreId | null;
  /** Points of the score lost; of its sub-score where a table combines. */
  readonly shortfall: number;
  readonly parameters: { readonly [name: string]: string | number | boolean | null };
}

/**
 * One sub-score, with how much is known apart from how good it is.
 *
 * @since 0.1.0
 */
export interface SubScore {
  readonly id: SubScoreId;
  /** 0 to 100, or why not. */
  readonly score: Measure;
  readonly weight: number;
  /** Share of the weight of which it is known, 0 to 1. */
  readonly coverage: number;
  /** What age has left of the evidence, 0 to 1. */
  readonly freshness: number;
  /** coverage × freshness; for reputation, as its policy says. */
  readonly confidence: number;
}

/**
 * The answer, with all its parts.
 *
 * @since 0.1.0
 */
export interface Assessment {
  readonly policy: { readonly id: string; readonly version: string };
  readonly subject: AssessmentEvidence["subject"];
  readonly asOf: string;
  readonly status: "graded" | "insufficient-data";
  /** `null` for insufficient data. */
  readonly grade: string | null;
  /** Before hard stops. */
  readonly gradeBeforeCaps: string | null;
  /** 0 to 100; `null` where a table combines, or for insufficient data. */
  readonly score: number | null;
  readonly subScores: readonly SubScore[];
  readonly coverage: number;
  readonly freshness: number;
  readonly confidence: number;
  /** At most `reasons.count`, hard stops first. */
  readonly principalReasons: readonly AssessmentReason[];
  readonly reasons: readonly AssessmentReason[];
  readonly contributions: readonly AssessmentContribution[];
  readonly signs: WarningSignReport | null;
  readonly hardStops: readonly RaisedSign[];
  readonly reputation: Reputation | null;
  /** For a natural person; `null` for a company. */
  readonly person: {
    /** What to erase, and when. */
    readonly retention: readonly { readonly fact: string; readonly eraseOn: string }[];
    /** Evidence whose retention has ended: not used, and to be erased. */
    readonly ended: readonly string[];
    readonly humanMustDecide: boolean;
    readonly because: readonly ("grade" | "insufficient-data" | "hard-stop")[];
  } | null;
}

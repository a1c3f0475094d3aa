/** What a policy is compiled to: steps with their records in tables, and the stacking tree. */
import type { CompiledCondition } from "../conditions/index.js";
import type { ScalePlan } from "../scales/index.js";
import type { Period } from "../values/period.js";
import type { RoundingMode } from "../values/rounding.js";
import type { Scaled } from "../values/scaled.js";
import type {
  KeyField,
  PricedArticle,
  PricingStep,
  RecordValue,
  ScaleBasis,
  StackingMode,
} from "./model.js";

/** @internal */
export interface AllowancePlan {
  readonly amount: Scaled | null;
  readonly units: Scaled | null;
  readonly uses: number | null;
}

/** @internal */
export interface LimitsPlan {
  readonly perOrder: AllowancePlan | null;
  readonly perClient: AllowancePlan | null;
  readonly total: AllowancePlan | null;
  readonly unitsPerLineMax: number | null;
  readonly isFresh: boolean;
  readonly isCut: boolean;
}

/** @internal */
export interface RecordPlan {
  readonly id: string;
  readonly kind: RecordValue["kind"];
  readonly value: Scaled;
  readonly valueText: string;
  /** Decimal places by which a price per 100 or 1000 is shifted. */
  readonly shift: number;
  readonly unit: string | null;
  readonly document: RecordValue;
  readonly scale: ScalePlan | null;
  readonly basis: ScaleBasis | null;
  readonly when: CompiledCondition | null;
  readonly valid: Period | null;
  readonly priority: number;
  readonly group: string | null;
  readonly limits: LimitsPlan | null;
  readonly code: string | null;
  /** Null where it holds in every currency. */
  readonly currency: string | null;
  /** Nothing but key and value decides: the common case needs no further check. */
  readonly isPlain: boolean;
}

/** One set of key fields, and the records under each of its keys, in their total order. @internal */
export interface AccessPlan {
  readonly fields: readonly KeyField[];
  readonly name: string;
  readonly records: ReadonlyMap<string, readonly RecordPlan[]>;
}

/** @internal */
export interface StepPlan {
  readonly id: string;
  readonly index: number;
  readonly kind: PricingStep["kind"];
  /** −1 list, −2 running, or the index of the step after which it stood. */
  readonly base: number;
  readonly access: readonly AccessPlan[];
  readonly isCollecting: boolean;
  readonly stacking: "sequential" | "additive" | "best" | "worst";
  readonly isOrder: boolean;
  readonly allocation: NonNullable<PricingStep["allocation"]>;
  readonly includesFreight: boolean;
  readonly includesExcluded: boolean;
  readonly mode: RoundingMode;
  /** Null keeps those of the currency. */
  readonly decimals: number | null;
  readonly isPerUnit: boolean;
}

/** A node of the procedure: a step, or a group of nodes. @internal */
export type NodePlan =
  | { readonly kind: "step"; readonly step: StepPlan }
  | {
      readonly kind: "group";
      readonly id: string;
      readonly mode: StackingMode;
      readonly isByLine: boolean;
      readonly members: readonly NodePlan[];
    };

/** @internal */
export interface ArticlePlan {
  readonly document: PricedArticle;
  readonly weight: Scaled | null;
  readonly cost: Scaled | null;
  readonly units: ReadonlyMap<string, { readonly numerator: number; readonly denominator: number }>;
}

/**
 * A pricing policy ready to quote. Opaque: store the policy document.
 *
 * @since 0.1.0
 */
export interface PricingPlan {
  readonly id: string;
  readonly currency: string;
  /** Minor units of the currency. */
  readonly scale: number;
  readonly rounding: RoundingMode;
  /** @internal */
  readonly steps: readonly StepPlan[];
  /** @internal */
  readonly nodes: readonly NodePlan[];
  /** Whether no field has a hierarchy: each set of fields has one key a line. @internal */
  readonly isFlat: boolean;
  /** Whether limits or counters make the order of lines matter. @internal */
  readonly isShared: boolean;
  /** Steps whose records depend on the client alone: one search serves all lines. @internal */
  readonly isByClient: readonly boolean[];
  /** Whether a scale counts what stands before its step. @internal */
  readonly hasValueScales: boolean;
  /** Whether a base names a step, so that what stands after each is kept. @internal */
  readonly hasSnapshots: boolean;
  /** @internal */
  readonly articles: ReadonlyMap<string, ArticlePlan>;
  /** A value and its ancestors, nearest first, for values that have any. @internal */
  readonly ancestors: { readonly [Field in KeyField]?: ReadonlyMap<string, readonly string[]> };
}

/** LIST and RUNNING as a step's base. @internal */
export const BASE_LIST = -1;
/** @internal */
export const BASE_RUNNING = -2;

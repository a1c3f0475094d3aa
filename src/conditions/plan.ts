/**
 * The checked form of a condition: typed clauses with prepared values. Opaque to users; what
 * compile, explain, index and analyse all start from.
 */
import type { Scaled } from "../values/scaled.js";
import type { FactAddress } from "./address.js";
import type { ConditionOperator, FactType, ScalarValue } from "./model.js";

/**
 * How a clause compares: by a declared type, or as follows from the values when none is
 * declared: `untyped` by `===`, `numeric` for numbers and decimal texts alike.
 *
 * @internal
 */
export type ComparisonType = FactType | "untyped" | "numeric";

/** A literal with what is needed to compare with it. @internal */
export interface Literal {
  readonly value: ScalarValue;
  /** Exact value of a decimal. */
  readonly decimal?: Scaled;
  /** Number that keeps the order of a date or an instant, or the number itself. */
  readonly order?: number;
}

/** What a clause compares with. @internal */
export type Operand =
  | { readonly kind: "none" }
  | { readonly kind: "scalar"; readonly literal: Literal }
  | { readonly kind: "list"; readonly literals: readonly Literal[] }
  | { readonly kind: "range"; readonly from: Literal; readonly to: Literal }
  | {
      readonly kind: "fact";
      readonly address: FactAddress;
      readonly declared: FactType | undefined;
    };

/** One clause. @internal */
export interface PlanClause {
  readonly kind: "clause";
  readonly path: string;
  readonly name: string | undefined;
  readonly address: FactAddress;
  readonly operator: ConditionOperator;
  readonly type: ComparisonType;
  /** The declared type of the fact; the comparison type is inferred where there is none. */
  readonly declared: FactType | undefined;
  readonly operand: Operand;
}

/** All or any of some parts. @internal */
export interface PlanGroup {
  readonly kind: "all" | "any";
  readonly path: string;
  readonly name: string | undefined;
  readonly parts: readonly PlanNode[];
}

/** The negation of a part. @internal */
export interface PlanNegation {
  readonly kind: "not";
  readonly path: string;
  readonly name: string | undefined;
  readonly part: PlanNode;
}

/** A condition, checked. @internal */
export type PlanNode = PlanClause | PlanGroup | PlanNegation;

/** A condition whose negations stand in its operators only. @internal */
export type NormalNode =
  PlanClause | { readonly kind: "all" | "any"; readonly parts: readonly NormalNode[] };

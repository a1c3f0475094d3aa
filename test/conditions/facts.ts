/** Arbitrary conditions and facts from small pools, so that they meet. */
import fc from "fast-check";

import type { Condition, FactClause, FactTypes, ScalarValue } from "../../src/conditions/index.js";

/** The declared facts of the tests: two of each type that can be compared. */
export const factTypes = {
  "client.tier": "string",
  "client.region": "string",
  "client.score": "number",
  "client.rank": "number",
  "client.blocked": "boolean",
  "client.tags": "string[]",
  "order.total": "decimal",
  "order.limit": "decimal",
  "order.date": "date",
  "order.due": "date",
  "order.at": "instant",
  "order.amounts": "decimal[]",
} as const satisfies FactTypes;

export type FactName = keyof typeof factTypes;

export const pools = {
  string: ["gold", "silver", "go", "DE", "DE-BY", ""],
  number: [-1, 0, 1, 1.5, 2, 10],
  decimal: ["-1", "0", "1", "1.0", "1.50", "1.5", "2", "10.00", "12345678901234567890.5"],
  date: ["2024-02-28", "2024-02-29", "2024-03-01", "2026-11-23", "0001-01-01"],
  instant: [
    "2026-11-23T10:00:00.000Z",
    "2026-11-23T10:00:00.001Z",
    "2026-11-23T11:00:00.000+01:00",
    "2026-01-01T00:00:00.000Z",
  ],
  boolean: [true, false],
} as const;

export type Scalar = keyof typeof pools;

export function scalarOf(type: string): Scalar {
  return type.replace("[]", "") as Scalar;
}

/** Values that are of no type of the tests, or not of the one wanted. */
const wrongValues: readonly unknown[] = [
  NaN,
  "no such thing",
  "1e5",
  "2024-02-30",
  {},
  [],
  [{}],
  true,
  7,
];

function valueArbitrary(type: string): fc.Arbitrary<unknown> {
  const single = fc.constantFrom<unknown>(...pools[scalarOf(type)]);
  if (type.endsWith("[]")) return fc.array(single, { maxLength: 3 });
  return type === "decimal" ? fc.oneof(single, fc.constantFrom<unknown>(0, 1, 1.5, 2)) : single;
}

/** How often facts are missing or mistyped. */
export interface FactsShape {
  readonly missing?: boolean;
  readonly mistyped?: boolean;
}

/** Nested facts: of their types, now and then missing (or null), now and then of another type. */
export function factsArbitrary({ missing = true, mistyped = false }: FactsShape = {}): fc.Arbitrary<
  Record<string, Record<string, unknown>>
> {
  const entries = Object.entries(factTypes).map(([name, type]) => {
    const value = valueArbitrary(type);
    const choices = [{ arbitrary: value, weight: 6 }];
    if (missing) choices.push({ arbitrary: fc.constantFrom(undefined, null), weight: 1 });
    if (mistyped) choices.push({ arbitrary: fc.constantFrom(...wrongValues), weight: 1 });
    return fc.oneof(...choices).map((fact) => [name, fact] as const);
  });
  return fc.tuple(...entries).map((facts) => {
    const record: Record<string, Record<string, unknown>> = { client: {}, order: {} };
    for (const [name, fact] of facts) {
      const [group = "", key = ""] = name.split(".");
      const place = record[group];
      if (fact !== undefined && place !== undefined) place[key] = fact;
    }
    return record;
  });
}

function literal(type: string): fc.Arbitrary<ScalarValue> {
  return fc.constantFrom<ScalarValue>(...pools[scalarOf(type)]);
}

const orderOperators = [
  "lessThan",
  "lessThanInclusive",
  "greaterThan",
  "greaterThanInclusive",
] as const;

const partners: Readonly<Record<string, string>> = {
  "client.tier": "client.region",
  "client.score": "client.rank",
  "order.total": "order.limit",
  "order.date": "order.due",
  "order.due": "order.date",
};

function between(type: string): fc.Arbitrary<readonly ScalarValue[]> {
  const ordered = {
    number: [-1, 0, 1.5, 10],
    decimal: ["-1", "1", "1.50", "10.00"],
    date: pools.date,
  };
  const list: readonly ScalarValue[] =
    type === "instant"
      ? ["2026-01-01T00:00:00.000Z", "2026-11-23T10:00:00.000Z", "2026-11-23T10:00:00.001Z"]
      : type === "date"
      ? ["2024-02-28", "2024-02-29", "2026-11-23"]
      : ordered[type as "number" | "decimal"];
  return fc
    .tuple(fc.nat(list.length - 1), fc.nat(list.length - 1))
    .map(([a, b]) => [list[Math.min(a, b)] ?? 0, list[Math.max(a, b)] ?? 0]);
}

/** Which clauses to make. */
export interface ClauseShape {
  /** Only operators that json-rules-engine has too. */
  readonly peer?: boolean;
  /** Also clauses that compare two facts. */
  readonly references?: boolean;
  readonly names?: readonly FactName[];
}

function clauseOf(
  name: FactName,
  { peer = false, references = true }: ClauseShape,
): fc.Arbitrary<FactClause> {
  const type: string = factTypes[name];
  const value = literal(type);
  const fact = fc.constant(name);
  if (type.endsWith("[]")) {
    const operator = fc.constantFrom("contains", "doesNotContain");
    return fc.record({ fact, operator, value });
  }
  const kinds: fc.Arbitrary<FactClause>[] = [
    fc.record({ fact, operator: fc.constantFrom("equal", "notEqual"), value }),
    fc.record({
      fact,
      operator: fc.constantFrom("in", "notIn"),
      value: fc.array(value, { maxLength: 3 }),
    }),
  ];
  const isOrdered = type !== "string" && type !== "boolean";
  if (isOrdered)
    kinds.push(fc.record({ fact, operator: fc.constantFrom(...orderOperators), value }));
  if (!peer) {
    kinds.push(fc.record({ fact, operator: fc.constantFrom("present", "absent") }));
    if (isOrdered) {
      const operator = fc.constantFrom("between", "notBetween");
      kinds.push(fc.record({ fact, operator, value: between(type) }));
    }
    if (type === "string") {
      const operator = fc.constantFrom("startsWith", "doesNotStartWith");
      kinds.push(fc.record({ fact, operator, value: fc.constantFrom("go", "g", "DE", "DE-") }));
    }
  }
  const partner = partners[name];
  if (references && partner !== undefined) {
    const operators = isOrdered
      ? (["equal", "notEqual", ...orderOperators] as const)
      : (["equal", "notEqual"] as const);
    kinds.push(
      fc.record({
        fact,
        operator: fc.constantFrom(...operators),
        value: fc.constant({ fact: partner }),
      }),
    );
  }
  if (references && name === "client.tier") {
    kinds.push(
      fc.record({
        fact,
        operator: fc.constantFrom("in", "notIn"),
        value: fc.constant({ fact: "client.tags" }),
      }),
    );
  }
  return fc.oneof(...kinds);
}

/** One clause about one of the declared facts, of the right type. */
export function clauseArbitrary(shape: ClauseShape = {}): fc.Arbitrary<FactClause> {
  const names = shape.names ?? (Object.keys(factTypes) as FactName[]);
  return fc.constantFrom(...names).chain((name) => clauseOf(name, shape));
}

/** A condition of some depth over the declared facts. */
export function conditionArbitrary(
  shape: ClauseShape = {},
  maxDepth: number = 3,
): fc.Arbitrary<Condition> {
  const clause = clauseArbitrary(shape);
  const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
    condition: fc.oneof(
      { maxDepth, withCrossShrink: true },
      { arbitrary: clause, weight: 3 },
      {
        arbitrary: fc
          .array(tie("condition"), { minLength: shape.peer === true ? 1 : 0, maxLength: 3 })
          .map((all): Condition => ({ all })),
        weight: 2,
      },
      {
        arbitrary: fc
          .array(tie("condition"), { minLength: 1, maxLength: 3 })
          .map((any): Condition => ({ any })),
        weight: 2,
      },
      { arbitrary: tie("condition").map((not): Condition => ({ not })), weight: 1 },
    ),
  }));
  return condition;
}

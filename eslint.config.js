// Lint holds the house: purity of src/, the layers of the design, and type-aware rules.
import tseslint from "typescript-eslint";

/** What each folder of src/ may import, beside itself. The arrows point one way. */
const LAYERS = {
  values: [],
  conditions: ["values"],
  scales: ["values"],
  lifecycle: ["values", "conditions", "scales"],
  pricing: ["values", "conditions", "scales"],
  bonus: ["values", "conditions", "scales", "pricing"],
  scoring: ["values", "conditions", "scales"],
  risk: ["values", "conditions", "scales", "scoring"],
  loyalty: ["values", "conditions", "scales"],
  review: ["values", "conditions", "scales", "lifecycle", "pricing", "bonus", "scoring", "risk", "loyalty"],
};
const FOLDERS = Object.keys(LAYERS);

const HOST =
  "src/ is pure: same input, same output, on any host. Take it as an argument instead.";
const impureGlobals = [
  "process", "console", "globalThis", "window", "self", "document", "navigator", "performance",
  "setTimeout", "setInterval", "setImmediate", "queueMicrotask", "requestAnimationFrame", "fetch",
  "XMLHttpRequest", "WebSocket", "crypto", "Intl", "Buffer", "require", "module", "__dirname",
  "__filename", "localStorage", "sessionStorage", "eval", "Function", "WeakRef", "FinalizationRegistry",
].map((name) => ({ name, message: HOST }));

const impureProperties = [
  { object: "Date", property: "now", message: HOST },
  { object: "Math", property: "random", message: HOST },
  ...["toLocaleString", "toLocaleDateString", "toLocaleTimeString", "toLocaleUpperCase", "toLocaleLowerCase", "localeCompare"]
    .map((property) => ({ property, message: `${HOST} It answers by the host's locale.` })),
];

const impureSyntax = [
  { selector: "NewExpression[callee.name='Date']", message: `${HOST} Dates are integers here (values/calendar-date.ts).` },
  { selector: "CallExpression[callee.name='Date']", message: HOST },
  { selector: "ImportExpression", message: "src/ loads nothing at run time." },
  { selector: "TSEnumDeclaration", message: "Use a union of literals." },
];

/**
 * Keys of a record come in the order of insertion, numbers first: where that order shows in a
 * result, two equal inputs give two results. Own loops over keys are allowed only where the
 * library itself wrote the record or order is part of the document (marked in the list below).
 */
const layerRule = (folder) => {
  const allowed = new Set([folder, ...LAYERS[folder]]);
  const banned = FOLDERS.filter((one) => !allowed.has(one));
  return {
    files: [`src/${folder}/**/*.ts`],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          paths: [
            { name: "date-fns", message: "Import the function's own path: date-fns/addMonths." },
            { name: "clientele", message: "src/ imports by relative path." },
            { name: "decimal.js", message: "decimal.js lives in values/decimal-js.ts alone." },
            { name: "zod", message: "zod lives in schema.ts files alone." },
          ],
          patterns: [
            { regex: "^node:", message: HOST },
            ...(banned.length === 0
              ? []
              : [{
                  regex: `(^|/)(${banned.join("|")})(/|$)`,
                  message: `Layers point one way: ${folder} may import ${[...allowed].join(", ")}.`,
                }]),
          ],
        },
      ],
    },
  };
};

export default tseslint.config(
  { ignores: ["dist/", "node_modules/", "coverage/", "reports/", "docs/api/", "test/generated/", ".stryker-tmp/"] },
  {
    files: ["**/*.ts"],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      eqeqeq: ["error", "always"],
      "no-restricted-syntax": ["error", ...impureSyntax.slice(-1)],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      // Narrowing by hand at the door of untrusted data is what this library does.
      "@typescript-eslint/no-unnecessary-condition": "off",
      "@typescript-eslint/no-unnecessary-type-parameters": "off",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-dynamic-delete": "off",
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
    },
  },
  {
    files: ["src/**/*.ts"],
    rules: {
      "no-restricted-globals": ["error", ...impureGlobals],
      "no-restricted-properties": ["error", ...impureProperties],
      "no-restricted-syntax": ["error", ...impureSyntax],
      "no-console": "error",
      "no-eval": "error",
      "no-new-func": "error",
      "no-proto": "error",
      "no-param-reassign": "error",
      "@typescript-eslint/explicit-module-boundary-types": "error",
      "@typescript-eslint/no-explicit-any": "error",
    },
  },
  ...FOLDERS.map(layerRule),
  {
    files: ["src/values/decimal-js.ts"],
    rules: {
      "no-restricted-imports": ["error", { patterns: [{ regex: "^node:", message: HOST }] }],
    },
  },
  {
    files: ["src/**/schema.ts", "src/values/parse-with.ts"],
    rules: {
      "no-restricted-imports": ["error", { patterns: [{ regex: "^node:", message: HOST }] }],
    },
  },
  {
    files: ["test/**/*.ts", "examples/**/*.ts", "*.config.ts"],
    rules: {
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-call": "off",
      "@typescript-eslint/no-unsafe-return": "off",
      "@typescript-eslint/no-unsafe-type-assertion": "off",
      "@typescript-eslint/restrict-template-expressions": "off",
    },
  },
);

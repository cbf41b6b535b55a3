import type { Linter } from 'eslint'
import { defineConfig } from 'eslint/config'
import { configs, parser, plugin } from 'typescript-eslint'

interface Forbidden {
  readonly selector: string
  readonly message: string
}

const environment: Forbidden = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: 'Settings are read once by a schema: add a key to the config file and pass the value in.',
}
const exportAll: Forbidden = { selector: 'ExportAllDeclaration', message: 'A package’s entry lists its names; nothing is exported wholesale.' }
const exportDefault: Forbidden = { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' }
const only: Forbidden = {
  selector: "CallExpression > MemberExpression[object.name=/^(test|it|describe|suite)$/][property.name='only']",
  message: 'Left over from debugging: the other tests of the file do not run.',
}

function syntax(...forbidden: readonly Forbidden[]): Linter.RulesRecord {
  return { 'no-restricted-syntax': ['error', ...forbidden] }
}

/** The one place of a process that reads its environment; tools, tests and benchmarks read their own. */
const selfReading = [
  '**/config.ts', '**/config/*.ts', '**/settings.ts', 'apps/cli/**', 'portal/build.ts', 'tools/**', 'bench/**', 'test/**',
  '**/test/**', '**/*.test.ts', '**/testing.ts', '**/testing/**',
]

/** What the compiler does not say. `tsconfigRootDir` is the checkout's top folder. */
export function config(tsconfigRootDir: string): Linter.Config[] {
  return defineConfig(
    { ignores: ['**/dist/**', '**/.cache/**', '**/generated/**', '.steckwerk/**', 'bench/results/**'] },
    {
      files: ['**/*.{ts,tsx}'],
      extends: [configs.strictTypeCheckedOnly],
      plugins: { '@typescript-eslint': plugin },
      languageOptions: { parser, parserOptions: { project: './tsconfig.json', tsconfigRootDir } },
      linterOptions: { reportUnusedDisableDirectives: 'error' },
      rules: {
        ...syntax(environment, exportAll, exportDefault, only),
        eqeqeq: ['error', 'always'],
        'no-console': 'off',
        'no-eval': 'error',
        'no-new-func': 'error',
        'no-self-compare': 'error',
        'no-unreachable-loop': 'error',
        'no-useless-assignment': 'error',
        'no-var': 'error',
        'object-shorthand': 'error',
        'prefer-const': 'error',
        'require-atomic-updates': 'off',
        '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false }],
        // openid-client marks it deprecated only to make it stand out; an outside provider on this machine's loopback has no TLS.
        '@typescript-eslint/no-deprecated': ['error', { allow: [{ from: 'package', package: 'openid-client', name: 'allowInsecureRequests' }] }],
        '@typescript-eslint/no-explicit-any': 'error',
        '@typescript-eslint/no-floating-promises': ['error', { allowForKnownSafeCalls: [{ from: 'package', name: ['test', 'it', 'describe', 'suite', 'before', 'after'], package: 'node:test' }] }],
        '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false, arguments: false } }],
        '@typescript-eslint/only-throw-error': ['error', { allow: [{ from: 'package', package: '@tanstack/router-core', name: ['Redirect', 'NotFoundError'] }] }],
        '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
        // Numbers and the like read well in templates, and `!` after a checked index is this code's way under noUncheckedIndexedAccess.
        '@typescript-eslint/no-confusing-void-expression': 'off',
        '@typescript-eslint/no-non-null-assertion': 'off',
        '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
        '@typescript-eslint/restrict-plus-operands': ['error', { allowNumberAndString: true }],
        // Bytes from outside are checked even where a type claims that they cannot be otherwise.
        '@typescript-eslint/no-unnecessary-condition': 'off',
        '@typescript-eslint/no-unnecessary-type-parameters': 'off',
        // Strings that are spread here hold digits and letters; interfaces declare methods that need no `this`.
        '@typescript-eslint/no-misused-spread': 'off',
        '@typescript-eslint/unbound-method': 'off',
        '@typescript-eslint/prefer-reduce-type-parameter': 'off',
        '@typescript-eslint/no-meaningless-void-operator': 'off',
        '@typescript-eslint/require-await': 'off',
        '@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
      },
    },
    { files: ['core/**', 'services/**', 'portal/**'], ignores: ['**/*.test.ts', '**/test/**'], rules: { 'no-console': 'error' } },
    { files: selfReading, rules: syntax(exportAll, exportDefault, only) },
    // Tools that load a file by its default export, and what such files are declared as.
    { files: ['**/*.config.ts', '**/*.d.ts'], rules: syntax(exportAll, only) },
  )
}

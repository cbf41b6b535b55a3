import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { deadCode } from '../src/checks/dead-code.ts'
import { lint } from '../src/checks/lint.ts'
import { types } from '../src/checks/types.ts'
import { root } from '../src/root.ts'
import { found } from '../src/testing/checkout.ts'

const tsconfig = { compilerOptions: { target: 'esnext', module: 'nodenext', strict: true, noEmit: true, types: ['node'], allowImportingTsExtensions: true }, include: ['core'] }

test('types: an error with its place and what the compiler says', async () => {
  const findings = await found(types, { 'tsconfig.json': tsconfig, 'core/a.ts': "\nexport const n: number = 'x'\n" }, { installed: true })
  assert.deepEqual(findings, ["core/a.ts:2: TS2322: Type 'string' is not assignable to type 'number'."])
})

test('lint: what the compiler does not say, with types', async () => {
  const findings = await found(lint, {
    'tsconfig.json': tsconfig,
    '.oxlintrc.jsonc': readFileSync(join(root, '.oxlintrc.jsonc'), 'utf8'),
    'core/a/src/a.ts': `
export default async function a(x: 'p' | 'q', y: any): Promise<void> {
  a(x, y)
  if (x == 'p') console.log(process.env.HOME)
  switch (x) { case 'p': break }
  await 1
}
export * from './b.ts'
`,
    'core/a/src/b.ts': 'export interface B { readonly b: 1 }\n',
    'core/a/src/c.ts': "import { B } from './b.ts'\nexport const c = (b: B): string => `${b.b}`\n",
    'core/a/src/d.test.ts': "import { test } from 'node:test'\ntest.only('x', () => {})\ntest('y', () => {})\nconsole.log(process.env['HOME'])\n",
  }, { installed: true })
  const rules = findings.map((finding) => `${finding.split(':', 2).join(':')} ${/\(([^()]+)\)\)$/.exec(finding)![1]!}`)
  assert.deepEqual(rules.sort(), [
    'core/a/src/a.ts:2 no-explicit-any',
    'core/a/src/a.ts:3 no-floating-promises',
    'core/a/src/a.ts:4 eqeqeq',
    'core/a/src/a.ts:4 no-console',
    'core/a/src/a.ts:5 switch-exhaustiveness-check',
    'core/a/src/a.ts:6 await-thenable',
    'core/a/src/c.ts:1 consistent-type-imports',
    'core/a/src/d.test.ts:2 no-floating-promises',
  ])
})

test('dead code: files, exports and dependencies nothing uses', async () => {
  const findings = await found(deadCode, {
    'package.json': { name: 'x', type: 'module', dependencies: { zod: '4.6.7' } },
    'knip.json': { entry: ['src/index.ts'], project: ['src/**/*.ts'] },
    'src/index.ts': "import { used } from './a.ts'\nimport 'left-pad'\nconsole.log(used)\n",
    'src/a.ts': 'export const used = 1\nexport const unused = 2\n',
    'src/b.ts': 'export const lost = 3\n',
  })
  assert.deepEqual(findings.map((finding) => finding.split(';')[0]).sort(), [
    'package.json: zod is declared but not used',
    'src/a.ts:2: unused is exported but nothing uses it',
    'src/b.ts: nothing imports this file',
    'src/index.ts:2: left-pad is used but not declared',
  ])
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { found } from '../testing/checkout.ts'
import { syntax } from './syntax.ts'

test('default and wholesale exports, the environment, and tests that leave others out', async () => {
  const findings = await found(syntax, {
    'core/a/src/a.ts': "export default function a(): unknown {\n  return process.env['HOME']\n}\nexport * from './b.ts'\nexport * as b from './b.ts'\n",
    'core/a/src/b.ts': 'export { b as default }\nconst b = 1\nexport const kept = [b]\n',
    'core/a/src/config.ts': "export const home = process.env['HOME']\n",
    'core/a/src/d.test.ts': "import { test } from 'node:test'\ntest.only('x', () => process.env['HOME'])\n",
    'portal/vite.config.ts': 'export default {}\n',
  })
  assert.deepEqual(findings.map((finding) => finding.split(': ', 1)[0]!).sort(), ['core/a/src/a.ts:1', 'core/a/src/a.ts:2', 'core/a/src/a.ts:4', 'core/a/src/a.ts:5', 'core/a/src/b.ts:1', 'core/a/src/d.test.ts:2'])
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { found } from '../testing/checkout.ts'
import { isAllowed, licences } from './licences.ts'

test('what a production install brings', async () => {
  const findings = await found(licences, {
    'package-lock.json': {
      packages: {
        '': { license: 'Apache-2.0' },
        'core/a': { license: 'UNLICENSED' },
        'node_modules/@steckwerk/a': { link: true },
        'node_modules/good': { version: '1.0.0', license: 'MIT' },
        'node_modules/only-dev': { version: '1.0.0', license: 'GPL-3.0', dev: true },
        'node_modules/good/node_modules/@bad/one': { version: '2.0.0', license: 'GPL-3.0-only' },
        'node_modules/silent': { version: '3.0.0' },
        'node_modules/old': { version: '1.0.0' },
      },
    },
    'node_modules/old/package.json': { licenses: [{ type: 'MIT' }, { type: 'GPL-2.0' }] },
  })
  assert.deepEqual(findings.map((finding) => finding.split(', ')[0]), [
    'package-lock.json: @bad/one 2.0.0 has licence GPL-3.0-only',
    'package-lock.json: silent 3.0.0 has licence unknown',
  ])
})

test('SPDX expressions', () => {
  for (const good of ['MIT', '(MIT OR GPL-3.0)', 'Apache-2.0 AND ISC', 'MPL-2.0']) assert.ok(isAllowed(good), good)
  for (const bad of ['GPL-2.0', 'MIT AND GPL-3.0', 'SEE LICENSE IN x', '', 'AGPL-3.0 OR LGPL-3.0']) assert.ok(!isAllowed(bad), bad)
})

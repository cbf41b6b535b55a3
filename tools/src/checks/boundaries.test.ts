import assert from 'node:assert/strict'
import { test } from 'node:test'
import { found } from '../testing/checkout.ts'
import { boundaries } from './boundaries.ts'

const manifest = (name: string, dependencies: Record<string, string> = {}, exports: Record<string, string> = { '.': './src/index.ts', './testing': './src/testing.ts' }): object =>
  ({ name: `@steckwerk/${name}`, steckwerk: { layer: 'core' }, exports, dependencies })

const house = {
  'package.json': { workspaces: ['core/*', 'services/*', 'tools/browser', 'apps/*'] },
  'core/kernel/package.json': manifest('kernel'),
  'core/kernel/src/index.ts': 'export const a = 1\n',
  'core/store/package.json': manifest('store', { '@steckwerk/kernel': '1', pg: '1' }),
  'core/store/src/index.ts': "import { a } from '@steckwerk/kernel'\nimport pg from 'pg'\nimport { readFile } from 'node:fs/promises'\nexport { a, pg, readFile }\n",
  'tools/browser/package.json': manifest('testing-browser'),
}

test('a house in order', async () => {
  assert.deepEqual(await found(boundaries, { ...house, 'core/store/test/x.test.ts': "import '@steckwerk/store'\nimport 'fast-check'\n" }), [])
})

test('arrows that run downwards, undeclared, deep, outward, or into tests', async () => {
  const findings = await found(boundaries, {
    ...house,
    'core/kernel/src/up.ts': "import '@steckwerk/store'\nimport 'node:fs'\n",
    'core/store/src/a.ts': "\nexport type { X } from '../../kernel/src/x.ts'\nimport '@steckwerk/kernel/src/index.ts'\nimport '@steckwerk/kernel/testing'\nimport 'left-pad'\n",
    'core/store/src/b.ts': "const lazy = await import('@steckwerk/testing-browser')\nimport '@steckwerk/store'\nimport '/opt/x.ts'\n",
    'core/objects/package.json': manifest('objects'),
    'core/objects/src/index.ts': "import '@steckwerk/kernel'\n",
    'services/forms/package.json': manifest('forms', { '@steckwerk/store': '1' }),
    'services/forms/src/index.ts': "import '@steckwerk/store'\n",
    'apps/connector/package.json': manifest('connector', { '@steckwerk/store': '1' }),
    'apps/connector/src/index.ts': "import '@steckwerk/store'\n",
    'core/attic/package.json': { name: '@steckwerk/attic' },
    'core/loose.ts': 'export const b = 1\n',
  })
  const starts = [
    'core/attic/package.json: core/attic has no place in tools/src/boundaries.ts',
    'core/attic/package.json: the package names no layer',
    'apps/connector/src/index.ts:1: apps/connector must not import core/store',
    'core/kernel/src/up.ts:1: core/kernel must not import core/store',
    'core/kernel/src/up.ts:2: @steckwerk/kernel is pure and does no I/O',
    'core/objects/src/index.ts:1: @steckwerk/kernel is not declared by @steckwerk/objects',
    "core/store/src/a.ts:2: '../../kernel/src/x.ts' leaves the package",
    "core/store/src/a.ts:3: @steckwerk/kernel does not export './src/index.ts'",
    'core/store/src/a.ts:4: @steckwerk/kernel/testing is for tests only',
    'core/store/src/a.ts:5: left-pad is not declared',
    'core/store/src/b.ts:1: @steckwerk/testing-browser is for tests only',
    'core/store/src/b.ts:2: the package imports itself by name',
    "core/store/src/b.ts:3: '/opt/x.ts' is a place on one machine",
    'services/forms/src/index.ts:1: services/forms must not import core/store',
  ]
  for (const start of starts) assert.ok(findings.some((finding) => finding.startsWith(start)), `${start}\n  in\n${findings.join('\n')}`)
  assert.equal(findings.length, starts.length, findings.join('\n'))
})

test('files that import each other in a circle, by the shortest way', async () => {
  const findings = await found(boundaries, {
    ...house,
    'core/store/src/a.ts': "import './b.ts'\n",
    'core/store/src/b.ts': "import './c.ts'\nimport './d.ts'\n",
    'core/store/src/c.ts': "import './a.ts'\n",
    'core/store/src/d.ts': "import './c.ts'\n",
  })
  assert.equal(findings.length, 1)
  assert.match(findings[0]!, /src\/a\.ts → core\/store\/src\/b\.ts → core\/store\/src\/c\.ts → core\/store\/src\/a\.ts;/)
})
